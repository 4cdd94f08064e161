"""Columns, beams, flues of a sheet -> obstacles in the rooms. Plan axes, mm."""

from __future__ import annotations

from collections.abc import Sequence

import shapely

from app.geometry.polygon import Outline, bounds, is_simple, tidy
from app.plans.dxf.sheet import Sheet
from app.plans.plan import Obstacle, Room

SLIMMEST, WIDEST = 80.0, 1200.0  # mm; sides of a column that stands free
FLUE_WIDEST = 1500.0
BEAM = 400.0  # mm that a beam hangs down, where the plan does not say it; told as a doubt
REACH = 50_000.0  # mm; the longest beam
SAME = 1.0  # mm; outlines that differ by less are one drawn twice
WITHIN = 0.05  # share of a body that must lie in rooms
MOST = 2000


def obstacles_of(sheet: Sheet, rooms: Sequence[Room], free: Sequence[Outline] = ()) -> tuple[Obstacle, ...]:
    """Return the bodies that stand in rooms: closed outlines on layers of columns and flues, small ones on walls, `free` wall bodies."""
    top = max(room.ceiling for room in rooms)
    home = shapely.union_all([shapely.Polygon(room.outline) for room in rooms])
    shapely.prepare(home)
    kinds = [("column", outline, WIDEST) for outline in (*_rings(sheet, "walls"), *_rings(sheet, "columns"), *free)]
    kinds += [("beam", outline, REACH) for outline in _rings(sheet, "beams")]
    kinds += [("flue", outline, FLUE_WIDEST) for outline in _rings(sheet, "flues")]
    found: list[Obstacle] = []
    taken: set[tuple[int, ...]] = set()
    for kind, outline, widest in kinds[:MOST]:
        box = bounds(outline)
        mark = tuple(round(value / SAME) for value in box)
        sides = (box[2] - box[0], box[3] - box[1])
        if min(sides) < SLIMMEST or max(sides) > widest or mark in taken:
            continue
        shape = shapely.Polygon(outline)
        if shape.intersection(home).area < WITHIN * shape.area:
            continue
        taken.add(mark)
        count = sum(one.kind == kind for one in found) + 1
        bottom = top - BEAM if kind == "beam" else 0.0
        found.append(Obstacle(f"{kind}{count}", kind, outline, bottom, top))
    return tuple(found)


def _rings(sheet: Sheet, sort: str) -> list[Outline]:
    lines = [line for line in sheet.sorted.lines(sort) if line.closed and line.block < 0]
    chains = [sheet.chain(line) for line in lines]
    return [tidy(chain) for chain in chains if is_simple(chain)]
