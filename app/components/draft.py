"""A panel on the bench: where it lies in its unit, and the stage it has been worked to (stage.py).

Unit and panel axes as in parts.py, mm, not yet rounded. Panels lie along the unit's axes; `ix, sx` are the unit axis of the panel's
length and its sign, `iy, sy` those of its width, `iz, sz` of face A's direction.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from app.components.bores import Bore, Group, Kept, Slot, Spot
from app.components.outline import Outline, keeps_box, segments
from app.components.parts import Cutout, Face, Grain, Pocket
from app.components.profile import Webs
from app.components.stage import Stage, Workshop
from app.formula import Where
from app.geometry.box import Box
from app.geometry.frame import AXES, Point3, cos_sin, cross
from app.geometry.ring import shared_area
from app.records import Text

BORES_MOST = 1500  # of one panel
TOUCH = 0.01  # mm; closer than the rounding gate is touching
SHARED = 2.0  # mm2 of ground that rounding may leave two boards


class Draft:
    """A panel being made; `outline` is None for a rectangle, `turn` (degrees about its least corner) 0 for all that can be joined."""

    __slots__ = (
        "at", "axes", "board", "edges", "finish", "grain", "high", "id", "ix", "iy", "iz", "kept", "least", "length", "lifted", "low",
        "match", "match_at", "name", "outline", "rim", "role", "stage", "sx", "sy", "sz", "thickness", "turn", "where", "width",
    )  # fmt: skip

    def __init__(
        self,
        id: str,
        axes: tuple[str, str],
        least: Point3,
        size: tuple[float, float, float],
        where: Where,
        workshop: Workshop | None = None,
    ) -> None:
        """Lay a panel of `size` (length, width, thickness) with its least corner at `least`; raise LibraryError for a size not above 0."""
        self.id, self.axes, self.where = id, axes, where
        self.length, self.width, self.thickness = size
        if min(size) <= 0:
            raise where.fail(f"{id} would be {size[0]:g} x {size[1]:g} x {size[2]:g} mm")
        self.ix, self.sx, self.iy, self.sy, self.iz, self.sz = ix, sx, iy, sy, iz, sz = ORIENTATIONS[axes]
        at, high = list(least), list(least)
        for index, sign, extent in ((ix, sx, size[0]), (iy, sy, size[1]), (iz, sz, size[2])):
            high[index] += extent
            if sign < 0:
                at[index] += extent
        self.low, self.high, self.at, self.least = list(least), high, at, least
        self.stage = (workshop or Workshop()).blank(*size, None)
        self.outline: Outline | None = None
        self.turn, self.rim, self.match, self.match_at = 0.0, "", "", 0
        self.kept: list[Kept] = []
        self.role, self.board, self.finish, self.edges = "", "", "", ""
        self.name: Text | None = None
        self.grain: Grain = "length"
        self.lifted = 0.0  # how far it has given way upwards; the openings beside it follow

    def shape(self, points: Outline, rim: str, where: Where) -> None:
        """Give the panel an outline with the band `rim` inside; raise LibraryError when it is none of the panel's size."""
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in segments(points)) / 2
        if len(points) < 3 or area <= 0 or any(math.dist(a, b) <= TOUCH for a, b in segments(points)):
            raise where.fail(f"{self.id} needs at least three different points, counter-clockwise")
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if any(abs(part) > TOUCH for part in (min(xs), min(ys), max(xs) - self.length, max(ys) - self.width)):
            raise where.fail(f"the outline of {self.id} does not touch all sides of {self.length:g} x {self.width:g}")
        self.outline, self.rim = points, rim
        self.stage = self.stage.workshop.blank(self.length, self.width, self.thickness, points)

    def swing(self, degrees: float) -> None:
        """Turn the panel about the vertical through its least corner, counter-clockwise from above."""
        self.turn = degrees
        corners = [self._turned((x, y)) for x in (self.low[0], self.high[0]) for y in (self.low[1], self.high[1])]
        self.at[0], self.at[1] = self._turned((self.at[0], self.at[1]))
        for axis in (0, 1):
            self.low[axis] = min(corner[axis] for corner in corners)
            self.high[axis] = max(corner[axis] for corner in corners)

    def _turned(self, point: tuple[float, float]) -> tuple[float, float]:
        cos, sin = cos_sin(self.turn)
        x, y = point[0] - self.least[0], point[1] - self.least[1]
        return (self.least[0] + cos * x - sin * y, self.least[1] + sin * x + cos * y)

    @property
    def box(self) -> Box:
        """The box round it in unit axes."""
        return Box((self.low[0], self.low[1], self.low[2]), (self.high[0], self.high[1], self.high[2]))

    def meets(self, other: Draft) -> bool:
        """Return whether the outlines of two boards share ground on the plan, where their boxes do: an L leaves its notch free."""
        if self.outline is None and other.outline is None and not self.turn and not other.turn:
            return True
        return shared_area(self._ground(), other._ground()) > SHARED

    def _ground(self) -> list[tuple[float, float]]:
        if self.outline is not None and self.iz == 2 and not self.turn:
            at, (ix, sx), (iy, sy) = self.at, (self.ix, self.sx), (self.iy, self.sy)
            places = [{ix: at[ix] + sx * x, iy: at[iy] + sy * y} for x, y in self.outline]
            return [(place[0], place[1]) for place in places]
        size = {self.ix: self.length, self.iy: self.width, self.iz: self.thickness}
        (x0, y0), dx, dy = self.low[:2] if not self.turn else self.least[:2], size[0], size[1]
        corners = [(x0, y0), (x0 + dx, y0), (x0 + dx, y0 + dy), (x0, y0 + dy)]
        return [self._turned(corner) for corner in corners] if self.turn else corners

    def lift(self, dz: float) -> None:
        """Move the panel up by dz."""
        self.lifted += dz
        self.low[2] += dz
        self.high[2] += dz
        self.at[2] += dz

    def x_of(self, value: float) -> float:
        """Return the panel x of a unit coordinate along the panel's length."""
        return (value - self.at[self.ix]) * self.sx

    def y_of(self, value: float) -> float:
        """Return the panel y of a unit coordinate along the panel's width."""
        return (value - self.at[self.iy]) * self.sy

    def flat(self, point: tuple[float, float, float]) -> tuple[float, float]:
        """Return panel (x, y) of a unit point."""
        return ((point[self.ix] - self.at[self.ix]) * self.sx, (point[self.iy] - self.at[self.iy]) * self.sy)

    def face_towards(self, axis: int, sign: float) -> tuple[Face, float] | None:
        """Return the face that looks along a unit axis and its coordinate there; None when the panel does not lie across it."""
        if self.iz != axis or self.turn:
            return None
        if (self.sz > 0) == (sign > 0):
            return ("A", self.at[axis] + self.sz * self.thickness)
        return ("B", self.at[axis])

    def on_face(self, kind: str, face: Face, x: float, y: float, diameter: float, depth: float) -> Bore:
        """Return a bore on face A or B."""
        return (kind, face, x, y, self.thickness if face == "A" else 0.0, diameter, depth)

    def group(self, face: Face, axis: int, spots: Iterable[Spot]) -> Group:
        """Return a group of bores that moves along a unit axis; `across` of the spots is a coordinate of the face's other unit axis."""
        z, lengthways, at = self.thickness if face == "A" else 0.0, self.ix == axis, self.at
        start, sign, turn = (at[self.iy], self.sy, self.sx) if lengthways else (at[self.ix], self.sx, self.sy)
        found = [(kind, (across - start) * sign, along, size, deep) for kind, across, along, size, deep in spots]
        return Group(face, z, lengthways, at[axis], turn, found)

    def room(self, bores: list[Bore], webs: Webs) -> Stage | None:
        """Return the stage that bores would bring the panel to; None when one of them cannot be drilled, for what `obstacle` tells."""
        return self.stage.drilled(bores, webs)

    def obstacle(self, bore: Bore, webs: Webs) -> str:
        """Return what keeps a bore from being drilled here: a hole, a groove or the rim of the panel; "" when nothing does."""
        return self.stage.obstacle(bore, webs)

    def drill(self, stage: Stage) -> None:
        """Bring the panel to a stage that `room` gave; raise LibraryError for more bores than a panel can have."""
        if stage.before is not self.stage:  # it has been drilled meanwhile: it is both that hangs and that is hung on
            stage = self.stage.then(stage.work, stage.spaces)
        if stage.count > BORES_MOST:
            raise self.where.fail(f"more than {BORES_MOST} bores in {self.id}")
        self.stage = stage

    @property
    def grooves(self) -> list[Slot]:
        """The grooves cut so far."""
        return [one for one in self.stage.works() if isinstance(one, Slot)]

    def mill(self, pocket: Pocket) -> None:
        """Add a pocket; raise LibraryError when it leaves its face or the board."""
        (x0, y0), (x1, y1) = pocket.low, pocket.high
        if not (x1 - x0 > 0 and y1 - y0 > 0 and 0 < pocket.depth < self.thickness):
            raise self.where.fail(
                f"a {pocket.kind} pocket of {self.id} would be {x1 - x0:g} x {y1 - y0:g} x {pocket.depth:g} mm"
            )
        if x0 < -TOUCH or y0 < -TOUCH or x1 > self.length + TOUCH or y1 > self.width + TOUCH:
            raise self.where.fail(f"a {pocket.kind} pocket leaves {self.id}")
        z0, z1 = self._depths(pocket.face, pocket.depth)
        self.stage = self.stage.then(pocket, [(x0, x1, y0, y1, z0, z1, 0.0, f"{pocket.kind} pocket")])

    def cut_out(self, cutout: Cutout, web: float) -> None:
        """Cut an opening through the panel; raise LibraryError when less than `web` mm are left to the rim."""
        (x0, y0), (x1, y1) = cutout.low, cutout.high
        radius = min(x1 - x0, y1 - y0) / 2
        if radius <= 0 or not 0 <= cutout.radius <= radius + TOUCH:
            raise self.where.fail(
                f"the {cutout.kind} cut-out of {self.id} would be {x1 - x0:g} x {y1 - y0:g} mm, radius {cutout.radius:g}"
            )
        if x0 < web or y0 < web or x1 > self.length - web or y1 > self.width - web:
            raise self.where.fail(f"the {cutout.kind} cut-out comes nearer than {web:g} mm to the rim of {self.id}")
        if self.outline is not None and not keeps_box(self.outline, (x0 - web, y0 - web), (x1 + web, y1 + web)):
            raise self.where.fail(f"the {cutout.kind} cut-out leaves the outline of {self.id}")
        self.stage = self.stage.then(cutout, [(x0, x1, y0, y1, 0.0, self.thickness, 0.0, f"{cutout.kind} cut-out")])

    def cut(self, groove: Slot) -> None:
        """Add a groove."""
        half = groove.width / 2
        along_x = groove.y0 == groove.y1
        dx, dy = (0.0, half) if along_x else (half, 0.0)
        z0, z1 = self._depths(groove.face, groove.depth)
        x0, x1 = min(groove.x0, groove.x1) - dx, max(groove.x0, groove.x1) + dx
        y0, y1 = min(groove.y0, groove.y1) - dy, max(groove.y0, groove.y1) + dy
        self.stage = self.stage.then(groove, [(x0, x1, y0, y1, z0, z1, 0.0, f"{groove.kind} groove")])

    def _depths(self, face: Face, depth: float) -> tuple[float, float]:
        return (self.thickness - depth, self.thickness) if face == "A" else (0.0, depth)


def first_obstacle(panel: Draft, bores: list[Bore], webs: Webs) -> str:
    """Return what keeps the first of some bores that cannot be drilled from being so; "" when all find room."""
    for bore in bores:
        problem = panel.obstacle(bore, webs)
        if problem:
            return f"{bore[0]} in {panel.id} meets {problem}"
    return ""


def _orientation(x: str, y: str) -> tuple[int, float, int, float, int, float]:
    a, b = AXES[x], AXES[y]
    c = cross(a, b)
    found = []
    for vector in (a, b, c):
        index = next(i for i in range(3) if vector[i])
        found += [index, vector[index]]
    return (int(found[0]), found[1], int(found[2]), found[3], int(found[4]), found[5])


ORIENTATIONS = {(x, y): _orientation(x, y) for x in AXES for y in AXES if x[1] != y[1]}
