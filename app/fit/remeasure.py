"""A re-measure (复尺): which units no longer fit, by how much, what mends it, and where there is more room than before. mm.

Units go with the wall they stand before: first each wall takes its units along, then it is asked what still does not fit. What was
wrong before the visit is not told again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from app.components.catalog import Catalog
from app.design.design import Design, Unit, with_unit
from app.design.edits import set_survey
from app.design.layout import Layout, lay_out
from app.fit.along import Standing, gaps_beside, overs, standing
from app.fit.check import check
from app.fit.finding import Finding
from app.fit.footprint import TOUCH
from app.fit.remedies import Remedy, remedies_for_gap, remedies_for_over
from app.fit.situation import name_of
from app.geometry.frame import Frame
from app.plans.plan import Plan
from app.plans.surveys.as_measured import as_measured, measured
from app.plans.surveys.changes import Change, differences
from app.plans.surveys.measured_room import wall_name
from app.plans.surveys.measures import Survey
from app.words import Message, message

type Kind = Literal["over", "moved", "rule", "warning", "gap"]

ORDER: tuple[Kind, ...] = ("over", "rule", "moved", "warning", "gap")
FITS: tuple[Kind, ...] = ("warning", "gap")
NANO = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a re-measure changed for some units: `by` mm, at a side ("" where none says it).

    `over`: too wide for its place; `moved`: their wall stands further in; `rule` and `warning`: an error or a warning of the fit check;
    `gap`: more room than before.
    """

    kind: Kind
    units: tuple[str, ...]
    side: str
    by: float
    message: Message
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class Remeasured:
    """What a visit means for a design: the design with it, its lines (what no longer fits first), what it changed, what is doubtful."""

    design: Design
    lines: tuple[Line, ...]
    changes: tuple[Change, ...]
    doubts: tuple[Message, ...]

    @property
    def misfits(self) -> tuple[Line, ...]:
        """The lines of what no longer fits where it stands."""
        return tuple(line for line in self.lines if line.kind not in FITS)


def remeasure(design: Design, catalog: Catalog, survey: Survey) -> Remeasured:
    """Return what a new visit means for a design; PlanError for a survey that cannot be of its plan.

    A survey whose id the design already has counts as the new one: what it says is compared with the others.
    """
    others = tuple(one for one in design.plan.surveys if one.id != survey.id)
    before = replace(design, plan=replace(design.plan, surveys=others))
    after = set_survey(before, survey)
    old, new = as_measured(before.plan), as_measured(after.plan)
    layout = lay_out(before, catalog)
    there = standing(layout, old)
    lines, carried = _carry(after, there, old, new)
    stood = lay_out(carried, catalog)
    again = {one.thing.id: one for one in standing(stood, new, {one.thing.id: one.side.id for one in there})}
    lines += _along(there, again, new, stood, catalog)
    told = {unit for line in lines for unit in line.units if line.kind in ("over", "moved")}
    lines += _rules(layout, stood, after, catalog, told)
    lines.sort(key=lambda line: (ORDER.index(line.kind), -line.by))
    return Remeasured(after, tuple(lines), differences(before.plan, after.plan), measured(after.plan).doubts)


def _carry(design: Design, there: list[Standing], old: Plan, new: Plan) -> tuple[list[Line], Design]:
    """Return the lines of walls that stand further in or out, and the design with the units of the former gone with them."""
    lines: list[Line] = []
    for side_id in dict.fromkeys(one.side.id for one in there):
        row = [one for one in there if one.side.id == side_id]
        pushes = [one.push(new) for one in row]
        by = round(max(pushes), 2)
        if abs(by) <= TOUCH:
            continue
        wall = wall_name(old, side_id)
        units = tuple(_pushed(one, by) for one in row)
        key = "survey.moved" if by > 0 else "survey.behind"
        told = message(key, wall=wall, by=abs(by), count=len(row))
        remedy = Remedy(message(f"{key}_fix", count=len(row), by=abs(by), wall=wall), units)
        lines.append(
            Line("moved" if by > 0 else "gap", tuple(one.thing.id for one in row), side_id, abs(by), told, (remedy,))
        )
        for unit in units if by > 0 else ():
            design = with_unit(design, unit)
    return lines, design


def _pushed(one: Standing, by: float) -> Unit:
    """Return a unit that stands `by` mm further from the wall behind it."""
    unit = one.unit
    dx, dy = Frame(turn=unit.frame.turn).out2((0.0, -by))
    frame = replace(unit.frame, x=round(unit.frame.x + dx, NANO) + 0.0, y=round(unit.frame.y + dy, NANO) + 0.0)
    return replace(unit, frame=frame)


def _along(
    there: list[Standing], again: dict[str, Standing], new: Plan, stood: Layout, catalog: Catalog
) -> Iterator[Line]:
    """Yield what is too wide for its wall now, and what has more room beside it than before."""
    row = list(again.values())
    for one in there:
        now = again.get(one.thing.id)
        if now is None:
            continue
        was, free = overs(one), gaps_beside(one)
        over, gap = overs(now), gaps_beside(now)
        for end in ("left", "right"):
            wall, name = wall_name(new, now.side.id), name_of(now.thing)
            by = round(over[end], 2)
            if by > TOUCH and by > was[end] + TOUCH:
                told = message("survey.over", unit=name, by=by, wall=wall)
                ways = remedies_for_over(now, row, end, by, stood, catalog)
                yield Line("over", (now.thing.id,), now.side.id, by, told, ways)
            more = round(gap[end], 2)
            if free[end] <= 2.0 * TOUCH < more and was[end] <= TOUCH:
                told = message("survey.gap", unit=name, by=more, wall=wall)
                ways = remedies_for_gap(now, row, end, more, stood, catalog)
                yield Line("gap", (now.thing.id,), now.side.id, more, told, ways)


def _rules(layout: Layout, stood: Layout, after: Design, catalog: Catalog, told: set[str]) -> Iterator[Line]:
    """Yield what the rules find now and did not find before; what is said of a wall's units already is not said again."""
    profile = catalog.profiles[after.profile]
    before: dict[tuple[str, str, tuple[str, ...]], list[float]] = {}
    for finding in check(layout, profile):
        before.setdefault(_fact(finding), []).append(finding.measured or 0.0)
    for finding in check(stood, profile):
        known = before.get(_fact(finding), [])
        if finding.level == "info" or any(abs(value - (finding.measured or 0.0)) <= TOUCH for value in known):
            continue
        if finding.rule in ("outside_room", "obstacle") and told.issuperset(finding.units):
            continue
        numbers = (finding.measured, finding.required)
        by = abs(numbers[0] - numbers[1]) if numbers[0] is not None and numbers[1] is not None else 0.0
        room = next((thing.room for thing in stood.placed if thing.id in finding.units), "")
        ways = tuple(Remedy(fix.message, (fix.unit,)) for fix in finding.fixes if fix.unit is not None)
        kind: Kind = "rule" if finding.level == "error" else "warning"
        yield Line(kind, finding.units, room, round(by, 2), finding.message, ways)


def _fact(finding: Finding) -> tuple[str, str, tuple[str, ...]]:
    return (finding.level, finding.rule, finding.units)
