"""Obstacles and service points: set down with a click, obstacles also spanned by dragging; drawn to wall faces and corners. Lengths mm."""

from __future__ import annotations

import math

from app.geometry.frame import Point2
from app.plans.editing.edits import add_obstacle, add_service, rectangle
from app.plans.editing.joints import direction
from app.plans.editing.kinds import drawing
from app.plans.plan import Plan
from app.plans.sides import room_of, sides
from app.plans.underlay import Underlay
from app.tools.drawing.base import Drawer
from app.tools.drawing.snapping import REACH, clean, rounded, wall_near
from app.tools.drawing.tool import Mark, Outcome, Reading, Shown
from app.words import message

DRAG = 4.0  # pixels; a shorter drag is a click
DOT = 40.0  # mm; half of a service point as shown


class ObstacleTool(Drawer):
    """Sets down bodies of one kind; a drag spans a rectangle between two corners. Fields: width (along x), depth (along y)."""

    def __init__(self, plan: Plan, kind: str, underlay: Underlay | None = None) -> None:
        """Take a body of a kind (kinds.py) in hand."""
        super().__init__(plan, underlay, ("width", "depth"))
        self.kind = kind
        self.pressed: Point2 | None = None

    def drop(self) -> None:
        """Forget the corner that was pressed."""
        super().drop()
        self.pressed = None

    def busy(self) -> bool:
        """Return whether a corner is held."""
        return self.pressed is not None or super().busy()

    def press(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """Hold the first corner."""
        self.at(point, scale, free)
        self.pressed = self.snapper.snap(point, scale).point
        self._start = point
        return self.show()

    def release(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """Set the body down: as spanned, or of its usual size after a click."""
        self.at(point, scale, free)
        if self.pressed is None:
            return self.show()
        if not self._dragged():
            self.pressed = None
        return self._commit()

    def enter(self) -> Outcome:
        """Set the body down as typed."""
        return self._commit()

    def _commit(self) -> Outcome:
        shown = self.show()
        self.pressed = None
        return self.commit(shown.plan, "drawing.add_thing") if shown.plan else shown

    def _dragged(self) -> bool:
        return self.pressed is not None and math.dist(self._start, self.point) > DRAG * self.scale

    def show(self) -> Shown:
        """Show the body where it would stand and its sizes."""
        outline = self._outline()
        plan, refused = self.attempt(lambda plan: add_obstacle(plan, self.kind, outline))
        a, b, c = outline[0], outline[1], outline[2]
        readings = (
            Reading(a, b, b[0] - a[0], "width", "mm", self.typed.shown("width")),
            Reading(b, c, c[1] - b[1], "depth", "mm", self.typed.shown("depth")),
        )
        mark = Mark(outline, "refused" if refused else "ghost", True)
        return Shown(plan, (mark,), readings, message("drawing.thing_set"), refused)

    def _outline(self) -> tuple[Point2, ...]:
        known = drawing().obstacles.get(self.kind)
        usual = (known.width, known.depth) if known else (300.0, 300.0)
        width, depth = self.typed.value("width"), self.typed.value("depth")
        if self.pressed is not None and self._dragged():
            x, y = self.snapper.snap(self.point, self.scale).point
            x = self.pressed[0] + math.copysign(width, x - self.pressed[0]) if width else x
            y = self.pressed[1] + math.copysign(depth, y - self.pressed[1]) if depth else y
            return rectangle(self.pressed, (x, y))
        size = (width or usual[0], depth or usual[1])
        x, y = rounded((self.point[0] - size[0] / 2, self.point[1] - size[1] / 2), self.scale)
        x, y = (x, y) if self.free else self._against((x, y), size)
        return rectangle((x, y), (x + size[0], y + size[1]))

    def _against(self, corner: Point2, size: Point2) -> Point2:
        """Return the south-western corner moved so that the body stands against the faces it is near to."""
        room = room_of(self.plan, self.point)
        reach, (x, y) = 2 * REACH * self.scale, corner
        for side in sides(self.plan, room.id) if room else ():
            (x0, y0), (x1, y1) = side.left, side.right
            if abs(x0 - x1) < 1e-6 and min(y0, y1) < y + size[1] and y < max(y0, y1):
                x = next((at for at in (x0, x0 - size[0]) if abs(at - x) <= reach), x)
            elif abs(y0 - y1) < 1e-6 and min(x0, x1) < x + size[0] and x < max(x0, x1):
                y = next((at for at in (y0, y0 - size[1]) if abs(at - y) <= reach), y)
        return clean((x, y))


class ServiceTool(Drawer):
    """Sets service points of one kind, on the face of a wall where one is near. Field: height above the floor."""

    def __init__(self, plan: Plan, kind: str, underlay: Underlay | None = None) -> None:
        """Take a service point of a kind (kinds.py) in hand."""
        super().__init__(plan, underlay, ("height",))
        self.kind = kind

    def press(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """Set the point there."""
        self.at(point, scale, free)
        return self.enter()

    def enter(self) -> Outcome:
        """Set the point where the pointer is."""
        shown = self.show()
        return self.commit(shown.plan, "drawing.add_service") if shown.plan else shown

    def show(self) -> Shown:
        """Show the point and how high it would sit."""
        at, height = self._spot(), self.typed.value("height")
        plan, refused = self.attempt(lambda plan: add_service(plan, self.kind, at, height))
        room = room_of(self.plan, at)
        known = drawing().services.get(self.kind)
        usual = known.level(room.kind if room else "") if known else 0.0
        level = usual if height is None else height
        ring = rectangle((at[0] - DOT, at[1] - DOT), (at[0] + DOT, at[1] + DOT))
        reading = Reading(at, at, level, "height", "mm", self.typed.shown("height"))
        return Shown(plan, (Mark(ring, "ghost", True),), (reading,), message("drawing.service_set"), refused)

    def _spot(self) -> Point2:
        """Return the pointer's place, drawn to the near face of a wall."""
        point = rounded(self.point, self.scale)
        wall = None if self.free else wall_near(self.plan, self.point, 2 * REACH * self.scale)
        if wall is None:
            return point
        ux, uy = direction(wall)
        x, y = self.point[0] - wall.start[0], self.point[1] - wall.start[1]
        along = round(x * ux + y * uy)
        off = math.copysign(wall.thickness / 2, y * ux - x * uy)
        return clean((wall.start[0] + ux * along - uy * off, wall.start[1] + uy * along + ux * off))


def thing_tool(plan: Plan, kind: str, underlay: Underlay | None = None) -> ObstacleTool | ServiceTool:
    """Return the tool that sets down things of a kind, obstacles or service points."""
    return (ObstacleTool if kind in drawing().obstacles else ServiceTool)(plan, kind, underlay)
