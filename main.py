"""Puts the house together: the libraries, the exporters and the order book, handed to the window or the command line."""

from __future__ import annotations

import logging
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.components.catalog import Catalog
    from app.design.design import Design
    from app.plans.house_types.library import PlanLibrary
    from app.plans.plan import Plan
    from app.services import Difference, Exported, House, Progress

HERE = Path(__file__).resolve().parent
DEMO_FOLDER = Path("jiyang-demo")
PICTURE = (1500, 900)  # pixels of the pictures in the order package


@cache
def catalog() -> Catalog:
    """Return the component library, opened once; the index of its samples is kept in the user's cache."""
    from platformdirs import user_cache_path

    from app.components.catalog import open_catalog

    return open_catalog(HERE / "components_library", user_cache_path("jiyang", appauthor=False) / "library")


@cache
def plans() -> PlanLibrary:
    """Return the house-type library with the user's own house types, opened once; its index is kept in the user's cache."""
    from platformdirs import user_cache_path, user_data_path

    from app.plans.house_types.library import open_plans

    own = user_data_path("jiyang", appauthor=False) / "house-types"
    return open_plans(HERE / "floorplans", own, user_cache_path("jiyang", appauthor=False) / "house-types")


def order_book_url() -> str:
    """Return the database of this user's orders: JIYANG_ORDER_BOOK, else a SQLite file in the user's data folder."""
    from platformdirs import user_data_path

    given = os.environ.get("JIYANG_ORDER_BOOK")
    return given or f"sqlite:///{user_data_path('jiyang', appauthor=False) / 'orders.sqlite'}"


def build_house() -> House:
    """Return all that the command line and the window are given."""
    from app.services import House
    from exporters import EXPORTERS
    from exporters.plan_files import PLAN_EXPORTERS

    names = tuple(exporter.name for exporter in EXPORTERS)
    suffixes = (*(exporter.suffix for exporter in PLAN_EXPORTERS), ".png")
    return House(catalog, plans, export_package, verify_package, names, order_book_url, export_plan, suffixes, offices)


def offices() -> Path:
    """Return the user's folder of layer maps learned from drawing offices; it need not be there yet."""
    from platformdirs import user_data_path

    return user_data_path("jiyang", appauthor=False) / "drawing-offices"


def export_plan(plan: Plan, out: Path, language: str) -> None:
    """Write a plan as DXF, Sweet Home 3D home or picture, as the suffix of `out` says; PlanError for any other suffix."""
    from app.plans.plan import PlanError
    from app.ui.plan_picture import plan_png
    from exporters.plan_files import PLAN_EXPORTERS

    suffix = out.suffix.lower()
    if suffix == ".png":
        plan_png(plan, out, language=language)
        return
    for exporter in PLAN_EXPORTERS:
        if exporter.suffix == suffix:
            exporter.write(plan, out, language)
            return
    known = ", ".join((*(exporter.suffix for exporter in PLAN_EXPORTERS), ".png"))
    raise PlanError(out, "", f"plans are written as {known}")


def export_package(
    design: Design, catalog: Catalog, out: Path, only: tuple[str, ...] | None = None, progress: Progress | None = None
) -> Exported:
    """Work a design out down to its sheets and write the order package, whole or not at all."""
    from app.design.layout import lay_out
    from app.fit.check import check
    from app.fit.report import findings_document
    from app.records import check_writable
    from app.services import Exported
    from app.takeoff.nest import nest
    from app.takeoff.take_off import take_off
    from app.view3d.snapshot import picture
    from exporters.bundle import Bundle
    from exporters.order_package import check_place, write_package

    check_place(out)
    check_writable(out, folder=out.suffix.lower() != ".zip")
    tell = progress or (lambda what, share: None)
    tell("export.layout", 0.0)
    layout = lay_out(design, catalog)
    job = take_off(layout, catalog)
    tell("export.nesting", 0.1)
    job = nest(job)
    tell("export.pictures", 0.5)
    views = ("perspective", "plan") if only is None or "pictures" in only else ()
    pictures = {f"{view}.png": picture(layout, catalog, view, PICTURE) for view in views}
    tell("export.files", 0.7)
    bundle = Bundle(job, design, findings_document(check(layout, catalog.profiles[design.profile])), pictures)
    done = write_package(bundle, out, only)
    tell("export.done", 1.0)
    return Exported(done.path, done.sha256, done.files, len(job.panels))


def verify_package(path: Path, catalog: Catalog | None) -> tuple[Difference, ...]:
    """Read a package back and compare every file with the design in it."""
    from app.services import Difference
    from exporters.verify import verify_package as verify

    return tuple(Difference(found.file, found.what) for found in verify(path, catalog))


def has_screen() -> bool:
    """Return whether a window can be opened here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def show_window(house: House, design: Path | None = None, plan: Plan | None = None) -> int:
    """Open the window and return its exit code."""
    from app.ui.window import open_window

    return open_window(house, design, plan)


def main(arguments: list[str]) -> int:
    """Run a command, or open the window; with no screen say so and run the demo."""
    logging.getLogger("ezdxf").addHandler(logging.NullHandler())  # it says where it cannot cache fonts; we write none
    house = build_house()
    if not arguments and has_screen():  # the usual start, without loading the command line
        return show_window(house)
    from app import cli

    if arguments and (arguments[0] in cli.command_names(house) or arguments[0] in ("-h", "--help")):
        return cli.main(house, arguments)
    window = cli.window_arguments(house, arguments)
    if isinstance(window, int):
        return window
    if has_screen():
        return show_window(house, window.design, window.plan)
    print(f"no screen to open the window on; running the demo into {DEMO_FOLDER.resolve()}", file=sys.stderr)
    return cli.main(house, ["demo", "--out", str(DEMO_FOLDER)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
