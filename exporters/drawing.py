"""A DXF drawing: R2000, millimetres, flat geometry on named layers, the same bytes every time. The writer of what machines read; plans
for people are drawn by plan_dxf.py.

Files are pure ASCII: Chinese is written as \\U+XXXX, which every reader of R2000 turns back into the character.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import ezdxf
from ezdxf.document import Drawing as Document

from app.geometry.frame import Point2
from app.takeoff.job import TakeoffError

from .layers import color
from .milling import Vertex

MILLIMETRES = 4
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


class Drawing:
    """A DXF file in the making; everything lands in model space, layers are made as they are named."""

    def __init__(self) -> None:
        with fixed_meta_data():
            self._document: Document = ezdxf.new("R2000", units=MILLIMETRES)
        self._document.header["$INSUNITS"] = MILLIMETRES
        self._document.header["$MEASUREMENT"] = 1
        self._space = self._document.modelspace()
        self._low: list[float] = [float("inf")] * 2
        self._high: list[float] = [float("-inf")] * 2

    def contour(self, points: Sequence[Point2], layer: str) -> None:
        """Draw a closed polyline."""
        self._grow(points)
        self._space.add_lwpolyline(points, close=True, dxfattribs=self._on(layer))

    def curve(self, vertices: Sequence[Vertex], layer: str) -> None:
        """Draw a closed polyline whose sides may be arcs."""
        self._grow([(x, y) for x, y, _ in vertices])
        self._space.add_lwpolyline(vertices, format="xyb", close=True, dxfattribs=self._on(layer))

    def circle(self, centre: Point2, diameter: float, layer: str) -> None:
        """Draw a circle."""
        self._grow([centre])
        self._space.add_circle(centre, diameter / 2, dxfattribs=self._on(layer))

    def line(self, start: Point2, end: Point2, layer: str) -> None:
        """Draw a line; its direction is kept."""
        self._grow([start, end])
        self._space.add_line(start, end, dxfattribs=self._on(layer))

    def text(self, words: str, at: Point2, height: float, layer: str) -> None:
        """Write one line of text, its lower left corner at `at`."""
        self._space.add_text(plain(words), height=height, dxfattribs=self._on(layer)).set_placement(at)

    def data(self) -> bytes:
        """Return the file."""
        low, high = (*self._low, 0.0), (*self._high, 0.0)
        self._space.reset_extents(low, high)
        self._document.header["$EXTMIN"] = low  # ezdxf itself leaves the header alone when a corner is (0, 0, 0)
        self._document.header["$EXTMAX"] = high
        stream = io.StringIO()
        with fixed_meta_data():
            self._document.write(stream)
        return BEYOND_ASCII.sub(_escaped, stream.getvalue()).encode("ascii")

    def _on(self, layer: str) -> dict[str, str]:
        if not set(layer) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"):
            raise TakeoffError("", layer, "not a layer name that every machine can read")
        if layer not in self._document.layers:
            self._document.layers.add(layer, color=color(layer))
        return {"layer": layer}

    def _grow(self, points: Sequence[Point2]) -> None:
        for point in points:
            for axis in (0, 1):
                self._low[axis] = min(self._low[axis], point[axis])
                self._high[axis] = max(self._high[axis], point[axis])


def plain(words: str) -> str:
    """Return text as a DXF line can hold it: no control characters, none of the signs that start a code (backslash, ^, %%)."""
    kept = "".join(letter if letter.isprintable() else " " for letter in words)
    return kept.replace("\\", "/").replace("^", " ").replace("%%", "% %").strip() or "-"


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\U+{code:04X}" if code < 0x10000 and not 0xD800 <= code < 0xE000 else "?"


@contextmanager
def fixed_meta_data() -> Iterator[None]:
    """Dates and ids in the header stay the same for every file."""
    before = ezdxf.options.write_fixed_meta_data_for_testing
    ezdxf.options.write_fixed_meta_data_for_testing = True
    try:
        yield
    finally:
        ezdxf.options.write_fixed_meta_data_for_testing = before
