"""One wall of a survey: what is drawn beside boxes for what is measured, walked through by Enter; differences in colour. mm, degrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from app.plans.surveys.check import is_far
from app.plans.surveys.rules import survey_rules
from app.ui.fields import UNDO, label
from app.ui.session import Session
from app.ui.survey.reading import read_angle, read_length
from app.ui.survey.taking import Box
from app.words import written

THREE = {"width": ("low", "middle", "high"), "height": ("left", "middle", "right")}
STEPS = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
LEAPS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class MeasureField(QLineEdit):
    """A box for one measure; a number that only makes sense in another unit is shown in mm and taken by a second Enter."""

    entered = Signal(object)  # mm or degrees; None: emptied
    asked = Signal(float, str, float)  # what was typed, the unit it seems to be in, what that is in mm
    refused = Signal(str)
    stepped = Signal(int)  # to the next box, or the one before
    leapt = Signal(int)  # to the next wall, or the one before

    def __init__(self, box: Box) -> None:
        super().__init__()
        self.box, self._asking = box, False
        self._value: float | None = None
        self.setProperty("measure", "true")
        self.setObjectName(f"measure:{box.key}")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(44)
        self.textEdited.connect(lambda _: self._ask(False))

    def show_value(self, value: float | None, before: float | None) -> None:
        """Show what this visit measured; faintly what an earlier one did."""
        self._value = value
        self.setText("" if value is None else written(value, "en"))
        self.setPlaceholderText("" if before is None else written(before, "en"))
        self.setModified(False)
        self._ask(False)

    def take(self) -> bool:
        """Take what stands in the box; False when it has to be looked at again."""
        if not self.isModified() and not self._asking:
            return True
        drawn = self.box.drawn or 0.0
        length = self.box.kind == "length" and not self._asking
        read = (
            read_angle(self.text()) if self.box.kind == "angle" else read_length(self.text(), drawn if length else 0.0)
        )
        if read.outcome == "refused":
            self.refused.emit(self.text())
            self.selectAll()
            return False
        if read.outcome == "asked":
            typed = self.text()
            self.setText(written(read.value, "en"))
            self.selectAll()
            self._ask(True)
            self.asked.emit(float(read_length(typed).value), read.unit, read.value)
            return False
        self._ask(False)
        self.setModified(False)
        value = None if read.outcome == "blank" else read.value
        if value != self._value:
            self.entered.emit(value)
        return True

    def _ask(self, asking: bool) -> None:
        self._asking = asking
        if self.property("asking") != asking:
            self.setProperty("asking", asking)
            self.style().unpolish(self)
            self.style().polish(self)

    def event(self, event: QEvent) -> bool:
        asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if asked and not self.isModified() and any(event.matches(key) for key in UNDO):  # type: ignore[attr-defined]
            event.ignore()  # nothing was typed: undo means the design, not this field
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            back = (
                key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            )
            if self.take():
                self.stepped.emit(-1 if back else STEPS[key])
        elif key in LEAPS:
            if self.take():
                self.leapt.emit(LEAPS[key])
        elif key == Qt.Key.Key_Escape:
            self.setText("" if self._value is None else written(self._value, "en"))
            self.setModified(False)
            self._ask(False)
            self.refused.emit("")
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and not self._asking:
            self.take()


class WallSheet(QWidget):
    """All boxes of a wall; `changed` carries a box's key and its new value, `leapt` asks for another wall."""

    changed = Signal(str, object)
    leapt = Signal(int)

    def __init__(self, session: Session, boxes: Sequence[Box]) -> None:
        super().__init__()
        self.session, self.boxes = session, tuple(boxes)
        self.fields: dict[str, MeasureField] = {}
        self.offs: dict[str, QLabel] = {}
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(6)
        self.grid.setVerticalSpacing(2)
        for column, stretch in ((0, 0), (1, 1), (2, 1), (3, 1)):
            self.grid.setColumnStretch(column, stretch)
        self._row = 0
        for sort in THREE:
            self._three(sort)
        for key in ("lean", "angle", "level", "diagonal"):
            self._single(key)
        for name in dict.fromkeys(box.key.partition(":")[2] for box in self.boxes if ":" in box.key):
            self._opening(name)
        self.complaint = label("error", wrap=True)
        self.complaint.setObjectName("surveyComplaint")
        self.complaint.hide()
        self.grid.addWidget(self.complaint, self._row, 0, 1, 4)

    def show_values(self, now: Mapping[str, float], before: Mapping[str, float]) -> None:
        """Show what this visit and those before it measured, and by how much that is off the drawing."""
        for box in self.boxes:
            value, field = now.get(box.key), self.fields[box.key]
            if not field.hasFocus() or not field.isModified():
                field.show_value(value, before.get(box.key))
            self._show_off(box, value if value is not None else before.get(box.key))

    def focus_first(self, last: bool = False) -> None:
        """Put the cursor into the first box, or the last."""
        self._focus(len(self.boxes) - 1 if last else 0)

    def _box(self, key: str) -> Box | None:
        return next((box for box in self.boxes if box.key == key), None)

    def _three(self, sort: str) -> None:
        box = self._box(f"{sort}0")
        assert box is not None and box.drawn is not None
        self._caption(self.session.say(f"survey.box_{sort}"), box.drawn)
        for i, place in enumerate(THREE[sort]):
            head = label("small")
            head.setText(self.session.say(f"survey.place_{place}"))
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.grid.addWidget(head, self._row - 1, i + 1)
            self._field(f"{sort}{i}", self._row, i + 1)
        self._row += 2

    def _single(self, key: str) -> None:
        box = self._box(key)
        if box is None:
            return
        drawn = box.drawn if key in ("angle", "diagonal") else None
        self._caption(self.session.say(f"survey.box_{key}"), drawn, 1 if drawn is None else 2)
        self._row -= 1
        self._field(key, self._row, 1)
        self._row += 2

    def _opening(self, name: str) -> None:
        self._caption(f"{self.session.say('survey.box_opening')} {name}", None)
        for i, sort in enumerate(("offset", "width", "sill", "head")):
            column, row = i % 3 + 1, self._row + 3 * (i // 3)
            head = label("small")
            head.setText(self.session.say(f"survey.hole_{sort}"))
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.grid.addWidget(head, row - 1, column)
            self._field(f"{sort}:{name}", row, column)
        self._row += 5

    def _caption(self, text: str, drawn: float | None, rows: int = 2) -> None:
        caption = label("soft", wrap=True)
        caption.setText(
            text if drawn is None else f"{text}\n{self.session.say('survey.box_drawn', drawn=round(drawn, 2))}"
        )
        self.grid.addWidget(caption, self._row, 0, rows, 1)
        self._row += 1

    def _field(self, key: str, row: int, column: int) -> None:
        box = self._box(key)
        assert box is not None
        field = self.fields[key] = MeasureField(box)
        field.entered.connect(lambda value: self._entered(key, value))
        field.asked.connect(self._asked)
        field.refused.connect(self._refused)
        field.stepped.connect(lambda by: self._step(key, by))
        field.leapt.connect(self.leapt)
        self.grid.addWidget(field, row, column)
        off = self.offs[key] = label("small")
        off.setObjectName(f"off:{key}")
        off.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.grid.addWidget(off, row + 1, column)

    def _show_off(self, box: Box, value: float | None) -> None:
        off, rules = self.offs[box.key], survey_rules()
        by = 0.0 if value is None or box.drawn is None else round(value - box.drawn, 2)
        bound = rules.square if box.kind == "angle" else rules.tolerance
        far = box.kind == "length" and value is not None and box.drawn is not None and is_far(value, box.drawn)
        off.setText("" if not by else f"{by:+g}{'°' if box.kind == 'angle' else ''}")
        off.setProperty("role", "error" if far else "offWarning" if abs(by) > bound else "offGood")
        off.style().unpolish(off)
        off.style().polish(off)

    def _entered(self, key: str, value: object) -> None:
        self.complaint.hide()
        self.changed.emit(key, value)

    def _asked(self, typed: float, unit: str, value: float) -> None:
        self.complaint.setText(self.session.say("survey.ask_unit", typed=typed, unit=unit, value=value))
        self.complaint.show()

    def _refused(self, text: str) -> None:
        self.complaint.setText(self.session.say("survey.no_number", text=text) if text else "")
        self.complaint.setVisible(bool(text))

    def _step(self, key: str, by: int) -> None:
        at = [box.key for box in self.boxes].index(key) + by
        if 0 <= at < len(self.boxes):
            self._focus(at)
        else:
            self.leapt.emit(by)

    def _focus(self, at: int) -> None:
        field = self.fields[self.boxes[at].key]
        field.setFocus(Qt.FocusReason.TabFocusReason)
        field.selectAll()
