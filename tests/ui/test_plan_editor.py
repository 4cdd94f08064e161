"""The plan editor under a real mouse: what is drawn and typed is the plan, exactly; a gesture is a step of undo; Esc leaves nothing."""

from __future__ import annotations

import math
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.design.files import design_bytes, parse_design
from app.geometry.ring import area
from app.plans.plan import Plan
from app.ui.fields import Choice, NumberField
from app.ui.main_window import MainWindow
from app.ui.plan_editor.tool_table import TOOLS
from tests.ui.doing import answer, stand

LEFT, NONE, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


class Pen:
    """A hand on the paper: points are mm of the plan."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.editor, self.paper = window, window.editor, window.editor.paper

    @property
    def plan(self) -> Plan:
        design = self.window.session.design
        assert design is not None
        return design.plan

    def spot(self, x: float, y: float) -> QPoint:
        return self.paper.transform().map(QPointF(x, y)).toPoint()

    def move(self, x: float, y: float) -> None:
        QTest.mouseMove(self.paper, self.spot(x, y) + QPoint(3, 3))  # a move to where the mouse is would be none
        QTest.mouseMove(self.paper, self.spot(x, y))
        QTest.qWait(1)

    def click(self, x: float, y: float, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.move(x, y)
        QTest.mouseClick(self.paper, LEFT, modifiers, self.spot(x, y))

    def drag(self, x: float, y: float, to: tuple[float, float]) -> None:
        self.move(x, y)
        QTest.mousePress(self.paper, LEFT, NONE, self.spot(x, y))
        for share in (0.3, 0.7, 1.0):
            QTest.mouseMove(self.paper, self.spot(x + (to[0] - x) * share, y + (to[1] - y) * share))
            QTest.qWait(1)
        QTest.mouseRelease(self.paper, LEFT, NONE, self.spot(*to))

    def type(self, text: str) -> None:
        QTest.keyClicks(self.paper, text)
        QTest.keyClick(self.paper, Qt.Key.Key_Return)

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.paper, key)

    def take(self, tool: str) -> None:
        self.editor.strip.buttons[tool].click()
        assert self.editor.hand.tool_key == tool

    def field(self, key: str) -> NumberField:
        found = self.editor.properties.fields[key]
        assert isinstance(found, NumberField)
        return found

    def enter(self, key: str, text: str) -> None:
        """Type into a field of the properties."""
        field = self.editor.properties.fields[key]
        assert isinstance(field, QLineEdit)
        field.setFocus()
        field.selectAll()
        if text.isascii():
            QTest.keyClicks(field, text)
        else:
            field.insert(text)  # as an input method does
            field.setModified(True)
        QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.fixture
def pen(bench: MainWindow) -> Pen:
    """The plan editor on the one room of 4000 by 3000."""
    bench.draw()
    made = Pen(bench)
    made.take("select")
    made.editor.fit()
    bench.editor.repaint()
    return made


@pytest.fixture
def blank(bench: MainWindow) -> Pen:
    """The plan editor on an empty plan with the wall tool in hand."""
    bench.session.saved = bench.session.design
    bench.draw_new()
    return Pen(bench)


def rectangle(pen: Pen) -> None:
    """Draw four walls by typed lengths: 4200 by 3200 along their centre lines, 200 thick."""
    pen.click(-2000, -1500)
    for towards, text in (((0, -1500), "4200"), ((2200, 0), "3200"), ((0, 1700), "4200"), ((-2000, 0), "3200")):
        pen.move(*towards)
        pen.type(text)


# --- drawing from nothing --------------------------------------------------------------------------------------------


def test_four_typed_walls_are_a_room_of_the_exact_area(blank: Pen) -> None:
    """4200 by 3200 along the middle of walls of 200: 4000 by 3000 clear, 12 m²."""
    rectangle(blank)
    (room,) = blank.plan.rooms
    assert area(room.outline) == pytest.approx(12e6, abs=1e-3)
    assert [round(wall.length, 6) for wall in blank.plan.walls] == [4200, 3200, 4200, 3200]
    assert len(blank.window.session.history.past) == 1  # the chain is one step


def test_walls_drawn_by_a_face_have_the_measured_length_there(blank: Pen) -> None:
    """What was measured inside is drawn inside: the clear room is 4000 by 3000."""
    line = blank.editor.properties.fields["wall_line"]
    assert isinstance(line, Choice)
    line.chosen.emit("left")  # drawn counter-clockwise, the left face is the inner one
    blank.click(-2000, -1500)
    for towards, text in (((0, -1500), "4000"), ((2000, 0), "3000"), ((0, 1500), "4000"), ((-2000, 0), "3000")):
        blank.move(*towards)
        blank.type(text)
    (room,) = blank.plan.rooms
    xs, ys = zip(*room.outline, strict=True)
    assert (max(xs) - min(xs), max(ys) - min(ys)) == pytest.approx((4000.0, 3000.0), abs=1e-6)
    line.chosen.emit("centre")


@pytest.mark.parametrize(("typed", "length"), [("3.6m", 3600.0), ("3600mm", 3600.0), ("3600.5mm", 3600.5)])
def test_units_after_a_number_take_no_other_tool(blank: Pen, typed: str, length: float) -> None:
    blank.click(-2000, -1500)
    blank.move(0, -1500)
    blank.type(typed)
    blank.key(Qt.Key.Key_Return)
    assert blank.editor.hand.tool_key == "wall"
    assert [wall.length for wall in blank.plan.walls] == [length]
    blank.window.chrome.actions["undo"].trigger()
    QTest.keyClick(blank.window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert [wall.length for wall in blank.plan.walls] == [length]


def test_a_door_that_was_set_is_not_told_to_be_in_its_own_way(pen: Pen) -> None:
    """Right after the click nothing is refused; a second click on the spot is, as is the hand that goes on over the door."""
    pen.take("door")
    before = len(pen.plan.openings)
    pen.click(2000, -100)
    assert len(pen.plan.openings) == before + 1
    assert pen.editor.hand.shown.refused is None
    pen.move(2150, -100)
    assert pen.editor.hand.shown.refused is not None
    pen.click(2150, -100)
    assert pen.editor.hand.shown.refused is not None and len(pen.plan.openings) == before + 1


def test_a_room_without_a_kind_becomes_what_it_is_called(pen: Pen) -> None:
    """Kitchens and baths are checked by rules of their own: a name that says one is enough; a kind once chosen stays."""
    pen.click(2000, 1500)
    pen.editor.properties.fields["room"].chosen.emit("other")  # type: ignore[union-attr]
    assert pen.plan.rooms[0].name.en == "Room"
    pen.enter("name_zh", "主卧")
    (room,) = pen.plan.rooms
    assert (room.name.zh, room.name.en, room.kind) == ("主卧", "Bedroom", "bedroom")
    pen.enter("name_zh", "厨房")
    assert pen.plan.rooms[0].kind == "bedroom"


def test_full_width_digits_are_digits(blank: Pen) -> None:
    """A Chinese keyboard that was left in full width types the same lengths."""
    blank.click(-2000, -1500)
    blank.move(0, -1500)
    for char in "４２００。５":
        for sort in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(blank.paper, QKeyEvent(sort, 0, NONE, char))
    blank.key(Qt.Key.Key_Return)
    blank.key(Qt.Key.Key_Return)
    assert [wall.length for wall in blank.plan.walls] == [4200.5]


def test_an_unfinished_plan_is_kept_like_any_design(blank: Pen) -> None:
    """Two walls are no room; the file still holds them, and 3D waits for a room."""
    window = blank.window
    blank.click(-2000, 0)
    blank.click(0, 0)
    blank.click(0, 1500)
    blank.key(Qt.Key.Key_Return)
    assert (len(blank.plan.walls), blank.plan.rooms) == (2, ())
    assert parse_design(design_bytes(window.session.design), "again").plan == blank.plan
    window.chrome.actions["perspective"].trigger()
    assert window.drawing
    assert "房间" in window.toast.text()


def test_escape_leaves_nothing(blank: Pen) -> None:
    before = blank.plan
    blank.click(-2000, 0)
    blank.click(0, 0)
    blank.key(Qt.Key.Key_Escape)
    assert blank.plan is before
    assert not blank.window.session.history.can_undo
    assert blank.editor.hand.shown.marks == ()
    blank.key(Qt.Key.Key_Escape)  # a second time puts the tool away
    assert blank.editor.hand.tool_key == "select"


def test_undo_and_redo_go_through_everything_that_was_drawn(blank: Pen) -> None:
    window, session = blank.window, blank.window.session
    empty = blank.plan
    rectangle(blank)
    room = blank.plan
    blank.take("door")
    blank.click(0, -1500)
    door = blank.plan
    assert len(door.openings) == 1
    for expected in (room, empty):
        window.chrome.actions["undo"].trigger()
        assert blank.plan == expected
    assert window.drawing and not session.history.can_undo
    for expected in (room, door):
        window.chrome.actions["redo"].trigger()
        assert blank.plan == expected


# --- doors, windows, things ------------------------------------------------------------------------------------------


def test_a_door_dropped_on_a_wall_stands_there(pen: Pen) -> None:
    pen.take("door")
    pen.click(1500, -100)
    (door,) = pen.plan.openings
    assert (door.kind, door.wall, door.width) == ("door", "w1", 1000.0)  # to the outside, an entry: domain.md 7.2
    assert door.offset + door.width / 2 - 100 == pytest.approx(1500, abs=60)  # under the pointer, to its steps


def test_a_typed_distance_places_a_window_exactly(pen: Pen) -> None:
    pen.take("window")
    pen.move(1000, -60)
    pen.type("600")  # from the corner on the left of who faces the south wall from inside: the eastern one
    (window,) = pen.plan.openings
    assert 4000 - (window.offset - 100) - window.width == pytest.approx(600.0, abs=1e-6)


@pytest.mark.parametrize("tool", [entry for entry in TOOLS if entry.kind], ids=lambda entry: entry.key)
def test_each_thing_of_the_strip_is_set_down_by_a_click(pen: Pen, tool: Any) -> None:
    pen.take(tool.key)
    pen.click(2000, 1500)
    made = [*pen.plan.obstacles, *pen.plan.services]
    assert [one.kind for one in made] == [tool.kind]
    pen.window.chrome.actions["undo"].trigger()
    assert not pen.plan.obstacles and not pen.plan.services


def test_a_click_names_a_room(pen: Pen) -> None:
    pen.take("room")
    pen.click(2000, 1500)
    assert pen.editor.hand.part == ("rooms", "kitchen")
    assert pen.editor.properties.fields["name_zh"].hasFocus()
    pen.enter("name_zh", "西厨")
    pen.enter("ceiling", "2650")
    (room,) = pen.plan.rooms
    assert (room.name.zh, room.name.en, room.ceiling) == ("西厨", "Kitchen", 2650.0)


# --- selecting, sizing, moving ---------------------------------------------------------------------------------------


def size(pen: Pen, kind: str, value: float) -> QPoint:
    """Return where the number of a size is on the paper."""
    pen.paper.repaint()
    boxes = [box for box, one in pen.editor.hand.sizes._boxes if one.kind == kind and math.isclose(one.value, value)]
    assert boxes, "the size is shown"
    return boxes[0].center().toPoint()


def test_a_size_that_is_clicked_and_typed_is_exactly_that(pen: Pen) -> None:
    pen.move(2000, 1500)  # in the room its sizes are shown
    QTest.mouseClick(pen.paper, LEFT, NONE, size(pen, "clear", 4000.0))
    field = pen.editor.hand.sizes.field
    assert field.isVisible() and field.text() == "4000"
    QTest.keyClicks(field, "4321.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    xs = [x for x, _ in pen.plan.rooms[0].outline]
    assert max(xs) - min(xs) == pytest.approx(4321.5, abs=1e-3)
    assert not field.isVisible()
    pen.window.chrome.actions["undo"].trigger()
    assert area(pen.plan.rooms[0].outline) == 12e6


def test_tab_says_which_end_of_a_size_moves(pen: Pen) -> None:
    pen.move(2000, 1500)
    QTest.mouseClick(pen.paper, LEFT, NONE, size(pen, "overall", 4400.0))
    field = pen.editor.hand.sizes.field
    QTest.keyClick(field, Qt.Key.Key_Tab)  # the west wall moves instead of the east one
    QTest.keyClicks(field, "4500")
    QTest.keyClick(field, Qt.Key.Key_Return)
    xs = [x for x, _ in pen.plan.rooms[0].outline]
    assert (min(xs), max(xs)) == (pytest.approx(-100.0), pytest.approx(4000.0))


def test_a_size_that_cannot_be_is_told_and_nothing_changes(pen: Pen) -> None:
    before = pen.plan
    pen.move(2000, 1500)
    QTest.mouseClick(pen.paper, LEFT, NONE, size(pen, "clear", 4000.0))
    field = pen.editor.hand.sizes.field
    for text in ("abc", "0", "99999999"):
        field.selectAll()
        QTest.keyClicks(field, text)
        pen.window.toast.hide()
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert pen.window.toast.isVisible()
        assert pen.plan is before
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible() and pen.plan is before


def test_a_wall_is_dragged_and_its_neighbours_follow(pen: Pen) -> None:
    pen.drag(4100, 1500, (4600, 1500))
    (room,) = pen.plan.rooms
    xs, ys = zip(*room.outline, strict=True)
    assert max(xs) == pytest.approx(4500, abs=30)
    assert (min(xs), min(ys), max(ys)) == (0.0, 0.0, 3000.0)
    assert len(pen.window.session.history.past) == 1


def test_the_properties_of_a_wall_can_be_typed(pen: Pen) -> None:
    pen.click(4100, 1500)
    assert pen.editor.hand.part == ("walls", "w2")
    pen.enter("thickness", "120")
    pen.enter("height", "2750")
    wall = next(one for one in pen.plan.walls if one.id == "w2")
    assert (wall.thickness, wall.height) == (120.0, 2750.0)
    before = pen.plan
    pen.enter("thickness", "5000")  # no wall is: the field shows the old number again
    assert pen.plan is before and pen.field("thickness").text() == "120"


def test_delete_takes_the_selected_out(pen: Pen) -> None:
    pen.take("door")
    pen.click(1500, -100)
    pen.take("select")
    pen.click(1500, -100)
    action = pen.window.chrome.actions["delete"]
    assert action.isEnabled()
    action.trigger()
    assert pen.plan.openings == ()
    assert not action.isEnabled()


def test_the_last_room_cannot_go_while_cabinets_stand_in_it(pen: Pen) -> None:
    stand(pen.window.session, "base_doors-600", 500.0)
    before = pen.plan
    pen.click(4100, 1500)
    pen.key(Qt.Key.Key_Delete)
    assert pen.plan is before


# --- the window around it --------------------------------------------------------------------------------------------


def test_3d_and_findings_follow_the_plan(pen: Pen) -> None:
    """A cabinet of 600 at the east end of the north wall stands in the wall once that wall has moved in."""
    window, session = pen.window, pen.window.session
    unit = stand(session, "base_doors-600", 3400.0)
    assert not [one for one in session.findings if one.level == "error"]
    pen.drag(4100, 1500, (3700, 1500))
    assert any(unit in one.units and one.level == "error" for one in session.findings)
    window.chrome.actions["perspective"].trigger()
    assert window.at_work
    frames = window.viewport.frames
    window.viewport.repaint()
    assert window.viewport.frames > frames
    window.chrome.actions["undo"].trigger()
    assert window.at_work and not [one for one in session.findings if one.level == "error"]


def test_keys_of_the_tools_and_of_the_window_do_not_get_in_each_others_way(pen: Pen) -> None:
    for entry in TOOLS:
        if entry.shortcut:
            pen.take("select")
            QTest.keyClicks(pen.paper, entry.shortcut.lower())
            assert pen.editor.hand.tool_key == entry.key
    pen.take("wall")
    pen.click(500, 500)
    pen.move(1500, 500)
    QTest.keyClicks(pen.paper, "1234")  # lengths, not views
    assert pen.window.drawing
    assert any(reading.typing == "1234" for reading in pen.editor.hand.shown.readings)
    pen.key(Qt.Key.Key_Escape)


def test_panning_and_zooming_change_no_plan_and_keep_the_point_under_the_pointer(pen: Pen) -> None:
    before, paper = pen.plan, pen.paper
    at = QPointF(paper.width() * 0.3, paper.height() * 0.4)
    point = paper.at(at)
    paper.zoom(2.0, at)
    assert paper.at(at) == pytest.approx(point, abs=1e-6)
    spot = at.toPoint()
    QTest.mousePress(paper, Qt.MouseButton.MiddleButton, NONE, spot)
    QTest.mouseMove(paper, spot + QPoint(60, 25))
    QTest.mouseRelease(paper, Qt.MouseButton.MiddleButton, NONE, spot + QPoint(60, 25))
    moved = QPointF(spot + QPoint(60, 25))
    assert math.dist(paper.at(moved), point) < 2.0 / paper.sight.scale
    assert pen.plan is before


def test_no_word_of_the_editor_stays_in_the_other_language(pen: Pen) -> None:
    from tests.ui.test_words_of_the_window import HAN, texts

    pen.click(4100, 1500)
    for choice in (None, "wall", "room"):
        if choice:
            pen.take(choice)
        pen.window.session.set_language("en")
        QTest.qWait(1)
        shown = texts(pen.window)
        left = {where for where, text in shown.items() if HAN.search(text) and text != "中文"}
        assert not {where for where in left if "toast" not in where}
        pen.window.session.set_language("zh")


def test_a_drawn_plan_is_begun_on_the_first_page(bench: MainWindow) -> None:
    bench.session.saved = None
    pressed = answer("不保存")
    bench.chooser.draw.click()
    QTest.qWait(1)
    assert pressed or not bench.session.dirty
    assert bench.drawing and bench.editor.hand.tool_key == "wall"
    assert bench.session.design is not None and bench.session.design.plan.walls == ()
