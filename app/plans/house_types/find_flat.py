"""Find my flat: the outline of a home, or a few lengths taken in it -> the house types nearest to it, with the differences. mm, m².

House types are tried in all eight positions, turned by quarters and mirrored. A difference is what is found less what was measured; the
distance of a match is its largest difference, areas counted as the length by which the side of a square as large would grow.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.geometry.frame import Point2
from app.geometry.ring import area, bounds
from app.plans.house_types.entries import Entry
from app.plans.house_types.library import PlanLibrary
from app.plans.house_types.shapes import RoomShape, Shape, apart, placed, positioned, positioned_outline, shape_of
from app.plans.plan import Plan, PlanError

MOST = 8  # matches
ASKED_MOST = 100  # measures of one sort
LONGEST = 1e5  # mm
MISSING = 3000.0  # mm; what something counts that a house type does not have, where nothing of it was measured
POSITIONS = {odd: tuple((turn, mirrored) for mirrored in (False, True) for turn in range(odd, 4, 2)) for odd in (0, 1)}


@dataclass(frozen=True, slots=True)
class RoomMeasure:
    """A room measured: clear `width` (x) and `depth` (y), or its area; 0 was not taken. `at` is its middle from the outline's corner.

    A `kind` of "" or "other" is any room.
    """

    kind: str
    width: float = 0.0
    depth: float = 0.0
    area_m2: float = 0.0
    at: Point2 | None = None


@dataclass(frozen=True, slots=True)
class Measures:
    """What is known of a home; () and 0 were not taken. The outline, `width` and `depth` are along the outer faces of its walls.

    `axes` says that width and depth are between the axes of the outer walls, as drawings print them. `sides` are clear lengths of
    sides of rooms, wherever they are.
    """

    outline: tuple[Point2, ...] = ()
    width: float = 0.0
    depth: float = 0.0
    axes: bool = False
    rooms: tuple[RoomMeasure, ...] = ()
    sides: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure: what was asked, what the house type has, and by how much it is more, always in mm.

    `about` is outline, width, depth, side, or the number of a room asked for, from 0; `part` says of a room which measure it is: width,
    depth, area_m2, place (how far its middle is off), or missing. A room that a house type does not have, or has
    farther off than it is long, is `missing`, by its own length.
    """

    about: str
    part: str
    asked: float
    found: float
    off: float


@dataclass(frozen=True, slots=True)
class Match:
    """A house type that is like the home once mirrored, if so, and then turned by quarters counter-clockwise (orient.oriented)."""

    entry: Entry
    turned: int
    mirrored: bool
    differences: tuple[Difference, ...]
    distance: float


def measures_of(plan: Plan) -> Measures:
    """Return all measures of a plan: its outline, its rooms and where they lie; PlanError for one without rooms."""
    shape = shape_of(plan)
    rooms = tuple(RoomMeasure(room.kind, room.width, room.depth, 0.0, room.at) for room in shape.rooms)
    return Measures(outline=shape.outline, rooms=rooms[:ASKED_MOST])


def find_flat(library: PlanLibrary, measures: Measures, most: int = MOST) -> tuple[Match, ...]:
    """Return the house types nearest to what was measured, nearest first, each in its best position.

    Raise PlanError when nothing was measured, or something is no length.
    """
    asked = _checked(measures)
    shapes = [(entry, shape) for entry in library.entries if (shape := library.shape(entry.id)) is not None]
    ranked = sorted(
        ((_least(asked, shape, odd), i, odd) for i, (_, shape) in enumerate(shapes) for odd in (0, 1)),
        key=lambda one: one[:2],
    )
    best: dict[str, Match] = {}
    worst = math.inf  # the distance of the last one that will be told
    for least, i, odd in ranked:
        if least > worst:
            break
        entry, shape = shapes[i]
        if asked.outline and _least_of_rooms(asked, shape, odd) > worst:
            continue
        for turned, mirrored in POSITIONS[odd]:
            if asked.outline and apart(asked.outline, positioned_outline(shape, turned, mirrored), worst) > worst:
                continue
            if asked.outline and _least_of_rooms(asked, shape, odd, (turned, mirrored)) > worst:
                continue
            match = _match(asked, entry, positioned(shape, turned, mirrored), turned, mirrored)
            if entry.id not in best or _rank(match) < _rank(best[entry.id]):
                best[entry.id] = match
        if len(best) >= most:
            worst = sorted(match.distance for match in best.values())[most - 1]
    return tuple(sorted(best.values(), key=_rank)[:most])


def _checked(measures: Measures) -> Measures:
    """Return measures with the outline from (0, 0); raise PlanError for what cannot be measures."""
    numbers = [measures.width, measures.depth, *measures.sides]
    for room in measures.rooms:
        numbers += [room.width, room.depth, room.area_m2 * 1000.0, *map(abs, room.at or ())]
    for what, value in (("width", value) for value in numbers):
        if not 0.0 <= value <= LONGEST:
            raise PlanError("", what, f"{value:g} is no length of a home; mm are meant, up to {LONGEST:g}")
    for place, count in (
        ("rooms", len(measures.rooms)),
        ("sides", len(measures.sides)),
        ("outline", len(measures.outline)),
    ):
        if count > ASKED_MOST:
            raise PlanError("", place, f"{count} measures are more than {ASKED_MOST}")
    if not any(value > 0.0 for value in numbers) and not measures.outline:
        raise PlanError("", "", "nothing was measured")
    if not measures.outline:
        return measures
    if (
        not all(abs(value) <= 10 * LONGEST for point in measures.outline for value in point)
        or area(measures.outline) < 1e5
    ):
        raise PlanError("", "outline", "encloses no home, or is no outline in mm")
    x0, y0, x1, y1 = bounds(measures.outline)
    if max(x1 - x0, y1 - y0) > LONGEST:
        raise PlanError("", "outline", f"{x1 - x0:g} x {y1 - y0:g} is larger than {LONGEST:g} mm")
    ring = [(x - x0, y - y0) for x, y in measures.outline]
    return replace(measures, outline=tuple(point for i, point in enumerate(ring) if point != ring[i - 1]))


