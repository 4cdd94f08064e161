"""The whole job on shipped data: plan from the library, a furnished home, fit check, order package, order book, picture.

What the home holds is data: resources/templates/demo_home.toml. Two runs make the same package, byte for byte.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.components.parts import Value
from app.design.design import Design, DesignError, as_values
from app.records import convert, read_toml

if TYPE_CHECKING:
    from app.components.catalog import Catalog
    from app.plans.house_types.library import PlanLibrary
    from app.services import House, Progress

TEMPLATE = Path(__file__).resolve().parent.parent / "resources" / "templates" / "demo_home.toml"


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """One unit of the template, placed as `design add` does; `inserts` maps an opening to the sample that fills it."""

    sample: str
    room: str
    wall: str
    offset: float
    height: float | None = None
    values: dict[str, Value] | None = None
    finish: dict[str, str] | None = None
    inserts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DemoHome:
    """The template: which plan, which finishes, which units."""

    name: str
    plan: str
    finish: dict[str, str]
    unit: tuple[DemoUnit, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What the demo made, line by line, and how many fit errors it found."""

    lines: tuple[str, ...]
    errors: int


def demo_design(catalog: Catalog, plans: PlanLibrary) -> Design:
    """Return the furnished home of the template; DataError naming the template when it no longer fits the libraries."""
    from app.design.edits import add_insert, new_design, place, set_finish
    from app.design.layout import lay_out
    from app.fit.placing import place_on_side
    from app.plans.sides import find_side

    home = convert(read_toml(TEMPLATE), DemoHome, TEMPLATE.name, DesignError)
    design = set_finish(new_design(plans.plan(home.plan), catalog.stamp, home.name), _finish(home.finish))
    for unit in home.unit:
        values = as_values(dict(unit.values or {}))
        component = catalog.build(unit.sample, values, profile=design.profile)
        side = find_side(design.plan, unit.room, unit.wall)
        frame = place_on_side(lay_out(design, catalog), component, side, unit.offset, unit.height)
        design, unit_id = place(design, unit.sample, frame, values)
        if unit.finish:
            design = set_finish(design, _finish(unit.finish), unit_id)
        for opening, sample in unit.inserts:
            design, _ = add_insert(design, unit_id, sample, opening)
    return design


def run_demo(house: House, out: Path, progress: Progress) -> Summary:
    """Do the whole job into the folder `out` and return what was made; DataError when something cannot be written."""
    from app.cli.designs import render_picture
    from app.design.files import write_design
    from app.design.layout import lay_out
    from app.fit.check import check
    from app.fit.report import findings_document
    from app.orders.order_book import OrderBook
    from app.records import write_whole

    catalog = house.catalog()
    design = demo_design(catalog, house.plans())
    layout = lay_out(design, catalog)
    findings = findings_document(check(layout, catalog.profiles[design.profile]))
    write_design(out / "home.json", design)
    package = house.export_package(design, catalog, out / "home.zip", None, progress)
    differences = house.verify_package(package.path, catalog)
    if differences:
        raise DesignError(package.path, differences[0].file, differences[0].what)
    write_whole(out / "home.png", render_picture(house, layout, "perspective", (1500, 900)))
    book = out / "orders.sqlite"
    receipt = OrderBook(f"sqlite:///{book}").submit(package.path)
    rooms = {placed.room for placed in layout.placed if placed.room and placed.unit}
    return Summary(_lines(design, findings, package, receipt, len(rooms), out), findings["errors"])


def _finish(words: dict[str, str]) -> dict[str, Value | None]:
    return dict(words)


def _lines(
    design: Design, findings: dict[str, Any], package: Any, receipt: Any, rooms: int, out: Path
) -> tuple[str, ...]:
    return (
        f"home     {design.name}: {len(design.units)} units in {rooms} rooms, {package.panels} panels",
        f"check    {findings['errors']} errors, {findings['warnings']} warnings, {findings['infos']} infos",
        f"design   {out / 'home.json'}",
        f"package  {package.path}, {len(package.files)} files, verified, sha256 {package.sha256}",
        f"picture  {out / 'home.png'}",
        f"order    {receipt.number}{'' if receipt.created else ' (was submitted before)'} in {out / 'orders.sqlite'}",
    )
