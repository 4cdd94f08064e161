"""Wall lines with gaps -> rooms: the spaces that walls close in once their gaps are closed, each gap by what speaks for it. Plan axes, mm.

A gap with a door or window is closed, so is one between two ends of a wall that face each other. Where a wall's end only faces another
wall, the space beyond is another room if it would else be outside, or if both sides bear names of their own; else it is one room.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from app.geometry.frame import Point2
from app.geometry.polygon import Outline, area, is_simple, tidy
from app.plans.curves import Arc
from app.plans.dxf.arcs import broken, chorded, in_pairs
from app.plans.dxf.faces import Faces, Segment, ends_of, faces_of, noded
from app.plans.dxf.gaps import gaps_in
from app.plans.dxf.marks import Gap, Mark, Symbol
from app.plans.dxf.pairs import walls_among

LEAST_ROOM = 1.0e6  # mm²
LEAST_WIDTH = 400.0  # mm; half the width of the narrowest room
STEP = 10.0  # mm; an edge shorter than this between two others that meet is the drawing's slip
LEAST_SHUT = 5.0e6  # mm²; a space this small without door, window or name is a shaft or a thick wall
SYMBOL_NEAR = 300.0  # mm
OVER = 1.0  # mm; a closing line runs on by this, so that it surely meets what it ends at
MOST_RETAKEN = 20_000  # lines
FLAT = 0.05  # mm; a point this near to a straight line is none


@dataclass(frozen=True, slots=True)
class Drawn:
    """All that a drawing shows of walls, mm; `names` are the room names printed and where, `solids` filled shapes and columns.

    `mixed` where no layer tells walls from the rest: then they are told by running in pairs.
    """

    lines: Sequence[Segment]
    arcs: Sequence[Arc] = ()
    solids: Sequence[Outline] = ()
    symbols: Sequence[Symbol] = ()
    marks: Sequence[Mark] = ()
    names: Sequence[tuple[Point2, str]] = ()
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class RoomGap:
    """A gap that was closed, and the numbers of the rooms it lies between (one where the outside is beyond)."""

    gap: Gap
    rooms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FoundSpaces:
    """The rooms, largest first; the gaps between them; bodies standing free in them; small spaces without a door, which are none.

    `nested` counts rooms that lie within another's outline, `retaken` lines of door and window layers that were taken for walls;
    `joined` wall lines did not quite meet, by `mended` mm at most. `lines` are all faces, arcs as chords: `walls_behind` asks for them and
    for `closing`, the faces that go on across the gaps.
    """

    rooms: tuple[Outline, ...]
    gaps: tuple[RoomGap, ...] = ()
    free: tuple[Outline, ...] = ()
    shut: tuple[Outline, ...] = ()
    retaken: int = 0
    nested: int = 0
    joined: int = 0
    mended: float = 0.0
    lines: tuple[Segment, ...] = ()
    closing: tuple[Segment, ...] = ()


def find_rooms(drawn: Drawn) -> FoundSpaces:
    """Return the rooms between walls. Ask `too_many` first: what it refuses would take minutes here.

    Where the wall lines close in nothing, loose lines on layers of doors and windows are taken for walls, too.
    """
    found = _between(drawn)
    if found.rooms or not drawn.marks:
        return found
    more = [edge for mark in drawn.marks for edge in pairwise(mark.points)]
    if len(more) + len(drawn.lines) > MOST_RETAKEN:
        return found
    again = _between(replace(drawn, lines=(*drawn.lines, *more), marks=()))
    return replace(again, retaken=len(more)) if again.rooms else found


def _between(drawn: Drawn) -> FoundSpaces:
    lines = wall_faces(drawn)
    faces = faces_of(lines)
    if not len(faces.edges):
        return FoundSpaces(())
    gaps = gaps_in(faces, ends_of(faces), drawn.symbols, drawn.marks, broken(drawn.arcs))
    kept = _kept(_Cells(faces, gaps), gaps, drawn.names)
    cells = _Cells(faces, kept)
    beside = [tuple(cell for pair in cells.across(gap) for cell in pair) for gap in kept]
    wide = [i for i, cell in enumerate(cells.cells) if _is_room(cell)]
    outlines = {i: _outline(cells.cells[i]) for i in wide}
    shut = _shut(cells, wide, {cell for pair in beside for cell in pair}, drawn)
    order = sorted((i for i in wide if i not in shut and outlines[i]), key=lambda i: -area(outlines[i]))
    place = {cell: number for number, cell in enumerate(order)}
    between = [
        RoomGap(gap, tuple(sorted({place[c] for c in pair if c in place})))
        for gap, pair in zip(kept, beside, strict=True)
    ]
    free, nested = _free(cells, order)
    return FoundSpaces(
        tuple(outlines[i] for i in order),
        tuple(one for one in between if one.rooms and one.gap.kind),
        free,
        tuple(outlines[i] for i in sorted(shut)),
        nested=nested,
        joined=faces.joined,
        mended=faces.mended,
        lines=tuple(lines),
        closing=tuple(line for gap in kept for line in gap.lines),
    )


def wall_faces(drawn: Drawn) -> list[Segment]:
    """Return the lines that bound walls: those drawn, arcs as chords, and the edges of filled shapes, united where they overlap."""
    drawn_lines, arcs = list(drawn.lines), list(drawn.arcs)
    if drawn.mixed:
        drawn_lines, arcs = walls_among(drawn_lines) or drawn_lines, in_pairs(arcs)
    lines = chorded(drawn_lines, arcs)
    thin: list[BaseGeometry] = []
    rest: list[BaseGeometry] = []
    for ring in drawn.solids:
        shape: BaseGeometry = shapely.Polygon(ring)
        shape = shape if shape.is_valid else shapely.make_valid(shape)
        (thin if shape.buffer(-LEAST_WIDTH).is_empty else rest).append(shape)
    mass = shapely.union_all(thin)
    if lines and not mass.is_empty:
        table = np.array(lines, dtype=float).reshape(-1, 2, 2)
        covered = shapely.covered_by(np.asarray(shapely.linestrings(table)), mass.buffer(0.5))
        deep = shapely.distance(np.asarray(shapely.points(table.mean(axis=1))), mass.boundary) > 1.0
        lines = [line for line, inside in zip(lines, covered & deep, strict=True) if not inside]
    return [*lines, *(edge for shape in (mass, *rest) for edge in _edges(shape))]


def _edges(shape: BaseGeometry) -> list[Segment]:
    rings = [
        ring for ring in shapely.get_parts(shapely.boundary(shape)) if ring.geom_type in ("LineString", "LinearRing")
    ]
    return [((a[0], a[1]), (b[0], b[1])) for ring in rings for a, b in pairwise(ring.coords)]


def _shut(cells: _Cells, wide: Sequence[int], opened: set[int], drawn: Drawn) -> set[int]:
    """Return which wide cells are no rooms: small, without an opening and a name: a shaft, or a wall as thick as that."""
    if not opened - {-1}:
        return set()  # nobody drew openings here
    named = set(cells.holding([at for at, _ in drawn.names]))
    points = [point for symbol in drawn.symbols for point in symbol.points] + [
        p for mark in drawn.marks for p in mark.points
    ]
    tree = shapely.STRtree(np.asarray(shapely.points(np.array(points, dtype=float).reshape(-1, 2))))
    return {
        i
        for i in wide
        if cells.cells[i].area < LEAST_SHUT
        and i not in opened
        and i not in named
        and not len(tree.query(cells.cells[i], predicate="dwithin", distance=SYMBOL_NEAR))
    }


def _free(cells: _Cells, order: Sequence[int]) -> tuple[tuple[Outline, ...], int]:
    """Return the bodies standing free in rooms, and how many rooms stand so, with their walls around them."""
    holes = [
        hole
        for i in order
        for ring in cells.cells[i].interiors
        if (hole := tidy(_corners([(x, y) for x, y in ring.coords][:-1])))
    ]
    inside = [shapely.Point(cells.cells[i].representative_point()) for i in order]
    tree = shapely.STRtree(inside)
    bodies, nested = [], 0
    for hole in holes:
        count = len(tree.query(shapely.Polygon(hole), predicate="contains"))
        nested += count
        if not count:
            bodies.append(hole)
    return tuple(bodies), nested


class _Cells:
    """The spaces that faces and closing lines part, narrow and wide."""

    def __init__(self, faces: Faces, gaps: Sequence[Gap]) -> None:
        closing = np.array([line for gap in gaps for line in gap.lines], dtype=float).reshape(-1, 2, 2)
        way = closing[:, 1] - closing[:, 0]
        closing[:, 1] += way * (OVER / np.maximum(np.hypot(way[:, 0], way[:, 1]), OVER))[:, None]
        parts = noded(np.concatenate([faces.segments, closing]))
        self.cells: NDArray[np.object_] = shapely.get_parts(shapely.polygonize(parts))
        self.tree = shapely.STRtree(self.cells)

    def holding(self, points: Sequence[Point2]) -> list[int]:
        """Return the cell around each point, -1 outside."""
        found = [-1] * len(points)
        for point, cell in self.tree.query(shapely.points(points), predicate="within").T.tolist() if points else ():
            found[point] = cell
        return found

    def across(self, gap: Gap) -> list[tuple[int, int]]:
        """Return the cells on the two sides of each line that closes a gap, -1 for the outside."""
        points: list[Point2] = []
        for (ax, ay), (bx, by) in gap.lines:
            size = math.dist((ax, ay), (bx, by)) or 1.0
            nx, ny = -(by - ay) / size * 5.0, (bx - ax) / size * 5.0
            points += [((ax + bx) / 2 + nx, (ay + by) / 2 + ny), ((ax + bx) / 2 - nx, (ay + by) / 2 - ny)]
        found = self.holding(points)
        return list(zip(found[::2], found[1::2], strict=True))


def _kept(cells: _Cells, gaps: Sequence[Gap], names: Sequence[tuple[Point2, str]]) -> list[Gap]:
    """Return the gaps to close: all but the weak ones that would part a room."""
    group = list(range(len(cells.cells) + 1))  # the last one is the outside, -1

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    wide = {i for i, cell in enumerate(cells.cells) if _is_room(cell)}
    rooms = set(wide)  # groups with a room in them, and those with a name
    named = {cell for cell in cells.holding([at for at, _ in names]) if cell in wide}
    kept = [gap for gap in gaps if gap.strength != "weak"]
    for gap in sorted((gap for gap in gaps if gap.strength == "weak"), key=lambda gap: -gap.width):
        before = list(group)
        outside, pairs = root(-1), [(root(a), root(b)) for a, b in cells.across(gap)]
        touched = {cell for pair in pairs for cell in pair}
        for a, b in pairs:
            group[root(a)] = root(b)
        joined: dict[int, list[int]] = {}
        for cell in touched | {outside}:
            joined.setdefault(root(cell), []).append(cell)
        for new, old in joined.items():
            if (outside in old and rooms & set(old)) or len(named & set(old)) > 1:
                group = before
                kept.append(gap)
                break
            rooms |= {new} if rooms & set(old) else set()
            named |= {new} if named & set(old) else set()
    return kept


def _is_room(cell: shapely.Polygon) -> bool:
    return bool(cell.area >= LEAST_ROOM and not cell.buffer(-LEAST_WIDTH).is_empty)


def _outline(cell: shapely.Polygon) -> Outline:
    """Return the outline of a cell: without the points at which other lines only touch it, and without slips at its corners."""
    ring = _corners([(x, y) for x, y in cell.exterior.coords][:-1])
    for told in (_without_slips(ring), ring):
        outline = tidy([p for i, p in enumerate(told) if math.dist(p, told[i - 1]) > FLAT])
        if outline and is_simple(outline):
            return outline
    return ()


def _corners(ring: list[Point2]) -> list[Point2]:
    line = shapely.LineString([*ring, ring[0]]).simplify(FLAT)
    points = [(x, y) for x, y in line.coords][:-1]
    turned = shapely.LineString([*points[1:], *points[:2]]).simplify(FLAT)  # the point it began at may be none
    return [(x, y) for x, y in turned.coords][:-1]


def _without_slips(ring: list[Point2]) -> list[Point2]:
    """Return a ring with edges under STEP taken out where those before and after them meet at once."""
    done = list(ring)
    i = 0
    while i < len(done) and len(done) > 4:
        a, b, c, d = done[i - 1], done[i], done[(i + 1) % len(done)], done[(i + 2) % len(done)]
        corner = _crossing(a, b, c, d) if math.dist(b, c) < STEP else None
        if corner is not None and max(math.dist(corner, b), math.dist(corner, c)) <= 2 * STEP:
            done[i] = corner
            done.pop((i + 1) % len(done))
        else:
            i += 1
    return done


def _crossing(a: Point2, b: Point2, c: Point2, d: Point2) -> Point2 | None:
    """Return where the lines a-b and c-d cross, None where they run nearly alike."""
    dx, dy, ex, ey = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
    turn = dx * ey - dy * ex
    if abs(turn) < 0.3 * math.hypot(dx, dy) * math.hypot(ex, ey):
        return None
    share = ((c[0] - a[0]) * ey - (c[1] - a[1]) * ex) / turn
    return (a[0] + dx * share, a[1] + dy * share)
