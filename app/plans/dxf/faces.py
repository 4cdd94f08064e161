"""Wall lines -> faces cut at where they meet, the straight runs they are parts of and the ends at which a wall may go on. mm.

Lines that nearly meet are joined by short connectors; no drawn point is moved.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from app.geometry.frame import Point2

NEAR = 10.0  # mm; line ends this near to each other meet
REACH = 75.0  # mm; a line that stops this short of another one it runs up to meets it
SPUR = 15.0  # mm; a line that runs this far past what it meets ends there
CAP = (40.0, 600.0)  # mm; two faces that stop side by side this far apart are the open end of a wall
STRAIGHT = 0.035  # radians; faces that turn by less (2 degrees) run straight on
GRID = 0.001  # mm; to what points of crossings are told apart
TICK = 800.0  # mm; the end of a wall is no wider

type Segment = tuple[Point2, Point2]


@dataclass(frozen=True, slots=True)
class Faces:
    """Noded wall lines: `nodes` (n, 2), `edges` (m, 2) node numbers, `runs` (m,) the straight run of each edge, `lengths` of the runs.

    `at` gives the edges at each node; `mended` is the widest gap between lines that did not quite meet, 0 when there was none.
    """

    nodes: NDArray[np.float64]
    edges: NDArray[np.int64]
    runs: NDArray[np.int64]
    lengths: NDArray[np.float64]
    at: tuple[tuple[int, ...], ...]
    mended: float = 0.0
    joined: int = 0

    @property
    def segments(self) -> NDArray[np.float64]:
        """Return the edges as (m, 2, 2) points."""
        return self.nodes[self.edges]


@dataclass(frozen=True, slots=True)
class End:
    """Where a face stops at `node`, going in the direction `way`; `ticks` are the runs that turn off there: (run, far end of it)."""

    node: int
    at: Point2
    way: Point2
    run: int
    ticks: tuple[tuple[int, Point2], ...]

    @property
    def free(self) -> bool:
        """Whether nothing turns off here."""
        return not self.ticks


def faces_of(lines: Sequence[Segment]) -> Faces:
    """Return wall lines as faces; lines without length are left out."""
    table = np.asarray(lines, dtype=float).reshape(-1, 2, 2)
    table = table[np.hypot(*(table[:, 1] - table[:, 0]).T) > 0.5]
    found, over = _trimmed(_graph(table))
    links = _links(found)
    missed = [*np.hypot(*(links[:, 1] - links[:, 0]).T).tolist(), *over]
    if len(links):
        found, _ = _trimmed(_graph(np.concatenate([found.segments, links])))
    if len(caps := _caps(found)):
        found = _graph(np.concatenate([found.segments, caps]))
    return replace(found, mended=max(missed, default=0.0), joined=len(missed))


def _trimmed(faces: Faces) -> tuple[Faces, list[float]]:
    """Return faces without the spurs of lines that run a little past what they meet, and how long those were."""
    sizes = np.hypot(*(faces.nodes[faces.edges[:, 1]] - faces.nodes[faces.edges[:, 0]]).T)
    count = np.array([len(here) for here in faces.at], dtype=np.int64)
    if not len(count):
        return faces, []
    ends = count[faces.edges]
    spurs = (sizes <= SPUR) & (ends.min(axis=1) == 1) & (ends.max(axis=1) >= 3)
    return (_graph(faces.segments[~spurs]), sizes[spurs].tolist()) if spurs.any() else (faces, [])


def noded(table: NDArray[np.float64]) -> NDArray[np.object_]:
    """Return segments (n, 2, 2) cut at where they cross or touch, as shapely lines."""
    if not len(table):
        return np.empty(0, dtype=object)
    parts = shapely.get_parts(shapely.union_all(np.asarray(shapely.linestrings(table)), grid_size=GRID))
    return np.asarray(parts[shapely.get_type_id(parts) == 1], dtype=object)


def _graph(table: NDArray[np.float64]) -> Faces:
    parts = noded(table)
    coords, owner = shapely.get_coordinates(parts, return_index=True)
    inner = np.flatnonzero(owner[1:] == owner[:-1])
    pairs = np.stack([coords[inner], coords[inner + 1]], axis=1).reshape(-1, 2)
    nodes, numbers = np.unique(np.round(pairs, 3), axis=0, return_inverse=True)
    edges = np.unique(np.sort(numbers.reshape(-1, 2), axis=1), axis=0)
    edges = edges[edges[:, 0] != edges[:, 1]]
    at: list[list[int]] = [[] for _ in range(len(nodes))]
    for i, (a, b) in enumerate(edges.tolist()):
        at[a].append(i)
        at[b].append(i)
    runs, lengths = _runs(nodes, edges, at)
    return Faces(nodes, edges, runs, lengths, tuple(map(tuple, at)))


def _runs(
    nodes: NDArray[np.float64], edges: NDArray[np.int64], at: list[list[int]]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Number the straight runs: edges that go on in one line through their nodes."""
    ways = nodes[edges[:, 1]] - nodes[edges[:, 0]]
    sizes = np.hypot(*ways.T)
    angles = np.arctan2(ways[:, 1], ways[:, 0]) % math.pi
    parent = list(range(len(edges)))
    turns = angles.tolist()

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for here in at:
        for j, a in enumerate(here):
            for b in here[j + 1 :]:
                if len(here) <= 12 and _parallel(turns[a], turns[b]):
                    parent[root(a)] = root(b)
    roots = np.array([root(i) for i in range(len(edges))], dtype=np.int64)
    _, runs = np.unique(roots, return_inverse=True)
    lengths = np.bincount(runs, weights=sizes, minlength=1)
    return runs.astype(np.int64), lengths.astype(np.float64)


