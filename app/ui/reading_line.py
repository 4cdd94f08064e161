"""What the search has understood, under its box: each term with its value as a small chip, then one line of what must be asked."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.answers import Understood
from app.ui.fields import label
from app.ui.flow import FlowLayout
from app.ui.session import Session


class ReadingLine(QWidget):
    """Hidden while nothing was understood."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("reading")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._terms = QWidget()
        self._flow = FlowLayout(self._terms, gap=5)
        self.question = label("small", wrap=True)
        self.question.setObjectName("question")
        column.addWidget(self._terms)
        column.addWidget(self.question)
        self.chips: list[QLabel] = []
        self.hide()

    def show_reading(self, reading: Understood) -> None:
        """Show the terms of a reading and its first question."""
        language = self.session.language
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for term in reading.terms:
            chip = label("term")
            chip.setText(term(language))
            self._flow.addWidget(chip)
            chip.show()
            self.chips.append(chip)
        asks = reading.question(language) if reading.question else ""
        self.question.setText(asks)
        self.question.setVisible(bool(asks))
        self._terms.setVisible(bool(self.chips))
        self.setVisible(bool(self.chips or asks))
