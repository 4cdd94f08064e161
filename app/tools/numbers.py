"""Numbers typed during a gesture: digits go to the field in hand, Tab takes the next one. mm."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

OFFSETS = ("left", "right")
SIZES = ("width", "height", "depth")
FIELDS = ("left", "right", "width", "height", "depth", "elevation")
DIGITS = "0123456789"
LONGEST = 9  # characters; a home is smaller than 1e6 mm with two decimals


@dataclass(frozen=True, slots=True)
class Numbers:
    """What has been typed: the text of each field, and the field in hand (an index into `fields`); `open` once a key was pressed."""

    fields: tuple[str, ...] = FIELDS
    texts: tuple[tuple[str, str], ...] = ()
    at: int = 0
    open: bool = False

    @property
    def active(self) -> str:
        """The name of the field in hand."""
        return self.fields[self.at]

    @property
    def text(self) -> str:
        """What stands in the field in hand."""
        return dict(self.texts).get(self.active, "")

    def values(self, names: tuple[str, ...] = FIELDS) -> dict[str, float]:
        """Return the numbers typed into those fields; a text that is not yet a number ("-") is left out."""
        found = {name: number(text) for name, text in self.texts if name in names}
        return {name: value for name, value in found.items() if value is not None}

    def press(self, key: str) -> Numbers:
        """Return the numbers after a key: a digit, ".", "-", "Backspace" or "Tab"; other keys change nothing."""
        if key == "Tab":
            return replace(self, at=(self.at + 1) % len(self.fields) if self.open else self.at, open=True)
        if key == "Backspace":
            return self._with(self.text[:-1])
        if key in tuple(DIGITS) and len(self.text) < LONGEST:
            return self._with(self.text + key)
        if key == "." and "." not in self.text:
            return self._with((self.text or "0") + key)
        if key == "-" and not self.text and self.active not in SIZES:
            return self._with(key)
        return self

    def _with(self, text: str) -> Numbers:
        texts = {name: old for name, old in self.texts if not (name in OFFSETS and self.active in OFFSETS)}
        texts[self.active] = text
        return replace(self, texts=tuple((name, one) for name, one in texts.items() if one), open=True)


def number(text: str) -> float | None:
    """Return a typed text as a number, None while it is none."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
