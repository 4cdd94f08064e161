"""Changes of a plan by hand, each against lengths worked out on paper. The box is 4000 x 3000 by centre lines, walls 200. mm."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from app.geometry.frame import Point2
from app.geometry.ring import area, bounds, signed_area
from app.plans.check import KINDS, check_plan
from app.plans.editing import edits
from app.plans.editing.edits import EditError, add_opening, add_wall, add_walls, empty_plan, move_wall
from app.plans.editing.kinds import ROOM_NAMES, drawing, kind_name
from app.plans.files import read_plan
from app.plans.plan import Plan, PlanError
from app.plans.sides import wall_by_id
from app.plans.surveys.measures import SideMeasure, Survey
from app.records import Text
from app.words import LANGUAGES, say

FLOORPLANS = Path(__file__).resolve().parents[2] / "floorplans"


def box() -> Plan:
    """w1 south, w2 east, w3 north, w4 west, drawn counter-clockwise: the room is on the left of each."""
    return add_walls(empty_plan(), [(0, 0), (4000, 0), (4000, 3000), (0, 3000)], 200, closed=True)


def two() -> Plan:
    """The box halved by a partition w5 at x = 2000, with a door of 900 in it, 600 from its south end."""
    return add_opening(add_wall(box(), (2000, 0), (2000, 3000), 100), "w5", "door", 600)


def reason(change: Callable[[], Plan]) -> str:
    """Return the key of the reason why a change is refused; it has words in both languages."""
    with pytest.raises(EditError) as caught:
        change()
    assert all(say(caught.value.told, language) for language in LANGUAGES)
    return caught.value.told.key.removeprefix("edits.")


def clear(plan: Plan, room: str = "room1") -> tuple[float, float]:
    x0, y0, x1, y1 = bounds(next(one.outline for one in plan.rooms if one.id == room))
    return x1 - x0, y1 - y0


def test_an_empty_plan_is_a_draft_and_no_plan() -> None:
    plan = empty_plan()
    check_plan(plan, "draft", draft=True)
    with pytest.raises(PlanError, match="no rooms"):
        check_plan(plan, "plan")
    assert add_wall(plan, (0, 0), (1000, 0)).rooms == ()


def test_walls_take_the_usual_thickness() -> None:
    plan = add_walls(empty_plan(), [(0, 0), (4000, 0), (4000, 3000), (0, 3000)], closed=True)
    assert {wall.thickness for wall in plan.walls} == {200.0}
    assert add_wall(plan, (2000, 0), (2000, 3000)).walls[-1].thickness == 100.0


def test_what_cannot_be_drawn_is_refused() -> None:
    plan = box()
    assert reason(lambda: add_wall(plan, (500, 0), (1500, 0))) == "on_another"
    assert reason(lambda: add_wall(plan, (500, 500), (500, 500.2))) == "wall_without_length"
    assert reason(lambda: add_wall(plan, (0, 0), (math.nan, 5))) == "too_far"
    assert reason(lambda: add_wall(plan, (0, 0), (1e30, 5))) == "too_far"
    assert reason(lambda: add_wall(plan, (0, 0), (500, 500), thickness=5000)) == "out_of_limits"
    assert reason(lambda: add_walls(plan, [(0, 0)])) == "two_points"


def test_a_moved_wall_takes_its_neighbours_along() -> None:
    plan = move_wall(box(), "w2", -500)
    assert clear(plan) == (4300, 2800)
    assert wall_by_id(plan, "w1").end == (4500, 0)
    assert wall_by_id(plan, "w3").start == (4500, 3000)


def test_openings_keep_their_place_when_their_wall_grows_at_its_start() -> None:
    plan = add_opening(box(), "w3", "window", 1000, 1200)  # w3 runs west from (4000, 3000): jambs at x = 3000 and 1800
    moved = move_wall(plan, "w2", -500)
    assert moved.openings[0].offset == 1500
    assert edits.jambs(moved, moved.openings[0]) == ((3000, 3000), (1800, 3000))


def test_a_partition_follows_the_wall_that_it_runs_into() -> None:
    plan = move_wall(two(), "w1", -250)  # south wall to the south
    assert wall_by_id(plan, "w5").start == (2000, -250)
    assert clear(plan) == clear(plan, "room2") == (1850, 3050)
    assert edits.jambs(plan, plan.openings[0]) == ((2000, 600), (2000, 1500))


def test_a_wall_moved_too_far_is_refused() -> None:
    assert reason(lambda: move_wall(two(), "w5", 2500)) == "comes_off"
    assert reason(lambda: move_wall(two(), "w1", 700)) == "off_wall"  # the south wall would cut into the door
    assert reason(lambda: move_wall(box(), "w1", 3200)) == "turned_over"
    assert reason(lambda: move_wall(box(), "w1", math.inf)) == "too_far"


def test_half_a_split_wall_moves_with_a_return() -> None:
    """A recess 300 deep and half the wall wide: 1900 + half of it more, less the return's thickness is in the wall."""
    plan = edits.split_wall(box(), "w3", 1500)
    assert plan.rooms == box().rooms
    assert [(wall.start, wall.end) for wall in plan.walls[2:4]] == [
        ((4000, 3000), (2500, 3000)),
        ((2500, 3000), (0, 3000)),
    ]
    deeper = move_wall(plan, "w3", -300)
    assert len(deeper.walls) == 6
    # the return, 200 thick about x = 2500, narrows the recess to 3900 - 2600
    assert area(deeper.rooms[0].outline) == 3800 * 2800 + (3900 - 2600) * 300
    assert move_wall(deeper, "w3", 300) == plan


