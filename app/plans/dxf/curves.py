"""Curves of a DXF file -> chains of chords. Many chords: what a unit is long is not known yet when they are drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from app.geometry.frame import Point2
from app.plans.dxf.drawing import Arc

ROUND = 128  # chords of a full circle; of a wall 6 m in radius they stand off 1.8 mm
CHORDS = (
    (8, 32),
    (64, 16),
    (math.inf, 8),
)  # (pieces of a path, chords of each): a count, for a measure may never be met
STEEPEST, MOST_CONTROLS = 11, 20_000  # degree and control points of a spline


def arc_points(arc: Arc, chords: int = 0) -> list[Point2]:
    """Return an arc as a chain of points from its start to its end, `chords` long, or as many as ROUND asks for."""
    count = chords or _count(arc.sweep)
    first = math.atan2(arc.start[1] - arc.centre[1], arc.start[0] - arc.centre[0])
    turns = [first + math.radians(arc.sweep) * i / count for i in range(1, count)]
    between = [(arc.centre[0] + arc.radius * math.cos(t), arc.centre[1] + arc.radius * math.sin(t)) for t in turns]
    return [arc.start, *between, arc.end]


def _count(sweep: float) -> int:
    return max(2, math.ceil(abs(sweep) / 360.0 * ROUND))


def bulged(corners: Sequence[tuple[float, float, float]], closed: bool, layer: str) -> tuple[list[Point2], list[Arc]]:
    """Return the points of a polyline of (x, y, bulge) with its arcs as chords, and those arcs."""
    chain: list[Point2] = []
    arcs: list[Arc] = []
    for i, (x, y, bulge) in enumerate(corners):
        chain.append((x, y))
        last = i == len(corners) - 1
        if bulge and math.isfinite(bulge) and (closed or not last):
            after = corners[(i + 1) % len(corners)]
            arc = _bulge(layer, (x, y), (after[0], after[1]), bulge)
            if arc is not None:
                arcs.append(arc)
                points = arc_points(arc)
                chain += points[1:-1] if bulge > 0 else points[-2:0:-1]
    return chain, arcs


def _bulge(layer: str, a: Point2, b: Point2, bulge: float) -> Arc | None:
    """Return the arc from `a` to `b` whose quarter sweep has the tangent `bulge`, positive counter-clockwise."""
    chord = math.dist(a, b)
    if chord <= 0 or abs(bulge) < 1e-9 or abs(bulge) > 1e6:
        return None
    off = chord * (1.0 - bulge * bulge) / (4.0 * bulge)  # from the chord's middle to the centre, to the left
    ux, uy = (b[0] - a[0]) / chord, (b[1] - a[1]) / chord
    centre = ((a[0] + b[0]) / 2 - uy * off, (a[1] + b[1]) / 2 + ux * off)
    sweep = math.degrees(4.0 * math.atan(abs(bulge)))
    ends = (a, b) if bulge > 0 else (b, a)
    return Arc(layer, centre, math.dist(a, centre), *ends, sweep, -1, drawn=True)


def curve_points(entity: Any) -> tuple[list[Point2], bool]:
    """Return a circle, ellipse, spline or old polyline as points, and whether it is closed."""
    from ezdxf.path import make_path

    if entity.dxftype() == "POLYLINE" and not entity.is_3d_polyline and not entity.ocs().transform:
        corners = [
            (float(v.dxf.location.x), float(v.dxf.location.y), float(v.dxf.get("bulge", 0.0)))
            for v in entity.vertices
            if not v.dxf.get("flags", 0) & 16  # the frame of a spline
        ]
        return bulged(corners, bool(entity.is_closed), "")[0], bool(entity.is_closed)
    if entity.dxftype() in ("SPLINE", "HELIX") and not (
        entity.dxf.degree <= STEEPEST and entity.control_point_count() + entity.fit_point_count() <= MOST_CONTROLS
    ):
        raise ValueError("no spline that a drawing needs")
    path = make_path(entity)
    points = ring_count(path)
    closed = bool(path.is_closed) and len(points) > 2
    return points, closed


def ring_count(path: Any) -> list[Point2]:
    """Return a path of ezdxf as points, its last one left out where it is the first."""
    if not len(path):
        return []
    if not path.has_curves:
        points = [(float(p.x), float(p.y)) for p in path.control_vertices()]
    else:
        chords = next(chords for pieces, chords in CHORDS if len(path) <= pieces)
        points = [(float(p.x), float(p.y)) for p in path.approximate(chords)]
    if len(points) > 2 and math.dist(points[0], points[-1]) <= 1e-9 * max(1.0, *map(abs, points[0])):
        points.pop()
    return points


def wide(entity: Any) -> list[list[Point2]]:
    """Return the filled pieces of a polyline that is drawn with a width, as rings."""
    from ezdxf.render.trace import TraceBuilder

    try:
        builder = TraceBuilder.from_polyline(entity, segments=16)
    except Exception:  # a width that no pen can draw
        return []
    ocs = entity.ocs()
    elevation = float(entity.dxf.get("elevation", 0.0))
    rings = []
    for face in builder.faces():
        corners = [(float(p.x), float(p.y)) for p in face]
        if ocs.transform:
            turned = [ocs.to_wcs((x, y, elevation)) for x, y in corners]
            corners = [(float(p.x), float(p.y)) for p in turned]
        rings.append(corners)
    return rings
