"""Select, move and size what is in a plan: the thing under the pointer, drags that stretch walls, typed sizes. Plan axes, mm."""

from __future__ import annotations

import math
from collections.abc import Callable

from app.geometry.frame import Point2
from app.plans.editing import edits
from app.plans.editing.joints import STRAIGHT, across, along, direction, sine
from app.plans.plan import Opening, Plan, Wall
from app.plans.sides import along_wall, wall_by_id
from app.plans.underlay import Underlay
from app.tools.drawing.base import Drawer
from app.tools.drawing.openings import clear_of
from app.tools.drawing.picking import Pick, outline_of, pick
from app.tools.drawing.snapping import REACH, clean, even
from app.tools.drawing.tool import Mark, Outcome, Reading, Shown
from app.words import message

DRAG = 4.0  # pixels; a shorter drag is a click
HINTS = {"wall": "drawing.select_wall", "curve": "drawing.select_wall", "opening": "drawing.select_opening"}
MOVES = {
    "wall": "drawing.move_wall",
    "curve": "drawing.move_wall",
    "corner": "drawing.move_corner",
    "opening": "drawing.move_opening",
    "obstacle": "drawing.move_thing",
    "service": "drawing.move_thing",
}

type Edit = Callable[[Plan], Plan]


class SelectTool(Drawer):
    """Picks the smallest thing under the pointer; a drag moves it, a typed number sizes it (Enter), Delete takes it out.

    Typed: a wall's centre length, an arc's radius, an opening's width, a service point's height; while dragging, how far.
    """

    def __init__(self, plan: Plan, underlay: Underlay | None = None) -> None:
        """Begin with nothing selected."""
        super().__init__(plan, underlay, ("length",))
        self.chosen: Pick | None = None
        self.held: Point2 | None = None

    def rebase(self, plan: Plan) -> Outcome:
        """The plan is another now: keep what is selected when it is still there."""
        self.plan, self._snapper = plan, None
        self.drop()
        if self.chosen is not None and (self.chosen.sort == "corner" or not outline_of(plan, self.chosen)):
            self.chosen = None
        return self.show()

    def drop(self) -> None:
        """Let go of a drag."""
        super().drop()
        self.held = None

    def busy(self) -> bool:
        """Return whether something is being dragged, typed or selected."""
        return self.held is not None or self.chosen is not None or super().busy()

    def choose(self, picked: Pick | None) -> Outcome:
        """Select something from outside: a list, a dimension."""
        self.chosen = picked
        self.drop()
        return self.show()

    def press(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """Select what is there and hold it."""
        self.at(point, scale, free)
        self.drop()
        self.chosen = pick(self.plan, point, scale)
        self.held = point if self.chosen else None
        return self.show()

    def release(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """Leave it there; after a click it is only selected."""
        self.at(point, scale, free)
        change = self._drag()
        self.held = None
        return self._done(change, MOVES) if change else self.show()

    def enter(self) -> Outcome:
        """Give the selected thing the typed size; while dragging, move it that far."""
        change = self._drag()
        if change is not None:
            self.held = None
            return self._done(change, MOVES)
        sized = self._sized()
        return self._done(sized[0], {}, sized[1]) if sized else self.show()

    def key(self, name: str) -> Outcome:
        """As Drawer; Delete takes the selected out, F and R flip a door, Escape selects nothing."""
        if name == "Escape" and not self.typed and self.held is None:
            self.chosen = None
        part = self.chosen.part if self.chosen else None
        if name == "Delete" and part is not None:
            return self._done(lambda plan: edits.remove(plan, [part]), {}, "drawing.remove")
        if name in ("F", "R") and self.chosen and self.chosen.sort == "opening":
            opening, what = self.chosen.id, "hinge" if name == "F" else "side"
            return self._done(lambda plan: edits.flip_opening(plan, opening, what), {}, "drawing.flip")  # type: ignore[arg-type]
        return super().key(name)

    def _done(self, change: Edit, labels: dict[str, str], label: str = "") -> Outcome:
        plan, refused = self.attempt(change)
        chosen, before = self.chosen, self.plan
        if plan is None:
            self.drop()
            shown = self.show()
            return Shown(None, shown.marks, shown.readings, shown.hint, refused, shown.chosen)
        if plan == before or chosen is None:
            self.drop()
            return self.show()
        done = self.commit(plan, label or labels[chosen.sort])
        if chosen.sort == "corner" or not outline_of(plan, chosen):
            self.chosen = None
        part = self.chosen.part if self.chosen else None
        return type(done)(done.plan, done.label, done.remarks, (part,) if part else ())

    def show(self) -> Shown:
        """Show what the pointer is at, what is selected, and what a drag or a typed size would make of it."""
        part = self.chosen.part if self.chosen else None
        chosen = (part,) if part else ()
        change = self._drag()
        sized = self._sized() if change is None else None
        change = change or (sized[0] if sized else None)
        plan, refused = self.attempt(change) if change else (None, None)
        marks: list[Mark] = []
        if self.held is None:
            over = pick(self.plan, self.point, self.scale)
            marks += [Mark(ring, "hover", True) for ring in outline_of(self.plan, over)] if over else []
        if self.chosen is not None:
            shown = outline_of(plan or self.plan, self.chosen)
            marks += [Mark(ring, "refused" if refused else "chosen", len(ring) > 1) for ring in shown]
        hint = message(HINTS.get(self.chosen.sort, "drawing.select") if self.chosen else "drawing.select")
        return Shown(plan, tuple(marks), self._readings(plan or self.plan), hint, refused, chosen)

    def _drag(self) -> Edit | None:
        """Return what a drag to the pointer changes; None while nothing is held or it has not moved."""
        if self.held is None or self.chosen is None:
            return None
        if math.dist(self.held, self.point) <= DRAG * self.scale and self.typed.value("length") is None:
            return None
        return {
            "wall": self._drag_wall,
            "curve": self._drag_curve,
            "corner": self._drag_corner,
            "opening": self._drag_opening,
            "obstacle": self._drag_thing,
            "service": self._drag_thing,
        }.get(self.chosen.sort, lambda: None)()

    def _by(self) -> Point2:
        assert self.held is not None
        return (self.point[0] - self.held[0], self.point[1] - self.held[1])

    def _far(self, far: float) -> float:
        typed = self.typed.value("length")
        return even(far, self.scale) if typed is None else math.copysign(typed, far)

    def _drag_wall(self) -> Edit:
        assert self.chosen is not None
        name = self.chosen.id
        ux, uy = direction(wall_by_id(self.plan, name))
        dx, dy = self._by()
        raw = dy * ux - dx * uy
        level = (
            None
            if self.free or self.typed.value("length") is not None
            else self._level(wall_by_id(self.plan, name), raw)
        )
        far = self._far(raw) if level is None else level
        return lambda plan: edits.move_wall(plan, name, far)

    def _level(self, own: Wall, far: float) -> float | None:
        """Return the shift near `far` that brings a wall's centre or a face in line with that of a wall that runs the same way."""
        found = []
        for other in self.plan.walls:
            if other.id != own.id and sine(own, other) < STRAIGHT:
                half = (other.thickness - own.thickness) / 2
                found += [across(own, other.start) + off for off in (0.0, half, -half)]
        best = min(found, key=lambda one: abs(one - far), default=None)
        return round(best, 6) if best is not None and abs(best - far) <= REACH * self.scale and best else None

    def _drag_curve(self) -> Edit:
        assert self.chosen is not None
        name, (dx, dy) = self.chosen.id, self._axis(self._by())
        return lambda plan: edits.move_curve(plan, name, (dx, dy))

    def _axis(self, by: Point2) -> Point2:
        """Return a shift along the nearer axis, freely with the key held; of the typed length if one is typed."""
        if not self.free:
            by = (by[0], 0.0) if abs(by[0]) >= abs(by[1]) else (0.0, by[1])
        far = math.hypot(*by)
        share = abs(self._far(far)) / far if far else 0.0
        return clean((by[0] * share, by[1] * share))

    def _drag_corner(self) -> Edit:
        assert self.chosen is not None
        at = self.chosen.at
        if self.typed.value("length") is not None:
            dx, dy = self._axis(self._by())
            to = (at[0] + dx, at[1] + dy)
        else:
            to = self.snapper.snap(self.point, self.scale, None if self.free else at).point
        return lambda plan: edits.move_corner(plan, at, to)

    def _drag_opening(self) -> Edit | None:
        assert self.chosen is not None and self.held is not None
        opening = edits.opening_by_id(self.plan, self.chosen.id)
        wall = wall_by_id(self.plan, opening.wall)
        clear = clear_of(self.plan, wall, self.held)
        far = along(wall, self.point) - along(wall, self.held)
        typed = self.typed.value("length")
        if typed is not None:
            offset = opening.offset + math.copysign(typed, far)
        else:
            low = opening.offset + far - clear.low
            free = max(clear.high - clear.low - opening.width, 0.0)
            gap = min(max(even(low, self.scale), 0.0), free)
            offset = clear.low + (free / 2 if abs(low - free / 2) <= REACH * self.scale and not self.free else gap)
        return lambda plan: edits.move_opening(plan, opening.id, offset)

    def _drag_thing(self) -> Edit:
        assert self.chosen is not None
        name, sort = self.chosen.id, self.chosen.sort
        dx, dy = self._by()
        by = self._axis((dx, dy)) if self.typed else (even(dx, self.scale), even(dy, self.scale))
        if sort == "obstacle":
            return lambda plan: edits.move_obstacle(plan, name, by)
        return lambda plan: edits.move_service(plan, name, by)

    def _sized(self) -> tuple[Edit, str] | None:
        """Return what the typed number changes of the selected thing, and the name of that step."""
        value, chosen = self.typed.value("length"), self.chosen
        if value is None or chosen is None or self.held is not None:
            return None
        if chosen.sort == "wall":
            return (lambda plan: edits.set_wall_length(plan, chosen.id, value)), "drawing.set_length"
        if chosen.sort == "curve":
            return (lambda plan: edits.set_curve(plan, chosen.id, radius=value)), "drawing.set_curve"
        if chosen.sort == "opening":
            return (lambda plan: _widened(plan, edits.opening_by_id(plan, chosen.id), value)), "drawing.set_width"
        if chosen.sort == "service":
            return (lambda plan: _raised(plan, chosen.id, value)), "drawing.set_height"
        return None

    def _readings(self, plan: Plan) -> tuple[Reading, ...]:
        if self.chosen is None:
            return ()
        text = self.typed.shown("length")
        if self.chosen.sort == "wall" and self.held is None:
            wall = next((one for one in plan.walls if one.id == self.chosen.id), None)
            return (Reading(wall.start, wall.end, wall.length, "length", "mm", text),) if wall else ()
        if self.chosen.sort == "opening":
            return self._opening_readings(plan, edits.opening_by_id(plan, self.chosen.id), text)
        if self.held is None or self._drag() is None:
            return ()
        if self.chosen.sort == "wall":
            old, new = wall_by_id(self.plan, self.chosen.id), wall_by_id(plan, self.chosen.id)
            return (_shift_reading(old, new, text),)
        return (Reading(self.held, self.point, math.dist(self.held, self.point), "distance", "mm", text),)

    def _opening_readings(self, plan: Plan, opening: Opening, text: str) -> tuple[Reading, ...]:
        wall = wall_by_id(plan, opening.wall)
        clear = clear_of(plan, wall, self.held or along_wall(wall, opening.offset + opening.width / 2))
        stops = (clear.low, opening.offset, opening.offset + opening.width, clear.high)
        names = ("right", "width", "left") if clear.back else ("left", "width", "right")
        spots = [along_wall(wall, stop) for stop in stops]
        return tuple(
            Reading(spots[i], spots[i + 1], stops[i + 1] - stops[i], name, "mm", text if name == "width" else "")
            for i, name in enumerate(names)
        )


def _shift_reading(old: Wall, new: Wall, text: str) -> Reading:
    middle = along_wall(old, old.length / 2)
    by, (ux, uy) = -across(new, middle), direction(old)
    return Reading(middle, (middle[0] - uy * by, middle[1] + ux * by), abs(by), "distance", "mm", text)


def _widened(plan: Plan, opening: Opening, width: float) -> Plan:
    """Return the plan with an opening that wide about its middle, kept within its wall."""
    wall = wall_by_id(plan, opening.wall)
    offset = min(max(opening.offset + (opening.width - width) / 2, 0.0), max(wall.length - width, 0.0))
    return edits.change_opening(plan, opening.id, width=width, offset=offset)


def _raised(plan: Plan, service: str, height: float) -> Plan:
    x, y, _ = edits.service_by_id(plan, service).at
    return edits.change_service(plan, service, at=(x, y, height))
