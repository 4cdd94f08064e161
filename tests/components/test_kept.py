"""What is kept stays within its weight, the latest used last, and a catalog builds again what it let go."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.components.catalog import PANELS_KEPT, open_catalog
from app.components.kept import Kept

from .conftest import LIBRARY


def test_the_longest_unasked_goes_first() -> None:
    kept = Kept[str, str](10)
    for key in ("a", "b", "c"):
        kept.keep(key, key.upper(), 3)
    assert kept.get("a") == "A"
    kept.keep("d", "D", 3)
    assert [kept.get(key) for key in ("a", "b", "c", "d")] == ["A", None, "C", "D"]


def test_what_is_too_heavy_alone_is_kept_alone() -> None:
    kept = Kept[str, int](10)
    kept.keep("small", 1, 1)
    assert kept.keep("large", 2, 99) == 2
    assert kept.get("large") == 2 and kept.get("small") is None and len(kept) == 1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 6))))
def test_the_weight_is_that_of_what_is_there(steps: list[tuple[int, int]]) -> None:
    kept, weights = Kept[int, int](12), dict[int, int]()
    for key, weight in steps:
        kept.keep(key, weight, weight)
        weights[key] = weight
        assert kept.weight == sum(weights[key] for key in range(10) if kept.get(key) is not None) <= 12


def test_a_build_is_kept_and_its_boards_are_shared() -> None:
    catalog = open_catalog(LIBRARY)
    plain = catalog.build("base_doors-600")
    assert catalog.build("base_doors-600") is plain
    handled = catalog.build("base_doors-600", values=(("handle", "bar"),), finish=(("carcass", "white"),))
    sides = [next(panel for panel in one.panels if panel.role == "bottom") for one in (plain, handled)]
    assert sides[0] is sides[1], "the same board, whatever hangs before it"
    assert catalog._built.weight <= PANELS_KEPT
