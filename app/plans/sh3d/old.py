"""The entry `Home` of .sh3d files saved before version 5.3, a Java stream -> Home: only what a plan needs. cm, y down, radians."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.geometry.frame import Point2
from app.plans.plan import PlanError
from app.plans.sh3d.home import (
    CM,
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
from app.plans.sh3d.java import StreamError, Thing, read_stream

MOST_NAME = 200
MOST_PIECES = 100_000
HOLE = (
    ("wallLeft", 0.0),
    ("wallWidth", 1.0),
    ("wallTop", 0.0),
    ("wallHeight", 1.0),
    ("wallDistance", 0.0),
    ("wallThickness", 1.0),
)
FURNITURE = ("furnitureWithGroups", "furnitureWithDoorsAndWindows", "furniture")  # the newest of a file tells most


def parse_old_home(data: bytes, path: str | Path) -> Home:
    """Return the home of a Java stream; PlanError when it is damaged or something else."""
    try:
        home = read_stream(data)
    except StreamError as problem:
        raise PlanError(
            path, "Home", f"{problem}; open it in Sweet Home 3D 5.3 or newer and save it again"
        ) from problem
    if not isinstance(home, Thing) or not home.is_a("Home"):
        raise PlanError(path, "Home", "holds no home of Sweet Home 3D")
    return _Old(home, path).home()


class _Old:
    """A home's stream on its way to a Home; knows the file, to name it in errors, and the storeys by the things that they are."""

    def __init__(self, thing: Thing, path: str | Path) -> None:
        self.thing, self.path = thing, path
        self.storeys = {id(level): f"level{i}" for i, level in enumerate(_items(thing.fields.get("levels")))}

    def home(self) -> Home:
        fields = self.thing.fields
        compass = fields.get("compass")
        north = (
            turn(self.number(compass, "northDirection", 0.0), "compass", self.fail)
            if isinstance(compass, Thing)
            else 0.0
        )
        return Home(
            name=_words(fields.get("name")),
            wall_height=self.length(self.thing, "wallHeight", FLOOR_HEIGHT / CM),
            north=north,
            levels=tuple(self.level(one) for one in _items(fields.get("levels"))),
            walls=tuple(self.wall(one) for one in _items(fields.get("walls"))),
            rooms=tuple(self.room(one) for one in _items(fields.get("rooms"))),
            pieces=tuple(self.piece(one) for one in self.furniture()),
            drawn=tuple(self.drawn()),
            labels=tuple(self.label(one) for one in _items(fields.get("labels"))),
        )

    def fail(self, place: str, cause: str) -> PlanError:
        return PlanError(self.path, f"Home {place}", cause)

    def number(self, thing: Thing, name: str, default: float | None = None) -> float:
        """Return a number, also one in a box; `default` where there is none."""
        value = thing.fields.get(name)
        if isinstance(value, Thing):
            value = value.fields.get("value")
        if value is None and default is not None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.fail(f"{_kind(thing)}.{name}", f"{str(value)[:40]!r} is not a number")
        return float(value)

    def length(self, thing: Thing, name: str, default: float | None = None) -> float:
        return length(self.number(thing, name, default), f"{_kind(thing)}.{name}", self.fail)

    def size(self, thing: Thing, name: str) -> float:
        value = self.length(thing, name)
        if value < 0.0:
            raise self.fail(f"{_kind(thing)}.{name}", f"{value:g} mm is less than nothing")
        return value

    def maybe(self, thing: Thing, name: str) -> float | None:
        return None if thing.fields.get(name) is None else self.size(thing, name)

    def at(self, thing: Thing, x: str = "x", y: str = "y") -> Point2:
        return point(self.number(thing, x), self.number(thing, y), _kind(thing), self.fail)

    def storey(self, thing: Thing) -> str:
        level = thing.fields.get("level")
        return "" if level is None else self.storeys.get(id(level), "")

    def level(self, one: Thing) -> Level:
        height = self.length(one, "height", FLOOR_HEIGHT / CM)
        return Level(self.storeys[id(one)], _words(one.fields.get("name")), self.length(one, "elevation", 0.0), height)

    def wall(self, one: Thing) -> HomeWall:
        return HomeWall(
            level=self.storey(one),
            start=self.at(one, "xStart", "yStart"),
            end=self.at(one, "xEnd", "yEnd"),
            thickness=self.size(one, "thickness"),
            height=self.maybe(one, "height"),
            height_at_end=self.maybe(one, "heightAtEnd"),
            sweep=turn(self.number(one, "arcExtent", 0.0), "Wall.arcExtent", self.fail),
        )

    def room(self, one: Thing) -> HomeRoom:
        points = one.fields.get("points")
        if not isinstance(points, list) or not all(_is_pair(corner) for corner in points):
            raise self.fail("Room.points", "is not a list of points")
        ring = tuple(point(x, y, "Room.points", self.fail) for x, y in points)
        return HomeRoom(
            self.storey(one), _words(one.fields.get("name")), ring, one.fields.get("floorVisible") is not False
        )

    def furniture(self) -> Iterator[Thing]:
        """Yield the visible pieces, those in groups too, each once."""
        kept = next((one for name in FURNITURE if isinstance(one := self.thing.fields.get(name), Thing)), None)
        waiting = _items(kept)[::-1]
        seen: set[int] = set()
        while waiting:
            one = waiting.pop()
            if id(one) in seen or one.fields.get("visible") is False:
                continue
            seen.add(id(one))
            if len(seen) > MOST_PIECES:
                raise self.fail("furniture", f"more than {MOST_PIECES} pieces")
            if one.is_a("HomeFurnitureGroup"):
                waiting += _items(one.fields.get("furniture"))[::-1]
            else:
                yield one

    def piece(self, one: Thing) -> Piece:
        is_opening = one.is_a("HomeDoorOrWindow") or one.fields.get("doorOrWindow") is True
        left, width, top, height, back, thickness = (self.share(one, *share) for share in HOLE)
        leaves = one.fields.get("sashes")
        sashes = [leaf for leaf in leaves if isinstance(leaf, Thing)] if isinstance(leaves, list) else []
        return Piece(
            level=self.storey(one),
            name=_words(one.fields.get("name")),
            catalog=_words(one.fields.get("catalogId")),
            at=self.at(one),
            angle=turn(self.number(one, "angle", 0.0), f"{_kind(one)}.angle", self.fail),
            width=self.size(one, "width"),
            depth=self.size(one, "depth"),
            height=self.size(one, "height"),
            elevation=self.length(one, "elevation", 0.0),
            mirrored=one.fields.get("modelMirrored") is True,
            is_opening=is_opening,
            hole=(left, width, top, height, back, thickness),
            sashes=tuple(self.sash(leaf) for leaf in sashes) if is_opening else (),
        )

    def share(self, one: Thing, name: str, default: float) -> float:
        value = self.number(one, name, default)
        if not -10.0 <= value <= 10.0:
            raise self.fail(f"{_kind(one)}.{name}", f"{value:g} is no share of a size")
        return value

    def sash(self, one: Thing) -> Sash:
        x, y, width = (self.share(one, name, 0.0) for name in ("xAxis", "yAxis", "width"))
        start, end = (turn(-self.number(one, name), f"Sash.{name}", self.fail) for name in ("startAngle", "endAngle"))
        return Sash(x, y, width, start, end)

    def drawn(self) -> Iterator[Drawn]:
        for one in _items(self.thing.fields.get("dimensionLines")):
            line = (self.at(one, "xStart", "yStart"), self.at(one, "xEnd", "yEnd"))
            yield Drawn(self.storey(one), "dimensions", line)
        for one in _items(self.thing.fields.get("polylines")):
            points = one.fields.get("points")
            if isinstance(points, list) and len(points) >= 2 and all(_is_pair(corner) for corner in points):
                chain = tuple(point(x, y, "Polyline.points", self.fail) for x, y in points)
                yield Drawn(self.storey(one), "polylines", chain, one.fields.get("closedPath") is True)

    def label(self, one: Thing) -> Label:
        return Label(self.storey(one), _words(one.fields.get("text")), self.at(one))


def _items(value: Any) -> list[Thing]:
    """Return the things of a Java list, also of one that is wrapped in another or in an array."""
    for _ in range(4):
        if not isinstance(value, Thing) or value.more:
            break
        value = next((value.fields[name] for name in ("list", "c", "a") if value.fields.get(name) is not None), None)
    found = value.more if isinstance(value, Thing) else value if isinstance(value, list) else []
    return [one for one in found if isinstance(one, Thing)]


def _kind(thing: Thing) -> str:
    return thing.kind.name.rpartition(".")[2][:60]


def _words(value: Any) -> str:
    return " ".join(value.split())[:MOST_NAME] if isinstance(value, str) else ""


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(one, float) for one in value)
