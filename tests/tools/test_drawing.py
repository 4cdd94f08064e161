"""Drawing tools fed with points, typed text and keys, no mouse: gesture -> plan. Ten mm a pixel where nothing else is said. mm."""

from __future__ import annotations

import math

import pytest

from app.geometry.frame import Point2
from app.geometry.ring import area, bounds
from app.plans.check import check_plan
from app.plans.editing.edits import add_opening, add_service, add_wall, add_walls, empty_plan, move_wall, split_wall
from app.plans.editing.kinds import drawing
from app.plans.plan import Plan
from app.plans.sides import wall_by_id
from app.plans.underlay import Line, Underlay
from app.tools.drawing.curves import CurveTool
from app.tools.drawing.measure import MeasureTool
from app.tools.drawing.openings import OpeningTool
from app.tools.drawing.picking import Pick
from app.tools.drawing.select import SelectTool
from app.tools.drawing.things import ObstacleTool, ServiceTool
from app.tools.drawing.tool import LOOKS, Cancelled, Commit, DrawingTool, Outcome, Shown
from app.tools.drawing.tools import TOOLS, make_tool
from app.tools.drawing.walls import WallTool
from app.words import LANGUAGES, say

SCALE = 10.0


def box() -> Plan:
    """One room of 3800 x 2800: w1 south, w2 east, w3 north, w4 west."""
    return add_walls(empty_plan(), [(0, 0), (4000, 0), (4000, 3000), (0, 3000)], 200, closed=True)


def shown(outcome: Outcome) -> Shown:
    assert isinstance(outcome, Shown)
    for told in (outcome.hint, outcome.refused):
        assert told is None or all(say(told, language) for language in LANGUAGES)
    assert {mark.look for mark in outcome.marks} <= set(LOOKS)
    return outcome


def commit(outcome: Outcome) -> Commit:
    assert isinstance(outcome, Commit)
    check_plan(outcome.plan, "commit", draft=True)
    for language in LANGUAGES:
        assert say(outcome.label, language)
        assert all(say(told, language) for told in outcome.remarks)
    return outcome


def click(tool: DrawingTool, *points: Point2, free: bool = False) -> Outcome:
    """Click at points; each is moved to, pressed and released."""
    last: Outcome = Cancelled()
    for point in points:
        tool.move(point, SCALE, free)
        down = tool.press(point, SCALE, free)
        up = tool.release(point, SCALE, free)
        last = down if isinstance(down, Commit) else up
    return last


def drag(tool: DrawingTool, start: Point2, end: Point2, free: bool = False) -> Outcome:
    tool.press(start, SCALE, free)
    tool.move(end, SCALE, free)
    return tool.release(end, SCALE, free)


def reading(outcome: Outcome, name: str) -> float:
    return next(one.value for one in shown(outcome).readings if one.name == name)


def test_four_typed_walls_are_a_room_of_exactly_that_size() -> None:
    """Typed along the inner face: the room has the typed sizes, the walls stand outside of it."""
    tool = WallTool(empty_plan(), line="left")
    click(tool, (0, 0))
    for way, length in (((900, 40), "3615"), ((3600, 900), "2785"), ((0, 2800), "3615")):
        tool.move(way, SCALE)
        for char in length:
            tool.type(char)
        shown(tool.key("Enter"))
    tool.move((20, 30), SCALE)  # near the first point: it closes
    done = commit(tool.press((20, 30), SCALE))
    (room,) = done.plan.rooms
    assert bounds(room.outline) == (0, 0, 3615, 2785)
    assert {wall.thickness for wall in done.plan.walls} == {200}
    assert len(done.remarks) == 1
    assert tool.plan is done.plan
    assert not tool.busy()


def test_typed_walls_by_their_centre_lines() -> None:
    tool = WallTool(empty_plan())
    click(tool, (0, 0))
    for way, length in (((900, 40), "4000"), ((4000, 900), "3000"), ((0, 3000), "4000"), ((0, 0), "3000")):
        tool.move(way, SCALE)
        tool.type(length)
        last = tool.key("Enter")
    assert area(commit(last).plan.rooms[0].outline) == 3800 * 2800


def test_an_angle_may_be_typed_too() -> None:
    tool = WallTool(empty_plan())
    click(tool, (0, 0))
    tool.type("2000")
    tool.key("Tab")
    tool.type("30")
    assert reading(tool.show(), "angle") == pytest.approx(30)
    tool.key("Enter")
    done = commit(tool.key("Double"))
    assert done.plan.walls[0].end == pytest.approx((2000 * math.cos(math.pi / 6), 1000))


