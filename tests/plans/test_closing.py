"""Rooms follow walls: what they keep, what they lose, what comes. Areas are worked out by hand: clear lengths inside the faces. mm."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from app.geometry.ring import area
from app.plans.editing.closing import close_rooms, closing, space_at
from app.plans.editing.edits import add_room, add_wall, add_walls, empty_plan, move_wall, remove, rename_room
from app.plans.files import read_plan
from app.plans.plan import Plan, PlanError, Room, Wall
from app.plans.sides import find_side
from app.plans.surveys.measures import CornerMeasure, SideMeasure, Survey
from app.records import Text
from app.words import LANGUAGES, say

FLOORPLANS = Path(__file__).resolve().parents[2] / "floorplans"


def box() -> Plan:
    """One room, 3800 x 2800 clear: centre lines 4000 x 3000, walls 200; walls w1 south, w2 east, w3 north, w4 west."""
    return add_walls(empty_plan(), [(0, 0), (4000, 0), (4000, 3000), (0, 3000)], 200, closed=True)


def squares(plan: Plan) -> dict[str, float]:
    return {room.id: area(room.outline) for room in plan.rooms}


def test_four_walls_make_a_room_of_the_clear_area() -> None:
    plan = box()
    assert squares(plan) == {"room1": 3800.0 * 2800.0}
    assert plan.rooms[0].name == Text("房间 1", "Room 1")
    assert plan.rooms[0].kind == "other"


def test_a_wall_across_makes_two_and_its_removal_one_again() -> None:
    named = rename_room(box(), "room1", Text("大房", "Big"), "bedroom", 2600)
    halved = closing(named, replace(named, walls=(*named.walls, Wall("w5", (1500, 0), (1500, 3000), 100, 2800))))
    assert squares(halved.plan) == {
        "room1": (3900 - 1550) * 2800.0,
        "room2": (1450 - 100) * 2800.0,
    }  # the larger keeps its name
    assert halved.came == ("room2",)
    old, new = halved.plan.rooms
    assert (old.name, old.kind, old.ceiling) == (Text("大房", "Big"), "bedroom", 2600)
    assert (new.kind, new.ceiling) == ("other", 2600)
    again = closing(halved.plan, replace(halved.plan, walls=named.walls))
    assert again.plan == named
    assert [room.id for room in again.joined] == ["room2"]
    for done in (halved, again):
        for told in done.told:
            assert all(say(told, language) for language in LANGUAGES)


def test_a_room_that_no_longer_closes_goes_and_is_told() -> None:
    plan = add_walls(box(), [(4000, 0), (7000, 0), (7000, 3000), (4000, 3000)], 200)
    assert squares(plan) == {"room1": 3800 * 2800.0, "room2": 2800 * 2800.0}
    opened = closing(plan, replace(plan, walls=tuple(wall for wall in plan.walls if wall.id != "w6")))
    assert [room.id for room in opened.opened] == ["room2"]
    assert opened.plan.rooms == plan.rooms[:1]


def test_rooms_whose_walls_did_not_change_keep_their_outline_to_the_bit() -> None:
    """The outlines drawn here are a hair off what the walls give, as importers leave them."""
    plan = read_plan(FLOORPLANS / "two_bed_75.toml")
    off = {room.id: tuple((x + 0.3, y - 0.2) for x, y in room.outline) for room in plan.rooms}
    drawn = replace(plan, rooms=tuple(replace(room, outline=off[room.id]) for room in plan.rooms))
    moved = move_wall(drawn, "bath_n", 100.0)
    changed = {room.id for room in moved.rooms if room.outline is not off[room.id]}
    assert changed == {"bath", "entry"}


def test_rooms_open_to_each_other_stay_parted_where_they_were() -> None:
    """Living and dining share one space; the line between them at x = 2000 is no wall."""
    one = box()
    living = replace(one.rooms[0], id="living", outline=((100, 100), (2000, 100), (2000, 2900), (100, 2900)))
    dining = replace(one.rooms[0], id="dining", outline=((2000, 100), (3900, 100), (3900, 2900), (2000, 2900)))
    plan = replace(one, rooms=(living, dining))
    wider = move_wall(plan, "w2", -500.0)  # the east wall runs north: its left is west, so it moves out to the east
    assert squares(wider) == {"living": 1900 * 2800.0, "dining": 2400 * 2800.0}
    deeper = move_wall(plan, "w3", -400.0)
    assert squares(deeper) == {"living": 1900 * 3200.0, "dining": 1900 * 3200.0}
    assert move_wall(deeper, "w3", 400.0) == plan


def test_a_parting_line_that_runs_on_along_a_wall_stops_at_it() -> None:
    """A stub from the west wall, flush with the line between living and dining; the rest of that line is open."""
    plan = add_wall(box(), (0, 1500), (2000, 1500), 100)
    one = plan.rooms[0]
    north = replace(one, id="north", outline=((100, 1550), (3900, 1550), (3900, 2900), (100, 2900)))
    south = replace(
        one, id="south",
        outline=((100, 100), (3900, 100), (3900, 1550), (2000, 1550), (2000, 1450), (100, 1450)),
    )  # fmt: skip
    plan = replace(plan, rooms=(north, south))
    wider = move_wall(plan, "w2", -250.0)
    assert squares(wider) == {"north": 4050 * 1350.0, "south": 4050 * 1350.0 + 2150 * 100.0}
    lower = move_wall(plan, "w5", -40.0)  # the stub goes 40 south, the open line stays
    assert squares(lower)["north"] == pytest.approx(3800 * 1350 + 1900 * 40)


def test_a_shaft_that_was_no_room_stays_none() -> None:
    plan = add_wall(box(), (3000, 0), (3000, 3000), 100)
    shaft = remove(plan, [("rooms", "room2")])
    assert squares(shaft).keys() == {"room1"}
    assert squares(move_wall(shaft, "w5", 100.0)).keys() == {"room1"}
    assert squares(add_room(shaft, (3500, 1500))).keys() == {"room1", "room2"}
    with pytest.raises(PlanError, match="already the room"):
        add_room(shaft, (500, 1500))
    with pytest.raises(PlanError, match="close in"):
        space_at(shaft, (9000, 0))


def test_a_room_that_another_runs_around_stays() -> None:
    """A core of 1000 x 1000 centre lines stands free in the middle of a room; the room's east wall moves."""
    plan = add_walls(box(), [(1500, 1000), (2500, 1000), (2500, 2000), (1500, 2000)], 100, closed=True)
    assert squares(plan)["room2"] == 900 * 900
    moved = move_wall(plan, "w2", -100.0)
    assert moved.rooms[1] is plan.rooms[1]
    assert squares(moved)["room1"] == 3900 * 2800


