"""The layers of a drawing as a table: how many lines, what they were taken for, to be changed for one or many rows at once."""

from __future__ import annotations

import glob
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.fields import label
from app.ui.plan_import.drawing import KINDS, sort_name
from app.ui.plan_import.views import dot
from app.ui.session import Session

NAME, COUNT, SORT = range(3)
ROLE = Qt.ItemDataRole.UserRole
SHOWN = 8  # rows a popup list has

type Index = QModelIndex | QPersistentModelIndex


class Layers(QWidget):
    """A drawing's layers; `lit` tells those under the mouse or chosen, `read_again` and `remembered` what the user wants done."""

    lit = Signal(object)  # tuple of layer names
    read_again = Signal()
    remembered = Signal(str)  # the drawing office

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._found: dict[str, str] = {}  # what the reader took each layer for
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        how = label("small", wrap=True)
        how.setText(session.say("homes.layers.how"))
        column.addWidget(how)
        self.table = self._table()
        column.addWidget(self.table, 1)
        self.again = QPushButton(session.say("homes.layers.again"))
        self.again.setObjectName("readAgain")
        self.again.setEnabled(False)
        self.again.clicked.connect(self.read_again)
        column.addWidget(self.again)
        row = QHBoxLayout()
        self.office = QLineEdit()
        self.office.setObjectName("office")
        self.office.setPlaceholderText(session.say("homes.layers.office"))
        self.office.setMaxLength(60)
        self.office.textChanged.connect(self._officed)
        self.remember = QPushButton(session.say("homes.layers.remember"))
        self.remember.setObjectName("rememberOffice")
        self.remember.setToolTip(session.say("homes.layers.remember_tip"))
        self.remember.setEnabled(False)
        self.remember.clicked.connect(lambda: self.remembered.emit(self.office.text().strip()))
        row.addWidget(self.office, 1)
        row.addWidget(self.remember)
        column.addLayout(row)

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setObjectName("layers")
        table.setHorizontalHeaderLabels([self.session.say(f"homes.layers.{key}") for key in ("name", "lines", "taken")])
        head = table.horizontalHeader()
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(COUNT, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(SORT, QHeaderView.ResizeMode.Fixed)
        table.setColumnWidth(SORT, 132)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.verticalHeader().setVisible(False)
        table.setShowGrid(False)
        table.setMouseTracking(True)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.setItemDelegateForColumn(SORT, SortDelegate(self))
        table.cellEntered.connect(lambda row, _: self._light(row))
        table.itemSelectionChanged.connect(lambda: self._light(-1))
        table.viewport().installEventFilter(self)
        return table

    # --- rows --------------------------------------------------------------------------------------------------------

    def show_layers(self, layers: Mapping[str, str], counts: Mapping[str, int]) -> None:
        """Show layers with what they were taken for: what was not understood first, then by lines."""
        self._found = dict(layers)
        order = sorted(
            layers, key=lambda name: (layers[name] != "", layers[name] == "ignore", -counts.get(name, 0), name)
        )
        self.table.setRowCount(len(order))
        for row, name in enumerate(order):
            item = QTableWidgetItem(name)
            item.setToolTip(name)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            count = QTableWidgetItem(str(counts.get(name, 0)))
            count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            count.setFlags(count.flags() & ~Qt.ItemFlag.ItemIsEditable)
            sort = QTableWidgetItem()
            self.table.setItem(row, NAME, item)
            self.table.setItem(row, COUNT, count)
            self.table.setItem(row, SORT, sort)
            self._set(row, layers[name])
        self._changed()

    def _set(self, row: int, sort: str) -> None:
        item = self.table.item(row, SORT)
        if item is not None:
            item.setData(ROLE, sort)
            item.setText(self.session.say(f"homes.sort.{sort_name(sort)}"))
            item.setIcon(dot(sort))

    def name(self, row: int) -> str:
        """Return the layer of a row, "" outside the table."""
        item = self.table.item(row, NAME)
        return item.text() if item is not None else ""

    @property
    def sorts(self) -> dict[str, str]:
        """What each layer is to be taken for."""
        rows = range(self.table.rowCount())
        return {self.name(row): str(item.data(ROLE)) for row in rows if (item := self.table.item(row, SORT))}

    @property
    def changed(self) -> bool:
        """Whether a layer is to be taken for something else than it was."""
        return self.sorts != self._found

    def choose(self, row: int, sort: str) -> None:
        """Take a row, and with it all chosen rows if it is one of them, for a sort."""
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        for each in rows if row in rows else {row}:
            self._set(each, sort)
        self._changed()

    def select(self, layer: str) -> None:
        """Choose the row of a layer and bring it into sight."""
        for row in range(self.table.rowCount()):
            if self.name(row) == layer:
                self.table.selectRow(row)
                self.table.scrollTo(self.table.model().index(row, NAME))

    def _changed(self) -> None:
        self.again.setEnabled(self.changed)
        self._officed()

    def _officed(self) -> None:
        self.remember.setEnabled(bool(self.office.text().strip()) and self.table.rowCount() > 0)

    # --- light -------------------------------------------------------------------------------------------------------

    def _light(self, row: int) -> None:
        chosen = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        rows = [row] if row >= 0 else chosen
        self.lit.emit(tuple(self.name(each) for each in rows))

    def eventFilter(self, watched, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._light(-1)
        return super().eventFilter(watched, event)


class SortDelegate(QStyledItemDelegate):
    """Offers the sorts as a list when a row's sort is clicked or F2 is pressed."""

    def __init__(self, layers: Layers) -> None:
        super().__init__(layers)
        self.layers = layers

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(132, 34)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QComboBox(parent)
        for sort in KINDS:
            editor.addItem(dot(sort), self.layers.session.say(f"homes.sort.{sort_name(sort)}"), sort)
        editor.setMaxVisibleItems(SHOWN)
        editor.activated.connect(lambda _: self._taken(editor))
        QTimer.singleShot(0, editor, editor.showPopup)
        return editor

    def _taken(self, editor: QComboBox) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(KINDS.index(str(index.data(ROLE))))

    def setModelData(self, editor: QWidget, model, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        self.layers.choose(index.row(), str(editor.currentData()))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, 1, 0, -1))  # type: ignore[attr-defined]


def layer_map(sorts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return sorts of layers as Choices.layers wants them: for each sort its layers as patterns that mean just them."""
    known = [sort for sort in KINDS if sort]
    return {sort: tuple(glob.escape(name) for name, own in sorts.items() if own == sort) for sort in known}
