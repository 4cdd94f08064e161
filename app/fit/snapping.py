"""Where a unit goes when the pointer is here: back on the wall, side to its neighbour, into the corner, at its height. mm.

Pure: (room, gesture) -> place. The pointer's plan point is where the middle of the unit should stand; a unit is held by its back
left lower corner. Typed numbers are exact and come before all snapping.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from shapely.geometry import Point

from app.components.parts import Component
from app.design.layout import Layout
from app.fit.footprint import TOUCH, bodies
from app.fit.ground import ground
from app.fit.islands import beside
from app.fit.stretch import Gap, Span, Stretch, between, gaps, stretch_of
from app.geometry.box import Box
from app.geometry.frame import Frame, Point2, Point3, normal_turn
from app.geometry.polygon import distance_to_line
from app.plans.plan import Side
from app.plans.sides import sides
from app.plans.surveys.as_measured import as_measured

REACH = 300.0  # mm between a unit's back and a side at which the side takes it
EDGE = 60.0  # mm at which an edge takes an edge
OWN_HEIGHT = 200.0  # mm at which a wall unit's usual height takes it
STRAY = 500.0  # mm outside all rooms at which the nearest room still takes the pointer
GRID = 10.0  # mm, where nothing else holds a unit
NANO = 6  # decimals of a mm kept in a frame


@dataclass(frozen=True, slots=True)
class Measure:
    """A clear distance to show: between two points, its value in mm, and its name: "left", "right" or "elevation"."""

    start: Point3
    end: Point3
    value: float
    name: str


@dataclass(frozen=True, slots=True)
class Snap:
    """Where the unit stands: the frame of its back left lower corner, its room and side ("" for none) and what it touches.

    Words of `touching`: "wall" (its back), "left" and "right" (a neighbour or obstacle), "corner", "edge" (in line with a unit below,
    or against one away from the walls),
    "top" (in line with another top), "height" (its usual height).
    """

    frame: Frame
    room: str
    side: str
    touching: tuple[str, ...]
    dimensions: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Gesture:
    """What the hand asks for: the plan point of the unit's middle, and the rest as it comes.

    `elevation` is the height asked for a wall unit (None: its usual one), `usual` the height it hangs at already (None: it is new),
    `turn` the plan turn of a unit that stands free, `quarters` how many quarter turns it is turned against its wall, `typed` exact
    numbers by name: left, right, elevation.
    """

    point: Point2
    elevation: float | None = None
    usual: float | None = None
    turn: float = 0.0
    quarters: int = 0
    snap: bool = True
    typed: Mapping[str, float] = field(default_factory=dict)


class Snapper:
    """Finds places among all that stands still in a layout."""

    def __init__(self, layout: Layout, moving: Iterable[str] = ()) -> None:
        """Work out what stands still: all but the units `moving` (ids) and the derived runs."""
        gone = frozenset(moving)
        self._plan = as_measured(layout.design.plan)  # by the walls that the fit check asks, not those of the drawing
        self._ground = ground(self._plan)
        self._still = bodies(thing for thing in layout.placed if thing.unit is not None and thing.id not in gone)
        self._stretches: dict[str, Stretch] = {}
        self._tops: dict[str, list[float]] = {}

    def snap(self, component: Component, gesture: Gesture, around: Box | None = None) -> Snap:
        """Return where the component goes; `around` is the box of a whole group in its held axes, when it leads one."""
        box = around or held_box(component)
        on_wall = component.placing.mount == "wall"
        room, point = self._room(gesture.point)
        if not room:
            return self._free(box, gesture, "", component.placing.elevation)
        side = self._side(room, point, box, gesture, on_wall)
        if side is None:
            return self._free(box, gesture, room, component.placing.elevation)
        if side.id not in self._stretches:
            self._stretches[side.id] = stretch_of(self._ground, self._still, side)
        return _on_side(
            _Asked(component, turned_box(box, gesture.quarters), self._stretches[side.id], gesture, point),
            self._tops_in(room),
        )

    def _free(self, box: Box, gesture: Gesture, room: str, elevation: float) -> Snap:
        """Return the place away from all walls: the middle under the pointer, beside a unit near by or on the grid."""
        turn = normal_turn(gesture.turn + 90.0 * gesture.quarters)
        middle = ((box.low[0] + box.high[0]) / 2.0, (box.low[1] + box.high[1]) / 2.0)
        x, y = Frame(*gesture.point, 0.0, turn).out2((-middle[0], -middle[1]))
        step = GRID if gesture.snap else 1.0
        height = gesture.typed.get("elevation", elevation if gesture.elevation is None else gesture.elevation)
        frame = Frame(round(x / step) * step, round(y / step) * step, height, turn)
        near = beside(box, frame, self._still, EDGE) if gesture.snap and room else None
        return Snap(near or frame, room, "", ("edge",) if near else (), ())

    def _room(self, point: Point2) -> tuple[str, Point2]:
        """Return the room of the pointer and the point, drawn into the room when it strayed outside."""
        room = self._ground.room_at(point)
        if room:
            return room, point
        spot = Point(point)
        nearest = min(self._ground.rooms.values(), key=lambda space: space.exact.distance(spot), default=None)
        if nearest is None or nearest.exact.distance(spot) > STRAY:
            return "", point
        ring = nearest.exact.exterior
        inside = ring.interpolate(ring.project(spot))
        return nearest.room.id, (float(inside.x), float(inside.y))

    def _side(self, room: str, point: Point2, box: Box, gesture: Gesture, on_wall: bool) -> Side | None:
        """Return the side that takes the unit: the nearest one within reach that is long enough, else the nearest within reach."""
        if not gesture.snap and not on_wall:
            return None
        low, high = turned_box(box, gesture.quarters).low, turned_box(box, gesture.quarters).high
        reach = float("inf") if on_wall else (high[1] - low[1]) / 2.0 + REACH
        near = [(distance_to_line(point, side.left, side.right), side) for side in sides(self._plan, room)]
        near = [(round(distance, 3), side) for distance, side in near if distance <= reach]
        long = [pair for pair in near if pair[1].length >= high[0] - low[0] - TOUCH]
        return min(long or near, key=lambda pair: pair[0], default=(0.0, None))[1]

    def _tops_in(self, room: str) -> list[float]:
        """Return the tops that a wall unit lines up with: those of the wall units in its room."""
        if room not in self._tops:
            placed, z = self._still.placed, self._still.body.z
            hung = (i for i, one in enumerate(placed) if one.room == room and one.component.placing.mount == "wall")
            self._tops[room] = sorted({round(float(z[i, 1]), 3) for i in hung})
        return self._tops[room]


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """A unit at a side: its box turned as it will stand there, the side, the gesture and the pointer's point in the room."""

    component: Component
    box: Box
    stretch: Stretch
    gesture: Gesture
    point: Point2

    @property
    def width(self) -> float:
        return self.box.high[0] - self.box.low[0]

    @property
    def depth(self) -> float:
        return self.box.high[1] - self.box.low[1]

    @property
    def length(self) -> float:
        return self.stretch.side.length


