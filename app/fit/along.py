"""The units that stand with their backs to a side of a room, and how much room each has along it: mm, left to right facing the wall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from app.design.design import Unit
from app.design.layout import Layout, Placed
from app.fit.footprint import TOUCH
from app.fit.ground import ground
from app.geometry.frame import Frame
from app.plans.plan import Plan, Side
from app.plans.sides import sides

BACK = 60.0  # mm; what stands farther off a wall does not stand before it: skirting and pipes are cleared by less (domain.md 7.5)
TURN = 0.5  # degrees
ASIDE = 400.0  # mm looked to either side of a unit for what is next to it
SLIVER = 1.0  # mm2


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A unit before a side: from `left` to `right` along it, its back `back` mm into the wall (negative: before it)."""

    thing: Placed
    unit: Unit
    side: Side
    plan: Plan
    left: float
    right: float
    back: float
    front: float
    bottom: float
    top: float

    def push(self, plan: Plan) -> float:
        """Return how far the wall behind stands further in on another plan of the same rooms; negative when it gave way.

        A unit that stands off its wall by itself has that much before it is pushed.
        """
        side = next((side for side in sides(plan, self.side.room) if side.id == self.side.id), None)
        if side is None:
            return 0.0
        own, other = _axes(self.side), _axes(side)
        spots = [other.into((*own.out2((along, self.back)), 0.0)) for along in (self.left, self.right)]
        into = max(y for _, y, _ in spots)
        return into - max(self.back, 0.0) if into > 0 else min(into - self.back, 0.0)


def standing(layout: Layout, plan: Plan, known: Mapping[str, str] | None = None) -> list[Standing]:
    """Return the units of a layout that stand before a side of a plan; `known` says of which side (unit id -> side id) where asked."""
    found = []
    for thing in layout.placed:
        if thing.unit is None or not thing.room:
            continue
        there = [side for side in sides(plan, thing.room) if known is None or known.get(thing.id) == side.id]
        near = [one for side in there if (one := _stands(thing, thing.unit, side, plan, known is None)) is not None]
        if near:
            found.append(min(near, key=lambda one: abs(one.back)))
    return found


def overs(one: Standing) -> dict[str, float]:
    """Return how far a unit reaches into what is built at its left and right, mm."""
    found = {"left": 0.0, "right": 0.0}
    middle = (one.left + one.right) / 2.0
    for low, high in _solid(one, one.left, one.right):
        if (low + high) / 2.0 < middle:
            found["left"] = max(found["left"], high - one.left)
        else:
            found["right"] = max(found["right"], one.right - low)
    return found


def gaps_beside(one: Standing) -> dict[str, float]:
    """Return how much is free between a unit and what is built at its left and right, mm; ASIDE where nothing is as near."""
    left = max((high for _, high in _solid(one, one.left - ASIDE, one.left)), default=one.left - ASIDE)
    right = min((low for low, _ in _solid(one, one.right, one.right + ASIDE)), default=one.right + ASIDE)
    return {"left": one.left - left, "right": right - one.right}


def beside(one: Standing, row: Iterable[Standing], end: str) -> list[Standing]:
    """Return the units of a row that touch a unit at its left or right end, at a height and depth they share."""
    found = []
    for other in row:
        step = one.left - other.right if end == "left" else other.left - one.right
        shared = min(one.top, other.top) - max(one.bottom, other.bottom)
        deep = min(one.back, other.back) - max(one.front, other.front)
        if other is not one and other.side.id == one.side.id and abs(step) <= 2.0 * TOUCH and min(shared, deep) > TOUCH:
            found.append(other)
    return found


def chain(one: Standing, row: Iterable[Standing], end: str) -> list[Standing]:
    """Return a unit and all that follow it without a gap towards an end, nearest first."""
    there, found = list(row), [one]
    for link in found:
        found += [other for other in beside(link, there, end) if other not in found]
    return found


def _axes(side: Side) -> Frame:
    return Frame(side.left[0], side.left[1], 0.0, side.turn)


def _stands(thing: Placed, unit: Unit, side: Side, plan: Plan, strict: bool) -> Standing | None:
    turned = abs((unit.frame.turn - side.turn + 180.0) % 360.0 - 180.0)
    if strict and turned > TURN:
        return None
    axes, body = _axes(side), thing.component.body
    spots = [axes.into((*corner, 0.0)) for corner in body.corners2(thing.frame)]
    left, right = min(x for x, _, _ in spots), max(x for x, _, _ in spots)
    front, back = min(y for _, y, _ in spots), max(y for _, y, _ in spots)
    if strict and not (abs(back) <= BACK and 0.0 < (left + right) / 2.0 < side.length):
        return None
    bottom, top = thing.frame.z + body.low[2], thing.frame.z + body.high[2]
    sizes = tuple(round(value, 6) + 0.0 for value in (left, right, back, front, bottom, top))
    return Standing(thing, unit, side, plan, *sizes)


def _solid(one: Standing, left: float, right: float) -> list[tuple[float, float]]:
    """Return the stretches along the side that walls and what is built take up before it, in the depth and height of a unit."""
    axes, here = _axes(one.side), ground(one.plan)
    low, high = one.front + TOUCH, min(one.back, 0.0) - 2.0 * TOUCH
    if right - left <= 0 or high <= low:
        return []
    strip = Polygon([axes.out2(corner) for corner in ((left, low), (right, low), (right, high), (left, high))])
    found = _spans(strip.difference(here.rooms[one.side.room].exact), axes)
    for zone in here.obstacles.near(strip.bounds, one.bottom, one.top):
        found += _spans(strip.intersection(zone.polygon), axes)
    return found


def _spans(common: BaseGeometry, axes: Frame) -> list[tuple[float, float]]:
    found = []
    for part in getattr(common, "geoms", (common,)):
        if isinstance(part, Polygon) and part.area > SLIVER:
            along = [axes.into((x, y, 0.0))[0] for x, y in shapely.get_coordinates(part).tolist()]
            found.append((round(min(along), 6), round(max(along), 6)))
    return found
