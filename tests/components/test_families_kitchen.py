"""The kitchen families: sizes and counts that domain.md states, and soundness all over their limits. Lengths mm."""

from __future__ import annotations

import math
import random
import re

import pytest

from app.components.catalog import Catalog
from app.components.parts import Component, LibraryError, Panel, Value
from app.components.proof import faults, panel_box
from app.components.values import ParameterState

FAMILIES = (
    "base_corner_l", "base_corner_blind", "base_corner_diag", "base_open", "base_bottle", "base_basket", "wall_lift", "wall_open",
    "wall_corner", "wall_corner_diag", "wall_hood", "tall_pantry", "fridge_housing", "island", "corner_filler", "top_filler", "light_rail",
    "wall_panel", "cornice_run", "fridge", "washer", "dishwasher", "hood",
)  # fmt: skip
APPLIANCES = ("fridge", "washer", "dishwasher", "hood")


def panel(component: Component, panel_id: str) -> Panel:
    return next(one for one in component.panels if one.id == panel_id)


def articles(component: Component) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in component.fittings:
        found[one.article] = found.get(one.article, 0) + one.qty
    return found


def size_of(states: tuple[ParameterState, ...], name: str) -> tuple[float | None, float | None]:
    return next((state.min, state.max) for state in states if state.id == name)


def draw(rng: random.Random, state: ParameterState) -> Value:
    if state.kind == "choice":
        return rng.choice([value for value, _ in state.choices])
    if state.kind == "bool":
        return rng.random() < 0.5
    low, high = 0.0 if state.min is None else state.min, 3000.0 if state.max is None else state.max
    if state.kind == "count":
        return rng.randint(int(low), max(int(low), int(high)))
    value = rng.choice((low, high, float(round(rng.uniform(low, high))), round(rng.uniform(low, high), 2)))
    return math.floor(value * 100) / 100 if value == high else math.ceil(value * 100 - 1e-6) / 100


def within(states: tuple[ParameterState, ...], asked: dict[str, Value]) -> bool:
    """Whether all that is asked for still lies in limits that may have moved with the rest."""
    return not any(
        state.id in asked
        and not isinstance(state.value, str | bool)
        and not (-1e9 if state.min is None else state.min) <= state.value <= (1e9 if state.max is None else state.max)
        for state in states
    )


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("profile", ["RCP-18", "ECO-16"])
def test_all_over_their_limits_they_can_be_made(catalog: Catalog, family: str, profile: str) -> None:
    rng, built = random.Random(family + profile), 0
    for _ in range(12):
        asked: dict[str, Value] = {}
        for name in [state.id for state in catalog.parameters(family, profile=profile)]:
            states = {
                state.id: state for state in catalog.parameters(family, tuple(sorted(asked.items())), profile=profile)
            }
            if name in states and not re.search(r"_\d$", name) and rng.random() < 0.6:
                asked[name] = draw(rng, states[name])
        values = tuple(sorted(asked.items()))
        if within(catalog.parameters(family, values, profile=profile), asked):
            component = catalog.build(family, values, profile=profile)
            assert not faults(component, catalog.profiles[profile].webs), values
            built += 1
    assert built >= 4


def test_the_l_corner_refuses_a_leg_that_leaves_no_room_for_its_doors(catalog: Catalog) -> None:
    with pytest.raises(LibraryError, match="width: 700 mm is below the least, 800 mm"):
        catalog.build("base_corner_l", (("width", 700.0),))


@pytest.mark.parametrize("hand", ["left", "right"])
def test_the_leaves_of_the_l_corner_hang_on_an_end_and_on_each_other(catalog: Catalog, hand: str) -> None:
    """domain.md 2.8: w = (A - D) - 1.5 - (t_f + 4), hinges of 165 degrees and bi-fold ones."""
    built = catalog.build("base_corner_l", (("hand", hand), ("width", 1000.0)))
    assert panel(built, "door_1").width == (1000 - 560) - 1.5 - (18 + 4)
    assert panel(built, "door_2").width == (900 - 560) - 1.5 - (18 + 4)
    assert articles(built)["hinge_165"] == articles(built)["hinge_bifold"] == 2
    plates = {one.id: sum(hole.kind == "plate5" for hole in one.holes) for one in built.panels}
    carried, end = ("door_1", "end_r") if hand == "right" else ("door_2", "wing_l")
    assert (plates[carried], plates[end]) == (4, 4)
    assert sum(plates.values()) == 8
    swings = {swing.id: swing.turn for swing in built.swings}
    assert swings == ({"door_1": 0.0} if hand == "right" else {"door_2": 90.0}), "the second leaf folds with the first"


