"""The way on from the ends of wall faces: to what they run, whether an end faces them there, which other face belongs to them. mm."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from app.geometry.frame import Point2
from app.plans.dxf.faces import TICK, End, Faces, Segment

WIDEST = 8000.0  # mm; an opening with a symbol is no wider, as in openings.py
THINNEST = 40.0
COLUMN = 1200.0  # mm; the widest column
BESIDE = 5.0  # mm; a face this far off a line continues it
ALIKE = 0.052  # radians (3 degrees)
LONG_TICK = 300.0  # mm; where a face turns a corner of the house, a symbol is looked for this deep
PIECES = 16  # in which a ray is asked what is beside it
MOST_HITS = 3_000_000


@dataclass(slots=True)
class Ray:
    """The way on from an end: to where, how far, whether to a short side, how deep the wall is (signed, to the left).

    `faced` is the end that faces it there, -1 when none does; `sibling` are the rays of the wall's other face; `bowed` where the
    wall is round, and so each of its chords is short.
    """

    end: int
    start: Point2
    way: Point2
    stop: Point2
    width: float
    jamb: bool
    depths: tuple[float, ...]
    faced: int = -1
    bowed: bool = False
    sibling: list[int] = field(default_factory=list)


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


def rays_from(faces: Faces, ends: Sequence[End], facing: Sequence[Segment] = ()) -> dict[int, Ray]:
    """Return the ray of each end that reaches something within WIDEST."""
    islands = _islands(faces)
    using = [i for i, end in enumerate(ends) if not islands[end.node]]
    if not using:
        return {}
    starts = np.array([ends[i].at for i in using])
    ways = np.array([ends[i].way for i in using])
    segments = faces.segments
    tree = shapely.STRtree(np.asarray(shapely.linestrings(segments)))
    found: dict[int, Ray] = {}
    taken = 0
    for first in range(0, len(using), 512):
        which, edge = _beside(tree, starts[first : first + 512], ways[first : first + 512])
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
    _along_arcs(faces, ends, facing, found)
    _face_each_other(ends, found)
    _pair(faces, ends, found)
    return found


def _beside(
    tree: shapely.STRtree, starts: NDArray[np.float64], ways: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (ray, segment) of the segments that come within BESIDE of rays; asked in short pieces, whose boxes hold few others."""
    reach = np.linspace(1.0, WIDEST, PIECES + 1)[:, None, None]
    points = starts + reach * ways
    pieces = np.stack([points[:-1], points[1:]], axis=2).reshape(-1, 2, 2)
    piece, edge = tree.query(np.asarray(shapely.linestrings(pieces)), predicate="dwithin", distance=BESIDE)
    found = np.unique(np.stack([piece % len(starts), edge], axis=1), axis=0)
    return found[:, 0], found[:, 1]


def _along_arcs(faces: Faces, ends: Sequence[End], facing: Sequence[Segment], rays: dict[int, Ray]) -> None:
    """Let the ends of arcs that one circle joins face each other: what lies straight ahead of a curved wall is not its other side."""
    by_place: dict[tuple[int, int], list[int]] = {}
    for i, end in enumerate(ends):
        by_place.setdefault((round(end.at[0]), round(end.at[1])), []).append(i)
    for a, b in facing:
        for start, stop in ((a, b), (b, a)):
            width = math.dist(start, stop)
            way = ((stop[0] - start[0]) / width, (stop[1] - start[1]) / width)
            here = [
                i for i in by_place.get((round(start[0]), round(start[1])), ()) if math.dist(ends[i].at, start) <= 1.0
            ]
            ahead = max(here, key=lambda i: ends[i].way[0] * way[0] + ends[i].way[1] * way[1], default=None)
            if ahead is not None:
                turned = replace(ends[ahead], way=way)
                rays[ahead] = Ray(ahead, ends[ahead].at, way, stop, width, True, _depths(faces, turned), bowed=True)


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


def _ray(faces: Faces, ends: Sequence[End], number: int, edge: int, width: float, off: float) -> Ray:
    end = ends[number]
    (x, y), (ux, uy) = end.at, end.way
    stop = (x + ux * width - uy * off, y + uy * width + ux * off)
    return Ray(number, end.at, end.way, stop, width, bool(faces.lengths[faces.runs[edge]] <= TICK), _depths(faces, end))


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


def _face_each_other(ends: Sequence[End], rays: dict[int, Ray]) -> None:
    """Note for each ray which end faces it where it stops."""
    if not rays:
        return
    tree = shapely.STRtree(shapely.points([end.at for end in ends]))
    numbers = list(rays)
    for which, other in tree.query(
        shapely.points([rays[i].stop for i in numbers]), predicate="dwithin", distance=2 * BESIDE
    ).T.tolist():
        ray, faced = rays[numbers[which]], ends[other]
        back = rays[other].way if other in rays else faced.way
        if ray.way[0] * back[0] + ray.way[1] * back[1] <= -math.cos(ALIKE):
            ray.faced, ray.stop = other, faced.at


def _pair(faces: Faces, ends: Sequence[End], rays: dict[int, Ray]) -> None:
    """Note for each ray the one of the wall's other face: at the far end of its tick, or beside it where both ends are free."""
    by_node: dict[Point2, list[int]] = {}
    for i in rays:
        by_node.setdefault(ends[i].at, []).append(i)
    for i, ray in rays.items():
        for run, far in ends[i].ticks:
            if faces.lengths[run] <= TICK:
                beside = [j for j in by_node.get(far, ()) if _same_way(ray.way, rays[j].way)]
                least = 0.0 if ray.bowed else 0.99 * faces.lengths[run]
                long = [j for j in beside if max(run_of(faces, ends, i), run_of(faces, ends, j)) >= least]
                ray.sibling += long
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


def run_of(faces: Faces, ends: Sequence[End], number: int) -> float:
    return float(faces.lengths[ends[number].run])


def _same_way(a: Point2, b: Point2) -> bool:
    return a[0] * b[0] + a[1] * b[1] >= math.cos(ALIKE)
