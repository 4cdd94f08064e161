"""Words found in a text: the longest first, none over another; numbers are found before and fill the slots of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.terms.bank import Bank, Entry, Node
from app.terms.letters import border, spaces
from app.terms.numerals import Number, Span, read_numbers

JOINS = " -"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text that is a word of the bank (`entries`, one or more meanings) or a number that no word holds."""

    span: Span
    entries: tuple[Entry, ...] = ()
    numbers: tuple[tuple[str, Number], ...] = ()  # slot -> number; ("", number) for a number by itself

    @property
    def entry(self) -> Entry | None:
        """The first meaning, None for a number."""
        return self.entries[0] if self.entries else None

    @property
    def number(self) -> Number | None:
        """The number that this piece is, None for a word."""
        return self.numbers[0][1] if not self.entries else None


def thickness(number: Number) -> float:
    """Return a number as the thickness of a board: without a unit it is mm (domain.md 1.4)."""
    return number.amount if number.kind == "bare" else number.value


def find_pieces(text: str, bank: Bank) -> tuple[Piece, ...]:
    """Return the words and numbers of a folded text from left to right."""
    numbers = read_numbers(text, bank.numbers)
    starts: dict[int, Number] = {}
    for number in numbers:
        starts[number.core[0]] = starts[number.span[0]] = number
    found = [Piece(number.span, (), (("", number),)) for number in numbers]
    for at in range(len(text)):
        if text[at] != " ":
            found += _words(text, at, bank, starts)
    found.sort(key=lambda piece: (piece.span[0] - piece.span[1], not piece.entries, len(piece.numbers), piece.span[0]))
    taken = bytearray(len(text))
    chosen = []
    for piece in found:
        start, end = piece.span
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            chosen.append(piece)
    return tuple(sorted(chosen, key=lambda piece: piece.span))


def _words(text: str, start: int, bank: Bank, numbers: Mapping[int, Number]) -> Iterator[Piece]:
    """Yield every word that begins at `start`."""
    if not border(text, start):
        return
    board_most = bank.settings.board_most
    todo: list[tuple[Node, int, tuple[tuple[str, Number], ...]]] = [(bank.tree, start, ())]
    while todo:
        node, at, filled = todo.pop()
        if node.entries and border(text, at):
            yield Piece((start, at), tuple(node.entries), filled)
        for slot, following in node.slots.items():
            number = numbers.get(spaces(text, at))
            if number is not None and _fits(slot, number, board_most):
                end, now = number.span[1], (*filled, (slot, number))
                todo.append((following, end, now))
                if " " in following.letters:  # 3drawers
                    todo.append((following.letters[" "], end, now))
                elif text[end : end + 1] == " ":  # 3 个抽
                    todo.append((following, spaces(text, end), now))
        if at >= len(text):
            continue
        if text[at] in JOINS:
            if " " in node.letters:
                end = at
                while end < len(text) and text[end] in JOINS:
                    end += 1
                todo.append((node.letters[" "], end, filled))
        elif text[at] in node.letters:
            todo.append((node.letters[text[at]], at + 1, filled))


def _fits(slot: str, number: Number, board_most: float) -> bool:
    if slot == "n":
        return number.count is not None
    if slot == "board":
        return number.kind in ("bare", "thickness", "length") and thickness(number) <= board_most
    return number.kind in ("bare", "length")
