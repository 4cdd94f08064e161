"""Clothes hang free: 40 over a rod, 900 from its upper edge down at least (domain.md 2.3)."""

from __future__ import annotations

import pytest

from app.components.catalog import Catalog
from app.components.parts import Component, Insert, RefusedError


def wardrobe(catalog: Catalog, *inserts: Insert, height: float = 2400.0) -> Component:
    values = (("depth", 580.0), ("height", height), ("width", 900.0))
    return catalog.build("wardrobe_frame", values, inserts=inserts)


def test_a_rod_is_refused_where_nothing_could_hang(catalog: Catalog) -> None:
    shelf = Insert("i1", "shelf_fixed_insert", "main", (("at", 800.0),))
    with pytest.raises(RefusedError) as refused:
        wardrobe(catalog, shelf, Insert("i2", "rod_insert", "i1.below"))
    assert "940" in refused.value.reason.en and "940" in refused.value.reason.zh


def test_under_a_rod_at_its_lowest_900_are_free(catalog: Catalog) -> None:
    height = next(one for one in wardrobe(catalog).openings if one.id == "main").box.size[2]
    made = wardrobe(catalog, Insert("i1", "rod_insert", "main", (("down", height - 900.0),)))
    rod = next(one for one in made.solids if one.role == "rod")
    floor = next(panel for panel in made.panels if panel.role == "bottom")
    assert rod.box.high[2] - (floor.pose.at[2] + floor.thickness) == pytest.approx(900)


def test_what_is_put_over_a_rod_leaves_room_for_hangers(catalog: Catalog) -> None:
    rod = Insert("i1", "rod_insert", "main", (("down", 500.0),))
    made = wardrobe(catalog, rod)
    above = next(one for one in made.openings if one.id == "i1.above")
    top = next(one for one in made.solids if one.role == "rod").box.high[2]
    assert above.box.low[2] == pytest.approx(top + 40)
    ceiling = next(panel for panel in made.panels if panel.role == "top")
    assert above.box.high[2] == pytest.approx(ceiling.pose.at[2])


def test_no_opening_of_a_unit_with_rods_reaches_over_them(catalog: Catalog) -> None:
    """What is put in would stand in the rod."""
    for family in ("wardrobe_corner", "wardrobe_hinged", "wardrobe_sliding", "cloakroom"):
        made = catalog.build(family)
        rods = [one.box for one in made.solids if one.role == "rod"]
        assert rods
        for opening in (one for one in made.openings if not one.filled):
            for rod in rods:
                shared = [min(opening.box.high[i], rod.high[i]) - max(opening.box.low[i], rod.low[i]) for i in range(3)]
                assert min(shared) <= 0, f"{family}: {opening.id}"
