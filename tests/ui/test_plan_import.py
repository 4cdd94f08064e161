"""Drawings from elsewhere in the window: what is shown, asked, changed, handed on; reading neither holds the window up nor outlives it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QRadioButton

import main
from app.plans.dxf.offices import known_office
from app.plans.importing import Choices, Imported, Option, Question
from app.plans.plan import Plan
from app.plans.underlay import Line, Note, Underlay
from app.ui import import_dialog
from app.ui.import_dialog import ImportDialog
from app.ui.main_window import MainWindow
from app.ui.plan_doors import begin_imported, drawing_files, is_drawing
from app.ui.plan_import.drawing import DrawnUnderlay
from app.ui.plan_import.layers import SORT, layer_map
from app.ui.sheet import Sheet, Sight
from app.words import message

LAYERS = {"WALL": "walls", "D[1]*": "doors", "X": "", "SOFA": "ignore"}
LINES = (
    Line("walls", "WALL", ((-200.0, -200.0), (4200.0, -200.0), (4200.0, 3200.0), (-200.0, 3200.0)), True),
    Line("doors", "D[1]*", ((1000.0, 0.0), (1900.0, 0.0))),
    Line("", "X", ((500.0, 500.0), (500.0, 2500.0))),
    Line("ignore", "SOFA", ((3000.0, 500.0), (3800.0, 500.0))),
)
ASKED = Question(
    "units",
    message("ui.import.units"),
    (Option("mm", message("ui.import.unit.mm")), Option("m", message("ui.import.unit.m"))),
)


def slow(path: Path, choices: Choices, language: str, tell: Any) -> Imported:
    """Read for ever, as a file may that was made to."""
    tell("plans.import_reading", 0.25)
    path.with_suffix(".pid").write_text(str(os.getpid()), encoding="utf-8")
    while True:
        time.sleep(0.05)


@pytest.fixture
def dialog(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ImportDialog]:
    """The dialog over a file that nobody reads; `_show` gives it what a reader would."""
    monkeypatch.setattr(ImportDialog, "read", lambda self: self._set_busy(True))
    made = ImportDialog(window.session, tmp_path / "plan.dxf", window)
    made.show()
    yield made
    made.reject()


def imported(plan: Plan | None, *questions: Question) -> Imported:
    return Imported(
        plan, Underlay(LINES, (Note("TEXT", "厨房", (2000.0, 1500.0)),)), questions, {**LAYERS, "TEXT": "text"}
    )


def test_all_formats_can_be_opened(window: MainWindow) -> None:
    patterns = drawing_files(window.session)
    assert all(f"*{suffix}" in patterns for suffix in (".dxf", ".ifc", ".sh3d", ".xml", ".json", ".DXF"))


def test_a_drawing_that_is_opened_as_a_design_is_imported(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has to know which of two buttons a file is for; nothing is asked of the open design before."""
    read: list[Path] = []
    monkeypatch.setattr(ImportDialog, "read", lambda self: read.append(self.path))
    monkeypatch.setattr(window, "let_go", lambda: pytest.fail("asked to save"))
    window.open_path(tmp_path / "Flat.DXF")
    assert read == [tmp_path / "Flat.DXF"]
    window.findChild(ImportDialog).reject()
    assert not is_drawing(Path("home.json"))


def test_the_drawing_is_told_apart_with_counts_and_each_sort_can_be_hidden(
    dialog: ImportDialog, one_room: Plan
) -> None:
    dialog._show(imported(one_room))
    drawing = dialog.views.drawing
    assert drawing is not None
    assert dict(drawing.counts) == {"walls": 1, "doors": 1, "": 1, "ignore": 1, "text": 1}
    picture = dialog.views.left.grab().toImage()
    dialog.views.show_mode("drawing")
    chip = dialog.views.legend.findChild(import_dialog.QPushButton, "sort:unknown")
    assert "1" in chip.text()
    chip.click()
    assert drawing.hidden == {""}
    assert dialog.views.left.grab().toImage() != picture


def test_rooms_have_their_areas_and_doubts_are_a_list(dialog: ImportDialog, one_room: Plan) -> None:
    dialog._show(imported(replace(one_room, doubts=("一", "二"))))
    assert dialog.rooms.item(0, 2).text() == "12 m²"  # 4 m by 3 m
    assert dialog.doubts.sentences == ("一", "二")
    assert dialog.side.tabs["doubts"].text().endswith("2")


