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

from app.scene.scene import Shape, Slab

type Floats = NDArray[np.float32]
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
        self.parts: list[tuple[NDArray[np.float64], ...]] = []
        self.quads: list[Ints] = []
        self.triangles: list[Ints] = []
        self.count = 0

    def add(
        self,
        points: NDArray[np.float64],
        normals: NDArray[np.float64],
        uv: NDArray[np.float64],
        borders: NDArray[np.float64],
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
    _add_cap(builder, slab, outline, axes, at, offset, True)
    if slab.thickness > 0.0:
        _add_cap(builder, slab, outline, axes, at, offset, False)
        _add_sides(builder, slab, outline, axes, at, offset)


def _offset(slab: Slab) -> NDArray[np.float64]:
    """Where on its texture a grained panel begins: by chance, but the same every time."""
    if slab.grain == "none":
        return np.zeros(2)
    chance = zlib.crc32(repr((slab.pose.at, slab.outline[2])).encode())
    return np.array([(chance & 0xFFFF) / 6553.6, (chance >> 16) / 6553.6])


def _add_cap(
    builder: _Builder,
    slab: Slab,
    outline: NDArray[np.float64],
    axes: NDArray[np.float64],
    at: NDArray[np.float64],
    offset: NDArray[np.float64],
    upper: bool,
) -> None:
    n = len(outline)
    z = slab.thickness if upper else 0.0
    points = at + outline @ axes[:2] + z * axes[2]
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


def _is_rectangle(outline: NDArray[np.float64]) -> bool:
    return bool(np.all(np.abs(outline[0] + outline[2] - outline[1] - outline[3]) < 1e-6)) and bool(
        abs(np.dot(outline[1] - outline[0], outline[3] - outline[0])) < 1e-3
    )


def _cap_borders(outline: NDArray[np.float64]) -> NDArray[np.float64]:
    return _borders(float(np.linalg.norm(outline[1] - outline[0])), float(np.linalg.norm(outline[3] - outline[0])))


def _borders(width: float, height: float) -> NDArray[np.float64]:
    return np.array(
        [[0, width, 0, height], [width, 0, 0, height], [width, 0, height, 0], [0, width, height, 0]], dtype=np.float64
    )


def _add_sides(
    builder: _Builder,
    slab: Slab,
    outline: NDArray[np.float64],
    axes: NDArray[np.float64],
    at: NDArray[np.float64],
    offset: NDArray[np.float64],
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
    thick = slab.thickness * axes[2]
    low, low_next = at + outline @ axes[:2], at + following @ axes[:2]
    points = np.stack([low, low_next, low_next + thick, low + thick], axis=1).reshape(-1, 3)
    n0, n1 = start_normals @ axes[:2], end_normals @ axes[:2]
    normals = np.stack([n0, n1, n1, n0], axis=1).reshape(-1, 3)
    sizes = np.stack([lengths, np.full(n, slab.thickness)], axis=1)
    uv = (UNIT[None] * sizes[:, None] / 1000.0 + offset).reshape(-1, 2)
    borders = np.stack([_borders(float(length), slab.thickness) for length in lengths])
    borders[soft_start, :, 0] = FAR
    borders[soft_end, :, 1] = FAR
    first = builder.add(points, normals, uv, borders.reshape(-1, 4))
    builder.quads.append(first + np.arange(4 * n, dtype=np.int64).reshape(n, 4)[lengths > 0.0])


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(length > 0.0, length, 1.0)


def _ears(outline: NDArray[np.float64]) -> Ints:
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
