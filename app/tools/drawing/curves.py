"""An arc wall: where it begins, where it ends, how far it bulges: by a third point, a typed radius or a typed sweep. mm, degrees."""

from __future__ import annotations

import math

from app.geometry.frame import Point2
from app.plans.curves import FLATTEST, FULLEST, arc, chords, sweep_of_radius, sweep_through
from app.plans.editing.edits import add_curve, usual_thickness
from app.plans.plan import Plan
from app.plans.underlay import Underlay
from app.tools.drawing.base import Drawer, wall_marks
from app.tools.drawing.snapping import Snapped
from app.tools.drawing.tool import Mark, Outcome, Reading, Shown
from app.words import message

QUARTER = 90.0  # degrees; a bulge that comes near a multiple of a sixth of it takes it
NEAR = 2.0


class CurveTool(Drawer):
    """Draws an arc by three clicks; after two, radius (or, after Tab, sweep) may be typed. Escape drops all."""

    def __init__(
        self, plan: Plan, underlay: Underlay | None = None, thickness: float = 0.0, height: float = 0.0
    ) -> None:
        """Begin with no point; thickness and height 0 are the usual ones (kinds.py)."""
        super().__init__(plan, underlay, ("radius", "sweep"))
        self.thickness, self.height = thickness, height
        self.points: list[Point2] = []

    def drop(self) -> None:
        """Forget the ends."""
        super().drop()
        self.points = []

    def busy(self) -> bool:
        """Return whether an end was set."""
        return bool(self.points) or super().busy()

    def press(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """Set an end; the third time, draw the arc."""
        self.at(point, scale, free)
        if len(self.points) == 2:
            return self.enter()
        spot = self._spot().point
        if not self.points or math.dist(spot, self.points[0]) >= 1.0:
            self.points.append(spot)
        return self.show()

    def enter(self) -> Outcome:
        """Draw the arc as typed or shown."""
        shown = self.show()
        return self.commit(shown.plan, "drawing.add_curve") if shown.plan else shown

    def key(self, name: str) -> Outcome:
        """As Drawer; Backspace with nothing typed takes the last end back."""
        if name == "Backspace" and not self.typed.text and self.points:
            self.points.pop()
            return self.show()
        return super().key(name)

    def _spot(self) -> Snapped:
        return self.snapper.snap(self.point, self.scale)

    def show(self) -> Shown:
        """Show the arc so far, its radius and its sweep."""
        if len(self.points) < 2:
            spot = self._spot()
            line = (Mark((*self.points, spot.point), "line"),) if self.points else ()
            key = "drawing.curve_end" if self.points else "drawing.curve_first"
            return Shown(None, (*line, *self.snap_mark(spot)), hint=message(key))
        start, end = self.points
        hint, sweep = message("drawing.curve_bulge"), self._sweep(start, end)
        if not FLATTEST <= abs(sweep) <= FULLEST:
            return Shown(None, (Mark((start, end), "refused"),), (), hint, message("edits.no_arc"))
        thickness = self.thickness or usual_thickness(self.plan, start, end)
        plan, refused = self.attempt(
            lambda plan: add_curve(plan, start, end, sweep, thickness=thickness, height=self.height)
        )
        whole, points = arc(start, end, sweep), chords(start, end, sweep)
        readings = (
            Reading(whole.centre, whole.at(0.5), whole.radius, "radius", "mm", self.typed.shown("radius")),
            Reading(whole.centre, end, abs(sweep), "sweep", "deg", self.typed.shown("sweep")),
        )
        return Shown(plan, (*wall_marks(points, thickness), Mark(points, "line")), readings, hint, refused)

    def _sweep(self, start: Point2, end: Point2) -> float:
        """Return the sweep as typed, on the side of the pointer, else through the pointer; 0 when there is none."""
        third = self.snapper.snap(self.point, self.scale).point
        through = sweep_through(start, end, third)
        typed, radius = self.typed.value("sweep"), self.typed.value("radius")
        if typed is not None:
            return math.copysign(typed, through) if through else typed
        if radius is not None:
            side = "left" if through < 0.0 else "right"
            try:
                return sweep_of_radius(start, end, radius, side, abs(through) > 180.0)
            except ValueError:
                return 0.0
        step = round(through / (QUARTER / 6)) * (QUARTER / 6)
        return step if not self.free and step and abs(through - step) <= NEAR else through
