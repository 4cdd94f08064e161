"""MLSTRUCT-FP, a data set of structural floor plans -> Home: each wall a rectangle, each floor a storey with the outline of its slab. m."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from app.geometry.frame import Point2
from app.plans.editing.kinds import drawing
from app.plans.homes_json.values import number, record
from app.plans.plan import PlanError
from app.plans.sh3d.home import Drawn, Home, HomeWall, Level
from app.words import message

METRE = 1000.0  # mm
MOST_WALLS = 20_000
MOST_POINTS = 2000  # of a slab


def mlstruct_home(found: dict[str, Any], path: Path) -> Home:
    """Return the walls of every floor; PlanError naming what is missing or no number."""
    rects = record(found["rect"], "rect", path)
    if len(rects) > MOST_WALLS:
        raise PlanError(path, "rect", f"{len(rects)} are more than {MOST_WALLS}")
    walls = tuple(_wall(record(one, f"rect.{name}", path), f"rect.{name}", path) for name, one in rects.items())
    slabs = record(found.get("slab", {}), "slab", path)
    drawn = tuple(
        Drawn(_floor(one), "polylines", _points(one, f"slab.{name}", path, MOST_POINTS), True)
        for name, one in ((name, record(one, f"slab.{name}", path)) for name, one in slabs.items())
    )
    floors = sorted({wall.level for wall in walls})
    height = drawing().wall.height
    levels = tuple(Level(floor, floor, 0.0, height) for floor in floors[:100])
    doubts = (message("sh3d.doubt_height", height=height),)
    return Home("", height, 0.0, levels, walls, (), (), drawn, doubts=doubts)


def _wall(one: dict[str, Any], place: str, path: Path) -> HomeWall:
    points = _points(one, place, path, 4)
    if len(points) != 4:
        raise PlanError(path, place, f"has {len(points)} corners, not 4")
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(points, (*points[1:], points[0]), strict=True)]
    along, over = math.dist(middles[0], middles[2]), math.dist(middles[1], middles[3])
    ends = (middles[0], middles[2]) if along >= over else (middles[1], middles[3])
    return HomeWall(
        _floor(one), ends[0], ends[1], number(one.get("thickness"), f"{place}.thickness", path, METRE), None
    )


def _floor(one: dict[str, Any]) -> str:
    return str(one.get("floorID", ""))[:60]


def _points(one: dict[str, Any], place: str, path: Path, most: int) -> tuple[Point2, ...]:
    xs, ys = one.get("x"), one.get("y")
    if not isinstance(xs, list) or not isinstance(ys, list) or len(xs) != len(ys) or not 2 <= len(xs) <= most:
        raise PlanError(path, place, f"needs x and y, lists of 2 to {most} numbers")
    return tuple(
        (number(x, f"{place}.x[{i}]", path, METRE), number(y, f"{place}.y[{i}]", path, METRE))
        for i, (x, y) in enumerate(zip(xs, ys, strict=True))
    )
