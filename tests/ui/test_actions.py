"""Each action of the menus does what it says, and is grey where it could do nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from app.design.files import read_design
from app.ui import main_window
from app.ui.actions import ACTIONS
from app.ui.main_window import MainWindow
from tests.ui.doing import answer, stand


def act(window: MainWindow, key: str) -> None:
    action = window.chrome.actions[key]
    assert action.isEnabled(), key
    action.trigger()


def test_before_a_plan_is_chosen_only_what_makes_sense_can_be_done(window: MainWindow) -> None:
    able = {action.key for action in ACTIONS if window.chrome.actions[action.key].isEnabled()}
    assert able == {"new", "open", "import", "find_flat", "quit", "orders", "shortcuts", "about"}
    assert window.pages.currentWidget() is window.chooser


def test_copy_turn_delete_undo_redo(bench: MainWindow) -> None:
    session = bench.session
    session.select((stand(session, "base_doors-600", 500.0),))
    act(bench, "copy")
    first, second = session.design.units
    assert session.selection == (second.id,)
    assert (second.frame.x - first.frame.x, second.frame.y) == (600.0, first.frame.y)  # side to side, no gap
    act(bench, "turn")
    assert session.design.units[1].frame.turn == 90.0
    act(bench, "delete")
    assert [unit.id for unit in session.design.units] == [first.id]
    assert session.selection == ()
    for _ in range(3):
        act(bench, "undo")
    assert session.design.units == (first,)
    act(bench, "redo")
    assert len(session.design.units) == 2
    assert "复制" in bench.chrome.actions["undo"].text()


def test_select_all_and_nothing(bench: MainWindow) -> None:
    ids = {stand(bench.session, "base_doors-600", 0.0), stand(bench.session, "base_doors-450", 1000.0)}
    act(bench, "select_all")
    assert set(bench.session.selection) == ids
    act(bench, "deselect")
    assert bench.session.selection == ()


def test_the_three_views_and_fit_move_the_camera(bench: MainWindow) -> None:
    view = bench.viewport
    seen = [view.camera]
    for key in ("plan", "elevation", "elevation", "perspective"):
        act(bench, key)
        assert view.camera not in seen[-1:]
        assert view.mode == key
        assert bench.chrome.views[key].isChecked()
        seen.append(view.camera)
    assert seen[1].parallel_scale is not None
    assert seen[4].parallel_scale is None
    bench.session.select((stand(bench.session, "base_doors-600", 0.0),))
    act(bench, "fit")
    assert view.camera != seen[4]


def test_snapping_is_a_switch_that_tools_obey(bench: MainWindow) -> None:
    assert bench.viewport.pointer(bench.viewport.rect().center().toPointF()).snap
    act(bench, "snapping")
    assert not bench.chrome.actions["snapping"].isChecked()
    assert not bench.viewport.pointer(bench.viewport.rect().center().toPointF()).snap


def test_save_as_then_save_then_open(bench: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session, path = bench.session, tmp_path / "home.json"
    stand(session, "base_doors-600", 0.0)
    assert bench.windowTitle().startswith("*")
    monkeypatch.setattr(main_window, "ask_for_file", lambda *a, saving: path if saving else None)
    act(bench, "save")
    assert read_design(path) == session.design
    assert not bench.windowTitle().startswith("*")
    assert not bench.chrome.actions["save"].isEnabled()
    stand(session, "base_doors-450", 1000.0)
    act(bench, "save")
    assert len(read_design(path).units) == 2
    session.undo()
    monkeypatch.setattr(main_window, "ask_for_file", lambda *a: path)
    seen = answer("不保存")
    act(bench, "open")
    assert seen[0] == "unsaved"
    assert len(session.design.units) == 2
    assert session.preferences.recent[0] == str(path)
    assert [a.text() for a in bench.chrome.recent.actions()] == ["home.json"]


def test_a_broken_design_is_told_and_the_open_one_stays(bench: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    before = bench.session.design
    bench.open_path(tmp_path / "bad.json")
    assert bench.session.design is before
    assert bench.toast.isVisible()
    assert "bad.json" in bench.toast.text()


def test_cancelling_the_unsaved_question_keeps_the_design(bench: MainWindow, one_room: Any) -> None:
    stand(bench.session, "base_doors-600", 0.0)
    before = bench.session.design
    seen = answer("取消")
    bench.begin(one_room)
    assert seen
    assert bench.session.design is before


@pytest.mark.parametrize(
    ("key", "name"), [("shortcuts", "shortcuts"), ("about", "about"), ("orders", "orders"), ("export", "exportDialog")]
)
def test_dialogs_open(bench: MainWindow, key: str, name: str) -> None:
    stand(bench.session, "base_doors-600", 0.0)
    act(bench, key)
    dialog = bench.findChild(QDialog, name)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()


def test_new_shows_the_house_types_and_back(bench: MainWindow, qtbot: Any) -> None:
    act(bench, "new")
    assert not bench.at_work
    assert not bench.chrome.actions["plan"].isEnabled()
    qtbot.mouseClick(bench.chooser.back, Qt.MouseButton.LeftButton)
    assert bench.at_work


def test_shortcuts_reach_the_actions(bench: MainWindow, qtbot: Any) -> None:
    bench.activateWindow()
    qtbot.waitUntil(bench.isActiveWindow)
    bench.session.select((stand(bench.session, "base_doors-600", 500.0),))
    qtbot.keyClick(bench.viewport, Qt.Key.Key_R)
    assert bench.session.design.units[0].frame.turn == 90.0
    qtbot.keyClick(bench.viewport, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bench.session.design.units[0].frame.turn == 0.0
    qtbot.keyClick(bench.viewport, Qt.Key.Key_2)
    assert bench.viewport.mode == "plan"
    qtbot.keyClick(bench.viewport, Qt.Key.Key_Delete)
    assert bench.session.design.units == ()


def test_a_copy_goes_to_the_left_where_only_that_fits(bench: MainWindow) -> None:
    session = bench.session
    session.select((stand(session, "base_doors-600", 3400.0),))  # its right side is at the east wall, x = 4000
    act(bench, "copy")
    assert [unit.frame.x for unit in session.design.units] == [3400.0, 2800.0]
    assert not [finding for finding in session.findings if finding.level == "error"]
