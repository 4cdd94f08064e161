"""The stage: what stands on it is the scene, meshes are shared, pixels show what they should. Small pictures, lowest tier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from app.design.layout import Layout
from app.geometry.frame import Frame
from app.scene.compose import compose
from app.scene.diff import diff, first
from app.scene.scene import Marks, Scene
from app.view3d.camera import Camera, perspective, plan_view, project
from app.view3d.drag_layer import DragLayer
from app.view3d.quality import TIERS
from app.view3d.stage import Stage
from tests.scene import making

SHELF = making.Shelf()
PLAN = making.flat()
SIZE = (200, 125)
CAB = making.cabinet(front="oak")


@pytest.fixture
def stage() -> Iterator[Stage]:
    made = Stage(*SIZE, tier=TIERS[0])
    yield made
    made.close()


def laid(*frames: Frame, room: str = "a") -> Layout:
    return making.layout(*((CAB, frame) for frame in frames), room=room, plan=PLAN)


def on_stage(stage: Stage) -> dict[object, object]:
    for key, actor in stage.actors.items():
        matrix, frame = actor.GetUserMatrix(), stage.items[key].frame
        assert [matrix.GetElement(i, 3) for i in range(3)] == [frame.x, frame.y, frame.z]
    assert stage.window.renderer.GetActors().GetNumberOfItems() == len(stage.items)
    return dict(stage.items)


def test_after_each_change_the_stage_holds_the_scene(stage: Stage) -> None:
    scenes = [
        compose(laid(Frame(0.0, 3000.0), Frame(600.0, 3000.0)), SHELF),
        compose(laid(Frame(0.0, 3000.0), Frame(900.0, 3000.0)), SHELF, Marks(frozenset({"u1"}))),
        compose(laid(Frame(0.0, 3000.0)), SHELF),
        Scene({}),
    ]
    now = Scene({})
    for scene in scenes:
        stage.play(diff(now, scene))
        assert on_stage(stage) == dict(scene.items)
        stage.render()
        now = scene
    assert len(stage.meshes) == 0


def test_a_moved_unit_uploads_no_mesh_and_equal_cabinets_share_theirs(stage: Stage) -> None:
    old = compose(laid(*(Frame(600.0 * i, 3000.0) for i in range(6))), SHELF)
    stage.play(first(old))
    builds = stage.meshes.builds
    unit_shapes = {item.shape for key, item in old.items.items() if key[0] == "unit"}
    assert len(unit_shapes) == 3  # carcass, front, handle
    new = compose(laid(*(Frame(600.0 * i, 2900.0) for i in range(6))), SHELF)
    stage.play(diff(old, new))
    stage.render()
    assert stage.meshes.builds == builds


def test_a_furnished_room_is_full_of_colour(stage: Stage) -> None:
    stage.play(first(compose(laid(Frame(0.0, 3000.0), Frame(600.0, 3000.0)), SHELF)))
    stage.camera = perspective(PLAN, "a", 1.6)
    picture = stage.render()
    assert picture.shape == (round(125 * 0.5), 100, 4)
    assert len(np.unique(picture[..., :3].reshape(-1, 3), axis=0)) > 300
    still = stage.still(TIERS[1])
    assert still.shape == (125, 200, 4)
    assert len(np.unique(still[..., :3].reshape(-1, 3), axis=0)) > 1500


def test_the_front_of_a_cabinet_is_drawn_where_the_camera_says_and_in_its_colour(stage: Stage) -> None:
    stage.play(first(compose(laid(Frame(1000.0, 3000.0)), SHELF)))
    stage.camera = Camera((1300.0, 300.0, 1200.0), (1300.0, 2440.0, 360.0), room="a")
    x, y, _ = project(stage.camera, np.array([[1300.0, 2420.0, 300.0]]), SIZE)[0]
    red, green, blue, _ = (int(v) for v in stage.frame()[round(y), round(x)])
    assert red > green > blue
    assert red - blue > 40  # oak, not the white carcass behind it


def test_refining_ends_and_begins_again_after_a_change(stage: Stage) -> None:
    scene = compose(laid(Frame(1000.0, 3000.0)), SHELF)
    stage.play(first(scene))
    assert stage.refine() is not None
    assert stage.refine() is None  # the lowest tier is content with one frame
    stage.camera = replace(stage.camera, eye=(1.0, -5000.0, 3000.0))
    assert stage.refine() is not None


def test_the_wall_towards_the_eye_is_lowered_and_the_far_one_is_not(stage: Stage) -> None:
    stage.play(first(compose(laid(Frame(1000.0, 3000.0)), SHELF)))
    stage.camera = perspective(PLAN, "a", 1.6, azimuth_deg=260.0)
    stage.render()
    seen = {key for key, actor in stage.actors.items() if actor.GetVisibility()}
    assert ("wall", "south", "0", "low") in seen
    assert ("wall", "south", "0", "body") not in seen
    assert not any("w1" in key for key in seen)  # its window goes with it
    assert ("wall", "north", "1", "body") in seen
    assert ("floor", "b") not in seen  # a view of one room shows that room
    stage.camera = plan_view(PLAN)
    stage.render()
    assert stage.actors["wall", "south", "0", "body"].GetVisibility()


def test_furniture_darkens_the_floor_beside_it(stage: Stage) -> None:
    stage.camera = plan_view(PLAN, "a", 1.6)
    x, y, _ = project(stage.camera, np.array([[1300.0, 1390.0, 0.0]]), SIZE)[0]
    stage.play(first(compose(laid(), SHELF)))
    empty = stage.frame()[round(y), round(x), :3].astype(int).sum()
    stage.play(diff(compose(laid(), SHELF), compose(laid(Frame(1000.0, 2000.0)), SHELF)))
    beside = stage.frame()[round(y), round(x), :3].astype(int).sum()
    assert beside < empty - 15


def test_the_drag_layer_is_the_full_picture_pixel_for_pixel(stage: Stage) -> None:
    """3 mm over the floor, so that the translucent floor shadow (2 mm up) lies behind what moves."""
    others = [Frame(0.0, 3000.0), Frame(1400.0, 3000.0), Frame(1800.0, 1200.0)]
    start = compose(laid(*others, Frame(700.0, 3000.0), room=""), SHELF)
    stage.play(first(start))
    stage.camera = perspective(PLAN, "", 1.6, azimuth_deg=255.0)
    layer = DragLayer(stage)
    moving = frozenset(key for key in start.items if key[:2] == ("unit", "u4"))
    layer.begin(moving)
    builds = stage.meshes.builds
    differing = 0
    for step, frame in enumerate(
        [Frame(900.0, 2800.0, 3.0, 0.0), Frame(1700.0, 1500.0, 3.0, 40.0), Frame(1500.0, 2900.0, 300.0, 90.0)]
    ):
        scene = compose(laid(*others, frame, room=""), SHELF, Marks(errors=frozenset({"u4"} if step else ())))
        quick = layer.frame(tuple(scene.items[key] for key in sorted(moving)))
        full = Stage(*SIZE, tier=TIERS[0])
        full.play(first(scene))
        full.camera = stage.camera
        full.prepare()
        full.pin_clipping(stage.clipping)
        whole = full.frame()
        full.close()
        differing += int((quick != whole).any(axis=2).sum())
    assert differing == 0
    assert stage.meshes.builds == builds
    layer.end()
    assert stage.hidden == frozenset()


def test_resizing_gives_pictures_of_the_new_size(stage: Stage) -> None:
    stage.play(first(compose(laid(), SHELF)))
    stage.frame()
    stage.resize(90, 70)
    assert stage.frame().shape == (70, 90, 4)
