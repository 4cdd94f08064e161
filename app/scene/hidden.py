"""What nobody can see: the inside of a cabinet whose front is closed all over. Unit axes, mm.

Looked at from the front: what covers it is every opaque sheet that stands within reach of it, doors that slide inside the depth
included. Where a hole of some size is left (an open bay, a pane of glass, a leaf that stands turned), all panels are drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from app.components.parts import Component, Panel, Solid
from app.geometry.box import Box
from app.geometry.frame import Point3

from .dress import Decors, look_named, solid_look

SHELL_ROLES = frozenset(
    {"door", "drw_face", "front", "flap", "false_front", "side_l", "side_r", "top", "bottom", "back", "kick", "vis_end"}
)
INSIDE = "drw_"  # parts of drawer boxes, seen only where nothing closes the front
SEEN_THROUGH = frozenset(
    {"basket", "rod", "rail", "handle", "knob", "leg", "tap"}
)  # solids that are less than their box
REACH = 100.0  # fronts stand at most this far inside the carcass: sliding doors (domain.md 2.7)
SHALLOW = 0.3  # ... and no further than this share of its depth
GAP = 65.0  # joints and grips between fronts are narrower: handleless profiles take 30-60 (domain.md 1.1)
TOUCH = 1.0

type Rect = tuple[float, float, float, float]  # x0, z0, x1, z1


def visible_panels(component: Component, decors: Decors) -> Iterable[Panel]:
    """Return the panels that can be seen: all, or without what stands behind a closed front."""
    boxes = {panel.id: panel_box(panel) for panel in component.panels}
    if not _closed(component, boxes, decors):
        return component.panels
    body = component.body
    return [panel for panel in component.panels if panel.role in SHELL_ROLES or _outside(panel, boxes[panel.id], body)]


def panel_box(panel: Panel) -> Box:
    """Return the box round a panel in unit axes."""
    corners: list[Point3] = [panel.pose.out((x, y, z)) for x, y in panel.outline for z in (0.0, panel.thickness)]
    low = (min(c[0] for c in corners), min(c[1] for c in corners), min(c[2] for c in corners))
    return Box(low, (max(c[0] for c in corners), max(c[1] for c in corners), max(c[2] for c in corners)))


def _closed(component: Component, boxes: dict[str, Box], decors: Decors) -> bool:
    body = component.body
    covers = [
        _rect(boxes[panel.id])
        for panel in component.panels
        if _fronts(panel, boxes[panel.id], body) and _opaque(panel, decors)
    ]
    covers += [
        _rect(solid.box)
        for solid in component.solids
        if solid.role not in SEEN_THROUGH and _in_front(solid.box, body) and _is_opaque(solid, decors)
    ]
    low = min((box.low[2] for box in boxes.values()), default=0.0)  # legs stand open and are seen
    return bool(covers) and covered((body.low[0], low, body.high[0], body.high[2]), covers)


def covered(face: Rect, covers: list[Rect], gap: float = GAP) -> bool:
    """Return whether no square of side `gap` fits into a face beside what covers it."""
    half = gap / 2
    x0, z0, x1, z1 = face[0] + half, face[1] + half, face[2] - half, face[3] - half
    if x0 >= x1 or z0 >= z1:
        return True
    wide = [(a - half, b - half, c + half, d + half) for a, b, c, d in covers]
    xs = sorted({x0, x1, *(x for a, _, c, _ in wide for x in (a, c) if x0 < x < x1)})
    zs = sorted({z0, z1, *(z for _, b, _, d in wide for z in (b, d) if z0 < z < z1)})
    for left, right in pairwise(xs):
        x = (left + right) / 2
        column = [(b, d) for a, b, c, d in wide if a < x < c]
        if any(not any(b < (low + high) / 2 < d for b, d in column) for low, high in pairwise(zs)):
            return False
    return True


def _rect(box: Box) -> Rect:
    return (box.low[0], box.low[2], box.high[0], box.high[2])


def _fronts(panel: Panel, box: Box, body: Box) -> bool:
    """Whether a panel faces the front squarely and stands there; backs of shallow cabinets and parts of drawer boxes do not count."""
    inner = panel.role == "back" or (panel.role.startswith(INSIDE) and panel.role not in SHELL_ROLES)
    return not inner and box.size[1] <= panel.thickness + TOUCH and _in_front(box, body)


def _in_front(box: Box, body: Box) -> bool:
    return box.low[1] <= body.low[1] + min(REACH, SHALLOW * body.size[1])


def _opaque(panel: Panel, decors: Decors) -> bool:
    return not panel.cutouts and look_named(decors, panel.decor).opacity == 1.0


def _is_opaque(solid: Solid, decors: Decors) -> bool:
    return solid_look(decors, solid).opacity == 1.0


def _outside(panel: Panel, box: Box, body: Box) -> bool:
    """Whether a panel that is no part of the shell shows on an outer face of the body or reaches out of it."""
    return not panel.role.startswith(INSIDE) and (
        box.low[0] <= body.low[0] + TOUCH
        or box.high[0] >= body.high[0] - TOUCH
        or box.high[2] >= body.high[2] - TOUCH
        or box.low[1] < body.low[1] - TOUCH
        or box.high[1] >= body.high[1] - TOUCH
    )
