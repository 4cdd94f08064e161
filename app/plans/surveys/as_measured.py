"""The plan as it stands: what was measured on site over what was drawn, by the worst case (domain.md 7.5). mm, degrees.

The drawn plan stays as it is; `as_measured` gives the one that furniture must fit into. The least of three widths and heights counts, walls
lean into the room, the floor rises to its highest point, and a room that does not close is told, with by how much (闭合差).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.plans.plan import Plan, Room
from app.plans.sides import sides
from app.plans.surveys.measured_room import Closure, measured_room, stale, wall_name
from app.plans.surveys.measured_walls import MovedSide, moved_openings, moved_things, moved_walls
from app.plans.surveys.measures import Survey, merged
from app.plans.surveys.rules import survey_rules
from app.words import Message, message

KEPT_PLANS = 16
SORTS = ("rooms", "walls", "openings", "obstacles", "services")


@dataclass(frozen=True, slots=True)
class Measured:
    """A plan by its survey, what is doubtful about that, and how its rooms close."""

    plan: Plan
    doubts: tuple[Message, ...] = ()
    closures: tuple[Closure, ...] = ()


_kept: OrderedDict[int, tuple[Plan, Measured]] = OrderedDict()


def as_measured(plan: Plan) -> Plan:
    """Return the plan as it stands by the worst case; the plan itself where nothing was measured or all is as drawn."""
    return measured(plan).plan if plan.surveys else plan


def measured(plan: Plan) -> Measured:
    """Return the plan by its surveys with what is doubtful about them; kept for the plans last asked for, by object."""
    kept = _kept.get(id(plan))
    if kept is None or kept[0] is not plan:  # the plan is held here, so its id cannot pass to another
        kept = _kept[id(plan)] = (plan, _measured(plan))
        while len(_kept) > KEPT_PLANS:
            _kept.popitem(last=False)
    return kept[1]


def survey_of(plan: Plan) -> Survey:
    """Return what counts of all visits: each thing as it was measured last."""
    return merged(plan.surveys)


def _measured(plan: Plan) -> Measured:
    survey = survey_of(plan)
    doubts = list(_strangers(plan, survey))
    closures: list[Closure] = []
    moved: list[MovedSide] = []
    rooms: list[Room] = []
    for room in plan.rooms:
        found = measured_room(plan, room, survey)
        rooms.append(found.room)
        moved += found.sides
        doubts += found.doubts
        closures += [found.closure] if found.closure else []
    after = _with_rooms(plan, tuple(rooms), moved, survey)
    same = all(getattr(after, sort) == getattr(plan, sort) for sort in SORTS)
    doubts += _lost_openings(plan, after, survey)
    return Measured(plan if same else replace(after, surveys=()), tuple(doubts), tuple(closures))


def _with_rooms(plan: Plan, rooms: tuple[Room, ...], moved: list[MovedSide], survey: Survey) -> Plan:
    pieces = moved_walls(plan, moved)
    walls = tuple(piece.wall for piece in pieces)
    openings = moved_openings(plan, pieces, moved, survey.openings)
    changed = [old.outline for old, new in zip(plan.rooms, rooms, strict=True) if old.outline != new.outline]
    obstacles, services = moved_things(plan, moved, changed) if changed else (plan.obstacles, plan.services)
    return replace(plan, rooms=rooms, walls=walls, openings=openings, obstacles=obstacles, services=services)


def _strangers(plan: Plan, survey: Survey) -> Iterator[Message]:
    """Yield what a survey names and the plan has not, or has no longer as it was."""
    there = {side.id: side for room in plan.rooms for side in sides(plan, room.id)}
    named = [one.side for one in survey.sides] + [corner.side for corner in survey.corners]
    named += [name for diagonal in survey.diagonals for name in (diagonal.side, diagonal.other)]
    for name in dict.fromkeys(name for name in named if name not in there):
        yield message("survey.unknown_side", side=name)
    for one in survey.sides:
        side = there.get(one.side)
        if side is not None and one.drawn and abs(one.drawn - side.length) > survey_rules().tolerance:
            key = "survey.stale" if stale(one, side) else "survey.redrawn"
            yield message(key, wall=wall_name(plan, one.side), was=round(one.drawn, 2), now=round(side.length, 2))


def _lost_openings(plan: Plan, after: Plan, survey: Survey) -> Iterator[Message]:
    """Yield the openings that are not where they were measured, because there is no wall for them."""
    there = {opening.id: opening for opening in plan.openings}
    seen: dict[str, list[tuple[str, float, float]]] = {}
    for room in after.rooms:
        for side in sides(after, room.id):
            for gap in side.openings:
                seen.setdefault(gap.opening.id, []).append((side.id, gap.start, gap.end))
    for one in survey.openings:
        if one.opening not in there:
            yield message("survey.unknown_opening", opening=one.opening)
        elif one.offset is not None or one.width:
            spans = [(start, end) for side, start, end in seen.get(one.opening, []) if side == one.side]
            told = message("survey.opening_off", opening=one.opening, wall=wall_name(plan, one.side))
            if not spans or (one.offset is not None and abs(spans[0][0] - one.offset) > survey_rules().reading):
                yield told