def test_the_corner_shelf_lies_on_pins_at_all_four_boards(catalog: Catalog) -> None:
    built = catalog.build("base_corner_diag")
    shelf = panel_box(panel(built, "shelf_1"))
    for name in ("end_r", "wing_l", "back_a", "back_b"):
        board = panel(built, name)
        tops = {round(board.pose.out((h.x, h.y, 0.0))[2] + h.diameter / 2, 2) for h in board.holes if h.kind == "pin5"}
        assert round(shelf.low[2], 2) in tops, name
    assert articles(built)["shelf_pin"] == 8


def test_the_diagonal_door_stays_inside_its_own_square(catalog: Catalog) -> None:
    """domain.md 2.8: front (A - D) * sqrt(2) less reveals, at 45 degrees; the fronts beside stand 20 before the carcass."""
    built = catalog.build("base_corner_diag")
    door = panel(built, "door_1")
    assert (door.pose.y[0], door.pose.y[1]) == pytest.approx((math.sqrt(0.5), math.sqrt(0.5)))
    front = (900 - 560) * math.sqrt(2)
    assert front - 50 < door.width < front - 3
    for y in (0.0, door.width):
        for z in (0.0, door.thickness):
            x, depth, _ = door.pose.out((0.0, y, z))
            assert 560 < x <= 900 - 1.49 and 1.49 <= depth < 340
    assert len(panel(built, "bottom").outline) == 5
    assert [(swing.turn, swing.angle) for swing in built.swings] == [(45.0, 110.0)]


@pytest.mark.parametrize("corner", ["left", "right"])
def test_the_blind_corner_keeps_its_door_clear_of_the_neighbour(catalog: Catalog, corner: str) -> None:
    """domain.md 2.8: W 900-1200, door 400-450, blind part = the neighbour's depth and a filler of 50-80."""
    states = catalog.parameters("base_corner_blind")
    assert size_of(states, "filler") == (50.0, 80.0) and size_of(states, "width")[0] == 900
    built = catalog.build("base_corner_blind", (("corner", corner),))
    door, strip = (panel_box(panel(built, name)) for name in ("door_1", "filler"))
    assert door.size[0] == 450
    gap = door.low[0] - strip.high[0] if corner == "left" else strip.low[0] - door.high[0]
    assert gap == pytest.approx(3.0)
    with pytest.raises(LibraryError, match="width"):
        catalog.build("base_corner_blind", (("filler", 50.0), ("neighbour", 580.0), ("width", 1100.0)))
    half = catalog.build("base_corner_blind", (("corner", corner), ("hand", corner)))
    assert articles(half)["hinge_half"] == 2 and articles(built)["hinge"] == 2


def test_lift_up_flaps_are_280_to_500_high_and_have_stays(catalog: Catalog) -> None:
    """domain.md 1.5: H 280-500, stay required."""
    for count in (1, 2):
        states = catalog.parameters("wall_lift", (("flaps", count),))
        for height in (value for value in size_of(states, "height") if value is not None):
            built = catalog.build("wall_lift", (("flaps", count), ("height", height)))
            flaps = [one for one in built.panels if one.role == "door"]
            assert len(flaps) == count and articles(built)["lift_stay"] == 2 * count
            assert all(280 <= flap.width <= 500 for flap in flaps)
            assert [swing.kind for swing in built.swings] == ["lift"] * count


def test_the_hood_unit_has_one_hole_above_the_other_and_no_shelf(catalog: Catalog) -> None:
    """domain.md 7.4: duct 160-180, no shelf."""
    assert size_of(catalog.parameters("wall_hood"), "duct") == (160.0, 180.0)
    built = catalog.build("wall_hood")
    places = []
    for name in ("bottom", "top"):
        (hole,) = panel(built, name).cutouts
        assert hole.high[0] - hole.low[0] == hole.high[1] - hole.low[1] == 2 * hole.radius >= 180
        places.append(panel(built, name).pose.out((*hole.low, 0.0))[:2])
    assert places[0] == places[1]
    assert not [one for one in built.panels if one.role.startswith("shelf")]


