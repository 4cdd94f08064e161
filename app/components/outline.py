"""The outline of a panel as a run of points: its segments, which edge of the panel each lies on or faces, and what is inside.

Panel axes, mm; points counter-clockwise, the first not repeated at the end. What bands the sides of a finished panel take, and the area
they enclose, is told in sides.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from app.components.parts import Face
from app.geometry.frame import Point2
from app.geometry.ring import contains, distance_to_line

type EdgeName = Literal["L1", "L2", "W1", "W2"]
type Outline = tuple[Point2, ...]
type Segment = tuple[Point2, Point2]

NEAR = 1e-6


def segments(outline: Outline) -> Iterator[Segment]:
    """Yield the sides of an outline in order."""
    return zip(outline, (*outline[1:], *outline[:1]), strict=True)


def edge_of(side: Segment, length: float, width: float) -> EdgeName | None:
    """Return which edge of its panel (L1, L2, W1, W2) a side of the outline lies on; None for one that lies inside."""
    (x0, y0), (x1, y1) = side
    if abs(y0) < NEAR and abs(y1) < NEAR:
        return "L1"
    if abs(y0 - width) < NEAR and abs(y1 - width) < NEAR:
        return "L2"
    if abs(x0) < NEAR and abs(x1) < NEAR:
        return "W1"
    if abs(x0 - length) < NEAR and abs(x1 - length) < NEAR:
        return "W2"
    return None


def facing(start: Point2, end: Point2) -> EdgeName:
    """Return the edge that a side of an outline faces most."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    if abs(dx) >= abs(dy):
        return "L1" if dx > 0 else "L2"
    return "W2" if dy > 0 else "W1"


def spans(outline: Outline, edge: Face, length: float, width: float) -> list[tuple[float, float]]:
    """Return from where to where along an edge of the panel its outline runs, in order."""
    along = 1 if edge in ("W1", "W2") else 0
    found = [sorted((a[along], b[along])) for a, b in segments(outline) if edge_of((a, b), length, width) == edge]
    return sorted((low, high) for low, high in found)


def keeps(outline: Outline, centre: Point2, away: float) -> bool:
    """Return whether a point lies inside and at least `away` mm from every side."""
    return contains(outline, centre) and all(
        distance_to_line(centre, a, b) >= away - NEAR for a, b in segments(outline)
    )


def keeps_box(outline: Outline, low: Point2, high: Point2) -> bool:
    """Return whether a rectangle lies inside (on the border counts as inside)."""
    corners = (low, (high[0], low[1]), high, (low[0], high[1]))
    within = (low[0] + NEAR, low[1] + NEAR, high[0] - NEAR, high[1] - NEAR)
    return all(contains(outline, corner) for corner in corners) and not any(
        within[0] < x < within[2] and within[1] < y < within[3] for x, y in outline
    )
