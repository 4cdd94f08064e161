"""The fit check against rooms in which every answer can be read off a sketch. All numbers mm."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from app.design.layout import Layout
from app.fit.finding import Finding
from app.geometry.frame import Frame
from app.plans.plan import Opening
from app.words import LANGUAGES, say
from tests.fit.making import block, cabinet, check, door, drag_check, held, l_shaped, laid, rectangle, run, wall_cabinet

BASE = cabinet()
# The north wall of the 4000 x 3000 room runs at y = 3000; a unit held there at turn 0 faces south.
NORTH = 3000.0


def only(layout: Layout) -> Finding:
    found = check(layout)
    assert len(found) == 1, [say(finding.message, "en") for finding in found]
    for tongue in LANGUAGES:
        assert say(found[0].message, tongue)
        assert all(say(fix.message, tongue) for fix in found[0].fixes)
    return found[0]


def with_fix(layout: Layout, finding: Finding, number: int = 0) -> Layout:
    """The layout after pressing a fix; components stay as they are."""
    fix = finding.fixes[number]
    assert fix.unit is not None
    placed = tuple(
        replace(thing, unit=fix.unit, frame=fix.unit.frame.then(Frame(0, -thing.component.depth)))
        if thing.id == fix.unit_id
        else thing
        for thing in layout.placed
    )
    return replace(layout, placed=placed)


def test_a_tidy_room_has_no_findings() -> None:
    layout = laid(
        rectangle(),
        held("u1", BASE, 0, NORTH),
        held("u2", BASE, 600, NORTH),
        held("u3", wall_cabinet(), 0, NORTH),
        held("u4", BASE, 4000, NORTH, 270),  # on the east wall, its left side in the north-east corner
        run(("u1", "u2"), (0, 2400, 820), (1200, 3000, 840)),
    )
    assert check(layout) == ()


@pytest.mark.parametrize("turn", [0.0, 90.0, 180.0, 270.0])
def test_overlap_is_the_least_way_apart(turn: float) -> None:
    pivot = Frame(2000, 1500, 0, turn)
    one = replace(held("u1", BASE, 0, 0), frame=pivot)
    two = replace(held("u2", BASE, 0, 0), frame=pivot.then(Frame(550, 0)))
    finding = only(laid(rectangle(), one, two))
    assert (finding.rule, finding.level, finding.units) == ("overlap", "error", ("u1", "u2"))
    assert (finding.measured, finding.required) == (50.0, 0.0)


def test_a_touch_of_half_a_millimetre_is_no_overlap_and_more_is() -> None:
    for gap, count in ((-0.5, 0), (-0.6, 1), (0.0, 0)):
        layout = laid(rectangle(), held("u1", BASE, 0, NORTH), held("u2", BASE, 600 + gap, NORTH))
        assert len(check(layout)) == count


def test_overlap_of_turned_boxes_follows_their_own_sides() -> None:
    # A square of 600 turned by 45 degrees reaches 600/sqrt(2) from its centre; its corner is 24.26 inside the flat side of the other.
    square = cabinet(600, 600, 800)
    flat = replace(held("u1", square, 0, 0), frame=Frame(1000, 1000))
    centre = (1300 + 300 + 600 / math.sqrt(2) - 24.264, 1300)
    tilted = replace(held("u2", square, 0, 0), frame=Frame(*centre, 0, 45).then(Frame(-300, -300)))
    finding = only(laid(rectangle(), flat, tilted))
    assert finding.measured == pytest.approx(24.26, abs=0.011)


def test_the_fix_of_an_overlap_parts_the_two() -> None:
    layout = laid(rectangle(), held("u1", BASE, 0, NORTH), held("u2", BASE, 550, NORTH))
    finding = only(layout)
    assert finding.fixes
    mended = with_fix(layout, finding)
    assert check(mended) == ()
    assert mended.placed[1].frame.x == 600.0  # u1 stands in the corner, so u2 goes


def test_a_fix_that_would_push_a_unit_elsewhere_into_trouble_is_not_offered() -> None:
    units = [held("u1", BASE, 0, NORTH), held("u2", cabinet(3400), 600, NORTH), held("u3", cabinet(300), 500, NORTH)]
    for finding in check(laid(rectangle(), *units)):
        for number in range(len(finding.fixes)):
            mended = with_fix(laid(rectangle(), *units), finding, number)
            assert len(check(mended)) < len(check(laid(rectangle(), *units)))


def test_a_wall_cabinet_over_a_base_is_free_and_one_sunk_into_it_is_told_its_depth() -> None:
    base = held("u1", BASE, 0, NORTH)
    assert check(laid(rectangle(), base, held("u2", wall_cabinet(600), 0, NORTH, z=1450))) == ()
    finding = only(laid(rectangle(), base, held("u2", wall_cabinet(600), 0, NORTH, z=800)))
    assert (finding.rule, finding.measured) == ("overlap", 20.0)
    assert finding.fixes[0].unit is not None
    assert finding.fixes[0].unit.frame.z == 820.0


def test_a_worktop_lies_on_its_own_units_and_collides_with_others() -> None:
    base, top = held("u1", BASE, 0, NORTH), run(("u1",), (0, 2400, 820), (600, 3000, 840))
    assert check(laid(rectangle(), base, top)) == ()
    finding = only(laid(rectangle(), base, top, held("u2", wall_cabinet(600), 0, NORTH, z=830)))
    assert (finding.rule, finding.measured, finding.units) == ("overlap", 10.0, ("u1", "u2"))


def test_a_unit_through_a_wall_is_told_how_far_and_mended() -> None:
    layout = laid(rectangle(), held("u1", BASE, -120, NORTH + 30))
    finding = only(layout)
    assert finding.rule == "outside_room"
    assert finding.measured == pytest.approx(math.hypot(120, 30), abs=0.01)
    mended = with_fix(layout, finding)
    assert check(mended) == ()
    assert (mended.placed[0].frame.x, mended.placed[0].frame.y) == (0.0, NORTH - 560)


def test_the_corner_of_an_l_shaped_room_sticks_into_a_unit() -> None:
    layout = laid(
        l_shaped(), held("u1", BASE, 2100, 1900)
    )  # 2100..2700 x 1340..1900, the room's reflex corner is (2500, 1800)
    finding = only(layout)
    assert (finding.rule, finding.measured) == ("outside_room", 100.0)
    assert check(with_fix(layout, finding)) == ()


def test_outside_all_rooms_and_below_the_floor() -> None:
    finding = only(laid(rectangle(), held("u1", BASE, 9000, 9000, room="")))
    assert (finding.rule, finding.measured) == ("outside_room", None)
    finding = only(laid(rectangle(), held("u1", BASE, 0, NORTH, z=-15)))
    assert (finding.rule, finding.measured, finding.required) == ("outside_room", -15.0, 0.0)


@pytest.mark.parametrize(
    ("height", "level"), [(2690.0, None), (2691.0, "warning"), (2700.0, "warning"), (2701.0, "error")]
)
def test_a_tall_unit_stays_ten_below_the_ceiling(height: float, level: str | None) -> None:
    found = check(laid(rectangle(), held("u1", cabinet(height=height), 0, NORTH)))
    assert [finding.level for finding in found] == ([level] if level else [])
    for finding in found:
        assert (finding.rule, finding.measured, finding.required) == ("ceiling", height, 2690.0)
        assert finding.fixes[0].unit is not None
        assert dict(finding.fixes[0].unit.values)["height"] == 2690.0


def test_a_wall_cabinet_too_high_comes_down() -> None:
    layout = laid(rectangle(), held("u1", wall_cabinet(), 0, NORTH, z=2100))
    finding = only(layout)
    assert (finding.rule, finding.measured, finding.required) == ("ceiling", 2800.0, 2690.0)
    mended = with_fix(layout, finding)
    assert mended.placed[0].frame.z == 1990.0
    assert check(mended) == ()


@pytest.mark.parametrize(("top", "level"), [(2290.0, None), (2295.0, "warning"), (2350.0, "error")])
def test_a_beam_hangs_over(top: float, level: str | None) -> None:
    plan = rectangle(obstacles=(block(0, 2800, 4000, 3000, 2300, 2700, "beam"),))
    found = check(laid(plan, held("u1", cabinet(height=top), 0, NORTH)))
    assert [(f.rule, f.level, f.measured, f.required) for f in found] == (
        [("beam", level, top, 2290.0)] if level else []
    )


def test_a_column_is_hit_by_so_much_and_the_fix_goes_round_it() -> None:
    plan = rectangle(obstacles=(block(0, 2700, 300, 3000),))
    layout = laid(plan, held("u1", BASE, 260, NORTH))
    finding = only(layout)
    assert (finding.rule, finding.measured) == ("obstacle", 40.0)
    mended = with_fix(layout, finding)
    assert mended.placed[0].frame.x == 300.0
    assert check(mended) == ()
    assert check(laid(plan, held("u1", BASE, 300, NORTH))) == ()


# A door in the south wall from x = 1000 to 1900, hung at its start (x = 1000), opening into the room (left of the wall, north).
DOOR = Opening("d1", "door", "south", 1000, 900, 0, 2050, "hinged", "start", "left")


def test_a_room_door_needs_its_quarter_circle() -> None:
    plan = rectangle(openings=(DOOR,))
    clear = held("u1", cabinet(400, 400), 1000, 1500)  # its front, y = 1100, is 200 beyond the leaf
    assert check(laid(plan, clear)) == ()
    found = check(
        laid(plan, held("u1", cabinet(400, 400), 1000, 1200))
    )  # front at y = 800, 100 inside the leaf's reach
    assert [(f.rule, f.units) for f in found] == [("room_door_swing", ("u1",))]
    assert found[0].measured == 800.0
    assert found[0].required == 900.0
    outward = replace(DOOR, side="right")
    assert check(laid(rectangle(openings=(outward,)), held("u1", cabinet(400, 400), 1000, 1200))) == ()


def test_behind_the_corner_of_the_quarter_circle_is_free() -> None:
    # The unit's near corner (1750, 700) is 1026 from the hinge (1000, 0): outside the 900 sector though inside its square.
    plan = rectangle(openings=(DOOR,))
    assert check(laid(plan, held("u1", cabinet(400, 400), 1750, 1100))) == ()


def test_a_wall_cabinet_over_the_door_is_free() -> None:
    plan = rectangle(openings=(DOOR,))
    assert check(laid(plan, held("u1", wall_cabinet(height=400, elevation=2100), 1900, 0, 180))) == ()


def test_a_unit_before_a_door_blocks_it_by_so_much() -> None:
    plan = rectangle(openings=(replace(DOOR, side="right"),))
    # turned 180 its back is on the south wall; held at x = 1300 it stands from 700 to 1300: 300 of the door
    layout = laid(plan, held("u1", BASE, 1300, 0, 180))
    finding = only(layout)
    assert (finding.rule, finding.level, finding.measured, finding.required) == ("door_blocked", "error", 600.0, 900.0)
    mended = with_fix(layout, finding)
    assert check(mended) == ()
    assert mended.placed[0].unit is not None
    assert mended.placed[0].unit.frame == Frame(1000, 0, 0, 180)


WINDOW = Opening("w1", "window", "north", 1000, 1500, 900, 2300)  # from x = 3000 down to x = 1500


@pytest.mark.parametrize(("height", "level"), [(895.0, None), (898.0, "warning"), (905.0, "error"), (2200.0, "error")])
def test_before_a_window_nothing_rises_over_the_sill(height: float, level: str | None) -> None:
    found = check(laid(rectangle(openings=(WINDOW,)), held("u1", cabinet(height=height), 2000, NORTH)))
    rows = [(f.rule, f.level, f.measured, f.required) for f in found]
    assert rows == ([("window_covered", level, height, 895.0)] if level else [])


def test_beside_a_window_a_tall_unit_is_free() -> None:
    plan = rectangle(openings=(WINDOW,))
    assert check(laid(plan, held("u1", cabinet(height=2200), 900, NORTH))) == ()


def test_a_worktop_over_the_sill_names_its_units() -> None:
    plan = rectangle(openings=(WINDOW,))
    base, top = held("u1", cabinet(height=880), 2000, NORTH), run(("u1",), (2000, 2400, 880), (2600, 3000, 920))
    finding = only(laid(plan, base, top))
    assert (finding.rule, finding.units, finding.measured) == ("window_covered", ("u1",), 920.0)


def test_a_wall_cabinet_across_or_beside_a_window() -> None:
    plan = rectangle(openings=(WINDOW,))
    finding = only(laid(plan, held("u1", wall_cabinet(800), 1000, NORTH)))  # 1000..1800, the window starts at 1500
    assert (finding.rule, finding.level, finding.measured) == ("window_covered", "error", 300.0)
    finding = only(laid(plan, held("u1", wall_cabinet(800), 680, NORTH)))
    assert (finding.rule, finding.level, finding.measured, finding.required) == (
        "window_covered",
        "warning",
        20.0,
        50.0,
    )
    assert check(laid(plan, held("u1", wall_cabinet(800), 650, NORTH))) == ()


LEFT_HUNG = cabinet(swings=(door(600, "left"),))


def test_flush_neighbours_let_each_other_open() -> None:
    layout = laid(rectangle(), *(held(f"u{i}", LEFT_HUNG, 600 * i, NORTH) for i in range(4)))
    assert check(layout) == ()


def test_a_leaf_against_a_body_opens_so_many_degrees() -> None:
    # Hung left at (1000, 2420); a box 300 before the front meets the leaf first at its right corner, (1600, 2120) less the touch.
    layout = laid(rectangle(), held("u1", LEFT_HUNG, 1000, NORTH), held("u2", cabinet(600, 400), 1000, 2120))
    finding = only(layout)
    assert (finding.rule, finding.units, finding.required) == ("cabinet_door_swing", ("u1", "u2"), 90.0)
    # the first contact is where the arc of 600 meets the line 300 before the hinge: asin(300/600) = 30 degrees
    assert finding.measured == pytest.approx(30.0, abs=0.1)


@pytest.mark.parametrize("hinge", ["left", "right"])
def test_a_unit_in_the_inner_corner_cannot_open_behind_its_neighbour(hinge: str) -> None:
    # u1 stands in the north-east corner facing west, its door face at x = 4000 - 580; u2 on the north wall ends right there.
    corner = held("u1", cabinet(swings=(door(600, "left"),)), 4000, NORTH, 270)
    beside = cabinet(swings=(door(600, hinge),))
    finding = only(laid(rectangle(), corner, held("u2", beside, 3420 - 600, NORTH)))
    assert (finding.rule, finding.units, finding.measured) == ("cabinet_door_swing", ("u1", "u2"), 0.0)
    # one place further south the same door is free, and u2's own door opens in front of u1's closed one
    further = held("u1", cabinet(swings=(door(600, "left"),)), 4000, NORTH - 600, 270)
    assert check(laid(rectangle(), further, held("u2", beside, 3420 - 600, NORTH))) == ()


def test_units_in_each_other_are_told_so_once() -> None:
    finding = only(laid(rectangle(), held("u1", LEFT_HUNG, 1000, NORTH), held("u2", LEFT_HUNG, 1000, NORTH - 500)))
    assert (finding.rule, finding.measured) == ("overlap", 60.0)


def test_a_drawer_comes_out_as_far_as_it_is_free() -> None:
    from app.components.parts import Swing
    from app.geometry.box import Box

    drawer = Swing("drawer", "drawer", Box((0, -470, 100), (600, -20, 300)), travel=450)
    chest = cabinet(swings=(drawer,))
    assert check(laid(rectangle(), held("u1", chest, 1000, NORTH))) == ()
    layout = laid(rectangle(depth=900), held("u1", chest, 1000, 900))  # 900 - 560 - 20 = 320 to the south wall
    finding = only(layout)
    assert (finding.rule, finding.required) == ("cabinet_door_swing", 450.0)
    assert finding.measured == 320.0


def test_a_leaf_against_the_opposite_wall() -> None:
    finding = only(laid(rectangle(depth=1000), held("u1", LEFT_HUNG, 1000, 1000)))  # 420 free before a leaf of 600
    assert finding.rule == "cabinet_door_swing"
    assert finding.measured == pytest.approx(math.degrees(math.asin(420 / 600)), abs=0.3)


def test_a_drag_query_says_of_the_moving_unit_what_the_check_says() -> None:
    plan = rectangle(openings=(DOOR, WINDOW), obstacles=(block(0, 2700, 300, 3000),))
    layout = laid(
        plan,
        held("u1", LEFT_HUNG, 260, NORTH),
        held("u2", LEFT_HUNG, 800, NORTH),
        held("u3", cabinet(400, 400), 1000, 1200),
        held("u4", wall_cabinet(), 1000, NORTH),
        held("u5", cabinet(700, 500), 700, 2300),
    )
    everything = check(layout)
    assert len({finding.rule for finding in everything}) >= 5
    for thing in layout.placed:
        asked = drag_check(layout, (thing.id,)).query((thing,))
        expected = {(f.rule, frozenset(f.units), f.measured) for f in everything if thing.id in f.units}
        assert {(f.rule, frozenset(f.units), f.measured) for f in asked} == expected


def test_the_check_is_stable_and_errors_come_first() -> None:
    layout = laid(
        rectangle(),
        held("u1", cabinet(height=2695), 0, NORTH),
        held("u2", BASE, 500, NORTH),
        held("u3", BASE, 1000, NORTH),
    )
    found = check(layout)
    assert found == check(layout)
    levels = [finding.level for finding in found]
    assert levels == sorted(levels)
    assert "warning" in levels