def test_walls_run_along_the_axes_unless_the_key_is_held() -> None:
    tool = WallTool(empty_plan())
    click(tool, (0, 0))
    assert shown(tool.move((2003, 300), SCALE)).readings[0].b == (2000, 0)
    free = shown(tool.move((2000, 300), SCALE, True)).readings
    assert free[1].value == pytest.approx(math.degrees(math.atan2(300, 2000)), abs=0.3)
    near_thirty = shown(tool.move((1700, 1020), SCALE, True)).readings
    assert near_thirty[1].value == pytest.approx(30)  # a step of 15 degrees when it comes near


def test_a_chain_goes_back_a_point_and_escape_leaves_nothing() -> None:
    tool = WallTool(box())
    click(tool, (6000, 0), (9000, 0), (9000, 3000))
    tool.key("Backspace")
    assert tool.points == [(6000, 0), (9000, 0)]
    assert tool.busy()
    assert isinstance(tool.key("Escape"), Cancelled)
    assert tool.plan == box()
    assert not tool.busy()
    assert shown(tool.move((0, 0), SCALE)).plan is None


def test_what_cannot_be_is_told_and_not_done() -> None:
    tool = WallTool(box())
    tool.move((1000, 0), SCALE)
    click(tool, (1000, 0))
    refused = shown(tool.move((3000, 0), SCALE))
    assert refused.plan is None
    assert refused.refused is not None and refused.refused.key == "edits.on_another"
    assert shown(click(tool, (3000, 0))).refused is not None
    assert tool.points == [(1000, 0)]  # a point that cannot be is not taken: what was drawn before can still be ended
    assert tool.plan == box()


def test_a_chain_ends_on_a_wall_of_the_plan() -> None:
    """A partition from wall to wall needs no Enter: 3800 x 2800 parts in 1850 and 1850 beside a wall of 100."""
    tool = WallTool(box(), thickness=100)
    click(tool, (2000, 3000))
    done = commit(click(tool, (2010, 20)))
    assert sorted(area(room.outline) for room in done.plan.rooms) == pytest.approx([1850 * 2800, 1850 * 2800])
    assert not tool.busy()
    click(tool, (3000, 0))
    tool.move((3000, 500), SCALE)
    tool.type("1500")
    shown(tool.key("Enter"))  # into the open: the chain goes on
    assert tool.points[-1] == (3000, 1500)
    assert len(commit(click(tool, (2000, 1500))).plan.rooms) == 3


def test_the_pointer_is_drawn_to_corners_walls_and_the_underlay() -> None:
    under = Underlay((Line("walls", "A", ((7777.25, 5555.5), (9000, 5555.5))),))
    tool = WallTool(box(), under)
    for point, meant in (
        ((3960, 3055), (4000, 3000)),  # a corner of centre lines
        ((150, 60), (100, 100)),  # a corner of faces
        ((1700, 940 - 1000 + 30), (1700, 0)),  # a centre line
        ((2220, 130), (2220, 100)),  # a face
        ((1703.7, 20), (1700, 0)),  # along a wall in whole tens
        ((-30, 1296.2), (0, 1300)),
        ((7700, 5600), (7777.25, 5555.5)),  # the underlay
        ((6003, 6047), (6000, 6050)),  # nothing near: the grid
        ((6000, 3070), (6000, 3000)),  # level with a corner
    ):
        click(tool, point)
        assert tool.points[0] == pytest.approx(meant), point
        tool.key("Escape")


def test_the_next_wall_ends_level_with_the_first_point() -> None:
    tool = WallTool(empty_plan())
    click(tool, (0, 0), (4000, 0), (4000, 3000))
    assert shown(tool.move((60, 2950), SCALE)).readings[0].b == (0, 3000)


def test_a_door_is_dropped_on_the_wall_under_the_pointer() -> None:
    tool = OpeningTool(box(), "door")
    assert shown(tool.move((9000, 9000), SCALE)).plan is None
    over = tool.move((1300, 130), SCALE)  # the south wall, pointed at from inside: left is east
    assert reading(over, "width") == 1000  # the entry door: domain.md 7.2
    assert reading(over, "right") == 1300 - 500 - 100
    assert reading(over, "left") == 3800 - 700 - 1000
    done = commit(tool.press((1300, 130), SCALE))
    (door,) = done.plan.openings
    assert (door.wall, door.offset, door.side, door.hinge) == ("w1", 800, "left", "start")
    assert done.chosen == (("openings", "door1"),)


