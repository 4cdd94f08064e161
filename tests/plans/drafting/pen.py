"""A pen in an office's hand: what is drawn in plan mm lands on the sheet in the office's unit, turned, mirrored and moved as it works."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import ezdxf

type Point = tuple[float, float]

MM = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "inch": 25.4}
CODES = {"none": 0, "inch": 1, "foot": 2, "mm": 4, "cm": 5, "m": 6}


@dataclass(frozen=True, slots=True)
class Setting:
    """How a plan lies on its sheet: mirrored about y first, turned (degrees), moved (mm of the sheet), then told in `unit`."""

    unit: str = "mm"
    turn: float = 0.0
    moved: Point = (0.0, 0.0)
    mirrored: bool = False

    def mm(self, point: Point) -> Point:
        """Return where a point of the plan lies on the sheet, mm."""
        x, y = (-point[0] if self.mirrored else point[0]), point[1]
        c, s = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        return (x * c - y * s + self.moved[0], x * s + y * c + self.moved[1])


@dataclass
class Pen:
    """Draws into a layout or a block; `flat` draws lines of two points only, as after an explosion; `slip` misses ends, mm."""

    document: Any
    space: Any
    setting: Setting
    flat: bool = False
    slip: float = 0.0
    chance: random.Random = field(default_factory=lambda: random.Random(0))

    def put(self, point: Point) -> Point:
        """Return a point of the plan in the numbers of the sheet."""
        x, y = self.setting.mm(point)
        return (x / self.scale, y / self.scale)

    @property
    def scale(self) -> float:
        """Mm to a unit of the sheet."""
        return MM[self.setting.unit]

    def line(self, layer: str, a: Point, b: Point, **more: Any) -> None:
        """Draw a straight line."""
        self.space.add_line(self.put(a), self.put(b), dxfattribs={"layer": layer, **more})

    def sloppy(self, layer: str, a: Point, b: Point) -> None:
        """Draw a line as a hasty hand does: its ends miss along its way, it is in pieces, it is there twice."""
        size = math.dist(a, b)
        ux, uy = (b[0] - a[0]) / size, (b[1] - a[1]) / size
        miss = [self.chance.uniform(-self.slip, self.slip) for _ in range(2)]
        a, b = (a[0] - ux * miss[0], a[1] - uy * miss[0]), (b[0] + ux * miss[1], b[1] + uy * miss[1])
        cuts = sorted(
            self.chance.uniform(0.2, 0.8) for _ in range(self.chance.choice((0, 0, 1, 2)) if size > 900 else 0)
        )
        points = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for t in (0.0, *cuts, 1.0)]
        for p, q in pairwise(points):
            self.line(layer, p, q)
        if self.chance.random() < 0.2:
            self.line(layer, b, a)

    def chain(self, layer: str, points: Sequence[Point], closed: bool = False, width: float = 0.0) -> None:
        """Draw a polyline, or its lines one by one."""
        if self.flat or self.slip:
            ends = [*points, points[0]] if closed else list(points)
            for a, b in pairwise(ends):
                (self.sloppy if self.slip else self.line)(layer, a, b)
            return
        put = [self.put(point) for point in points]
        if self.document.dxfversion == "AC1009":
            self.space.add_polyline2d(put, close=closed, dxfattribs={"layer": layer})
        else:
            more = {"const_width": width / self.scale} if width else {}
            self.space.add_lwpolyline(put, close=closed, dxfattribs={"layer": layer, **more})

    def arc(self, layer: str, middle: Point, start: Point, end: Point) -> None:
        """Draw the shorter arc about a point from one point to another."""
        (x, y), p, q = self.put(middle), self.put(start), self.put(end)
        a, b = (math.degrees(math.atan2(v - y, u - x)) for u, v in (p, q))
        if (b - a) % 360.0 > 180.0:
            a, b = b, a
        self.space.add_arc((x, y), math.dist((x, y), p), a, b, dxfattribs={"layer": layer})

    def circle(self, layer: str, middle: Point, radius: float) -> None:
        """Draw a circle."""
        self.space.add_circle(self.put(middle), radius / self.scale, dxfattribs={"layer": layer})

    def fill(self, layer: str, rings: Sequence[Sequence[Point]], pattern: str = "") -> None:
        """Fill the first ring less the others, solid or with a pattern."""
        hatch = self.space.add_hatch(dxfattribs={"layer": layer})
        if pattern:
            hatch.set_pattern_fill(pattern, scale=200.0 / self.scale)
        for i, ring in enumerate(rings):
            hatch.paths.add_polyline_path([self.put(p) for p in ring], is_closed=True, flags=1 if i == 0 else 16)

    def text(self, layer: str, words: str, at: Point, height: float = 250.0) -> None:
        """Write a line of text."""
        given = {"layer": layer, "insert": self.put(at), "height": height / self.scale, "rotation": self.setting.turn}
        self.space.add_text(words, dxfattribs=given)

    def insert(
        self, layer: str, block: str, at: Point, turn: float, size: Point, attribs: dict[str, str] | None = None
    ) -> None:
        """Put a block drawn in mm, or of size 1, at a point of the plan: scaled, turned by plan degrees, mirrored where the sheet is."""
        sx, sy = size[0] / self.scale, size[1] / self.scale
        if self.setting.mirrored:
            turn, sy = 180.0 - turn, -sy
        given = {"layer": layer, "rotation": turn + self.setting.turn, "xscale": sx, "yscale": sy, "zscale": 1.0}
        made = self.space.add_blockref(block, self.put(at), dxfattribs=given)
        for tag, value in (attribs or {}).items():
            made.add_attrib(tag, value, self.put(at), dxfattribs={"layer": layer, "height": 150.0 / self.scale})

    def dimension(self, layer: str, a: Point, b: Point, off: float, text: str = "") -> None:
        """Measure from a to b, the dimension line `off` mm to the right of the way; exploded where everything is."""
        size = math.dist(a, b)
        ux, uy = (b[0] - a[0]) / size, (b[1] - a[1]) / size
        shift = (uy * off, -ux * off)
        p, q = ((x + shift[0], y + shift[1]) for x, y in (a, b))
        if self.flat:
            for start, end in ((a, p), (b, q), (p, q)):
                self.line(layer, start, end)
            self.text(layer, text or f"{size:.0f}", ((p[0] + q[0]) / 2, (p[1] + q[1]) / 2), 200.0)
            return
        made = self.space.add_aligned_dim(
            p1=self.put(a), p2=self.put(b), distance=-off / self.scale * (-1 if self.setting.mirrored else 1),
            text=text or "<>", dxfattribs={"layer": layer},
            override={"dimtxt": 200.0 / self.scale, "dimasz": 100.0 / self.scale},
        )  # fmt: skip
        made.render()


def document(version: str, header: str, encoding: str = "") -> Any:
    """Return an empty drawing of a version whose header tells a unit, rightly or not."""
    made = ezdxf.new(version)
    made.header["$INSUNITS"] = CODES[header]
    if header == "none":
        del made.header["$INSUNITS"]
    made.header["$LUNITS"] = 2
    if encoding:
        made.encoding = encoding
    return made
