"""Doors, windows and passages dropped on the wall under the pointer, with their distances to both corners. Lengths mm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.geometry.frame import Point2
from app.plans.editing.edits import add_opening, jambs, rooms_beside
from app.plans.editing.joints import across, along
from app.plans.editing.kinds import drawing
from app.plans.editing.openings import Kind
from app.plans.plan import Plan, Wall
from app.plans.sides import along_wall, door_swing, sides
from app.plans.underlay import Underlay
from app.tools.drawing.base import Drawer
from app.tools.drawing.snapping import REACH, even, wall_near
from app.tools.drawing.tool import Mark, Outcome, Reading, Shown
from app.words import message

NEAR = 30.0  # pixels from a wall's face at which an opening is still meant for it
LABELS = {"door": "drawing.add_door", "window": "drawing.add_window", "passage": "drawing.add_passage"}


@dataclass(frozen=True, slots=True)
class Clear:
    """What is free along a wall around a point: from `low` to `high` mm from its start; `back`: left and right are end and start."""

    low: float
    high: float
    back: bool


def clear_of(plan: Plan, wall: Wall, point: Point2) -> Clear:
    """Return the clear stretch of a wall, corner to corner, as seen from the side a point is on; all of it where no room is."""
    beside = rooms_beside(plan, wall, min(max(along(wall, point), 0.0), wall.length))
    left = across(wall, point) >= 0.0
    room = (beside.left if left else beside.right) or beside.left or beside.right
    back = room is not None and room is beside.left  # facing a wall from its left, its end is on the left hand
    for side in sides(plan, room.id) if room else ():
        if (
            abs(across(wall, side.left)) > wall.thickness / 2 + 30.0
            or abs(across(wall, side.right)) > wall.thickness / 2 + 30.0
        ):
            continue
        low, high = sorted((along(wall, side.left), along(wall, side.right)))
        if low - 1.0 <= along(wall, point) <= high + 1.0:
            return Clear(max(low, 0.0), min(high, wall.length), back)
    return Clear(0.0, wall.length, back)


class OpeningTool(Drawer):
    """Sets openings of one kind; fields: left, right (distance to that corner), width. "F" hangs a door at its other jamb."""

    def __init__(
        self, plan: Plan, kind: Kind, underlay: Underlay | None = None, leaf: str = "", bay: float = 0.0
    ) -> None:
        """Take an opening in hand; `leaf` as in plan.Opening, "" for the usual."""
        super().__init__(plan, underlay, ("left", "right", "width"))
        self.kind, self.leaf, self.bay = kind, leaf, bay
        self.hinge: Literal["start", "end"] = "start"

    def press(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """Set the opening there, when it can stand there."""
        self.at(point, scale, free)
        return self._commit()

    def enter(self) -> Outcome:
        """Set the opening as typed."""
        return self._commit()

    def key(self, name: str) -> Outcome:
        """As Drawer; "F" changes the jamb a door hangs at."""
        if name == "F":
            self.hinge = "end" if self.hinge == "start" else "start"
            return self.show()
        return super().key(name)

    def _commit(self) -> Outcome:
        shown = self.show()
        return self.commit(shown.plan, LABELS[self.kind]) if shown.plan else shown

    def show(self) -> Shown:
        """Show the opening in the wall that the pointer is at, and its distances to both corners."""
        wall = wall_near(self.plan, self.point, NEAR * self.scale)
        if wall is None:
            return Shown(hint=message("drawing.opening_wall"))
        clear = clear_of(self.plan, wall, self.point)
        offset, width = self._place(wall, clear)
        plan, refused = self.attempt(lambda plan: self._added(plan, wall, offset, width))
        marks = [Mark((along_wall(wall, offset), along_wall(wall, offset + width)), "refused" if refused else "ghost")]
        if plan is not None:
            opening = plan.openings[-1]
            marks = [Mark(ring, "ghost", True) for ring in door_swing(plan, opening)] + [
                Mark(jambs(plan, opening), "ghost")
            ]
        readings = self._readings(wall, clear, offset, width)
        return Shown(plan, tuple(marks), readings, message("drawing.opening_set"), refused)

    def _added(self, plan: Plan, wall: Wall, offset: float, width: float) -> Plan:
        swings = self.kind == "door" and self.leaf in ("", "hinged", "double")
        side = ("left" if across(wall, self.point) >= 0.0 else "right") if swings else ""
        hinge = self.hinge if swings and self.leaf != "double" else ""
        return add_opening(
            plan, wall.id, self.kind, offset, width, leaf=self.leaf, hinge=hinge, side=side, bay=self.bay
        )

    def _place(self, wall: Wall, clear: Clear) -> tuple[float, float]:
        """Return offset and width: as typed, else at the pointer, drawn to the middle and to the corners."""
        at = along(wall, self.point)
        kinds = rooms_beside(self.plan, wall, min(max(at, 0.0), wall.length)).kinds
        width = self.typed.value("width") or drawing().hole(self.kind, kinds).width
        first, last = ("right", "left") if clear.back else ("left", "right")
        low, high = self.typed.value(first), self.typed.value(last)
        if low is not None:
            return clear.low + low, (clear.high - high - clear.low - low if high is not None else width)
        if high is not None:
            return clear.high - high - width, width
        free = clear.high - clear.low - width
        gap = min(max(even(at - width / 2 - clear.low, self.scale), 0.0), max(free, 0.0))
        if not self.free and abs(at - (clear.low + clear.high) / 2) <= REACH * self.scale:
            gap = max(free, 0.0) / 2
        return clear.low + gap, width

    def _readings(self, wall: Wall, clear: Clear, offset: float, width: float) -> tuple[Reading, ...]:
        first, last = ("right", "left") if clear.back else ("left", "right")
        spots = [along_wall(wall, x) for x in (clear.low, offset, offset + width, clear.high)]
        rows = ((first, 0, offset - clear.low), ("width", 1, width), (last, 2, clear.high - offset - width))
        return tuple(
            Reading(spots[i], spots[i + 1], value, name, "mm", self.typed.shown(name)) for name, i, value in rows
        )