def _parallel(a: float, b: float) -> bool:
    turn = abs(a - b)
    return min(turn, math.pi - turn) <= STRAIGHT


def _links(faces: Faces) -> NDArray[np.float64]:
    """Return connectors (n, 2, 2) from the free ends of lines to what they nearly meet."""
    free = [i for i, here in enumerate(faces.at) if len(here) == 1]
    if not free:
        return np.empty((0, 2, 2))
    tree = shapely.STRtree(np.asarray(shapely.linestrings(faces.segments)))
    points = shapely.points(faces.nodes[free])
    found: dict[int, tuple[float, Point2]] = {}
    for which, edge in tree.query(points, predicate="dwithin", distance=REACH).T.tolist():
        node = free[which]
        if edge in faces.at[node]:
            continue
        target = _meeting(faces, node, edge)
        if target is not None and (node not in found or target[0] < found[node][0]):
            found[node] = target
    links = [(tuple(faces.nodes[node]), point) for node, (distance, point) in found.items() if distance > GRID]
    return np.array(links, dtype=float).reshape(-1, 2, 2)


def _caps(faces: Faces) -> NDArray[np.float64]:
    """Return lines (n, 2, 2) across the open ends of walls: between free ends of two faces that stop side by side."""
    free = [i for i, here in enumerate(faces.at) if len(here) == 1]
    if not free:
        return np.empty((0, 2, 2))
    far = [faces.edges[faces.at[i][0]].sum() - i for i in free]
    here, way = faces.nodes[free], faces.nodes[free] - faces.nodes[far]
    way = way / np.maximum(np.hypot(way[:, 0], way[:, 1]), GRID)[:, None]
    points = np.asarray(shapely.points(here))
    a, b = shapely.STRtree(points).query(points, predicate="dwithin", distance=1.1 * CAP[1])
    off = here[b] - here[a]
    along = off[:, 0] * way[a, 0] + off[:, 1] * way[a, 1]
    across = np.abs(off[:, 1] * way[a, 0] - off[:, 0] * way[a, 1])
    beside = (way[a] * way[b]).sum(axis=1) >= math.cos(STRAIGHT)
    fits = beside & (across >= CAP[0]) & (across <= CAP[1]) & (np.abs(along) <= 20.0 + 0.3 * across)
    nearest: dict[int, tuple[float, int]] = {}
    for one, other, apart in zip(a[fits].tolist(), b[fits].tolist(), across[fits].tolist(), strict=True):
        if apart < nearest.get(one, (math.inf, -1))[0]:
            nearest[one] = (apart, other)
    pairs = [(i, j) for i, (_, j) in nearest.items() if i < j and nearest.get(j, (0.0, -1))[1] == i]
    return np.array([(here[i], here[j]) for i, j in pairs], dtype=float).reshape(-1, 2, 2)


