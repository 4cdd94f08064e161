"""Parts of one space: locked ones keep their size, the rest share in whole millimetres, and the sum is exact (domain.md 2.11)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.components.family import BoundShare
from app.components.parts import LibraryError
from app.components.shares import share_out
from app.components.template import template
from app.formula import Formula, Where, bind, parse

WHERE = Where("family.toml", "shares.bay")


def share(count: int, total: float, least: float = 150.0, most: float = 1200.0) -> BoundShare:
    formulas = [bind(parse(value, WHERE), {}, "number") for value in (count, total, least, most)]
    name = template("{n}", {"n": "number"}, WHERE)
    return BoundShare("bay", WHERE, (name, name), formulas[0], formulas[1], formulas[2], formulas[3])


def number(value: float) -> Formula:
    return bind(parse(value, WHERE), {}, "number")


def parts(
    count: int, total: float, locked: dict[int, float], policy: str = "last", **limits: float
) -> tuple[float, ...]:
    return share_out(share(count, total, **limits), locked, {"profile.remainder": policy}, "sample", True).parts


def test_the_bays_of_the_worked_wardrobe() -> None:
    """domain.md 9.4: 1764 mm less two uprights of 18 are three bays of 576."""
    assert parts(3, 1764 - 36, {}) == (576.0, 576.0, 576.0)


def test_a_locked_bay_keeps_its_width_and_the_rest_share() -> None:
    assert parts(3, 1728, {2: 640.0}) == (544.0, 640.0, 544.0)
    assert parts(3, 1728 + 250, {2: 640.0}) == (669.0, 640.0, 669.0)


def test_what_is_over_goes_where_the_profile_says() -> None:
    assert parts(3, 1000, {}) == (333.0, 333.0, 334.0)
    assert parts(3, 1000, {}, "first") == (334.0, 333.0, 333.0)
    assert parts(3, 1001, {}, "spread") == (334.0, 334.0, 333.0)
    assert parts(3, 1000.5, {}) == (333.0, 333.0, 334.5)


@pytest.mark.parametrize(
    ("count", "total", "locked", "told"),
    [
        (2, 1000, {3: 300.0}, "there are only 2 parts"),
        (2, 1000, {1: 100.0}, "bay_1: 100 mm is below the least, 150 mm"),
        (2, 1000, {1: 1300.0}, "bay_1: 1300 mm is above the most, 1200 mm"),
        (2, 1000, {1: 900.0}, "bay_2: 900 mm are locked, which leaves 100 mm for this part; the least is 150 mm"),
        (2, 1000, {1: 400.0, 2: 500.0}, "all parts are locked and add up to 900 mm of 1000; free one of them"),
        (2, 250, {}, "250 mm leave 125 mm for this part; the least is 150 mm"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(
    count: int, total: float, locked: dict[int, float], told: str
) -> None:
    with pytest.raises(LibraryError) as refused:
        parts(count, total, locked)
    assert told in str(refused.value)


@given(
    count=st.integers(1, 12),
    total=st.integers(200_000, 1_000_000).map(lambda cents: cents / 100),
    locks=st.dictionaries(st.integers(1, 12), st.integers(150, 300).map(float), max_size=11),
    policy=st.sampled_from(["last", "first", "spread"]),
)
def test_the_sum_is_exact_and_locks_are_kept(count: int, total: float, locks: dict[int, float], policy: str) -> None:
    locked = {n: size for n, size in locks.items() if n < count}
    found = parts(count, total, locked, policy, least=1.0, most=1e6) if sum(locked.values()) + count < total else None
    if found is None:
        return
    assert len(found) == count
    assert sum(found) == pytest.approx(total, abs=1e-6)
    assert all(found[n - 1] == size for n, size in locked.items())
    free = [size for n, size in enumerate(found, start=1) if n not in locked]
    assert max(free) - min(free) < count + 1
    assert sum(size != int(size) for size in free) <= 1


FAMILY = """
name = { zh = "隔板架", en = "Rack" }
code = "RK-{width}"
category = "test"
extends = ["carcass", "kick", "top"]
body = ["width", "depth", "ceiling"]
[parameters]
width = { name = { zh = "宽", en = "Width" }, default = 1800, min = 600, max = 2400 }
height = { name = { zh = "高", en = "Height" }, default = 2000, min = 600, max = 2400 }
depth = { name = { zh = "深", en = "Depth" }, default = 400, min = 300, max = 600 }
uprights = { name = { zh = "立板数", en = "Uprights" }, kind = "count", default = 2, min = 0, max = 5 }
[shares.bay]
name = { zh = "第{n}格", en = "Bay {n}" }
count = "uprights + 1"
total = "inner - uprights*side"
least = 100
[derived]
front_of = 0
[[panel]]
id = "post_{n}"
role = "divider"
repeat = "uprights"
board = "carcass"
axes = ["-z", "+y"]
at = ["side + upto(bay, n) + i*side", 0, "clear_low"]
size = ["clear_high - clear_low", "clear_depth"]
edges = "carcass"
[[joint]]
id = "post_{n}"
repeat = "uprights"
panel = "post_{n}"
edges = ["W1", "W2"]
to = ["top", "bottom"]
cams = "A"
"""


def test_a_family_with_shares_builds_and_its_bays_add_up(tmp_path: Path, catalog) -> None:
    from app.components.build import Order
    from app.components.proof import faults
    from app.components.ranges import Sample

    path = tmp_path / "rack.toml"
    path.write_text(FAMILY.replace("front_of = 0\n", ""), encoding="utf-8")
    family = catalog.bind_file(path)
    sample = Sample("rack", "rack", family.name, "rack", "test")
    for width in (1500.0, 1800.0, 2233.5):
        made = catalog.make(sample, Order(family, {"width": width, "bay_2": 432.0}))
        posts = sorted(p.pose.at[0] for p in made.panels if p.role == "divider")
        gaps = [posts[0] - 18, posts[1] - posts[0] - 18, width - 18 - posts[1] - 18]
        assert gaps[1] == 432.0 and sum(gaps) + 2 * 18 == width - 36
        assert not faults(made, catalog.profiles["RCP-18"].webs)
        assert dict(made.values)["bay_1"] == gaps[0]
    with pytest.raises(LibraryError, match="bay_4: there are only 3 parts"):
        catalog.make(sample, Order(family, {"bay_4": 300.0}))


def test_rows_stand_on_the_ladder_of_32() -> None:
    """domain.md 2.11, 3.1: with the board between them rows are multiples of 32, but for the one that takes what is over."""
    ladder = replace(share(4, 2000.0), step=number(32), plus=number(18))
    found = share_out(ladder, {}, {}, "w", True).parts
    assert sum(found) == 2000.0
    assert [(row + 18) % 32 for row in found[:3]] == [0, 0, 0] and max(found) - min(found) <= 32
    locked = share_out(ladder, {2: 333.3}, {"profile.remainder": "first"}, "w", True).parts
    assert locked[1] == 333.3 and sum(locked) == pytest.approx(2000.0, abs=1e-9)
    assert [(row + 18) % 32 for row in locked[2:]] == [0, 0]
    narrow = replace(ladder, least=number(499), most=number(501))
    assert share_out(narrow, {}, {}, "w", True).parts == (500, 500, 500, 500)  # no room for the ladder


def test_what_is_over_makes_no_part_too_large() -> None:
    assert parts(2, 2399.5, {}, most=1200.0) == (1200.0, 1199.5)
    assert parts(2, 2399.5, {}, most=1300.0) == (1199.0, 1200.5)
