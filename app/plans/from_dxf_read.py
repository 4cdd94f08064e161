"""A DXF file -> flat drawing: lines, arcs, rings and notes in plan coordinates of the file's own unit, blocks taken apart.

The only file of the plans that knows ezdxf. Files come from anywhere: size, number of entities, depth of blocks and coordinates are
bounded, and whatever goes wrong inside the reader is told as one sentence.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from app.geometry.frame import Point2
from app.plans.plan import PlanError
from app.records import read_bytes

MOST_BYTES = 48 * 1024 * 1024
MOST_ENTITIES = 200_000  # after taking blocks apart
MOST_POINTS = 2_000_000
DEEPEST = 8  # blocks within blocks
FARTHEST = 1e9  # a coordinate beyond this is no drawing's
CURVE = 12  # chords for each curve


@dataclass(frozen=True, slots=True)
class Line:
    """A chain of points; `closed` when it returns to its first. `block` numbers the outermost block it came in, -1 for none."""

    layer: str
    points: tuple[Point2, ...]
    closed: bool
    block: int


@dataclass(frozen=True, slots=True)
class Arc:
    """A circular arc with its two ends; sweep in degrees."""

    layer: str
    centre: Point2
    radius: float
    start: Point2
    end: Point2
    sweep: float
    block: int


@dataclass(frozen=True, slots=True)
class Note:
    """A text, or an attribute of a block with its tag."""

    layer: str
    text: str
    at: Point2
    tag: str
    block: int


@dataclass(frozen=True, slots=True)
class BlockUse:
    """One outermost block reference: its name, layer and place."""

    name: str
    layer: str
    at: Point2


@dataclass(slots=True)
class Drawing:
    """All that a file draws in its model space; `units` is the code of $INSUNITS, 0 when it gives none."""

    units: int
    repaired: bool = False
    lines: list[Line] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    blocks: list[BlockUse] = field(default_factory=list)

    def layers(self) -> dict[str, int]:
        """Return how many lines and arcs each layer holds."""
        count: dict[str, int] = {}
        for layer in [line.layer for line in self.lines] + [arc.layer for arc in self.arcs]:
            count[layer] = count.get(layer, 0) + 1
        return count


def read_dxf(path: Path) -> Drawing:
    """Return what a DXF file draws; raise PlanError when it is none, is cut off, too large or holds impossible numbers."""
    _refuse_strangers(path, read_bytes(path, PlanError, MOST_BYTES))
    try:
        document, repaired = _open(path)
        drawing = Drawing(int(document.header.get("$INSUNITS", 0) or 0), repaired)
        _Explosion(path, drawing).take(document.modelspace())
    except PlanError:
        raise
    except Exception as problem:  # a hostile file may raise anything inside the reader
        cause = " ".join(str(problem).split())[:200] or type(problem).__name__
        raise PlanError(path, "", f"cannot be read as DXF: {cause}") from problem
    return drawing


def _open(path: Path) -> tuple[Any, bool]:
    """Return the document, and whether it had faults that ezdxf had to repair, which may have changed numbers."""
    import ezdxf  # half a second to import: only when a drawing is read
    from ezdxf import recover

    logging.getLogger("ezdxf").addHandler(logging.NullHandler())  # what it mends becomes a doubt, not lines on stderr
    try:
        return ezdxf.readfile(str(path), errors="surrogateescape"), False
    except Exception:  # whatever is wrong with it, the patient reader may still understand
        document, _ = recover.readfile(str(path), errors="surrogateescape")
        return document, True


def _refuse_strangers(path: Path, data: bytes) -> None:
    if data.startswith(b"AutoCAD Binary DXF"):
        return
    if data.startswith(b"AC10"):
        raise PlanError(path, "", "is a DWG file; save it as DXF")
    head = data[:4096].upper().replace(b"\r", b"")
    if b"SECTION" not in head or b"\x00" in head:
        raise PlanError(path, "", "is not a DXF file")
    if b"EOF" not in data[-256:].upper():
        raise PlanError(path, "", "ends in the middle: the mark EOF of a whole DXF file is missing")


class _Explosion:
    """Takes entities apart into a Drawing, counting what it has seen."""

    def __init__(self, path: Path, drawing: Drawing) -> None:
        self.path, self.drawing = path, drawing
        self.entities = self.points = 0

    def take(self, entities: Any) -> None:
        for entity in entities:
            self._take(entity, "0", -1, 0)

    def _take(self, entity: Any, layer: str, block: int, depth: int) -> None:
        self.entities += 1
        if self.entities > MOST_ENTITIES:
            raise PlanError(self.path, "", f"draws more than {MOST_ENTITIES} entities")
        kind = entity.dxftype()
        own = _text(entity.dxf.get("layer", "0"))
        layer = layer if own == "0" and depth else own
        if kind == "INSERT":
            self._insert(entity, layer, block, depth)
        elif kind == "LINE":
            start, end = entity.dxf.start, entity.dxf.end
            self._line(layer, [(start.x, start.y), (end.x, end.y)], False, block)
        elif kind in ("LWPOLYLINE", "POLYLINE", "SPLINE", "ELLIPSE", "CIRCLE"):
            self._path(entity, layer, block)
        elif kind == "ARC":
            self._arc(entity, layer, block)
        elif kind in ("TEXT", "MTEXT", "ATTRIB"):
            self._note(entity, layer, block)

    def _insert(self, insert: Any, layer: str, block: int, depth: int) -> None:
        if depth >= DEEPEST:
            raise PlanError(self.path, f"block {insert.dxf.name}", f"blocks lie more than {DEEPEST} deep in each other")
        if insert.mcount > 1000:
            raise PlanError(self.path, f"block {insert.dxf.name}", f"is repeated {insert.mcount} times")
        if block < 0:
            at = insert.dxf.insert
            self.drawing.blocks.append(BlockUse(_text(insert.dxf.name), layer, self._point(layer, at.x, at.y)))
            block = len(self.drawing.blocks) - 1
        for note in insert.attribs:
            self._note(note, layer, block)
        for single in insert.multi_insert() if insert.mcount > 1 else (insert,):
            for entity in single.virtual_entities():
                self._take(entity, layer, block, depth + 1)

    def _path(self, entity: Any, layer: str, block: int) -> None:
        from ezdxf.path import make_path

        if entity.dxftype() == "POLYLINE" and not (entity.is_2d_polyline or entity.is_3d_polyline):
            return
        outline = make_path(entity)
        if len(outline) == 0:
            return
        points = [(float(p.x), float(p.y)) for p in outline.approximate(CURVE)]
        closed = bool(outline.is_closed)
        self._line(layer, points[:-1] if closed else points, closed, block)

    def _line(self, layer: str, points: list[Point2], closed: bool, block: int) -> None:
        self.points += len(points)
        if self.points > MOST_POINTS:
            raise PlanError(self.path, "", f"draws more than {MOST_POINTS} points")
        kept = [self._point(layer, x, y) for x, y in points]
        if len(kept) >= 2:
            self.drawing.lines.append(Line(layer, tuple(kept), closed, block))

    def _arc(self, entity: Any, layer: str, block: int) -> None:
        centre = entity.ocs().to_wcs(entity.dxf.center)
        start, end = entity.start_point, entity.end_point
        sweep = (float(entity.dxf.end_angle) - float(entity.dxf.start_angle)) % 360.0
        ends = [self._point(layer, p.x, p.y) for p in (centre, start, end)]
        self.drawing.arcs.append(Arc(layer, ends[0], float(entity.dxf.radius), ends[1], ends[2], sweep, block))

    def _note(self, entity: Any, layer: str, block: int) -> None:
        text = entity.plain_text() if hasattr(entity, "plain_text") else str(entity.dxf.get("text", ""))
        at = entity.dxf.insert
        tag = str(entity.dxf.get("tag", "")) if entity.dxftype() == "ATTRIB" else ""
        self.drawing.notes.append(Note(layer, _text(text)[:500], self._point(layer, at.x, at.y), tag, block))

    def _point(self, layer: str, x: float, y: float) -> Point2:
        x, y = float(x), float(y)
        if not (math.isfinite(x) and math.isfinite(y) and max(abs(x), abs(y)) <= FARTHEST):
            raise PlanError(self.path, f"layer {layer}", f"holds the impossible point {x:g}, {y:g}")
        return (x, y)


def _text(value: object) -> str:
    r"""Return a text with `\U+7A97` written out and with bytes that are no letters shown as question marks."""
    text = re.sub(r"\\U\+([0-9A-Fa-f]{4})", lambda code: chr(int(code.group(1), 16)), str(value))
    return text.encode("utf-8", "replace").decode("utf-8")


def segments(lines: Iterable[Line]) -> Iterator[tuple[Point2, Point2]]:
    """Yield the straight pieces of lines."""
    for line in lines:
        points = (*line.points, line.points[0]) if line.closed else line.points
        yield from pairwise(points)
