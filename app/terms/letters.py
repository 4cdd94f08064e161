"""Letters as the standardizer compares them: lower case, half width, one way of writing; a text keeps its length, so spans stay true."""

from __future__ import annotations

import unicodedata

QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "′": "'", "“": '"', "”": '"', "″": '"', "×": "x", "✕": "x", "╳": "x", "＊": "x", "*": "x"}
)
KEPT = frozenset(
    "，。；：、！？（）㎡²³㎜㎝"
)  # not folded: a full-width comma ends a clause, an ASCII one may stand in a number


def fold(text: str, variants: str = "") -> str:
    """Return `text` in lower case and half width with as many letters as before; `variants` are pairs: written so, read so."""
    table = dict(zip(variants[::2], variants[1::2], strict=True))
    return "".join(_folded(table.get(letter, letter)) for letter in text).translate(QUOTES)


def _folded(letter: str) -> str:
    if letter.isascii():
        return letter.lower() if letter.isprintable() else " "
    if letter in KEPT:
        return letter
    if letter.isspace():
        return " "
    plain = unicodedata.normalize("NFKC", letter).lower()
    return plain if len(plain) == 1 else letter


def is_latin(letter: str) -> bool:
    """Whether a letter belongs to words that need borders: a-z and the underscore of ids."""
    return letter.isascii() and (letter.isalpha() or letter == "_")


def border(text: str, at: int) -> bool:
    """Whether a word may begin or end between the letters before and at `at`: no Latin word and no number is cut in two."""
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    if is_latin(before) and is_latin(after):
        return False
    return not (before.isascii() and before.isdigit() and after.isascii() and after.isdigit())


def spaces(text: str, at: int) -> int:
    """Return where the next letter that is no space stands, from `at` on."""
    while at < len(text) and text[at] == " ":
        at += 1
    return at
