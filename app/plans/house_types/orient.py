"""A plan mirrored and turned by quarter turns, and which way its windows look. Plan axes mm; angles degrees, counter-clockwise."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from app.geometry.frame import Point2
from app.geometry.ring import Outline, contains
from app.plans.plan import Opening, Plan, PlanError, Wall

DIRECTIONS = ("E", "NE", "N", "NW", "W", "SW", "S", "SE")  # from east, counter-clockwise, every 45 degrees
LIVED_IN = ("living", "dining", "bedroom", "study")
OTHER: dict[str, Literal["left", "right", ""]] = {"left": "right", "right": "left", "": ""}


def oriented(plan: Plan, turned: int = 0, mirrored: bool = False) -> Plan:
    """Return a plan mirrored about the y axis if asked, then turned by quarters; true north turns along, as the drawing does.

    Its lower left corner of walls comes to where it was. Raise PlanError for a plan with surveys that is to be mirrored: what was
    measured is one real home.
    """
    if mirrored and plan.surveys:
        raise PlanError(plan.id, "surveys", "a home that was measured is not mirrored")
    if not mirrored and turned % 4 == 0:
        return plan
    low = _low(plan.walls)
    sample = replace(plan, walls=tuple(_wall(wall, turned, mirrored, (0.0, 0.0)) for wall in plan.walls))
    moved_low = _low(sample.walls)
    by = (low[0] - moved_low[0], low[1] - moved_low[1])

    def moved(point: Point2) -> Point2:
        return _moved(point, turned, mirrored, by)

    north = -plan.orientation if mirrored else plan.orientation
    return replace(
        plan,
        rooms=tuple(
            replace(room, outline=_ring(room.outline, turned, mirrored, by, bool(plan.surveys))) for room in plan.rooms
        ),
        walls=tuple(_wall(wall, turned, mirrored, by) for wall in plan.walls),
        openings=tuple(replace(one, side=OTHER[one.side]) if mirrored else one for one in plan.openings),
        obstacles=tuple(replace(one, outline=_ring(one.outline, turned, mirrored, by, True)) for one in plan.obstacles),
        services=tuple(replace(one, at=(*moved(one.at[:2]), one.at[2])) for one in plan.services),
        curves=tuple(replace(one, sweep=-one.sweep) if mirrored else one for one in plan.curves),
        surveys=tuple(
            replace(one, levels=tuple(replace(level, at=moved(level.at)) for level in one.levels))
            for one in plan.surveys
        ),
        orientation=math.remainder(north + 90.0 * (turned % 4), 360.0) + 0.0,
    )


def _low(walls: Sequence[Wall]) -> Point2:
    ends = [end for wall in walls for end in (wall.start, wall.end)]
    return (min(x for x, _ in ends), min(y for _, y in ends)) if ends else (0.0, 0.0)


def _moved(point: Point2, turned: int, mirrored: bool, by: Point2) -> Point2:
    x, y = (-point[0], point[1]) if mirrored else point
    for _ in range(turned % 4):
        x, y = -y, x
    return (round(x + by[0], 6) + 0.0, round(y + by[1], 6) + 0.0)


def _wall(wall: Wall, turned: int, mirrored: bool, by: Point2) -> Wall:
    return replace(wall, start=_moved(wall.start, turned, mirrored, by), end=_moved(wall.end, turned, mirrored, by))


def _ring(ring: Outline, turned: int, mirrored: bool, by: Point2, keep_first: bool) -> Outline:
    """Return a ring moved and counter-clockwise again; it begins where it began, or at its most south-western corner as derived ones do."""
    points = [_moved(point, turned, mirrored, by) for point in ring]
    if mirrored:
        points = [points[0], *reversed(points[1:])]
    first = 0 if keep_first else min(range(len(points)), key=lambda i: (points[i][0] + points[i][1], points[i][0]))
    return tuple(points[first:] + points[:first])


def lights(plan: Plan) -> tuple[str, ...]:
    """Return the true compass directions that living rooms, bedrooms and studies look to, most glass first; also through balconies."""
    walls = {wall.id: wall for wall in plan.walls}
    glass: dict[str, float] = {}
    for opening in plan.openings:
        wall = walls[opening.wall]
        left, right = _beside(plan, wall, opening)
        kinds = {left, right}
        lived = next((kind for kind in kinds if kind in LIVED_IN), "")
        looks_out = (
            "" in kinds if opening.kind == "window" else "balcony" in kinds and opening.leaf in ("sliding", "double")
        )
        if not lived or not looks_out:
            continue
        away = math.degrees(math.atan2(wall.end[1] - wall.start[1], wall.end[0] - wall.start[0]))
        away += -90.0 if left == lived else 90.0
        letter = DIRECTIONS[round(((away - plan.orientation) % 360.0) / 45.0) % 8]
        glass[letter] = glass.get(letter, 0.0) + opening.width * (opening.head - opening.sill)
    return tuple(sorted(glass, key=lambda letter: (-glass[letter], letter)))


def _beside(plan: Plan, wall: Wall, opening: Opening) -> tuple[str, str]:
    """Return the kinds of the rooms to the left and right of an opening, "" outside."""
    ux, uy = (wall.end[0] - wall.start[0]) / wall.length, (wall.end[1] - wall.start[1]) / wall.length
    middle, reach = opening.offset + opening.width / 2, wall.thickness / 2 + 50.0
    x, y = wall.start[0] + ux * middle, wall.start[1] + uy * middle
    kinds = []
    for nx, ny in ((-uy, ux), (uy, -ux)):
        point = (x + nx * reach, y + ny * reach)
        kinds.append(next((room.kind for room in plan.rooms if contains(room.outline, point)), ""))
    return kinds[0], kinds[1]
