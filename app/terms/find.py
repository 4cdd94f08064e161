"""The library searched as customers speak: a text -> samples, best first, with what can be filled in before they are placed.

Samples of a family are alike, so families are ranked by the terms of the text and only then their samples by size; plain words are looked
up in the names as well, so nothing that a plain search finds is lost. Lengths mm.

"两米四顶天立地的推拉门衣柜，白色": the sliding wardrobe first, 2400 as its width (the ceiling decides the height; asked, see reading.py),
white fronts, and fit.height=ceiling among the terms; the height itself is known only in a room.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from app.components.catalog import Catalog
from app.components.parts import LibraryError, Value, Values
from app.components.ranges import Sample
from app.components.values import ParameterState
from app.terms.bank import Bank, Settings
from app.terms.reading import Reading, standardize

type Key = tuple[
    float, float, float, int, float, int
]  # named, family, size, other values, plain words, place in the catalog


@dataclass(frozen=True, slots=True)
class Hit:
    """A sample that answers: `values` and `finish` to fill in when it is placed, and the ids of the terms that speak for it.

    `refused` are values that were asked for and that this sample cannot take, so nobody takes it for what it is not.
    """

    sample: Sample
    values: Values
    finish: Values
    score: float
    why: tuple[str, ...]
    refused: Values = ()


def rank_families(reading: Reading) -> tuple[tuple[str, float], ...]:
    """Return (family id, weight) of all families that the terms point to, best first; they need not exist in any library."""
    weights: dict[str, float] = {}
    for families in {(term.id, term.negated): term.families for term in reading.terms}.values():
        for family, weight in families:
            weights[family] = weights.get(family, 0.0) + weight
    ranked = sorted(weights.items(), key=lambda one: (-one[1], one[0]))
    return tuple((family, weight) for family, weight in ranked if weight > 0)


def find(catalog: Catalog, bank: Bank, text: str, most: int = 200) -> tuple[Hit, ...]:
    """Return at most `most` samples for a text, best first: by family, then nearest size, then plain words; none for an empty text."""
    if not text.strip() or most <= 0:
        return ()
    return _Search(catalog, bank.settings, standardize(text, bank), text[: bank.settings.longest]).hits(most)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The samples of a catalog by family and by id or code, and what a family's parameters are and may be."""

    families: Mapping[str, tuple[Sample, ...]]
    order: Mapping[str, int]  # place in the catalog
    named: Mapping[str, Sample]
    states: dict[str, Mapping[str, ParameterState]]


_SHELVES: WeakKeyDictionary[Catalog, _Shelf] = WeakKeyDictionary()


def _shelf(catalog: Catalog) -> _Shelf:
    found = _SHELVES.get(catalog)
    if found is None:
        families: dict[str, list[Sample]] = {}
        for sample in catalog.samples:
            families.setdefault(sample.family, []).append(sample)
        order = {sample.id: at for at, sample in enumerate(catalog.samples)}
        named = {sample.code.lower(): sample for sample in reversed(catalog.samples)}
        named |= {sample.id.lower(): sample for sample in catalog.samples}
        found = _SHELVES[catalog] = _Shelf({name: tuple(many) for name, many in families.items()}, order, named, {})
    return found


