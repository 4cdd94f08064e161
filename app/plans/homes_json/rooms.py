"""A home as a list of rooms, each a polygon in metres with its kind and its area -> plan.

The polygons are the clear floors, kept to the bit. Such a home has no walls: around it they are made of the usual thickness, between
rooms that touch there is no place for one, so those sides stay open; both is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapely.geometry import Polygon

from app.geometry.frame import Point2
from app.geometry.polygon import Outline, area, is_simple, merge, overlap, tidy
from app.plans.check import check_plan
from app.plans.dxf.layers import room_kind
from app.plans.editing.kinds import ROOM_NAMES, drawing
from app.plans.homes_json.values import pair, records
from app.plans.importing import Imported
from app.plans.plan import Plan, PlanError, Room, Wall
from app.plans.sh3d.plan import slug, unused
from app.plans.underlay import Line, Underlay
from app.records import Text
from app.words import Message, message, say

METRE = 1000.0  # mm
MOST_ROOMS = 300
MOST_POINTS = 500  # of a room
AREA_SLACK = 0.005
NOISE = 100.0  # mm²; an overlap smaller than this comes of rounding


@dataclass(frozen=True, slots=True)
class _Entry:
    """A room as the file gives it; `area` in m², None where it gives none."""

    sort: str
    outline: Outline
    area: float | None


def told_rooms(found: Any, path: Path, place: str) -> Message:
    """Return what tells one home from others: its number of rooms and their area."""
    entries = _entries(found, path, place)
    total = sum(area(one.outline) for one in entries) / 1e6
    kinds = ", ".join(sorted({one.sort for one in entries if one.sort}))
    return message("sh3d.flat", rooms=len(entries), area=round(total, 2), kinds=kinds[:120])


def rooms_plan(found: dict[str, Any], path: Path, number: str, language: str) -> Imported:
    """Return the plan of a list of rooms; `number` tells which of several homes it is. PlanError when it cannot be a home."""
    entries = _entries(found, path, f"home {number}" if number else "")
    for i, one in enumerate(entries):
        for k, other in enumerate(entries[:i]):
            if overlap(one.outline, other.outline) > NOISE:
                raise PlanError(path, f"rooms[{i}]", f"overlaps rooms[{k}]")
    defaults = drawing().wall
    walls = _walls_around([one.outline for one in entries], defaults.outer, defaults.height)
    touching = _touching([one.outline for one in entries])
    doubts = [
        message("plans.doubt_ceiling", count=len(entries), height=defaults.ceiling),
        message("sh3d.doubt_made_walls", thickness=defaults.outer, height=defaults.height),
        message("sh3d.doubt_no_openings"),
    ]
    doubts += [message("sh3d.doubt_touching", count=touching)] if touching else []
    doubts += [
        message(
            "sh3d.doubt_stated", name=one.sort or str(i + 1), stated=one.area, drawn=round(area(one.outline) / 1e6, 3)
        )
        for i, one in enumerate(entries)
        if one.area is not None and abs(area(one.outline) / 1e6 - one.area) > AREA_SLACK * one.area
    ]
    name = path.stem + (f" {number}" if number else "")
    plan = Plan(
        id=slug(name) or "plan",
        name=Text(name, name),
        rooms=_rooms(entries, defaults.ceiling),
        walls=walls,
        openings=(),
        source=f"json:{path.name}?units=m" + (f"&flat={number}" if number else ""),
        doubts=tuple(say(doubt, language) for doubt in doubts),
    )
    check_plan(plan, path)
    lines = tuple(Line("rooms", "rooms", one.outline, True) for one in entries)
    return Imported(plan, Underlay(lines), (), {"rooms": "rooms"})


def _entries(found: Any, path: Path, place: str) -> list[_Entry]:
    rooms = records(found.get("rooms") if isinstance(found, dict) else None, f"{place} rooms".strip(), path, MOST_ROOMS)
    if not rooms:
        raise PlanError(path, place, "no rooms found: its list of rooms is empty")
    return [_entry(room, f"{place} rooms[{i}]".strip(), path) for i, room in enumerate(rooms)]


def _entry(room: dict[str, Any], place: str, path: Path) -> _Entry:
    points = room.get("polygon_m")
    if not isinstance(points, list) or not 3 <= len(points) <= MOST_POINTS:
        raise PlanError(path, f"{place}.polygon_m", f"a room needs a list of 3 to {MOST_POINTS} points in metres")
    ring: list[Point2] = [pair(point, f"{place}.polygon_m[{i}]", path, METRE) for i, point in enumerate(points)]
    outline = tidy(ring)
    if len(outline) < 3 or not is_simple(outline):
        raise PlanError(path, f"{place}.polygon_m", "crosses itself or encloses nothing")
    stated = room.get("area_m2")
    known = isinstance(stated, int | float) and not isinstance(stated, bool) and 0 < stated < 1e6
    return _Entry(" ".join(str(room.get("type", "")).split())[:60], outline, float(stated) if known else None)  # type: ignore[arg-type]


def _rooms(entries: Sequence[_Entry], ceiling: float) -> tuple[Room, ...]:
    rooms: list[Room] = []
    for one in entries:
        kind = room_kind(one.sort)
        name = ROOM_NAMES[kind] if kind != "other" else Text(one.sort or "房间", one.sort or "Room")
        ident = unused(slug(one.sort) or "room", [room.id for room in rooms])
        rooms.append(Room(ident, name, kind, one.outline, ceiling))
    return tuple(rooms)


def _walls_around(outlines: Sequence[Outline], thickness: float, height: float) -> tuple[Wall, ...]:
    """Return walls around all rooms together, their inner faces on the rooms' outer sides."""
    grown = merge(outlines).buffer(thickness / 2, join_style="mitre", mitre_limit=10.0)
    walls: list[Wall] = []
    for part in getattr(grown, "geoms", (grown,)):
        for ring in (part.exterior, *part.interiors) if isinstance(part, Polygon) else ():
            points = tidy(list(ring.coords)[:-1])
            for start, end in zip(points, (*points[1:], *points[:1]), strict=True):
                walls.append(Wall(f"w{len(walls) + 1}", start, end, thickness, height))
    return tuple(walls)


def _touching(outlines: Sequence[Outline]) -> int:
    """Return how many pairs of rooms have a side in common."""
    shapes = [Polygon(outline) for outline in outlines]
    return sum(
        one.intersection(other).length > 1.0
        for i, one in enumerate(shapes)
        for other in shapes[:i]
        if one.distance(other) < 0.001
    )
