"""Readings against domain.md: all parts, cabinets and attributes of 1.1-1.3, all 128 phrases of 1.5, its traps; and any text at all."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.terms.bank import KINDS, open_bank
from app.terms.reading import Reading, Term, standardize
from tests.terms.tables import numbers, phrases, table

BANK = open_bank()


def read(text: str) -> Reading:
    return standardize(text, BANK)


def params(text: str) -> dict[str, object]:
    return {name: value for term in read(text).terms for name, value in term.params}


def sources(reading: Reading) -> set[str]:
    return {
        one.strip()
        for term in reading.terms
        if term.id in BANK.entries
        for one in BANK.entries[term.id].source.split(",")
    }


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[tuple[str, list[str], str, str]]:
    found = [(*row, "")[:4] for row in table(shared / "reference" / "domain.md", "1.5")]
    return [(row[0], phrases(row[1]), row[2], row[3]) for row in found]


def test_every_phrase_of_the_reference_is_read_whole_as_its_row(rows: list[tuple[str, list[str], str, str]]) -> None:
    assert [row[0] for row in rows] == [str(number) for number in range(1, 129)]
    assert sum(len(row[1]) for row in rows) > 250
    for number, said, _, _ in rows:
        for phrase in said:
            reading = read(phrase)
            assert f"1.5/{number}" in sources(reading), (number, phrase, [term.id for term in reading.terms])
            assert not reading.unread, (number, phrase, reading.unread_words)


SIZES_ONLY = re.compile(r"[HWDT=Δ≥ ]|[−–]|\d")  # a canonical cell that begins so names no term but a size


def test_terms_carry_the_canonical_ids_of_the_reference(rows: list[tuple[str, list[str], str, str]]) -> None:
    exact = 0
    for number, said, canonical, _ in rows:
        terms = [term for phrase in said for term in read(phrase).terms]
        ids = {term.id for term in terms}
        if re.fullmatch(r"[a-z_.]+(=[a-z_]+)?", canonical):
            assert any(one == canonical or one.startswith(f"{canonical}.") or one.endswith(f"={canonical}") for one in ids), (
                number, canonical, ids,
            )  # fmt: skip
            exact += 1
        elif canonical and not SIZES_ONLY.match(canonical):
            known = " ".join(known_words(term) for term in terms).lower()
            assert any(word in known for word in re.findall(r"[a-z]{3,}", canonical.lower())), (number, canonical, ids)
    assert exact >= 30


def known_words(term: Term) -> str:
    entry = BANK.entries.get(term.id)
    return " ".join([term.id, *(f"{name} {value}" for name, value in term.params), *(entry.en if entry else ())])


def test_terms_carry_every_number_of_the_reference(rows: list[tuple[str, list[str], str, str]]) -> None:
    checked = 0
    for number, said, canonical, parameters in rows:
        wanted = numbers(parameters) | (
            numbers(canonical) if number != "66" else set()
        )  # 66 gives its formula: tested below
        have: set[float] = set()
        for phrase in said:
            for value in params(phrase).values():
                for one in value if isinstance(value, tuple) else (value,):
                    have |= {abs(float(part)) for part in re.findall(r"\d+(?:\.\d+)?", str(one))}
        assert wanted <= have, (number, wanted - have)
        checked += len(wanted)
    assert checked >= 100


def test_a_worktop_goes_by_who_cooks(shared: Path) -> None:
    assert params("台面高一点，我1米75")["worktop_height"] == (895.0, 925.0)  # row 66
    assert params("我身高一米六")["worktop_height"] == (820.0, 850.0)  # h/2 + 20…50
    assert params("I am 175 tall")["worktop_height"] == (895.0, 925.0)


SHARED_WORDS = {
    "面板",
    "隔板",
    "拉手",
    "开架",
}  # of several meanings, or the formal name of a kind: the tests of traps below


def test_every_part_and_cabinet_of_the_reference_has_its_words(shared: Path) -> None:
    checked = 0
    for heading, columns in (("1.1", 4), ("1.2", 3)):
        for row in table(shared / "reference" / "domain.md", heading):
            ids = {one.strip() for one in row[0].split("/")}
            ids |= {"side"} if "side_l" in ids else set()
            for phrase in re.split(r"[/,、]", ",".join(re.sub(r"\([^)]*\)", "", cell) for cell in row[1:columns])):
                phrase = phrase.strip()
                if len(phrase) < 2 or phrase in SHARED_WORDS or phrase in ("tall", "entry"):
                    continue
                found = {term.id for term in read(phrase).terms}
                assert found & ids, (ids, phrase, found)
                checked += 1
    assert checked >= 130


def test_every_attribute_of_the_reference_has_its_words(shared: Path) -> None:
    checked = 0
    for attribute, cell in table(shared / "reference" / "domain.md", "1.3"):
        if attribute == "emission":
            continue
        for pair in cell.split(" · "):
            chinese = re.match(r"\S+", re.sub(r"[（(][^)）]*[)）]", "", pair))
            assert chinese
            for word in chinese.group().split("/"):
                assert read(word).terms and not read(word).unread, (attribute, word)
                checked += 1
    assert checked >= 60
    assert params("E1")["formaldehyde_most"] == 0.124
    assert params("E0")["formaldehyde_most"] == 0.05
    assert params("ENF")["formaldehyde_most"] == 0.025


def test_the_sentence_of_the_order_form() -> None:
    reading = read("两米四顶天立地的推拉门衣柜，白色")
    assert [term.id for term in reading.terms] == [
        "size.width",
        "fit.height=ceiling",
        "wardrobe_sliding",
        "colour=white",
    ]
    width = reading.terms[0]
    assert width.needs_confirmation and width.confidence < 1
    assert any("两米四" in doubt.ask.zh for doubt in reading.doubts)
    assert reading.prefill["width"] == (2400.0,)


def test_a_length_without_a_side_is_asked() -> None:
    reading = read("两米四的衣柜")
    assert [(term.id, term.params, term.needs_confirmation) for term in reading.terms] == [
        ("size", (("length", 2400.0),), True),
        ("wardrobe", (), False),
    ]
    assert not reading.prefill
    assert "宽、高还是深" in reading.doubts[0].ask.zh


@pytest.mark.parametrize(
    ("said", "sizes"),
    [
        ("宽2400高2200深600", {"width": 2400, "height": 2200, "depth": 600}),
        ("2400宽2200高600深", {"width": 2400, "height": 2200, "depth": 600}),
        ("2400 wide, 600 deep and 2200 high", {"width": 2400, "height": 2200, "depth": 600}),
        ("W2400 H2200 D600", {"width": 2400, "height": 2200, "depth": 600}),
        ("宽：2400，高：2200", {"width": 2400, "height": 2200}),
        ("宽度是两米四", {"width": 2400}),
        ("两米四宽", {"width": 2400}),
        ("1.8米高的", {"height": 1800}),
        ("六十深", {"depth": 600}),
        ("60深", {"depth": 600}),
        ("a wardrobe 2.4 m wide", {"width": 2400}),
        ("宽1200*高2400*深600", {"width": 1200, "height": 2400, "depth": 600}),
    ],
)
def test_a_size_is_named_by_the_noun_beside_it(said: str, sizes: dict[str, float]) -> None:
    assert {name: values[0] for name, values in read(said).prefill.items()} == sizes


@pytest.mark.parametrize(
    "said", ["2400x600x2200", "2400×600×2200", "2400*600*2200", "2.4x0.6x2.2米", "240乘60乘220公分"]
)
def test_sizes_joined_by_x_are_read_in_the_chinese_order_and_asked(said: str) -> None:
    reading = read(said)
    assert reading.prefill == {"width": (2400.0,), "height": (600.0,), "depth": (2200.0,)}
    assert all(term.needs_confirmation for term in reading.terms)
    assert [doubt.ask.zh for doubt in reading.doubts if "宽 × 高 × 深" in doubt.ask.zh]


def test_a_board_is_long_wide_thick() -> None:
    sizes = {
        name: value for term in read("层板 800x400x18").terms if term.kind == "dimension" for name, value in term.params
    }
    assert sizes == {"length": 800.0, "width": 400.0, "thickness": 18.0}
    assert not read("层板 800x400x18").has("size.height")


def test_two_widths_are_kept_and_asked() -> None:
    reading = read("衣柜宽2400，不对，宽1800")
    assert [term.params[0][1] for term in reading.terms if term.id == "size.width"] == [2400.0, 1800.0]
    assert all(term.needs_confirmation for term in reading.terms if term.id == "size.width")
    assert "width" not in reading.prefill
    assert any("宽2400" in doubt.ask.zh and "宽1800" in doubt.ask.zh for doubt in reading.doubts)


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("门洞宽900高2000，衣柜高2米4", {"doorway_width": 900, "doorway_height": 2000, "height": 2400}),
        ("层高2.7，衣柜宽2400", {"room_height": 2700, "width": 2400}),
        ("2.7的层高", {"room_height": 2700}),
        ("1米8的床", {"bed": 1800}),
        ("墙宽3米6的衣柜", {"wall_width": 3600}),
        ("900宽的门洞", {"doorway_width": 900}),
        ("门洞 900x2000", {"doorway_width": 900, "doorway_height": 2000}),
        ("地柜，冰箱宽830", {"fridge_width": 830}),
        ("转角柜 900x1000", {"side_a": 900, "side_b": 1000}),
        ("台面 2400x600", {"length": 2400, "depth": 600}),
        ("衣柜长两米四", {"width": 2400}),
    ],
)
def test_sizes_belong_to_the_thing_beside_them_as_its_kind_has_them(said: str, own: dict[str, float]) -> None:
    found = {name: value for term in read(said).terms if term.kind == "dimension" for name, value in term.params}
    assert found == own
    assert {name for name in read(said).prefill if name in own} == set(own) & {"width", "height", "depth", "length"}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("抽屉的面板", "drw_face"),
        ("柜门面板", "door"),
        ("橱柜面板", "worktop"),
        ("面板", "face_panel"),
        ("竖着的隔板", "divider"),
        ("隔板横着", "shelf_adj"),
        ("隔板", "shelf_or_divider"),
        ("竖隔板", "divider"),
        ("门洞", "doorway"),
        ("门扇", "door"),
    ],
)
def test_words_of_many_meanings_go_by_their_neighbours(said: str, meant: str) -> None:
    reading = read(said)
    assert meant in [term.id for term in reading.terms]
    if meant in ("face_panel", "shelf_or_divider"):
        assert [term.needs_confirmation for term in reading.terms] == [True]


def test_li_is_a_millimetre_of_a_board_and_too_much_of_it_is_asked() -> None:
    assert params("18厘") == {"thickness": 18.0}
    assert params("18厘米深") == {"depth": 180.0}
    assert read("80厘").doubts


@pytest.mark.parametrize(
    ("said", "term", "asked"),
    [
        ("不要拉手", "handle=?", True),
        ("没有拉手的", "handle=?", True),
        ("no handles", "handle=?", True),
        ("without any handles", "handle=?", True),
        ("没有抽屉", "drawers=0", False),
        ("不要任何抽屉", "drawers=0", False),
        ("不要门", "open", False),
        ("抽屉不要", "drawers=0", False),
        ("no drawers or doors", "open", False),
        ("不要抽屉和门", "open", False),
        ("不要背板", "back=none", False),
    ],
)
def test_what_is_not_wanted(said: str, term: str, asked: bool) -> None:
    reading = read(said)
    assert reading.has(term)
    assert bool(reading.doubts) == asked
    assert not reading.has("drawers") and not reading.has("handle") and not reading.has("door")


def test_a_refused_term_without_an_opposite_stays_as_refused() -> None:
    (term,) = (one for one in read("衣柜不要玻璃门").terms if one.id == "glass_door")
    assert term.negated and not term.params and dict(term.families)["glass_doors_insert"] < 0


def test_what_is_not_understood_is_listed() -> None:
    assert read("衣柜要配 quasar 和魑魅").unread_words == ("quasar", "魑魅")
    assert read("衣柜 60").unread_words == ("60",)


def test_a_colour_goes_to_what_stands_beside_it() -> None:
    slots = {term.id: term.slot for term in read("白色柜体，黑色的拉手，胡桃木门板").terms if term.decors}
    assert slots == {"colour=white": "carcass", "colour=black": "handle", "decor=walnut": "front"}
    assert {term.slot for term in read("衣柜，白色").terms if term.decors} == {"front"}


def test_a_long_text_is_cut_with_a_sentence_and_read_in_time() -> None:
    for text in (
        "两米四的衣柜，" * 20_000,
        "a" * 100_000,
        "1x" * 50_000,
        "不要" * 50_000,
        "零" * 100_000,
        "面板" * 50_000,
        "白门" * 50_000,
        "宽600宽700" * 20_000,
        "\u0130\u1e9e" * 50_000,
    ):
        start = time.perf_counter()
        reading = read(text)
        assert time.perf_counter() - start < 1.0
        assert len(reading.text) == BANK.settings.longest
        assert str(BANK.settings.longest) in reading.doubts[-1].ask.en


def test_all_questions_are_in_both_languages_and_all_kinds_are_known() -> None:
    for entry in BANK.entries.values():
        assert entry.kind in KINDS
        if entry.ask:
            assert re.search("[\u4e00-\u9fff]", entry.ask.zh) and not re.search("[\u4e00-\u9fff]", entry.ask.en), (
                entry.id
            )
        assert entry.zh or entry.en


def check(text: str) -> None:
    reading = read(text)
    assert read(text) == reading
    for term in reading.terms:
        assert 0 <= term.span[0] < term.span[1] <= len(reading.text)
        assert 0 <= term.confidence <= 1
    for doubt in reading.doubts:
        assert doubt.ask.zh and doubt.ask.en
        assert 0 <= doubt.span[0] <= doubt.span[1] <= len(text)
    for start, end in reading.unread:
        assert text[start:end].strip()


WORDS = [word for entry in BANK.entries.values() for word in (*entry.zh, *entry.en)]
SAID = [
    "宽",
    "高",
    "600",
    "2400",
    "两米四",
    "x",
    "×",
    "，",
    "不要",
    "和",
    " ",
    "的",
    "三",
    "60",
    "到",
    "差不多",
    "左右",
    "'",
    '"',
    "-",
    "½",
]


@given(st.text(max_size=80))
def test_any_text_has_a_reading(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from([*WORDS, *SAID * 20]), max_size=12))
def test_any_words_have_a_reading(words: list[str]) -> None:
    check("".join(words))
    check(" ".join(words))