def _least(asked: Measures, shape: Shape, odd: int) -> float:
    """Return a length that no position of a shape comes below: what turning and mirroring do not change."""
    size = (shape.depth, shape.width) if odd else (shape.width, shape.depth)
    least = 0.0
    if asked.outline:
        _, _, x1, y1 = bounds(asked.outline)
        least = max(abs(size[0] - x1), abs(size[1] - y1))
    for value, there in zip((asked.width, asked.depth), _over_all(asked, shape, odd), strict=True):
        least = max(least, abs(there - value)) if value else least
    return least if asked.outline else max(least, _least_of_rooms(asked, shape, odd))


def _least_of_rooms(asked: Measures, shape: Shape, odd: int, position: tuple[int, bool] | None = None) -> float:
    """Return a length that the rooms of no position, or of one, come below."""
    least = 0.0
    places = [placed(room.at, shape, *position) for room in shape.rooms] if position else []
    for one in asked.rooms:
        off = _whole(one)
        for i, room in enumerate(shape.rooms):
            if one.kind in ("", "other", room.kind):
                far = _room_off(one, room, odd)
                if position and one.at is not None and far < off:
                    far = max(far, abs(places[i][0] - one.at[0]), abs(places[i][1] - one.at[1]))
                off = min(off, far)
        least = max(least, off)
    return least


def _whole(one: RoomMeasure) -> float:
    """Return how much a room counts that is not there: its own length, mm."""
    return max(one.width, one.depth, 1000.0 * math.sqrt(one.area_m2)) or MISSING


def _over_all(asked: Measures, shape: Shape, odd: int) -> Point2:
    width, depth = shape.axes if asked.axes else (shape.width, shape.depth)
    return (depth, width) if odd else (width, depth)


def _room_off(one: RoomMeasure, room: RoomShape, odd: int = 0, at: Point2 | None = None) -> float:
    """Return the largest difference between a room asked for and one that is there, mm."""
    width, depth = (room.depth, room.width) if odd else (room.width, room.depth)
    off = abs(width - one.width) if one.width else 0.0
    if one.depth:
        off = max(off, abs(depth - one.depth))
    if one.area_m2:
        off = max(off, abs(_growth(one.area_m2, room.area_m2)))
    if at is not None and one.at is not None:
        off = max(off, abs(at[0] - one.at[0]), abs(at[1] - one.at[1]))
    return off


def _growth(asked_m2: float, found_m2: float) -> float:
    """Return by how many mm the side of a square of the one area is shorter than that of the other."""
    return 1000.0 * (math.sqrt(found_m2) - math.sqrt(asked_m2))


def _match(asked: Measures, entry: Entry, shape: Shape, turned: int, mirrored: bool) -> Match:
    differences = tuple(_differences(asked, shape))
    return Match(entry, turned, mirrored, differences, max((abs(one.off) for one in differences), default=0.0))


def _rank(match: Match) -> tuple[float, float, bool, int, str]:
    total = sum(abs(one.off) for one in match.differences)
    return (round(match.distance, 2), round(total, 1), match.mirrored, match.turned, match.entry.id)


def _differences(asked: Measures, shape: Shape) -> Iterator[Difference]:
    """Yield the differences of a shape in its position; rooms and sides are paired with the nearest that is not yet taken."""
    if asked.outline:
        off = apart(asked.outline, shape.outline)
        yield Difference("outline", "", 0.0, off, off)
    over_all = _over_all(asked, shape, 0)
    for about, value, there in (("width", asked.width, over_all[0]), ("depth", asked.depth, over_all[1])):
        if value:
            yield Difference(about, "", value, there, there - value)
    yield from _room_differences(asked, shape)
    lengths = [length for room in shape.rooms for length in room.sides]
    for value in asked.sides:
        if not lengths:
            yield Difference("side", "", value, 0.0, -value)
            continue
        found = min(lengths, key=lambda length: abs(length - value))
        lengths.remove(found)
        yield Difference("side", "", value, found, found - value)


def _room_differences(asked: Measures, shape: Shape) -> Iterator[Difference]:
    pairs = sorted(
        (_room_off(one, room, 0, room.at), i, j)
        for i, one in enumerate(asked.rooms)
        for j, room in enumerate(shape.rooms)
        if one.kind in ("", "other", room.kind)
    )
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for off, i, j in pairs:
        if i not in chosen and j not in taken and off <= _whole(asked.rooms[i]):
            chosen[i] = j
            taken.add(j)
    for i, one in enumerate(asked.rooms):
        if i not in chosen:
            yield Difference(str(i), "missing", _whole(one), 0.0, -_whole(one))
            continue
        room = shape.rooms[chosen[i]]
        for part, value, there in (("width", one.width, room.width), ("depth", one.depth, room.depth)):
            if value:
                yield Difference(str(i), part, value, there, there - value)
        if one.area_m2:
            yield Difference(str(i), "area_m2", one.area_m2, room.area_m2, _growth(one.area_m2, room.area_m2))
        if one.at is not None:
            off = max(abs(room.at[0] - one.at[0]), abs(room.at[1] - one.at[1]))
            yield Difference(str(i), "place", 0.0, off, off)
