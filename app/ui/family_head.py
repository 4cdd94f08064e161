"""The head of an opened family: the way back, its name, and a list for each thing its samples differ in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QToolButton, QVBoxLayout, QWidget

from app.components.parts import Value
from app.ui.fields import Choice, label, swatch
from app.ui.offers import FamilyOffer
from app.ui.session import Session
from app.ui.theme import icon
from app.words import written

ACROSS = 2  # lists side by side


class FamilyHead(QWidget):
    """`chosen` holds what the samples shown must have: a value or "finish.<slot>" -> its value."""

    left = Signal()
    narrowed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.family: FamilyOffer | None = None
        self.chosen: dict[str, Value] = {}
        self.lists: dict[str, Choice] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.back = QToolButton()
        self.back.setObjectName("back")
        self.back.setIcon(icon("back", "wood"))
        self.back.setToolButtonStyle(self.back.toolButtonStyle().ToolButtonTextBesideIcon)
        self.back.clicked.connect(self.left)
        self.name, self.count = label("heading", wrap=True), label("small")
        self._grid_holder = QWidget()
        self._grid = QGridLayout(self._grid_holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        for widget in (self.back, self.name, self.count, self._grid_holder):
            column.addWidget(widget)
        self.hide()

    def show_family(self, family: FamilyOffer) -> None:
        """Show a family with nothing chosen yet."""
        self.family, self.chosen = family, {}
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the language of the session."""
        say = self.session.say
        self.back.setText(say("ui.library.back"))
        if self.family is None:
            return
        self.name.setText(self.session.name(self.family.name))
        self._count()
        for field in self.lists.values():
            self._grid.removeWidget(field)
            field.hide()
            field.deleteLater()
        self.lists = {}
        for number, (name, values) in enumerate(self.family.facets):
            field = self.lists[name] = self._list(name, values)
            self._grid.addWidget(field, number // ACROSS, number % ACROSS)

    def _list(self, name: str, values: tuple[Value, ...]) -> Choice:
        field = Choice()
        field.setObjectName(f"facet:{name}")
        field.setMinimumWidth(60)
        field.addItem(self._name(name), None)
        for value in values:
            self._add(field, name, value)
        field.show_value(self.chosen.get(name))
        field.chosen.connect(lambda value, n=name: self._choose(n, value))
        return field

    def _add(self, field: Choice, name: str, value: Value) -> None:
        state = next((one for one in self.family.states if one.id == name), None) if self.family else None
        decor = self.session.catalog.decors.get(str(value)) if name.startswith("finish.") else None
        words = next((text for one, text in state.choices if one == value), None) if state else None
        if decor is not None:
            field.addItem(swatch(decor), self.session.name(decor.name), value)
        elif words is not None:
            field.addItem(self.session.name(words), value)
        elif isinstance(value, bool):
            field.addItem(f"{self._name(name)}: {self.session.say('ui.yes' if value else 'ui.no')}", value)
        else:
            number = isinstance(value, int | float)
            text = written(float(value), "en") if number else str(value)
            unit = state.unit if state else ""
            field.addItem(f"{self._name(name)} {text}{f' {unit}' if unit and unit != '°' else unit}", value)

    def _name(self, name: str) -> str:
        slot = name.removeprefix("finish.")
        if slot != name:
            known = self.session.catalog.finishes.get(slot)
            return self.session.name(known.name) if known else slot
        state = next((one for one in self.family.states if one.id == name), None) if self.family else None
        return self.session.name(state.name) if state else name

    def _choose(self, name: str, value: Value | None) -> None:
        if value is None:
            self.chosen.pop(name, None)
        else:
            self.chosen[name] = value
        self._count()
        self.narrowed.emit()

    def _count(self) -> None:
        number = len(self.family.picked(self.chosen)) if self.family else 0
        self.count.setText(self.session.counted("ui.library.samples", number, count=number))
