"""Door and window symbols -> openings: what a symbol leaves within a wall's band is the hole, its arc is the leaf's way. mm."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.geometry.frame import Point2
from app.geometry.polygon import Outline, stretches_inside
from app.plans.plan import Opening, Wall

REACH = 40.0  # mm beyond a wall's faces that still belong to a symbol in it
NARROWEST, WIDEST = 300.0, 8000.0
GAP = 500.0  # mm; a wall drawn with a gap this wide and no door in it is open there
DOOR_HEAD = 2000.0  # domain.md 7.2: door holes are 2000 high
WINDOW_SILL, WINDOW_HEAD = 900.0, 2400.0


@dataclass(frozen=True, slots=True)
class Swing:
    """The quarter circle of a leaf: hinge, and the leaf's end when shut and when open, in either order."""

    hinge: Point2
    ends: tuple[Point2, Point2]


@dataclass(frozen=True, slots=True)
class Symbol:
    """One door or window as drawn: its points, its arcs, and the height and sill its layer's name gives."""

    kind: Literal["door", "window"]
    points: tuple[Point2, ...]
    swings: tuple[Swing, ...]
    height: float | None
    sill: float | None


@dataclass(frozen=True, slots=True)
class FoundOpenings:
    """The openings; how many symbols lie in no wall, openings have a height that is not drawn, doors show no swing."""

    openings: tuple[Opening, ...]
    lost: int
    guessed: int
    still: int


def openings_in(walls: Sequence[Wall], symbols: Sequence[Symbol]) -> FoundOpenings:
    """Return the openings that symbols make in walls."""
    found: list[Opening] = []
    count = {"door": 0, "window": 0}
    lost = guessed = still = 0
    for symbol in symbols:
        best = max(
            (place for wall in walls if (place := _place(symbol, wall))), key=lambda place: place.score, default=None
        )
        if best is None or any(_overlaps(other, best) for other in found):
            lost += best is None
            continue
        count[symbol.kind] += 1
        opening = _opening(f"{symbol.kind[0]}{count[symbol.kind]}", symbol, best)
        guessed += symbol.height is None
        still += symbol.kind == "door" and opening.leaf == "none"
        found.append(opening)
    return FoundOpenings(tuple(found), lost, guessed, still)


def passages_in(
    walls: Sequence[Wall],
    faces: Sequence[tuple[Point2, Point2]],
    openings: Sequence[Opening],
    rooms: Sequence[Outline],
) -> tuple[Opening, ...]:
    """Return the free passages between rooms: where a wall's `faces` are drawn, but with a gap that holds no opening."""
    found: list[Opening] = []
    for wall in walls:
        drawn = [span for a, b in faces if (span := _on_face(wall, a, b))]
        taken = [(opening.offset, opening.offset + opening.width) for opening in openings if opening.wall == wall.id]
        if not drawn:
            continue
        edge = 0.0
        for start, end in sorted([*drawn, *taken, (wall.length, wall.length)]):
            if start - edge >= GAP:
                gaps = _between_rooms(wall, (edge, start), rooms)
                found += [_passage(wall, gap, len(found) + i) for i, gap in enumerate(gaps, start=1)]
            edge = max(edge, end)
    return tuple(found)


def _passage(wall: Wall, gap: Point2, number: int) -> Opening:
    width = round(gap[1] - gap[0], 1)
    return Opening(f"p{number}", "passage", wall.id, round(gap[0], 1), width, 0.0, wall.height)


def _on_face(wall: Wall, a: Point2, b: Point2) -> Point2 | None:
    """Return from where to where along a wall a line lies on one of its faces, None where it does not."""
    (u0, v0), (u1, v1) = _across(wall, a), _across(wall, b)
    if max(abs(abs(v0) - wall.thickness / 2), abs(abs(v1) - wall.thickness / 2)) > REACH or v0 * v1 < 0:
        return None
    start, end = max(min(u0, u1), 0.0), min(max(u0, u1), wall.length)
    return (start, end) if end - start > 1.0 else None


