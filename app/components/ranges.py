"""Ranges: size grids over families that give the samples of the library (domain.md 2.2). One range file holds many [[range]] tables."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.components.family import Family
from app.components.materials import Decor
from app.components.parts import Value, Values
from app.components.source import FileError, read_table, record
from app.components.template import template
from app.components.values import work_out
from app.formula import Kind, Where
from app.records import Text


@dataclass(frozen=True, slots=True)
class Sample:
    """A base sample: a family with values and finish of its own; `values` holds only what differs from the family."""

    id: str
    code: str
    name: Text
    family: str
    category: str
    values: Values = ()
    finish: Values = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Range:
    family: str
    id: str
    name: Text | None = None
    code: str = ""
    grid: dict[str, tuple[float | str, ...]] = field(default_factory=dict)
    values: dict[str, bool | int | float | str] = field(default_factory=dict)
    finish: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _RangeFile:
    range: tuple[_Range, ...]


GRID_LIMIT = 2000  # samples of one range


def read_ranges(
    folder: Path,
    family_of: Callable[[str], tuple[Family, Mapping[str, Any]]],
    families: tuple[str, ...],
    slots: Mapping[str, object],
    decors: Mapping[str, Decor],
) -> Iterator[Sample]:
    """Yield the samples of all range files; `family_of` gives a family and the names its values are worked out from.

    Raises LibraryError for an unknown family, value, slot or decor, a value out of limits, an id given twice.
    """
    seen: set[str] = set()
    for path in sorted(folder.glob("*.toml")):
        for one in record(read_table(path), _RangeFile, path).range:
            where = Where(str(path), f"range[{one.id}]", FileError)
            if one.family not in families:
                raise where.at("family").fail(f"no family {one.family!r}; there is {', '.join(families)}")
            for slot, decor in one.finish.items():
                if slot not in slots or decor not in decors:
                    raise where.at(f"finish.{slot}").fail(f"no such slot or no decor {decor!r}")
            for sample in _samples(one, *family_of(one.family), where):
                if sample.id in seen:
                    raise where.fail(f"two samples are called {sample.id!r}")
                seen.add(sample.id)
                yield sample


def _samples(one: _Range, family: Family, given: Mapping[str, Any], where: Where) -> Iterator[Sample]:
    for name in (*one.grid, *one.values):
        if name not in family.parameters:
            raise where.fail(f"the family {family.id} has no parameter {name!r}")
    count = 1
    for steps in one.grid.values():
        count *= len(steps)
    if count > GRID_LIMIT:
        raise where.at("grid").fail(f"{count} samples; the limit of one range is {GRID_LIMIT}")
    kinds: dict[str, Kind] = {}
    for name, parameter in family.parameters.items():
        text = parameter.spec.kind == "choice" and isinstance(parameter.spec.choices[0].value, str)
        kinds[name] = "bool" if parameter.spec.kind == "bool" else "text" if text else "number"
    made_id = template(one.id, kinds, where.at("id"))
    code = template(one.code, kinds, where.at("code")) if one.code else None
    names = [
        template(text, kinds, where.at("name"))
        for text in ((one.name.zh, one.name.en) if one.name else (family.name.zh, family.name.en))
    ]
    for values in itertools.product(*one.grid.values()):
        own: dict[str, Value] = {**one.values, **dict(zip(one.grid, values, strict=True))}
        known = work_out(family, own, given, one.id)
        yield Sample(
            id=made_id(known),
            code=code(known) if code else family.code(known),
            name=Text(names[0](known), names[1](known)),
            family=family.id,
            category=family.category,
            values=tuple(sorted(own.items())),
            finish=tuple(sorted(one.finish.items())),
            tags=family.tags,
        )
