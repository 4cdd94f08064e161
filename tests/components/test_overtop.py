"""The factory-verified order of domain.md 9.0 under its own profile, as far as its data go.

It states sizes and bores by diameter. Not stated, and so not compared: where the doors begin, where the middle shelf lies, how the
hinge plates are drilled (its sides carry two shallow bores each that we could not place).
"""

from __future__ import annotations

from collections import Counter

import pytest

from app.components.catalog import Catalog
from app.components.parts import Component
from app.components.proof import faults

VALUES = (("depth", 400), ("doors_at", 76.5), ("height", 759.83), ("light_slot", True), ("width", 600))


@pytest.fixture
def order(catalog: Catalog) -> Component:
    return catalog.build("cabinet_overtop", VALUES, profile="OVERTOP-18")


def test_its_parts(order: Component) -> None:
    sizes = Counter(tuple(sorted((p.length, p.width))) for p in order.panels)
    assert sizes == {
        (400, 600): 1,  # top
        (400, 741.83): 2,  # sides
        (297, 681.83): 2,  # doors: W/2 - 3
        (400, 564): 1,  # bottom: W - 36
        (370, 564): 1,  # shelf: D - 30
        (574, 633.83): 1,  # back: 564 + 10; (741.83 - 100 - 18) + 10
        (100, 564): 2,  # fascia front and rear
    }


def test_its_bores_and_grooves(order: Component) -> None:
    holes = Counter((h.diameter, h.depth) for p in order.panels for h in p.holes)
    assert holes[10, 11] == 20 and holes[15, 13.5] == 20 and holes[8, 33] == 20
    assert holes[35, 13] == 4 and holes[6, 3] == 8
    assert not any(h.kind in ("dow8e", "dow8f") for p in order.panels for h in p.holes)
    grooves = Counter((g.width, g.depth) for p in order.panels for g in p.grooves)
    assert grooves == {(6, 6): 4, (9, 9): 1}


def test_its_top(order: Component) -> None:
    top = next(p for p in order.panels if p.role == "top")
    assert {(h.x, h.y) for h in top.holes} == {(9, 40), (9, 360), (591, 40), (591, 360)}
    assert {h.face for h in top.holes} == {"B"}
    assert {(g.kind, g.face) for g in top.grooves} == {("back", "B"), ("light", "B")}


def test_bores_of_each_part(order: Component) -> None:
    edges = ("W1", "W2", "L1", "L2")
    counts = {p.id: (sum(h.face in "AB" for h in p.holes), sum(h.face in edges for h in p.holes)) for p in order.panels}
    assert counts["fixed"] == (4, 4) and counts["kick_front"] == counts["kick_rear"] == (4, 4)
    assert counts["door_1"] == counts["door_2"] == (6, 0) and counts["bottom"][1] == 4
    assert counts["side_l"][1] == counts["side_r"][1] == 2


def test_it_goes_together_under_each_profile(order: Component, catalog: Catalog) -> None:
    assert not faults(order, catalog.profiles["OVERTOP-18"].webs)
    assert not faults(catalog.build("cabinet_overtop", VALUES), catalog.profiles["RCP-18"].webs)
