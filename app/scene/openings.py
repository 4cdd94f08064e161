"""Doors, windows and passages as bodies in their wall's axes: frames, leaves with handles, glazing, sills, bay windows. All mm."""

from __future__ import annotations

import math

from app.geometry.frame import Frame, Pose
from app.plans.plan import Opening

from .dress import DOOR, DOOR_FRAME, GLASS, PAINT, SILL, STEEL, THRESHOLD, WINDOW_FRAME
from .forms import block, frame_of, rod
from .scene import Item, Look, Shape, Slab
from .walls import Stretch

CASING = 55.0  # width of a door casing on the wall's face
PROUD = 14.0  # how far casings stand before the wall
LEAF = 40.0
AJAR_DEG = 24.0
BAR = 46.0  # window profile
PANE = 8.0
WIDEST_PANE = 900.0
SILL_THICK = 22.0
SILL_OUT = 36.0
GLAZED_FROM = 1400.0  # a sliding door this wide is a glazed one


def opening_items(stretch: Stretch) -> list[Item]:
    """Return the items of all openings of a stretch."""
    items: list[Item] = []
    for opening in stretch.openings:
        if opening.kind == "window":
            items += _window(stretch, opening)
        elif opening.kind == "door":
            items += _door(stretch, opening)
        if opening.sill <= 0.0:
            items.append(_threshold(stretch, opening))
    return items


def _item(
    stretch: Stretch, opening: Opening, part: str, slabs: tuple[Slab, ...], look: Look, frame: Frame | None = None
) -> Item:
    key = (*stretch.key, opening.id, part)
    return Item(key, Shape(slabs), look, stretch.frame.then(frame or Frame()), "room", None, stretch.rooms)


def _threshold(stretch: Stretch, opening: Opening) -> Item:
    """The floor under a door or passage, seen even where the wall is lowered."""
    half, x0, x1 = stretch.wall.thickness / 2, opening.offset, opening.offset + opening.width
    return _item(stretch, opening, "threshold", (block((x0, -half, -30.0), (x1, half, 0.0)),), THRESHOLD)


def _window(stretch: Stretch, opening: Opening) -> list[Item]:
    half = stretch.wall.thickness / 2
    outward = -1.0 if stretch.left else 1.0  # the side without a room
    x0, x1 = opening.offset, opening.offset + opening.width
    if opening.bay > 0.0:
        frame, glass, shell = _bay(x0, x1, opening, half, outward)
    else:
        at = outward * half * 0.35
        frame, glass = glazing(x0, x1, opening.sill, opening.head, at)
        shell = ()
    inner = -outward * (half + SILL_OUT)
    outer = outward * (half + max(opening.bay, 0.0)) if opening.bay > 0.0 else outward * half * 0.2
    sill = block((x0 + 1.0, min(inner, outer), opening.sill), (x1 - 1.0, max(inner, outer), opening.sill + SILL_THICK))
    items = [
        _item(stretch, opening, "frame", frame, WINDOW_FRAME),
        _item(stretch, opening, "glass", glass, GLASS),
    ]
    if shell:
        items.append(_item(stretch, opening, "bay", shell, PAINT))
    return [*items, _item(stretch, opening, "sill", (sill,), SILL)] if opening.sill > 0.0 else items


def glazing(x0: float, x1: float, z0: float, z1: float, y: float) -> tuple[tuple[Slab, ...], tuple[Slab, ...]]:
    """Return the bars and the panes of a window in the plane y, divided into sashes."""
    pose = Pose((0.0, y + BAR / 2, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0))  # z towards -y
    count = max(1, math.ceil((x1 - x0) / WIDEST_PANE))
    width = (x1 - x0) / count
    bars: list[Slab] = []
    panes: list[Slab] = []
    for i in range(count):
        left, right = x0 + i * width, x0 + (i + 1) * width
        bars += frame_of((left, z0, right, z1), BAR, pose, BAR)
        panes.append(block((left + BAR, y - PANE / 2, z0 + BAR), (right - BAR, y + PANE / 2, z1 - BAR)))
    return tuple(bars), tuple(panes)


