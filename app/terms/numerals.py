"""Numbers and lengths as people say and write them, in Chinese and English (domain.md 1.4): 两米四, 一千八, 80公分, 7'10", 2.7.

What counts as a digit, a unit or a word of doubt stands in resources/terms/numbers.toml. Values are mm (an area m2). Whoever reads a number
gets its span in the text and whether it must be confirmed; nothing is rounded unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from app.terms.amounts import Amount, Amounts
from app.terms.letters import border, spaces
from app.terms.number_rules import Kind, NumberRules, Unit

type Span = tuple[int, int]  # from, to: offsets of letters in the text

MOST = Fraction(10**9)  # mm; the limit of all data of the program (app/records.py)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: `amount` as said, `value` in mm (an area in m2); `doubts` are keys of sentences in terms.po.

    `span` holds its words of doubt too, `core` the number and its unit. A bare number has the value that it would be as a length.
    """

    span: Span
    core: Span
    amount: float
    kind: Kind
    value: float
    exact: float  # before it was brought to the step of foreign measures
    doubts: tuple[str, ...] = ()

    @property
    def needs_confirmation(self) -> bool:
        """Whether the customer must say that this is meant."""
        return bool(self.doubts)

    @property
    def count(self) -> int | None:
        """The number as a count of things; None when it has a unit or is no whole number."""
        return int(self.amount) if self.kind == "bare" and self.amount == int(self.amount) else None


LABELS = "whdtx"  # W2400, 600x400


def read_numbers(text: str, rules: NumberRules) -> tuple[Number, ...]:
    """Return the numbers of a folded text (app/terms/letters.py) from left to right; they do not overlap."""
    return tuple(_Scanner(text, rules).numbers())


