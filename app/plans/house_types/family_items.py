"""Where the items of a plan family come to stand: openings in walls, bodies in corners, service points on the sides of rooms. mm.

A service that would come into an opening or behind a body moves along its side to the nearest place that is free.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.formula import Where
from app.geometry.frame import Point2, Point3
from app.geometry.ring import Outline, bounds
from app.plans.house_types.family_lines import OUT, Shell, Stretch, compass
from app.plans.plan import Obstacle, Opening

TURNED = {"N": 0, "E": 1, "S": 2, "W": 3}
LETTERS = "NESW"
WALL = 400.0  # mm; the centre line of a side's own wall is nearer than this


@dataclass(frozen=True, slots=True)
class Face:
    """A side of a room's clear outline, seen facing it from `left` to `right`; `along` is the unit vector from left to right."""

    letter: str
    left: Point2
    right: Point2
    length: float
    along: Point2

    def at(self, along: float, away: float) -> Point2:
        """Return the point `along` mm from the left corner, `away` mm from the wall."""
        ux, uy = self.along
        return (
            round(self.left[0] + ux * along + uy * away, 3) + 0.0,
            round(self.left[1] + uy * along - ux * away, 3) + 0.0,
        )

    def place(self, point: Point2) -> tuple[float, float]:
        """Return how far along this side a point is, and how far from the wall."""
        ux, uy = self.along
        x, y = point[0] - self.left[0], point[1] - self.left[1]
        return x * ux + y * uy, x * uy - y * ux


def faces(outline: Outline) -> tuple[Face, ...]:
    """Return the sides of a clear outline."""
    found = []
    for a, b in zip(outline, (*outline[1:], outline[0]), strict=True):
        length = math.dist(a, b)
        along = ((a[0] - b[0]) / length, (a[1] - b[1]) / length)
        found.append(Face(compass((-along[1], along[0])), b, a, length, along))
    return tuple(found)


def face(outline: Outline, letter: str, where: Where) -> Face:
    """Return the longest side of an outline that lies in a direction; raise the place's error when none does."""
    found = [one for one in faces(outline) if one.letter == letter]
    if not found:
        raise where.fail(f"no side {letter!r}; sides are N, E, S, W")
    return max(found, key=lambda one: one.length)


@dataclass(frozen=True, slots=True)
class Hole:
    """What an opening item comes to, its numbers worked out."""

    id: str
    kind: str
    room: str
    to: str
    side: str
    width: float
    sill: float
    head: float
    low: float | None
    high: float | None
    leaf: str
    hinge: str
    into: str
    bay: float


def cut(hole: Hole, shell: Shell, corner: float, where: Where) -> Opening:
    """Return an opening in the wall it belongs to; raise the place's error when its rooms do not border or it does not fit."""
    stretch, (start, end) = _stretch(hole, shell, where)
    low = hole.low
    if low is None:
        low = (end - start - hole.width) / 2 if hole.high is None else end - start - hole.high - hole.width
    rest = end - start - low - hole.width
    least = corner if hole.kind == "door" else 0.0
    if low < least - 1e-6 or rest < least - 1e-6:
        raise where.fail(
            f"{hole.id!r}, {hole.width:g} wide, leaves {low:g} and {rest:g} to the corners of {end - start:g}; {least:g} is needed"
        )
    hinge, side = "", ""
    if hole.leaf in ("hinged", "double"):
        into = hole.into or hole.room
        if into not in (stretch.left, stretch.right):
            raise where.fail(f"swings into {into!r}, which is not beside it")
        side = "left" if into == stretch.left else "right"
        if hole.leaf == "hinged":
            hinge = {"low": "start", "high": "end"}[hole.hinge or ("low" if low <= rest else "high")]
    wall = next(wall for wall in shell.walls if wall.id == stretch.wall)
    ux, uy = stretch.direction
    base = wall.start[0] * ux + wall.start[1] * uy
    offset = round(start + low - base, 3) + 0.0
    return Opening(
        hole.id, hole.kind, wall.id, offset, hole.width, hole.sill, hole.head, hole.leaf, hinge, side, hole.bay  # type: ignore[arg-type]
    )  # fmt: skip


