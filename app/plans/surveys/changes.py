"""What a survey changed: each measure beside what counted before it, the drawing or an earlier visit. mm, degrees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.plans.plan import Plan
from app.plans.sides import sides
from app.plans.surveys.as_measured import survey_of
from app.plans.surveys.measured_room import floor_rise
from app.plans.surveys.measures import Survey, least
from app.plans.surveys.traverse import inner_angles

type Sort = Literal["width", "height", "lean", "angle", "rise", "offset", "opening_width", "sill", "head"]

SAME = 0.005  # mm, degrees


@dataclass(frozen=True, slots=True)
class Change:
    """One measure that is not what it was, the worst where there are several; `of` is a room, a side, or an opening seen from `side`."""

    of: str
    side: str
    sort: Sort
    old: float
    new: float

    @property
    def by(self) -> float:
        """How much more it is now, mm or degrees; negative when it is less."""
        return round(self.new - self.old, 3) + 0.0


def differences(old: Plan, new: Plan) -> tuple[Change, ...]:
    """Return what the surveys of `new` say otherwise than those of `old` (where those say nothing: than the drawing), room by room.

    Both are the same drawing; give it without surveys as `old` to see what differs from the drawing.
    """
    before, after = _facts(old, survey_of(old)), _facts(new, survey_of(new))
    return tuple(
        Change(*key, before[key], value)
        for key, value in after.items()
        if key in before and abs(value - before[key]) > SAME
    )


def _facts(plan: Plan, survey: Survey) -> dict[tuple[str, str, Sort], float]:
    """Return every measure of a plan by what it is of: as measured, else as drawn."""
    return {(of, side, sort): value for of, side, sort, value in _told(plan, survey)}


def _told(plan: Plan, survey: Survey) -> Iterator[tuple[str, str, Sort, float]]:
    taken = {one.side: one for one in survey.sides}
    angles = {one.side: one.angle for one in survey.corners}
    openings = {(one.opening, one.side): one for one in survey.openings}
    for room in plan.rooms:
        there = sides(plan, room.id)
        drawn = inner_angles([side.left for side in there])
        for side, angle in zip(there, drawn, strict=True):
            one = taken.get(side.id)
            yield side.id, side.id, "width", (least(one.widths) if one else 0.0) or side.length
            yield side.id, side.id, "height", (least(one.heights) if one else 0.0) or room.ceiling
            yield side.id, side.id, "lean", (one.lean or 0.0) if one else 0.0
            yield side.id, side.id, "angle", angles.get(side.id, angle)
            for gap in side.openings:
                seen, opening = openings.get((gap.opening.id, side.id)), gap.opening
                if seen is not None and seen.offset is not None:
                    yield opening.id, side.id, "offset", seen.offset
                else:
                    yield opening.id, side.id, "offset", gap.start
                yield opening.id, side.id, "opening_width", (seen.width if seen else 0.0) or opening.width
                yield opening.id, side.id, "sill", seen.sill if seen and seen.head else opening.sill
                yield opening.id, side.id, "head", (seen.head if seen else 0.0) or opening.head
        yield room.id, "", "rise", floor_rise(survey, room.id)
