"""Recesses and openings as a router's contours: rectangles with rounded corners, as polylines with bulges. Lengths mm.

A bulge is the tangent of a quarter of the angle that an arc turns: a rounded corner turns 90 degrees.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.components.parts import Cutout, Pocket
from app.geometry.frame import Point2

type Vertex = tuple[float, float, float]  # x, y, and the bulge of the way to the next one

BULGE = math.tan(math.radians(90.0) / 4)
SAME = 1e-6


def contour(one: Pocket | Cutout) -> list[Vertex]:
    """Return the contour of a recess or an opening, counter-clockwise from its lower edge."""
    (x0, y0), (x1, y1), r = one.low, one.high, one.radius
    if r <= SAME:
        return [(x0, y0, 0.0), (x1, y0, 0.0), (x1, y1, 0.0), (x0, y1, 0.0)]
    corners = [
        ((x0 + r, y0), (x1 - r, y0)),
        ((x1, y0 + r), (x1, y1 - r)),
        ((x1 - r, y1), (x0 + r, y1)),
        ((x0, y1 - r), (x0, y0 + r)),
    ]
    found: list[Vertex] = []
    for start, end in corners:
        if math.dist(start, end) > SAME:
            found.append((*_exact(start), 0.0))
        found.append((*_exact(end), BULGE))
    return found


def is_round(one: Pocket | Cutout) -> bool:
    """Return whether an opening is a circle."""
    dx, dy = one.high[0] - one.low[0], one.high[1] - one.low[1]
    return abs(dx - dy) <= SAME and abs(2.0 * one.radius - dx) <= SAME


def middle(one: Pocket | Cutout) -> Point2:
    """Return the centre of a recess or an opening."""
    return _exact(((one.low[0] + one.high[0]) / 2, (one.low[1] + one.high[1]) / 2))


def of_contour(vertices: Sequence[Vertex]) -> tuple[Point2, Point2, float]:
    """Return (low, high, radius) of a contour as read back; raise ValueError when it is no rectangle with rounded corners."""
    xs, ys = [x for x, _, _ in vertices], [y for _, y, _ in vertices]
    low, high = (min(xs), min(ys)), (max(xs), max(ys))
    arcs = [
        abs(after[0] - before[0])
        for before, after in zip(vertices, (*vertices[1:], *vertices[:1]), strict=True)
        if before[2]
    ]
    radius = arcs[0] if arcs else 0.0
    again = contour(Cutout("", low, high, radius))
    if len(again) != len(vertices) or any(min(math.dist(one, other) for other in again) > 1e-4 for one in vertices):
        raise ValueError("is no rectangle with rounded corners")
    return low, high, round(radius, 4)


def _exact(point: Point2) -> Point2:
    return (round(point[0], 6), round(point[1], 6))
