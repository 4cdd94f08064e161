"""The sheet that a plan is drawn on: what rests is painted once (app/ui/sheet.py), what the hand does is painted over it each time.

Left draws and selects; middle, right or Space with left pans; the wheel zooms at the pointer. A right click that does not pan ends a chain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from app.ui.sheet import Box, Sheet
from app.ui.theme import theme

if TYPE_CHECKING:
    from app.ui.plan_editor.hand import Hand

PANNING = (Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton)
EDGE, FOOT = 62.0, 106.0  # px about what is fitted into the paper and below it, for sizes and the hint


class Paper(Sheet):
    """The canvas of the plan editor; `hand` gets what is done on it."""

    hand: Hand

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("planPaper")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 200)
        self._space = False
        self._pressed: QPointF | None = None
        self._box: Box = (-1000.0, -1000.0, 1000.0, 1000.0)
        self.rest()

    def look_at(self, box: Box) -> None:
        """Fit a part of the plan into the paper; it stays fitted when the window changes, until the hand moves it."""
        self._box = box
        self.fit()

    def fit(self) -> None:
        x0, y0, x1, y1 = self._box
        if self.width() > 1 and self.height() > 1:
            wide, high = max(x1 - x0, 1000.0), max(y1 - y0, 1000.0)
            scale = min((self.width() - 2 * EDGE) / wide, (self.height() - EDGE - FOOT) / high)
            self.sight.show(((x0 + x1) / 2, (y0 + y1) / 2 - (FOOT - EDGE) / 2 / scale), scale, True)

    def rest(self) -> None:
        """Show the cursor of the tool in hand."""
        self.setCursor(Qt.CursorShape.OpenHandCursor if self._space else self.cursor_at_rest)

    cursor_at_rest = Qt.CursorShape.ArrowCursor

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("card"))
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.hand.paint(painter)
        painter.end()

    # --- mouse -------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed = event.position()
        if event.button() in PANNING or self._space:
            super().mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.hand.press(event.position(), event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointed.emit(self.at(event.position()))
        if self._held is not None:
            super().mouseMoveEvent(event)
        else:
            self.hand.move(event.position(), event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        panned, self._held = self._held is not None and self._moved, None
        held_still = self._pressed is not None and not panned
        if event.button() == Qt.MouseButton.LeftButton and not self._space and not panned:
            self.hand.release(event.position(), event.modifiers())
        elif event.button() == Qt.MouseButton.RightButton and held_still:
            self.hand.key("Enter")
        self._pressed = None
        self.rest()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.hand.double(event.position(), event.modifiers())

    def leaveEvent(self, event) -> None:
        super().leaveEvent(event)
        self.hand.leave()

    # --- keys --------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.hand.wants(event):
            event.accept()  # what is being drawn takes its keys before the menu does
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab:
            self.hand.key("Tab")  # Qt would move the focus
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self.rest()
        elif not self.hand.pressed_key(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self.rest()
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event) -> None:
        self._space = False
        self.rest()
        super().focusOutEvent(event)
