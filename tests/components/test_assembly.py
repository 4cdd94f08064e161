"""A unit put together in space: what the drawings of single panels cannot show. Facts of domain.md 2.5 and 3.2, from the poses alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from app.components.catalog import Catalog
from app.components.parts import Component, Panel
from app.components.proof import panel_box


class Hung(NamedTuple):
    """A hinge in its unit: its door and upright, the height of its centre, and the room its plate and arm take."""

    door: Panel
    upright: Panel
    z: float
    overlay: float
    side: float  # +1 where the hinge lies right of the upright


def hinges(component: Component) -> Iterator[Hung]:
    boxes = {panel.id: panel_box(panel) for panel in component.panels}
    uprights = [panel for panel in component.panels if panel.role in ("side_l", "side_r", "divider")]
    for door in component.panels:
        for hole in door.holes:
            if hole.kind != "cup35":
                continue
            x, _, z = door.pose.out((hole.x, hole.y, hole.z))
            low, high = boxes[door.id].low[0], boxes[door.id].high[0]
            side = 1.0 if x - low < high - x else -1.0
            edge = low if side > 0 else high
            upright = next(one for one in uprights if boxes[one.id].low[0] <= edge <= boxes[one.id].high[0])
            box = boxes[upright.id]
            yield Hung(door, upright, z, box.high[0] - edge if side > 0 else edge - box.low[0], side)


def test_a_door_that_shares_its_upright_gets_half_overlay_hinges(catalog: Catalog) -> None:
    """domain.md 2.5: full overlay T - 1.5 on an outer side, half overlay (T - 3)/2 where two doors meet on one upright."""
    seen: Counter[str] = Counter()
    for sample in ("base_doors-600", "wardrobe-1600", "wardrobe-1500", "sideboard-1600"):
        component = catalog.build(sample)
        needed: Counter[str] = Counter()
        for hung in hinges(component):
            assert hung.overlay == pytest.approx(16.5, abs=0.02) or hung.overlay == pytest.approx(7.5, abs=0.02)
            needed["hinge" if hung.overlay > 9 else "hinge_half"] += 1
        bought = {one.article: one.qty for one in component.fittings if one.article.startswith("hinge")}
        assert bought == dict(needed), sample
        seen += needed
    assert seen["hinge"] and seen["hinge_half"]
