"""Bought things as bodies: each solid is a simple piece of one (a bar, a post, a pane), and its role and proportions say whether it is
round. Unit axes, mm."""

from __future__ import annotations

from app.components.parts import Solid
from app.geometry.box import Box

from .forms import box_block, rod
from .scene import Slab

ROUND_ROLES = frozenset({"rod", "rail", "tap", "oven"})  # long thin pieces of these are rods
SLIM = 4.0  # a piece this many times longer than thick is long and thin
SQUARE = 1.3  # sides that differ less than this are equal to the eye
SMALL = 60.0  # a square piece this small on a front is a knob


def parts_of(solid: Solid) -> list[Slab]:
    """Return the slabs that stand for a solid."""
    box, role = solid.box, solid.role
    size = box.size
    longest = max(range(3), key=lambda axis: size[axis])
    others = [size[axis] for axis in range(3) if axis != longest]
    if role == "leg":
        return [_leg(box)]
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