def test_the_fridge_has_air_round_it(catalog: Catalog) -> None:
    """domain.md 7.4: width + 20-40 (to 100 at a wall), height + 50-100, depth + 30-50; tall units are fixed to the wall."""
    built = catalog.build("fridge_housing", (("machine_height", 1800.0), ("machine_width", 836.0)))
    niche = panel_box(panel(built, "bottom")).low[2]
    clear = panel_box(panel(built, "side_r")).low[0] - panel_box(panel(built, "side_l")).high[0]
    assert 50 <= niche - 1800 <= 100 and 20 <= clear - 836 <= 100
    assert articles(built)["wall_anchor"] == 2
    body = catalog.build("fridge").body.size
    assert 20 <= body[0] - 836 <= 100 and 30 <= body[1] - 650 <= 50 and 50 <= body[2] - 1800 <= 100
    with pytest.raises(LibraryError, match="width"):
        catalog.build("fridge_housing", (("machine_width", 836.0), ("width", 880.0)))


def test_appliances_are_bought_and_have_no_panels(catalog: Catalog) -> None:
    for family in APPLIANCES:
        built = catalog.build(family)
        assert not built.panels and built.solids and built.category == "appliance"
    dishwasher = catalog.build("dishwasher")
    assert dishwasher.body.size[0] in (450, 600) and 820 <= dishwasher.body.size[2] <= 870
    assert [one.role for one in catalog.build("dishwasher", (("door", "panel"),)).panels] == ["drw_face"]
    washer = catalog.build("washer").body.size
    assert washer[2] - 850 == 20 and 10 <= (washer[0] - 600) / 2 <= 20 and 50 <= washer[1] - 600 <= 80


def test_the_island_is_made_to_be_seen_from_all_sides(catalog: Catalog) -> None:
    """domain.md 1.2, 2.2: double-sided, 1200-2400 wide, 800-1000 deep; 4.1: a visible end has 1.0 all round."""
    states = catalog.parameters("island")
    assert (size_of(states, "width"), size_of(states, "depth")) == ((1200.0, 2400.0), (800.0, 1000.0))
    built = catalog.build("island", (("handle", "bar"),))
    for name in ("side_l", "side_r"):
        edges = panel(built, name).edges
        assert {edges.L1.thickness, edges.L2.thickness, edges.W1.thickness, edges.W2.thickness} == {1.0}
    rear = [one for one in built.panels if one.id.startswith("rear_")]
    assert len(rear) == 4 and all(panel_box(one).low[1] == 902 and one.pose.z == (0, -1, 0) for one in rear)
    assert sorted(swing.turn for swing in built.swings) == [0.0] * 4 + [180.0] * 4
    assert articles(built)["handle_bar_160"] == 8


def test_the_corner_filler_is_l_shaped(catalog: Catalog) -> None:
    """domain.md 2.8: 50-80 x 50-80, default 60."""
    states = catalog.parameters("corner_filler")
    assert size_of(states, "wide") == size_of(states, "wide_left") == (50.0, 80.0)
    built = catalog.build("corner_filler")
    strip, left = (panel_box(panel(built, name)) for name in ("strip", "strip_left"))
    assert strip.size[0] == 60 and left.size[1] == 60 + 18
    assert strip.low[0] == left.high[0] and strip.high[1] == left.high[1]


def test_a_matched_wall_is_one_row_of_panels(catalog: Catalog) -> None:
    built = catalog.build("wall_panel", (("matched", True), ("panels", 3), ("piece_2", 700.0), ("width", 1800.0)))
    widths = [one.width for one in built.panels]
    assert widths[1] == 700 and sum(widths) + 2 * 3 == 1800
    assert [(one.match, one.match_at) for one in built.panels] == [("wall", 0), ("wall", 1), ("wall", 2)]


def test_pantry_baskets_and_inner_drawers(catalog: Catalog) -> None:
    baskets = catalog.build("tall_pantry", (("pulls", 3),))
    drawers = catalog.build("tall_pantry", (("inside", "drawers"), ("pulls", 3)))
    assert articles(baskets)["wire_basket"] == 3
    assert sum(one.role == "drw_face" for one in drawers.panels) == 3
    assert articles(baskets)["wall_anchor"] == 2
