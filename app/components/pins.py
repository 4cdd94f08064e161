"""Pin holes of adjustable shelves in the uprights at their ends (domain.md 2.4, 3.1). Unit axes, mm.

A shelf gives way to hinges and boards, its groups of holes to other holes, both uprights alike and the shelf with them: by whole steps, as
far as the profile allows.
"""

from __future__ import annotations

from typing import NamedTuple

from app.components.bores import Bore, Group, Kept, shifts
from app.components.draft import TOUCH, Draft, first_obstacle
from app.components.outline import spans
from app.components.parts import Face
from app.components.profile import PinDrill, Profile
from app.components.stage import Stage
from app.formula import Where


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
    over = _over(shelf, boards)
    taken = _stands_in(shelf, 0.0, over)
    if taken:
        raise where.fail(f"{shelf.id} would stand in {taken}")
    rim = 2 * drill.diameter
    rows = [(0.0, row) for row in _rows(shelf, (left[0], right[0]), rule.rows, rim, profile)]
    sides = [Support(*left, rows), Support(*right, rows), *_across(shelf, uprights, rim, profile)]
    hinges = [
        (room.low, room.high, one.upright.id) for one in sides for room in one.upright.kept if one.meets(room, shelf)
    ]
    groups: dict[int, list[Group]] = {}
    met, bores = "", list[list[Bore]]()
    for dz in shifts(rule.shift_step, rule.shift_most):
        met = _met(shelf, dz, hinges, over)
        if met:
            continue
        middle = shelf.low[2] + dz - drill.diameter / 2  # the shelf lies on the pin
        for count in holes:
            of_sides = groups.get(count) or groups.setdefault(count, _groups(sides, count, drill, profile))
            bores = [group.at(middle) for group in of_sides]
            if _drill(sides, bores, profile):
                if dz:
                    shelf.lift(dz)
                return rule.rows * len(sides)
    told = (first_obstacle(one.upright, some, profile.webs) for one, some in zip(sides, bores, strict=False))
    problem = met or next((found for found in told if found), "")
    raise where.fail(f"no room for the pins of {shelf.id}: {problem}")


def _drill(sides: list[Support], bores: list[list[Bore]], profile: Profile) -> bool:
    """Drill all sides if there is room in all of them; return whether there was."""
    stages: list[Stage] = []
    for one, some in zip(sides, bores, strict=True):
        stage = one.upright.room(some, profile.webs)
        if stage is None:
            return False
        stages.append(stage)
    for one, stage in zip(sides, stages, strict=True):
        one.upright.drill(stage)
    return True


class Support(NamedTuple):
    """A face that carries an end of an adjustable shelf, and the plan points of its pin rows."""

    upright: Draft
    face: Face
    rows: list[tuple[float, float]]

    def meets(self, room: Kept, shelf: Draft) -> bool:
        """Return whether a shelf would come into the room of a hinge on this face, if they lay at one height."""
        return room.face == self.face and shelf.low[1] < room.deep


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


def _groups(sides: list[Support], count: int, drill: PinDrill, profile: Profile) -> list[Group]:
    """Return the holes of each side, `count` one above the other in each row, about the middle one."""
    pitch = profile.numbers["system_pitch"]
    found = []
    for upright, face, rows in sides:
        lying = 1 - upright.iz  # the axis of the upright in the plan
        spots = [
            ("pin5", place[lying], (at - (count - 1) / 2) * pitch, drill.diameter, drill.depth)
            for place in rows
            for at in range(count)
        ]
        found.append(upright.group(face, 2, spots))
    return found


def _over(shelf: Draft, boards: list[Draft]) -> list[tuple[float, float, str]]:
    """Return the boards that a shelf may come to stand in when it moves up or down: from, to, id."""
    return [
        (board.low[2], board.high[2], board.id)
        for board in boards
        if board is not shelf
        and min(board.high[0], shelf.high[0]) - max(board.low[0], shelf.low[0]) > TOUCH
        and min(board.high[1], shelf.high[1]) - max(board.low[1], shelf.low[1]) > TOUCH
        and shelf.meets(board)
    ]


def _stands_in(shelf: Draft, dz: float, over: list[tuple[float, float, str]]) -> str:
    low, high = shelf.low[2] + dz, shelf.high[2] + dz
    return next((one[2] for one in over if min(one[1], high) - max(one[0], low) > TOUCH), "")


def _met(shelf: Draft, dz: float, hinges: list[tuple[float, float, str]], over: list[tuple[float, float, str]]) -> str:
    """Return what a shelf would meet if it lay higher by dz: the hinges of its uprights, another board; "" for nothing."""
    low, high = shelf.low[2] + dz, shelf.high[2] + dz
    upright = next((one[2] for one in hinges if low < one[1] and one[0] < high), "")
    if upright:
        return f"a hinge on {upright} is in the way"
    taken = _stands_in(shelf, dz, over)
    return f"{taken} is in the way" if taken else ""


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
