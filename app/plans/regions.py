"""Walls -> what they fill and the spaces they close in. Plan axes, mm.

Each wall is a band of its thickness around its centre line. Where ends of walls meet, the outer corner is filled by a
mitre; a wall that ends on another's centre line simply runs into it. The holes of the united bands are the rooms, seen
along the inner wall faces.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from shapely.geometry.base import BaseGeometry

from app.geometry.frame import Point2
from app.geometry.polygon import Outline, band, enclosed, merge, mitre
from app.plans.plan import Wall

MEETING = 1.0  # mm; wall ends nearer than this meet


def wall_bands(walls: Sequence[Wall]) -> tuple[Outline, ...]:
    """Return the outline of every wall, in order, then one for every filled corner."""
    bands = [band(wall.start, wall.end, wall.thickness) for wall in walls]
    return (*bands, *_corners(walls))


def wall_solid(walls: Sequence[Wall]) -> BaseGeometry:
    """Return all that the walls fill in plan, as one shapely area."""
    return merge(wall_bands(walls))


def regions(walls: Sequence[Wall], least: float = 0.05e6) -> tuple[Outline, ...]:
    """Return the spaces that walls close in, largest first, those under `least` mm² left out."""
    return enclosed(wall_solid(walls), least)


def _corners(walls: Sequence[Wall]) -> list[Outline]:
    nodes: dict[tuple[int, int], list[tuple[Point2, Point2, float]]] = defaultdict(list)
    for wall in walls:
        for node, far in ((wall.start, wall.end), (wall.end, wall.start)):
            nodes[_node(nodes, node)].append((node, far, wall.thickness / 2))
    corners = []
    for ends in nodes.values():
        ends.sort(key=lambda end: _angle(end[0], end[1]))
        for (node, a, a_half), (_, b, b_half) in zip(ends, [*ends[1:], ends[0]], strict=True):
            if (_angle(node, b) - _angle(node, a)) % 360.0 > 180.0:  # nothing fills the far side of this corner
                corners.append(mitre(node, a, a_half, b, b_half))
    return [corner for corner in corners if corner]


def _angle(start: Point2, end: Point2) -> float:
    return math.degrees(math.atan2(end[1] - start[1], end[0] - start[0])) % 360.0


def _node(nodes: dict[tuple[int, int], list[tuple[Point2, Point2, float]]], point: Point2) -> tuple[int, int]:
    x, y = round(point[0] / MEETING), round(point[1] / MEETING)
    for key in ((x, y), (x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
        if key in nodes and math.dist(nodes[key][0][0], point) <= MEETING:
            return key
    return (x, y)
