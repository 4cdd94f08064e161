"""Real mouse and key events in the picture: place, drag, type, select, turn the view."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.annotations import hint
from app.ui.main_window import MainWindow
from tests.ui.doing import on_picture, stand

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier


class Spot(NamedTuple):
    """Where a card is: the widget that takes the mouse, and the middle of the card in it."""

    widget: QWidget
    at: QPoint


def card(window: MainWindow, sample: str) -> Spot:
    library = window.library
    library.search.setText(sample)
    library.refresh()
    index = library.model.find(sample)
    assert index.isValid()
    library.cards.scrollTo(index)
    return Spot(library.cards.viewport(), library.cards.visualRect(index).center())


def pick(qtbot: Any, spot: Spot) -> None:
    qtbot.mouseClick(spot.widget, LEFT, NONE, spot.at)


def on_wall(window: MainWindow, x: float) -> QPoint:
    """A point on the floor, 300 mm before the north wall."""
    return on_picture(window, x, 2700.0)


def test_click_a_sample_then_click_places_until_escape(bench: MainWindow, qtbot: Any) -> None:
    session, view = bench.session, bench.viewport
    pick(qtbot, card(bench, "base_doors-600"))
    assert session.placing == "base_doors-600"
    for x in (1000.0, 2600.0):
        QTest.mouseMove(view, on_wall(bench, x))
        qtbot.waitUntil(lambda: session.preview is not None and bool(session.preview.moving))
        qtbot.mouseClick(view, LEFT, NONE, on_wall(bench, x))
    assert [unit.sample for unit in session.design.units] == ["base_doors-600"] * 2
    assert all(unit.frame.y == 3000.0 for unit in session.design.units)  # backs on the wall
    assert session.placing == "base_doors-600"
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert session.tool is None
    assert len(session.history.past) == 2  # one step each


def test_press_on_a_card_and_let_go_in_the_room_places_one(bench: MainWindow, qtbot: Any) -> None:
    session, view, (sample, at) = bench.session, bench.viewport, card(bench, "base_doors-600")
    qtbot.mousePress(sample, LEFT, NONE, at)
    for point in (on_wall(bench, 1500.0), on_wall(bench, 2000.0)):
        QTest.mouseMove(sample, sample.mapFromGlobal(view.mapToGlobal(point)))
    qtbot.waitUntil(lambda: session.preview is not None)
    qtbot.mouseRelease(sample, LEFT, NONE, sample.mapFromGlobal(view.mapToGlobal(on_wall(bench, 2000.0))))
    assert len(session.design.units) == 1
    assert session.tool is None
    assert session.selection == (session.design.units[0].id,)


def test_let_go_outside_the_picture_places_nothing(bench: MainWindow, qtbot: Any) -> None:
    sample, at = card(bench, "base_doors-600")
    qtbot.mousePress(sample, LEFT, NONE, at)
    QTest.mouseMove(sample, at + QPoint(20, 30))
    qtbot.mouseRelease(sample, LEFT, NONE, at + QPoint(20, 30))
    assert bench.session.design.units == ()
    assert bench.session.tool is None


def test_a_typed_offset_is_exact(bench: MainWindow, qtbot: Any) -> None:
    session, view = bench.session, bench.viewport
    pick(qtbot, card(bench, "base_doors-600"))
    QTest.mouseMove(view, on_wall(bench, 2000.0))
    qtbot.waitUntil(lambda: session.preview is not None)
    for key in "1234":  # 1, 2 and 3 are the views' keys, but not with a sample in hand
        qtbot.keyClick(view, key)
    assert view.mode == "perspective"
    assert any(d.typing == "1234" for d in session.preview.dimensions)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert session.design.units[0].frame.x == pytest.approx(1234.0, abs=0.001)


def test_drag_moves_a_unit_and_is_one_step(bench: MainWindow, qtbot: Any) -> None:
    session, view = bench.session, bench.viewport
    unit = stand(session, "base_doors-600", 400.0)
    steps = len(session.history.past)
    start, end = on_picture(bench, 700.0, 2430.0, 500.0), on_picture(bench, 2200.0, 2430.0, 500.0)
    qtbot.mousePress(view, LEFT, NONE, start)
    for share in (0.3, 0.6, 1.0):
        QTest.mouseMove(view, start + (end - start) * share)
        qtbot.wait(5)
    assert session.preview is not None
    assert session.design.units[0].frame.x == 400.0  # the document waits for the release
    qtbot.mouseRelease(view, LEFT, NONE, end)
    frame = session.design.unit(unit).frame
    assert 1600.0 < frame.x < 2200.0
    assert frame.y == 3000.0
    assert len(session.history.past) == steps + 1
    session.undo()
    assert session.design.unit(unit).frame.x == 400.0


def test_escape_during_a_drag_leaves_no_trace(bench: MainWindow, qtbot: Any) -> None:
    session, view = bench.session, bench.viewport
    stand(session, "base_doors-600", 400.0)
    before, steps = session.design, len(session.history.past)
    start = on_picture(bench, 700.0, 2430.0, 500.0)
    qtbot.mousePress(view, LEFT, NONE, start)
    QTest.mouseMove(view, start + QPoint(60, 0))
    qtbot.waitUntil(lambda: session.tool is not None)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view, LEFT, NONE, start + QPoint(60, 0))
    assert session.design is before
    assert len(session.history.past) == steps
    assert session.preview is None


def test_click_selects_control_adds_and_empty_ground_lets_go(bench: MainWindow, qtbot: Any) -> None:
    session, view = bench.session, bench.viewport
    one, two = stand(session, "base_doors-600", 300.0), stand(session, "base_doors-600", 1800.0)
    session.select(())
    qtbot.mouseClick(view, LEFT, NONE, on_picture(bench, 600.0, 2430.0, 500.0))
    assert session.selection == (one,)
    qtbot.mouseClick(view, LEFT, Qt.KeyboardModifier.ControlModifier, on_picture(bench, 2100.0, 2430.0, 500.0))
    assert session.selection == (one, two)
    qtbot.mouseClick(view, LEFT, NONE, on_picture(bench, 2000.0, 1000.0))
    assert session.selection == ()


def test_arrow_keys_nudge_along_the_wall(bench: MainWindow, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    session = bench.session
    unit = stand(session, "base_doors-600", 400.0)
    session.select((unit,))
    bench.viewport.look("plan")
    qtbot.keyClick(bench.viewport, Qt.Key.Key_Right)
    qtbot.keyClick(bench.viewport, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(bench.viewport, Qt.Key.Key_Down)
    frame = session.design.unit(unit).frame
    assert (frame.x, frame.y) == (411.0, 2999.0)
    session.undo()  # three nudges in a row are one step
    assert session.design.unit(unit).frame.x == 400.0
    assert session.selection == (unit,)
    monkeypatch.setattr("app.ui.session.NUDGE_PAUSE", 0.0)
    qtbot.keyClick(bench.viewport, Qt.Key.Key_Right)
    qtbot.keyClick(bench.viewport, Qt.Key.Key_Right)
    session.undo()
    assert session.design.unit(unit).frame.x == 401.0


def test_right_drag_turns_shift_pans_wheel_zooms_to_the_mouse(bench: MainWindow, qtbot: Any) -> None:
    view, middle = bench.viewport, bench.viewport.rect().center()
    before = view.camera
    qtbot.mousePress(view, RIGHT, NONE, middle)
    QTest.mouseMove(view, middle + QPoint(80, 20))
    qtbot.mouseRelease(view, RIGHT, NONE, middle + QPoint(80, 20))
    turned = view.camera
    assert turned.eye != before.eye
    assert turned.distance == pytest.approx(before.distance)
    corner = QPointF(on_picture(bench, 500.0, 500.0))
    ground = view.floor(corner)
    event = QWheelEvent(
        corner,
        view.mapToGlobal(corner),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)
    assert view.camera.distance < turned.distance
    assert view.floor(corner) == pytest.approx(ground, abs=1.0)


def test_double_click_on_the_floor_shows_that_room_and_again_all(bench: MainWindow, qtbot: Any) -> None:
    view = bench.viewport
    qtbot.mouseDClick(view, LEFT, NONE, on_picture(bench, 2000.0, 1000.0))
    assert view.room == "kitchen"
    assert view.rooms.buttons["kitchen"].isChecked()
    qtbot.mouseClick(view.rooms.buttons[""], LEFT)
    assert view.room == ""


def test_a_drag_costs_no_full_frame_a_move(bench: MainWindow, qtbot: Any) -> None:
    session, view = bench.session, bench.viewport
    stand(session, "base_doors-600", 400.0)
    start = on_picture(bench, 700.0, 2430.0, 500.0)
    qtbot.mousePress(view, LEFT, NONE, start)
    QTest.mouseMove(view, start + QPoint(40, 0))
    view.repaint()
    begun: list[object] = []
    layer = view._drag
    assert layer is not None
    begin = layer.begin
    layer.begin = lambda keys: begun.append(keys) or begin(keys)  # type: ignore[method-assign]
    for step in range(1, 6):
        QTest.mouseMove(view, start + QPoint(40 + 8 * step, 0))
        view.repaint()
    qtbot.mouseRelease(view, LEFT, NONE, start + QPoint(80, 0))
    assert len(begun) <= 1


def test_s_switches_snapping_with_a_sample_in_hand(bench: MainWindow, qtbot: Any) -> None:
    session, view = bench.session, bench.viewport
    pick(qtbot, card(bench, "base_doors-600"))
    qtbot.keyClick(view, Qt.Key.Key_S)
    assert not session.snapping
    assert not bench.chrome.actions["snapping"].isChecked()
    assert session.tool is not None
    QTest.mouseMove(view, on_wall(bench, 2000.0))
    qtbot.waitUntil(lambda: session.preview is not None and bool(session.preview.moving))
    assert session.preview.design.units[0].frame.y != 3000.0  # not drawn to the wall
    qtbot.keyClick(view, Qt.Key.Key_S)
    assert session.snapping


def test_a_shelf_from_the_library_goes_into_the_opening_it_is_let_go_over(bench: MainWindow, qtbot: Any) -> None:
    session, view = bench.session, bench.viewport
    unit = stand(session, "bookcase-600x900", 500.0)
    sample, at = card(bench, "shelf")
    over = on_picture(bench, 800.0, 2700.0, 500.0)
    qtbot.mousePress(sample, LEFT, NONE, at)
    for point in (over - QPoint(20, 0), over):
        QTest.mouseMove(sample, sample.mapFromGlobal(view.mapToGlobal(point)))
    qtbot.waitUntil(lambda: session.preview is not None and session.preview.moving == (unit,))
    marks = view._marks()
    assert (marks.selected, marks.ghosts) == (
        set(),
        set(),
    )  # the bookcase stands there already and shows its own colours
    assert hint(session)[0] == session.say("ui.hint.insert")
    qtbot.mouseRelease(sample, LEFT, NONE, sample.mapFromGlobal(view.mapToGlobal(over)))
    assert [insert.sample for insert in session.design.unit(unit).inserts] == ["shelf"]
    assert session.selection == (unit,)
