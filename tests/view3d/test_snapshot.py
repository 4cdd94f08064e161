"""Pictures for files: PNGs that open, thumbnails cut out of their background, views named in words."""

from __future__ import annotations

import io

import numpy as np
import pytest

from app.geometry.frame import Frame
from app.plans.sides import find_side
from app.records import DataError
from app.view3d.camera import perspective
from app.view3d.snapshot import camera_for, picture, png, thumbnail, thumbnail_pixels
from tests.scene import making

SHELF = making.Shelf()
LAID = making.layout((making.cabinet(front="oak"), Frame(600.0, 3000.0)))


def read_png(data: bytes) -> np.ndarray:
    """Read by another program's reader than the one that wrote."""
    from PIL import Image

    return np.asarray(Image.open(io.BytesIO(data)))


def test_a_png_reads_back_as_the_pixels_it_was_made_of() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (7, 5, 4), dtype=np.uint8)
    assert (read_png(png(pixels)) == pixels).all()


@pytest.mark.parametrize("view", ["perspective", "perspective:a", "plan", "elevation:south", "elevation:a/2"])
def test_every_view_gives_a_picture_of_the_size_asked_for(view: str) -> None:
    pixels = read_png(picture(LAID, SHELF, view, (96, 64), "lowest"))
    assert pixels.shape[:2] == (64, 96)
    assert len(np.unique(pixels[..., :3].reshape(-1, 3), axis=0)) > 100


@pytest.mark.parametrize("view", ["front", "elevation", "elevation:nowhere", "plan:a", "perspective:attic"])
def test_an_unknown_view_is_refused(view: str) -> None:
    with pytest.raises(DataError):
        camera_for(LAID.design.plan, view, 1.5, LAID)


def test_a_wall_of_a_room_is_named_as_where_a_unit_is_put() -> None:
    plan = LAID.design.plan
    north = find_side(plan, "a", "N")
    seen = camera_for(plan, f"elevation:{north.id}", 1.5, LAID)
    assert camera_for(plan, "elevation:a/N", 1.5, LAID) == seen == camera_for(plan, "elevation:a/north", 1.5, LAID)


def test_an_unknown_room_or_wall_is_answered_with_those_there_are() -> None:
    with pytest.raises(DataError, match="no room 'attic'; there are a"):
        camera_for(LAID.design.plan, "perspective:attic", 1.5, LAID)
    with pytest.raises(DataError, match=r"no wall '9'; its sides are a/1"):
        camera_for(LAID.design.plan, "elevation:a/9", 1.5, LAID)


def test_the_same_layout_gives_the_same_bytes() -> None:
    first, again = (picture(LAID, SHELF, "plan", (80, 50), "lowest") for _ in range(2))
    assert first == again


def test_a_thumbnail_shows_the_cabinet_on_nothing_with_a_soft_shadow() -> None:
    pixels = thumbnail_pixels(making.cabinet(front="oak"), SHELF, (90, 72))
    alpha = pixels[..., 3]
    assert alpha[0, 0] == 0
    assert alpha[36, 45] == 255
    assert ((alpha > 8) & (alpha < 200)).sum() > 50  # the shadow and the smooth outline
    colours = pixels[alpha == 255][:, :3]
    assert len(np.unique(colours, axis=0)) > 100
    assert 0.2 < (alpha == 255).mean() < 0.8


def test_a_thumbnail_is_a_png() -> None:
    assert read_png(thumbnail(making.cabinet(), SHELF, (60, 48))).shape == (48, 60, 4)


def test_the_furniture_is_looked_at_from_its_front() -> None:
    camera = camera_for(LAID.design.plan, "perspective:a", 1.5, LAID)
    assert camera.eye[1] < 0.0  # the cabinet stands at the north wall and looks south
    assert camera.room == "a"
    assert perspective(LAID.design.plan, "a", 1.5).room == "a"
