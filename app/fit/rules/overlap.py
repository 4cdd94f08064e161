"""No two bodies stand in each other; a worktop lies on its own units, and flush neighbours touch."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from app.design.layout import Placed
from app.fit.footprint import TOUCH, penetrations
from app.fit.situation import Draft, Situation, Way, aside, draft, moved, name_of
from app.geometry.frame import Frame, Point3
from app.words import message


def overlap(situation: Situation) -> Iterator[Draft]:
    """Yield each pair of bodies that stand in each other, with the least way that would part them, mm."""
    body, things = situation.bodies.body, situation.bodies.placed
    mine = set(situation.mine)
    for index in situation.mine:
        bottom, top = body.z[index].tolist()
        near = body.near(body.bounds[index], bottom, top).tolist()
        rivals = [j for j in near if j != index and (j not in mine or j > index) and _solid(things[index], things[j])]
        others = np.array(rivals, dtype=np.intp)
        if not len(others):
            continue
        depth, way_out, height = penetrations(body, index, others)
        for row in np.flatnonzero((depth > TOUCH) & (height > TOUCH)):
            other = int(others[row])
            yield _draft(situation, index, other, float(depth[row]), float(height[row]), way_out[row].tolist())


def _solid(one: Placed, other: Placed) -> bool:
    """Return whether two things can be in each other's way: runs fit each other and what they lie over by themselves."""
    if one.unit is not None and other.unit is not None:
        return True
    if one.unit is None and other.unit is None:
        return False
    run, unit = (one, other) if one.unit is None else (other, one)
    on_floor = run.frame.z + run.component.body.low[2] < TOUCH  # a plinth goes in under its neighbours
    return unit.id not in run.over and not on_floor


def _draft(situation: Situation, index: int, other: int, depth: float, height: float, out: list[float]) -> Draft:
    things = situation.bodies.placed
    one, two = things[index], things[other]
    measured = min(depth, height)
    ways = _ways(situation, index, other, depth, height, out) if situation.mending else ()
    at = _between(situation, index, other)
    return draft("error", "overlap", (one, two), at, measured, 0.0, ways=ways, other=name_of(two))


def _ways(
    situation: Situation, index: int, other: int, depth: float, height: float, out: list[float]
) -> tuple[Way, ...]:
    """Return the ways to part two bodies, the shortest first: up when that is the least, aside, straight away."""
    body, things = situation.bodies.body, situation.bodies.placed
    ways = [*aside(situation, index, body.corners(other)), *aside(situation, other, body.corners(index))]
    one = things[index]
    if one.unit is not None:
        words = message("fit.fix_aside", unit=name_of(one), distance=round(depth, 2))
        ways.append(Way(words, one.id, moved(one, out[0] * depth, out[1] * depth)))
    if height < depth:
        ways = [*_lift(situation, index, other), *_lift(situation, other, index), *ways]
    starts = {thing.id: thing.frame for thing in (one, things[other])}
    return tuple(sorted(ways, key=lambda way: _length(starts[way.unit_id], way.frame)))


def _length(start: Frame, end: Frame | None) -> float:
    assert end is not None
    return round(abs(end.x - start.x) + abs(end.y - start.y) + abs(end.z - start.z), 3)


def _lift(situation: Situation, index: int, other: int) -> tuple[Way, ...]:
    thing, z = situation.bodies.placed[index], situation.bodies.body.z
    step = float(z[other, 1] - z[index, 0])
    if thing.unit is None or thing.component.placing.mount != "wall" or step <= 0:
        return ()
    return (
        Way(message("fit.fix_up", unit=name_of(thing), distance=round(step, 2)), thing.id, moved(thing, 0, 0, step)),
    )


def _between(situation: Situation, index: int, other: int) -> Point3:
    a, b, z = situation.bodies.body.bounds[index], situation.bodies.body.bounds[other], situation.bodies.body.z
    low, high = np.maximum(a[:2], b[:2]), np.minimum(a[2:], b[2:])
    x, y = ((low + high) / 2.0).tolist()
    return (x, y, (max(z[index, 0], z[other, 0]) + min(z[index, 1], z[other, 1])) / 2.0)