def test_an_open_question_has_to_be_answered_before_anything_begins(
    dialog: ImportDialog, one_room: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog._show(imported(None, ASKED))
    buttons = (dialog.ok, dialog.mend, dialog.keep)
    assert not any(button.isEnabled() for button in buttons)
    assert dialog.why.text()
    read: list[Choices] = []
    monkeypatch.setattr(ImportDialog, "read", lambda self: read.append(self.choices))
    dialog.questions.findChild(QRadioButton, "option:units:m").click()
    assert [choices.units for choices in read] == ["m"]
    dialog._show(imported(one_room))  # the reader asks no more
    assert all(button.isEnabled() for button in buttons)
    assert (
        dialog.questions.findChild(QComboBox, "options:units").currentData() == "m"
    )  # it can still be answered otherwise


def test_a_question_with_an_answer_taken_meanwhile_holds_nothing_up(dialog: ImportDialog, one_room: Plan) -> None:
    dialog._show(imported(one_room, replace(ASKED, chosen="mm")))
    assert dialog.ok.isEnabled()
    assert dialog.questions.findChild(QComboBox, "options:units").currentData() == "mm"


def test_layers_light_up_change_and_are_read_again(
    dialog: ImportDialog, one_room: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog._show(imported(one_room))
    layers, drawing = dialog.layers, dialog.views.drawing
    assert drawing is not None
    assert layers.name(0) == "X"  # what was not understood comes first
    layers._light(0)
    assert drawing.lit == ("X",)
    assert not layers.again.isEnabled()
    layers.choose(0, "walls")
    assert layers.again.isEnabled()
    read: list[Choices] = []
    monkeypatch.setattr(ImportDialog, "read", lambda self: read.append(self.choices))
    layers.again.click()
    assert read[0].layers is not None
    assert sorted(read[0].layers["walls"]) == ["WALL", "X"]


def test_the_list_of_sorts_takes_all_chosen_rows(dialog: ImportDialog, one_room: Plan, qtbot: Any) -> None:
    dialog._show(imported(one_room))
    dialog.side.show_page("layers")
    table = dialog.layers.table
    table.selectAll()
    table.openPersistentEditor(table.item(0, SORT))
    editor = table.viewport().findChild(QComboBox)
    editor.setCurrentIndex(editor.findData("columns"))
    editor.activated.emit(editor.currentIndex())
    assert set(dialog.layers.sorts.values()) == {"columns"}


def test_a_layer_map_means_just_the_layers_it_names() -> None:
    patterns = layer_map(LAYERS)
    assert fnmatchcase("D[1]*", patterns["doors"][0])
    assert not fnmatchcase("D1x", patterns["doors"][0])
    assert patterns["rooms"] == ()
    assert "" not in patterns


def test_an_office_is_remembered(dialog: ImportDialog, one_room: Plan) -> None:
    layers = {"A-QT": "walls", "A-MEN": "doors", "A-CH": "windows", "A-JJ": "ignore"}
    dialog._show(Imported(one_room, Underlay(LINES), (), layers))
    dialog.layers.office.setText("三联设计")
    dialog.layers.remember.click()
    office, _ = known_office(main.offices(), layers)
    assert office is not None
    assert (office.name, office.sorts["a-qt"]) == ("三联设计", "walls")
    assert dialog.layers.office.text() == ""


def test_a_click_on_a_line_finds_its_layer(dialog: ImportDialog, one_room: Plan) -> None:
    drawn = DrawnUnderlay(Underlay(LINES), LAYERS)
    assert drawn.layer_at((502.0, 1500.0), 10.0) == "X"
    assert drawn.layer_at((2000.0, -195.0), 10.0) == "WALL"
    assert drawn.layer_at((2000.0, 1500.0), 10.0) is None
    assert drawn.layer_at((-198.0, 1000.0), 10.0) == "WALL"  # the closing side


def test_cancel_ends_the_reading_process_at_once_and_the_window_lives_meanwhile(
    window: MainWindow, tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_dialog, "import_to_show", slow)
    turns = []
    alive = QTimer()
    alive.timeout.connect(lambda: turns.append(time.monotonic()))
    alive.start(10)
    dialog = ImportDialog(window.session, tmp_path / "endless.dxf", window)
    dialog.show()
    qtbot.waitUntil(lambda: (tmp_path / "endless.pid").exists() and dialog.progress.value() == 250, timeout=30_000)
    before = len(turns)
    QTest.qWait(200)
    assert len(turns) - before > 5
    assert dialog.step.text() == window.session.say("plans.import_reading")
    process = dialog._work._process
    began = time.monotonic()
    dialog.stop.click()
    assert time.monotonic() - began < 1.0
    assert not process.is_alive()
    assert not dialog.reading.isVisible()
    assert not dialog.ok.isEnabled()
    assert dialog.again.isVisible()
    dialog.reject()


def test_what_takes_too_long_is_ended_with_a_sentence(
    window: MainWindow, tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_dialog, "import_to_show", slow)
    monkeypatch.setattr(import_dialog, "START", 0.0)
    monkeypatch.setattr(import_dialog, "allowed_seconds", lambda path: 0.5)
    dialog = ImportDialog(window.session, tmp_path / "endless.dxf", window)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.doubts.sentences), timeout=10_000)
    assert "endless.dxf" in dialog.doubts.sentences[0]
    assert dialog._work is None
    dialog.reject()


