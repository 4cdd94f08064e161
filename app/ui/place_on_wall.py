"""Where a unit stands along its wall: how far its body is from both ends of the side it leans on. Plan axes, mm. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from app.design.layout import Placed
from app.geometry.frame import Frame
from app.plans.plan import Plan, Side
from app.plans.sides import sides

NEAR = 60.0  # mm from the wall within which a unit counts as standing on it
SQUARE = 0.5  # degrees


@dataclass(frozen=True, slots=True)
class WallPlace:
    """A side, and the distances of a unit's body from its left and right end."""

    side: Side
    left: float
    right: float


def wall_place(plan: Plan, placed: Placed) -> WallPlace | None:
    """Return where a unit stands on its wall, None when it stands free."""
    body, component = placed.component.body, placed.component
    back = Frame(placed.frame.x, placed.frame.y, 0.0, placed.frame.turn).then(Frame(0.0, component.depth))
    for room in plan.rooms:
        for side in sides(plan, room.id):
            turned = abs((side.turn - placed.frame.turn + 180.0) % 360.0 - 180.0)
            if turned > SQUARE:
                continue
            x, y, _ = Frame(*side.left, 0.0, side.turn).into((back.x, back.y, 0.0))
            left, right = x + body.low[0], side.length - x - body.high[0]
            if abs(y) <= NEAR and left + body.size[0] > 0 and right + body.size[0] > 0:
                return WallPlace(side, left, right)
    return None
