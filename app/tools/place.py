"""A sample in hand: it follows the pointer as a unit that snaps, a click or Enter leaves it there. Lengths mm."""

from __future__ import annotations

from app.components.catalog import Catalog
from app.components.parts import Component, Values
from app.design.design import Design, as_values
from app.design.edits import place
from app.design.layout import Placed, lay_out
from app.fit.check import DragCheck
from app.fit.finding import Finding
from app.fit.snapping import Gesture, Snap, Snapper
from app.records import DataError
from app.tools.aim import Aim, aim
from app.tools.insert import InsertTool
from app.tools.numbers import SIZES, Numbers
from app.tools.showing import dimensions
from app.tools.standing import mount_of, refused, standing
from app.tools.tool import Cancel, Commit, Outcome, Pointer, Preview, Tool


class PlaceTool:
    """Places a sample of the library: a unit into a room, an insert into the opening of a unit."""

    def __init__(self, design: Design, catalog: Catalog, sample: str, values: Values = (), finish: Values = ()) -> None:
        """Take the sample in hand; `values` and a unit's `finish` differ from its own. Raise LibraryError when it cannot be built."""
        self._hand: Tool
        if mount_of(catalog, sample, design.profile) == "opening":
            self._hand = InsertTool(design, catalog, sample, values)
        else:
            self._hand = StandTool(design, catalog, sample, values, finish)

    def move(self, pointer: Pointer) -> Outcome:
        """Show the sample where it would go."""
        return self._hand.move(pointer)

    def release(self, pointer: Pointer) -> Outcome:
        """Leave it there; outside all rooms it stays in hand."""
        return self._hand.release(pointer)

    def key(self, key: str) -> Outcome:
        """Type numbers, turn it, accept or drop it."""
        return self._hand.key(key)


class StandTool:
    """Places a unit that stands in a room or hangs on its wall."""

    def __init__(self, design: Design, catalog: Catalog, sample: str, values: Values = (), finish: Values = ()) -> None:
        """Take the sample in hand; raise LibraryError when it cannot be built."""
        self._design, self._catalog, self._sample, self._values = design, catalog, sample, values
        self._finish = finish
        layout = lay_out(design, catalog)
        self._snapper, self._check = Snapper(layout), DragCheck(layout, (), catalog.profiles[design.profile])
        self._component = self._built({})
        self._numbers, self._quarters = Numbers(), 0
        self._aim: Aim | None = None
        self._snap = True
        self._refused: DataError | None = None

    def move(self, pointer: Pointer) -> Outcome:
        """Show the unit with its middle under the pointer, drawn to walls and neighbours."""
        self._aim = aim(self._design.plan, pointer) or self._aim
        self._snap = pointer.snap
        return self._preview()

    def release(self, pointer: Pointer) -> Outcome:
        """Place the unit, fitting or not (it shows red); outside all rooms it stays in hand."""
        self.move(pointer)
        return self._commit()

    def key(self, key: str) -> Outcome:
        """Digits, ".", "-", Backspace and Tab type; R turns by 90 degrees; Enter places; Escape drops."""
        if key == "Escape":
            return Cancel()
        if key == "Enter":
            return self._commit()
        if key == "R":
            self._quarters = (self._quarters + 1) % 4
        else:
            self._type(key)
        return self._preview()

    def _type(self, key: str) -> None:
        self._numbers = self._numbers.press(key)
        try:
            self._component, self._refused = self._built(self._numbers.values(SIZES)), None
        except DataError as problem:  # half a number is often too small: the last size that can be built stays in hand
            self._refused = problem

    def _built(self, sizes: dict[str, float]) -> Component:
        finish = as_values({**dict(self._design.finish), **dict(self._finish)}) if self._finish else self._design.finish
        return self._catalog.build(self._sample, self._with(sizes), finish, (), self._design.profile)

    def _with(self, sizes: dict[str, float]) -> Values:
        return as_values({**dict(self._values), **sizes})

    def _placed(self) -> tuple[Design, Placed, Snap] | None:
        if self._aim is None:
            return None
        component = self._component
        snap = self._snapper.snap(component, self._gesture(self._aim))
        sizes = {name: value for name, value in component.values if name in self._numbers.values(SIZES)}
        values = as_values({**dict(self._values), **sizes})
        design, unit_id = place(self._design, self._sample, snap.frame, values, self._finish)
        return design, standing(design, design.unit(unit_id), component), snap

    def _gesture(self, spot: Aim) -> Gesture:
        on_wall = self._component.placing.mount == "wall" and spot.side is not None
        height = self._component.body.high[2] - self._component.body.low[2]
        return Gesture(
            spot.plan,
            elevation=spot.point[2] - height / 2.0 if on_wall else None,
            quarters=self._quarters,
            snap=self._snap,
            typed=self._numbers.values(("left", "right", "elevation")),
        )

    def _preview(self, refusal: tuple[Finding, ...] = ()) -> Preview:
        found = self._placed()
        if found is None:
            return Preview(self._design, ())
        design, thing, snap = found
        lines = dimensions(snap.dimensions, self._component, snap.frame, self._numbers)
        return Preview(design, (thing.id,), (*refusal, *self._check.query((thing,))), lines)

    def _commit(self) -> Outcome:
        found = self._placed()
        if self._refused is not None:
            asked = self._with(self._numbers.values(SIZES))
            states = self._catalog.parameters(self._sample, asked, self._design.profile)
            return self._preview((refused(self._refused, found[1] if found else None, states),))
        if found is None or not found[1].room:
            return self._preview()
        return Commit(found[0], "tools.place", (found[1].id,))