def _on_side(asked: _Asked, tops: list[float]) -> Snap:
    z, touching = _height(asked, tops)
    bottom, top = z + asked.box.low[2], z + asked.box.high[2]
    solid = asked.stretch.solid(asked.depth, bottom, top)
    along = asked.stretch.frame.into((*asked.point, 0.0))[0]
    wanted = _within(along - asked.width / 2.0, 0.0, asked.length - asked.width)
    reference = between(solid, asked.length, wanted + asked.width / 2.0)
    typed = asked.gesture.typed
    if "left" in typed:
        start = reference.start + typed["left"]
    elif "right" in typed:
        start = reference.end - typed["right"] - asked.width
    else:
        start, more = _along(asked, wanted, solid, bottom, top)
        touching += more
        reference = between(solid, asked.length, start + asked.width / 2.0)
    touching += _touching(start, start + asked.width, reference, asked.length)
    side = asked.stretch.side
    origin = Frame(start - asked.box.low[0], -asked.box.high[1], z, 90.0 * asked.gesture.quarters)
    frame = _tidy(asked.stretch.frame.then(origin))
    return Snap(
        frame, side.room, side.id, ("wall", *dict.fromkeys(touching)), _measures(asked, start, reference, bottom, top)
    )


def _along(asked: _Asked, wanted: float, solid: list[Span], bottom: float, top: float) -> tuple[float, tuple[str, ...]]:
    """Return where along the side the unit starts: in the nearest gap it fits in, drawn to the gap's ends and to edges below."""
    if not asked.gesture.snap:
        return round(wanted), ()
    on_wall = asked.component.placing.mount == "wall"
    width = asked.width
    open_too = [*solid, *asked.stretch.open(asked.depth, bottom, top, on_wall)]
    found = _nearest(open_too, asked, wanted) or _nearest(solid, asked, wanted)
    if found is None:
        return round(wanted / GRID) * GRID, ()
    place, gap = found
    pulls: list[tuple[float, float, tuple[str, ...]]]
    pulls = [(abs(place - end), end, ()) for end in (gap.start, gap.end - width)]
    if on_wall:
        edges = asked.stretch.edges_below(asked.depth, bottom)
        ends = [spot for edge in edges for spot in (edge, edge - width) if gap.start <= spot <= gap.end - width]
        pulls += [(abs(place - spot), spot, ("edge",)) for spot in ends]
    pull, spot, words = min(pulls, key=lambda item: round(item[0], 3))
    if pull <= EDGE:
        return spot, words
    return _within(round(place / GRID) * GRID, gap.start, gap.end - width), ()


