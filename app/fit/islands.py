"""Units away from all walls: side to side and back to back with each other, fronts and ends in line. mm."""

from __future__ import annotations

import numpy as np

from app.fit.footprint import TOUCH, Bodies
from app.geometry.box import Box
from app.geometry.frame import Frame, Point2

PARALLEL = 1e-6  # of the sine between two units' sides


def beside(box: Box, held: Frame, still: Bodies, edge: float) -> Frame | None:
    """Return where a unit held at a frame (its box in held axes) touches a unit of its height that is `edge` mm near, None without one."""
    middle, half = _halves(box)
    centre = np.array(held.out2(middle))
    bounds = [*(centre - sum(half) - edge), *(centre + sum(half) + edge)]
    best: tuple[float, Point2] | None = None
    for index in still.body.near(bounds, held.z + box.low[2], held.z + box.high[2]).tolist():
        cos, sin = still.body.axis[index].tolist()
        across = Frame(turn=-held.turn).out2((cos, sin))
        if abs(across[0] * across[1]) > PARALLEL:
            continue
        other = still.body.half[index].tolist()
        other = other if abs(across[0]) > 0.5 else other[::-1]
        away = Frame(turn=-held.turn).out2(tuple((still.body.centre[index] - centre).tolist()))
        for axis in (0, 1):
            step = _step(axis, away, half, other, edge)
            if step is not None and (best is None or abs(step[0]) + abs(step[1]) < best[0]):
                best = (abs(step[0]) + abs(step[1]), step)
    if best is None:
        return None
    x, y = held.out2(best[1])
    return Frame(round(x, 6) + 0.0, round(y, 6) + 0.0, held.z, held.turn)


def _step(axis: int, away: Point2, half: Point2, other: list[float], edge: float) -> Point2 | None:
    """Return the step (own axes) that brings a unit to touch another along `axis` and in line across it, None when it is too far."""
    gap = abs(away[axis]) - half[axis] - other[axis]
    cross = 1 - axis
    if abs(gap) > edge or abs(away[cross]) >= half[cross] + other[cross] - TOUCH:
        return None
    ends = [away[cross] + sign * (other[cross] - half[cross]) for sign in (1.0, -1.0)]
    line = min(ends, key=lambda end: abs(round(end, 3)))
    steps = [0.0, 0.0]
    steps[axis] = gap if away[axis] > 0 else -gap
    steps[cross] = line if abs(line) <= edge else 0.0
    return (steps[0], steps[1])


def _halves(box: Box) -> tuple[Point2, Point2]:
    (x0, y0, _), (x1, y1, _) = box.low, box.high
    return ((x0 + x1) / 2.0, (y0 + y1) / 2.0), ((x1 - x0) / 2.0, (y1 - y0) / 2.0)
