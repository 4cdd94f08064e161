"""A family with its values worked out: what it is as a whole, and the rows of its items. As a plan (plan.py) when all is plainly right.

Otherwise name by name and row by row, each when it is asked for: what is wrong is then told at the place where it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from app.components.family import Family
from app.components.given import opening_names, seen_names
from app.components.parts import Opening, Value, Values
from app.components.plan import Plan, compile_plan
from app.components.rows import Row, rows_of
from app.components.values import work_out
from app.components.writing import DOUBTS

PLAN_FROM = 8  # instances of a family before it is worth a plan: compiling one takes as long as some twenty row by row

_plans: WeakKeyDictionary[Family, Plan | int] = WeakKeyDictionary()


class Instance(Protocol):
    """A family with its values worked out; reading raises LibraryError for what cannot be worked out."""

    @property
    def values(self) -> Values: ...
    @property
    def body(self) -> tuple[float, float, float]: ...
    @property
    def elevation(self) -> float: ...
    @property
    def code(self) -> str: ...
    def rows(self, table: str) -> Iterable[Row]: ...


def make_instance(
    family: Family, asked: Mapping[str, Value], seen: tuple[str, ...], opening: Opening | None, who: str
) -> Instance:
    """Return an instance of a family, seen from some sides or in an opening; raise LibraryError as values.work_out does."""
    given = seen_names(seen)
    if opening is not None:
        given |= opening_names(opening)
    plan = _plan(family)
    if plan is not None:
        try:
            return plan(asked, given)
        except DOUBTS:
            pass
    return RowByRow(family, work_out(family, asked, {**family.profile.names, **given}, who))


def _plan(family: Family) -> Plan | None:
    """Return the plan of a family, from its PLAN_FROM-th instance on."""
    found = _plans.get(family, 0)
    if isinstance(found, int):
        found = _plans[family] = found + 1 if found < PLAN_FROM else compile_plan(family)
    return None if isinstance(found, int) else found


class RowByRow:
    """An instance with all names of its family."""

    def __init__(self, family: Family, names: Mapping[str, Any]) -> None:
        self.family, self.names = family, names

    @property
    def values(self) -> Values:
        """The values of its parameters and of the parts of its shares, sorted by name."""
        family, names = self.family, self.names
        shared = [name for name in family.shares if name in names]
        return tuple(sorted((name, names[name]) for name in (*family.parameters, *shared)))

    @property
    def body(self) -> tuple[float, float, float]:
        """The size of its body, mm."""
        x, y, z = self.family.body
        return (x.number(self.names), y.number(self.names), z.number(self.names))

    @property
    def elevation(self) -> float:
        """How high it hangs, mm."""
        return self.family.elevation.number(self.names)

    @property
    def code(self) -> str:
        """Its code."""
        return self.family.code(self.names)

    def rows(self, table: str) -> Iterable[Row]:
        """Return the rows of a table."""
        return rows_of(self.family.items[table], self.names)
