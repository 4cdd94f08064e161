"""What the library panel offers, without Qt: families with their samples in the order of the rooms they belong to. Lengths mm.

An `Offer` is what a card puts in hand; a `Shelf` is the whole library, sorted once in the background (stocking.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from app.components.parts import Value, Values
from app.components.ranges import Sample
from app.components.values import ParameterState
from app.records import DataError, Text, read_toml

AXES = ("width", "height", "depth")
OTHER = "other"  # the room of categories that no room names

type Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Offer:
    """A sample to place, with values and finish that differ from its own."""

    sample: str
    values: Values = ()
    finish: Values = ()


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a family is by default: its parameters, and which of their defaults are no formulas."""

    states: tuple[ParameterState, ...] = ()
    settled: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FamilyOffer:
    """A family as one card: all its samples, the one it is pictured and placed as, the sizes they span."""

    id: str
    name: Text
    category: str
    mount: str
    samples: tuple[Sample, ...]
    usual: Sample
    spans: tuple[Span | None, ...] = ()  # of AXES, None for one that the family has not
    read: Callable[[], Defaults] = field(default=lambda: Defaults(), compare=False)

    @cached_property
    def states(self) -> tuple[ParameterState, ...]:
        """Its parameters by default; reads the family, which takes some 20 ms."""
        return self._defaults.states

    @cached_property
    def _defaults(self) -> Defaults:
        try:
            return self.read()
        except DataError:  # its file has been edited since; the banner tells
            return Defaults()

    @cached_property
    def facets(self) -> tuple[tuple[str, tuple[Value, ...]], ...]:
        """What its samples differ in, values and then "finish.<slot>", each with its values in order."""
        names = dict.fromkeys(name for sample in self.samples for name, _ in (*sample.values, *_finish(sample)))
        order = {name: place for place, name in enumerate((*AXES, *(s.id for s in self.states)))}
        found = []
        for name in sorted(names, key=lambda one: order.get(one, len(order))):
            values = dict.fromkeys(self.value(sample, name) for sample in self.samples)
            if len(values) > 1:
                found.append((name, in_order(value for value in values if value is not None)))
        return tuple(found)

    @cached_property
    def _usually(self) -> Mapping[str, Value]:
        return {s.id: s.value for s in self.states if s.kind in ("choice", "bool") or s.id in self._defaults.settled}

    def value(self, sample: Sample, name: str) -> Value | None:
        """Return a value or "finish.<slot>" of a sample; None where it is worked out from others or not its own."""
        slot = name.removeprefix("finish.")
        if slot != name:
            return dict(sample.finish).get(slot)
        return dict(sample.values).get(name, self._usually.get(name))

    def picked(self, chosen: Mapping[str, Value]) -> tuple[Sample, ...]:
        """Return the samples that have all the chosen values."""
        return tuple(s for s in self.samples if all(self.value(s, name) == value for name, value in chosen.items()))


@dataclass(frozen=True, slots=True)
class ShelfPlan:
    """In which order the panel shows a library: the categories of each room, and families that come first in theirs."""

    rooms: Mapping[str, tuple[str, ...]]
    first: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shelf:
    """The library in the order of the panel; `problems` are what is wrong in its files."""

    families: tuple[FamilyOffer, ...]
    rooms: tuple[str, ...]
    room_of: Mapping[str, str]  # category -> room
    problems: tuple[DataError, ...] = ()
    _by_id: dict[str, FamilyOffer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_id.update((family.id, family) for family in self.families)

    def family(self, family_id: str) -> FamilyOffer | None:
        """Return a family by id; None for one that is not offered."""
        return self._by_id.get(family_id)

    def of_room(self, room: str) -> tuple[FamilyOffer, ...]:
        """Return the families of a room, all of them for ""."""
        return tuple(one for one in self.families if room in ("", self.room_of.get(one.category, OTHER)))

    @property
    def count(self) -> int:
        """How many samples there are."""
        return sum(len(family.samples) for family in self.families)


def _finish(sample: Sample) -> tuple[tuple[str, Value], ...]:
    return tuple((f"finish.{slot}", decor) for slot, decor in sample.finish)


def in_order(values: Iterable[Value]) -> tuple[Value, ...]:
    """Return values in order: numbers by size, words as they come."""
    found = tuple(values)
    numbers = all(isinstance(v, int | float) for v in found)
    return tuple(sorted(found, key=float)) if numbers else found


def read_plan(path: Path) -> ShelfPlan:
    """Return the order of the panel from resources/theme/library.toml; DataError when it is broken."""
    data = read_toml(path)
    try:
        rooms = {str(room["id"]): tuple(map(str, room["categories"])) for room in data["room"]}
        return ShelfPlan(rooms, tuple(map(str, data["first"])))
    except (KeyError, TypeError) as problem:
        raise DataError(path, str(problem), "missing or of the wrong kind") from problem
