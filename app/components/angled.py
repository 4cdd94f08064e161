"""Doors that do not look straight out of their unit: turned ones of diagonal corners, the second leaf of a bi-fold pair (domain.md 2.8).

Also the doors at the rear of an island. Such a door stands upright (its length is vertical) with face A, the drilled one, inside. It hangs
on the upright board whose edge is nearest to its own: the plates lie on that board's plate row, measured from that edge, on the face that
looks to the door; on another door, on its face A. Unit axes, mm.
"""

from __future__ import annotations

import math

from app.components.bores import Kept, shifts
from app.components.draft import TOUCH, Draft, first_obstacle
from app.components.hinges import Hung, cup_bores, hinge_places
from app.components.parts import Face
from app.components.profile import HingeDrill, Profile
from app.formula import Where
from app.geometry.frame import AXES, Frame, Point2


def is_angled(door: Draft) -> bool:
    """Return whether a door looks another way than straight out of its unit: turned, sideways or to the rear."""
    return bool(door.turn) or door.iz != 1 or door.sz < 0


def facing(door: Draft) -> float:
    """Return how far a door is turned from looking straight out of its unit, degrees counter-clockwise from above."""
    x, y = AXES[door.axes[1]][:2]
    sign = door.sx  # seen from the front, the width runs to the right when the length runs up
    return (math.degrees(math.atan2(y * sign, x * sign)) + door.turn) % 360.0


def _hinge_edge(door: Draft, hand: str) -> float:
    return 0.0 if (hand == "left") == (door.sx > 0) else door.width


def hang_angled(
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
    """Drill the cups of an angled door and the plates of the nearest of the uprights; raise LibraryError when there is none or no room.

    The hinge has to be asked for by its `kind`: none can be told from an overlay.
    """
    rule = profile.hinges
    standing = [one for one in uprights if one.ix == 2]
    if hand not in ("left", "right") or door.ix != 2 or not standing or kind not in rule.articles:
        known = ", ".join(rule.articles)
        raise where.fail(
            f"{door.id} stands at an angle: it takes upright boards, a hand left or right and a kind of {known}"
        )
    at = _plan(door, _hinge_edge(door, hand))
    upright = min(standing, key=lambda one: min(math.dist(at, _plan(one, y)) for y in (0.0, one.width)))
    article = rule.articles[kind]
    drill = profile.drill(article, HingeDrill)
    places = hinge_places(door, 2, (door.length, door.width), shift, density, drill, profile, where)
    for z in places:
        _hinge(door, upright, boards, hand, z, drill, profile, where)
    return Hung(article, len(places), drill.angle)


def _hinge(
    door: Draft,
    upright: Draft,
    boards: list[Draft],
    hand: str,
    wanted: float,
    drill: HingeDrill,
    profile: Profile,
    where: Where,
) -> None:
    edge = _hinge_edge(door, hand)
    inward = -1.0 if edge else 1.0
    face = _facing_side(upright, _plan(door, door.width / 2))
    ends = [math.dist(_plan(door, edge), _plan(upright, y)) for y in (0.0, upright.width)]
    row = profile.hinges.plate_row if ends[0] <= ends[1] else upright.width - profile.hinges.plate_row
    half, problem = drill.plate_spacing / 2, ""
    for dz in shifts(profile.hinges.shift_step, profile.hinges.shift_most):
        z = wanted + dz
        cups = [
            door.on_face(one, "A", door.x_of(z + along), edge + inward * away, diameter, depth)
            for one, away, along, diameter, depth in cup_bores(drill)
        ]
        plates = [
            upright.on_face("plate5", face, upright.x_of(z + along), row, drill.plate_diameter, drill.plate_depth)
            for along in (-half, half)
        ]
        room = Kept(face, math.inf, z - drill.clear, z + drill.clear)
        on_upright, in_door = upright.room(plates, profile.webs), door.room(cups, profile.webs)
        if on_upright is None or in_door is None:
            problem = first_obstacle(upright, plates, profile.webs) or first_obstacle(door, cups, profile.webs)
            continue
        problem = _in_the_way(room, upright, boards)
        if not problem:
            door.drill(in_door)
            upright.drill(on_upright)
            upright.kept.append(room)
            return
    raise where.fail(f"no room for a hinge of {door.id}: {problem}")


def _facing_side(upright: Draft, to: Point2) -> Face:
    """Return the face of an upright that looks to a place; the rear one of another door."""
    if upright.role == "door" or upright.turn:
        return "A"
    return "A" if (to[upright.iz] - upright.low[upright.iz]) * upright.sz > 0 else "B"


def _plan(board: Draft, y: float) -> Point2:
    """Return where a place along an upright board's width lies on the plan."""
    way = Frame(turn=board.turn).out(AXES[board.axes[1]])
    return (board.at[0] + way[0] * y, board.at[1] + way[1] * y)


def _in_the_way(room: Kept, upright: Draft, boards: list[Draft]) -> str:
    """Return which lying board at the upright stands in the room of a hinge."""
    for board in boards:
        touches = all(
            board.low[axis] <= upright.high[axis] + TOUCH and upright.low[axis] <= board.high[axis] + TOUCH
            for axis in (0, 1)
        )
        if board.iz == 2 and touches and board.low[2] < room.high and room.low < board.high[2]:
            return f"{board.id} stands in its way"
    return ""
