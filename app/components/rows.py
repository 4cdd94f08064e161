"""The rows of a family at work: each item as often as it is there now, its id and keys worked out.

A row is read by name: `row.panel`, `row.at`; `row.item` tells where it stands. Here each key is worked out when it is read, one after the
other, so that what is wrong is told of the first thing that is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.components.family import BoundItem
from app.components.template import Template
from app.formula import Formula

type Row = Any  # a LazyRow, or a tuple with the same names (plan.py)


class LazyRow:
    """One item with the names it sees."""

    __slots__ = ("item", "names")

    def __init__(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        self.item, self.names = item, names

    def __getattr__(self, key: str) -> Any:
        """Return the value of a key of the item; raise the library's error when it cannot be worked out."""
        return self.item.id(self.names) if key == "id" else _worked_out(self.item.use[key], self.names)


def rows_of(items: tuple[BoundItem, ...], names: Mapping[str, Any]) -> Iterator[Row]:
    """Yield a row for every time that items are there."""
    for item in items:
        for local in item.each(names):
            yield LazyRow(item, local)


def _worked_out(value: Any, names: Mapping[str, Any]) -> Any:
    if isinstance(value, Formula | Template):
        return value(names)
    if isinstance(value, tuple):
        found = (_worked_out(one, names) for one in value)
        return found if value and isinstance(value[0], Template) else tuple(found)  # of references the first may do
    if isinstance(value, dict):
        return {key: _worked_out(one, names) for key, one in value.items()}
    return value
