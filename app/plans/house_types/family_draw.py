"""Draws one house type: the items of a family's file with their numbers worked out -> a Plan. mm, x east, y north."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from app.formula import Formula, Where
from app.geometry.frame import Point2
from app.geometry.ring import Outline, bounds, signed_area
from app.plans.house_types.family_items import Face, Hole, Taken, corner_box, cut, face, strip, taken
from app.plans.house_types.family_kits import Kit, along, numbered, service
from app.plans.house_types.family_lines import OUT, Shell, Space, enclose
from app.plans.house_types.family_read import REPEAT_MOST, THERE_MOST
from app.plans.house_types.family_schema import Drawing, Expr, Item, Parts, RoomItem
from app.plans.plan import Obstacle, Opening, Plan, PlanError, Room, Service
from app.records import Text

type Names = Mapping[str, Any]


class Pen:
    """Draws the items of one drawing with one set of values."""

    def __init__(
        self, file: str, drawing: Drawing, parts: Parts, bound: Mapping[tuple[str, str], Formula], names: Names
    ) -> None:
        self.file, self.drawing, self.parts, self.bound, self.names = file, drawing, parts, bound, names
        self._taken: dict[tuple[Point2, Point2], tuple[Taken, ...]] = {}

    # --- items and their numbers

    def items[T: Item](self, table: str, items: Sequence[T]) -> Iterator[tuple[T, Where, Names]]:
        """Yield the items that are there, repeated ones as often as they are, with their place and names."""
        there = 0
        for at, item in enumerate(items):
            where = Where(self.file, f"draw.{table}[{at}]", PlanError)
            count = 1
            if item.repeat is not None:
                count = int(self.number(item.repeat, where.at("repeat"), self.names))
                if not 0 <= count <= REPEAT_MOST:
                    raise where.at("repeat").fail(f"{count} is not between 0 and {REPEAT_MOST}")
            for i in range(count):
                names = {**self.names, "i": i, "n": i + 1} if item.repeat is not None else self.names
                if self.truth(item.when, where.at("when"), names):
                    there += 1
                    if there > THERE_MOST:
                        raise where.fail(f"more than {THERE_MOST} {table}")
                    yield item, where, names

    def number(self, expr: Expr, where: Where, names: Names) -> float:
        """Return a number or what a formula comes to, in whole 0.001 mm."""
        value = self.bound[where.place, expr].number(names) if isinstance(expr, str) else float(expr)
        return round(value, 3) + 0.0

    def truth(self, expr: Expr, where: Where, names: Names) -> bool:
        """Return a truth or what a formula comes to."""
        return bool(self.bound[where.place, expr](names) if isinstance(expr, str) else expr)

    # --- rooms and walls

    @cached_property
    def spaces(self) -> tuple[tuple[Space, RoomItem, Where, Names], ...]:
        """The rooms along their axis lines."""
        found = []
        for item, where, names in self.items("rooms", self.drawing.rooms):
            if item.box is not None:
                x0, y0, x1, y1 = (self.number(one, where.at("box"), names) for one in item.box)
                ring: Outline = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
                told = f"box {x0:g}, {y0:g}, {x1:g}, {y1:g}"
            else:
                line = where.at("line")
                ring = tuple((self.number(x, line, names), self.number(y, line, names)) for x, y in item.line)
                ring = tuple(point for i, point in enumerate(ring) if point != ring[i - 1])
                told = "line"
            if len(ring) < 3 or signed_area(ring) < 1e4:
                raise where.fail(f"the {told} of {item.id!r} encloses nothing, or runs clockwise")
            found.append((Space(_filled(item.id, names), ring), item, where, names))
        return tuple(found)

    @cached_property
    def shell(self) -> Shell:
        """Walls and clear outlines."""
        kinds = {space.id: item.kind for space, item, _, _ in self.spaces}
        if len(kinds) < len(self.spaces):
            raise PlanError(self.file, "draw.rooms", "two rooms have one id")
        sizes = self.parts.sizes
        told: dict[frozenset[str], tuple[float | None, float | None]] = {}
        for item, where, names in self.items("walls", self.drawing.walls):
            pair = frozenset(_filled(one, names) for one in item.between)
            thickness = None if item.thickness is None else self.number(item.thickness, where.at("thickness"), names)
            told[pair] = (
                thickness,
                None if item.height is None else self.number(item.height, where.at("height"), names),
            )

        def build(left: str, right: str) -> tuple[float, float]:
            thickness, height = told.get(frozenset((left, right)), (None, None))
            outside = OUT in (left, right) or (kinds[left] == "balcony") != (kinds[right] == "balcony")
            usual = sizes.outer if outside else sizes.inner
            return usual if thickness is None else thickness, sizes.height if height is None else height

        return enclose([space for space, _, _, _ in self.spaces], build, self.file)

    @cached_property
    def rooms(self) -> tuple[Room, ...]:
        """The rooms along the inner faces of their walls."""
        found = []
        for space, item, where, names in self.spaces:
            ceiling = self.parts.sizes.ceiling
            if item.ceiling is not None:
                ceiling = self.number(item.ceiling, where.at("ceiling"), names)
            name = Text(_filled(item.name.zh, names), _filled(item.name.en, names))
            found.append(Room(space.id, name, item.kind, self.shell.outlines[space.id], ceiling))
        return tuple(found)

    @cached_property
    def measured(self) -> Names:
        """All names, with the clear width and depth of each room."""
        names = dict(self.names)
        for room in self.rooms:
            x0, y0, x1, y1 = bounds(room.outline)
            names |= {f"{room.id}.w": x1 - x0, f"{room.id}.d": y1 - y0}
        return names

    # --- openings, obstacles, services

    @cached_property
    def openings(self) -> tuple[Opening, ...]:
        """The openings in the walls."""
        found = []
        for item, where, names in self.items("openings", self.drawing.openings):
            names = {**self.measured, **names}

            def number(key: str, item: Item = item, where: Where = where, names: Names = names) -> float:
                return self.number(getattr(item, key), where.at(key), names)

            hole = Hole(
                _filled(item.id, names),
                item.kind,
                _filled(item.room, names),
                _filled(item.to, names),
                item.side,
                number("width"),
                number("sill"),
                number("head"),
                None if item.low is None else number("low"),
                None if item.high is None else number("high"),
                item.leaf,
                item.hinge,
                _filled(item.into, names),
                number("bay"),
            )
            found.append(cut(hole, self.shell, self.parts.sizes.corner, where))
        return tuple(found)

    @cached_property
    def jambs(self) -> tuple[tuple[Opening, Point2, Point2], ...]:
        """The openings with where their jambs stand on the centre line."""
        walls = {wall.id: wall for wall in self.shell.walls}
        return tuple(
            (one, along(walls[one.wall], one.offset), along(walls[one.wall], one.offset + one.width))
            for one in self.openings
        )

    @cached_property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """The bodies that the file gives and those of the rooms' kits."""
        outlines = self.shell.outlines
        found: list[Obstacle] = []
        for item, where, names in self.items("obstacles", self.drawing.obstacles):
            names, room = {**self.measured, **names}, _filled(item.room, names)
            if room not in outlines:
                raise where.at("room").fail(f"no room {room!r}")
            size = (
                self.number(item.size[0], where.at("size"), names),
                self.number(item.size[1], where.at("size"), names),
            )
            if item.corner:
                outline = corner_box(outlines[room], item.corner, size, where.at("corner"))
            else:
                outline = strip(face(outlines[room], item.side, where.at("side")), *size)
            bottom = self.number(item.bottom, where.at("bottom"), names)
            top = self.parts.sizes.height if item.top is None else self.number(item.top, where.at("top"), names)
            found.append(Obstacle(numbered(item.kind, found), item.kind, outline, bottom, top))
        for kit in self.kits:
            kit.bodies(found)
        return tuple(found)

    @cached_property
    def kits(self) -> tuple[Kit, ...]:
        """The kits of the rooms that have one."""
        return tuple(Kit(self, space, item, where, names) for space, item, where, names in self.spaces if item.kit)

    def taken(self, side: Face) -> tuple[Taken, ...]:
        """Return what takes stretches of a side of a room, worked out once."""
        key = (side.left, side.right)
        if key not in self._taken:
            self._taken[key] = taken(side, self.jambs, self.obstacles)
        return self._taken[key]

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """The service points that the file gives and those of the rooms' kits."""
        found: list[Service] = []
        for item, where, names in self.items("services", self.drawing.services):
            names, room = {**self.measured, **names}, _filled(item.room, names)
            if room not in self.shell.outlines:
                raise where.at("room").fail(f"no room {room!r}")
            side = face(self.shell.outlines[room], item.side, where.at("side"))
            wanted = side.length / 2
            if item.left is not None:
                wanted = self.number(item.left, where.at("left"), names)
            elif item.right is not None:
                wanted = side.length - self.number(item.right, where.at("right"), names)
            height = self.number(item.height, where.at("height"), names)
            place = (wanted, height, self.number(item.away, where.at("away"), names))
            found.append(service(self, item.kind, side, place, found, where))
        for kit in self.kits:
            kit.points(found)
        return tuple(found)

    def plan(self, plan_id: str, name: Text, served: bool = True) -> Plan:
        """Return the plan, if not `served` without service points; PlanError naming the key that cannot be."""
        services = self.services if served else ()
        return Plan(plan_id, name, self.rooms, self.shell.walls, self.openings, self.obstacles, services)


def _filled(template: str, names: Names) -> str:
    if "{" not in template:
        return template
    return template.replace("{n}", str(names.get("n", "{n}"))).replace("{i}", str(names.get("i", "{i}")))