def test_the_drawing_lies_under_the_plan_of_a_design_begun_on_it(window: MainWindow, one_room: Plan) -> None:
    assert begin_imported(window, imported(one_room))
    assert window.session.design.plan == one_room
    assert window.editor.keeper.underlay.lines == LINES


def test_a_real_home_is_read_in_a_process_of_its_own(window: MainWindow, shared: Path, qtbot: Any) -> None:
    path = shared / "data" / "sh3d" / "sh3d_example_1BedroomApartmentWithRoundWall.xml"
    dialog = ImportDialog(window.session, path, window)
    qtbot.waitUntil(lambda: dialog.imported is not None, timeout=30_000)
    assert dialog.plan is not None
    assert dialog.views.drawing is not None
    dialog.mend.click()
    dialog = ImportDialog(window.session, path, window)
    dialog.reject()  # at once, while it reads
    assert dialog._work is None


# --- the sheet -------------------------------------------------------------------------------------------------------


def test_zoom_keeps_the_point_under_the_mouse_and_two_sheets_move_together(qapp: Any) -> None:
    sight = Sight()
    sheets = (Sheet(sight), Sheet(sight))
    for sheet in sheets:
        sheet.resize(400, 300)
    at = QPointF(310.0, 40.0)
    before = sheets[0].at(at)
    sheets[0].zoom(3.0, at)
    assert sheets[0].at(at) == pytest.approx(before, abs=1e-6)
    assert sheets[1].at(at) == pytest.approx(before, abs=1e-6)
    mapped = sheets[0].transform().map(QPointF(*before))
    assert (mapped.x(), mapped.y()) == pytest.approx((310.0, 40.0), abs=1e-6)


def test_fit_brings_all_of_a_drawing_into_the_sheet(qapp: Any) -> None:
    sheet = Sheet()
    sheet.resize(400, 300)
    sheet.show_drawn((DrawnUnderlay(Underlay((Line("walls", "W", ((1e6, 2e6), (1e6 + 9000, 2e6 + 12000))),)), {}),))
    for corner in ((1e6 + 200, 2e6 + 200), (1e6 + 8800, 2e6 + 11800)):
        place = sheet.transform().map(QPointF(*corner))
        assert 0 <= place.x() <= 400 and 0 <= place.y() <= 300


def test_a_drawing_without_a_plan_is_shown_so_that_its_layers_can_be_mended(dialog: ImportDialog) -> None:
    drawn = imported(None)
    dialog._show(Imported(None, drawn.underlay, (), drawn.layers, "plan.dxf: no rooms found"))
    assert dialog.views.drawing is not None and dialog.views.mode == "drawing"
    assert dialog.layers.table.rowCount() == len(drawn.layers)
    assert any("no rooms found" in one.text() for one in dialog.doubts.findChildren(QLabel))
    assert not dialog.ok.isEnabled() and not dialog.keep.isEnabled()
