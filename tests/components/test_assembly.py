"""A unit put together in space: what the drawings of single panels cannot show. Facts of domain.md 2.5 and 3.2, from the poses alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pytest

from app.components.catalog import Catalog
from app.components.parts import Component, Panel
from app.components.proof import panel_box
from app.takeoff.settings import default_settings

from .conftest import LIBRARY


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


PLATE_ROW, PLATE = 37.0, 21.0  # two 5 mm bores 32 apart with as much board around them: what no shelf may cover


def beside(hung: Hung, panel: Panel) -> bool:
    """Whether a board stands where the hinge's plate is screwed on."""
    face = panel_box(hung.upright).high[0] if hung.side > 0 else panel_box(hung.upright).low[0]
    box, near = panel_box(panel), face + hung.side * PLATE
    return (
        min(box.high[0], max(face, near)) - max(box.low[0], min(face, near)) > 0.02
        and box.low[1] < PLATE_ROW
        and box.high[1] > 0
        and box.low[2] < hung.z + PLATE
        and hung.z - PLATE < box.high[2]
    )


@pytest.mark.parametrize(
    "family", ["base_sink", "shoe_cabinet", "tall_doors", "wardrobe_hinged", "wall_doors", "sideboard"]
)
def test_no_board_stands_where_a_hinge_is_screwed_on(catalog: Catalog, family: str) -> None:
    samples = [sample for sample in catalog.samples if sample.family == family]
    assert samples
    for sample in samples:
        component = catalog.build(sample.id)
        for hung in hinges(component):
            met = [p.id for p in component.panels if p.id not in (hung.door.id, hung.upright.id) and beside(hung, p)]
            assert not met, (sample.id, hung.door.id, hung.z)


def test_a_fixed_shelf_in_the_middle_of_a_door_moves_the_hinge(catalog: Catalog) -> None:
    component = catalog.build("wardrobe-800", (("hat", 600),))
    shelf = panel_box(next(panel for panel in component.panels if panel.role == "shelf_fix"))
    heights = [hung.z for hung in hinges(component)]
    assert all(z + PLATE <= shelf.low[2] or z - PLATE >= shelf.high[2] for z in heights)
    door = panel_box(next(panel for panel in component.panels if panel.role == "door"))
    assert min(heights) - door.low[2] == door.high[2] - max(heights) == 100  # the outer ones stay (2.5)


def test_shelves_that_give_way_stay_clear_of_each_other(catalog: Catalog) -> None:
    for shelves in range(9):
        component = catalog.build("tall_doors-600", (("shelves", shelves),))
        boxes = sorted((panel_box(p) for p in component.panels if p.role == "shelf_adj"), key=lambda box: box.low[2])
        assert all(above.low[2] - below.high[2] > 100 for below, above in pairwise(boxes))


@pytest.mark.parametrize("family", [path.stem for path in sorted((LIBRARY / "families").glob("*.toml"))])
def test_no_limit_asks_for_a_board_longer_than_can_be_cut(catalog: Catalog, family: str) -> None:
    """domain.md 5.1, 5.2: a 2440 x 1220 board less its trim; what the inspector offers the saw can cut."""
    trim = default_settings().nesting.trim
    if catalog.mount(family) == "opening":
        return
    for state in catalog.parameters(family):
        if state.kind != "length" or state.max is None:
            continue
        for panel in catalog.build(family, ((state.id, state.max),)).panels:
            board = catalog.boards[panel.board]
            cut = (panel.cut_length, panel.cut_width) if panel.grain != "width" else (panel.cut_width, panel.cut_length)
            if board.nested:
                assert cut[0] <= board.length - 2 * trim and cut[1] <= board.width - 2 * trim, (state.id, panel.id)


@pytest.mark.parametrize(
    "values",
    [(), (("height", 500.0),), (("top_face", 220.0),), (("drawers", 1),), (("height", 850.0), ("top_face", 300.0))],
)
def test_drawer_boxes_stay_120_below_a_hob(catalog: Catalog, values: tuple[tuple[str, float], ...]) -> None:
    """domain.md 1.2, 7.4: no drawer within 120 mm of the hob's underside."""
    component = catalog.build("base_hob", values)
    worktop = component.body.high[2]
    sides = [panel_box(panel) for panel in component.panels if panel.role == "drw_side"]
    assert sides and all(box.high[2] <= worktop - 120 for box in sides)


def test_a_sample_in_another_size_does_not_go_by_the_size_in_its_name(catalog: Catalog) -> None:
    sample = catalog.sample("base_doors-600")
    assert catalog.build("base_doors-600").name == sample.name
    assert catalog.build("base_doors-600", (("depth", 500),)).name == sample.name
    assert catalog.build("base_doors-600", (("width", 600),)).name == sample.name
    assert catalog.build("base_doors-600", (("width", 612),)).name == catalog.family("base_doors").name
