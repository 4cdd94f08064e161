"""Bought things as bodies: a solid's box is filled with a form that shows what it is (a bar handle, a tap, a hob). Unit axes, mm."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.components.parts import Solid
from app.geometry.box import Box
from app.geometry.frame import Pose

from .forms import block, box_block, circle, frame_of, rectangle, rod
from .scene import Look, Slab

type Parts = list[tuple[Look | None, Slab]]  # None: the solid's own look

BLACK_GLASS = Look((24, 25, 28), "plain", roughness=0.08)
DARK = Look((38, 39, 42), "plain", roughness=0.5)
STEEL = Look((188, 190, 194), "metal", roughness=0.28, metallic=1.0)
RING = Look((96, 98, 102), "plain", roughness=0.3, edges=False)
BOWL = Look((120, 123, 127), "metal", roughness=0.4, metallic=1.0, edges=False)


def parts_of(solid: Solid) -> Parts:
    """Return the slabs that stand for a solid, each with its look (None: the solid's own)."""
    form = FORMS.get(solid.role)
    return form(solid.box) if form else [(None, box_block(solid.box))]


def _longest(box: Box) -> int:
    size = box.size
    return max(range(3), key=lambda axis: size[axis])


def _handle(box: Box) -> Parts:
    """A bar on two posts; the posts point into the front (+y)."""
    axis = _longest(box)
    if axis == 1:
        return _knob(box)
    (x0, y0, z0), (x1, y1, z1) = box.low, box.high
    across = min(box.size[2 - axis] if axis != 1 else box.size[0], box.size[1], 12.0)
    cx, cz = (x0 + x1) / 2, (z0 + z1) / 2
    inset = min(0.12 * box.size[axis], 24.0)
    half = across / 2
    if axis == 0:
        bar = block((x0, y0, cz - half), (x1, y0 + across, cz + half))
        posts = [
            rod((x, y0 + across, cz), "y", max(y1 - y0 - across, 1.0), half * 0.8) for x in (x0 + inset, x1 - inset)
        ]
    else:
        bar = block((cx - half, y0, z0), (cx + half, y0 + across, z1))
        posts = [
            rod((cx, y0 + across, z), "y", max(y1 - y0 - across, 1.0), half * 0.8) for z in (z0 + inset, z1 - inset)
        ]
    return [(None, bar), *((None, post) for post in posts)]


def _knob(box: Box) -> Parts:
    (x0, y0, z0), (x1, y1, z1) = box.low, box.high
    radius = min(x1 - x0, z1 - z0) / 2
    cx, cz = (x0 + x1) / 2, (z0 + z1) / 2
    head = min(10.0, (y1 - y0) / 2)
    return [
        (None, rod((cx, y0, cz), "y", head, radius, 20)),
        (None, rod((cx, y0 + head, cz), "y", y1 - y0 - head, radius * 0.45)),
    ]


def _leg(box: Box) -> Parts:
    (x0, y0, z0), (x1, y1, z1) = box.low, box.high
    radius = min(x1 - x0, y1 - y0) / 2
    cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
    foot = min(12.0, (z1 - z0) / 4)
    return [
        (None, rod((cx, cy, z0), "z", foot, radius)),
        (None, rod((cx, cy, z0 + foot), "z", z1 - z0 - foot, radius * 0.62)),
    ]


def _rail(box: Box) -> Parts:
    axis = _longest(box)
    radius = min(box.size[i] for i in range(3) if i != axis) / 2
    low, high = box.low, box.high
    middle = [(a + b) / 2 for a, b in zip(low, high, strict=True)]
    middle[axis] = low[axis]
    return [(None, rod((middle[0], middle[1], middle[2]), "xyz"[axis], box.size[axis], radius))]


def _tap(box: Box) -> Parts:
    """A post at the back, a spout towards the user, a lever."""
    (x0, y0, z0), (x1, y1, z1) = box.low, box.high
    cx = (x0 + x1) / 2
    radius = max(min((x1 - x0) / 4, 14.0), 8.0)
    back = y1 - radius * 1.6
    return [
        (None, rod((cx, back, z0), "z", 8.0, radius * 1.7, 24)),
        (None, rod((cx, back, z0), "z", z1 - z0, radius, 20)),
        (None, rod((cx, y0, z1 - radius), "y", back - y0, radius * 0.85, 20)),
        (None, rod((cx, y0 + radius, z1 - radius - 26.0), "z", 26.0, radius * 0.85, 20)),
        (None, rod((cx, back, z0 + (z1 - z0) * 0.42), "x", max((x1 - x0) / 2, 40.0), radius * 0.5)),
    ]


def _sink(box: Box) -> Parts:
    """A rim that lies on the worktop round a bowl whose bottom shows dark."""
    (x0, y0, _), (x1, y1, top) = box.low, box.high
    rim = min(34.0, (x1 - x0) / 8)
    deep = max(60.0, rim)  # a deck behind the bowl for the tap
    flat = Pose((0.0, 0.0, top - 3.0))
    bowl = (x0 + rim, y0 + rim, x1 - rim, y1 - deep)
    slabs: Parts = [(None, slab) for slab in frame_of((x0, y0, x1, y1), rim, flat, 5.0)]
    slabs.append((None, Slab(flat, rectangle(bowl[0], bowl[3], bowl[2], y1 - rim), 5.0)))
    slabs.append((BOWL, block((bowl[0], bowl[1], top - 3.0), (bowl[2], bowl[3], top - 1.0))))
    cx, cy = (bowl[0] + bowl[2]) / 2, (bowl[1] + bowl[3]) / 2
    slabs.append((DARK, rod((cx, cy, top - 1.0), "z", 1.5, 42.0, 24)))
    return slabs


def _hob(box: Box) -> Parts:
    (x0, y0, z0), (x1, y1, z1) = box.low, box.high
    slabs: Parts = [(BLACK_GLASS, block((x0, y0, max(z0, z1 - 8.0)), (x1, y1, z1)))]
    wide, deep = x1 - x0, y1 - y0
    for fx, fy, size in ((0.27, 0.34, 0.17), (0.73, 0.34, 0.14), (0.27, 0.72, 0.13), (0.73, 0.72, 0.17)):
        radius = size * min(wide, deep * 1.2)
        at = (x0 + fx * wide, y0 + fy * deep)
        slabs.append((RING, Slab(Pose((*at, z1)), circle(radius, 32), 0.8)))
        slabs.append((BLACK_GLASS, Slab(Pose((*at, z1)), circle(radius - 4.0, 32), 1.4)))
    return slabs


def _oven(box: Box) -> Parts:
    """A dark glass front with a bar handle and a control strip; the body behind it stays plain."""
    (x0, y0, z0), (x1, y1, z1) = box.low, box.high
    face = min(22.0, (y1 - y0) / 4)
    high = z1 - z0
    strip = z1 - 0.17 * high
    slabs: Parts = [
        (DARK, block((x0 + 2.0, y0 + face, z0 + 2.0), (x1 - 2.0, y1, z1 - 2.0))),
        (STEEL, block((x0, y0, strip + 1.5), (x1, y0 + face, z1))),
        (BLACK_GLASS, block((x0, y0, z0), (x1, y0 + face, strip - 1.5))),
        (STEEL, rod((x0 + 40.0, y0 - 34.0, strip - 34.0), "x", x1 - x0 - 80.0, 8.0)),
        (
            BLACK_GLASS,
            block(((x0 + x1) / 2 - 55.0, y0 - 1.0, strip + 0.05 * high), ((x0 + x1) / 2 + 55.0, y0, z1 - 0.05 * high)),
        ),
    ]
    slabs += [(STEEL, rod((x, y0 - 34.0, strip - 34.0), "y", 34.0, 6.0)) for x in (x0 + 70.0, x1 - 70.0)]
    slabs += [(STEEL, rod((x, y0 - 18.0, (strip + z1) / 2), "y", 18.0, 17.0, 24)) for x in (x0 + 70.0, x1 - 70.0)]
    return slabs


def _hood(box: Box) -> Parts:
    (x0, y0, z0), (x1, y1, z1) = box.low, box.high
    cx, half = (x0 + x1) / 2, min(150.0, (x1 - x0) / 3)
    deep = min(280.0, y1 - y0)
    return [
        (None, block((x0, y0, z0), (x1, y1, z0 + 60.0))),
        (None, block((cx - half, y1 - deep, z0 + 60.0), (cx + half, y1, z1))),
    ]


FORMS: Mapping[str, Callable[[Box], Parts]] = {
    "handle": _handle,
    "knob": _knob,
    "leg": _leg,
    "rail": _rail,
    "rod": _rail,
    "tap": _tap,
    "sink": _sink,
    "hob": _hob,
    "oven": _oven,
    "hood": _hood,
}