def test_a_corner_moves_with_both_its_walls() -> None:
    plan = edits.move_corner(box(), (4000, 3000), (4500, 3300))
    assert wall_by_id(plan, "w2").end == wall_by_id(plan, "w3").start == (4500, 3300)
    assert len(plan.rooms[0].outline) == 4
    assert edits.move_corner(plan, (4500, 3300), (4000, 3000)) == box()
    assert reason(lambda: edits.move_corner(box(), (1234, 567), (0, 0))) == "no_corner"


@pytest.mark.parametrize(("held", "west", "east"), [("start", 0, 4600), ("end", -600, 4000), ("middle", -300, 4300)])
def test_a_typed_length_is_exact_whichever_end_is_held(held: str, west: float, east: float) -> None:
    plan = edits.set_wall_length(box(), "w1", 4600, held)  # type: ignore[arg-type]
    wall = wall_by_id(plan, "w1")
    assert (wall.start, wall.end) == ((west, 0), (east, 0))
    assert clear(plan) == (4400, 2800)


def test_the_length_of_a_free_wall_moves_its_free_end() -> None:
    plan = add_wall(box(), (1000, 0), (1000, 1500), 100)
    assert wall_by_id(edits.set_wall_length(plan, "w5", 1800), "w5").end == (1000, 1800)


def test_the_length_of_a_partition_moves_the_wall_it_ends_at() -> None:
    plan = edits.set_wall_length(two(), "w5", 3200)
    assert clear(plan) == (1850, 3000)


@pytest.mark.parametrize(("held", "width"), [("centre", 3775), ("left", 3800), ("right", 3750)])
def test_a_wall_thickens_about_its_centre_or_keeps_a_face(held: str, width: float) -> None:
    plan = edits.set_thickness(box(), "w2", 250, held)  # type: ignore[arg-type]
    assert clear(plan) == (width, 2800)
    assert wall_by_id(plan, "w2").thickness == 250


def test_a_wall_is_not_lower_than_its_door() -> None:
    assert reason(lambda: edits.set_height(two(), "w5", 1800)) == "above_wall"
    assert wall_by_id(edits.set_height(box(), "w1", 1100), "w1").height == 1100


def test_a_wall_with_a_door_is_split_beside_the_door() -> None:
    plan = edits.split_wall(two(), "w5", 500)
    assert plan.openings[0].wall == "w6"
    assert edits.jambs(plan, plan.openings[0]) == edits.jambs(two(), two().openings[0])
    assert reason(lambda: edits.split_wall(two(), "w5", 800)) == "in_opening"


