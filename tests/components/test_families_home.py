"""Study, bath, balcony, entry and dining families: what domain.md 1.2, 1.5, 2.2 and 7.4 say of them, and how they are put together."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.components.catalog import Catalog
from app.components.parts import Insert, LibraryError
from app.components.proof import faults, panel_box


def opening(catalog: Catalog, sample: str, name: str, **values: float):
    return next(one for one in catalog.build(sample, tuple(sorted(values.items()))).openings if one.id == name)


def test_knees_fit_under_a_desk(catalog: Catalog) -> None:
    """Leg clearance at least 580 wide and 600 deep or high (domain.md 1.2); H 750."""
    for width in (620.0, 1200.0, 1800.0):
        room = opening(catalog, "desk", "knee", width=width).box.size
        assert room[0] >= 580 and room[2] >= 600
    assert catalog.build("desk").body.size[2] == 750
    assert opening(catalog, "desk_hutch", "knee").box.size[2] >= 600


def test_a_cable_hole_is_60_wide_and_60_from_the_edges(catalog: Catalog) -> None:
    """domain.md 3.4."""
    top = next(panel for panel in catalog.build("desk").panels if panel.role == "top")
    (hole,) = top.cutouts
    assert hole.high[0] - hole.low[0] == 60 and hole.radius == 30
    middle = ((hole.low[0] + hole.high[0]) / 2, (hole.low[1] + hole.high[1]) / 2)
    assert min(*middle, top.length - middle[0], top.width - middle[1]) - 30 >= 60


def test_the_rim_of_a_vanity_is_800_to_850_high(catalog: Catalog) -> None:
    """domain.md 1.2, 2.2."""
    for height in (400.0, 500.0, 650.0):
        made = catalog.build("vanity", (("height", height),))
        assert 800 <= made.placing.elevation + made.body.high[2] <= 850


def test_a_mirror_reaches_1700_above_the_floor(catalog: Catalog) -> None:
    """domain.md 2.3."""
    made = catalog.build("mirror_cabinet")
    mirrors = [solid for solid in made.solids if solid.role == "mirror"]
    assert mirrors and all(made.placing.elevation + mirror.box.high[2] >= 1700 for mirror in mirrors)
    glass = next(fitting for fitting in made.fittings if fitting.article == "mirror_5")
    assert glass.qty == len(mirrors) and glass.size == (mirrors[0].box.size[2], mirrors[0].box.size[0])


def test_the_entry_niche(catalog: Catalog) -> None:
    """A niche for keys: 300-350 high at 900-1100 above the floor (domain.md 1.5, row 57)."""
    niche = opening(catalog, "entry_cabinet", "cell_1_2")
    assert 300 <= niche.box.size[2] <= 350 and 900 <= niche.box.low[2] <= 1100


def test_the_niche_of_a_sideboard(catalog: Catalog) -> None:
    """Low part 800-950, niche 500-600 (domain.md 1.2)."""
    niche = opening(catalog, "sideboard_tall", "cell_1_2")
    assert 800 <= niche.box.low[2] <= 950 and 500 <= niche.box.size[2] <= 600


def test_a_washer_and_a_dryer_stand_one_over_the_other(catalog: Catalog) -> None:
    """Niche 650-700 wide, 1720-1800 high, 650 deep (domain.md 1.5, row 59)."""
    made = catalog.build("washer_tower")
    niche = opening(catalog, "washer_tower", "cell_1_1").box
    assert 650 <= niche.size[0] <= 700 and 1720 <= niche.size[2] <= 1800 and made.depth == 650
    assert not any(panel.role == "bottom" for panel in made.panels)


def test_a_laundry_cabinet_refuses_a_machine_that_is_too_wide(catalog: Catalog) -> None:
    with pytest.raises(LibraryError, match=r"width: 650 mm is below the least, 656 mm"):
        catalog.build("laundry", (("machine", 600), ("width", 650)))


def test_a_family_fills_its_own_openings_and_leaves_the_rest(catalog: Catalog) -> None:
    made = catalog.build("bookcase_doors", (("shelves", 3),))
    spaces = {one.id: one for one in made.openings}
    assert spaces["cell_1_1"].front == "doors_1" and spaces["cell_1_1"].filled == "inside_1"
    assert spaces["cell_1_2"].front == "" and spaces["cell_1_2"].filled == "shelves_1"
    assert {panel.id for panel in made.panels if panel.role == "door"} == {"doors_1.door_1", "doors_1.door_2"}
    left = [one.id for one in made.openings if not one.filled]
    more = catalog.build("bookcase_doors", (("shelves", 3),), inserts=(Insert("i1", "shelf", left[-1]),))
    assert len(more.panels) == len(made.panels) + 1
    assert not faults(more, catalog.profiles["RCP-18"].webs)
    with pytest.raises(LibraryError, match=r"'cell_1_1' is closed by doors_1"):
        catalog.build("bookcase_doors", inserts=(Insert("i1", "doors_insert", "cell_1_1"),))


def test_flaps_of_a_shoe_cabinet_fill_its_front(catalog: Catalog) -> None:
    """D 170-240 (domain.md 2.2); faces 3 apart, 1.5 from the outside (2.5)."""
    made = catalog.build("shoe_flip", (("height", 1500),))
    flaps = sorted((panel_box(p) for p in made.panels if p.role == "door"), key=lambda box: box.low[2])
    assert all(b.low[2] - a.high[2] == pytest.approx(3, abs=0.011) for a, b in pairwise(flaps))
    assert flaps[-1].high[2] == 1500 - 1.5 and flaps[0].low[0] == 1.5
    assert {swing.kind for swing in made.swings} == {"flap"} and 170 <= made.depth <= 240
    assert next(f.qty for f in made.fittings if f.article == "shoe_flip_rack") == len(flaps)
