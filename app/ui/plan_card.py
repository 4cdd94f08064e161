"""The house types on the first page: cards of which only those in sight cost anything, and the chosen one large.

A card's picture is made when it is first painted, one between two turns of the event loop, and kept while it is among the last seen.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.plans.house_types.library import Entry
from app.plans.plan import Plan
from app.records import DataError
from app.ui.plan_picture import paint_plan, plan_pixmap
from app.ui.session import Session
from app.ui.theme import pixmap, theme
from app.words import written

CARD = QSize(232, 218)
PICTURE = QSize(208, 140)
GAP = 7  # px around a card
KEPT = 240  # pictures; a screen shows about twenty
ROLE = Qt.ItemDataRole.UserRole

type Index = QModelIndex | QPersistentModelIndex


class Pictures(QObject):
    """Pictures of house types, made one by one in idle moments; `made` when one more is there."""

    made = Signal(str)

    def __init__(self, session: Session, plan: Callable[[str], Plan]) -> None:
        super().__init__()
        self.session, self._plan = session, plan
        self._kept: OrderedDict[str, QPixmap] = OrderedDict()
        self._wanted: list[str] = []
        self._ratio = 1.0
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._make_one)

    def get(self, plan_id: str, ratio: float) -> QPixmap | None:
        """Return the picture of a house type; None while it is being made."""
        self._ratio = ratio
        if plan_id in self._kept:
            self._kept.move_to_end(plan_id)
            return self._kept[plan_id]
        if plan_id in self._wanted:
            self._wanted.remove(plan_id)
        self._wanted.append(plan_id)  # what was asked for last is in sight now, and made first
        del self._wanted[: max(0, len(self._wanted) - KEPT)]
        self._idle.start()
        return None

    def forget(self, plan_id: str = "") -> None:
        """Forget one picture, or all."""
        if plan_id:
            self._kept.pop(plan_id, None)
        else:
            self._kept.clear()

    def _make_one(self) -> None:
        if not self._wanted:
            self._idle.stop()
            return
        plan_id = self._wanted.pop()
        try:
            picture = plan_pixmap(self._plan(plan_id), PICTURE, self.session.language, False, self._ratio)
        except DataError:  # its file is wrong: `plan lint` says how
            picture = pixmap("warning", "ink_faint", 40)
        self._kept[plan_id] = picture
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.made.emit(plan_id)


class PlanModel(QAbstractListModel):
    """The house types shown now, in their order."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: tuple[Entry, ...]) -> None:
        """Show other house types."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def entry(self, index: Index) -> Entry | None:
        """Return the house type of an index, None outside."""
        return self.entries[index.row()] if 0 <= index.row() < len(self.entries) else None

    def find(self, plan_id: str) -> QModelIndex:
        """Return the index of a house type; an invalid one where it is not shown."""
        row = next((row for row, entry in enumerate(self.entries) if entry.id == plan_id), -1)
        return self.index(row) if row >= 0 else QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry(index)
        if entry is None:
            return None
        if role == ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.session.name(entry.name)
        return detail(self.session, entry) if role == Qt.ItemDataRole.AccessibleDescriptionRole else None


def detail(session: Session, entry: Entry) -> str:
    """Return the second line of a card: area, rooms, width by depth in m."""
    size = f"{written(round(entry.width / 1000, 1), 'en')} × {written(round(entry.depth / 1000, 1), 'en')} m"
    return session.say("homes.card.detail", area=round(entry.area_m2, 1), rooms=entry.rooms, size=size)


class PlanPainter(QStyledItemDelegate):
    """Paints a house type: picture, name, area and size."""

    def __init__(self, session: Session, pictures: Pictures, view: QListView) -> None:
        super().__init__(view)
        self.session, self.pictures, self.view = session, pictures, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return CARD + QSize(2 * GAP, 2 * GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ROLE)
        if not isinstance(entry, Entry):
            return
        state = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        look, session = theme(), self.session
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(GAP, GAP, -GAP, -GAP)  # type: ignore[attr-defined]
        edge = look.color("wood") if chosen else look.color("wood_light" if hover else "line")
        painter.setPen(QPen(edge, 2.0 if chosen else 1.0))
        painter.setBrush(look.color("card"))
        painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 12, 12)
        picture = self.pictures.get(entry.id, self.view.devicePixelRatioF())
        if picture is not None:
            at = box.topLeft().toPoint() + QPoint(12, 12)
            size = picture.deviceIndependentSize()
            off = QPoint(round((PICTURE.width() - size.width()) / 2), round((PICTURE.height() - size.height()) / 2))
            painter.drawPixmap(at + off, picture)
        text = QRectF(box.left() + 14, box.top() + PICTURE.height() + 20, box.width() - 28, 24)
        self._line(painter, text, session.name(entry.name), "ink", 10.5, True)
        self._line(painter, text.translated(0, 24), detail(session, entry), "ink_soft", 9, False)
        painter.restore()

    def _line(self, painter: QPainter, box: QRectF, words: str, color: str, points: float, bold: bool) -> None:
        painter.setPen(theme().color(color))
        painter.setFont(theme().font(points, bold))
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)


class PlanList(QListView):
    """The cards; `chosen` when another one is, `begun` on a double click or Enter."""

    chosen = Signal(str)
    begun = Signal(str)

    def __init__(self, session: Session, plan: Callable[[str], Plan]) -> None:
        super().__init__()
        self.plans = PlanModel(session)
        self.pictures = Pictures(session, plan)
        self.pictures.made.connect(self._picture_made)
        self.setObjectName("planCards")
        self.setModel(self.plans)
        self.setItemDelegate(PlanPainter(session, self.pictures, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.verticalScrollBar().setSingleStep(48)
        self.selectionModel().currentChanged.connect(self._current)

    def _current(self, index: QModelIndex) -> None:
        entry = self.plans.entry(index)
        if entry is not None:
            self.chosen.emit(entry.id)

    def _picture_made(self, plan_id: str) -> None:
        index = self.plans.find(plan_id)
        if index.isValid():
            self.update(index)

    def choose(self, plan_id: str) -> bool:
        """Choose a house type and bring it into sight; return whether it is shown."""
        index = self.plans.find(plan_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def place(self, plan_id: str) -> QPoint | None:
        """Return where the middle of a card is in the viewport, scrolled into sight; None where it is not shown."""
        index = self.plans.find(plan_id)
        if not index.isValid():
            return None
        self.scrollTo(index)
        return self.visualRect(index).center()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        entry = self.plans.entry(self.indexAt(event.position().toPoint()))
        if entry is not None and event.button() == Qt.MouseButton.LeftButton:
            self.begun.emit(entry.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self.plans.entry(self.currentIndex())
        if entry is not None and Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begun.emit(entry.id)
        else:
            super().keyPressEvent(event)


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
