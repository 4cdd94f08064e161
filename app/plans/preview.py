"""A plan as a drawing: plain fills, lines and labels in paint order, which the window and a picture writer paint alike.

Plan axes (y up) and mm; `LOOKS` says how each is inked. Nothing here knows a painter.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.geometry.frame import Point2
from app.geometry.polygon import Outline, area, contains, inner_point, sector
from app.plans.plan import Obstacle, Opening, Plan, Room, Wall
from app.plans.regions import wall_bands
from app.plans.sides import along_wall, door_swing, wall_by_id
from app.records import Text

LOW = 1500.0  # mm; walls up to here are parapets and drawn lighter
LEAF = 45.0  # mm; a door leaf as drawn


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled outline; `look` is a key of LOOKS."""

    points: Outline
    look: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """An open line through points; `look` is a key of LOOKS."""

    points: tuple[Point2, ...]
    look: str


@dataclass(frozen=True, slots=True)
class Label:
    """A room's name with its area below, centred at a point; `size` is the height of the letters, mm."""

    at: Point2
    name: Text
    area_m2: float
    size: float


@dataclass(frozen=True, slots=True)
class Ink:
    """Colour (sRGB 0-255), line width in mm of the plan, dashed or not."""

    color: tuple[int, int, int]
    width: float = 15.0
    dashed: bool = False


LOOKS: dict[str, Ink] = {
    "floor.dry": Ink((243, 234, 219)),
    "floor.wet": Ink((222, 234, 238)),
    "floor.out": Ink((230, 236, 222)),
    "wall": Ink((58, 62, 68)),
    "wall.low": Ink((150, 155, 160)),
    "gap": Ink((252, 252, 250)),
    "line": Ink((88, 94, 102), 14.0),
    "glass": Ink((86, 142, 178), 18.0),
    "leaf": Ink((176, 124, 72)),
    "swing": Ink((190, 160, 128), 12.0),
    "column": Ink((58, 62, 68)),
    "flue": Ink((176, 182, 188)),
    "beam": Ink((150, 128, 100), 14.0, True),
    "water": Ink((52, 120, 190)),
    "drain": Ink((110, 120, 130)),
    "gas": Ink((214, 160, 30)),
    "power": Ink((190, 80, 60)),
}
FLOORS = {"kitchen": "floor.wet", "bath": "floor.wet", "balcony": "floor.out"}
SERVICES = {"water": "water", "drain": "drain", "gas": "gas"}

type Mark = Fill | Stroke | Label


def draw_plan(plan: Plan, services: bool = False) -> tuple[Mark, ...]:
    """Return the drawing of a plan in paint order: floors, walls, openings, obstacles, service points if asked, labels."""
    marks: list[Mark] = [Fill(room.outline, FLOORS.get(room.kind, "floor.dry")) for room in plan.rooms]
    marks += _walls(plan)
    for opening in plan.openings:
        marks += _opening(plan, opening)
    for thing in plan.obstacles:
        marks += _obstacle(thing)
    if services:
        for point in plan.services:
            ring = sector(point.at[:2], 55.0, 0.0, 360.0, 30.0)[1:-1]
            marks.append(Fill(ring, SERVICES.get(point.kind, "power")))
    marks += [_label(room) for room in plan.rooms]
    return tuple(marks)


def extent(marks: tuple[Mark, ...]) -> tuple[float, float, float, float]:
    """Return (low x, low y, high x, high y) of a drawing, mm; raise ValueError when it is empty."""
    points = [point for mark in marks if not isinstance(mark, Label) for point in mark.points]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _walls(plan: Plan) -> list[Fill]:
    low = tuple(wall for wall in plan.walls if wall.height <= LOW)
    high = tuple(wall for wall in plan.walls if wall.height > LOW)
    return [Fill(ring, "wall.low") for ring in wall_bands(low)] + [Fill(ring, "wall") for ring in wall_bands(high)]


