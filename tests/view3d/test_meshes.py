"""Meshes of shapes: closed, right way out, true to size, with grain along the grain."""

from __future__ import annotations

import math

import numpy as np
import pytest
import trimesh
from hypothesis import given
from hypothesis import strategies as st

from app.geometry.frame import AXES, Pose
from app.scene.forms import block, circle, rectangle, rounded
from app.scene.scene import Recess, Shape, Slab
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


FIELD = Recess(rectangle(60.0, 60.0, 540.0, 340.0), 6.0)
UNDER = Recess(rounded((80.0, 80.0), (200.0, 300.0), 20.0), 4.0, upper=False)
ROUND = Recess(circle(30.0, 20, (300.0, 200.0)), 18.0)
SLOT = Recess(rounded((420.0, 100.0), (500.0, 300.0), 40.0), 18.0)
PLATE = rectangle(0.0, 0.0, 600.0, 400.0)


def ring_area(ring: tuple[tuple[float, float], ...]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)) / 2


@pytest.mark.parametrize(
    ("outline", "recesses"),
    [
        (PLATE, (FIELD,)),
        (PLATE, (Recess(FIELD.outline, 6.0, upper=False),)),
        (PLATE, (ROUND, SLOT)),
        (PLATE, (FIELD, UNDER)),
        (PLATE, (Recess(FIELD.outline, 6.0, upper=False), SLOT, ROUND)),
        (PLATE, (UNDER, SLOT, ROUND)),
        (L_OUTLINE, (ROUND, Recess(rectangle(50.0, 500.0, 350.0, 850.0), 6.0), Recess(rectangle(450.0, 50.0, 850.0, 250.0), 18.0))),
    ],
    ids=["shaker", "shaker below", "openings", "both faces", "openings in a field", "beside each other", "notched"],
)  # fmt: skip
@pytest.mark.parametrize("pose", [POSES[0], POSES[7], Pose((5.0, 5.0, 5.0), (0.6, 0.8, 0.0), (0.0, 0.0, 1.0))])
def test_a_milled_slab_is_closed_and_lacks_what_was_milled(
    outline: tuple[tuple[float, float], ...], recesses: tuple[Recess, ...], pose: Pose
) -> None:
    made = solid(mesh_of(Shape((Slab(pose, outline, 18.0, recesses=recesses),))))
    inside = [one for one in recesses if one.depth == 18.0 and any(_around(other, one) for other in recesses)]
    lost = sum(ring_area(one.outline) * one.depth for one in recesses)
    lost -= sum(ring_area(one.outline) * 6.0 for one in inside)  # what the field has taken already
    assert made.is_watertight
    assert made.is_winding_consistent
    assert made.volume == pytest.approx(ring_area(outline) * 18.0 - lost, rel=1e-5)


def _around(field: Recess, hole: Recess) -> bool:
    (x0, y0), (x1, y1) = field.outline[0], field.outline[2]
    return field.depth == 6.0 and len(field.outline) == 4 and all(x0 < x < x1 and y0 < y < y1 for x, y in hole.outline)


def test_the_walls_of_a_recess_face_into_it() -> None:
    mesh = mesh_of(Shape((Slab(Pose(), PLATE, 18.0, recesses=(FIELD,)),)))
    walls = [i for i in range(len(mesh.points)) if abs(mesh.normals[i, 2]) < 0.5 and 50.0 < mesh.points[i, 0] < 550.0]
    walls = [i for i in walls if 50.0 < mesh.points[i, 1] < 350.0]
    assert len(walls) == 16
    middle = np.array([300.0, 200.0])
    assert all(np.dot(mesh.normals[i, :2], middle - mesh.points[i, :2]) > 0 for i in walls)
    assert {round(float(mesh.points[i, 2]), 3) for i in walls} == {12.0, 18.0}


def test_a_face_with_a_field_has_edge_lines_along_both_rims() -> None:
    """Every corner of the frame lies on a rim or knows its distance from one; along no inner side is a line drawn."""
    mesh = mesh_of(Shape((Slab(Pose(), PLATE, 18.0, recesses=(FIELD,)),)))
    faces = [face for face in mesh.triangles if mesh.normals[face[0], 2] > 0.5]
    assert len(faces) == 8
    lined = 0.0
    for face in faces:
        for k in range(3):
            start, end, far = (face[(k + i) % 3] for i in range(3))
            slot = [i for i in range(4) if mesh.borders[start, i] == mesh.borders[end, i] == 0.0]
            if slot:
                a, b, c = (mesh.points[i, :2].astype(float) for i in (start, end, far))
                height = abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) / np.linalg.norm(b - a)
                assert mesh.borders[far, slot[0]] == pytest.approx(height, rel=1e-5)
                lined += float(np.linalg.norm(b - a))
    assert lined == pytest.approx(2 * (600 + 400) + 2 * (480 + 280))


def test_grain_runs_on_from_slab_to_slab() -> None:
    outline = rectangle(0.0, 0.0, 717.0, 397.0)
    up, right = (0.0, 0.0, 1.0), (1.0, 0.0, 0.0)
    for grain in ("x", "y"):
        slabs = [Slab(Pose((x, 0.0, 1.5), up, right), outline, 18.0, grain, (), (1.5, x)) for x in (1.5, 401.5)]  # type: ignore[arg-type]
        uv = [mesh_of(Shape((slab,))).uv[0] for slab in slabs]
        step = np.array([0.0, 0.4] if grain == "x" else [0.4, 0.0])
        assert uv[1] - uv[0] == pytest.approx(step, abs=1e-6)
