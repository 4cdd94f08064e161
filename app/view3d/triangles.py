"""Triangles of a flat outline with holes: each hole is joined to the outline by a bridge, then ears are clipped. Plain sums, no VTK.

Outlines are small (a board with a few openings), so ears are sought the simple way; the caller keeps what comes out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.geometry.frame import Point2

type Triangle = tuple[int, int, int]

NOISE = 1e-9


def triangulate(outline: Sequence[Point2], holes: Sequence[Sequence[Point2]]) -> list[Triangle]:
    """Return counter-clockwise triangles of an outline less its holes, all given counter-clockwise; points count through, holes last.

    Holes must lie inside and apart from each other; where they do not, what can be clipped is returned.
    """
    points = [*outline, *(point for hole in holes for point in hole)]
    ring = list(range(len(outline)))
    first = len(outline)
    rings = []
    for hole in holes:
        rings.append(
            list(range(first, first + len(hole)))[::-1]
        )  # clockwise, so that the way round keeps the inside on its left
        first += len(hole)
    for hole_ring in sorted(rings, key=lambda one: max(points[i][0] for i in one), reverse=True):
        ring = _bridged(points, ring, hole_ring)
    return _clipped(points, ring)


def _bridged(points: list[Point2], ring: list[int], hole: list[int]) -> list[int]:
    """Return the ring with a hole joined to it at its rightmost point, from where it sees a point of the ring."""
    start = max(range(len(hole)), key=lambda k: points[hole[k]][0])
    eye = points[hole[start]]
    at = _seen(points, ring, eye)
    return [*ring[: at + 1], *hole[start:], *hole[: start + 1], *ring[at:]]


def _seen(points: list[Point2], ring: list[int], eye: Point2) -> int:
    """Return a place in the ring whose point is seen from `eye`: the side hit to the right, or the nearest corner before it."""
    ex, ey = eye
    nearest, best = math.inf, -1
    for k, index in enumerate(ring):
        (ax, ay), (bx, by) = points[index], points[ring[(k + 1) % len(ring)]]
        if not (ay <= ey < by or by <= ey < ay):
            continue
        x = ax + (ey - ay) * (bx - ax) / (by - ay)
        if ex <= x < nearest:
            nearest, best = x, k if ax > bx else (k + 1) % len(ring)
    if best < 0:
        return min(range(len(ring)), key=lambda k: math.dist(points[ring[k]], eye))
    corner = points[ring[best]]
    within = [
        k
        for k, index in enumerate(ring)
        if points[index] != corner and _inside(points[index], eye, (nearest, ey), corner) and points[index][0] >= ex
    ]
    found = min(within, key=lambda k: _steepness(points[ring[k]], eye), default=best)
    return _open(points, ring, found, eye)


def _open(points: list[Point2], ring: list[int], found: int, eye: Point2) -> int:
    """Return, of the places where the ring passes the same point, the one whose corner opens towards `eye`."""
    same = [k for k, index in enumerate(ring) if index == ring[found]]
    if len(same) == 1:
        return found
    for k in same:
        before, here, after = points[ring[k - 1]], points[ring[k]], points[ring[(k + 1) % len(ring)]]
        left, right = _turn(here, eye, before), _turn(here, after, eye)
        if (left >= 0 and right >= 0) if _turn(before, here, after) >= 0 else (left >= 0 or right >= 0):
            return k
    return found


def _steepness(point: Point2, eye: Point2) -> tuple[float, float]:
    return (abs(point[1] - eye[1]) / max(point[0] - eye[0], NOISE), math.dist(point, eye))


def _clipped(points: list[Point2], ring: list[int]) -> list[Triangle]:
    found: list[Triangle] = []
    ring = list(ring)
    while len(ring) > 3:
        ear = _ear(points, ring)
        if ear is None:
            break
        before, here, after = ring[ear - 1], ring[ear], ring[(ear + 1) % len(ring)]
        if abs(_turn(points[before], points[here], points[after])) > NOISE:
            found.append((before, here, after))
        del ring[ear]
    if len(ring) == 3 and abs(_turn(*(points[i] for i in ring))) > NOISE:
        found.append((ring[0], ring[1], ring[2]))
    return found


def _ear(points: list[Point2], ring: list[int]) -> int | None:
    """Return the first corner that can be cut off: it turns left, and no other corner lies in its triangle."""
    for k in range(len(ring)):
        a, b, c = points[ring[k - 1]], points[ring[k]], points[ring[(k + 1) % len(ring)]]
        if _turn(a, b, c) <= NOISE:
            continue
        corners = (ring[k - 1], ring[k], ring[(k + 1) % len(ring)])
        if not any(
            index not in corners and points[index] not in (a, b, c) and _inside(points[index], a, b, c)
            for index in ring
        ):
            return k
    return None


def _inside(point: Point2, a: Point2, b: Point2, c: Point2) -> bool:
    """Whether a point lies in a triangle or on its border, whichever way round it runs."""
    turns = (_turn(a, b, point), _turn(b, c, point), _turn(c, a, point))
    return min(turns) >= -NOISE or max(turns) <= NOISE


def _turn(a: Point2, b: Point2, c: Point2) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
