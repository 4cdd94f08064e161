"""Meshes and actors for VTK: one mapper a shape, counted, so that forty equal cabinets share one and none outlives its last user."""

from __future__ import annotations

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkDataObject, vtkPolyData
from vtkmodules.vtkCommonMath import vtkMatrix4x4
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from app.geometry.frame import Frame, cos_sin
from app.scene.scene import Shape

from .meshes import Mesh, mesh_of


def polydata(mesh: Mesh) -> vtkPolyData:
    """Return a mesh as VTK data that owns its arrays."""
    points = vtkPoints()
    points.SetData(numpy_to_vtk(mesh.points, deep=True))
    sizes = np.concatenate([np.full(len(mesh.quads), 4), np.full(len(mesh.triangles), 3)])
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    corners = np.concatenate([mesh.quads.ravel(), mesh.triangles.ravel()]).astype(np.int64)
    cells = vtkCellArray()
    cells.SetData(numpy_to_vtkIdTypeArray(offsets, deep=True), numpy_to_vtkIdTypeArray(corners, deep=True))
    data = vtkPolyData()
    data.SetPoints(points)
    data.SetPolys(cells)
    normals, uv = numpy_to_vtk(mesh.normals, deep=True), numpy_to_vtk(mesh.uv, deep=True)
    data.GetPointData().SetNormals(normals)
    data.GetPointData().SetTCoords(uv)
    borders = numpy_to_vtk(mesh.borders, deep=True)
    borders.SetName("borders")
    data.GetPointData().AddArray(borders)
    return data


def mapper_of(shape: Shape) -> vtkPolyDataMapper:
    """Return a mapper that draws a shape."""
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(polydata(mesh_of(shape)))
    mapper.ScalarVisibilityOff()
    mapper.MapDataArrayToVertexAttribute("borders", "borders", vtkDataObject.FIELD_ASSOCIATION_POINTS, -1)
    mapper.SetStatic(True)
    return mapper


class MeshStore:
    """Mappers by shape; `builds` counts how many meshes were made."""

    def __init__(self) -> None:
        self._kept: dict[Shape, tuple[vtkPolyDataMapper, int]] = {}
        self.builds = 0

    def take(self, shape: Shape) -> vtkPolyDataMapper:
        """Return the mapper of a shape, made when it is the first of its kind."""
        found = self._kept.get(shape)
        if found is None:
            self.builds += 1
            found = (mapper_of(shape), 0)
        self._kept[shape] = (found[0], found[1] + 1)
        return found[0]

    def give_back(self, shape: Shape) -> None:
        """Let go of a shape taken before; its mesh goes with its last user."""
        mapper, users = self._kept[shape]
        if users > 1:
            self._kept[shape] = (mapper, users - 1)
        else:
            del self._kept[shape]

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()

    def __len__(self) -> int:
        return len(self._kept)


def place(actor: vtkActor, frame: Frame) -> None:
    """Set an actor's place in the plan."""
    cos, sin = cos_sin(frame.turn)
    matrix = vtkMatrix4x4()
    matrix.DeepCopy((cos, -sin, 0.0, frame.x, sin, cos, 0.0, frame.y, 0.0, 0.0, 1.0, frame.z, 0.0, 0.0, 0.0, 1.0))
    actor.SetUserMatrix(matrix)