@pytest.mark.parametrize(
    ("kind", "width"), [("bedroom", 900), ("kitchen", 800), ("bath", 700), ("living", 900), ("balcony", 900)]
)
def test_a_door_is_as_wide_as_its_room_asks(kind: str, width: float) -> None:
    """Door holes: entry 1000, bedroom 900, kitchen 800, bath 700, all 2000 high (domain.md 7.2)."""
    plan = add_wall(box(), (2000, 0), (2000, 3000), 100)
    plan = edits.rename_room(edits.rename_room(plan, "room1", kind=kind), "room2", kind="living")
    door = add_opening(plan, "w5", "door", 600).openings[0]
    assert (door.width, door.head, door.sill) == (width, 2000, 0)
    entry = add_opening(plan, "w1", "door", 600).openings[0]
    assert (entry.width, entry.head) == (1000, 2000)
    assert entry.side == "left"  # into the flat


def test_a_door_swings_into_its_own_room() -> None:
    plan = add_wall(box(), (2000, 0), (2000, 3000), 100)  # runs north: room1 is on its left
    assert plan.rooms[0].outline[0][0] < 2000
    bath = edits.rename_room(edits.rename_room(plan, "room1", kind="living"), "room2", kind="bath")
    door = add_opening(bath, "w5", "door", 600).openings[0]
    assert (door.leaf, door.hinge, door.side) == ("hinged", "start", "right")
    flipped = edits.flip_opening(
        edits.flip_opening(add_opening(bath, "w5", "door", 600), "door1", "hinge"), "door1", "side"
    )
    assert (flipped.openings[0].hinge, flipped.openings[0].side) == ("end", "left")


def test_openings_that_cannot_be() -> None:
    plan = two()
    assert reason(lambda: add_opening(plan, "w5", "door", 1200)) == "overlaps"
    assert reason(lambda: add_opening(plan, "w5", "window", 2500, 900)) == "off_wall"
    assert reason(lambda: add_opening(plan, "w5", "passage", 0, 3500)) == "wider_than_wall"
    assert reason(lambda: add_opening(plan, "w5", "window", 1600, 600, sill=900, head=800)) == "head_under_sill"
    assert reason(lambda: add_opening(plan, "w5", "passage", 1600, 600, head=3000)) == "above_wall"
    assert reason(lambda: add_opening(plan, "w3", "window", 1500)) == "wall_in_opening"
    assert reason(lambda: edits.flip_opening(add_opening(plan, "w2", "window", 500), "window1")) == "no_swing"
    assert reason(lambda: edits.move_opening(plan, "door9", 0)) == "no_opening"
    assert reason(lambda: move_wall(add_opening(plan, "w3", "window", 200, 1500), "w5", -500)) == "wall_in_opening"


def test_a_window_above_a_door_needs_its_own_height() -> None:
    plan = add_opening(two(), "w5", "window", 600, 900, sill=2100, head=2500)
    assert [opening.id for opening in plan.openings] == ["door1", "window1"]


def test_a_changed_door_loses_or_gains_its_swing() -> None:
    sliding = edits.change_opening(two(), "door1", leaf="sliding", width=1500)
    assert (sliding.openings[0].hinge, sliding.openings[0].side) == ("", "")
    again = edits.change_opening(sliding, "door1", leaf="hinged", width=900)
    assert (again.openings[0].hinge, again.openings[0].side) == ("start", "left")
    window = edits.change_opening(two(), "door1", kind="window", sill=900.0, head=2400.0, bay=600.0)
    assert (window.openings[0].leaf, window.openings[0].side, window.openings[0].bay) == ("none", "", 600)


