"""Columns, flues, pipes and beams: what stands or hangs in the room and cannot move (domain.md 7.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shapely.geometry import Polygon

from app.design.layout import Placed
from app.fit.footprint import TOUCH
from app.fit.ground import Zone
from app.fit.rules.heights import NOISE, lower
from app.fit.situation import Draft, Situation, aside, centre_of, draft
from app.plans.plan import Obstacle
from app.records import Text

SLIVER = 1.0  # mm2; a common area below this is a touch

KINDS = {
    "column": Text("柱子", "column"),
    "beam": Text("梁", "beam"),
    "flue": Text("烟道", "flue"),
    "pipe": Text("管道", "pipe"),
    "radiator": Text("暖气片", "radiator"),
    "box": Text("包管", "boxing"),
}
OTHER = Text("障碍物", "obstacle")


def obstacle(situation: Situation) -> Iterator[Draft]:
    """Yield the units that stand in something built, with the least way along or across them that would clear it, mm."""
    for index, thing, zone in _hits(situation, 0.0):
        if overhead(situation, index, zone):
            continue
        points = list(zone.polygon.exterior.coords)
        depth = least_way(thing, points)
        at = (*centre_of(points), situation.middle(index)[2])
        yield draft(
            "error",
            "obstacle",
            (thing,),
            at,
            depth,
            0.0,
            ways=aside(situation, index, points),
            obstacle=kind_of(zone.of),
        )


def beam(situation: Situation) -> Iterator[Draft]:
    """Yield the units that stand into a beam or other thing overhead (error) or closer below it than the profile's `air` (warning)."""
    air = situation.profile.limits.air
    for index, thing, zone in _hits(situation, air):
        top = float(situation.bodies.body.z[index, 1])
        if not overhead(situation, index, zone) or top <= zone.bottom - air + NOISE:
            continue
        points = list(zone.polygon.exterior.coords)
        into = top > zone.bottom + NOISE
        yield draft(
            "error" if into else "warning", "beam", (thing,), (*centre_of(points), zone.bottom), top, zone.bottom - air,
            key="beam" if into else "beam_close",
            ways=(*lower(thing, top - (zone.bottom - air)), *aside(situation, index, points)),
            obstacle=kind_of(zone.of), bottom=zone.bottom,
        )  # fmt: skip


def kind_of(thing: Obstacle) -> Text:
    """Return what an obstacle is called."""
    return KINDS.get(thing.kind, OTHER)


def overhead(situation: Situation, index: int, zone: Zone[Obstacle]) -> bool:
    """Return whether an obstacle hangs over a body rather than beside it: a beam, or anything from its upper half up."""
    return zone.bottom > TOUCH and (zone.of.kind == "beam" or zone.bottom >= situation.middle(index)[2])


def least_way(thing: Placed, points: Sequence[Sequence[float]]) -> float:
    """Return the least way along a thing's width or depth that clears it of some plan points, mm."""
    box = thing.component.body
    spots = [thing.frame.into((point[0], point[1], 0.0)) for point in points]
    xs, ys = [spot[0] for spot in spots], [spot[1] for spot in spots]
    return min(max(xs) - box.low[0], box.high[0] - min(xs), max(ys) - box.low[1], box.high[1] - min(ys))


def _hits(situation: Situation, air: float) -> Iterator[tuple[int, Placed, Zone[Obstacle]]]:
    body = situation.bodies.body
    for index, thing in situation.own():
        bottom, top = body.z[index].tolist()
        near = situation.ground.obstacles.near(body.bounds[index], bottom, top + air + TOUCH if air else top)
        if near:
            outline = Polygon(body.corners(index, TOUCH))
            yield from ((index, thing, zone) for zone in near if outline.intersection(zone.polygon).area > SLIVER)
