"""What the user can do to what is open and selected; each is one step of undo, and what cannot be built is told and not done. mm."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from app.components.catalog import DEFAULT_PROFILE
from app.components.materials import Decor
from app.components.parts import Insert, RefusedError, Value, Values
from app.components.ranges import Sample
from app.components.values import ParameterState
from app.design import edits
from app.design.design import Design, with_unit
from app.design.layout import Placed, build_unit, lay_out
from app.design.profile_change import change_profile
from app.fit.check import check
from app.fit.finding import Fix
from app.geometry.frame import Frame, Point2
from app.records import DataError
from app.tools.insert_values import fills_of, insert_states
from app.tools.tool import Commit, Outcome
from app.ui.choosing import Choosing
from app.ui.document import component_size

__all__ = ["Session", "component_size"]


NUDGE_PAUSE = 1.5  # s between two nudges that makes them two steps of undo
REFUSED_TOLD = 3  # of the units that a profile cannot make


class Session(Choosing):
    """One window's document with everything that can be done to it."""

    _nudged: tuple[Design | None, float] = (None, 0.0)  # what the last nudge left, and when

    # --- what the library offers -------------------------------------------------------------------------------------

    def finish_slots(self) -> list[str]:
        """Return the slots a decor can be chosen for."""
        return list(self.catalog.finishes)

    def design_finish(self, slot: str) -> str | None:
        """Return the decor the user gave a slot of the whole design; None where each sample shows its own."""
        decor = dict(self.design.finish if self.design else ()).get(slot)
        return None if decor is None else str(decor)

    def decors_for(self, slot: str) -> list[Decor]:
        """Return the decors that make sense for a slot: metal for what is metal by default, boards and stone for the rest."""
        usual = self.catalog.decors[self.catalog.finishes[slot].default].texture
        kinds = {"metal": ("metal",), "stone": ("stone", "wood"), "glass": ("glass",)}.get(usual, ("plain", "wood"))
        return [decor for decor in self.catalog.decors.values() if decor.texture in kinds]

    def mount(self, sample: Sample) -> str:
        """Return how a sample stands: floor, wall, run or opening."""
        return self.catalog.family(sample.family).mount

    @property
    def profile(self) -> str:
        """The construction profile of the design, the usual one while there is none."""
        return self.design.profile if self.design else DEFAULT_PROFILE

    def fills(self, sample: str) -> str:
        """Return what an insert does to an opening: it fills it "inside" or closes its "front"."""
        return fills_of(self.catalog, sample, self.profile)

    def inserts_offered(self, fills: str) -> list[Sample]:
        """Return the families that fill openings inside or close their front, each as it is by default."""
        found = []
        for family in self.catalog.families:
            try:
                if self.catalog.mount(family) == "opening" and self.fills(family) == fills:
                    found.append(self.catalog.sample(family))
            except DataError:  # a family that cannot be read is told by the panel
                continue
        return found

    def insert_name(self, insert: Insert) -> str:
        """Return what to call an insert: its sample, or its family where it is no longer as the sample's name says."""
        sample = self.catalog.sample(insert.sample)
        own = dict(sample.values)
        changed = any(name in own and own[name] != value for name, value in insert.values)
        return self.name((self.catalog.sample(sample.family) if changed else sample).name)

    def refusal(self, unit_id: str, sample: str, opening: str) -> str:
        """Return why an insert does not fit an opening of a unit, "" when it does."""
        if self.design is None:
            return ""
        try:
            design, _ = edits.add_insert(self.design, unit_id, sample, opening)
            build_unit(design.unit(unit_id), design, self.catalog)
        except RefusedError as problem:
            return self.name(problem.reason)
        except DataError as problem:
            return problem.cause
        return ""

    def insert_parameters(self, placed: Placed, insert: Insert) -> tuple[ParameterState, ...]:
        """Return the values of an insert with the limits that its own opening sets; none when it cannot be worked out."""
        opening = next((one for one in placed.component.openings if one.id == insert.opening), None)
        if self.design is None or opening is None:
            return ()
        free = replace(opening, front="") if opening.front == insert.id else opening
        return insert_states(self.catalog, insert.sample, insert.values, free, self.design.profile)

    def locks(self, sample: str, values: Values) -> dict[str, bool]:
        """Return the parts that share a space in a sample, by name, and whether each is locked: asked for, it keeps its size."""
        found = self.catalog.sample(sample)
        asked = dict(found.values) | dict(values)
        return {name: name in asked for name in self.catalog.family(found.family, self.profile).shares}

    # --- edits of the selection --------------------------------------------------------------------------------------

    def delete(self) -> None:
        """Take the selected insert away, else the selected units."""
        if self.insert:
            self.remove_insert(self.insert)
        elif self.design and self.selection:
            self.commit(edits.delete(self.design, self.selection), "ui.step.delete", ())

    def copy(self) -> None:
        """Put copies of the selected units on their right, or on their left where only that fits, and select the copies."""
        if not self.design or not self.selected:
            return
        first = self.selected[0]
        span = _span_along(self.selected, first.frame)
        ways = [Frame(turn=first.frame.turn).out((span * side, 0.0, 0.0)) for side in (1.0, -1.0)]
        design, made = min((edits.copy(self.design, self.selection, way) for way in ways), key=self._errors)
        self.commit(design, "ui.step.copy", made)

    def _errors(self, copied: tuple[Design, tuple[str, ...]]) -> int:
        design = copied[0]
        found = check(lay_out(design, self.catalog), self.catalog.profiles[design.profile])
        return sum(finding.level == "error" for finding in found)

    def turn(self) -> None:
        """Turn each selected unit a quarter about its middle."""
        design = self.design
        if design is None or not self.selected:
            return
        for placed in self.selected:
            design = edits.turn(design, placed.id, 90.0, _middle(placed))
        self.commit(design, "ui.step.turn")

    def nudge(self, dx: float, dy: float, dz: float = 0.0) -> None:
        """Move the selected units by mm in plan axes; nudges that follow each other soon are one step of undo."""
        if self.history is None or self.design is None or not self.selection:
            return
        design = edits.shift(self.design, self.selection, (dx, dy, dz))
        before, when = self._nudged
        if before is self.design and time.monotonic() - when < NUDGE_PAUSE:
            self.history = self.history.undo()
        self.commit(design, "ui.step.move")
        self._nudged = (self.design, time.monotonic())

    def turn_to(self, unit_id: str, degrees: float) -> None:
        """Turn one unit about its middle until its turn is `degrees`; one step."""
        placed = self.placed(unit_id)
        if self.design and placed and placed.unit:
            by = degrees - placed.unit.frame.turn
            self.commit(edits.turn(self.design, unit_id, by, _middle(placed)), "ui.step.turn")

    def set_value(self, name: str, value: Value | None) -> None:
        """Give every selected unit a value (None: its sample's own); one step. What cannot be built is told and not done."""
        self._edit(lambda design, i: edits.set_values(design, i, {name: value}), "ui.step.value")

    def set_finish(self, slot: str, decor: str | None) -> None:
        """Give every selected unit a surface (None: the home's, or its sample's); one step."""
        self._edit(lambda design, i: edits.set_finish(design, {slot: decor}, i), "ui.step.finish")

    def set_design_finish(self, slot: str, decor: str | None) -> None:
        """Give the whole design a surface, which goes over the samples' own (None: back to those); one step."""
        if self.design:
            self.commit(edits.set_finish(self.design, {slot: decor}), "ui.step.finish")

    def set_profile(self, profile: str) -> None:
        """Build the whole design by another construction profile; one step, told. What that factory cannot make is told and not done."""
        design = self.design
        if design is None or profile == design.profile:
            return
        change = self.guarded(lambda: change_profile(design, self.catalog.profiles[profile], self.catalog))
        if change is None or change.refused:
            self.selectionChanged.emit()  # the field shows the old profile again
        if change is None:
            return
        if change.refused:
            told = [self.say(sentence) for sentence in change.sentences]
            more = [self.say("ui.said.refused_more", count=len(told) - REFUSED_TOLD)] if told[REFUSED_TOLD:] else []
            self.said.emit("error", "\n".join((*told[:REFUSED_TOLD], *more, self.say("design.profile_kept"))))
        else:
            self.commit(change.design, "ui.step.profile")
            self.said.emit("good", self.say(change.sentences[0]))

    def describe(self, key: str, text: str) -> None:
        """Set the design's name, or the customer's name, phone or address; one step when it changed."""
        design = self.design
        if design is None:
            return
        if key == "name":
            changed = edits.rename(design, text) if text.strip() else design
        else:
            field = "name" if key == "customer" else key
            changed = edits.set_customer(design, replace(design.customer, **{field: text.strip()}))
        if changed != design:
            self.commit(changed, "ui.step.describe")

    def set_frame(self, unit_id: str, frame: Frame) -> None:
        """Put one unit somewhere; one step."""
        if self.design:
            self.commit(edits.move(self.design, unit_id, frame), "ui.step.move")

    def _edit(self, edit: Callable[[Design, str], Design], label: str) -> None:
        design = self.design
        if design is None:
            return
        try:
            for unit_id in self.selection:
                design = edit(design, unit_id)
        except DataError as problem:
            self.said.emit("error", str(problem))
            self.selectionChanged.emit()  # the fields show the old value again
            return
        self.commit(design, label)

    def add_insert(self, sample: str, opening: str) -> None:
        """Put an insert into an opening of the one selected unit, and select it."""
        before = self.design
        self._edit(lambda design, i: edits.add_insert(design, i, sample, opening)[0], "ui.step.insert")
        if self.design is not before:
            self._select_newest()

    def step(self, outcome: Outcome) -> None:
        """Do what the tool in hand answered; an insert that was put down is selected."""
        super().step(outcome)
        if isinstance(outcome, Commit) and outcome.label == "tools.insert" and self.design == outcome.design:
            self._select_newest()

    def _select_newest(self) -> None:
        unit = self.design.unit(self.selection[0]) if self.design and len(self.selection) == 1 else None
        if unit is not None and unit.inserts:
            self.select_insert(unit.id, unit.inserts[-1].id)

    def remove_insert(self, insert_id: str) -> None:
        """Take an insert out of the one selected unit."""
        self._edit(lambda design, i: edits.remove_insert(design, i, insert_id), "ui.step.insert")

    def set_insert_value(self, insert_id: str, name: str, value: Value | None) -> None:
        """Give an insert of the one selected unit a value (None: its own again); one step."""
        self._edit(lambda design, i: edits.set_insert_values(design, i, insert_id, {name: value}), "ui.step.insert")

    def can_apply(self, fix: Fix) -> bool:
        """Return whether what a finding offers can be built."""
        try:
            return self.design is not None and (
                fix.unit is None or bool(build_unit(fix.unit, self.design, self.catalog))
            )
        except DataError:
            return False

    def apply_fix(self, fix: Fix) -> None:
        """Do what a finding offers; one step."""
        if self.design is None:
            return
        design, unit = self.design, fix.unit
        changed = edits.delete(design, (fix.unit_id,)) if unit is None else with_unit(design, unit)
        self.commit(changed, "ui.step.fix", () if unit is None else (fix.unit_id,))


def _span_along(placed: tuple[Placed, ...], frame: Frame) -> float:
    """Return how far the bodies of units reach along a frame's x axis together, mm."""
    xs = [frame.into((*corner, 0.0))[0] for p in placed for corner in p.component.body.corners2(p.frame)]
    return max(xs) - min(xs)


def _middle(placed: Placed) -> Point2:
    """Return the middle of a body in its unit's held axes, mm."""
    low, high = placed.component.body.low, placed.component.body.high
    return ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2 - placed.component.depth)
