"""What hangs on walls and sides of rooms, after these have changed: measures go with the side they were taken at, holes stay free. mm."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.plans.editing.joints import FLAT, along, crossing, direction, in_band, sine
from app.plans.editing.refused import refusal
from app.plans.plan import Opening, Plan, Side, Wall
from app.plans.sides import sides
from app.plans.surveys.measures import Survey

NEAR = 1500.0  # mm; a side that is farther from where it was than this is another side
AWRY = math.cos(math.radians(30.0))
INTO = 1.0  # mm; a wall may stand into a hole by this, which only arithmetic can cause


def follow_measures(before: Plan, after: Plan) -> tuple[Survey, ...]:
    """Return the surveys of a changed plan: what was measured at a side stays with it when sides are numbered anew.

    What was measured at sides and openings that are gone is left out.
    """
    names = _renamed(before, after)
    rooms = {room.id for room in after.rooms}
    openings = {opening.id for opening in after.openings} | {
        one.opening for survey in after.surveys for one in survey.openings
    } - {opening.id for opening in before.openings}
    return tuple(_followed(survey, names, rooms, openings) for survey in after.surveys)


def _followed(survey: Survey, names: dict[str, str], rooms: set[str], openings: set[str]) -> Survey:
    """Return a survey with its sides as they are called now; those called "" are gone."""

    def now(name: str) -> str:
        return names.get(name, name)

    return replace(
        survey,
        sides=tuple(replace(one, side=now(one.side)) for one in survey.sides if now(one.side)),
        corners=tuple(replace(one, side=now(one.side)) for one in survey.corners if now(one.side)),
        levels=tuple(one for one in survey.levels if one.room in rooms),
        openings=tuple(
            replace(one, side=now(one.side)) for one in survey.openings if now(one.side) and one.opening in openings
        ),
        diagonals=tuple(
            replace(one, side=now(one.side), other=now(one.other))
            for one in survey.diagonals
            if now(one.side) and now(one.other)
        ),
    )


def _renamed(before: Plan, after: Plan) -> dict[str, str]:
    """Return what the sides of rooms with more or fewer corners than before are called now, "" for those that are gone."""
    now = {room.id: room for room in after.rooms}
    names: dict[str, str] = {}
    for room in before.rooms:
        new = now.get(room.id)
        if new is not None and len(new.outline) == len(room.outline):
            continue
        left = list(sides(after, room.id)) if new else []
        for side in sorted(sides(before, room.id), key=lambda side: -side.length):
            best = min(left, key=lambda other: _apart(side, other), default=None)
            if best is not None and _apart(side, best) <= NEAR:
                names[side.id] = best.id
                left.remove(best)
            else:
                names[side.id] = ""
    return names


def _apart(old: Side, new: Side) -> float:
    """Return how far a side is from where it was; infinite when it faces another way."""
    (ax, ay), (bx, by) = _way(old), _way(new)
    if ax * bx + ay * by < AWRY:
        return math.inf
    middle = ((old.left[0] + old.right[0]) / 2, (old.left[1] + old.right[1]) / 2)
    x, y = middle[0] - new.left[0], middle[1] - new.left[1]
    over = x * bx + y * by
    return math.hypot(x * by - y * bx, max(0.0, -over, over - new.length))


def _way(side: Side) -> tuple[float, float]:
    return ((side.right[0] - side.left[0]) / side.length, (side.right[1] - side.left[1]) / side.length)


def refuse_walls_in_holes(before: Plan, after: Plan) -> None:
    """Raise PlanError when a wall stands in a door or window that it did not stand in before."""
    old_walls, old_openings = {wall.id: wall for wall in before.walls}, {one.id: one for one in before.openings}
    changed = {wall.id for wall in after.walls if old_walls.get(wall.id) != wall}
    walls = {wall.id: wall for wall in after.walls}
    for opening in after.openings:
        host = walls.get(opening.wall)
        if host is None:
            continue
        anew = host.id in changed or old_openings.get(opening.id) != opening
        for wall in _standing_in(opening, host, after.walls if anew else [walls[name] for name in changed]):
            was = old_openings.get(opening.id)
            was_host = old_walls.get(was.wall) if was else None
            if was and was_host and any(wall.id == one.id for one in _standing_in(was, was_host, before.walls)):
                continue
            raise refusal(after, f"openings.{opening.id}", "wall_in_opening", wall=wall.id, opening=opening.id)


def _standing_in(opening: Opening, host: Wall, walls: Iterable[Wall]) -> Iterator[Wall]:
    for wall in walls:
        if wall.id == host.id or wall.height <= opening.sill or sine(wall, host) < FLAT:
            continue
        meet = crossing(wall.start, direction(wall), host.start, direction(host))
        if meet is None:
            continue
        half = wall.thickness / 2 / sine(wall, host)
        at = along(host, meet)
        inside = opening.offset + INTO < at + half and at - half < opening.offset + opening.width - INTO
        reaches = -host.thickness / 2 - INTO <= along(wall, meet) <= wall.length + host.thickness / 2 + INTO
        if inside and reaches and in_band(host, meet):
            yield wall
