"""Entities of a DXF file -> lines, arcs and notes of a Drawing; what a block holds is taken apart once and moved for each reference.

Files come from anywhere: the number of entities and points, the depth of blocks, their repeats and all coordinates are bounded.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.geometry.frame import Point2
from app.plans.dxf.bodies import Body, affine_of, on_layer, put
from app.plans.dxf.curves import bulged, curve_points, ring_count, wide
from app.plans.dxf.drawing import DIMENSION, Arc, BlockUse, Drawing, Line, Measure, Note
from app.plans.dxf.encoding import readable
from app.plans.plan import PlanError

MOST_ENTITIES = 200_000  # after taking blocks apart
MOST_POINTS = 2_000_000
MOST_REPEATS = 1000  # of a block in one reference
MOST_MEASURES = 500  # dimensions that are asked what they show
DEEPEST = 8  # blocks within blocks
CLOSED = 1e-6  # of a line's first stretch; its ends that are nearer to each other are one
SHOWN = 80  # letters of a name in an error
FARTHEST = 1e9  # a coordinate beyond this is no drawing's
MARKS = frozenset(
    {"POINT", "VIEWPORT", "ATTDEF", "WIPEOUT", "SUN", "LIGHT", "SECTION", "RAY", "XLINE", "SEQEND"}
)  # no shapes
COMPOUND = frozenset({"MLINE", "MULTILEADER", "MLEADER", "ACAD_TABLE", "ARC_DIMENSION", "ACAD_PROXY_ENTITY"})
CURVED = frozenset({"POLYLINE", "SPLINE", "ELLIPSE", "CIRCLE", "HELIX"})
FILLED = frozenset({"SOLID", "TRACE", "3DFACE", "HATCH", "MPOLYGON"})
OTHER = frozenset({"LINE", "INSERT", "LWPOLYLINE", "ARC", "TEXT", "MTEXT", "ATTRIB", "DIMENSION", "LEADER"})
KNOWN = MARKS | COMPOUND | CURVED | FILLED | OTHER


class Explosion:
    """Takes the entities of a document apart into a Drawing, telling the share that is done."""

    def __init__(self, path: Path, document: Any, drawing: Drawing, tell: Callable[[float], None]) -> None:
        self.path, self.document, self.drawing, self.tell = path, document, drawing, tell
        self.bodies: dict[str, Body] = {}
        self.names: dict[str, str] = {}

    def take(self, space: Any) -> None:
        """Take all of a layout; raise PlanError when it is too much or holds impossible numbers."""
        top = Body(
            self.drawing.lines, self.drawing.arcs, self.drawing.notes, self.drawing.measures, self.drawing.blocks
        )
        total = max(1, len(space))
        for i, entity in enumerate(space):
            if i % 500 == 0:
                self.tell(i / total)
            self._take(entity, top, ())
        self._check(top)
        for line in top.lines:
            for point in line.points:
                self._possible(line.layer, point)
        for arc in top.arcs:
            for point in (arc.centre, arc.start, arc.end):
                self._possible(arc.layer, point)
        for note in top.notes:
            self._possible(note.layer, note.at)
        for use in top.uses:
            self._possible(use.layer, use.at)

    def _name(self, insert: Any) -> str:
        """Return what a block is called; a changed dynamic block by the name of the block it was made from."""
        name = str(insert.dxf.get("name", ""))
        if name not in self.names:
            told = name
            if name.upper().startswith("*U"):
                from ezdxf import dynblkhelper

                try:
                    origin = dynblkhelper.get_dynamic_block_definition(insert)
                    told = origin.name if origin is not None else name
                except Exception:  # a damaged link only costs the name
                    told = name
            self.names[name] = readable(told)
        return self.names[name]

    def _take(self, entity: Any, body: Body, within: tuple[str, ...]) -> None:
        """Take one entity into a body; `within` are the blocks around it. One that is spoiled or unknown is counted as unread."""
        self._count(body, 1, 0)
        kind = entity.dxftype()
        try:
            if kind not in KNOWN:
                raise TypeError(kind)
            if not entity.dxf.get("invisible", 0):
                self._known(entity, kind, body, within)
        except (PlanError, MemoryError, RecursionError):
            raise
        except Exception:  # a hostile or foreign entity may raise anything inside the library
            self._unread(kind)

    def _known(self, entity: Any, kind: str, body: Body, within: tuple[str, ...]) -> None:
        layer = readable(entity.dxf.get("layer", "0"))
        if kind == "LINE":
            start, end = entity.dxf.start, entity.dxf.end
            self._line(body, layer, [(start.x, start.y), (end.x, end.y)], False)
        elif kind == "INSERT":
            self._insert(entity, layer, body, within)
        elif kind == "LWPOLYLINE":
            self._polyline(entity, layer, body)
        elif kind == "ARC":
            body.arcs.append(_arc(entity, layer))
        elif kind in ("TEXT", "MTEXT", "ATTRIB"):
            self._note(entity, layer, body)
        elif kind in CURVED:
            self._curve(entity, layer, body, within)
        elif kind in ("SOLID", "TRACE", "3DFACE"):
            corners = [(p.x, p.y) for p in entity.wcs_vertices()]
            self._line(body, layer, corners, True, fill=kind != "3DFACE")
        elif kind in ("HATCH", "MPOLYGON"):
            self._hatch(entity, layer, body)
        elif kind in ("DIMENSION", "LEADER"):
            self._aside(entity, kind, layer, body, within)
        elif kind in COMPOUND:
            self._compound(entity, kind, body, within)

    def _unread(self, kind: str) -> None:
        self.drawing.unread[kind] = self.drawing.unread.get(kind, 0) + 1

    def _polyline(self, entity: Any, layer: str, body: Body) -> None:
        points = entity.get_points("xyseb")
        ocs = entity.ocs()
        elevation = float(entity.dxf.get("elevation", 0.0))
        flip = (lambda x, y: tuple(ocs.to_wcs((x, y, elevation)))[:2]) if ocs.transform else None
        width = max([float(entity.dxf.get("const_width", 0.0)), *(float(w) for p in points for w in p[2:4])])
        if width > 0:
            for ring in wide(entity):
                self._line(body, layer, ring, True, fill=True, width=width)
        corners = [(float(x), float(y), float(bulge)) for x, y, _, _, bulge in points]
        chain, arcs = bulged(corners, bool(entity.closed), layer)
        if flip is not None:
            chain, arcs = [flip(*point) for point in chain], []
        self._line(body, layer, chain, bool(entity.closed), width=width)
        body.arcs += arcs

    def _curve(self, entity: Any, layer: str, body: Body, within: tuple[str, ...]) -> None:
        if entity.dxftype() == "POLYLINE" and not (entity.is_2d_polyline or entity.is_3d_polyline):
            self._compound(entity, "POLYLINE", body, within)
            return
        points, closed = curve_points(entity)
        self._line(body, layer, points, closed)

    def _hatch(self, entity: Any, layer: str, body: Body) -> None:
        from ezdxf.path import from_hatch

        for edge in from_hatch(entity):
            points = ring_count(edge)
            if len(points) >= 3:
                self._line(body, layer, points, True, fill=True)

    def _aside(self, entity: Any, kind: str, layer: str, body: Body, within: tuple[str, ...]) -> None:
        """Take a dimension's picture and what it says, or a leader."""
        if kind == "LEADER":
            self._line(body, layer, [(p[0], p[1]) for p in entity.vertices], False, aside=True)
            return
        length = entity.get_measurement() if entity.dimtype in (0, 1) else None
        if length is not None and math.isfinite(length) and length > 0 and len(self.drawing.measures) < MOST_MEASURES:
            body.measures.append(_measure(entity, float(length)))
        name = entity.dxf.get("geometry", "")
        if name and name in self.document.blocks:
            inner = self._body(name, within)
            self._count(body, inner.entities, inner.points)
            body.lines += [
                replace(line, layer=on_layer(line.layer, layer), block=-1, aside=True) for line in inner.lines
            ]
            on = [(note, on_layer(note.layer, layer)) for note in inner.notes]
            body.notes += [replace(note, layer=own, block=-1, tag=DIMENSION) for note, own in on]

    def _compound(self, entity: Any, kind: str, body: Body, within: tuple[str, ...]) -> None:
        """Take what ezdxf makes of a thing that consists of simpler ones."""
        if len(within) >= DEEPEST:
            raise PlanError(self.path, kind, f"lies more than {DEEPEST} deep in blocks")
        try:
            parts = list(entity.virtual_entities())
        except Exception:  # what its maker alone understands
            parts = []
        if not parts:
            self._unread(kind)
        for part in parts:
            self._take(part, body, (*within, kind))

    def _insert(self, insert: Any, layer: str, body: Body, within: tuple[str, ...]) -> None:
        name = str(insert.dxf.get("name", ""))
        place = f"block {readable(name)[:SHOWN]}"
        if insert.mcount > MOST_REPEATS:
            raise PlanError(self.path, place, f"is repeated {insert.mcount} times")
        for note in insert.attribs:
            self._note(note, layer, body, len(body.uses))
        if name not in self.document.blocks:
            self._unread("INSERT")
            return
        inner = self._body(name, within)
        told = self._name(insert)
        for single in insert.multi_insert() if insert.mcount > 1 else (insert,):
            self._count(body, inner.entities, inner.points)
            at = single.ocs().to_wcs(single.dxf.insert)
            body.uses.append(BlockUse(told, layer, (float(at.x), float(at.y))))
            put(inner, affine_of(single), layer, body)

    def _body(self, name: str, within: tuple[str, ...]) -> Body:
        if name in self.bodies:
            return self.bodies[name]
        if name in within or len(within) >= DEEPEST:
            raise PlanError(
                self.path, f"block {readable(name)[:SHOWN]}", f"blocks lie more than {DEEPEST} deep in each other"
            )
        body = Body()
        for entity in self.document.blocks.get(name):
            self._take(entity, body, (*within, name))
        self.bodies[name] = body
        return body

    def _count(self, body: Body, entities: int, points: int) -> None:
        body.entities += entities
        body.points += points
        self._check(body)

    def _check(self, body: Body) -> None:
        if body.entities > MOST_ENTITIES:
            raise PlanError(self.path, "", f"draws more than {MOST_ENTITIES} entities")
        if body.points > MOST_POINTS:
            raise PlanError(self.path, "", f"draws more than {MOST_POINTS} points")

    def _line(
        self,
        body: Body,
        layer: str,
        points: Sequence[Point2],
        closed: bool,
        fill: bool = False,
        aside: bool = False,
        width: float = 0.0,
    ) -> None:
        self._count(body, 0, len(points))
        kept = [(float(x), float(y)) for x, y in points]
        if len(kept) > 3 and _same(kept[0], kept[-1], kept[1]):
            kept.pop()
            closed = True
        if len(kept) >= 2:
            body.lines.append(Line(layer, tuple(kept), closed, -1, fill, aside, width))

    def _note(self, entity: Any, layer: str, body: Body, block: int = -1) -> None:
        text = entity.plain_text() if hasattr(entity, "plain_text") else str(entity.dxf.get("text", ""))
        at = entity.dxf.insert
        tag = readable(entity.dxf.get("tag", "")) if entity.dxftype() == "ATTRIB" else ""
        height = float(entity.dxf.get("char_height" if entity.dxftype() == "MTEXT" else "height", 0.0))
        point = tuple(entity.ocs().to_wcs(at))[:2] if entity.dxftype() != "MTEXT" else (at.x, at.y)
        body.notes.append(Note(layer, readable(text)[:500], (float(point[0]), float(point[1])), tag, block, height))

    def _possible(self, layer: str, point: Point2) -> None:
        x, y = point
        if not (abs(x) <= FARTHEST and abs(y) <= FARTHEST):  # NaN fails, too
            raise PlanError(self.path, f"layer {layer[:SHOWN]}", f"holds the impossible point {x:g}, {y:g}")


