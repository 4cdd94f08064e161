"""One line of the inspector: a name, a field, its unit and limits, the way back to the default. Lengths mm."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QToolButton, QWidget

from app.components.materials import Decor
from app.components.parts import Value
from app.components.values import ParameterState
from app.ui.fields import Choice, NumberField, label, no_swatch, swatch
from app.ui.session import Session
from app.ui.theme import icon
from app.words import written

FIRST = ("width", "height", "depth")  # what people ask for first stands first


@dataclass(frozen=True, slots=True)
class Shared:
    """A parameter over all selected units: one state, None as value where they differ, the limits that suit them all."""

    state: ParameterState
    value: Value | None
    low: float | None
    high: float | None
    default: bool  # every unit has its default
    locked: bool | None = None  # of a part that shares a space: whether it keeps its size


def shared(states: list[tuple[ParameterState, ...]], locks: Mapping[str, bool] | None = None) -> list[Shared]:
    """Return the parameters that all units have in common, sizes first, then in the order of the first unit.

    `locks` says of the parts that share a space whether they are locked.
    """
    found = []
    ordered = sorted(states[0], key=lambda s: FIRST.index(s.id) if s.id in FIRST else len(FIRST)) if states else []
    for state in ordered:
        same = [next((s for s in other if s.id == state.id and s.kind == state.kind), None) for other in states]
        if any(s is None or s.choices != state.choices for s in same):
            continue
        all_of = [s for s in same if s is not None]
        values = {s.value for s in all_of}
        lows, highs = [s.min for s in all_of if s.min is not None], [s.max for s in all_of if s.max is not None]
        value = state.value if len(values) == 1 else None
        found.append(
            Shared(
                state,
                value,
                max(lows, default=None),
                min(highs, default=None),
                all(s.value == s.default for s in all_of),
                (locks or {}).get(state.id),
            )
        )
    return found


def as_kind(value: Value | None, state: ParameterState | None) -> Value | None:
    """Return a number typed as the whole number that a count wants."""
    whole = isinstance(value, float) and value == round(value)
    return int(value) if whole and state is not None and state.kind == "count" else value  # type: ignore[arg-type]


class Rows(QWidget):
    """A grid of lines; `complaint` tells what was not taken, and why; fields are named <kind>:<key>."""

    edited = Signal(str, object)  # id, value; None for the default

    def __init__(self, session: Session, kind: str = "value") -> None:
        super().__init__()
        self.session, self._kind = session, kind
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(7)
        self.grid.setColumnMinimumWidth(0, 96)
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnMinimumWidth(2, 22)
        self.grid.setColumnMinimumWidth(3, 24)
        self._rows = 0
        self.captions: dict[str, QLabel] = {}
        self.complaint = label("error", wrap=True)
        self.complaint.hide()
        self.shows: list[Callable[[dict[str, Shared]], None]] = []

    def finish(self) -> None:
        """Put the line for complaints below the last row; it goes below the row that it is about."""
        self.grid.addWidget(self.complaint, self._rows, 0, 1, 4)

    def number(self, key: str, name: str, unit: str, step: float = 1.0, whole: bool = False) -> NumberField:
        """Add a number; the caller shows value and limits."""
        field = NumberField(step, whole)
        field.setObjectName(f"{self._kind}:{key}")
        field.entered.connect(lambda value: self._taken(key, value))
        field.refused.connect(lambda value: self._refuse(field, name, unit, value))
        self._line(name, field, unit)
        return field

    def choice(self, key: str, name: str, options: list[tuple[Value, str]]) -> Choice:
        """Add a list to choose from."""
        field = Choice()
        field.setObjectName(f"{self._kind}:{key}")
        for value, text in options:
            field.addItem(text, value)
        field.chosen.connect(lambda value: self._taken(key, value))
        self._line(name, field, None)
        return field

    def decor(self, key: str, name: str, decors: list[Decor], none: str = "") -> Choice:
        """Add a list of surfaces with their swatches; `none` names the choice of no surface of its own, "" where there is none."""
        field = self.choice(key, name, [])
        if none:
            field.addItem(no_swatch(), none, None)
        for decor in decors:
            field.addItem(swatch(decor), self.session.name(decor.name), decor.id)
        return field

    def way_back(self, key: str) -> QToolButton:
        """Add the button that takes the last line back to its default."""
        back = QToolButton()
        back.setObjectName("reset")
        back.setFixedSize(24, 24)
        back.setIcon(icon("undo", "ink_faint", 15))
        back.setToolTip(self.session.say("ui.inspector.reset"))
        back.clicked.connect(lambda: self.edited.emit(key, None))
        keep = back.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        back.setSizePolicy(keep)
        self.grid.addWidget(back, self._rows - 2, 3)
        return back

    def lock(self, key: str) -> QToolButton:
        """Add the button that locks a part at its size, or lets it share what is left."""
        button = self.way_back(key)
        button.setObjectName(f"lock:{key}")
        button.setProperty("small", True)
        button.clicked.disconnect()
        button.clicked.connect(lambda: self.edited.emit(key, button.property("locks_at")))
        return button

    def _show_lock(self, button: QToolButton, key: str, shown: Shared) -> None:
        button.setIcon(icon("lock", "wood", 16) if shown.locked else icon("unlock", "ink_faint", 16))
        button.setToolTip(self.session.say("ui.inspector.locked" if shown.locked else "ui.inspector.free"))
        button.setProperty("locks_at", None if shown.locked else shown.value)

    def switch(self, key: str, name: str) -> QCheckBox:
        """Add a yes or no."""
        field = QCheckBox()
        field.setObjectName(f"{self._kind}:{key}")
        field.clicked.connect(lambda checked: self._taken(key, bool(checked)))
        self._line(name, field, None)
        return field

    def parameter(self, one: Shared) -> None:
        """Add the line of a parameter."""
        state, name = one.state, self.session.name(one.state.name)
        field: NumberField | Choice | QCheckBox
        if state.choices:
            field = self.choice(state.id, name, [(value, self.session.name(text)) for value, text in state.choices])
        elif state.kind == "bool":
            field = self.switch(state.id, name)
        else:
            field = self.number(state.id, name, state.unit, state.step, state.kind == "count")
        back = self.way_back(state.id) if one.locked is None else self.lock(state.id)

        def show(now: dict[str, Shared]) -> None:
            shown = now[state.id]
            if shown.locked is None:
                back.setVisible(not shown.default)
            else:
                self._show_lock(back, state.id, shown)
            if isinstance(field, NumberField):
                field.set_limits(shown.low, shown.high)
                field.show_value(None if shown.value is None else float(shown.value))
                field.setToolTip(limits(self.session, shown.low, shown.high, state.unit))
                field.setPlaceholderText("—")
            elif isinstance(field, Choice):
                field.show_value(shown.value)
            else:
                field.setTristate(shown.value is None)
                field.setCheckState(
                    Qt.CheckState.PartiallyChecked
                    if shown.value is None
                    else Qt.CheckState.Checked
                    if shown.value
                    else Qt.CheckState.Unchecked
                )

        self.shows.append(show)

    def show_parameters(self, now: list[Shared]) -> None:
        """Bring every parameter line up to date."""
        self.complaint.hide()
        by_id = {one.state.id: one for one in now}
        for show in self.shows:
            show(by_id)

    def _line(self, name: str, field: QWidget, unit: str | None) -> None:
        row, self._rows = self._rows, self._rows + 2
        caption = self.captions[field.objectName().rpartition(":")[2]] = label("soft", wrap=True)
        caption.setText(name)
        self.grid.addWidget(caption, row, 0)
        if unit is None:
            self.grid.addWidget(field, row, 1, 1, 2)
        else:
            after = label("small")
            after.setText(unit)
            self.grid.addWidget(field, row, 1)
            self.grid.addWidget(after, row, 2)

    def _taken(self, key: str, value: object) -> None:
        self.complaint.hide()
        self.edited.emit(key, value)

    def _refuse(self, field: NumberField, name: str, unit: str, value: float) -> None:
        low, high = field.limits
        key = "ui.inspector.no_number" if value != value else "ui.inspector.out_of_limits"
        self.complaint.setText(
            self.session.say(key, name=name, value=written(value, "en"), limits=limits(self.session, low, high, unit))
        )
        row = self.grid.getItemPosition(self.grid.indexOf(field))[0]  # type: ignore[index]
        self.grid.addWidget(self.complaint, row + 1, 0, 1, 4)
        self.complaint.show()


def limits(session: Session, low: float | None, high: float | None, unit: str) -> str:
    """Return limits as people read them: "250 – 1200 mm"."""
    after = f" {unit}" if unit and unit != "°" else unit
    if low is not None and high is not None:
        return f"{written(float(low), 'en')} – {written(float(high), 'en')}{after}"
    if low is not None:
        return f"≥ {written(float(low), 'en')}{after}"
    return f"≤ {written(float(high), 'en')}{after}" if high is not None else session.say("ui.inspector.any")