def test_things_and_their_usual_heights() -> None:
    plan = edits.rename_room(box(), "room1", kind="kitchen", ceiling=2600)
    plan = edits.add_obstacle(plan, "column", [(400, 400), (100, 100)])
    plan = edits.add_obstacle(plan, "beam", [(100, 1000), (3900, 1250)])
    plan = edits.add_obstacle(plan, "oddity", [(1000, 1000), (1000, 1300), (1300, 1300)], 0, 500)  # clockwise as drawn
    column, beam, oddity = plan.obstacles
    assert (column.outline, column.bottom, column.top) == (((100, 100), (400, 100), (400, 400), (100, 400)), 0, 2600)
    assert (beam.bottom, beam.top) == (2250, 2600)
    assert set(oddity.outline) == {(1000, 1000), (1300, 1300), (1000, 1300)}
    assert signed_area(oddity.outline) > 0
    plan = edits.add_service(edits.add_service(plan, "socket", (500, 110)), "water", (900, 110), 550)
    assert [one.at for one in plan.services] == [(500, 110, 1200), (900, 110, 550)]  # over a worktop: domain.md 7.5
    plan = edits.move_service(edits.move_obstacle(plan, "column1", (50, 0)), "water1", (0, 20))
    assert bounds(plan.obstacles[0].outline) == (150, 100, 450, 400)
    assert [one.at for one in plan.services] == [(500, 110, 1200), (900, 130, 550)]
    assert reason(lambda: edits.change_obstacle(plan, "beam1", top=2000.0)) == "top_under_bottom"
    assert reason(lambda: edits.add_obstacle(plan, "box", [(0, 0), (0, 500)])) == "no_outline"
    assert reason(lambda: edits.add_obstacle(plan, "box", [(0, 0), (900, 900), (900, 0), (0, 900)])) == "no_outline"
    assert reason(lambda: edits.add_obstacle(plan, "box", [(0, 0), (math.nan, 500)])) == "too_far"
    assert reason(lambda: edits.move_service(plan, "gas9", (0, 0))) == "no_thing"
    with pytest.raises(PlanError):
        edits.add_service(plan, "socket", (500, math.nan))


def test_what_is_mounted_on_a_wall_moves_with_it() -> None:
    plan = edits.add_service(edits.add_service(box(), "socket", (3895, 1500)), "drain", (3600, 1500))
    moved = move_wall(plan, "w2", -500)
    assert [one.at[:2] for one in moved.services] == [(4395, 1500), (3600, 1500)]


def test_a_room_that_nobody_named_is_called_by_its_kind() -> None:
    plan = edits.rename_room(two(), "room1", kind="bedroom")
    assert plan.rooms[0].name == Text("卧室", "Bedroom")
    plan = edits.rename_room(plan, "room2", kind="bedroom")
    assert plan.rooms[1].name == Text("卧室 2", "Bedroom 2")
    assert edits.rename_room(plan, "room2", Text("儿童房", "Nursery")).rooms[1].name == Text("儿童房", "Nursery")
    named = edits.rename_room(plan, "room2", Text("儿童房", "Nursery"))
    assert edits.rename_room(named, "room2", kind="study").rooms[1].name == Text("儿童房", "Nursery")
    assert reason(lambda: edits.rename_room(plan, "room1", kind="garage")) == "no_kind"
    assert reason(lambda: edits.rename_room(plan, "room1", Text("", "x"))) == "no_name"
    assert reason(lambda: edits.rename_room(plan, "room1", ceiling=200)) == "out_of_limits"


def test_removing_a_wall_takes_its_doors_along() -> None:
    plan = edits.remove(two(), [("walls", "w5")])
    assert plan.openings == ()
    assert [area(room.outline) for room in plan.rooms] == [3800 * 2800]
    assert edits.moved(two(), plan) == (("rooms", "room1"), ("rooms", "room2"), ("walls", "w5"), ("openings", "door1"))
    assert reason(lambda: edits.remove(plan, [("walls", "w5")])) == "no_thing"
    assert edits.remove(plan, []) is plan


def test_turned_four_times_mirrored_twice_and_moved_back_a_plan_is_itself() -> None:
    plan = read_plan(FLOORPLANS / "two_bed_75.toml")
    turned = plan
    for _ in range(4):
        turned = edits.turn_all(turned, 90)
        check_plan(turned, "turned")
    assert turned == plan
    axes: tuple[Literal["x", "y"], ...] = ("x", "y")
    for axis in axes:
        mirrored = edits.mirror_all(plan, axis)
        check_plan(mirrored, "mirrored")
        assert sorted(round(area(room.outline)) for room in mirrored.rooms) == sorted(
            round(area(room.outline)) for room in plan.rooms
        )
        assert edits.mirror_all(mirrored, axis) == plan
    assert edits.move_all(edits.move_all(plan, (1234.5, -99)), (-1234.5, 99)) == plan


