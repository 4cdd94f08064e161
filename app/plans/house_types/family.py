"""Plan families: a layout drawn once with parameters, and the house types that its ranges of values make. mm, m² for areas.

`open_family(path, parts)` reads one hostilely; `.types` are cheap, `.build(type)` draws one: a Plan, its area and its names.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from app.formula import Kind, Where
from app.geometry.ring import bounds
from app.plans.house_types.family_draw import Pen
from app.plans.house_types.family_lines import Shell
from app.plans.house_types.family_read import (
    Bound,
    bind_all,
    bind_derived,
    check_value,
    kit_of,
    read_family,
    read_parts,
)
from app.plans.house_types.family_schema import FamilyFile, Parts, RangeItem, RoomItem
from app.plans.house_types.orient import oriented
from app.plans.house_types.shapes import Shape, make_shape, positioned
from app.plans.plan import Plan, PlanError
from app.records import Text

MIRRORED = "-m"  # ends the id of a mirrored twin
COMMON = Path("parts", "common.toml")

type Value = bool | float | str


@dataclass(frozen=True, slots=True)
class HouseType:
    """One member of a family: its values in the order of its range, which range it is of, and on which side of the stairs it lies."""

    id: str
    family: str
    values: tuple[tuple[str, Value], ...]
    range: int
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """A house type drawn: the plan, the m² inside its outer walls, and what its range says of it."""

    plan: Plan
    area_m2: float
    estate: str
    city: str
    shape: Shape


class Family:
    """A family of plans, its formulas bound to their names."""

    def __init__(self, path: Path, file: FamilyFile, parts: Parts) -> None:
        self.id, self.path, self.file, self.parts = path.stem, path, file, parts
        where = Where(str(path), "", PlanError)
        self._derived, kinds = bind_derived(file, path)
        self._bound: Bound = {}
        counted: dict[str, Kind] = {**kinds, "i": "number", "n": "number"}
        measured: dict[str, Kind] = dict(counted)
        for room in file.draw.rooms:
            if "{" not in room.id:
                measured |= {f"{room.id}.w": "number", f"{room.id}.d": "number"}
        for i, item in enumerate(file.draw.rooms):
            at = where.at(f"draw.rooms[{i}]")
            bind_all(item, at, counted, self._bound)
            _check_room(item, parts, at)
        bind_all(replace(file.draw, rooms=()), where.at("draw"), measured, self._bound)
        for i, need in enumerate(file.need):
            bind_all(need, where.at(f"need[{i}]"), kinds, self._bound)
        for i, wanted in enumerate(file.ranges):
            bind_all(wanted, where.at(f"ranges[{i}]"), kinds, self._bound)

    @cached_property
    def types(self) -> tuple[HouseType, ...]:
        """All house types of the family; PlanError where two would have one id."""
        found: dict[str, HouseType] = {}
        for at, wanted in enumerate(self.file.ranges):
            for one in self._of_range(at, wanted):
                if one.id in found:
                    raise PlanError(self.path, f"ranges[{at}]", f"{one.id!r} is made twice; give the range a tag")
                found[one.id] = one
        return tuple(found.values())

    def _of_range(self, at: int, wanted: RangeItem) -> Iterator[HouseType]:
        place = f"ranges[{at}].when"
        for values in itertools.product(*wanted.values.values()):
            pairs = tuple(zip(wanted.values, values, strict=True))
            names = self.names(dict(pairs))
            if (isinstance(wanted.when, str) and not self._bound[place, wanted.when](names)) or wanted.when is False:
                continue
            name = "-".join([self.id, *([wanted.tag] if wanted.tag else []), *_words(pairs)])
            if wanted.mirrored != "yes":
                yield HouseType(name, self.id, pairs, at)
            if wanted.mirrored != "no":
                yield HouseType(name + MIRRORED, self.id, pairs, at, True)

    def names(self, values: Mapping[str, Value]) -> dict[str, Any]:
        """Return the values of all names: parameters as given or by default, then what is derived; PlanError for one out of its limits."""
        names: dict[str, Any] = {}
        for name in values:
            if name not in self.file.parameters:
                raise PlanError(self.path, f"parameters.{name}", "no such parameter")
        for name, parameter in self.file.parameters.items():
            names[name] = values.get(name, parameter.default)
            check_value(parameter, names[name], Where(str(self.path), f"parameters.{name}", PlanError))
        for name, formula in self._derived:
            names[name] = formula(names)
        return names

    def draw(self, plan_id: str, name: Text, values: Mapping[str, Value], served: bool = True) -> tuple[Plan, Shell]:
        """Return the plan of any values within the limits, and what its walls enclose; PlanError naming key and formula."""
        names = self.names(values)
        for i, need in enumerate(self.file.need):
            if need.that is False or (
                isinstance(need.that, str) and not self._bound[f"need[{i}].that", need.that](names)
            ):
                raise PlanError(self.path, f"need[{i}]", f"{need.reason.en} ({plan_id})")
        pen = Pen(str(self.path), self.file.draw, self.parts, self._bound, names)
        return pen.plan(plan_id, name, served), pen.shell

    def build(self, one: HouseType, served: bool = True) -> Built:
        """Return a house type drawn, if not `served` without service points; PlanError naming key and formula when it cannot be."""
        wanted = self.file.ranges[one.range]
        plan, shell = self.draw(one.id, wanted.name, dict(one.values), served)
        x0, y0, x1, y1 = bounds(end for wall in plan.walls for end in (wall.start, wall.end))
        told = {
            "{area}": f"{shell.inside_m2:.0f}",
            "{area_tenth}": f"{shell.inside_m2:.1f}",
            "{w}": f"{(x1 - x0) / 1000:g}",
            "{d}": f"{(y1 - y0) / 1000:g}",
        }
        name = Text(_filled(wanted.name.zh, told), _filled(wanted.name.en, told))
        plan = replace(plan, name=name, orientation=wanted.orientation, source=f"library:{one.id}")
        shape = make_shape(plan, shell.outer[0])
        if one.mirrored:
            plan, shape = oriented(plan, mirrored=True), positioned(shape, 0, True)
        return Built(plan, round(shell.inside_m2, 2), wanted.estate, wanted.city, shape)


def open_family(path: Path, parts: Parts) -> Family:
    """Return a family by its file; raise PlanError naming file, key and formula."""
    return Family(path, read_family(path, parts), parts)


def open_parts(folder: Path) -> Parts:
    """Return what the families of a folder share; PlanError when it is missing or wrong."""
    return read_parts(folder / COMMON)


def family_paths(folder: Path) -> tuple[Path, ...]:
    """Return the family files of a folder, by name."""
    return tuple(sorted(folder.glob("*.toml")))


def _check_room(item: RoomItem, parts: Parts, where: Where) -> None:
    if (item.box is None) == (not item.line):
        raise where.fail(f"{item.id!r} needs either a box or a line")
    if item.kit:
        kit_of(parts, item.kit, where.at("kit"))
        if item.run not in ("", "N", "E", "S", "W"):
            raise where.at("run").fail(f"{item.run!r} is no side: N, E, S or W")


def _words(pairs: tuple[tuple[str, Value], ...]) -> list[str]:
    """Return values as parts of an id: true as the name, false as nothing."""
    words = []
    for name, value in pairs:
        if isinstance(value, bool):
            words += [name] if value else []
        else:
            words.append(f"{value:g}" if isinstance(value, int | float) else value)
    return words


def _filled(template: str, told: Mapping[str, str]) -> str:
    for key, text in told.items():
        template = template.replace(key, text)
    return template
