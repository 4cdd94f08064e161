"""Beside the drawing: its rooms, what is to be checked, its layers, one at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.ui.plan_import.facts import Doubts, Rooms
from app.ui.plan_import.layers import Layers
from app.ui.session import Session

WIDE = 372  # px
PAGES = ("rooms", "doubts", "layers")


class Side(QWidget):
    """Three pages with a tab each that says how much is on it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setFixedWidth(WIDE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        holder = QWidget()
        holder.setObjectName("segments")
        row = QHBoxLayout(holder)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self.pages = QStackedWidget()
        self.rooms, self.doubts, self.layers = Rooms(session), Doubts(session), Layers(session)
        self.tabs: dict[str, QToolButton] = {}
        for key, page in zip(PAGES, (self.rooms, self.doubts, self.layers), strict=True):
            self.pages.addWidget(page)
            button = QToolButton()
            button.setObjectName(f"tab:{key}")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, k=key: self.show_page(k))
            row.addWidget(button, 1)
            self.tabs[key] = button
        column.addWidget(holder, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.pages, 1)
        self.show_counts(0, 0, 0)
        self.show_page("rooms")

    def show_page(self, key: str) -> None:
        """Show the rooms, the doubts or the layers."""
        for name, button in self.tabs.items():
            button.setChecked(name == key)
        self.pages.setCurrentIndex(PAGES.index(key))
        self.layers.lit.emit(())

    def show_counts(self, rooms: int, doubts: int, layers: int) -> None:
        """Say on the tabs how much there is; layers have a tab only where a drawing has some."""
        for key, count in zip(PAGES, (rooms, doubts, layers), strict=True):
            words = self.session.say(f"homes.import.tab.{key}")
            self.tabs[key].setText(f"{words}  {count}" if count else words)
        self.tabs["layers"].setVisible(bool(layers))
