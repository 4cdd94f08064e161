"""What a visit means for the furniture: the units that no longer fit and by how much, with ways out; a click goes to the unit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.fit.remeasure import Line
from app.ui.fields import label
from app.ui.findings_panel import FixButton
from app.ui.session import Session
from app.ui.theme import pixmap

LEVELS = {"over": "error", "rule": "error", "moved": "error", "warning": "warning", "gap": "info"}
SHOWN = 30


class LineCard(QFrame):
    """One line of a re-measure; clicking it goes to its units, its buttons mend it."""

    clicked = Signal(object)
    mended = Signal(object)  # a Remedy

    def __init__(self, session: Session, line: Line) -> None:
        super().__init__()
        self.line, level = line, LEVELS[line.kind]
        self.setProperty("finding", level)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        badge = QLabel()
        badge.setPixmap(pixmap(level, level, 18))
        row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        sentence = label(wrap=True)
        sentence.setText(session.say(line.message))
        column.addWidget(sentence)
        self.fixes = [FixButton(session.say(remedy.message)) for remedy in line.remedies]
        for remedy, button in zip(line.remedies, self.fixes, strict=True):
            button.clicked.connect(lambda chosen=remedy: self.mended.emit(chosen))
            column.addWidget(button)
        row.addLayout(column, 1)

    def mouseReleaseEvent(self, event) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self.line)


class Misfits(QWidget):
    """The lines of a re-measure, what no longer fits first."""

    shown = Signal(object)  # a Line to go to
    mended = Signal(object)  # a Remedy to do

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.cards: list[LineCard] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(7)

    def show_lines(self, lines: Sequence[Line], asked: bool) -> None:
        """Show lines; `asked` says that there was something to compare, so that none means that all fits."""
        while (item := self.column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.cards = [LineCard(self.session, line) for line in lines[:SHOWN]]
        for card in self.cards:
            card.clicked.connect(self.shown)
            card.mended.connect(self.mended)
            self.column.addWidget(card)
            card.show()  # what is hidden has no height
        if not lines and asked:
            well = label("good", wrap=True)
            well.setText(self.session.say("survey.all_fits"))
            self.column.addWidget(well)
