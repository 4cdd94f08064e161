"""What rooms and walls are found from: a sorted drawing in mm, moved to the origin where it stands far from it. Plan axes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.geometry.frame import Point2
from app.geometry.polygon import Outline, is_simple, tidy
from app.geometry.ring import bounds
from app.plans.curves import chords
from app.plans.from_dxf_curves import arc_points
from app.plans.from_dxf_drawing import Arc, Line, Note, segments
from app.plans.from_dxf_sorted import Sorted
from app.plans.plan import SAGITTA

FAR = 200_000.0  # mm; a drawing that lies farther from its origin is moved: no home is that large
DECIMALS = 3  # of a mm: points are read to the micron

type Segment = tuple[Point2, Point2]


@dataclass(frozen=True)
class Sheet:
    """A sorted drawing and what makes mm of its numbers: p -> (p - origin) * scale."""

    sorted: Sorted
    unit: str
    scale: float
    origin: Point2 = (0.0, 0.0)
    box: tuple[float, float, float, float] | None = None  # mm; only what lies in it is looked at
    moved: Point2 = field(default=(0.0, 0.0))  # mm that the drawing was moved by

    def mm(self, point: Point2) -> Point2:
        """Return a point of the drawing in mm of the plan."""
        x, y = (point[0] - self.origin[0]) * self.scale, (point[1] - self.origin[1]) * self.scale
        return (round(x, DECIMALS) + 0.0, round(y, DECIMALS) + 0.0)

    def chain(self, line: Line) -> tuple[Point2, ...]:
        """Return a line's points in mm."""
        return tuple(map(self.mm, line.points))

    def bow(self, arc: Arc) -> tuple[Point2, ...]:
        """Return an arc's chords in mm, within SAGITTA of it."""
        start, end = self.mm(arc.start), self.mm(arc.end)
        if not 1.0 <= arc.sweep <= 340.0 or math.dist(start, end) < 1.0:
            return tuple(map(self.mm, arc_points(arc)))
        return chords(start, end, arc.sweep, SAGITTA)

    def within(self, points: Sequence[Point2]) -> bool:
        """Return whether mm points lie in the part of the sheet that is looked at."""
        if self.box is None:
            return True
        x0, y0, x1, y1 = self.box
        return all(x0 <= x <= x1 and y0 <= y <= y1 for x, y in points)

    def pieces(self, *sorts: str) -> list[Segment]:
        """Return the straight pieces of the lines and arcs of some sorts, mm."""
        chains = [Line("", self.chain(line), line.closed, -1) for line in self.sorted.lines(*sorts)]
        chains += [Line("", self.bow(arc), False, -1) for arc in self.sorted.arcs(*sorts)]
        found = segments(chain for chain in chains if self.within(chain.points))
        return [(a, b) for a, b in found if a != b]

    @cached_property
    def walls(self) -> list[Segment]:
        """The straight pieces of all wall lines, mm."""
        return self.pieces("walls")

    @cached_property
    def fills(self) -> list[Outline]:
        """The filled areas on wall layers, mm: hatches, solids, wide lines."""
        return self.outlines("walls", filled=True)

    def outlines(self, *sorts: str, filled: bool = False) -> list[Outline]:
        """Return the closed lines of some sorts that do not cross themselves as tidy outlines, mm; `filled` ones only, or all."""
        lines = [line for line in self.sorted.lines(*sorts) if line.closed and (line.fill or not filled)]
        rings = [self.chain(line) for line in lines]
        return [tidy(ring) for ring in rings if self.within(ring) and is_simple(ring)]

    @cached_property
    def notes(self) -> list[Note]:
        """All texts, placed in mm."""
        found = []
        for note in self.sorted.drawing.notes:
            at = self.mm(note.at)
            if self.within([at]):
                found.append(Note(note.layer, note.text, at, note.tag, note.block, note.height * self.scale))
        return found


def lay_out(drawing: Sorted, unit: str, scale: float) -> Sheet:
    """Return a sorted drawing as a sheet; what stands far from the origin is moved by whole mm so that its lower left comes there."""
    points = [point for line in drawing.lines("walls", "rooms", "outer") for point in line.points]
    points = points or [point for line in drawing.drawing.lines for point in line.points]
    if not points:
        return Sheet(drawing, unit, scale)
    x0, y0, x1, y1 = bounds(points)
    if max(abs(x0), abs(y0), abs(x1), abs(y1)) * scale <= FAR:
        return Sheet(drawing, unit, scale)
    origin = (x0, y0)
    return Sheet(drawing, unit, scale, origin, moved=(round(x0 * scale, 3), round(y0 * scale, 3)))
