"""What is inside the selected unit, as lines of the inspector: each insert with its values, and each opening with what can fill it. mm."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.components.parts import Insert, Value
from app.components.values import ParameterState
from app.design.layout import Placed
from app.ui.fields import Choice, label
from app.ui.rows import Rows, as_kind, shared
from app.ui.session import Session
from app.ui.theme import icon


class Inside(QWidget):
    """The inserts of one unit and its openings; an edit is one step of undo."""

    def __init__(self, session: Session, placed: Placed) -> None:
        super().__init__()
        self.session = session
        self._rows: dict[str, Rows] = {}
        self._offers: dict[str, Choice] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        self._numbers = {opening.id: i for i, opening in enumerate(placed.component.openings, 1)}
        for insert in placed.component.inserts:
            column.addLayout(self._name(insert))
            column.addWidget(self._values(placed, insert))
        offers = session.inserts_offered()
        for opening in placed.component.openings if offers else ():
            choice = self._offers[opening.id] = Choice()
            choice.setObjectName(f"addInsert:{opening.id}")
            choice.addItem(icon("plus", "wood"), "", None)
            for sample in offers:
                choice.addItem(icon("shelf"), session.name(sample.name), sample.id)
            choice.chosen.connect(lambda sample, o=opening.id: session.add_insert(sample, o) if sample else None)
            column.addWidget(choice)
        self.show_inside(placed)

    def _name(self, insert: Insert) -> QHBoxLayout:
        session, row = self.session, QHBoxLayout()
        text = label(wrap=True)
        name, number = session.name(session.catalog.sample(insert.sample).name), self._numbers.get(insert.opening, 0)
        text.setText(session.say("ui.inspector.insert", name=name, number=number) if number else name)
        away = QToolButton()
        away.setObjectName(f"removeInsert:{insert.id}")
        away.setIcon(icon("close", "ink_faint", 15))
        away.setToolTip(session.say("ui.inspector.remove"))
        away.clicked.connect(lambda: session.remove_insert(insert.id))
        row.addWidget(text, 1)
        row.addWidget(away)
        return row

    def _values(self, placed: Placed, insert: Insert) -> Rows:
        rows = self._rows[insert.id] = Rows(self.session, f"insert:{insert.id}")
        for one in shared([self.session.insert_parameters(placed, insert)]):
            rows.parameter(one)
        rows.finish()
        rows.edited.connect(lambda name, value, i=insert.id: self._edit(i, name, value))
        return rows

    def show_inside(self, placed: Placed) -> None:
        """Bring the values of every insert and the sizes of the openings up to date."""
        self._placed = placed
        for opening in placed.component.openings if self._offers else ():
            width, _, height = (round(size, 2) for size in opening.box.size)
            words = self.session.say("ui.inspector.add", number=self._numbers[opening.id], width=width, height=height)
            self._offers[opening.id].setItemText(0, words)
            self._offers[opening.id].setCurrentIndex(0)
        for insert in placed.component.inserts:
            self._rows[insert.id].show_parameters(shared([self.session.insert_parameters(placed, insert)]))

    def _edit(self, insert_id: str, name: str, value: Value | None) -> None:
        insert = next(one for one in self._placed.component.inserts if one.id == insert_id)
        states: tuple[ParameterState, ...] = self.session.insert_parameters(self._placed, insert)
        state = next((one for one in states if one.id == name), None)
        self.session.set_insert_value(insert_id, name, as_kind(value, state))
