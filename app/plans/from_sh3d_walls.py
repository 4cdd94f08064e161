"""Walls and openings of a home -> those of a plan: arcs as chords, each opening in one wall. Plan axes, mm.

An opening in an arc needs a straight wall as wide as itself (a window's frame is straight too): the arc is broken there. One that
reaches over two walls in one line joins them. What lies in no wall, or cannot be, is counted and left to the underlay.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from app.geometry.frame import Point2
from app.plans.check import HEIGHT, THICKNESS
from app.plans.from_sh3d_home import HomeWall
from app.plans.plan import SAGITTA, Curve, Opening, Wall

OFF = 60.0  # mm; how far beside a wall's faces the middle of an opening may lie
ASKEW = math.sin(math.radians(10.0))
MEET = 1.0  # mm
TOUCHING = 0.1  # share of an opening's width by which it may overlap the next and is trimmed
NARROWEST = 50.0  # mm; what check.py takes for an opening
LEAST_WALL = 1.0  # mm
MOST_CHORDS = 360  # of one arc


@dataclass(frozen=True, slots=True)
class Hole:
    """An opening on its way into a wall: the middle of what lies in the wall, and the direction along it as a unit vector.

    `hinge` and `swing` are the place of the leaf's axis and the way it opens, in plan; `piece` is its number in the home.
    """

    piece: int
    kind: Literal["door", "window", "passage"]
    at: Point2
    along: Point2
    width: float
    sill: float
    head: float
    leaf: Literal["hinged", "double", "sliding", "none"] = "none"
    hinge: Point2 | None = None
    swing: Point2 | None = None


@dataclass(slots=True)
class Built:
    """The walls, curves and openings of a plan; what was counted becomes doubts; `left` and `odd` stay in the underlay."""

    walls: list[Wall] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)
    openings: list[Opening] = field(default_factory=list)
    odd: list[HomeWall] = field(default_factory=list)
    left: list[Hole] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    off_arc: float = 0.0  # mm; the farthest that a straight wall of an opening stands off its arc
    slopes: list[tuple[float, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Arc:
    """A wall along a circle: centre, radius, the angle of its start and what it sweeps, degrees, counter-clockwise positive."""

    wall: HomeWall
    centre: Point2
    radius: float
    start: float
    sweep: float

    def point(self, share: float) -> Point2:
        """Return the point of the centre line at a share of the sweep."""
        if share in (0.0, 1.0):
            return self.wall.end if share else self.wall.start
        angle = math.radians(self.start + self.sweep * share)
        x, y = self.centre[0] + self.radius * math.cos(angle), self.centre[1] + self.radius * math.sin(angle)
        return (round(x, 3), round(y, 3))


def arc_of(wall: HomeWall) -> Arc | None:
    """Return the circle that a wall follows; None when it is straight or bends by less than SAGITTA."""
    chord = math.dist(wall.start, wall.end)
    half = math.radians(wall.sweep) / 2
    if chord < LEAST_WALL or abs(half) < 1e-4 or abs(half) >= math.pi * 0.999:
        return None
    if chord / 2 * abs(math.tan(half / 2)) <= SAGITTA:
        return None
    radius = chord / 2 / abs(math.sin(half))
    (x0, y0), (x1, y1) = wall.start, wall.end
    reach = (
        chord / 2 / math.tan(half)
    )  # from the chord's middle to the centre, to the left of it for a counter-clockwise arc
    centre = (
        (x0 + x1) / 2 - (y1 - y0) / chord * reach,
        (y0 + y1) / 2 + (x1 - x0) / chord * reach,
    )
    start = math.degrees(math.atan2(y0 - centre[1], x0 - centre[0]))
    return Arc(wall, centre, radius, start, wall.sweep)


def build(walls: Sequence[HomeWall], holes: Sequence[Hole], wall_height: float) -> Built:
    """Return the walls of a storey with its openings in them."""
    built = Built()
    straight: list[Wall] = []
    arcs: list[Arc] = []
    for wall in walls:
        height = _height(wall, wall_height, built)
        chord = math.dist(wall.start, wall.end)
        possible = THICKNESS[0] <= wall.thickness <= THICKNESS[1] and HEIGHT[0] <= height <= HEIGHT[1]
        if chord < LEAST_WALL or not possible:
            built.odd.append(wall)
            continue
        arc = arc_of(wall)
        if arc is not None:
            arcs.append(replace(arc, wall=replace(wall, height=height)))
        else:
            straight.append(Wall(f"w{len(straight) + 1}", wall.start, wall.end, wall.thickness, height))
    in_arcs = _choose(holes, straight, arcs)
    for number, arc in enumerate(arcs):
        _break_arc(built, straight, arc, [hole for hole, which in in_arcs if which == number])
    for hole in sorted(holes, key=lambda one: one.kind == "passage"):  # a frame around a door is one hole with it
        _put(built, straight, hole)
    built.walls = straight
    return built


def _height(wall: HomeWall, wall_height: float, built: Built) -> float:
    start = wall.height if wall.height is not None else wall_height
    end = wall.height_at_end if wall.height_at_end is not None else start
    if abs(end - start) > MEET:
        built.slopes.append((min(start, end), max(start, end)))
    return max(start, end)


def _choose(holes: Sequence[Hole], straight: Sequence[Wall], arcs: Sequence[Arc]) -> list[tuple[Hole, int]]:
    """Return the openings that lie in an arc and in no straight wall, each with the number of its arc."""
    if not arcs:
        return []
    found = []
    for hole in holes:
        if any(_share(wall, hole) > 0.5 for wall in straight):
            continue
        for number, arc in enumerate(arcs):
            if _in_arc(arc, hole) is not None:
                found.append((hole, number))
                break
    return found


def _in_arc(arc: Arc, hole: Hole) -> tuple[float, float] | None:
    """Return from which to which share of an arc an opening reaches, None when it does not lie in it."""
    x, y = hole.at[0] - arc.centre[0], hole.at[1] - arc.centre[1]
    away = math.hypot(x, y)
    if abs(away - arc.radius) > arc.wall.thickness / 2 + OFF or hole.width >= 2 * arc.radius:
        return None
    if abs(x * hole.along[0] + y * hole.along[1]) > 2.0 * ASKEW * away:
        return None
    angle = math.degrees(math.atan2(y, x)) - arc.start
    angle = angle % 360.0 if arc.sweep > 0 else -((-angle) % 360.0)
    middle = angle / arc.sweep
    half = math.degrees(math.asin(hole.width / 2 / arc.radius)) / abs(arc.sweep)
    return (middle - half, middle + half) if middle - half > -0.01 and middle + half < 1.01 else None


def _break_arc(built: Built, straight: list[Wall], arc: Arc, holes: Sequence[Hole]) -> None:
    """Add an arc's chords: curves between its openings, one straight wall for each opening."""
    spans = sorted(span for hole in holes if (span := _in_arc(arc, hole)) is not None)
    edge = 0.0
    for start, end in spans:
        start, end = max(start, 0.0), min(end, 1.0)
        if start < edge - 1e-9:
            continue  # it overlaps the one before, and is counted where it is put
        _add_curve(built, straight, arc, edge, start)
        _add_chord(straight, arc, start, end)
        bend = math.radians(abs(arc.sweep) * (end - start)) / 2
        built.off_arc = max(built.off_arc, arc.radius * (1.0 - math.cos(bend)))
        built.counts["in_arcs"] += 1
        edge = end
    _add_curve(built, straight, arc, edge, 1.0)