def _meeting(faces: Faces, node: int, edge: int) -> tuple[float, Point2] | None:
    """Return how far from a free end it meets an edge, and where: its nearest node, or straight on."""
    own = faces.edges[faces.at[node][0]]
    here, back = faces.nodes[node], faces.nodes[own[0] if own[1] == node else own[1]]
    a, b = faces.nodes[faces.edges[edge]]
    way = (here - back) / max(float(np.hypot(*(here - back))), GRID)
    side = b - a
    size = float(np.hypot(*side))
    turn = way[0] * side[1] - way[1] * side[0]
    if abs(turn) >= 0.1 * size:
        along = ((a[0] - here[0]) * side[1] - (a[1] - here[1]) * side[0]) / turn
        share = ((a[0] - here[0]) * way[1] - (a[1] - here[1]) * way[0]) / turn
        beyond = max(-share, share - 1.0, 0.0) * size
        if beyond <= max(NEAR, 0.01 * size) and 0.0 < along <= (REACH if beyond <= 0.01 * size else NEAR):
            return float(along), (float(here[0] + way[0] * along), float(here[1] + way[1] * along))
        if beyond <= NEAR and -SPUR <= along <= 0.0:
            return None  # the other one stops short of this one, and is led on to it
    for end in (a, b):
        away = float(np.hypot(*(end - here)))
        if away <= NEAR and not np.array_equal(end, back):
            return away, (float(end[0]), float(end[1]))
    return None


def ends_of(faces: Faces) -> tuple[End, ...]:
    """Return all ends of faces: where no line goes straight on."""
    found = []
    points = faces.nodes.tolist()
    edges, runs = faces.edges.tolist(), faces.runs.tolist()
    far = _far_ends(faces)
    for node, here in enumerate(faces.at):
        if len(here) > 12:
            continue
        x, y = points[node]
        for edge in here:
            run = runs[edge]
            if sum(runs[other] == run for other in here) > 1:
                continue
            a, b = edges[edge]
            bx, by = points[a if b == node else b]
            size = math.hypot(x - bx, y - by)
            turned = {runs[other] for other in here if other != edge}
            ticks = tuple((other, _other(far[other], (x, y))) for other in sorted(turned))
            found.append(End(node, (x, y), ((x - bx) / size, (y - by) / size), run, ticks))
    return tuple(found)


def _far_ends(faces: Faces) -> list[tuple[Point2, Point2]]:
    """Return the two end points of each run."""
    count = len(faces.lengths)
    ways = faces.nodes[faces.edges[:, 1]] - faces.nodes[faces.edges[:, 0]]
    sizes = np.hypot(*ways.T)
    longest = np.zeros(count, dtype=np.int64)
    order = np.argsort(sizes)
    longest[faces.runs[order]] = order
    axis = (ways / sizes[:, None])[longest]
    ends: list[tuple[Point2, Point2]] = []
    at = np.einsum("eij,ej->ei", faces.segments, axis[faces.runs])
    low, high = np.full(count, np.inf), np.full(count, -np.inf)
    where = np.zeros((count, 2, 2))
    for side in (0, 1):
        for run, value, node in zip(
            faces.runs.tolist(), at[:, side].tolist(), faces.edges[:, side].tolist(), strict=True
        ):
            if value < low[run]:
                low[run], where[run, 0] = value, faces.nodes[node]
            if value > high[run]:
                high[run], where[run, 1] = value, faces.nodes[node]
    for (ax, ay), (bx, by) in where.tolist():
        ends.append(((ax, ay), (bx, by)))
    return ends


def _other(ends: tuple[Point2, Point2], here: Point2) -> Point2:
    return ends[1] if math.dist(ends[0], here) < math.dist(ends[1], here) else ends[0]
