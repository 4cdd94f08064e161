"""The camera's arithmetic against itself and against plain geometry."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.sides import sides
from app.view3d.camera import (
    STEEPEST,
    Camera,
    elevation,
    fit,
    orbit,
    pan,
    perspective,
    plan_points,
    plan_view,
    project,
    ray_of,
    zoom,
)
from tests.scene.making import flat

SIZE = (320, 200)
CAMERAS = [
    Camera((3000.0, -5000.0, 2200.0), (500.0, 100.0, 900.0)),
    Camera((3000.0, -5000.0, 2200.0), (500.0, 100.0, 900.0), parallel_scale=1500.0),
    Camera((0.0, 0.0, 9000.0), (0.0, 0.0, 0.0), parallel_scale=2500.0, up=(0.0, 1.0, 0.0)),
    Camera((0.0, 0.0, 9000.0), (0.0, 0.0, 0.0)),
]
pixels = st.tuples(st.floats(0.0, 320.0), st.floats(0.0, 200.0))


@given(st.sampled_from(CAMERAS), pixels, st.floats(100.0, 9000.0))
def test_a_point_on_the_ray_through_a_pixel_is_drawn_at_that_pixel(
    camera: Camera, pixel: tuple[float, float], far: float
) -> None:
    origin, direction = ray_of(camera, *pixel, SIZE)
    point = np.array(origin) + np.array(direction) * far
    assert project(camera, point[None], SIZE)[0, :2] == pytest.approx(pixel, abs=1e-6)


def test_the_target_is_drawn_in_the_middle() -> None:
    for camera in CAMERAS:
        x, y, depth = project(camera, np.array([camera.target]), SIZE)[0]
        assert (x, y) == pytest.approx((160.0, 100.0))
        assert depth == pytest.approx(camera.distance)


def test_what_is_behind_the_eye_has_no_pixel() -> None:
    assert np.isnan(project(CAMERAS[0], np.array([[6000.0, -11000.0, 4000.0]]), SIZE)[0, 0])


@given(st.floats(-400.0, 400.0), st.floats(-400.0, 400.0))
def test_orbiting_keeps_target_and_distance_and_never_turns_over(turn: float, rise: float) -> None:
    camera = CAMERAS[0]
    turned = orbit(camera, turn, rise)
    assert turned.target == camera.target
    assert turned.distance == pytest.approx(camera.distance)
    height = math.degrees(math.asin((turned.eye[2] - turned.target[2]) / turned.distance))
    assert height <= STEEPEST + 1e-6


@given(st.sampled_from(CAMERAS[:3]), st.floats(-50.0, 50.0), st.floats(-50.0, 50.0))
def test_what_was_at_the_target_follows_a_pan_by_the_same_pixels(camera: Camera, right: float, down: float) -> None:
    moved = pan(camera, right, down, SIZE[1])
    assert project(moved, np.array([camera.target]), SIZE)[0, :2] == pytest.approx(
        (160.0 + right, 100.0 + down), abs=1e-6
    )


@given(st.sampled_from(CAMERAS[:3]), st.floats(0.5, 2.0))
def test_zooming_keeps_the_point_under_the_mouse(camera: Camera, factor: float) -> None:
    point = (800.0, 300.0, 700.0)
    before = project(camera, np.array([point]), SIZE)[0, :2]
    after = project(zoom(camera, factor, point), np.array([point]), SIZE)[0, :2]
    assert after == pytest.approx(before, abs=1e-6)


def test_fitting_shows_every_point_and_fills_one_direction() -> None:
    points = plan_points(flat())
    for camera in CAMERAS[:3]:
        seen = project(fit(camera, points, SIZE[0] / SIZE[1], 1.0), points, SIZE)
        assert seen[:, 0].min() >= -0.01
        assert seen[:, 0].max() <= 320.01
        assert seen[:, 1].min() >= -0.01
        assert seen[:, 1].max() <= 200.01
        assert max(np.ptp(seen[:, 0]) / 320.0, np.ptp(seen[:, 1]) / 200.0) == pytest.approx(1.0, abs=0.001)


def test_the_plan_shows_east_to_the_right_and_north_up() -> None:
    camera = plan_view(flat(), "", 1.6)
    seen = project(camera, np.array([[0.0, 0.0, 0.0], [4000.0, 0.0, 0.0], [0.0, 3000.0, 0.0]]), SIZE)
    assert seen[1, 0] > seen[0, 0]
    assert seen[2, 1] < seen[0, 1]


def test_an_elevation_faces_its_side_with_left_on_the_left() -> None:
    for side in sides(flat(), "a"):
        camera = elevation(side, 2800.0, 1.6)
        ends = project(camera, np.array([(*side.left, 0.0), (*side.right, 2800.0)]), SIZE)
        assert ends[0, 0] < ends[1, 0]
        assert ends[0, 1] > ends[1, 1]
        assert ends[:, 2].min() > 0.0
        scale = (ends[1, 0] - ends[0, 0]) / side.length
        assert scale == pytest.approx((ends[0, 1] - ends[1, 1]) / 2800.0)  # no distortion: mm are mm both ways


def test_a_room_seen_in_perspective_has_its_whole_floor_in_the_picture() -> None:
    camera = perspective(flat(), "b", 1.6)
    floor = np.array([(x, y, 0.0) for x, y in flat().rooms[1].outline])
    seen = project(camera, floor, SIZE)
    assert ((seen[:, :2] >= 0.0) & (seen[:, :2] <= SIZE)).all()
    assert camera.room == "b"
