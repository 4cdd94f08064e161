"""What a plan puts in the way of furniture: rooms, obstacles, the sweep of room doors, the space before doors and windows.

Plan axes, mm. Worked out once per plan; everything that can be hit is a Zone with its bounds, so that a look-up is one array test.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry import Point, Polygon

from app.fit.footprint import EXACT, TOUCH, Floats
from app.geometry.frame import Frame, Point2
from app.plans.plan import Obstacle, Opening, Plan, Room, Side
from app.plans.sides import door_swing, sides

DOOR_FRONT = 600.0  # mm kept free before a door or passage: the least passage of domain.md 7.3
WINDOW_FRONT = 200.0  # mm before a window that belong to it: a double curtain rail, domain.md 7.5


@dataclass(frozen=True, slots=True, eq=False)
class Zone[T]:
    """A prism on the plan that belongs to something: `of` says to what."""

    of: T
    polygon: Polygon
    bottom: float
    top: float


@dataclass(frozen=True, slots=True, eq=False)
class Zones[T]:
    """Zones with their bounds (n, 4) and heights (n, 2), for a quick look."""

    zones: tuple[Zone[T], ...]
    bounds: Floats
    z: Floats

    def near(self, bounds: Sequence[float] | Floats, bottom: float, top: float) -> list[Zone[T]]:
        """Return the zones whose bounds and heights reach more than TOUCH into the given ones, in order."""
        if not self.zones:
            return []
        own, z = self.bounds, self.z
        mask = (
            (own[:, 0] < bounds[2] - TOUCH)
            & (own[:, 2] > bounds[0] + TOUCH)
            & (own[:, 1] < bounds[3] - TOUCH)
            & (own[:, 3] > bounds[1] + TOUCH)
            & (z[:, 0] < top - TOUCH)
            & (z[:, 1] > bottom + TOUCH)
        )
        return [self.zones[i] for i in np.flatnonzero(mask)]


def zones[T](found: Iterable[Zone[T]]) -> Zones[T]:
    """Return zones with their arrays."""
    them = tuple(found)
    bounds = np.array([zone.polygon.bounds for zone in them], dtype=np.float64).reshape(-1, 4)
    return Zones(them, bounds, np.array([(zone.bottom, zone.top) for zone in them], dtype=np.float64).reshape(-1, 2))


@dataclass(frozen=True, slots=True, eq=False)
class RoomSpace:
    """A room's floor: `exact`, grown by EXACT for measuring, and by TOUCH and prepared for a quick yes."""

    room: Room
    exact: Polygon
    grown: Polygon
    loose: Polygon


@dataclass(frozen=True, slots=True)
class Leaf:
    """A room door's leaf: hung at `pivot`, `radius` wide."""

    opening: Opening
    pivot: Point2
    radius: float


@dataclass(frozen=True, slots=True)
class Front:
    """The space before an opening, seen from inside a room; `frame` has x along the side from the opening's left jamb, y into the wall."""

    side: Side
    opening: Opening
    frame: Frame
    width: float


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A plan, ready to be asked."""

    plan: Plan
    rooms: dict[str, RoomSpace]
    obstacles: Zones[Obstacle]
    leaves: Zones[Leaf]
    fronts: Zones[Front]

    def room_at(self, point: Point2) -> str:
        """Return the id of the room a plan point lies in, "" when in none."""
        spot = Point(point)
        return next((space.room.id for space in self.rooms.values() if space.loose.covers(spot)), "")


@lru_cache(maxsize=16)
def ground(plan: Plan) -> Ground:
    """Return what a plan puts in the way, kept for the plans last asked for."""
    return Ground(
        plan,
        {room.id: _space(room) for room in plan.rooms},
        zones(Zone(item, _sound(Polygon(item.outline)), item.bottom, item.top) for item in plan.obstacles),
        zones(_leaves(plan)),
        zones(_fronts(plan)),
    )


def _space(room: Room) -> RoomSpace:
    exact = _sound(Polygon(room.outline))
    loose = exact.buffer(TOUCH, join_style="mitre")
    shapely.prepare(loose)
    return RoomSpace(room, exact, exact.buffer(EXACT, join_style="mitre"), loose)


def _sound(polygon: Polygon) -> Polygon:
    return polygon if polygon.is_valid else polygon.buffer(0)


def _leaves(plan: Plan) -> Iterable[Zone[Leaf]]:
    for opening in plan.openings:
        for outline in door_swing(plan, opening):
            radius = math.dist(outline[0], outline[1])
            yield Zone(Leaf(opening, outline[0], radius), Polygon(outline), opening.sill, opening.head)


def _fronts(plan: Plan) -> Iterable[Zone[Front]]:
    for room in plan.rooms:
        for side in sides(plan, room.id):
            start = Frame(*side.left, 0.0, side.turn)
            for gap in side.openings:
                depth = WINDOW_FRONT if gap.opening.kind == "window" else DOOR_FRONT
                corners = [
                    start.out2((s, -d)) for s, d in ((gap.start, depth), (gap.end, depth), (gap.end, 0), (gap.start, 0))
                ]
                front = Front(side, gap.opening, start.then(Frame(gap.start)), gap.end - gap.start)
                yield Zone(front, Polygon(corners), gap.opening.sill, gap.opening.head)
