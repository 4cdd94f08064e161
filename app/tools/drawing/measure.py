"""A distance between two points of the plan: nothing is changed. mm and degrees."""

from __future__ import annotations

import math

from app.geometry.frame import Point2
from app.plans.plan import Plan
from app.plans.underlay import Underlay
from app.tools.drawing.base import Drawer
from app.tools.drawing.tool import Mark, Outcome, Reading, Shown
from app.words import message


class MeasureTool(Drawer):
    """Two clicks and the distance between them, drawn to corners and faces; the third click begins anew."""

    def __init__(self, plan: Plan, underlay: Underlay | None = None) -> None:
        """Begin with no point."""
        super().__init__(plan, underlay)
        self.points: list[Point2] = []

    def drop(self) -> None:
        """Forget both points."""
        super().drop()
        self.points = []

    def busy(self) -> bool:
        """Return whether a point was set."""
        return bool(self.points)

    def type(self, text: str) -> Outcome:
        """Nothing is typed into a measure."""
        return self.show()

    def press(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """Set a point."""
        self.at(point, scale, free)
        if len(self.points) == 2:
            self.points = []
        self.points.append(self._spot())
        return self.show()

    def _spot(self) -> Point2:
        return self.snapper.snap(self.point, self.scale, self.points[0] if self.points else None, True).point

    def show(self) -> Shown:
        """Show the distance to the pointer, or between both points."""
        if not self.points:
            spot = self.snapper.snap(self.point, self.scale)
            return Shown(marks=self.snap_mark(spot), hint=message("drawing.measure_first"))
        a, b = (*self.points, self._spot())[:2]
        angle = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0])) % 360.0
        readings = (Reading(a, b, math.dist(a, b), "distance"), Reading(a, b, angle, "angle", "deg"))
        return Shown(marks=(Mark((a, b), "line"),), readings=readings, hint=message("drawing.measure_next"))
