"""The library searched as customers speak: a text -> samples, best first, with what can be filled in before they are placed.

Samples of a family are alike, so families are ranked by the terms of the text and only then their samples by size; plain words are looked
up in the names as well, so nothing that a plain search finds is lost. Lengths mm.

"两米四顶天立地的推拉门衣柜，白色": the sliding wardrobe first, 2400 as its width (the ceiling decides the height; asked, see reading.py),
white fronts, and fit.height=ceiling among the terms; the height itself is known only in a room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from app.components.catalog import Catalog
from app.components.parts import LibraryError, Value, Values
from app.components.ranges import Sample
from app.components.values import ParameterState
from app.terms.bank import Bank
from app.terms.called import called
from app.terms.reading import Reading, standardize
from app.terms.shelf import Sides, shelf_of

# how far in size, how many other values differ, less its plain words, its place in the catalog
type Row = tuple[float, int, float, int, Sample]


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
    text = text[: bank.settings.longest]
    return _Search(catalog, bank, standardize(text, bank), text).hits(most)


class _Search:
    """One search: the reading against one catalog."""

    def __init__(self, catalog: Catalog, bank: Bank, reading: Reading, text: str) -> None:
        self.catalog, self.reading = catalog, reading
        self.settings = settings = bank.settings
        self.shelf = shelf_of(catalog)
        self.sides = tuple(settings.sides.values())
        self.named = self.shelf.named.get(text.strip().lower())
        self.ranked = () if self.named else self._ranked(bank, text)
        self.lone = self._unranged()
        self.families = {**self.shelf.families, **self.lone}
        self.weights = {family: weight for family, weight in self.ranked if family in self.families}
        self.text = {sample.id: sample for sample in catalog.search(text)}
        unread = " ".join(reading.unread_words)
        self.unread = {sample.id: sample for sample in catalog.search(unread)} if unread else {}
        self.finish = self._finish()
        self.asked = self._asked()
        self.others = {name: values for name, values in reading.prefill.items() if name not in self.sides}
        lengths = [value for term in reading.terms if term.id == "size" for _, value in term.params]
        self.bare = [value for value in lengths if isinstance(value, float) and value > 0]
        self.places = [(at, self.asked[name]) for at, name in enumerate(self.sides) if name in self.asked]
        self.whys: dict[tuple[str, bool], tuple[str, ...]] = {}

    def _ranked(self, bank: Bank, text: str) -> tuple[tuple[str, float], ...]:
        """Return families with their weights, best first: one that is called by a name the bank does not know, then those of the terms."""
        ranked = rank_families(self.reading)
        best = ranked[0][1] if ranked else self.settings.named
        return (*((family, best + 1.0) for family in called(self.catalog, bank, text, self.shelf.families)), *ranked)

    def _unranged(self) -> dict[str, tuple[Sample, ...]]:
        """Return the families asked for that no range has samples of, each as it is by default."""
        found: dict[str, tuple[Sample, ...]] = {}
        for family, _ in self.ranked[: self.settings.unranged]:
            if family not in self.shelf.families and family in self.catalog.families:
                with suppress(LibraryError):  # told by `library lint`; the rest is found without it
                    found[family] = (self.catalog.sample(family),)
        return found

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
        return {name: float(value) for name, value in found.items() if isinstance(value, int | float) and value > 0}

    def hits(self, most: int) -> tuple[Hit, ...]:
        """Return the hits, best first: what is named, then family by family, then what only plain words find."""
        found: list[Hit] = [self._hit(self.named, 0.0, self.settings.named, True)] if self.named else []
        seen = {self.named.id} if self.named else set()
        for weight, groups in self._groups():
            if len(found) >= most:
                break
            rows = [row for row in self._rows(groups) if not seen or row[-1].id not in seen]
            rows.sort()
            del rows[most:]
            seen |= {row[-1].id for row in rows}
            nearest: dict[str, float] = {}
            for far, _, _, _, sample in rows:
                nearest[sample.family] = min(far, nearest.get(sample.family, far))
            for far, _, plain, _, sample in rows:
                found.append(self._hit(sample, far, weight - plain, far <= nearest[sample.family]))
        return tuple(found[:most])

    def _groups(self) -> Iterator[tuple[float, Mapping[str, Iterable[Sample]]]]:
        """Yield (weight, samples by family): the weightiest families first, last what only plain words find.

        When only a size or a decor is asked, that is every sample.
        """
        families = self.families
        for weight in sorted(set(self.weights.values()), reverse=True):
            yield weight, {family: families[family] for family, one in self.weights.items() if one == weight}
        rest = self.text if self.weights else self.text | self.unread
        if not (rest or self.ranked or self.named) and (self.asked or self.bare or self.finish):
            yield 0.0, self.shelf.families
        grouped: dict[str, list[Sample]] = {}
        for sample in rest.values():
            grouped.setdefault(sample.family, []).append(sample)
        yield 0.0, grouped

    def _rows(self, groups: Mapping[str, Iterable[Sample]]) -> Iterator[Row]:
        """Yield samples with what orders them."""
        settings, sized = self.settings, bool(self.asked or self.bare)
        order = self.shelf.order
        last = {many[0].id: len(order) + at for at, many in enumerate(self.lone.values())}
        text, unread, finish, others = self.text, self.unread, self.finish, self.others
        for family, samples in groups.items():
            sides = self._sides(family) if sized else {}
            known: dict[Sides, float] = {}
            far, wrong = 0.0, 0
            for sample in samples:
                if sized:
                    own = sides[sample.id]
                    if own not in known:
                        known[own] = self._far(own)
                    far = known[own]
                if others:
                    wrong = sum(not self._has(sample, name, values) for name, values in others.items())
                plain = settings.text if text and sample.id in text else 0.0
                if unread and sample.id in unread:
                    plain += settings.unread
                if finish and finish[0] in sample.finish and set(finish) <= set(sample.finish):
                    plain += settings.decor
                yield far, wrong, -plain, order[sample.id] if sample.id in order else last[sample.id], sample

    def _sides(self, family: str) -> Mapping[str, Sides]:
        """Return the sides of a family's samples, worked out once; what they leave to their family counts only for a family asked for."""
        whole = family in self.weights  # reading a family takes far longer than a search
        found = self.shelf.sides.get((family, whole))
        if found is None:
            states = self._states(family) if whole else {}
            usual = {name: states[name].value for name in self.sides if name in states}
            found = {}
            for sample in self.families[family]:
                own = usual | dict(sample.values)
                row = (own.get(name) for name in self.sides)
                found[sample.id] = tuple(one if isinstance(one, int | float) else None for one in row)
            self.shelf.sides[family, whole] = found
        return found

    def _far(self, own: Sides) -> float:
        """Return how far sides are from those asked, 0 for equal; a length without a side is compared with the nearest side."""
        far = sum(_off(own[at], value) for at, value in self.places)
        for value in self.bare:
            nearest = 1.0
            for side in own:
                if side is not None and abs(side - value) < nearest * value:
                    nearest = abs(side - value) / value
            far += nearest
        return far

    def _has(self, sample: Sample, name: str, values: tuple[float | str | bool, ...]) -> bool:
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
                sample = self.families[family][0]
                found = {state.id: state for state in self.catalog.parameters(sample.id)}
            except LibraryError:
                found = {}
            self.shelf.states[family] = found
        return found

    def _hit(self, sample: Sample, far: float, weight: float, nearest: bool) -> Hit:
        values, refused = self._values(sample, nearest)
        finish = tuple(one for one in self.finish if one not in sample.finish)
        return Hit(sample, values, finish, round(weight + 1 / (1 + far), 4), self._why(sample.family, far < 1), refused)

    def _why(self, family: str, near: bool) -> tuple[str, ...]:
        key = (family, near)
        if key not in self.whys:
            found = []
            for term in self.reading.terms:
                points = any(name == family and weight > 0 for name, weight in term.families)
                sized = near and term.kind == "dimension" and (self.asked or self.bare)
                if points or sized or (term.decors and self.finish):
                    found.append(term.id)
            self.whys[key] = tuple(dict.fromkeys(found))
        return self.whys[key]

    def _values(self, sample: Sample, nearest: bool) -> tuple[Values, Values]:
        """Return what to fill in, within the limits of the family, and what it cannot take; sides only for the nearest samples."""
        chosen: dict[str, Value] = {}
        refused: dict[str, Value] = {}
        asked: dict[str, tuple[float | str | bool, ...]] = dict(self.others)
        if nearest:
            asked |= {name: (value,) for name, value in self.asked.items()}
            asked |= self._only_side(sample)
        own = dict(sample.values)
        for name, values in asked.items():
            if own.get(name) == values[0]:
                continue
            state = self._states(sample.family).get(name)
            value = _fitting(state, values) if state else None
            if value is None:
                refused |= {name: values[0]} if name in self.asked or state else {}
            elif self._own(sample, name) != value:
                chosen[name] = value
        return tuple(sorted(chosen.items())), tuple(sorted(refused.items()))

    def _only_side(self, sample: Sample) -> dict[str, tuple[float | str | bool, ...]]:
        """Return the side that a single length without one can only be: the only one whose limits it fits and that was not asked."""
        if len(self.bare) != 1 or sample.family not in self.weights or self.bare[0] in dict(sample.values).values():
            return {}
        states = self._states(sample.family)
        left = [name for name in self.sides if name not in self.asked and name in states]
        fitting = [name for name in left if _fitting(states[name], (self.bare[0],)) is not None]
        return {fitting[0]: (self.bare[0],)} if len(fitting) == 1 else {}


def _off(side: float | None, asked: float) -> float:
    """Return by which part of itself a length asked differs from a side, at most 1."""
    return 1.0 if side is None else min(1.0, abs(side - asked) / asked)


def _fitting(state: ParameterState, values: tuple[float | str | bool, ...]) -> Value | None:
    """Return the first value that a parameter can take, None when there is none."""
    for value in values:
        if state.kind == "choice":
            if value in [choice for choice, _ in state.choices]:
                return value
        elif isinstance(value, bool) or state.kind == "bool":
            if isinstance(value, bool) and state.kind == "bool":
                return value
        elif isinstance(value, int | float):
            low, high = state.min, state.max
            if (low is None or value >= low) and (high is None or value <= high):
                return int(value) if state.kind == "count" else float(value)
    return None
