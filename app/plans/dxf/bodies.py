"""What a block holds, taken apart once, and where a reference lays it. The drawing's own unit."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from app.geometry.frame import Point2
from app.plans.dxf.curves import arc_points
from app.plans.dxf.drawing import Arc, BlockUse, Line, Measure, Note


@dataclass(frozen=True, slots=True)
class Affine:
    """x' = a x + c y + e, y' = b x + d y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def at(self, point: Point2) -> Point2:
        """Return a point moved."""
        x, y = point
        return (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)

    @property
    def scale(self) -> float:
        """How much lengths grow; 0 when they do not all grow alike, so that circles become ellipses."""
        long, wide = math.hypot(self.a, self.b), math.hypot(self.c, self.d)
        skew = abs(self.a * self.c + self.b * self.d)
        return long if abs(long - wide) <= 1e-6 * long and skew <= 1e-6 * long * long else 0.0

    @property
    def mirrors(self) -> bool:
        """Whether left becomes right."""
        return self.a * self.d - self.b * self.c < 0


@dataclass(slots=True)
class Body:
    """What a block holds, in its own coordinates; layer "0" stands for that of the reference."""

    lines: list[Line] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    uses: list[BlockUse] = field(default_factory=list)
    entities: int = 0
    points: int = 0


def on_layer(layer: str, outer: str) -> str:
    """Return the layer of what lies in a block: layer 0 stands for that of the reference."""
    return outer if layer == "0" else layer


def affine_of(insert: Any) -> Affine:
    """Return where a block reference of ezdxf lays its block, seen from above."""
    rows = [tuple(insert.matrix44().get_row(i)) for i in (0, 1, 3)]
    return Affine(rows[0][0], rows[0][1], rows[1][0], rows[1][1], rows[2][0], rows[2][1])


def put(inner: Body, move: Affine, layer: str, body: Body) -> None:
    """Lay a block's body into another one, moved, its layer 0 on that of the reference, which is the last of the uses."""
    at, scale, mirrors = move.at, move.scale, move.mirrors
    me = len(body.uses) - 1
    first = me + 1  # the number that the inner reference 0 gets; what lies in none is the reference's own
    for use in inner.uses:
        parent = me if use.parent < 0 else first + use.parent
        body.uses.append(BlockUse(use.name, on_layer(use.layer, layer), at(use.at), parent))
    for line in inner.lines:
        points = tuple(map(at, line.points))
        block = me if line.block < 0 else first + line.block
        width = line.width * (scale or 1.0)
        body.lines.append(Line(on_layer(line.layer, layer), points, line.closed, block, line.fill, line.aside, width))
    for arc in inner.arcs:
        on, block = on_layer(arc.layer, layer), me if arc.block < 0 else first + arc.block
        if scale:
            ends = (at(arc.end), at(arc.start)) if mirrors else (at(arc.start), at(arc.end))
            body.arcs.append(Arc(on, at(arc.centre), arc.radius * scale, *ends, arc.sweep, block, arc.drawn))
        elif not arc.drawn:
            body.lines.append(Line(on, tuple(map(at, arc_points(arc))), False, block))
    for note in inner.notes:
        grown = note.height * (scale or 1.0)
        block = me if note.block < 0 else first + note.block
        body.notes.append(Note(on_layer(note.layer, layer), note.text, at(note.at), note.tag, block, grown))
    body.measures += inner.measures
