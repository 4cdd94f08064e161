"""Snapping as a table: (room, gesture) -> place. The room is 4000 x 3000; its north side runs from (0, 3000) to (4000, 3000). mm."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.design.design import DesignError
from app.design.layout import Layout, Placed
from app.fit.placing import place_on_side
from app.fit.snapping import Gesture, Snap, Snapper
from app.geometry.box import Box
from app.geometry.frame import Frame
from app.plans.plan import Opening, Plan
from app.plans.sides import find_side
from app.plans.surveys.measures import SideMeasure, Survey
from tests.fit.making import block, cabinet, door, drag_check, held, l_shaped, laid, rectangle, wall_cabinet

BASE = cabinet()
NORTH = 3000.0


def snapped(plan: Plan, placed: tuple[Placed, ...], component: object, **asked: object) -> Snap:
    return Snapper(laid(plan, *placed)).snap(component, Gesture(**asked))  # type: ignore[arg-type]


def measures(snap: Snap) -> dict[str, float]:
    return {measure.name: measure.value for measure in snap.dimensions}


@pytest.mark.parametrize(
    ("point", "frame"),
    [
        ((2000, 2600), Frame(1700, 3000, 0, 0)),  # north: left to right is west to east
        ((3600, 1500), Frame(4000, 1800, 0, 270)),  # east: left is north
        ((2000, 400), Frame(2300, 0, 0, 180)),  # south: left is east
        ((300, 1500), Frame(0, 1200, 0, 90)),  # west: left is south
    ],
)
def test_the_back_goes_to_the_nearest_side_and_the_front_faces_the_room(
    point: tuple[float, float], frame: Frame
) -> None:
    snap = snapped(rectangle(), (), BASE, point=point)
    assert snap.frame == frame
    assert (snap.room, "wall" in snap.touching) == ("room", True)


def test_the_side_of_a_crooked_wall_takes_it_at_its_angle() -> None:
    plan = rectangle()
    room = replace(
        plan.rooms[0], outline=((0.0, 0.0), (4000.0, 0.0), (4000.0, 2000.0), (3000.0, 3000.0), (0.0, 3000.0))
    )
    snap = snapped(replace(plan, rooms=(room,)), (), BASE, point=(3350, 2350))
    assert snap.frame.turn == pytest.approx(315.0)
    assert snap.frame.x + snap.frame.y == pytest.approx(
        6000.0, abs=1e-5
    )  # on the line from (3000, 3000) to (4000, 2000)


def test_into_the_corner_within_sixty_and_not_beyond() -> None:
    assert snapped(rectangle(), (), BASE, point=(355, 2700)).frame.x == 0.0
    assert "corner" in snapped(rectangle(), (), BASE, point=(355, 2700)).touching
    assert snapped(rectangle(), (), BASE, point=(375, 2700)).frame.x == 80.0  # 75 off: on the grid of 10
    assert snapped(rectangle(), (), BASE, point=(150, 2900)).frame.x == 0.0  # never past the side's end
    assert snapped(rectangle(), (), BASE, point=(3800, 2900)).frame.x == 3400.0


def test_side_to_side_with_a_neighbour() -> None:
    neighbour = held("u1", BASE, 1000, NORTH)
    snap = snapped(rectangle(), (neighbour,), BASE, point=(1945, 2700))
    assert snap.frame == Frame(1600, NORTH, 0, 0)
    assert "left" in snap.touching
    assert measures(snap) == {"left": 0.0, "right": 1800.0}
    assert snapped(rectangle(), (neighbour,), BASE, point=(655, 2700)).frame.x == 400.0
    assert snapped(rectangle(), (neighbour,), BASE, point=(1800, 2700)).frame.x == 1600.0  # pushed out of it
    assert snapped(rectangle(), (neighbour,), BASE, point=(1345, 2700), snap=False).frame != Frame(1600, NORTH, 0, 0)


def test_a_gap_that_fits_takes_it_and_one_too_narrow_does_not() -> None:
    left, right = held("u1", BASE, 1000, NORTH), held("u2", BASE, 2200, NORTH)  # 600 free between 1600 and 2200
    snap = snapped(rectangle(), (left, right), BASE, point=(1990, 2700))
    assert snap.frame.x == 1600.0
    assert {"left", "right"} <= set(snap.touching)
    wide = snapped(rectangle(), (left, right), cabinet(650), point=(1900, 2700))
    assert wide.frame.x in (1575, 1580, 1570)  # it goes nowhere else: there it shows red


def test_the_corner_neighbours_doors_count_as_its_front() -> None:
    on_east = held("u1", cabinet(swings=(door(600, "left"),)), 4000, NORTH, 270)  # 560 deep, door face at 580
    snap = snapped(rectangle(), (on_east,), BASE, point=(3100, 2700))
    assert snap.frame.x == 4000 - 580 - 600


def test_floor_and_wall_units_do_not_push_each_other() -> None:
    base = held("u1", cabinet(500), 1000, NORTH)
    over = snapped(rectangle(), (base,), wall_cabinet(500), point=(1240, 2990))
    assert over.frame == Frame(1000, NORTH, 1450, 0)
    assert "edge" in over.touching
    hung = held("u2", wall_cabinet(500), 1000, NORTH)
    assert snapped(rectangle(), (hung,), BASE, point=(1500, 2700)).frame.x == 1200.0
    assert (
        snapped(rectangle(), (hung,), cabinet(600, height=2200), point=(1770, 2700)).frame.x == 1500.0
    )  # a tall unit is in its way


def test_a_wall_unit_hangs_at_its_height_on_the_nearest_side_from_anywhere() -> None:
    snap = snapped(rectangle(), (), wall_cabinet(), point=(2000, 1700))
    assert (snap.frame.y, snap.frame.z) == (NORTH, 1450.0)
    assert "height" in snap.touching
    assert measures(snap)["elevation"] == 1450.0


@pytest.mark.parametrize(
    ("asked", "height", "word"),
    [
        (1510.0, 1450.0, "height"),
        (1785.0, 1800.0, "top"),  # the neighbour's top is 2200, its own height 400
        (1855.0, 1800.0, "top"),
        (1871.0, 1870.0, ""),
        (900.0, 900.0, ""),
    ],
)
def test_tops_line_up_within_sixty(asked: float, height: float, word: str) -> None:
    neighbour = held("u1", wall_cabinet(600, height=750), 0, NORTH, z=1450)
    snap = snapped(rectangle(), (neighbour,), wall_cabinet(600, height=400), point=(2000, 2990), elevation=asked)
    assert snap.frame.z == height
    assert word == "" or word in snap.touching


def test_typed_offsets_are_exact() -> None:
    left, right = held("u1", BASE, 0, NORTH), held("u2", BASE, 3400, NORTH)
    placed = (left, right)
    snap = snapped(rectangle(), placed, BASE, point=(1900, 2700), typed={"left": 123.4})
    assert snap.frame.x == 723.4
    assert measures(snap) == {"left": 123.4, "right": 2076.6}
    snap = snapped(rectangle(), placed, BASE, point=(1900, 2700), typed={"right": 50.0})
    assert snap.frame.x == 3400 - 50 - 600
    assert snapped(rectangle(), (), BASE, point=(1900, 2700), typed={"left": 37.0}).frame.x == 37.0  # from the corner
    assert snapped(rectangle(), (), wall_cabinet(), point=(1900, 2700), typed={"elevation": 1333.0}).frame.z == 1333.0


def test_doors_and_low_windows_push_and_a_sill_above_does_not() -> None:
    gap = Opening("d1", "passage", "north", 1000, 900, 0, 2100)  # from x = 2100 to 3000
    assert snapped(rectangle(openings=(gap,)), (), BASE, point=(2000, 2700)).frame.x == 1500.0
    window = Opening("w1", "window", "north", 1000, 900, 900, 2100)
    assert snapped(rectangle(openings=(window,)), (), BASE, point=(2000, 2700)).frame.x == 1700.0
    assert snapped(rectangle(openings=(window,)), (), cabinet(height=2000), point=(2000, 2700)).frame.x == 1500.0
    beside = snapped(rectangle(openings=(window,)), (), wall_cabinet(600), point=(2000, 2990))
    assert beside.frame.x == 1450.0  # 50 from the frame


def test_obstacles_push() -> None:
    plan = rectangle(obstacles=(block(0, 2700, 300, 3000),))
    assert snapped(plan, (), BASE, point=(400, 2700)).frame.x == 300.0


def test_the_reflex_corner_of_an_l_shaped_room() -> None:
    snap = snapped(l_shaped(), (), BASE, point=(3300, 1500))  # the side from (2500, 1800) to (4000, 1800)
    assert snap.frame == Frame(3000, 1800, 0, 0)


def test_away_from_walls_it_stands_free_on_the_grid_with_its_turn() -> None:
    snap = snapped(rectangle(), (), BASE, point=(2003, 1397), turn=90.0)
    assert (snap.side, snap.frame.turn) == ("", 90.0)
    assert snap.frame.x % 10 == 0
    assert snap.frame.y % 10 == 0
    middle = snap.frame.out2((300, -280))
    assert middle == pytest.approx((2003, 1397), abs=5)


@pytest.mark.parametrize(
    ("point", "frame"),
    [
        ((2543, 1700), Frame(2200, 2000)),  # right of it, in line behind
        ((2300, 1213), Frame(2000, 1440)),  # in front of it, ends in line (grabbed 40 off)
        ((2700, 1700), Frame(2400, 1980)),  # 200 away: only the grid
    ],
)
def test_away_from_walls_units_stand_side_to_side(point: tuple[float, float], frame: Frame) -> None:
    island = held("u1", BASE, 1600, 2000)  # 1600..2200 x 1440..2000
    if frame.y == 1440:
        island = held("u1", BASE, 2000, 2000)
    plan = rectangle(6000, 5000)
    snap = snapped(plan, (island,), BASE, point=(point[0], point[1]))
    assert snap.frame == frame


def test_outside_all_rooms_it_stands_where_it_is_and_just_outside_it_comes_in() -> None:
    assert snapped(rectangle(), (), BASE, point=(9000, 9000)).room == ""
    assert snapped(rectangle(), (), BASE, point=(2000, 3200)).frame == Frame(1700, NORTH, 0, 0)


def test_turned_against_its_wall_it_still_touches_it() -> None:
    snap = snapped(rectangle(), (), BASE, point=(2000, 2700), quarters=1)
    corners = Box((0, -560, 0), (600, 0, 820)).corners2(snap.frame)
    assert max(y for _, y in corners) == pytest.approx(NORTH)
    assert snap.frame.turn == 90.0


def test_a_group_is_led_with_all_its_width() -> None:
    around = Box((-600, -560, 0), (600, 0, 820))  # a second cabinet left of the leading one
    snap = Snapper(laid(rectangle())).snap(BASE, Gesture((400, 2700)), around)
    assert snap.frame.x == 600.0


def test_on_a_side_by_numbers() -> None:
    layout = laid(rectangle())
    east = find_side(layout.design.plan, "room", "E")
    assert place_on_side(layout, BASE, east, 600) == Frame(4000, 2400, 0, 270)
    assert place_on_side(layout, wall_cabinet(), east, 0) == Frame(4000, 3000, 1450, 270)
    assert place_on_side(layout, wall_cabinet(), east, 0, 1500).z == 1500
    for offset in (-1, 3001, float("nan")):
        with pytest.raises(DesignError):
            place_on_side(layout, BASE, east, offset)


def _furnished() -> Layout:
    gap = Opening("d1", "door", "south", 1000, 900, 0, 2050, "hinged", "start", "left")
    window = Opening("w1", "window", "north", 1000, 1500, 900, 2300)
    plan = rectangle(openings=(gap, window), obstacles=(block(0, 2700, 300, 3000),))
    return laid(
        plan, held("u1", BASE, 300, NORTH), held("u2", wall_cabinet(), 3200, NORTH), held("u3", BASE, 4000, 1500, 270)
    )


FURNISHED = _furnished()


@settings(max_examples=150, deadline=None)
@given(x=st.floats(0, 4000), y=st.floats(0, 3000), width=st.sampled_from([300.0, 600.0, 900.0]), hung=st.booleans())
def test_wherever_the_pointer_is_a_snapped_unit_is_inside_its_room(
    x: float, y: float, width: float, hung: bool
) -> None:
    component = wall_cabinet(width) if hung else cabinet(width)
    snap = Snapper(FURNISHED).snap(component, Gesture((x, y)))
    thing = replace(held("new", component, 0, 0), frame=snap.frame.then(Frame(0, -component.depth)), room=snap.room)
    if snap.side:
        assert "outside_room" not in {finding.rule for finding in drag_check(FURNISHED, ()).query((thing,))}
        if {"left", "right"} & set(snap.touching):
            near = {f.rule for f in drag_check(FURNISHED, ()).query((thing,)) if set(f.units) > {"new"}}
            assert "overlap" not in near


def test_a_room_that_was_measured_is_snapped_to_as_it_was_measured() -> None:
    """Its north side was measured 3980, the east and west ones 2985: corners, distances and the check are by these."""
    plan = rectangle()
    by_wall = {wall: find_side(plan, "room", wall) for wall in ("N", "E", "W")}
    taken = {"N": 3980.0, "E": 2985.0, "W": 2985.0}
    measured = [
        SideMeasure(by_wall[wall].id, (size, size, size), drawn=by_wall[wall].length) for wall, size in taken.items()
    ]
    plan = replace(plan, surveys=(Survey("a", "2026-11-22", sides=tuple(measured)),))
    snap = snapped(plan, (), BASE, point=(2000, 2600), typed={"left": 1000.0})
    assert snap.frame == Frame(1000, 2985, 0, 0)
    assert measures(snap)["right"] == pytest.approx(3980.0 - 1000.0 - 600.0)
    assert place_on_side(laid(plan), BASE, by_wall["N"], 1000.0) == snap.frame
    corner = snapped(plan, (), BASE, point=(3660, 2700))
    assert corner.frame == Frame(3380, 2985, 0, 0)
    stands = held("u", BASE, corner.frame.x, corner.frame.y)
    assert not [one for one in drag_check(laid(plan, stands), ["u"]).query((stands,)) if one.level == "error"]
