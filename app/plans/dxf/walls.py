"""Rooms and lines -> walls: behind each side of a room the next parallel line is the wall's other face. Plan axes, mm.

Where no room outlines are drawn, the spaces between wall lines are the rooms.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from app.geometry.frame import Point2
from app.geometry.polygon import Outline
from app.plans.curves import Arc
from app.plans.dxf.arcs import bent
from app.plans.dxf.faces import Segment
from app.plans.dxf.spaces import Drawn, find_rooms
from app.plans.plan import Curve, Wall

THINNEST, THICKEST = 40.0, 600.0  # a wall's other face is searched between these
LEAF = 150.0  # mm; lines this near behind each other are the leaves of one wall: brick, cavity, block, plaster
UNEVEN = 0.0175  # a face may run off by a degree
SEEN = 0.2  # share of a side that must have a face behind it
SHORT = 150.0  # a change of thickness over less than this is not followed
SAME = 15.0  # walls this near to each other are one
JOIN = 400.0  # pieces of one wall this far apart are one
MOST_SEGMENTS = 30_000
MOST_CROSSINGS = 50_000  # real drawings have a handful; a million take half a minute to cut at


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of wall behind a side: from `start` to `end` mm along the side, `thickness` mm."""

    start: float
    end: float
    thickness: float


@dataclass(frozen=True, slots=True)
class FoundWalls:
    """The walls; how many sides have none behind them; the least and the most mm of walls that are not of even thickness."""

    walls: tuple[Wall, ...]
    bare: int
    uneven: tuple[tuple[float, float], ...]
    curves: tuple[Curve, ...] = ()


def rooms_between(lines: Sequence[Segment]) -> tuple[Outline, ...]:
    """Return the spaces that wall lines close in and that are wide enough to be rooms, largest first; `find_rooms` tells more.

    Ask `too_many` first: what it refuses would take minutes here.
    """
    return find_rooms(Drawn(lines)).rooms


def too_many(lines: Sequence[Segment]) -> str:
    """Return why wall lines are too many or too tangled to look for rooms between them, "" when they are not."""
    if len(lines) > MOST_SEGMENTS:
        return f"draws {len(lines)} wall lines, more than {MOST_SEGMENTS}"
    if not lines:
        return ""
    drawn: NDArray[np.object_] = np.array([shapely.LineString(line) for line in lines])
    every = max(1, len(lines) // 256)  # some of them tell how it is with all
    found = shapely.STRtree(drawn).query(drawn[::every], predicate="crosses").shape[1]
    crossings = found * every // 2
    if crossings > MOST_CROSSINGS:
        return f"its {len(lines)} wall lines cross each other about {crossings} times, more than {MOST_CROSSINGS}"
    return ""


def walls_behind(
    rooms: Sequence[Outline], lines: Sequence[Segment], height: float, arcs: Sequence[Arc] = ()
) -> FoundWalls:
    """Return the walls around rooms, from the `lines` drawn beyond their sides and from the rooms' own sides.

    Give the lines of `FoundRooms.lines`, and the `arcs` that walls follow: their chords become curves.
    """
    own = [edge for room in rooms for edge in _edges(room)]
    table = np.array([*lines, *own], dtype=float).reshape(-1, 4)
    behind = _Behind(table, len(table) - len(own))
    stretches: list[tuple[Point2, Point2, float]] = []
    bare = 0
    uneven: list[tuple[float, float]] = []
    for room in rooms:
        pieces = [behind.pieces(a, b, uneven) for a, b in _edges(room)]
        ends = [_is_end(room, i, one) for i, one in enumerate(pieces)]
        pieces = [[] if end else one for one, end in zip(pieces, ends, strict=True)]
        bare += sum(not one and not end for one, end in zip(pieces, ends, strict=True))
        stretches += _centre_lines(room, pieces)
    walls = [
        Wall(f"w{i}", _micron(a), _micron(b), t, height) for i, (a, b, t) in enumerate(_merged(stretches), start=1)
    ]
    bowed, curves = bent(walls, arcs) if arcs else (tuple(walls), ())
    return FoundWalls(bowed, bare, tuple(sorted(set(uneven))), curves)


def _micron(point: Point2) -> Point2:
    """Return a point to 0.001 mm, as the drawing's own points are read: what is below is the arithmetic's, not the drawing's."""
    return (round(point[0], 3), round(point[1], 3))


def _edges(room: Outline) -> list[Segment]:
    return list(zip(room, (*room[1:], room[0]), strict=True))


def _is_end(room: Outline, number: int, pieces: list[_Piece]) -> bool:
    """Return whether a side is the end of a wall that stands into the room: shorter than what lies behind it is deep."""
    before, a, b, after = (room[(number + i) % len(room)] for i in (-1, 0, 1, 2))
    if math.dist(a, b) > THICKEST or _turn(before, a, b) >= 0 or _turn(a, b, after) >= 0:
        return False
    return all(piece.thickness > math.dist(a, b) for piece in pieces)


def _turn(a: Point2, b: Point2, c: Point2) -> float:
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])


