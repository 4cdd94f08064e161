"""Numbers as people say them: domain.md 1.4 row by row, and what must not be a number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.terms.bank import open_bank
from app.terms.letters import fold
from app.terms.numerals import Number, read_numbers
from app.terms.reading import standardize
from tests.terms.tables import table

RULES = open_bank().numbers


def numbers(text: str) -> tuple[Number, ...]:
    return read_numbers(fold(text, RULES.variants), RULES)


def values(text: str) -> list[float]:
    """Every number that a text's terms carry."""
    found: list[float] = []
    for term in standardize(text, open_bank()).terms:
        for _, value in term.params:
            found += [
                float(one) for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, int | float)
            ]
    return found


def test_every_row_of_the_reference_reads_as_it_says(shared: Path) -> None:
    rows = table(shared / "reference" / "domain.md", "1.4")
    assert len(rows) == 14
    checked = 0
    for said, rule, result in rows:
        phrases = re.split(r"\s*\(板\)\s*" if "(板)" in said else " / ", said)
        wanted = re.findall(r"\d+(?:\.\d+)?", re.findall(r"[\d.]+ mm", rule)[0] if result == "tolerance" else result)
        if result == "area":
            wanted = ["6"]
        for at, phrase in enumerate(phrases):
            good = [float(wanted[at])] if len(wanted) == len(phrases) else [float(one) for one in wanted]
            for value in good:
                assert any(abs(value - read) < 0.05 for read in values(phrase)), (phrase, value, values(phrase))
                checked += 1
    assert checked >= 30


@pytest.mark.parametrize("said", ["半米", "一米出头", "差不多两米", "60深", '23-5/8" wide', "一条"])
def test_a_rough_number_must_be_confirmed(said: str) -> None:
    reading = standardize(said, open_bank())
    assert [term.needs_confirmation for term in reading.terms] == [True]
    assert reading.doubts


@pytest.mark.parametrize(
    ("said", "mm"),
    [
        ("一千八", 1800), ("两千四百五", 2450), ("1千2", 1200), ("两千零五十", 2050), ("一百二", 120), ("一万二", 12000),
        ("二四零零", 2400), ("两米零五", 2050), ("2米05", 2050), ("2m4", 2400), ("两米半", 2500), ("两米四十公分", 2400),
        ("一米八五左右", 1850), ("２米４", 2400), ("两尺三寸", 766.7), ("兩米四", 2400), ("1,200mm", 1200), ("24 cm", 240),
        ("3.5公分", 35), ("half a metre", 500), ("7 ft 10 in", 2387.6), ("三点五米", 3500), ("2米400", 2400),
    ],
)  # fmt: skip
def test_numerals_and_units(said: str, mm: float) -> None:
    assert [number.value for number in numbers(said)] == [mm]


def test_two_metres_four_is_never_two_metres_and_four_centimetres() -> None:
    for said in ("2米4", "两米四", "2米4的衣柜", "宽2米4", "2m4"):
        assert [number.value for number in numbers(said)] == [2400.0]


@pytest.mark.parametrize(
    ("said", "mm", "count"),
    [("2米4个抽屉", 2000, 4), ("两米四扇门", 2000, 4), ("一米二三斗柜", 1200, 3), ("两米四门衣柜", 2000, 4)],
)
def test_a_digit_that_counts_things_ends_no_length(said: str, mm: float, count: int) -> None:
    assert [(one.value if one.kind == "length" else one.count) for one in numbers(said)] == [mm, count]


@pytest.mark.parametrize(
    "said", ["E0", "BD-600x720x560", "base_doors-600-bar", "RCP-18", "高一点", "千万", "百叶门", "abc123def", "1" * 40]
)
def test_codes_and_words_are_no_lengths(said: str) -> None:
    assert all(number.amount < 2 for number in numbers(said))


def test_a_closing_quotation_mark_is_no_inch() -> None:
    assert [number.value for number in numbers('"宽600"')] == [600]
    assert [number.value for number in numbers('24" x 30"')] == [609.6, 762.0]


def test_a_foreign_measure_says_that_it_was_brought_to_a_tenth() -> None:
    (number,) = numbers('23-5/8"')
    assert (number.exact, number.value) == (600.075, 600.1)
    assert "terms.rounded" in number.doubts
    (number,) = numbers("8 ft")
    assert (number.value, number.doubts) == (2438.4, ())


DIGITS = "零一二三四五六七八九"


def chinese(value: int) -> str:
    """Write 1..9999 in Chinese by the rules of school, not by the program's."""
    places = [(value // 1000, "千"), (value // 100 % 10, "百"), (value // 10 % 10, "十"), (value % 10, "")]
    said, gap = "", False
    for digit, unit in places:
        if digit:
            said += (DIGITS[0] if gap and said else "") + DIGITS[digit] + unit
        gap = not digit
    return said[1:] if said.startswith("一十") else said


@given(st.integers(1, 5999))
def test_a_length_written_in_chinese_reads_back(mm: int) -> None:
    (number,) = numbers(chinese(mm) + "毫米")
    assert number.value == mm
    assert number.span == (0, len(chinese(mm)) + 2)


@given(st.integers(1, 5), st.integers(0, 99))
def test_metres_and_what_follows_read_back(metres: int, part: int) -> None:
    said = f"{DIGITS[metres]}米{DIGITS[part // 10]}{DIGITS[part % 10]}"
    assert [number.value for number in numbers(said)] == [metres * 1000 + part * 10]


@given(st.text(alphabet="一二两三四五六七八九十百千万半米尺寸公分厘0123456789.,/-'\"x个 多出头mcft", max_size=40))
def test_any_letters_of_numbers_give_spans_inside_the_text_that_do_not_overlap(text: str) -> None:
    end = 0
    for number in numbers(text):
        start, last = number.span
        assert end <= start < last <= len(text)
        assert start <= number.core[0] < number.core[1] <= last
        assert 0 <= number.value <= 1e9
        end = last
