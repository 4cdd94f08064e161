"""Built-in machines fit their niches and breathe (domain.md 7.4); flaps and doors keep what their hinges can hold (2.5)."""

from __future__ import annotations

import pytest

from app.components.catalog import Catalog
from app.components.parts import Component, Insert, LibraryError, Panel
from app.components.proof import faults, panel_box

PROFILES = ("RCP-18", "ECO-16", "OVERTOP-18")


def panel(made: Component, name: str) -> Panel:
    return next(one for one in made.panels if one.id == name)


@pytest.mark.parametrize("profile", PROFILES)
def test_an_oven_niche_is_560_to_568_wide_and_open_to_the_wall(catalog: Catalog, profile: str) -> None:
    """Oven 560-568 x 590-600 x 550-560, vent 200 cm2: through the back, for the groove takes 24 of the depth."""
    for state in catalog.parameters("tall_oven", profile=profile):
        if state.id == "width":
            widths = (state.min, 600.0, state.max)
    for width in widths:
        made = catalog.build("tall_oven", (("width", width),), profile=profile)
        assert not faults(made, catalog.profiles[profile].webs)
        clear = panel_box(panel(made, "side_r")).low[0] - panel_box(panel(made, "side_l")).high[0]
        assert 560 <= clear <= 568
        assert made.depth >= 550
        back = panel(made, "back_1")
        vents = [one for one in back.cutouts if one.kind == "vent"]
        assert len(vents) == 2
        for vent, (low, high) in zip(vents, (("fixed_1", "fixed_2"), ("fixed_2", "fixed_3")), strict=True):
            bottom, top = panel_box(panel(made, low)).high[2], panel_box(panel(made, high)).low[2]
            ends = sorted((back.pose.out((*vent.low, 0.0))[2], back.pose.out((*vent.high, 0.0))[2]))
            assert bottom + 50 <= ends[0] < ends[1] <= top - 50
            assert (vent.high[0] - vent.low[0]) * (vent.high[1] - vent.low[1]) >= 200 * 100


def test_two_machines_fit_a_tower_of_1720(catalog: Catalog) -> None:
    """domain.md 7.4, 1.5 row 59: H 1720-1800."""
    for niche in (1720.0, 1780.0, 1850.0):
        made = catalog.build("washer_tower", (("niche", niche),))
        over = panel_box(panel(made, "fixed_1_1")).low[2]
        boxes = sorted((one.box for one in made.solids if one.role == "appliance"), key=lambda box: box.low[2])
        assert boxes[0].high[2] <= boxes[1].low[2] and boxes[1].high[2] <= over


def test_a_grip_at_a_doors_side_leaves_a_door_of_150(catalog: Catalog) -> None:
    for family in ("tall_doors", "tall_pantry"):
        with pytest.raises(LibraryError):
            catalog.build(family, (("doors", 2), ("handle", "profile"), ("width", 340.0)))
        made = catalog.build(family, (("doors", 2), ("handle", "profile"), ("width", 386.0)))
        assert all(one.width >= 150 for one in made.panels if one.role == "door")


def test_a_flap_covers_a_thick_board_no_farther_than_its_hinges_reach(catalog: Catalog) -> None:
    """Full overlay 16-16.5; the cup, 22.5 from the edge, stays below the board it hangs on."""
    shelf = Insert("i1", "shelf_insert", "knee", (("at", 400.0),))
    made = catalog.build("dressing_table", inserts=(shelf, Insert("i2", "lift_insert", "i1.above")))
    flap, top = panel_box(panel(made, "i2.flap")), panel_box(panel(made, "top"))
    assert top.size[2] == 25
    assert flap.high[2] - top.low[2] == pytest.approx(16.5)