def _opening(plan: Plan, opening: Opening) -> list[Mark]:
    wall = wall_by_id(plan, opening.wall)
    place = _Across(wall, opening)
    half = wall.thickness / 2
    marks: list[Mark] = [Fill(place.box(0.0, 1.0, -half, half), "gap")]
    if opening.kind == "window":
        return marks + _window(plan, place, half, opening.bay)
    if opening.kind == "passage":
        return [*marks, *(Stroke(place.line(0.0, 1.0, v), "beam") for v in (-half, half))]
    if opening.leaf == "sliding":
        marks.append(Fill(place.box(0.0, 0.52, 0.0, LEAF), "leaf"))
        return [*marks, Fill(place.box(0.48, 1.0, -LEAF, 0.0), "leaf")]
    for swing in door_swing(plan, opening):
        marks += _leaf(swing, place)
    return marks


def _window(plan: Plan, place: _Across, half: float, bay: float) -> list[Mark]:
    if not bay:
        lines: list[Mark] = [Stroke(place.line(0.0, 1.0, v), "line") for v in (-half, half)]
        return [*lines, *(Stroke(place.line(0.0, 1.0, v * half), "glass") for v in (-0.3, 0.3))]
    out = 1.0 if not _inside(plan, place.point(0.5, half + 100.0)) else -1.0
    inner, outer = out * half, out * (half + bay)
    ring = (place.point(0.0, inner), place.point(0.0, outer), place.point(1.0, outer), place.point(1.0, inner))
    marks: list[Mark] = [Fill(ring, "gap"), Stroke(place.line(0.0, 1.0, -inner), "line")]
    return [*marks, Stroke(ring, "line"), Stroke(place.line(0.0, 1.0, out * (half + bay - 60.0)), "glass")]


def _leaf(swing: Outline, place: _Across) -> list[Mark]:
    pivot, first, last = swing[0], swing[1], swing[-1]
    tip = max((first, last), key=place.off)
    dx, dy = tip[0] - pivot[0], tip[1] - pivot[1]
    side = 1.0 if tip == last else -1.0  # the leaf's thickness lies within its own sector
    length = math.hypot(dx, dy)
    nx, ny = side * dy / length * LEAF, -side * dx / length * LEAF
    leaf = (pivot, tip, (tip[0] + nx, tip[1] + ny), (pivot[0] + nx, pivot[1] + ny))
    return [Stroke(swing[1:], "swing"), Fill(leaf, "leaf")]


def _obstacle(thing: Obstacle) -> list[Mark]:
    ring = (*thing.outline, thing.outline[0])
    if thing.kind == "beam":
        return [Stroke(ring, "beam")]
    if thing.kind == "column":
        return [Fill(thing.outline, "column")]
    marks: list[Mark] = [Fill(thing.outline, "flue"), Stroke(ring, "line")]
    if len(thing.outline) == 4:
        a, b, c, d = thing.outline
        marks += [Stroke((a, c), "line"), Stroke((b, d), "line")]
    return marks


def _label(room: Room) -> Label:
    square = area(room.outline)
    return Label(inner_point(room.outline), room.name, square / 1e6, max(130.0, min(260.0, math.sqrt(square) * 0.075)))


def _inside(plan: Plan, point: Point2) -> bool:
    return any(contains(room.outline, point) for room in plan.rooms)


class _Across:
    """An opening's own axes: u 0 to 1 along it, v in mm across the wall, left positive."""

    def __init__(self, wall: Wall, opening: Opening) -> None:
        self.start, self.end = along_wall(wall, opening.offset), along_wall(wall, opening.offset + opening.width)
        self.nx = -(wall.end[1] - wall.start[1]) / wall.length
        self.ny = (wall.end[0] - wall.start[0]) / wall.length

    def point(self, u: float, v: float) -> Point2:
        x = self.start[0] + (self.end[0] - self.start[0]) * u
        y = self.start[1] + (self.end[1] - self.start[1]) * u
        return (x + self.nx * v, y + self.ny * v)

    def line(self, u0: float, u1: float, v: float) -> tuple[Point2, Point2]:
        return (self.point(u0, v), self.point(u1, v))

    def box(self, u0: float, u1: float, v0: float, v1: float) -> Outline:
        return (self.point(u0, v0), self.point(u1, v0), self.point(u1, v1), self.point(u0, v1))

    def off(self, point: Point2) -> float:
        return abs((point[0] - self.start[0]) * self.nx + (point[1] - self.start[1]) * self.ny)
