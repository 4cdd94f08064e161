"""Rooms drawn along axis lines -> their walls, their clear outlines, and the outer faces of the flat. mm, x east, y north; no shapely.

A stretch is a piece of an axis line that has the same room on its left and the same on its right; walking goes east, or north.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from app.geometry.frame import Point2
from app.geometry.ring import Outline, area, signed_area
from app.plans.plan import PlanError, Wall

OUT = "out"
NEAR = 0.5  # mm; axis points nearer than this are one
STRAIGHT = 1e-6

type Build = Callable[[str, str], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Space:
    """A room's ring along the centre lines of its walls, counter-clockwise."""

    id: str
    ring: Outline


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of an axis line from `start` to `end`, walking east or north; `wall` is the id of the wall it is part of."""

    start: Point2
    end: Point2
    left: str
    right: str
    thickness: float
    height: float
    wall: str = ""

    @property
    def direction(self) -> Point2:
        """Unit vector from start to end."""
        length = math.dist(self.start, self.end)
        return ((self.end[0] - self.start[0]) / length, (self.end[1] - self.start[1]) / length)


@dataclass(frozen=True, slots=True)
class Shell:
    """What rooms enclose: walls, stretches, clear outlines by room id, outer faces of the flat, m² inside the outer walls."""

    walls: tuple[Wall, ...]
    stretches: tuple[Stretch, ...]
    outlines: dict[str, Outline]
    outer: tuple[Outline, ...]
    inside_m2: float


def enclose(spaces: Sequence[Space], build: Build, file: str) -> Shell:
    """Return the shell of rooms; `build` tells a wall's thickness and height from the ids on its sides. PlanError where rooms overlap."""
    edges = {space.id: list(_pieces(space.ring, spaces)) for space in spaces}
    sides: dict[tuple[Point2, Point2], list[str]] = {}
    for room, pieces in edges.items():
        for a, b in pieces:
            forward = _forward(a, b)
            pair = sides.setdefault((a, b) if forward else (b, a), ["", ""])
            if pair[not forward]:
                raise PlanError(file, "draw.rooms", f"{room!r} and {pair[not forward]!r} overlap at {a[0]:g}, {a[1]:g}")
            pair[not forward] = room
    stretches = [
        Stretch(a, b, left or OUT, right or OUT, *build(left or OUT, right or OUT))
        for (a, b), (left, right) in sides.items()
    ]
    walls, stretches = _walls(stretches)
    halves = {(one.start, one.end): one.thickness / 2 for one in stretches}

    def half(a: Point2, b: Point2) -> float:
        return halves[(a, b) if _forward(a, b) else (b, a)]

    outlines = {room: inset([(a, b, half(a, b)) for a, b in pieces]) for room, pieces in edges.items()}
    loops = _loops(stretches)
    outer = tuple(inset([(a, b, -half(a, b)) for a, b in loop]) for loop in loops)
    inner = [inset([(a, b, half(a, b)) for a, b in loop]) for loop in loops]
    return Shell(tuple(walls), tuple(stretches), outlines, outer, sum(signed_area(ring) for ring in inner) / 1e6)


def _pieces(ring: Outline, spaces: Sequence[Space]) -> Iterator[tuple[Point2, Point2]]:
    """Yield a ring's edges, cut where any room has a corner on them."""
    for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
        length = math.dist(a, b)
        ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
        cuts = {0.0: a, length: b}
        for space in spaces:
            for x, y in space.ring:
                along, off = (x - a[0]) * ux + (y - a[1]) * uy, (y - a[1]) * ux - (x - a[0]) * uy
                if abs(off) < NEAR and NEAR < along < length - NEAR:
                    cuts[along] = (x, y)
        points = [cuts[key] for key in sorted(cuts)]
        last = points[0]
        for point in points[1:]:
            if math.dist(last, point) > NEAR:
                yield last, point
                last = point


def _forward(a: Point2, b: Point2) -> bool:
    return b[0] - a[0] > NEAR or (abs(b[0] - a[0]) <= NEAR and b[1] > a[1])


