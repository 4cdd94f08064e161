"""What pulls out gets out: not behind the boards of a corner, and its runners clear hinge plates (domain.md 2.6, 2.8, 3.2)."""

from __future__ import annotations

import pytest

from app.components.catalog import Catalog
from app.components.parts import Insert, RefusedError

PULL_OUTS = ("inner_drawers_insert", "basket_insert", "trouser_insert")
PLATE = 37 + 16 + 2.5  # rear rim of a hinge plate's bores; a cross plate stands about its row


@pytest.mark.parametrize("pull_out", PULL_OUTS)
@pytest.mark.parametrize("family", ["base_corner_l", "base_corner_diag", "base_corner_blind", "wardrobe_corner"])
def test_nothing_pulls_out_of_a_corner(catalog: Catalog, family: str, pull_out: str) -> None:
    for opening in catalog.build(family, (("shelves", 0),)).openings:
        with pytest.raises(RefusedError) as refused:
            catalog.build(family, (("shelves", 0),), inserts=(Insert("i1", pull_out, opening.id),))
        assert "corner" in refused.value.reason.en or "mm" in refused.value.reason.en


@pytest.mark.parametrize("pull_out", ["basket_insert", "trouser_insert"])
def test_runners_behind_hinged_doors_begin_behind_the_plates(catalog: Catalog, pull_out: str) -> None:
    inserts = (Insert("i1", "doors_insert", "main"), Insert("i2", pull_out, "main"))
    made = catalog.build("wardrobe_frame", (("width", 900.0),), inserts=inserts)
    runners = [one for one in made.solids if one.id.startswith("i2.runner")]
    assert len(runners) == 2
    assert min(one.box.low[1] for one in runners) > PLATE
    assert all(one.box.high[1] < made.body.high[1] for one in made.solids if one.id.startswith("i2."))
