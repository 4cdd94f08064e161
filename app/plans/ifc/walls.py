"""Bodies of an IFC model -> walls and openings of a plan. mm, model axes.

A wall is the box around its outline, along its axis where it has one; an opening is the void cut into its wall, a door's way is told by
its operation type: hinges left or right as seen along the door's own +y, to which it opens (IFC 4.3, IfcDoor).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from app.geometry.frame import Point2
from app.plans.ifc.bodies import Body
from app.plans.plan import Opening, Wall

STRAIGHT = 0.9  # share of its box that a straight wall fills
THINNEST, THICKEST = 20.0, 1000.0  # mm, of a wall (check.py)
NEAR = 400.0  # mm from a wall's centre line within which a door without a void is taken to be in it
NARROWEST = 50.0  # mm, of an opening (check.py)
GAP = 300.0  # mm; a void that nothing fills is no way through when it is narrower
SWINGS = ("SINGLE_SWING", "DOUBLE_DOOR", "SWING_FIXED")  # a leaf that swings both ways is none of our leaves
FLOOR = 50.0  # mm; a void that begins lower reaches the floor
SLACK = 2.0  # mm by which a void may stick out of the wall that crosses there


@dataclass(frozen=True, slots=True)
class Hole:
    """A void in a wall, or a door or window that has none: the wall's id, what fills it, where it stands."""

    wall: str
    fillings: tuple[Any, ...]
    body: Body


def wall_of(name: str, body: Body, axis: tuple[Point2, Point2] | None, floor: float) -> Wall | None:
    """Return the straight wall that a body is, None when it is not straight or no wall's size."""
    ux, uy = _direction(body, axis)
    points = shapely.get_coordinates(body.outline)
    along, across = points @ np.array([ux, uy]), points @ np.array([-uy, ux])
    u0, u1, v0, v1 = along.min(), along.max(), across.min(), across.max()
    if body.outline.area < STRAIGHT * (u1 - u0) * (v1 - v0) and not _mitred(body, u1 - u0, v1 - v0):
        return None
    thickness, middle = round(float(v1 - v0), 3), float(v0 + v1) / 2
    if not THINNEST <= thickness <= THICKEST or u1 - u0 < 1.0 or body.high - max(body.low, floor) < 100.0:
        return None
    start, end = (_round(u * ux - middle * uy, u * uy + middle * ux) for u in (float(u0), float(u1)))
    return Wall(name, start, end, thickness, round(body.high - floor, 3))


def _mitred(body: Body, long: float, wide: float) -> bool:
    """Return whether the missing corners are those of ends cut at an angle: not more than a square of the thickness at each."""
    return long * wide - float(body.outline.area) <= 1.05 * wide * wide and body.outline.geom_type == "Polygon"


def _round(x: float, y: float) -> Point2:
    return (round(x, 3) + 0.0, round(y, 3) + 0.0)


def _direction(body: Body, axis: tuple[Point2, Point2] | None) -> Point2:
    if axis is not None and math.dist(*axis) > 1.0:
        (ax, ay), (bx, by) = axis
        length = math.dist(*axis)
        return _clean((bx - ax) / length, (by - ay) / length)
    box = shapely.get_coordinates(shapely.minimum_rotated_rectangle(body.outline))
    edges = [(box[i], box[i + 1]) for i in range(len(box) - 1)]
    a, b = max(edges, key=lambda edge: float(np.hypot(*(edge[1] - edge[0]))))
    length = float(np.hypot(*(b - a)))
    return _clean(float(b[0] - a[0]) / length, float(b[1] - a[1]) / length)


def _clean(x: float, y: float) -> Point2:
    """Return a direction that is square where it is so within what arithmetic can cause."""
    if abs(x) < 1e-7:
        return (0.0, math.copysign(1.0, y))
    return (math.copysign(1.0, x), 0.0) if abs(y) < 1e-7 else (x, y)


