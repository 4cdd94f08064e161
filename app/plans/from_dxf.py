"""A DXF drawing -> Plan: read, sort the layers, settle the units, find rooms, walls and openings. What is not sure becomes a doubt.

`import_dxf` never guesses in silence: each guess is one sentence in `Plan.doubts`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from app.geometry.frame import Point2
from app.geometry.polygon import Outline, area, bounds, contains, covers, is_simple, overlap, tidy
from app.plans.check import check_plan
from app.plans.from_dxf_layers import LayerMap, Layers, heights, open_layers, room_kind
from app.plans.from_dxf_openings import Swing, Symbol, openings_in, passages_in
from app.plans.from_dxf_read import Arc, Drawing, Line, Note, read_dxf, segments
from app.plans.from_dxf_units import SCALES, Evidence, settle_units
from app.plans.from_dxf_walls import FoundWalls, rooms_between, too_many, walls_behind
from app.plans.importing import Choices, Imported, Tell
from app.plans.plan import Obstacle, Plan, PlanError, Room
from app.plans.underlay import Underlay
from app.records import Text
from app.words import Message, message, say

CEILING = 2700.0  # mm; taken where a drawing gives no room height, and told as a doubt
MOST_ROOMS = 500
PRINTED = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:m2|m²|㎡|sqm)", re.IGNORECASE)
HEIGHT_UNITS = {"m": 1000.0, "cm": 10.0, "mm": 1.0}
NAME_TAGS = ("NAME", "ROOMNAME", "ROOM_NAME", "NAZWA", "NOM", "NOMBRE")


def import_dxf(
    path: str | os.PathLike[str],
    units: str | None = None,
    layers: Path | LayerMap | None = None,
    language: str = "en",
) -> Plan:
    """Return the plan that a DXF file draws, its doubts in `language`; raise PlanError when it shows no rooms or cannot be read.

    `units` (mm, cm, m, inch, foot) overrules the file; `layers` maps walls, doors, windows, rooms, outer to layer patterns.
    """
    file = Path(path)
    return _imported(file, read_dxf(file), units, open_layers(layers), language)


def read(path: Path, choices: Choices, language: str, tell: Tell) -> Imported:
    """Return what a DXF file draws: its plan, all its lines as underlay, what may be asked; PlanError when it shows no rooms."""
    drawing = read_dxf(path, tell)
    tell("plans.import_rooms", 0.7)
    sorter = open_layers(dict(choices.layers) if choices.layers else None)
    plan = _imported(path, drawing, choices.units, sorter, language)
    sorts = {layer: sorter.sort(layer) for layer in drawing.layers()}
    return Imported(plan, Underlay(), (), sorts)


def _imported(file: Path, drawing: Drawing, units: str | None, sorter: Layers, language: str) -> Plan:
    sorts = {layer: sorter.sort(layer) for layer in drawing.layers()}
    rings = [line for line in drawing.lines if line.closed and sorts[line.layer] == "rooms" and is_simple(line.points)]
    symbols = _block_sorts(drawing, sorts, sorter)
    solid = [line for line in drawing.lines if sorts[line.layer] in ("walls", "outer") and line.block not in symbols]
    if not rings and not any(sorts[line.layer] == "walls" for line in solid):
        raise PlanError(file, "", f"no rooms found: {_seen(drawing)}")
    unit, doubts = settle_units(file, drawing.units, units, _evidence(drawing, sorts, symbols, rings, solid))
    told = [message("plans.doubt_repaired")] if drawing.repaired else []
    return _Import(file, drawing, sorts, symbols, unit, language, [*doubts, *told]).plan(rings, solid)


def _block_sorts(drawing: Drawing, sorts: dict[str, str], sorter: Layers) -> dict[int, str]:
    """Return which blocks are doors or windows: by their layer, their name, or the layers of most of their lines."""
    within: dict[int, list[str]] = {}
    for line in drawing.lines:
        if line.block >= 0:
            within.setdefault(line.block, []).append(sorts[line.layer])
    found = {}
    for i, block in enumerate(drawing.blocks):
        inner = within.get(i, [])
        by_count = sorted(set(inner), key=lambda sort: (-inner.count(sort), sort))
        told = (sorter.sort(block.layer), sorter.sort(block.name), *by_count)
        sort = next((sort for sort in told if sort in ("doors", "windows")), "")
        if sort:
            found[i] = sort
    return found


def _seen(drawing: Drawing) -> str:
    layers = sorted(drawing.layers().items(), key=lambda item: (-item[1], item[0]))
    if not layers:
        return "the drawing is empty"
    told = ", ".join(f"{count} lines on layer {layer}" for layer, count in layers[:3])
    return f"saw {told}" + (f" and {len(layers) - 3} more layers" if len(layers) > 3 else "")


def _evidence(
    drawing: Drawing, sorts: dict[str, str], symbols: dict[int, str], rings: Sequence[Line], solid: Sequence[Line]
) -> Evidence:
    points = [point for line in (*rings, *solid) for point in line.points]
    x0, y0, x1, y1 = bounds(points)
    doors = [arc.radius for arc in drawing.arcs if symbols.get(arc.block) == "doors" and _is_quarter(arc)]
    for line in drawing.lines:
        if line.block < 0 and line.closed and sorts[line.layer] == "doors":
            a, b, c, d = bounds(line.points)
            doors.append(max(c - a, d - b))
    printed = [(area(ring.points), value) for ring in rings for value in _printed(drawing, ring.points)[:1]]
    return Evidence(max(x1 - x0, y1 - y0), doors, [area(ring.points) for ring in rings], printed)


def _is_quarter(arc: Arc) -> bool:
    return 60.0 <= arc.sweep <= 120.0


def _printed(drawing: Drawing, outline: Sequence[Point2]) -> list[float]:
    """Return the m² printed inside an outline: by an attribute AREA, or a text that ends in m²."""
    inside = [note for note in drawing.notes if contains(outline, note.at)]
    values = [note.text for note in inside if note.tag.upper() == "AREA"]
    values += [found.group(1) for note in inside if not note.tag and (found := PRINTED.search(note.text))]
    numbers = [re.fullmatch(r"\s*(\d+(?:[.,]\d+)?)\s*(?:m2|m²)?\s*", value) for value in values]
    return [value for found in numbers if found and (value := float(found.group(1).replace(",", "."))) > 0]


class _Import:
    """One drawing on its way to a plan; everything it returns is in mm."""

    def __init__(
        self,
        file: Path,
        drawing: Drawing,
        sorts: dict[str, str],
        block_sorts: dict[int, str],
        unit: str,
        language: str,
        doubts: list[Message],
    ) -> None:
        self.file, self.drawing, self.sorts, self.block_sorts = file, drawing, sorts, block_sorts
        self.unit, self.scale, self.language, self.doubts = unit, SCALES[unit], language, doubts

    def plan(self, rings: Sequence[Line], solid: Sequence[Line]) -> Plan:
        faces = [(self._mm(a), self._mm(b)) for a, b in segments(solid)]
        outlines = self._outlines(rings) or self._between(solid)
        if not outlines:
            raise PlanError(self.file, "", f"no rooms found: {_seen(self.drawing)}, which close in no space")
        if len(outlines) > MOST_ROOMS:
            raise PlanError(self.file, "", f"draws {len(outlines)} rooms, more than {MOST_ROOMS}")
        rooms = self._rooms(outlines)
        found = walls_behind([room.outline for room in rooms], faces, max(room.ceiling for room in rooms))
        openings = openings_in(found.walls, self._symbols())
        drawn = [line for line in solid if self.sorts[line.layer] == "walls"]
        drawn_faces = [(self._mm(a), self._mm(b)) for a, b in segments(drawn)]
        passages = passages_in(found.walls, drawn_faces, openings.openings, [room.outline for room in rooms])
        self._doubt_walls(found)
        self._doubt("plans.doubt_openings_lost", openings.lost)
        self._doubt("plans.doubt_passages", len(passages))
        self._doubt("plans.doubt_heights", openings.guessed)
        self._doubt("plans.doubt_swings", openings.still)
        self._doubt_layers()
        plan = Plan(
            id=_slug(self.file.stem) or "plan",
            name=Text(self.file.stem, self.file.stem),
            rooms=rooms,
            walls=found.walls,
            openings=(*openings.openings, *passages),
            obstacles=self._columns(rooms),
            source=f"dxf:{self.file.name}?units={self.unit}",
            doubts=tuple(say(doubt, self.language) for doubt in self.doubts),
        )
        check_plan(plan, self.file)
        return plan

    def _mm(self, point: Point2) -> Point2:
        return (round(point[0] * self.scale, 3), round(point[1] * self.scale, 3))

    def _doubt(self, key: str, count: int) -> None:
        if count:
            self.doubts.append(message(key, count=count))

    def _doubt_walls(self, found: FoundWalls) -> None:
        self._doubt("plans.doubt_bare_sides", found.bare)
        for least, most in found.uneven[:5]:
            self.doubts.append(message("plans.doubt_uneven", least=least, most=most))

    def _doubt_layers(self) -> None:
        unknown = sorted(layer for layer, sort in self.sorts.items() if not sort)
        if unknown:
            names = ", ".join(unknown[:5]) + (", ..." if len(unknown) > 5 else "")
            self.doubts.append(message("plans.doubt_layers", count=len(unknown), names=names))

    def _outlines(self, rings: Sequence[Line]) -> list[tuple[Outline, str]]:
        """Return the drawn room outlines with their layers, largest first: no doubles and none that only frames others."""
        drawn = [(tidy([self._mm(point) for point in ring.points]), ring.layer) for ring in rings]
        drawn = [(outline, layer) for outline, layer in drawn if area(outline) >= 0.5e6]
        drawn.sort(key=lambda item: -area(item[0]))
        if len(drawn) > MOST_ROOMS:
            return drawn
        kept: list[tuple[Outline, str]] = []
        for i, (outline, layer) in enumerate(drawn):
            double = any(overlap(outline, other) > 0.95 * area(other) for other, _ in kept)
            inside = [other for other, _ in drawn[i + 1 :] if covers(outline, other)]
            if not double and not len(inside) > 1:
                kept.append((outline, layer))
        return kept

    def _between(self, solid: Sequence[Line]) -> list[tuple[Outline, str]]:
        walls = [line for line in solid if self.sorts[line.layer] == "walls"]
        openings = [
            line for line in self.drawing.lines if self.sorts[line.layer] in ("doors", "windows") and line.closed
        ]
        lines = [(self._mm(a), self._mm(b)) for a, b in segments((*walls, *openings))]
        if problem := too_many(lines):
            raise PlanError(self.file, "", problem)
        found = rooms_between(lines)
        if found:
            self.doubts.append(message("plans.doubt_rooms_from_walls", count=len(found)))
        return [(outline, "") for outline in found]

    def _rooms(self, outlines: Sequence[tuple[Outline, str]]) -> tuple[Room, ...]:
        layers = [layer for _, layer in outlines]
        prefix = _shared_start(sorted(set(layers)))
        rooms: list[Room] = []
        nameless = unknown_height = 0
        for outline, layer in outlines:
            notes = [note for note in self.drawing.notes if contains(outline, self._mm(note.at))]
            printed = _room_name(notes)
            own = layer.removeprefix(prefix) if layers.count(layer) == 1 else ""
            name = _slug(own) or _slug(printed) or "room"
            taken = [room.id for room in rooms]
            name = next(n for n in (name, *(f"{name}_{i}" for i in range(2, MOST_ROOMS + 3))) if n not in taken)
            kind = room_kind(printed)
            ceiling = _ceiling(notes)
            nameless += not printed
            unknown_height += ceiling is None
            shown = Text(printed, printed) if printed else Text(f"房间 {len(rooms) + 1}", f"Room {len(rooms) + 1}")
            kind = kind if kind != "other" else room_kind(own)
            rooms.append(Room(name, shown, kind, outline, CEILING if ceiling is None else ceiling))
        self._doubt("plans.doubt_nameless", nameless)
        if unknown_height:
            self.doubts.append(message("plans.doubt_ceiling", count=unknown_height, height=CEILING))
        return tuple(rooms)

    def _symbols(self) -> list[Symbol]:
        """Return the doors and windows: blocks by their layer, name or contents, and closed lines on such layers."""
        lines: dict[int, list[Line]] = {i: [] for i in self.block_sorts}
        arcs: dict[int, list[Arc]] = {i: [] for i in self.block_sorts}
        for line in self.drawing.lines:
            if line.block in lines:
                lines[line.block].append(line)
        for arc in self.drawing.arcs:
            if arc.block in arcs and _is_quarter(arc):
                arcs[arc.block].append(arc)
        symbols = []
        for i, sort in self.block_sorts.items():
            drawn = [line for line in lines[i] if self.sorts[line.layer] != "ignore"] or lines[i]
            symbols.append(self._symbol(sort, self.drawing.blocks[i].layer, drawn, arcs[i]))
        for line in self.drawing.lines:
            if line.block < 0 and line.closed and self.sorts[line.layer] in ("doors", "windows"):
                symbols.append(self._symbol(self.sorts[line.layer], line.layer, [line], []))
        return symbols

    def _symbol(self, sort: str, layer: str, lines: Sequence[Line], arcs: Sequence[Arc]) -> Symbol:
        points = tuple(self._mm(point) for line in lines for point in line.points)
        swings = tuple(Swing(self._mm(arc.centre), (self._mm(arc.start), self._mm(arc.end))) for arc in arcs)
        return Symbol("door" if sort == "doors" else "window", points, swings, *heights(layer))

    def _columns(self, rooms: Sequence[Room]) -> tuple[Obstacle, ...]:
        """Return small closed outlines on wall layers that stand free: columns."""
        found: list[Obstacle] = []
        for line in self.drawing.lines:
            if line.block < 0 and line.closed and self.sorts[line.layer] == "walls" and is_simple(line.points):
                outline = tidy([self._mm(point) for point in line.points])
                x0, y0, x1, y1 = bounds(outline)
                if min(x1 - x0, y1 - y0) >= 80.0 and max(x1 - x0, y1 - y0) <= 1200.0:
                    top = max(room.ceiling for room in rooms)
                    found.append(Obstacle(f"column{len(found) + 1}", "column", outline, 0.0, top))
        return tuple(found)


def _room_name(notes: Sequence[Note]) -> str:
    """Return the name printed in a room, without sizes and numbers; "" when there is none."""
    for note in notes:
        if note.tag.upper() in NAME_TAGS and note.text.strip():
            return note.text.strip()[:60]
    names = []
    for note in notes:
        if not note.tag:
            lines = [" ".join(line.split()) for line in note.text.splitlines()]
            name = " ".join(line for line in lines if line and not re.search(r"\d", line)).strip(" +-,;")
            if len(re.findall(r"[^\W\d_]", name)) >= 3 or room_kind(name) != "other" or re.search(r"[一-鿿]", name):
                names.append(name[:60])
    return next((name for name in names if room_kind(name) != "other"), names[0] if names else "")


def _ceiling(notes: Sequence[Note]) -> float | None:
    """Return the height that a room's attributes give, mm: HEIGHT with UNIT_HEIGHT beside it."""
    tags = {note.tag.upper(): note.text.strip().replace(",", ".") for note in notes if note.tag}
    factor = HEIGHT_UNITS.get(tags.get("UNIT_HEIGHT", "").lower())
    number = tags.get("HEIGHT", "")
    if factor is None or not re.fullmatch(r"\d{1,5}(\.\d+)?", number):
        return None
    height = float(number) * factor
    return height if 1800.0 <= height <= 10000.0 else None


def _shared_start(names: Sequence[str]) -> str:
    """Return the words that all names start with, as `PP-` of PP-ROOM1 and PP-TOILET; "" for one name."""
    if len(names) < 2:
        return ""
    first, last = names[0], names[-1]  # names are sorted, so these differ most
    same = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return re.sub(r"[^\W_]*$", "", first[:same])


def _slug(name: str) -> str:
    return re.sub(r"\W+", "_", name.lower()).strip("_")[:40]
