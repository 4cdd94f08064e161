"""Bought things as bodies: each solid is a simple piece of one (a bar, a post, a pane), and its role and proportions say whether it is
round. Unit axes, mm."""

from __future__ import annotations

from app.components.parts import Solid
from app.geometry.box import Box
from app.geometry.frame import Pose

from .forms import box_block, rectangle, rod
from .scene import Slab

ROUND_ROLES = frozenset({"rod", "rail", "tap", "oven"})  # long thin pieces of these are rods
SLIM = 4.0  # a piece this many times longer than thick is long and thin
SQUARE = 1.3  # sides that differ less than this are equal to the eye
WIRE = 6.0  # mm: wires of baskets, thick enough to be seen
MESH = 70.0  # about so far apart
LEAF = 30.0  # an appliance's door leaf ...
JOINT = 3.0  # ... and the joint round it
SMALL = 60.0  # a square piece this small on a front is a knob


def parts_of(solid: Solid) -> list[Slab]:
    """Return the slabs that stand for a solid."""
    box, role = solid.box, solid.role
    size = box.size
    longest = max(range(3), key=lambda axis: size[axis])
    others = [size[axis] for axis in range(3) if axis != longest]
    if role == "leg":
        return [_leg(box)]
    if role == "porthole":
        return [_round(box)]
    if role == "sliding_door":
        return [_leaf(box)]
    if role == "basket" and min(size) > 4.0 * WIRE:
        return _basket(box)
    if role == "appliance" and size[1] > 4.0 * LEAF:
        return _appliance(box)
    if role in ROUND_ROLES and size[longest] >= SLIM * max(others) and max(others) <= 2.0 * min(others):
        return [_rod(box, longest)]
    if role == "hob" and max(size[:2]) <= SQUARE * min(size[:2]) and size[2] <= 0.2 * size[0]:
        return [_disc(box)]
    if (
        role in ("handle", "knob", "oven")
        and max(size[0], size[2]) <= min(SMALL, SQUARE * min(size[0], size[2]))
        and size[1] > 8.0
    ):
        return _knob(box) if size[0] >= 16.0 else [box_block(box)]
    return [box_block(box)]


def _leaf(box: Box) -> Slab:
    """The panel of a bought door: its grain stands."""
    width, thickness, height = box.size
    return Slab(Pose(box.low, (0.0, 0.0, 1.0), (1.0, 0.0, 0.0)), rectangle(0.0, 0.0, height, width), thickness, "x")


def _basket(box: Box) -> list[Slab]:
    """A basket of wires: a rim above and below, uprights round it and wires across its floor."""
    (x0, y0, z0), (x1, y1, z1) = box.low, box.high
    thick = WIRE / 2
    found = []
    for z in (z0 + thick, z1 - thick):
        found += [rod((x0, y, z), "x", x1 - x0, thick, 6) for y in (y0 + thick, y1 - thick)]
        found += [rod((x, y0, z), "y", y1 - y0, thick, 6) for x in (x0 + thick, x1 - thick)]
    for x in _spread(x0 + thick, x1 - thick):
        found += [rod((x, y, z0), "z", z1 - z0, thick, 6) for y in (y0 + thick, y1 - thick)]
        found.append(rod((x, y0, z0 + thick), "y", y1 - y0, thick, 6))
    for y in _spread(y0 + thick, y1 - thick)[1:-1]:
        found += [rod((x, y, z0), "z", z1 - z0, thick, 6) for x in (x0 + thick, x1 - thick)]
    return found


def _spread(start: float, end: float) -> list[float]:
    """Return places from start to end, as evenly as wires stand."""
    steps = max(1, round((end - start) / MESH))
    return [start + (end - start) * i / steps for i in range(steps + 1)]


def _appliance(box: Box) -> list[Slab]:
    """A body with a door leaf before it, a little smaller than the body, so that a shadow joint shows."""
    (x0, y0, z0), (x1, y1, z1) = box.low, box.high
    body = box_block(Box((x0, y0 + LEAF + JOINT, z0), (x1, y1, z1)))
    joint = box_block(
        Box((x0 + 2 * JOINT, y0 + LEAF, z0 + 2 * JOINT), (x1 - 2 * JOINT, y0 + LEAF + JOINT, z1 - 2 * JOINT))
    )
    return [body, joint, box_block(Box((x0 + JOINT, y0, z0 + JOINT), (x1 - JOINT, y0 + LEAF, z1 - JOINT)))]


def _middle(box: Box) -> list[float]:
    return [(low + high) / 2 for low, high in zip(box.low, box.high, strict=True)]


def _rod(box: Box, axis: int) -> Slab:
    start = _middle(box)
    start[axis] = box.low[axis]
    radius = max(box.size[i] for i in range(3) if i != axis) / 2
    return rod((start[0], start[1], start[2]), "xyz"[axis], box.size[axis], radius, 12)


def _disc(box: Box) -> Slab:
    x, y, _ = _middle(box)
    return rod((x, y, box.low[2]), "z", box.size[2], min(box.size[0], box.size[1]) / 2, 28)


def _round(box: Box) -> Slab:
    """A round plate that looks to the front: the door of a washing machine."""
    x, _, z = _middle(box)
    return rod((x, box.low[1], z), "y", box.size[1], min(box.size[0], box.size[2]) / 2, 32)


def _knob(box: Box) -> list[Slab]:
    """A round head on a thinner neck that meets the front (+y)."""
    x, _, z = _middle(box)
    radius = min(box.size[0], box.size[2]) / 2
    head = 0.5 * box.size[1]
    neck = box.size[1] - head
    return [
        rod((x, box.low[1], z), "y", head, radius, 16),
        rod((x, box.low[1] + head, z), "y", neck, radius * 0.5, 8),
    ]


def _leg(box: Box) -> Slab:
    """A plain round post: legs stand behind a plinth, few corners are enough."""
    x, y, _ = _middle(box)
    return rod((x, y, box.low[2]), "z", box.size[2], min(box.size[0], box.size[1]) * 0.42, 8)
