"""Walls, openings and what is built in follow the sides of rooms that were measured. Plan axes, mm.

A side's face is where it was measured, exactly; the other face of its wall stays, or goes where the room behind it was measured.
Openings keep their distance from the nearer end of what was measured, things built in their distance from the sides they touch.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.geometry.frame import Point2
from app.geometry.ring import contains
from app.plans.check import THICKNESS
from app.plans.plan import Obstacle, Opening, Plan, Service, Side, Wall
from app.plans.sides import LEAST, NEAR, PARALLEL, along_wall
from app.plans.surveys.measures import OpeningMeasure

NANO = 6


@dataclass(frozen=True, slots=True)
class MovedSide:
    """A side as drawn, and where its ends are by the survey."""

    side: Side
    left: Point2
    right: Point2


@dataclass(frozen=True, slots=True)
class _Face:
    """The face of a wall along its own direction: the drawn ends of the sides on it, and where those are now."""

    ends: tuple[Point2, Point2]
    moved: tuple[Point2, Point2]
    left: bool  # of the wall


@dataclass(frozen=True, slots=True)
class MovedWall:
    """A piece of a drawn wall, from `first` to `last` mm along it, and where that is by the survey."""

    drawn: Wall
    first: float
    last: float
    wall: Wall


def moved_walls(plan: Plan, sides: Sequence[MovedSide]) -> tuple[MovedWall, ...]:
    """Return the walls of a plan, those behind moved sides with their faces there, cut where one room ends and another begins."""
    found: list[MovedWall] = []
    for wall in plan.walls:
        behind = [side for side in sides if _is_behind(wall, side.side)]
        if all(side.left == side.side.left and side.right == side.side.right for side in behind):
            found.append(MovedWall(wall, 0.0, wall.length, wall))
            continue
        cuts = [0.0, *_cuts(wall, behind), wall.length]
        for number, (first, last) in enumerate(pairwise(cuts), start=1):
            name = wall.id if number == 1 else f"{wall.id}~{number}"
            piece = replace(wall, id=name, start=along_wall(wall, first), end=along_wall(wall, last))
            moved = _moved_wall(piece, [side for side in behind if _is_behind(piece, side.side)])
            found.append(MovedWall(wall, first, last, moved))
    return tuple(found)


def _cuts(wall: Wall, behind: Sequence[MovedSide]) -> list[float]:
    """Return where along a wall one side on a face ends and the next begins, halfway between them."""
    way, found = _unit(wall.start, wall.end), []
    for left in (True, False):
        spans = sorted(
            sorted(_along(end, wall.start, way) for end in (one.side.left, one.side.right))
            for one in behind
            if _on_left(wall, one.side) == left
        )
        found += [(one[1] + other[0]) / 2.0 for one, other in pairwise(spans)]
    cuts: list[float] = []
    for cut in sorted(found):
        if (not cuts or cut - cuts[-1] > NEAR) and NEAR < cut < wall.length - NEAR:
            cuts.append(cut)
    return cuts


def moved_openings(
    plan: Plan, walls: Sequence[MovedWall], sides: Sequence[MovedSide], measures: Iterable[OpeningMeasure]
) -> tuple[Opening, ...]:
    """Return the openings of a plan where they are in the moved walls, as measured where they were."""
    pieces: dict[str, list[MovedWall]] = {}
    for piece in walls:
        pieces.setdefault(piece.drawn.id, []).append(piece)
    taken = {measure.opening: measure for measure in measures}
    by_id = {moved.side.id: moved for moved in sides}
    found = []
    for opening in plan.openings:
        middle = opening.offset + opening.width / 2.0
        there = pieces[opening.wall]
        piece = next((one for one in there if one.first <= middle <= one.last), there[-1])
        found.append(_moved_opening(opening, piece, taken.get(opening.id), by_id))
    return tuple(found)


def _moved_opening(
    opening: Opening, piece: MovedWall, measure: OpeningMeasure | None, sides: Mapping[str, MovedSide]
) -> Opening:
    if measure is None and piece.wall is piece.drawn:
        return opening
    offset, width = opening.offset - piece.first, opening.width
    if measure is not None and measure.width:
        offset, width = offset + (width - measure.width) / 2.0, measure.width
    length, before = piece.wall.length, piece.last - piece.first
    if offset + width / 2.0 > before / 2.0:
        offset += length - before
    if measure is not None and measure.offset is not None and measure.side in sides:
        offset = _measured_offset(sides[measure.side], measure.offset, width, piece.wall)
    offset = offset if width > length else min(max(offset, 0.0), length - width)
    sill, head = (measure.sill, measure.head) if measure is not None and measure.head else (opening.sill, opening.head)
    if piece.wall is piece.drawn and abs(offset - opening.offset) < LEAST / 1000.0:
        offset = opening.offset
    return replace(opening, wall=piece.wall.id, offset=round(offset, NANO) + 0.0, width=width, sill=sill, head=head)


def moved_things(
    plan: Plan, sides: Sequence[MovedSide], outlines: Sequence[Sequence[Point2]]
) -> tuple[tuple[Obstacle, ...], tuple[Service, ...]]:
    """Return obstacles and service points, those in one of the rooms `outlines` that touch moved sides gone with them."""
    obstacles = []
    for thing in plan.obstacles:
        dx, dy = _way(thing.outline, sides) if any(_meets(room, thing.outline) for room in outlines) else (0.0, 0.0)
        moved = tuple((round(x + dx, NANO) + 0.0, round(y + dy, NANO) + 0.0) for x, y in thing.outline)
        obstacles.append(replace(thing, outline=moved) if dx or dy else thing)
    services = []
    for point in plan.services:
        x, y, z = point.at
        dx, dy = _way([(x, y)], sides)
        services.append(replace(point, at=(x + dx, y + dy, z)) if dx or dy else point)
    return tuple(obstacles), tuple(services)


def _meets(room: Sequence[Point2], outline: Sequence[Point2]) -> bool:
    middle = (math.fsum(x for x, _ in outline) / len(outline), math.fsum(y for _, y in outline) / len(outline))
    return contains(room, middle)


def _measured_offset(moved: MovedSide, offset: float, width: float, wall: Wall) -> float:
    """Return from where on a wall an opening is whose near jamb is `offset` from the left end of a side."""
    ux, uy = _unit(moved.left, moved.right)
    jamb = (moved.left[0] + ux * offset, moved.left[1] + uy * offset)
    wx, wy = _unit(wall.start, wall.end)
    along = (jamb[0] - wall.start[0]) * wx + (jamb[1] - wall.start[1]) * wy
    return along if ux * wx + uy * wy > 0 else along - width


def _is_behind(wall: Wall, side: Side) -> bool:
    ux, uy = _unit(side.left, side.right)
    wx, wy = _unit(wall.start, wall.end)
    if abs(ux * wy - uy * wx) > PARALLEL:
        return False
    middle = ((wall.start[0] + wall.end[0]) / 2.0, (wall.start[1] + wall.end[1]) / 2.0)
    away = -uy * (middle[0] - side.left[0]) + ux * (middle[1] - side.left[1])
    if abs(away - wall.thickness / 2.0) > NEAR:
        return False
    a, b = sorted((x - side.left[0]) * ux + (y - side.left[1]) * uy for x, y in (wall.start, wall.end))
    return min(b, side.length) - max(a, 0.0) > LEAST


def _moved_wall(wall: Wall, sides: Sequence[MovedSide]) -> Wall:
    faces = [face for left in (True, False) if (face := _face(wall, sides, left)) is not None]
    if all(face.ends == face.moved for face in faces):
        return wall
    faces.sort(key=lambda face: face.ends == face.moved)  # what moved is where it was measured, exactly
    face = faces[0]
    wx, wy = _unit(wall.start, wall.end)
    ux, uy = _unit(*face.moved)
    before, after = (_along(wall.start, face.ends[0], (wx, wy)), _along(wall.end, face.ends[1], (wx, wy)))
    thickness = _thickness(wall, faces)
    half = -thickness / 2.0 if face.left else thickness / 2.0  # from the face to the centre line, to the left
    nx, ny = -uy * half, ux * half
    (ax, ay), (bx, by) = face.moved
    start, end = (ax + ux * before + nx, ay + uy * before + ny), (bx + ux * after + nx, by + uy * after + ny)
    return replace(wall, start=_neat(start), end=_neat(end), thickness=round(thickness, NANO))


def _face(wall: Wall, sides: Sequence[MovedSide], left: bool) -> _Face | None:
    """Return the left or right face of a wall from the first to the last of the sides on it."""
    way = _unit(wall.start, wall.end)
    ends: list[tuple[float, Point2, Point2]] = []
    for one in sides:
        if _on_left(wall, one.side) == left:
            for old, new in ((one.side.left, one.left), (one.side.right, one.right)):
                ends.append((_along(old, wall.start, way), old, new))
    if not ends:
        return None
    first, last = min(ends), max(ends)
    return _Face((first[1], last[1]), (first[2], last[2]), left)


def _on_left(wall: Wall, side: Side) -> bool:
    """Whether a side is the left face of the wall behind it: a room lies to the right of its sides."""
    ux, uy = _unit(side.left, side.right)
    wx, wy = _unit(wall.start, wall.end)
    return ux * wx + uy * wy < 0


def _thickness(wall: Wall, faces: Sequence[_Face]) -> float:
    """Return how far the faces of a wall are apart, in the middle of the first; within what a wall can be."""
    one = faces[0]
    middle = ((one.moved[0][0] + one.moved[1][0]) / 2.0, (one.moved[0][1] + one.moved[1][1]) / 2.0)
    wx, wy = _unit(wall.start, wall.end)
    if len(faces) > 1:
        other = faces[1].moved
        ux, uy = _unit(*other)
        at = other[0]
    else:
        half = wall.thickness / 2.0 * (-1.0 if one.left else 1.0)
        ux, uy = wx, wy
        at = (wall.start[0] - wy * half, wall.start[1] + wx * half)
    across = -uy * (middle[0] - at[0]) + ux * (middle[1] - at[1])
    return min(max(across if one.left else -across, THICKNESS[0]), THICKNESS[1])


def _way(points: Sequence[Point2], sides: Sequence[MovedSide]) -> Point2:
    """Return how far a thing goes: as far as the sides it touches do, each straight out of its wall."""
    normals: list[tuple[float, float, float]] = []
    for one in sides:
        side = one.side
        ux, uy = _unit(side.left, side.right)
        near = [
            along
            for x, y in points
            if abs(-uy * (x - side.left[0]) + ux * (y - side.left[1])) <= NEAR
            and -NEAR <= (along := (x - side.left[0]) * ux + (y - side.left[1]) * uy) <= side.length + NEAR
        ]
        if near:
            share = min(max(math.fsum(near) / len(near) / side.length, 0.0), 1.0)
            x = one.left[0] + (one.right[0] - one.left[0]) * share - side.left[0] - ux * side.length * share
            y = one.left[1] + (one.right[1] - one.left[1]) * share - side.left[1] - uy * side.length * share
            normals.append((uy, -ux, x * uy - y * ux))
    for i, (ax, ay, a) in enumerate(normals):
        for bx, by, b in normals[i + 1 :]:
            across = ax * by - ay * bx
            if abs(across) > 0.5:
                return ((a * by - b * ay) / across, (ax * b - bx * a) / across)
    return (normals[0][0] * normals[0][2], normals[0][1] * normals[0][2]) if normals else (0.0, 0.0)


def _unit(start: Point2, end: Point2) -> Point2:
    length = math.dist(start, end)
    return ((end[0] - start[0]) / length, (end[1] - start[1]) / length)


def _along(point: Point2, origin: Point2, way: Point2) -> float:
    return (point[0] - origin[0]) * way[0] + (point[1] - origin[1]) * way[1]


def _neat(point: Point2) -> Point2:
    return (round(point[0], NANO) + 0.0, round(point[1], NANO) + 0.0)
