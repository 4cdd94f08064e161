"""Walls drawn point by point: clicked or typed by length and angle, along the axes unless free; closed where they began. mm, degrees."""

from __future__ import annotations

import math

from app.geometry.frame import Point2, cos_sin
from app.plans.editing.edits import add_walls, usual_thickness
from app.plans.editing.lines import Line, centre_line
from app.plans.plan import Plan
from app.plans.underlay import Underlay
from app.tools.drawing.base import Drawer, wall_marks
from app.tools.drawing.snapping import REACH, Snapped, clean, wall_near
from app.tools.drawing.tool import Mark, Outcome, Reading, Shown
from app.words import message

LINES: tuple[Line, ...] = ("centre", "left", "right")


class WallTool(Drawer):
    """Draws a chain of walls; "F" changes which line of the walls is drawn: their centre, their left or their right face.

    Clicks and Enter after a typed length set points; the first point again closes the chain, a point on a wall of the plan ends it, as do
    Enter with nothing typed and a double click. A point to which no wall can be is not taken. Backspace takes the last point back;
    Escape drops all.
    """

    def __init__(
        self,
        plan: Plan,
        underlay: Underlay | None = None,
        thickness: float = 0.0,
        height: float = 0.0,
        line: Line = "centre",
    ) -> None:
        """Begin with no point; thickness and height 0 are the usual ones (kinds.py)."""
        super().__init__(plan, underlay, ("length", "angle"))
        self.thickness, self.height, self.line = thickness, height, line
        self.points: list[Point2] = []

    def drop(self) -> None:
        """Forget all points."""
        super().drop()
        self.points = []

    def busy(self) -> bool:
        """Return whether a chain has begun."""
        return bool(self.points) or super().busy()

    def press(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """Set a point there; on the first point, close the chain."""
        self.at(point, scale, free)
        return self._set(self._spot().point)

    def enter(self) -> Outcome:
        """Set the point that was typed; with nothing typed, end the chain."""
        if self.typed and self.points:
            return self._set(self._spot().point)
        return self._end(False)

    def key(self, name: str) -> Outcome:
        """As Drawer; "Double" ends the chain, "F" changes the drawn line, Backspace takes a point back."""
        if name == "Double":
            return self._end(False)
        if name == "F":
            self.line = LINES[(LINES.index(self.line) + 1) % len(LINES)]
            return self.show()
        if name == "Backspace" and not self.typed.text and self.points:
            self.points.pop()
            return self.show()
        return super().key(name)

    def show(self) -> Shown:
        """Show the chain so far and the wall to the pointer with its length and angle."""
        spot = self._spot()
        if not self.points:
            return Shown(marks=self.snap_mark(spot), hint=message("drawing.wall_first"))
        chain = [*self.points, spot.point]
        closes = self._closes(spot.point)
        line = centre_line(chain[:-1] if closes else chain, self._thickness(), self.line, closes)
        marks = (*wall_marks(line, self._thickness()), Mark(tuple(chain), "line"), *self.snap_mark(spot))
        plan, refused = self.attempt(lambda plan: self._added(plan, chain[:-1] if closes else chain, closes))
        hint = message("drawing.wall_close" if closes else "drawing.wall_next")
        return Shown(plan, marks, self._readings(spot.point), hint, refused)

    def _readings(self, end: Point2) -> tuple[Reading, ...]:
        start = self.points[-1]
        angle = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0])) % 360.0
        return (
            Reading(start, end, math.dist(start, end), "length", "mm", self.typed.shown("length")),
            Reading(start, end, angle, "angle", "deg", self.typed.shown("angle")),
        )

    def _spot(self) -> Snapped:
        """Return where the next point is: as typed, else where the pointer is meant to be."""
        if not self.points:
            return self.snapper.snap(self.point, self.scale)
        start = self.points[-1]
        first = self.points[0]
        if len(self.points) > 2 and not self.typed and math.dist(first, self.point) <= REACH * self.scale:
            return Snapped(first, "corner")
        length, angle = self.typed.value("length"), self.typed.value("angle")
        spot = self.snapper.snap(self.point, self.scale, start, self.free)
        if length is None and angle is None:
            return self._level(spot)
        if angle is not None:
            way = cos_sin(angle)
            far = (self.point[0] - start[0]) * way[0] + (self.point[1] - start[1]) * way[1]
        else:
            far = math.dist(start, spot.point)
            way = ((spot.point[0] - start[0]) / far, (spot.point[1] - start[1]) / far) if far else (1.0, 0.0)
        far = length if length is not None else max(0.0, round(far))
        return Snapped(clean((start[0] + way[0] * far, start[1] + way[1] * far)))

    def _level(self, spot: Snapped) -> Snapped:
        """Return the point level with the chain's first one, when it comes near: so that the next wall closes square."""
        first, (x, y) = self.points[0], spot.point
        start, reach = self.points[-1], REACH * self.scale
        if len(self.points) < 2 or spot.kind in ("corner", "underlay", "wall"):
            return spot
        if start[1] == y and x != start[0] and abs(x - first[0]) <= reach:
            return Snapped((first[0], y), "level", ((first, (first[0], y)),))
        if start[0] == x and y != start[1] and abs(y - first[1]) <= reach:
            return Snapped((x, first[1]), "level", ((first, (x, first[1])),))
        return spot

    def _closes(self, point: Point2) -> bool:
        return len(self.points) > 2 and math.dist(point, self.points[0]) < 1.0

    def _set(self, point: Point2) -> Outcome:
        if self._closes(point):
            return self._end(True)
        if not self.points:
            self.points.append(point)
        elif math.dist(point, self.points[-1]) >= 1.0:
            chain = [*self.points, point]
            if self.attempt(lambda plan: self._added(plan, chain, False))[0] is None:
                return self.show()  # which tells why
            self.points.append(point)
            if wall_near(self.plan, point, 1.0) is not None:
                return self._end(False)
        self.typed.clear()
        return self.show()

    def _end(self, closed: bool) -> Outcome:
        if len(self.points) < 2:
            self.drop()
            return self.show()
        points = list(self.points)
        plan, refused = self.attempt(lambda plan: self._added(plan, points, closed))
        if plan is None:
            shown = self.show()
            return Shown(None, shown.marks, shown.readings, shown.hint, refused)
        return self.commit(plan, "drawing.add_walls")

    def _added(self, plan: Plan, points: list[Point2], closed: bool) -> Plan:
        line = centre_line(points, self._thickness(), self.line, closed)
        return add_walls(plan, line[:-1] if closed else line, self._thickness(), self.height, closed)

    def _thickness(self) -> float:
        if self.thickness or not self.points:
            return self.thickness or usual_thickness(self.plan, self.point, self.point)
        second = self.points[1] if len(self.points) > 1 else self.point
        return usual_thickness(self.plan, self.points[0], second)
