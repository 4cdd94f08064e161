"""What is selected in the plan, every number of it in a field; with nothing selected the plan as a whole: rooms, north, doubts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.components.parts import Value
from app.geometry.ring import area
from app.plans import edits
from app.plans.check import HEIGHT, THICKNESS
from app.plans.curves import curve_of
from app.plans.edits import Part
from app.plans.plan import Plan
from app.records import Text
from app.tools.drawing.walls import LINES
from app.ui.fields import Choice, NumberField, exchange, head, label, rule
from app.ui.plan_editor.fields_of import FIELDS, PartField, finite, part_title
from app.ui.plan_editor.hand import Hand
from app.ui.rows import Rows, limits
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
            if self.steps.tool_key in ("wall", "arc"):
                self._show_new_walls()
            else:
                self._show_whole(plan)
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
        rows = PartRows(self.session)
        self.fields = {}
        for field in shown:
            self.fields[field.key] = self._line(rows, field, plan, one)
        rows.finish()
        by_key = {field.key: field for field in shown}
        rows.edited.connect(lambda key, value: self._take(part, by_key[key], value))
        sheet, column = _sheet()
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

    # --- walls to be drawn -------------------------------------------------------------------------------------------

    def _show_new_walls(self) -> None:
        """Show how thick and how high walls are drawn; an empty field means the usual of the place."""
        say, shape = self.session.say, (self.session.language, self.steps.tool_key)
        if shape != self._shape:
            self._shape = shape
            self.title.setText(say("plan_editor.new_walls"))
            self.detail.setText("")
            rows = PartRows(self.session)
            self.fields = {}
            for key, span in (("wall_thickness", THICKNESS), ("wall_height", HEIGHT)):
                field = rows.number(key, say(f"plan_editor.field.{key}"), "mm", 10.0)
                field.set_limits(*span)
                field.setPlaceholderText(say("plan_editor.usual"))
                rows.way_back(key)
                self.fields[key] = field
            rows.grid.setColumnMinimumWidth(3, 24)
            if self.steps.tool_key == "wall":
                lines: list[tuple[Value, str]] = [(line, say(f"plan_editor.line.{line}")) for line in LINES]
                self.fields["wall_line"] = rows.choice("wall_line", say("plan_editor.field.wall_line"), lines)
            rows.finish()
            rows.edited.connect(self._take_new_wall)
            sheet, column = _sheet()
            column.addWidget(rows)
            column.addStretch(1)
            exchange(self.area, sheet)
        for key, value in zip(("wall_thickness", "wall_height"), self.steps.new_wall, strict=True):
            shown = self.fields[key]
            assert isinstance(shown, NumberField)
            shown.show_value(value or None)
        line = self.fields.get("wall_line")
        if isinstance(line, Choice):
            line.show_value(self.steps.new_line)

    def _take_new_wall(self, key: str, value: object) -> None:
        given: dict[str, Any] = dict(zip(("wall_thickness", "wall_height"), self.steps.new_wall, strict=True))
        given["wall_line"] = self.steps.new_line
        given[key] = value if value is not None else 0.0
        self.steps.draw_walls_of(given["wall_thickness"], given["wall_height"], given["wall_line"])
        self.refresh()

    # --- the plan as a whole -----------------------------------------------------------------------------------------

    def _show_whole(self, plan: Plan) -> None:
        shape = (self.session.language, plan.rooms, plan.orientation, plan.doubts, plan.name)
        if shape == self._shape:
            return
        self._shape, self.fields = shape, {}
        self.title.setText(self.session.name(plan.name))
        whole = sum(area(room.outline) for room in plan.rooms) / 1e6
        text = written(round(whole, 2), self.session.language)
        self.detail.setText(
            self.session.counted("plan_editor.whole", len(plan.rooms), rooms=len(plan.rooms), area=text)
        )
        sheet, column = _sheet()
        rows = PartRows(self.session)
        north = rows.number("orientation", self.session.say("plan_editor.field.orientation"), "°")
        north.set_limits(-360.0, 360.0)
        north.show_value(finite(plan.orientation))
        self.fields["orientation"] = north
        rows.finish()
        rows.edited.connect(
            lambda _, value: self.steps.edit(
                lambda one: edits.set_orientation(one, value), "plan_editor.step.orientation"
            )
        )
        column.addWidget(head(self.session.say("plan_editor.rooms")))
        for room in plan.rooms:
            column.addLayout(self._room_line(room.id, self.session.name(room.name), area(room.outline) / 1e6))
        if not plan.rooms:
            column.addWidget(_soft(self.session.say("plan_editor.no_rooms")))
        column.addWidget(rule())
        column.addWidget(rows)
        every = QCheckBox(self.session.say("plan_editor.sizes"))
        every.setObjectName("allSizes")
        every.setChecked(self.steps.sizes.all)
        every.toggled.connect(self.steps.sizes.show_all)
        column.addWidget(every)
        if plan.doubts:
            column.addWidget(rule())
            column.addWidget(head(self.session.say("plan_editor.doubts")))
            for doubt in plan.doubts:
                column.addWidget(_soft(doubt))
        column.addStretch(1)
        exchange(self.area, sheet)

    def _room_line(self, room: str, name: str, square: float) -> QHBoxLayout:
        row = QHBoxLayout()
        button = QToolButton()
        button.setObjectName("link")
        button.setText(name)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self.picked.emit(("rooms", room)))
        size = label("soft")
        size.setText(f"{written(round(square, 2), self.session.language)} m²")
        row.addWidget(button)
        row.addStretch(1)
        row.addWidget(size)
        return row


class PartRows(Rows):
    """Lines of the properties of a plan; with texts besides numbers and choices."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "part")
        self.grid.setColumnMinimumWidth(3, 0)

    def text(self, key: str, name: str) -> QLineEdit:
        """Add a text that is taken on Enter or on leaving."""
        field = QLineEdit()
        field.setObjectName(f"part:{key}")
        field.setMaxLength(60)

        def take() -> None:
            if field.isModified():
                field.setModified(False)
                self.edited.emit(key, field.text())

        field.editingFinished.connect(take)
        self._line(name, field, None)
        return field


def _sheet() -> tuple[QWidget, QVBoxLayout]:
    sheet = QWidget()
    sheet.setObjectName("sheet")
    column = QVBoxLayout(sheet)
    column.setContentsMargins(0, 2, 12, 10)
    column.setSpacing(9)
    return sheet, column


def _soft(text: str) -> QLabel:
    made = label("soft", wrap=True)
    made.setText(text)
    return made
