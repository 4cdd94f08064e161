"""Which sides of a unit are seen: walls, neighbours, fillers and columns hide, each only where it is. The kitchen is 4000 x 3000."""

from dataclasses import replace

import pytest

from app.design import edits
from app.design.design import Design
from app.design.layout import lay_out
from app.geometry.frame import Frame
from app.plans.plan import Obstacle, Opening, Plan, Wall

# walls at 100 around the kitchen, whose room runs from 0, 0 to 4000, 3000
WALLS = (
    Wall("south", (-100.0, -100.0), (4100.0, -100.0), 200.0, 2700.0),
    Wall("east", (4100.0, -100.0), (4100.0, 3100.0), 200.0, 2700.0),
    Wall("north", (4100.0, 3100.0), (-100.0, 3100.0), 200.0, 2700.0),
    Wall("west", (-100.0, 3100.0), (-100.0, -100.0), 200.0, 2700.0),
)


@pytest.fixture
def walled(empty: Design) -> Design:
    return on(empty, empty.plan)


def on(design: Design, plan: Plan, openings: tuple[Opening, ...] = (), obstacles: tuple[Obstacle, ...] = ()) -> Design:
    return replace(design, plan=replace(plan, walls=WALLS, openings=openings, obstacles=obstacles))


def put(
    design: Design,
    x: float,
    y: float = 3000.0,
    turn: float = 0.0,
    sample: str = "base",
    z: float = 0.0,
    **values: float,
) -> Design:
    return edits.place(design, sample, Frame(x, y, z, turn), values)[0]


def seen(design: Design, catalog) -> dict[str, tuple[str, ...]]:
    return {placed.id: placed.component.seen for placed in lay_out(design, catalog).placed if placed.unit is not None}


def test_a_unit_alone_at_a_wall_shows_both_ends_and_not_its_back(walled: Design, catalog) -> None:
    assert seen(put(walled, 1000), catalog) == {"u1": ("left", "right")}


def test_an_island_shows_its_back_too(walled: Design, catalog) -> None:
    assert seen(put(walled, 1000, 1500), catalog) == {"u1": ("back", "left", "right")}


def test_a_row_from_wall_to_wall_shows_nothing(walled: Design, catalog) -> None:
    design = walled
    for x in range(0, 4000, 500):
        design = put(design, x, width=500)
    assert set(seen(design, catalog).values()) == {()}


def test_neighbours_hide_each_other_and_the_row_shows_its_outer_ends(walled: Design, catalog) -> None:
    assert seen(put(put(put(walled, 1000), 1600), 2200), catalog) == {"u1": ("left",), "u2": (), "u3": ("right",)}


@pytest.mark.parametrize("turn", [0.0, 90.0, 180.0, 270.0, 30.0])
def test_rows_turned_any_way_hide_the_same(walled: Design, catalog, turn: float) -> None:
    wall, design = Frame(2000, 1500, 0, turn), walled
    for x in (-600, 0, 600):
        held = wall.then(Frame(x, 0))
        design = put(design, held.x, held.y, held.turn)
    assert seen(design, catalog) == {"u1": ("back", "left"), "u2": ("back",), "u3": ("back", "right")}


def test_two_rows_back_to_back_hide_their_backs(walled: Design, catalog) -> None:
    assert seen(put(put(walled, 1000, 1500), 1600, 1500, 180), catalog) == {
        "u1": ("left", "right"),
        "u2": ("left", "right"),
    }


def test_a_lower_or_shallower_neighbour_leaves_a_side_seen(walled: Design, catalog) -> None:
    tall = put(put(walled, 1000, sample="tall"), 1600)
    assert seen(tall, catalog) == {"u1": ("left", "right"), "u2": ("right",)}
    deep = put(put(walled, 1000), 1600, depth=300)
    assert seen(deep, catalog) == {"u1": ("left", "right"), "u2": ("right",)}


