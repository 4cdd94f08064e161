"""What a tape or a laser says, typed or sent: "2385", "2.385 m", "238,5cm", "2385毫米" -> mm. What is in doubt is asked."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from app.plans.surveys.check import UNITS, unit_slip

FACTORS = {"": 1.0, "mm": 1.0, "毫米": 1.0, "cm": 10.0, "厘米": 10.0, "公分": 10.0, "m": 1000.0, "米": 1000.0}
SIGNS = str.maketrans({"。": ".", "，": ".", ",": ".", "－": "-", "−": "-"})
_NUMBER = re.compile(r"([+-]?\d{1,9}(?:\.\d{0,6})?|[+-]?\.\d{1,6})\s*([a-z一-鿿]*)")

type Outcome = Literal["blank", "taken", "asked", "refused"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: nothing, a length in mm (an angle in degrees) to take or to ask about first, or no number."""

    outcome: Outcome
    value: float = 0.0
    unit: str = ""  # the unit that a bare number seems to be in


def read_length(text: str, drawn: float = 0.0) -> Reading:
    """Return the length that was typed; a bare number that only makes sense in cm or m beside the drawn one is asked about."""
    typed = unicodedata.normalize("NFKC", text.translate(SIGNS)).translate(SIGNS).strip().lower()
    if not typed:
        return Reading("blank")
    found = _NUMBER.fullmatch(typed)
    if found is None or found[2] not in FACTORS:
        return Reading("refused")
    value = float(found[1]) * FACTORS[found[2]]
    unit = unit_slip(value, drawn) if not found[2] and drawn > 0 else ""
    if unit:
        return Reading("asked", round(value * dict(UNITS)[unit], 2), unit)
    return Reading("taken", round(value, 2))


def read_angle(text: str) -> Reading:
    """Return the angle that was typed, degrees."""
    typed = (
        unicodedata.normalize("NFKC", text.translate(SIGNS))
        .strip()
        .lower()
        .removesuffix("°")
        .removesuffix("度")
        .strip()
    )
    if not typed:
        return Reading("blank")
    found = _NUMBER.fullmatch(typed)
    return Reading("taken", round(float(found[1]), 3)) if found is not None and not found[2] else Reading("refused")
