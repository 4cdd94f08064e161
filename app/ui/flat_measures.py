"""The form of "find my flat": overall width and depth, a few rooms, single sides. What is typed in metres is shown in mm. m² for areas."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.plans.check import KINDS
from app.plans.house_types.find_flat import Measures, RoomMeasure
from app.ui.fields import Choice, label
from app.ui.session import Session
from app.ui.theme import icon
from app.words import written

METRES = 100.0  # a length below is in metres: no home and no room is so small in mm
ROOMS_MOST = 8
SEPARATORS = re.compile(r"[\s,，、;；]+")


class Length(QLineEdit):
    """A length in mm; 3.9 is taken as metres and shown as 3900. `area` fields take m² as they are."""

    entered = Signal()

    def __init__(self, name: str, hint: str, area: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setPlaceholderText(hint)
        self.setFixedWidth(62)
        self._area = area
        self.textEdited.connect(lambda _: self.entered.emit())
        self.editingFinished.connect(self._settle)

    @property
    def value(self) -> float:
        """The length in mm, or the area in m²; 0 while it is none."""
        value = number(self.text())
        return value if self._area else in_mm(value)

    def _settle(self) -> None:
        value = self.value
        self.setText(written(round(value, 2), "en") if value else "")


class RoomRow(QWidget):
    """One room: its kind, width by depth, or its area."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, session: Session, number_: int, kind: str) -> None:
        super().__init__()
        say = session.say
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.kind = Choice()
        self.kind.setObjectName(f"room:{number_}:kind")
        self.kind.setMinimumWidth(86)
        self.kind.setFixedWidth(96)
        for each in KINDS[:-1]:
            self.kind.addItem(say(f"homes.kind.{each}"), each)
        self.kind.addItem(say("homes.find.any_room"), "other")
        self.kind.show_value(kind)
        self.kind.chosen.connect(lambda _: self.changed.emit())
        self.across, self.deep = Length(f"room:{number_}:width", "mm"), Length(f"room:{number_}:depth", "mm")
        self.area = Length(f"room:{number_}:area", "m²", area=True)
        self.area.setFixedWidth(52)
        times, or_ = label("small"), label("small")
        times.setText("×")
        or_.setText(say("homes.find.or"))
        self.gone = QToolButton()
        self.gone.setIcon(icon("close", "ink_faint", 16))
        self.gone.setProperty("small", "true")
        self.gone.setAccessibleName(say("homes.find.remove_room"))
        self.gone.setToolTip(say("homes.find.remove_room"))
        self.gone.clicked.connect(lambda: self.removed.emit(self))
        for widget in (self.kind, self.across, times, self.deep, or_, self.area, self.gone):
            row.addWidget(widget)
        for field in (self.across, self.deep, self.area):
            field.entered.connect(self.changed)
            field.editingFinished.connect(self.changed)

    @property
    def measure(self) -> RoomMeasure | None:
        """The room as measured, None while nothing was."""
        width, depth, area = self.across.value, self.deep.value, self.area.value
        return RoomMeasure(str(self.kind.currentData()), width, depth, area) if width or depth or area else None


class MeasuresForm(QWidget):
    """All that can be typed; `changed` whenever it says something else."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        say = session.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        how = label("small", wrap=True)
        how.setText(say("homes.find.how"))
        column.addWidget(how)
        column.addLayout(self._over_all())
        self.axes = QCheckBox(say("homes.find.axes"))
        self.axes.setObjectName("find:axes")
        self.axes.setToolTip(say("homes.find.axes_tip"))
        self.axes.toggled.connect(lambda _: self.changed.emit())
        column.addWidget(self.axes)
        rooms = label("section")
        rooms.setText(say("homes.find.rooms"))
        column.addWidget(rooms)
        self.rows: list[RoomRow] = []
        self._made = 0
        holder = QWidget()
        holder.setObjectName("sheet")
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 6, 0)
        self._rows.setSpacing(5)
        self._rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(holder)
        column.addWidget(area, 1)
        self.add = QPushButton(say("homes.find.add_room"))
        self.add.setObjectName("find:addRoom")
        self.add.clicked.connect(lambda: self.add_room("bedroom"))
        column.addWidget(self.add)
        words = label("section")
        words.setText(say("homes.find.sides"))
        self.sides = QLineEdit()
        self.sides.setObjectName("find:sides")
        self.sides.setPlaceholderText(say("homes.find.sides_hint"))
        self.sides.textChanged.connect(lambda _: self.changed.emit())
        words.setBuddy(self.sides)
        column.addWidget(words)
        column.addWidget(self.sides)
        self.add_room("living")

    def _over_all(self) -> QGridLayout:
        grid, say = QGridLayout(), self.session.say
        self.across, self.deep = Length("find:width", "mm"), Length("find:depth", "mm")
        for place, (key, field) in enumerate((("width", self.across), ("depth", self.deep))):
            words = label("small")
            words.setText(say(f"homes.find.{key}"))
            words.setBuddy(field)
            field.setFixedWidth(80)
            field.entered.connect(self.changed)
            field.editingFinished.connect(self.changed)
            grid.addWidget(words, 0, 2 * place)
            grid.addWidget(field, 0, 2 * place + 1)
        grid.setColumnStretch(4, 1)
        return grid

    def add_room(self, kind: str) -> None:
        """Ask for one more room."""
        if len(self.rows) >= ROOMS_MOST:
            return
        self._made += 1
        row = RoomRow(self.session, self._made, kind)
        row.changed.connect(self.changed)
        row.removed.connect(self._remove)
        self.rows.append(row)
        self._rows.insertWidget(self._rows.count() - 1, row)
        before: QWidget = self.rows[-2].gone if len(self.rows) > 1 else self.axes
        for widget in (row.kind, row.across, row.deep, row.area, row.gone, self.add):
            QWidget.setTabOrder(before, widget)  # the keyboard goes down the form, wherever rows were added
            before = widget
        self.add.setEnabled(len(self.rows) < ROOMS_MOST)

    def _remove(self, row: RoomRow) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self.add.setEnabled(True)
        self.changed.emit()

    @property
    def measures(self) -> Measures | None:
        """What was typed so far, None while nothing was."""
        rooms = tuple(room for row in self.rows if (room := row.measure) is not None)
        sides = tuple(length for word in SEPARATORS.split(self.sides.text()) if (length := in_mm(number(word))))
        found = Measures((), self.across.value, self.deep.value, self.axes.isChecked(), rooms, sides)
        return found if found.width or found.depth or rooms or sides else None


def number(text: str) -> float:
    """Return what was typed as a number of a size that can be meant, else 0; "3.9 m", "3900mm", "3，9" are understood."""
    plain = text.strip().lower().replace("，", ".").replace(",", ".").replace("。", ".")
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{0,4})?)\s*(mm|cm|m|米|毫米|厘米)?", plain)
    if not found:
        return 0.0
    scale = {"cm": 10.0, "厘米": 10.0, "m": 1000.0, "米": 1000.0}.get(found.group(2) or "", 1.0)
    return float(found.group(1)) * scale


def in_mm(value: float) -> float:
    """Return a length in mm; one below METRES was meant in metres."""
    return round(value * 1000.0, 3) if 0.0 < value < METRES else value
