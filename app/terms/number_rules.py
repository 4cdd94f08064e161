"""The rules of numerals as data: digits, units, words of doubt, from resources/terms/numbers.toml (domain.md 1.4). Lengths mm."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Literal

from app.components.source import FileError, read_table, record

type Kind = Literal["bare", "length", "thickness", "tolerance", "area"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: its words, its size in mm as a fraction, and what may follow it."""

    id: str
    kind: Kind
    mm: str
    words: tuple[str, ...]
    tail: bool = False
    then: tuple[str, ...] = ()
    spaced: bool = False
    fractions: bool = False
    alone: bool = False
    most: float | None = None
    not_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bare:
    """What a number without a unit means as a length."""

    whole_mm_from: float
    ask_from: float
    ask_unit_mm: float
    decimal_below: float
    decimal_unit_mm: float


@dataclass(frozen=True, slots=True)
class DoubtWords:
    """Words before, after and inside a number that make it a rough one."""

    about_before: tuple[str, ...] = ()
    about_after: tuple[str, ...] = ()
    over_before: tuple[str, ...] = ()
    over_after: tuple[str, ...] = ()
    under_before: tuple[str, ...] = ()
    under_after: tuple[str, ...] = ()
    inside_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """Words that count things, so that the digit before them ends no length; `but` are longer words that do not."""

    words: tuple[str, ...]
    but: tuple[str, ...] = ()


@dataclass(frozen=True)
class NumberRules:
    """resources/terms/numbers.toml as a record."""

    step: float
    half: str
    point: str
    zero: str
    digits: dict[str, int]
    bare: Bare
    unit: tuple[Unit, ...]
    doubt: DoubtWords
    counted: Counted
    english: dict[str, float] = field(default_factory=dict)
    variants: str = ""

    @cached_property
    def units(self) -> tuple[tuple[str, Unit, Fraction], ...]:
        """(word, unit, mm), longest words first."""
        found = [(word, unit, Fraction(unit.mm)) for unit in self.unit for word in unit.words]
        return tuple(sorted(found, key=lambda one: (-len(one[0]), one[0])))

    @cached_property
    def around(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """ "before", "after", "inside" -> (word, key of the doubt), longest words first."""
        found: dict[str, list[tuple[str, str]]] = {"before": [], "after": [], "inside": []}
        for doubt in ("about", "over", "under"):
            for where, words in found.items():
                words += [(word, f"terms.{doubt}") for word in getattr(self.doubt, f"{doubt}_{where}", ())]
        words = [(word, "terms.over") for word in self.doubt.inside_over]
        found["inside"] = words
        return {where: tuple(sorted(words, key=lambda one: -len(one[0]))) for where, words in found.items()}

    @cached_property
    def chinese(self) -> re.Pattern[str]:
        """A Chinese numeral with its powers of ten, or mixed with figures: 两千四百五, 1千2, 十八."""
        digit, zero = f"[{''.join(self.digits)}0-9]", f"[{self.zero}]?"
        return re.compile(
            f"(?:(?P<w>{digit})万)?(?:{zero}(?P<q>{digit})千)?(?:{zero}(?P<b>{digit})百)?(?:{zero}(?P<s>{digit})?(?P<ten>十))?"
            f"(?:(?P<z>{zero})(?P<g>{digit}))?(?![0-9])"
        )

    @cached_property
    def spoken(self) -> re.Pattern[str]:
        """Digits one by one: 四五 after 两米, 二四零零."""
        return re.compile(f"[{''.join(self.digits)}{self.zero}]+")

    def digit(self, letter: str) -> int:
        """Return what one digit is worth, Chinese or not."""
        return self.digits.get(letter) or (int(letter) if letter.isdigit() and letter.isascii() else 0)


def read_rules(path: Path) -> NumberRules:
    """Return the rules of a numbers.toml; raise LibraryError naming file, line and key."""
    rules = record(read_table(path), NumberRules, path)
    for unit in rules.unit:
        try:
            good = Fraction(unit.mm) > 0
        except (ValueError, ZeroDivisionError):
            good = False
        if not good:
            raise FileError(path, f"unit[{unit.id}].mm", f"{unit.mm!r} is no number or fraction above 0")
    return rules
