"""What a rule is given and what it hands back: all bodies on their ground, the ones asked about, and drafts of findings.

A rule yields a Draft: the finding, and ways out that nobody has tried yet. check.py tries them and keeps those that mend.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.components.parts import Value
from app.components.profile import Profile
from app.design.design import as_values
from app.design.layout import Placed
from app.fit.finding import Finding, Level
from app.fit.footprint import Bodies
from app.fit.ground import Ground, Zone, Zones
from app.fit.sweeps import Sweep
from app.geometry.frame import Frame, Point2, Point3
from app.records import Text
from app.words import Argument, Message, message

NANO = 6  # decimals of a mm kept in a frame that a fix proposes


@dataclass(frozen=True, slots=True)
class Way:
    """A way out for one unit: another frame for its component, or other values; `message` goes on the button."""

    message: Message
    unit_id: str
    frame: Frame | None = None
    values: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding and the ways out of it, the best first."""

    finding: Finding
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """The bodies on their ground; `mine` are the indexes whose findings are asked, in order, `sweeps` what their doors sweep.

    `strange` are the sweeps of those not asked about, which the ones asked about may stand in; `mending` is False where nobody wants
    ways out.
    """

    ground: Ground
    profile: Profile
    bodies: Bodies
    mine: tuple[int, ...]
    sweeps: tuple[Zone[Sweep], ...]
    strange: Zones[Sweep]
    mending: bool = False

    def own(self, runs: bool = False) -> Iterator[tuple[int, Placed]]:
        """Yield the things asked about with their indexes; the derived runs only when wanted."""
        for index in self.mine:
            placed = self.bodies.placed[index]
            if runs or placed.unit is not None:
                yield index, placed

    def middle(self, index: int) -> Point3:
        """Return the middle of a body, plan axes."""
        body = self.bodies.body
        x, y = body.centre[index].tolist()
        low, high = body.z[index].tolist()
        return (x, y, (low + high) / 2.0)


type Rule = Callable[[Situation], Iterator[Draft]]


def draft(
    level: Level,
    rule: str,
    things: Sequence[Placed],
    at: Point3,
    measured: float | None,
    required: float | None,
    *,
    key: str = "",
    ways: tuple[Way, ...] = (),
    **args: Argument,
) -> Draft:
    """Return a draft; its sentence is `fit.<key or rule>` and always knows {unit}, {measured} and {required}."""
    lengths: dict[str, Argument] = {}
    if measured is not None:
        measured = lengths["measured"] = round(measured, 2) + 0.0
    if required is not None:
        required = lengths["required"] = round(required, 2) + 0.0
    words = message(f"fit.{key or rule}", unit=name_of(things[0]), **lengths, **args)
    place = (round(at[0], 2) + 0.0, round(at[1], 2) + 0.0, round(at[2], 2) + 0.0)
    return Draft(Finding(level, rule, units_of(things), words, measured, required, place), ways)


def units_of(things: Sequence[Placed]) -> tuple[str, ...]:
    """Return the ids of the units that things stand for: a run's are those it lies over."""
    ids = (unit_id for thing in things for unit_id in ((thing.id,) if thing.unit is not None else thing.over))
    return tuple(dict.fromkeys(ids))


def name_of(thing: Placed) -> Text:
    """Return a thing's name with its id, as a sentence names it."""
    name = thing.component.name
    if thing.unit is None:
        return name
    return Text(f"{name.zh}（{thing.id}）", f"{name.en} ({thing.id})")


def moved(thing: Placed, dx: float, dy: float, dz: float = 0.0) -> Frame:
    """Return a thing's frame moved in plan axes, kept to a nanometre."""
    frame = thing.frame
    return Frame(
        round(frame.x + dx, NANO) + 0.0, round(frame.y + dy, NANO) + 0.0, round(frame.z + dz, NANO) + 0.0, frame.turn
    )


def aside(situation: Situation, index: int, blocker: Sequence[Sequence[float]]) -> tuple[Way, ...]:
    """Return the two ways to slide a unit along its own front until it is clear of some plan points, the shorter first."""
    thing = situation.bodies.placed[index]
    if thing.unit is None or not situation.mending:
        return ()
    box = thing.component.body
    reach = [thing.frame.into((point[0], point[1], 0.0))[0] for point in blocker]
    steps = sorted((max(reach) - box.low[0], min(reach) - box.high[0]), key=abs)
    ways = []
    for step in steps:
        dx, dy = Frame(turn=thing.frame.turn).out2((step, 0.0))
        key = "fit.fix_right" if step > 0 else "fit.fix_left"
        words = message(key, unit=name_of(thing), distance=round(abs(step), 2))
        ways.append(Way(words, thing.id, moved(thing, dx, dy)))
    return tuple(ways)


def placed_by(thing: Placed, way: Way) -> Placed:
    """Return a thing as a way would place it; its unit too is held anew."""
    if way.frame is None or thing.unit is None:
        return thing
    held = way.frame.then(Frame(0.0, thing.component.depth))
    unit = replace(thing.unit, frame=replace(held, x=round(held.x, NANO) + 0.0, y=round(held.y, NANO) + 0.0))
    return replace(thing, frame=way.frame, unit=unit)


def with_values(thing: Placed, way: Way) -> Placed:
    """Return a thing whose unit asks for a way's values; the component is still the old one."""
    if thing.unit is None or not way.values:
        return thing
    merged = {**dict(thing.unit.values), **dict(way.values)}
    return replace(thing, unit=replace(thing.unit, values=as_values(merged)))


def centre_of(points: Sequence[Sequence[float]]) -> Point2:
    """Return the middle of the bounds of plan points."""
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return ((min(xs) + max(xs)) / 2.0, (min(ys) + max(ys)) / 2.0)
