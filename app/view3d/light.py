"""Soft shadow and sunlight baked onto floors and walls, so that furniture stands on the floor instead of floating over it.

Each shade item is a face just over a surface. For each of its texels the darkness is summed over what stands near: a box darkens by its
own blurred bulk (a wide blur and a narrow one), the room's corners by their distance. Light that falls through a window on to a face
becomes a warm patch. Texel grids lie in the face's own axes; everything else is in plan axes. All mm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.geometry.box import Box
from app.geometry.frame import Frame, Point2, Point3, cos_sin
from app.scene.scene import Item

type Array = NDArray[np.float64]
type Pixels = NDArray[np.uint8]

TEXEL = 24.0
MOST = 512  # texels along one side of a shade
BLURS = ((42.0, 0.85), (190.0, 0.6))  # (blur mm, weight) of boxes
CORNERS = ((70.0, 0.08), (420.0, 0.12))  # (reach mm, weight) of the room's own corners
DARK = (34.0, 25.0, 18.0)
SUN = (255.0, 240.0, 206.0)
SUN_SHARE = 0.46
TO_SUN = (-0.42, -0.72, 0.62)  # from the south, afternoon
PENUMBRA = 0.022  # softness of a sun patch's border for each mm of way


@dataclass(frozen=True, slots=True)
class Body:
    """Something that stands in the light: a box in its own frame."""

    box: Box
    frame: Frame


@dataclass(frozen=True, slots=True)
class Pane:
    """A piece of window glass in its wall's frame: from x0 to x1 along the wall, z0 to z1 up, at `y` across."""

    frame: Frame
    x0: float
    x1: float
    z0: float
    z1: float
    y: float


@dataclass(frozen=True, slots=True)
class Face:
    """The plane of a shade item in the plan: origin, unit axes, and the extent of its slabs in them."""

    origin: Point3
    x: Point3
    y: Point3
    low: Point2
    high: Point2

    @property
    def normal(self) -> Array:
        """The direction the face looks in."""
        return np.cross(self.x, self.y)


def face_of(item: Item) -> Face:
    """Return the face of a shade item."""
    pose, frame = item.shape.slabs[0].pose, item.frame
    zero = frame.out((0.0, 0.0, 0.0))

    def turned(axis: Point3) -> Point3:
        x, y, z = frame.out(axis)
        return (x - zero[0], y - zero[1], z - zero[2])

    points = np.array([point for slab in item.shape.slabs for point in slab.outline])
    low, high = points.min(axis=0), points.max(axis=0)
    return Face(frame.out(pose.at), turned(pose.x), turned(pose.y), (low[0], low[1]), (high[0], high[1]))


def bake(face: Face, outline: Sequence[Point2], bodies: Sequence[Body], panes: Sequence[Pane]) -> Pixels:
    """Return the shade of a face as RGBA, lowest row first: darkness and, over it, patches of sun."""
    size = (face.high[0] - face.low[0], face.high[1] - face.low[1])
    columns, rows = (int(np.clip(round(length / TEXEL), 4, MOST)) for length in size)
    u = face.low[0] + (np.arange(columns) + 0.5) * size[0] / columns
    v = face.low[1] + (np.arange(rows) + 0.5) * size[1] / rows
    origin, x, y = np.array(face.origin), np.array(face.x), np.array(face.y)
    dark = np.zeros((rows, columns))
    for body in bodies:
        _add_body(dark, body, origin, x, y, u, v)
    _add_corners(dark, outline, face, origin, x, y, u, v)
    shade = 1.0 - np.exp(-dark)
    points = origin + x * u[None, :, None] + y * v[:, None, None]
    sun = _sun(points, face, bodies, panes) * SUN_SHARE
    alpha = 1.0 - (1.0 - shade) * (1.0 - sun)
    share = np.where(alpha > 1e-6, sun / np.maximum(alpha, 1e-6), 0.0)[..., None]
    colour = np.asarray(DARK) * (1.0 - share) + np.asarray(SUN) * share
    return np.concatenate([colour, 255.0 * alpha[..., None]], axis=2).clip(0.0, 255.0).astype(np.uint8)


def _local(frame: Frame, point: Array) -> Array:
    return np.array(frame.into((float(point[0]), float(point[1]), float(point[2]))))


def _turned(frame: Frame, direction: Array) -> Array:
    cos, sin = cos_sin(frame.turn)
    return np.array([cos * direction[0] + sin * direction[1], -sin * direction[0] + cos * direction[1], direction[2]])


