"""The page of keys and mouse gestures, made from the table of actions, and what this program is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.actions import ACTIONS, MENUS
from app.ui.fields import label
from app.ui.session import Session
from app.ui.theme import pixmap

LEFT = ("file", "edit", "view")  # menus in the left column
GESTURES = (
    "select",
    "more",
    "drag",
    "insert",
    "orbit",
    "pan",
    "room",
    "zoom",
    "type",
    "tab",
    "turn",
    "free",
    "nudge",
    "end",
)


class ShortcutsDialog(QDialog):
    """Every shortcut and every gesture on one page."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.say("ui.action.shortcuts"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 22)
        layout.setSpacing(16)
        title = label("title")
        title.setText(session.say("ui.action.shortcuts"))
        layout.addWidget(title)
        columns = QHBoxLayout()
        columns.setSpacing(44)
        keys = [(m, [a for a in ACTIONS if a.menu == m and a.shortcut]) for m in MENUS]
        left, right = QVBoxLayout(), QVBoxLayout()
        for menu, actions in keys:
            if actions:
                rows = [(QKeySequence(a.shortcut).toString(), session.say(f"ui.action.{a.key}")) for a in actions]
                (left if menu in LEFT else right).addLayout(_block(session.say(f"ui.menu.{menu}"), rows))
        gestures = [(session.say(f"ui.gesture.{key}.how"), session.say(f"ui.gesture.{key}")) for key in GESTURES]
        right.addLayout(_block(session.say("ui.help.mouse"), gestures))
        for column in (left, right):
            column.setSpacing(14)
            column.addStretch(1)
            columns.addLayout(column)
        layout.addLayout(columns)
        layout.addWidget(_closer(session, self), 0, Qt.AlignmentFlag.AlignRight)


class AboutDialog(QDialog):
    """Name, purpose, licence, library stamp."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.say("ui.action.about"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(34, 30, 34, 24)
        layout.setSpacing(10)
        logo = QLabel()
        logo.setPixmap(pixmap("jiyang", "ink", 64))
        layout.addWidget(logo)
        for role, text in (
            ("huge", session.say("ui.app")),
            ("soft", session.say("ui.about.text")),
            (
                "small",
                session.say("ui.about.library", samples=len(session.catalog.samples), stamp=session.catalog.stamp[:12]),
            ),
            ("small", session.say("ui.about.licence")),
        ):
            line = label(role, wrap=True)
            line.setText(text)
            line.setMinimumWidth(360)
            layout.addWidget(line)
        layout.addSpacing(8)
        layout.addWidget(_closer(session, self), 0, Qt.AlignmentFlag.AlignRight)


def _block(title: str, rows: list[tuple[str, str]]) -> QVBoxLayout:
    block = QVBoxLayout()
    block.setSpacing(6)
    head = label("section")
    head.setText(title)
    block.addWidget(head)
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(6)
    for row, (how, what) in enumerate(rows):
        key, text = QLabel(how), label()
        key.setObjectName("key")
        text.setText(what)
        grid.setColumnMinimumWidth(0, 104)
        grid.addWidget(key, row, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(text, row, 1)
    grid.setColumnStretch(1, 1)
    block.addLayout(grid)
    return block


def _closer(session: Session, dialog: QDialog) -> QPushButton:
    button = QPushButton(session.say("ui.close"))
    button.setObjectName("close")
    button.clicked.connect(dialog.accept)
    return button
