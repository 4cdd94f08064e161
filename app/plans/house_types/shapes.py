"""What a home looks like from above, no more: the outline of its walls and its rooms' sizes and places. mm from its lower left corner.

An outline follows the outer faces of the outer walls; a room's sizes are clear. Bays and openings are left out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.geometry.frame import Point2
from app.geometry.ring import Outline, area, bounds
from app.plans.plan import Plan, PlanError, Room


@dataclass(frozen=True, slots=True)
class RoomShape:
    """A room: clear width (x) and depth (y) over all, the middle of them, m², and the lengths of its sides, shortest first."""

    kind: str
    width: float
    depth: float
    at: Point2
    area_m2: float
    sides: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A home: its outline from (0, 0), counter-clockwise, the width and depth of it, and between the axes of the outer walls."""

    outline: Outline
    width: float
    depth: float
    axes: Point2
    rooms: tuple[RoomShape, ...]


def shape_of(plan: Plan) -> Shape:
    """Return the shape of any plan; raise PlanError for one without rooms."""
    from app.geometry.polygon import merge, outlines  # shapely loads when a plan is looked at
    from app.plans.regions import wall_bands

    if not plan.rooms:
        raise PlanError(plan.id, "rooms", "no rooms, so nothing to compare")
    rings = outlines(merge([*wall_bands(plan.walls), *(room.outline for room in plan.rooms)]))
    return make_shape(plan, rings[0])


def make_shape(plan: Plan, outer: Outline) -> Shape:
    """Return the shape of a plan whose outer outline is known."""
    x0, y0, x1, y1 = bounds(outer)
    ends = [end for wall in plan.walls for end in (wall.start, wall.end)] or list(outer)
    ax0, ay0, ax1, ay1 = bounds(ends)
    return Shape(
        tuple((_clean(x - x0), _clean(y - y0)) for x, y in outer),
        _clean(x1 - x0),
        _clean(y1 - y0),
        (_clean(ax1 - ax0), _clean(ay1 - ay0)),
        tuple(_room(room, x0, y0) for room in plan.rooms),
    )


def _room(room: Room, x: float, y: float) -> RoomShape:
    x0, y0, x1, y1 = bounds(room.outline)
    ring = room.outline
    return RoomShape(
        room.kind,
        _clean(x1 - x0),
        _clean(y1 - y0),
        (_clean((x0 + x1) / 2 - x), _clean((y0 + y1) / 2 - y)),
        round(area(ring) / 1e6, 4),
        tuple(sorted(_clean(math.dist(a, b)) for a, b in zip(ring, (*ring[1:], ring[0]), strict=True))),
    )


def _clean(value: float) -> float:
    return round(value, 3) + 0.0


def positioned(shape: Shape, turned: int, mirrored: bool) -> Shape:
    """Return a shape mirrored, if so, and turned by quarters counter-clockwise, its lower left corner at (0, 0) again."""
    if not mirrored and turned % 4 == 0:
        return shape
    odd = turned % 2 == 1
    size = (shape.depth, shape.width) if odd else (shape.width, shape.depth)
    return replace(
        shape,
        outline=positioned_outline(shape, turned, mirrored),
        width=size[0],
        depth=size[1],
        axes=(shape.axes[1], shape.axes[0]) if odd else shape.axes,
        rooms=tuple(_turned_room(room, shape, turned, mirrored) for room in shape.rooms),
    )


def positioned_outline(shape: Shape, turned: int, mirrored: bool) -> Outline:
    """Return the outline of a shape as `positioned` gives it."""
    outline = [placed(point, shape, turned, mirrored) for point in shape.outline]
    return tuple(reversed(outline)) if mirrored else tuple(outline)


def _turned_room(room: RoomShape, shape: Shape, turned: int, mirrored: bool) -> RoomShape:
    size = (room.depth, room.width) if turned % 2 else (room.width, room.depth)
    return replace(room, width=size[0], depth=size[1], at=placed(room.at, shape, turned, mirrored))


def placed(point: Point2, shape: Shape, turned: int, mirrored: bool) -> Point2:
    """Return where a point of a shape comes to be in its position."""
    x, y = (shape.width - point[0], point[1]) if mirrored else point
    width, depth = shape.width, shape.depth
    for _ in range(turned % 4):
        x, y, width, depth = depth - y, x, depth, width
    return (x, y)


def apart(a: Sequence[Point2], b: Sequence[Point2], limit: float = math.inf) -> float:
    """Return how far two outlines are from each other where they are farthest: corners of one from the sides of the other, mm.

    Beyond `limit` it is not looked for anything farther.
    """
    far = _farthest(a, b, limit)
    return far if far > limit else max(far, _farthest(b, a, limit))


def _farthest(a: Sequence[Point2], b: Sequence[Point2], limit: float) -> float:
    sides = []
    for (x0, y0), (x1, y1) in zip(b, (*b[1:], b[0]), strict=True):
        dx, dy = x1 - x0, y1 - y0
        sides.append((x0, y0, dx, dy, dx * dx + dy * dy))
    worst, most = 0.0, limit * limit
    for px, py in a:
        nearest = math.inf
        for x0, y0, dx, dy, length2 in sides:
            x, y = px - x0, py - y0
            along = (x * dx + y * dy) / length2
            if along > 0.0:
                along = along if along < 1.0 else 1.0
                x, y = x - along * dx, y - along * dy
            square = x * x + y * y
            if square < nearest:
                nearest = square
                if nearest <= worst:
                    break
        if nearest > worst:
            worst = nearest
            if worst > most:
                break
    return math.sqrt(worst)