def _same(first: Point2, last: Point2, other: Point2) -> bool:
    """Return whether a chain comes back to where it began, but for what a program's sums add."""
    return first == last or math.dist(first, last) <= CLOSED * math.dist(first, other)


def _arc(entity: Any, layer: str) -> Arc:
    centre = entity.ocs().to_wcs(entity.dxf.center)
    start, end = entity.start_point, entity.end_point
    sweep = (float(entity.dxf.end_angle) - float(entity.dxf.start_angle)) % 360.0 or 360.0
    ends = ((start.x, start.y), (end.x, end.y))
    if entity.dxf.extrusion.z < 0:
        ends = (ends[1], ends[0])
    return Arc(layer, (centre.x, centre.y), float(entity.dxf.radius), *ends, sweep, -1)


def _measure(entity: Any, length: float) -> Measure:
    style = entity.override()
    factor = style.get("dimlfac", 1.0)
    factor = abs(float(factor)) if isinstance(factor, int | float) and math.isfinite(factor) and factor else 1.0
    return Measure(length, readable(entity.dxf.get("text", "")).strip(), factor, style.get("dimlunit", 2) in (3, 4))


def iterate_layouts(document: Any) -> Iterator[Any]:
    """Yield the model space, or the sheets of a document whose model space is empty."""
    model = document.modelspace()
    if len(model):
        yield model
    else:
        yield from (layout for layout in document.layouts if layout.name != "Model")
