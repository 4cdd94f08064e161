"""Doors and windows in the ways that offices draw them: blocks of several makes, loose lines and arcs. mm in the wall's frame."""

from __future__ import annotations

import math
from collections.abc import Callable

from .body import Hole, Point
from .pen import Pen

type Draw = Callable[[Pen, "Style", Hole, float], None]  # the last is the side that is outdoors

LEAF = 40.0  # mm


class Style:
    """The layers of an office and how its symbols are made."""

    def __init__(
        self,
        door: str,
        window: str,
        *,
        on_face: bool,
        names: str = "code",
        slim: bool = False,
        panes: int = 4,
        inner: str = "0",
    ) -> None:
        self.door, self.window, self.on_face, self.names = door, window, on_face, names
        self.slim, self.panes, self.inner = slim, panes, inner


def code(hole: Hole) -> str:
    """Return the schedule code of an opening, as M0921 or C1518; its height to the nearest dm."""
    one = hole.opening
    letter = "C" if one.kind == "window" else "TLM" if one.leaf == "sliding" else "M"
    return f"{letter}{round(one.width / 100):02d}{round((one.head - one.sill) / 100):02d}"


def hung(hole: Hole, on_face: bool) -> tuple[Point, Point, Point]:
    """Return (u, v) of a leaf's hinge, its tip shut, its tip open."""
    one = hole.opening
    a, b = hole.span
    out = 1.0 if one.side == "left" else -1.0
    v = out * hole.wall.thickness / 2 if on_face else 0.0
    hinge, shut = (a, b) if one.hinge == "start" else (b, a)
    return (hinge, v), (shut, v), (hinge, v + out * one.width)


def turn_of(hole: Hole) -> float:
    """Return the direction of a wall, degrees."""
    return math.degrees(math.atan2(hole.way[1], hole.way[0]))


# --- loose lines


def loose_door(pen: Pen, style: Style, hole: Hole, outdoors: float) -> None:
    """A leaf as a line or a slim outline, its way as an arc; sliding doors as panels that lie past each other."""
    one = hole.opening
    if one.leaf == "hinged":
        hinge, shut, opened = (hole.at(*p) for p in hung(hole, style.on_face))
        if style.slim:
            pen.line(style.door, hinge, opened)
        else:
            way = hole.way if one.hinge == "start" else (-hole.way[0], -hole.way[1])
            across = [(x + way[0] * LEAF, y + way[1] * LEAF) for x, y in (opened, hinge)]
            pen.chain(style.door, [hinge, opened, *across], closed=True)
        pen.arc(style.door, hinge, shut, opened)
        return
    for ring in panels(hole):
        pen.chain(style.door, [hole.at(*p) for p in ring], closed=True)


def panels(hole: Hole) -> list[list[Point]]:
    """Return the panels of a sliding door: two or four, each a little beyond its share and beside the next."""
    a, b = hole.span
    count = 2 if b - a < 2800.0 else 4
    each = (b - a) / count
    found = []
    for i in range(count):
        v = 0.0 if i in (0, 3) else -LEAF
        lap = 30.0
        start, end = max(a, a + i * each - lap), min(b, a + (i + 1) * each + lap)
        found.append([(start, v), (end, v), (end, v + LEAF), (start, v + LEAF)])
    return found


def loose_window(pen: Pen, style: Style, hole: Hole, outdoors: float) -> None:
    """Lines along the wall, the outer ones on its faces; a bay as the outline of what stands out."""
    for u0, v0, u1, v1 in window_lines(hole, style.panes, outdoors):
        pen.line(style.window, hole.at(u0, v0), hole.at(u1, v1))


def window_lines(hole: Hole, panes: int, outdoors: float) -> list[tuple[float, float, float, float]]:
    """Return the lines of a window in its wall's frame."""
    (a, b), half = hole.span, hole.wall.thickness / 2
    if not hole.opening.bay:
        rows = [-half + 2 * half * i / (panes - 1) for i in range(panes)]
        return [(a, v, b, v) for v in rows]
    lines = [(a, -half * outdoors, b, -half * outdoors)]
    for inset in (0.0, 50.0):
        far = outdoors * (half + hole.opening.bay - inset)
        near = outdoors * half
        p, q = a + inset, b - inset
        lines += [(p, near, p, far), (p, far, q, far), (q, far, q, near)]
    return lines


# --- blocks


def block_door(pen: Pen, style: Style, hole: Hole, outdoors: float) -> None:
    """A block for each width, its hinge at its origin, mirrored where it has to be."""
    one = hole.opening
    if one.leaf != "hinged":
        own_block(pen, style.door, named(style, hole), style.inner, hole, panels(hole), [])
        return
    name = f"{named(style, hole)}{'F' if style.on_face else ''}"
    if name not in pen.document.blocks:
        block, w = pen.document.blocks.new(name), one.width
        points = [(0, 0), (0, w), (LEAF, w), (LEAF, 0)]
        if pen.document.dxfversion == "AC1009":
            block.add_polyline2d(points, close=True, dxfattribs={"layer": style.inner})
        else:
            block.add_lwpolyline(points, close=True, dxfattribs={"layer": style.inner})
        block.add_arc((0, 0), w, 0, 90, dxfattribs={"layer": style.inner})
    sx, sy = (1.0 if one.hinge == "start" else -1.0), (1.0 if one.side == "left" else -1.0)
    pen.insert(style.door, name, hole.at(*hung(hole, style.on_face)[0]), turn_of(hole), (sx, sy))


