"""The scrolled cards: hover, press and drag, click, arrows and Enter. The window forwards where a dragged card is, so no system
drag-and-drop is involved. Pixels are logical.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QListView

from app.ui.cards import LEAST, Card, CardModel, CardPainter, Heading

SETTLE = 60  # ms after which what is in sight counts as looked at
OWN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_Escape)
PLACE = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CardList(QListView):
    """A view of a CardModel; `looked_at` tells which cards are in sight, once the scrolling rests."""

    picked = Signal(object)  # a Card
    opened = Signal(object)  # a Card of a family
    dragged = Signal(object, QPoint)
    dropped = Signal(object, QPoint)
    looked_at = Signal()
    left = Signal()  # back to where one came from
    typed = Signal(str)

    def __init__(self, model: CardModel, painter: CardPainter) -> None:
        super().__init__()
        self.cards, self.painter = model, painter
        self.setObjectName("cards")
        self.setModel(model)
        self.setItemDelegate(painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        )  # a bar that comes and goes moves all cards
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        self._press: QPoint | None = None
        self._card: Card | None = None
        self._dragging = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE)
        self._settle.timeout.connect(self.looked_at)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._settle.start())
        model.modelReset.connect(self._changed)

    def _changed(self) -> None:
        self.setUniformItemSizes(not any(isinstance(row, Heading) for row in self.cards.rows))
        self._settle.start()

    def in_sight(self) -> tuple[Card, ...]:
        """Return the cards that can be seen, in their order."""
        rows, height = self.cards.rows, self.viewport().height()
        found = []
        for number in range(self._first(), len(rows)):
            box = self.visualRect(self.cards.index(number))
            if box.top() > height:
                break
            row = rows[number]
            if isinstance(row, Card) and box.bottom() >= 0:
                found.append(row)
        return tuple(found)

    def _first(self) -> int:
        """Return the first row that may be seen, by halving: rows stand in order from the top down."""
        low, high = 0, len(self.cards.rows)
        while low < high:
            middle = (low + high) // 2
            if self.visualRect(self.cards.index(middle)).bottom() < 0:
                low = middle + 1
            else:
                high = middle
        return low

    def take_keyboard(self) -> None:
        """Take the keyboard, the first card chosen when none is."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.currentIndex().isValid():
            first = next((n for n, row in enumerate(self.cards.rows) if isinstance(row, Card)), -1)
            self.setCurrentIndex(self.cards.index(first) if first >= 0 else QModelIndex())

    def resizeEvent(self, event) -> None:
        room = self.viewport().width() - 2
        self.painter.whole = room
        self.painter.width = room // max(1, room // LEAST)
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self._settle.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        index = self.indexAt(event.position().toPoint())
        self._card, self._dragging = self.cards.card(index), False
        self._press = event.position().toPoint() if self._card else None
        if self._card:
            self.setCurrentIndex(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None or self._card is None:
            super().mouseMoveEvent(event)
            return
        far = (event.position().toPoint() - self._press).manhattanLength() >= QApplication.startDragDistance()
        self._dragging = self._dragging or far
        if self._dragging:
            self.dragged.emit(self._card, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._press is None or self._card is None:
            return
        card, dragging, self._press, self._card, self._dragging = self._card, self._dragging, None, None, False
        if dragging:
            self.dropped.emit(card, event.globalPosition().toPoint())
        elif self.cards.card(self.indexAt(event.position().toPoint())) is card:
            (self.opened if card.family and len(card.family.samples) > 1 else self.picked).emit(card)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the list from the menus: a letter is searched for, it does not turn a cabinet."""
        asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if asked and (Qt.Key(event.key()) in OWN or letter(event)):  # type: ignore[attr-defined, arg-type]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        card, key = self.cards.card(self.currentIndex()), Qt.Key(event.key())
        if key in PLACE and card:
            opens = card.family and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.opened if opens else self.picked).emit(card)
        elif key == Qt.Key.Key_Space and card:
            (self.opened if card.family else self.picked).emit(card)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Escape):
            self.left.emit()
        elif letter(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


def letter(event: QKeyEvent) -> bool:
    """Return whether a key types something that can be searched for."""
    text = event.text()
    return bool(text.strip()) and text.isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
