"""A loaded shelf lies still: its middle is carried between the pin rows, however shallow the unit (domain.md 3.1, 9)."""

from __future__ import annotations

import pytest

from app.components.catalog import Catalog
from app.components.parts import Component, Panel
from app.components.proof import faults, panel_box


def rows(made: Component, shelf: Panel) -> list[float]:
    """Return unit y of the pins that carry a shelf."""
    under = panel_box(shelf).low[2] - 2.5
    places = (
        panel.pose.out((hole.x, hole.y, hole.z)) for panel in made.panels for hole in panel.holes if hole.kind == "pin5"
    )
    low, high = panel_box(shelf).low, panel_box(shelf).high
    return sorted({y for x, y, z in places if abs(z - under) < 0.02 and low[0] - 1.5 < x < high[0] + 1.5})


@pytest.mark.parametrize("profile", ["RCP-18", "ECO-16", "OVERTOP-18"])
@pytest.mark.parametrize(
    ("family", "values"),
    [
        *(("mirror_cabinet", (("depth", depth),)) for depth in (120.0, 140.0, 150.0, 160.0, 200.0)),
        *(("wall_open", (("depth", depth),)) for depth in (150.0, 170.0, 200.0)),
        ("desk_hutch", (("case", 220.0),)),
        ("bookcase", (("depth", 220.0),)),
        ("wall_doors", ()),
    ],
)
def test_no_shelf_tips_off_its_pins(
    catalog: Catalog, family: str, values: tuple[tuple[str, float], ...], profile: str
) -> None:
    made = catalog.build(family, values, profile=profile)
    assert not faults(made, catalog.profiles[profile].webs)
    shelves = [panel for panel in made.panels if panel.role == "shelf_adj"]
    assert shelves
    for shelf in shelves:
        low, high = panel_box(shelf).low[1], panel_box(shelf).high[1]
        found = rows(made, shelf)
        assert len(found) == 2
        assert low < found[0] < (low + high) / 2 < found[1] < high


@pytest.mark.parametrize("profile", ["RCP-18", "ECO-16"])
@pytest.mark.parametrize(
    "family",
    [
        "base_doors",
        "wall_doors",
        "tall_doors",
        "shoe_cabinet",
        "sideboard",
        "storage",
        "wardrobe_hinged",
        "entry_cabinet",
    ],
)
def test_a_shelf_wider_than_800_is_of_25(catalog: Catalog, family: str, profile: str) -> None:
    """The trade's limit for 18 mm; 25 mm reaches 1000-1200 (domain.md 2.4)."""
    low, high = next((one.min, one.max) for one in catalog.parameters(family, profile=profile) if one.id == "width")
    wide = 0
    for width in (low, 800.0, 900.0, 1000.0, 1100.0, 1200.0, 2000.0, high):
        if not low <= width <= high:
            continue
        made = catalog.build(family, (("width", width),), profile=profile)
        assert not faults(made, catalog.profiles[profile].webs)
        for shelf in (panel for panel in made.panels if panel.role == "shelf_adj"):
            assert shelf.length <= (1200 if shelf.thickness == 25 else 800), f"{width:g}: {shelf.id}"
            wide += shelf.thickness == 25
        if width == 800:
            assert all(panel.thickness < 25 for panel in made.panels if panel.role == "shelf_adj")
    assert wide
