"""What is selected, and every number of it: values with limits and unit, place on the wall, surfaces, what is inside.

With nothing selected it shows the design as a whole: name, customer, the surfaces all units share. Each edit is one step of undo.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.components.parts import LibraryError, Value
from app.components.values import ParameterState
from app.design.layout import Placed
from app.ui.design_sheet import DesignSheet
from app.ui.fields import Choice, exchange, head, label, rule
from app.ui.inside import Inside
from app.ui.place_rows import PlaceRows
from app.ui.rows import Rows, Shared, as_kind, shared
from app.ui.session import Session, component_size


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
        self._place: PlaceRows | None = None
        self._inside: Inside | None = None
        self._design: DesignSheet | None = None
        self._finishes: dict[str, tuple[Choice, QToolButton]] = {}
        self._show_chosen = QTimer(self)  # once the new lines are laid out
        self._show_chosen.setSingleShot(True)
        self._show_chosen.timeout.connect(self._bring_into_sight)
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
        values = shared(states, self._locks(chosen))
        shape = (
            self.session.language,
            tuple(placed.id for placed in chosen),
            tuple((one.state.id, one.state.choices) for one in values),
            self.session.insert,
            tuple((one.id, self.session.insert_name(one)) for placed in chosen for one in placed.component.inserts),
            tuple((one.id, one.filled, one.front) for placed in chosen for one in placed.component.openings),
            self._insert_shape(chosen),
            tuple(slot for placed in chosen for slot, _ in placed.component.finish),
            self.session.design is None,
        )
        if shape != self._shape:
            self._shape = shape
            self._make(chosen, values)
        self._show(chosen, values)

    def _locks(self, chosen: tuple[Placed, ...]) -> dict[str, bool]:
        """Return which shared parts of the one selected unit are locked."""
        unit = chosen[0].unit if len(chosen) == 1 else None
        return self.session.locks(unit.sample, unit.values) if unit else {}

    def _insert_shape(self, chosen: tuple[Placed, ...]) -> tuple[str, ...]:
        """Return the values of the selected insert: another number of bays is another number of lines."""
        found = (one for placed in chosen for one in placed.component.inserts if one.id == self.session.insert)
        insert = next(found, None)
        return tuple(s.id for s in self.session.insert_parameters(chosen[0], insert)) if insert else ()

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
        self._values = self._place = self._inside = self._design = None
        self._finishes = {}
        if self.session.design is None:
            pass
        elif not chosen:
            self._design = DesignSheet(self.session)
            column.addWidget(self._design)
        else:
            if values:
                column.addWidget(head(say("ui.inspector.values")))
                self._values = Rows(self.session)
                for one in values:
                    self._values.parameter(one)
                self._values.finish()
                self._values.edited.connect(self._edit_value)
                column.addWidget(self._values)
            if len(chosen) == 1 and chosen[0].unit and (chosen[0].component.inserts or chosen[0].component.openings):
                column.addWidget(rule())
                column.addWidget(head(say("ui.inspector.inside")))
                self._inside = Inside(self.session, chosen[0])
                column.addWidget(self._inside)
            if len(chosen) == 1:
                column.addWidget(rule())
                column.addWidget(head(say("ui.inspector.place")))
                self._place = PlaceRows(self.session)
                column.addWidget(self._place)
            slots = [
                slot for slot, _ in chosen[0].component.finish if all(slot in dict(p.component.finish) for p in chosen)
            ]
            if slots:
                column.addWidget(rule())
                column.addWidget(head(say("ui.inspector.finish")))
                column.addWidget(self._make_finish(slots))
        column.addStretch(1)
        exchange(self.area, sheet)
        if self._inside is not None and self._inside.chosen is not None:
            self._show_chosen.start()

    def _bring_into_sight(self) -> None:
        """Scroll to the selected insert and its values."""
        chosen = self._inside.chosen if self._inside is not None else None
        if chosen is not None:
            values = self._inside.values if self._inside is not None else None
            if values is not None:
                self.area.ensureWidgetVisible(values, 0, 0)
            self.area.ensureWidgetVisible(chosen, 0, 8)

    def _make_finish(self, slots: list[str]) -> Rows:
        rows = Rows(self.session, "finish")
        for slot in slots:
            field = rows.decor(
                slot, self.session.name(self.session.catalog.finishes[slot].name), self.session.decors_for(slot)
            )
            self._finishes[slot] = (field, rows.way_back(slot))
        rows.edited.connect(self.session.set_finish)
        return rows

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
        if self._inside is not None:
            self._inside.show_inside(chosen[0])
        if self._design is not None:
            self._design.show_design()
        for slot, (field, back) in self._finishes.items():
            decors = {dict(placed.component.finish).get(slot) for placed in chosen}
            field.show_value(decors.pop() if len(decors) == 1 else None)
            back.setVisible(any(slot in dict(placed.unit.finish) for placed in chosen if placed.unit))

    def _edit_value(self, name: str, value: Value | None) -> None:
        state = next((s for placed in self.session.selected for s in self._states(placed) if s.id == name), None)
        self.session.set_value(name, as_kind(value, state))
