"""Schedule codes of doors and windows, as C1518 (window 1500 x 1800) and M0921 (door 900 x 2100), in block names and beside openings. mm.

Chinese drawings name openings by letters for the sort and width and height in dm (GB/T 50104 style).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from app.geometry.frame import Point2
from app.plans.dxf.drawing import Note
from app.plans.dxf.layers import code_letters

WIDTHS, HEIGHTS = (300.0, 9900.0), (300.0, 6000.0)  # mm that can be meant
NEAR = 1500.0  # mm from an opening's middle at which its code stands at most


@dataclass(frozen=True, slots=True)
class Code:
    """A schedule code: what it names, its width and height; where its text stands."""

    text: str
    kind: Literal["door", "window", ""]
    width: float
    height: float
    sliding: bool = False
    at: Point2 = (0.0, 0.0)


def code_of(text: str, at: Point2 = (0.0, 0.0)) -> Code | None:
    """Return the code that stands in a text, None when none does."""
    if text.startswith("A$C"):  # names that a program made up
        return None
    for found in _pattern().finditer(text):
        sort = _sort(found.group(1).upper())
        width, height = float(found.group(2)) * 100.0, float(found.group(3)) * 100.0
        if sort and WIDTHS[0] <= width <= WIDTHS[1] and HEIGHTS[0] <= height <= HEIGHTS[1]:
            kind: Literal["door", "window", ""] = "window" if sort == "windows" else "" if sort == "both" else "door"
            return Code(found.group(0).strip(), kind, width, height, sort == "sliding", at)
    return None


def codes_in(notes: Iterable[Note]) -> list[Code]:
    """Return the codes that stand as texts in a drawing, placed where they stand."""
    return [code for note in notes if len(note.text) <= 40 and (code := code_of(note.text, note.at))]


def _sort(letters: str) -> str:
    return next((sort for sort, every in code_letters().items() if letters in every), "")


@cache
def _pattern() -> re.Pattern[str]:
    every = sorted({one for letters in code_letters().values() for one in letters}, key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z0-9$])({'|'.join(every)})[甲乙丙]?-?(\d\d)(\d\d)(?!\d)", re.IGNORECASE)
