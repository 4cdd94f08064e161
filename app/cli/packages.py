"""`demo`, `export`, `verify` and `order`: from a design to the factory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.paper import (
    AsJson,
    BookUrl,
    DesignPath,
    OutFile,
    UsageError,
    keep_apart,
    print_json,
    print_table,
    progress_bar,
)

if TYPE_CHECKING:
    from app.services import House

Zip = Annotated[Path, typer.Argument(metavar="PACKAGE", help="An order package: a .zip.")]
Package = Annotated[Path, typer.Argument(metavar="PACKAGE", help="An order package: .zip or folder.")]


def add_commands(root: typer.Typer, house: House) -> None:
    """Add `demo`, `export`, `verify` and the `order` commands."""

    @root.command("demo", help="The whole job on shipped data. Example: jiyang demo --out demo")
    def demo(out: Annotated[Path, typer.Option("--out", help="Folder for all that the demo makes.")]) -> int:
        from app.demo import run_demo

        with progress_bar() as progress:
            summary = run_demo(house, out, progress)
        for line in summary.lines:
            print(line)
        return 1 if summary.errors else 0

    @root.command("export", help="The order package. Example: jiyang export home.json --out home.zip")
    def export(
        design: DesignPath,
        out: OutFile,
        only: Annotated[str | None, typer.Option(help="Names of exporters, comma separated.")] = None,
    ) -> None:
        from app.cli.designs import load_layout

        names = tuple(only.split(",")) if only else None
        for name in names or ():
            if name not in house.exporters:
                raise UsageError("", "--only", f"no exporter {name!r}; there are {', '.join(house.exporters)}")
        keep_apart(out, design)
        layout = load_layout(house, design)
        with progress_bar() as progress:
            done = house.export_package(layout.design, house.catalog(), out, names, progress)
        print(f"{done.path}  {len(done.files)} files, {done.panels} panels, sha256 {done.sha256}")

    @root.command("verify", help="Read a package back; exit 1 if anything differs. Example: jiyang verify home.zip")
    def verify(package: Package, as_json: AsJson = False) -> int:
        differences = house.verify_package(package, house.catalog())
        if as_json:
            print_json(
                {
                    "package": str(package),
                    "ok": not differences,
                    "differences": [{"file": d.file, "what": d.what} for d in differences],
                }
            )
        else:
            for difference in differences:
                print(f"{difference.file}: {difference.what}")
            print("differs" if differences else "whole")
        return 1 if differences else 0

    _add_order_commands(root, house)


def _add_order_commands(root: typer.Typer, house: House) -> None:
    group = typer.Typer(help="The order book.")
    root.add_typer(group, name="order")

    def book(url: str) -> Any:
        from app.orders.order_book import OrderBook

        return OrderBook(url or house.order_book_url())

    @group.command("submit", help="Put a package into the order book, once. Example: jiyang order submit home.zip")
    def submit(package: Zip, url: BookUrl = "", as_json: AsJson = False) -> int:
        orders = book(url)
        if orders.forgets:
            raise UsageError("", "--book", "is in memory and would forget the order; name a file: sqlite:///orders.db")
        differences = house.verify_package(package, house.catalog())
        if differences:
            found = [{"file": d.file, "what": d.what} for d in differences]
            if as_json:
                print_json({"number": None, "created": False, "sha256": None, "differences": found})
            else:
                print(f"{package}: {found[0]['file']}: {found[0]['what']}", file=_stderr())
            return 1
        receipt = orders.submit(package)
        if as_json:
            print_json({"number": receipt.number, "created": receipt.created, "sha256": receipt.sha256})
        else:
            print(f"{receipt.number}{'' if receipt.created else '  (was submitted before)'}")
        return 0

    @group.command("list", help="All orders. Example: jiyang order list --json")
    def list_orders(url: BookUrl = "", as_json: AsJson = False) -> None:
        from app.orders.order_book import order_document

        orders = [order_document(order) for order in book(url).list()]
        if as_json:
            print_json({"orders": orders})
        else:
            print_table(("number", "status", "design", "customer", "panels", "submitted"), [
                (o["number"], o["status"], o["design"], o["customer"], o["panels"], o["submitted"]) for o in orders
            ])  # fmt: skip

    @group.command("show", help="One order and its history. Example: jiyang order show JY-20260101-0001")
    def show(number: str, url: BookUrl = "", as_json: AsJson = False) -> None:
        from app.orders.order_book import order_document

        document = order_document(book(url).show(number))
        if as_json:
            print_json(document)
            return
        for key, value in document.items():
            if key != "history":
                print(f"{key}: {value}")
        print_table(("when", "status", "note"), [(h["at"], h["status"], h["note"]) for h in document["history"]])


def _stderr() -> Any:
    import sys

    return sys.stderr