def test_nothing_changes_where_no_wall_did() -> None:
    plan = box()
    assert close_rooms(plan, replace(plan, orientation=20.0)).rooms is plan.rooms


def test_measures_stay_with_the_side_they_were_taken_at() -> None:
    """Sides are numbered clockwise from the west; a wall against the north side gives the room two more corners."""
    survey = Survey(
        "s1", "2026-11-22",
        sides=(SideMeasure("room1/3", (2790, 2795, 2800)), SideMeasure("room1/2", (3801, 3801, 3802))),
        corners=(CornerMeasure("room1/4", 90.5),),
    )  # fmt: skip
    plan = replace(box(), surveys=(survey,))
    assert find_side(plan, "room1", "E").id == "room1/3"
    niche = add_wall(plan, (2000, 3000), (2000, 2000), 100)  # a stub that hangs from the north wall
    east = find_side(niche, "room1", "E").id
    assert east != "room1/3"
    (followed,) = niche.surveys
    assert followed.sides[0] == SideMeasure(east, (2790, 2795, 2800))
    assert followed.corners == (CornerMeasure(find_side(niche, "room1", "S").id, 90.5),)


def test_one_wall_of_a_hundred_walls_closes_in_thirty_milliseconds() -> None:
    """Seven by seven rooms; the least of several runs, in time of this process."""
    lines = [i * 3000.0 for i in range(8)]
    walls = [
        Wall(f"h{i}{j}", (lines[j], lines[i]), (lines[j + 1], lines[i]), 100, 2800) for i in range(8) for j in range(7)
    ]
    walls += [
        Wall(f"v{i}{j}", (lines[j], lines[i]), (lines[j], lines[i + 1]), 100, 2800) for i in range(7) for j in range(8)
    ]
    rooms = tuple(
        Room(f"r{i}{j}", Text("房", "room"), "other", _cell(lines[j], lines[i]), 2700)
        for i in range(7)
        for j in range(7)
    )
    plan = Plan("grid", Text("格", "grid"), rooms, tuple(walls), ())
    took = []
    for step in range(1, 6):
        moved = replace(plan.walls[30], thickness=100.0 + 10 * step)
        after = replace(plan, walls=tuple(moved if wall.id == moved.id else wall for wall in plan.walls))
        begin = time.process_time()
        closed = close_rooms(plan, after)
        took.append(time.process_time() - begin)
        assert sum(a is not b for a, b in zip(closed.rooms, plan.rooms, strict=True)) == 2
    assert min(took) < 0.030


def _cell(x: float, y: float) -> tuple[tuple[float, float], ...]:
    return ((x + 50, y + 50), (x + 2950, y + 50), (x + 2950, y + 2950), (x + 50, y + 2950))
