"""What the search answers: the cards, best first, and what was understood of the words, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.components.catalog import Catalog
from app.records import Text
from app.terms.bank import Bank, open_bank
from app.terms.find import Hit, find, rank_families
from app.terms.reading import Reading, Term, standardize
from app.ui.cards import Card, Row
from app.ui.offers import Offer, Shelf
from app.words import LANGUAGES, Argument, catalogue, say, written

MOST = 200  # samples


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood: terms with their values, and what must be asked first."""

    terms: tuple[Text, ...] = ()
    question: Text | None = None


@dataclass(frozen=True)
class Answers:
    """The search over one library."""

    catalog: Catalog
    shelf: Shelf
    bank: Bank

    def find(self, words: str) -> tuple[tuple[Row, ...], Understood]:
        """Return the cards for some words: samples best first, each family after the first of its samples."""
        reading = standardize(words, self.bank)
        terms = tuple(dict.fromkeys(self._chip(term) for term in reading.terms))
        hits = [hit for hit in find(self.catalog, self.bank, words, MOST) if self.shelf.family(hit.sample.family)]
        question = reading.doubts[0].ask if reading.doubts else None
        return (*self._mixed(hits), *self._unranged(words, reading, hits)), Understood(terms, question)

    def _unranged(self, words: str, reading: Reading, hits: Sequence[Hit]) -> Iterator[Row]:
        """Yield the families that answer but have no samples of their own to be found: they are placed as they are."""
        found = {hit.sample.family for hit in hits}
        ranked = {family for family, _ in rank_families(reading)}
        asked = words.lower().split()
        for family in self.shelf.families:
            known = f"{family.id} {family.name.zh} {family.name.en}".lower()
            if family.id not in found and (family.id in ranked or all(word in known for word in asked)):
                yield Card(Offer(family.usual.id), family.name, family if len(family.samples) > 1 else None)

    def _mixed(self, hits: Sequence[Hit]) -> tuple[Row, ...]:
        found: dict[str, int] = {}
        for hit in hits:
            found[hit.sample.family] = found.get(hit.sample.family, 0) + 1
        cards: list[Row] = []
        for hit in hits:
            offer = Offer(hit.sample.id, hit.values, hit.finish)
            cards.append(Card(offer, hit.sample.name, filled=bool(hit.values or hit.finish)))
            family = self.shelf.family(hit.sample.family)
            if family is not None and found.pop(family.id, 0) > 1:
                cards.append(Card(Offer(family.usual.id), family.name, family))
        return tuple(cards)

    def _chip(self, term: Term) -> Text:
        """Return a term as people read it: its name, and the sizes that it says."""
        return Text(*(self._words(term, language) for language in LANGUAGES))

    def _words(self, term: Term, language: str) -> str:
        entry = self.bank.entries.get(term.id)
        if entry is not None and term.kind != "dimension":
            name = entry.name(language)
            return say("ui.reading.without", language, name=name) if term.negated else name
        sizes = []
        for side, value in term.params:
            key = f"ui.reading.{side}"
            word = say(key, language) if key in catalogue(language, "ui") else side
            sizes.append(f"{word} {_size(value, language)}".strip())
        return " ".join(sizes) or term.id


def _size(value: Argument | bool | tuple[float, float], language: str) -> str:
    if isinstance(value, tuple):
        return "–".join(written(float(one), language) for one in value)
    return written(value, language)


def warm(catalog: Catalog, shelf: Shelf) -> Answers:
    """Return the search of a library, its memory filled, so that the first letter typed is answered at once."""
    assert catalog.stamp  # of the data as they were read
    answers = Answers(catalog, shelf, open_bank())
    answers.find("600")
    return answers
