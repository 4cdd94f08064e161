"""What a drawing does not say by itself, as choices with the evidence for each; a question once asked stays, to be answered otherwise."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.plans.importing import Choices, Question
from app.ui.fields import Choice, label
from app.ui.session import Session

FEW = 6  # options up to which each has a line of its own
HIGHEST = 210  # px of all questions together; more is scrolled


class Questions(QScrollArea):
    """The questions of a drawing; `answered` tells what a question is about and the value chosen."""

    answered = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.asked: dict[str, Question] = {}
        self.setObjectName("questions")
        self.setWidgetResizable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVisible(False)

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions that have no answer yet."""
        return tuple(question for question in self.asked.values() if not question.chosen)

    def ask(self, questions: tuple[Question, ...], choices: Choices) -> None:
        """Show questions with those asked before; what the user chose stays chosen."""
        for question in questions:
            self.asked[question.about] = question
        for about, question in self.asked.items():
            given = getattr(choices, about, None)
            if isinstance(given, str) and given:
                self.asked[about] = replace(question, chosen=given)
        self._fill()

    def forget(self) -> None:
        """Ask nothing."""
        self.asked.clear()
        self._fill()

    def _fill(self) -> None:
        sheet = QWidget()
        sheet.setObjectName("sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for question in sorted(self.asked.values(), key=lambda one: bool(one.chosen)):  # what is open first
            column.addWidget(self._card(question))
        column.addStretch(1)
        old = self.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self.setWidget(sheet)
        self.setVisible(bool(self.asked))
        self._measure()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        sheet = self.widget()
        layout = sheet.layout() if sheet is not None else None
        if layout is None or not self.asked:
            return
        width = self.viewport().width()
        high = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        self.setFixedHeight(min(high + 2, HIGHEST))

    def _card(self, question: Question) -> QFrame:
        """Return a question: with a line for each answer while it is open, in one line once it has an answer."""
        card = QFrame()
        card.setObjectName(f"question:{question.about}")
        card.setProperty("finding", "info" if question.chosen else "warning")
        box = QHBoxLayout(card) if question.chosen else QVBoxLayout(card)
        box.setContentsMargins(14, 7, 14, 8)
        box.setSpacing(12 if question.chosen else 5)
        told = label("" if question.chosen else "heading", wrap=True)
        told.setText(self.session.say(question.told))
        box.addWidget(told, 1)
        lines = not question.chosen and len(question.options) <= FEW
        box.addWidget(self._lines(question) if lines else self._list(question), 1)
        return card

    def _lines(self, question: Question) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        group = QButtonGroup(holder)
        for option in question.options:
            button = Option(self.session.say(option.told))
            button.radio.setObjectName(f"option:{question.about}:{option.value}")
            button.radio.setChecked(option.value == question.chosen)
            button.radio.clicked.connect(
                lambda _=False, about=question.about, value=option.value: self.answered.emit(about, value)
            )
            group.addButton(button.radio)
            column.addWidget(button)
        return holder

    def _list(self, question: Question) -> QWidget:
        choice = Choice()
        choice.setObjectName(f"options:{question.about}")
        if not question.chosen:
            choice.addItem(self.session.say("homes.import.choose"), None)
        for option in question.options:
            choice.addItem(self.session.say(option.told), option.value)
        choice.show_value(question.chosen or None)
        choice.chosen.connect(lambda value, about=question.about: self._chosen(about, value))
        return choice

    def _chosen(self, about: str, value: object) -> None:
        if value is not None:
            self.answered.emit(about, str(value))


class Option(QWidget):
    """A radio button whose words wrap; a click on the words chooses it."""

    def __init__(self, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.radio = QRadioButton()
        self.radio.setAccessibleName(words)
        self.words = QLabel(words)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        row.addWidget(self.radio)
        row.addWidget(self.words, 1)

    def mousePressEvent(self, event) -> None:
        self.radio.click()
