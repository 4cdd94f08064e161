"""An insert in hand: it shows itself in the opening of the unit under the pointer, a click leaves it there."""

from __future__ import annotations

from app.components.catalog import Catalog
from app.components.parts import Opening, Values
from app.design.design import Design
from app.design.edits import add_insert
from app.design.layout import Placed, lay_out
from app.fit.check import DragCheck
from app.records import DataError
from app.tools.aim import first_unit, into_box
from app.tools.tool import Cancel, Commit, Outcome, Pointer, Preview


class InsertTool:
    """Places a sample that fills an opening (domain: a shelf, a rod, a drawer stack) into the units of a design."""

    def __init__(self, design: Design, catalog: Catalog, sample: str, values: Values = ()) -> None:
        """Take the sample in hand; `values` differ from the sample's own."""
        self._design, self._catalog, self._sample, self._values = design, catalog, sample, values
        self._layout = lay_out(design, catalog)
        self._unit, self._filled = "", design

    def move(self, pointer: Pointer) -> Outcome:
        """Show the insert in the opening under the pointer; where it does not go, the design as it is."""
        self._unit, self._filled = "", self._design
        hit = first_unit(pointer, self._layout.placed)
        opening = opening_under(pointer, hit[0]) if hit else None
        if hit is None or opening is None:
            return Preview(self._design, ())
        unit_id = hit[0].id
        try:
            filled, _ = add_insert(self._design, unit_id, self._sample, opening.id, self._values)
            placed = lay_out(filled, self._catalog).get(unit_id)
        except DataError:  # too large for this opening: the unit stays as it is
            return Preview(self._design, ())
        assert placed is not None
        self._unit, self._filled = unit_id, filled
        return Preview(filled, (unit_id,), DragCheck(self._layout, (unit_id,)).query((placed,)))

    def release(self, pointer: Pointer) -> Outcome:
        """Leave the insert in the opening under the pointer; elsewhere it stays in hand."""
        shown = self.move(pointer)
        return Commit(self._filled, "tools.insert", (self._unit,)) if self._unit else shown

    def key(self, key: str) -> Outcome:
        """Enter leaves the insert where it shows, Escape drops it."""
        if key == "Escape":
            return Cancel()
        if key == "Enter" and self._unit:
            return Commit(self._filled, "tools.insert", (self._unit,))
        return Preview(self._filled, (self._unit,) if self._unit else ())


def opening_under(pointer: Pointer, thing: Placed) -> Opening | None:
    """Return the opening of a placed unit that the ray enters first, the smaller one where two begin together."""
    found = []
    for opening in thing.component.openings:
        far = into_box(pointer, thing.frame, opening.box)
        if far is not None:
            width, depth, height = opening.box.size
            found.append((round(far, 6), width * depth * height, opening))
    return min(found, key=lambda item: item[:2], default=(0.0, 0.0, None))[2]