def _add_curve(built: Built, straight: list[Wall], arc: Arc, start: float, end: float) -> None:
    sweep = arc.sweep * (end - start)
    if arc.radius * math.radians(abs(sweep)) < LEAST_WALL * 2:
        return
    step = 2.0 * math.degrees(math.acos(max(-1.0, 1.0 - SAGITTA * 0.99 / arc.radius)))
    count = min(MOST_CHORDS, max(1, math.ceil(abs(sweep) / step)))
    shares = [start + (end - start) * i / count for i in range(count + 1)]
    ids = [_add_chord(straight, arc, a, b) for a, b in pairwise(shares)]
    built.curves.append(Curve(f"arc{len(built.curves) + 1}", tuple(ids), round(sweep, 9)))


def _add_chord(straight: list[Wall], arc: Arc, start: float, end: float) -> str:
    name = f"w{len(straight) + 1}"
    height = arc.wall.height or 0.0
    straight.append(Wall(name, arc.point(start), arc.point(end), arc.wall.thickness, height))
    return name


def across(wall: Wall, point: Point2) -> Point2:
    """Return (mm along a wall from its start, mm to the left of it) of a point."""
    ux, uy = (wall.end[0] - wall.start[0]) / wall.length, (wall.end[1] - wall.start[1]) / wall.length
    dx, dy = point[0] - wall.start[0], point[1] - wall.start[1]
    return (dx * ux + dy * uy, dy * ux - dx * uy)


