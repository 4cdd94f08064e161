"""`plan list | show | search | import`: the house-type library and real drawings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.paper import AsJson, OutFile, UsageError, keep_apart, language, print_json, print_table

if TYPE_CHECKING:
    from app.plans.library import Entry, PlanLibrary
    from app.plans.plan import Plan
    from app.services import House

UNITS = ("mm", "cm", "m", "inch", "foot")


def load_plan(word: str, library: PlanLibrary) -> Plan:
    """Return a plan by library id or by file path; PlanError when it is neither."""
    from app.plans.files import read_plan

    if Path(word).suffix.lower() == ".toml" or Path(word).exists():
        return read_plan(Path(word))
    return library.plan(word)


def add_commands(root: typer.Typer, house: House) -> None:
    """Add the `plan` commands."""
    group = typer.Typer(help="The house-type library, and plans from real drawings.")
    root.add_typer(group, name="plan")

    @group.command("list", help="All house types. Example: jiyang plan list --json")
    def list_plans(as_json: AsJson = False) -> None:
        _print_entries(house.plans().entries, as_json)

    @group.command("search", help="House types that answer the words. Example: jiyang plan search 两房 75")
    def search_plans(words: list[str], as_json: AsJson = False) -> int:
        found = house.plans().search(" ".join(words))
        _print_entries(found, as_json)
        return 0 if found else 1

    @group.command("show", help="One plan. Example: jiyang plan show two_bed_75")
    def show_plan(plan: Annotated[str, typer.Argument(metavar="ID|FILE")], as_json: AsJson = False) -> None:
        _print_plan(load_plan(plan, house.plans()), as_json)

    @group.command(
        "import", help="A real drawing -> a plan. Example: jiyang plan import house.dxf --out house.toml --units cm"
    )
    def import_plan(
        file: Path,
        out: OutFile,
        units: Annotated[
            str | None, typer.Option(help="mm, cm, m, inch or foot: overrides what the file says.")
        ] = None,
        layers: Annotated[
            Path | None, typer.Option(help="TOML that names the layers of walls, doors, windows, rooms.")
        ] = None,
        as_json: AsJson = False,
    ) -> None:
        from app.plans.files import write_plan
        from app.plans.from_dxf import import_dxf

        if units is not None and units not in UNITS:
            raise UsageError("", "--units", f"{units!r} is none of {', '.join(UNITS)}")
        keep_apart(out, file, *([layers] if layers else []))
        plan = import_dxf(file, units, layers, language())
        write_plan(out, plan)
        _print_plan(plan, as_json)


def _print_entries(entries: tuple[Entry, ...], as_json: bool) -> None:
    if as_json:
        print_json({"plans": [_entry_document(entry) for entry in entries]})
        return
    print_table(
        ("id", "name", "bedrooms", "baths", "area m2"),
        [(e.id, e.name(language()), e.bedrooms, e.baths, e.area_m2) for e in entries],
    )


def _entry_document(entry: Entry) -> dict[str, object]:
    """Return what is known of a house type; `area_m2` is all inside the outer walls, width and depth in mm."""
    keys = ("id", "rooms", "bedrooms", "halls", "baths", "area_m2", "width", "depth", "estate", "city")
    return {"name": {"zh": entry.name.zh, "en": entry.name.en}, **{key: getattr(entry, key) for key in keys}}


def _print_plan(plan: Plan, as_json: bool) -> None:
    from app.plans.report import plan_json

    document = plan_json(plan)
    if as_json:
        print_json(document)
        return
    print(f"{plan.name(language())}  ({document['units']})")
    print_table(
        ("room", "name", "kind", "m2", "ceiling"),
        [
            (room.id, room.name(language()), room.kind, area["area_m2"], room.ceiling)
            for room, area in zip(plan.rooms, document["rooms"], strict=True)
        ],
    )
    print(
        f"walls {len(plan.walls)}, doors {len(document['doors'])}, windows {len(document['windows'])}, obstacles {len(plan.obstacles)}"
    )
    for doubt in document["doubts"]:
        print(f"? {doubt}")