@pytest.mark.parametrize(("gap", "hidden"), [(0.0, True), (1.5, True), (2.5, False)])
def test_a_gap_is_looked_into_from_2_mm_on(walled: Design, catalog, gap: float, hidden: bool) -> None:
    assert seen(put(walled, gap), catalog)["u1"] == (("right",) if hidden else ("left", "right"))
    row = put(put(walled, 1000), 1600 + gap)
    assert seen(row, catalog) == (
        {"u1": ("left",), "u2": ("right",)} if hidden else {"u1": ("left", "right"), "u2": ("left", "right")}
    )


def test_two_neighbours_over_each_other_hide_a_tall_side_together(walled: Design, catalog) -> None:
    stacked = put(put(walled, 1000, sample="tall"), 1600)
    for z in (820.0, 1640.0):
        stacked = put(stacked, 1600, z=z)
    assert seen(stacked, catalog)["u1"] == ("left",)


def test_a_filler_hides_an_end_as_high_as_it_reaches_when_it_meets_a_wall(walled: Design, catalog) -> None:
    assert seen(put(put(walled, 50), 0, sample="filler"), catalog) == {"u1": ("right",), "u2": ()}
    assert seen(put(put(walled, 50, sample="tall"), 0, sample="filler"), catalog) == {"u1": ("left", "right"), "u2": ()}
    assert seen(put(put(walled, 250), 200, sample="filler"), catalog) == {"u1": ("left", "right"), "u2": ()}


def test_two_fillers_beside_each_other_are_looked_through(walled: Design, catalog) -> None:
    design = put(put(put(walled, 100), 50, sample="filler"), 0, sample="filler")
    assert seen(design, catalog)["u1"] == ("right",)


def test_where_a_wall_has_a_door_nothing_hides(walled: Design, catalog) -> None:
    door = Opening("d1", "door", "west", 100.0, 900.0, 0.0, 2100.0)  # the west wall starts in the north: y 2100 to 3000
    assert seen(put(walled, 0), catalog)["u1"] == ("right",)
    assert seen(put(on(walled, walled.plan, (door,)), 0), catalog)["u1"] == ("left", "right")
    window = replace(door, kind="window", sill=900.0)
    assert seen(put(on(walled, walled.plan, (window,)), 0), catalog)["u1"] == ("right",)  # 820 high, below the sill


def test_a_column_hides_what_stands_at_it(walled: Design, catalog) -> None:
    outline = ((1600.0, 2300.0), (1900.0, 2300.0), (1900.0, 3000.0), (1600.0, 3000.0))
    column = Obstacle("c1", "column", outline, 0.0, 2700.0)
    design = put(put(on(walled, walled.plan, (), (column,)), 1000), 1900)
    assert seen(design, catalog) == {"u1": ("left",), "u2": ("right",)}


def test_where_no_wall_is_known_nothing_hides(empty: Design, catalog) -> None:
    assert seen(put(empty, 0, 1500, 90), catalog)["u1"] == (
        "back",
        "left",
        "right",
    )  # the flat of these tests has no west wall


def test_what_moves_changes_only_those_it_left_and_came_to(walled: Design, catalog) -> None:
    design = walled
    for x in range(0, 3500, 500):
        design = put(design, x, width=500)
    before = lay_out(design, catalog)
    assert seen(design, catalog)["u7"] == ("right",)
    catalog.dressed.clear()
    after = lay_out(edits.shift(design, ["u7"], (250.0, 0.0, 0.0)), catalog)
    assert {p.id: p.component.seen for p in after.placed}["u6"] == ("right",)
    assert [a.id for a, b in zip(before.placed, after.placed, strict=True) if a is not b] == ["u6", "u7"]
    assert len(catalog.dressed) == 2
    again = lay_out(edits.delete(edits.shift(design, ["u7"], (250.0, 0.0, 0.0)), ["u3"]), catalog)
    assert {p.id: p.component.seen for p in again.placed}["u2"] == ("right",)


def test_what_moves_behind_a_filler_is_noticed_through_it(walled: Design, catalog) -> None:
    row = put(put(put(walled, 1000), 1600, sample="filler"), 1650)
    assert seen(row, catalog)["u1"] == ("left",)
    assert seen(edits.shift(row, ["u3"], (100.0, 0.0, 0.0)), catalog)["u1"] == ("left", "right")
    assert seen(row, catalog)["u1"] == ("left",)
