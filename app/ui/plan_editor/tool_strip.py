"""The strip of tools on the left of the plan editor, in groups; the one in hand is marked."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.ui.fields import label
from app.ui.plan_editor.tool_table import GROUPS, TOOLS, tool_name
from app.ui.session import Session
from app.ui.theme import icon

ACROSS = 3  # tools beside each other
BUTTON = QSize(78, 47)


class ToolStrip(QWidget):
    """A button for each tool; `chosen` carries its key."""

    chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.buttons: dict[str, QToolButton] = {}
        self._heads: dict[str, QLabel] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for name in GROUPS:
            if name != GROUPS[0]:
                self._heads[name] = label("section")
                column.addSpacing(3)
                column.addWidget(self._heads[name])
            column.addLayout(self._buttons(name))
        self.retranslate()

    def _buttons(self, group: str) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(1)
        for number, entry in enumerate(one for one in TOOLS if one.group == group):
            button = QToolButton()
            button.setObjectName(f"drawTool:{entry.key}")
            button.setProperty("draws", "true")
            button.setCheckable(True)
            button.setFixedSize(BUTTON)
            button.setIconSize(QSize(22, 22))
            button.setIcon(icon(entry.icon, "ink_soft", 22))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _=False, key=entry.key: self.chosen.emit(key))
            self._group.addButton(button)
            grid.addWidget(button, number // ACROSS, number % ACROSS)
            self.buttons[entry.key] = button
        grid.setColumnStretch(ACROSS, 1)
        return grid

    def show_tool(self, key: str) -> None:
        """Mark the tool in hand."""
        self.buttons[key].setChecked(True)

    def retranslate(self) -> None:
        """Set every text in the language of the session."""
        for group, head in self._heads.items():
            head.setText(self.session.say(f"plan_editor.group.{group}"))
        for entry in TOOLS:
            name = tool_name(self.session, entry.key)
            self.buttons[entry.key].setText(name)
            self.buttons[entry.key].setToolTip(f"{name}  ({entry.shortcut})" if entry.shortcut else name)
