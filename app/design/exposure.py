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
CELL = 1000.0  # mm
FILLERS = 3  # one beside the other that are looked through

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
    cells: Mapping[Point2, tuple[str, ...]] = field(default_factory=dict)

    def changed(self, things: Mapping[str, Placed]) -> tuple[Surroundings, frozenset[str]]:
        """Return the surroundings with these things instead, and the ids whose sides have to be looked at again."""
        gone = [old for key, old in self.things.items() if things.get(key) is not old]
        come = [new for key, new in things.items() if self.things.get(key) is not new]
        if not gone and not come:
            return self, frozenset()
        cells = dict(self.cells)
        for old in gone:
            for cell in _cells(old, 0.0):
                cells[cell] = tuple(key for key in cells[cell] if key != old.id)
        for new in come:
            for cell in _cells(new, 0.0):
                cells[cell] = (*cells.get(cell, ()), new.id)
        after = Surroundings(self.plan, things, cells)
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
        """Return the other units within `near` mm of one on the plan, by the bounds of their bodies."""
        low_x, low_y, high_x, high_y = _bounds(one, near)
        ids = dict.fromkeys(key for cell in _cells(one, near) for key in self.cells.get(cell, ()))
        found = []
        for key in ids:
            other = self.things[key]
            x0, y0, x1, y1 = _bounds(other, 0.0)
            if key != one.id and x0 <= high_x and x1 >= low_x and y0 <= high_y and y1 >= low_y:
                found.append(other)
        return found

    def seen(self, one: Placed) -> tuple[str, ...]:
        """Return which of left, right and back of a unit nothing hides, in alphabetical order; none for a filler or a trim."""
        if is_filler(one):
            return ()
        beside = self.beside(one, BEHIND)
        return tuple(side.name for side in SIDES if self._is_seen(one, side, beside))

    def _is_seen(self, one: Placed, side: Side, beside: list[Placed]) -> bool:
        ends = [_flat(box, side) for box in _across(one.component, side)] if side.axis == 0 else []
        left = _less(ends or [_flat(_carcass(one.component), side)], self._covers(one, side, beside, FILLERS))
        return any(b - a > HIDDEN and top - low > HIDDEN for a, b, low, top in left)

    def _covers(self, one: Placed, side: Side, beside: list[Placed], fillers: int) -> Iterator[Rect]:
        """Yield what hides parts of a side, as rectangles of it."""
        body = one.component.body
        plane = body.high[side.axis] if side.sign > 0 else body.low[side.axis]
        back = one.frame.inverse()
        for other in beside:
            frame = back.then(other.frame)
            quarter = round(frame.turn / 90.0)
            box = _seen_from(other.component.body, frame)
            away = box.low[side.axis] - plane if side.sign > 0 else plane - box.high[side.axis]
            if abs(frame.turn - 90.0 * quarter) > PARALLEL or abs(away) > side.near:
                continue
            if is_filler(other):
                if fillers and self._closes(other, one, side, quarter % 4, fillers):
                    whole = _flat(body, side)
                    yield (whole[0], whole[1], *_reach(other, one))
                continue
            facing = _turned(side, quarter % 4)
            yield from (_flat(_seen_from(part, frame), side) for part in _facing(other.component, facing))
        yield from _walls(self.plan, one, side, plane)

    def _closes(self, filler: Placed, one: Placed, side: Side, quarter: int, fillers: int) -> bool:
        """Whether a filler beside a unit meets something at its far side, or (in a corner) in front: then nobody looks behind it."""
        beside = [other for other in self.beside(filler, HIDDEN) if other.id != one.id]
        away = _turned(replace(side, sign=-side.sign, near=HIDDEN), quarter)
        return any(next(self._covers(filler, far, beside, fillers - 1), None) for far in (away, FRONT))


def is_filler(one: Placed) -> bool:
    """Return whether a unit is a strip that closes a gap: it has no sides to be seen and hides none by itself."""
    return "filler" in one.component.tags


def _bounds(one: Placed, grown: float) -> tuple[float, float, float, float]:
    corners = one.component.body.corners2(one.frame)
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return (min(xs) - grown, min(ys) - grown, max(xs) + grown, max(ys) + grown)


