"""How much a number says before and without its unit: figures, fractions, Chinese numerals, a few English words; and which unit follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from app.terms.letters import border, spaces
from app.terms.number_rules import NumberRules, Unit

FIGURES = re.compile(r"[0-9](?:,[0-9]{3}(?![0-9,]))|[0-9]{1,9}(?:\.[0-9]{1,6})?(?![0-9])")
FRACTION = re.compile(r"(?:([0-9]{1,4})(?:\s?-\s?|\s))?([0-9]{1,3})/([0-9]{1,3})(?![0-9])")


@dataclass(frozen=True, slots=True)
class Amount:
    value: Fraction
    end: int
    decimal: bool = False
    doubts: tuple[str, ...] = ()


class Amounts:
    """Amounts and units in one folded text."""

    def __init__(self, text: str, rules: NumberRules) -> None:
        self.text, self.rules = text, rules
        self.quotes = 0  # quotation marks so far that are no inches

    def amount(self, at: int) -> Amount | None:
        text, rules = self.text, self.rules
        fraction = FRACTION.match(text, at)
        if fraction and int(fraction.group(3)):
            unit = self.unit(fraction.end())
            if unit and unit[1].fractions:
                whole = Fraction(int(fraction.group(1) or 0))
                return Amount(whole + Fraction(int(fraction.group(2)), int(fraction.group(3))), fraction.end())
        if text[at] == rules.half:
            return Amount(Fraction(1, 2), at + 1)
        chinese = self._chinese(at)
        figures = FIGURES.match(text, at)
        if figures and (chinese is None or figures.end() >= chinese.end):
            said = figures.group().replace(",", "")
            return Amount(Fraction(said), figures.end(), "." in said)
        if chinese is None:
            return self._english(at)
        return chinese

    def _chinese(self, at: int) -> Amount | None:
        text, rules = self.text, self.rules
        spoken = rules.spoken.match(text, at)
        found = rules.chinese.match(text, at)
        if spoken and len(spoken.group()) > 1 and (found is None or found.end() <= spoken.end()):
            said = spoken.group()[:6]
            values = [rules.digit(letter) for letter in said]
            if len(values) == 2 and values[0] and values[1] == values[0] + 1:  # 三四个: three or four
                return Amount(Fraction(values[0]), at + 2, doubts=("terms.about",))
            if values[0]:
                return Amount(Fraction(int("".join(map(str, values)))), at + len(said))
        if found is None or found.end() == at:
            return None
        value, end = self._powers(found)
        after = rules.point and text[end : end + 1] == rules.point and rules.spoken.match(text, end + 1)
        if after:
            part = "".join(str(rules.digit(letter)) for letter in after.group()[:6])
            return Amount(value + Fraction(int(part), 10 ** len(part)), end + 1 + len(part), True)
        return Amount(value, end)

    def _powers(self, found: re.Match[str]) -> tuple[Fraction, int]:
        """Return the value of a numeral with powers; a last digit right after 百 or 千 counts tens or hundreds (一千八)."""
        value, last = 0, 0
        for name, power in (("w", 10_000), ("q", 1000), ("b", 100)):
            if found[name]:
                value, last = value + self.rules.digit(found[name]) * power, power
        if found["ten"]:
            value, last = value + (self.rules.digit(found["s"]) if found["s"] else 1) * 10, 10
        if not found["g"]:
            return Fraction(value), found.end()
        short = last >= 100 and not found["z"]
        if short and self.counts(found.end()):
            return Fraction(value), found.start("g")
        return Fraction(value + self.rules.digit(found["g"]) * (last // 10 if short else 1)), found.end()

    def _english(self, at: int) -> Amount | None:
        for word, value in self.rules.english.items():
            end = at + len(word)
            if self.text.startswith(word, at) and border(self.text, end):
                if word == "half":
                    end += len(" a") if self.text.startswith(" a ", end) else 0
                return Amount(Fraction(value), end)
        return None

    def unit(self, at: int, ids: tuple[str, ...] = ()) -> tuple[str, Unit, Fraction, int] | None:
        """Return (word, unit, mm, end) of the unit that stands at or after spaces at `at`."""
        text, at = self.text, spaces(self.text, at)
        for word, unit, mm in self.rules.units:
            end = at + len(word)
            if not text.startswith(word, at) or (ids and unit.id not in ids):
                continue
            if not border(text, end) and text[end] != "x":  # 60cmx40cm
                continue
            if any(text.startswith(one, end) for one in unit.not_before):
                continue
            if unit.alone and text[end : end + 1].isalnum():
                continue
            if word == '"' and self.quotes % 2:
                continue
            return word, unit, mm, end
        return None

    def counts(self, at: int) -> bool:
        counted = self.rules.counted
        return any(self.text.startswith(word, at) for word in counted.words) and not any(
            self.text.startswith(word, at) for word in counted.but
        )
