"""The design as a whole, shown while nothing is selected: its name, the customer, the factory, the surfaces of the whole home."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.ui.fields import Choice, head, label, rule
from app.ui.rows import Rows
from app.ui.session import Session


class DesignSheet(QWidget):
    """Name, customer and construction profile, and one surface for each slot, or each sample's own; an edit is one step of undo."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        say = session.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        column.addWidget(head(say("ui.inspector.design")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(1, 1)
        self._texts: dict[str, QLineEdit] = {}
        for row, key in enumerate(("name", "customer", "phone", "address")):
            caption = label("soft")
            caption.setText(say(f"ui.inspector.{key}"))
            field = QLineEdit()
            field.setObjectName(f"design:{key}")
            field.editingFinished.connect(lambda k=key, f=field: self._describe(k, f.text()))
            self._texts[key] = field
            grid.addWidget(caption, row, 0)
            grid.addWidget(field, row, 1)
        self._profile = self._profiles(grid)
        column.addLayout(grid)
        column.addWidget(rule())
        column.addWidget(head(say("ui.inspector.finish_all")))
        rows = Rows(session, "finish")
        for empty in (2, 3):  # no units, no way back here: the fields end where those above end
            rows.grid.setColumnMinimumWidth(empty, 0)
        rows.grid.setHorizontalSpacing(0)
        self._finishes: dict[str, Choice] = {}
        for slot in session.finish_slots():
            name = session.name(session.catalog.finishes[slot].name)
            own = say("ui.inspector.finish_own")
            self._finishes[slot] = rows.decor(slot, name, session.decors_for(slot), own)
        rows.edited.connect(session.set_design_finish)
        column.addWidget(rows)

    def _profiles(self, grid: QGridLayout) -> Choice:
        """Add the factory whose construction the design is built by."""
        session, row = self.session, grid.rowCount()
        caption = label("soft")
        caption.setText(session.say("ui.inspector.profile"))
        field = Choice()
        field.setObjectName("design:profile")
        for name, profile in session.catalog.profiles.items():
            field.addItem(session.name(profile.name), name)
        field.chosen.connect(session.set_profile)
        grid.addWidget(caption, row, 0)
        grid.addWidget(field, row, 1)
        return field

    def show_design(self) -> None:
        """Bring every field up to date."""
        design = self.session.design
        if design is None:
            return
        customer = design.customer
        words = (design.name, customer.name, customer.phone, customer.address)
        for field, text in zip(self._texts.values(), words, strict=True):
            field.setText(text)
        self._profile.show_value(design.profile)
        for slot, choice in self._finishes.items():
            choice.show_value(self.session.design_finish(slot))

    def _describe(self, key: str, text: str) -> None:
        self.session.describe(key, text)
        self.show_design()  # an empty name was not taken
