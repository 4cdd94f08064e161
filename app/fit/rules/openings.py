"""Doors and windows of the house stay free: the leaf's sweep, the way through, the light (domain.md 7.2, 7.3, 7.5)."""

from __future__ import annotations

from collections.abc import Iterator

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from app.design.layout import Placed
from app.fit.finding import Level
from app.fit.footprint import EXACT, TOUCH
from app.fit.ground import Front, Zone
from app.fit.rules.heights import NOISE, lower
from app.fit.rules.obstacles import SLIVER
from app.fit.situation import Draft, Situation, aside, centre_of, draft
from app.geometry.frame import Point3
from app.records import Text

LEAST_DOOR = 700.0  # mm; the narrowest door hole of a flat, domain.md 7.2
UNDER_SILL = 5.0  # mm a worktop stays below the sill; domain.md 7.5
BESIDE_FRAME = 50.0  # mm a wall unit keeps from a window frame; domain.md 7.5

KINDS = {"door": Text("房门", "door"), "passage": Text("过道口", "passage"), "window": Text("窗", "window")}


def room_door_swing(situation: Situation) -> Iterator[Draft]:
    """Yield the units that a room door would hit when it opens: their distance from its hinge against the leaf's width, mm."""
    body = situation.bodies.body
    for index, thing in situation.own():
        bottom, top = body.z[index].tolist()
        for zone in situation.ground.leaves.near(body.bounds[index], bottom, top):
            hit = Polygon(body.corners(index, TOUCH)).intersection(zone.polygon)
            if hit.area > SLIVER:
                hit = Polygon(body.corners(index, EXACT)).intersection(zone.polygon)
                distance = hit.distance(shapely.Point(zone.of.pivot))
                points = list(zone.polygon.exterior.coords)
                at = (*centre_of(shapely.get_coordinates(hit).tolist()), situation.middle(index)[2])
                yield draft(
                    "error", "room_door_swing", (thing,), at, distance, zone.of.radius,
                    ways=aside(situation, index, points), opening=zone.of.opening.id,
                )  # fmt: skip


def door_blocked(situation: Situation) -> Iterator[Draft]:
    """Yield the units before a door or passage: the width still free against the hole's width, mm."""
    for index, thing, zone, low, high in _before(situation, 0.0):
        if zone.of.opening.kind == "window":
            continue
        free = max(low, zone.of.width - high, 0.0)
        level: Level = "error" if free < min(LEAST_DOOR, zone.of.width) else "warning"
        yield draft(
            level, "door_blocked", (thing,), _spot(situation, index, zone, low, high), free, zone.of.width,
            ways=aside(situation, index, list(zone.polygon.exterior.coords)),
            kind=KINDS[zone.of.opening.kind], opening=zone.of.opening.id, covered=round(high - low, 2),
        )  # fmt: skip


def window_covered(situation: Situation) -> Iterator[Draft]:
    """Yield what stands higher than the sill before a window, or hangs across it or too close beside it; mm."""
    z = situation.bodies.body.z
    for index, thing, zone, low, high in _before(situation, UNDER_SILL, runs=True):
        bottom, top = z[index].tolist()
        if zone.of.opening.kind != "window" or bottom >= zone.top - TOUCH:
            continue
        at, opening = _spot(situation, index, zone, low, high), zone.of.opening.id
        ways = aside(situation, index, list(zone.polygon.exterior.coords))
        if bottom > zone.bottom + TOUCH:
            yield draft(
                "error",
                "window_covered",
                (thing,),
                at,
                high - low,
                0.0,
                key="window_across",
                ways=ways,
                opening=opening,
            )
        elif top > zone.bottom - UNDER_SILL + NOISE:
            over = top > zone.bottom + NOISE
            yield draft(
                "error" if over else "warning", "window_covered", (thing,), at, top, zone.bottom - UNDER_SILL,
                key="window_covered" if over else "window_close",
                ways=(*ways, *lower(thing, top - zone.bottom + UNDER_SILL)), opening=opening, sill=zone.bottom,
            )  # fmt: skip
    yield from _beside_frame(situation)


def _beside_frame(situation: Situation) -> Iterator[Draft]:
    body = situation.bodies.body
    for index, thing in situation.own():
        if thing.component.placing.mount != "wall":
            continue
        bottom, top = body.z[index].tolist()
        x0, y0, x1, y1 = body.bounds[index].tolist()
        reach = BESIDE_FRAME
        for zone in situation.ground.fronts.near((x0 - reach, y0 - reach, x1 + reach, y1 + reach), bottom, top):
            if zone.of.opening.kind != "window" or zone.of.side.room != thing.room:
                continue
            spots = [zone.of.frame.into((*corner, 0.0)) for corner in body.corners(index)]
            low, high = min(spot[0] for spot in spots), max(spot[0] for spot in spots)
            gap = max(low - zone.of.width, -high)
            if -TOUCH <= gap < BESIDE_FRAME - NOISE and max(spot[1] for spot in spots) > -TOUCH - BESIDE_FRAME:
                yield draft(
                    "warning", "window_covered", (thing,), situation.middle(index), max(gap, 0.0), BESIDE_FRAME,
                    key="window_frame", opening=zone.of.opening.id,
                )  # fmt: skip


def _before(
    situation: Situation, air: float, runs: bool = False
) -> Iterator[tuple[int, Placed, Zone[Front], float, float]]:
    """Yield (index, thing, zone, from, to) for what stands before an opening of its room; from and to in mm from the left jamb."""
    body = situation.bodies.body
    for index, thing in situation.own(runs):
        bottom, top = body.z[index].tolist()
        for zone in situation.ground.fronts.near(body.bounds[index], bottom, top + air + TOUCH if air else top):
            if zone.of.side.room != thing.room:
                continue
            hit = Polygon(body.corners(index, TOUCH)).intersection(zone.polygon)
            if hit.area > SLIVER:
                yield (index, thing, zone, *_span(zone, Polygon(body.corners(index, EXACT)).intersection(zone.polygon)))


def _span(zone: Zone[Front], hit: BaseGeometry) -> tuple[float, float]:
    along = [zone.of.frame.into((x, y, 0.0))[0] for x, y in shapely.get_coordinates(hit).tolist()]
    return (max(min(along), 0.0), min(max(along), zone.of.width))


def _spot(situation: Situation, index: int, zone: Zone[Front], low: float, high: float) -> Point3:
    x, y = zone.of.frame.out2(((low + high) / 2.0, 0.0))
    return (x, y, situation.middle(index)[2])
