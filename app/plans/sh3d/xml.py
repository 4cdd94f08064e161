"""Home.xml of Sweet Home 3D -> Home. Entities, document types and the network stay shut; what is too large or too much is refused.

Attributes as the program writes them: cm, y down, radians. Models, textures, cameras and materials are never looked at.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from app.geometry.frame import Point2
from app.plans.plan import PlanError
from app.plans.sh3d.home import (
    FLOOR_HEIGHT,
    Drawn,
    Home,
    HomeRoom,
    HomeWall,
    Label,
    Level,
    Piece,
    Sash,
    length,
    point,
    turn,
)

MOST_BYTES = 64 * 1024 * 1024
MOST_ELEMENTS = 400_000
MOST_NAME = 200  # letters that are kept of a name
PIECES = ("pieceOfFurniture", "light", "doorOrWindow", "shelfUnit")


def parse_home(data: bytes, path: str | Path) -> Home:
    """Return the home that a Home.xml tells; PlanError naming element, attribute and cause when it is broken or hostile."""
    root = _root(data, path)
    read = _Reader(path)
    every = [element for element in root.iter() if isinstance(element.tag, str)]
    compass = root.find("compass")
    return Home(
        name=_words(root, "name"),
        wall_height=read.length(root, "wallHeight", FLOOR_HEIGHT),
        north=0.0 if compass is None else turn(read.number(compass, "northDirection", 0.0), "compass", read.fail),
        levels=tuple(read.level(one) for one in root.iterfind("level")),
        walls=tuple(read.wall(one) for one in root.iterfind("wall")),
        rooms=tuple(read.room(one) for one in root.iterfind("room")),
        pieces=tuple(read.piece(one) for one in every if one.tag in PIECES and _flag(one, "visible", True)),
        drawn=tuple(read.drawn(root)),
        labels=tuple(read.label(one) for one in root.iterfind("label")),
    )


def _root(data: bytes, path: str | Path) -> etree._Element:
    if len(data) > MOST_BYTES:
        raise PlanError(path, "", f"holds more than {MOST_BYTES // 1024**2} MiB of XML")
    if b"<!DOCTYPE" in data.replace(b"\x00", b"")[: 64 * 1024].upper():
        raise PlanError(path, "", "declares a document type, which no home needs; it was not read")
    try:
        steps = etree.iterparse(
            io.BytesIO(data),
            events=("start",),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for count, _ in enumerate(steps):
            if count > MOST_ELEMENTS:
                raise PlanError(path, "", f"holds more than {MOST_ELEMENTS} elements")
        root = steps.root
    except (etree.XMLSyntaxError, ValueError, LookupError) as problem:
        raise PlanError(path, "", f"not valid XML: {' '.join(str(problem).split())[:200]}") from problem
    if root is None or root.tag != "home":
        shown = "nothing" if root is None else f"<{str(root.tag)[:40]}>"
        raise PlanError(path, "", f"is XML but not a home of Sweet Home 3D: it begins with {shown}")
    if root.getroottree().docinfo.doctype:
        raise PlanError(path, "", "declares a document type, which no home needs; it was not read")
    return root


def _words(element: etree._Element, name: str) -> str:
    return " ".join(str(element.get(name, "")).split())[:MOST_NAME]


def _flag(element: etree._Element, name: str, default: bool) -> bool:
    return {"true": True, "false": False}.get(str(element.get(name, "")).strip().lower(), default)


class _Reader:
    """Elements -> records; knows the file, to name it in errors."""

    def __init__(self, path: str | Path) -> None:
        self.path = path

    def fail(self, place: str, cause: str) -> PlanError:
        return PlanError(self.path, place, cause)

    def place(self, element: etree._Element, name: str) -> str:
        return f"line {element.sourceline} <{element.tag}> {name}"

    def number(self, element: etree._Element, name: str, default: float | None = None) -> float:
        text = element.get(name)
        if text is None:
            if default is None:
                raise self.fail(self.place(element, name), "missing")
            return default
        try:
            value = float(text) if len(text) <= 40 and "_" not in text else math.nan
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise self.fail(self.place(element, name), f"{str(text)[:40]!r} is not a number")
        return value

    def length(self, element: etree._Element, name: str, default: float | None = None) -> float:
        """Return a length, mm; `default` is mm too."""
        if element.get(name) is None and default is not None:
            return default
        return length(self.number(element, name), self.place(element, name), self.fail)

    def size(self, element: etree._Element, name: str) -> float:
        value = self.length(element, name)
        if value < 0.0:
            raise self.fail(self.place(element, name), f"{value:g} mm is less than nothing")
        return value

    def at(self, element: etree._Element, x: str = "x", y: str = "y") -> Point2:
        place = self.place(element, "")
        return point(self.number(element, x), self.number(element, y), place.strip(), self.fail)

    def level(self, one: etree._Element) -> Level:
        return Level(
            str(one.get("id", ""))[:MOST_NAME],
            _words(one, "name"),
            self.length(one, "elevation", 0.0),
            self.length(one, "height", FLOOR_HEIGHT),
        )

    def wall(self, one: etree._Element) -> HomeWall:
        place = self.place(one, "arcExtent")
        return HomeWall(
            level=str(one.get("level", ""))[:MOST_NAME],
            start=self.at(one, "xStart", "yStart"),
            end=self.at(one, "xEnd", "yEnd"),
            thickness=self.size(one, "thickness"),
            height=self.size(one, "height") if one.get("height") is not None else None,
            height_at_end=self.size(one, "heightAtEnd") if one.get("heightAtEnd") is not None else None,
            sweep=turn(self.number(one, "arcExtent", 0.0), place, self.fail),
        )

    def room(self, one: etree._Element) -> HomeRoom:
        points = tuple(self.at(corner) for corner in one.iterfind("point"))
        level = str(one.get("level", ""))[:MOST_NAME]
        return HomeRoom(level, _words(one, "name"), points, _flag(one, "floorVisible", True))

    def piece(self, one: etree._Element) -> Piece:
        is_opening = one.tag == "doorOrWindow"
        shares = (
            ("wallLeft", 0.0),
            ("wallWidth", 1.0),
            ("wallTop", 0.0),
            ("wallHeight", 1.0),
            ("wallDistance", 0.0),
            ("wallThickness", 1.0),
        )
        left, width, top, height, back, thickness = (self.share(one, *share) for share in shares)
        sashes = tuple(self.sash(leaf) for leaf in one.iterfind("sash")) if is_opening else ()
        return Piece(
            level=str(one.get("level", ""))[:MOST_NAME],
            name=_words(one, "name"),
            catalog=_words(one, "catalogId"),
            at=self.at(one),
            angle=turn(self.number(one, "angle", 0.0), self.place(one, "angle"), self.fail),
            width=self.in_plan(one, "width"),
            depth=self.in_plan(one, "depth"),
            height=self.in_plan(one, "height"),
            elevation=self.length(one, "elevation", 0.0),
            mirrored=_flag(one, "modelMirrored", False),
            is_opening=is_opening,
            hole=(left, width, top, height, back, thickness),
            sashes=sashes,
        )

    def in_plan(self, one: etree._Element, name: str) -> float:
        """Return a size of a piece as it stands, which differs from its own when the piece lies on its side."""
        return self.size(one, f"{name}InPlan" if one.get(f"{name}InPlan") is not None else name)

    def share(self, element: etree._Element, name: str, default: float) -> float:
        value = self.number(element, name, default)
        if not -10.0 <= value <= 10.0:
            raise self.fail(self.place(element, name), f"{value:g} is no share of a size")
        return value

    def sash(self, one: etree._Element) -> Sash:
        x, y, width = (self.share(one, name, 0.0) for name in ("xAxis", "yAxis", "width"))
        start, end = (
            turn(-self.number(one, name), self.place(one, name), self.fail) for name in ("startAngle", "endAngle")
        )
        return Sash(x, y, width, start, end)

    def drawn(self, root: etree._Element) -> Iterator[Drawn]:
        for one in root.iterfind("dimensionLine"):
            line = (self.at(one, "xStart", "yStart"), self.at(one, "xEnd", "yEnd"))
            yield Drawn(str(one.get("level", ""))[:MOST_NAME], "dimensions", line)
        for one in root.iterfind("polyline"):
            points = tuple(self.at(corner) for corner in one.iterfind("point"))
            if len(points) >= 2:
                closed = _flag(one, "closedPath", False)
                yield Drawn(str(one.get("level", ""))[:MOST_NAME], "polylines", points, closed)

    def label(self, one: etree._Element) -> Label:
        words = " ".join("".join(one.itertext()).split())[:MOST_NAME]
        return Label(str(one.get("level", ""))[:MOST_NAME], words, self.at(one))
