"""A plan as a home of Sweet Home 3D: a zip with Home.xml and the small models of our own that it shows. cm, y down, radians.

Curves become round walls, doors get their sashes, obstacles their bodies, service points a text. The same plan makes the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from app.geometry.frame import Point2
from app.plans.check import check_plan
from app.plans.editing.kinds import kind_name
from app.plans.plan import Curve, Obstacle, Opening, Plan, PlanError, Service, Wall
from app.plans.sides import along_wall
from app.records import write_whole
from app.words import say

from .archive import zip_bytes
from .plan_models import BOX, FRAME, ICON, LEAF, PANE, prism

VERSION = "7000"  # of the program whose file this is; 5.3 and newer read it
MEETING = 1.0  # mm; ends of walls nearer than this are joined
SHAPE = "M0,0 v1 h1 v-1 z"  # of the hole: the whole of the wall's part
MODELS = {"door": LEAF, "window": PANE, "passage": FRAME}


def write_plan_sh3d(plan: Plan, path: Path, language: str) -> None:
    """Write a plan as a .sh3d file, whole or not at all; PlanError when the plan cannot be or the file cannot be written."""
    check_plan(plan, path)
    write_whole(path, plan_sh3d(plan, language), PlanError)


def plan_sh3d(plan: Plan, language: str) -> bytes:
    """Return a plan as the bytes of a .sh3d file."""
    home = _Home(plan, language)
    xml = etree.tostring(home.element(), xml_declaration=True, encoding="UTF-8", pretty_print=True)
    files = {"Home.xml": xml, **home.models}
    return zip_bytes({**files, "ContentDigests": _digests(home.models)})


def _digests(files: dict[str, bytes]) -> bytes:
    """Return the table by which the program tells a damaged model."""
    lines = ["ContentDigests-Version: 1.0\n"]
    for name, data in files.items():
        digest = base64.b64encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode("ascii")
        lines.append(f"Name: {name}\nSHA-1-Digest: {digest}\n")
    return ("\n".join(lines) + "\n").encode("utf-8")


class _Home:
    """One plan on its way to a home; `models` are the files it names."""

    def __init__(self, plan: Plan, language: str) -> None:
        self.plan, self.language = plan, language
        self.models: dict[str, bytes] = {"icon.png": ICON}
        self.walls = {wall.id: wall for wall in plan.walls}

    def element(self) -> Any:
        plan = self.plan
        height = max(room.ceiling for room in plan.rooms)
        name = _words(plan.name(self.language))
        home = etree.Element("home", version=VERSION, name=name, camera="topCamera", wallHeight=_cm(height))
        compass = _add(home, "compass", x=_cm(-1000.0), y=_cm(1000.0), diameter=_cm(1000.0))
        compass.set("northDirection", _number(-math.radians(plan.orientation)))
        for opening in plan.openings:
            self._opening(home, opening)
        for thing in plan.obstacles:
            self._obstacle(home, thing)
        self._add_walls(home)
        for room in plan.rooms:
            one = _add(home, "room", name=_words(room.name(self.language)), areaVisible="true", nameYOffset="-20")
            for x, y in room.outline:
                _add(one, "point", x=_cm(x), y=_cm(-y))
        for service in plan.services:
            self._service(home, service)
        return home

    def _add_walls(self, home: Any) -> None:
        chords = {name for curve in self.plan.curves for name in curve.walls}
        drawn: list[tuple[str, Point2, Point2, Wall, float]] = [
            (wall.id, wall.start, wall.end, wall, 0.0) for wall in self.plan.walls if wall.id not in chords
        ]
        drawn += [self._round(curve) for curve in self.plan.curves]
        joined = _joined([(name, start, end) for name, start, end, _, _ in drawn])
        for name, start, end, wall, sweep in drawn:
            one = _add(home, "wall", id=_words(name))
            for key, at_end in (("wallAtStart", False), ("wallAtEnd", True)):
                if (name, at_end) in joined:
                    one.set(key, _words(joined[name, at_end]))
            for key, value in (("xStart", start[0]), ("yStart", -start[1]), ("xEnd", end[0]), ("yEnd", -end[1])):
                one.set(key, _cm(value))
            one.set("height", _cm(wall.height))
            one.set("thickness", _cm(wall.thickness))
            if sweep:
                one.set("arcExtent", _number(-math.radians(sweep)))
            one.set("pattern", "hatchUp")

    def _round(self, curve: Curve) -> tuple[str, Point2, Point2, Wall, float]:
        first, last = self.walls[curve.walls[0]], self.walls[curve.walls[-1]]
        return (f"{curve.id}.{first.id}", first.start, last.end, first, curve.sweep)

    def _opening(self, home: Any, opening: Opening) -> None:
        wall = self.walls[opening.wall]
        direction = math.degrees(math.atan2(wall.end[1] - wall.start[1], wall.end[0] - wall.start[0]))
        turned = opening.side == "left"  # its front is to the right of its own x axis, and a leaf swings to the front
        kind = "sliding" if opening.leaf == "sliding" else opening.kind
        one = self._piece(
            home,
            "doorOrWindow",
            say(f"sh3d.piece_{kind}", self.language),
            f"jiyang#{opening.kind}",
            along_wall(wall, opening.offset + opening.width / 2),
            direction + (180.0 if turned else 0.0),
            (opening.width, wall.thickness, opening.head - opening.sill),
            opening.sill,
            self._model(f"{opening.kind}.obj", MODELS[opening.kind]),
        )
        one.set("cutOutShape", SHAPE)
        for sash in _sashes(opening, turned):
            _add(one, "sash", **dict(zip(("xAxis", "yAxis", "width", "startAngle", "endAngle"), sash, strict=True)))

    def _piece(
        self,
        home: Any,
        tag: str,
        name: str,
        catalog: str,
        at: Point2,
        turn: float,
        size: tuple[float, float, float],
        elevation: float,
        model: str,
    ) -> Any:
        one = _add(home, tag, catalogId=catalog, name=_words(name), model=model, icon="icon.png")
        one.set("x", _cm(at[0]))
        one.set("y", _cm(-at[1]))
        one.set("elevation", _cm(elevation))
        one.set("angle", _number(math.radians(-turn % 360.0)))
        for key, value in zip(("width", "depth", "height"), size, strict=True):
            one.set(key, _cm(value))
        one.set("movable", "false")
        return one

    def _model(self, name: str, data: bytes) -> str:
        self.models[name] = data
        return name

    def _obstacle(self, home: Any, thing: Obstacle) -> None:
        middle, turn, width, depth, is_box = _box_around(thing.outline)
        data = BOX if is_box else prism(thing.outline)
        name = "box.obj" if is_box else f"body{len(self.models)}.obj"
        model = self._model(name, data)
        size = (width, depth, thing.top - thing.bottom)
        shown = kind_name(thing.kind)(self.language)
        self._piece(home, "pieceOfFurniture", shown, f"jiyang#{thing.kind}", middle, turn, size, thing.bottom, model)

    def _service(self, home: Any, service: Service) -> None:
        one = _add(home, "label", x=_cm(service.at[0]), y=_cm(-service.at[1]))
        words = f"{kind_name(service.kind)(self.language)} {service.at[2]:g}"
        _add(one, "text").text = _words(words)


def _sashes(opening: Opening, turned: bool) -> Iterable[tuple[str, str, str, str, str]]:
    """Return the leaves of a door: axis x and y and width as shares of its size, the angles it turns between, radians."""
    if opening.kind != "door" or opening.leaf not in ("hinged", "double"):
        return []
    at_left = ("0", "1", _number(0.0), _number(-math.pi / 2))
    at_right = ("1", "1", _number(math.pi), _number(1.5 * math.pi))
    if opening.leaf == "double":
        return [(x, y, "0.5", start, end) for x, y, start, end in (at_left, at_right)]
    x, y, start, end = at_left if (opening.hinge == "start") != turned else at_right
    return [(x, y, "1", start, end)]


def _joined(walls: Sequence[tuple[str, Point2, Point2]]) -> dict[tuple[str, bool], str]:
    """Return which wall each end of a wall is joined to, (id, at its end?) -> id; an end has one partner at most."""
    ends = [(name, at_end, point) for name, start, end in walls for at_end, point in ((False, start), (True, end))]
    cells: dict[tuple[int, int], list[int]] = {}
    for i, (_, _, (x, y)) in enumerate(ends):
        cells.setdefault((round(x / MEETING), round(y / MEETING)), []).append(i)
    found: dict[tuple[str, bool], str] = {}
    for i, (name, at_end, point) in enumerate(ends):
        column, row = round(point[0] / MEETING), round(point[1] / MEETING)
        near = [j for dx in (-1, 0, 1) for dy in (-1, 0, 1) for j in cells.get((column + dx, row + dy), ())]
        for j in sorted(near):
            other, other_end, place = ends[j]
            free = (name, at_end) not in found and (other, other_end) not in found
            if j > i and other != name and free and math.dist(point, place) <= MEETING:
                found[name, at_end], found[other, other_end] = other, name
    return found


def _box_around(outline: Sequence[Point2]) -> tuple[Point2, float, float, float, bool]:
    """Return middle, turn, width and depth of a rectangle; for any other shape those of the box around it, and False."""
    if len(outline) == 4:
        a, b, c, d = outline
        width, depth = math.dist(a, b), math.dist(b, c)
        square = abs((b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])) <= 1e-6 * width * depth
        if square and math.dist(d, (a[0] + c[0] - b[0], a[1] + c[1] - b[1])) <= 1e-3:
            turn = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
            return ((a[0] + c[0]) / 2, (a[1] + c[1]) / 2), turn, width, depth, True
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    return middle, 0.0, max(xs) - min(xs), max(ys) - min(ys), False


def _add(parent: Any, tag: str, **attributes: str) -> Any:
    return etree.SubElement(parent, tag, attributes)


def _cm(mm: float) -> str:
    return _number(mm / 10.0)


def _number(value: float) -> str:
    return f"{value:.7f}".rstrip("0").rstrip(".") if abs(value) >= 5e-8 else "0"


def _words(text: str) -> str:
    """Return text as XML can hold it."""
    return "".join(letter if letter.isprintable() else " " for letter in text).strip() or "-"
