"""What a house type of the library must keep to so that furniture can be planned in it: a table of rules -> findings. mm, m² for areas.

`lint_plan` looks at one plan, `lint_plans` at all of a library; an import that a customer lives in may break rules of today's code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from app.geometry.polygon import Outline, area, contains, covers, overlap, shape
from app.plans.house_types.library import Entry, PlanLibrary
from app.plans.house_types.lint_kitchens import gas, kitchens, worktops
from app.plans.house_types.lint_look import ALMOST, Look, meet, passes
from app.plans.plan import Opening, Plan, PlanError
from app.plans.regions import regions
from app.plans.sides import door_swing
from app.words import Message, message

# domain.md 7.2
CORRIDOR = {"entry": 1200.0, "hall": 1000.0}
DOOR_HOLES = {"bedroom": 900.0, "kitchen": 800.0, "bath": 700.0, "storage": 700.0, "balcony": 700.0}
SMALL = (
    "bath",
    "storage",
    "balcony",
)  # a door to one of these is no door to the bedroom before it; 700 for the last two is our own
ENTRY_HOLE, HOLE_HEIGHT = 1000.0, 2000.0
CLEAR_HEIGHT = {"kitchen": 2200.0, "bath": 2200.0}
CLEAR_HEIGHT_ROOMS = 2400.0
LIT = ("bedroom", "living", "study", "kitchen")
OPEN = 500.0  # mm between a wall and the ceiling: a balcony open to the sky
SERVED = {
    "kitchen": ("water", "drain", "gas", "socket"),
    "bath": ("water", "drain", "socket"),
    "bedroom": ("socket",),
    "living": ("socket",),
}
DARK = "暗卫"  # a name says it where a bath has no window
CORNER = 50.0  # from a door to a corner, for its casing (domain.md 7.5)
CLOSE = 1000.0  # mm²; what a room may differ from what its walls close in
AREA_SLACK = 0.01


@dataclass(frozen=True, slots=True)
class PlanFinding:
    """One thing that is wrong with a house type: which rule, and what is told."""

    plan: str
    rule: str
    told: Message


type Rule = Callable[[Look], Iterator[Message]]


def _closed(look: Look) -> Iterator[Message]:
    spaces = regions(look.plan.walls)
    for room in look.plan.rooms:
        near = [space for space in spaces if meet(space, room.outline)]
        off = min(
            (shape(room.outline).symmetric_difference(shape(space)).area for space in near), default=area(room.outline)
        )
        if off > CLOSE:
            yield message("houses.not_closed", room=room.name, off=round(off / 1e6, 3))
    for a, b in combinations(look.plan.rooms, 2):
        if meet(a.outline, b.outline) and overlap(a.outline, b.outline) > CLOSE:
            yield message("houses.overlap", room=a.name, other=b.name)
    clear = sum(area(room.outline) for room in look.plan.rooms) / 1e6
    stated = look.entry.area_m2 if look.entry and look.flat else clear
    if not (1 - AREA_SLACK) * clear <= stated <= 1.09 * clear:  # partitions take less than a twelfth
        yield message("houses.area", stated=stated, clear=round(clear, 2))


def _corridors(look: Look) -> Iterator[Message]:
    for room in look.plan.rooms:
        least = CORRIDOR.get(room.kind, 0.0)
        if least and look.flat and not passes(room.outline, least):
            yield message("houses.narrow", room=room.name, least=least)


def _heights(look: Look) -> Iterator[Message]:
    for room in look.plan.rooms:
        least = CLEAR_HEIGHT.get(room.kind, CLEAR_HEIGHT_ROOMS)
        if room.ceiling < least:
            yield message("houses.low", room=room.name, height=room.ceiling, least=least)


def _doors(look: Look) -> Iterator[Message]:
    for door in look.plan.openings:
        if door.kind != "door":
            continue
        kinds = look.kinds(door)
        small = [
            DOOR_HOLES[kind] for kind in kinds if kind in SMALL
        ]  # it is the way to this one, not to the bedroom before it
        least = min(small) if small else max((DOOR_HOLES.get(kind, 0.0) for kind in kinds), default=0.0)
        if door in look.ways_in and look.flat and "balcony" not in kinds:
            least = ENTRY_HOLE
        if door.width < least or door.head - door.sill < HOLE_HEIGHT:
            yield message("houses.door_hole", door=door.id, width=door.width, least=least)


def _reach(look: Look) -> Iterator[Message]:
    if len(look.ways_in) != 1 and look.flat:
        yield message("houses.entry", count=len(look.ways_in))
    reached = {room for door in look.ways_in for room in look.beside[door.id]}
    for first in sorted(reached):
        if look.flat and look.rooms[first].kind not in ("entry", "hall", "living", "dining"):
            yield message("houses.entry_room", room=look.rooms[first].name)
    for _ in look.plan.rooms:
        for opening in look.plan.openings:
            if opening.kind != "window" and reached & set(look.beside[opening.id]):
                reached |= set(look.beside[opening.id])
    for room in look.plan.rooms:
        if room.id not in reached:
            yield message("houses.not_reached", room=room.name)


def _private(look: Look) -> Iterator[Message]:
    """A way to one bedroom, or to the only bath, does not lead through another bedroom, nor any way through a bath."""
    reached = {room for door in look.ways_in for room in look.beside[door.id]}
    for _ in look.plan.rooms:
        for opening in look.plan.openings:
            rooms = set(look.beside[opening.id])
            passed = {room for room in rooms & reached if look.rooms[room].kind not in ("bedroom", "bath", "kitchen")}
            if opening.kind != "window" and (passed or not look.flat):
                reached |= rooms
    baths = [room for room in look.plan.rooms if room.kind == "bath"]
    for room in look.plan.rooms:
        if look.flat and room.id not in reached and room.kind in ("bedroom", "kitchen", "study", "living"):
            yield message("houses.through", room=room.name)
    if look.flat and baths and not any(room.id in reached for room in baths):
        yield message("houses.through", room=baths[0].name)


def _light(look: Look) -> Iterator[Message]:
    lit = _lit(look)
    said = look.entry is not None and DARK in look.entry.name.zh
    dark = [room for room in look.plan.rooms if room.id not in lit]
    for room in dark:
        if room.kind in LIT or (room.kind == "bath" and not said):
            yield message("houses.dark", room=room.name)
    if said and not any(room.kind == "bath" for room in dark):
        yield message("houses.not_dark")


def _lit(look: Look) -> set[str]:
    """Return the rooms with a window, or open to the sky; then those beside a balcony that has light, and washrooms open to a lit room."""
    walls = {wall.id: wall for wall in look.plan.walls}
    lit: set[str] = set()
    for side in look.sides:
        if side.wall and walls[side.wall].height < look.rooms[side.room].ceiling - OPEN:
            lit.add(side.room)  # over a parapet
        lit |= {
            side.room
            for seen in side.openings
            if seen.opening.kind == "window" and len(look.beside[seen.opening.id]) == 1
        }
    for kind, ways in (("balcony", ("door", "passage")), ("bath", ("passage",))):
        for opening in look.plan.openings:
            rooms = set(look.beside[opening.id])
            through = {room for room in rooms if look.rooms[room].kind == kind}
            if opening.kind in ways and through and rooms & lit and (kind == "bath" or through & lit):
                lit |= rooms
    return lit


def _openings(look: Look) -> Iterator[Message]:
    for opening in look.plan.openings:
        count = len(look.beside[opening.id])
        outside = opening.kind == "window" or opening in look.ways_in
        if count != (1 if outside else 2):
            yield message("houses.corner", opening=opening.id)
    for side in look.sides:
        for seen in side.openings:
            if seen.opening.kind == "door" and min(seen.start, side.length - seen.end) < CORNER - ALMOST:
                yield message("houses.corner", opening=seen.opening.id)


def _swings(look: Look) -> Iterator[Message]:
    leaves: list[tuple[Opening, Outline]] = []
    for door in look.plan.openings:
        for swing in door_swing(look.plan, door):
            if not any(
                meet(room.outline, swing) and covers(room.outline, swing, slack=ALMOST) for room in look.plan.rooms
            ):
                yield message("houses.swing_wall", door=door.id)
            for thing in look.plan.obstacles:
                if thing.bottom < door.head and meet(thing.outline, swing) and overlap(thing.outline, swing) > ALMOST:
                    yield message("houses.swing_thing", door=door.id, thing=thing.id)
            leaves.append((door, swing))
    for (a, one), (b, other) in combinations(leaves, 2):
        if meet(one, other) and overlap(one, other) > ALMOST:
            yield message("houses.swing_leaf", door=a.id, other=b.id)


def _blocked(look: Look) -> Iterator[Message]:
    for side in look.sides:
        length = side.length
        ux, uy = (side.right[0] - side.left[0]) / length, (side.right[1] - side.left[1]) / length
        for seen in side.openings:
            for thing in look.plan.obstacles:
                along = [(x - side.left[0]) * ux + (y - side.left[1]) * uy for x, y in thing.outline]
                away = [-(x - side.left[0]) * uy + (y - side.left[1]) * ux for x, y in thing.outline]
                beside = min(along) >= seen.end or max(along) <= seen.start or max(away) < -200 or min(away) > ALMOST
                if not beside and thing.bottom < seen.opening.head and thing.top > seen.opening.sill:
                    yield message("houses.before_opening", thing=thing.id, opening=seen.opening.id)
            for point in look.plan.services:
                x, y = point.at[0] - side.left[0], point.at[1] - side.left[1]
                on = -30.0 < -x * uy + y * ux <= ALMOST and seen.start < x * ux + y * uy < seen.end
                if on and seen.opening.sill < point.at[2] < seen.opening.head:
                    yield message("houses.in_opening", point=point.id, opening=seen.opening.id)


def _services(look: Look) -> Iterator[Message]:
    there: dict[str, set[str]] = {room.id: set() for room in look.plan.rooms}
    for point in look.plan.services:
        homes = [room.id for room in look.plan.rooms if contains(room.outline, point.at[:2])]
        if not homes:
            yield message("houses.outside", thing=point.id)
        for home in homes:
            there[home].add(point.kind)
    for room in look.plan.rooms:
        for kind in SERVED.get(room.kind, ()):
            if kind not in there[room.id]:
                yield message("houses.no_service", room=room.name, kind=kind)
    for thing in look.plan.obstacles:
        if not any(
            meet(room.outline, thing.outline) and covers(room.outline, thing.outline, slack=ALMOST)
            for room in look.plan.rooms
        ):
            yield message("houses.outside", thing=thing.id)


RULES: tuple[tuple[str, Rule], ...] = (
    ("closed", _closed),
    ("kitchens", kitchens),
    ("worktops", worktops),
    ("gas", gas),
    ("corridors", _corridors),
    ("heights", _heights),
    ("doors", _doors),
    ("reach", _reach),
    ("private", _private),
    ("light", _light),
    ("openings", _openings),
    ("swings", _swings),
    ("blocked", _blocked),
    ("services", _services),
)


def lint_plan(plan: Plan, entry: Entry | None = None) -> tuple[PlanFinding, ...]:
    """Return what is wrong with a plan as a house type, rule by rule; `entry` tells what is said of it."""
    look = Look(plan, entry)
    return tuple(PlanFinding(plan.id, name, told) for name, rule in RULES for told in rule(look))


def lint_plans(library: PlanLibrary) -> tuple[PlanFinding, ...]:
    """Return what is wrong with the house types that a library ships, and with files that cannot be read; the user's own are left out."""
    found = [
        PlanFinding(problem.file, "file", message("houses.broken", cause=str(problem))) for problem in library.broken
    ]
    for entry in library.entries:
        if entry.own:
            continue
        try:
            found += lint_plan(library.plan(entry.id), entry)
        except PlanError as problem:
            found.append(PlanFinding(entry.id, "file", message("houses.broken", cause=str(problem))))
    return tuple(found)
