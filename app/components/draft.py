"""A panel on the bench: where it lies in its unit, what has been drilled and cut so far, and whether one more bore finds room.

Unit and panel axes as in parts.py, mm, not yet rounded. Panels lie along the unit's axes; `ix, sx` are the unit axis of the panel's
length and its sign, `iy, sy` those of its width, `iz, sz` of face A's direction.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from app.components.bores import Bore, Group, Kept, Slot, Space, Spot
from app.components.outline import Outline, keeps, keeps_box, segments
from app.components.parts import Cutout, Face, Grain, Pocket
from app.components.profile import Webs
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
        "at", "axes", "board", "bores", "cutouts", "edges", "finish", "grain", "grooves", "high", "id", "ix", "iy", "iz", "kept",
        "least", "length", "lifted", "low", "match", "match_at", "name", "outline", "pockets", "rim", "role", "spaces", "sx", "sy", "sz",
        "thickness", "turn", "where", "width",
    )  # fmt: skip

    def __init__(
        self, id: str, axes: tuple[str, str], least: Point3, size: tuple[float, float, float], where: Where
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
        self.outline: Outline | None = None
        self.turn, self.rim, self.match, self.match_at = 0.0, "", "", 0
        self.pockets: list[Pocket] = []
        self.cutouts: list[Cutout] = []
        self.bores: list[Bore] = []
        self.grooves: list[Slot] = []
        self.kept: list[Kept] = []
        self.spaces: list[Space] = []
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
        return Bore(kind, face, x, y, self.thickness if face == "A" else 0.0, diameter, depth)

    def in_edge(self, kind: str, edge: Face, along: float, z: float, diameter: float, depth: float) -> Bore:
        """Return a bore into an edge at `along` it and height z."""
        if edge == "W1":
            return Bore(kind, edge, 0.0, along, z, diameter, depth)
        if edge == "W2":
            return Bore(kind, edge, self.length, along, z, diameter, depth)
        if edge == "L1":
            return Bore(kind, edge, along, 0.0, z, diameter, depth)
        return Bore(kind, edge, along, self.width, z, diameter, depth)

    def group(self, face: Face, axis: int, spots: Iterable[Spot]) -> Group:
        """Return a group of bores that moves along a unit axis; `across` of the spots is a coordinate of the face's other unit axis."""
        z, lengthways, at = self.thickness if face == "A" else 0.0, self.ix == axis, self.at
        start, sign, turn = (at[self.iy], self.sy, self.sx) if lengthways else (at[self.ix], self.sx, self.sy)
        found = [(kind, (across - start) * sign, along, size, deep) for kind, across, along, size, deep in spots]
        return Group(face, z, lengthways, at[axis], turn, found)

    def room(self, bores: list[Bore], webs: Webs) -> list[Space] | None:
        """Return the spaces that bores would take; None when one of them cannot be drilled here, for what `obstacle` tells."""
        rim, outline, length, width, thickness = webs.edge, self.outline, self.length, self.width, self.thickness
        found: list[Space] = []
        for bore in bores:
            kind, face, x, y, _, diameter, depth = bore
            if face == "A" or face == "B":
                r = diameter / 2
                x0, x1, y0, y1 = x - r, x + r, y - r, y + r
                if x0 < rim or y0 < rim or x1 > length - rim or y1 > width - rim or depth > thickness:
                    return None
                if outline is not None and not keeps(outline, (x, y), r + rim):
                    return None
                z0, z1 = (thickness - depth, thickness) if face == "A" else (0.0, depth)
                found.append((x0, x1, y0, y1, z0, z1, r, kind))
            elif self._beyond(bore, space := self._space(bore), rim):
                return None
            else:
                found.append(space)
        return found if not self.spaces or not found or self._free(found, webs.between) else None

    def _free(self, found: list[Space], web: float) -> bool:
        """Return whether nothing stands in some spaces: first what is near all of them is looked for, then each is."""
        x0s, x1s, y0s, y1s, *_ = zip(*found, strict=True)
        x0, x1, y0, y1 = min(x0s) - web, max(x1s) + web, min(y0s) - web, max(y1s) + web
        near = [one for one in self.spaces if one[0] < x1 and x0 < one[1] and one[2] < y1 and y0 < one[3]]
        return not near or _met(found, near, web) is None

    def obstacle(self, bore: Bore, webs: Webs) -> str:
        """Return what keeps a bore from being drilled here: a hole, a groove or the rim of the panel; "" when nothing does."""
        space = self._space(bore)
        beyond = self._beyond(bore, space, webs.edge)
        if beyond:
            return beyond
        met = _met([space], self.spaces, webs.between)
        return f"what is already there ({met[7]})" if met else ""

    def _beyond(self, bore: Bore, space: Space, rim: float) -> str:
        """Return which border of the panel a bore does not keep away from."""
        x0, x1, y0, y1, z0, z1, *_ = space
        flat = bore.face in "AB"
        if bore.depth > (self.thickness if flat else self.length if bore.face in ("W1", "W2") else self.width):
            return "the board's thickness"
        if flat and (x0 < rim or y0 < rim or x1 > self.length - rim or y1 > self.width - rim):
            return "the edge of the panel"
        if not flat and (z0 < rim or z1 > self.thickness - rim or _outside(space, self, rim)):
            return "the edge of the panel"
        if self.outline is not None and not self._inside_outline(bore, space, rim):
            return "the outline of the panel"
        return ""

    def _inside_outline(self, bore: Bore, space: Space, rim: float) -> bool:
        assert self.outline is not None
        if bore.face in "AB":
            return keeps(self.outline, (bore.x, bore.y), bore.diameter / 2 + rim)
        x0, x1, y0, y1 = space[:4]
        dx, dy = (0.0, rim) if bore.face in ("W1", "W2") else (rim, 0.0)
        return keeps_box(self.outline, (x0 - dx, y0 - dy), (x1 + dx, y1 + dy))

    def drill(self, bores: list[Bore], spaces: list[Space] | None = None) -> None:
        """Add bores, which take the spaces that `room` gave; raise LibraryError for more than a panel can be drilled with."""
        if len(self.bores) + len(bores) > BORES_MOST:
            raise self.where.fail(f"more than {BORES_MOST} bores in {self.id}")
        self.bores += bores
        self.spaces += [self._space(bore) for bore in bores] if spaces is None else spaces

    def mill(self, pocket: Pocket) -> None:
        """Add a pocket; raise LibraryError when it leaves its face or the board."""
        (x0, y0), (x1, y1) = pocket.low, pocket.high
        if not (x1 - x0 > 0 and y1 - y0 > 0 and 0 < pocket.depth < self.thickness):
            raise self.where.fail(
                f"a {pocket.kind} pocket of {self.id} would be {x1 - x0:g} x {y1 - y0:g} x {pocket.depth:g} mm"
            )
        if x0 < -TOUCH or y0 < -TOUCH or x1 > self.length + TOUCH or y1 > self.width + TOUCH:
            raise self.where.fail(f"a {pocket.kind} pocket leaves {self.id}")
        self.pockets.append(pocket)
        self.spaces.append((x0, x1, y0, y1, *self._depths(pocket.face, pocket.depth), 0.0, f"{pocket.kind} pocket"))

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
        self.cutouts.append(cutout)
        self.spaces.append((x0, x1, y0, y1, 0.0, self.thickness, 0.0, f"{cutout.kind} cut-out"))

    def cut(self, groove: Slot) -> None:
        """Add a groove."""
        half = groove.width / 2
        along_x = groove.y0 == groove.y1
        dx, dy = (0.0, half) if along_x else (half, 0.0)
        z0, z1 = self._depths(groove.face, groove.depth)
        x0, x1 = min(groove.x0, groove.x1) - dx, max(groove.x0, groove.x1) + dx
        y0, y1 = min(groove.y0, groove.y1) - dy, max(groove.y0, groove.y1) + dy
        self.grooves.append(groove)
        self.spaces.append((x0, x1, y0, y1, z0, z1, 0.0, f"{groove.kind} groove"))

    def _depths(self, face: Face, depth: float) -> tuple[float, float]:
        return (self.thickness - depth, self.thickness) if face == "A" else (0.0, depth)

    def _space(self, bore: Bore) -> Space:
        kind, face, x, y, z, diameter, depth = bore
        r = diameter / 2
        if face == "A":
            return (x - r, x + r, y - r, y + r, self.thickness - depth, self.thickness, r, kind)
        if face == "B":
            return (x - r, x + r, y - r, y + r, 0.0, depth, r, kind)
        if face == "W1":
            return (0.0, depth, y - r, y + r, z - r, z + r, 0.0, kind)
        if face == "W2":
            return (self.length - depth, self.length, y - r, y + r, z - r, z + r, 0.0, kind)
        if face == "L1":
            return (x - r, x + r, 0.0, depth, z - r, z + r, 0.0, kind)
        return (x - r, x + r, self.width - depth, self.width, z - r, z + r, 0.0, kind)


