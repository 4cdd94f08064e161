"""What a reading is made of: terms, doubts, and the reading of a text as a whole. Lengths mm; spans are offsets of letters in the text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from app.records import Text
from app.terms.bank import Said
from app.terms.numerals import Span
from app.words import Argument, say


@dataclass(frozen=True, slots=True)
class Term:
    """One thing a customer asked for. `params` are sorted pairs, lengths mm; a pair of numbers is from, to.

    `prefill` says which values a family's parameter should take, the first it knows; `families` where the term points to.
    """

    id: str
    params: tuple[tuple[str, Said], ...]
    confidence: float  # 0 to 1
    needs_confirmation: bool
    span: Span
    kind: str = ""
    negated: bool = False
    prefill: tuple[tuple[str, tuple[float | str | bool, ...]], ...] = ()
    families: tuple[tuple[str, float], ...] = ()
    slot: str = ""  # the finish slot a colour is for
    decors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the customer must be asked: the sentence, the words it is about, and the term it belongs to."""

    ask: Text
    span: Span
    term: str = ""


@dataclass(frozen=True)
class Reading:
    """A text as the standardizer understood it; `unread` are the stretches that no word of the bank explains."""

    text: str
    terms: tuple[Term, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    unread: tuple[Span, ...] = ()

    @cached_property
    def prefill(self) -> dict[str, tuple[float | str | bool, ...]]:
        """Parameters of families and the values asked for them; what is asked twice and differently is left out."""
        found: dict[str, set[tuple[float | str | bool, ...]]] = {}
        for term in self.terms:
            for name, values in term.prefill:
                found.setdefault(name, set()).add(values)
        return {name: next(iter(values)) for name, values in found.items() if len(values) == 1}

    @cached_property
    def unread_words(self) -> tuple[str, ...]:
        """The text of the unread stretches."""
        return tuple(self.text[start:end] for start, end in self.unread)

    def has(self, term: str) -> bool:
        """Whether a term was asked for, and not refused."""
        return any(one.id == term and not one.negated for one in self.terms)


def doubt(key: str, span: Span, term: str = "", **args: Argument) -> Doubt:
    """Return the question of a key in terms.po, in both languages."""
    return Doubt(Text(say(key, "zh", **args), say(key, "en", **args)), span, term)
