"""What speaks for a door or window in a gap: the points of symbols and loose lines that lie in it. Plan axes, mm."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from app.geometry.frame import Point2
from app.plans.dxf.faces import TICK, Segment
from app.plans.dxf.marks import Kind, Mark, Symbol

JAMB = 120.0  # mm; a leaf hangs no farther from the side of its gap
SHUT = 0.9  # of a leaf's length that its shut tip is away from the hinge along the gap
CLOSE = 400.0  # mm; what stands in a gap leaves no wider part of it empty
ZONE = 25.0  # mm beyond a wall's faces in which a symbol still stands in the gap


@dataclass(frozen=True, slots=True)
class Proof:
    """The share of a gap that is spanned, by what kind of opening, and its symbol."""

    share: float = 0.0
    kind: Kind = ""
    symbol: Symbol | None = None


class Evidence:
    """The points of symbols and marks, ready to be asked what stands in a zone."""

    def __init__(self, symbols: Sequence[Symbol], marks: Sequence[Mark]) -> None:
        self.symbols = symbols
        self.marks = marks
        points: list[Point2] = []
        owners: list[int] = []  # the number of a symbol; of a mark, counted on from the symbols
        for i, own in enumerate((*map(_points, symbols), *(_dense(mark.points) for mark in marks))):
            points += own
            owners += [i] * len(own)
        self.points = np.array(points, dtype=float).reshape(-1, 2)
        self.owners = np.array(owners, dtype=np.int64)
        self.tree = shapely.STRtree(np.asarray(shapely.points(self.points))) if points else None

    def near(self, lines: Sequence[Segment]) -> set[int]:
        """Return which lines pass any point at all within the depth of a wall."""
        if self.tree is None or not lines:
            return set()
        drawn = np.asarray(shapely.linestrings(np.array(lines, dtype=float).reshape(-1, 2, 2)))
        found = self.tree.query_nearest(drawn, max_distance=TICK + ZONE, all_matches=False)
        return {int(i) for i in found[0]}

    def within(self, start: Point2, way: Point2, width: float, depth: float) -> Proof:
        """Return how much of a gap is spanned by what stands in it, its kind and its symbol; one made of all loose lines there."""
        if self.tree is None:
            return Proof()
        low, high = min(0.0, depth) - ZONE, max(0.0, depth) + ZONE
        (x, y), (ux, uy) = start, way
        slack = min(80.0, 0.1 * width)
        corners = [
            (x + ux * u - uy * v, y + uy * u + ux * v)
            for u, v in ((-slack, low), (width + slack, low), (width + slack, high), (-slack, high))
        ]
        here = self.tree.query(shapely.Polygon(corners), predicate="intersects")
        along, owners = (self.points[here] - start) @ np.array(way), self.owners[here]
        best = Proof()
        for owner in np.unique(owners[owners < len(self.symbols)]).tolist():
            share = _span(along[owners == owner], width)
            share = max(share, self._leaf(owner, start, way, width, (low, high)))
            if share > best.share:
                best = Proof(share, self.symbols[owner].kind, self.symbols[owner])
        hung = self._hung(owners, start, way, width, (low, high))
        return max(best, *self._together(along, owners, width), hung, key=lambda proof: proof.share)

    def _together(self, along: NDArray[np.float64], owners: NDArray[np.int64], width: float) -> Iterator[Proof]:
        """Yield what loose lines of one kind span together, and doors of several leaves."""
        count = len(self.symbols)
        for kind in ("door", "window"):
            loose = [i for i in np.unique(owners[owners >= count]).tolist() if self.marks[i - count].kind == kind]
            if loose:
                chains = tuple(self.marks[i - count].points for i in loose)
                made = Symbol(kind, tuple(point for chain in chains for point in chain), (), None, None, chains=chains)
                share = (
                    _covered if kind == "door" else _span
                )  # the outline of a bay is in the gap only where it begins and ends
                yield Proof(share(along[np.isin(owners, loose)], width), kind, made)
        yield Proof()

    def _hung(
        self, owners: NDArray[np.int64], start: Point2, way: Point2, width: float, zone: tuple[float, float]
    ) -> Proof:
        """Return what two doors of one leaf each prove together: that one leaf hangs at each side of the gap, and both shut it."""
        sides: dict[bool, tuple[float, int]] = {}
        for owner in np.unique(owners[owners < len(self.symbols)]).tolist():
            for swing in self.symbols[owner].swings:
                along, across = _local(swing.hinge, start, way)
                if zone[0] <= across <= zone[1] and min(abs(along), abs(along - width)) <= JAMB:
                    sides[along > width / 2] = (math.dist(swing.hinge, swing.ends[0]), owner)
        if len(sides) < 2 or sides[False][1] == sides[True][1]:
            return Proof()
        share = (sides[False][0] + sides[True][0]) / width
        return Proof(0.99, "door", self.symbols[sides[False][1]]) if 0.75 <= share <= 1.1 else Proof()

    def _leaf(self, owner: int, start: Point2, way: Point2, width: float, zone: tuple[float, float]) -> float:
        """Return 1 when a leaf hangs at one side of the gap, is as long as the gap is wide, and shuts it."""
        for swing in self.symbols[owner].swings:
            along, across = _local(swing.hinge, start, way)
            if not zone[0] <= across <= zone[1] or min(abs(along), abs(along - width)) > JAMB:
                continue
            length = math.dist(swing.hinge, swing.ends[0])
            shut = any(abs(u - along) >= SHUT * length and -0.1 * width <= u <= 1.1 * width
                       for u, _ in (_local(end, start, way) for end in swing.ends))  # fmt: skip
            if shut and 0.75 * width <= length <= 1.1 * width:
                return 1.0
        return 0.0


def _local(point: Point2, start: Point2, way: Point2) -> Point2:
    """Return a point as (along a way, to the left of it)."""
    dx, dy = point[0] - start[0], point[1] - start[1]
    return dx * way[0] + dy * way[1], dy * way[0] - dx * way[1]


def _span(along: NDArray[np.float64], width: float) -> float:
    return float(min(along.max(), width) - max(along.min(), 0.0)) / width


def _covered(along: NDArray[np.float64], width: float) -> float:
    """Return the share of a gap along which points follow each other closely: leftovers at both its ends do not span it."""
    inside = np.unique(np.clip(along, 0.0, width))
    steps = np.diff(inside)
    return float(steps[steps <= CLOSE].sum()) / width


def _points(symbol: Symbol) -> list[Point2]:
    return [*symbol.points, *(point for swing in symbol.swings for point in (swing.hinge, *swing.ends))]


def _dense(points: Sequence[Point2]) -> list[Point2]:
    """Return a chain with points in between, no farther than 150 mm from each other, at most 200 a piece."""
    found = list(points)
    for a, b in pairwise(points):
        count = min(200, int(math.dist(a, b) // 150.0))
        found += [
            (a[0] + (b[0] - a[0]) * i / (count + 1), a[1] + (b[1] - a[1]) * i / (count + 1))
            for i in range(1, count + 1)
        ]
    return found
