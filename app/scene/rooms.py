"""Rooms as the picture shows them: floors with the shadow lying on them, skirting boards, columns, beams and flues. All mm."""

from __future__ import annotations

from collections.abc import Sequence

from app.geometry.frame import Frame, Pose
from app.plans.plan import Obstacle, Plan, Room, Side
from app.plans.sides import sides

from .dress import COLUMN, FLOORS, OAK_FLOOR, SHADE, SKIRTING, STUB
from .forms import block, prism
from .openings import CASING
from .scene import Item, Key, Look, Shape, Slab
from .walls import SHADE_LIFT, STUB_HEIGHT, Stretch, room_at

FLOOR_THICK = 30.0
OVERHEAD = 1900.0
SKIRTING_HIGH = 70.0
SKIRTING_DEEP = 12.0
BARE_KINDS = ("bath", "balcony", "storage")  # tiled to the wall, no skirting


def room_items(plan: Plan, walls: Sequence[Stretch]) -> list[Item]:
    """Return floors, floor shadows, skirting boards and obstacles of a plan."""
    items: list[Item] = []
    for room in plan.rooms:
        items += _floor(room)
        if room.kind not in BARE_KINDS:
            items += _skirting(room, sides(plan, room.id), walls)
    for obstacle in plan.obstacles:
        if obstacle.top > obstacle.bottom:
            items += _obstacle(plan, obstacle)
    return items


def _floor(room: Room) -> list[Item]:
    long_x = _extent(room, 0) >= _extent(room, 1)
    slab = prism(room.outline, -FLOOR_THICK, 0.0, "x" if long_x else "y")
    shade = Slab(Pose((0.0, 0.0, SHADE_LIFT)), room.outline, 0.0)
    look = FLOORS.get(room.kind, OAK_FLOOR)
    return [
        Item(("floor", room.id), Shape((slab,)), look, Frame(), "room", None, (room.id,)),
        Item(("floor", room.id, "shade"), Shape((shade,)), SHADE, Frame(), "room", None, (room.id,)),
    ]


def _extent(room: Room, axis: int) -> float:
    values = [point[axis] for point in room.outline]
    return max(values) - min(values)


def _skirting(room: Room, around: tuple[Side, ...], walls: Sequence[Stretch]) -> list[Item]:
    items = []
    for side in around:
        owner = _behind(side, walls)
        if owner is None:
            continue
        doors = sorted((o.start - CASING, o.end + CASING) for o in side.openings if o.opening.sill <= 0.0)
        at, slabs = 0.0, []
        for start, end in (*doors, (side.length, side.length)):
            if start - at > 20.0:
                slabs.append(block((at, -SKIRTING_DEEP, 0.0), (start, 0.0, SKIRTING_HIGH)))
            at = max(at, end)
        if slabs:
            key = (*owner.key, "skirting", side.id)  # lowered together with its wall
            items.append(
                Item(key, Shape(tuple(slabs)), SKIRTING, Frame(*side.left, 0.0, side.turn), "room", None, (room.id,))
            )
    return items


def _behind(side: Side, walls: Sequence[Stretch]) -> Stretch | None:
    """Return the stretch of wall behind the middle of a side."""
    middle = ((side.left[0] + side.right[0]) / 2, (side.left[1] + side.right[1]) / 2)
    for stretch in walls:
        if stretch.wall.id == side.wall and side.room in stretch.rooms:
            x, _, _ = stretch.frame.into((*middle, 0.0))
            if stretch.start <= x <= stretch.end:
                return stretch
    return None


def _obstacle(plan: Plan, obstacle: Obstacle) -> list[Item]:
    """A body, or a beam that is seen only from below; what stands on the floor has a stub to be shown when its wall is lowered."""
    n = len(obstacle.outline)
    middle = (sum(x for x, _ in obstacle.outline) / n, sum(y for _, y in obstacle.outline) / n)
    rooms = (room_at(plan, middle),)

    def item(key: Key, top: float, look: Look) -> Item:
        return Item(key, Shape((prism(obstacle.outline, obstacle.bottom, top),)), look, Frame(), "room", None, rooms)

    if obstacle.bottom > OVERHEAD:
        return [item(("beam", obstacle.id), obstacle.top, COLUMN)]
    key = ("obstacle", obstacle.id)
    if obstacle.bottom >= STUB_HEIGHT or obstacle.top <= STUB_HEIGHT:
        return [item(key, obstacle.top, COLUMN)]
    return [item(key, obstacle.top, COLUMN), item((*key, "low"), STUB_HEIGHT, STUB)]
