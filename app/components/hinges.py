"""Hinges: the cups of a door or a flap and the plates of the board it hangs on (domain.md 2.5, 3.2). Unit axes, mm.

A hinge gives way to fixed boards and to what is drilled already, by whole steps, cup and plate alike; how far is the profile's.
"""

from __future__ import annotations

from typing import NamedTuple

from app.components.bores import Bore, Group, Kept, shifts
from app.components.draft import TOUCH, Draft, first_obstacle
from app.components.parts import Face
from app.components.profile import HingeDrill, Profile, Rows
from app.formula import Where


class Hung(NamedTuple):
    """A door that has got its hinges."""

    article: str
    hinges: int
    angle: float


def up_to(rows: Rows, value: float) -> float:
    """Return the second number of the first row whose first is not below `value`; the last row's beyond it."""
    return next((many for limit, many in rows if value <= limit), rows[-1][1])


def hinge_count(height: float, width: float, weight: float, profile: Profile) -> int:
    """Return how many hinges a door of these mm and kg takes: the most that any of the profile's tables asks for (domain.md 2.5)."""
    rule = profile.hinges
    by_height = max(up_to(rows, height) for rows in rule.by_height)
    return int(max(by_height, up_to(rule.by_weight, weight)) + up_to(rule.wide, width))


class Edge(NamedTuple):
    """The edge a door hangs at: across which unit axis and at what place, which way the door lies from it, the axis along it."""

    across: int  # 0 for an upright edge, 2 for a lying one
    at: float
    away: float
    along: int


def _edge(door: Draft, hand: str, where: Where) -> Edge:
    if hand in ("left", "right"):
        return Edge(0, door.low[0], 1.0, 2) if hand == "left" else Edge(0, door.high[0], -1.0, 2)
    if hand in ("top", "bottom"):
        return Edge(2, door.high[2], -1.0, 0) if hand == "top" else Edge(2, door.low[2], 1.0, 0)
    raise where.fail(f"the hand of {door.id} is {hand!r}; it is left, right, top or bottom")


def hang(
    door: Draft,
    uprights: list[Draft],
    boards: list[Draft],
    hand: str,
    shift: float,
    density: float,
    kind: str,
    profile: Profile,
    where: Where,
) -> Hung:
    """Drill the cups of a door and the plates of the board it hangs on, clear of `boards`; `kind` "" chooses the hinge by the overlay.

    A door hangs on an upright at its left or right, a flap on the board at its top or bottom. Raises LibraryError when there is no such
    board or no room.
    """
    rule = profile.hinges
    edge = _edge(door, hand, where)
    upright = _carrying(uprights, edge, rule.inset_most)
    if upright is None:
        raise where.fail(f"{door.id} has none of {', '.join(one.id for one in uprights)} behind its {hand} edge")
    near = upright.high if edge.away > 0 else upright.low
    overlay = (near[edge.across] - edge.at) * edge.away
    article = _article(overlay, upright.thickness, kind, profile, where)
    drill = profile.drill(article, HingeDrill)
    long, wide = (door.high[axis] - door.low[axis] for axis in (edge.along, edge.across))
    places = hinge_places(door, edge.along, (long, wide), shift, density, drill, profile, where)
    pair = _pair(door, upright, boards, edge, drill, profile, where)
    for at in places:
        _hinge(pair, at, profile, where)
    return Hung(article, len(places), drill.angle)


def hinge_places(
    door: Draft,
    along: int,
    size: tuple[float, float],
    shift: float,
    density: float,
    drill: HingeDrill,
    profile: Profile,
    where: Where,
) -> list[float]:
    """Return where the hinges of a door sit, mm along that unit axis, evenly from end to end; LibraryError without room."""
    count = hinge_count(*size, size[0] * size[1] * door.thickness * density * 1e-9, profile)
    inset = profile.hinges.first + shift
    first, last = door.low[along] + inset, door.high[along] - inset
    if last - first < drill.plate_spacing + drill.plate_diameter + profile.webs.between:
        raise where.fail(f"{door.id} is too low for {count} hinges {profile.hinges.first:g} from its ends")
    return [first + (last - first) * at / (count - 1) for at in range(count)]


