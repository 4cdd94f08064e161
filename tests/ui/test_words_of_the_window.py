"""Every word the window says exists in both languages, with the same arguments, and switching the language leaves none behind."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMenu, QWidget

from app.ui.actions import ACTIONS, CHECKED, MENUS, TOOLBAR, VIEWS
from app.ui.main_window import MainWindow
from app.words import catalogue
from tests.ui.doing import stand

UI = Path(__file__).resolve().parents[2] / "app" / "ui"
HAN = re.compile(r"[\u4e00-\u9fff]")


def arguments(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_sentences_with_the_same_arguments() -> None:
    zh, en = catalogue("zh", "ui"), catalogue("en", "ui")
    assert len(zh) > 150
    assert zh.keys() == en.keys()
    for key in zh:
        assert arguments(zh[key]) == arguments(en[key]), key
        assert not HAN.search(en[key]), key


def test_every_key_in_the_code_is_in_the_catalogue() -> None:
    known = catalogue("zh", "ui")
    used = {
        key
        for file in UI.glob("*.py")
        for key in re.findall(r"[\"'](ui\.[a-z_.]+[a-z_])[\"']", file.read_text(encoding="utf-8"))
    }
    assert len(used) > 80
    assert used - known.keys() == {"ui.qss", "ui.toml"}  # files, not words


def test_every_action_is_in_a_menu_and_has_its_words() -> None:
    known = catalogue("zh", "ui")
    keys = [action.key for action in ACTIONS]
    assert len(set(keys)) == len(keys)
    shortcuts = [action.shortcut for action in ACTIONS if action.shortcut]
    assert len(set(shortcuts)) == len(shortcuts)
    for action in ACTIONS:
        assert action.menu in MENUS
        assert f"ui.action.{action.key}" in known
    assert {key for key in (*TOOLBAR, *VIEWS) if key != "|"} | CHECKED.keys() <= set(keys)


def texts(window: MainWindow) -> dict[str, str]:
    """Return every text that the window shows now, by a path that does not depend on the language."""
    found: dict[str, str] = {}
    for number, widget in enumerate(window.findChildren(QWidget)):
        where = f"{number} {type(widget).__name__} {widget.objectName()}"
        if isinstance(widget, QLabel | QAbstractButton):
            found[where] = widget.text()
        elif isinstance(widget, QLineEdit):
            found[where] = widget.placeholderText()
        elif isinstance(widget, QMenu):
            found[where] = widget.title()
    for action in window.findChildren(QAction):
        found[f"action {action.objectName()}"] = action.text()
    return found


def test_no_text_is_left_in_the_other_language_after_a_switch(bench: MainWindow, qtbot: Any) -> None:
    session = bench.session
    unit = stand(session, "base_doors-600", 500.0)
    for chosen in ((), (unit,)):
        session.select(chosen)
        session.set_language("en")
        qtbot.wait(1)
        left = {where: text for where, text in texts(bench).items() if HAN.search(text)}
        assert set(left.values()) <= {"中文", "一间房"}, left  # the way back, and the design's own name
        session.set_language("zh")
        qtbot.wait(1)
        chinese = [text for text in texts(bench).values() if HAN.search(text)]
        assert len(chinese) > 60


def test_the_language_button_switches_and_is_remembered(bench: MainWindow) -> None:
    bench.chrome.language.click()
    assert bench.session.language == "en"
    assert bench.session.preferences.language == "en"
    assert bench.menuBar().actions()[0].text() == "File"
    assert bench.windowTitle().endswith("Jiyang")
    bench.chrome.language.click()
    assert bench.menuBar().actions()[0].text() == "文件"
