"""Where runs go: units that ask for one by a tag, stand turned alike with one back line, one depth and one height, each touching the next.

Plan axes, mm and degrees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from app.design.placed import Placed
from app.geometry.frame import Frame, cos_sin

SLACK = 1.0  # mm; neighbours this far apart or out of line still carry one worktop
TURN_SLACK = 0.01  # degrees


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of run: the tag a unit asks for it by, the sample it is built from, whether it lies on the units or stands under them."""

    name: str
    sample: str
    on_top: bool


KINDS = (
    Kind("worktop", "worktop_run", True),
    Kind("plinth", "plinth_run", False),
    Kind("cornice", "cornice_run", True),
)
TAGS = frozenset(kind.name for kind in KINDS)
FOLLOWING = frozenset({"filler", "end"})  # what only takes part in the run of its neighbours: strips and end panels


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


def stretches(carriers: Iterable[Placed], kind: Kind) -> tuple[Stretch, ...]:
    """Return where the runs of one kind go, in the order of their first units in the design.

    A filler or end panel takes part in the run of its neighbours and never has one of its own; a plinth needs legs to hide.
    """
    stands = [_stand(placed, order, kind) for order, placed in enumerate(carriers) if _asks(placed, kind)]
    stands = [stand for stand in stands if kind.on_top or stand.height > 0.0]
    groups = [stands] if stands else []
    for measure, slack in ((_turn, TURN_SLACK), (_level, SLACK), (_height, SLACK), (_depth, SLACK), (_line, SLACK)):
        groups = [part for group in groups for part in _parted(group, measure, slack)]
    touching = [part for group in groups for part in _touching(group)]
    touching = [part for part in touching if any(FOLLOWING.isdisjoint(one.placed.component.tags) for one in part)]
    touching.sort(key=lambda part: min(stand.order for stand in part))
    return tuple(_stretch(part) for part in touching)


def _asks(placed: Placed, kind: Kind) -> bool:
    """Return whether a unit takes part in a run: it has the tag, and no value of that name which says no."""
    return kind.name in placed.component.tags and dict(placed.component.values).get(kind.name) is not False


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
    return Stretch(ids, first.placed.room, frame, tidy(length), tidy(first.depth), tidy(first.height))


def tidy(length: float) -> float:
    """Return a length without what adding up has added to it: 1e-6 mm."""
    return round(length, 6) + 0.0
