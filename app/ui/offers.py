"""What the library panel offers, without Qt: families with their samples in the order of the rooms they belong to. Lengths mm.

An `Offer` is what a card puts in hand; a `Shelf` is the whole library sorted once, in the background, because samples are many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from app.components.catalog import Catalog
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


@dataclass(frozen=True)
class FamilyOffer:
    """A family as one card: all its samples, the one it is pictured and placed as, the sizes they span."""

    id: str
    name: Text
    category: str
    mount: str
    samples: tuple[Sample, ...]
    usual: Sample
    states: tuple[ParameterState, ...]
    spans: tuple[Span | None, ...] = ()  # of AXES, None for one that the family has not
    settled: frozenset[str] = frozenset()  # values whose default is no formula

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
        return {s.id: s.value for s in self.states if s.kind in ("choice", "bool") or s.id in self.settled}

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


def stock(catalog: Catalog, plan: ShelfPlan) -> Shelf:
    """Return the library sorted for the panel as `plan` says.

    Reads every family and sample, so it is called away from the window's thread. A family that cannot be read is left out and told.
    Raise LibraryError when the folder cannot be read at all.
    """
    by_family: dict[str, list[Sample]] = {}
    for sample in catalog.samples:
        by_family.setdefault(sample.family, []).append(sample)
    made: list[FamilyOffer] = []
    problems: dict[str, DataError] = {str(problem): problem for problem in catalog.problems}
    for family_id in catalog.families:
        try:
            offer = _offer(catalog, family_id, tuple(by_family.get(family_id, ())))
        except DataError as problem:
            problems.setdefault(str(problem), problem)
            continue
        if offer.mount != "run":  # runs are derived, never placed
            made.append(offer)
    rooms = plan.rooms
    room_of = {category: room for room, categories in rooms.items() for category in categories}
    order = {category: at for at, category in enumerate(room_of)}
    first = {family: at for at, family in enumerate(plan.first)}
    made.sort(
        key=lambda one: (
            order.get(one.category, len(order)),
            one.category,
            first.get(one.id, len(first)),
            -len(one.samples),
            one.id,
        )
    )
    there = {room_of.get(one.category, OTHER) for one in made}
    return Shelf(tuple(made), tuple(r for r in (*rooms, OTHER) if r in there), room_of, tuple(problems.values()))


def _offer(catalog: Catalog, family_id: str, samples: tuple[Sample, ...]) -> FamilyOffer:
    family, plain = catalog.family(family_id), catalog.sample(family_id)
    states = catalog.parameters(family_id)
    usual = _usual(samples, {state.id: state.value for state in states}) if samples else plain
    specs = family.parameters.items()
    settled = frozenset(name for name, one in specs if not isinstance(one.spec.default, str))
    all_of = samples or (plain,)
    spans = tuple(_span(catalog, all_of, axis, axis in settled, states) for axis in AXES)
    return FamilyOffer(family_id, family.name, family.category, family.mount, all_of, usual, states, spans, settled)


def _usual(samples: tuple[Sample, ...], defaults: Mapping[str, Value]) -> Sample:
    """Return the sample nearest to its family's defaults: the fewest values of its own, then the nearest numbers."""

    def strange(sample: Sample) -> tuple[int, float]:
        other, far = 0, 0.0
        for name, value in sample.values:
            usual = defaults.get(name)
            if value == usual:
                continue
            if _number(value) and _number(usual):
                far += abs(float(value) - float(usual)) / (abs(float(usual)) or 1.0)  # type: ignore[arg-type]
            else:
                other += 1
        return other, far

    return min(samples, key=strange)


def _span(
    catalog: Catalog, samples: tuple[Sample, ...], axis: str, settled: bool, states: tuple[ParameterState, ...]
) -> Span | None:
    """Return the least and the greatest size of samples along an axis; each is worked out where the family's own is a formula."""
    state = next((one for one in states if one.id == axis), None)
    if state is None or not _number(state.value):
        return None
    found = set()
    for sample in samples:
        own = dict(sample.values).get(axis)
        if own is None and not settled:
            own = next(one.value for one in catalog.parameters(sample.id) if one.id == axis)
        found.add(float(state.value if own is None else own))
    return min(found), max(found)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def read_plan(path: Path) -> ShelfPlan:
    """Return the order of the panel from resources/theme/library.toml; DataError when it is broken."""
    data = read_toml(path)
    try:
        rooms = {str(room["id"]): tuple(map(str, room["categories"])) for room in data["room"]}
        return ShelfPlan(rooms, tuple(map(str, data["first"])))
    except (KeyError, TypeError) as problem:
        raise DataError(path, str(problem), "missing or of the wrong kind") from problem