class _Scanner(Amounts):
    def __init__(self, text: str, rules: NumberRules) -> None:
        super().__init__(text, rules)
        self.starts = frozenset("0123456789十" + rules.half + rules.zero + "".join(rules.digits))
        self.english = frozenset(word[0] for word in rules.english)
        self.last = 0  # where the last number ended

    def numbers(self) -> Iterator[Number]:
        at, text = 0, self.text
        while at < len(text):
            letter = text[at]
            if (letter in self.starts and self._may_start(at)) or (letter in self.english and border(text, at)):
                found = self._number(at)
                if found:
                    yield found
                    self.last = at = found.span[1]
                    continue
            if letter == '"':
                self.quotes += 1
            at += 1
            while (
                letter.isascii() and letter.isdigit() and at < len(text) and text[at].isascii() and text[at].isdigit()
            ):
                at += 1  # a number too long to be one is passed over whole

    def _may_start(self, at: int) -> bool:
        """Whether a number may start here: not within a code like BD-600 or E0, but in W600 and 600x400."""
        text = self.text
        before = text[at - 1] if at else " "
        if not text[at].isascii() or at == 0:
            return True
        if before in "_.":
            return False
        if before == "-":
            return at < 2 or not (text[at - 2].isascii() and text[at - 2].isalpha())
        if before.isascii() and before.isalpha() and at > self.last:
            if before == "x":
                return text[self.last : at - 1].strip() == "" and self.last > 0
            return before in LABELS and (at < 2 or not (text[at - 2].isascii() and text[at - 2].isalnum()))
        return True

    def _number(self, at: int) -> Number | None:
        amount = self.amount(at)
        if amount is None:
            return None
        inside, after = self._word(self.rules.around["inside"], amount.end), amount.end
        unit = self.unit(after + len(inside[0])) if inside[0] else None
        doubts = amount.doubts
        if unit:
            doubts += (inside[1],)
        else:
            unit = self.unit(after)
        if unit is None:
            return self._bare(at, amount)
        _, one, mm, end = unit
        value, end = self._tail(amount.value * mm, one, mm, end)
        if one.alone:
            doubts += ("terms.tolerance",)
        if one.most is not None and value > one.most:
            doubts += ("terms.thickness",)
        if self.text[at] == self.rules.half or self.text.startswith("half", at):
            doubts += ("terms.about",)
        return self._made((at, end), float(amount.value), one.kind, value, doubts)

    def _bare(self, at: int, amount: Amount) -> Number | None:
        bare, value = self.rules.bare, amount.value
        after = self.text[amount.end : amount.end + 2]
        if self.text[at] == self.rules.half or self.text.startswith("half", at):
            return None
        word = re.match("[a-z]*", self.text[amount.end :])
        joined = word.group() if word and self.text[amount.end - 1].isdigit() else ""
        if joined and joined not in LABELS and len(joined) < 3:  # 3drawers is a count, 600b a code
            return None
        if after[:1] == "_" or (after[:1] == "-" and after[1:].isascii() and after[1:].isalpha()):
            return None
        doubts = amount.doubts
        if amount.decimal and value < Fraction(bare.decimal_below):
            value *= Fraction(bare.decimal_unit_mm)
        elif bare.ask_from <= value < bare.whole_mm_from:
            value *= Fraction(bare.ask_unit_mm)
            doubts += ("terms.centimetres",)
        return self._made((at, amount.end), float(amount.value), "bare", value, doubts)

    def _made(self, core: Span, amount: float, kind: Kind, value: Fraction, doubts: tuple[str, ...]) -> Number | None:
        if value > MOST:
            return None
        exact = float(value)
        if kind in ("length", "bare") and (value * 100).denominator != 1:
            step = Fraction(str(self.rules.step))
            value = round(value / step) * step
            doubts += ("terms.rounded",)
        (start, end), found = core, []
        before = self._before(start)
        if before:
            found.append(before[1])
            start = before[2]
        word, doubt = self._word(self.rules.around["after"], spaces(self.text, end))
        if word:
            found.append(doubt)
            end = spaces(self.text, end) + len(word)
        return Number((start, end), core, amount, kind, float(value), exact, (*found, *doubts))

    def _before(self, at: int) -> tuple[str, str, int] | None:
        end = at
        while end > self.last and self.text[end - 1] == " ":
            end -= 1
        for word, doubt in self.rules.around["before"]:
            start = end - len(word)
            if (
                start >= self.last
                and self.text.startswith(word, start)
                and border(self.text, start)
                and border(self.text, end)
            ):
                return word, doubt, start
        return None

    def _word(self, words: tuple[tuple[str, str], ...], at: int) -> tuple[str, str]:
        for word, doubt in words:
            if self.text.startswith(word, at) and border(self.text, at + len(word)):
                return word, doubt
        return "", ""

    def _tail(self, value: Fraction, unit: Unit, mm: Fraction, end: int) -> tuple[Fraction, int]:
        """Return the value with what follows the unit: 两米四, 两米四十公分, 一米半, 7'10"."""
        text, rules = self.text, self.rules
        if unit.then:
            start = spaces(text, end) if unit.spaced else end
            more = self.amount(start) if start < len(text) and text[start] in self.starts else None
            less = self.unit(more.end, unit.then) if more and not more.doubts else None
            if more and less and more.value * less[2] < mm:
                return value + more.value * less[2], less[3]
        if not unit.tail:
            return value, end
        if text[end : end + 1] == rules.half:
            return value + mm / 2, end + 1
        digits = rules.spoken.match(text, end) or re.compile(r"[0-9]{1,3}(?![0-9.])").match(text, end)
        if not digits or not 0 < len(digits.group()) <= 3:
            return value, end
        said, after = digits.group(), digits.end()
        if self.counts(after):
            if said.isascii() or len(said) == 1:
                return value, end
            said, after = said[:-1], after - 1
        if text[after : after + 1] == "十" and len(said) == 1:  # 两米二十
            return value + mm * self.rules.digit(said) / 10, after + 1
        if text[after : after + 1] in ("百", "千", "十", "万"):
            return value, end
        if self.unit(after) and text[after : after + 1] not in ("'", '"', "条"):
            return value, end
        number = int("".join(str(rules.digit(letter)) for letter in said))
        return value + mm * Fraction(number, 10 ** len(said)), after
