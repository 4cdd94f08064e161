"""One room as it stands: its outline and ceiling from the tape, how it closes, and what is doubtful about that. mm, degrees."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.geometry.frame import Point2
from app.geometry.polygon import is_simple
from app.geometry.ring import signed_area
from app.plans.plan import Plan, Room, Side
from app.plans.sides import sides
from app.plans.surveys.measured_walls import MovedSide
from app.plans.surveys.measures import SideMeasure, Survey, least
from app.plans.surveys.rules import survey_rules
from app.plans.surveys.traverse import Ring, inner_angles, shifted, solve
from app.records import Text
from app.words import Message, message

LEAST_ROOM = 10000.0  # mm2; less is no room
LEAST_SIDE = 1.0  # mm; less is no side


@dataclass(frozen=True, slots=True)
class Closure:
    """How well the measures of a room close: by how many mm its sides miss each other, by how many degrees its corners."""

    room: str
    misclosure: float
    bend: float


@dataclass(frozen=True, slots=True)
class MeasuredRoom:
    """A room by the survey, all its sides where they are now, how it closes (None: nothing to close), and what is doubtful."""

    room: Room
    sides: tuple[MovedSide, ...]
    closure: Closure | None
    doubts: tuple[Message, ...]


def wall_name(plan: Plan, side_id: str) -> Text:
    """Return what to call a side: its room and its number."""
    room_id = side_id.rpartition("/")[0]
    room = next((room for room in plan.rooms if room.id == room_id), None)
    return wall_of(room, side_id) if room is not None else Text(side_id, side_id)


def wall_of(room: Room, side_id: str) -> Text:
    """Return what to call a side of a room."""
    number = side_id.rpartition("/")[2]
    return Text(f"{room.name.zh} {number} 号墙", f"{room.name.en}, wall {number}")


def floor_rise(survey: Survey, room_id: str) -> float:
    """Return how far the floor of a room rises at most above the level that heights are told from, mm; 0 where it only falls."""
    return max(0.0, *(one.level for one in survey.levels if one.room == room_id), 0.0)


def stale(measure: SideMeasure, side: Side) -> bool:
    """Whether a measure cannot be of this side: the plan was changed since, and it is far from what is drawn now."""
    rules, width = survey_rules(), least(measure.widths)
    if not measure.drawn or abs(measure.drawn - side.length) <= rules.tolerance:
        return False
    return not width or abs(width - side.length) > rules.doubtful * side.length


def measured_room(plan: Plan, room: Room, survey: Survey) -> MeasuredRoom:
    """Return a room by the survey; as drawn, with that told, where its measures make no room."""
    there = sides(plan, room.id)
    taken = {one.side: one for one in survey.sides}
    measures = [None if (one := taken.get(side.id)) is not None and stale(one, side) else one for side in there]
    told = list(_slope(room, survey))
    high = replace(room, ceiling=ceiling) if (ceiling := _ceiling(room, survey, measures)) != room.ceiling else room
    as_drawn = tuple(MovedSide(side, side.left, side.right) for side in there)
    widths = [least(one.widths) if one is not None else 0.0 for one in measures]
    corners = tuple(side.left for side in there)
    angles, apart = _angles(room, survey, corners, widths)
    leans = _leans(measures)
    if not (any(widths) or any(angle is not None for angle in angles) or any(leans)):
        return MeasuredRoom(high, as_drawn, None, tuple(told))
    ring = solve(corners, widths, angles)
    closure = Closure(room.id, round(ring.misclosure, 3), round(ring.bend, 3))
    told += [*_closing(room, closure, ring, there, widths), *apart, *_diagonals(room, survey, ring)]
    found = _stood(ring, leans)
    outline = (found[0], *reversed(found[1:])) if found else ()
    if outline == room.outline:
        return MeasuredRoom(high, as_drawn, closure, tuple(told))
    if not found or signed_area(outline) < LEAST_ROOM or not is_simple(outline):
        return MeasuredRoom(high, as_drawn, closure, (*told, message("survey.no_room", room=room.name)))
    ends = (*found[1:], found[0])
    lines = tuple(MovedSide(side, a, b) for side, a, b in zip(there, found, ends, strict=True))
    return MeasuredRoom(replace(high, outline=outline), lines, closure, tuple(told))


def _stood(ring: Ring, leans: Sequence[float]) -> tuple[Point2, ...]:
    """Return the corners of a ring with its sides leaning in; () where a side would have no length."""
    found = ring.corners
    if min(ring.lengths) < LEAST_SIDE:
        return ()
    found = shifted(found, leans) if any(leans) else found
    return found if all(math.dist(a, b) >= LEAST_SIDE for a, b in pairwise((*found, found[0]))) else ()


def _ceiling(room: Room, survey: Survey, measures: list[SideMeasure | None]) -> float:
    """Return the least height that was measured less the highest rise of the floor, as drawn where none was measured."""
    heights = [height for one in measures if one is not None and (height := least(one.heights))]
    rise = floor_rise(survey, room.id)
    return min(heights, default=room.ceiling) - rise


def _slope(room: Room, survey: Survey) -> Iterator[Message]:
    levels = [one.level for one in survey.levels if one.room == room.id]
    rise = max(levels) - min(levels) if levels else 0.0
    if rise > survey_rules().slope:
        yield message("survey.slope", room=room.name, rise=rise, most=survey_rules().slope)


def _leans(measures: list[SideMeasure | None]) -> list[float]:
    """Return how far each side stands further in than the widths beside it show.

    A width that was measured high shows the lean of the walls at its ends, one measured low how far their feet stand in.
    """
    found = []
    for i, one in enumerate(measures):
        lean = (one.lean or 0.0) if one is not None else 0.0
        place = 2 if lean > 0 else 0
        beside = (measures[i - 1], measures[(i + 1) % len(measures)])
        shown = any(other is not None and other.widths[place] > 0 for other in beside)
        found.append(0.0 if shown else abs(lean))
    return found


def _angles(
    room: Room, survey: Survey, corners: Sequence[Point2], widths: Sequence[float]
) -> tuple[list[float | None], list[Message]]:
    """Return the inner angle at the end of each side as measured, or as a diagonal over its two sides gives it."""
    names = {f"{room.id}/{i + 1}": i for i in range(len(corners))}
    angles: list[float | None] = [None] * len(corners)
    told: list[Message] = []
    for corner in survey.corners:
        if corner.side in names and 0.0 < corner.angle < 360.0:
            angles[names[corner.side]] = corner.angle
    own = inner_angles(corners)
    for one in survey.diagonals:
        ends = (names.get(one.side), names.get(one.other))
        for a, b in (ends, ends[::-1]):
            if a is None or b is None or (a + 2) % len(corners) != b:
                continue
            at, p, q = (a + 1) % len(corners), widths[(a + 1) % len(corners)], widths[b]
            if angles[at] is None and p and q:
                if abs(p - q) < one.length < p + q:
                    angles[at] = _by_diagonal(own[at], p, q, one.length)
                else:
                    key = "survey.diagonal_impossible"
                    told.append(message(key, room=room.name, measured=one.length, one=p, other=q))
    for number, (angle, drawn) in enumerate(zip(angles, own, strict=True), start=1):
        if angle is not None and abs(angle - drawn) > survey_rules().square:
            wall = wall_of(room, f"{room.id}/{number}")
            told.append(message("survey.corner", wall=wall, measured=round(angle, 2), drawn=round(drawn, 2)))
    return angles, told


def _by_diagonal(drawn: float, one: float, other: float, length: float) -> float | None:
    """Return the angle between two sides that a diagonal over them gives; None where a tape cannot tell it from the drawn one."""
    usual = math.sqrt(one * one + other * other - 2.0 * one * other * math.cos(math.radians(drawn)))
    if abs(usual - length) <= 2.0 * survey_rules().reading:
        return None
    angle = math.degrees(math.acos((one * one + other * other - length * length) / (2.0 * one * other)))
    return 360.0 - angle if drawn > 180.0 else angle


def _closing(
    room: Room, closure: Closure, ring: Ring, there: Sequence[Side], widths: Sequence[float]
) -> Iterator[Message]:
    """Yield by how much a room does not close, and which sides count other than they were measured or drawn."""
    rules = survey_rules()
    if abs(closure.bend) > rules.square:
        yield message("survey.bend", room=room.name, off=closure.bend)
    if closure.misclosure > 2.0 * rules.reading:
        within = closure.misclosure <= rules.tolerance
        key = "survey.misclosure_within" if within else "survey.misclosure"
        yield message(key, room=room.name, off=closure.misclosure, tolerance=rules.tolerance)
    for side, width, length in zip(there, widths, ring.lengths, strict=True):
        if width and width - length > rules.reading:
            yield message("survey.counted", wall=wall_of(room, side.id), measured=width, counted=round(length, 2))
        elif not width and abs(length - side.length) > rules.doubtful * side.length:
            yield message(
                "survey.solved", wall=wall_of(room, side.id), drawn=round(side.length, 2), counted=round(length, 2)
            )


def _diagonals(room: Room, survey: Survey, ring: Ring) -> Iterator[Message]:
    count = len(ring.corners)
    ends = {f"{room.id}/{i + 1}": ring.corners[(i + 1) % count] for i in range(count)}
    for one in survey.diagonals:
        if one.side in ends and one.other in ends:
            length = math.dist(ends[one.side], ends[one.other])
            off = abs(length - one.length)
            if off > 2.0 * survey_rules().reading:
                sizes = {"measured": one.length, "counted": round(length, 2), "off": round(off, 2)}
                yield message("survey.diagonal", room=room.name, **sizes)
