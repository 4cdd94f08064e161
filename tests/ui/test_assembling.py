"""A wardrobe put together in the window: its inside as a tree, locks, the selected insert, one step of undo for each gesture."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolButton

from app.ui.annotations import spaces_shown
from app.ui.fields import NumberField
from app.ui.inside import Inside, InsideRow
from app.ui.main_window import MainWindow
from tests.ui.doing import on_picture, stand
from tests.ui.test_hand import card
from tests.ui.test_panels import field, type_into

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def frame(bench: MainWindow) -> str:
    """An empty wardrobe frame, selected."""
    unit = stand(bench.session, "wardrobe_frame", 800.0)
    bench.session.select((unit,))
    return unit


def widget(window: MainWindow, kind: type[Any], name: str) -> Any:
    found = [one for one in window.inspector.area.widget().findChildren(kind, name)]
    assert len(found) == 1, name
    return found[0]


def inserts(window: MainWindow) -> list[tuple[str, str]]:
    return [(one.sample, one.opening) for one in window.session.design.units[0].inserts]


def test_an_insert_that_is_added_is_selected_and_shows_its_values(bench: MainWindow, frame: str) -> None:
    session = bench.session
    session.add_insert("divider_insert", "main")
    assert session.insert == "i1"
    assert field(bench, "bays", part="insert:i1").text() == "2"
    assert widget(bench, InsideRow, "insert:i1").name == session.name(session.catalog.sample("divider_insert").name)
    widget(bench, InsideRow, "insert:i1").pressed()
    assert session.insert == ""
    assert not bench.inspector.area.widget().findChildren(NumberField, "insert:i1:bays")
    widget(bench, InsideRow, "insert:i1").pressed()
    assert session.insert == "i1"
    session.undo()
    assert session.insert == "" and inserts(bench) == []


def test_an_insert_is_called_by_its_sample_while_it_is_as_that_says(bench: MainWindow, frame: str) -> None:
    session = bench.session
    sample = next(
        s for s in session.catalog.samples if s.family == "divider_insert" and dict(s.values).get("bays") == 2
    )
    session.add_insert(sample.id, "main")
    assert widget(bench, InsideRow, "insert:i1").name == session.name(sample.name)
    session.set_insert_value("i1", "bays", 3)
    assert widget(bench, InsideRow, "insert:i1").name == "中立板分隔"


def test_bays_are_locked_by_a_number_or_a_click_and_the_rest_share_exactly(
    bench: MainWindow, qtbot: Any, frame: str
) -> None:
    session = bench.session
    session.add_insert("divider_insert", "main")
    type_into(qtbot, field(bench, "bays", part="insert:i1"), "3")
    width = session.placed(frame).component.body.size[0]

    def bays() -> list[float]:
        return [float(field(bench, f"bay_{n}", part="insert:i1").text()) for n in (1, 2, 3)]

    assert sum(bays()) + 4 * 18 == width  # two sides and two uprights of 18
    steps = len(session.history.past)
    type_into(qtbot, field(bench, "bay_1", part="insert:i1"), "700")
    assert bays()[0] == 700 and sum(bays()) + 4 * 18 == width
    assert dict(session.design.unit(frame).inserts[0].values) == {"bays": 3, "bay_1": 700}
    assert len(session.history.past) == steps + 1
    session.set_value("width", 2000.0)
    assert bays()[0] == 700 and sum(bays()) + 4 * 18 == 2000  # the locked bay keeps its width
    lock = widget(bench, QToolButton, "lock:bay_2")
    assert lock.toolTip() == session.say("ui.inspector.free")
    second = bays()[1]
    qtbot.mouseClick(lock, LEFT)
    assert dict(session.design.unit(frame).inserts[0].values)["bay_2"] == second
    qtbot.mouseClick(widget(bench, QToolButton, "lock:bay_1"), LEFT)
    assert "bay_1" not in dict(session.design.unit(frame).inserts[0].values)


def test_a_menu_offers_what_fits_and_says_why_the_rest_does_not(bench: MainWindow, frame: str) -> None:
    session = bench.session
    inside = bench.inspector.findChild(Inside)
    menu = QMenu()
    opening = session.placed(frame).component.openings[0]
    inside.offer(menu, opening)
    offered = {
        session.catalog.sample(a.objectName().removeprefix("offer:")).family: a for a in menu.actions() if a.text()
    }
    assert offered["divider_insert"].isEnabled()
    assert not offered["doors_insert"].isEnabled()  # too wide for two doors
    assert "立板" in offered["doors_insert"].toolTip()
    offered["divider_insert"].trigger()
    assert [opening for _, opening in inserts(bench)] == ["main"]


def test_taking_an_insert_out_takes_what_stands_in_its_openings(bench: MainWindow, qtbot: Any, frame: str) -> None:
    session = bench.session
    for sample, opening in (("divider_insert", "main"), ("rod_insert", "i1.bay_1"), ("doors_insert", "i1.bay_2")):
        session.add_insert(sample, opening)
    assert len(inserts(bench)) == 3
    session.select_insert(frame, "i2")
    bench.chrome.actions["delete"].trigger()
    assert [sample for sample, _ in inserts(bench)] == ["divider_insert", "doors_insert"]
    assert len(session.design.units) == 1  # the unit itself stays
    session.undo()
    qtbot.mouseClick(widget(bench, QToolButton, "removeInsert:i1"), LEFT)
    assert inserts(bench) == []
    session.undo()
    assert len(inserts(bench)) == 3


def test_escape_lets_go_of_the_insert_first(bench: MainWindow, frame: str) -> None:
    session = bench.session
    session.add_insert("divider_insert", "main")
    bench.chrome.actions["deselect"].trigger()
    assert (session.insert, session.selection) == ("", (frame,))
    bench.chrome.actions["deselect"].trigger()
    assert session.selection == ()


def test_a_double_click_selects_the_insert_that_is_seen(bench: MainWindow, qtbot: Any, frame: str) -> None:
    session, view = bench.session, bench.viewport
    session.add_insert("divider_insert", "main")
    session.add_insert("drawers_insert", "i1.bay_1")
    session.select(())
    view.show_room("kitchen")
    view.repaint()
    drawer = next(p for p in session.placed(frame).component.panels if p.id.startswith("i2.") and p.role == "drw_face")
    x, y, z = session.placed(frame).frame.out(drawer.pose.out((drawer.length / 2, drawer.width / 2, 0.0)))
    qtbot.mouseDClick(view, LEFT, NONE, on_picture(bench, x, y, z))
    assert (session.selection, session.insert) == ((frame,), "i2")
    assert [(space.opening, space.state) for space in spaces_shown(session)] == [("i1.bay_1", "chosen")]


def test_a_line_under_the_mouse_shows_its_opening_in_the_picture(bench: MainWindow, qtbot: Any, frame: str) -> None:
    session = bench.session
    row = widget(bench, InsideRow, "space:main")
    row.enterEvent(None)
    assert [(space.opening, space.state) for space in spaces_shown(session)] == [("main", "aimed")]
    bench.viewport.repaint()
    row.leaveEvent(None)
    assert spaces_shown(session) == []


def test_an_insert_dragged_over_the_frame_is_one_step_and_selected(bench: MainWindow, qtbot: Any, frame: str) -> None:
    session, view = bench.session, bench.viewport
    sample = next((s.id for s in session.catalog.samples if s.family == "divider_insert"), "divider_insert")
    spot = card(bench, sample)
    placed = session.placed(frame)
    middle = placed.frame.out((800.0, 0.0, 1200.0))
    target = on_picture(bench, *middle)
    steps = len(session.history.past)
    qtbot.mousePress(spot.widget, LEFT, NONE, spot.at)
    for point in (target + QPoint(30, 0), target):
        QTest.mouseMove(spot.widget, spot.widget.mapFromGlobal(view.mapToGlobal(point)))
    assert any(space.state == "aimed" for space in session.preview.spaces)
    view.repaint()
    qtbot.mouseRelease(spot.widget, LEFT, NONE, spot.widget.mapFromGlobal(view.mapToGlobal(target)))
    assert len(inserts(bench)) == 1
    assert (session.selection, session.insert) == ((frame,), "i1")
    assert len(session.history.past) == steps + 1
