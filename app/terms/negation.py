"""What a customer does not want: which words a negation is about (不要抽屉和门, no drawers or handles, 拉手不要)."""

from __future__ import annotations

from app.terms.bank import Bank
from app.terms.matching import Piece

SILENT = ("filler", "joint", "with", "negation", "dimension")  # words that are no terms by themselves
LISTS = "、,"  # between things that are refused together


def refused(text: str, pieces: tuple[Piece, ...], bank: Bank) -> set[int]:
    """Return the pieces that a negation is about: what follows it and, after 和, 或 or 、, that too; or else what it stands behind."""
    found: set[int] = set()
    for at, piece in enumerate(pieces):
        if piece.entry is not None and piece.entry.kind == "negation":
            following = _following(text, pieces, at)
            found |= following or _before(text, pieces, at, bank)
    return found


def _following(text: str, pieces: tuple[Piece, ...], at: int) -> set[int]:
    found: set[int] = set()
    waiting, end = True, pieces[at].span[1]
    for place in range(at + 1, len(pieces)):
        piece, gap = pieces[place], text[end : pieces[place].span[0]].strip()
        if piece.entry is None or (gap and (not found or gap not in LISTS)):
            break
        end = piece.span[1]
        waiting = waiting or bool(gap) or piece.entry.kind == "joint"
        if piece.entry.kind in ("filler", "joint", "with"):
            continue
        if not waiting or piece.entry.kind in SILENT:
            break
        found.add(place)
        waiting = False
    return found


def _before(text: str, pieces: tuple[Piece, ...], at: int, bank: Bank) -> set[int]:
    rest = text[pieces[at].span[1] :].lstrip(" 了的")
    if at == 0 or (rest and rest[0] not in bank.settings.breaks):
        return set()
    before = pieces[at - 1]
    gap = text[before.span[1] : pieces[at].span[0]].strip()
    return set() if gap or before.entry is None or before.entry.kind in SILENT else {at - 1}
