"""Which sides of a unit nothing hides: there edges and faces are made to be looked at (domain.md 2.10, 4.1).

Each side is a rectangle of the unit's own axes, mm: across it (y for the ends, x for the back) and z. What stands beside covers parts
of it: the boards that lie across the neighbour's end, the walls of the room less their openings, columns; a filler closes the gap
before what stands beyond it, as high as it reaches. What is left over makes the side seen. Surroundings are values: those of the last
layout give those of the next one, and the units to look at again are those that changed and what stood or stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from app.components.parts import Component
from app.components.proof import panel_box
from app.design.placed import Placed
from app.geometry.box import Box
from app.geometry.frame import Frame, Point2
from app.plans.plan import Plan
from app.plans.sides import sides, wall_by_id

HIDDEN = 2.0  # mm; nobody looks into a gap this narrow, nor at a strip left uncovered this narrow
BEHIND = 100.0  # mm; a back this near to what stands behind it is not looked at
PARALLEL = 0.01  # degrees
THICK = 100.0  # mm; no board is thicker
CELL = 1000.0  # mm
FILLERS = 3  # one beside the other that are looked through

type Bounds = tuple[float, float, float, float]  # low x, low y, high x, high y of a body on the plan
type Rect = tuple[float, float, float, float]  # across: from, to; z: from, to


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a box: the unit axis it looks along, which way, and how near to it something has to be to hide it."""

    name: str
    axis: int
    sign: float
    near: float = HIDDEN


