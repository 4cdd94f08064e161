"""Sliding doors as their panels: slim outlines that lie past each other are one door, drawn closed or line by line. Plan axes, mm."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.geometry.frame import Point2

THIN = (10.0, 80.0)  # mm; how thick the panel of a sliding door is drawn
LEAST = 300.0  # mm; a panel is no shorter
BESIDE = 100.0  # mm; panels of one door run no farther from each other
TOUCH = 30.0  # mm; and leave no wider crack between them
ENDS = 12.0  # mm; lines that end this near to each other are of one outline, also in a hasty drawing
MOST = 200  # outlines, or lines, that are held against each other

type Chain = Sequence[Point2]


def grouped(chains: Sequence[Chain]) -> list[list[int]]:
    """Return the numbers of closed chains in groups: the panels of one sliding door together, every other chain by itself."""
    slim = [(i, box) for i, chain in enumerate(chains) if (box := _slim(chain))][:MOST]
    parent = list(range(len(chains)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for number, (i, box) in enumerate(slim):
        for j, other in slim[number + 1 :]:
            if _past(box, other):
                parent[root(i)] = root(j)
    groups: dict[int, list[int]] = {}
    for i in range(len(chains)):
        groups.setdefault(root(i), []).append(i)
    return list(groups.values())


def joined(chains: Sequence[Chain]) -> list[Chain]:
    """Return chains, those that end where others end put together: an outline drawn line by line becomes one."""
    if not 1 < len(chains) <= MOST:
        return list(chains)
    parent = list(range(len(chains)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for i, one in enumerate(chains):
        for j, other in enumerate(chains[:i]):
            if any(math.dist(p, q) <= ENDS for p in (one[0], one[-1]) for q in (other[0], other[-1])):
                parent[root(i)] = root(j)
    groups: dict[int, list[Point2]] = {}
    for i, chain in enumerate(chains):
        groups.setdefault(root(i), []).extend(chain)
    return [tuple(points) for points in groups.values()]


type _Box = tuple[Point2, Point2, float, float]  # middle, direction, length, thickness


def _slim(chain: Chain) -> _Box | None:
    """Return the box of a chain that may be a panel, along its longest piece; None when it is none."""
    if not 4 <= len(chain) <= 12:
        return None
    a, b = max(
        ((chain[i - 1], chain[i]) for i in range(len(chain))),
        key=lambda piece: (piece[1][0] - piece[0][0]) ** 2 + (piece[1][1] - piece[0][1]) ** 2,
    )
    size = math.dist(a, b)
    if size < LEAST:
        return None
    ux, uy = (b[0] - a[0]) / size, (b[1] - a[1]) / size
    along = [(x - a[0]) * ux + (y - a[1]) * uy for x, y in chain]
    off = [(y - a[1]) * ux - (x - a[0]) * uy for x, y in chain]
    thick = max(off) - min(off)
    if not THIN[0] <= thick <= THIN[1]:
        return None
    u, v = (min(along) + max(along)) / 2, (min(off) + max(off)) / 2
    return (a[0] + ux * u - uy * v, a[1] + uy * u + ux * v), (ux, uy), max(along) - min(along), thick


def _past(one: _Box, other: _Box) -> bool:
    """Return whether two panels run beside each other or go on in each other."""
    (x, y), (ux, uy), length, _ = one
    (p, q), (vx, vy), far, _ = other
    if abs(ux * vy - uy * vx) > 0.02:
        return False
    along, off = abs((p - x) * ux + (q - y) * uy), abs((q - y) * ux - (p - x) * uy)
    return off <= BESIDE and 0.3 * min(length, far) <= along <= (length + far) / 2 + TOUCH
