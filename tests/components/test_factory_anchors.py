"""What could tip over is fixed to the wall: all above 1200, and from 600 what has doors or drawers and is slender (domain.md 7.6)."""

from __future__ import annotations

import pytest

from app.components.catalog import Catalog

FREE_STANDING = ("sideboard", "shoe_cabinet", "chest", "bedside", "cabinet_overtop", "dressing_table", "wardrobe_frame")


def must_be_fixed(height: float, depth: float) -> bool:
    return height > 1200 or (height >= 600 and height / depth > 2)


@pytest.mark.parametrize("family", FREE_STANDING)
def test_slender_furniture_is_fixed_to_the_wall(catalog: Catalog, family: str) -> None:
    limits = {state.id: (state.min, state.max) for state in catalog.parameters(family)}
    for height in limits["height"]:
        for depth in limits["depth"]:
            made = catalog.build(family, (("depth", depth), ("height", height)))
            anchors = sum(one.qty for one in made.fittings if one.article == "wall_anchor")
            assert anchors >= (2 if must_be_fixed(height, depth) else 0), f"{height} x {depth}"


def test_low_and_deep_furniture_needs_no_anchor(catalog: Catalog) -> None:
    for family in ("chest", "bedside", "dressing_table"):
        assert not any(one.article == "wall_anchor" for one in catalog.build(family).fittings), family
