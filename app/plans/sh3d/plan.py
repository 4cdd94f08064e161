"""A home, from whatever file -> the plan of one storey of it, with its doubts and its underlay; furniture is only drawn beneath.

mm, plan axes. What is not sure becomes a doubt, what was not taken stays in the underlay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from app.geometry.polygon import area
from app.plans.check import check_plan
from app.plans.dxf.layers import room_kind
from app.plans.importing import Choices, Imported, Option, Question
from app.plans.plan import Obstacle, Plan, PlanError, Room, Wall
from app.plans.sh3d.holes import Built
from app.plans.sh3d.home import Home, Level, Piece
from app.plans.sh3d.pieces import hole_of, obstacle_kind
from app.plans.sh3d.rooms import AREA_SLACK, Found, Rooms, ceiling_of, find_rooms, tangled
from app.plans.sh3d.walls import build
from app.plans.underlay import Line, Note, Underlay
from app.records import Text
from app.words import Message, message, say

MOST = {"walls": 2000, "rooms": 500, "pieces": 20_000, "levels": 100}
MOST_OPENINGS = 1000
VOID = 10.0  # mm; how high a hole in the floor is marked, so that nothing is set down on it
MOST_POINTS = 20_000
LAYERS = {
    "walls": "walls",
    "rooms": "rooms",
    "doors": "doors",
    "windows": "windows",
    "columns": "columns",
    "furniture": "ignore",
    "dimensions": "ignore",
    "labels": "text",
    "polylines": "",
}


def plan_of(home: Home, path: Path, choices: Choices, language: str, source: str) -> Imported:
    """Return the plan of one storey of a home; `source` says where it came from. PlanError when it shows no rooms or cannot be a home."""
    counts = {"walls": home.walls, "rooms": home.rooms, "pieces": home.pieces, "levels": home.levels}
    for what, records in counts.items():
        if len(records) > MOST[what]:
            raise PlanError(path, what, f"{len(records)} are more than {MOST[what]}")
    if sum(len(room.points) for room in home.rooms) > MOST_POINTS:
        raise PlanError(path, "rooms", f"have more than {MOST_POINTS} points")
    level, questions = _storey(home, path, choices)
    return _Storey(home, level, path, language, source).imported(questions)


def _storey(home: Home, path: Path, choices: Choices) -> tuple[Level, tuple[Question, ...]]:
    """Return the storey to read, and the question which it shall be when there are several: by default the one with most rooms."""
    if not home.levels:
        return Level("", "", 0.0, home.wall_height), ()
    count = {level.id: sum(room.level == level.id and room.floor for room in home.rooms) for level in home.levels}
    walls = {level.id: sum(wall.level == level.id for wall in home.walls) for level in home.levels}
    best = max(home.levels, key=lambda level: (count[level.id], walls[level.id], -abs(level.elevation)))
    asked = choices.storey
    if asked is not None:
        fitting = [level for level in home.levels if asked == level.id] or [
            level for level in home.levels if asked.strip().lower() == level.name.lower()
        ]
        if not fitting:
            known = ", ".join(f"{level.id} ({level.name})" if level.name else level.id for level in home.levels[:20])
            raise PlanError(path, "storey", f"no storey {asked[:60]!r}; there are {known}")
        best = fitting[0]
    if len(home.levels) == 1:
        return best, ()
    options = tuple(
        Option(
            level.id,
            message(
                "sh3d.storey",
                name=level.name or level.id,
                at=level.elevation,
                rooms=count[level.id],
                walls=walls[level.id],
            ),
        )
        for level in home.levels
    )
    return best, (Question("storey", message("sh3d.ask_storey", count=len(options)), options, best.id),)


class _Storey:
    """One storey of a home on its way to a plan."""

    def __init__(self, home: Home, level: Level, path: Path, language: str, source: str) -> None:
        self.home, self.level, self.path, self.language = home, level, path, language
        self.source = source
        here = {level.id, ""} if level.id else {""}
        self.walls = [wall for wall in home.walls if wall.level in here]
        self.drawn = [room for room in home.rooms if room.level in here]
        self.pieces = [piece for piece in home.pieces if piece.level in here]
        self.lines = [line for line in home.drawn if line.level in here]
        self.labels = [label for label in home.labels if label.level in here]
        self.doubts: list[Message] = list(home.doubts)
        known = {"", *(one.id for one in home.levels)}
        levels = [one.level for things in (home.walls, home.rooms, home.pieces) for one in things]
        self._doubt("sh3d.doubt_no_level", sum(level not in known for level in levels))

    def imported(self, questions: tuple[Question, ...]) -> Imported:
        numbers = [i for i, piece in enumerate(self.pieces) if piece.is_opening and piece.width > 0.0]
        if len(numbers) > MOST_OPENINGS:
            raise PlanError(self.path, "doors and windows", f"{len(numbers)} are more than {MOST_OPENINGS}")
        built = build(self.walls, [hole_of(self.pieces[i], i) for i in numbers], self.home.wall_height)
        if crossings := tangled(built.walls):
            raise PlanError(self.path, "walls", f"{len(built.walls)} walls cross each other {crossings} times")
        rooms = find_rooms(self.drawn, built.walls)
        if not rooms.found:
            where = f" on storey {self.level.name or self.level.id}" if self.level.id else ""
            pieces = f"{len(self.drawn)} outlines and {len(self.pieces)} pieces"
            raise PlanError(
                self.path, "", f"no rooms found: saw {len(self.walls)} walls that close in no space, {pieces}{where}"
            )
        named = self._rooms(rooms.found, built.walls)
        self._doubt("sh3d.doubt_no_width", sum(one.is_opening and one.width <= 0.0 for one in self.pieces))
        self._doubt_walls(built)
        self._doubt_rooms(rooms)
        self._doubt("plans.doubt_swings", sum(one.kind == "door" and one.leaf == "none" for one in built.openings))
        storey = f"&storey={re.sub(r'\s+', '_', self.level.id)[:60]}" if self.level.id else ""
        voids = (Obstacle(f"void{i}", "void", ring, 0.0, VOID) for i, ring in enumerate(rooms.voids, start=1))
        plan = Plan(
            id=slug(self.path.stem) or "plan",
            name=self._name(),
            rooms=named,
            walls=tuple(built.walls),
            openings=tuple(built.openings),
            obstacles=(*self._obstacles(), *voids),
            orientation=self.home.north % 360.0,
            source=f"{self.source}{storey}",
            doubts=tuple(say(doubt, self.language) for doubt in self.doubts),
            curves=tuple(built.curves),
        )
        check_plan(plan, self.path)
        return Imported(plan, self._underlay(built), questions, dict(LAYERS))

    def _name(self) -> Text:
        name = self.path.stem
        if len(self.home.levels) > 1 and self.level.name:
            name = f"{name} {self.level.name}"
        return Text(name, name)

    def _doubt(self, key: str, count: int) -> None:
        if count:
            self.doubts.append(message(key, count=count))

    def _doubt_walls(self, built: Built) -> None:
        self._doubt("sh3d.doubt_odd_walls", len(built.odd))
        if built.slopes:
            low = min(built.slopes)
            self.doubts.append(message("sh3d.doubt_slopes", count=len(built.slopes), low=low))
        if built.counts["in_arcs"]:
            self.doubts.append(message("sh3d.doubt_arc", count=built.counts["in_arcs"], off=round(built.off_arc, 1)))
        for key in ("in_no_wall", "overlapping", "trimmed", "cut_short", "cut_height"):
            self._doubt(f"sh3d.doubt_{key}", built.counts[key])

    def _doubt_rooms(self, rooms: Rooms) -> None:
        found = rooms.found
        if not self.drawn:
            self._doubt("plans.doubt_rooms_from_walls", len(found))
        self._doubt("sh3d.doubt_left_rooms", len(rooms.left))
        self._doubt("sh3d.doubt_crossed_rooms", rooms.crossed)
        self._doubt("sh3d.doubt_overlaps", rooms.overlaps)
        if rooms.voids:
            size = round(sum(area(ring) for ring in rooms.voids) / 1e6, 2)
            self.doubts.append(message("sh3d.doubt_voids", count=len(rooms.voids), size=size))
        drawn, taken = sum(one.drawn for one in found), sum(area(one.outline) for one in found)
        if abs(drawn - taken) > 1e4 and any(abs(one.drawn - one.inside) > AREA_SLACK * one.drawn for one in found):
            told = {"drawn": round(drawn / 1e6, 2), "taken": round(taken / 1e6, 2)}
            self.doubts.append(message("sh3d.doubt_doorways", **told))
        for one in [one for one in found if one.is_doubtful][:10]:
            space = one.space or 0.0
            key = "sh3d.doubt_space" if abs(area(one.outline) - space) < 1e4 else "sh3d.doubt_as_drawn"
            areas = {"drawn": round(one.inside / 1e6, 2), "space": round(space / 1e6, 2)}
            self.doubts.append(message(key, name=self.drawn[one.room].name or str(one.room + 1), **areas))

    def _rooms(self, found: Sequence[Found], walls: Sequence[Wall]) -> tuple[Room, ...]:
        names = [self.drawn[one.room].name if one.room >= 0 else "" for one in found]
        self._doubt("plans.doubt_nameless", sum(not name for name in names))
        rooms: list[Room] = []
        for one, name in zip(found, names, strict=True):
            ident = unused(slug(name) or "room", [room.id for room in rooms])
            shown = Text(name, name) if name else Text(f"房间 {len(rooms) + 1}", f"Room {len(rooms) + 1}")
            rooms.append(Room(ident, shown, room_kind(name), one.outline, self._ceiling(one, walls)))
        return tuple(rooms)

    def _ceiling(self, found: Found, walls: Sequence[Wall]) -> float:
        """Return the height that most metres of a room's walls have; parapets tell none."""
        height = self.level.height if self.level.id else self.home.wall_height
        return ceiling_of(found.outline, walls, height)

    def _obstacles(self) -> tuple[Obstacle, ...]:
        found: list[Obstacle] = []
        for piece in self.pieces:
            kind = "" if piece.is_opening else obstacle_kind(piece.name)
            bottom = max(0.0, piece.elevation)
            if (
                kind
                and min(piece.width, piece.depth) >= 1.0
                and 0.0 < piece.elevation + piece.height - bottom <= 10000.0
            ):
                ring = tuple((round(x, 3), round(y, 3)) for x, y in piece.outline())
                found.append(Obstacle(f"{kind}{len(found) + 1}", kind, ring, bottom, piece.elevation + piece.height))
        return tuple(found)

    def _underlay(self, built: Built) -> Underlay:
        lines = [Line("walls", "walls", (wall.start, wall.end)) for wall in self.walls]
        lines += [Line("rooms", "rooms", room.points, True) for room in self.drawn if len(room.points) > 1]
        lost = {hole.piece for hole in built.left}
        notes = [Note("labels", label.text, label.at) for label in self.labels if label.text]
        for i, piece in enumerate(self.pieces):
            sort, layer = self._sort(piece)
            lines.append(Line("" if i in lost else sort, layer, piece.outline(), True))
            if piece.name and not piece.is_opening:
                notes.append(Note(layer, piece.name, piece.at))
        lines += [Line(LAYERS[line.layer], line.layer, line.points, line.closed) for line in self.lines]
        return Underlay(tuple(lines), tuple(notes))

    def _sort(self, piece: Piece) -> tuple[str, str]:
        if piece.is_opening:
            layer = "windows" if hole_of(piece, 0).kind == "window" else "doors"
            return layer, layer
        return ("columns", "columns") if obstacle_kind(piece.name) else ("ignore", "furniture")


def slug(name: str) -> str:
    """Return a name as an id: lower case, words joined by `_`."""
    return re.sub(r"\W+", "_", name.lower()).strip("_")[:40]


def unused(name: str, taken: Sequence[str]) -> str:
    """Return the name, numbered where it is taken already."""
    return next(one for one in (name, *(f"{name}_{i}" for i in range(2, len(taken) + 3))) if one not in taken)
