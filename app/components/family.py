"""A family ready to build: its parameters, shares, derived values and items, with their formulas bound to the names they may use (bind.py).

Names a formula sees: the family's parameters, shares and derived values, `profile.<key>`, `t.<board slot>`, `seen.<side>`, in an insert
`opening.<...>` (given.py), and in items `i`, `n` and what their `let` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.components.profile import Profile
from app.components.schema import Parameter
from app.components.template import Template
from app.formula import Formula, Where
from app.records import Text

REPEAT_LIMIT = 200
SIDES = ("left", "right", "top", "bottom", "back")
SHARES_MOST = 12  # parts of one space


@dataclass(frozen=True, slots=True, eq=False)
class BoundItem:
    """An item with its formulas: `use["size"]` is a formula, a template, a tuple of them, or plain data."""

    table: str
    id: Template
    where: Where
    when: Formula | None
    repeat: Formula | None
    let: tuple[tuple[str, Formula], ...]
    use: Mapping[str, Any]
    general: bool  # `when` needs no name of this item's own, so it is asked once and first

    def each(self, names: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """Yield the names for every time this item is there: none when `when` is false, `repeat` times when it repeats."""
        if self.general and self.when is not None and not self.when(names):
            return
        if self.repeat is None:
            if self.let:
                names = self._local(dict(names))
            if self.general or self.when is None or self.when(names):
                yield names
            return
        for i in range(self.repeat.count(names, REPEAT_LIMIT)):
            local = dict(names)
            local["i"], local["n"] = i, i + 1
            self._local(local)
            if self.general or self.when is None or self.when(local):
                yield local

    def _local(self, names: dict[str, Any]) -> dict[str, Any]:
        for name, formula in self.let:
            names[name] = formula(names)
        return names


@dataclass(frozen=True, slots=True, eq=False)
class BoundParameter:
    """A parameter with its formulas."""

    id: str
    spec: Parameter
    where: Where
    default: Formula
    min: Formula | None
    max: Formula | None


@dataclass(frozen=True, slots=True, eq=False)
class BoundShare:
    """Parts that share a space, with their formulas; `names` are the zh and en names of a part, with {n}."""

    id: str
    where: Where
    names: tuple[Template, Template]
    count: Formula
    total: Formula
    least: Formula
    most: Formula | None
    step: Formula | None = None
    plus: Formula | None = None

    @property
    def members(self) -> tuple[str, ...]:
        """The names of its parts as parameters."""
        return members_of(self.id)


type Step = BoundParameter | BoundShare | tuple[str, Formula]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Family:
    """A family over one profile; `steps` are parameters, shares and derived values in the order they need each other."""

    id: str
    file: str
    name: Text
    category: str
    tags: tuple[str, ...]
    code: Template
    mount: str
    fills: str  # "inside" or "front", of an insert
    elevation: Formula
    body: tuple[Formula, Formula, Formula]
    finish: Mapping[str, str]
    parameters: Mapping[str, BoundParameter]
    steps: tuple[Step, ...]
    shares: Mapping[str, BoundShare]  # by the name of each part: bay_1 -> the share bay
    items: Mapping[str, tuple[BoundItem, ...]]
    used: frozenset[str]  # names that some formula uses
    profile: Profile  # the one it is bound over


def members_of(share: str) -> tuple[str, ...]:
    """Return the names of a share's parts as parameters."""
    return tuple(f"{share}_{n}" for n in range(1, SHARES_MOST + 1))