class _Search:
    """One search: the reading against one catalog."""

    def __init__(self, catalog: Catalog, settings: Settings, reading: Reading, text: str) -> None:
        self.catalog, self.settings, self.reading = catalog, settings, reading
        self.shelf = _shelf(catalog)
        self.sides = tuple(settings.sides.values())
        self.named = self.shelf.named.get(text.strip().lower())
        ranked = () if self.named else rank_families(reading)
        self.weights = {family: weight for family, weight in ranked if family in self.shelf.families}
        self.text = {sample.id: sample for sample in catalog.search(text)}
        unread = " ".join(reading.unread_words)
        self.unread = {sample.id: sample for sample in catalog.search(unread)} if unread else {}
        self.finish = self._finish()
        self.asked = self._asked()
        self.others = {name: values for name, values in reading.prefill.items() if name not in self.sides}
        self.bare = [
            value for term in reading.terms if term.id == "size" for _, value in term.params if isinstance(value, float)
        ]

    def _finish(self) -> Values:
        """Return the decors to fill in: of each slot's colours the first that the library has."""
        found: dict[str, str] = {}
        for term in self.reading.terms:
            decor = next((decor for decor in term.decors if decor in self.catalog.decors), None)
            if decor and term.slot in self.catalog.finishes:
                found.setdefault(term.slot, decor)
        return tuple(sorted(found.items()))

    def _asked(self) -> dict[str, float]:
        """Return the sides asked for, mm."""
        found = {name: values[0] for name, values in self.reading.prefill.items() if name in self.sides}
        return {name: value for name, value in found.items() if isinstance(value, int | float) and value > 0}

    def hits(self, most: int) -> tuple[Hit, ...]:
        """Return the hits, best first."""
        rows = sorted(((self._key(sample), sample) for sample in self._candidates()), key=lambda row: row[0])[:most]
        nearest: dict[str, float] = {}
        for (_, _, far, *_), sample in rows:
            nearest[sample.family] = min(far, nearest.get(sample.family, far))
        return tuple(self._hit(sample, key, key[2] <= nearest[sample.family]) for key, sample in rows)

    def _candidates(self) -> Iterable[Sample]:
        """Return the samples of the families that answer and those with the words; all when only a size or a decor is asked."""
        found = {sample.id: sample for family in self.weights for sample in self.shelf.families[family]}
        found |= self.text if self.weights else self.text | self.unread
        if self.named:
            found[self.named.id] = self.named
        alone = not found and (self.asked or self.bare or self.finish)
        return self.catalog.samples if alone else found.values()

    def _key(self, sample: Sample) -> Key:
        settings = self.settings
        plain = settings.text * (sample.id in self.text) + settings.unread * (sample.id in self.unread)
        plain += settings.decor * (bool(self.finish) and set(self.finish) <= set(sample.finish))
        weight = self.weights.get(sample.family, 0.0)
        named = settings.named * (sample is self.named)
        wrong = sum(not self._has(sample, name, values) for name, values in self.others.items())
        return -named, -weight, self._far(sample), wrong, -plain, self.shelf.order[sample.id]

    def _far(self, sample: Sample) -> float:
        """Return how far a sample's sides are from those asked, 0 for equal; a length without a side is compared with the nearest side."""
        if not self.asked and not self.bare:
            return 0.0
        own = {name: self._own(sample, name) for name in self.sides}
        far = sum(_off(own[name], value) for name, value in self.asked.items())
        far += sum(min(_off(side, value) for side in own.values()) for value in self.bare if value > 0)
        return round(far, 4)

    def _has(self, sample: Sample, name: str, values: tuple[float | str, ...]) -> bool:
        state = self._states(sample.family).get(name)
        return state is not None and self._own(sample, name) == _fitting(state, values)

    def _own(self, sample: Sample, name: str) -> Value | None:
        """Return a sample's value as it is, None for one its family has not."""
        for known, value in sample.values:
            if known == name:
                return value
        state = self._states(sample.family).get(name)
        return state.value if state else None

    def _states(self, family: str) -> Mapping[str, ParameterState]:
        """Return the parameters of a family's first sample; its samples differ in what `values` says, and hardly in limits."""
        found = self.shelf.states.get(family)
        if found is None:
            try:
                sample = self.shelf.families[family][0]
                found = {state.id: state for state in self.catalog.parameters(sample.id)}
            except LibraryError:
                found = {}
            self.shelf.states[family] = found
        return found

    def _hit(self, sample: Sample, key: Key, nearest: bool) -> Hit:
        named, weight, far, _, plain, _ = key
        speaks = [term.id for term in self.reading.terms if any(f == sample.family and w > 0 for f, w in term.families)]
        speaks += [term.id for term in self.reading.terms if term.decors and self.finish]
        if far < 1 and (self.asked or self.bare):
            speaks += [term.id for term in self.reading.terms if term.kind == "dimension"]
        finish = tuple(one for one in self.finish if one not in sample.finish)
        score = round(-named - weight - plain + 1 / (1 + far), 4)
        values, refused = self._values(sample, nearest)
        return Hit(sample, values, finish, score, tuple(dict.fromkeys(speaks)), refused)

    def _values(self, sample: Sample, nearest: bool) -> tuple[Values, Values]:
        """Return what to fill in, within the limits of the family, and what it cannot take; sides only for the nearest samples."""
        chosen: dict[str, Value] = {}
        refused: dict[str, Value] = {}
        asked: dict[str, tuple[float | str, ...]] = dict(self.others)
        if nearest:
            asked |= {name: (value,) for name, value in self.asked.items()}
            asked |= self._only_side(sample)
        for name, values in asked.items():
            state = self._states(sample.family).get(name)
            value = _fitting(state, values) if state else None
            if value is None:
                refused |= {name: values[0]} if name in self.asked or state else {}
            elif self._own(sample, name) != value:
                chosen[name] = value
        return tuple(sorted(chosen.items())), tuple(sorted(refused.items()))

    def _only_side(self, sample: Sample) -> dict[str, tuple[float | str, ...]]:
        """Return the side that a single length without one can only be: the only one whose limits it fits and that was not asked."""
        if len(self.bare) != 1:
            return {}
        states = self._states(sample.family)
        left = [name for name in self.sides if name not in self.asked and name in states]
        fitting = [name for name in left if _fitting(states[name], (self.bare[0],)) is not None]
        return {fitting[0]: (self.bare[0],)} if len(fitting) == 1 else {}


def _off(side: Value | None, asked: float) -> float:
    """Return by which part of itself a length asked differs from a side, at most 1."""
    return min(1.0, abs(side - asked) / asked) if isinstance(side, int | float) else 1.0


def _fitting(state: ParameterState, values: tuple[float | str, ...]) -> Value | None:
    """Return the first value that a parameter can take, None when there is none."""
    for value in values:
        if state.kind == "choice":
            if value in [choice for choice, _ in state.choices]:
                return value
        elif isinstance(value, int | float):
            low, high = state.min, state.max
            if (low is None or value >= low) and (high is None or value <= high):
                return int(value) if state.kind == "count" else float(value)
    return None
