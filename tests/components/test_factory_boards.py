"""Every board can be cut from a sheet, grain along its long side, and thin backs are held on all four sides (domain.md 2.9, 5.1, 5.3)."""

from __future__ import annotations

import itertools

import pytest

from app.components.catalog import Catalog
from app.components.parts import Panel
from app.components.proof import faults, panel_box

LONG, WIDE = 2440 - 2 * 10, 1220 - 2 * 10  # a full board less its trim on each side


def fits_a_board(panel: Panel) -> bool:
    long, wide = panel.cut_length, panel.cut_width
    if panel.grain == "width" or (panel.grain == "none" and wide > long):
        long, wide = wide, long
    return long <= LONG and wide <= WIDE


@pytest.mark.parametrize("profile", ["RCP-18", "ECO-16", "OVERTOP-18"])
def test_a_desk_with_shelves_is_cut_from_full_boards_at_every_size(catalog: Catalog, profile: str) -> None:
    """Its back is higher and wider than a sheet: the grain stands, and an H strip joins two (2.9)."""
    for width, height, desk in itertools.product((700.0, 1200.0, 1400.0, 1600.0), (1500.0, 2420.0), (700.0, 800.0)):
        made = catalog.build("desk_hutch", (("desk_at", desk), ("height", height), ("width", width)), profile=profile)
        assert [panel.id for panel in made.panels if not fits_a_board(panel)] == []
        assert not faults(made, catalog.profiles[profile].webs)
        backs = sorted((panel for panel in made.panels if panel.role == "back"), key=lambda one: panel_box(one).low[0])
        strips = sum(one.qty for one in made.fittings if one.article == "back_strip")
        assert strips == len(backs) - 1


def test_the_back_of_a_desk_with_shelves_stands_in_its_top(catalog: Catalog) -> None:
    """Nothing falls between desk and back: the desk reaches to the rear and takes the back in a groove."""
    made = catalog.build("desk_hutch")
    desk = next(panel for panel in made.panels if panel.id == "desk")
    assert panel_box(desk).high[1] == made.body.high[1]
    assert [groove.kind for groove in desk.grooves] == ["back"]
    for back in (panel for panel in made.panels if panel.role == "back"):
        assert panel_box(back).low[2] < panel_box(desk).high[2]
