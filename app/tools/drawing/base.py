"""What all drawing tools share: the plan they stand on, a change tried and told, marks for it. Plan axes, mm."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from app.geometry.frame import Point2
from app.plans.editing.edits import EditError, moved
from app.plans.plan import Plan, PlanError, Wall
from app.plans.regions import wall_bands
from app.plans.underlay import Underlay
from app.tools.drawing.snapping import Snapped, Snapper
from app.tools.drawing.tool import Cancelled, Commit, Mark, Outcome, Shown
from app.tools.drawing.typed import Typed
from app.words import Message, message


class Drawer:
    """A tool standing on a plan; a child says what `show` shows, and calls `attempt` and `commit`."""

    def __init__(self, plan: Plan, underlay: Underlay | None = None, fields: Sequence[str] = ("length",)) -> None:
        """Take the tool in hand over a plan and what lies under it."""
        self.plan, self.underlay = plan, underlay
        self.typed = Typed(*fields, signed=("angle", "sweep"))
        self.point: Point2 = (0.0, 0.0)
        self.scale, self.free = 10.0, False
        self._snapper: Snapper | None = None

    @property
    def snapper(self) -> Snapper:
        """What the plan draws points to; made when it is first asked."""
        if self._snapper is None:
            self._snapper = Snapper(self.plan, self.underlay)
        return self._snapper

    def rebase(self, plan: Plan) -> Outcome:
        """The plan is another now: drop what was in hand and go on from it."""
        self.plan, self._snapper = plan, None
        self.drop()
        return self.show()

    def drop(self) -> None:
        """Forget what is in hand."""
        self.typed.clear()

    def busy(self) -> bool:
        """Return whether something is in hand that Escape would drop."""
        return bool(self.typed)

    def at(self, point: Point2, scale: float, free: bool) -> None:
        """Keep where the pointer is."""
        if all(math.isfinite(value) for value in (*point, scale)):
            self.point, self.scale, self.free = point, max(scale, 1e-6), free

    def move(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """The pointer moved: show what would be."""
        self.at(point, scale, free)
        return self.show()

    def press(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """The button went down."""
        return self.move(point, scale, free)

    def release(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """The button came up."""
        return self.move(point, scale, free)

    def type(self, text: str) -> Outcome:
        """Characters were typed; letters are keys."""
        if not self.typed.type(text) and len(text) == 1 and text.isalpha():
            return self.key(text.upper())
        return self.show()

    def key(self, name: str) -> Outcome:
        """Escape drops what is in hand, Enter finishes, Tab and Backspace go to what is typed."""
        if name == "Escape":
            self.drop()
            return Cancelled()
        if name == "Enter":
            return self.enter()
        self.typed.key(name)
        return self.show()

    def enter(self) -> Outcome:
        """Enter was pressed."""
        return self.show()

    def show(self) -> Shown:
        """Return what to show where the pointer is."""
        raise NotImplementedError

    def attempt(self, change: Callable[[Plan], Plan]) -> tuple[Plan | None, Message | None]:
        """Return the plan after a change and no reason, or no plan and the reason."""
        try:
            return change(self.plan), None
        except EditError as problem:
            return None, problem.told
        except PlanError as problem:
            return None, message("edits.cannot", cause=problem.cause)

    def commit(self, plan: Plan, label: str) -> Commit:
        """Return a step done, and go on from its plan."""
        before, self.plan, self._snapper = self.plan, plan, None
        chosen = tuple(part for part in moved(before, plan) if part[0] != "rooms" and _is_there(plan, *part))
        new = {room.id: room for room in plan.rooms}
        old = {room.id: room for room in before.rooms}
        remarks = [message("edits.room_came", room=room.name) for name, room in new.items() if name not in old]
        remarks += [message("edits.room_gone", room=room.name) for name, room in old.items() if name not in new]
        gone = _measures(before) - _measures(plan)
        remarks += [message("edits.measures_gone", count=gone)] if gone > 0 else []
        self.drop()
        return Commit(plan, label, tuple(remarks), chosen if len(chosen) == 1 else ())

    def snap_mark(self, snapped: Snapped) -> tuple[Mark, ...]:
        """Return the guides of a snapped point and the point itself."""
        guides = tuple(Mark(line, "guide") for line in snapped.guides)
        return (*guides, Mark((snapped.point,), "snap")) if snapped.kind else guides


def _is_there(plan: Plan, sort: str, name: str) -> bool:
    return any(record.id == name for record in getattr(plan, sort))


def _measures(plan: Plan) -> int:
    return sum(
        len(one.sides) + len(one.corners) + len(one.levels) + len(one.openings) + len(one.diagonals)
        for one in plan.surveys
    )


def wall_marks(points: Sequence[Point2], thickness: float, look: str = "wall") -> tuple[Mark, ...]:
    """Return the bands of walls through points."""
    walls = [
        Wall(str(i), a, b, thickness, 1000.0) for i, (a, b) in enumerate(pairwise(points)) if math.dist(a, b) > 1.0
    ]
    return tuple(Mark(ring, look, True) for ring in wall_bands(walls)) if walls else ()


def outline_marks(outlines: Iterable[Sequence[Point2]], look: str) -> tuple[Mark, ...]:
    """Return closed marks."""
    return tuple(Mark(tuple(ring), look, True) for ring in outlines)
