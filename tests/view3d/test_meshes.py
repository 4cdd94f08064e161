"""Meshes of shapes: closed, right way out, true to size, with grain along the grain."""

from __future__ import annotations

import math

import numpy as np
import pytest
import trimesh
from hypothesis import given
from hypothesis import strategies as st

from app.geometry.frame import AXES, Pose
from app.scene.forms import block, circle
from app.scene.scene import Shape, Slab
from app.view3d.meshes import Mesh, mesh_of

L_OUTLINE = ((0.0, 0.0), (900.0, 0.0), (900.0, 300.0), (400.0, 300.0), (400.0, 900.0), (0.0, 900.0))
POSES = [Pose((10.0, 20.0, 30.0), x, y) for x in AXES.values() for y in AXES.values() if abs(np.dot(x, y)) < 0.5]


def solid(mesh: Mesh) -> trimesh.Trimesh:
    quads = mesh.quads
    faces = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]], mesh.triangles])
    made = trimesh.Trimesh(mesh.points.astype(float), faces, process=False)
    made.merge_vertices(merge_norm=True, merge_tex=True)
    return made


@given(
    st.sampled_from(POSES),
    st.sampled_from([L_OUTLINE, circle(200.0), ((0.0, 0.0), (600.0, 0.0), (600.0, 400.0), (0.0, 400.0))]),
)
def test_a_slab_is_closed_and_its_outside_is_outside_in_every_pose(
    pose: Pose, outline: tuple[tuple[float, float], ...]
) -> None:
    made = solid(mesh_of(Shape((Slab(pose, outline, 18.0),))))
    ring = np.array(outline)
    area = 0.5 * abs(np.sum(ring[:, 0] * np.roll(ring[:, 1], -1) - ring[:, 1] * np.roll(ring[:, 0], -1)))
    assert made.is_watertight
    assert made.volume == pytest.approx(area * 18.0, rel=1e-5)  # negative if it were inside out


def test_normals_agree_with_the_faces() -> None:
    mesh = mesh_of(Shape((block((0.0, 0.0, 0.0), (600.0, 18.0, 720.0)),)))
    a, b, c = (mesh.points[mesh.quads[:, i]] for i in range(3))
    across = np.cross(b - a, c - b)
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    assert across == pytest.approx(mesh.normals[mesh.quads[:, 0]], abs=1e-5)


def test_texture_runs_in_metres_along_the_grain() -> None:
    outline = ((0.0, 0.0), (2000.0, 0.0), (2000.0, 500.0), (0.0, 500.0))
    for grain, extent in (("x", (2.0, 0.5)), ("y", (0.5, 2.0)), ("none", (2.0, 0.5))):
        mesh = mesh_of(Shape((Slab(Pose(), outline, 18.0, grain),)))  # type: ignore[arg-type]
        assert np.ptp(mesh.uv[:4], axis=0) == pytest.approx(extent, abs=1e-4)


def test_border_distances_are_the_sizes_of_the_face() -> None:
    mesh = mesh_of(Shape((block((0.0, 0.0, 0.0), (600.0, 400.0, 18.0)),)))
    assert sorted(mesh.borders[0]) == pytest.approx([0.0, 0.0, 400.0, 600.0])


def test_a_round_rod_has_smooth_sides_and_a_box_sharp_ones() -> None:
    rod = mesh_of(Shape((Slab(Pose(), circle(20.0, 24), 300.0),)))
    side = rod.normals[np.abs(rod.normals[:, 2]) < 0.5]
    outward = rod.points[np.abs(rod.normals[:, 2]) < 0.5][:, :2] / 20.0
    assert side[:, :2] == pytest.approx(outward, abs=1e-4)
    box = mesh_of(Shape((block((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)),)))
    assert np.abs(box.normals).max(axis=1) == pytest.approx(1.0)
    assert math.isclose(float(np.abs(box.normals).sum()), len(box.normals), rel_tol=1e-6)