def test_a_door_by_typed_distance_and_width() -> None:
    tool = OpeningTool(box(), "door")
    tool.move((1300, 130), SCALE)
    tool.type("350")  # from the left corner, which is the south-eastern one
    tool.key("Tab")
    tool.key("Tab")
    tool.type("860")
    tool.type("f")
    done = commit(tool.key("Enter"))
    (door,) = done.plan.openings
    assert (door.offset, door.width, door.hinge) == (3900 - 350 - 860, 860, "end")


def test_two_typed_distances_leave_the_width() -> None:
    tool = OpeningTool(box(), "window")
    tool.move((2000, 2990), SCALE)
    tool.type("600")
    tool.key("Tab")
    tool.type("700")
    (window,) = commit(tool.press((2000, 2990), SCALE)).plan.openings
    assert window.width == 3800 - 600 - 700
    assert window.wall == "w3"


def test_an_opening_that_would_not_fit_is_not_set() -> None:
    tool = OpeningTool(box(), "passage")
    tool.move((1300, 130), SCALE)
    tool.key("Tab")
    tool.key("Tab")
    tool.type("9000")
    assert shown(tool.press((1300, 130), SCALE)).refused is not None
    assert tool.plan == box()


def test_an_opening_is_drawn_to_the_middle_and_kept_between_the_corners() -> None:
    tool = OpeningTool(box(), "window")
    middle = tool.move((2050, 100), SCALE)
    assert reading(middle, "left") == reading(middle, "right") == (3800 - 1500) / 2
    corner = tool.move((300, 100), SCALE)
    assert reading(corner, "right") == 0


def test_a_column_is_clicked_against_the_walls_or_spanned() -> None:
    tool = ObstacleTool(box(), "column")
    done = commit(click(tool, (350, 280)))
    assert bounds(done.plan.obstacles[0].outline) == (100, 100, 500, 500)
    done = commit(drag(tool, (3900, 2900), (3503, 2399)))
    assert bounds(done.plan.obstacles[1].outline) == (3500, 2400, 3900, 2900)
    tool.move((2000, 1500), SCALE)
    tool.type("333")
    tool.key("Tab")
    tool.type("222")
    box_of = bounds(commit(tool.key("Enter")).plan.obstacles[2].outline)
    assert (box_of[2] - box_of[0], box_of[3] - box_of[1]) == (333, 222)


def test_a_socket_sits_on_the_wall_face_at_its_height() -> None:
    tool = ServiceTool(box(), "socket")
    assert reading(tool.move((1234, 160), SCALE), "height") == 300
    tool.type("1150")
    done = commit(tool.press((1234, 160), SCALE))
    assert done.plan.services[0].at == (1234, 100, 1150)


def test_every_tool_can_be_made_and_says_what_to_do() -> None:
    for word in (*TOOLS, *drawing().obstacles, *drawing().services):
        tool = make_tool(word, box())
        told = shown(tool.move((1500, 1500), SCALE))
        assert told.hint is not None, word
        assert isinstance(tool.key("Escape"), Cancelled)
        shown(tool.rebase(empty_plan()))
        shown(tool.move((math.nan, 0), SCALE))
        shown(tool.type("x"))
    with pytest.raises(KeyError):
        make_tool("dragon", box())


def test_an_arc_by_three_clicks_and_by_a_typed_radius() -> None:
    tool = CurveTool(empty_plan())
    click(tool, (0, 0), (3000, 0))
    assert reading(tool.move((1500, 1498), SCALE), "sweep") == pytest.approx(180)
    tool.type("2000")
    assert reading(tool.show(), "radius") == pytest.approx(2000)
    done = commit(tool.key("Enter"))
    assert done.plan.curves[0].sweep == pytest.approx(-2 * math.degrees(math.asin(0.75)))  # it bulges to the left
    click(tool, (0, 0), (3000, 0))
    tool.type("1000")  # the ends are farther apart than the circle is wide
    assert shown(tool.key("Enter")).refused is not None


def test_a_measure_changes_nothing() -> None:
    tool = MeasureTool(box())
    click(tool, (110, 90), (3880, 2890))
    assert reading(tool.show(), "distance") == pytest.approx(math.hypot(3800, 2800))
    assert shown(tool.show()).plan is None


