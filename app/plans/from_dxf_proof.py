"""What speaks for a door or window in a gap: the points of symbols and loose lines that lie in it. Plan axes, mm."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import numpy as np
import shapely

from app.geometry.frame import Point2
from app.plans.from_dxf_faces import TICK, Segment
from app.plans.from_dxf_marks import Kind, Mark, Symbol

ZONE = 25.0  # mm beyond a wall's faces in which a symbol still stands in the gap


class Evidence:
    """The points of symbols and marks, ready to be asked what stands in a zone."""

    def __init__(self, symbols: Sequence[Symbol], marks: Sequence[Mark]) -> None:
        self.symbols = symbols
        self.kinds: list[Literal["door", "window"]] = [symbol.kind for symbol in symbols]
        points: list[Point2] = []
        owners: list[int] = []
        for i, symbol in enumerate(symbols):
            own = [*symbol.points, *(p for swing in symbol.swings for p in (swing.hinge, *swing.ends))]
            points += own
            owners += [i] * len(own)
        for mark in marks:
            own = _dense(mark.points)
            points += own
            owners += [-1 if mark.kind == "door" else -2] * len(own)
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

    def within(self, start: Point2, way: Point2, width: float, depth: float) -> tuple[float, Kind, int]:
        """Return how much of a gap is spanned by what stands in it, its kind and its symbol; (0, "", -1) when nothing does."""
        if self.tree is None:
            return 0.0, "", -1
        low, high = min(0.0, depth) - ZONE, max(0.0, depth) + ZONE
        (x, y), (ux, uy) = start, way
        slack = min(80.0, 0.1 * width)
        corners = [
            (x + ux * u - uy * v, y + uy * u + ux * v)
            for u, v in ((-slack, low), (width + slack, low), (width + slack, high), (-slack, high))
        ]
        here = self.tree.query(shapely.Polygon(corners), predicate="intersects")
        along = (self.points[here] - start) @ np.array(way)
        best: tuple[float, Kind, int] = (0.0, "", -1)
        for owner in np.unique(self.owners[here]).tolist():
            mine = along[self.owners[here] == owner]
            share = float(min(mine.max(), width) - max(mine.min(), 0.0)) / width
            kind: Kind = self.kinds[owner] if owner >= 0 else ("door" if owner == -1 else "window")
            if owner >= 0:
                share = max(share, self._leaf(owner, start, way, width, (low, high)))
            if share > best[0]:
                best = (share, kind, max(owner, -1))
        return best

    def _leaf(self, owner: int, start: Point2, way: Point2, width: float, zone: tuple[float, float]) -> float:
        """Return 1 when a leaf hangs at one side of the gap and is as long as the gap is wide."""
        for swing in self.symbols[owner].swings:
            dx, dy = swing.hinge[0] - start[0], swing.hinge[1] - start[1]
            along, across = dx * way[0] + dy * way[1], dy * way[0] - dx * way[1]
            if not zone[0] <= across <= zone[1] or min(abs(along), abs(along - width)) > 120.0:
                continue
            if 0.75 * width <= math.dist(swing.hinge, swing.ends[0]) <= 1.1 * width:
                return 1.0
        return 0.0


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