def _add_body(dark: Array, body: Body, origin: Array, x: Array, y: Array, u: Array, v: Array) -> None:
    start, along, upward = _local(body.frame, origin), _turned(body.frame, x), _turned(body.frame, y)
    for blur, weight in BLURS:
        part: Array = np.array(weight)
        for axis in range(3):
            low, high = body.box.low[axis], body.box.high[axis]
            place: Array = np.array([[start[axis]]])
            if abs(along[axis]) > 1e-9:
                place = place + along[axis] * u[None, :]
            if abs(upward[axis]) > 1e-9:
                place = place + upward[axis] * v[:, None]
            part = part * (0.5 * (np.tanh((place - low) / blur) - np.tanh((place - high) / blur)))
            if float(part.max()) < 0.003:
                break
        else:
            dark += part


def _add_corners(
    dark: Array, outline: Sequence[Point2], face: Face, origin: Array, x: Array, y: Array, u: Array, v: Array
) -> None:
    lying = abs(face.normal[2]) > 0.5
    flat = origin[:2] + x[:2] * u[None, :, None] + (y[:2] * v[:, None, None] if lying else 0.0)
    flat = flat.reshape(-1, len(u), 2)
    if not lying:
        height = (origin[2] + y[2] * v)[:, None]
        for reach, weight in CORNERS:
            dark += weight * np.exp(-np.maximum(height, 0.0) / reach)
    for start, end in zip(outline, (*outline[1:], *outline[:1]), strict=True):
        a, along = np.array(start), np.subtract(end, start)
        length = float(np.hypot(*along))
        if length < 1.0 or (not lying and _same_line(face, origin, a, along / length)):
            continue
        part = np.clip(((flat - a) @ along) / length**2, 0.0, 1.0)
        away = np.linalg.norm(flat - a - part[..., None] * along, axis=2)
        for reach, weight in CORNERS:
            dark += weight * np.exp(-away / reach)


def _same_line(face: Face, origin: Array, point: Array, direction: Array) -> bool:
    normal = face.normal[:2]
    return abs(float(normal @ direction)) < 0.05 and abs(float(normal @ (point - origin[:2]))) < 60.0


def _sun(points: Array, face: Face, bodies: Sequence[Body], panes: Sequence[Pane]) -> Array:
    to_sun = np.array(TO_SUN) / np.linalg.norm(TO_SUN)
    light = np.zeros(points.shape[:2])
    slant = float(face.normal @ to_sun)
    if slant <= 0.02:
        return light
    for pane in panes:
        light += _through(pane, points, to_sun)
    lit = light > 0.01
    if lit.any():
        some = points[lit]
        free = np.ones(len(some))
        for body in bodies:
            free *= ~_blocked(body, some, to_sun)
        light[lit] *= free
        padded = np.pad(light, 1, mode="edge")  # the shadows' borders are as soft as the texels are large
        light = (2.0 * light + padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:]) / 6.0
    return np.minimum(light, 1.0) * min(1.0, slant * 1.4)


def _through(pane: Pane, points: Array, to_sun: Array) -> Array:
    """How much of the sun comes through a pane to each point, 0 to 1."""
    way = _turned(pane.frame, to_sun)
    if abs(way[1]) < 1e-6:
        return np.zeros(points.shape[:2])
    cos, sin = cos_sin(pane.frame.turn)
    dx, dy = points[..., 0] - pane.frame.x, points[..., 1] - pane.frame.y
    x, y = cos * dx + sin * dy, -sin * dx + cos * dy
    far = (pane.y - y) / way[1]
    hit_x, hit_z = x + far * way[0], points[..., 2] + far * way[2]
    soft = 6.0 + PENUMBRA * np.abs(far)
    across = 0.5 * (np.tanh((hit_x - pane.x0) / soft) - np.tanh((hit_x - pane.x1) / soft))
    upward = 0.5 * (np.tanh((hit_z - pane.z0) / soft) - np.tanh((hit_z - pane.z1) / soft))
    return np.where(far > 0.0, across * upward, 0.0)


def _blocked(body: Body, points: Array, to_sun: Array) -> NDArray[np.bool_]:
    """Whether a body stands between each point `(n, 3)` and the sun."""
    way = _turned(body.frame, to_sun)
    cos, sin = cos_sin(body.frame.turn)
    dx, dy = points[:, 0] - body.frame.x, points[:, 1] - body.frame.y
    local = (cos * dx + sin * dy, -sin * dx + cos * dy, points[:, 2] - body.frame.z)
    near, far = np.full(len(points), 1.0), np.full(len(points), np.inf)
    for axis in range(3):
        step = way[axis] if abs(way[axis]) > 1e-9 else 1e-9
        one, two = (body.box.low[axis] - local[axis]) / step, (body.box.high[axis] - local[axis]) / step
        near, far = np.maximum(near, np.minimum(one, two)), np.minimum(far, np.maximum(one, two))
    return np.asarray(near < far)
