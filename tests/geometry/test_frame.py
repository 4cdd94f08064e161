"""Frames are rigid, undo themselves, and quarter turns are exact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.geometry.frame import AXES, Frame, Pose, cross, normal_turn

lengths = st.floats(-20_000, 20_000)
frames = st.builds(Frame, lengths, lengths, lengths, st.floats(-720, 720))
points = st.tuples(lengths, lengths, lengths)


@given(frames, points)
def test_into_undoes_out(frame: Frame, point: tuple[float, float, float]) -> None:
    assert frame.into(frame.out(point)) == pytest.approx(point, abs=1e-6)


@given(frames, frames, points)
def test_then_places_the_inner_frame(outer: Frame, inner: Frame, point: tuple[float, float, float]) -> None:
    assert outer.then(inner).out(point) == pytest.approx(outer.out(inner.out(point)), abs=1e-6)


@given(frames, points)
def test_inverse_is_identity(frame: Frame, point: tuple[float, float, float]) -> None:
    assert frame.then(frame.inverse()).out(point) == pytest.approx(point, abs=1e-6)


@given(points)
def test_four_quarter_turns_are_exactly_nothing(point: tuple[float, float, float]) -> None:
    turned = point
    for _ in range(4):
        turned = Frame(turn=90).out(turned)
    assert turned == point


@given(st.floats(-1e6, 1e6))
def test_a_turn_is_within_the_circle(turn: float) -> None:
    assert 0.0 <= normal_turn(turn) < 360.0


@pytest.mark.parametrize("x", AXES)
@pytest.mark.parametrize("y", AXES)
def test_a_pose_is_a_rotation_never_a_mirror(x: str, y: str) -> None:
    if x[1] == y[1]:
        return
    pose = Pose((1.0, 2.0, 3.0), AXES[x], AXES[y])
    assert cross(pose.x, pose.y) == pose.z
    assert cross(pose.y, pose.z) == pose.x
    assert pose.into(pose.out((5.0, 6.0, 7.0))) == (5.0, 6.0, 7.0)
