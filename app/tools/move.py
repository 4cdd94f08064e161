"""Units in hand: the one that was grabbed follows the pointer and snaps, the others keep their places beside it. Lengths mm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.components.catalog import Catalog
from app.design.design import Design, Unit, as_values, with_unit
from app.design.layout import Placed, build_unit, lay_out
from app.fit.check import DragCheck
from app.fit.finding import Finding
from app.fit.snapping import Gesture, Snap, Snapper, held_box
from app.geometry.box import Box
from app.geometry.frame import Frame, Point2, Point3
from app.plans.sides import sides
from app.records import DataError
from app.tools.aim import aim, first_unit, on_level, on_upright
from app.tools.numbers import SIZES, Numbers
from app.tools.showing import dimensions
from app.tools.standing import refused, standing
from app.tools.tool import Cancel, Commit, Outcome, Pointer, Preview

STEEP = 0.2  # a ray that falls less than this share of its length moves a unit along its own front, as in an elevation
TOUCHES = 1.0  # mm from its side at which a unit counts as standing against it
NANO = 6  # decimals of a mm kept in a frame


class MoveTool:
    """Moves units; several move as one piece, led by the one that was grabbed."""

    def __init__(self, design: Design, catalog: Catalog, ids: Iterable[str], pointer: Pointer) -> None:
        """Take units (ids) in hand where `pointer` pressed; raise DesignError for an unknown id, ValueError for none at all."""
        self._design, self._catalog = design, catalog
        self._ids = tuple(dict.fromkeys(ids))
        if not self._ids:
            raise ValueError("a move needs a unit")
        units = [design.unit(unit_id) for unit_id in self._ids]
        layout = lay_out(design, catalog)
        self._things = {thing.id: thing for thing in layout.placed if thing.id in self._ids}
        hit = first_unit(pointer, self._things.values())
        self._lead = design.unit(hit[0].id) if hit else units[0]
        self._component = self._things[self._lead.id].component
        self._snapper = Snapper(layout, self._ids)
        self._check = DragCheck(layout, self._ids, catalog.profiles[design.profile])
        self._numbers = Numbers() if len(units) == 1 else Numbers(("left", "right", "elevation"))
        self._refused: DataError | None = None
        self._turn, self._snap = 0, True
        self._against = _quarters(self._things[self._lead.id], design)
        self._grab(pointer, hit[1] if hit else None)
        self._point, self._height = self._start, self._lead.frame.z

    def _grab(self, pointer: Pointer, far: float | None) -> None:
        """Keep where the hand holds the units: the point on them, and the point of the wall behind."""
        box = self._around()
        self._start: Point2 = self._lead.frame.out2(((box.low[0] + box.high[0]) / 2, (box.low[1] + box.high[1]) / 2))
        x, y, z = pointer.direction
        held = (
            pointer.origin[0] + x * (far or 0),
            pointer.origin[1] + y * (far or 0),
            pointer.origin[2] + z * (far or 0),
        )
        self._held: Point3 = held if far is not None else (*self._start, self._lead.frame.z)
        behind = aim(self._design.plan, pointer)
        self._behind = behind.point if behind is not None and behind.side is not None else None

    def move(self, pointer: Pointer) -> Outcome:
        """Show the units where the pointer has brought them."""
        self._snap = pointer.snap
        on_wall = self._component.placing.mount == "wall"
        spot = self._on_wall(pointer) if on_wall else self._on_floor(pointer)
        if spot is not None:
            self._point, self._height = spot
        return self._preview()

    def _on_floor(self, pointer: Pointer) -> tuple[Point2, float] | None:
        """Return the middle on the level at which it was grabbed; beyond a wall, at that wall; seen level, along its front."""
        size = (pointer.direction[0] ** 2 + pointer.direction[1] ** 2 + pointer.direction[2] ** 2) ** 0.5
        level = on_level(pointer, self._held[2]) if abs(pointer.direction[2]) > STEEP * size else None
        wall = aim(self._design.plan, pointer)
        if level is None:
            level = on_upright(pointer, self._held, self._lead.frame.turn)
            return (self._shifted(level.plan), self._lead.frame.z) if level else None
        if wall is not None and wall.side is not None and wall.far < level.far:
            return wall.plan, self._lead.frame.z
        return self._shifted(level.plan), self._lead.frame.z

    def _on_wall(self, pointer: Pointer) -> tuple[Point2, float] | None:
        """Return the middle and the height on the wall the pointer is on; over the floor, the wall near by at its old height."""
        spot = aim(self._design.plan, pointer)
        if spot is None:
            return None
        if spot.side is None or self._behind is None:
            level = on_level(pointer, self._held[2]) or spot
            return self._shifted(level.plan), self._lead.frame.z
        wall = Frame(spot.side.left[0], spot.side.left[1], 0.0, spot.side.turn)
        own = Frame(*self._start, 0.0, self._lead.frame.turn)
        grabbed = own.into((self._behind[0], self._behind[1], 0.0))[0]
        along = wall.into(spot.point)[0] - grabbed
        return wall.out2((along, 0.0)), self._lead.frame.z + spot.point[2] - self._behind[2]

    def _shifted(self, now: Point2) -> Point2:
        return (self._start[0] + now[0] - self._held[0], self._start[1] + now[1] - self._held[1])

    def release(self, pointer: Pointer) -> Outcome:
        """Leave the units there, fitting or not (they show red); where they came from, nothing was done."""
        self.move(pointer)
        return self._commit()

    def key(self, key: str) -> Outcome:
        """Digits, ".", "-", Backspace and Tab type; R turns by 90 degrees; Enter leaves the units there; Escape drops the move."""
        if key == "Escape":
            return Cancel()
        if key == "Enter":
            return self._commit()
        if key == "R":
            self._turn = (self._turn + 1) % 4
        else:
            self._type(key)
        return self._preview()

    def _type(self, key: str) -> None:
        self._numbers = self._numbers.press(key)
        try:
            self._component, self._refused = build_unit(self._asked(), self._design, self._catalog), None
        except DataError as problem:  # half a number is often too small: the last size that can be built stays in hand
            self._refused = problem

    def _asked(self) -> Unit:
        sizes = self._numbers.values(SIZES)
        return replace(self._lead, values=as_values({**dict(self._lead.values), **sizes})) if sizes else self._lead

    def _around(self) -> Box:
        """Return the box of all units in the leading one's held axes."""
        box = held_box(self._component)
        back = self._lead.frame.inverse()
        for thing in self._things.values():
            if thing.id != self._lead.id and thing.unit is not None:
                own, frame = held_box(thing.component), back.then(thing.unit.frame)
                corners = own.corners2(frame)
                xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
                low, high = (min(xs), min(ys), own.low[2] + frame.z), (max(xs), max(ys), own.high[2] + frame.z)
                box = box.join(Box(low, high))
        return box

    def _snapped(self) -> Snap:
        gesture = Gesture(
            self._point,
            elevation=self._height,
            turn=self._lead.frame.turn - 90.0 * self._against,
            quarters=(self._against + self._turn) % 4,
            usual=self._lead.frame.z,
            snap=self._snap,
            typed=self._numbers.values(("left", "right", "elevation")),
        )
        return self._snapper.snap(self._component, gesture, self._around() if len(self._ids) > 1 else None)

    def _moved(self) -> tuple[Design, list[Placed], Snap]:
        snap, back, design, things = self._snapped(), self._lead.frame.inverse(), self._design, []
        for unit_id in self._ids:
            unit, component = self._design.unit(unit_id), self._things[unit_id].component
            if unit_id == self._lead.id:
                typed = self._numbers.values(SIZES)
                sizes = {name: value for name, value in self._component.values if name in typed}
                unit = replace(unit, frame=snap.frame, values=as_values({**dict(unit.values), **sizes}))
                component = self._component
            else:
                unit = replace(unit, frame=_tidy(snap.frame.then(back.then(unit.frame))))
            design = with_unit(design, unit)
            things.append(standing(design, unit, component))
        return design, things, snap

    def _preview(self, refusal: tuple[Finding, ...] = ()) -> Preview:
        design, things, snap = self._moved()
        lines = dimensions(snap.dimensions, self._component, snap.frame, self._numbers)
        return Preview(design, self._ids, (*refusal, *self._check.query(things)), lines)

    def _commit(self) -> Outcome:
        if self._refused is not None:
            states = self._catalog.parameters(self._lead.sample, self._asked().values, self._design.profile)
            return self._preview((refused(self._refused, self._things[self._lead.id], states),))
        design, _, _ = self._moved()
        return Cancel() if design == self._design else Commit(design, "tools.move", self._ids)


def _quarters(thing: Placed, design: Design) -> int:
    """Return by how many quarter turns a unit is turned against the side it stands at; 0 for one that stands free."""
    body, frame = thing.component.body, thing.frame
    found = []
    for side in sides(design.plan, thing.room) if thing.room else ():
        wall = Frame(side.left[0], side.left[1], 0.0, side.turn)
        spots = [wall.into((x, y, 0.0)) for x, y in body.corners2(frame)]
        along = [x for x, _, _ in spots]
        quarters = (frame.turn - side.turn) / 90.0
        at_it = abs(max(y for _, y, _ in spots)) <= TOUCHES and max(along) > 0 and min(along) < side.length
        if at_it and abs(quarters - round(quarters)) < 1e-6:
            found.append(round(quarters) % 4)
    return min(found, default=0)  # in a corner it stands at two sides, its back at one


def _tidy(frame: Frame) -> Frame:
    return Frame(round(frame.x, NANO) + 0.0, round(frame.y, NANO) + 0.0, round(frame.z, NANO) + 0.0, frame.turn)