def _carrying(boards: list[Draft], edge: Edge, inset_most: float) -> Draft | None:
    """Return the board behind a door's edge, or the one that an inset door's edge stands beside."""
    across = edge.across
    standing = [one for one in boards if one.iz == across and not one.turn]
    behind = next((one for one in standing if one.low[across] - TOUCH <= edge.at <= one.high[across] + TOUCH), None)
    if behind is not None:
        return behind
    faces = [(edge.at - one.high[across] if edge.away > 0 else one.low[across] - edge.at, one) for one in standing]
    return min(
        ((gap, one) for gap, one in faces if 0 <= gap <= inset_most), key=lambda near: near[0], default=(0.0, None)
    )[1]


def _article(overlay: float, thickness: float, kind: str, profile: Profile, where: Where) -> str:
    rule = profile.hinges
    if not kind:
        kind = "inset" if overlay < 0 else "half" if overlay <= thickness / 2 else "full"
    if kind not in rule.articles:
        raise where.at("kind").fail(f"no {kind!r} hinge in the profile {profile.id}; it has {', '.join(rule.articles)}")
    return rule.articles[kind]


class Pair(NamedTuple):
    """A door and the board it hangs on: cups and plates of one hinge, the room it needs about its place, and what it may meet there."""

    door: Draft
    cups: Group
    upright: Draft
    plates: Group
    keeps: bool  # shelves have to give way to it
    face: Face
    deep: float
    clear: float
    boards: list[tuple[float, float, str]]  # from, to along the edge, id


def _pair(
    door: Draft, upright: Draft, boards: list[Draft], edge: Edge, drill: HingeDrill, profile: Profile, where: Where
) -> Pair:
    inner, facing = door.face_towards(1, 1.0), upright.face_towards(edge.across, edge.away)
    if inner is None or facing is None:
        raise where.fail(f"{door.id} does not lie in front of {upright.id}")
    row = max(upright.low[1], door.high[1]) + profile.hinges.plate_row
    half, diameter, depth = drill.plate_spacing / 2, drill.plate_diameter, drill.plate_depth
    cups = [(one[0], edge.at + edge.away * one[1], *one[2:]) for one in cup_bores(drill)]
    plates = [("plate5", row, along, diameter, depth) for along in (-half, half)]
    deep, reach = row + drill.clear, edge.away * drill.clear
    low, high = min(facing[1], facing[1] + reach) + TOUCH, max(facing[1], facing[1] + reach) - TOUCH
    beside = [
        (one.low[edge.along], one.high[edge.along], one.id)
        for one in boards
        if one is not upright
        and one.low[edge.across] < high
        and low < one.high[edge.across]
        and upright.low[1] + TOUCH < one.high[1]
        and one.low[1] < deep
    ]
    moving = door.group(inner[0], edge.along, cups), upright.group(facing[0], edge.along, plates)
    return Pair(door, moving[0], upright, moving[1], edge.across == 0, facing[0], deep, drill.clear, beside)


def _hinge(pair: Pair, wanted: float, profile: Profile, where: Where) -> None:
    """Drill a hinge at the place along the edge that is wanted, or near it."""
    webs, clear, board = profile.webs, pair.clear, None
    plates, cups = list[Bore](), list[Bore]()
    for shift in shifts(profile.hinges.shift_step, profile.hinges.shift_most):
        place = wanted + shift
        plates, cups, board = pair.plates.at(place), pair.cups.at(place), None
        on_upright = pair.upright.room(plates, webs)
        in_door = pair.door.room(cups, webs) if on_upright else None
        if not on_upright or not in_door:
            continue
        low, high = place - clear, place + clear
        board = next((one for one in pair.boards if one[0] < high and low < one[1]), None)
        if board is None:
            pair.door.drill(in_door)
            pair.upright.drill(on_upright)
            if pair.keeps:
                pair.upright.kept.append(Kept(pair.face, pair.deep, low, high))
            return
    problem = first_obstacle(pair.upright, plates, webs) or first_obstacle(pair.door, cups, webs)
    problem = f"{board[2]} stands in its way" if board else problem
    raise where.fail(f"no room for a hinge of {pair.door.id}: {problem}")


def cup_bores(drill: HingeDrill) -> tuple[tuple[str, float, float, float, float], ...]:
    """Return the bores of a cup in a door: kind, distance from the hinge edge, along it from the hinge, diameter, depth."""
    half, inward = drill.pilot_spacing / 2, drill.cup_centre + drill.pilot_offset
    return (
        ("cup35", drill.cup_centre, 0.0, drill.cup_diameter, drill.cup_depth),
        ("pil3", inward, -half, drill.pilot_diameter, drill.pilot_depth),
        ("pil3", inward, half, drill.pilot_diameter, drill.pilot_depth),
    )