def _share(wall: Wall, hole: Hole) -> float:
    """Return which share of an opening lies in a wall; 0 where it is beside it or askew."""
    dx, dy = wall.end[0] - wall.start[0], wall.end[1] - wall.start[1]
    if abs(dx * hole.along[1] - dy * hole.along[0]) > ASKEW * wall.length:
        return 0.0
    u, v = across(wall, hole.at)
    if abs(v) > wall.thickness / 2 + OFF:
        return 0.0
    inside = min(u + hole.width / 2, wall.length) - max(u - hole.width / 2, 0.0)
    return max(0.0, inside / hole.width)


def _put(built: Built, walls: list[Wall], hole: Hole) -> None:
    """Put an opening into the wall that holds most of it; what cannot be is left."""
    fits = [
        (round(share, 6), -abs(across(wall, hole.at)[1]), i)
        for i, wall in enumerate(walls)
        if (share := _share(wall, hole))
    ]
    if not fits or hole.width < NARROWEST:
        built.left.append(hole)
        built.counts["in_no_wall"] += 1
        return
    share, _, i = max(fits, key=lambda fit: (fit[0], fit[1], -fit[2]))
    if share < 1.0 - MEET / hole.width:
        i = _joined(built, walls, i, hole)
    wall = walls[i]
    middle = across(wall, hole.at)[0]
    start, end = middle - hole.width / 2, middle + hole.width / 2
    if start < -MEET or end > wall.length + MEET:
        built.counts["cut_short"] += 1
    start, end = max(0.0, round(start, 3)), min(wall.length, round(end, 3))
    opening = _opening(built, f"o{len(built.openings) + 1}", wall, hole, start, end)
    if opening is not None:
        built.openings.append(opening)


def _joined(built: Built, walls: list[Wall], i: int, hole: Hole) -> int:
    """Join a wall with those in one line with it that the rest of an opening lies in; return its new number."""
    held = {name for curve in built.curves for name in curve.walls}
    for _ in range(len(walls)):
        wall = walls[i]
        partner = next((j for j, other in enumerate(walls) if j != i and _in_line(wall, other, hole)), None)
        if partner is None or {wall.id, walls[partner].id} & held:
            return i
        other = walls[partner]
        ends = sorted((across(wall, point)[0], point) for point in (wall.start, wall.end, other.start, other.end))
        longer = replace(wall, start=ends[0][1], end=ends[-1][1])
        shift = -ends[0][0]
        _move_openings(built, wall.id, other, longer, shift)
        walls[i] = longer
        del walls[partner]
        built.counts["joined"] += 1
        i = next(k for k, one in enumerate(walls) if one.id == longer.id)
        if _share(walls[i], hole) >= 1.0 - MEET / hole.width:
            return i
    return i


