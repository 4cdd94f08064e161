"""Ranges: axes of values and decors, what `when` leaves out, names in both languages, and what a wrong range says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.components import stock
from app.components.catalog import Catalog, open_catalog
from app.components.parts import LibraryError
from app.components.ranges import Range, read_ranges

from .grid_library import make_small_library

FULL = """
[[range]]
family = "base_doors"
id = "t-{width}-{front}-{handle}"
code = "T-{width}x{height}-{front}-{handle}"
name = { zh = "柜 {width} {front} {handle}", en = "Cabinet {width}, {front}, {handle}" }
grid = { width = [400, 600, 900], handle = ["none", "bar"] }
finish_grid = { front = ["sage", "cream"] }
values = { depth = 540 }
finish = { carcass = "white" }
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small library that a test may change."""
    return make_small_library(tmp_path / "library")


def opened(folder: Path, text: str) -> Catalog:
    """A library with one range file more."""
    (folder / "ranges" / "zz.toml").write_text(text, encoding="utf-8")
    return open_catalog(folder)


def added(catalog: Catalog) -> list[str]:
    return [sample.id for sample in catalog.samples if sample.id.startswith("t-")]


def test_every_combination_is_a_sample(small: Path) -> None:
    catalog = opened(small, FULL)
    assert catalog.problems == ()
    expected = [f"t-{w}-{front}-{h}" for w in (400, 600, 900) for h in ("none", "bar") for front in ("sage", "cream")]
    assert added(catalog) == expected
    sample = catalog.sample("t-600-cream-bar")
    assert dict(sample.values) == {"width": 600, "depth": 540, "handle": "bar"}
    assert dict(sample.finish) == {"front": "cream", "carcass": "white"}
    assert sample.code == "T-600x720-cream-bar"


def test_names_show_decors_and_choices_by_their_own_names(small: Path) -> None:
    catalog = opened(small, FULL)
    decor = catalog.decors["sage"].name
    choices = catalog.family("base_doors").parameters["handle"].spec.choices
    handle = next(choice.name for choice in choices if choice.value == "bar")
    name = catalog.sample("t-600-sage-bar").name
    assert name.zh == f"柜 600 {decor.zh} {handle.zh}" and name.en == f"Cabinet 600, {decor.en}, {handle.en}"


def test_a_formula_in_a_name_sees_keys(small: Path) -> None:
    text = FULL.replace("柜 {width} {front} {handle}", "柜{'甲' if front == 'sage' and handle == 'bar' else '乙'}")
    catalog = opened(small, text)
    assert catalog.sample("t-400-sage-bar").name.zh == "柜甲" and catalog.sample("t-400-cream-bar").name.zh == "柜乙"


def test_without_a_code_the_decors_follow_the_familys(small: Path) -> None:
    catalog = opened(
        small, re.sub("(?m)^code.*\n", "", FULL.replace(', handle = ["none", "bar"]', "").replace("-{handle}", ""))
    )
    family = catalog.build("base_doors", (("depth", 540.0), ("width", 600.0))).code
    assert catalog.sample("t-600-cream").code == f"{family}-cream"


def test_a_slot_of_a_parameters_name_is_told_apart(small: Path) -> None:
    text = FULL.replace('"t-{width}-{front}-{handle}"', '"t-{width}-{handle}-{finish.handle}"')
    text = text.replace('finish_grid = { front = ["sage", "cream"] }', 'finish_grid = { handle = ["black_metal"] }')
    text = text.replace("{front}", "{finish.handle}")
    assert "t-600-bar-black_metal" in added(opened(small, text))


def test_when_leaves_out_before_limits_are_asked(small: Path) -> None:
    """A door of base_doors is at most 600 wide (domain.md 2.5), so 900 needs two; `when` is what says so of the grid."""
    text = FULL.replace('handle = ["none", "bar"]', "doors = [1, 2]").replace("{handle}", "{doors}")
    wrong = opened(small, text)
    assert len(added(wrong)) < 12 and len(wrong.problems) == 1
    assert re.search(
        r"doors: 1 .*below the least.*width 900, doors 1\) \(1 more of its samples", str(wrong.problems[0])
    )
    catalog = opened(small, text + 'when = "width <= 600 or doors == 2"\n')
    assert catalog.problems == () and added(catalog) == added(wrong)


def test_when_sees_defaults_derived_values_and_decors(small: Path) -> None:
    catalog = opened(small, FULL + "when = \"inner > 600 and height == 720 and front != 'sage'\"\n")
    assert added(catalog) == ["t-900-cream-none", "t-900-cream-bar"]


WRONG = {
    "no such family": ('family = "base_doors"', 'family = "base_dors"', "no family 'base_dors'; there is base_doors"),
    "a value out of limits": ("900]", "9000]", "9000 mm is above the most, .* mm"),
    "no such value": ("grid = { width", "grid = { breadth", "has no parameter 'breadth'"),
    "no such decor": ('["sage", "cream"]', '["sage", "crème"]', "no such slot or no decor 'crème'"),
    "no such slot": ("finish_grid = { front", "finish_grid = { roof", "no such slot"),
    "an empty axis": ("[400, 600, 900]", "[]", "grid.width: has no values"),
    "an axis with a value beside it": ("values = { depth", "values = { width = 600, depth", "has a value of its own"),
    "a decor beside its axis": ("finish = { carcass", 'finish = { front = "sage", carcass', "has a value of its own"),
    "an unknown name in when": ("values =", 'when = "widht > 3"\nvalues =', "unknown name 'widht'; did you mean 'width'"),
    "a when that is no truth": ("values =", 'when = "width + 1"\nvalues =', "gives a number, but a bool is needed"),
    "a when that leaves nothing": ("values =", "when = false\nvalues =", "leaves no combination"),
    "a division by zero": ("values =", 'when = "1/(width - width) > 0"\nvalues =', "divides by zero"),
    "an import": ("values =", "when = \"__import__('os')\"\nvalues =", "not allowed"),
    "a stray brace": ("t-{width}-", "t-{width-", "brace without its fellow"),
    "an axis that is not in the id": ("t-{width}-{front}-", "t-{width}-", "two samples are called 't-400-none'"),
    "too many": ("[400, 600, 900]", str([*range(300, 1800)]).replace(", ", ",\n"), "6000 combinations; the limit of one range is 5000"),
    "an unknown key": ("values =", "vales = 3\nvalues =", "vales: unknown key"),
    "infinite": ("900]", "inf]", "not a finite number"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_range_is_told_in_one_sentence_and_the_rest_is_there(small: Path, case: str) -> None:
    old, new, says = WRONG[case]
    assert old in FULL
    wrong = opened(small, FULL.replace(old, new, 1))
    (first, *_) = wrong.problems
    assert re.search(says, str(first)) and "\n" not in str(first), str(first)
    assert first.file == str(small / "ranges" / "zz.toml") and re.match(r"line \d+: ", first.place)
    assert len([sample for sample in wrong.samples if not sample.id.startswith("t-")]) == 13
    assert len(added(wrong)) < 12


def test_faults_without_end_are_given_up_early(small: Path) -> None:
    """Most of a range is out of limits: one sentence, and it gives up early."""
    widths = ",\n".join(str(width) for width in range(2000, 4400))
    catalog = opened(
        small, FULL.replace("[400, 600, 900], handle", f"[400, {widths}], handle").replace(', "cream"]', "]")
    )
    assert len(added(catalog)) == 2 and re.search(
        "199 more of its samples cannot be made, and the rest was not tried", str(catalog.problems[0])
    )


def test_a_library_has_a_limit_and_keeps_what_came_before_it(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = open_catalog(small).samples
    combinations = sum(entry.range.combinations() for entry in read_ranges(small / "ranges")[0])
    monkeypatch.setattr(stock, "LIBRARY_LIMIT", combinations + 5)
    catalog = opened(small, FULL)
    assert catalog.samples == before and re.search("combinations of a library", str(catalog.problems[0]))


def test_a_sample_is_not_called_as_a_family(small: Path) -> None:
    catalog = opened(small, '[[range]]\nfamily = "base_doors"\nid = "base_sink"\n')
    (problem,) = catalog.problems
    assert re.search(r"line 3: range\[base_sink\].id: 'base_sink' is the name of a family", str(problem))
    assert catalog.sample("base_sink").family == "base_sink"


# ---- one sample without all the others


def test_one_sample_is_found_in_its_own_range(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No index is made for a sample that is asked for by id, only the range that it can come from."""
    wanted = open_catalog(small).samples
    fresh = open_catalog(small)
    monkeypatch.setattr(stock.Stock, "index", property(lambda self: pytest.fail("the index was made")))
    assert tuple(fresh.sample(sample.id) for sample in wanted) == wanted and len(wanted) == 13
    assert fresh.sample("base_doors").values == () and fresh.mount("wall_doors-600x600") == "wall"


