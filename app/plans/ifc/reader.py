"""An IFC model (2x3 or 4) -> the plan of one storey: its spaces are the rooms, cut at the height of a table. mm.

What a model leaves open becomes a doubt: spaces or swings that are missing, walls that are not straight, storeys to choose from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import shapely
from shapely.geometry.base import BaseGeometry

from app.geometry.frame import Point2
from app.geometry.polygon import Outline, area, outlines, overlap, tidy
from app.plans.check import check_plan
from app.plans.dxf.layers import room_kind
from app.plans.ifc.bodies import Body, bodies, open_model
from app.plans.ifc.model import DRAWN, Storey, axis_of, choose, counts, frames_of, north_of, place_of, storeys
from app.plans.ifc.walls import Hole, is_joint, nearest_wall, opening_of, wall_of
from app.plans.importing import Choices, Imported, Question, Tell
from app.plans.plan import Obstacle, Opening, Plan, PlanError, Room, Wall
from app.plans.regions import regions
from app.plans.underlay import Line, Underlay
from app.records import Text
from app.words import Message, message, say

CUT = (300.0, 1500.0)  # mm above the floor; a wall that stands somewhere between is on the plan
CEILING = 2700.0  # mm; where no space tells it
LEAST_ROOM = 0.5e6  # mm²
FAR = 1e5  # mm; a model farther from its origin is shifted back to it
NEARBY = 200.0  # mm around a void within which a window without a shape is taken to fill it
STANDING = {"IfcColumn": "column", "IfcBeam": "beam"}
LESS_THAN_ROOM = 0.5  # share by which a space may overlap a smaller one before it is taken for a frame around rooms


def read(path: Path, choices: Choices, language: str, tell: Tell) -> Imported:
    """Return the plan of a storey of an IFC model; raise PlanError when it is no model or shows no rooms."""
    model = open_model(path)
    tell("plans.import_sorting", 0.2)
    try:
        return _read(path, model, choices, language, tell)
    except (
        RuntimeError,
        AttributeError,
        TypeError,
        ValueError,
        IndexError,
        ArithmeticError,
        shapely.GEOSException,
    ) as problem:
        cause = " ".join(str(problem).split())[
            :200
        ]  # a part that is missing or of another kind than the schema asks for
        raise PlanError(path, "", f"is damaged: a part of the model is not what it should be ({cause})") from problem


def _read(path: Path, model: Any, choices: Choices, language: str, tell: Tell) -> Imported:
    storey, question = choose(path, storeys(path, model), choices)
    made = bodies(
        path, model, _wanted(model, storey), DRAWN, lambda share: tell("plans.import_shapes", 0.2 + 0.6 * share)
    )
    tell("plans.import_rooms", 0.85)
    plan, underlay = _Building(path, model, made, storey, language).plan(question)
    return Imported(plan, underlay, (question,) if question else ())


def _wanted(model: Any, storey: Storey) -> list[Any]:
    """Return the products whose shapes tell something: doors and windows are told by the voids they fill, furniture by its storey."""
    found = [
        one for kind in ("IfcWall", "IfcSpace", "IfcOpeningElement", "IfcCurtainWall") for one in model.by_type(kind)
    ]
    for one in model.by_type("IfcCurtainWall"):
        found += [part for relation in one.IsDecomposedBy for part in relation.RelatedObjects]
    for one in storey.products:
        loose = one.is_a() in ("IfcDoor", "IfcWindow") and not one.FillsVoids
        if loose or any(one.is_a(kind) for kind in (*STANDING, *DRAWN)):
            found.append(one)
    return list({one.id(): one for one in found}.values())


class _Building:
    """One storey on its way to a plan."""

    def __init__(self, path: Path, model: Any, made: Mapping[int, Body], storey: Storey, language: str) -> None:
        self.path, self.model, self.bodies, self.storey, self.language = path, model, made, storey, language
        spaces = [made[one.id()] for one in storey.products if one.is_a("IfcSpace") and one.id() in made]
        self.floor = min((body.low for body in spaces), default=storey.floor)
        self.doubts: list[Message] = []

    def plan(self, question: Question | None) -> tuple[Plan, Underlay]:
        walls, crooked = self._walls()
        rooms = self._rooms() or self._enclosed(walls)
        if not rooms:
            told = ", ".join(f"{count} {name}" for name, count in counts(self.storey).items() if isinstance(count, int))
            raise PlanError(
                self.path, "", f"no rooms found on the storey {self.storey.name}: {told}, which close in no space"
            )
        openings, walls = self._openings(walls, max(room.ceiling for room in rooms))
        self._doubt("plans.doubt_crooked_walls", len(crooked))
        if question is not None:
            self.doubts.insert(0, message("plans.doubt_storey", name=self.storey.name, count=len(question.options)))
        shift = self._shift(walls, rooms)
        plan = Plan(
            id=_slug(self.path.stem) or "plan",
            name=Text(self.path.stem, self.path.stem),
            rooms=tuple(_moved_room(room, shift) for room in rooms),
            walls=tuple(Wall(w.id, _moved(w.start, shift), _moved(w.end, shift), w.thickness, w.height) for w in walls),
            openings=openings,
            obstacles=self._obstacles(shift),
            orientation=north_of(self.model),
            source=f"ifc:{self.path.name}?" + urlencode({"storey": self.storey.name}),
            doubts=tuple(say(doubt, self.language) for doubt in self.doubts),
        )
        check_plan(plan, self.path)
        return plan, self._underlay(crooked, shift)

    def _doubt(self, key: str, count: int) -> None:
        if count:
            self.doubts.append(message(key, count=count))

    # --- rooms -------------------------------------------------------------------------------------------------------

    def _rooms(self) -> list[Room]:
        """Return the spaces of the storey as rooms, without those that only frame others."""
        spaces = [
            (one, self.bodies[one.id()], _outer(self.bodies[one.id()].outline))
            for one in self.storey.products
            if one.is_a("IfcSpace") and one.id() in self.bodies
        ]
        spaces = [space for space in spaces if area(space[2]) >= LEAST_ROOM]
        spaces.sort(key=lambda space: area(space[2]))
        rooms: list[Room] = []
        framed = 0
        for one, body, outline in spaces:
            if any(overlap(outline, room.outline) > LESS_THAN_ROOM * area(room.outline) for room in rooms):
                framed += 1
                continue
            name = str(one.LongName or one.Name or "").strip()[:60]
            shown = Text(name, name) if name else Text(f"房间 {len(rooms) + 1}", f"Room {len(rooms) + 1}")
            ident = _fresh(_slug(name) or "room", [room.id for room in rooms])
            rooms.append(Room(ident, shown, room_kind(name), outline, round(body.high - body.low, 3)))
        self._doubt("plans.doubt_framing_spaces", framed)
        return sorted(rooms, key=lambda room: -area(room.outline))

    def _enclosed(self, walls: Sequence[Wall]) -> list[Room]:
        """Return the spaces that the walls close in, where a model names none."""
        found = [outline for outline in regions(walls, LEAST_ROOM)]
        if found:
            self.doubts.append(message("plans.doubt_no_spaces", count=len(found)))
        heights = [min(wall.height, CEILING) for wall in walls if wall.height >= 1000.0]
        ceiling = min(heights, default=CEILING)
        return [
            Room(f"room{i}", Text(f"房间 {i}", f"Room {i}"), "other", outline, ceiling)
            for i, outline in enumerate(found, start=1)
        ]

    # --- walls and what is in them -----------------------------------------------------------------------------------

    def _walls(self) -> tuple[list[Wall], list[Body]]:
        """Return the walls that a cut above the floor meets, by "w" and their number in the file, and the bodies of those not straight."""
        walls: list[Wall] = []
        crooked: list[Body] = []
        own = {one.id() for one in self.storey.products}
        off = 0
        for one in (*self.model.by_type("IfcWall"), *self.model.by_type("IfcCurtainWall")):
            body = self.bodies.get(one.id()) or self._assembled(one)
            if body is None or body.high < self.floor + CUT[0] or body.low > self.floor + CUT[1]:
                off += one.id() in own
                continue
            wall = wall_of(f"w{one.id()}", body, axis_of(one), self.floor)
            if wall is None:
                crooked.append(body)
            else:
                walls.append(wall)
        self._doubt("plans.doubt_walls_off_cut", off)
        return walls, crooked

    def _assembled(self, one: Any) -> Body | None:
        """Return the body of a wall that has none itself but is made of parts, as curtain walls are."""
        parts = [
            self.bodies[part.id()]
            for relation in getattr(one, "IsDecomposedBy", ())
            for part in relation.RelatedObjects
            if part.id() in self.bodies
        ]
        if not parts:
            return None
        covered = shapely.union_all([part.outline for part in parts])
        return Body(shapely.convex_hull(covered), min(part.low for part in parts), max(part.high for part in parts))

    def _openings(self, walls: list[Wall], ceiling: float) -> tuple[tuple[Opening, ...], list[Wall]]:
        by_id = {wall.id: wall for wall in walls}
        frames = frames_of(self.model)
        found: list[Opening] = []
        lost = clashing = 0
        for hole in (*self._voids(by_id), *self._unvoided(walls)):
            if hole.body.high < self.floor + CUT[0] or hole.body.low > self.floor + ceiling:
                continue
            wall = by_id[hole.wall]
            if is_joint(hole, wall, walls):
                continue  # the opening itself is in the wall that crosses here
            opening = opening_of(f"o{len(found) + 1}", hole, wall, self.floor, frames)
            if opening is None:
                lost += 1
            elif any(_meet(opening, other) for other in found):
                clashing += 1
            else:
                found.append(opening)
        found += self._glazed(walls, found)
        self._doubt("plans.doubt_openings_lost", lost)
        self._doubt("plans.doubt_openings_clash", clashing)
        self._doubt("plans.doubt_swings", sum(one.kind == "door" and one.leaf == "none" for one in found))
        return tuple(found), walls

    def _voids(self, walls: Mapping[str, Wall]) -> Iterator[Hole]:
        """Yield the voids cut into walls with what fills them, by relation, or by place where a filling names no void."""
        loose = [
            (one, place_of(one))
            for one in (*self.model.by_type("IfcDoor"), *self.model.by_type("IfcWindow"))
            if not one.FillsVoids
        ]
        shapeless: set[int] = set()
        for void in self.model.by_type("IfcOpeningElement"):
            body = self.bodies.get(void.id())
            hosts = [f"w{relation.RelatingBuildingElement.id()}" for relation in void.VoidsElements]
            if body is None or not hosts or hosts[0] not in walls:
                continue
            fillings = [relation.RelatedBuildingElement for relation in void.HasFillings]
            if not fillings:
                room = shapely.buffer(body.outline, NEARBY)
                fillings = [one for one, at in loose if at is not None and room.covers(shapely.Point(at))]
                shapeless |= {one.id() for one in fillings if one.Representation is None}
            yield Hole(hosts[0], tuple(fillings), body)
        self._doubt("plans.doubt_shapeless", len(shapeless))

    def _unvoided(self, walls: Sequence[Wall]) -> Iterator[Hole]:
        """Yield doors and windows of the storey that have a shape but no void in any wall, as those of curtain walls."""
        for one in self.storey.products:
            if one.is_a("IfcDoor") or one.is_a("IfcWindow"):
                body = self.bodies.get(one.id())
                wall = nearest_wall(body, walls) if body is not None and not one.FillsVoids else None
                if body is not None and wall is not None:
                    yield Hole(wall.id, (one,), body)

    def _glazed(self, walls: Sequence[Wall], found: Sequence[Opening]) -> list[Opening]:
        """Return a window over the whole of each curtain wall that has no opening of its own."""
        curtains = {f"w{one.id()}" for one in self.model.by_type("IfcCurtainWall")}
        taken = {opening.wall for opening in found}
        bare = [wall for wall in walls if wall.id in curtains and wall.id not in taken]
        self._doubt("plans.doubt_curtain_walls", len(bare))
        return [
            Opening(f"o{i}", "window", wall.id, 0.0, round(wall.length, 3), 0.0, wall.height)
            for i, wall in enumerate(bare, start=len(found) + 1)
        ]

    # --- the rest ----------------------------------------------------------------------------------------------------

    def _obstacles(self, shift: Point2) -> tuple[Obstacle, ...]:
        found: list[Obstacle] = []
        for one in self.storey.products:
            kind = next((name for ifc, name in STANDING.items() if one.is_a(ifc)), "")
            body = self.bodies.get(one.id()) if kind else None
            if body is not None and body.high - self.floor > 1.0:
                outline = tuple(_moved(point, shift) for point in _outer(body.outline))
                if len(outline) >= 3:
                    low = round(max(body.low - self.floor, 0.0), 3)
                    found.append(
                        Obstacle(f"{kind}{len(found) + 1}", kind, outline, low, round(body.high - self.floor, 3))
                    )
        return tuple(found)

    def _underlay(self, crooked: Sequence[Body], shift: Point2) -> Underlay:
        shown = [("walls", "IfcWall", body.outline) for body in crooked]
        for one in self.storey.products:
            if any(one.is_a(kind) for kind in DRAWN) and one.id() in self.bodies:
                shown.append(("", one.is_a(), self.bodies[one.id()].outline))
        return Underlay(
            tuple(
                Line(sort, layer, tuple(_moved(point, shift) for point in ring), True)
                for sort, layer, outline in shown
                for ring in outlines(outline)
            )
        )

    def _shift(self, walls: Sequence[Wall], rooms: Sequence[Room]) -> Point2:
        """Return by how much to move a model that stands far from its origin, told as a doubt; (0, 0) for others."""
        points = [point for room in rooms for point in room.outline] + [wall.start for wall in walls]
        x, y = min(x for x, _ in points), min(y for _, y in points)
        if max(abs(x), abs(y)) < FAR:
            return (0.0, 0.0)
        self.doubts.append(message("plans.doubt_far", x=round(x), y=round(y)))
        return (-float(round(x)), -float(round(y)))


def _outer(outline: BaseGeometry) -> Outline:
    """Return the outer ring of the largest part of an outline, counter-clockwise."""
    parts = [part for part in shapely.get_parts(outline) if part.geom_type == "Polygon"]
    if not parts:
        return ()
    return tidy(list(max(parts, key=lambda part: float(part.area)).exterior.coords)[:-1])


def _moved(point: Point2, shift: Point2) -> Point2:
    return (round(point[0] + shift[0], 3) + 0.0, round(point[1] + shift[1], 3) + 0.0)


def _moved_room(room: Room, shift: Point2) -> Room:
    return Room(room.id, room.name, room.kind, tuple(_moved(point, shift) for point in room.outline), room.ceiling)


def _meet(a: Opening, b: Opening) -> bool:
    if a.wall != b.wall:
        return False
    along = min(a.offset + a.width, b.offset + b.width) - max(a.offset, b.offset)
    return along > 0.01 and min(a.head, b.head) - max(a.sill, b.sill) > 0.01


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:40]


def _fresh(name: str, taken: Sequence[str]) -> str:
    number = 1
    while (shown := name if number == 1 else f"{name}_{number}") in taken:
        number += 1
    return shown
