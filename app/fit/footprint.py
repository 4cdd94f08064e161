"""All placed bodies as numpy arrays, so that one is tested against all the others at once: upright boxes turned about z.

Plan axes, mm. `axis` is (cos, sin) of a box's turn, `half` half its width and depth, `z` its bottom and top, `bounds` low x, low y,
high x, high y. Two boxes may lie TOUCH mm in each other: flush neighbours touch, they do not overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.components.parts import Component
from app.design.layout import Placed
from app.geometry.box import Box
from app.geometry.frame import Frame, Point2, cos_sin

type Floats = NDArray[np.float64]
type Indexes = NDArray[np.intp]

EXACT = 0.001  # mm; drawn in by this much to measure without the noise of shared lines
TOUCH = 0.5  # mm; field.md A4: the tolerance of a furniture intersection


@dataclass(frozen=True, slots=True, eq=False)
class Boxes:
    """`n` turned boxes: centre (n, 2), half (n, 2), axis (n, 2), z (n, 2), bounds (n, 4); mm."""

    centre: Floats
    half: Floats
    axis: Floats
    z: Floats
    bounds: Floats

    def plus(self, more: Boxes) -> Boxes:
        """Return these boxes with more at the end."""
        return Boxes(
            np.concatenate((self.centre, more.centre)),
            np.concatenate((self.half, more.half)),
            np.concatenate((self.axis, more.axis)),
            np.concatenate((self.z, more.z)),
            np.concatenate((self.bounds, more.bounds)),
        )

    def without(self, index: int) -> Boxes:
        """Return these boxes less one."""
        fields = (self.centre, self.half, self.axis, self.z, self.bounds)
        return Boxes(*(np.delete(field, index, axis=0) for field in fields))

    def near(self, bounds: Sequence[float] | Floats, bottom: float, top: float) -> Indexes:
        """Return the boxes whose bounds and heights reach more than TOUCH into the given ones, in order."""
        own, z = self.bounds, self.z
        mask = (
            (own[:, 0] < bounds[2] - TOUCH)
            & (own[:, 2] > bounds[0] + TOUCH)
            & (own[:, 1] < bounds[3] - TOUCH)
            & (own[:, 3] > bounds[1] + TOUCH)
            & (z[:, 0] < top - TOUCH)
            & (z[:, 1] > bottom + TOUCH)
        )
        return np.flatnonzero(mask)

    def corners(self, index: int, shrink: float = 0.0) -> tuple[Point2, ...]:
        """Return a box's plan corners, counter-clockwise, each side drawn in by `shrink` mm."""
        (x, y), (cos, sin) = self.centre[index].tolist(), self.axis[index].tolist()
        a, b = (max(half - shrink, 0.0) for half in self.half[index].tolist())
        return tuple((x + cos * u - sin * v, y + sin * u + cos * v) for u, v in ((-a, -b), (a, -b), (a, b), (-a, b)))


@dataclass(frozen=True, slots=True, eq=False)
class Bodies:
    """Everything placed: `body` are the boxes that must not overlap, `closed` the same with closed doors and drawer fronts."""

    placed: tuple[Placed, ...]
    body: Boxes
    closed: Boxes

    def plus(self, more: Bodies) -> Bodies:
        """Return these bodies with more at the end."""
        return Bodies((*self.placed, *more.placed), self.body.plus(more.body), self.closed.plus(more.closed))

    def without(self, index: int) -> Bodies:
        """Return these bodies less one."""
        rest = self.placed[:index] + self.placed[index + 1 :]
        return Bodies(rest, self.body.without(index), self.closed.without(index))


def bodies(placed: Iterable[Placed]) -> Bodies:
    """Return the arrays of what is placed."""
    things = tuple(placed)
    frames = [thing.frame for thing in things]
    return Bodies(
        things,
        boxes(frames, [thing.component.body for thing in things]),
        boxes(frames, [closed_box(thing.component) for thing in things]),
    )


def boxes(frames: Sequence[Frame], owned: Sequence[Box]) -> Boxes:
    """Return boxes given in their owners' axes as arrays in plan axes."""
    low = np.array([box.low for box in owned], dtype=np.float64).reshape(-1, 3)
    high = np.array([box.high for box in owned], dtype=np.float64).reshape(-1, 3)
    at = np.array([(frame.x, frame.y, frame.z) for frame in frames], dtype=np.float64).reshape(-1, 3)
    axis = np.array([cos_sin(frame.turn) for frame in frames], dtype=np.float64).reshape(-1, 2)
    half = (high[:, :2] - low[:, :2]) / 2.0
    middle = (high[:, :2] + low[:, :2]) / 2.0
    cos, sin = axis[:, 0], axis[:, 1]
    centre = at[:, :2] + np.stack(
        (cos * middle[:, 0] - sin * middle[:, 1], sin * middle[:, 0] + cos * middle[:, 1]), axis=1
    )
    reach = np.stack(
        (
            np.abs(cos) * half[:, 0] + np.abs(sin) * half[:, 1],
            np.abs(sin) * half[:, 0] + np.abs(cos) * half[:, 1],
        ),
        axis=1,
    )
    z = np.stack((at[:, 2] + low[:, 2], at[:, 2] + high[:, 2]), axis=1)
    return Boxes(centre, half, axis, z, np.concatenate((centre - reach, centre + reach), axis=1))


def closed_box(component: Component) -> Box:
    """Return a component's body together with its closed doors and drawer fronts, handles left out; unit axes, mm."""
    box = component.body
    front = box.low[1]
    for swing in component.swings:
        front = min(front, swing.box.low[1] + (swing.travel if swing.kind == "drawer" else 0.0))
    if front == box.low[1]:
        return box
    return Box((box.low[0], front, box.low[2]), box.high)


def penetrations(own: Boxes, index: int, others: Indexes) -> tuple[Floats, Floats, Floats]:
    """Return how deep box `index` lies in each of `others`: depth (m,), the plan direction out (m, 2) and the depth in height (m,).

    The plan depth is the shortest plan way that would part the two boxes (separating axes of both), negative when they are apart;
    the direction is the way box `index` would have to go. mm.
    """
    away = own.centre[index] - own.centre[others]
    axes = np.empty((4, len(others), 2))
    axes[0] = own.axis[index]
    axes[1] = (-own.axis[index, 1], own.axis[index, 0])
    axes[2] = own.axis[others]
    axes[3, :, 0], axes[3, :, 1] = -own.axis[others, 1], own.axis[others, 0]
    across = own.half[index, 0] * np.abs(_dots(axes, axes[0])) + own.half[index, 1] * np.abs(_dots(axes, axes[1]))
    across += own.half[others, 0] * np.abs(_dots(axes, axes[2])) + own.half[others, 1] * np.abs(_dots(axes, axes[3]))
    apart = _dots(axes, away)
    depth = across - np.abs(apart)
    least = np.argmin(np.round(depth, 6), axis=0)
    rows = np.arange(len(others))
    sign = np.where(apart[least, rows] < 0.0, -1.0, 1.0)
    up = np.minimum(own.z[index, 1] - own.z[others, 0], own.z[others, 1] - own.z[index, 0])
    return depth[least, rows], axes[least, rows] * sign[:, None], up


def _dots(axes: Floats, vectors: Floats) -> Floats:
    return axes[..., 0] * vectors[..., 0] + axes[..., 1] * vectors[..., 1]
