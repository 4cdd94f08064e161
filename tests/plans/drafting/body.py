"""What an office has to draw of a plan: its walls as bodies with holes, and each opening in the frame of its wall. mm."""

from __future__ import annotations

import math
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from app.plans.plan import Opening, Plan, Wall

type Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Hole:
    """An opening and its wall: u runs along the wall from its start, v to the left of it."""

    opening: Opening
    wall: Wall

    def at(self, u: float, v: float) -> Point:
        """Return a point of the wall's frame in the plan."""
        ux, uy = self.way
        (x, y) = self.wall.start
        return (x + ux * u - uy * v, y + uy * u + ux * v)

    @property
    def way(self) -> Point:
        """The direction of the wall."""
        (x0, y0), (x1, y1), size = self.wall.start, self.wall.end, self.wall.length
        return ((x1 - x0) / size, (y1 - y0) / size)

    @property
    def span(self) -> tuple[float, float]:
        """From where to where along the wall the hole is."""
        return (self.opening.offset, self.opening.offset + self.opening.width)

    def ring(self) -> list[Point]:
        """Return the hole's four corners on the wall's faces."""
        (a, b), half = self.span, self.wall.thickness / 2
        return [self.at(a, -half), self.at(b, -half), self.at(b, half), self.at(a, half)]

    def outward(self, plan: Plan) -> float:
        """Return 1 where the left of the wall is outdoors, else -1."""
        middle = sum(self.span) / 2
        point = shapely.Point(self.at(middle, self.wall.thickness / 2 + 50.0))
        return -1.0 if any(shapely.Polygon(room.outline).contains(point) for room in plan.rooms) else 1.0


def holes_of(plan: Plan) -> list[Hole]:
    """Return the openings of a plan in their walls."""
    walls = {wall.id: wall for wall in plan.walls}
    return [Hole(opening, walls[opening.wall]) for opening in plan.openings]


def spans_of(plan: Plan) -> list[tuple[Wall, Point, Point]]:
    """Return walls with their ends run on to the far faces of the walls they meet."""
    found = []
    for wall in plan.walls:
        ux, uy = ((wall.end[i] - wall.start[i]) / wall.length for i in (0, 1))
        ends = []
        for (x, y), way in ((wall.start, -1.0), (wall.end, 1.0)):
            on = max((half for half in (_met(wall, other, (x, y)) for other in plan.walls)), default=0.0)
            ends.append((x + way * ux * on, y + way * uy * on))
        found.append((wall, ends[0], ends[1]))
    return found


def _met(wall: Wall, other: Wall, point: Point) -> float:
    """Return half the thickness of a wall that another one ends at, 0 where it does not or runs on alike."""
    if other.id == wall.id or shapely.Point(point).distance(shapely.LineString([other.start, other.end])) > 1.0:
        return 0.0
    ux, uy = ((wall.end[i] - wall.start[i]) / wall.length for i in (0, 1))
    vx, vy = ((other.end[i] - other.start[i]) / other.length for i in (0, 1))
    turn = abs(ux * vy - uy * vx)
    return other.thickness / 2 / turn if turn > 0.5 else 0.0


def masonry(plan: Plan, unbroken: tuple[str, ...] = ()) -> list[shapely.Polygon]:
    """Return what is drawn as wall: all walls less the rooms and less their openings, save those of the kinds `unbroken`."""
    bands = [shapely.LineString([a, b]).buffer(wall.thickness / 2, cap_style="flat") for wall, a, b in spans_of(plan)]
    rooms = shapely.union_all([shapely.Polygon(room.outline) for room in plan.rooms])
    cut = [shapely.Polygon(hole.ring()) for hole in holes_of(plan) if hole.opening.kind not in unbroken]
    whole: BaseGeometry = shapely.union_all(bands, grid_size=0.01).difference(rooms, grid_size=0.01)
    whole = whole.difference(shapely.union_all(cut), grid_size=0.01)
    return [
        part.simplify(0.02) for part in shapely.get_parts(whole) if part.geom_type == "Polygon" and part.area > 100.0
    ]


def rings_of(parts: list[shapely.Polygon]) -> list[list[Point]]:
    """Return the outer and inner rings of bodies, not repeating their first point."""
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    return [[(x, y) for x, y in ring.coords][:-1] for ring in rings]


def centre(points: tuple[Point, ...]) -> Point:
    """Return a point well within an outline, on whole mm."""
    point = shapely.Polygon(points).centroid
    inside = point if shapely.Polygon(points).contains(point) else shapely.Polygon(points).representative_point()
    return (math.floor(inside.x), math.floor(inside.y))
