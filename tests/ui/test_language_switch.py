"""Switching the language back and forth leaves the window as it would be had it started in that language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from app.ui.file_dialog import ask_for_file
from app.ui.main_window import MainWindow
from tests.ui.doing import stand


def test_the_language_button_shows_its_whole_word(bench: MainWindow, qtbot: Any) -> None:
    button = bench.chrome.language
    for _ in range(2):
        button.click()
        qtbot.wait(1)
        assert (
            button.width() >= button.fontMetrics().horizontalAdvance(button.text()) + 26
        )  # 13 px of padding each side
        assert button.geometry().right() <= bench.chrome.corner.width()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_file_dialog_of_qt_speaks_the_language(
    bench: MainWindow, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "exec", lambda dialog: words.extend(said(dialog)) or 0)
    words: list[str] = []
    bench.session.set_language("en" if language == "zh" else "zh")
    bench.session.set_language(language)
    assert ask_for_file(bench, bench.session, "ui.action.save_as", tmp_path / "a.json", "x (*.json)", True) is None
    assert len(words) > 5
    for word in words:
        assert bool(re.search(r"[\u4e00-\u9fff]", word)) == (language == "zh"), word


def said(dialog: QFileDialog) -> list[str]:
    """The labels and buttons of a file dialog with letters in them, but for the sidebar, which names folders."""
    parts = [*dialog.findChildren(QLabel), *dialog.findChildren(QPushButton)]
    return [part.text() for part in parts if re.search(r"\w", part.text())] + [dialog.windowTitle()]


def test_a_name_without_an_ending_gets_one(bench: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "exec", lambda dialog: dialog.selectFile(str(tmp_path / "home")) or 1)
    found = ask_for_file(bench, bench.session, "ui.action.save_as", tmp_path / "a.json", "x (*.json)", True)
    assert found == tmp_path / "home.json"


def test_a_passing_message_does_not_outlive_its_language(bench: MainWindow) -> None:
    bench.session.tell("ui.said.snapping")
    assert bench.toast.isVisible()
    bench.session.set_language("en")
    assert not bench.toast.isVisible()


def test_a_message_covers_neither_the_rooms_nor_the_hint(bench: MainWindow) -> None:
    bench.session.tell("ui.said.snapping")
    toast, rooms = bench.toast, bench.viewport.rooms
    top = toast.mapTo(bench, toast.rect().topLeft()).y()
    assert top > rooms.mapTo(bench, rooms.rect().bottomLeft()).y()
    bottom = toast.mapTo(bench, toast.rect().bottomLeft()).y()
    hint = bench.viewport.mapTo(bench, bench.viewport.rect().bottomLeft()).y() - 34
    assert bottom < hint - 12


def test_fonts_are_the_same_after_a_switch_as_before(bench: MainWindow) -> None:
    session = bench.session
    session.select((stand(session, "base_doors-600", 500.0),))

    def fonts() -> list[tuple[str, bool, float, tuple[str, ...]]]:
        shown = [w for w in bench.inspector.findChildren(QLabel) if w.isVisibleTo(bench) and w.text()]
        return [(w.text(), w.font().bold(), w.font().pointSizeF(), tuple(w.font().families())) for w in shown]

    before = fonts()
    assert any(bold for _, bold, _, _ in before)
    session.set_language("en")
    assert [bold for _, bold, _, _ in fonts()] == [bold for _, bold, _, _ in before]
    session.set_language("zh")
    assert fonts() == before


@pytest.mark.parametrize(("number", "words"), [(1, "1 unit ·"), (2, "2 units ·")])
def test_one_is_not_many(bench: MainWindow, number: int, words: str) -> None:
    bench.session.set_language("en")
    for i in range(number):
        stand(bench.session, "base_doors-600", i * 1000.0)
    assert bench.chrome.counts.text().startswith(words)
