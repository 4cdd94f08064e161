"""What a view is about: the wall an elevation shows, and where a view ray enters the one room that is shown. Plan axes, mm. No Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.design.layout import Placed, room_at
from app.geometry.frame import Point2, Point3
from app.plans.plan import Plan, Side
from app.view3d.camera import Camera

INSIDE = 1.0  # mm behind the border of a room
SQUARE = 3000.0  # mm of distance that looking at a wall squarely is worth


def wall_looked_at(walls: Sequence[Side], camera: Camera, chosen: Sequence[Placed]) -> int:
    """Return the index of the wall; there must be one at least."""
    if chosen:
        return min(range(len(walls)), key=lambda i: _behind(walls[i], chosen[0]))
    _, _, forward = camera.basis()
    way, target = (float(forward[0]), float(forward[1])), (camera.target[0], camera.target[1])
    return min(range(len(walls)), key=lambda i: _seen(walls[i], way, target))


def _behind(side: Side, placed: Placed) -> float:
    """How little a side is the one behind a unit: the room first, then the turn, then the distance."""
    turn = abs((side.turn - placed.frame.turn + 180.0) % 360.0 - 180.0)
    x, y = placed.centre
    into = _into(side)
    off = abs((side.left[0] - x) * into[0] + (side.left[1] - y) * into[1])
    return (0.0 if side.room == placed.room else 1e7) + turn * 1e4 + off


def _seen(side: Side, way: Point2, target: Point2) -> float:
    into = _into(side)
    middle = ((side.left[0] + side.right[0]) / 2, (side.left[1] + side.right[1]) / 2)
    square = way[0] * into[0] + way[1] * into[1]
    return math.dist(middle, target) - SQUARE * square - side.length / 2


def _into(side: Side) -> Point2:
    """The direction into the wall, seen from the room."""
    length = side.length or 1.0
    return (-(side.right[1] - side.left[1]) / length, (side.right[0] - side.left[0]) / length)


def entry(plan: Plan, room_id: str, origin: Point3, direction: Point3) -> Point3:
    """Return where a ray enters a room (its outline up to its ceiling), or its origin when it starts inside or never enters."""
    room = next((one for one in plan.rooms if one.id == room_id), None)
    if room is None:
        return origin
    ways = [0.0]
    if abs(direction[2]) > 1e-9:
        ways.append((room.ceiling - origin[2]) / direction[2])
    for (x0, y0), (x1, y1) in zip(room.outline, (*room.outline[1:], room.outline[0]), strict=True):
        across = direction[0] * (y1 - y0) - direction[1] * (x1 - x0)
        if abs(across) > 1e-9:
            ways.append(((x0 - origin[0]) * (y1 - y0) - (y0 - origin[1]) * (x1 - x0)) / across)
    for way in sorted(way for way in ways if way >= 0.0):
        x, y, z = (o + d * (way + INSIDE) for o, d in zip(origin, direction, strict=True))
        if z <= room.ceiling and room_at(plan, (x, y)) == room_id:
            return (x, y, z)
    return origin
