"""What a view ray points at: the floor, a wall seen from inside its room, or a unit's box. Plan axes, mm.

A wall counts only from its room's side, as it is drawn; so a ray from outside passes through the walls that the picture leaves out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from app.design.layout import Placed
from app.geometry.box import Box
from app.geometry.frame import Frame, Point2, Point3
from app.plans.plan import Plan, Side
from app.plans.sides import sides
from app.tools.tool import Pointer

LEVEL = 0.02  # a ray that falls less than this share of its length has no use of the floor
FAR = 1e6  # mm; what lies farther is the sky


@dataclass(frozen=True, slots=True)
class Aim:
    """Where a ray ends: the point, how far along the ray (in its lengths), and the side of a room when it is a wall."""

    point: Point3
    far: float
    side: Side | None = None

    @property
    def plan(self) -> Point2:
        """The plan point."""
        return (self.point[0], self.point[1])


def aim(plan: Plan, pointer: Pointer) -> Aim | None:
    """Return the first wall or the floor that the pointer's ray meets; None when it goes to the sky."""
    hits = [hit for hit in (on_level(pointer, 0.0), *_walls(plan, pointer)) if hit is not None]
    return min(hits, key=lambda hit: hit.far, default=None)


def on_level(pointer: Pointer, height: float) -> Aim | None:
    """Return where the ray meets the horizontal plane at a height; None when it runs along it or away from it."""
    drop = pointer.direction[2]
    if abs(drop) <= LEVEL * math.hypot(*pointer.direction):
        return None
    return _at(pointer, (height - pointer.origin[2]) / drop)


def on_upright(pointer: Pointer, through: Point3, turn: float) -> Aim | None:
    """Return where the ray meets the upright plane through a point along a plan direction; None when it runs along it."""
    side = Frame(turn=turn).out2((0.0, 1.0))
    speed = side[0] * pointer.direction[0] + side[1] * pointer.direction[1]
    if abs(speed) <= LEVEL * math.hypot(*pointer.direction):
        return None
    away = side[0] * (through[0] - pointer.origin[0]) + side[1] * (through[1] - pointer.origin[1])
    return _at(pointer, away / speed)


def into_box(pointer: Pointer, frame: Frame, box: Box) -> float | None:
    """Return how far along the ray it enters a placed box (0 when it starts inside), None when it misses it."""
    start = frame.into(pointer.origin)
    x, y, z = pointer.direction
    way = Frame(turn=-frame.turn).out((x, y, z))
    enter, leave = 0.0, math.inf
    for at, step, low, high in zip(start, way, box.low, box.high, strict=True):
        if abs(step) < 1e-12:
            if not low <= at <= high:
                return None
            continue
        first, second = sorted(((low - at) / step, (high - at) / step))
        enter, leave = max(enter, first), min(leave, second)
    return enter if enter <= leave else None


def first_unit(pointer: Pointer, things: Iterable[Placed]) -> tuple[Placed, float] | None:
    """Return the first unit whose hull the ray enters, and how far along the ray; derived runs count as nothing."""
    found = [
        (far, thing)
        for thing in things
        if thing.unit is not None and (far := into_box(pointer, thing.frame, thing.component.hull)) is not None
    ]
    nearest = min(found, key=lambda pair: pair[0], default=None)
    return None if nearest is None else (nearest[1], nearest[0])


def _walls(plan: Plan, pointer: Pointer) -> Iterable[Aim | None]:
    for room in plan.rooms:
        for side in sides(plan, room.id):
            frame = Frame(side.left[0], side.left[1], 0.0, side.turn)
            into = Frame(turn=side.turn).out2((0.0, 1.0))
            if into[0] * pointer.direction[0] + into[1] * pointer.direction[1] <= 0.0:
                continue  # seen from behind
            hit = on_upright(pointer, (*side.left, 0.0), side.turn)
            if hit is not None:
                along, _, height = frame.into(hit.point)
                if 0.0 <= along <= side.length and 0.0 <= height <= room.ceiling:
                    yield Aim(hit.point, hit.far, side)


def _at(pointer: Pointer, far: float) -> Aim | None:
    if far <= 0.0 or far * math.hypot(*pointer.direction) > FAR:
        return None
    (ox, oy, oz), (dx, dy, dz) = pointer.origin, pointer.direction
    return Aim((ox + dx * far, oy + dy * far, oz + dz * far), far)
