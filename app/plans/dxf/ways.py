"""The ways of door leaves inside a door's symbol: hinge, shut and open tip, however the arc was drawn. The drawing's own unit.

Some arcs are drawn through three points and have their centre beside the hinge; some are chains of chords, in pieces.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.geometry.frame import Point2
from app.plans.dxf.drawing import Arc, Line
from app.plans.dxf.swings import has_leaf, is_quarter

FLATTEST = 25.0  # degrees; less is no way of a leaf
FULLEST = 130.0
NEAR = 0.15  # of a leaf's length
ROUND = 0.02  # of the radius, that points of one circle lie off it at most
MOST = 200  # pieces of arcs in one symbol
CORNERS = 5  # points of a chain that may be an arc


@dataclass(frozen=True, slots=True)
class Way:
    """Where a leaf hangs, and its tip at both ends of its way."""

    hinge: Point2
    ends: tuple[Point2, Point2]


def ways_of(arcs: Sequence[Arc], lines: Sequence[Line]) -> list[Way]:
    """Return the ways of the leaves of one door's symbol."""
    every = [arc for arc in arcs if not arc.drawn]
    every += _merged([arc for line in lines if (arc := _as_arc(line))] + [arc for arc in arcs if arc.drawn])
    found = []
    for arc in every:
        if is_quarter(arc) and (has_leaf(arc, lines) or not _hinge(arc, lines)):
            found.append(Way(arc.centre, (arc.start, arc.end)))
        elif FLATTEST <= arc.sweep <= FULLEST and (hinge := _hinge(arc, lines)):
            found.append(Way(hinge, (arc.start, arc.end)))
    return found


def _hinge(arc: Arc, lines: Sequence[Line]) -> Point2 | None:
    """Return where the leaf that ends at one end of an arc hangs: as far from the arc's other end as it is long."""
    for tip, foot in ((arc.start, arc.end), (arc.end, arc.start)):
        for line in lines:
            far = max(line.points, key=lambda point: math.dist(point, tip))
            length = math.dist(far, tip)
            touches = min(math.dist(point, tip) for point in line.points) <= NEAR * length
            if touches and abs(math.dist(far, foot) - length) <= NEAR * length and length > 0:
                return far
    return None


def _as_arc(line: Line) -> Arc | None:
    """Return a chain of chords as the arc it is drawn along, None when it follows none."""
    points = line.points
    if line.closed or len(points) < CORNERS:
        return None
    circle = _circle(points[0], points[len(points) // 2], points[-1])
    if circle is None:
        return None
    centre, radius = circle
    if any(abs(math.dist(point, centre) - radius) > ROUND * radius for point in points):
        return None
    turn = math.degrees(
        math.atan2(points[-1][1] - centre[1], points[-1][0] - centre[0])
        - math.atan2(points[0][1] - centre[1], points[0][0] - centre[0])
    )
    turn = (turn + 180.0) % 360.0 - 180.0
    ends = (points[0], points[-1]) if turn > 0 else (points[-1], points[0])
    return Arc(line.layer, centre, radius, *ends, abs(turn), line.block)


def _circle(a: Point2, b: Point2, c: Point2) -> tuple[Point2, float] | None:
    bx, by, cx, cy = b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]
    cross = 2.0 * (bx * cy - by * cx)
    if abs(cross) <= 1e-6 * (bx * bx + by * by + cx * cx + cy * cy):
        return None
    x = (cy * (bx * bx + by * by) - by * (cx * cx + cy * cy)) / cross
    y = (bx * (cx * cx + cy * cy) - cx * (bx * bx + by * by)) / cross
    return (a[0] + x, a[1] + y), math.hypot(x, y)


def _merged(arcs: Sequence[Arc]) -> list[Arc]:
    """Return arcs with those that go on in each other about one centre put together."""
    left, found = list(arcs[:MOST]), []
    while left:
        arc = left.pop(0)
        while (more := next((one for one in left if _goes_on(arc, one) or _goes_on(one, arc)), None)) is not None:
            left.remove(more)
            first, last = (arc, more) if _goes_on(arc, more) else (more, arc)
            sweep = arc.sweep + more.sweep
            arc = Arc(arc.layer, arc.centre, arc.radius, first.start, last.end, sweep, arc.block)
        found.append(arc)
    return found


def _goes_on(arc: Arc, other: Arc) -> bool:
    near = ROUND * arc.radius
    one_circle = math.dist(arc.centre, other.centre) <= 2 * near and abs(arc.radius - other.radius) <= near
    return one_circle and math.dist(arc.end, other.start) <= near
