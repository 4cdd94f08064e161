"""Fields of the inspector: a number with limits, a choice, a switch, a row of decor swatches.

A number out of its limits is told in a sentence and not taken; nothing is ever corrected behind the user's back. Lengths mm.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QKeySequence, QLinearGradient, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from app.components.materials import Decor
from app.ui.theme import theme
from app.words import written

UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class NumberField(QLineEdit):
    """A number that is taken on Enter or on leaving; up and down change it by `step`, with Shift ten times as much."""

    entered = Signal(float)
    refused = Signal(float)  # out of limits; nan: no number at all

    def __init__(self, step: float = 1.0, whole: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: float | None = None
        self._low, self._high, self._step, self._whole = -math.inf, math.inf, step, whole
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editingFinished.connect(self._take)

    def set_limits(self, low: float | None, high: float | None) -> None:
        """Set the least and the greatest number taken; None for no limit."""
        self._low = -math.inf if low is None else low
        self._high = math.inf if high is None else high

    @property
    def limits(self) -> tuple[float | None, float | None]:
        """The least and the greatest number taken."""
        return (self._low if math.isfinite(self._low) else None, self._high if math.isfinite(self._high) else None)

    def show_value(self, value: float | None) -> None:
        """Show a number without taking it; None shows nothing (the selected units differ)."""
        self._value = value
        self.setText("" if value is None else written(float(value), "en"))
        self.setModified(False)

    def _take(self) -> None:
        if not self.isModified():
            return
        value = parse_number(self.text())
        if (
            value is None
            or not self._low - 1e-9 <= value <= self._high + 1e-9
            or (self._whole and value != round(value))
        ):
            self.show_value(self._value)
            self.refused.emit(math.nan if value is None else value)
        elif value != self._value:
            self._value = value
            self.setModified(False)
            self.entered.emit(value)
        else:
            self.show_value(value)

    def event(self, event: QEvent) -> bool:
        asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if asked and not self.isModified() and any(event.matches(key) for key in UNDO):  # type: ignore[attr-defined]
            event.ignore()  # nothing was typed: undo means the design, not this field
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if event.key() == Qt.Key.Key_Escape:
            self.show_value(self._value)
            self.clearFocus()
        elif steps and self._value is not None:
            by = self._step * (10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            self.setText(written(float(min(max(self._value + steps * by, self._low), self._high)), "en"))
            self.setModified(True)
            self._take()
        else:
            super().keyPressEvent(event)


def parse_number(text: str) -> float | None:
    """Return what was typed as a finite number with at most two decimals; None when it is none."""
    try:
        value = float(text.strip().removesuffix("mm").replace("，", ".").replace(",", ".").replace("。", ".") or "x")
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) < 1e9 and abs(value - round(value, 2)) < 1e-9 else None


class Choice(QComboBox):
    """A list to choose from; the wheel scrolls the panel, not the choice."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMinimumWidth(150)
        self.setIconSize(QSize(18, 18))
        self.activated.connect(lambda index: self.chosen.emit(self.itemData(index)))

    def wheelEvent(self, event) -> None:
        event.ignore()

    def paintEvent(self, event) -> None:
        """Paint as a combo box does, but with an ellipsis where the words are too long; the tip then says all of them."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        icon = 0 if option.currentIcon.isNull() else option.iconSize.width() + 6
        words = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room.width() - icon - 2)
        self.setToolTip(option.currentText if words != option.currentText else "")
        option.currentText = words
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def showPopup(self) -> None:
        """Open the list as wide as its longest words."""
        widest = max((self.fontMetrics().horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=0)
        self.view().setMinimumWidth(max(self.width(), widest + 60))
        super().showPopup()

    def show_value(self, value: object) -> None:
        """Show one of the choices; none when the selected units differ."""
        self.setCurrentIndex(next((i for i in range(self.count()) if self.itemData(i) == value), -1))


def swatch(decor: Decor, size: int = 18) -> QIcon:
    """Return a small picture of a decor: its colour, with a hint of grain."""
    pixmap = QPixmap(size * 2, size * 2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_swatch(painter, decor, 1, 1, size * 2 - 2)
    painter.end()
    pixmap.setDevicePixelRatio(2.0)
    return QIcon(pixmap)


def no_swatch(size: int = 18) -> QIcon:
    """Return the picture of no decor of its own: an empty square."""
    pixmap = QPixmap(size * 2, size * 2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme().color("ink_faint"), 2.0, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(QRectF(3, 3, size * 2 - 6, size * 2 - 6), size / 3, size / 3)
    painter.end()
    pixmap.setDevicePixelRatio(2.0)
    return QIcon(pixmap)


def paint_swatch(painter: QPainter, decor: Decor, x: float, y: float, size: float) -> None:
    """Paint a decor as a rounded square."""
    color = QColor(*decor.color)
    dark = QColor(*decor.dark) if decor.dark else color.darker(112)
    gradient = QLinearGradient(x, y, x + size, y + (0 if decor.texture == "wood" else size))
    stops = (0.0, 0.22, 0.3, 0.55, 0.62, 1.0) if decor.texture == "wood" else (0.0, 1.0)
    for index, stop in enumerate(stops):
        gradient.setColorAt(stop, dark if decor.texture == "wood" and index % 2 else color)
    if decor.texture != "wood":
        gradient.setColorAt(1.0, color.darker(104))
    painter.setBrush(gradient)
    painter.setPen(theme().color("line_firm"))
    painter.drawRoundedRect(QRectF(x, y, size, size), size / 5, size / 5)


def label(role: str = "", wrap: bool = False) -> QLabel:
    """Return a text label in one of the roles of the stylesheet: title, heading, section, soft, small."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def head(text: str) -> QLabel:
    """Return the head of a section."""
    made = label("section")
    made.setText(text)
    return made


def rule() -> QFrame:
    """Return a thin line between sections."""
    made = QFrame()
    made.setObjectName("rule")
    made.setFixedHeight(1)
    return made


def exchange(area: QScrollArea, sheet: QWidget) -> None:
    """Show another sheet in a scroll area; the old one goes later, because a field on it may be what called for the new one."""
    old = area.takeWidget()
    if old is not None:
        old.setParent(None)
        old.deleteLater()
    area.setWidget(sheet)