def _stretch(hole: Hole, shell: Shell, where: Where) -> tuple[Stretch, tuple[float, float]]:
    """Return the stretch between the rooms of an opening, and from where to where it is clear for both, along its direction."""
    found = []
    for one in shell.stretches:
        if {one.left, one.right} != {hole.room, hole.to}:
            continue
        ux, uy = one.direction
        if hole.side and compass((-uy, ux) if one.right == hole.room else (uy, -ux)) != hole.side:
            continue
        span = (one.start[0] * ux + one.start[1] * uy, one.end[0] * ux + one.end[1] * uy)
        for room in (one.left, one.right):
            if room != OUT:
                span = _clear(one, shell.outlines[room], span)
        found.append((span[1] - span[0], one, span))
    if not found:
        on = f" on side {hole.side}" if hole.side else ""
        raise where.fail(f"{hole.room!r} does not border on {hole.to!r}{on}")
    _, stretch, span = max(found, key=lambda item: item[0])
    return stretch, span


def _clear(one: Stretch, outline: Outline, span: tuple[float, float]) -> tuple[float, float]:
    """Return the part of a span of a stretch that lies along a clear outline's side."""
    ux, uy = one.direction
    away = one.start[1] * ux - one.start[0] * uy
    best = (span[0], span[0])
    for (ax, ay), (bx, by) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if any(abs(abs(y * ux - x * uy - away) - one.thickness / 2) > 1.0 for x, y in ((ax, ay), (bx, by))):
            continue
        low, high = sorted((ax * ux + ay * uy, bx * ux + by * uy))
        low, high = max(low, span[0]), min(high, span[1])
        if high - low > best[1] - best[0]:
            best = (low, high)
    return best


def corner_box(outline: Outline, corner: str, size: tuple[float, float], where: Where) -> Outline:
    """Return a box of `size` (x, y) in the outermost corner of a room in a direction; raise the place's error if it is none."""
    if corner not in ("SW", "SE", "NE", "NW"):
        raise where.fail(f"{corner!r} is no corner: SW, SE, NE or NW")
    x0, y0, x1, y1 = bounds(outline)
    far = (x0 if "W" in corner else x1, y0 if "S" in corner else y1)
    x, y = min(outline, key=lambda point: (math.dist(point, far), point))
    x, y = (x if "W" in corner else x - size[0]), (y if "S" in corner else y - size[1])
    return ((x, y), (x + size[0], y), (x + size[0], y + size[1]), (x, y + size[1]))


def strip(side: Face, length: float, breadth: float) -> Outline:
    """Return a strip along the middle of a side, `breadth` deep; of its whole length when `length` is 0."""
    start = (side.length - length) / 2 if length else 0.0
    a, b = side.at(start, 0), side.at(side.length - start, 0)
    c, d = side.at(side.length - start, breadth), side.at(start, breadth)
    return (b, a, d, c)  # facing the wall, left to right is clockwise


@dataclass(frozen=True, slots=True)
class Taken:
    """What takes a stretch of a side: from where to where along it, how near and far from the wall, how low and high."""

    start: float
    end: float
    near: float
    far: float
    low: float
    high: float
    opening: bool


type Jambs = Sequence[tuple[Opening, Point2, Point2]]


def taken(side: Face, jambs: Jambs, bodies: Sequence[Obstacle]) -> tuple[Taken, ...]:
    """Return what takes stretches of a side: openings, which come with their jambs, and bodies near it."""
    found = []
    for opening, a, b in jambs:
        (start, far), (end, _) = side.place(a), side.place(b)
        if abs(far) < WALL and abs(end - start) > 1.0:
            found.append(Taken(min(start, end), max(start, end), far, far, opening.sill, opening.head, True))
    for body in bodies:
        places = [side.place(point) for point in body.outline]
        alongs, aways = [along for along, _ in places], [away for _, away in places]
        found.append(Taken(min(alongs), max(alongs), min(aways), max(aways), body.bottom, body.top, False))
    return tuple(found)


def blocked(there: Sequence[Taken], height: float, away: float, margin: float) -> list[tuple[float, float]]:
    """Return the spans of a side that a point `height` up and `away` from the wall keeps out of."""
    spans = []
    for one in there:
        if one.opening:
            hit = one.low - margin < height < one.high + margin
        else:
            hit = one.low <= height <= one.high and one.near < away + margin and one.far > -margin
        if hit:
            spans.append((one.start - margin, one.end + margin))
    return spans


def free_place(wanted: float, length: float, spans: Sequence[tuple[float, float]], margin: float) -> float | None:
    """Return the place nearest to `wanted` along a side that no span blocks; None when there is none."""
    edges = [wanted, margin, length - margin, *(edge for span in spans for edge in span)]
    free = [
        edge for edge in edges
        if margin <= edge <= length - margin and not any(low + 1e-6 < edge < high - 1e-6 for low, high in spans)
    ]  # fmt: skip
    return min(free, key=lambda edge: (abs(edge - wanted), edge), default=None)


def point3(at: Point2, height: float) -> Point3:
    """Return a point of the plan at a height."""
    return (at[0], at[1], height)
