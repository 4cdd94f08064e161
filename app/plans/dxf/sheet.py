"""What rooms and walls are found from: a sorted drawing in mm, moved to the origin where it stands far from it. Plan axes."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import cached_property

from app.geometry.frame import Point2
from app.geometry.polygon import Outline, is_simple, tidy
from app.geometry.ring import bounds
from app.plans.curves import Arc
from app.plans.dxf.drawing import Line, Note, segments
from app.plans.dxf.sorted import Sorted

FAR = 200_000.0  # mm; a drawing that lies farther from its origin is moved: no home is that large
WIDE = 45.0  # mm; what is drawn with a wider pen is a wall, with a finer one a line
WIDEST_DOOR = 3000.0  # mm; no door in a home is wider, and none is drawn with longer lines
DECIMALS = 3  # of a mm: points are read to the micron

type Segment = tuple[Point2, Point2]


@dataclass(frozen=True)
class Sheet:
    """A sorted drawing and what makes mm of its numbers: p -> (p - origin) * scale."""

    sorted: Sorted
    unit: str
    scale: float
    origin: Point2 = (0.0, 0.0)
    moved: Point2 = field(default=(0.0, 0.0))  # mm that the drawing was moved by

    def mm(self, point: Point2) -> Point2:
        """Return a point of the drawing in mm of the plan."""
        x, y = (point[0] - self.origin[0]) * self.scale, (point[1] - self.origin[1]) * self.scale
        return (round(x, DECIMALS) + 0.0, round(y, DECIMALS) + 0.0)

    def chain(self, line: Line) -> tuple[Point2, ...]:
        """Return a line's points in mm."""
        (x0, y0), scale = self.origin, self.scale
        return tuple(
            [(round((x - x0) * scale, DECIMALS) + 0.0, round((y - y0) * scale, DECIMALS) + 0.0) for x, y in line.points]
        )

    def pieces(self, *sorts: str) -> list[Segment]:
        """Return the straight pieces of the lines of some sorts, chords of arcs among them, mm; not the edges of filled areas."""
        lines = [line for line in self.sorted.lines(*sorts) if not line.fill and line.width * self.scale < WIDE]
        chains = [Line("", self.chain(line), line.closed, -1) for line in lines]
        return [(a, b) for a, b in segments(chains) if a != b]

    def arcs(self, *sorts: str) -> list[Arc]:
        """Return the arcs of some sorts, those of polylines among them, mm."""
        found = []
        for arc in self.sorted.drawing.arcs:
            if self.sorted.sort(arc) in sorts:
                centre, start = self.mm(arc.centre), self.mm(arc.start)
                angle = math.degrees(math.atan2(start[1] - centre[1], start[0] - centre[0]))
                found.append(Arc(centre, arc.radius * self.scale, angle, arc.sweep))
        return found

    def outlines(self, *sorts: str, filled: bool = False) -> list[Outline]:
        """Return the closed lines of some sorts that do not cross themselves as tidy outlines, mm; `filled` ones only, or all."""
        closed = [line for line in self.sorted.lines(*sorts) if line.closed and (line.fill or not filled)]
        lines = [line for line in closed if not (line.fill and 0.0 < line.width * self.scale < WIDE)]
        rings = [self.chain(line) for line in lines]
        return [tidy(ring) for ring in rings if is_simple(ring)]

    @cached_property
    def notes(self) -> list[Note]:
        """All texts, placed in mm."""
        found = []
        for note in self.sorted.drawing.notes:
            at, height = self.mm(note.at), note.height * self.scale
            found.append(Note(note.layer, note.text, at, note.tag, note.block, height))
        return found


def walls_on_doors(drawing: Sorted, scale: float) -> tuple[Sorted, tuple[str, ...]]:
    """Return a drawing in which loose lines on layers of doors are walls where some are longer than any door, and those layers."""
    found = set()
    for line in drawing.lines("doors"):
        loose = line.block < 0 and not line.closed and len(line.points) == 2
        if loose and math.dist(*line.points) * scale > WIDEST_DOOR:
            found.add(line.layer)
    if not found:
        return drawing, ()
    return replace(drawing, loose={**drawing.loose, **dict.fromkeys(found, "walls")}), tuple(sorted(found))


def lay_out(drawing: Sorted, unit: str, scale: float) -> Sheet:
    """Return a sorted drawing as a sheet; what stands far from the origin is moved by whole mm so that its lower left comes there."""
    points = [point for line in drawing.lines("walls", "rooms", "outer") for point in line.points]
    points = points or [point for line in drawing.drawing.lines for point in line.points]
    if not points:
        return Sheet(drawing, unit, scale)
    x0, y0, x1, y1 = bounds(points)
    if max(abs(x0), abs(y0), abs(x1), abs(y1)) * scale <= FAR:
        return Sheet(drawing, unit, scale)
    return Sheet(drawing, unit, scale, (x0, y0), moved=(round(x0 * scale, 3), round(y0 * scale, 3)))