def _in_line(wall: Wall, other: Wall, hole: Hole) -> bool:
    if (
        abs(wall.thickness - other.thickness) > MEET
        or abs(wall.height - other.height) > MEET
        or not _share(other, hole)
    ):
        return False
    (u0, v0), (u1, v1) = across(wall, other.start), across(wall, other.end)
    if max(abs(v0), abs(v1)) > MEET:
        return False
    low, high = min(u0, u1), max(u0, u1)
    return low <= wall.length + MEET and high >= -MEET and (low < -MEET or high > wall.length + MEET)


def _move_openings(built: Built, name: str, other: Wall, longer: Wall, shift: float) -> None:
    """Tell the openings of two joined walls from the start of the longer one."""
    same = (other.end[0] - other.start[0]) * (longer.end[0] - longer.start[0]) + (other.end[1] - other.start[1]) * (
        longer.end[1] - longer.start[1]
    ) > 0
    for k, opening in enumerate(built.openings):
        if opening.wall == name:
            built.openings[k] = replace(opening, offset=round(opening.offset + shift, 3))
        elif opening.wall == other.id and same:
            start = across(longer, other.start)[0]
            built.openings[k] = replace(opening, wall=name, offset=round(start + opening.offset, 3))
        elif opening.wall == other.id:
            end = across(longer, other.start)[0]
            turned = {"start": "end", "end": "start", "left": "right", "right": "left", "": ""}
            built.openings[k] = replace(
                opening,
                wall=name,
                offset=round(end - opening.offset - opening.width, 3),
                hinge=turned[opening.hinge],  # type: ignore[arg-type]
                side=turned[opening.side],  # type: ignore[arg-type]
            )


def _opening(built: Built, name: str, wall: Wall, hole: Hole, start: float, end: float) -> Opening | None:
    sill, head = max(0.0, hole.sill), min(hole.head, wall.height)
    if hole.head > wall.height + MEET or hole.sill < -MEET:
        built.counts["cut_height"] += 1
    if end - start < NARROWEST or head - sill < NARROWEST:
        built.left.append(hole)
        built.counts["in_no_wall"] += 1
        return None
    for other in built.openings:
        beside = min(end, other.offset + other.width) - max(start, other.offset)
        above = min(head, other.head) - max(sill, other.sill)
        if other.wall == wall.id and beside > 0.01 and above > 0.01:
            if beside <= TOUCHING * min(
                end - start, other.width
            ):  # two frames side by side, as of a door of two pieces
                built.counts["trimmed"] += beside > MEET
                start, end = (start + beside, end) if start >= other.offset else (start, end - beside)
                continue
            built.left.append(hole)
            built.counts["overlapping"] += 1
            return None
    opening = Opening(name, hole.kind, wall.id, start, round(end - start, 3), sill, head)
    if opening.offset + opening.width > wall.length:
        opening = replace(opening, width=wall.length - opening.offset)
    leaf, hinge, side = _leaf(wall, hole, (start + end) / 2)
    return replace(opening, leaf=leaf, hinge=hinge, side=side)


type _Leaf = tuple[
    Literal["hinged", "double", "sliding", "none"], Literal["start", "end", ""], Literal["left", "right", ""]
]


def _leaf(wall: Wall, hole: Hole, middle: float) -> _Leaf:
    """Return leaf, hinge and side of an opening as seen along its wall."""
    if hole.kind != "door" or hole.leaf == "none" or hole.leaf == "sliding":
        return ("sliding" if hole.kind == "door" and hole.leaf == "sliding" else "none", "", "")
    if hole.swing is None or hole.hinge is None:
        return ("none", "", "")
    side: Literal["left", "right"] = "left" if across(wall, hole.swing)[1] > across(wall, hole.hinge)[1] else "right"
    if hole.leaf == "double":
        return ("double", "", side)
    return ("hinged", "start" if across(wall, hole.hinge)[0] < middle else "end", side)