def test_a_wall_is_dragged_and_its_neighbours_follow() -> None:
    tool = SelectTool(box())
    done = commit(drag(tool, (4010, 1500), (4312, 1700)))
    assert wall_by_id(done.plan, "w2").start == (4300, 0)
    assert done.chosen == (("walls", "w2"),)
    assert done.plan == move_wall(box(), "w2", -300)


def test_a_dragged_wall_comes_in_line_with_another() -> None:
    """Two halves of the north wall; the western one was 137.5 farther north, and is brought back by an unsteady hand."""
    tool = SelectTool(move_wall(split_wall(box(), "w3", 2000), "w5", -137.5))
    assert wall_by_id(tool.plan, "w5").start == (2000, 3137.5)
    done = commit(drag(tool, (1000, 3130), (1020, 3060)))
    assert wall_by_id(done.plan, "w5").start == (2000, 3000)


def test_a_click_selects_and_a_typed_length_is_exact() -> None:
    tool = SelectTool(box())
    click(tool, (2000, 20))
    assert shown(tool.show()).chosen == (("walls", "w1"),)
    tool.type("4567")
    assert shown(tool.show()).plan is not None
    done = commit(tool.key("Enter"))
    assert wall_by_id(done.plan, "w1").length == 4567
    assert done.chosen == (("walls", "w1"),)


def test_a_typed_drag_goes_exactly_that_far() -> None:
    tool = SelectTool(box())
    tool.press((4010, 1500), SCALE)
    tool.move((4200, 1500), SCALE)
    tool.type("123")
    assert wall_by_id(commit(tool.key("Enter")).plan, "w2").start == (4123, 0)


def test_the_smallest_thing_is_picked() -> None:
    plan = add_service(
        add_opening(add_wall(box(), (2000, 0), (2000, 3000), 100), "w5", "door", 600), "socket", (500, 100)
    )
    tool = SelectTool(plan)
    for point, sort in (
        ((500, 120), "services"),
        ((2000, 1000), "openings"),
        ((2000, 2000), "walls"),
        ((1000, 1500), "rooms"),
    ):
        click(tool, point)
        assert shown(tool.show()).chosen[0][0] == sort
    click(tool, (4020, 3030))
    assert tool.chosen == Pick("corner", at=(4000, 3000))
    click(tool, (9000, 9000))
    assert tool.chosen is None


def test_openings_slide_widen_flip_and_go() -> None:
    plan = add_opening(add_wall(box(), (2000, 0), (2000, 3000), 100), "w5", "door", 600)
    tool = SelectTool(plan)
    done = commit(drag(tool, (2000, 1000), (2030, 1300)))
    assert done.plan.openings[0].offset == 900
    tool.type("800")
    done = commit(tool.key("Enter"))
    assert (done.plan.openings[0].offset, done.plan.openings[0].width) == (950, 800)
    assert commit(tool.key("F")).plan.openings[0].hinge == "end"
    assert commit(tool.type("r")).plan.openings[0].side == "right"
    assert commit(tool.key("Delete")).plan.openings == ()
    assert tool.chosen is None


def test_a_refused_drag_springs_back() -> None:
    tool = SelectTool(box())
    tool.press((2000, 20), SCALE)
    over = shown(tool.move((2000, 4000), SCALE))
    assert over.refused is not None
    assert over.plan is None
    assert shown(tool.release((2000, 4000), SCALE)).refused is not None
    assert tool.plan == box()


def test_a_corner_and_a_thing_are_dragged() -> None:
    tool = SelectTool(box())
    done = commit(drag(tool, (4000, 3000), (4500, 3020)))
    assert wall_by_id(done.plan, "w2").end == (4500, 3000)
    column = commit(click(ObstacleTool(box(), "column"), (2000, 1500))).plan
    tool = SelectTool(column)
    low = bounds(column.obstacles[0].outline)
    moved = commit(drag(tool, (2000, 1500), (2104, 1598)))
    assert bounds(moved.plan.obstacles[0].outline) == (low[0] + 100, low[1] + 100, low[2] + 100, low[3] + 100)
    assert isinstance(tool.key("Escape"), Cancelled)


def test_after_an_undo_elsewhere_the_selected_is_kept_only_while_it_is_there() -> None:
    tool = SelectTool(add_wall(box(), (2000, 0), (2000, 3000), 100))
    click(tool, (2000, 2000))
    tool.rebase(move_wall(tool.plan, "w5", 100))
    assert tool.chosen == Pick("wall", "w5")
    tool.rebase(box())
    assert tool.chosen is None
