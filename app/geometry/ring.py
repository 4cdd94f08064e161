"""Plane outlines by plain sums: area, inside, distance. Lengths mm, areas mm².

An `Outline` is a ring of points, counter-clockwise, not repeated at the end. Shapely takes as long to load as a small command to run:
building and listing do without. What takes more than sums is in polygon.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from .frame import Point2

type Outline = tuple[Point2, ...]
type Triangle = list[Point2]

NOISE = 1e-6  # mm; what sums may add, taken away again


def signed_area(outline: Sequence[Point2]) -> float:
    """Return the area in mm², negative when the ring runs clockwise."""
    total = 0.0
    for (x0, y0), (x1, y1) in zip(outline, [*outline[1:], outline[0]], strict=True):
        total += x0 * y1 - x1 * y0
    return total / 2.0


def area(outline: Sequence[Point2]) -> float:
    """Return the area in mm²."""
    return abs(signed_area(outline)) if outline else 0.0


def bounds(outline: Iterable[Point2]) -> tuple[float, float, float, float]:
    """Return (low x, low y, high x, high y) in mm; raise ValueError when there are no points."""
    points = list(outline)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def contains(outline: Sequence[Point2], point: Point2) -> bool:
    """Return whether a point lies inside or on the border (to within NOISE)."""
    x, y = point
    inside = False
    x0, y0 = outline[-1]
    for x1, y1 in outline:
        turn = (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)
        if abs(turn) <= NOISE * max(abs(x1 - x0), abs(y1 - y0)) and _between(x, x0, x1) and _between(y, y0, y1):
            return True
        if (y0 > y) != (y1 > y) and (turn > 0) == (y1 > y0):
            inside = not inside
        x0, y0 = x1, y1
    return inside


def _between(value: float, a: float, b: float) -> bool:
    return min(a, b) - NOISE <= value <= max(a, b) + NOISE


def distance_to_line(point: Point2, start: Point2, end: Point2) -> float:
    """Return the distance of a point from a segment, mm; a segment without length is its point."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    x, y = point[0] - start[0], point[1] - start[1]
    length2 = dx * dx + dy * dy
    along = min(1.0, max(0.0, (x * dx + y * dy) / length2)) if length2 else 0.0
    return math.hypot(x - along * dx, y - along * dy)


def shared_area(a: Sequence[Point2], b: Sequence[Point2]) -> float:
    """Return the area that two outlines share, mm²; for boards, whose sides are few: it takes as many steps as sides of one by the other.

    Each outline is a fan of triangles from its first point, those that run clockwise taken away again.
    """
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = bounds(a), bounds(b)
    if ax1 <= bx0 or bx1 <= ax0 or ay1 <= by0 or by1 <= ay0:
        return 0.0
    others = list(_fan(b))
    total = sum(sign * other * _common(one, tri) for one, sign in _fan(a) for tri, other in others)
    return max(0.0, total)


def _fan(outline: Sequence[Point2]) -> Iterator[tuple[Triangle, int]]:
    """Yield the triangles of an outline, counter-clockwise, each with 1, or -1 where it is to be taken away."""
    first = outline[0]
    for one, other in pairwise(outline[1:]):
        turn = signed_area((first, one, other))
        if turn:
            yield ([first, one, other], 1) if turn > 0 else ([first, other, one], -1)


def _common(a: Triangle, b: Triangle) -> float:
    """Return the area that two counter-clockwise triangles share: `a` cut along the sides of `b`."""
    left = a
    for (x0, y0), (x1, y1) in zip(b, (b[1], b[2], b[0]), strict=True):
        ring, left = left, []
        turns = [(x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) for x, y in ring]
        for i, (point, turn) in enumerate(zip(ring, turns, strict=True)):
            before, was = ring[i - 1], turns[i - 1]
            if (turn > 0) != (was > 0) and turn != was:
                share = was / (was - turn)
                left.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
            if turn > 0:
                left.append(point)
        if not left:
            return 0.0
    return area(left)
