"""The pictures of house types on the first page: a card to choose by, and the chosen one as large as there is room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QWidget

from app.plans.library import Entry
from app.plans.plan import Plan
from app.ui.plan_picture import paint_plan
from app.ui.theme import theme

CARD = QSize(232, 218)
PICTURE = QSize(208, 140)


class PlanCard(QFrame):
    """A house type: picture, name, area; a click chooses it, a double click begins."""

    chosen = Signal(str)
    begun = Signal(str)

    def __init__(self, entry: Entry, picture: QPixmap, name: str, detail: str) -> None:
        super().__init__()
        self.entry = entry
        self.setObjectName(f"plan:{entry.id}")
        self.setFixedSize(CARD)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._picture, self._name, self._detail = picture, name, detail
        self._chosen = self._hover = False

    def set_chosen(self, chosen: bool) -> None:
        """Show whether this is the chosen one."""
        self._chosen = chosen
        self.update()

    def enterEvent(self, event) -> None:
        self._hover = True
        self.update()

    def leaveEvent(self, event) -> None:
        self._hover = False
        self.update()

    def mousePressEvent(self, event) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.entry.id)

    def mouseDoubleClickEvent(self, event) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.begun.emit(self.entry.id)

    def paintEvent(self, event) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = look.color("wood") if self._chosen else look.color("wood_light" if self._hover else "line")
        painter.setPen(QPen(edge, 2.0 if self._chosen else 1.0))
        painter.setBrush(look.color("card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 12, 12)
        painter.drawPixmap(12, 12, self._picture)
        text = QRectF(16, PICTURE.height() + 20, self.width() - 32, 24)
        painter.setPen(look.color("ink"))
        painter.setFont(look.font(10.5, True))
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._name)
        painter.setPen(look.color("ink_soft"))
        painter.setFont(look.font(9))
        painter.drawText(
            text.translated(0, 24), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._detail
        )


class LargePlan(QWidget):
    """One plan with the names of its rooms, drawn at the size there is."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(150)
        self.setMaximumHeight(420)
        self._plan: Plan | None = None
        self._language = "zh"

    def show_plan(self, plan: Plan, language: str) -> None:
        """Show a plan with its words in "zh" or "en"."""
        self._plan, self._language = plan, language
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(356, 330)

    def paintEvent(self, event) -> None:
        if self._plan is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_plan(painter, self._plan, QRectF(self.rect()), self._language, True)
