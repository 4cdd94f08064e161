"""Numbers typed while drawing: one text a field, Tab takes the next field. mm and degrees. The manners are those of numbers.py."""

from __future__ import annotations

from app.tools.numbers import DIGITS, LONGEST, number

METRES = 100.0  # a number with a point under this, and an "m" after it, is metres


class Typed:
    """What has been typed into the fields of a tool; the first field is in hand until Tab."""

    def __init__(self, *fields: str, signed: tuple[str, ...] = ()) -> None:
        self.fields = fields
        self.texts: dict[str, str] = {}
        self._at = 0
        self._signed = signed

    @property
    def active(self) -> str:
        """The field in hand."""
        return self.fields[self._at]

    @property
    def text(self) -> str:
        """What stands in the field in hand."""
        return self.texts.get(self.active, "")

    def __bool__(self) -> bool:
        return any(self.texts.values())

    def value(self, field: str) -> float | None:
        """Return the number typed into a field, None while it is none."""
        return number(self.texts.get(field, ""))

    def shown(self, field: str) -> str:
        """Return the text to show in a field that is being typed, "" elsewhere."""
        return self.texts.get(field, "")

    def type(self, text: str) -> bool:
        """Add characters to the field in hand; return whether all of them were part of a number."""
        taken = True
        for char in text:
            taken = self._press(char) and taken
        return taken

    def key(self, name: str) -> bool:
        """Take "Tab" or "Backspace"; return whether the key meant anything here."""
        if name == "Tab":
            self._at = (self._at + 1) % len(self.fields)
            return True
        if name == "Backspace" and self.text:
            self.texts[self.active] = self.text[:-1]
            return True
        return False

    def clear(self) -> None:
        """Forget all that was typed, take the first field."""
        self.texts, self._at = {}, 0

    def _press(self, char: str) -> bool:
        if char in tuple(DIGITS) and len(self.text) < LONGEST:
            self.texts[self.active] = self.text + char
            return True
        if char == "." and "." not in self.text:
            self.texts[self.active] = (self.text or "0") + char
            return True
        if char == "-" and not self.text and self.active in self._signed:
            self.texts[self.active] = char
            return True
        if char in "mM" and self.active not in self._signed:
            self.texts[self.active] = in_mm(self.text)
            return bool(self.text)
        return False


def in_mm(text: str) -> str:
    """Return what was typed before an "m", in mm: "3.6" is 3600; "3600" stays, its "m" is the first one of "mm"."""
    value = number(text)
    return f"{value * 1000.0:.10g}" if "." in text and value is not None and value < METRES else text
