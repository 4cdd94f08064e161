"""The layout: where things come to stand, in which room, and how little is built when one thing moves."""

import pytest

from app.design import edits
from app.design.design import Design
from app.design.layout import Layout, lay_out, room_at
from app.geometry.frame import Frame
from app.plans.plan import Plan


def many(design: Design, count: int) -> Design:
    """Cabinets 150 wide along the kitchen's north wall, in rows of 25."""
    for i in range(count):
        frame = Frame(150.0 * (i % 25), 3000.0 - 100.0 * (i // 25))
        design, _ = edits.place(design, "base", frame, {"width": 150.0, "depth": 90.0})
    return design


def test_the_back_stays_on_the_wall_and_the_front_follows_the_depth(empty: Design, catalog) -> None:
    design, shallow = edits.place(empty, "base", Frame(1000, 3000), {"depth": 300})
    design, deep = edits.place(design, "base", Frame(2000, 3000), {"depth": 600})
    layout = lay_out(design, catalog)
    assert layout.get(shallow).frame == Frame(1000, 2700)
    assert layout.get(deep).frame == Frame(2000, 2400)


def test_a_unit_on_the_west_wall_stands_with_its_back_to_it(empty: Design, catalog) -> None:
    # facing the west wall from inside, right is north: turn 90, held at the south end of its back, x = 0
    design, unit_id = edits.place(empty, "base", Frame(0, 500, 0, 90))
    placed = lay_out(design, catalog).get(unit_id)
    assert placed.frame == Frame(560, 500, 0, 90)
    assert placed.component.body.corners2(placed.frame) == ((560, 500), (560, 1100), (0, 1100), (0, 500))


@pytest.mark.parametrize(
    ("x", "y", "room"), [(1000, 3000, "kitchen"), (5000, 3000, "living"), (7500, 5000, "living"), (5000, 4900, "")]
)
def test_a_unit_belongs_to_the_room_its_middle_is_in(empty: Design, catalog, x: float, y: float, room: str) -> None:
    design, unit_id = edits.place(empty, "base", Frame(x, y))
    assert lay_out(design, catalog).get(unit_id).room == room


def test_a_point_in_the_wall_is_in_no_room(flat: Plan) -> None:
    assert [room_at(flat, point) for point in ((4100.0, 100.0), (3999.0, 100.0), (4201.0, 100.0))] == [
        "",
        "kitchen",
        "living",
    ]


def test_the_order_is_that_of_the_design(empty: Design, catalog) -> None:
    layout = lay_out(many(empty, 5), catalog)
    assert [placed.id for placed in layout.placed] == ["u1", "u2", "u3", "u4", "u5"]


def test_moving_one_of_500_units_builds_nothing_and_changing_one_builds_one(empty: Design, catalog) -> None:
    design = many(empty, 500)
    before = lay_out(design, catalog)
    assert len(catalog.built) == 500
    catalog.built.clear()
    catalog.dressed.clear()
    moved = lay_out(edits.shift(design, ["u250"], (7.0, -300.0, 0.0)), catalog)
    assert catalog.built == []
    assert len(catalog.dressed) <= 6  # those beside its old place and its new one
    assert "u250" in (other := [a.id for a, b in zip(before.placed, moved.placed, strict=True) if a is not b])
    assert len(other) <= 7
    wider = lay_out(edits.set_values(design, "u250", {"width": 151.0}), catalog)
    assert catalog.built == ["base"]
    assert "u250" in (other := [a.id for a, b in zip(before.placed, wider.placed, strict=True) if a is not b])
    assert len(other) <= 7


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: edits.set_finish(d, {"front": "oak"}),
        lambda d: edits.set_profile(d, "F-2"),
    ],
)
def test_what_all_units_share_builds_all_anew(empty: Design, catalog, edit) -> None:
    design = many(empty, 20)
    lay_out(design, catalog)
    catalog.built.clear()
    lay_out(edit(design), catalog)
    assert len(catalog.built) == 20


def test_a_units_own_finish_wins_over_the_designs(empty: Design, catalog) -> None:
    design, first = edits.place(empty, "base", Frame(0, 3000))
    design, second = edits.place(design, "base", Frame(900, 3000), finish={"front": "red"})
    layout = lay_out(edits.set_finish(design, {"front": "oak", "carcass": "grey"}), catalog)
    assert layout.get(first).component.finish == (("carcass", "grey"), ("front", "oak"))
    assert layout.get(second).component.finish == (("carcass", "grey"), ("front", "red"))


def test_the_memory_never_shows(empty: Design, catalog) -> None:
    """Laying out in any order gives what a fresh catalogue gives: other designs, catalogues and undo steps in between."""
    one = many(empty, 8)
    two = edits.delete(edits.shift(one, ["u3"], (0.0, -500.0, 0.0)), ["u5"])
    three = edits.set_finish(two, {"front": "oak"}, "u3")
    fresh = [plain(lay_out(design, type(catalog)())) for design in (one, two, three)]
    for turn in (0, 1, 2, 1, 0, 2, 0):
        assert plain(lay_out((one, two, three)[turn], catalog)) == fresh[turn]


def plain(layout: Layout) -> tuple:
    return layout.design, layout.placed


def test_nothing_there_is_none(empty: Design, catalog) -> None:
    assert lay_out(empty, catalog).get("u1") is None
