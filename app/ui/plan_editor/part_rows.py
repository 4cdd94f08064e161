"""Lines of the properties of a plan, and the sheet they stand on."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.ui.fields import label
from app.ui.rows import Rows
from app.ui.session import Session


class PartRows(Rows):
    """Lines of the properties of a plan; with texts besides numbers and choices."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "part")
        self.grid.setColumnMinimumWidth(3, 0)

    def text(self, key: str, name: str) -> QLineEdit:
        """Add a text that is taken on Enter or on leaving."""
        field = QLineEdit()
        field.setObjectName(f"part:{key}")
        field.setMaxLength(60)

        def take() -> None:
            if field.isModified():
                field.setModified(False)
                self.edited.emit(key, field.text())

        field.editingFinished.connect(take)
        self._line(name, field, None)
        return field


def new_sheet() -> tuple[QWidget, QVBoxLayout]:
    """Return an empty sheet for a scroll area, and its column."""
    sheet = QWidget()
    sheet.setObjectName("sheet")
    column = QVBoxLayout(sheet)
    column.setContentsMargins(0, 2, 12, 10)
    column.setSpacing(9)
    return sheet, column


def soft(text: str) -> QLabel:
    """Return a sentence in soft ink, wrapped where it is too long."""
    made = label("soft", wrap=True)
    made.setText(text)
    return made
