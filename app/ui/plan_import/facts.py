"""What was found in a drawing, in words: the rooms with their areas, what the reader is not sure of. Areas m²."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.geometry.ring import area
from app.plans.plan import Plan
from app.ui.fields import exchange, label
from app.ui.session import Session
from app.ui.theme import pixmap
from app.words import written


class Rooms(QTableWidget):
    """The rooms of a plan; `lit` tells the one under the mouse or chosen."""

    lit = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(0, 3)
        self.session = session
        self.setObjectName("rooms")
        self._ids: list[str] = []
        self.setHorizontalHeaderLabels([session.say(f"homes.rooms.{key}") for key in ("name", "kind", "area")])
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setVisible(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.cellEntered.connect(lambda row, _: self.lit.emit(self._ids[row]))
        self.itemSelectionChanged.connect(self._chosen)
        self.viewport().installEventFilter(self)

    def show_plan(self, plan: Plan | None) -> None:
        """Show the rooms of a plan, largest first."""
        rooms = sorted(plan.rooms, key=lambda room: -area(room.outline)) if plan else []
        self._ids = [room.id for room in rooms]
        self.setRowCount(len(rooms))
        for row, room in enumerate(rooms):
            size = f"{written(area(room.outline) / 1e6, self.session.language)} m²"
            for column, words in enumerate(
                (self.session.name(room.name), self.session.say(f"homes.kind.{room.kind}"), size)
            ):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                if column == 2:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)

    def choose(self, room: str) -> None:
        """Choose the row of a room, none for ""."""
        if room in self._ids:
            self.selectRow(self._ids.index(room))
        else:
            self.clearSelection()

    def _chosen(self) -> None:
        rows = self.selectionModel().selectedRows()
        self.lit.emit(self._ids[rows[0].row()] if rows and rows[0].row() < len(self._ids) else "")

    def eventFilter(self, watched, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._chosen()
        return super().eventFilter(watched, event)


class Doubts(QScrollArea):
    """Sentences to be checked by a person, or the one that says why there is no plan."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sentences: tuple[str, ...] = ()

    def show_sentences(self, sentences: tuple[str, ...], level: str = "warning") -> None:
        """Show sentences, each with the sign of its level; none: that nothing is doubted."""
        self.sentences = sentences
        sheet = QWidget()
        sheet.setObjectName("sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        for sentence in sentences or (self.session.say("homes.import.no_doubts"),):
            column.addWidget(sign(sentence, level if sentences else "good"))
        column.addStretch(1)
        exchange(self, sheet)


def sign(sentence: str, level: str) -> QFrame:
    """Return a sentence on the ground of its level: error, warning, info or good."""
    frame = QFrame()
    frame.setProperty("finding", level)
    row = QHBoxLayout(frame)
    row.setContentsMargins(10, 8, 10, 8)
    picture = QLabel()
    picture.setPixmap(pixmap("check" if level == "good" else level, level, 18))
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    words = label(wrap=True)
    words.setText(sentence)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    row.addWidget(words, 1)
    return frame