def _between_rooms(wall: Wall, gap: Point2, rooms: Sequence[Outline]) -> list[Point2]:
    """Return those stretches of a gap in a wall that have a room on both sides, GAP mm long at least."""
    ux, uy = (wall.end[0] - wall.start[0]) / wall.length, (wall.end[1] - wall.start[1]) / wall.length
    beside: list[list[Point2]] = []
    for out in (wall.thickness / 2 + 20.0, -wall.thickness / 2 - 20.0):
        a, b = ((wall.start[0] + ux * u - uy * out, wall.start[1] + uy * u + ux * out) for u in gap)
        beside.append([(gap[0] + s, gap[0] + e) for room in rooms for s, e in stretches_inside(room, a, b)])
    both = [(max(s, p), min(e, q)) for s, e in beside[0] for p, q in beside[1]]
    return sorted((start, end) for start, end in both if end - start >= GAP)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a symbol lies in a wall: from `start` to `end` mm along it; the best of several has the highest score."""

    wall: Wall
    start: float
    end: float
    score: float


def _across(wall: Wall, point: Point2) -> Point2:
    """Return (along the wall from its start, to the left of it) in mm."""
    ux, uy = (wall.end[0] - wall.start[0]) / wall.length, (wall.end[1] - wall.start[1]) / wall.length
    dx, dy = point[0] - wall.start[0], point[1] - wall.start[1]
    return (dx * ux + dy * uy, dy * ux - dx * uy)


def _place(symbol: Symbol, wall: Wall) -> _Place | None:
    half = wall.thickness / 2
    shut = [point for swing in symbol.swings for point in (swing.hinge, *swing.ends)]
    inside = [
        (u, v)
        for u, v in (_across(wall, point) for point in (*symbol.points, *shut))
        if abs(v) <= half + REACH and -REACH <= u <= wall.length + REACH
    ]
    if len(inside) < 2:
        return None
    start = max(min(u for u, _ in inside), 0.0)
    end = min(max(u for u, _ in inside), wall.length)
    if not NARROWEST <= end - start <= WIDEST:
        return None
    depth = min(max(v for _, v in inside) - min(v for _, v in inside), wall.thickness)
    swung = sum(_is_shut(swing, wall) for swing in symbol.swings)
    return _Place(wall, start, end, (end - start) * (1.0 + 2.0 * depth / wall.thickness + swung))


def _is_shut(swing: Swing, wall: Wall) -> bool:
    """Return whether the leaf lies in the wall when shut: its hinge and just one end of its arc do."""
    within = [abs(_across(wall, point)[1]) <= wall.thickness / 2 + REACH for point in (swing.hinge, *swing.ends)]
    return within[0] and within[1] != within[2]


def _overlaps(other: Opening, place: _Place) -> bool:
    if other.wall != place.wall.id:
        return False
    return min(other.offset + other.width, place.end) - max(other.offset, place.start) > 1.0


def _opening(name: str, symbol: Symbol, place: _Place) -> Opening:
    wall = place.wall
    offset, width = round(place.start, 1), round(place.end - place.start, 1)
    width = min(width, wall.length - offset)
    if symbol.kind == "window":
        sill = symbol.sill if symbol.sill is not None else WINDOW_SILL
        head = sill + symbol.height if symbol.height is not None else max(WINDOW_HEAD, sill + 300.0)
        return Opening(name, "window", wall.id, offset, width, min(sill, wall.height - 100.0), min(head, wall.height))
    head = min(symbol.height if symbol.height is not None else DOOR_HEAD, wall.height)
    leaf, hinge, side = _leaf(symbol, place)
    return Opening(name, "door", wall.id, offset, width, 0.0, head, leaf, hinge, side)


type _Leaf = tuple[Literal["hinged", "double", "none"], Literal["start", "end", ""], Literal["left", "right", ""]]


def _leaf(symbol: Symbol, place: _Place) -> _Leaf:
    swings = [swing for swing in symbol.swings if _is_shut(swing, place.wall)]
    if not swings:
        return ("none", "", "")
    hinges = [_across(place.wall, swing.hinge)[0] for swing in swings]
    away = [max((_across(place.wall, end)[1] for end in swing.ends), key=abs) for swing in swings]
    side: Literal["left", "right"] = "left" if sum(away) > 0 else "right"
    middle = (place.start + place.end) / 2
    if min(hinges) < middle < max(hinges):
        return ("double", "", side)
    return ("hinged", "start" if math.fsum(hinges) / len(hinges) < middle else "end", side)
