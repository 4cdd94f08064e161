"""Plane outlines on the plan: area, inside, offset, bands and the regions that walls close in. Lengths mm, areas mm².

An `Outline` is a ring of points, counter-clockwise, not repeated at the end. Shapely does the work behind these verbs, but for those that
ring.py has: who needs only them takes them from there, and does not wait for shapely.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from .frame import Point2, cos_sin
from .ring import NOISE, Outline, area, bounds, contains, distance_to_line, signed_area

__all__ = [
    "NOISE",
    "Outline",
    "area",
    "band",
    "bounds",
    "contains",
    "covers",
    "distance_to_line",
    "enclosed",
    "inner_point",
    "is_simple",
    "merge",
    "mitre",
    "offset",
    "outlines",
    "overlap",
    "sector",
    "shape",
    "signed_area",
    "stretches_inside",
    "tidy",
]

MITRE_LIMIT = 4.0  # a corner sharper than this many half thicknesses is cut off


def is_simple(outline: Sequence[Point2]) -> bool:
    """Return whether a ring of at least three points neither crosses nor touches itself and encloses something."""
    return len(outline) >= 3 and Polygon(outline).is_valid and area(outline) > NOISE


def shape(outline: Sequence[Point2]) -> Polygon:
    """Return an outline as a shapely polygon."""
    return Polygon(outline)


def covers(outer: Sequence[Point2], inner: Sequence[Point2], slack: float = 0.0) -> bool:
    """Return whether `inner` lies within `outer`, reaching out by `slack` mm at most."""
    hull = Polygon(outer)
    return bool((hull.buffer(slack, join_style="mitre") if slack else hull).covers(Polygon(inner)))


def overlap(a: Sequence[Point2], b: Sequence[Point2]) -> float:
    """Return the area that two outlines share, mm²."""
    return float(Polygon(a).intersection(Polygon(b)).area)


def inner_point(outline: Sequence[Point2]) -> Point2:
    """Return a point well inside: the centre of the largest circle that fits, to within 10 mm."""
    polygon = Polygon(outline)
    centre = polygon.centroid
    if polygon.exterior.distance(centre) < 300 or not polygon.contains(centre):
        centre = shapely.get_point(shapely.maximum_inscribed_circle(polygon, tolerance=10.0), 0)
    return (float(centre.x), float(centre.y))


def offset(outline: Sequence[Point2], distance: float) -> tuple[Outline, ...]:
    """Return the outline grown by `distance` mm (shrunk when negative), corners sharp; it may fall apart or vanish."""
    return outlines(Polygon(outline).buffer(distance, join_style="mitre", mitre_limit=MITRE_LIMIT))


def outlines(geometry: BaseGeometry) -> tuple[Outline, ...]:
    """Return the outer rings of a shapely area as tidy outlines, largest first."""
    if isinstance(geometry, Polygon):
        parts = [geometry] if not geometry.is_empty else []
    else:
        parts = [part for part in getattr(geometry, "geoms", ()) if isinstance(part, Polygon)]
    rings = [tidy(list(part.exterior.coords)[:-1]) for part in parts]
    return tuple(sorted((ring for ring in rings if len(ring) >= 3), key=area, reverse=True))


def tidy(points: Sequence[Sequence[float]]) -> Outline:
    """Return a ring counter-clockwise from its most south-western corner, without repeated and in-line points."""
    ring = [(_clean(p[0]), _clean(p[1])) for p in points]
    ring = [p for i, p in enumerate(ring) if math.dist(p, ring[i - 1]) > NOISE]
    ring = [p for i, p in enumerate(ring) if not _straight(ring[i - 1], p, ring[(i + 1) % len(ring)])]
    if len(ring) < 3:
        return ()
    if signed_area(ring) < 0:
        ring.reverse()
    first = min(range(len(ring)), key=lambda i: (ring[i][0] + ring[i][1], ring[i][0]))
    return tuple(ring[first:] + ring[:first])


def _clean(value: float) -> float:
    return round(value, 6) + 0.0


def _straight(a: Point2, b: Point2, c: Point2) -> bool:
    turn = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
    return abs(turn) <= 1e-5 * max(math.dist(a, b), math.dist(b, c), 1.0)


def band(start: Point2, end: Point2, thickness: float) -> Outline:
    """Return the rectangle of `thickness` mm around a centre line; raise ValueError for a line without length."""
    length = math.dist(start, end)
    if length <= NOISE:
        raise ValueError("a band needs a line with a length")
    nx, ny = -(end[1] - start[1]) / length * thickness / 2, (end[0] - start[0]) / length * thickness / 2
    return (
        (start[0] - nx, start[1] - ny),
        (end[0] - nx, end[1] - ny),
        (end[0] + nx, end[1] + ny),
        (start[0] + nx, start[1] + ny),
    )


def mitre(node: Point2, a: Point2, a_half: float, b: Point2, b_half: float) -> Outline:
    """Return what two bands from `node` towards `a` and `b` lack at their outer corner; () where they run straight on.

    `a_half` and `b_half` are half their thicknesses, mm. A corner sharper than MITRE_LIMIT is cut off.
    """
    ax, ay = _unit(node, a)
    bx, by = _unit(node, b)
    turn = ax * by - ay * bx
    if abs(turn) < 1e-3:
        return ()
    sign = 1.0 if turn > 0 else -1.0
    p = (node[0] + sign * ay * a_half, node[1] - sign * ax * a_half)  # on the outer face of a
    q = (node[0] - sign * by * b_half, node[1] + sign * bx * b_half)  # on the outer face of b
    along = ((q[0] - p[0]) * by - (q[1] - p[1]) * bx) / turn
    corner = (p[0] + ax * along, p[1] + ay * along)
    if math.dist(node, corner) > MITRE_LIMIT * max(a_half, b_half):
        return (node, p, q) if sign > 0 else (node, q, p)
    return (node, p, corner, q)


def _unit(start: Point2, end: Point2) -> Point2:
    length = math.dist(start, end)
    return ((end[0] - start[0]) / length, (end[1] - start[1]) / length)


def merge(parts: Iterable[Sequence[Point2]]) -> BaseGeometry:
    """Return the union of outlines as one shapely area."""
    polygons = [Polygon(part) for part in parts if len(part) >= 3]
    return shapely.unary_union([p if p.is_valid else shapely.make_valid(p) for p in polygons])


def enclosed(solid: BaseGeometry, least: float = 1.0) -> tuple[Outline, ...]:
    """Return the holes of a shapely area as tidy outlines larger than `least` mm²: the spaces that walls close in."""
    parts = solid.geoms if isinstance(solid, MultiPolygon) else (solid,)
    rings = [tidy(list(hole.coords)[:-1]) for part in parts if isinstance(part, Polygon) for hole in part.interiors]
    return tuple(sorted((ring for ring in rings if len(ring) >= 3 and area(ring) > least), key=area, reverse=True))


def sector(centre: Point2, radius: float, start: float, sweep: float, step: float = 7.5) -> Outline:
    """Return a sector of a circle from `start` over `sweep` degrees, its arc as chords of at most `step` degrees."""
    count = max(1, math.ceil(abs(sweep) / step))
    arc = []
    for i in range(count + 1):
        cos, sin = cos_sin(start + sweep * i / count)
        arc.append((centre[0] + radius * cos, centre[1] + radius * sin))
    return (centre, *arc) if sweep > 0 else (centre, *reversed(arc))


def stretches_inside(outline: Sequence[Point2], start: Point2, end: Point2) -> tuple[Point2, ...]:
    """Return from where to where, in mm from `start`, a line runs inside an outline; in order."""
    inside = LineString([start, end]).intersection(Polygon(outline))
    parts = [part for part in getattr(inside, "geoms", (inside,)) if isinstance(part, LineString) and not part.is_empty]
    spans = [sorted(math.dist(start, point) for point in (part.coords[0], part.coords[-1])) for part in parts]
    return tuple(sorted((span[0], span[1]) for span in spans))
