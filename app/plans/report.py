"""A plan told to a script: the document of `plan import --json` and `plan show --json`. Lengths mm, areas m²."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from app.geometry.polygon import area
from app.plans.plan import Opening, Plan
from app.plans.sides import sides


def plan_json(plan: Plan) -> dict[str, Any]:
    """Return a plan as plain data with the keys that cli.md promises; `units` are those of the drawing it came from."""
    rooms_of = _rooms_of(plan)
    return {
        "id": plan.id,
        "name": plan.name.en,
        "names": {"zh": plan.name.zh, "en": plan.name.en},
        "units": units_of(plan),
        "source": plan.source,
        "doubts": list(plan.doubts),
        "height": max(room.ceiling for room in plan.rooms),
        "area_m2": round(sum(area(room.outline) for room in plan.rooms) / 1e6, 3),
        "rooms": [
            {
                "id": room.id,
                "name": room.name.en,
                "names": {"zh": room.name.zh, "en": room.name.en},
                "kind": room.kind,
                "area_m2": round(area(room.outline) / 1e6, 3),
                "ceiling": room.ceiling,
                "outline": [list(point) for point in room.outline],
            }
            for room in plan.rooms
        ],
        "walls": len(plan.walls),
        "doors": [_opening(opening, rooms_of) for opening in plan.openings if opening.kind == "door"],
        "windows": [_opening(opening, rooms_of) for opening in plan.openings if opening.kind == "window"],
        "passages": [_opening(opening, rooms_of) for opening in plan.openings if opening.kind == "passage"],
        "obstacles": [
            {
                "id": thing.id,
                "kind": thing.kind,
                "outline": [list(point) for point in thing.outline],
                "bottom": thing.bottom,
                "top": thing.top,
            }
            for thing in plan.obstacles
        ],
        "services": [{"id": point.id, "kind": point.kind, "at": list(point.at)} for point in plan.services],
    }


def units_of(plan: Plan) -> str:
    """Return the units of the drawing a plan was imported from; plans themselves are in mm."""
    query = plan.source.partition("?")[2]
    return parse_qs(query).get("units", ["mm"])[0]


def _rooms_of(plan: Plan) -> dict[str, list[str]]:
    """Return for each opening the ids of the rooms that see it."""
    found: dict[str, list[str]] = {opening.id: [] for opening in plan.openings}
    for room in plan.rooms:
        for side in sides(plan, room.id):
            for seen in side.openings:
                if room.id not in found[seen.opening.id]:
                    found[seen.opening.id].append(room.id)
    return found


def _opening(opening: Opening, rooms_of: dict[str, list[str]]) -> dict[str, Any]:
    rooms = rooms_of[opening.id]
    return {
        "id": opening.id,
        "width": opening.width,
        "height": round(opening.head - opening.sill, 3),
        "sill": opening.sill,
        "room": rooms[0] if rooms else "",
        "rooms": rooms,
        "wall": opening.wall,
        "leaf": opening.leaf,
    }