def _bay(x0: float, x1: float, opening: Opening, half: float, outward: float) -> tuple[tuple[Slab, ...], ...]:
    """Bars, panes and shell of a bay window that stands out by `opening.bay`."""
    far, near = outward * (half + opening.bay), outward * half
    bars, panes = glazing(x0, x1, opening.sill, opening.head, far)
    low, high = min(near, far), max(near, far)
    floor = block((x0 - 60.0, low, opening.sill - 100.0), (x1 + 60.0, high, opening.sill))
    roof = block((x0 - 60.0, low, opening.head), (x1 + 60.0, high, opening.head + 100.0))
    sides = tuple(block((x, low, opening.sill), (x + 8.0, high, opening.head)) for x in (x0 - 8.0, x1))
    return bars, (*panes, *sides), (floor, roof)


def _door(stretch: Stretch, opening: Opening) -> list[Item]:
    half = stretch.wall.thickness / 2
    x0, x1 = opening.offset, opening.offset + opening.width
    if opening.leaf == "sliding" and opening.width >= GLAZED_FROM:
        bars, panes = glazing(x0, x1, max(opening.sill, 0.0), opening.head, 0.0)
        return [
            _item(stretch, opening, "frame", bars, WINDOW_FRAME),
            _item(stretch, opening, "glass", panes, GLASS),
        ]
    deep = half + PROUD
    casing = (
        block((x0 - CASING, -deep, 0.0), (x0 + 12.0, deep, opening.head + CASING)),
        block((x1 - 12.0, -deep, 0.0), (x1 + CASING, deep, opening.head + CASING)),
        block((x0 + 12.0, -deep, opening.head - 12.0), (x1 - 12.0, deep, opening.head + CASING)),
    )
    items = [_item(stretch, opening, "frame", casing, DOOR_FRAME)]
    for name, hinge, width, sign in _leaves(opening, x0 + 14.0, x1 - 14.0):
        items += _leaf(stretch, opening, name, hinge, width, sign)
    return items


def _leaves(opening: Opening, x0: float, x1: float) -> list[tuple[str, float, float, float]]:
    """Name, hinge position, width and direction along the wall (+1 to the end) of each leaf."""
    if opening.leaf == "none":
        return []
    if opening.leaf == "double":
        middle = (x0 + x1) / 2
        return [("leaf_a", x0, middle - x0 - 2.0, 1.0), ("leaf_b", x1, x1 - middle - 2.0, -1.0)]
    if opening.hinge == "end":
        return [("leaf", x1, x1 - x0, -1.0)]
    return [("leaf", x0, x1 - x0, 1.0)]


def _leaf(stretch: Stretch, opening: Opening, name: str, hinge: float, width: float, sign: float) -> list[Item]:
    side = 1.0 if opening.side != "right" else -1.0
    ajar = AJAR_DEG if opening.leaf in ("hinged", "double") else 0.0
    face = side * stretch.wall.thickness / 2 if ajar else LEAF / 2
    frame = Frame(hinge, face, 0.0, (sign * side * ajar) % 360.0)
    near, far = (0.0, width) if sign > 0 else (-width, 0.0)
    y0, y1 = (-LEAF, 0.0) if side > 0 or not ajar else (0.0, LEAF)
    head = opening.head - 16.0
    leaf = (block((near, y0, 8.0), (far, y1, head)),)
    grip = sign * (width - 60.0)
    rods: list[Slab] = []
    for y, out in ((y1, 1.0), (y0, -1.0)):
        rods.append(rod((grip, y if out > 0 else y - 50.0, 1000.0), "y", 50.0, 9.0))
        rods.append(rod((min(grip, grip - sign * 120.0), y + out * 46.0, 1000.0), "x", 120.0, 9.0))
    return [
        _item(stretch, opening, name, leaf, DOOR, frame),
        _item(stretch, opening, f"{name}_handle", tuple(rods), STEEL, frame),
    ]
