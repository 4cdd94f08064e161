"""A sheet in mm -> Plan: rooms as drawn or as walls close them in, one flat of several, walls, openings, obstacles, doubts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import shapely

from app.geometry.polygon import Outline, area, bounds
from app.plans.check import check_plan
from app.plans.dxf.codes import Code
from app.plans.dxf.drawing import Drawing
from app.plans.dxf.flats import Flat, ask_flat, called, doors_between, flats_of, labels_in, without_labels
from app.plans.dxf.guesses import guesses
from app.plans.dxf.left import rows_of_lost, with_left
from app.plans.dxf.marks import Symbol
from app.plans.dxf.obstacles import obstacles_of
from app.plans.dxf.openings import FoundOpenings, openings_in, passages_in
from app.plans.dxf.panes import PANELS, PANES
from app.plans.dxf.rooms import MOST_CORNERS, FoundRooms, drawn_outlines, named_rooms, slug, through_rooms
from app.plans.dxf.sheet import Segment, Sheet
from app.plans.dxf.sorted import OPENINGS
from app.plans.dxf.spaces import Drawn, FoundSpaces, find_rooms, wall_faces
from app.plans.dxf.swings import LEAF
from app.plans.dxf.symbols import FoundSymbols, symbols_of, window_bundles, with_bundles
from app.plans.dxf.texts import room_name
from app.plans.dxf.walls import FoundWalls, too_many, walls_behind
from app.plans.importing import Question, Tell
from app.plans.plan import Opening, Plan, PlanError, Wall
from app.records import Text
from app.words import Message, message, say

ROOMS = "plans.import_rooms"
LOOKS = (LEAF, PANES, PANELS)  # what openings are called that were put together of loose lines
NAMED = 5  # layers and kinds that a doubt names
LONGEST = 80  # letters of each that it shows
BESIDE = 900.0  # mm; a symbol this near to a room of a flat belongs to the flat
SAME_WIDTH = 60.0  # mm; a hole is drawn with its frame, or without; a code means the one or the other
SAME_PLACE = 400.0  # mm; an opening's middle is no farther from its symbol's
NET = 0.75  # share of a flat's printed area that its rooms have at least; walls and shafts have the rest
MOST_DOUBTS = 6


def few(names: Sequence[str]) -> str:
    """Return the first of some names, and that there are more."""
    return ", ".join(map(short, names[:NAMED])) + (", ..." if len(names) > NAMED else "")


def short(name: str) -> str:
    """Return a name cut to what a sentence may hold."""
    return name if len(name) <= LONGEST else f"{name[:LONGEST]}..."


def seen(drawing: Drawing) -> str:
    """Return what a drawing holds, for an error that says that there are no rooms in it."""
    layers = sorted(drawing.layers().items(), key=lambda item: (-item[1], item[0]))
    told = ", ".join(f"{count} lines on layer {short(layer)}" for layer, count in layers[:3])
    told += f" and {len(layers) - 3} more layers" if len(layers) > 3 else ""
    others = few([f"{count} {kind}" for kind, count in sorted(drawing.unread.items())])
    if others:
        other = f"objects that cannot be read ({others}): explode them, or save as T3, in the program that drew them"
        return f"saw {told}, and {other}" if told else f"saw {other}"
    return f"saw {told}" if told else "the drawing is empty"


class Builder:
    """One sheet on its way to a plan; everything is in mm."""

    def __init__(
        self,
        file: Path,
        sheet: Sheet,
        flat: str | None,
        language: str,
        doubts: Sequence[Message],
        tell: Tell,
    ) -> None:
        self.file, self.sheet, self.flat, self.language, self.tell = file, sheet, flat, language, tell
        self.doubts = list(doubts)
        self.symbols = symbols_of(sheet)
        self.drawn = Drawn(
            lines=sheet.pieces("walls"),
            arcs=sheet.arcs("walls"),
            solids=sheet.outlines("walls", filled=True),
            symbols=self.symbols.symbols,
            marks=self.symbols.marks,
            names=[(note.at, name) for note in sheet.notes if (name := room_name([note]))],
            mixed=any(doubt.key == "dxf.doubt_walls_guessed" for doubt in doubts),
        )

    def plan(self) -> tuple[Plan | None, tuple[Question, ...]]:
        """Return the plan, and what is asked about the flats of the sheet; None while that has no answer. PlanError: no rooms."""
        if problem := too_many(self.drawn.lines):
            raise PlanError(self.file, "", problem)
        outlines, spaces = self._outlines()
        if not outlines:
            told = f"no rooms found: {seen(self.sheet.sorted.drawing)}, which close in no space"
            raise PlanError(self.file, "", told)
        named = named_rooms(self.file, outlines, self.sheet.notes)
        faces = [*(spaces.lines if spaces.rooms else wall_faces(self.drawn)), *self.sheet.pieces("outer")]
        self.tell(ROOMS, 0.85)
        flats = flats_of(named.rooms, self._links(named, spaces, faces), self.sheet.notes)
        if len(flats) < 2:
            self.doubts += guesses(spaces, [room.name for room in named.rooms]) if spaces.rooms else []
            return self._built(named, spaces, faces, self.symbols), ()
        question = ask_flat(flats, named.rooms, self.flat)
        if not question.chosen:
            return None, (question,)
        chosen = self._chosen(flats, question)
        if self.flat is None:
            self.doubts.append(message("dxf.doubt_flat", count=len(flats), name=called(chosen)))
        notes = without_labels(self.sheet.notes, labels_in(named.rooms, self.sheet.notes))
        part = named_rooms(self.file, [outlines[i] for i in chosen.rooms], notes)
        self._doubt_flat(chosen, part)
        self.doubts += guesses(spaces, [room.name for room in part.rooms], chosen.rooms) if spaces.rooms else []
        return self._built(part, spaces, faces, _near(self.symbols, part)), (question,)

    def _chosen(self, flats: Sequence[Flat], question: Question) -> Flat:
        found = next((flat for flat in flats if flat.name == question.chosen), None)
        if found is None:
            names = ", ".join(flat.name for flat in flats)
            raise PlanError(self.file, "flat", f"{question.chosen!r} is none of {names}")
        if not found.rooms:
            raise PlanError(self.file, "flat", f"no closed rooms were found in {found.name}")
        return found

    def _doubt_flat(self, flat: Flat, named: FoundRooms) -> None:
        """Hold the rooms of a flat against the area printed for it, which holds its walls, too."""
        drawn = sum(area(room.outline) for room in named.rooms) / 1e6
        if flat.printed and not NET * flat.printed <= drawn <= flat.printed:
            told = {"printed": round(flat.printed, 2), "drawn": round(drawn, 2)}
            self.doubts.append(message("dxf.doubt_flat_area", name=called(flat), **told))

    def _outlines(self) -> tuple[list[tuple[Outline, str]], FoundSpaces]:
        """Return the outlines of rooms with their layers: those drawn, else the spaces between walls, of which more is told."""
        drawn, crossed = drawn_outlines(self.sheet)
        if crossed:
            self.doubts.append(message("dxf.doubt_crossed", count=crossed, most=MOST_CORNERS))
        if drawn:
            self.symbols = with_bundles(self.sheet, self.symbols)
            return drawn, FoundSpaces(())
        spaces = find_rooms(self.drawn)
        if spaces.rooms:
            self._doubt("plans.doubt_rooms_from_walls", len(spaces.rooms))
        return [(outline, "") for outline in spaces.rooms], spaces

    def _links(self, named: FoundRooms, spaces: FoundSpaces, faces: Sequence[Segment]) -> list[tuple[int, int]]:
        """Return which rooms doors and passages join."""
        if spaces.rooms:
            gaps = [gap.rooms for gap in spaces.gaps if len(gap.rooms) == 2 and gap.gap.kind != "window"]
            return [(pair[0], pair[1]) for pair in gaps]
        rooms = [room.outline for room in named.rooms]
        walls = walls_behind(rooms, faces, max(room.ceiling for room in named.rooms)).walls
        doors = openings_in(walls, self.symbols.symbols).openings
        return doors_between(named.rooms, walls, (*doors, *passages_in(walls, faces, doors, rooms)))

    def _built(self, named: FoundRooms, spaces: FoundSpaces, faces: Sequence[Segment], symbols: FoundSymbols) -> Plan:
        sheet, rooms = self.sheet, named.rooms
        self.doubts += named.doubts
        outlines = [room.outline for room in rooms]
        drawn, height = [*faces, *spaces.closing], max(room.ceiling for room in rooms)
        found = walls_behind(outlines, drawn, height, self.drawn.arcs)
        if found.bare and (rows := rows_of_lost(found.walls, symbols.symbols)):
            found = walls_behind(outlines, [*drawn, *rows], height, self.drawn.arcs)
        self.tell(ROOMS, 0.9)
        gaps = [one.gap for one in spaces.gaps]
        openings = openings_in(found.walls, symbols.symbols, gaps)
        if spaces.rooms:
            openings = with_left(openings, found.walls, window_bundles(sheet), symbols.marks)
        passages = passages_in(found.walls, faces, openings.openings, outlines, gaps)
        self._doubt_walls(found, spaces)
        if not spaces.rooms and (crossing := through_rooms(outlines, self.drawn.lines)):
            self.doubts.append(message("dxf.doubt_through_rooms", length=round(crossing / 1000, 2)))
        self._doubt_openings(openings, passages, symbols)
        self._doubt_codes(found.walls, openings.openings, symbols)
        self._doubt_layers()
        self._doubt_panes()
        if sheet.moved != (0.0, 0.0):
            self.doubts.append(message("plans.doubt_far", x=-sheet.moved[0], y=-sheet.moved[1]))
        obstacles = obstacles_of(sheet, rooms, spaces.free)
        self._doubt("dxf.doubt_beams", sum(one.kind == "beam" for one in obstacles))
        plan = Plan(
            id=slug(self.file.stem) or "plan",
            name=Text(self.file.stem, self.file.stem),
            rooms=rooms,
            walls=found.walls,
            openings=(*openings.openings, *passages),
            obstacles=obstacles,
            source=f"dxf:{self.file.name}?units={sheet.unit}",
            doubts=tuple(say(doubt, self.language) for doubt in self.doubts),
            curves=found.curves,
        )
        check_plan(plan, self.file)
        return plan

    def _doubt(self, key: str, count: int) -> None:
        if count:
            self.doubts.append(message(key, count=count))

    def _doubt_walls(self, found: FoundWalls, spaces: FoundSpaces) -> None:
        self._doubt("plans.doubt_bare_sides", found.bare)
        for least, most in found.uneven[:5]:
            self.doubts.append(message("plans.doubt_uneven", least=least, most=most))

    def _doubt_openings(self, found: FoundOpenings, passages: Sequence[Opening], symbols: FoundSymbols) -> None:
        self._doubt("plans.doubt_openings_lost", found.lost)
        self._doubt("plans.doubt_passages", len(passages))
        self._doubt("plans.doubt_heights", found.guessed)
        self._doubt("dxf.doubt_sills", sum(symbols.sills))
        self._doubt("plans.doubt_swings", found.still)

    def _doubt_codes(self, walls: Sequence[Wall], openings: Sequence[Opening], symbols: FoundSymbols) -> None:
        """Hold what schedule codes say against what is drawn; the drawn width stands."""
        by_id = {wall.id: wall for wall in walls}
        told: list[Message] = []
        for symbol, code in zip(symbols.symbols, symbols.codes, strict=True):
            opening = _opening_at(symbol, code, by_id, openings) if code else None
            if code is None or opening is None:
                continue
            height, drawn = by_id[opening.wall].height, opening.width
            if abs(code.width - drawn) > SAME_WIDTH:
                told.append(message("dxf.doubt_code_width", code=code.text, told=code.width, drawn=drawn))
            if code.height > height:
                told.append(message("dxf.doubt_code_head", code=code.text, told=code.height, drawn=height))
        once = list(dict.fromkeys(told))
        self.doubts += once[:MOST_DOUBTS]
        self._doubt("dxf.doubt_codes_more", len(once[MOST_DOUBTS:]))

    def _doubt_panes(self) -> None:
        """Tell where no layer is one of doors or windows and no block is one: what was found is found by its looks."""
        told = self.sheet.sorted
        named = {
            *told.layers.values(),
            *(sort for i, sort in told.blocks.items() if told.drawing.blocks[i].name not in LOOKS),
        }
        if missing := [sort for sort in OPENINGS if sort not in named]:
            counts = [sum(one.kind == sort for one in self.symbols.symbols) for sort in ("door", "window")]
            shown = {"doors": counts[0], "windows": counts[1]}
            if len(missing) == 2:
                self.doubts.append(message("dxf.doubt_openings_guessed", **shown))
            elif missing == ["doors"]:
                self.doubts.append(message("dxf.doubt_doors_guessed", **shown))
            else:
                self.doubts.append(message("dxf.doubt_windows_guessed", **shown))

    def _doubt_layers(self) -> None:
        unknown = sorted(layer for layer, sort in self.sheet.sorted.layers.items() if not sort)
        if unknown:
            self.doubts.append(message("plans.doubt_layers", count=len(unknown), names=few(unknown)))


def _near(symbols: FoundSymbols, named: FoundRooms) -> FoundSymbols:
    """Return the symbols that stand in or beside the rooms of a flat."""
    home = shapely.union_all([shapely.Polygon(room.outline) for room in named.rooms])
    shapely.prepare(home)
    kept = [i for i, one in enumerate(symbols.symbols) if shapely.dwithin(home, shapely.Point(_middle(one)), BESIDE)]
    pick = FoundSymbols(
        tuple(symbols.symbols[i] for i in kept),
        tuple(symbols.codes[i] for i in kept),
        tuple(symbols.sills[i] for i in kept),
    )
    return replace(pick, marks=symbols.marks)


def _middle(symbol: Symbol) -> tuple[float, float]:
    x0, y0, x1, y1 = bounds(symbol.points)
    return ((x0 + x1) / 2, (y0 + y1) / 2)


def _opening_at(symbol: Symbol, code: Code, walls: dict[str, Wall], openings: Sequence[Opening]) -> Opening | None:
    """Return the opening that a symbol became: of its kind, nearest to it."""
    best, nearest = None, max(SAME_PLACE, code.width)
    for opening in openings:
        wall = walls[opening.wall]
        share = (opening.offset + opening.width / 2) / wall.length
        at = (
            wall.start[0] + (wall.end[0] - wall.start[0]) * share,
            wall.start[1] + (wall.end[1] - wall.start[1]) * share,
        )
        away = math.dist(at, _middle(symbol))
        if opening.kind == symbol.kind and away < nearest:
            best, nearest = opening, away
    return best