def _cells(one: Placed, grown: float) -> list[Point2]:
    x0, y0, x1, y1 = (value // CELL for value in _bounds(one, grown))
    return [(x0 + i, y0 + j) for i in range(int(x1 - x0) + 1) for j in range(int(y1 - y0) + 1)]


def _carcass(component: Component) -> Box:
    """Return a body without the legs under it."""
    low, foot = component.body.low, dict(component.values).get("foot", 0.0)
    raised = low[2] + (float(foot) if isinstance(foot, int | float) else 0.0)
    return Box((low[0], low[1], min(raised, component.body.high[2])), component.body.high)


def _across(component: Component, side: Side) -> list[Box]:
    """Return the boards that make a side, in unit axes: those that lie across it and reach it."""
    boards = [panel_box(panel) for panel in component.panels if abs(panel.pose.z[side.axis]) > 0.5]
    return [box for box in boards if _reaches(box, component, side)]


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
    corners = box.corners2(frame)
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return Box((min(xs), min(ys), box.low[2] + frame.z), (max(xs), max(ys), box.high[2] + frame.z))


def _flat(box: Box, side: Side) -> Rect:
    cross = 1 - side.axis
    return (box.low[cross], box.high[cross], box.low[2], box.high[2])


def _reach(filler: Placed, one: Placed) -> Point2:
    """Return from where to where a filler's boards reach up, in a unit's axes."""
    boxes = [panel_box(panel) for panel in filler.component.panels] or [filler.component.body]
    up = filler.frame.z - one.frame.z
    return (min(box.low[2] for box in boxes) + up, max(box.high[2] for box in boxes) + up)


def _walls(plan: Plan, one: Placed, side: Side, plane: float) -> Iterator[Rect]:
    """Yield where walls and columns cover a side: its room's walls less their openings, and what is built in."""
    low, high, _, _ = _flat(one.component.body, side)
    ends = [one.frame.out2((plane, at) if side.axis == 0 else (at, plane)) for at in (low, high)]
    for wall in sides(plan, one.room) if one.room else ():
        if wall.wall and (spots := _on_line(ends, wall.left, wall.right, side.near)):
            top = wall_by_id(plan, wall.wall).height
            holes = [
                (*_between(spots, (o.start, o.end), (low, high)), o.opening.sill, o.opening.head) for o in wall.openings
            ]
            across = _between(spots, (0.0, wall.length), (low, high))
            yield from (_lowered(rect, one) for rect in _less([(*across, 0.0, top)], holes))
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
    if length <= HIDDEN:
        return None
    spots = [(x - start[0], y - start[1]) for x, y in ends]
    off = [abs(dx * y - dy * x) / length for x, y in spots]
    along = [(dx * x + dy * y) / length for x, y in spots]
    return (along[0], along[1]) if max(off) <= near and abs(along[1] - along[0]) > HIDDEN else None


def _between(spots: Point2, span: Point2, across: Point2) -> Point2:
    """Return a span along a line as a span across the side whose ends lie at `spots` along it."""
    scale = (across[1] - across[0]) / (spots[1] - spots[0])
    a, b = (across[0] + (at - spots[0]) * scale for at in span)
    return (min(a, b), max(a, b))


def _less(rects: Iterable[Rect], covers: Iterable[Rect]) -> list[Rect]:
    """Return rectangles less others, in pieces."""
    left = list(rects)
    for a, b, low, top in covers:
        pieces: list[Rect] = []
        for x0, x1, z0, z1 in left:
            if a >= x1 or b <= x0 or low >= z1 or top <= z0:
                pieces.append((x0, x1, z0, z1))
                continue
            cut0, cut1 = max(x0, a), min(x1, b)
            pieces += [(x0, cut0, z0, z1)] if cut0 > x0 else []
            pieces += [(cut1, x1, z0, z1)] if cut1 < x1 else []
            pieces += [(cut0, cut1, z0, low)] if low > z0 else []
            pieces += [(cut0, cut1, top, z1)] if top < z1 else []
        left = pieces
    return left
