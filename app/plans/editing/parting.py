"""Spaces between walls, cut where rooms meet without a wall between them: living and dining in one open space. Plan axes, mm."""

from __future__ import annotations

import math
from collections.abc import Sequence

import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from app.geometry.frame import Point2
from app.geometry.polygon import Outline, area, bounds, outlines, shape, tidy
from app.plans.plan import Room

LEAST = 0.05e6  # mm²; smaller cells are no rooms, as in regions.py
FACE = 100.0  # mm; a piece of a room's outline farther than this from all walls parts it from what lies beyond
PARTING = 100.0  # mm; shorter pieces part nothing
NOISE = 1e-6  # mm
CLOSE = 0.05  # mm; corners of an outline nearer to each other than this are one (check.py refuses 0.01)


def cleaned(outline: Outline) -> Outline:
    """Return an outline without corners that lie together, as walls leave them that miss each other by a hair; () when nothing is left."""
    ring = [point for i, point in enumerate(outline) if math.dist(point, outline[i - 1]) > CLOSE]
    return outline if len(ring) == len(outline) else tidy(ring)


def parted(
    was: BaseGeometry, now: BaseGeometry, rooms: Sequence[Room], spaces: Sequence[Outline], moved: float
) -> list[Outline]:
    """Return the spaces between walls as they are `now`, each cut where rooms met without a wall as walls `was`.

    No wall has `moved` farther than that, mm.
    """
    lines = _parting_lines(was, rooms)
    faces: list[Outline] = []
    for space in spaces:
        body = shape(space)
        cuts = [line for line in lines if line.intersects(body)]
        faces += _cells(body.difference(now), cuts, 2 * FACE + moved) if cuts else [space]
    return faces


def _cells(body: BaseGeometry, cuts: Sequence[LineString], reach: float) -> list[Outline]:
    """Return what lines, drawn on by `reach` mm at most to its border, cut an area into; walls that stand free in it stop them too."""
    net = shapely.unary_union([body.boundary, *(_drawn_on(line, body, reach) for line in cuts)])
    cells = [cell for cell in shapely.polygonize([net]).geoms if body.contains(cell.representative_point())]
    rings = (cleaned(ring) for ring in outlines(shapely.GeometryCollection(cells)) if area(ring) > LEAST)
    return [ring for ring in rings if ring]


def _parting_lines(walls: BaseGeometry, rooms: Sequence[Room]) -> list[LineString]:
    """Return where rooms end without a wall: the pieces of their outlines that lie off all walls."""
    found: list[LineString] = []
    for room in rooms:
        edge = shape(room.outline).exterior
        x0, y0, x1, y1 = bounds(room.outline)
        near = shapely.clip_by_rect(walls, x0 - 2 * FACE, y0 - 2 * FACE, x1 + 2 * FACE, y1 + 2 * FACE).buffer(FACE, 2)
        if not near.covers(edge):
            found += [line for line in _lines(edge.difference(near)) if line.length > PARTING]
    return found


def _lines(geometry: BaseGeometry) -> list[LineString]:
    merged = shapely.line_merge(geometry) if not isinstance(geometry, LineString) else geometry
    return [part for part in getattr(merged, "geoms", (merged,)) if isinstance(part, LineString) and not part.is_empty]


def _drawn_on(line: LineString, body: BaseGeometry, reach: float) -> BaseGeometry:
    """Return a line drawn on at both ends to where it leaves the area: straight, or to the nearest border where that misses it."""
    points = list(line.coords)
    ends = ((points[1], points[0]), (points[-2], points[-1]))
    return shapely.union_all([line.intersection(body), *(_to_border(a, b, body, reach) for a, b in ends)])


def _to_border(a: Sequence[float], b: Sequence[float], body: BaseGeometry, reach: float) -> BaseGeometry:
    end, border = Point(b), body.boundary
    straight = LineString([b, _beyond(a, b, reach)]).intersection(body)
    first = next((part for part in _lines(straight) if part.distance(end) < CLOSE), None)
    if first is not None and border.distance(Point(first.coords[-1])) < CLOSE:
        return _crossing_out(b, first.coords[-1], border)
    there = _beyond(a, b, FACE)  # where the room's outline came to the wall
    if border.distance(Point(there)) > reach or not body.buffer(CLOSE).covers(Point(there)):
        return Point()
    return _crossing_out(b, there, border)


def _crossing_out(b: Sequence[float], far: Sequence[float], border: BaseGeometry) -> BaseGeometry:
    """Return a line from `b` to `far`, on to the nearest border, and over it by a hair, so that it cuts it for certain."""
    near = shapely.shortest_line(Point(far), border).coords[-1]
    from_point = far if math.dist(far, near) > NOISE else b
    return LineString([Point(b), Point(far), Point(near), Point(_beyond(from_point, near, CLOSE))])


def _beyond(a: Sequence[float], b: Sequence[float], reach: float) -> Point2:
    dx, dy = b[0] - a[0], b[1] - a[1]
    share = reach / max((dx * dx + dy * dy) ** 0.5, 1e-9)
    return (b[0] + dx * share, b[1] + dy * share)
