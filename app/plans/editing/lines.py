"""Walls drawn along one of their faces -> their centre lines: rooms are measured along inner faces, walls run along their centres. mm."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from app.geometry.frame import Point2
from app.plans.editing.joints import crossing, tidy

type Line = Literal["centre", "left", "right"]  # which line of the walls the drawn points lie on


def centre_line(points: Sequence[Point2], thickness: float, line: Line, closed: bool = False) -> list[Point2]:
    """Return the centre line of walls whose `line` runs through points; a `closed` one ends with its first point again."""
    chain = [point for i, point in enumerate(points) if i == 0 or math.dist(point, points[i - 1]) >= 1.0]
    if line == "centre" or len(chain) < 2:
        return [*chain, chain[0]] if closed and len(chain) > 2 else chain
    off = -thickness / 2 if line == "left" else thickness / 2  # the centre lies to the right of a left face
    sides = [_beside(a, b, off) for a, b in _pairs(chain, closed)]
    if closed:
        found = [_corner(sides[i - 1], sides[i]) for i in range(len(sides))]
        return [*found, found[0]]
    inner = [_corner(a, b) for a, b in pairwise(sides)]
    return [tidy(sides[0][0]), *inner, tidy(sides[-1][1])]


def _pairs(chain: list[Point2], closed: bool) -> list[tuple[Point2, Point2]]:
    last = [(chain[-1], chain[0])] if closed else []
    return [*pairwise(chain), *last]


def _beside(a: Point2, b: Point2, off: float) -> tuple[Point2, Point2]:
    """Return a line moved to its left by `off`."""
    length = math.dist(a, b)
    nx, ny = -(b[1] - a[1]) / length * off, (b[0] - a[0]) / length * off
    return (a[0] + nx, a[1] + ny), (b[0] + nx, b[1] + ny)


def _corner(one: tuple[Point2, Point2], other: tuple[Point2, Point2]) -> Point2:
    u = (one[1][0] - one[0][0], one[1][1] - one[0][1])
    v = (other[1][0] - other[0][0], other[1][1] - other[0][1])
    meet = crossing(one[0], u, other[0], v)
    straight = abs(u[0] * v[1] - u[1] * v[0]) <= 1e-4 * math.hypot(*u) * math.hypot(*v)
    return tidy(one[1]) if meet is None or straight else tidy(meet)
