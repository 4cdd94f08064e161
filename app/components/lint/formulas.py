"""Which names a bound family reads, and through which of its entries: what nothing reads is dead weight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from app.components.family import BoundItem, BoundParameter, Family
from app.components.template import Template
from app.formula import Formula


def formulas_in(value: Any) -> Iterator[Formula]:
    """Yield all formulas of a part of a family: an item, a parameter, a template, or tuples and tables of them."""
    if isinstance(value, Formula):
        yield value
    elif isinstance(value, Template):
        for part in value.parts:
            yield from formulas_in(part)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from formulas_in(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from formulas_in(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from formulas_in(getattr(value, one.name))


def names_in(value: Any) -> frozenset[str]:
    """Return the names that the formulas of a part of a family use."""
    return frozenset(name for formula in formulas_in(value) for name in formula.names)


def items_of(family: Family) -> Iterator[BoundItem]:
    """Yield all items of a family, of all tables."""
    for items in family.items.values():
        yield from items


def read_names(family: Family) -> frozenset[str]:
    """Return the names that what is made reads, directly or through derived values and shares that are read themselves.

    The limits and defaults of parameters read too; a parameter's own do not make the parameter itself read, nor does the code.
    """
    needs: dict[str, frozenset[str]] = {}
    found: set[str] = set()
    for step in family.steps:
        if isinstance(step, tuple):
            needs[step[0]] = step[1].names
        elif isinstance(step, BoundParameter):
            found |= names_in((step.default, step.min, step.max)) - {step.id}
        else:
            found |= names_in(step)
    found |= names_in((family.elevation, family.body, tuple(items_of(family))))
    waiting = list(found)
    while waiting:
        for name in needs.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return frozenset(found)
