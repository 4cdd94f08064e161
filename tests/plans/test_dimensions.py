"""What a measured plan shows, and what a typed measure moves; lengths worked out on paper. mm."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.geometry.ring import area
from app.plans.editing import edits
from app.plans.editing.dimensions import Dimension, dimension_by_id, dimensions, set_dimension
from app.plans.editing.edits import EditError, add_opening, add_wall, add_walls, empty_plan
from app.plans.files import read_plan
from app.plans.plan import Plan
from app.plans.sides import sides, wall_by_id
from app.words import LANGUAGES, say

FLOORPLANS = Path(__file__).resolve().parents[2] / "floorplans"


def flat() -> Plan:
    """Two rooms of 1850 x 2800: the box 4000 x 3000 of 200, a partition w5 of 100 at x = 2000 with a door of 900 in it.

    Room1 is west; facing the partition from it, one looks east: left is north. The door's hole is y = 600 to 1500.
    """
    plan = add_walls(empty_plan(), [(0, 0), (4000, 0), (4000, 3000), (0, 3000)], 200, closed=True)
    return add_opening(add_wall(plan, (2000, 0), (2000, 3000), 100), "w5", "door", 600)


def values(plan: Plan) -> dict[str, float]:
    return {one.id: one.value for one in dimensions(plan)}


def one(plan: Plan, name: str) -> Dimension:
    return dimension_by_id(plan, name)


def test_a_side_with_a_door_is_a_chain_from_corner_to_corner() -> None:
    shown = values(flat())
    # the side runs from y = 2900 in the north to y = 100
    assert shown["room1/3#door1<"] == 2900 - 1500
    assert shown["room1/3#door1"] == 900
    assert shown["room1/3#door1>"] == 600 - 100
    assert shown["room1/3"] == 2800
    assert shown["room1/2"] == 1850
    # from the other room left is south
    assert shown["room2/1#door1<"] == 500
    assert shown["overall#x"] == 4200
    assert shown["overall#y"] == 3200
    assert shown["wall#w5"] == 100


def test_the_pieces_of_every_chain_are_the_clear_length_in_all_shipped_plans() -> None:
    for file in sorted(FLOORPLANS.glob("*.toml")):
        plan = read_plan(file)
        shown = dimensions(plan)
        assert len({dimension.id for dimension in shown}) == len(shown)
        for room in plan.rooms:
            for side in sides(plan, room.id):
                rows = {d.row for d in shown if d.id.startswith(f"{side.id}#")}
                for row in rows:
                    chain = [d.value for d in shown if d.id.startswith(f"{side.id}#") and d.row == row]
                    assert sum(chain) == pytest.approx(side.length, abs=2.0)  # pieces under 1 mm are not shown
        for dimension in shown:
            across = (dimension.b[0] - dimension.a[0], dimension.b[1] - dimension.a[1])
            assert dimension.value == pytest.approx((across[0] ** 2 + across[1] ** 2) ** 0.5, abs=1e-3)
            assert across[0] * dimension.out[0] + across[1] * dimension.out[1] == pytest.approx(0, abs=1e-3)


def test_a_typed_clear_length_moves_the_wall_at_its_right_or_its_left() -> None:
    plan = flat()
    wider = set_dimension(plan, "room2/2", 2050)  # the north side of room2, left west, right east
    assert wall_by_id(wider, "w2").start == (4200, 0)
    assert values(wider)["room2/2"] == 2050
    assert area(wider.rooms[0].outline) == area(plan.rooms[0].outline)
    west = set_dimension(plan, "room2/2", 2050, "end")
    assert wall_by_id(west, "w5").start == (1800, 0)
    both = set_dimension(plan, "room2/2", 2050, "middle")
    assert wall_by_id(both, "w5").start == (1900, 0)
    assert wall_by_id(both, "w2").start == (4100, 0)
    assert {part for part in edits.moved(plan, wider) if part[0] == "walls"} == {
        ("walls", "w1"),
        ("walls", "w2"),
        ("walls", "w3"),
    }


def test_a_typed_pier_moves_the_door_and_a_typed_door_its_jamb() -> None:
    plan = flat()
    door = set_dimension(plan, "room1/3#door1<", 1000).openings[0]  # 1000 from the north corner, at y = 2900
    assert (door.offset, door.width) == (2900 - 1000 - 900, 900)
    door = set_dimension(plan, "room1/3#door1>", 700).openings[0]
    assert (door.offset, door.width) == (800, 900)
    door = set_dimension(plan, "room1/3#door1", 800).openings[0]  # the north jamb, at a, stays
    assert (door.offset, door.width) == (700, 800)
    door = set_dimension(plan, "room1/3#door1", 800, "end").openings[0]
    assert (door.offset, door.width) == (600, 800)
    door = set_dimension(plan, "room1/3#door1", 800, "middle").openings[0]
    assert (door.offset, door.width) == (650, 800)


def test_a_pier_may_also_move_the_corner() -> None:
    plan = set_dimension(flat(), "room1/3#door1>", 800, "start")
    assert wall_by_id(plan, "w1").start == (0, -300)
    assert edits.jambs(plan, plan.openings[0]) == ((2000, 600), (2000, 1500))


def test_between_two_windows_the_one_at_the_free_end_moves() -> None:
    plan = add_opening(add_opening(flat(), "w2", "window", 400, 600), "w2", "window", 1500, 900)
    # from room2 facing east, left is north: w2 runs north, so window2 comes first
    assert values(plan)["room2/3#window1<"] == 500
    first = set_dimension(plan, "room2/3#window1<", 700)
    assert [opening.offset for opening in first.openings[1:]] == [200, 1500]
    second = set_dimension(plan, "room2/3#window1<", 700, "end")
    assert [opening.offset for opening in second.openings[1:]] == [400, 1700]


def test_a_size_over_all_moves_the_outermost_walls() -> None:
    plan = set_dimension(flat(), "overall#x", 4500)
    assert [wall_by_id(plan, name).start[0] for name in ("w2", "w4", "w5")] == [4300, 0, 2000]
    plan = set_dimension(flat(), "overall#y", 3000, "end")
    assert [wall_by_id(plan, name).start[1] for name in ("w1", "w3")] == [200, 3000]


def test_a_thickness_is_typed_with_a_face_held() -> None:
    plan = set_dimension(flat(), "wall#w5", 120, "start")  # a is the right face: the east one
    assert values(plan)["wall#w5"] == 120
    assert (values(plan)["room1/2"], values(plan)["room2/2"]) == (1830, 1850)
    assert (one(flat(), "wall#w5").a, one(flat(), "wall#w5").b) == ((2050, 1500), (1950, 1500))


def test_a_radius_is_typed() -> None:
    plan = edits.add_curve(edits.remove(flat(), [("walls", "w2")]), (4000, 0), (4000, 3000), sweep=90)
    name = f"curve#{plan.curves[0].id}"
    assert values(plan)[name] == pytest.approx(1500 * 2**0.5)
    assert values(set_dimension(plan, name, 2500))[name] == pytest.approx(2500)


def test_a_measure_that_cannot_be_says_why() -> None:
    for name, value, key in (
        ("room1/3#door1<", 2500, "off_wall"),
        ("room9/1", 1000, "no_dimension"),
        ("room1/2", 5e9, "out_of_limits"),
        ("room1/2", float("nan"), "out_of_limits"),
        ("wall#w5", 5, "out_of_limits"),
    ):
        with pytest.raises(EditError) as caught:
            set_dimension(flat(), name, value)
        assert caught.value.told.key == f"edits.{key}"
        assert all(say(caught.value.told, language) for language in LANGUAGES)


def test_a_stub_grows_when_what_it_leaves_free_is_typed() -> None:
    """A stub of 100 hangs from the north wall down to y = 2000; the side of the room along it is 900 long."""
    plan = add_wall(flat(), (1000, 3000), (1000, 2000), 100)
    along = next(d for d in dimensions(plan) if d.kind == "clear" and d.id.startswith("room1/") and d.value == 900)
    longer = set_dimension(plan, along.id, 1200, "start" if along.a[1] > along.b[1] else "end")
    assert wall_by_id(longer, "w6").end == (1000, 1700)