def test_a_sample_of_a_broken_family_is_answered_with_what_is_broken(small: Path) -> None:
    path = small / "families" / "base_doors.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n[nonsense]\n", encoding="utf-8")
    for asked in ("base_doors", "base_doors-600"):
        with pytest.raises(LibraryError, match=r"base_doors\.toml: line \d+: nonsense: unknown key"):
            open_catalog(small).sample(asked)


words = st.text("ab-0", max_size=4)


@given(st.lists(words, min_size=1, max_size=4), st.lists(words, min_size=3, max_size=3))
def test_a_range_knows_the_ids_it_may_give(literals: list[str], holes: list[str]) -> None:
    written, made = literals[0], literals[0]
    for literal, hole in zip(literals[1:], holes, strict=False):
        written, made = f"{written}{{width}}{literal}", f"{made}{hole}{literal}"
    assert Range("f", written).may_name(made)


def test_a_range_knows_the_ids_it_cannot_give() -> None:
    one = Range("f", "desk-{width}x{height}-bar")
    assert one.may_name("desk-600x720-bar") and one.may_name("desk-1x2x3-bar")
    assert not any(
        map(one.may_name, ("desk-600x720", "desk-600-bar", "adesk-6x7-bar", "desk-", "", "desk-600x720-barn"))
    )
    assert not Range("f", "shelf").may_name("shelf-600") and not Range("f", "ab{n}ba").may_name("aba")
    assert not Range("f", "{a}" * 1000 + "b").may_name("a" * 100_000)