SIDES = (
    Side("back", 1, 1.0, BEHIND),
    Side("left", 0, -1.0),
    Side("right", 0, 1.0),
)  # by name, as Component.seen has them
FRONT = Side("front", 1, -1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """All units of a plan by id, found by the square metre of floor they stand on."""

    plan: Plan
    things: Mapping[str, Placed] = field(default_factory=dict)
    bounds: Mapping[str, Bounds] = field(default_factory=dict)
    cells: Mapping[Point2, tuple[str, ...]] = field(default_factory=dict)

    def changed(self, things: Mapping[str, Placed]) -> tuple[Surroundings, frozenset[str]]:
        """Return the surroundings with these things instead, and the ids whose sides have to be looked at again."""
        gone = [old for key, old in self.things.items() if things.get(key) is not old]
        come = [new for key, new in things.items() if self.things.get(key) is not new]
        cells, bounds = dict(self.cells), dict(self.bounds)
        for old in gone:
            for cell in _cells(bounds.pop(old.id)):
                cells[cell] = tuple(key for key in cells[cell] if key != old.id)
        for new in come:
            bounds[new.id] = _bounds(new)
            for cell in _cells(bounds[new.id]):
                cells[cell] = (*cells.get(cell, ()), new.id)
        after = Surroundings(self.plan, things, bounds, cells)
        again = {new.id for new in come}
        for one in gone:
            again |= self._touched(one)
        for one in come:
            again |= after._touched(one)
        return after, frozenset(again & things.keys())

    def _touched(self, one: Placed) -> set[str]:
        """Return the ids of what stands beside something, looking through fillers."""
        found, edge = {one.id}, [one]
        for _ in range(FILLERS + 1):
            beside = {other.id: other for thing in edge for other in self.beside(thing, BEHIND)}
            edge = [other for key, other in beside.items() if key not in found and is_filler(other)]
            found |= beside.keys()
        return found

    def beside(self, one: Placed, near: float) -> list[Placed]:
        """Return the other units within `near` mm of one of these on the plan, by the bounds of their bodies."""
        x0, y0, x1, y1 = self.bounds[one.id]
        around = (x0 - near, y0 - near, x1 + near, y1 + near)
        found = {}
        for cell in _cells(around):
            for key in self.cells.get(cell, ()):
                if key not in found and key != one.id and _meet(self.bounds[key], around):
                    found[key] = self.things[key]
        return list(found.values())

    def seen(self, one: Placed) -> tuple[str, ...]:
        """Return which of left, right and back of one of these units nothing hides, in alphabetical order; none for a filler."""
        if is_filler(one):
            return ()
        beside = [(other, _relative(one, other)) for other in self.beside(one, BEHIND)]
        return tuple(side.name for side in SIDES if self._is_seen(one, side, beside))

    def _is_seen(self, one: Placed, side: Side, beside: list[tuple[Placed, Frame]]) -> bool:
        ends = [_flat(box, side) for box in _across(one.component, side)] if side.axis == 0 else []
        left = ends or [_flat(_carcass(one.component), side)]
        for cover in self._covers(one, side, beside, FILLERS):
            left = [rect for rect in _less(left, cover) if rect[1] - rect[0] > HIDDEN and rect[3] - rect[2] > HIDDEN]
            if not left:
                return False
        return True

    def _covers(self, one: Placed, side: Side, beside: list[tuple[Placed, Frame]], fillers: int) -> Iterator[Rect]:
        """Yield what hides parts of a side, as rectangles of it; `beside` holds its neighbours with their frames in its own."""
        body = one.component.body
        plane = body.high[side.axis] if side.sign > 0 else body.low[side.axis]
        yield from _walls(self.plan, one, side, plane)
        for other, frame in beside:
            quarter = round(frame.turn / 90.0)
            if abs(frame.turn - 90.0 * quarter) > PARALLEL:
                continue
            box = _seen_from(other.component.body, frame)
            if abs((box.low if side.sign > 0 else box.high)[side.axis] - plane) > side.near:
                continue
            if not is_filler(other):
                parts = _facing(other.component, _turned(side, quarter % 4))
                yield from (_flat(_seen_from(part, frame), side) for part in parts)
            elif fillers and self._closes(other, one, side, quarter % 4, fillers):
                low, high, _, _ = _flat(body, side)
                yield (low, high, *_reach(other, frame.z))

    def _closes(self, filler: Placed, one: Placed, side: Side, quarter: int, fillers: int) -> bool:
        """Whether a filler beside a unit meets something at its far side, or (in a corner) in front: then nobody looks behind it."""
        beside = [(other, _relative(filler, other)) for other in self.beside(filler, HIDDEN) if other.id != one.id]
        away = _turned(replace(side, sign=-side.sign), quarter)
        return any(next(self._covers(filler, far, beside, fillers - 1), None) for far in (away, FRONT))


def is_filler(one: Placed) -> bool:
    """Return whether a unit is a strip that closes a gap: it has no sides to be seen and hides none by itself."""
    return "filler" in one.component.tags


def _relative(one: Placed, other: Placed) -> Frame:
    x, y, z = one.frame.into((other.frame.x, other.frame.y, other.frame.z))
    return Frame(x, y, z, other.frame.turn - one.frame.turn)


def _bounds(one: Placed) -> Bounds:
    corners = one.component.body.corners2(one.frame)
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def _meet(a: Bounds, b: Bounds) -> bool:
    return a[0] <= b[2] and a[2] >= b[0] and a[1] <= b[3] and a[3] >= b[1]


def _cells(bounds: Bounds) -> list[Point2]:
    x0, y0, x1, y1 = (value // CELL for value in bounds)
    return [(x0 + i, y0 + j) for i in range(int(x1 - x0) + 1) for j in range(int(y1 - y0) + 1)]


def _carcass(component: Component) -> Box:
    """Return a body without the legs under it."""
    low, foot = component.body.low, dict(component.values).get("foot", 0.0)
    raised = low[2] + (float(foot) if isinstance(foot, int | float) else 0.0)
    return Box((low[0], low[1], min(raised, component.body.high[2])), component.body.high)


def _across(component: Component, side: Side) -> list[Box]:
    """Return the boards that make a side, in unit axes: those that lie across it and reach it."""
    axis = side.axis
    plane = (component.body.high if side.sign > 0 else component.body.low)[axis]
    near = [panel for panel in component.panels if abs(panel.pose.at[axis] - plane) < THICK]
    boxes = [panel_box(panel) for panel in near if not panel.pose.x[axis] and not panel.pose.y[axis]]
    return [box for box in boxes if _reaches(box, component, side)]


def _reaches(box: Box, component: Component, side: Side) -> bool:
    if side.sign > 0:
        return abs(box.high[side.axis] - component.body.high[side.axis]) <= HIDDEN
    return abs(box.low[side.axis] - component.body.low[side.axis]) <= HIDDEN


def _facing(component: Component, side: Side) -> list[Box]:
    """Return what of a component stands before its neighbour: front and back whole, an end where boards make it."""
    if side.axis == 1 or not component.panels:
        return [component.body]
    solids = [solid.box for solid in component.solids]
    return [*_across(component, side), *(box for box in solids if _reaches(box, component, side))]


def _turned(side: Side, quarter: int) -> Side:
    """Return the side of a neighbour turned by quarters that looks at a unit's side."""
    axis, sign = side.axis, -side.sign
    for _ in range(quarter):  # from the unit's axes into the neighbour's: a quarter back each time
        axis, sign = (1, -sign) if axis == 0 else (0, sign)
    return Side("", axis, sign)


def _seen_from(box: Box, frame: Frame) -> Box:
    """Return a box of the axes of `frame` in the axes that the frame is given in; frames turned by quarters."""
    (x0, y0), _, (x1, y1), _ = box.corners2(frame)
    low, high = box.low[2] + frame.z, box.high[2] + frame.z
    return Box((min(x0, x1), min(y0, y1), low), (max(x0, x1), max(y0, y1), high))


def _flat(box: Box, side: Side) -> Rect:
    cross = 1 - side.axis
    return (box.low[cross], box.high[cross], box.low[2], box.high[2])


def _reach(filler: Placed, up: float) -> Point2:
    """Return from where to where a filler's boards reach, `up` mm higher."""
    boxes = [panel_box(panel) for panel in filler.component.panels] or [filler.component.body]
    return (min(box.low[2] for box in boxes) + up, max(box.high[2] for box in boxes) + up)


def _walls(plan: Plan, one: Placed, side: Side, plane: float) -> Iterator[Rect]:
    """Yield where walls and columns cover a side: its room's walls less their openings, and what is built in."""
    low, high, _, _ = _flat(one.component.body, side)
    ends = [one.frame.out2((plane, at) if side.axis == 0 else (at, plane)) for at in (low, high)]
    for wall in sides(plan, one.room) if one.room else ():
        if wall.wall and (spots := _on_line(ends, wall.left, wall.right, side.near)):
            top = wall_by_id(plan, wall.wall).height
            solid: list[Rect] = [(*_between(spots, (0.0, wall.length), (low, high)), 0.0, top)]
            for hole in wall.openings:
                across = _between(spots, (hole.start, hole.end), (low, high))
                solid = _less(solid, (*across, hole.opening.sill, hole.opening.head))
            yield from (_lowered(rect, one) for rect in solid)
    for thing in plan.obstacles:
        for start, end in zip(thing.outline, (*thing.outline[1:], thing.outline[0]), strict=True):
            if spots := _on_line(ends, start, end, side.near):
                length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
                yield _lowered((*_between(spots, (0.0, length), (low, high)), thing.bottom, thing.top), one)


def _lowered(rect: Rect, one: Placed) -> Rect:
    return (rect[0], rect[1], rect[2] - one.frame.z, rect[3] - one.frame.z)


def _on_line(ends: list[Point2], start: Point2, end: Point2, near: float) -> Point2 | None:
    """Return how far along a line (from its start) the two ends of a side are; None when they are not both `near` to it."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5
    along = []
    for x, y in ends:
        x, y = x - start[0], y - start[1]
        if abs(dx * y - dy * x) > near * length:
            return None
        along.append((dx * x + dy * y) / max(length, HIDDEN))
    return (along[0], along[1]) if abs(along[1] - along[0]) > HIDDEN else None


def _between(spots: Point2, span: Point2, across: Point2) -> Point2:
    """Return a span along a line as a span across the side whose ends lie at `spots` along it."""
    scale = (across[1] - across[0]) / (spots[1] - spots[0])
    a, b = (across[0] + (at - spots[0]) * scale for at in span)
    return (min(a, b), max(a, b))


def _less(rects: Iterable[Rect], cover: Rect) -> list[Rect]:
    """Return rectangles less another, in pieces."""
    a, b, low, top = cover
    left: list[Rect] = []
    for x0, x1, z0, z1 in rects:
        if a >= x1 or b <= x0 or low >= z1 or top <= z0:
            left.append((x0, x1, z0, z1))
            continue
        cut0, cut1 = max(x0, a), min(x1, b)
        left += [(x0, cut0, z0, z1)] if cut0 > x0 else []
        left += [(cut1, x1, z0, z1)] if cut1 < x1 else []
        left += [(cut0, cut1, z0, low)] if low > z0 else []
        left += [(cut0, cut1, top, z1)] if top < z1 else []
    return left
