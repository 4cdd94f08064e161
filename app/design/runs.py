"""What follows from neighbours: worktops and plinths over units that stand side by side. Lengths mm, plan axes.

A run lies over a stretch: units that ask for it by a tag, turned alike, with one back line, one depth and one height, each touching the
next. It is built by a run family from `length` and `depth` of the stretch (of the carcasses: what it stands out in front, or stays
behind, is the family's matter), a plinth also from `height`, the legs' own. Its origin is held like a unit's: by the back left corner.

Inside corners are butt joints: the run that ends at the other's front is cut where the other's face is, the other runs through.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.components.parts import Component, Values
from app.design.design import Design
from app.design.placed import Builder, Placed
from app.geometry.frame import Frame, Point2, cos_sin, normal_turn

SLACK = 1.0  # mm; neighbours this far apart or out of line still carry one worktop
TURN_SLACK = 0.01  # degrees


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of run: the tag a unit asks for it by, the sample it is built from, whether it lies on the units or stands under them."""

    name: str
    sample: str
    on_top: bool


KINDS = (Kind("worktop", "worktop_run", True), Kind("plinth", "plinth_run", False))
TAGS = frozenset(kind.name for kind in KINDS)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a run goes: its back left lower corner in the plan, its length along the units, their depth; `height` is that of a plinth."""

    over: tuple[str, ...]
    room: str
    back: Frame
    length: float
    depth: float
    height: float

    @property
    def front(self) -> Frame:
        """The front left lower corner of the carcasses."""
        return self.back.then(Frame(0.0, -self.depth))


def carries_run(placed: Placed) -> bool:
    """Return whether a unit asks for a run of some kind."""
    return not TAGS.isdisjoint(placed.component.tags)


def derive_runs(carriers: Sequence[Placed], design: Design, catalog: Builder) -> tuple[Placed, ...]:
    """Return the worktops, then the plinths, over units that ask for them, in the order of their first units.

    Raises LibraryError when the library has no such run or cannot build it that long.
    """
    runs: list[Placed] = []
    for kind in KINDS:
        found = [(one, _built(kind, one, design, catalog)) for one in stretches(carriers, kind)]
        for one, component in found:
            cut = _butted(one, found)
            if cut != one:
                component = _built(kind, cut, design, catalog)
            frame = cut.back.then(Frame(0.0, -component.depth))
            runs.append(Placed(f"{kind.name}:{one.over[0]}", None, component, frame, one.room, one.over))
    return tuple(runs)


def stretches(carriers: Iterable[Placed], kind: Kind) -> tuple[Stretch, ...]:
    """Return where the runs of one kind go, each over at least one unit, in the order of their first units in the design."""
    stands = [
        _stand(placed, order, kind) for order, placed in enumerate(carriers) if kind.name in placed.component.tags
    ]
    groups = [stands] if stands else []
    for measure, slack in ((_turn, TURN_SLACK), (_level, SLACK), (_height, SLACK), (_depth, SLACK), (_line, SLACK)):
        groups = [part for group in groups for part in _parted(group, measure, slack)]
    touching = [part for group in groups for part in _touching(group)]
    touching.sort(key=lambda part: min(stand.order for stand in part))
    return tuple(_stretch(part) for part in touching)


@dataclass(frozen=True, slots=True)
class _Stand:
    """A unit as its run sees it: `along` and `line` are its back left corner in axes turned like the unit, `level` where the run lies."""

    placed: Placed
    order: int
    turn: float
    along: float
    line: float
    level: float
    width: float
    depth: float
    height: float


def _stand(placed: Placed, order: int, kind: Kind) -> _Stand:
    component, frame = placed.component, placed.frame
    low, high = component.body.low, component.body.high
    turn = 0.0 if frame.turn > 360.0 - TURN_SLACK else frame.turn
    cos, sin = cos_sin(turn)
    x, y = frame.out2((low[0], component.depth))
    level = frame.z + (high[2] if kind.on_top else low[2])
    height = 0.0 if kind.on_top else float(dict(component.values).get("foot", 0.0))
    return _Stand(
        placed, order, turn, cos * x + sin * y, cos * y - sin * x, level, high[0] - low[0], component.depth, height
    )


def _turn(stand: _Stand) -> float:
    return stand.turn


def _level(stand: _Stand) -> float:
    return stand.level


def _height(stand: _Stand) -> float:
    return stand.height


def _depth(stand: _Stand) -> float:
    return stand.depth


def _line(stand: _Stand) -> float:
    return stand.line


def _parted(stands: list[_Stand], measure: Callable[[_Stand], float], slack: float) -> list[list[_Stand]]:
    """Return the stands in groups that lie no farther apart in one measure than `slack` from one to the next."""
    stands = sorted(stands, key=measure)
    parts = [[stands[0]]]
    for one, other in pairwise(stands):
        if measure(other) - measure(one) > slack:
            parts.append([])
        parts[-1].append(other)
    return parts


def _touching(stands: list[_Stand]) -> list[list[_Stand]]:
    """Return the stands of one line from left to right, parted where there is a gap."""
    stands = sorted(stands, key=lambda stand: stand.along)
    parts, end = [[stands[0]]], stands[0].along + stands[0].width
    for stand in stands[1:]:
        if stand.along - end > SLACK:
            parts.append([])
        parts[-1].append(stand)
        end = max(end, stand.along + stand.width)
    return parts


def _stretch(part: list[_Stand]) -> Stretch:
    """Return the stretch of touching stands, from left to right; its numbers are those of its left unit."""
    first = part[0]
    x, y = first.placed.frame.out2((first.placed.component.body.low[0], first.depth))
    length = max(stand.along + stand.width for stand in part) - first.along
    frame = Frame(x, y, first.level, first.placed.frame.turn)
    ids = tuple(stand.placed.id for stand in part)
    return Stretch(ids, first.placed.room, frame, _tidy(length), _tidy(first.depth), _tidy(first.height))


def _tidy(length: float) -> float:
    """Return a length without what adding up has added to it: 1e-6 mm."""
    return round(length, 6) + 0.0


def _built(kind: Kind, stretch: Stretch, design: Design, catalog: Builder) -> Component:
    values: Values = (("depth", stretch.depth), ("length", stretch.length))
    if not kind.on_top:
        values = (("depth", stretch.depth), ("height", stretch.height), ("length", stretch.length))
    return catalog.build(kind.sample, values, design.finish, (), design.profile)


def _butted(one: Stretch, found: Sequence[tuple[Stretch, Component]]) -> Stretch:
    """Return a stretch with its ends brought to the faces of the runs whose units' fronts it ends at."""
    left, right = 0.0, one.length
    for other, component in found:
        if other is one or not _across(one, other):
            continue
        # how far the other run's face is behind the fronts of its units: a worktop's is negative, a plinth's is not
        face = other.depth - component.depth + _face(component)
        if _ends_at(one, other, 0.0):
            left -= face
        if _ends_at(one, other, one.length):
            right += face
    if (left, right) == (0.0, one.length) or right - left <= 0.0:
        return one
    return replace(one, back=one.back.then(Frame(left, 0.0)), length=_tidy(right - left))


def _face(component: Component) -> float:
    """Return where the foremost panel of a run begins, y in its own axes."""
    corners = (
        (panel.pose.at, panel.pose.out((panel.length, panel.width, panel.thickness))) for panel in component.panels
    )
    return min((min(near[1], far[1]) for near, far in corners), default=component.hull.low[1])


def _across(one: Stretch, other: Stretch) -> bool:
    turned = normal_turn(one.back.turn - other.back.turn)
    square = min(abs(turned - 90.0), abs(turned - 270.0)) <= TURN_SLACK
    return square and one.room == other.room and abs(one.back.z - other.back.z) <= SLACK


def _ends_at(one: Stretch, other: Stretch, end: float) -> bool:
    """Whether the end of a stretch at `end` mm along it lies on the front of another."""
    corners = [other.front.into((*_point(one, end, back), 0.0)) for back in (0.0, -one.depth)]
    low, high = sorted(corner[0] for corner in corners)
    meets = min(high, other.length) - max(low, 0.0) > SLACK
    return meets and all(math.fabs(corner[1]) <= SLACK for corner in corners)


def _point(stretch: Stretch, along: float, back: float) -> Point2:
    return stretch.back.out2((along, back))
