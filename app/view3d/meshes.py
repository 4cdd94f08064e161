"""Shapes as meshes: quads with flat normals, texture coordinates in metres along the grain, and for each corner how far it is (mm)
from the four borders of its face, from which the shader draws crisp edge lines.

Pure numpy but for the triangles of caps that are no rectangle, which VTK's ear clipping finds. Points in item axes, mm.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkCommonCore import vtkIdList, vtkPoints
from vtkmodules.vtkCommonDataModel import vtkPolygon

from app.scene.scene import Recess, Shape, Slab

from .triangles import triangulate

type Floats = NDArray[np.float32]
type Array = NDArray[np.float64]
type Ints = NDArray[np.int64]

FAR = 1.0e4  # mm: a border so far away that no line is drawn
SMOOTH = math.cos(math.radians(40.0))  # neighbouring side faces that turn less than this are one round surface
UNIT = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """Corner arrays, `(n, 3)` points and normals, `(n, 2)` texture coordinates (m), `(n, 4)` border distances (mm), and faces."""

    points: Floats
    normals: Floats
    uv: Floats
    borders: Floats
    quads: Ints  # (q, 4)
    triangles: Ints  # (t, 3)


class _Builder:
    def __init__(self) -> None:
        self.parts: list[tuple[Array, ...]] = []
        self.quads: list[Ints] = []
        self.triangles: list[Ints] = []
        self.count = 0

    def add(
        self,
        points: Array,
        normals: Array,
        uv: Array,
        borders: Array,
    ) -> int:
        self.parts.append((points, normals, uv, borders))
        first = self.count
        self.count += len(points)
        return first

    def done(self) -> Mesh:
        points, normals, uv, borders = (
            np.concatenate(part).astype(np.float32) for part in zip(*self.parts, strict=True)
        )
        quads = np.concatenate(self.quads) if self.quads else np.zeros((0, 4), np.int64)
        triangles = np.concatenate(self.triangles) if self.triangles else np.zeros((0, 3), np.int64)
        return Mesh(points, normals, uv, borders, quads, triangles)


def mesh_of(shape: Shape) -> Mesh:
    """Return the mesh of a shape; raise ValueError when it has no slabs."""
    builder = _Builder()
    for slab in shape.slabs:
        _add_slab(builder, slab)
    return builder.done()


def _add_slab(builder: _Builder, slab: Slab) -> None:
    outline = np.array(slab.outline, dtype=np.float64)
    axes = np.array([slab.pose.x, slab.pose.y, slab.pose.z])
    at = np.array(slab.pose.at)
    offset = _offset(slab)
    if slab.recesses:
        _add_milled(builder, slab, outline, axes, at, offset)
        return
    _add_cap(builder, slab, outline, axes, at + slab.thickness * axes[2], offset, True)
    if slab.thickness > 0.0:
        _add_cap(builder, slab, outline, axes, at, offset, False)
        _add_sides(builder, slab.thickness, outline, axes, at, offset)


def _add_milled(
    builder: _Builder,
    slab: Slab,
    outline: Array,
    axes: Array,
    at: Array,
    offset: Array,
) -> None:
    """Add a slab with recesses and openings: faces with holes, the floors of recesses, and all walls, turned to the open side."""
    through = [one for one in slab.recesses if one.depth >= slab.thickness]
    blind = [one for one in slab.recesses if one.depth < slab.thickness]
    _add_sides(builder, slab.thickness, outline, axes, at, offset)
    within = {id(hole): next((one for one in blind if _holds(one, hole)), None) for hole in through}
    for upper in (True, False):
        own = [one for one in blind if one.upper == upper]
        free = [hole for hole in through if (around := within[id(hole)]) is None or around.upper != upper]
        z = slab.thickness if upper else 0.0
        _add_holed(builder, slab, outline, [*own, *free], z, axes, at, offset, upper)
        for one in own:
            ring = np.array(one.outline)
            floor = z - one.depth if upper else one.depth
            inner = [hole for hole in through if within[id(hole)] is one]
            _add_holed(builder, slab, ring, inner, floor, axes, at, offset, upper)
            _add_sides(builder, one.depth, ring[::-1], axes, at + min(z, floor) * axes[2], offset)
    for hole in through:
        around = within[id(hole)]
        low = around.depth if around is not None and not around.upper else 0.0
        high = slab.thickness - (around.depth if around is not None and around.upper else 0.0)
        _add_sides(builder, high - low, np.array(hole.outline)[::-1], axes, at + low * axes[2], offset)


def _holds(one: Recess, hole: Recess) -> bool:
    """Whether an opening lies within the box of a recess."""
    xs, ys = zip(*one.outline, strict=True)
    return all(min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys) for x, y in hole.outline)


def _add_holed(
    builder: _Builder,
    slab: Slab,
    outline: Array,
    holes: list[Recess],
    z: float,
    axes: Array,
    at: Array,
    offset: Array,
    upper: bool,
) -> None:
    """Add a flat face at height z less its holes, each triangle with corners of its own: they know how far the rim is."""
    if not holes:
        _add_cap(builder, slab, outline, axes, at + z * axes[2], offset, upper)
        return
    points = np.concatenate([outline, *(np.array(hole.outline) for hole in holes)])
    found = triangulate([(float(x), float(y)) for x, y in outline], [hole.outline for hole in holes])
    faces = np.array(found, dtype=np.int64).reshape(-1, 3)
    borders = _rim_borders(points[faces], faces, [len(outline), *(len(hole.outline) for hole in holes)])
    corners = points[faces].reshape(-1, 2)
    uv = (corners[:, ::-1] if slab.grain == "y" else corners) / 1000.0 + offset
    normals = np.repeat(axes[2:] if upper else -axes[2:], len(corners), axis=0)
    first = builder.add(at + corners @ axes[:2] + z * axes[2], normals, uv, borders.reshape(-1, 4))
    single = np.arange(len(corners), dtype=np.int64).reshape(-1, 3)
    builder.triangles.append(first + (single if upper else single[:, ::-1]))


def _rim_borders(corners: Array, faces: Ints, rings: list[int]) -> Array:
    """Return the border distances `(t, 3, 4)` of triangles: how far each corner is from those of its sides that lie on a rim."""
    rims: set[tuple[int, int]] = set()
    first = 0
    for k, count in enumerate(rings):
        around = [(first + i, first + (i + 1) % count) for i in range(count)]
        rims.update(around if k == 0 else [(b, a) for a, b in around])
        first += count
    borders = np.full((len(faces), 3, 4), FAR)
    for side in range(3):
        nxt, far = (side + 1) % 3, (side + 2) % 3
        on_rim = np.array([(int(face[side]), int(face[nxt])) in rims for face in faces], dtype=bool)
        start, along = corners[:, side], corners[:, nxt] - corners[:, side]
        away = corners[:, far] - start
        height = np.abs(along[:, 0] * away[:, 1] - along[:, 1] * away[:, 0]) / np.hypot(along[:, 0], along[:, 1])
        borders[on_rim, side, side] = borders[on_rim, nxt, side] = 0.0
        borders[on_rim, far, side] = height[on_rim]
    return borders


def _offset(slab: Slab) -> Array:
    """Where on its texture a grained panel begins: by chance, but the same every time; where its grain runs on, in its place."""
    if slab.grain == "none":
        return np.zeros(2)
    if slab.grain_at is not None:
        return np.array(slab.grain_at[::-1] if slab.grain == "y" else slab.grain_at) / 1000.0
    chance = zlib.crc32(repr((slab.pose.at, slab.outline[2])).encode())
    return np.array([(chance & 0xFFFF) / 6553.6, (chance >> 16) / 6553.6])


def _add_cap(
    builder: _Builder,
    slab: Slab,
    outline: Array,
    axes: Array,
    at: Array,
    offset: Array,
    upper: bool,
) -> None:
    n = len(outline)
    points = at + outline @ axes[:2]
    normals = np.repeat(axes[2:] if upper else -axes[2:], n, axis=0)
    uv = (outline[:, ::-1] if slab.grain == "y" else outline) / 1000.0 + offset
    rectangle = n == 4 and _is_rectangle(outline)
    first = builder.add(points, normals, uv, _cap_borders(outline) if rectangle else np.full((n, 4), FAR))
    if rectangle:
        faces = np.arange(4, dtype=np.int64)[None]
        builder.quads.append(first + (faces if upper else faces[:, ::-1]))
    else:
        faces = _ears(outline)
        builder.triangles.append(first + (faces if upper else faces[:, ::-1]))


def _is_rectangle(outline: Array) -> bool:
    return bool(np.all(np.abs(outline[0] + outline[2] - outline[1] - outline[3]) < 1e-6)) and bool(
        abs(np.dot(outline[1] - outline[0], outline[3] - outline[0])) < 1e-3
    )


def _cap_borders(outline: Array) -> Array:
    return _borders(float(np.linalg.norm(outline[1] - outline[0])), float(np.linalg.norm(outline[3] - outline[0])))


def _borders(width: float, height: float) -> Array:
    return np.array(
        [[0, width, 0, height], [width, 0, 0, height], [width, 0, height, 0], [0, width, height, 0]], dtype=np.float64
    )


def _add_sides(
    builder: _Builder,
    thickness: float,
    outline: Array,
    axes: Array,
    at: Array,
    offset: Array,
) -> None:
    n = len(outline)
    following = np.roll(outline, -1, axis=0)
    along = following - outline
    lengths = np.hypot(along[:, 0], along[:, 1])
    safe = np.where(lengths > 0.0, lengths, 1.0)
    flat = np.stack([along[:, 1], -along[:, 0]], axis=1) / safe[:, None]
    before, after = np.roll(flat, 1, axis=0), np.roll(flat, -1, axis=0)
    soft_start = np.sum(flat * before, axis=1) > SMOOTH
    soft_end = np.sum(flat * after, axis=1) > SMOOTH
    start_normals = np.where(soft_start[:, None], _unit(flat + before), flat)
    end_normals = np.where(soft_end[:, None], _unit(flat + after), flat)
    thick = thickness * axes[2]
    low, low_next = at + outline @ axes[:2], at + following @ axes[:2]
    points = np.stack([low, low_next, low_next + thick, low + thick], axis=1).reshape(-1, 3)
    n0, n1 = start_normals @ axes[:2], end_normals @ axes[:2]
    normals = np.stack([n0, n1, n1, n0], axis=1).reshape(-1, 3)
    sizes = np.stack([lengths, np.full(n, thickness)], axis=1)
    uv = (UNIT[None] * sizes[:, None] / 1000.0 + offset).reshape(-1, 2)
    borders = np.stack([_borders(float(length), thickness) for length in lengths])
    borders[soft_start, :, 0] = FAR
    borders[soft_end, :, 1] = FAR
    first = builder.add(points, normals, uv, borders.reshape(-1, 4))
    builder.quads.append(first + np.arange(4 * n, dtype=np.int64).reshape(n, 4)[lengths > 0.0])


def _unit(vectors: Array) -> Array:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(length > 0.0, length, 1.0)


def _ears(outline: Array) -> Ints:
    """Triangles (t, 3) of a simple polygon, by ear clipping; a fan when it cannot be clipped."""
    n = len(outline)
    polygon = vtkPolygon()
    polygon.GetPointIds().SetNumberOfIds(n)
    points = vtkPoints()
    points.SetDataTypeToDouble()
    for i, (x, y) in enumerate(outline):
        points.InsertNextPoint(float(x), float(y), 0.0)
        polygon.GetPointIds().SetId(i, i)
    polygon.GetPoints().ShallowCopy(points)
    found = vtkIdList()
    if polygon.TriangulateLocalIds(0, found) and found.GetNumberOfIds() >= 3:
        ids = [found.GetId(i) for i in range(found.GetNumberOfIds())]
        faces = np.array(ids, dtype=np.int64).reshape(-1, 3)
    else:
        faces = np.array([[0, i, i + 1] for i in range(1, n - 1)], dtype=np.int64)
    a, b, c = (outline[faces[:, i]] for i in range(3))
    clockwise = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0]) < 0.0
    faces[clockwise] = faces[clockwise][:, ::-1]
    return faces
