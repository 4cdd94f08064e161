"""What the house types on the first page are narrowed down to: rooms, baths, sizes, orientation, place, whose. mm, m²."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.plans.house_types.library import Entry, Wanted
from app.ui.fields import Choice, label
from app.ui.flow import FlowLayout
from app.ui.session import Session

type Range = tuple[float, float]

ALL: Range = (0.0, math.inf)
LOOKS: dict[str, tuple[str, ...]] = {"S": ("S",), "NS": ("N", "S"), "E": ("E",), "W": ("W",), "N": ("N",)}
SORTS: dict[str, Callable[[Entry], tuple]] = {
    "fit": lambda entry: (),  # as the library found them
    "small": lambda entry: (entry.area_m2, entry.id),
    "large": lambda entry: (-entry.area_m2, entry.id),
    "width": lambda entry: (entry.width, entry.depth, entry.id),
    "depth": lambda entry: (entry.depth, entry.width, entry.id),
}
RANGES = {"area": "area_m2", "width": "width", "depth": "depth"}  # fields here -> fields of Wanted
CHOICES = {"bedrooms": 142, "baths": 112, "looks": 118, "kind": 106, "own": 108, "estate": 124, "city": 100}  # px


class Between(QWidget):
    """Two fields for the least and the greatest of a number; empty for no limit."""

    changed = Signal()

    def __init__(self, name: str, words: tuple[str, str], wide: int = 58) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.fields: list[QLineEdit] = []
        for which, word in zip(("low", "high"), words, strict=True):
            field = QLineEdit()
            field.setObjectName(f"{name}:{which}")
            field.setPlaceholderText(word)
            field.setFixedWidth(wide)
            check = QDoubleValidator(0.0, 1e6, 2, field)
            check.setNotation(QDoubleValidator.Notation.StandardNotation)
            check.setLocale(QLocale.c())
            field.setValidator(check)
            field.textChanged.connect(self.changed)
            self.fields.append(field)
            row.addWidget(field)

    @property
    def value(self) -> Range:
        """The limits; what is not yet a number limits nothing."""
        numbers = []
        for field, none in zip(self.fields, ALL, strict=True):
            try:
                numbers.append(float(field.text()))
            except ValueError:
                numbers.append(none)
        return (numbers[0], numbers[1])

    def show_value(self, value: Range) -> None:
        """Show limits without telling of a change."""
        for field, number in zip(self.fields, value, strict=True):
            field.blockSignals(True)
            field.setText("" if number in ALL else f"{number:g}")
            field.blockSignals(False)


class Filters(QWidget):
    """The fields of a filter; `changed` when something else is asked for."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._labels: dict[str, QLabel] = {}
        self._entries: tuple[Entry, ...] = ()
        flow = FlowLayout(self, gap=8)
        self.choices: dict[str, Choice] = {}
        self.between: dict[str, Between] = {}
        words = (session.say("homes.filter.from"), session.say("homes.filter.to"))
        for key in RANGES:
            self.between[key] = Between(f"filter:{key}", words)
            self.between[key].changed.connect(self.changed)
        for key, wide in CHOICES.items():
            flow.addWidget(self._choice(key, wide))
            if key == "baths":
                for each, fields in self.between.items():
                    flow.addWidget(self._labelled(each, fields))
        self.clear = QPushButton()
        self.clear.setObjectName("clearFilters")
        self.clear.clicked.connect(self.clear_all)
        flow.addWidget(self.clear)

    def _choice(self, key: str, wide: int) -> Choice:
        made = self.choices[key] = Choice()
        made.setObjectName(f"filter:{key}")
        made.setMinimumWidth(wide)
        made.setFixedWidth(wide)
        made.chosen.connect(lambda _: self.changed.emit())
        return made

    def _labelled(self, key: str, fields: Between) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        words = self._labels[key] = label("small")
        words.setBuddy(fields.fields[0])
        row.addWidget(words)
        row.addWidget(fields)
        return holder

    # --- words -------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text in the language of the session."""
        say = self.session.say
        for key, words in self._labels.items():
            words.setText(say(f"homes.filter.{key}"))
        for between in self.between.values():
            for field, key in zip(between.fields, ("from", "to"), strict=True):
                field.setPlaceholderText(say(f"homes.filter.{key}"))
        self.clear.setText(say("homes.filter.clear"))
        self.offer(self._entries)

    def offer(self, entries: Sequence[Entry]) -> None:
        """Offer what there is to be asked for among house types."""
        self._entries, say = tuple(entries), self.session.say
        for key in ("bedrooms", "baths", "estate", "city"):
            found = sorted({getattr(entry, key) for entry in entries} - {""})
            self._fill(key, [(self._told(key, one), one) for one in found])
            self.choices[key].setVisible(bool(found))
        self._fill("looks", [(say(f"homes.filter.looks.{look}"), look) for look in LOOKS])
        self._fill("kind", [(say("homes.filter.kind.flat"), "flat"), (say("homes.filter.kind.room"), "room")])
        self._fill("own", [(say("homes.filter.own.yes"), True), (say("homes.filter.own.no"), False)])

    def _told(self, key: str, value: object) -> str:
        if isinstance(value, str):
            return value
        return self.session.say(f"homes.filter.{key}.{'some' if value else 'none'}", count=int(str(value)))

    def _fill(self, key: str, options: Sequence[tuple[str, object]]) -> None:
        choice = self.choices[key]
        before = choice.currentData()
        choice.clear()
        name = self.session.say(f"homes.filter.{key}")
        choice.setAccessibleName(name)
        choice.addItem(self.session.say("homes.filter.any", name=name), None)
        for words, value in options:
            choice.addItem(words, value)
        choice.setCurrentIndex(max(choice.findData(before) if before is not None else 0, 0))

    # --- what is asked -----------------------------------------------------------------------------------------------

    @property
    def wanted(self) -> Wanted:
        """What is asked for now."""
        chosen = {key: choice.currentData() for key, choice in self.choices.items()}
        limits = {key: between.value for key, between in self.between.items()}
        return Wanted(
            bedrooms=chosen["bedrooms"],
            baths=chosen["baths"],
            orientation=LOOKS.get(chosen["looks"], ()),
            estate=chosen["estate"] or "",
            city=chosen["city"] or "",
            own=chosen["own"],
            kind=chosen["kind"] or "",
            **{RANGES[key]: limit for key, limit in limits.items() if limit != ALL},  # type: ignore[arg-type]
        )

    @property
    def count(self) -> int:
        """How many things are asked for."""
        chosen = sum(choice.currentData() is not None for choice in self.choices.values())
        return chosen + sum(between.value != ALL for between in self.between.values())

    def clear_all(self) -> None:
        """Ask for nothing."""
        for choice in self.choices.values():
            choice.setCurrentIndex(0)
        for between in self.between.values():
            between.show_value(ALL)
        self.changed.emit()
