"""Cabinet doors and drawers open: a leaf turns by 90 degrees, a drawer comes out by its travel (domain.md 7.3)."""

from __future__ import annotations

from collections.abc import Iterator

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from app.design.layout import Placed
from app.fit.footprint import EXACT, TOUCH, Boxes
from app.fit.ground import Zone
from app.fit.rules.obstacles import SLIVER, kind_of
from app.fit.situation import Draft, Situation, Way, aside, centre_of, draft, name_of
from app.fit.sweeps import Sweep
from app.records import Text

WALL = Text("墙", "the wall")

type Hit = tuple[Zone[Sweep], str, Text, Placed | None, BaseGeometry]


def cabinet_door_swing(situation: Situation) -> Iterator[Draft]:
    """Yield, for each unit and each thing in its way, the leaf or drawer that opens least: free angle or travel against the needed."""
    worst: dict[tuple[str, str, bool], tuple[float, Hit]] = {}
    for hit in _hits(situation):
        sweep = hit[0].of
        free = sweep.free(hit[4])
        key = (sweep.owner.id, hit[1], sweep.turns)
        if free < sweep.needed and (key not in worst or free < worst[key][0]):
            worst[key] = (free, hit)
    for free, hit in worst.values():
        yield _draft(situation, hit, free)


def _hits(situation: Situation) -> Iterator[Hit]:
    for zone in situation.sweeps:
        yield from _walls(situation, zone)
        yield from _bodies(situation, zone)
        for built in situation.ground.obstacles.near(zone.polygon.bounds, zone.bottom, zone.top):
            if zone.polygon.intersection(built.polygon.buffer(-TOUCH, join_style="mitre")).area > SLIVER:
                common = zone.polygon.intersection(built.polygon.buffer(-EXACT, join_style="mitre"))
                yield (zone, built.of.id, kind_of(built.of), None, common)
    closed = situation.bodies.closed
    for index, thing in situation.own():
        bottom, top = closed.z[index].tolist()
        for zone in situation.strange.near(closed.bounds[index], bottom, top):
            if zone.of.owner.id != thing.id:
                yield from _hit(zone, thing, closed, index)


def _walls(situation: Situation, zone: Zone[Sweep]) -> Iterator[Hit]:
    space = situation.ground.rooms.get(zone.of.owner.room)
    if space is None or space.loose.covers(zone.polygon) or not space.loose.covers(_floor(zone.of.owner)):
        return
    if zone.polygon.difference(space.loose).area > SLIVER:
        yield (zone, "", WALL, None, zone.polygon.difference(space.grown))


def _floor(thing: Placed) -> Polygon:
    return Polygon(thing.component.body.corners2(thing.frame))


def _bodies(situation: Situation, zone: Zone[Sweep]) -> Iterator[Hit]:
    closed, things = situation.bodies.closed, situation.bodies.placed
    for index in closed.near(zone.polygon.bounds, zone.bottom, zone.top).tolist():
        other = things[index]
        if other.id != zone.of.owner.id and zone.of.owner.id not in other.over:
            yield from _hit(zone, other, closed, index)


def _hit(zone: Zone[Sweep], other: Placed, closed: Boxes, index: int) -> Iterator[Hit]:
    if zone.polygon.intersection(Polygon(closed.corners(index, TOUCH))).area > SLIVER:
        common = zone.polygon.intersection(Polygon(closed.corners(index, EXACT)))
        yield (zone, other.id, name_of(other), other, common)


def _draft(situation: Situation, hit: Hit, free: float) -> Draft:
    zone, _, name, other, common = hit
    sweep = zone.of
    points = shapely.get_coordinates(common).tolist()
    things = (sweep.owner,) if other is None else (sweep.owner, other)
    ways: tuple[Way, ...] = ()
    index = next((i for i, thing in enumerate(situation.bodies.placed) if thing.id == sweep.owner.id), None)
    if index is not None:
        ways = aside(situation, index, points)
    at = (*centre_of(points), (zone.bottom + zone.top) / 2.0)
    key = "cabinet_door_swing" if sweep.turns else "cabinet_drawer"
    return draft("error", "cabinet_door_swing", things, at, free, sweep.needed, key=key, ways=ways, other=name)
