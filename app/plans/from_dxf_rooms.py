"""Wall lines with gaps -> rooms: the spaces that walls close in once their gaps are closed, each gap by what speaks for it. Plan axes, mm.

A gap with a door or window is closed, so is one between two ends of a wall that face each other. Where a wall's end only faces another
wall, the space beyond is another room if it would else be outside, or if both sides bear names of their own; else it is one room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from app.geometry.frame import Point2
from app.geometry.polygon import Outline, area, tidy
from app.plans.curves import Arc
from app.plans.from_dxf_faces import Faces, Segment, ends_of, faces_of, noded
from app.plans.from_dxf_gaps import Gap, Mark, gaps_in
from app.plans.from_dxf_openings import Symbol

LEAST_ROOM = 1.0e6  # mm²
LEAST_WIDTH = 400.0  # mm; half the width of the narrowest room
STEP = 10.0  # mm; an edge shorter than this between two others that meet is the drawing's slip
FLAT = 0.05  # mm; a point this near to a straight line is none


@dataclass(frozen=True, slots=True)
class Drawn:
    """All that a drawing shows of walls, mm; `names` are the room names printed and where, `solids` filled shapes and columns."""

    lines: Sequence[Segment]
    arcs: Sequence[Arc] = ()
    solids: Sequence[Outline] = ()
    symbols: Sequence[Symbol] = ()
    marks: Sequence[Mark] = ()
    names: Sequence[tuple[Point2, str]] = ()


@dataclass(frozen=True, slots=True)
class RoomGap:
    """A gap that was closed, and the numbers of the rooms it lies between (one where the outside is beyond)."""

    gap: Gap
    rooms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FoundRooms:
    """The rooms, largest first; the gaps between them; bodies standing free in them; what was mended: lines joined, and over how much."""

    rooms: tuple[Outline, ...]
    gaps: tuple[RoomGap, ...] = ()
    free: tuple[Outline, ...] = ()
    joined: int = 0
    mended: float = 0.0
    lines: tuple[Segment, ...] = ()  # all faces, arcs as chords: what walls_behind asks for


def find_rooms(drawn: Drawn) -> FoundRooms:
    """Return the rooms between walls. Ask `too_many` first: what it refuses would take minutes here."""
    lines = [*drawn.lines, *(edge for ring in drawn.solids for edge in zip(ring, (*ring[1:], ring[0]), strict=True))]
    faces = faces_of(lines)
    if not len(faces.edges):
        return FoundRooms(())
    gaps = gaps_in(faces, ends_of(faces), drawn.symbols, drawn.marks)
    cells = _Cells(faces, gaps)
    kept = _kept(cells, gaps, drawn.names)
    cells = _Cells(faces, kept)
    numbers = [i for i, cell in enumerate(cells.cells) if _is_room(cell)]
    outlines = {i: _outline(cells.cells[i]) for i in numbers}
    order = sorted((i for i in numbers if outlines[i]), key=lambda i: -area(outlines[i]))
    place = {cell: number for number, cell in enumerate(order)}
    beside = [RoomGap(gap, tuple(sorted({place[c] for c in cells.beside(gap) if c in place}))) for gap in kept]
    return FoundRooms(
        tuple(outlines[i] for i in order),
        tuple(one for one in beside if one.rooms and one.gap.kind),
        tuple(hole for i in order for hole in _holes(cells.cells[i])),
        faces.joined,
        faces.mended,
        tuple(lines),
    )


class _Cells:
    """The spaces that faces and closing lines part, narrow and wide."""

    def __init__(self, faces: Faces, gaps: Sequence[Gap]) -> None:
        closing = np.array([line for gap in gaps for line in gap.lines], dtype=float).reshape(-1, 2, 2)
        parts = noded(np.concatenate([faces.segments, closing]))
        found = shapely.get_parts(shapely.polygonize(parts))
        self.cells: NDArray[np.object_] = found
        self.tree = shapely.STRtree(found)

    def holding(self, points: Sequence[Point2]) -> list[int]:
        """Return the cell around each point, -1 outside."""
        found = [-1] * len(points)
        for point, cell in self.tree.query(shapely.points(points), predicate="within").T.tolist() if points else ():
            found[point] = cell
        return found

    def beside(self, gap: Gap) -> list[int]:
        """Return the cells on both sides of each line that closes a gap, but for what is inside the gap; -1 for the outside."""
        points: list[Point2] = []
        for (ax, ay), (bx, by) in gap.lines:
            size = float(np.hypot(bx - ax, by - ay)) or 1.0
            nx, ny = -(by - ay) / size * 5.0, (bx - ax) / size * 5.0
            middle = ((ax + bx) / 2, (ay + by) / 2)
            points += [(middle[0] + nx, middle[1] + ny), (middle[0] - nx, middle[1] - ny)]
        if len(gap.lines) == 2:
            centre = (np.array(gap.lines[0]).mean(axis=0) + np.array(gap.lines[1]).mean(axis=0)) / 2
            points = [
                max(pair, key=lambda p: float(np.hypot(*(np.array(p) - centre)))) for pair in (points[:2], points[2:])
            ]
        return self.holding(points)


def _kept(cells: _Cells, gaps: Sequence[Gap], names: Sequence[tuple[Point2, str]]) -> list[Gap]:
    """Return the gaps to close: all but the weak ones that would part a room."""
    group = list(range(len(cells.cells)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    named: dict[int, set[str]] = {}
    for (_, name), cell in zip(names, cells.holding([at for at, _ in names]), strict=True):
        if cell >= 0:
            named.setdefault(cell, set()).add(name)
    rooms = {i for i, cell in enumerate(cells.cells) if named.get(i) and _is_room(cell)}
    kept = [gap for gap in gaps if gap.strength != "weak"]
    for gap in sorted((gap for gap in gaps if gap.strength == "weak"), key=lambda gap: -gap.width):
        beside = {root(cell) if cell >= 0 else -1 for cell in cells.beside(gap)}
        inside = sorted(beside - {-1})
        if -1 in beside and inside:
            kept.append(gap)
        elif len(inside) == 2:
            a, b = inside
            if a in rooms and b in rooms:
                kept.append(gap)
            else:
                group[a] = b
                rooms |= {b} if a in rooms else set()
    return kept


def _is_room(cell: shapely.Polygon) -> bool:
    return bool(cell.area >= LEAST_ROOM and not cell.buffer(-LEAST_WIDTH).is_empty)


def _outline(cell: shapely.Polygon) -> Outline:
    """Return the outline of a cell: without the points at which other lines only touch it, and without slips at its corners."""
    ring = [(x, y) for x, y in cell.exterior.coords][:-1]
    return tidy(_without_slips(_corners(ring)))


def _corners(ring: list[Point2]) -> list[Point2]:
    line = shapely.LineString([*ring, ring[0]]).simplify(FLAT)
    points = [(x, y) for x, y in line.coords][:-1]
    turned = shapely.LineString([*points[1:], *points[:2]]).simplify(FLAT)  # the point it began at may be none
    return [(x, y) for x, y in turned.coords][:-1]


def _without_slips(ring: list[Point2]) -> list[Point2]:
    return ring


def _holes(cell: shapely.Polygon) -> tuple[Outline, ...]:
    return tuple(hole for ring in cell.interiors if (hole := tidy(list(ring.coords)[:-1])))
