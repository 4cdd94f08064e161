"""Windows of loose lines over walls that are drawn through: bundles along a wall, with what stands out before it. Plan axes, mm."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import shapely

from app.geometry.frame import Point2
from app.plans.dxf.hang import BAY, across
from app.plans.dxf.marks import Mark, Symbol
from app.plans.dxf.openings import FoundOpenings, openings_in
from app.plans.plan import Opening, Wall

BESIDE = 60.0  # mm along a wall that what stands out may be off its window
LEAST = 30.0  # mm; a window shows more than one line: a single one along a wall is a sill or an axis
MOST = 2_000_000  # windows times loose lines that are held against each other
MOST_LOST = 300  # symbols
DEEPEST = 450.0  # mm; no wall that is all window is thicker
CLEAR = 1.0  # mm; openings that overlap by no more are two


def with_left(
    found: FoundOpenings, walls: Sequence[Wall], bundles: Sequence[Symbol], marks: Sequence[Mark]
) -> FoundOpenings:
    """Return openings and the windows that bundles of loose lines make in walls where there is none yet; doors are left to gaps.

    A wall that is drawn through leaves no gap by which its window would have been found.
    """
    windows = [one for one in bundles if one.kind == "window"]
    more = openings_in(walls, windows)
    by_id = {wall.id: wall for wall in walls}
    free = [one for one in more.openings if not any(_overlap(one, other) for other in found.openings)]
    if not free or len(free) * len(marks) > MOST:
        return found
    whole = [symbol for one in free if (symbol := _with_bay(one, by_id[one.wall], marks)) is not None]
    openings = openings_in(walls, whole).openings
    first = sum(one.kind == "window" for one in found.openings)
    named = [replace(one, id=f"w{first + i}") for i, one in enumerate(openings, start=1)]
    return replace(found, openings=(*found.openings, *named), guessed=found.guessed + len(named))


def rows_of_lost(walls: Sequence[Wall], symbols: Sequence[Symbol]) -> list[tuple[Point2, Point2]]:
    """Return the outer lines of windows that lie in no wall: a wall that is a window from end to end is drawn by nothing else."""
    found = []
    for symbol in symbols[:MOST_LOST]:
        if symbol.kind == "window" and not symbol.swings and not openings_in(walls, [symbol]).openings:
            found += _rows(symbol.points)
    return found


def _rows(points: Sequence[Point2]) -> list[tuple[Point2, Point2]]:
    """Return the two long sides of the slimmest box around points; [] when it is no window's: too deep, or no longer than that."""
    box = shapely.minimum_rotated_rectangle(shapely.MultiPoint(list(points)))
    if not isinstance(box, shapely.Polygon):
        return []
    a, b, c, d = ((x, y) for x, y in list(box.exterior.coords)[:4])
    if math.dist(a, b) < math.dist(b, c):
        a, b, c, d = b, c, d, a
    return [(a, b), (c, d)] if LEAST <= math.dist(b, c) <= DEEPEST and math.dist(a, b) > 2 * math.dist(b, c) else []


def _overlap(one: Opening, other: Opening) -> bool:
    if one.wall != other.wall:
        return False
    return min(one.offset + one.width, other.offset + other.width) - max(one.offset, other.offset) > CLEAR


def _with_bay(opening: Opening, wall: Wall, marks: Sequence[Mark]) -> Symbol | None:
    """Return a window's symbol with all loose lines of windows in it and before it."""
    low, high = opening.offset - BESIDE, opening.offset + opening.width + BESIDE
    far = wall.thickness / 2 + BAY[1]
    chains = tuple(
        mark.points
        for mark in marks
        if mark.kind == "window"
        and all(low <= u <= high and abs(v) <= far for u, v in (across(wall, p) for p in mark.points))
    )
    points = tuple(point for chain in chains for point in chain)
    deep = [across(wall, point)[1] for point in points]
    if not deep or max(deep) - min(deep) < LEAST:
        return None
    return Symbol("window", points, (), None, None, chains=chains)
