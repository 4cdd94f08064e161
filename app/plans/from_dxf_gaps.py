"""Gaps in walls: from where a wall's faces stop to what they run on to, and what speaks for a door or window there. Plan axes, mm.

A gap with a door or window drawn in it is sure; two ends of a wall facing each other are firm; a wall's end facing another wall is weak.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray

from app.geometry.frame import Point2
from app.plans.from_dxf_faces import TICK, End, Faces, Segment
from app.plans.from_dxf_marks import Gap, Kind, Mark, Strength, Symbol

WIDEST = 8000.0  # mm; an opening with a symbol is no wider, as in from_dxf_openings.py
WIDEST_BARE = 3000.0  # mm; a gap with nothing drawn in it is no wider: beyond, two walls only happen to stand in line
NARROWEST = 300.0  # mm; what is narrower is no opening: the wall goes on
DOORWAY = 1200.0  # mm; between a wall's end and another wall: as wide as a door may be (domain.md 7.2: entry 1000, and a frame) ...
WALL = 400.0  # mm; a face this long beyond the gap is the same wall going on
PARTITION = 1500.0  # mm; ... and the wall is as long as this: shorter ones are nibs within a room
THINNEST = 40.0
COLUMN = 1200.0  # mm; the widest column
BESIDE = 5.0  # mm; a face this far off a line continues it
ALIKE = 0.052  # radians (3 degrees)
ZONE = 25.0  # mm beyond a wall's faces in which a symbol still stands in the gap
COVER = 0.6  # share of a gap that a symbol in it spans
LONG_TICK = 300.0  # mm; where a face turns a corner of the house, a symbol is looked for this deep
MOST_HITS = 3_000_000


@dataclass(slots=True)
class _Ray:
    """The way on from an end: to where, how far, whether to a short side, how deep the wall is (signed, to the left).

    `faced` is the end that faces it there, -1 when none does; `sibling` are the rays of the wall's other face.
    """

    end: int
    start: Point2
    way: Point2
    stop: Point2
    width: float
    jamb: bool
    depths: tuple[float, ...]
    faced: int = -1
    sibling: list[int] = field(default_factory=list)


def gaps_in(faces: Faces, ends: Sequence[End], symbols: Sequence[Symbol], marks: Sequence[Mark]) -> tuple[Gap, ...]:
    """Return all gaps that can be closed, sure ones first; none contradicts another by being sure of the same symbol at another width."""
    islands = _islands(faces)
    rays = _rays(faces, ends, islands)
    evidence = _Evidence(symbols, marks)
    gaps = [gap for group in _groups(rays) if (gap := _gap(faces, ends, group, evidence)) is not None]
    return tuple(sorted(_one_each(gaps), key=lambda gap: ("sure", "firm", "weak").index(gap.strength)))


def _one_each(gaps: list[Gap]) -> list[Gap]:
    """Return gaps without those that claim a symbol which a much narrower gap has."""
    least: dict[int, float] = {}
    for gap in gaps:
        least[id(gap.symbol)] = min(gap.width, least.get(id(gap.symbol), math.inf))
    return [gap for gap in gaps if gap.symbol is None or gap.width <= 1.3 * least[id(gap.symbol)] + 50.0]


def _islands(faces: Faces) -> NDArray[np.bool_]:
    """Return which nodes belong to small bodies standing by themselves that are no longer than wide: columns go on to nowhere."""
    parent = list(range(len(faces.nodes)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for a, b in faces.edges.tolist():
        parent[root(a)] = root(b)
    roots = np.array([root(i) for i in range(len(parent))], dtype=np.int64)
    _, group = np.unique(roots, return_inverse=True)
    count = int(group.max(initial=-1)) + 1
    low, high = np.full((count, 2), np.inf), np.full((count, 2), -np.inf)
    np.minimum.at(low, group, faces.nodes)
    np.maximum.at(high, group, faces.nodes)
    size = high - low
    small = (size.max(axis=1) <= COLUMN) & (size.max(axis=1) < 1.5 * np.maximum(size.min(axis=1), 1.0))
    found: NDArray[np.bool_] = small[group]
    return found


def _rays(faces: Faces, ends: Sequence[End], islands: NDArray[np.bool_]) -> dict[int, _Ray]:
    """Return the ray of each end that reaches something within WIDEST."""
    using = [i for i, end in enumerate(ends) if not islands[end.node]]
    if not using:
        return {}
    starts = np.array([ends[i].at for i in using])
    ways = np.array([ends[i].way for i in using])
    segments = faces.segments
    tree = shapely.STRtree(np.asarray(shapely.linestrings(segments)))
    lines = np.asarray(shapely.linestrings(np.stack([starts + ways, starts + ways * WIDEST], axis=1)))
    found: dict[int, _Ray] = {}
    taken = 0
    for first in range(0, len(using), 512):
        which, edge = tree.query(lines[first : first + 512], predicate="dwithin", distance=BESIDE)
        taken += len(which)
        if taken > MOST_HITS:
            break
        which = which + first
        own = (faces.edges[edge] == np.array([ends[i].node for i in using])[which][:, None]).any(axis=1)
        which, edge = which[~own], edge[~own]
        along, across = _local(segments[edge], starts[which], ways[which])
        distance, off = _first(along, across)
        order = np.lexsort((distance, which))
        for k in order[np.concatenate([[True], np.diff(which[order]) > 0])] if len(order) else ():
            if 1.0 < distance[k] <= WIDEST:
                number = using[which[k]]
                found[number] = _ray(faces, ends, number, int(edge[k]), float(distance[k]), float(off[k]))
    _face_each_other(ends, found)
    _pair(faces, ends, found)
    return found


def _local(
    segments: NDArray[np.float64], starts: NDArray[np.float64], ways: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the ends of segments as (along, to the left of) each one's ray."""
    off = segments - starts[:, None, :]
    along = off[..., 0] * ways[:, None, 0] + off[..., 1] * ways[:, None, 1]
    across = off[..., 1] * ways[:, None, 0] - off[..., 0] * ways[:, None, 1]
    return along, across


