"""Where things stand: a point and a turn about the vertical, and the pose of a panel inside its unit.

Units are mm and degrees. Axes: plan x east, y north, z up from the finished floor; a unit's own axes are x right, y into the
wall, z up. Quarter turns are computed without trigonometry, so a cabinet turned four times stands exactly where it stood.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

type Point2 = tuple[float, float]
type Point3 = tuple[float, float, float]

_QUARTERS: dict[float, Point2] = {0.0: (1.0, 0.0), 90.0: (0.0, 1.0), 180.0: (-1.0, 0.0), 270.0: (0.0, -1.0)}


def normal_turn(turn: float) -> float:
    """Return the same turn within [0, 360), degrees."""
    turned = math.fmod(turn, 360.0)
    turned = turned + 360.0 if turned < 0.0 else turned
    return 0.0 if turned >= 360.0 else turned + 0.0


def cos_sin(turn: float) -> Point2:
    """Return (cos, sin) of a turn in degrees; exact for quarter turns."""
    turn = normal_turn(turn)
    exact = _QUARTERS.get(turn)
    if exact is not None:
        return exact
    angle = math.radians(turn)
    return (math.cos(angle), math.sin(angle))


@dataclass(frozen=True, slots=True)
class Frame:
    """A rigid placing in the plan: origin in mm, turn in degrees about z, counter-clockwise seen from above."""

    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    turn: float = 0.0

    def out(self, point: Point3) -> Point3:
        """Return a point of this frame's own axes in the outer axes."""
        cos, sin = cos_sin(self.turn)
        x, y, z = point
        return (self.x + cos * x - sin * y, self.y + sin * x + cos * y, self.z + z)

    def out2(self, point: Point2) -> Point2:
        """Return a plan point of this frame's own axes in the outer axes."""
        x, y, _ = self.out((point[0], point[1], 0.0))
        return (x, y)

    def into(self, point: Point3) -> Point3:
        """Return a point of the outer axes in this frame's own axes."""
        cos, sin = cos_sin(self.turn)
        x, y, z = point[0] - self.x, point[1] - self.y, point[2] - self.z
        return (cos * x + sin * y, -sin * x + cos * y, z)

    def then(self, inner: Frame) -> Frame:
        """Return the outer placing of a frame that is given in this frame's own axes."""
        x, y, z = self.out((inner.x, inner.y, inner.z))
        return Frame(x, y, z, normal_turn(self.turn + inner.turn))

    def inverse(self) -> Frame:
        """Return the frame that undoes this one: `f.then(f.inverse())` is the identity."""
        x, y, z = Frame(turn=-self.turn).out((-self.x, -self.y, -self.z))
        return Frame(x, y, z, normal_turn(-self.turn))


AXES: dict[str, Point3] = {
    "+x": (1.0, 0.0, 0.0),
    "-x": (-1.0, 0.0, 0.0),
    "+y": (0.0, 1.0, 0.0),
    "-y": (0.0, -1.0, 0.0),
    "+z": (0.0, 0.0, 1.0),
    "-z": (0.0, 0.0, -1.0),
}


def cross(a: Point3, b: Point3) -> Point3:
    """Return the cross product of two vectors."""
    return (a[1] * b[2] - a[2] * b[1] + 0.0, a[2] * b[0] - a[0] * b[2] + 0.0, a[0] * b[1] - a[1] * b[0] + 0.0)


@dataclass(frozen=True, slots=True)
class Pose:
    """How a flat part lies in its unit: `at` is its origin, `x` and `y` are its unit axes; z is their cross product.

    Always a rotation, never a mirror: what is drilled on face A (z = thickness) of the drawing is drilled there on the board.
    """

    at: Point3 = (0.0, 0.0, 0.0)
    x: Point3 = (1.0, 0.0, 0.0)
    y: Point3 = (0.0, 1.0, 0.0)

    @property
    def z(self) -> Point3:
        """The direction of face A."""
        return cross(self.x, self.y)

    def out(self, point: Point3) -> Point3:
        """Return a point of the part's own axes in the unit's axes."""
        a, z = self.at, self.z
        u, v, w = point
        return (
            a[0] + self.x[0] * u + self.y[0] * v + z[0] * w,
            a[1] + self.x[1] * u + self.y[1] * v + z[1] * w,
            a[2] + self.x[2] * u + self.y[2] * v + z[2] * w,
        )

    def into(self, point: Point3) -> Point3:
        """Return a point of the unit's axes in the part's own axes."""
        d = (point[0] - self.at[0], point[1] - self.at[1], point[2] - self.at[2])
        return (_dot(self.x, d), _dot(self.y, d), _dot(self.z, d))


def _dot(a: Point3, b: Point3) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
