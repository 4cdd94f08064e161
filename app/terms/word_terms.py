"""The terms of a word of the bank: which of its meanings its neighbours tell, its parameters filled from numbers, its questions."""

from __future__ import annotations

from collections.abc import Iterator

from app.terms.bank import Bank, Entry, Said
from app.terms.matching import Piece, thickness
from app.terms.negation import SILENT
from app.terms.numerals import Number
from app.terms.term import Doubt, Term, doubt


def word_terms(at: int, unwanted: bool, pieces: tuple[Piece, ...], bank: Bank) -> Iterator[tuple[Term, list[Doubt]]]:
    """Yield the terms of the piece at a place with what must be asked about each; a number by itself has none here."""
    piece = pieces[at]
    for entry in piece.entries:
        confidence, asked = entry.confidence, entry.ask
        if entry.context:
            meant = _by_context(entry, at, pieces, bank.settings.context_reach)
            if meant:
                entry, confidence, asked = bank.entries[meant], bank.settings.by_context, None
        if entry.kind in SILENT:
            continue
        negated = unwanted
        if unwanted and entry.opposite:
            entry, negated = bank.entries[entry.opposite], False
            confidence, asked = entry.confidence, entry.ask
        doubts = [] if asked is None or negated else [Doubt(asked, piece.span, entry.id)]
        for slot, number in piece.numbers:
            doubts += _number_doubts(number, entry.id, "" if slot in ("n", "board", "body") else slot)
        if len(doubts) > bool(asked):
            confidence *= bank.settings.doubtful
        weight = bank.settings.negated if negated else _weight(entry, at, pieces, bank)
        yield (
            Term(
                id=entry.id,
                params=() if negated else _params(entry, piece, bank),
                confidence=round(confidence, 3),
                needs_confirmation=bool(doubts),
                span=piece.span,
                kind=entry.kind,
                negated=negated,
                prefill=() if negated else _prefill(entry, piece, bank),
                families=tuple((family, weight * points) for family, points in entry.families.items()),
                slot=entry.slot,
                decors=() if negated else entry.decors,
            ),
            doubts,
        )


def _weight(entry: Entry, at: int, pieces: tuple[Piece, ...], bank: Bank) -> float:
    """Return how much a thing counts: less when it only comes with another, as the desk in 衣柜带书桌."""
    if entry.kind != "family":
        return 1.0
    place = at - 1
    while place >= 0 and (before := pieces[place].entry) and before.kind == "filler":
        place -= 1
    comes = place > 0 and (before := pieces[place].entry) is not None and before.kind == "with"
    main = any(one.kind == "family" for piece in pieces[: max(place, 0)] for one in piece.entries)
    return bank.settings.beside if comes and main else 1.0


def _by_context(entry: Entry, at: int, pieces: tuple[Piece, ...], reach: int) -> str:
    """Return the term that the nearest telling word says is meant, "" when none is within reach."""
    best, piece = ("", 1 << 30), pieces[at]
    for other in pieces[max(0, at - reach) : at + reach + 1]:
        far = max(other.span[0] - piece.span[1], piece.span[0] - other.span[1])
        for meant, words in entry.context.items():
            if other is not piece and far < best[1] and any(one.id in words for one in other.entries):
                best = (meant, far)
    return best[0]


def _params(entry: Entry, piece: Piece, bank: Bank) -> tuple[tuple[str, Said], ...]:
    values: dict[str, Said] = {}
    for name, value in entry.params.items():
        if isinstance(value, str) and "{" in value:
            values[name] = _slot_value(value, piece, bank)
        else:
            values[name] = (float(value[0]), float(value[1])) if isinstance(value, tuple) else value
    for name, derived in entry.derive.items():
        of = values.get(derived.of)
        if isinstance(of, int | float):
            values[name] = (of * derived.times + derived.plus[0], of * derived.times + derived.plus[1])
    return tuple(sorted(values.items()))


def _prefill(entry: Entry, piece: Piece, bank: Bank) -> tuple[tuple[str, tuple[float | str | bool, ...]], ...]:
    def said(value: float | str | bool) -> float | str | bool:
        return _slot_value(value, piece, bank) if isinstance(value, str) and "{" in value else value

    return tuple((name, tuple(said(value) for value in values)) for name, values in entry.prefill.items())


def _slot_value(said: str, piece: Piece, bank: Bank) -> float:
    """Return the number of a slot as "{n}" or "-{length}" says it."""
    numbers = dict(piece.numbers)
    slot = said.strip("-{}")
    number = numbers.get(slot) or next(iter(numbers.values()))
    if slot == "n":
        value = float(number.amount)
        value = int(value) if value == int(value) else value
    else:
        value = (
            thickness(number)
            if slot == "board"
            else _height(number, bank.settings.person_cm_most)
            if slot == "body"
            else number.value
        )
    return -value if said.startswith("-") else value


def _height(number: Number, cm_most: float) -> float:
    """Return how tall a person is, mm: 175 without a unit is centimetres, as people say it."""
    tenfold = number.kind == "bare" and number.amount == int(number.amount) and number.amount <= cm_most
    return number.amount * 10 if tenfold else number.value


def _number_doubts(number: Number, term: str, slot: str) -> list[Doubt]:
    return [
        doubt(key, number.span, term, said=_plain(number.amount), value=number.value, exact=number.exact)
        for key in number.doubts
        if slot or key != "terms.centimetres"
    ]


def _plain(amount: float) -> float | int:
    return int(amount) if amount == int(amount) else amount
