"""Windows and sliding doors on layers that tell nothing: panes from jamb to jamb, slim panels that lie past each other. The drawing's unit.

They are put together as if they were blocks; where a drawing has a layer or a block for doors or windows, nothing is guessed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import numpy as np
import shapely

from app.geometry.frame import Point2
from app.geometry.ring import bounds
from app.plans.dxf.drawing import BlockUse, Drawing, Line, segments

PANES, PANELS = "*panes", "*panels"  # what such windows and doors are called; no block of a file is called so
MOST_LINES = 10_000
MOST_HITS = 60_000  # pieces beside ends, or panels beside panels, that are looked at
MOST_JAMBS = 6  # that one end of a line is on
SLIM = 0.15  # thickness of a panel by its length
WIDE = 1.2  # a window is so many times as wide as its wall is thick
DEEP = 0.12  # a wall is no thicker than this share of the drawing
NEAR = 0.03  # of a jamb's length, by which a pane may miss it
SQUARE = 0.03  # sine of the turn that a jamb may be off


def with_panes(drawing: Drawing, sort: Callable[[str], str], blocks: Collection[str]) -> Drawing:
    """Return a drawing whose loose windows and sliding doors are blocks called PANES and PANELS.

    `sort` tells a layer's sort, `blocks` are the sorts that names of blocks tell.
    """
    sorts = {layer: sort(layer) for layer in drawing.layers()}
    loose = [
        i
        for i, line in enumerate(drawing.lines)
        if line.block < 0 and not line.aside and not line.fill and sorts[line.layer] in ("", "walls")
    ]
    if len(loose) > MOST_LINES:
        return drawing
    if {"windows", "doors"} & {*sorts.values(), *blocks}:
        return drawing
    groups = [(PANES, group) for group in _panes(drawing.lines, loose)]
    groups += [(PANELS, group) for group in _panels(drawing.lines, loose)]
    if not groups:
        return drawing
    lines, uses = list(drawing.lines), list(drawing.blocks)
    for name, group in groups:
        first = lines[group[0]]
        uses.append(BlockUse(name, first.layer, first.points[0]))
        for i in group:
            lines[i] = replace(lines[i], block=len(uses) - 1)
    return replace(drawing, lines=lines, blocks=uses)


def _panes(lines: Sequence[Line], loose: Sequence[int]) -> list[list[int]]:
    """Return the numbers of the lines of each window: at least two from jamb to jamb, one of them between the faces."""
    pieces = [(a, b) for a, b in segments(lines[i] for i in loose) if a != b]
    rows = [i for i in loose if len(lines[i].points) == 2 and lines[i].points[0] != lines[i].points[1]]
    if not pieces or not rows:
        return []
    x0, y0, x1, y1 = bounds(point for piece in pieces for point in piece)
    deep = DEEP * max(x1 - x0, y1 - y0)
    short = [piece for piece in pieces if math.dist(*piece) <= deep]
    if not short:
        return []
    drawn = np.asarray(shapely.linestrings(np.array(short, dtype=float)))
    tree = shapely.STRtree(drawn)
    held: dict[tuple[int, int], list[tuple[int, bool]]] = {}
    hits = 0
    for number in rows:
        a, b = lines[number].points
        size = math.dist(a, b)
        hits += sum(len(tree.query(shapely.Point(end).buffer(NEAR * size, 1))) for end in (a, b))
        if hits > MOST_HITS:
            return []  # a tangle, no plan
        jambs = [_jambs(tree, short, end, (a, b), size) for end in (a, b)]
        for i, u in jambs[0][:MOST_JAMBS]:
            for j, v in jambs[1][:MOST_JAMBS]:
                same = abs(math.dist(*short[i]) - math.dist(*short[j])) <= 2 * NEAR * math.dist(*short[i])
                if i != j and same and min(abs(u - v), abs(u + v - 1.0)) <= 2 * NEAR:
                    held.setdefault((min(i, j), max(i, j)), []).append((number, 0.1 < u < 0.9))
    taken: set[int] = set()
    found = []
    ends = shapely.STRtree(np.asarray(shapely.points(np.array(pieces, dtype=float).reshape(-1, 2))))
    for (i, j), group in held.items():
        numbers = sorted({number for number, _ in group} - taken)
        walled = _goes_on(ends, pieces, short[i], short[j]) or _goes_on(ends, pieces, short[j], short[i])
        if len(numbers) >= 2 and any(between for _, between in group) and walled:
            taken.update(numbers)
            found.append(numbers)
    return found


def _goes_on(
    ends: shapely.STRtree,
    pieces: Sequence[tuple[Point2, Point2]],
    jamb: tuple[Point2, Point2],
    other: tuple[Point2, Point2],
) -> bool:
    """Return whether a wall goes on beyond a jamb: from both its ends lines run away from the other jamb; else it is a wall's own core."""
    depth = math.dist(*jamb)
    way = (
        (jamb[0][0] + jamb[1][0] - other[0][0] - other[1][0]) / 2,
        (jamb[0][1] + jamb[1][1] - other[0][1] - other[1][1]) / 2,
    )
    size = math.hypot(*way)
    for corner in jamb:
        near = ends.query(shapely.Point(corner), predicate="dwithin", distance=NEAR * depth).tolist()
        if not any(_runs(pieces[k // 2], k % 2, (way[0] / size, way[1] / size)) for k in near):
            return False
    return True


def _runs(piece: tuple[Point2, Point2], end: int, way: Point2) -> bool:
    (x, y), (p, q) = piece[end], piece[1 - end]
    return (p - x) * way[0] + (q - y) * way[1] >= 0.99 * math.dist(*piece)


def _jambs(
    tree: shapely.STRtree, short: Sequence[tuple[Point2, Point2]], end: Point2, row: tuple[Point2, Point2], size: float
) -> list[tuple[int, float]]:
    """Return the short pieces square to a row that its end lies on, and where on them, 0 to 1."""
    found = []
    for i in tree.query(shapely.Point(end), predicate="dwithin", distance=NEAR * size).tolist():
        a, b = short[i]
        depth = math.dist(a, b)
        turn = ((b[0] - a[0]) * (row[1][0] - row[0][0]) + (b[1] - a[1]) * (row[1][1] - row[0][1])) / (depth * size)
        if depth * WIDE > size or abs(turn) > SQUARE:
            continue
        share = ((end[0] - a[0]) * (b[0] - a[0]) + (end[1] - a[1]) * (b[1] - a[1])) / depth**2
        off = abs((end[1] - a[1]) * (b[0] - a[0]) - (end[0] - a[0]) * (b[1] - a[1])) / depth
        if -NEAR <= share <= 1.0 + NEAR and off <= NEAR * depth:
            found.append((i, share))
    return found


def _panels(lines: Sequence[Line], loose: Sequence[int]) -> list[list[int]]:
    """Return the numbers of slim closed outlines of one size that lie past each other: the panels of sliding doors."""
    slim = [(i, box) for i in loose if lines[i].closed and len(lines[i].points) == 4 and (box := _box(lines[i].points))]
    parent = {i: i for i, _ in slim}

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    tree = shapely.STRtree([shapely.Point(box[0]) for _, box in slim])
    hits = 0
    for i, one in slim:
        near = tree.query(shapely.Point(one[0]), predicate="dwithin", distance=1.2 * one[2]).tolist()
        hits += len(near)
        if hits > MOST_HITS:
            return []
        for k in near:
            j, other = slim[k]
            if j > i and _past(one, other):
                parent[root(i)] = root(j)
    groups: dict[int, list[int]] = {}
    for i, _ in slim:
        groups.setdefault(root(i), []).append(i)
    return [group for group in groups.values() if len(group) >= 2]


type _Box = tuple[Point2, Point2, float, float]  # middle, direction, length, thickness


def _box(points: Sequence[Point2]) -> _Box | None:
    a, b, c, d = points
    if math.dist(a, b) < math.dist(b, c):
        a, b, c, d = b, c, d, a
    length, thick = math.dist(a, b), math.dist(b, c)
    if not 0.0 < thick <= SLIM * length or math.dist((a[0] + c[0], a[1] + c[1]), (b[0] + d[0], b[1] + d[1])) > thick:
        return None
    return ((a[0] + c[0]) / 2, (a[1] + c[1]) / 2), ((b[0] - a[0]) / length, (b[1] - a[1]) / length), length, thick


def _past(one: _Box, other: _Box) -> bool:
    (x, y), (ux, uy), length, thick = one
    (p, q), (vx, vy), far, other_thick = other
    alike = abs(length - far) <= 0.1 * length and abs(thick - other_thick) <= 0.2 * thick
    if not alike or abs(ux * vy - uy * vx) > SQUARE:
        return False
    along, off = abs((p - x) * ux + (q - y) * uy), abs((q - y) * ux - (p - x) * uy)
    return off <= 2.5 * thick and 0.5 * length <= along <= 1.05 * length
