"""blueprint3d (and its descendants) -> Home: corners and walls between them, doors and windows as items. cm, y down.

The format has no thickness and no sizes: the program draws walls 10 cm thick and 250 cm high, and items as large as their models, which
are not in the file. A door stands on the floor, so its height is twice that of its middle; widths are taken as usual and told as a doubt.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.geometry.frame import Point2
from app.geometry.ring import distance_to_line
from app.plans.editing.kinds import drawing
from app.plans.homes_json.values import number, record, records
from app.plans.plan import PlanError
from app.plans.sh3d.home import CM, Home, HomeWall, Piece
from app.words import message

THICKNESS, HEIGHT = (
    100.0,
    2500.0,
)  # mm; what the program gives every wall (its Configuration: wallThickness 10, wallHeight 250)
MOST_CORNERS = 5000
MOST_WALLS = 2000
MOST_ITEMS = 5000
IN_WALL, IN_WALL_FLOOR = 3, 7  # sorts of items that sit in a wall: windows, doors


def blueprint3d_home(found: dict[str, Any], floorplan: dict[str, Any], path: Path) -> Home:
    """Return a blueprint3d document as a home; PlanError naming what is missing or no number."""
    corners = _corners(floorplan["corners"], path)
    walls = _walls(floorplan.get("walls", []), corners, path)
    items = records(found.get("items") or [], "items", path, MOST_ITEMS)
    pieces = [_piece(item, f"items[{i}]", walls, path) for i, item in enumerate(items)]
    openings = sum(piece.is_opening for piece in pieces)
    doubts = [message("sh3d.doubt_blueprint3d", thickness=THICKNESS, height=HEIGHT)]
    doubts += [message("sh3d.doubt_widths", count=openings)] if openings else []
    return Home("", HEIGHT, 0.0, (), tuple(walls), (), tuple(pieces), doubts=tuple(doubts))


def _corners(value: Any, path: Path) -> dict[str, Point2]:
    table = record(value, "floorplan.corners", path)
    if len(table) > MOST_CORNERS:
        raise PlanError(path, "floorplan.corners", f"{len(table)} are more than {MOST_CORNERS}")
    found = {}
    for name, corner in table.items():
        place = f"floorplan.corners.{name[:40]}"
        one = record(corner, place, path)
        x, y = number(one.get("x"), f"{place}.x", path, CM), number(one.get("y"), f"{place}.y", path, CM)
        found[name] = (x, -y + 0.0)
    return found


def _walls(value: Any, corners: dict[str, Point2], path: Path) -> list[HomeWall]:
    walls = []
    for i, one in enumerate(records(value, "floorplan.walls", path, MOST_WALLS)):
        ends = []
        for key in ("corner1", "corner2"):
            name = one.get(key)
            if not isinstance(name, str) or name not in corners:
                raise PlanError(path, f"floorplan.walls[{i}].{key}", f"no corner {str(name)[:60]!r}")
            ends.append(corners[name])
        walls.append(HomeWall("", ends[0], ends[1], THICKNESS, HEIGHT))
    return walls


def _piece(item: dict[str, Any], place: str, walls: Sequence[HomeWall], path: Path) -> Piece:
    """Return an item as a piece; one that sits in a wall lies along the wall that is nearest."""
    x, up, y = (number(item.get(key), f"{place}.{key}", path, CM) for key in ("xpos", "ypos", "zpos"))
    at = (x, -y + 0.0)
    name = " ".join(str(item.get("item_name", "")).split())[:200]
    sort = item.get("item_type")
    if sort not in (IN_WALL, IN_WALL_FLOOR):
        return Piece("", name, "", at, 0.0, 0.0, 0.0, 0.0, 0.0)
    wall = min(walls, key=lambda one: distance_to_line(at, one.start, one.end), default=None)
    angle = 0.0 if wall is None else math.degrees(math.atan2(wall.end[1] - wall.start[1], wall.end[0] - wall.start[0]))
    usual = drawing().hole("door" if sort == IN_WALL_FLOOR else "window")
    height = 2.0 * up if sort == IN_WALL_FLOOR and up > 0.0 else usual.head - usual.sill
    bottom = 0.0 if sort == IN_WALL_FLOOR else max(0.0, up - height / 2)
    catalog = "door" if sort == IN_WALL_FLOOR else "window"
    return Piece("", name, catalog, at, angle, usual.width, THICKNESS, height, bottom, is_opening=True)
