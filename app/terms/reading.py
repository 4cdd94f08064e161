"""The standardizer: a customer's words -> terms with parameters, confidence, and what must be asked (domain.md 1.3-1.5).

Nothing is guessed unsaid: whatever is rough, ambiguous or contradicts itself stays in the reading with a doubt, and what is not understood
is listed as unread.

A length without a word for its side ("两米四" beside a wardrobe) is asked: width or height? With 顶天立地 in the same text the ceiling
decides the height, so the width is the only side left open that people name first: the length is taken as the width with the confidence
of custom, and the question stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from app.records import Text
from app.terms.bank import Bank, Entry, Said
from app.terms.letters import fold
from app.terms.matching import Piece, find_pieces, thickness
from app.terms.numerals import Number, Span
from app.terms.sizes import Measure, measure
from app.words import Argument, say

SILENT = ("filler", "joint", "negation", "dimension")  # words that are no terms by themselves


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
    prefill: tuple[tuple[str, tuple[float | str, ...]], ...] = ()
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
    def prefill(self) -> dict[str, tuple[float | str, ...]]:
        """Parameters of families and the values asked for them; what is asked twice and differently is left out."""
        found: dict[str, set[tuple[float | str, ...]]] = {}
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


def standardize(text: str, bank: Bank) -> Reading:
    """Return what a text in Chinese or English asks for; any text has a reading, a very long one is read in part and says so."""
    most = bank.settings.longest
    cut = text[:most]
    folded = fold(cut, bank.numbers.variants)
    pieces = find_pieces(folded, bank)
    measures = measure(folded, pieces, bank)
    refused = _refused(folded, pieces, bank)
    found = [made for at, piece in enumerate(pieces) for made in _terms(piece, at in refused, pieces, bank)]
    found = _dressed(found, folded, pieces, bank)
    terms = [term for term, _ in found]
    doubts = [doubt for _, asked in found for doubt in asked]
    sized, more = _sized(measures, cut, bank, any(term.id == bank.settings.ceiling for term in terms))
    terms, clashes = _clashes([*terms, *sized], cut)
    if len(text) > most:
        doubts.append(_doubt("terms.cut", (most, most), letters=most))
    used = {at for one in measures for at in one.pieces}
    return Reading(
        cut,
        tuple(sorted(terms, key=lambda term: (term.span, term.id))),
        tuple(sorted([*doubts, *more, *clashes], key=lambda doubt: (doubt.span, doubt.term))),
        _unread(folded, pieces, used, refused, bank),
    )


def _doubt(key: str, span: Span, term: str = "", **args: Argument) -> Doubt:
    return Doubt(Text(say(key, "zh", **args), say(key, "en", **args)), span, term)


def _terms(piece: Piece, refused: bool, pieces: tuple[Piece, ...], bank: Bank) -> Iterable[tuple[Term, list[Doubt]]]:
    """Yield the terms of a word; a number by itself has none here."""
    for entry in piece.entries:
        confidence, asked = entry.confidence, entry.ask
        if entry.context:
            meant = _by_context(entry, piece, pieces)
            if meant:
                entry, confidence, asked = bank.entries[meant], bank.settings.by_context, None
        if entry.kind in SILENT:
            continue
        negated = refused
        if refused and entry.opposite:
            entry, negated = bank.entries[entry.opposite], False
            confidence, asked = entry.confidence, entry.ask
        doubts = [] if asked is None or negated else [Doubt(asked, piece.span, entry.id)]
        for slot, number in piece.numbers:
            doubts += _number_doubts(number, entry.id, "" if slot in ("n", "board", "body") else slot)
        if len(doubts) > bool(asked):
            confidence *= bank.settings.doubtful
        weight = bank.settings.negated if negated else 1.0
        yield (
            Term(
                id=entry.id,
                params=() if negated else _params(entry, piece),
                confidence=round(confidence, 3),
                needs_confirmation=bool(doubts),
                span=piece.span,
                kind=entry.kind,
                negated=negated,
                prefill=()
                if negated
                else tuple((name, _filled(values, piece)) for name, values in entry.prefill.items()),
                families=tuple((family, weight * points) for family, points in entry.families.items()),
                slot=entry.slot,
                decors=() if negated else entry.decors,
            ),
            doubts,
        )


def _by_context(entry: Entry, piece: Piece, pieces: tuple[Piece, ...]) -> str:
    """Return the term that the nearest telling word says is meant, "" when none is there."""
    best = ("", 1 << 30)
    for other in pieces:
        far = max(other.span[0] - piece.span[1], piece.span[0] - other.span[1])
        for meant, words in entry.context.items():
            if other is not piece and far < best[1] and any(one.id in words for one in other.entries):
                best = (meant, far)
    return best[0]


def _params(entry: Entry, piece: Piece) -> tuple[tuple[str, Said], ...]:
    values: dict[str, Said] = {}
    for name, value in entry.params.items():
        if isinstance(value, str) and "{" in value:
            values[name] = _slot_value(value, piece)
        else:
            values[name] = (float(value[0]), float(value[1])) if isinstance(value, tuple) else value
    for name, derived in entry.derive.items():
        of = values.get(derived.of)
        if isinstance(of, int | float):
            values[name] = (of * derived.times + derived.plus[0], of * derived.times + derived.plus[1])
    return tuple(sorted(values.items()))


def _filled(values: tuple[float | str, ...], piece: Piece) -> tuple[float | str, ...]:
    return tuple(_slot_value(value, piece) if isinstance(value, str) and "{" in value else value for value in values)


def _slot_value(said: str, piece: Piece) -> float:
    """Return the number of a slot as "{n}" or "-{length}" says it."""
    numbers = dict(piece.numbers)
    slot = said.strip("-{}")
    number = numbers.get(slot) or next(iter(numbers.values()))
    if slot == "n":
        value = float(number.amount)
        value = int(value) if value == int(value) else value
    else:
        value = thickness(number) if slot == "board" else _height(number) if slot == "body" else number.value
    return -value if said.startswith("-") else value


def _height(number: Number) -> float:
    """Return how tall a person is, mm: 175 without a unit is centimetres, as people say it."""
    tenfold = number.kind == "bare" and number.amount == int(number.amount) and number.amount < 300
    return number.amount * 10 if tenfold else number.value


def _number_doubts(number: Number, term: str, slot: str) -> list[Doubt]:
    return [
        _doubt(key, number.span, term, said=_plain(number.amount), value=number.value, exact=number.exact)
        for key in number.doubts
        if slot or key != "terms.centimetres"
    ]


def _plain(amount: float) -> float | int:
    return int(amount) if amount == int(amount) else amount


def _refused(text: str, pieces: tuple[Piece, ...], bank: Bank) -> set[int]:
    """Return which pieces a negation is about: what follows it, with 和 and 或 what follows that; or what it stands behind."""
    refused: set[int] = set()
    for at, piece in enumerate(pieces):
        if not piece.entries or piece.entries[0].kind != "negation":
            continue
        hit, now = False, at
        for nearer, following in pairwise(range(at, len(pieces))):
            gap = text[pieces[nearer].span[1] : pieces[following].span[0]].strip(" 、")
            entry = pieces[following].entry
            if gap or entry is None:
                break
            if entry.kind in ("filler", "joint"):
                now = following
                continue
            if entry.kind in SILENT or (
                hit and now != following - 1 and "、" not in text[pieces[nearer].span[1] : pieces[following].span[0]]
            ):
                break
            if hit and now != nearer and "、" not in text[pieces[nearer].span[1] : pieces[following].span[0]]:
                break
            refused.add(following)
            hit = True
        if not hit and at and _ends(text, piece.span[1], bank):
            before = pieces[at - 1]
            if before.entry and before.entry.kind not in SILENT and not text[before.span[1] : piece.span[0]].strip():
                refused.add(at - 1)
    return refused


def _ends(text: str, at: int, bank: Bank) -> bool:
    rest = text[at:].lstrip(" 了的")
    return not rest or rest[0] in bank.settings.breaks


def _dressed(
    found: list[tuple[Term, list[Doubt]]], text: str, pieces: tuple[Piece, ...], bank: Bank
) -> list[tuple[Term, list[Doubt]]]:
    """Give each colour the finish slot of the word beside it: 白色柜体, 台面白色."""
    slots = {piece.span: entry.slot for piece in pieces for entry in piece.entries if entry.slot and not entry.decors}
    fillers = {piece.span for piece in pieces if piece.entry and piece.entry.kind == "filler"}
    dressed = []
    for term, doubts in found:
        if term.decors and not term.slot:
            near = bank.settings.colour_slot
            for span, slot in slots.items():
                between = (term.span[1], span[0]) if span[0] >= term.span[1] else (span[1], term.span[0])
                inner = text[between[0] : between[1]]
                if not inner.strip() or between in fillers:
                    near = slot
                    break
            term = replace(term, slot=near)
        dressed.append((term, doubts))
    return dressed


def _sized(measures: tuple[Measure, ...], text: str, bank: Bank, ceiling: bool) -> tuple[list[Term], list[Doubt]]:
    """Return the terms of sizes and what must be asked about them."""
    terms: list[Term] = []
    doubts: list[Doubt] = []
    sides = [one.name for one in measures]
    for one in measures:
        asked = []
        name, confidence, said = one.name, 1.0, text[one.said[0] : one.said[1]].strip()
        if not name and ceiling and "width" not in sides and sides.count("") == 1:
            name, confidence = "width", bank.settings.by_custom
            asked.append(_doubt("terms.width_by_ceiling", one.span, "size.width", said=said, value=one.value))
        elif not name:
            confidence = bank.settings.unclear
            asked.append(_doubt("terms.which_side", one.span, "size", said=said, value=one.value))
        term = f"size.{name}" if name else "size"
        if one.by_order:
            confidence = bank.settings.by_custom
            asked.append(
                _doubt(f"terms.order_{one.by_order}", one.span, term, said=text[one.span[0] : one.span[1]].strip())
            )
        if one.most is not None:
            asked.append(_doubt("terms.range", one.span, term, low=one.value, high=one.most))
        for key in one.doubts:
            confidence = min(confidence, bank.settings.doubtful)
            asked.append(_doubt(key, one.span, term, said=said, value=one.value, exact=one.exact))
        side = bank.settings.sides.get(name)
        value: Said = one.value if one.most is None else (one.value, one.most)
        prefill = ((side, (one.value,)),) if side and one.most is None else ()
        terms.append(
            Term(term, ((name or "length", value),), confidence, bool(asked), one.span, "dimension", prefill=prefill)
        )
        doubts += [doubt for doubt in asked if not (one.by_order and doubt.ask in [other.ask for other in doubts])]
    return terms, doubts


def _clashes(terms: list[Term], text: str) -> tuple[list[Term], list[Doubt]]:
    """Return the terms with those that contradict each other marked, and a question for each such pair."""
    asked: dict[str, Term] = {}
    doubts: list[Doubt] = []
    marked: set[int] = set()
    for at, term in enumerate(terms):
        values = [(f"prefill {name}", value) for name, value in term.prefill]
        if term.kind == "dimension" and term.id != "size":
            values = [(term.id, term.params)]  # type: ignore[list-item]
        for name, value in values:
            first = asked.setdefault(name, term)
            other = first.params if name == first.id else dict(first.prefill).get(name.removeprefix("prefill "))
            if first is not term and other != value:
                marked |= {at, terms.index(first)}
                one, two = (text[part.span[0] : part.span[1]].strip() for part in (first, term))
                doubts.append(_doubt("terms.clash", term.span, term.id, one=one, two=two))
    return [replace(t, needs_confirmation=True) if at in marked else t for at, t in enumerate(terms)], doubts


def _unread(text: str, pieces: tuple[Piece, ...], used: set[int], refused: set[int], bank: Bank) -> tuple[Span, ...]:
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
