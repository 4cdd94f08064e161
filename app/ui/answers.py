"""What the search answers: the cards, best first, and what was understood of the words."""

from __future__ import annotations

from dataclasses import dataclass

from app.components.catalog import Catalog
from app.components.ranges import Sample
from app.records import Text
from app.ui.cards import Card, Row
from app.ui.offers import Offer, Shelf

MOST = 200  # samples


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood: terms with their values, and what must be asked."""

    terms: tuple[Text, ...] = ()
    question: Text | None = None


@dataclass(frozen=True)
class Answers:
    """The search over one library."""

    catalog: Catalog
    shelf: Shelf

    def find(self, words: str) -> tuple[tuple[Row, ...], Reading]:
        """Return the cards for some words: samples best first, each family after the first of its samples."""
        found = [sample for sample in self.catalog.search(words) if self.shelf.family(sample.family)]
        return self._mixed([(sample, Offer(sample.id)) for sample in found[:MOST]]), Reading()

    def _mixed(self, found: list[tuple[Sample, Offer]]) -> tuple[Row, ...]:
        cards: list[Row] = []
        seen: dict[str, int] = {}
        for sample, _ in found:
            seen[sample.family] = seen.get(sample.family, 0) + 1
        shown = set()
        for sample, offer in found:
            filled = bool(offer.values or offer.finish)
            cards.append(Card(offer, sample.name, filled=filled))
            family = self.shelf.family(sample.family)
            if family is not None and family.id not in shown and seen[family.id] > 1:
                shown.add(family.id)
                cards.append(Card(Offer(family.usual.id), family.name, family))
        return tuple(cards)


def warm(catalog: Catalog, shelf: Shelf) -> Answers:
    """Return the search of a library, its memory filled, so that the first letter typed is answered at once."""
    assert catalog.stamp  # of the data as they were read
    answers = Answers(catalog, shelf)
    answers.find("0")
    return answers
