"""A question to the user with named answers; the first is the usual one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget

ROLES = (QMessageBox.ButtonRole.AcceptRole, QMessageBox.ButtonRole.DestructiveRole, QMessageBox.ButtonRole.RejectRole)


def ask(parent: QWidget, name: str, title: str, text: str, answers: tuple[str, str, str]) -> int:
    """Return which answer was chosen: 0 the usual, 1 the one that loses something, 2 to leave all as it is (also Esc)."""
    box = QMessageBox(parent)
    box.setObjectName(name)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(parent.windowTitle())
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(title)
    box.setInformativeText(text)
    for part in box.findChildren(QLabel):
        part.setWordWrap(True)  # a long name must not be cut
    buttons: list[QPushButton] = [box.addButton(words, role) for words, role in zip(answers, ROLES, strict=True)]
    buttons[0].setObjectName("primary")
    buttons[0].style().unpolish(buttons[0])
    buttons[0].style().polish(buttons[0])
    box.setDefaultButton(buttons[0])
    box.setEscapeButton(buttons[2])
    box.exec()
    chosen = box.clickedButton()
    box.deleteLater()
    parent.activateWindow()  # where there is no window manager, nobody else gives the keys back
    return next((index for index, button in enumerate(buttons) if button is chosen), 2)