def test_true_north_stays_where_it_is_when_the_paper_turns() -> None:
    """A window to the true north: its wall's direction from true north is the same before and after."""
    plan = edits.set_orientation(box(), 30)
    turned = edits.turn_all(plan, 90)
    assert turned.orientation == -60
    assert edits.set_orientation(plan, 270).orientation == -90
    north = edits.mirror_all(edits.set_orientation(box(), 30), "x")  # 30 degrees to the left becomes 30 to the right
    assert north.orientation == -30


def test_a_measured_plan_is_not_mirrored_but_may_be_turned() -> None:
    plan = replace(box(), surveys=(Survey("s1", "2026-11-22", sides=(SideMeasure("room1/1", (2790, 0, 0)),)),))
    assert reason(lambda: edits.mirror_all(plan)) == "measured"
    assert edits.turn_all(plan, 90).surveys == plan.surveys


def test_an_arc_has_its_area_and_moves_as_one() -> None:
    """A half circle in place of the east wall, bulging out: inner radius 1400 about (4000, 1500)."""
    plan = edits.remove(box(), [("walls", "w2")])
    assert plan.rooms == ()
    plan = edits.add_curve(plan, (4000, 0), (4000, 3000), third=(5500, 1500), thickness=200)
    (curve,) = plan.curves
    assert curve.sweep == pytest.approx(180)
    assert curve.walls[0] == f"{curve.id}.1"
    whole = 3900 * 2800 + math.pi * 1400**2 / 2
    assert area(plan.rooms[0].outline) == pytest.approx(whole, rel=0.005)
    moved = move_wall(plan, curve.walls[len(curve.walls) // 2], -300)  # its left is inside: out by 300
    assert [wall_by_id(moved, name).length for name in curve.walls] == pytest.approx(
        [wall_by_id(plan, name).length for name in curve.walls]
    )
    assert wall_by_id(moved, "w1").end == pytest.approx((4300, 0), abs=25)
    flatter = edits.set_curve(plan, curve.id, radius=2500)
    assert 0 < flatter.curves[0].sweep < 180
    assert len(flatter.curves[0].walls) < len(curve.walls)
    check_plan(flatter, "flatter")
    assert reason(lambda: edits.set_curve(plan, curve.id, radius=100)) == "no_arc"
    assert reason(lambda: edits.add_curve(box(), (0, 0), (2000, 0), third=(1000, 0))) == "no_arc"
    assert reason(lambda: add_opening(plan, curve.walls[0], "window", 0, 1500)) == "arc_opening"
    assert edits.remove(moved, [("walls", curve.walls[0])]).curves == ()


def test_an_arc_bends_with_the_corner_at_its_end() -> None:
    plan = edits.add_curve(edits.remove(box(), [("walls", "w2")]), (4000, 0), (4000, 3000), sweep=60)
    wider = move_wall(plan, "w3", -500)  # the north wall moves out; the arc's end goes along
    assert wider.curves[0].sweep == 60
    assert wall_by_id(wider, wider.curves[0].walls[-1]).end == (4000, 3500)
    assert wall_by_id(wider, "w3").start == (4000, 3500)
    check_plan(wider, "wider")


def test_every_kind_has_a_name_and_every_room_kind_too() -> None:
    assert set(ROOM_NAMES) == set(KINDS)
    for kind in (*drawing().obstacles, *drawing().services):
        assert kind_name(kind).zh and kind_name(kind).en
    assert kind_name("ufo") == Text("ufo", "ufo")


def test_the_thirteen_plans_know_only_kinds_that_have_names() -> None:
    for file in sorted(FLOORPLANS.glob("*.toml")):
        plan = read_plan(file)
        assert {thing.kind for thing in plan.obstacles} <= set(drawing().obstacles)
        assert {service.kind for service in plan.services} <= set(drawing().services)


def corner(plan: Plan, room: str) -> Point2:
    return next(one.outline[0] for one in plan.rooms if one.id == room)


def test_a_thicker_wall_moves_only_the_rooms_at_it() -> None:
    plan = read_plan(FLOORPLANS / "two_bed_75.toml")
    thick = edits.set_thickness(plan, "bath_n", 150)
    assert {name for sort, name in edits.moved(plan, thick) if sort == "rooms"} == {"bath", "entry"}
    assert corner(thick, "bath") == corner(plan, "bath")
