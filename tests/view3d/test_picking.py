"""Picking: a ray finds what is drawn there, the nearest first, in any turn."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.geometry.frame import Frame
from app.view3d.camera import Camera, ray_of
from app.view3d.picking import pick, pick_part
from tests.scene import making

CAB = making.cabinet()


@given(st.floats(0.0, 359.0), st.floats(50.0, 550.0), st.floats(50.0, 500.0))
def test_a_ray_at_the_door_meets_the_door_in_any_turn(turn: float, x: float, z: float) -> None:
    lay = making.layout((CAB, Frame(500.0, 700.0, 0.0, turn)))
    frame = lay.placed[0].frame
    origin, at = frame.out((x, -2000.0, z)), frame.out((x, -19.0, z))
    direction = tuple((a - o) / math.dist(at, origin) for a, o in zip(at, origin, strict=True))
    hit = pick_part(lay, origin, (direction[0], direction[1], direction[2]))
    assert hit is not None
    assert (hit.id, hit.part) == ("u1", "door")
    assert hit.point == pytest.approx(at, abs=1e-6)


def test_the_nearer_of_two_is_picked_and_a_miss_is_nothing() -> None:
    lay = making.layout((CAB, Frame(0.0, 3000.0)), (CAB, Frame(0.0, 1500.0)))
    assert pick(lay, (300.0, -500.0, 300.0), (0.0, 1.0, 0.0)) == "u2"
    assert pick(lay, (300.0, 5000.0, 300.0), (0.0, -1.0, 0.0)) == "u1"
    assert pick(lay, (300.0, -500.0, 900.0), (0.0, 1.0, 0.0)) == ""
    assert pick(lay, (300.0, -500.0, 300.0), (0.0, -1.0, 0.0)) == ""
    assert pick(making.layout(), (0.0, 0.0, 0.0), (0.0, 1.0, 0.0)) == ""


def test_through_a_gap_between_hull_and_panels_what_stands_behind_is_picked() -> None:
    lay = making.layout((CAB, Frame(0.0, 1500.0)), (CAB, Frame(0.0, 3000.0)))
    # between door hull front (handle depth) and door: a ray along x before the door passes the hull, not a panel
    assert pick(lay, (-500.0, 910.0, 300.0), (1.0, 0.0, 0.0)) == ""


def test_a_room_leaves_the_others_out() -> None:
    lay = making.layout((CAB, Frame(0.0, 1500.0)), room="a")
    assert pick(lay, (300.0, -500.0, 300.0), (0.0, 1.0, 0.0), "b") == ""


def test_the_pixel_of_a_handle_picks_the_handle() -> None:
    lay = making.layout((CAB, Frame(0.0, 1500.0)))
    camera = Camera((546.0, -2000.0, 620.0), (546.0, 900.0, 620.0))
    hit = pick_part(lay, *ray_of(camera, 100.0, 60.0, (200, 120)))
    assert hit is not None
    assert hit.part == "handle"