def unit_door(pen: Pen, style: Style, hole: Hole, outdoors: float) -> None:
    """A block of size 1 about the middle of the opening, scaled to its width, as a library of doors has it."""
    one = hole.opening
    if one.leaf != "hinged":
        own_block(pen, style.door, "$DorLib2D$00000015", style.inner, hole, panels(hole), [])
        return
    name = "$DorLib2D$00000001"
    if name not in pen.document.blocks:
        block = pen.document.blocks.new(name)
        block.add_lwpolyline(
            [(-0.5, 0), (-0.5, 1), (-0.45, 1), (-0.45, 0)], close=True, dxfattribs={"layer": style.inner}
        )
        block.add_arc((-0.5, 0), 1.0, 0, 90, dxfattribs={"layer": style.inner})
    sx, sy = (1.0 if one.hinge == "start" else -1.0), (1.0 if one.side == "left" else -1.0)
    middle = sum(hole.span) / 2
    pen.insert(style.door, name, hole.at(middle, 0.0), turn_of(hole), (sx * one.width, sy * one.width))


def nested_door(pen: Pen, style: Style, hole: Hole, outdoors: float) -> None:
    """A leaf of size 1 in a block of a door with its jambs, mirrored inside, in a block that scales it by the width."""
    one = hole.opening
    if one.leaf != "hinged":
        block_door(pen, style, hole, outdoors)
        return
    leaf, outer = "PLAN$0$LEAF-1", f"PLAN$0$DOOR-SGL-{one.width:.0f}"
    if leaf not in pen.document.blocks:
        block = pen.document.blocks.new(leaf)
        block.add_line((0, 0), (0, 1), dxfattribs={"layer": style.inner})
        block.add_arc((0, 0), 1.0, 0, 90, dxfattribs={"layer": style.inner})
    if outer not in pen.document.blocks:
        given = {"xscale": -one.width, "yscale": one.width, "layer": style.inner}
        pen.document.blocks.new(outer).add_blockref(leaf, (one.width, 0), dxfattribs=given)
    sx, sy = (-1.0 if one.hinge == "start" else 1.0), (1.0 if one.side == "left" else -1.0)
    u, v = hung(hole, style.on_face)[0]
    far = u + one.width if one.hinge == "start" else u - one.width
    pen.insert(style.door, outer, hole.at(far, v), turn_of(hole), (sx, sy))


def block_window(pen: Pen, style: Style, hole: Hole, outdoors: float) -> None:
    """A block of its own lines for each window."""
    lines = window_lines(hole, style.panes, outdoors)
    own_block(pen, style.window, named(style, hole), style.inner, hole, [], lines)


def unit_window(pen: Pen, style: Style, hole: Hole, outdoors: float) -> None:
    """A block of size 1 x 1, scaled to the width of the window and the depth of the wall; bays of their own."""
    if hole.opening.bay:
        loose_window(pen, style, hole, outdoors)
        return
    name = "$WINLIB2D$00000001"
    if name not in pen.document.blocks:
        block = pen.document.blocks.new(name)
        for v in (-0.5, -0.17, 0.17, 0.5):
            block.add_line((-0.5, v), (0.5, v), dxfattribs={"layer": style.inner})
    size = (hole.opening.width, hole.wall.thickness)
    pen.insert(style.window, name, hole.at(sum(hole.span) / 2, 0.0), turn_of(hole), size)


def named(style: Style, hole: Hole) -> str:
    """Return what an office calls the block of an opening."""
    one = hole.opening
    if style.names == "code":
        return code(hole)
    kind = "WINDOW" if one.kind == "window" else "SLIDING DOOR" if one.leaf == "sliding" else "DOOR"
    return f"{kind}-{one.width:.0f}"


def own_block(
    pen: Pen,
    layer: str,
    name: str,
    inner: str,
    hole: Hole,
    rings: list[list[Point]],
    lines: list[tuple[float, float, float, float]],
) -> None:
    """Make a block of what stands in a hole, its origin in the middle of it, and insert it once; equal ones get numbers."""
    middle = sum(hole.span) / 2
    number = sum(block.name.startswith(name) for block in pen.document.blocks)
    block = pen.document.blocks.new(f"{name}_{number}" if number else name)
    for ring in rings:
        for (u0, v0), (u1, v1) in zip(ring, [*ring[1:], ring[0]], strict=True):
            block.add_line((u0 - middle, v0), (u1 - middle, v1), dxfattribs={"layer": inner})
    for u0, v0, u1, v1 in lines:
        block.add_line((u0 - middle, v0), (u1 - middle, v1), dxfattribs={"layer": inner})
    pen.insert(layer, block.name, hole.at(middle, 0.0), turn_of(hole), (1.0, 1.0))
