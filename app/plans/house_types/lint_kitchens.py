"""What a kitchen of the library must have: area, width, flue, a worktop's length of wall, gas away from sockets. mm, m² for areas."""

from __future__ import annotations

import math
from collections.abc import Iterator

from app.geometry.ring import area, contains
from app.plans.house_types.lint_look import Look, passes
from app.plans.plan import Side
from app.words import Message, message

# domain.md 7.2
KITCHEN_M2, KITCHEN_COMBINED_M2 = (
    4.0,
    3.5,
)  # GB 50096-2011 5.3.1; the smaller one where living and sleeping are one room
KITCHEN_CLEAR = 1500.0  # 5.3.5, one row
WORKTOP = 2100.0  # operating length
WORKTOP_DEPTH, WORKTOP_TOP = (
    600.0,
    850.0,
)  # what a corner takes of the second row; what stands lower than this stops a worktop
GAS_TO_SOCKET = 150.0
FILLS = 100.0  # mm; what stands nearer to the wall takes its length


def kitchens(look: Look) -> Iterator[Message]:
    """Area, clear width and flue."""
    combined = not any(room.kind == "bedroom" for room in look.plan.rooms) and look.flat
    least = KITCHEN_COMBINED_M2 if combined else KITCHEN_M2
    for room in look.plan.rooms:
        if room.kind == "kitchen":
            if area(room.outline) / 1e6 < least:
                yield message("houses.kitchen_area", area=round(area(room.outline) / 1e6, 2), least=least)
            if not passes(room.outline, KITCHEN_CLEAR):
                yield message("houses.narrow", room=room.name, least=KITCHEN_CLEAR)
            if not any(one.kind == "flue" and contains(room.outline, one.outline[0]) for one in look.plan.obstacles):
                yield message("houses.no_flue", room=room.name)


def worktops(look: Look) -> Iterator[Message]:
    """A worktop of 2100 along one wall or around a corner."""
    for room in look.plan.rooms:
        if room.kind == "kitchen":
            free = sorted((_free(look, side) for side in look.sides if side.room == room.id), reverse=True)
            most = max(free[0], free[0] + free[1] - WORKTOP_DEPTH)
            if most < WORKTOP:
                yield message("houses.worktop", length=round(most), least=WORKTOP)


def _free(look: Look, side: Side) -> float:
    """Return the longest stretch of a side before which a worktop can stand."""
    length = side.length
    ux, uy = (side.right[0] - side.left[0]) / length, (side.right[1] - side.left[1]) / length
    spans = [(seen.start, seen.end) for seen in side.openings if seen.opening.sill < WORKTOP_TOP]
    for thing in look.plan.obstacles:
        along = [(x - side.left[0]) * ux + (y - side.left[1]) * uy for x, y in thing.outline]
        away = [-(x - side.left[0]) * uy + (y - side.left[1]) * ux for x, y in thing.outline]
        if thing.bottom < WORKTOP_TOP and max(away) > -FILLS and max(along) > 0.0 and min(along) < length:
            spans.append((min(along), max(along)))
    edge, best = 0.0, 0.0
    for start, end in (*sorted(spans), (length, length)):
        best, edge = max(best, start - edge), max(edge, end)
    return best


def gas(look: Look) -> Iterator[Message]:
    """Gas keeps away from sockets."""
    for pipe in look.plan.services:
        for socket in look.plan.services:
            if pipe.kind == "gas" and socket.kind == "socket" and math.dist(pipe.at, socket.at) < GAS_TO_SOCKET:
                yield message("houses.gas_socket", gas=pipe.id, socket=socket.id, least=GAS_TO_SOCKET)