def _first(along: NDArray[np.float64], across: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how far along its ray each segment comes within BESIDE of it, and how far it lies off there; inf where it never does."""
    a, b = across[:, 0], across[:, 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        step = np.where(a == b, 1.0, b - a)
        shares = [
            np.clip(np.where(a == b, t, (edge - a) / step), 0.0, 1.0) for t, edge in ((0.0, -BESIDE), (1.0, BESIDE))
        ]
        middle = np.clip(np.where(a == b, 0.0, -a / step), 0.0, 1.0)
    best, beside = np.full(len(a), np.inf), np.zeros(len(a))
    straight = np.abs(b - a) <= 2 * BESIDE
    for share in (*shares, np.zeros(len(a)), np.ones(len(a))):
        u, v = along[:, 0] + share * (along[:, 1] - along[:, 0]), a + share * (b - a)
        nearer = (np.abs(v) <= BESIDE + 1e-6) & (u > 1.0) & (u < best) & straight
        best, beside = np.where(nearer, u, best), np.where(nearer, v, beside)
    u, v = along[:, 0] + middle * (along[:, 1] - along[:, 0]), a + middle * (b - a)
    crossing = (np.abs(v) <= BESIDE + 1e-6) & (u > 1.0) & ~straight
    best, beside = np.where(crossing, u, best), np.where(crossing, v, beside)
    return best, beside


def _ray(faces: Faces, ends: Sequence[End], number: int, edge: int, width: float, off: float) -> _Ray:
    end = ends[number]
    (x, y), (ux, uy) = end.at, end.way
    stop = (x + ux * width - uy * off, y + uy * width + ux * off)
    return _Ray(
        number, end.at, end.way, stop, width, bool(faces.lengths[faces.runs[edge]] <= TICK), _depths(faces, end)
    )


def _depths(faces: Faces, end: End) -> tuple[float, ...]:
    """Return how deep the wall is at an end, by what turns off there: to the left positive."""
    found = []
    (x, y), (ux, uy) = end.at, end.way
    for run, (fx, fy) in end.ticks:
        across = (fy - y) * ux - (fx - x) * uy
        if faces.lengths[run] > TICK:
            found.append(math.copysign(LONG_TICK, across))
        elif abs(across) >= THINNEST / 2 and abs(across) >= 0.5 * math.hypot(fx - x, fy - y):
            found.append(across)
    return tuple(found)


def _face_each_other(ends: Sequence[End], rays: dict[int, _Ray]) -> None:
    """Note for each ray which end faces it where it stops."""
    if not rays:
        return
    tree = shapely.STRtree(shapely.points([end.at for end in ends]))
    numbers = list(rays)
    for which, other in tree.query(
        shapely.points([rays[i].stop for i in numbers]), predicate="dwithin", distance=2 * BESIDE
    ).T.tolist():
        ray, faced = rays[numbers[which]], ends[other]
        if ray.way[0] * faced.way[0] + ray.way[1] * faced.way[1] <= -math.cos(ALIKE):
            ray.faced, ray.stop = other, faced.at


def _pair(faces: Faces, ends: Sequence[End], rays: dict[int, _Ray]) -> None:
    """Note for each ray the one of the wall's other face: at the far end of its tick, or beside it where both ends are free."""
    by_node: dict[Point2, list[int]] = {}
    for i in rays:
        by_node.setdefault(ends[i].at, []).append(i)
    for i, ray in rays.items():
        for run, far in ends[i].ticks:
            if faces.lengths[run] <= TICK:
                beside = [j for j in by_node.get(far, ()) if _same_way(ray.way, rays[j].way)]
                ray.sibling += [
                    j for j in beside if max(_run(faces, ends, i), _run(faces, ends, j)) >= 0.99 * faces.lengths[run]
                ]
    free = [i for i in rays if ends[i].free]
    if not free:
        return
    points = shapely.points([ends[i].at for i in free])
    for a, b in shapely.STRtree(points).query(points, predicate="dwithin", distance=TICK).T.tolist():
        i, j = free[a], free[b]
        if i == j or not _same_way(rays[i].way, rays[j].way):
            continue
        (x, y), (ux, uy) = ends[i].at, ends[i].way
        dx, dy = ends[j].at[0] - x, ends[j].at[1] - y
        along, across = dx * ux + dy * uy, dy * ux - dx * uy
        if abs(across) >= THINNEST and abs(along) <= 20.0 + 0.3 * abs(across):
            rays[i].sibling.append(j)
            rays[i].depths = (*rays[i].depths, across)


def _run(faces: Faces, ends: Sequence[End], number: int) -> float:
    return float(faces.lengths[ends[number].run])


def _same_way(a: Point2, b: Point2) -> bool:
    return a[0] * b[0] + a[1] * b[1] >= math.cos(ALIKE)


def _groups(rays: dict[int, _Ray]) -> Iterable[list[_Ray]]:
    """Yield the rays that close one and the same gap."""
    parent = {i: i for i in rays}

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, ray in rays.items():
        if ray.faced in parent:
            parent[root(i)] = root(ray.faced)
        for j in ray.sibling:
            depth = max((abs(d) for d in ray.depths), default=0.0)
            if abs(ray.width - rays[j].width) <= 50.0 + 1.5 * depth:
                parent[root(i)] = root(j)
    groups: dict[int, list[_Ray]] = {}
    for i, ray in rays.items():
        groups.setdefault(root(i), []).append(ray)
    return groups.values()


class _Evidence:
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


def _gap(faces: Faces, ends: Sequence[End], group: list[_Ray], evidence: _Evidence) -> Gap | None:
    share, symbol = 0.0, -1
    kind: Kind = ""
    for ray in group:
        for depth in ray.depths or (0.0,):
            seen = evidence.within(ray.start, ray.way, ray.width, depth)
            if seen[0] > share:
                share, kind, symbol = seen
    group = _two(group)
    width = max(ray.width for ray in group)
    lines = _lines(group)
    depths = sorted(abs(depth) for ray in group for depth in ray.depths if abs(depth) >= THINNEST)
    depth = depths[0] if depths else 0.0
    if share >= COVER and width >= NARROWEST and kind:
        return Gap(lines, width, depth, kind, "sure", evidence.symbols[symbol] if symbol >= 0 else None)
    if width > WIDEST_BARE:
        return None
    strength = _strength(faces, ends, group, width)
    return Gap(lines, width, depth, "passage" if width >= NARROWEST else "", strength) if strength else None


def _two(group: list[_Ray]) -> list[_Ray]:
    """Return the rays that belong to one wall: those that end at another end if two lines do, else all."""
    ending = [ray for ray in group if ray.faced >= 0 or ray.jamb]
    return ending if len(_lines(ending)) >= 2 else group


def _strength(faces: Faces, ends: Sequence[End], group: list[_Ray], width: float) -> Strength | None:
    """Return how much speaks for closing a gap in which nothing is drawn."""
    facing = [ray for ray in group if ray.faced >= 0]
    stubs = [ray for ray in group if ray.sibling]
    if not stubs:
        return "weak" if _ticked(facing) else None
    ending = [ray for ray in group if ray.faced >= 0 or ray.jamb]
    goes_on = any(min(_run(faces, ends, ray.end), _run(faces, ends, ray.faced)) >= WALL for ray in facing)
    if goes_on or len(_lines(ending)) >= 2:
        return "firm"
    long = max(min(_run(faces, ends, ray.end), max(_run(faces, ends, j) for j in ray.sibling)) for ray in stubs)
    return "firm" if long >= PARTITION and width <= DOORWAY else "weak"


def _ticked(facing: list[_Ray]) -> bool:
    """Return whether faces that face each other turn off to the same side, or are both free."""
    signs = {math.copysign(1.0, depth) for ray in facing for depth in ray.depths[:1]}
    return len(facing) >= 2 and (len(signs) == 2 or not any(ray.depths for ray in facing))


def _lines(group: list[_Ray]) -> tuple[Segment, ...]:
    """Return the lines that close a gap, each once."""
    found: dict[frozenset[Point2], Segment] = {}
    for ray in group:
        found.setdefault(frozenset((ray.start, ray.stop)), (ray.start, ray.stop))
    return tuple(found.values())
