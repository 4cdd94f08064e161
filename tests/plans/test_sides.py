"""A room from inside: sides, what is in them, doors that swing in, and the words that name a wall."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.geometry.frame import Frame
from app.geometry.polygon import area, bounds
from app.plans.files import read_plan
from app.plans.plan import Obstacle, Opening, Plan, PlanError, Room, Wall
from app.plans.sides import door_swing, find_side, floor_of, room_of, side_at, sides
from app.records import Text

FLOORPLANS = Path(__file__).resolve().parents[2] / "floorplans"
NAME = Text("房", "room")


def two_rooms() -> Plan:
    """Two rooms of 3000 x 2000 side by side, a 100 wall between them with a door, outer walls 200."""
    corners = [(0.0, 0.0), (3100.0, 0.0), (6200.0, 0.0), (6200.0, 2200.0), (3100.0, 2200.0), (0.0, 2200.0)]
    outer = [
        Wall(f"o{i}", a, b, 200, 2800) for i, (a, b) in enumerate(zip(corners, corners[1:] + corners[:1], strict=True))
    ]
    middle = Wall("mid", (3100, 0), (3100, 2200), 100, 2800)
    rooms = (
        Room("a", NAME, "living", ((100, 100), (3050, 100), (3050, 2100), (100, 2100)), 2700),
        Room("b", NAME, "bedroom", ((3150, 100), (6100, 100), (6100, 2100), (3150, 2100)), 2700),
    )
    openings = (
        Opening("door", "door", "mid", 400, 900, 0, 2000, "hinged", "start", "right"),
        Opening("window", "window", "o2", 700, 800, 900, 2400),
    )
    return Plan("two", NAME, rooms, (*outer, middle), openings)


def test_the_sides_of_a_rectangle_are_west_north_east_south() -> None:
    west, north, east, south = sides(two_rooms(), "a")
    assert [side.turn for side in (west, north, east, south)] == [90, 0, 270, 180]
    assert [side.wall for side in (west, north, east, south)] == ["o5", "o4", "mid", "o0"]
    assert [side.length for side in (west, north, east, south)] == [2000, 2950, 2000, 2950]
    assert west.id == "a/1"
    assert north.left == (100, 2100)
    assert north.right == (3050, 2100)


def test_a_door_is_seen_from_both_rooms_each_from_its_own_left() -> None:
    plan = two_rooms()
    from_a, from_b = find_side(plan, "a", "mid"), find_side(plan, "b", "mid")
    # the door lies 400..1300 from the wall's start in the south; a room's inner face starts 100 later
    (seen,) = from_a.openings
    assert (seen.start, seen.end) == (2000 - 1200, 2000 - 300)
    (seen,) = from_b.openings
    assert (seen.start, seen.end) == (300, 1200)
    (window,) = find_side(plan, "b", "E").openings
    assert (window.opening.id, window.start, window.end) == ("window", 2000 - 1400, 2000 - 600)
    assert find_side(plan, "a", "E").wall == "mid"


def test_words_for_a_wall() -> None:
    plan = two_rooms()
    for word in ("2", "a/2", "o4", "N", "n", "north", "北", " N "):
        assert find_side(plan, "a", word).id == "a/2"
    with pytest.raises(PlanError, match=r"no wall 'up'; its sides are a/1 \(o5\)"):
        find_side(plan, "a", "up")
    with pytest.raises(PlanError, match="no room 'c'; there are a, b"):
        find_side(plan, "c", "N")


def test_a_compass_word_means_the_longest_side_that_lies_there() -> None:
    plan = read_plan(FLOORPLANS / "three_bed_89.toml")
    north = find_side(plan, "living", "N")  # an L: 2000 beside the entry, 1900 below it
    assert north.length == 2000
    assert find_side(plan, "living", "W").length == 5400


def test_a_leaf_swings_from_its_hinge_to_its_side() -> None:
    plan = two_rooms()
    (leaf,) = door_swing(plan, plan.openings[0])
    assert leaf[0] == (3150, 400)  # the southern jamb, on the face towards room b
    assert bounds(leaf) == (3150, 400, 4050, 1300)
    assert area(leaf) == pytest.approx(math.pi * 900**2 / 4, rel=0.004)
    for hinge, side, box in (
        ("end", "right", (3150, 400, 4050, 1300)),
        ("start", "left", (2150, 400, 3050, 1300)),
        ("end", "left", (2150, 400, 3050, 1300)),
    ):
        (leaf,) = door_swing(plan, replace(plan.openings[0], hinge=hinge, side=side))
        assert bounds(leaf) == box
        assert leaf[0][1] == (1300 if hinge == "end" else 400)
    assert door_swing(plan, plan.openings[1]) == ()
    assert door_swing(plan, replace(plan.openings[0], leaf="sliding", hinge="", side="")) == ()
    halves = door_swing(plan, replace(plan.openings[0], leaf="double", hinge=""))
    assert [bounds(half) for half in halves] == [(3150, 400, 3600, 850), (3150, 850, 3600, 1300)]


def test_points_find_their_room_and_side() -> None:
    plan = two_rooms()
    found = room_of(plan, (200, 200))
    assert found is not None
    assert found.id == "a"
    assert room_of(plan, (3100, 1000)) is None  # inside the wall
    assert side_at(plan, "a", (1500, 2000)).id == "a/2"


def test_columns_take_floor_and_beams_do_not() -> None:
    column = Obstacle("c", "column", ((100, 100), (400, 100), (400, 400), (100, 400)), 0, 2700)
    beam = Obstacle("b", "beam", ((100, 1800), (3050, 1800), (3050, 2100), (100, 2100)), 2400, 2700)
    plan = replace(two_rooms(), obstacles=(column, beam))
    (floor,) = floor_of(plan, "a")
    assert area(floor) == 2950 * 2000 - 300 * 300


def test_a_side_at_a_free_angle_faces_its_wall() -> None:
    plan = read_plan(FLOORPLANS / "four_bed_140.toml")
    corner = find_side(plan, "bedroom2", "corner")
    assert corner.turn == pytest.approx(135)
    assert corner.length == pytest.approx(1200 * math.sqrt(2) - 2 * 120 * math.tan(math.radians(22.5)), abs=0.01)
    (window,) = corner.openings
    assert window.end - window.start == pytest.approx(900)


def test_the_same_plan_is_worked_out_once() -> None:
    plan = two_rooms()
    assert sides(plan, "a") is sides(plan, "a")


@settings(max_examples=40, deadline=None)
@given(st.floats(-180, 180), st.floats(-1e5, 1e5), st.floats(-1e5, 1e5))
def test_turning_a_plan_turns_its_sides_and_changes_nothing_else(turn: float, x: float, y: float) -> None:
    plan = two_rooms()
    frame = Frame(x, y, 0, turn)
    turned = replace(
        plan,
        rooms=tuple(replace(room, outline=tuple(frame.out2(point) for point in room.outline)) for room in plan.rooms),
        walls=tuple(replace(wall, start=frame.out2(wall.start), end=frame.out2(wall.end)) for wall in plan.walls),
    )
    for before, after in zip(sides(plan, "b"), sides(turned, "b"), strict=True):
        assert after.wall == before.wall
        assert after.length == pytest.approx(before.length)
        assert (after.turn - before.turn - turn + 180) % 360 == pytest.approx(180, abs=1e-6)
        assert [(o.opening.id, pytest.approx(o.start, abs=1e-4)) for o in after.openings] == [
            (o.opening.id, o.start) for o in before.openings
        ]
