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
