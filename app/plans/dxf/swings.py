"""Doors drawn without a block: a leaf and its way, told by their looks and put together as if they were one. The drawing's own unit."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from app.geometry.frame import Point2
from app.geometry.ring import bounds
from app.plans.dxf.drawing import Arc, BlockUse, Drawing, Line, segments

QUARTER = (60.0, 120.0)  # degrees that a leaf is drawn open
LARGEST = 0.12  # of the drawing's longer side; a quarter circle beyond that is a wall's
MOST_ARCS = 5000
MOST_CORNERS = 8  # of a leaf
NEAR = 0.15  # of a leaf's length, from its ends to its way's
SLIM = 0.1  # of a leaf's length that the lines of its outline are off it at most
LONG = 2.6  # of a leaf's length that the outline of one is around at most
LEAF = "leaf"  # what such a door is called


def is_quarter(arc: Arc) -> bool:
    """Return whether an arc may be the way of a door's leaf."""
    return QUARTER[0] <= arc.sweep <= QUARTER[1]


def has_leaf(arc: Arc, lines: Sequence[Line]) -> bool:
    """Return whether one of the lines is the leaf of an arc: it stands open from the hinge to an end, as a line or a slim outline."""
    near = NEAR * arc.radius
    for line in lines:
        for end in (arc.start, arc.end):
            hinge = min(math.dist(point, arc.centre) for point in line.points)
            tip = min(math.dist(point, end) for point in line.points)
            if hinge <= near and tip <= near:
                return True
    return False


def with_swings(drawing: Drawing, sort: Callable[[str], str], named: bool) -> Drawing:
    """Return a drawing whose loose leaves are blocks called LEAF; `sort` tells a layer's sort, `named` whether any are walls."""
    ways = _ways(drawing, sort, named)
    if not ways:
        return drawing
    size = max(arc.radius for _, arc in ways)
    may_be = ((i, line) for i, line in enumerate(drawing.lines) if _may_be_leaf(line, sort))
    cells = _cells(may_be, {_cell(arc.centre, size) for _, arc in ways}, size)
    arcs, lines, blocks = list(drawing.arcs), list(drawing.lines), list(drawing.blocks)
    taken: set[int] = set()
    for number, arc in ways:
        x, y = _cell(arc.centre, size)
        beside = [one for dx in (-1, 0, 1) for dy in (-1, 0, 1) for one in cells.get((x + dx, y + dy), ())]
        near = [(i, line) for i, line in beside if i not in taken]
        leaf = next((i for i, line in near if _length(line) <= LONG * arc.radius and has_leaf(arc, [line])), None)
        if leaf is None and sort(arc.layer) != "doors":
            continue
        blocks.append(BlockUse(LEAF, arc.layer, arc.centre))
        arcs[number] = replace(arc, block=len(blocks) - 1)
        parts = (
            [] if leaf is None else [leaf, *_rest(arc, lines[leaf], [(i, line) for i, line in near if i != leaf], sort)]
        )
        taken.update(parts)
        for i in parts:
            lines[i] = replace(lines[i], block=len(blocks) - 1)
    return replace(drawing, arcs=arcs, lines=lines, blocks=blocks)


def _rest(arc: Arc, leaf: Line, near: Sequence[tuple[int, Line]], sort: Callable[[str], str]) -> list[int]:
    """Return the other lines of a leaf whose outline was exploded: on a layer of doors, beside the leaf all along."""
    slim = SLIM * arc.radius
    open_end = min((arc.start, arc.end), key=lambda end: min(math.dist(end, point) for point in leaf.points))
    return [
        i
        for i, line in near
        if sort(line.layer) == "doors" and all(_off(point, arc.centre, open_end) <= slim for point in line.points)
    ]


def _off(point: Point2, a: Point2, b: Point2) -> float:
    """Return how far a point is from the piece a-b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    share = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / (dx * dx + dy * dy)
    share = min(1.0, max(0.0, share))
    return math.dist(point, (a[0] + share * dx, a[1] + share * dy))


def _ways(drawing: Drawing, sort: Callable[[str], str], named: bool) -> list[tuple[int, Arc]]:
    """Return the loose arcs that may be ways of leaves, with their numbers."""
    loose = [(i, arc) for i, arc in enumerate(drawing.arcs) if arc.block < 0 and is_quarter(arc) and arc.radius > 0]
    loose = [(i, arc) for i, arc in loose if sort(arc.layer) not in ("text", "ignore") and not arc.drawn]
    if not loose or not drawing.lines:
        return []
    x0, y0, x1, y1 = bounds(point for line in drawing.lines for point in line.points)
    most = LARGEST * max(x1 - x0, y1 - y0) if named else math.inf
    return [(i, arc) for i, arc in loose if arc.radius <= most or sort(arc.layer) == "doors"][:MOST_ARCS]


def _may_be_leaf(line: Line, sort: Callable[[str], str]) -> bool:
    slim = line.block < 0 and len(line.points) <= MOST_CORNERS and not line.aside and not line.fill
    return slim and sort(line.layer) not in ("text", "ignore", "rooms", "outer")


def _cell(point: Point2, size: float) -> tuple[int, int]:
    return (math.floor(point[0] / size), math.floor(point[1] / size))


def _cells(
    lines: Iterable[tuple[int, Line]], wanted: set[tuple[int, int]], size: float
) -> dict[tuple[int, int], list[tuple[int, Line]]]:
    """Return lines by the squares of a grid that their points lie in, for the `wanted` squares and those beside them."""
    cells: dict[tuple[int, int], list[tuple[int, Line]]] = {}
    around = {(x + dx, y + dy) for x, y in wanted for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
    for number, line in lines:
        for cell in {_cell(point, size) for point in line.points} & around:
            cells.setdefault(cell, []).append((number, line))
    return cells


def _length(line: Line) -> float:
    return sum(math.dist(a, b) for a, b in segments([line]))
