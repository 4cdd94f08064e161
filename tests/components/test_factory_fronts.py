"""What a unit's own doors close is closed: nothing is hung before them, and what pulls out behind them passes hinges and walls."""

from __future__ import annotations

import pytest

from app.components.catalog import Catalog
from app.components.parts import Component, Insert, LibraryError, RefusedError, Value

OWN_DOORS = ("base_doors", "base_sink", "mirror_cabinet", "shoe_cabinet", "sideboard", "tall_doors", "wall_doors")
OWN_DOORS_BESIDE = ("wardrobe_hinged",)  # ... and every opening of it


def built(catalog: Catalog, family: str, *inserts: Insert, **values: Value) -> Component:
    return catalog.build(family, tuple(sorted(values.items())), inserts=inserts)


@pytest.mark.parametrize("style", ["flat", "glass"])
@pytest.mark.parametrize("family", [*OWN_DOORS, *OWN_DOORS_BESIDE, "tall_oven"])
def test_every_opening_behind_own_doors_is_closed_by_them(catalog: Catalog, family: str, style: str) -> None:
    made = built(catalog, family, front_style=style)
    assert made.openings and {one.front for one in made.openings} == {"doors"}


@pytest.mark.parametrize("family", [*OWN_DOORS, *OWN_DOORS_BESIDE])
@pytest.mark.parametrize("front", ["doors_insert", "glass_doors_insert"])
def test_no_second_front_hangs_before_doors_of_wood_or_glass(catalog: Catalog, family: str, front: str) -> None:
    for style in ("flat", "glass"):
        for opening in built(catalog, family, front_style=style).openings:
            with pytest.raises(LibraryError, match="closed"):
                built(catalog, family, Insert("i1", front, opening.id), front_style=style)


def test_drawers_behind_own_doors_are_inner_ones_with_packers_behind_the_hinges(catalog: Catalog) -> None:
    """domain.md 1.5 row 50: inset 20 behind the door; the plates take the first 37 + 16 of the upright (3.2)."""
    with pytest.raises(RefusedError):
        built(catalog, "base_doors", Insert("i1", "drawers_insert", "bay_1"), shelves=0)
    made = built(catalog, "base_doors", Insert("i1", "inner_drawers_insert", "bay_1"), shelves=0)
    packers = [panel for panel in made.panels if panel.role == "packer"]
    assert len(packers) == 2
    assert min(panel.pose.at[1] for panel in packers) >= 37 + 16
