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


@dataclass(frozen=True, slots=True)
class Hit:
    """A sample that answers: `values` and `finish` to fill in when it is placed, and the ids of the terms that speak for it."""

    sample: Sample
    values: Values
    finish: Values
    score: float
    why: tuple[str, ...]


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
    reading = standardize(text, bank)
    return _Search(catalog, bank.settings, reading, text).hits(most)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The samples of a catalog by family; `order` is their place in the catalog."""

    families: Mapping[str, tuple[Sample, ...]]
    order: Mapping[str, int]
    named: Mapping[str, Sample]


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
        found = _SHELVES[catalog] = _Shelf({name: tuple(many) for name, many in families.items()}, order, named)
    return found


class _Search:
    """One search: the reading against one catalog."""

    def __init__(self, catalog: Catalog, settings: Settings, reading: Reading, text: str) -> None:
        self.catalog, self.settings, self.reading = catalog, settings, reading
        self.shelf = _shelf(catalog)
        self.weights = {family: weight for family, weight in rank_families(reading) if family in self.shelf.families}
        self.text = {sample.id for sample in catalog.search(text)}
        unread = " ".join(reading.unread_words)
        self.unread = {sample.id for sample in catalog.search(unread)} if unread else set()
        self.named = self.shelf.named.get(text.strip().lower())
        self.finish = self._finish()
        self.asked = self._asked()
        self.bare = [float(v) for t in reading.terms if t.id == "size" for _, v in t.params if isinstance(v, float)]

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
        sides = self.settings.sides.values()
        found = {name: values[0] for name, values in self.reading.prefill.items() if name in sides}
        return {name: value for name, value in found.items() if isinstance(value, int | float)}

    def hits(self, most: int) -> tuple[Hit, ...]:
        """Return the hits, best first."""
        rows = sorted(self._rows(), key=lambda row: row[0])[:most]
        nearest: dict[str, float] = {}
        for (_, _, far, *_), sample, _ in rows:
            nearest[sample.family] = min(far, nearest.get(sample.family, far))
        states: dict[str, Mapping[str, ParameterState]] = {}
        return tuple(
            self._hit(sample, score, far <= nearest[sample.family], states) for (_, _, far, *_), sample, score in rows
        )

    def _rows(self) -> Iterable[tuple[tuple[float, float, float, float, int], Sample, float]]:
        settings, order = self.settings, self.shelf.order
        for sample in self._candidates():
            weight = self.weights.get(sample.family, 0.0)
            plain = settings.text * (sample.id in self.text) + settings.unread * (sample.id in self.unread)
            plain += settings.decor * (bool(self.finish) and set(self.finish) <= set(sample.finish))
            named = settings.named * (sample is self.named)
            far = self._far(sample)
            score = round(named + weight + plain + 1 / (1 + far), 4)
            yield (-named, -weight, far, -plain, order[sample.id]), sample, score

    def _candidates(self) -> Iterable[Sample]:
        """Return the samples of the families that answer and those with the words; all when only a size or a decor is asked."""
        found = {sample.id: sample for family in self.weights for sample in self.shelf.families[family]}
        if len(self.text) + len(self.unread) + bool(self.named):
            wanted = self.text if self.weights else self.text | self.unread
            found |= {sample.id: sample for sample in self.catalog.samples if sample.id in wanted}
        if self.named:
            found[self.named.id] = self.named
        return found.values() if found or not (self.asked or self.bare or self.finish) else self.catalog.samples

    def _far(self, sample: Sample) -> float:
        """Return how far a sample's sides are from those asked, 0 for equal; a length without a side is compared with the nearest side."""
        if not self.asked and not self.bare:
            return 0.0
        own = {name: value for name, value in sample.values if isinstance(value, int | float)}
        far = sum(abs(own[name] - value) / value if name in own else 1.0 for name, value in self.asked.items() if value)
        for value in self.bare:
            sides = [abs(own[name] - value) / value for name in self.settings.sides.values() if name in own and value]
            far += min(sides, default=1.0)
        return round(far, 4)

    def _hit(self, sample: Sample, score: float, nearest: bool, states: dict[str, Mapping[str, ParameterState]]) -> Hit:
        why = tuple(
            dict.fromkeys(t.id for t in self.reading.terms if any(f == sample.family and w > 0 for f, w in t.families))
        )
        finish = tuple((slot, decor) for slot, decor in self.finish if (slot, decor) not in sample.finish)
        return Hit(sample, self._values(sample, nearest, states), finish, score, why)

    def _values(self, sample: Sample, nearest: bool, states: dict[str, Mapping[str, ParameterState]]) -> Values:
        """Return what to fill in: values asked for that the family has, within its limits; sides only for the nearest samples."""
        sides = set(self.settings.sides.values())
        asked = {name: values for name, values in self.reading.prefill.items() if nearest or name not in sides}
        if not asked:
            return ()
        if sample.family not in states:
            states[sample.family] = self._states(sample)
        own, chosen = dict(sample.values), []
        for name, values in asked.items():
            state = states[sample.family].get(name)
            value = _fitting(state, values) if state else None
            if value is not None and own.get(name) != value:
                chosen.append((name, value))
        return tuple(sorted(chosen))

    def _states(self, sample: Sample) -> Mapping[str, ParameterState]:
        try:
            return {state.id: state for state in self.catalog.parameters(sample.id)}
        except LibraryError:
            return {}


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
