"""The space cabinet doors and drawers need to open, on the plan: a quarter circle or the strip a drawer is pulled through.

A leaf is hung at the outer front edge of its hinge side, as a concealed hinge lets it turn: it stays in front of its own width.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from app.components.parts import Component, Swing
from app.design.layout import Placed
from app.fit.ground import Zone
from app.geometry.frame import Frame, Point2, cos_sin
from app.geometry.polygon import sector

FULL = 90.0  # degrees; what a hinged leaf has to open (domain.md 7.3)
ARC_STEP = 3.0  # degrees a chord; the arc of a 600 leaf is then true to 0.2 mm


@dataclass(frozen=True, slots=True)
class Sweep:
    """A leaf or drawer of a placed unit: `origin` in plan axes, at the pivot or at the middle of the drawer's front.

    Its x points to the free edge of the closed leaf (mirrored for a leaf that hangs right), -y out of the cabinet.
    """

    owner: Placed
    swing: Swing
    origin: Frame
    mirrored: bool
    needed: float  # degrees for a leaf, mm for a drawer or flap

    @property
    def turns(self) -> bool:
        """Whether it turns about a vertical hinge; if not, it comes straight out."""
        return self.swing.kind == "hinged"

    def free(self, hit: BaseGeometry) -> float:
        """Return how far it opens before it meets `hit` (a part of its sweep): degrees or mm."""
        spots = shapely.get_coordinates(hit)
        cos, sin = cos_sin(self.origin.turn)
        away = spots - (self.origin.x, self.origin.y)
        x, y = cos * away[:, 0] + sin * away[:, 1], cos * away[:, 1] - sin * away[:, 0]
        if self.turns:
            moving = np.hypot(x, y) >= 1.0  # at the pivot itself nothing moves
            opened = np.degrees(np.arctan2(-y, -x if self.mirrored else x))[moving]
        else:
            opened = -y
        return float(np.clip(opened.min(), 0.0, self.needed)) if len(opened) else self.needed


def sweeps(placed: Iterable[Placed]) -> Iterator[Zone[Sweep]]:
    """Yield what each leaf and drawer sweeps; leaves that open upwards stay over their cabinet, and those that slide before it."""
    for thing in placed:
        for swing in thing.component.swings:
            if swing.kind not in ("lift", "sliding"):
                yield _sweep(thing, swing)


def _sweep(owner: Placed, swing: Swing) -> Zone[Sweep]:
    bottom, top = owner.frame.z + swing.box.low[2], owner.frame.z + swing.box.high[2]
    faced = owner.frame.then(Frame(turn=swing.turn))  # axes of a leaf that faces -y
    (left, front), (right, _) = _leaf(owner.component, swing)
    if swing.kind == "hinged":
        mirrored = swing.hinge == "right"
        origin = faced.then(Frame(right if mirrored else left, front))
        start, turn = (180.0, 1.0) if mirrored else (0.0, -1.0)
        needed = min(FULL, swing.angle)
        outline = sector((origin.x, origin.y), right - left, origin.turn + start, turn * needed, ARC_STEP)
        return Zone(Sweep(owner, swing, origin, mirrored, needed), Polygon(outline), bottom, top)
    travel = swing.travel if swing.kind == "drawer" else _fallen(swing)
    front = front + travel if swing.kind == "drawer" else front
    half = (right - left) / 2.0
    origin = faced.then(Frame((left + right) / 2.0, front))
    corners: list[Point2] = [(-half, -travel), (half, -travel), (half, 0.0), (-half, 0.0)]
    return Zone(Sweep(owner, swing, origin, False, travel), Polygon([origin.out2(c) for c in corners]), bottom, top)


def _leaf(component: Component, swing: Swing) -> tuple[Point2, Point2]:
    """Return the least and greatest corner of a closed leaf on the plan, in unit axes turned so that it faces -y."""
    low, high = swing.box.low, swing.box.high
    if not swing.turn:
        return (low[0], low[1]), (high[0], high[1])
    panel = next((one for one in component.panels if one.id == swing.id), None)
    corners = [(x, y, 0.0) for x in (low[0], high[0]) for y in (low[1], high[1])]
    if panel is not None:
        corners = [panel.pose.out((x, y, z)) for x, y in panel.outline for z in (0.0, panel.thickness)]
    seen = [Frame(turn=-swing.turn).out2((x, y)) for x, y, _ in corners]
    return (min(x for x, _ in seen), min(y for _, y in seen)), (max(x for x, _ in seen), max(y for _, y in seen))


def _fallen(swing: Swing) -> float:
    """Return how far a flap reaches out when it is open: one that stops halfway reaches less than its height."""
    _, sin = cos_sin(min(swing.angle, FULL))
    return (swing.box.high[2] - swing.box.low[2]) * sin
