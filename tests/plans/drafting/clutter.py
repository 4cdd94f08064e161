"""All that stands on a sheet besides walls and openings: names, areas, grid, dimensions, furniture, floors, title block, schedule. mm."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import shapely

from app.geometry.polygon import area, bounds
from app.plans.plan import Plan, Room

from .body import Hole, Point, centre, holes_of
from .pen import Pen
from .symbols import code

FLOORS = {"bath": 300.0, "kitchen": 600.0, "balcony": 300.0, "living": 800.0}  # mm; tiles


def extent(plan: Plan) -> tuple[float, float, float, float]:
    """Return the box around the walls of a plan."""
    half = max(wall.thickness for wall in plan.walls) / 2
    x0, y0, x1, y1 = bounds([p for wall in plan.walls for p in (wall.start, wall.end)])
    return x0 - half, y0 - half, x1 + half, y1 + half


def label(pen: Pen, layer: str, rooms: Sequence[Room], language: str, areas: bool, form: str = "{:.2f}㎡") -> None:
    """Write the names of rooms, and their areas to the hundredth below."""
    for room in rooms:
        x, y = centre(room.outline)
        pen.text(layer, room.name(language), (x - 400.0, y))
        if areas:
            pen.text(layer, form.format(area(room.outline) / 1e6), (x - 400.0, y - 350.0), 200.0)


def tag(pen: Pen, layer: str, plan: Plan) -> None:
    """Write the schedule code of each door and window beside it."""
    for hole in holes_of(plan):
        if hole.opening.kind != "passage":
            pen.text(layer, code(hole), hole.at(sum(hole.span) / 2 - 200.0, hole.wall.thickness / 2 + 120.0), 180.0)


def grid(pen: Pen, layer: str, text: str, plan: Plan) -> None:
    """Draw the axes of the walls across the whole plan, with bubbles at their ends."""
    x0, y0, x1, y1 = extent(plan)
    across = sorted({wall.start[0] for wall in plan.walls if wall.start[0] == wall.end[0] and wall.length > 2500.0})
    along = sorted({wall.start[1] for wall in plan.walls if wall.start[1] == wall.end[1] and wall.length > 2500.0})
    for number, x in enumerate(across, 1):
        pen.line(layer, (x, y0 - 2400.0), (x, y1 + 2400.0))
        pen.circle(layer, (x, y0 - 2800.0), 400.0)
        pen.text(text, str(number), (x - 100.0, y0 - 2900.0))
    for number, y in enumerate(along):
        pen.line(layer, (x0 - 2400.0, y), (x1 + 2400.0, y))
        pen.circle(layer, (x0 - 2800.0, y), 400.0)
        pen.text(text, chr(65 + number), (x0 - 2900.0, y - 100.0))


def dimensions(pen: Pen, layer: str, plan: Plan, told: bool = False) -> None:
    """Measure the axes along the south and the west, and the whole; `told` writes the mm themselves as text."""
    x0, y0, x1, y1 = extent(plan)
    xs = sorted({wall.start[0] for wall in plan.walls if wall.start[0] == wall.end[0] and wall.length > 2500.0})
    ys = sorted({wall.start[1] for wall in plan.walls if wall.start[1] == wall.end[1] and wall.length > 2500.0})
    chains = [((a, y0), (b, y0), 900.0) for a, b in pairwise(xs)]
    chains += [((x0, b), (x0, a), 900.0) for a, b in pairwise(ys)]
    chains += [((x0, y0), (x1, y0), 1700.0), ((x0, y1), (x0, y0), 1700.0)]
    for a, b, off in chains:
        size = abs(a[0] - b[0]) + abs(a[1] - b[1])
        if size >= 600.0:
            pen.dimension(layer, a, b, off, f"{size:.0f}" if told else "")


def furnish(pen: Pen, layer: str, plan: Plan) -> None:
    """Set a bed, a sofa, a counter, a toilet or a table into each room, as lines."""
    for room in plan.rooms:
        x0, y0, x1, y1 = bounds(room.outline)
        for ring in _pieces(room.kind, x0, y0, x1, y1):
            if shapely.Polygon(room.outline).contains(shapely.Polygon(ring).buffer(-1.0)):
                pen.chain(layer, ring, closed=True)


def _pieces(kind: str, x0: float, y0: float, x1: float, y1: float) -> list[list[Point]]:
    xm, ym = (x0 + x1) / 2, (y0 + y1) / 2
    if kind == "bedroom":  # a bed with pillows and bedside tables, a wardrobe
        bed = [
            _box(xm - 900, y1 - 2000, 1800, 2000),
            _box(xm - 800, y1 - 450, 700, 400),
            _box(xm + 100, y1 - 450, 700, 400),
        ]
        return [*bed, _box(xm - 1400, y1 - 450, 450, 450), _box(x0, y0 + 600, 600, 1200)]
    if kind == "living":
        sofa = [
            _box(x0 + 50, ym - 1100, 850, 2200),
            _box(x0 + 50, ym - 1100, 200, 2200),
            _box(x0 + 250, ym - 900, 650, 900),
        ]
        return [*sofa, _box(x0 + 1300, ym - 600, 600, 1200), _box(x1 - 400, ym - 1000, 350, 2000)]
    if kind == "kitchen":
        return [
            _box(x0, y1 - 600, x1 - x0, 600),
            _box(xm - 350, y1 - 520, 700, 420),
            _box(x0 + 100, y1 - 500, 500, 400),
        ]
    if kind == "bath":
        return [_box(xm - 190, y1 - 700, 380, 700), _box(xm - 190, y1 - 200, 380, 200), _box(x0, y0 + 300, 500, 600)]
    if kind == "dining":
        return [
            _box(xm - 400, ym - 700, 800, 1400),
            _box(xm - 850, ym - 200, 400, 400),
            _box(xm + 450, ym - 200, 400, 400),
        ]
    return [_box(xm - 300, y1 - 350, 600, 350)]


def _box(x: float, y: float, width: float, depth: float) -> list[Point]:
    return [(x, y), (x + width, y), (x + width, y + depth), (x, y + depth)]


def tile(pen: Pen, layer: str, plan: Plan) -> None:
    """Draw the joints of the tiles line by line, and the boards of wooden floors as a hatch."""
    for room in plan.rooms:
        shape, step = shapely.Polygon(room.outline), FLOORS.get(room.kind, 0.0)
        if not step:
            pen.fill(layer, [room.outline], "ANSI31")
            continue
        x0, y0, x1, y1 = shape.bounds
        rows = [((x0 + i * step, y0), (x0 + i * step, y1)) for i in range(1, int((x1 - x0) / step) + 1)]
        rows += [((x0, y0 + i * step), (x1, y0 + i * step)) for i in range(1, int((y1 - y0) / step) + 1)]
        for row in rows:
            for part in shapely.get_parts(shapely.LineString(row).intersection(shape)):
                if part.geom_type == "LineString" and part.length > 10.0:
                    pen.line(layer, *[(x, y) for x, y in part.coords][:2])


def north(pen: Pen, layer: str, at: Point) -> None:
    """Draw a north arrow."""
    x, y = at
    pen.circle(layer, at, 600.0)
    pen.chain(layer, [(x - 200, y - 500), (x, y + 600), (x + 200, y - 500), (x, y - 300)], closed=True)
    pen.text(layer, "N", (x - 100, y + 700))


def frame(pen: Pen, layer: str, text: str, box: tuple[float, float, float, float], title: str) -> None:
    """Draw a sheet's two frames and its title block around a box."""
    x0, y0, x1, y1 = box
    for off in (4000.0, 4500.0):
        pen.chain(layer, _box(x0 - off, y0 - off, x1 - x0 + 2 * off, y1 - y0 + 2 * off), closed=True)
    right, low = x1 + 4000.0, y0 - 4000.0
    for i in range(4):
        pen.line(layer, (right - 6000.0, low + 500.0 * i), (right, low + 500.0 * i))
    pen.line(layer, (right - 6000.0, low), (right - 6000.0, low + 1500.0))
    pen.text(text, title, (right - 5800.0, low + 1100.0), 300.0)
    pen.text(text, "1:100", (right - 5800.0, low + 100.0), 300.0)


def schedule(pen: Pen, layer: str, text: str, holes: Sequence[Hole], at: Point) -> None:
    """Draw the table of doors and windows: a row each, and a small elevation of it."""
    x, y = at
    rows = sorted({(code(hole), hole.opening.width, hole.opening.head - hole.opening.sill) for hole in holes})
    for i in range(len(rows) + 2):
        pen.line(layer, (x, y - 500.0 * i), (x + 6000.0, y - 500.0 * i))
    for u in (0.0, 1500.0, 3500.0, 4500.0, 6000.0):
        pen.line(layer, (x + u, y), (x + u, y - 500.0 * (len(rows) + 1)))
    for i, (name, width, height) in enumerate(rows, 1):
        pen.text(text, name, (x + 100.0, y - 500.0 * i - 400.0))
        pen.text(text, f"{width:.0f}x{height:.0f}", (x + 1600.0, y - 500.0 * i - 400.0))
