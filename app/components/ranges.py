"""Ranges: grids of sizes, choices and decors over families that give the samples of the library (domain.md 2.2).

One range file holds many [[range]] tables; each is read by itself, so that a bad one takes no other away. sampling.py works them out.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from pathlib import Path

from app.components.parts import LibraryError, Values
from app.components.source import FileError, read_table, record
from app.records import Text

_HOLE = re.compile(r"\{[^{}]*\}")


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
class Range:
    """A range as written: `grid` and `finish_grid` are its axes, `when` says which of their combinations there are."""

    family: str
    id: str
    name: Text | None = None
    code: str = ""
    grid: dict[str, tuple[bool | float | str, ...]] = field(default_factory=dict)
    finish_grid: dict[str, tuple[str, ...]] = field(default_factory=dict)
    when: bool | str = True
    values: dict[str, bool | int | float | str] = field(default_factory=dict)
    finish: dict[str, str] = field(default_factory=dict)

    def combinations(self) -> int:
        """Return how many combinations its axes have."""
        return math.prod(len(axis) for axis in (*self.grid.values(), *self.finish_grid.values()))

    def may_name(self, sample: str) -> bool:
        """Return whether a sample of this range could have this id; tells without working anything out."""
        first, *rest = _HOLE.split(self.id)
        if not rest or not sample.startswith(first) or not sample.endswith(rest[-1]):
            return sample == first and not rest
        at = len(first)
        for word in rest[:-1]:
            at = sample.find(word, at) + len(word)
            if at < len(word):
                return False
        return at <= len(sample) - len(rest[-1])


@dataclass(frozen=True, slots=True)
class RangeEntry:
    """A range and the file it stands in."""

    range: Range
    path: Path

    def fail(self, place: str, cause: str) -> LibraryError:
        """Return the error that says `cause` at a place of this range, with its line."""
        return FileError(self.path, ".".join(part for part in (f"range[{self.range.id}]", place) if part), cause)


def read_ranges(folder: Path) -> tuple[tuple[RangeEntry, ...], tuple[LibraryError, ...]]:
    """Return the ranges of all files of a folder in their order, and what is wrong with those that cannot be read."""
    found: list[RangeEntry] = []
    problems: list[LibraryError] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            data = read_table(path)
            for key in data.keys() - {"range"}:
                problems.append(FileError(path, key, "unknown key; a range file holds [[range]] tables"))
            tables = data.get("range", [])
            if not isinstance(tables, list):
                raise FileError(path, "range", "is a list of tables, written [[range]]")
        except LibraryError as problem:
            problems.append(problem)
            continue
        for at, table in enumerate(tables, start=1):
            name = table.get("id", at) if isinstance(table, dict) else at
            try:
                found.append(RangeEntry(record(table, Range, path, f"range[{name}]"), path))
            except LibraryError as problem:
                problems.append(problem)
    return tuple(found), tuple(problems)
