"""A DXF drawing -> Plan: read, sort the layers, settle the units, find rooms, walls and openings. What is not sure becomes a doubt.

Nothing is guessed in silence: each guess is one sentence in `Plan.doubts`, what cannot be decided is asked, every line is kept as underlay.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.geometry.polygon import Outline, bounds, is_simple, tidy
from app.plans.check import check_plan
from app.plans.from_dxf_drawing import Drawing
from app.plans.from_dxf_evidence import evidence, thickness
from app.plans.from_dxf_layers import SHOWN, LayerMap, open_layers
from app.plans.from_dxf_offices import known_office
from app.plans.from_dxf_openings import openings_in, passages_in
from app.plans.from_dxf_read import read_dxf, segments
from app.plans.from_dxf_rooms import FoundRooms, drawn_outlines, named_rooms, slug
from app.plans.from_dxf_sheet import Sheet, lay_out
from app.plans.from_dxf_sorted import Sorted, sort_drawing
from app.plans.from_dxf_symbols import FoundSymbols, symbols_of
from app.plans.from_dxf_underlay import underlay_of
from app.plans.from_dxf_units import SCALES, against, settle_units
from app.plans.from_dxf_walls import FoundWalls, rooms_between, too_many, walls_behind
from app.plans.importing import Choices, Imported, Question, Tell
from app.plans.plan import Obstacle, Plan, PlanError, Room
from app.records import Text
from app.words import Message, message, say

ROOMS = "plans.import_rooms"
WALLISH = 0.35  # share of lines on unnamed layers that must run in pairs before they are taken for walls
NAMED = 5  # layers and kinds that a doubt names


def import_dxf(
    path: str | os.PathLike[str],
    units: str | None = None,
    layers: Path | LayerMap | None = None,
    language: str = "en",
) -> Plan:
    """Return the plan that a DXF file draws, its doubts in `language`; PlanError when it shows no rooms, cannot be read or has to be asked.

    `units` (mm, cm, m, inch, foot) overrules the file; `layers` maps walls, doors, windows, rooms, ... to layer patterns.
    """
    patterns = dict(open_layers(layers).patterns) if layers is not None else None
    found = read(Path(path), Choices(units=units, layers=patterns), language, lambda what, share: None)
    if found.plan is None:
        question = next(one for one in found.questions if not one.chosen)
        told = "; ".join(say(option.told, language) for option in question.options)
        raise PlanError(
            path if isinstance(path, str) else Path(path), question.about, f"{say(question.told, language)} {told}"
        )
    return found.plan


def read(path: Path, choices: Choices, language: str, tell: Tell) -> Imported:
    """Return what a DXF file draws: its plan, all its lines as underlay, what may be asked; PlanError when it shows no rooms."""
    drawing = read_dxf(path, tell)
    tell("plans.import_sorting", 0.7)
    layers = [*drawing.layers()]
    office = known_office(choices.offices, layers)
    sorter = open_layers(dict(choices.layers) if choices.layers else None, office.sorts if office else None)
    told = sort_drawing(drawing, sorter)
    doubts = _remarks(drawing, told)
    if office:
        doubts.append(message("dxf.doubt_office", name=office.name))
    told, guessed = _with_walls(path, told)
    rings = [line for line in told.lines("rooms") if line.closed and is_simple(line.points)]
    units = settle_units(path, drawing.units, choices.units, evidence(told, rings))
    shown = {layer: SHOWN.get(sort, sort) for layer, sort in told.layers.items()}
    questions = (units.question,) if units.question else ()
    if not units.name:
        if guessed and not _closes(told, units.question):
            raise PlanError(path, "", f"no rooms found: {_seen(drawing)}")
        unsure = SCALES[units.question.options[0].value] if units.question else 1.0
        return Imported(None, underlay_of(lay_out(told, "", unsure)), questions, shown)
    sheet = lay_out(told, units.name, SCALES[units.name])
    doubts = [*units.doubts, *doubts, *guessed]
    tell(ROOMS, 0.75)
    plan, asked = _Import(path, sheet, choices, language, doubts, tell).plan()
    tell(ROOMS, 0.98)
    return Imported(plan, underlay_of(sheet), (*questions, *asked), shown)


def _remarks(drawing: Drawing, told: Sorted) -> list[Message]:
    """Return what is to be said of a file before its numbers are looked at."""
    found = [message("plans.doubt_repaired")] if drawing.repaired else []
    if drawing.alphabet:
        found.append(message("dxf.doubt_alphabet", alphabet=drawing.alphabet.upper()))
    if told.hidden:
        found.append(message("dxf.doubt_hidden", count=len(told.hidden), names=_few(told.hidden)))
    unread = dict(drawing.unread)
    if proxies := unread.pop("ACAD_PROXY_ENTITY", 0) + sum(unread.pop(k) for k in list(unread) if k.startswith("TCH_")):
        found.append(message("dxf.doubt_proxies", count=proxies))
    if unread:
        names = [f"{count} {kind}" for kind, count in sorted(unread.items())]
        found.append(message("dxf.doubt_unread", names=_few(names)))
    return found


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (", ..." if len(names) > NAMED else "")


def _with_walls(path: Path, told: Sorted) -> tuple[Sorted, list[Message]]:
    """Return a drawing whose walls are known, by their looks where no layer tells them; PlanError when nothing looks like walls."""
    if told.lines("walls") or any(line.closed for line in told.lines("rooms")):
        return told, []
    unnamed = sorted({line.layer for line in told.lines("")})
    lines = [line for line in told.lines("") if line.layer in unnamed]
    if thickness(list(segments(lines)))[1] < WALLISH or len(lines) < 4:
        raise PlanError(path, "", f"no rooms found: {_seen(told.drawing)}")
    layers = {**told.layers, **dict.fromkeys(unnamed, "walls")}
    return replace(told, layers=layers), [message("dxf.doubt_walls_guessed", names=_few(unnamed))]


def _closes(told: Sorted, question: Question | None) -> bool:
    """Return whether lines that may be walls close in rooms in any unit that would make walls and extents of them."""
    for unit in (option.value for option in question.options) if question else ():
        sheet = lay_out(told, unit, SCALES[unit])
        if not against(unit, evidence(told, ())) and not too_many(sheet.walls) and rooms_between(sheet.walls):
            return True
    return False


def _seen(drawing: Drawing) -> str:
    layers = sorted(drawing.layers().items(), key=lambda item: (-item[1], item[0]))
    if not layers:
        return "the drawing is empty"
    told = ", ".join(f"{count} lines on layer {layer}" for layer, count in layers[:3])
    return f"saw {told}" + (f" and {len(layers) - 3} more layers" if len(layers) > 3 else "")


class _Import:
    """One sheet on its way to a plan; everything is in mm."""

    def __init__(
        self, file: Path, sheet: Sheet, choices: Choices, language: str, doubts: list[Message], tell: Tell
    ) -> None:
        self.file, self.sheet, self.choices, self.language = file, sheet, choices, language
        self.doubts, self.tell = doubts, tell

    def plan(self) -> tuple[Plan | None, tuple[Question, ...]]:
        """Return the plan, and what may be asked about the flats of the sheet."""
        sheet = self.sheet
        symbols = symbols_of(sheet)
        outlines = self._outlines(symbols)
        if not outlines:
            raise PlanError(self.file, "", f"no rooms found: {_seen(sheet.sorted.drawing)}, which close in no space")
        rooms = named_rooms(self.file, outlines, sheet.notes)
        return self._built(rooms, symbols), ()

    def _built(self, named: FoundRooms, symbols: FoundSymbols) -> Plan:
        sheet, rooms = self.sheet, named.rooms
        self.doubts += named.doubts
        faces = [*sheet.walls, *sheet.pieces("outer")]
        found = walls_behind([room.outline for room in rooms], faces, max(room.ceiling for room in rooms))
        openings = openings_in(found.walls, symbols.symbols)
        passages = passages_in(found.walls, sheet.walls, openings.openings, [room.outline for room in rooms])
        self._doubt_walls(found)
        self._doubt("plans.doubt_openings_lost", openings.lost)
        self._doubt("plans.doubt_passages", len(passages))
        self._doubt("plans.doubt_heights", openings.guessed)
        self._doubt("dxf.doubt_sills", symbols.sills)
        self._doubt("plans.doubt_swings", openings.still)
        self._doubt_layers()
        if sheet.moved != (0.0, 0.0):
            self.doubts.append(message("plans.doubt_far", x=-sheet.moved[0], y=-sheet.moved[1]))
        plan = Plan(
            id=slug(self.file.stem) or "plan",
            name=Text(self.file.stem, self.file.stem),
            rooms=rooms,
            walls=found.walls,
            openings=(*openings.openings, *passages),
            obstacles=self._columns(rooms),
            source=f"dxf:{self.file.name}?units={sheet.unit}",
            doubts=tuple(say(doubt, self.language) for doubt in self.doubts),
        )
        check_plan(plan, self.file)
        return plan

    def _doubt(self, key: str, count: int) -> None:
        if count:
            self.doubts.append(message(key, count=count))

    def _doubt_walls(self, found: FoundWalls) -> None:
        self._doubt("plans.doubt_bare_sides", found.bare)
        for least, most in found.uneven[:5]:
            self.doubts.append(message("plans.doubt_uneven", least=least, most=most))

    def _doubt_layers(self) -> None:
        unknown = sorted(layer for layer, sort in self.sheet.sorted.layers.items() if not sort)
        if unknown:
            self.doubts.append(message("plans.doubt_layers", count=len(unknown), names=_few(unknown)))

    def _outlines(self, symbols: FoundSymbols) -> list[tuple[Outline, str]]:
        drawn, crossed = drawn_outlines(self.sheet)
        self._doubt("dxf.doubt_crossed", crossed)
        return drawn or self._between(symbols)

    def _between(self, symbols: FoundSymbols) -> list[tuple[Outline, str]]:
        openings = self.sheet.outlines("doors", "windows")
        lines = [
            *self.sheet.walls,
            *((a, b) for ring in openings for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)),
        ]
        if problem := too_many(lines):
            raise PlanError(self.file, "", problem)
        found = rooms_between(lines)
        if found:
            self.doubts.append(message("plans.doubt_rooms_from_walls", count=len(found)))
        return [(outline, "") for outline in found]

    def _columns(self, rooms: Sequence[Room]) -> tuple[Obstacle, ...]:
        """Return small closed outlines on wall layers that stand free: columns."""
        found: list[Obstacle] = []
        for line in self.sheet.sorted.lines("walls", "columns"):
            if not line.closed or line.block >= 0 or not is_simple(line.points):
                continue
            outline = tidy(self.sheet.chain(line))
            x0, y0, x1, y1 = bounds(outline)
            if min(x1 - x0, y1 - y0) >= 80.0 and max(x1 - x0, y1 - y0) <= 1200.0:
                top = max(room.ceiling for room in rooms)
                found.append(Obstacle(f"column{len(found) + 1}", "column", outline, 0.0, top))
        return tuple(found)
