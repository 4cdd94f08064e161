"""Random clicks, drags, keys and numbers anywhere in the window: no exception, no design that cannot be built, no hang."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QMessageBox, QWidget
from shiboken6 import isValid

from app.design.layout import lay_out
from app.ui.main_window import MainWindow
from tests.ui.doing import stand

LEFT, NONE, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
KINDS = ("click", "click", "press", "move", "move", "release", "key", "chord", "number", "choose", "double", "language")
KEYS = "RSF1237-."
NAMED = (Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Up)
CHORDS = "ZDALEI"
NUMBERS = ("0", "600", "99999", "abc", "-5", "12.345", "720.5")
SLOWEST = 20.0  # s for one event on a busy machine: more is a hang


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 7])
def test_random_hands_break_nothing(
    window: MainWindow, one_room: Any, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, dice = window.session, random.Random(seed)
    raised: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: raised.append(error))
    monkeypatch.setenv("HOME", str(tmp_path))  # where a package that is exported by chance goes
    monkeypatch.setattr(QFileDialog, "exec", lambda dialog: 0)
    window.begin(one_room)
    for number, sample in enumerate(("base_doors-600", "wardrobe-1600", "bookcase-800x2000")):
        session.select((stand(session, sample, 1100.0 * number),))
    timer = QTimer(window)
    timer.timeout.connect(lambda: leave_dialogs(dice))
    timer.start(20)
    hand = Hand(window, dice)
    for step in range(150):
        began = time.monotonic()
        hand.do(dice.choice(KINDS))
        QApplication.processEvents()
        assert not raised, f"event {step}"
        assert time.monotonic() - began < SLOWEST, f"event {step}"
    timer.stop()
    session.cancel_tool()
    assert session.design is not None
    assert lay_out(session.design, session.catalog).placed is not None
    while session.history is not None and session.history.can_undo:
        session.undo()
    assert session.design is not None and session.design.units == ()
    assert not raised


def leave_dialogs(dice: random.Random) -> None:
    """Answer whatever question is open, close whatever list or dialog is."""
    modal, popup = QApplication.activeModalWidget(), QApplication.activePopupWidget()
    if isinstance(modal, QMessageBox):
        dice.choice(modal.buttons()).click()
    elif modal is not None:
        QTest.keyClick(modal, Qt.Key.Key_Escape)
    if popup is not None:
        popup.close()


class Hand:
    """Does one random thing at a time to whatever is in front."""

    def __init__(self, window: MainWindow, dice: random.Random) -> None:
        self.window, self.dice = window, dice
        self._held: QWidget | None = None

    def do(self, kind: str) -> None:
        """Do one thing."""
        front, dice = QApplication.activeModalWidget() or self.window, self.dice
        shown = [w for w in front.findChildren(QWidget) if w.isVisible() and w.isEnabled() and w.width() > 4]
        shown = [w for w in shown if w.objectName() not in ("backToDesign", "language")]
        target = dice.choice(shown) if dice.random() < 0.5 else self.window.viewport
        at = QPoint(dice.randrange(max(1, target.width())), dice.randrange(max(1, target.height())))
        held = self._held if self._held is not None and isValid(self._held) else target
        focus = QApplication.focusWidget() or front
        if kind == "click":
            QTest.mouseClick(target, LEFT, dice.choice((NONE, NONE, CTRL)), at)
        elif kind == "double":
            QTest.mouseDClick(target, LEFT, NONE, at)
        elif kind == "press":
            self._held = target
            QTest.mousePress(target, LEFT, NONE, at)
        elif kind == "move":
            QTest.mouseMove(held, at)
        elif kind == "release":
            self._held = None
            QTest.mouseRelease(held, LEFT, NONE, at)
        elif kind == "key":
            QTest.keyClick(focus, dice.choice((*KEYS, *NAMED)))
        elif kind == "chord":
            QTest.keyClick(focus, dice.choice(CHORDS), CTRL)
        elif kind == "number":
            self._type(front)
        elif kind == "choose":
            self._choose(front)
        elif dice.random() < 0.3:
            self.window.session.set_language(dice.choice(("zh", "en")))

    def _type(self, front: QWidget) -> None:
        fields = [field for field in front.findChildren(QLineEdit) if field.isVisible()]
        if fields:
            field = self.dice.choice(fields)
            field.setFocus()
            field.selectAll()
            QTest.keyClicks(field, self.dice.choice(NUMBERS))
            QTest.keyClick(field, Qt.Key.Key_Return)

    def _choose(self, front: QWidget) -> None:
        boxes = [box for box in front.findChildren(QComboBox) if box.isVisible() and box.count()]
        if boxes:
            box = self.dice.choice(boxes)
            index = self.dice.randrange(box.count())
            box.setCurrentIndex(index)
            box.activated.emit(index)