def _nearest(taken: list[Span], asked: _Asked, wanted: float) -> tuple[float, Gap] | None:
    """Return the place nearest to the wanted one in a gap that is wide enough, with the gap; None when all are too far."""
    places = []
    for gap in gaps(taken, asked.length):
        if gap.end - gap.start >= asked.width - TOUCH:
            place = _within(wanted, gap.start, gap.end - asked.width)
            places.append((abs(place - wanted), place, gap))
    shift, place, gap = min(places, key=lambda item: item[0], default=(float("inf"), wanted, Gap(0.0, 0.0)))
    return (place, gap) if shift <= asked.width / 2.0 + EDGE else None


def _height(asked: _Asked, tops: list[float]) -> tuple[float, tuple[str, ...]]:
    """Return the height of the held corner and what decided it."""
    own, gesture = asked.component.placing.elevation, asked.gesture
    if "elevation" in gesture.typed:
        return gesture.typed["elevation"], ()
    if asked.component.placing.mount != "wall":
        return own, ()
    wanted = own if gesture.elevation is None else gesture.elevation
    if not gesture.snap:
        return max(float(round(wanted)), 0.0), ()
    heights = [(top - asked.box.high[2], "top") for top in tops] + [(own, "height")]
    if gesture.usual is not None:
        heights.append((gesture.usual, "height"))
    nearest, word = min(heights, key=lambda pair: round(abs(wanted - pair[0]), 3))
    if abs(wanted - nearest) <= EDGE:
        return nearest, (word,)
    if gesture.usual is None and abs(wanted - own) <= OWN_HEIGHT:
        return own, ("height",)
    return max(round(wanted / GRID) * GRID, 0.0), ()


def _touching(start: float, end: float, reference: Gap, length: float) -> tuple[str, ...]:
    words = []
    for name, gap, at_end in (
        ("left", start - reference.start, reference.start <= TOUCH),
        ("right", reference.end - end, reference.end >= length - TOUCH),
    ):
        if abs(gap) <= TOUCH:
            words.append("corner" if at_end else name)
    return tuple(words)


def _measures(asked: _Asked, start: float, reference: Gap, bottom: float, top: float) -> tuple[Measure, ...]:
    end, frame, front = start + asked.width, asked.stretch.frame, -asked.depth
    rows = [("left", reference.start, start), ("right", end, reference.end)]
    found = [
        Measure(frame.out((low, front, top)), frame.out((high, front, top)), round(high - low, 3) + 0.0, name)
        for name, low, high in rows
    ]
    if asked.component.placing.mount == "wall":
        middle = (start + end) / 2.0
        found.append(
            Measure(
                frame.out((middle, front, 0.0)), frame.out((middle, front, bottom)), round(bottom, 3) + 0.0, "elevation"
            )
        )
    return tuple(found)


def held_box(component: Component) -> Box:
    """Return a component's body in the axes of its held corner: back at y = 0, front at -depth."""
    low, high = component.body.low, component.body.high
    return Box((low[0], low[1] - component.depth, low[2]), (high[0], max(high[1] - component.depth, 0.0), high[2]))


def turned_box(box: Box, quarters: int) -> Box:
    """Return the box that holds a box turned by quarter turns about its origin."""
    if quarters % 4 == 0:
        return box
    corners = box.corners2(Frame(turn=90.0 * quarters))
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return Box((min(xs), min(ys), box.low[2]), (max(xs), max(ys), box.high[2]))


def _within(value: float, low: float, high: float) -> float:
    return max(low, min(value, high)) if high > low else low


def _tidy(frame: Frame) -> Frame:
    return Frame(round(frame.x, NANO) + 0.0, round(frame.y, NANO) + 0.0, round(frame.z, NANO) + 0.0, frame.turn)
