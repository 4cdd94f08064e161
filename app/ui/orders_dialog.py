"""The order book as a list, newest first, with the life of the chosen order beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.ui import leaving
from app.ui.fields import label
from app.ui.session import Session
from app.ui.work import Work
from app.words import catalogue

COLUMNS = ("number", "design", "customer", "panels", "status", "submitted")


class OrdersDialog(QDialog):
    """Reads the book in a thread; a click shows an order's history."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self._orders: tuple[dict[str, Any], ...] = ()
        self.setObjectName("orders")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.say("ui.action.orders"))
        self.resize(980, 520)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 22, 28, 22)
        layout.setSpacing(14)
        title = label("title")
        title.setText(session.say("ui.action.orders"))
        layout.addWidget(title)
        body = QHBoxLayout()
        body.setSpacing(18)
        body.addWidget(self._table(), 3)
        side = QVBoxLayout()
        self.head, self.history = label("heading"), label("soft", wrap=True)
        self.history.setMinimumWidth(230)
        side.addWidget(self.head)
        side.addWidget(self.history)
        side.addStretch(1)
        body.addLayout(side, 1)
        layout.addLayout(body, 1)
        row = QHBoxLayout()
        self.note = label("soft", wrap=True)
        self.note.setText(session.say("ui.orders.reading"))
        row.addWidget(self.note, 1)
        close = QPushButton(session.say("ui.close"))
        close.clicked.connect(self.accept)
        row.addWidget(close)
        layout.addLayout(row)
        house = session.house
        self._work = Work(self).in_thread(lambda tell: leaving.orders(house))
        self._work.finished.connect(self._show)
        self._work.failed.connect(self.note.setText)

    def _table(self) -> QTableWidget:
        self.table = QTableWidget(0, len(COLUMNS))
        self.table.setObjectName("orderTable")
        self.table.setHorizontalHeaderLabels([self.session.say(f"ui.orders.{key}") for key in COLUMNS])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.itemSelectionChanged.connect(self._show_history)
        return self.table

    def _show(self, orders: tuple[dict[str, Any], ...]) -> None:
        self._orders = orders
        self.note.setText(
            self.session.counted("ui.orders.count", len(orders), count=len(orders))
            if orders
            else self.session.say("ui.orders.none")
        )
        self.table.setRowCount(len(orders))
        for row, order in enumerate(orders):
            for column, key in enumerate(COLUMNS):
                text = (
                    self.status(order[key])
                    if key == "status"
                    else moment(order[key])
                    if key == "submitted"
                    else str(order[key])
                )
                self.table.setItem(row, column, QTableWidgetItem(text))
        if orders:
            self.table.selectRow(0)

    def _show_history(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        if not rows:
            return
        order = self._orders[rows[0].row()]
        self.head.setText(str(order["number"]))
        lines = [
            f"{moment(step['at'])}\n{self.status(step['status'])}{'  ' + step['note'] if step['note'] else ''}"
            for step in order["history"]
        ]
        self.history.setText("\n\n".join(lines))

    def status(self, word: str) -> str:
        """Return a status in the language of the window; a word that is not ours as it stands."""
        key = f"ui.order.{word}"
        return self.session.say(key) if key in catalogue(self.session.language, "ui") else word

    def done(self, result: int) -> None:
        self._work.stop()
        super().done(result)


def moment(text: object) -> str:
    """Return an ISO moment as people read it, to the minute."""
    return str(text).replace("T", " ")[:16]
