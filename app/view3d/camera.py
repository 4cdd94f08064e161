"""The camera as a value: where the eye is, what it looks at, and the usual views of a room. Plan axes, mm, degrees.

Pixels count from the top left corner. A camera with a `parallel_scale` (half the height of the picture, mm) shows no perspective.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.geometry.frame import Point2, Point3
from app.plans.plan import Plan, Side

type Array = NDArray[np.float64]

VIEW_ANGLE = 34.0
STEEPEST = 89.0  # degrees the eye may stand above the horizon when orbiting
NEAREST, FARTHEST = 300.0, 400_000.0


@dataclass(frozen=True, slots=True)
class Camera:
    """Eye and target (mm), vertical view angle (degrees), half height in mm when parallel, up, and the room it is about ("" = all)."""

    eye: Point3
    target: Point3
    view_angle: float = VIEW_ANGLE
    parallel_scale: float | None = None
    up: Point3 = (0.0, 0.0, 1.0)
    room: str = ""

    @property
    def distance(self) -> float:
        """From eye to target, mm."""
        return math.dist(self.eye, self.target)

    def basis(self) -> tuple[Array, Array, Array]:
        """Return the unit vectors right, up and forward."""
        forward = np.subtract(self.target, self.eye)
        forward = forward / (np.linalg.norm(forward) or 1.0)
        right = np.cross(forward, self.up)
        if np.linalg.norm(right) < 1e-9:
            right = np.cross(forward, (0.0, 1.0, 0.0))
        right = right / np.linalg.norm(right)
        return right, np.cross(right, forward), forward

    def half_height(self, depth: float) -> float:
        """Return half the height in mm of what is seen at a depth before the eye."""
        if self.parallel_scale is not None:
            return self.parallel_scale
        return depth * math.tan(math.radians(self.view_angle) / 2)


def project(camera: Camera, points: Array, size: tuple[int, int]) -> Array:
    """Return `(n, 3)` pixels x, y and depth (mm before the eye) of `(n, 3)` points; behind the eye x and y are NaN."""
    width, height = size
    right, up, forward = camera.basis()
    away = np.atleast_2d(np.asarray(points, dtype=np.float64)) - np.asarray(camera.eye)
    depth = away @ forward
    if camera.parallel_scale is not None:
        half = np.full(len(depth), camera.parallel_scale)
    else:
        half = np.where(depth > 1e-6, depth, np.nan) * math.tan(math.radians(camera.view_angle) / 2)
    scale = height / 2 / half
    return np.stack([width / 2 + away @ right * scale, height / 2 - away @ up * scale, depth], axis=1)


def ray_of(camera: Camera, x: float, y: float, size: tuple[int, int]) -> tuple[Point3, Point3]:
    """Return origin and unit direction of the view ray through a pixel."""
    width, height = size
    right, up, forward = camera.basis()
    sideways, upwards = (x - width / 2) / (height / 2), (height / 2 - y) / (height / 2)
    if camera.parallel_scale is not None:
        origin = np.asarray(camera.eye) + (right * sideways + up * upwards) * camera.parallel_scale
        return _point(origin), _point(forward)
    tangent = math.tan(math.radians(camera.view_angle) / 2)
    direction = forward + (right * sideways + up * upwards) * tangent
    return camera.eye, _point(direction / np.linalg.norm(direction))


def _point(values: Array) -> Point3:
    return (float(values[0]), float(values[1]), float(values[2]))


def orbit(camera: Camera, turn_deg: float, rise_deg: float) -> Camera:
    """Return the camera carried round its target: `turn_deg` to the right, `rise_deg` upwards; a parallel view becomes perspective."""
    if camera.parallel_scale is not None:
        camera = _perspective_again(camera)
    x, y, z = (e - t for e, t in zip(camera.eye, camera.target, strict=True))
    flat = math.hypot(x, y)
    azimuth = math.atan2(y, x) + math.radians(turn_deg)
    height = math.radians(max(-5.0, min(STEEPEST, math.degrees(math.atan2(z, flat)) + rise_deg)))
    far = camera.distance
    t = camera.target
    eye = (
        t[0] + far * math.cos(height) * math.cos(azimuth),
        t[1] + far * math.cos(height) * math.sin(azimuth),
        t[2] + far * math.sin(height),
    )
    return replace(camera, eye=eye, up=(0.0, 0.0, 1.0))


def _perspective_again(camera: Camera) -> Camera:
    _, up, forward = camera.basis()
    far = (camera.parallel_scale or 1000.0) / math.tan(math.radians(VIEW_ANGLE) / 2)
    eye = np.asarray(camera.target) - forward * far - up * far * 0.02
    return replace(camera, eye=_point(eye), parallel_scale=None, view_angle=VIEW_ANGLE, up=(0.0, 0.0, 1.0))


def pan(camera: Camera, right_px: float, down_px: float, height_px: int) -> Camera:
    """Return the camera moved so that what lies at the target follows the mouse by that many pixels."""
    right, up, _ = camera.basis()
    mm = 2.0 * camera.half_height(camera.distance) / max(height_px, 1)
    step = -right * (right_px * mm) + up * (down_px * mm)
    return replace(camera, eye=_point(np.asarray(camera.eye) + step), target=_point(np.asarray(camera.target) + step))


def zoom(camera: Camera, factor: float, toward: Point3 | None = None) -> Camera:
    """Return the camera `factor` times nearer (more than 1 enlarges), keeping the point `toward` where it is in the picture."""
    fixed = np.asarray(toward if toward is not None else camera.target)
    far = camera.distance
    factor = max(far / FARTHEST, min(far / NEAREST, factor)) if camera.parallel_scale is None else factor
    eye = fixed + (np.asarray(camera.eye) - fixed) / factor
    target = fixed + (np.asarray(camera.target) - fixed) / factor
    if camera.parallel_scale is None:
        return replace(camera, eye=_point(eye), target=_point(target))
    _, _, forward = camera.basis()
    slide = target - np.asarray(camera.target)
    slide = slide - forward * float(slide @ forward)
    scale = max(20.0, min(FARTHEST, camera.parallel_scale / factor))
    return replace(
        camera,
        eye=_point(np.asarray(camera.eye) + slide),
        target=_point(np.asarray(camera.target) + slide),
        parallel_scale=scale,
    )


def fit(camera: Camera, points: Array, aspect: float, margin: float = 1.06) -> Camera:
    """Return the camera with the same direction, so that all points `(n, 3)` fill a picture of width/height `aspect`."""
    points = np.atleast_2d(np.asarray(points, dtype=np.float64))
    right, up, forward = camera.basis()
    x, y, z = points @ right, points @ up, points @ forward
    if camera.parallel_scale is not None:
        across, upward = (x.min() + x.max()) / 2, (y.min() + y.max()) / 2
        scale = margin * max((y.max() - y.min()) / 2, (x.max() - x.min()) / 2 / aspect, 1.0)
        eye_z = float(np.asarray(camera.eye) @ forward)
        eye = right * across + up * upward + forward * eye_z
        return replace(
            camera, eye=_point(eye), target=_point(eye + forward * camera.distance), parallel_scale=float(scale)
        )
    tan_y = math.tan(math.radians(camera.view_angle) / 2) / margin
    tan_x = tan_y * aspect
    # the eye (a, b, c) must have |x - a| <= tan_x (z - c) for all points: the tightest c for each pair of borders
    cx = _tightest(x, z, tan_x)
    cy = _tightest(y, z, tan_y)
    c = min(cx[1], cy[1])
    eye = right * cx[0] + up * cy[0] + forward * c
    middle = float((z.min() + z.max()) / 2)
    return replace(camera, eye=_point(eye), target=_point(eye + forward * max(middle - c, NEAREST)))


def _tightest(x: Array, z: Array, tangent: float) -> tuple[float, float]:
    left, right = float(np.min(x + tangent * z)), float(np.max(x - tangent * z))
    return (left + right) / 2, (left - right) / (2 * tangent)


def plan_points(plan: Plan, room: str = "") -> Array:
    """Return the corners `(n, 3)` of a room, or of the whole flat, at the floor and at wall height."""
    rooms = [r for r in plan.rooms if not room or r.id == room]
    flat = [(x, y, r.ceiling) for r in rooms for x, y in r.outline]
    if not room:
        flat += [(*end, wall.height) for wall in plan.walls for end in (wall.start, wall.end)]
    flat = flat or [(0.0, 0.0, 2800.0), (4000.0, 4000.0, 2800.0)]
    return np.array([(x, y, level) for x, y, z in flat for level in (0.0, z)])


def perspective(
    plan: Plan, room: str = "", aspect: float = 1.6, azimuth_deg: float = 235.0, rise_deg: float | None = None
) -> Camera:
    """Return the usual picture of a room or of the whole flat; the eye stands in direction `azimuth_deg` (from east) of the middle."""
    rise = math.radians(rise_deg if rise_deg is not None else (24.0 if room else 62.0))
    azimuth = math.radians(azimuth_deg)
    points = plan_points(plan, room)
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    nearer = (points[:, :2] - middle[:2]) @ (math.cos(azimuth), math.sin(azimuth)) > 0.0
    points = points[~nearer | (points[:, 2] == 0.0)]  # the walls towards the eye are lowered
    away = np.array([math.cos(rise) * math.cos(azimuth), math.cos(rise) * math.sin(azimuth), math.sin(rise)])
    camera = Camera(_point(middle + away * 5000.0), _point(middle), room=room)
    return fit(camera, points, aspect)


def plan_view(plan: Plan, room: str = "", aspect: float = 1.6) -> Camera:
    """Return the view from above, parallel, y upwards in the picture."""
    points = plan_points(plan, room)
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    top = float(points[:, 2].max()) + 2000.0
    camera = Camera(
        (middle[0], middle[1], top), (middle[0], middle[1], 0.0), parallel_scale=1000.0, up=(0.0, 1.0, 0.0), room=room
    )
    return fit(camera, points, aspect)


def elevation(side: Side, height: float, aspect: float = 1.6, depth: float = 1500.0) -> Camera:
    """Return the view facing a side, parallel; what lies more than `depth` mm before the wall is behind the eye and not drawn."""
    inward = _inward(side)
    middle = ((side.left[0] + side.right[0]) / 2, (side.left[1] + side.right[1]) / 2)
    eye = (middle[0] + inward[0] * depth, middle[1] + inward[1] * depth, height / 2)
    camera = Camera(eye, (*middle, height / 2), parallel_scale=height / 2, room=side.room)
    ends = np.array([(*point, z) for point in (side.left, side.right) for z in (0.0, height)])
    return fit(camera, ends, aspect, 1.12)


def _inward(side: Side) -> Point2:
    length = side.length or 1.0
    dx, dy = (side.right[0] - side.left[0]) / length, (side.right[1] - side.left[1]) / length
    return (dy, -dx)