class _Behind:
    """All lines that may be the other face of a wall; those from `rooms` on are the sides of rooms: there a wall surely ends."""

    def __init__(self, table: NDArray[np.float64], rooms: int) -> None:
        self.table, self.rooms = table, rooms
        self.tree = shapely.STRtree(np.asarray(shapely.linestrings(table.reshape(-1, 2, 2))))

    def pieces(self, a: Point2, b: Point2, uneven: list[tuple[float, float]]) -> list[_Piece]:
        """Return the wall behind the side a -> b of a counter-clockwise room, as pieces of one thickness; [] when there is none."""
        length = math.dist(a, b)
        faces = self._faces(a, b, length)
        cuts = sorted({0.0, length, *(cut for face in faces for cut in face[:2])})
        pieces: list[_Piece | None] = []
        seen = 0.0
        for s, e in pairwise(cuts):
            face = _other_face([face for face in faces if face[0] <= s and face[1] >= e])
            if face is None:
                pieces.append(None)
                continue
            seen += e - s
            pieces.append(_Piece(s, e, round(face[2], 1)))
            if face[3] - face[2] > 10.0:
                uneven.append((round(face[2]), round(face[3])))
        return _smoothed(pieces, cuts) if seen >= SEEN * length else []

    def _faces(self, a: Point2, b: Point2, length: float) -> list[_Face]:
        """Return the lines that run along behind a side."""
        ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
        zone = shapely.Polygon([a, b, _moved(a, b, length, THICKEST + 1.0), _moved(a, b, 0.0, THICKEST + 1.0)])
        rows = np.sort(self.tree.query(zone, predicate="intersects"))
        table = self.table[rows]
        along = (table[:, [0, 2]] - a[0]) * ux + (table[:, [1, 3]] - a[1]) * uy
        away = (table[:, [0, 2]] - a[0]) * uy - (table[:, [1, 3]] - a[1]) * ux
        start, end = along.min(axis=1), along.max(axis=1)
        near, far = away.min(axis=1), away.max(axis=1)
        fits = (near >= THINNEST) & (far <= THICKEST) & (far - near <= UNEVEN * (end - start))
        fits &= np.minimum(end, length) - np.maximum(start, 0.0) > 20.0
        found = zip(start[fits], end[fits], near[fits], far[fits], rows[fits], strict=True)
        return [
            (max(float(s), 0.0), min(float(e), length), float(n), float(f), bool(row >= self.rooms))
            for s, e, n, f, row in found
        ]


type _Face = tuple[
    float, float, float, float, bool
]  # from, to along a side, nearest, farthest behind it, whether it is a room's side


def _other_face(faces: list[_Face]) -> _Face | None:
    """Return the other face of a wall out of the lines behind a side: another room's side, else the last leaf."""
    faces = sorted(faces, key=lambda face: face[2])
    found: _Face | None = None
    for face in faces:
        if found is None or face[2] - found[2] <= LEAF:
            found = face
        if found[4]:
            break
    return found


