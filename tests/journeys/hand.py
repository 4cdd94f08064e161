"""A hand on mouse and keyboard: real events through the X server where xdotool is there, Qt's own test events where it is not.

Points are global logical pixels. After each motion the event loop runs, so that the window can follow.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

STEPS = 8  # motions from one end of a drag to the other
BETWEEN = 25  # ms between two of them
NAMES = {"ctrl": "Ctrl", "shift": "Shift", "alt": "Alt", "BackSpace": "Backspace", "Escape": "Esc"}  # X's words -> Qt's


def real_hand() -> bool:
    """Return whether events can go through the X server."""
    return bool(os.environ.get("DISPLAY")) and shutil.which("xdotool") is not None


def spot(widget: QWidget, at: QPoint | QPointF | None = None) -> QPoint:
    """Return the global point of a widget's point; None for its middle."""
    inside = widget.rect().center() if at is None else at.toPoint() if isinstance(at, QPointF) else at
    return widget.mapToGlobal(inside)


class Hand:
    """Moves, presses, drags and types as a person at the screen does."""

    def __init__(self, qtbot: QtBot) -> None:
        self.real = real_hand()
        if not self.real:
            warnings.warn("no xdotool here: Qt's own test events stand in for real mouse and keys", stacklevel=2)
        self._qtbot = qtbot
        self._at = QPoint()
        self._held: QWidget | None = None  # who got the press, for Qt's own events

    def move(self, to: QPoint) -> None:
        """Bring the mouse to a point."""
        self._at = to
        if self.real:
            self._do("mousemove", to.x(), to.y())
            self._qtbot.waitUntil(lambda: QCursor.pos() == to, timeout=5000)
        else:
            QTest.mouseMove(*self._target())
        self._qtbot.wait(BETWEEN)

    def press(self) -> None:
        """Press the left button."""
        if self.real:
            self._do("mousedown", 1)
        else:
            self._held = self._target()[0]
            QTest.mousePress(self._held, Qt.MouseButton.LeftButton, pos=self._held.mapFromGlobal(self._at))
        self._qtbot.wait(BETWEEN)

    def release(self) -> None:
        """Let the left button go."""
        if self.real:
            self._do("mouseup", 1)
        else:
            widget, at = self._target()
            self._held = None
            QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=at)
        self._qtbot.wait(BETWEEN)

    def click(self, at: QPoint) -> None:
        """Click a point."""
        self.move(at)
        self.press()
        self.release()

    def glide(self, to: QPoint) -> None:
        """Bring the mouse to a point in small motions."""
        start = self._at
        for step in range(1, STEPS + 1):
            share = step / STEPS
            x, y = start.x() + (to.x() - start.x()) * share, start.y() + (to.y() - start.y()) * share
            self.move(QPoint(round(x), round(y)))

    def drag(self, start: QPoint, end: QPoint, before_release: Callable[[], None] | None = None) -> None:
        """Press at `start`, glide to `end`, do what is to be done there with the button held, let go."""
        self.move(start)
        self.press()
        self.glide(end)
        if before_release:
            before_release()
        self.release()

    def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        if self.real:
            self._do("type", "--delay", 15, "--", text)
        else:
            QTest.keyClicks(self._focus(), text)
        self._qtbot.wait(BETWEEN)

    def key(self, name: str) -> None:
        """Press and release a key or a chord, in X's words: "ctrl+z", "Return", "Escape"."""
        if self.real:
            self._do("key", name)
        else:
            QTest.keySequence(self._focus(), QKeySequence("+".join(NAMES.get(word, word) for word in name.split("+"))))
        self._qtbot.wait(BETWEEN)

    def _do(self, *words: str | int) -> None:
        subprocess.run(["xdotool", *map(str, words)], check=True, timeout=20)

    def _target(self) -> tuple[QWidget, QPoint]:
        widget = self._held or QApplication.widgetAt(self._at)
        assert widget is not None, f"there is nothing at {self._at}"
        return widget, widget.mapFromGlobal(self._at)

    def _focus(self) -> QWidget:
        widget = QApplication.focusWidget() or QApplication.activeWindow()
        assert widget is not None, "no widget has the keyboard"
        return widget