def _walls(stretches: list[Stretch]) -> tuple[list[Wall], list[Stretch]]:
    """Return walls made of stretches that run on in one line and are alike, and the stretches with their wall's id."""

    def line(one: Stretch) -> tuple[float, ...]:
        ux, uy = one.direction
        away, along = one.start[1] * ux - one.start[0] * uy, one.start[0] * ux + one.start[1] * uy
        return (
            round(math.atan2(uy, ux), 6) + 0.0,
            round(away, 1) + 0.0,
            one.thickness,
            one.height,
            OUT in (one.left, one.right),
            along,
        )

    chains: list[list[Stretch]] = []
    before: tuple[float, ...] = ()
    for one in sorted(stretches, key=line):
        key = line(one)[:-1]
        if chains and key == before and math.dist(chains[-1][-1].end, one.start) < NEAR:
            chains[-1].append(one)
        else:
            chains.append([one])
        before = key
    walls, told, counts = [], [], dict[str, int]()
    for chain in sorted(chains, key=lambda chain: (OUT not in (chain[0].left, chain[0].right), chain[0].start[::-1])):
        first = chain[0]
        word = _word(first)
        counts[word] = counts.get(word, 0) + 1
        name = f"{word}{counts[word]}"
        walls.append(Wall(name, first.start, chain[-1].end, first.thickness, first.height))
        told += [Stretch(one.start, one.end, one.left, one.right, one.thickness, one.height, name) for one in chain]
    return walls, told


def _word(one: Stretch) -> str:
    """Return what a wall is called after: where its outer face looks, or that it parts rooms."""
    if OUT not in (one.left, one.right):
        return "inner"
    ux, uy = one.direction
    out = (-uy, ux) if one.left == OUT else (uy, -ux)
    return {"E": "east", "N": "north", "W": "west", "S": "south"}[compass(out)]


def compass(direction: Point2) -> str:
    """Return the letter of the compass that a direction is nearest to."""
    x, y = direction
    if abs(x) >= abs(y):
        return "E" if x > 0 else "W"
    return "N" if y > 0 else "S"


def _loops(stretches: Sequence[Stretch]) -> list[list[tuple[Point2, Point2]]]:
    """Return the rings along the outside, rooms on the left; a court inside runs clockwise."""
    after: dict[Point2, list[Point2]] = {}
    for one in stretches:
        if one.right == OUT or one.left == OUT:
            a, b = (one.start, one.end) if one.right == OUT else (one.end, one.start)
            after.setdefault(a, []).append(b)
    loops = []
    while after:
        start = at = min(after)
        came: Point2 | None = None
        loop = []
        while at in after:
            ways = after[at]
            to = ways[0] if came is None else min(ways, key=partial(_turn, came, at))
            ways.remove(to)
            if not ways:
                del after[at]
            loop.append((at, to))
            came, at = at, to
            if at == start:
                break
        loops.append(loop)
    return sorted(loops, key=lambda loop: -area([a for a, _ in loop]))


def _turn(came: Point2, at: Point2, to: Point2) -> float:
    """Return by how much a way turns to the left, degrees from -180 to 180: the rightmost way keeps loops apart that touch in a corner."""
    before = math.atan2(at[1] - came[1], at[0] - came[0])
    turn = math.degrees(math.atan2(to[1] - at[1], to[0] - at[0]) - before)
    return -((turn + 180.0) % 360.0 - 180.0)


def inset(edges: Sequence[tuple[Point2, Point2, float]]) -> Outline:
    """Return a ring of edges moved to the left, each by its own distance; where it changes along a line there is a jog."""
    points: list[Point2] = []
    for (a, b, far), (c, d, other) in zip([edges[-1], *edges[:-1]], edges, strict=True):
        ux, uy = _unit(a, b)
        vx, vy = _unit(c, d)
        turn = ux * vy - uy * vx
        if abs(turn) > STRAIGHT:  # the point that is `far` left of the one line and `other` left of the other
            points.append(_clean(c[0] + (far * vx - other * ux) / turn, c[1] + (far * vy - other * uy) / turn))
        elif far != other:
            points += [_clean(c[0] - uy * far, c[1] + ux * far), _clean(c[0] - uy * other, c[1] + ux * other)]
    return _from_south_west(points)


def _unit(a: Point2, b: Point2) -> Point2:
    length = math.dist(a, b)
    return ((b[0] - a[0]) / length, (b[1] - a[1]) / length)


def _clean(x: float, y: float) -> Point2:
    return (round(x, 6) + 0.0, round(y, 6) + 0.0)


def _from_south_west(points: list[Point2]) -> Outline:
    if not points:
        return ()
    first = min(range(len(points)), key=lambda i: (points[i][0] + points[i][1], points[i][0]))
    return tuple(points[first:] + points[:first])
