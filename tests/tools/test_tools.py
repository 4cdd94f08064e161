"""Tools fed with rays and keys, no mouse: (room, gesture) -> design. The room is 4000 x 3000, its north wall at y = 3000. mm."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.design.design import Design, DesignError
from app.geometry.frame import Frame
from app.tools.aim import aim
from app.tools.insert import InsertTool
from app.tools.move import MoveTool
from app.tools.numbers import Numbers
from app.tools.place import PlaceTool
from app.tools.tool import Cancel, Commit, Outcome, Pointer, Preview, Tool
from app.words import LANGUAGES, say
from tests.fit.making import rectangle
from tests.tools.hands import SHELF, down, home, north, slanting

NORTH = 3000.0
TWO = (("u1", "base", Frame(0, NORTH)), ("u2", "base", Frame(2000, NORTH)))


def preview(outcome: Outcome) -> Preview:
    assert isinstance(outcome, Preview)
    return outcome


def commit(outcome: Outcome) -> Commit:
    assert isinstance(outcome, Commit)
    for tongue in LANGUAGES:
        assert say(outcome.label, tongue)
    return outcome


def type_in(tool: Tool, keys: str) -> Preview:
    shown: Outcome = Cancel()
    for key in keys:
        shown = tool.key({"\t": "Tab", "\b": "Backspace"}.get(key, key))
    return preview(shown)


def only_unit(design: Design) -> Frame:
    assert len(design.units) == 1
    return design.units[0].frame


@pytest.mark.parametrize("pointer", [down(2000, 2700), slanting(2000, 2700), north(2000, 300)])
def test_the_same_place_from_above_aslant_and_in_the_elevation(pointer: Pointer) -> None:
    tool = PlaceTool(home(), SHELF, "base")
    shown = preview(tool.move(pointer))
    assert only_unit(shown.design) == Frame(1700, NORTH, 0, 0)
    done = commit(tool.release(pointer))
    assert done.design == shown.design
    assert done.selection == ("u1",)
    assert home().units == ()


def test_a_wall_seen_from_behind_is_looked_through() -> None:
    hit = aim(rectangle(), slanting(2000, 1000))  # the ray comes over the south wall, at y = 0 it is 800 high
    assert hit is not None
    assert hit.side is None
    assert hit.point == pytest.approx((2000, 1000, 0))
    hit = aim(rectangle(), north(500, 1200))
    assert hit is not None
    assert hit.side is not None
    assert hit.side.wall == "north"
    assert hit.point == pytest.approx((500, 3000, 1200))
    assert aim(rectangle(), Pointer((0, 0, 100), (0, 0, 1))) is None


def test_a_wall_cabinet_follows_the_pointer_on_the_wall() -> None:
    tool = PlaceTool(home(), SHELF, "wall")
    assert only_unit(preview(tool.move(north(2000, 1750))).design) == Frame(1600, NORTH, 1450, 0)  # its usual height
    assert only_unit(preview(tool.move(north(2000, 1250))).design).z == 900.0  # well below: as pointed
    assert only_unit(preview(tool.move(down(2000, 1700))).design) == Frame(1600, NORTH, 1450, 0)


def test_typed_offset_and_width_are_exact_while_placing() -> None:
    tool = PlaceTool(home(*TWO), SHELF, "base")
    tool.move(down(1500, 2700))
    shown = type_in(tool, "123.5")
    assert shown.design.units[2].frame.x == 723.5
    assert {d.name: (d.value, d.typing) for d in shown.dimensions} == {"left": (123.5, "123.5"), "right": (676.5, "")}
    shown = type_in(tool, "\t\t450")  # left, right, width
    assert dict(shown.design.units[2].values)["width"] == 450.0
    assert shown.design.units[2].frame.x == 723.5
    assert next(d for d in shown.dimensions if d.name == "width").typing == "450"
    done = commit(tool.key("Enter"))
    assert done.design.units[2].frame == Frame(723.5, NORTH, 0, 0)


def test_width_then_offset_right_as_the_trade_types_it() -> None:
    tool = PlaceTool(home(*TWO), SHELF, "base")
    tool.move(down(1500, 2700))
    shown = type_in(tool, "\t\t\t600" + "\t" * 5 + "50")  # Tab opens at left; width; round again to right
    unit = shown.design.units[2]
    assert dict(unit.values)["width"] == 600.0
    assert unit.frame.x + 600 + 50 == 2000.0


def test_backspace_and_an_impossible_width() -> None:
    tool = PlaceTool(home(), SHELF, "base")
    tool.move(down(2000, 2700))
    shown = type_in(tool, "\t\t\t9000")
    assert dict(shown.design.units[0].values)["width"] == 900.0  # the last that can be built
    refused = preview(tool.key("Enter"))
    assert [finding.rule for finding in refused.findings] == ["size"]
    assert "9000" in say(refused.findings[0].message, "en")
    type_in(tool, "\b")
    assert dict(commit(tool.key("Enter")).design.units[0].values)["width"] == 900.0


def test_numbers_take_only_what_makes_a_number() -> None:
    numbers = Numbers()
    for key in "1.2.3-x":
        numbers = numbers.press(key)
    assert numbers.values() == {"left": 1.23}
    for key in ("Tab", "-", "7"):
        numbers = numbers.press(key)
    assert numbers.values() == {"right": -7.0}  # the other offset goes
    assert Numbers().press("-").values() == {}


def test_findings_come_with_the_preview_and_do_not_stop_the_hand() -> None:
    tool = PlaceTool(home(*TWO), SHELF, "base")
    tool.move(down(2300, 2700))
    shown = type_in(tool, "-100")  # the clear distance to u1's right neighbour, typed into it
    assert {finding.rule for finding in shown.findings} == {"overlap"}
    assert isinstance(tool.key("Enter"), Commit)


def test_outside_all_rooms_it_stays_in_hand_and_escape_drops_it() -> None:
    tool = PlaceTool(home(), SHELF, "base")
    assert isinstance(tool.release(down(9000, 9000)), Preview)
    assert isinstance(tool.key("Escape"), Cancel)


def test_r_turns_it_and_four_turns_are_none() -> None:
    tool = PlaceTool(home(), SHELF, "base")
    first = only_unit(preview(tool.move(down(2000, 2700))).design)
    turns = [only_unit(preview(tool.key("R")).design) for _ in range(4)]
    assert [frame.turn for frame in turns] == [90.0, 180.0, 270.0, 0.0]
    assert turns[3] == first


def test_a_move_starts_where_it_was_and_going_nowhere_is_no_step() -> None:
    design = home(*TWO)
    for pointer in (down(2300, 2700), slanting(2300, 2500, 820), north(2300, 400)):
        tool = MoveTool(design, SHELF, ("u2",), pointer)
        assert preview(tool.move(pointer)).design == design
        assert isinstance(tool.release(pointer), Cancel)


def test_a_move_follows_the_grabbed_point_and_snaps() -> None:
    tool = MoveTool(home(*TWO), SHELF, ("u2",), slanting(2100, 2500, 820))
    shown = preview(tool.move(slanting(1100, 2500, 820)))
    assert shown.design.unit("u2").frame == Frame(1000, NORTH, 0, 0)
    done = commit(tool.release(slanting(730, 2500, 820)))
    assert done.design.unit("u2").frame == Frame(600, NORTH, 0, 0)  # to its neighbour
    assert done.selection == ("u2",)


def test_a_move_to_another_wall_turns_the_unit() -> None:
    tool = MoveTool(home(*TWO), SHELF, ("u2",), down(2300, 2700))
    assert preview(tool.move(down(3700, 1500))).design.unit("u2").frame == Frame(
        4000, 1820, 0, 270
    )  # grabbed 20 before its middle


def test_several_move_as_one_piece() -> None:
    design = home(
        ("u1", "base", Frame(1000, NORTH)), ("u2", "base", Frame(1600, NORTH)), ("u3", "wall", Frame(1000, NORTH, 1450))
    )
    tool = MoveTool(design, SHELF, ("u1", "u2", "u3"), down(1900, 2700))  # grabbed at u2
    shown = preview(tool.move(down(3900, 1500)))
    frames = {unit.id: unit.frame for unit in shown.design.units}
    assert frames["u2"].turn == 270.0
    lead = frames["u2"]
    assert lead.into((frames["u1"].x, frames["u1"].y, 0)) == pytest.approx((-600, 0, 0))
    assert lead.into((frames["u3"].x, frames["u3"].y, frames["u3"].z)) == pytest.approx((-600, 0, 1450))
    assert all(frame.x == pytest.approx(4000) for frame in frames.values())
    assert not [f for f in shown.findings if f.level == "error"]


def test_a_wall_unit_keeps_its_height_when_slid_and_leaves_it_when_lifted() -> None:
    design = home(("u1", "wall", Frame(1000, NORTH, 1523)))
    tool = MoveTool(design, SHELF, ("u1",), north(1400, 1800))
    assert preview(tool.move(north(2400, 1810))).design.unit("u1").frame == Frame(2000, NORTH, 1523, 0)
    assert preview(tool.move(north(2400, 1500))).design.unit("u1").frame.z == 1220.0


def test_typed_numbers_in_a_move() -> None:
    tool = MoveTool(home(*TWO), SHELF, ("u2",), down(2300, 2700))
    shown = type_in(tool, "250")
    assert shown.design.unit("u2").frame.x == 850.0
    assert commit(tool.key("Enter")).design.unit("u2").frame.x == 850.0


def test_a_move_of_nothing_or_of_a_stranger() -> None:
    with pytest.raises(DesignError):
        MoveTool(home(), SHELF, ("u9",), down(0, 0))


def test_the_others_are_the_same_objects_after_a_move() -> None:
    design = home(*TWO)
    shown = preview(MoveTool(design, SHELF, ("u2",), down(2300, 2700)).move(down(1500, 2700)))
    assert shown.design.unit("u1") is design.unit("u1")
    assert shown.moving == ("u2",)


def test_an_insert_goes_into_the_opening_under_the_pointer() -> None:
    tool = PlaceTool(home(*TWO), SHELF, "board")
    assert preview(tool.move(north(1200, 300))).design.units == home(*TWO).units  # between the units
    for height, opening in ((300, "lower"), (600, "upper")):
        shown = preview(tool.move(north(2300, height)))
        assert [(i.sample, i.opening) for i in shown.design.unit("u2").inserts] == [("board", opening)]
    done = commit(tool.release(north(2300, 600)))
    assert done.selection == ("u2",)
    assert isinstance(InsertTool(home(), SHELF, "board").release(down(100, 100)), Preview)


def test_the_picture_has_a_measure_for_left_and_right_that_adds_up() -> None:
    shown = preview(PlaceTool(home(*TWO), SHELF, "base").move(down(1400, 2700)))
    lines = {line.name: line for line in shown.dimensions}
    assert lines["left"].value + 600 + lines["right"].value == 1400.0
    for line in lines.values():
        assert abs(line.end[0] - line.start[0]) == pytest.approx(line.value)
    assert replace(shown) == shown
