"""Ways out for units that a re-measure leaves too little or too much room: moved, a filler narrower or wider, a smaller cabinet. mm.

Each way was built and checked before it is offered: it mends, and nothing else goes wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.components.catalog import Catalog
from app.design.design import Design, Unit, as_values, with_unit
from app.design.layout import Layout, lay_out
from app.fit.along import Standing, beside, chain, gaps_beside
from app.fit.check import DragCheck
from app.fit.footprint import TOUCH
from app.fit.situation import name_of
from app.geometry.frame import Frame
from app.plans.surveys.rules import survey_rules
from app.records import DataError
from app.words import Message, message

MOST = 3  # ways offered for one line
NANO = 6
FILLER = "filler"  # the category of what is made narrower first


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way out: the sentence on its button, and the units as they would be."""

    message: Message
    units: tuple[Unit, ...]

    def applied(self, design: Design) -> Design:
        """Return the design with its units as they would be."""
        for unit in self.units:
            design = with_unit(design, unit)
        return design


def remedies_for_over(
    one: Standing, row: Sequence[Standing], end: str, by: float, layout: Layout, catalog: Catalog
) -> tuple[Remedy, ...]:
    """Return ways for a unit that reaches `by` mm too far at an end: a narrower filler, the row moved, a narrower cabinet."""
    away = "left" if end == "right" else "right"
    links = chain(one, row, away)
    return _tried(_over(one, links, end, by, layout, catalog), layout, catalog)


def remedies_for_gap(
    one: Standing, row: Sequence[Standing], end: str, by: float, layout: Layout, catalog: Catalog
) -> tuple[Remedy, ...]:
    """Return ways to close a gap of `by` mm beside a unit: a wider filler in its row, moved up to the wall."""
    links = chain(one, row, "left" if end == "right" else "right")
    ways = (
        _resized(link, links, end, -by, layout, catalog, "survey.fix_filler_wider") for link in links if _filler(link)
    )
    return _tried(ways, layout, catalog)


def _over(
    one: Standing, links: list[Standing], end: str, by: float, layout: Layout, catalog: Catalog
) -> Iterator[Remedy | None]:
    for link in links:
        if _filler(link):
            yield _resized(link, links, end, by, layout, catalog, "survey.fix_filler")
    yield _shifted(one, links, end, by)
    yield _resized(one, links, end, by, layout, catalog, "survey.fix_width")
    yield _smaller(one, links, end, by, layout, catalog)


def _filler(one: Standing) -> bool:
    return one.thing.component.category == FILLER


def _shifted(one: Standing, links: list[Standing], end: str, by: float) -> Remedy | None:
    """Return the whole row moved away from the end, where the free space behind it allows."""
    away = "left" if end == "right" else "right"
    if any(gaps_beside(link)[away] < by - TOUCH and not beside(link, links, away) for link in links):
        return None
    step = -by if end == "right" else by
    way = "left" if end == "right" else "right"
    if len(links) == 1:
        told = message(f"fit.fix_{way}", unit=name_of(one.thing), distance=by)
    else:
        told = message(f"survey.fix_{way}", unit=name_of(one.thing), count=len(links), by=by)
    return Remedy(told, tuple(_moved(link.unit, step) for link in links))


def _resized(
    at: Standing, links: list[Standing], end: str, by: float, layout: Layout, catalog: Catalog, key: str
) -> Remedy | None:
    """Return a unit made narrower by `by` (wider when negative), what stands between it and the end following; None beyond its limits."""
    width = _width(at)
    if width is None:
        return None
    wanted = round(width - by, 2)
    states = {state.id: state for state in catalog.parameters(at.unit.sample, at.unit.values, layout.design.profile)}
    state = states.get("width")
    if state is None or wanted < (state.min or 0.0) or (state.max is not None and wanted > state.max):
        return None
    told = message(key, unit=name_of(at.thing), width=wanted, by=abs(by))
    return Remedy(told, _with_width(at, links, end, width, wanted))


def _smaller(
    one: Standing, links: list[Standing], end: str, by: float, layout: Layout, catalog: Catalog
) -> Remedy | None:
    """Return a unit in the next smaller width of the library, its outer edge drawn in; the rest is for a filler."""
    width, family = _width(one), one.thing.component.family
    if width is None:
        return None
    offered = {dict(sample.values).get("width") for sample in catalog.samples if sample.family == family}
    sizes = [float(size) for size in offered if isinstance(size, int | float) and not isinstance(size, bool)]
    fitting = max((size for size in sizes if size <= width - by + TOUCH), default=None)
    if fitting is None or fitting == round(width - by, 2):
        return None
    rest = round(width - by - fitting, 2)
    key = "survey.fix_smaller" if rest >= survey_rules().niche.filler_least else "survey.fix_smaller_scribed"
    told = message(key, unit=name_of(one.thing), width=fitting, rest=rest)
    return Remedy(told, _with_width(one, links, end, width, fitting))


def _width(one: Standing) -> float | None:
    width = dict(one.thing.component.values).get("width")
    return float(width) if isinstance(width, int | float) and not isinstance(width, bool) else None


def _with_width(at: Standing, links: list[Standing], end: str, old: float, new: float) -> tuple[Unit, ...]:
    """Return a unit in another width, its edge away from the end where it was, and what stands towards the end moved up to it."""
    step = new - old if end == "right" else old - new
    values = as_values({**dict(at.unit.values), "width": new})
    resized = replace(at.unit, values=values)
    middle = (at.left + at.right) / 2.0
    outer = [link for link in links if link is not at and ((link.left + link.right) / 2.0 > middle) == (end == "right")]
    return (resized if end == "right" else _moved(resized, step), *(_moved(link.unit, step) for link in outer))


def _moved(unit: Unit, step: float) -> Unit:
    """Return a unit moved along its own wall, to the right when positive."""
    dx, dy = Frame(turn=unit.frame.turn).out2((step, 0.0))
    frame = replace(unit.frame, x=round(unit.frame.x + dx, NANO) + 0.0, y=round(unit.frame.y + dy, NANO) + 0.0)
    return replace(unit, frame=frame)


def _tried(ways: Iterator[Remedy | None], layout: Layout, catalog: Catalog) -> tuple[Remedy, ...]:
    """Return the first ways after which the units they change have fewer errors than before."""
    found: list[Remedy] = []
    for way in ways:
        if way is not None and len(found) < MOST and _mends(way, layout, catalog):
            found.append(way)
    return tuple(found)


def _mends(way: Remedy, layout: Layout, catalog: Catalog) -> bool:
    changed = {unit.id for unit in way.units}
    try:
        after = lay_out(way.applied(layout.design), catalog)
    except DataError:
        return False
    return _errors(after, changed, catalog) < max(_errors(layout, changed, catalog), 1)


def _errors(layout: Layout, units: set[str], catalog: Catalog) -> int:
    """Return how many errors some units have among what stands in their rooms."""
    rooms = {thing.room for thing in layout.placed if thing.id in units}
    there = tuple(thing for thing in layout.placed if thing.room in rooms)
    drag = DragCheck(replace(layout, placed=there), units, catalog.profiles[layout.design.profile])
    found = drag.query([thing for thing in there if thing.id in units])
    return sum(finding.level == "error" for finding in found)