def _met(found: list[Space], spaces: list[Space], web: float) -> Space | None:
    """Return the first of `spaces` that leaves less than `web` to one of those found; two bores in faces are apart as circles are."""
    for x0, x1, y0, y1, z0, z1, radius, _ in found:
        left, right, near, far, low, high = x0 - web, x1 + web, y0 - web, y1 + web, z0 - web, z1 + web
        for other in spaces:
            if (
                left < other[1] - 1e-6
                and other[0] < right - 1e-6
                and near < other[3] - 1e-6
                and other[2] < far - 1e-6
                and low < other[5] - 1e-6
                and other[4] < high - 1e-6
            ):
                apart = radius + other[6] + web - 1e-6
                across, along = x0 + x1 - other[0] - other[1], y0 + y1 - other[2] - other[3]
                if not radius or not other[6] or across**2 + along**2 < 4 * apart * apart:
                    return other
    return None


def first_obstacle(panel: Draft, bores: list[Bore], webs: Webs) -> str:
    """Return what keeps the first of some bores that cannot be drilled from being so; "" when all find room."""
    for bore in bores:
        problem = panel.obstacle(bore, webs)
        if problem:
            return f"{bore.kind} in {panel.id} meets {problem}"
    return ""


def _outside(space: Space, panel: Draft, rim: float) -> bool:
    x0, x1, y0, y1 = space[:4]
    if x0 == 0.0 or x1 == panel.length:
        return y0 < rim or y1 > panel.width - rim
    return x0 < rim or x1 > panel.length - rim


def _orientation(x: str, y: str) -> tuple[int, float, int, float, int, float]:
    a, b = AXES[x], AXES[y]
    c = cross(a, b)
    found = []
    for vector in (a, b, c):
        index = next(i for i in range(3) if vector[i])
        found += [index, vector[index]]
    return (int(found[0]), found[1], int(found[2]), found[3], int(found[4]), found[5])


ORIENTATIONS = {(x, y): _orientation(x, y) for x in AXES for y in AXES if x[1] != y[1]}
