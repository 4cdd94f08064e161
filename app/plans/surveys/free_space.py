"""How much room there is before one side of a room, where that is known from, and what a cabinet there should measure (domain.md 7.5). mm.

A niche is a side between two walls that stand out into the room; only there a cabinet is made narrower than the space, and the rest closed
by fillers. Everywhere the height below the ceiling and the largest cabinet that can be tilted up are told.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from app.plans.plan import Plan, PlanError, Side
from app.plans.sides import room_by_id, sides
from app.plans.surveys.as_measured import as_measured, survey_of
from app.plans.surveys.measured_room import floor_rise, stale, wall_name
from app.plans.surveys.measures import SideMeasure, Survey, Three, least, spread
from app.plans.surveys.rules import SurveyRules, survey_rules
from app.plans.surveys.traverse import inner_angles
from app.words import Message, message

CONVEX = 135.0  # degrees; at a corner that is wider the next side does not stand in the way


@dataclass(frozen=True, slots=True)
class Advice:
    """What to make for a niche: the cabinet, the fillers beside it, and what is cut on to scribe them; mm.

    `cabinet` leaves two fillers of `gap` where the niche is narrowest; `with_fillers` leaves two usual ones of `filler`. A filler is cut
    `filler_cut` wide where it has to be scribed to the wall, which it has unless the wall is true enough to be closed by glue.
    """

    cabinet: float
    gap: float
    with_fillers: float
    filler: float
    filler_cut: float
    scribed: bool


@dataclass(frozen=True, slots=True)
class FreeSpace:
    """The free space before a side by the worst case, and each number's origin as a sentence.

    `width` is the least clear width, `front` the same `depth` mm before the wall, `depth` how far the shorter of the walls beside it
    comes out (0: none does), `height` from the highest floor to the lowest ceiling. `tall` is the highest cabinet under a hidden gap,
    `advice` what to make for a niche, None where it is none.
    """

    side: str
    width: float
    front: float
    height: float
    depth: float
    niche: bool
    tall: float
    evidence: tuple[Message, ...]
    advice: Advice | None = None


def free_space(plan: Plan, side: Side | str) -> FreeSpace:
    """Return the free space before a side of the drawn plan, by its surveys; PlanError for a side that it has not."""
    side_id = side if isinstance(side, str) else side.id
    drawn, at = _find(plan, side_id)
    actual = sides(as_measured(plan), drawn.room)
    taken, survey = _taken(plan, drawn)
    rules, room = survey_rules(), room_by_id(as_measured(plan), drawn.room)
    angles = inner_angles([one.left for one in actual])
    before, after = angles[at - 1], angles[at]
    width = min(actual[at].length, least(taken.widths) or math.inf) if taken else actual[at].length
    width = round(width, 3)
    beside = [
        one.length
        for one, angle in ((actual[at - 1], before), (actual[(at + 1) % len(actual)], after))
        if angle < CONVEX
    ]
    depth = round(min(beside, default=0.0), 3)
    narrowing = sum(depth / math.tan(math.radians(angle)) for angle in (before, after) if angle < 90.0 and depth)
    heights = least(taken.heights) if taken else 0.0
    height = round(min(heights - floor_rise(survey, room.id), room.ceiling) if heights else room.ceiling, 3)
    niche = len(beside) == 2
    return FreeSpace(
        side_id,
        width,
        round(width - narrowing, 3),
        height,
        depth,
        niche,
        round(height - rules.ceiling.gap_least, 3),
        tuple(_evidence(plan, drawn, taken, survey, width, height)),
        _advice(round(width - narrowing, 3), taken, rules) if niche else None,
    )


def advice_message(space: FreeSpace) -> Message | None:
    """Return the advice for a niche as a sentence; None where there is none."""
    advice = space.advice
    if advice is None:
        return None
    key = "survey.advice_scribed" if advice.scribed else "survey.advice"
    sizes = {"cabinet": advice.cabinet, "gap": advice.gap, "other": advice.with_fillers, "filler": advice.filler}
    return message(key, **sizes, cut=advice.filler_cut, tall=space.tall)


def tilted(height: float, depth: float) -> float:
    """Return the highest one-piece cabinet of a depth that can be tilted up under a ceiling, mm (domain.md 7.6); 0 when none can."""
    diagonal = height - survey_rules().ceiling.tilt
    return math.sqrt(diagonal * diagonal - depth * depth) if diagonal > depth else 0.0


def _find(plan: Plan, side_id: str) -> tuple[Side, int]:
    room_id = side_id.rpartition("/")[0]
    there = sides(plan, room_id)
    for at, side in enumerate(there):
        if side.id == side_id:
            return side, at
    raise PlanError(plan.id, f"rooms.{room_id}", f"no side {side_id!r}; its sides are {', '.join(s.id for s in there)}")


def _taken(plan: Plan, side: Side) -> tuple[SideMeasure | None, Survey]:
    survey = survey_of(plan)
    one = next((one for one in survey.sides if one.side == side.id), None)
    return (None if one is not None and stale(one, side) else one), survey


def _advice(width: float, taken: SideMeasure | None, rules: SurveyRules) -> Advice:
    """Return what to make for a niche that is `width` wide where it is narrowest (domain.md 7.5)."""
    niche = rules.niche
    widths: Three = taken.widths if taken else (0.0, 0.0, 0.0)
    off = max(spread(widths), abs(taken.lean or 0.0) if taken else 0.0)
    scribed = off > niche.glued
    gap = niche.cabinet / 2.0
    return Advice(
        round(width - niche.cabinet, 3),
        gap,
        round(width - 2.0 * niche.filler, 3),
        niche.filler,
        round(niche.filler + niche.oversize, 3) if scribed else niche.filler,
        scribed,
    )


def _evidence(
    plan: Plan, side: Side, taken: SideMeasure | None, survey: Survey, width: float, height: float
) -> Iterator[Message]:
    wall, when = wall_name(plan, side.id), _visit(plan, side.id)
    if taken and least(taken.widths):
        low, middle, high = (value or "–" for value in taken.widths)
        yield message(
            "survey.width_measured", wall=wall, width=least(taken.widths), low=low, middle=middle, high=high, date=when
        )
        if least(taken.widths) - width > survey_rules().reading:
            yield message("survey.width_closed", wall=wall, width=width, measured=least(taken.widths))
    elif abs(width - side.length) > survey_rules().reading:
        yield message("survey.width_solved", wall=wall, width=width, drawn=round(side.length, 2))
    else:
        yield message("survey.width_drawn", wall=wall, width=width)
    if taken and least(taken.heights):
        left, middle, right = (value or "–" for value in taken.heights)
        yield message(
            "survey.height_measured", wall=wall, height=height, left=left, middle=middle, right=right, date=when
        )
    else:
        key = "survey.height_drawn" if height == room_by_id(plan, side.room).ceiling else "survey.height_room"
        yield message(key, wall=wall, height=height)
    if rise := floor_rise(survey, side.room):
        yield message("survey.rise", rise=rise)


def _visit(plan: Plan, side_id: str) -> str:
    """Return the date of the last visit that measured a side."""
    return next((s.date for s in reversed(plan.surveys) if any(one.side == side_id for one in s.sides)), "")