def opening_of(
    name: str, hole: Hole, wall: Wall, floor: float, frames: Mapping[int, NDArray[np.float64]]
) -> Opening | None:
    """Return the opening that a hole makes in its wall, None when it lies beside the wall or above it; `frames` by number of a door."""
    points = shapely.get_coordinates(hole.body.outline)
    ux, uy = ((wall.end[0] - wall.start[0]) / wall.length, (wall.end[1] - wall.start[1]) / wall.length)
    along = (points[:, 0] - wall.start[0]) * ux + (points[:, 1] - wall.start[1]) * uy
    start, end = max(float(along.min()), 0.0), min(float(along.max()), wall.length)
    sill, head = max(hole.body.low - floor, 0.0), min(hole.body.high - floor, wall.height)
    if end - start < NARROWEST or head - sill < NARROWEST:
        return None
    sill = 0.0 if sill < FLOOR else round(sill, 3)
    doors = [one for one in hole.fillings if one.is_a("IfcDoor")]
    windows = [one for one in hole.fillings if one.is_a("IfcWindow")]
    kind: Literal["door", "window", "passage"] = "door" if doors else "window" if windows or sill > 0.0 else "passage"
    if kind == "passage" and end - start < GAP:
        return None
    offset, width, head = round(start, 3), round(end - start, 3), round(head, 3)
    if kind != "door":
        return Opening(name, kind, wall.id, offset, width, sill, head)
    leaf, hinge, side = _leaf(doors[0], (ux, uy), frames.get(doors[0].id()))
    return Opening(name, kind, wall.id, offset, width, sill, head, leaf, hinge, side)


type _Leaf = tuple[
    Literal["hinged", "double", "sliding", "none"], Literal["start", "end", ""], Literal["left", "right", ""]
]


def _leaf(door: Any, direction: Point2, frame: NDArray[np.float64] | None) -> _Leaf:
    told = operation(door)
    if "SLIDING" in told or "FOLDING" in told:
        return ("sliding", "", "")
    if frame is None or not told.startswith(SWINGS):
        return ("none", "", "")
    x, y = frame[:2, 0], frame[:2, 1]
    side: Literal["left", "right"] = "left" if direction[0] * y[1] - direction[1] * y[0] > 0 else "right"
    if told.startswith("DOUBLE_DOOR"):
        return ("double", "", side)
    forward = float(x[0] * direction[0] + x[1] * direction[1]) > 0  # the door's x runs from the wall's start to its end
    at_left = "LEFT" in told  # seen along +y, left is where x is 0
    return ("hinged", "start" if at_left == forward else "end", side)


def is_joint(hole: Hole, wall: Wall, walls: Sequence[Wall]) -> bool:
    """Return whether nothing fills a void, and what it takes of its wall is the place of another one: the cut of an opening there."""
    if hole.fillings:
        return False
    cut = shapely.intersection(hole.body.outline, _ground(wall))
    return any(
        other is not wall and shapely.covers(shapely.buffer(_ground(other), SLACK, join_style="mitre"), cut)
        for other in walls
    )


def _ground(wall: Wall) -> BaseGeometry:
    """Return the ground that a wall stands on, with the corners that its ends share with others."""
    return shapely.buffer(shapely.LineString((wall.start, wall.end)), wall.thickness / 2, cap_style="square")


def operation(door: Any) -> str:
    """Return how a door opens, by itself (IFC4), its type or its style (IFC2x3); "" when nothing says so."""
    own = getattr(door, "OperationType", None)
    types: Sequence[Any] = [
        relation.RelatingType
        for relation in (*getattr(door, "IsTypedBy", ()), *door.IsDefinedBy)
        if relation.is_a("IfcRelDefinesByType")
    ]
    words = [own, *(getattr(one, "OperationType", None) for one in types)]
    return next((str(word) for word in words if word and word not in ("NOTDEFINED", "USERDEFINED")), "")


def nearest_wall(body: Body, walls: Sequence[Wall]) -> Wall | None:
    """Return the wall that a door or window without a void stands in, None when there is none."""
    middle = shapely.get_coordinates(shapely.centroid(body.outline))[0]
    lines = [shapely.LineString((wall.start, wall.end)) for wall in walls]
    far = [float(shapely.distance(line, shapely.Point(middle))) for line in lines]
    best = min(range(len(walls)), key=lambda i: far[i], default=None)
    return walls[best] if best is not None and far[best] <= max(NEAR, walls[best].thickness) else None
