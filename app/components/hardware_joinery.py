"""Fittings to panels: hinge cups and plates, shelf pins, drawer slides (domain.md 2.5, 2.6, 3.1, 3.2). Unit axes, mm.

Hinges give way to fixed boards, adjustable shelves to hinges, both to what is drilled already: by whole steps, both uprights alike; how
many is the profile's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from app.components.draft import TOUCH, Bore, Draft, Kept, first_obstacle
from app.components.outline import spans
from app.components.parts import Face
from app.components.profile import HingeDrill, PinDrill, Profile, Rows, SlideDrill
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

    def point(self, across: float, y: float, along: float) -> tuple[float, float, float]:
        """Return the unit point at these places."""
        return (across, y, along) if self.across == 0 else (along, y, across)


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
    count = hinge_count(long, wide, long * wide * door.thickness * density * 1e-9, profile)
    first, last = door.low[edge.along] + rule.first + shift, door.high[edge.along] - rule.first - shift
    if last - first < drill.plate_spacing + drill.plate_diameter + profile.webs.between:
        raise where.fail(f"{door.id} is too low for {count} hinges {rule.first:g} from its ends")
    for at in range(count):
        _hinge(door, upright, boards, edge, first + (last - first) * at / (count - 1), drill, profile, where)
    return Hung(article, count, drill.angle)


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


def _hinge(
    door: Draft,
    upright: Draft,
    boards: list[Draft],
    edge: Edge,
    wanted: float,
    drill: HingeDrill,
    profile: Profile,
    where: Where,
) -> None:
    inner, facing = door.face_towards(1, 1.0), upright.face_towards(edge.across, edge.away)
    if inner is None or facing is None:
        raise where.fail(f"{door.id} does not lie in front of {upright.id}")
    row, half = max(upright.low[1], door.high[1]) + profile.hinges.plate_row, drill.plate_spacing / 2
    problem = ""
    for shift in steps(profile.hinges.shift_step, profile.hinges.shift_most):
        place = wanted + shift
        cups = [
            door.on_face(
                kind,
                inner[0],
                *door.flat(edge.point(edge.at + edge.away * inward, 0.0, place + along)),
                diameter,
                depth,
            )
            for kind, inward, along, diameter, depth in cup_bores(drill)
        ]
        plates = [
            upright.on_face(
                "plate5",
                facing[0],
                *upright.flat(edge.point(0.0, row, place + along)),
                drill.plate_diameter,
                drill.plate_depth,
            )
            for along in (-half, half)
        ]
        room = Kept(facing[0], row + drill.clear, place - drill.clear, place + drill.clear)
        problem = first_obstacle(upright, plates, profile.webs) or first_obstacle(door, cups, profile.webs)
        problem = problem or _in_the_way(room, (facing[1], edge.away * drill.clear), edge, upright, boards)
        if not problem:
            door.drill(cups)
            upright.drill(plates)
            if edge.across == 0:
                upright.kept.append(room)
            return
    raise where.fail(f"no room for a hinge of {door.id}: {problem}")


def _in_the_way(room: Kept, beside: tuple[float, float], edge: Edge, upright: Draft, boards: list[Draft]) -> str:
    """Return which board stands in the room of a hinge; `beside` is where the face it is screwed on lies and how far it goes from it."""
    low, high = min(beside[0], sum(beside)) + TOUCH, max(beside[0], sum(beside)) - TOUCH
    for board in boards:
        if (
            board is not upright
            and board.low[edge.across] < high
            and low < board.high[edge.across]
            and upright.low[1] + TOUCH < board.high[1]
            and board.low[1] < room.deep
            and board.low[edge.along] < room.high
            and room.low < board.high[edge.along]
        ):
            return f"{board.id} stands in its way"
    return ""


def cup_bores(drill: HingeDrill) -> tuple[tuple[str, float, float, float, float], ...]:
    """Return the bores of a cup in a door: kind, distance from the hinge edge, along it from the hinge, diameter, depth."""
    half, inward = drill.pilot_spacing / 2, drill.cup_centre + drill.pilot_offset
    return (
        ("cup35", drill.cup_centre, 0.0, drill.cup_diameter, drill.cup_depth),
        ("pil3", inward, -half, drill.pilot_diameter, drill.pilot_depth),
        ("pil3", inward, half, drill.pilot_diameter, drill.pilot_depth),
    )


def steps(step: float, most: float) -> Iterator[float]:
    """Yield how far something may give way: 0, then a step either way, two steps, ... up to `most`."""
    yield 0.0
    at = step
    while at <= most:
        yield at
        yield -at
        at += step


def pin(
    shelf: Draft, uprights: list[Draft], boards: list[Draft], holes: tuple[int, ...], profile: Profile, where: Where
) -> int:
    """Drill the pin holes of an adjustable shelf in the uprights at its two ends; return how many pins it takes.

    The middle hole of a group carries the shelf as drawn. A group that meets other holes moves, and the shelf with it, level; so does
    a shelf that meets a hinge or one of `boards`. Where a group finds no room, the next smaller number of `holes` is tried.
    """
    rule = profile.pins
    drill = profile.drill(rule.article, PinDrill)
    left, right = (_beside(shelf, uprights, sign, profile) for sign in (-1.0, 1.0))
    if left is None or right is None:
        side = "left" if left is None else "right"
        raise where.fail(f"{shelf.id} has none of {', '.join(one.id for one in uprights)} at its {side} end")
    taken = _stands_in(shelf, 0.0, boards)
    if taken:
        raise where.fail(f"{shelf.id} would stand in {taken}")
    rim = 2 * drill.diameter
    problem, rows = "", [(0.0, row) for row in _rows(shelf, (left[0], right[0]), rule.rows, rim, profile)]
    sides = [Support(*left, rows), Support(*right, rows), *_across(shelf, uprights, rim, profile)]
    for dz in steps(rule.shift_step, rule.shift_most):
        met = _met(shelf, dz, sides, boards)
        if met:
            problem = met
            continue
        for count in holes:
            groups = [_group(one, shelf.low[2] + dz, count, drill, profile) for one in sides]
            problem = next((found for one in groups if (found := first_obstacle(*one, profile.webs))), "")
            if not problem:
                for upright, bores in groups:
                    upright.drill(bores)
                if dz:
                    shelf.lift(dz)
                return rule.rows * len(sides)
    raise where.fail(f"no room for the pins of {shelf.id}: {problem}")


class Support(NamedTuple):
    """A face that carries an end of an adjustable shelf, and the plan points of its pin rows."""

    upright: Draft
    face: Face
    rows: list[tuple[float, float]]


def _across(shelf: Draft, uprights: list[Draft], rim: float, profile: Profile) -> list[Support]:
    """Return the supports of a corner shelf besides those at its left and right: the uprights named that stand before or behind it.

    Their rows run along x, from the upright's front edge where it has one upright, at least `rim` from the ends of the shelf's edge.
    """
    found, numbers = [], profile.numbers
    row, pitch, most = numbers["front_row"], numbers["system_pitch"], numbers["shelf_side"] + TOUCH
    ends: tuple[tuple[float, float, Face], ...] = ((-1.0, shelf.low[1], "L1"), (1.0, shelf.high[1], "L2"))
    for sign, end, edge in ends:
        for upright in uprights:
            facing = upright.face_towards(1, -sign)
            if facing is None or not -TOUCH <= (facing[1] - end) * sign <= most:
                continue
            low, high = max(shelf.low[0], upright.low[0]), min(shelf.high[0], upright.high[0])
            if shelf.outline is not None:
                start, last = spans(shelf.outline, edge, shelf.length, shelf.width)[0]
                low, high = max(low, shelf.low[0] + start), min(high, shelf.low[0] + last)
            front, way = upright.low[0], 1.0
            if upright.iy == 0 and upright.sy < 0:
                front, way = upright.high[0], -1.0
            places = [
                front + way * (row + pitch * at) for at in range(int((upright.high[0] - upright.low[0]) // pitch))
            ]
            inside = [place for place in places if low + rim <= place <= high - rim]
            if inside:
                found.append(Support(upright, facing[0], [(inside[0], 0.0), (inside[-1], 0.0)]))
    return found


def _met(shelf: Draft, dz: float, sides: list[Support], boards: list[Draft]) -> str:
    """Return what a shelf would meet if it lay higher by dz: the hinges of its uprights, another board; "" for nothing."""
    low, high = shelf.low[2] + dz, shelf.high[2] + dz
    for upright, face, _ in sides:
        for room in upright.kept:
            if room.face == face and shelf.low[1] < room.deep and low < room.high and room.low < high:
                return f"a hinge on {upright.id} is in the way"
    taken = _stands_in(shelf, dz, boards)
    return f"{taken} is in the way" if taken else ""


def _stands_in(shelf: Draft, dz: float, boards: list[Draft]) -> str:
    for board in boards:
        reach = [min(board.high[i], shelf.high[i]) - max(board.low[i], shelf.low[i]) for i in (0, 1)]
        reach.append(min(board.high[2], shelf.high[2] + dz) - max(board.low[2], shelf.low[2] + dz))
        if board is not shelf and min(reach) > TOUCH and shelf.meets(board):
            return board.id
    return ""


def _group(side: Support, underside: float, count: int, drill: PinDrill, profile: Profile) -> tuple[Draft, list[Bore]]:
    upright = side.upright
    pitch = profile.numbers["system_pitch"]
    middle = underside - drill.diameter / 2  # the shelf lies on the pin
    bores = []
    for place in side.rows:
        for at in range(count):
            x, y = upright.flat((*place, middle + (at - (count - 1) / 2) * pitch))
            bores.append(upright.on_face("pin5", side.face, x, y, drill.diameter, drill.depth))
    return upright, bores


def _beside(shelf: Draft, uprights: list[Draft], sign: float, profile: Profile) -> tuple[Draft, Face] | None:
    end = shelf.high[0] if sign > 0 else shelf.low[0]
    most = profile.numbers["shelf_side"] + TOUCH
    for upright in uprights:
        found = upright.face_towards(0, -sign)
        if (
            found is not None
            and -TOUCH <= (found[1] - end) * sign <= most
            and upright.low[2] <= shelf.low[2] <= upright.high[2]
        ):
            return (upright, found[0])
    return None


def _rows(shelf: Draft, uprights: tuple[Draft, Draft], count: int, rim: float, profile: Profile) -> list[float]:
    """Return unit y of the pin rows: the front row and the last of the system pitch before the back (domain.md 9, shelf pins).

    They are measured from what stands farther back: the front edges of both uprights, or that of a shelf set back with its opening.
    A shallow shelf would tip over that last row: it goes on, at least `rim` within the shelf, until it is half a pitch behind the middle.
    """
    back, numbers = profile.grooves["back"], profile.numbers
    front = max(*(one.low[1] for one in uprights), shelf.low[1] - numbers["shelf_front"])
    rear = min(*(one.high[1] - back.offset - back.width for one in uprights), shelf.high[1] + numbers["shelf_back"])
    row, pitch = numbers["front_row"], numbers["system_pitch"]
    last = row + pitch * max((rear - front - 2 * row + TOUCH) // pitch, 1)
    middle = (shelf.low[1] + shelf.high[1]) / 2
    while front + last < middle + pitch / 2 and front + last + pitch <= shelf.high[1] - rim:
        last += pitch
    return [front + row + (last - row) * at / max(count - 1, 1) for at in range(count)]


def slide(side: Draft, uprights: list[Draft], length: float, profile: Profile, where: Where) -> str:
    """Drill the pilots of a drawer's two cabinet members, level, at the middle of its left side or near it; return the article.

    The uprights are the nearest on each side of the drawer's left side; raises LibraryError when one is missing or has no room.
    """
    article = f"{profile.slides.article}_{length:g}"
    drill = profile.drill(article, SlideDrill)
    z, middle = (side.low[2] + side.high[2]) / 2, (side.low[0] + side.high[0]) / 2
    lefts = [one for one in uprights if one.iz == 0 and one.high[0] <= middle]
    rights = [one for one in uprights if one.iz == 0 and one.low[0] >= middle]
    if not lefts or not rights:
        raise where.fail(f"{side.id} has no upright on its {'right' if lefts else 'left'}")
    pair = ((max(lefts, key=lambda one: one.high[0]), 1.0), (min(rights, key=lambda one: one.low[0]), -1.0))
    front = max(pair[0][0].low[1], pair[1][0].low[1], side.low[1])
    problem = ""
    for dz in steps(profile.slides.shift_step, profile.slides.shift_most):
        members = [(upright, _pilots(upright, away, (front, z + dz), drill)) for upright, away in pair]
        problem = first_obstacle(*members[0], profile.webs) or first_obstacle(*members[1], profile.webs)
        if not problem:
            for upright, bores in members:
                upright.drill(bores)
            return article
    raise where.fail(f"no room for the slide of {side.id}: {problem}")


def _pilots(upright: Draft, away: float, at: tuple[float, float], drill: SlideDrill) -> list[Bore]:
    """Return the pilots of a cabinet member that begins at unit (y, z) `at`."""
    facing = upright.face_towards(0, away)
    assert facing is not None
    places = [upright.flat((0.0, at[0] + y, at[1])) for y in drill.positions]
    return [upright.on_face("slide3", facing[0], x, y, drill.diameter, drill.depth) for x, y in places]
