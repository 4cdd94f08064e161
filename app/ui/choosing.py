"""What is selected in the open document: units, an insert within one unit, and the opening whose line is under the mouse."""

from __future__ import annotations

from app.design.layout import Placed
from app.ui.document import Document


class Choosing(Document):
    """A document with a selection; `selection` holds unit ids, `insert` an insert of the one selected unit, "" for none."""

    def select(self, ids: tuple[str, ...]) -> None:
        """Select units; unknown ids are left out."""
        known = {unit.id for unit in self.design.units} if self.design else set()
        chosen = tuple(dict.fromkeys(i for i in ids if i in known))
        if chosen != self.selection or self.insert:
            self.selection, self.insert = chosen, ""
            self.selectionChanged.emit()

    def select_insert(self, unit_id: str, insert_id: str) -> None:
        """Select an insert of a unit, and the unit with it; "" for the unit alone."""
        if self.selection != (unit_id,):
            self.select((unit_id,))
        unit = self.design.unit(unit_id) if self.design and self.selection else None
        if unit is not None and self.insert != insert_id:
            self.insert = insert_id if any(one.id == insert_id for one in unit.inserts) else ""
            self.selectionChanged.emit()

    def deselect(self) -> None:
        """Let go of the selected insert; without one, of all units."""
        if self.insert:
            self.select_insert(self.selection[0], "")
        else:
            self.select(())

    def point_at(self, unit_id: str, opening: str) -> None:
        """Show an opening in the picture, because its line is under the mouse; "" for none."""
        if (unit_id, opening) != self.pointed:
            self.pointed = (unit_id, opening)
            self.pointedChanged.emit()

    def toggle(self, unit_id: str) -> None:
        """Add a unit to the selection, or take it out."""
        chosen = tuple(i for i in self.selection if i != unit_id)
        self.select(chosen if unit_id in self.selection else (*self.selection, unit_id))

    def select_all(self) -> None:
        """Select every unit."""
        if self.design:
            self.select(tuple(unit.id for unit in self.design.units))

    def placed(self, unit_id: str) -> Placed | None:
        """Return a unit as laid out."""
        found = (placed for placed in self.layout.placed if placed.id == unit_id) if self.layout else iter(())
        return next(found, None)

    @property
    def selected(self) -> tuple[Placed, ...]:
        """The selected units as laid out, in the order they were selected."""
        return tuple(placed for placed in map(self.placed, self.selection) if placed is not None)
