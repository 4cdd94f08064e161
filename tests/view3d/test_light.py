"""Baked light: darkest where furniture touches, additive, sun only through glass and not through cabinets."""

from __future__ import annotations

import numpy as np
import pytest

from app.geometry.box import Box
from app.geometry.frame import Frame
from app.view3d.light import TO_SUN, Body, Face, Pane, bake

ROOM = ((0.0, 0.0), (4000.0, 0.0), (4000.0, 3000.0), (0.0, 3000.0))
FLOOR = Face((0.0, 0.0, 2.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0), (4000.0, 3000.0))
CABINET = Body(Box((0.0, 0.0, 0.0), (600.0, 560.0, 720.0)), Frame(1700.0, 1200.0))
WINDOW = Pane(Frame(0.0, -100.0), 1200.0, 2700.0, 900.0, 2400.0, 0.0)


def at(pixels: np.ndarray, x: float, y: float) -> np.ndarray:
    rows, columns = pixels.shape[:2]
    return pixels[int(y / 3000.0 * rows), int(x / 4000.0 * columns)].astype(int)


def test_the_floor_is_darkest_under_a_cabinet_and_clears_with_distance() -> None:
    shade = bake(FLOOR, ROOM, [CABINET], [])
    under, beside, away = (at(shade, x, 1500.0)[3] for x in (2000.0, 2330.0, 3100.0))
    assert under > beside > away + 10


def test_turning_room_and_cabinet_together_changes_nothing() -> None:
    straight = bake(FLOOR, (), [CABINET], [])
    frame = Frame(500.0, -700.0, 0.0, 33.0)
    corner, x, y = frame.out((0.0, 0.0, 2.0)), frame.out((1.0, 0.0, 2.0)), frame.out((0.0, 1.0, 2.0))
    turned = Face(
        corner,
        (x[0] - corner[0], x[1] - corner[1], 0.0),
        (y[0] - corner[0], y[1] - corner[1], 0.0),
        FLOOR.low,
        FLOOR.high,
    )
    moved = Body(CABINET.box, frame.then(CABINET.frame))
    assert np.abs(bake(turned, (), [moved], []).astype(int) - straight.astype(int)).max() <= 1


def test_two_halves_of_a_cabinet_darken_like_the_whole() -> None:
    left = Body(Box((0.0, 0.0, 0.0), (300.0, 560.0, 720.0)), CABINET.frame)
    right = Body(Box((300.0, 0.0, 0.0), (600.0, 560.0, 720.0)), CABINET.frame)
    whole, halves = bake(FLOOR, (), [CABINET], []), bake(FLOOR, (), [left, right], [])
    assert np.abs(whole[..., 3].astype(int) - halves[..., 3].astype(int)).max() <= 2


def test_the_sun_falls_where_the_window_throws_it_and_not_behind_a_cabinet() -> None:
    down = 1500.0 / TO_SUN[2]  # from the middle of the glass to the floor
    x, y = 1950.0 - TO_SUN[0] * down, -100.0 - TO_SUN[1] * down
    lit = bake(FLOOR, ROOM, [], [WINDOW])
    spot, shade = at(lit, x, y), at(lit, 200.0, 2800.0)
    assert spot[0] > 180
    assert shade[0] < 120
    screen = Body(Box((-800.0, 0.0, 0.0), (800.0, 20.0, 2600.0)), Frame(x, y - 300.0))
    assert at(bake(FLOOR, ROOM, [screen], [WINDOW]), x, y)[0] < 120


def test_a_wall_is_shaded_by_what_hangs_on_it() -> None:
    wall = Face((0.0, 2998.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0), (0.0, 0.0), (4000.0, 2800.0))
    hung = Body(Box((0.0, 0.0, 0.0), (800.0, 320.0, 700.0)), Frame(1600.0, 2680.0, 1440.0))
    shade = bake(wall, ROOM, [hung], [])
    rows, columns = shade.shape[:2]
    near = shade[int(1380.0 / 2800.0 * rows), columns // 2, 3]
    far = shade[int(700.0 / 2800.0 * rows), columns // 2, 3]
    assert int(near) > int(far) + 20


def test_a_face_without_anything_near_is_clear() -> None:
    assert bake(FLOOR, (), [], [])[..., 3].max() == pytest.approx(0)
