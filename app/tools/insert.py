"""An insert in hand: it shows itself in the opening of the unit under the pointer at the pointer's height, a click leaves it there. mm.

All openings that could take it are shown. Of several under the pointer a front closes the largest that it fits, what goes inside takes
the smallest; Tab goes on to the next one.
"""

from __future__ import annotations

from app.components.catalog import Catalog
from app.components.parts import Opening, Values
from app.components.values import ParameterState
from app.design.design import Design, as_values
from app.design.edits import add_insert
from app.design.layout import Placed, lay_out
from app.fit.check import DragCheck
from app.fit.finding import Finding
from app.records import DataError
from app.tools.aim import first_unit, into_box
from app.tools.insert_values import FROM_ABOVE, FROM_BELOW, fills_of, insert_states
from app.tools.numbers import Numbers
from app.tools.spaces import free_spaces, is_free, no_room, not_fitting, space_of, under
from app.tools.standing import refused
from app.tools.tool import Cancel, Commit, Dimension, Outcome, Pointer, Preview, Space
from app.words import written

FIELD = "elevation"  # the one number that can be typed
CATCH = 30.0  # mm from its usual height at which an insert catches there


class InsertTool:
    """Places a sample that fills an opening (domain: a shelf, a rod, a drawer stack) into the units of a design."""

    def __init__(self, design: Design, catalog: Catalog, sample: str, values: Values = ()) -> None:
        """Take the sample in hand; `values` differ from the sample's own."""
        self._design, self._catalog, self._sample, self._values = design, catalog, sample, values
        self._layout = lay_out(design, catalog)
        self._fills = fills_of(catalog, sample, design.profile)
        self._free = free_spaces(self._layout.placed, self._fills)
        self._unit, self._filled = "", design
        self._numbers = Numbers((FIELD,))
        self._pointer: Pointer | None = None
        self._could: tuple[str, ...] = ()  # the openings under the pointer that are free for it
        self._first = 0  # which of them is tried first
        self._aimed = 0  # which of them it shows itself in

    def move(self, pointer: Pointer) -> Outcome:
        """Show the insert in the opening under the pointer; where it does not go, the design as it is and the reason."""
        self._pointer = pointer
        self._unit, self._filled = "", self._design
        hit = first_unit(pointer, self._layout.placed)
        if hit is None:
            self._could = ()
            return Preview(self._design, (), spaces=self._free)
        thing, openings = hit[0], under(pointer, hit[0], self._fills)
        could = [opening for opening in openings if is_free(opening, self._fills)]
        if tuple(opening.id for opening in could) != self._could:
            self._could, self._first = tuple(opening.id for opening in could), 0
        if not could:
            told = no_room(thing, self._catalog, openings[0] if openings else None, self._fills)
            return Preview(self._design, (), (told,), spaces=self._free)
        refusal: Preview | None = None
        for self._aimed in ((self._first + step) % len(could) for step in range(len(could))):
            shown = self._shown_in(pointer, thing, could[self._aimed])
            if self._unit:
                return shown
            refusal = refusal or shown
        assert refusal is not None
        return refusal

    def _shown_in(self, pointer: Pointer, thing: Placed, opening: Opening) -> Preview:
        """Return the insert in one opening, or why it does not fit there."""
        state = self._state(opening)
        value, typed = self._height(pointer, thing, opening, state) if state else (0.0, False)
        values = as_values({**dict(self._values), **({state.id: value} if state else {})})
        lines = (self._line(thing, opening, state, value),) if state else ()
        try:
            filled, _ = add_insert(self._design, thing.id, self._sample, opening.id, values)
            placed = lay_out(filled, self._catalog).get(thing.id)
        except DataError as problem:  # too large for this opening, or too high as typed: the unit stays as it is
            told = self._refusal(problem, thing, opening, state if typed else None)
            here = space_of(thing, opening, "refused")
            return Preview(self._design, (), (told,), lines if typed else (), spaces=self._with(here))
        assert placed is not None
        self._unit, self._filled = thing.id, filled
        found = DragCheck(self._layout, (thing.id,), self._catalog.profiles[self._design.profile]).query((placed,))
        return Preview(filled, (thing.id,), found, lines, spaces=self._with(space_of(thing, opening, "aimed")))

    def _refusal(self, problem: DataError, thing: Placed, opening: Opening, state: ParameterState | None) -> Finding:
        if state is not None:
            told = refused(problem, thing, (state,))
            if told.message.key == "tools.out_of_limits":
                return told
        return not_fitting(thing, opening, self._catalog.sample(self._sample).name, problem)

    def _with(self, here: Space) -> tuple[Space, ...]:
        """Return the spaces to show, one of them in another state."""
        return (*(one for one in self._free if (one.unit, one.opening) != (here.unit, here.opening)), here)

    def _state(self, opening: Opening) -> ParameterState | None:
        """Return the value that says how high the insert is in an opening; None for one that has no height of its own."""
        states = insert_states(self._catalog, self._sample, self._values, opening, self._design.profile)
        return next((one for one in states if one.id in (FROM_BELOW, FROM_ABOVE)), None)

    def _height(self, pointer: Pointer, thing: Placed, opening: Opening, state: ParameterState) -> tuple[float, bool]:
        """Return the height as typed (and that it is), else where the pointer is: in whole mm, within the limits, the usual one near by."""
        typed = self._numbers.values().get(FIELD)
        if typed is not None:
            return typed, True
        far = into_box(pointer, thing.frame, opening.box) or 0.0
        above = pointer.origin[2] + pointer.direction[2] * far - thing.frame.z - opening.box.low[2]
        value = float(round(above if state.id == FROM_BELOW else opening.box.size[2] - above))
        usual = state.default
        if isinstance(usual, int | float) and pointer.snap and abs(value - usual) <= CATCH:
            return float(usual), False
        value = value if state.min is None else max(value, state.min)
        return (value if state.max is None else min(value, state.max)), False

    def _line(self, thing: Placed, opening: Opening, state: ParameterState, value: float) -> Dimension:
        low, high = opening.box.low, opening.box.high
        x = (low[0] + high[0]) / 2
        start = low[2] if state.id == FROM_BELOW else high[2]
        end = start + value if state.id == FROM_BELOW else start - value
        typing = (self._numbers.text or written(value, "en")) if self._numbers.open else ""
        return Dimension(
            thing.frame.out((x, low[1], start)), thing.frame.out((x, low[1], end)), value, state.id, typing
        )

    def release(self, pointer: Pointer) -> Outcome:
        """Leave the insert in the opening under the pointer; elsewhere it stays in hand."""
        shown = self.move(pointer)
        return Commit(self._filled, "tools.insert", (self._unit,)) if self._unit else shown

    def key(self, key: str) -> Outcome:
        """Digits, "." and Backspace type the height, Tab takes the next opening, Enter leaves the insert there, Escape drops it."""
        if key == "Escape":
            return Cancel()
        if key == "Enter" and self._unit:
            return Commit(self._filled, "tools.insert", (self._unit,))
        if key == "Tab" and len(self._could) > 1:
            self._first = self._aimed + 1
        else:
            self._numbers = self._numbers.press(key)
        return self.move(self._pointer) if self._pointer else Preview(self._filled, ())
