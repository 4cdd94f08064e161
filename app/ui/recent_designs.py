"""The designs that were open last, to be opened again with a click on the first page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from app.ui.fields import label
from app.ui.session import Session
from app.ui.theme import icon

MOST = 3
WIDE = 290  # px a name has


class RecentDesigns(QWidget):
    """A title and up to MOST names; hidden where there is none."""

    opened = Signal(Path)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.title = label("section")
        column.addWidget(self.title)
        self.names = QVBoxLayout()
        self.names.setSpacing(0)
        column.addLayout(self.names)
        session.recentChanged.connect(self.fill)

    def fill(self) -> None:
        """Show the files there are, in the language of the session."""
        self.title.setText(self.session.say("ui.start.recent"))
        while self.names.count():
            item = self.names.takeAt(0)
            old = item.widget() if item else None
            if old is not None:
                old.hide()
                old.deleteLater()
        files = [Path(name) for name in self.session.preferences.recent if Path(name).is_file()][:MOST]
        self.setVisible(bool(files))
        for path in files:
            button = QToolButton()
            button.setObjectName("link")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIcon(icon("recent", "wood"))
            button.setText(button.fontMetrics().elidedText(path.stem, Qt.TextElideMode.ElideMiddle, WIDE))
            button.setToolTip(str(path))
            button.clicked.connect(lambda _=False, p=path: self.opened.emit(p))
            self.names.addWidget(button)
