"""What is selected in the plan, every number of it in a field; with nothing selected the plan as a whole: rooms, north, doubts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.geometry.ring import area
from app.plans.curves import curve_of
from app.plans.editing import edits
from app.plans.editing.edits import Part
from app.plans.plan import Plan
from app.records import Text
from app.ui.fields import Choice, NumberField, exchange, label
from app.ui.plan_editor.fields_of import FIELDS, PartField, finite, part_title
from app.ui.plan_editor.hand import Hand
from app.ui.plan_editor.part_rows import PartRows, new_sheet
from app.ui.plan_editor.whole_plan import NewWalls, WholePlan, whole_detail
from app.ui.rows import limits
from app.ui.session import Session
from app.words import written


class Properties(QWidget):
    """The panel on the right of the plan editor; each edit is one step of undo. `picked` carries a part chosen from its list."""

    picked = Signal(object)

    def __init__(self, session: Session, steps: Hand) -> None:
        super().__init__()
        self.session, self.steps = session, steps
        self.setObjectName("inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 6, 6)
        layout.setSpacing(3)
        self.title, self.detail = label("heading", wrap=True), label("small", wrap=True)
        layout.addWidget(self.title)
        layout.addWidget(self.detail)
        layout.addSpacing(5)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.addWidget(self.area, 1)
        self.fields: dict[str, QWidget] = {}
        self._shape: object = None
        self._new_walls: NewWalls | None = None
        steps.selected.connect(self.refresh)
        steps.chosen.connect(lambda _: self.refresh())

    # --- what is shown -----------------------------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Make every line anew."""
        self._shape = None
        self.refresh()

    def refresh(self) -> None:
        """Show what is selected; the lines are made anew only when other lines are needed, so that no field loses the cursor."""
        plan = self.steps.plan
        part, one = self._chosen(plan)
        if plan is None:
            return
        if one is None:
            self._show_nothing_chosen(plan)
            return
        assert part is not None
        shown = [field for field in FIELDS[part[0]] if field.when(plan, one)]
        options = tuple(tuple(field.options(plan, one)) if field.options else () for field in shown)
        shape = (self.session.language, part, tuple(field.key for field in shown), options)
        if shape != self._shape:
            self._shape = shape
            self._make(plan, part, one, shown)
        self._name(part_title(plan, part[0], one))
        self.detail.setText(self._detail(plan, part, one))
        for field in shown:
            self._show_field(field, plan, one)

    def _show_nothing_chosen(self, plan: Plan) -> None:
        """Show how walls are drawn while a tool for them is in hand, else the plan as a whole."""
        key = self.steps.tool_key
        if key in ("wall", "arc"):
            shape: object = (self.session.language, key)
            self.title.setText(self.session.say("plan_editor.new_walls"))
            self.detail.setText("")
        else:
            units = bool(self.session.design and self.session.design.units)
            shape = (self.session.language, plan.rooms, plan.orientation, plan.doubts, plan.name, units)
            self.title.setText(self.session.name(plan.name))
            self.detail.setText(whole_detail(self.session, plan))
        if shape != self._shape:
            self._shape = shape
            self._make_sheet(plan, key in ("wall", "arc"))
        if self._new_walls is not None:
            self._new_walls.show_values()

    def _make_sheet(self, plan: Plan, walls: bool) -> None:
        sheet: NewWalls | WholePlan
        self._new_walls = None
        if walls:
            sheet = self._new_walls = NewWalls(self.session, self.steps)
        else:
            sheet = WholePlan(self.session, self.steps, plan)
            sheet.picked.connect(self.picked)
        self.fields = sheet.fields
        exchange(self.area, sheet)

    def name_it(self) -> None:
        """Let the name of the selected room be typed, in the language of the window."""
        field = self.fields.get(f"name_{self.session.language}")
        if isinstance(field, QLineEdit):
            field.setFocus()
            field.selectAll()

    def _chosen(self, plan: Plan | None) -> tuple[Part | None, Any]:
        """Return what is selected and its record; a piece of an arc stands for the whole arc."""
        part = self.steps.part
        if plan is None or part is None:
            return None, None
        curve = curve_of(plan, part[1]) if part[0] == "walls" else None
        if curve is not None:
            return ("curves", curve.id), curve
        return part, next((one for one in getattr(plan, part[0]) if one.id == part[1]), None)

    def _name(self, title: Text | str) -> None:
        self.title.setText(self.session.name(title) if isinstance(title, Text) else self.session.say(title))

    def _detail(self, plan: Plan, part: Part, one: Any) -> str:
        if part[0] == "rooms":
            return f"{written(round(area(one.outline) / 1e6, 2), self.session.language)} m²"
        if part[0] == "curves":
            return self.session.say("plan_editor.chords", count=len(one.walls))
        return str(one.id)

    def _show_field(self, field: PartField, plan: Plan, one: Any) -> None:
        widget, value = self.fields[field.key], field.show(plan, one)
        if isinstance(widget, NumberField):
            widget.show_value(finite(value))
        elif isinstance(widget, Choice):
            widget.show_value(value)
        elif isinstance(widget, QLineEdit) and not widget.hasFocus():
            widget.setText(value)

    # --- the lines ---------------------------------------------------------------------------------------------------

    def _make(self, plan: Plan, part: Part, one: Any, shown: list[PartField]) -> None:
        self._new_walls = None
        rows = PartRows(self.session)
        self.fields = {}
        for field in shown:
            self.fields[field.key] = self._line(rows, field, plan, one)
        rows.finish()
        by_key = {field.key: field for field in shown}
        rows.edited.connect(lambda key, value: self._take(part, by_key[key], value))
        sheet, column = new_sheet()
        column.addWidget(rows)
        if part[0] == "openings" and one.kind == "door":
            column.addLayout(self._flips(part))
        column.addStretch(1)
        exchange(self.area, sheet)

    def _line(self, rows: PartRows, field: PartField, plan: Plan, one: Any) -> QWidget:
        name = self.session.say(f"plan_editor.field.{field.key}")
        if field.options:
            options = field.options(plan, one)
            return rows.choice(field.key, name, [(value, self._said(text)) for value, text in options])
        if field.text:
            return rows.text(field.key, name)
        made = rows.number(field.key, name, field.unit, 10.0 if field.unit == "mm" else 1.0)
        if field.limits is not None:
            made.set_limits(*field.limits)
            made.setToolTip(limits(self.session, *field.limits, field.unit))
        return made

    def _said(self, text: Text | str) -> str:
        return self.session.name(text) if isinstance(text, Text) else self.session.say(text)

    def _take(self, part: Part, field: PartField, value: object) -> None:
        if not self.steps.edit(lambda plan: field.take(plan, part[1], value), f"plan_editor.step.{part[0]}"):
            self.refresh()

    def _flips(self, part: Part) -> QHBoxLayout:
        """Return the buttons that hang a door at its other jamb, and turn its swing to the other side."""
        row = QHBoxLayout()
        for what in ("hinge", "side"):
            button = QPushButton(self.session.say(f"plan_editor.flip.{what}"))
            button.setObjectName(f"flip:{what}")
            button.setProperty("dense", "true")
            button.clicked.connect(
                lambda _=False, w=what: self.steps.edit(
                    lambda plan: edits.flip_opening(plan, part[1], w), "plan_editor.step.openings"
                )
            )
            row.addWidget(button)
        return row
