"""What is selected, and every number of it: values with limits and unit, place on the wall, surfaces, what is inside.

With nothing selected it shows the design as a whole: name, customer, the surfaces all units share. Each edit is one step of undo.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.components.parts import LibraryError, Value
from app.components.values import ParameterState
from app.design.layout import Placed
from app.geometry.frame import Frame
from app.ui.fields import Choice, NumberField, exchange, label, rule
from app.ui.place_on_wall import WallPlace, wall_place
from app.ui.rows import Rows, Shared, shared
from app.ui.session import Session, component_size
from app.ui.theme import icon

TURNS = (0.0, 90.0, 180.0, 270.0)


class Inspector(QWidget):
    """The panel at the upper right."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 6, 6)
        layout.setSpacing(3)
        self.title, self.code = label("heading", wrap=True), label("small")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self.title)
        layout.addWidget(self.code)
        layout.addSpacing(5)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.addWidget(self.area, 1)
        self._shape: object = None
        self._values: Rows | None = None
        self._place: _Place | None = None
        self._finishes: dict[str, Choice] = {}
        self._texts: dict[str, QLineEdit] = {}
        session.selectionChanged.connect(self.refresh)
        session.designChanged.connect(self.refresh)
        session.languageChanged.connect(self.rebuild)
        self.rebuild()

    # --- what is shown -----------------------------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Make every line anew."""
        self._shape = None
        self.refresh()

    def refresh(self) -> None:
        """Show the selection; the lines are made anew only when other lines are needed, so that no field loses the cursor."""
        chosen = self.session.selected
        states = [self._states(placed) for placed in chosen]
        values = shared(states)
        shape = (
            self.session.language,
            tuple(placed.id for placed in chosen),
            tuple((one.state.id, one.state.choices) for one in values),
            tuple(placed.component.inserts for placed in chosen),
            tuple(opening.id for placed in chosen for opening in placed.component.openings),
            tuple(slot for placed in chosen for slot, _ in placed.component.finish),
            self.session.design is None,
        )
        if shape != self._shape:
            self._shape = shape
            self._make(chosen, values)
        self._show(chosen, values)

    def _states(self, placed: Placed) -> tuple[ParameterState, ...]:
        design = self.session.design
        if placed.unit is None or design is None:
            return ()
        try:
            return self.session.catalog.parameters(placed.unit.sample, placed.unit.values, design.profile)
        except LibraryError:
            return ()

    def _make(self, chosen: tuple[Placed, ...], values: list[Shared]) -> None:
        say = self.session.say
        sheet = QWidget()
        sheet.setObjectName("sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 2, 12, 10)
        column.setSpacing(9)
        self._values = self._place = None
        self._finishes, self._texts = {}, {}
        if self.session.design is None:
            pass
        elif not chosen:
            self._make_design(column)
        else:
            if values:
                column.addWidget(_head(say("ui.inspector.values")))
                self._values = Rows(self.session)
                for one in values:
                    self._values.parameter(one)
                self._values.finish()
                self._values.edited.connect(self._edit_value)
                column.addWidget(self._values)
            if len(chosen) == 1:
                column.addWidget(rule())
                column.addWidget(_head(say("ui.inspector.place")))
                self._place = _Place(self.session)
                column.addWidget(self._place)
            slots = [
                slot for slot, _ in chosen[0].component.finish if all(slot in dict(p.component.finish) for p in chosen)
            ]
            if slots:
                column.addWidget(rule())
                column.addWidget(_head(say("ui.inspector.finish")))
                column.addWidget(self._make_finish(slots, self.session.set_finish))
            if len(chosen) == 1 and (chosen[0].component.inserts or chosen[0].component.openings):
                column.addWidget(rule())
                column.addWidget(_head(say("ui.inspector.inside")))
                self._make_inside(column, chosen[0])
        column.addStretch(1)
        exchange(self.area, sheet)

    def _make_design(self, column: QVBoxLayout) -> None:
        say, design = self.session.say, self.session.design
        assert design is not None
        column.addWidget(_head(say("ui.inspector.design")))
        for key in ("name", "customer", "phone", "address"):
            row = QHBoxLayout()
            caption = label("soft")
            caption.setText(say(f"ui.inspector.{key}"))
            caption.setMinimumWidth(58)
            field = QLineEdit()
            field.setObjectName(f"design:{key}")
            self._texts[key] = field
            field.editingFinished.connect(lambda k=key, f=field: self._describe(k, f.text()))
            row.addWidget(caption)
            row.addWidget(field, 1)
            column.addLayout(row)
        slots = self.session.finish_slots()
        if slots:
            column.addWidget(rule())
            column.addWidget(_head(say("ui.inspector.finish_all")))
            column.addWidget(self._make_finish(slots, self.session.set_design_finish))

    def _describe(self, key: str, text: str) -> None:
        self.session.describe(key, text)
        self.refresh()  # an empty name was not taken

    def _make_finish(self, slots: list[str], take) -> Rows:
        rows = Rows(self.session, "finish")
        for slot in slots:
            self._finishes[slot] = rows.decor(
                slot, self.session.name(self.session.catalog.finishes[slot].name), self.session.decors_for(slot)
            )
        rows.edited.connect(take)
        return rows

    def _make_inside(self, column: QVBoxLayout, placed: Placed) -> None:
        session, component = self.session, placed.component
        for insert in component.inserts:
            row = QHBoxLayout()
            text = label(wrap=True)
            text.setText(session.name(session.catalog.sample(insert.sample).name))
            away = QToolButton()
            away.setObjectName(f"removeInsert:{insert.id}")
            away.setIcon(icon("close", "ink_faint", 15))
            away.setToolTip(session.say("ui.inspector.remove"))
            away.clicked.connect(lambda _=False, i=insert.id: session.remove_insert(i))
            row.addWidget(text, 1)
            row.addWidget(away)
            column.addLayout(row)
        offers = session.inserts_offered()
        for number, opening in enumerate(component.openings, 1):
            if not offers:
                break
            w, _, h = opening.box.size
            choice = Choice()
            choice.setObjectName(f"addInsert:{opening.id}")
            choice.addItem(
                icon("plus", "wood"),
                session.say("ui.inspector.add", number=number, width=round(w, 1), height=round(h, 1)),
                None,
            )
            for sample in offers:
                choice.addItem(icon("shelf"), session.name(sample.name), sample.id)
            choice.chosen.connect(lambda sample, o=opening.id: session.add_insert(sample, o) if sample else None)
            column.addWidget(choice)

    def _show(self, chosen: tuple[Placed, ...], values: list[Shared]) -> None:
        session = self.session
        if not chosen:
            plan = session.design.plan if session.design else None
            self.title.setText(session.name(plan.name) if plan else "")
            self.code.setText(session.say("ui.inspector.nothing") if plan else "")
        elif len(chosen) == 1:
            self.title.setText(session.name(chosen[0].component.name))
            self.code.setText(f"{chosen[0].component.code}    {component_size(chosen[0].component)}")
        else:
            self.title.setText(session.say("ui.inspector.many", count=len(chosen)))
            self.code.setText(session.say("ui.inspector.together"))
        if self._values is not None:
            self._values.show_parameters(values)
        if self._place is not None:
            self._place.show_place(chosen[0])
        design = self.session.design
        if design is not None:
            customer = design.customer
            words = {
                "name": design.name,
                "customer": customer.name,
                "phone": customer.phone,
                "address": customer.address,
            }
            for key, text in self._texts.items():
                text.setText(words[key])
        for slot, field in self._finishes.items():
            decors = {dict(p.component.finish).get(slot) for p in chosen} if chosen else {session.design_finish(slot)}
            field.show_value(decors.pop() if len(decors) == 1 else None)

    def _edit_value(self, name: str, value: Value | None) -> None:
        whole = self._values is not None and isinstance(value, float) and value == round(value)
        state = next((s for placed in self.session.selected for s in self._states(placed) if s.id == name), None)
        if whole and state is not None and state.kind == "count":
            value = int(value)  # type: ignore[arg-type]
        self.session.set_value(name, value)


class _Place(Rows):
    """Where one unit stands: from the left and the right end of its wall, or x and y when it stands free; height; turn."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "place")
        say = session.say
        self._placed: Placed | None = None
        self._wall: WallPlace | None = None
        self.first: NumberField = self.number("left", say("ui.inspector.left"), "mm")
        self.second: NumberField = self.number("right", say("ui.inspector.right"), "mm")
        self.above: NumberField = self.number("elevation", say("ui.inspector.elevation"), "mm")
        self.turn: Choice = self.choice("turn", say("ui.inspector.turn"), [(turn, f"{turn:g}°") for turn in TURNS])
        self.finish()
        self.edited.connect(self._move)

    def show_place(self, placed: Placed) -> None:
        """Show where a unit stands."""
        say = self.session.say
        unit, design = placed.unit, self.session.design
        if unit is None or design is None:
            return
        self._placed = placed
        self._wall = wall_place(design.plan, placed)
        names = ("left", "right") if self._wall else ("x", "y")
        for row, name in ((1, names[0]), (2, names[1])):
            item = self.grid.itemAtPosition(row, 0)
            if item is not None:
                item.widget().setText(say(f"ui.inspector.{name}"))  # type: ignore[union-attr]
        if self._wall:
            self.first.show_value(round(self._wall.left, 2))
            self.second.show_value(round(self._wall.right, 2))
        else:
            self.first.show_value(round(unit.frame.x, 2))
            self.second.show_value(round(unit.frame.y, 2))
        self.above.set_limits(0.0, None)
        self.above.show_value(round(unit.frame.z, 2))
        turn = round(unit.frame.turn, 2)
        if self.turn.findData(turn) < 0:
            self.turn.addItem(f"{turn:g}°", turn)
        self.turn.show_value(turn)

    def _move(self, key: str, value: object) -> None:
        placed = self._placed
        if placed is None or placed.unit is None or not isinstance(value, int | float):
            return
        frame, wall, number = placed.unit.frame, self._wall, float(value)
        if key == "turn":
            self.session.turn_to(placed.id, number)
            return
        if key == "elevation":
            frame = Frame(frame.x, frame.y, number, frame.turn)
        elif wall is not None:
            along = number - wall.left if key == "left" else wall.right - number
            frame = frame.then(Frame(along))
        else:
            frame = (
                Frame(number, frame.y, frame.z, frame.turn)
                if key == "left"
                else Frame(frame.x, number, frame.z, frame.turn)
            )
        self.session.set_frame(placed.id, frame)


def _head(text: str) -> QWidget:
    head = label("section")
    head.setText(text)
    return head
