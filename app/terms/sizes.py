"""Lengths in a text attached to what they measure: 宽2400, 1.8米高的, 2400x600x2200, 门洞宽900, 层高2.7 (domain.md 1.4, 1.5 and its traps).

A size is named by the noun beside it, the one before it first. Sizes beside a doorway, a wall or a bed are its own, not the cabinet's.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.terms.bank import Bank, Entry
from app.terms.matching import Piece, thickness
from app.terms.numerals import Number, Span

BETWEEN = " :：="  # may stand between a noun and its number


@dataclass(frozen=True, slots=True)
class Measure:
    """A length, mm, and what it measures: width, height, depth, room_height, doorway_width, ...; "" where nothing says so.

    `most` is the end of a range; `order` holds the sides of a product that only its order
    names, and `leads` its first; `pieces` are used up by it.
    """

    name: str
    value: float
    span: Span
    said: Span
    exact: float
    pieces: tuple[int, ...]
    doubts: tuple[str, ...] = ()
    most: float | None = None
    order: tuple[str, ...] = ()
    leads: bool = False


def measure(text: str, pieces: tuple[Piece, ...], bank: Bank) -> tuple[Measure, ...]:
    """Return the lengths of a text, areas and tolerances too, each with what it measures."""
    maker = _Maker(text, pieces, bank)
    found: list[Measure] = []
    at = 0
    while at < len(pieces):
        number = pieces[at].number
        if number is None:
            at += 1
            continue
        group = maker.group(at)
        made = maker.product(group) if len(group) > 1 and maker.joined == "x" else maker.single(at, group)
        found += made
        at = group[-1] + 1
    return tuple(found)


def _of_board(number: Number, value: float, doubts: tuple[str, ...]) -> tuple[float, tuple[str, ...]]:
    """Return a thickness: without a unit it is mm, not cm."""
    if number.kind != "bare":
        return value, doubts
    return thickness(number), tuple(one for one in doubts if one != "terms.centimetres")


class _Maker:
    def __init__(self, text: str, pieces: tuple[Piece, ...], bank: Bank) -> None:
        self.text, self.pieces, self.bank = text, pieces, bank
        self.used: set[int] = set()
        self.joined = ""
        self.cabinet = any(entry.kind == "family" for piece in pieces for entry in piece.entries)

    def group(self, at: int) -> list[int]:
        """Return the numbers that are joined to the one at `at` by x or as a range."""
        group, settings = [at], self.bank.settings
        self.joined = ""
        while group[-1] + 1 < len(self.pieces):
            nearer, following = self.pieces[group[-1]], self.pieces[group[-1] + 1]
            number = following.number
            if number is None or number.kind not in ("bare", "length"):
                break
            gap = self.text[nearer.span[1] : following.span[0]].strip()
            kind = "x" if gap in settings.joins else "range" if gap in settings.ranges else ""
            if not gap or not kind or self.joined not in ("", kind) or (kind == "range" and len(group) > 1):
                break
            self.joined = kind
            group.append(group[-1] + 1)
        return group

    def numbers(self, group: list[int]) -> list[tuple[Number, float, tuple[str, ...]]]:
        """Return numbers with values and doubts; one without a unit takes that of the next, or of the one before it when it is small."""
        found: list[tuple[Number, float, tuple[str, ...]]] = []
        numbers = [number for at in group if (number := self.pieces[at].number)]
        for at, number in enumerate(numbers):
            value, doubts = number.value, number.doubts
            if number.kind == "bare":
                later = next((one for one in numbers[at + 1 :] if one.kind == "length"), None)
                small = number.amount < self.bank.numbers.bare.whole_mm_from
                before = next((one for one in reversed(numbers[:at]) if one.kind == "length"), None) if small else None
                giver = later or before
                if giver and giver.amount:
                    value = number.amount * giver.exact / giver.amount
                    doubts = tuple(one for one in doubts if one not in ("terms.centimetres", "terms.rounded"))
            found.append((number, value, doubts))
        return found

    def product(self, group: list[int]) -> list[Measure]:
        """Return sizes joined by x, named by the order of their thing: it is always asked whether that order was meant."""
        order, numbers = self._order(group), self.numbers(group)
        span = (self.pieces[group[0]].span[0], self.pieces[group[-1]].span[1])
        owner = self._owner(group[0], group[-1])
        made: list[Measure] = []
        for at, (number, value, doubts), name in zip(group, numbers, order, strict=False):  # more stay unread
            whose = f"{owner}_{name}" if owner else name
            names = order[: len(group)]
            value, doubts = _of_board(number, value, doubts) if name == "thickness" else (value, doubts)
            made.append(Measure(whose, value, span, number.span, number.exact, (at,), doubts, None, names, not made))
        return made

    def _order(self, group: list[int]) -> tuple[str, ...]:
        """Return the order of sizes of the nearest noun: its own, that of boards for a part, or that of cabinets."""
        nouns = [
            (min(abs(at - group[0]), abs(at - group[-1])), at)
            for at, piece in enumerate(self.pieces)
            if piece.entries and (piece.entries[0].kind in ("part", "family") or piece.entries[0].order)
        ]
        settings = self.bank.settings
        if not nouns:
            return settings.order
        entry = self.pieces[min(nouns)[1]].entries[0]
        return entry.order or (settings.board_order if entry.kind == "part" else settings.order)

    def single(self, at: int, group: list[int]) -> list[Measure]:
        """Return the measure of one number or range, none for a number that measures nothing."""
        numbers = self.numbers(group)
        number, value, doubts = numbers[0]
        most = numbers[1][1] if len(numbers) > 1 else None
        said = (self.pieces[group[0]].span[0], self.pieces[group[-1]].span[1])
        if number.kind in ("area", "tolerance", "thickness"):
            return [Measure(number.kind, value, said, said, number.exact, tuple(group), doubts)]
        noun = self._noun(group[0], group[-1])
        owner = self._owner(group[0], group[-1])
        if noun is None and not owner and number.kind == "bare" and not self._length(number, most):
            return []
        name = owner
        if noun is not None:
            entry = self._measures(noun)
            self.used.add(noun)
            name = entry.measures if not owner or entry.owner else f"{owner}_{entry.measures}"
            start, end = self.pieces[noun].span
            said_with = (min(said[0], start), max(said[1], end))
        else:
            said_with = said
        value, doubts = _of_board(number, value, doubts) if name == "thickness" else (value, doubts)
        return [Measure(name, value, said_with, said, number.exact, tuple(group), doubts, most)]

    def _length(self, number: Number, most: float | None) -> bool:
        """Whether a bare number with no noun beside it is a length at all: 600 and 2.4 are, 4 and 60 may be anything."""
        bare = self.bank.numbers.bare
        whole = number.amount == int(number.amount)
        return (
            most is not None
            or number.amount >= bare.whole_mm_from
            or (not whole and number.amount < bare.decimal_below)
        )

    def _measures(self, at: int) -> Entry:
        return next(entry for entry in self.pieces[at].entries if entry.measures)

    def _noun(self, first: int, last: int) -> int | None:
        """Return the piece that names the side of a number: the noun before it, else the one after it."""
        for step, start in ((-1, first), (1, last)):
            at = self._beside(start, step)
            if at is not None and at not in self.used and any(entry.measures for entry in self.pieces[at].entries):
                return at
        return None

    def _beside(self, at: int, step: int) -> int | None:
        """Return the next piece to the left or right that is no filler, None when other letters stand between."""
        while 0 <= at + step < len(self.pieces):
            left, right = sorted((at, at + step))
            if self.text[self.pieces[left].span[1] : self.pieces[right].span[0]].strip(BETWEEN):
                return None
            at += step
            entry = self.pieces[at].entry
            if entry is None or entry.kind != "filler":
                return at
        return None

    def _owner(self, first: int, last: int) -> str:
        """Return whose size it is: of the thing right behind it, else of the nearest before it in the sentence; "" the cabinet's."""
        at = self._beside(last, 1)
        if at is not None and any(entry.measures for entry in self.pieces[at].entries):
            at = self._beside(at, 1)
        if at is not None and (entry := self.pieces[at].entry) and (entry.owner or entry.kind == "family"):
            return self._whose(entry)
        for at in range(first - 1, -1, -1):
            between = self.text[self.pieces[at].span[1] : self.pieces[at + 1].span[0]]
            entry = self.pieces[at].entry
            if any(letter in "。；;\n!?！？" for letter in between):
                return ""
            if entry and (entry.owner or entry.kind == "family"):
                return self._whose(entry)
        return ""

    def _whose(self, entry: Entry) -> str:
        """Return the owner that a noun makes of sizes; a part that is asked for by itself owns none."""
        if entry.measures or (entry.kind == "part" and not self.cabinet):
            return ""
        return entry.owner