def _smoothed(pieces: list[_Piece | None], cuts: list[float]) -> list[_Piece]:
    """Return pieces with the gaps (doors, windows, crossings) and the short ones given to the neighbour before, or after."""
    firm = [piece for piece in pieces if piece is not None and piece.end - piece.start > SHORT]
    firm = firm or [max((piece for piece in pieces if piece is not None), key=lambda piece: piece.end - piece.start)]
    found: list[_Piece] = []
    for piece in firm:
        if found and abs(found[-1].thickness - piece.thickness) <= SAME:
            found[-1] = _Piece(found[-1].start, piece.end, found[-1].thickness)
        elif found:
            found[-1] = _Piece(found[-1].start, piece.start, found[-1].thickness)
            found.append(piece)
        else:
            found.append(_Piece(cuts[0], piece.end, piece.thickness))
    found[-1] = _Piece(found[-1].start, cuts[-1], found[-1].thickness)
    return found


def _centre_lines(room: Outline, behind: list[list[_Piece]]) -> list[tuple[Point2, Point2, float]]:
    """Return the centre lines of the walls behind a room, run on to where they meet at its corners."""
    edges = _edges(room)
    found = []
    for i, ((a, b), pieces) in enumerate(zip(edges, behind, strict=True)):
        before, after = behind[i - 1], behind[(i + 1) % len(edges)]
        for piece in pieces:
            p, q = _moved(a, b, piece.start, piece.thickness / 2), _moved(a, b, piece.end, piece.thickness / 2)
            if piece is pieces[0] and before:
                p = _crossing(p, q, _shifted(*edges[i - 1], before[-1].thickness / 2)) or p
            if piece is pieces[-1] and after:
                q = _crossing(p, q, _shifted(*edges[(i + 1) % len(edges)], after[0].thickness / 2)) or q
            if math.dist(p, q) > 1.0:
                found.append((p, q, piece.thickness))
    return found


def _moved(a: Point2, b: Point2, along: float, out: float) -> Point2:
    length = math.dist(a, b)
    ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    return (a[0] + ux * along + uy * out, a[1] + uy * along - ux * out)


def _shifted(a: Point2, b: Point2, out: float) -> Segment:
    return (_moved(a, b, 0.0, out), _moved(a, b, math.dist(a, b), out))


def _crossing(p: Point2, q: Point2, other: Segment) -> Point2 | None:
    (ax, ay), (bx, by) = other
    dx, dy, ex, ey = q[0] - p[0], q[1] - p[1], bx - ax, by - ay
    turn = dx * ey - dy * ex
    if abs(turn) <= 0.05 * math.hypot(dx, dy) * math.hypot(ex, ey):
        return None
    share = ((ax - p[0]) * ey - (ay - p[1]) * ex) / turn
    return (p[0] + dx * share, p[1] + dy * share)


def _merged(stretches: list[tuple[Point2, Point2, float]]) -> list[tuple[Point2, Point2, float]]:
    """Return walls of which no two lie in each other: stretches along one centre line and of one thickness are joined."""
    groups: list[
        tuple[Point2, Point2, float, list[Point2]]
    ] = []  # a point, the direction, the thickness, [from, to] along it
    for a, b, thickness in stretches:
        ux, uy = (b[0] - a[0]) / math.dist(a, b), (b[1] - a[1]) / math.dist(a, b)
        if ux < -1e-9 or (abs(ux) <= 1e-9 and uy < 0):
            a, b, ux, uy = b, a, -ux, -uy
        for origin, (vx, vy), other, spans in groups:
            off = abs((a[0] - origin[0]) * vy - (a[1] - origin[1]) * vx)
            if abs(ux * vy - uy * vx) < 0.005 and off <= SAME and abs(thickness - other) <= SAME:
                spans.append((_dot(a, origin, (vx, vy)), _dot(b, origin, (vx, vy))))
                break
        else:
            groups.append((a, (ux, uy), thickness, [(0.0, math.dist(a, b))]))
    return [
        ((o[0] + v[0] * s, o[1] + v[1] * s), (o[0] + v[0] * e, o[1] + v[1] * e), thickness)
        for o, v, thickness, spans in groups
        for s, e in _joined(spans)
    ]


def _dot(point: Point2, origin: Point2, direction: Point2) -> float:
    return (point[0] - origin[0]) * direction[0] + (point[1] - origin[1]) * direction[1]


def _joined(spans: list[Point2]) -> list[Point2]:
    joined: list[Point2] = []
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] <= JOIN:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
