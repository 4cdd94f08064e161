"""The standardizer: a customer's words -> terms with parameters, confidence, and what must be asked (domain.md 1.3-1.5).

Nothing is guessed unsaid: whatever is rough, ambiguous or contradicts itself stays in the reading with a doubt, and what is not understood
is listed as unread.

A length without a word for its side ("两米四" beside a wardrobe) is asked: width or height? With 顶天立地 in the same text the ceiling
decides the height, so the width is the side left open that people name first: the length is taken as the width with the confidence of
custom, and the question stays.
"""

from __future__ import annotations

from dataclasses import replace

from app.terms.bank import Bank, Entry
from app.terms.letters import fold
from app.terms.matching import Piece, find_pieces
from app.terms.negation import refused
from app.terms.numerals import Span
from app.terms.size_terms import clashes, sized
from app.terms.sizes import measure
from app.terms.term import Doubt, Reading, Term, doubt
from app.terms.word_terms import word_terms

__all__ = ["Doubt", "Reading", "Term", "standardize"]


def standardize(text: str, bank: Bank) -> Reading:
    """Return what a text in Chinese or English asks for; any text has a reading, a very long one is read in part and says so."""
    most = bank.settings.longest
    cut = text[:most]
    folded = fold(cut, bank.numbers.variants)
    pieces = find_pieces(folded, bank)
    measures = measure(folded, pieces, bank)
    unwanted = refused(folded, pieces, bank)
    terms: list[Term] = []
    doubts: list[Doubt] = []
    for at in range(len(pieces)):
        for term, asked in word_terms(at, at in unwanted, pieces, bank):
            entry = bank.entries[term.id]
            if entry.decors or entry.slots:
                term = _dressed(term, entry, _slot(at, folded, pieces), bank)
            terms.append(term)
            doubts += asked
    lengths, more = sized(measures, cut, terms, bank)
    terms, contradictions = clashes([*terms, *lengths], cut)
    if len(text) > most:
        doubts.append(doubt("terms.cut", (most, most), letters=most))
    used = {at for one in measures for at in one.pieces}
    return Reading(
        cut,
        tuple(sorted(terms, key=lambda term: (term.span, term.id))),
        tuple(sorted([*doubts, *more, *contradictions], key=lambda one: (one.span, one.term))),
        _unread(folded, pieces, used, bank),
    )


def _dressed(term: Term, entry: Entry, beside: str, bank: Bank) -> Term:
    """Return a colour with its finish slot, that of the word beside it or its usual one, and the decors it has there."""
    usual = entry.slot or ("" if entry.decors else next(iter(entry.slots))) or bank.settings.colour_slot
    slot = beside or usual
    decors = entry.slots.get(slot, entry.decors if slot in bank.settings.board_slots else ())
    return replace(term, slot=slot, decors=() if term.negated else decors)


def _slot(at: int, text: str, pieces: tuple[Piece, ...]) -> str:
    """Return the finish slot of the word right behind or before a colour, 的 aside (白色柜体, 台面白色); "" when there is none."""
    for step in (1, -1):
        place = at + step
        while 0 <= place < len(pieces):
            left, right = pieces[min(place, place - step)], pieces[max(place, place - step)]
            entry = pieces[place].entry
            if entry is None or text[left.span[1] : right.span[0]].strip():
                break
            if entry.kind != "filler":
                if entry.slot and not entry.decors:
                    return entry.slot
                break
            place += step
    return ""


def _unread(text: str, pieces: tuple[Piece, ...], used: set[int], bank: Bank) -> tuple[Span, ...]:
    """Return the stretches of letters and figures that nothing explains, numbers that measure nothing included."""
    read = bytearray(len(text))
    for at, piece in enumerate(pieces):
        if piece.entries or at in used:
            read[piece.span[0] : piece.span[1]] = b"\1" * (piece.span[1] - piece.span[0])
    joins = set(bank.settings.joins) | set(bank.settings.ranges)
    found: list[Span] = []
    at = 0
    while at < len(text):
        if read[at] or not _is_word(text[at]):
            at += 1
            continue
        end = at
        while end < len(text) and not read[end] and (_is_word(text[end]) or text[end] in "-./"):
            end += 1
        while not _is_word(text[end - 1]):
            end -= 1
        if text[at:end] not in joins:
            found.append((at, end))
        at = end
    return tuple(found)


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
