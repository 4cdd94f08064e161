"""The properties of the plan editor while nothing is selected: the plan as a whole, or how the next walls are drawn. mm, degrees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.components.parts import Value
from app.geometry.ring import area
from app.plans.check import HEIGHT, THICKNESS
from app.plans.editing import edits
from app.plans.plan import Plan
from app.tools.drawing.walls import LINES
from app.ui.fields import Choice, NumberField, head, label, rule
from app.ui.plan_editor.fields_of import finite
from app.ui.plan_editor.hand import Hand
from app.ui.plan_editor.part_rows import PartRows, soft
from app.ui.session import Session
from app.ui.theme import icon
from app.words import written


def whole_detail(session: Session, plan: Plan) -> str:
    """Return how many rooms a plan has and how large they are together."""
    square = sum(area(room.outline) for room in plan.rooms) / 1e6
    text = written(round(square, 2), session.language)
    return session.counted("plan_editor.whole", len(plan.rooms), rooms=len(plan.rooms), area=text)


class WholePlan(QWidget):
    """Rooms with their areas, true north, all of it turned or mirrored, what the importer doubted; `picked` carries a room."""

    picked = Signal(object)

    def __init__(self, session: Session, hand: Hand, plan: Plan) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self.session, self.hand = session, hand
        self.fields: dict[str, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 12, 10)
        column.setSpacing(9)
        column.addWidget(head(session.say("plan_editor.rooms")))
        for room in plan.rooms:
            column.addLayout(self._room(room.id, session.name(room.name), area(room.outline) / 1e6))
        if not plan.rooms:
            column.addWidget(soft(session.say("plan_editor.no_rooms")))
        column.addWidget(rule())
        column.addWidget(self._north(plan))
        if plan.walls:
            column.addLayout(self._turns())
        every = QCheckBox(session.say("plan_editor.sizes"))
        every.setObjectName("allSizes")
        every.setChecked(hand.sizes.all)
        every.toggled.connect(hand.sizes.show_all)
        column.addWidget(every)
        if plan.doubts:
            column.addWidget(rule())
            column.addWidget(head(session.say("plan_editor.doubts")))
            for number, doubt in enumerate(plan.doubts, start=1):
                column.addLayout(self._doubt(number, doubt))
        column.addStretch(1)

    def _room(self, room: str, name: str, square: float) -> QHBoxLayout:
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

    def _doubt(self, number: int, doubt: str) -> QHBoxLayout:
        """Return a doubt with the button by which it goes once it is settled."""
        row = QHBoxLayout()
        row.setSpacing(4)
        settled, told = QToolButton(), self.session.say("plan_editor.settle")
        settled.setObjectName(f"settle:{number}")
        settled.setIcon(icon("check", "ink_soft", 16))
        settled.setProperty("small", "true")
        settled.setToolTip(told)
        settled.setAccessibleName(f"{told}: {doubt}")
        settled.clicked.connect(lambda: self.hand.edit(lambda plan: _without(plan, doubt), "plan_editor.step.settle"))
        row.addWidget(soft(doubt), 1)
        row.addWidget(settled, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _north(self, plan: Plan) -> PartRows:
        rows = PartRows(self.session)
        north = rows.number("orientation", self.session.say("plan_editor.field.orientation"), "°")
        north.set_limits(-360.0, 360.0)
        north.show_value(finite(plan.orientation))
        self.fields["orientation"] = north
        rows.finish()
        label_key = "plan_editor.step.orientation"
        rows.edited.connect(lambda _, value: self.hand.edit(lambda one: edits.set_orientation(one, value), label_key))
        return rows

    def _turns(self) -> QHBoxLayout:
        """Return the buttons that turn and mirror the plan; grey while cabinets stand in it, which would stay behind."""
        row = QHBoxLayout()
        changes: tuple[tuple[str, Callable[[Plan], Plan]], ...] = (
            ("turn", lambda plan: edits.turn_all(plan, 90.0)),
            ("mirror", edits.mirror_all),
        )
        for key, change in changes:
            button = QPushButton(self.session.say(f"plan_editor.{key}_all"))
            button.setObjectName(f"{key}All")
            button.setProperty("dense", "true")
            button.setEnabled(not (self.session.design and self.session.design.units))
            button.clicked.connect(lambda _=False, c=change: self._turn(c))
            row.addWidget(button)
        return row

    def _turn(self, change: Callable[[Plan], Plan]) -> None:
        if self.hand.edit(change, "plan_editor.step.turn"):
            self.hand.show_all()


def _without(plan: Plan, doubt: str) -> Plan:
    """Return a plan without a doubt that is settled."""
    return replace(plan, doubts=tuple(one for one in plan.doubts if one != doubt))


class NewWalls(QWidget):
    """How thick and how high the next walls are drawn, and by which of their lines; an empty field means the usual of the place."""

    def __init__(self, session: Session, hand: Hand) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self.hand = hand
        self.fields: dict[str, QWidget] = {}
        rows = PartRows(session)
        spans = (("wall_thickness", THICKNESS), ("wall_height", HEIGHT))
        for key, span in spans:
            field = rows.number(key, session.say(f"plan_editor.field.{key}"), "mm", 10.0)
            field.set_limits(*span)
            field.setPlaceholderText(session.say("plan_editor.usual"))
            rows.way_back(key)
            self.fields[key] = field
        rows.grid.setColumnMinimumWidth(3, 24)
        if hand.tool_key == "wall":
            lines: list[tuple[Value, str]] = [(line, session.say(f"plan_editor.line.{line}")) for line in LINES]
            choice = rows.choice("wall_line", session.say("plan_editor.field.wall_line"), lines)
            self.fields["wall_line"] = choice
        rows.finish()
        rows.edited.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 12, 10)
        column.addWidget(rows)
        column.addStretch(1)

    def show_values(self) -> None:
        """Bring the fields up to date; a key of the tool may have changed the line."""
        values = (*(value or None for value in self.hand.new_wall), self.hand.new_line)
        for field, value in zip(self.fields.values(), values, strict=False):
            if isinstance(field, NumberField):
                field.show_value(None if isinstance(value, str) else value)
            elif isinstance(field, Choice):
                field.show_value(value)

    def _take(self, key: str, value: object) -> None:
        given: dict[str, Any] = dict(zip(("wall_thickness", "wall_height"), self.hand.new_wall, strict=True))
        given["wall_line"] = self.hand.new_line
        given[key] = value if value is not None else 0.0
        self.hand.draw_walls_of(given["wall_thickness"], given["wall_height"], given["wall_line"])
        self.show_values()
