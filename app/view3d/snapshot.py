"""Pictures for files: a furnished home, a plan, a wall, a sample for the library. PNG bytes, made without a window on any screen."""

from __future__ import annotations

import struct
import zlib
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.components.parts import Component
from app.design.layout import Layout, Placed
from app.plans.plan import Plan
from app.plans.sides import find_side, sides
from app.records import DataError
from app.scene.compose import compose, unit_items
from app.scene.diff import first
from app.scene.dress import Decors
from app.scene.scene import Change, Scene

from .camera import Camera, elevation, fit, perspective, plan_view
from .quality import TIERS, Tier
from .stage import Stage
from .studio import ROOM, UNSEEN, stand, studio_items

type Pixels = NDArray[np.uint8]
type Quality = Literal["lowest", "draft", "still"]

TIER: dict[str, Tier] = {"lowest": TIERS[0], "draft": TIERS[3], "still": TIERS[3]}


def picture(
    layout: Layout,
    catalog: Decors,
    view: str = "perspective",
    size: tuple[int, int] = (1500, 900),
    quality: Quality = "still",
) -> bytes:
    """Return a PNG of a layout: `view` is perspective, plan, a room's id after "perspective:", or elevation:WALL.

    WALL is a side ("kitchen/2"), a room's wall by its compass letter ("kitchen/N") or a wall's id. Raise DataError for a view or a
    wall that is not there.
    """
    camera = camera_for(layout.design.plan, view, size[0] / size[1], layout)
    return png(scene_pixels(compose(layout, catalog), camera, size, quality))


def scene_pixels(scene: Scene, camera: Camera, size: tuple[int, int], quality: Quality = "still") -> Pixels:
    """Return a picture of a scene, `(h, w, 4)` uint8, top row first."""
    return _drawn(first(scene), camera, size, quality)


def _drawn(change: Change, camera: Camera, size: tuple[int, int], quality: Quality, clear: bool = False) -> Pixels:
    stage = Stage(*size, tier=TIER[quality])
    try:
        if clear:
            stage.window.clear_background()
            stage.hide(UNSEEN)
        stage.play(change)
        stage.camera = camera
        return stage.still() if quality == "still" else stage.frame()
    finally:
        stage.close()


def camera_for(plan: Plan, view: str, aspect: float, layout: Layout | None = None) -> Camera:
    """Return the camera of a view named in words; raise DataError for one that is not known."""
    word, _, where = view.partition(":")
    if word == "perspective":
        if where and all(room.id != where for room in plan.rooms):
            raise DataError(
                plan.id, "view", f"no room {where!r}; there are {', '.join(room.id for room in plan.rooms)}"
            )
        return best_view(plan, layout, where, aspect)
    if word == "plan" and not where:
        return plan_view(plan, "", aspect)
    if word == "elevation" and where:
        for room in plan.rooms:
            for side in sides(plan, room.id):
                if where in (side.id, side.wall):
                    return elevation(side, room.ceiling, aspect)
        for room in plan.rooms:
            if where.startswith(f"{room.id}/"):
                return elevation(find_side(plan, room.id, where.removeprefix(f"{room.id}/")), room.ceiling, aspect)
        raise DataError(plan.id, "view", f"no wall {where!r} seen from any room")
    raise DataError(plan.id, "view", f"{view!r} is not perspective, plan or elevation:WALL")


def best_view(plan: Plan, layout: Layout | None, room: str, aspect: float) -> Camera:
    """Return the perspective from the corner that shows most fronts: the eye stands where the furniture looks."""
    looks = np.zeros(2)
    for placed in layout.placed if layout else ():
        if placed.unit is not None and (not room or placed.room == room):
            x, y = placed.frame.out2((0.0, -1.0))
            looks += np.array([x - placed.frame.x, y - placed.frame.y]) * placed.component.body.size[0]
    azimuth = 255.0
    if room and float(np.hypot(*looks)) > 1.0:
        facing = float(np.degrees(np.arctan2(looks[1], looks[0])))
        azimuth = facing + (24.0 if abs(facing % 90.0) < 1.0 or abs(facing % 90.0) > 89.0 else 0.0)
    elif not room and float(np.hypot(*looks)) > 1.0:
        facing = float(np.degrees(np.arctan2(looks[1], looks[0])))
        azimuth = min((75.0, 165.0, 255.0, 345.0), key=lambda a: abs((a - facing + 180.0) % 360.0 - 180.0))
    return perspective(plan, room, aspect, azimuth)


def thumbnail(component: Component, catalog: Decors, size: tuple[int, int] = (300, 240)) -> bytes:
    """Return a PNG of one component as it stands in a catalogue: seen from the front right, on a soft shadow, transparent around."""
    return png(thumbnail_pixels(component, catalog, size))


def thumbnail_pixels(component: Component, catalog: Decors, size: tuple[int, int] = (300, 240)) -> Pixels:
    """Return a catalogue picture, `(h, w, 4)` uint8, top row first; alpha 0 where there is nothing."""
    placed = Placed("thumbnail", None, component, stand(component), ROOM)
    items = unit_items(placed, catalog)
    low, high = component.hull.low, component.hull.high
    points = np.array([(x, y, z) for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])])
    points = points + np.array([0.0, 0.0, placed.frame.z])
    middle = points.mean(axis=0)
    away = np.array([0.62, -1.0, 0.42])
    away = middle + away / np.linalg.norm(away) * 5000.0
    camera = Camera((away[0], away[1], away[2]), (middle[0], middle[1], middle[2]), view_angle=20.0)
    camera = fit(camera, points, size[0] / size[1], 1.14)
    pixels = _drawn(Change(added=(*studio_items(component), *items)), camera, size, "still", True)
    return _cut_out(pixels)


def _cut_out(pixels: Pixels) -> Pixels:
    """Take the white background out of the colours: what was drawn over white becomes colour with its alpha."""
    alpha = pixels[..., 3:].astype(np.float32) / 255.0
    colour = (pixels[..., :3] - 255.0 * (1.0 - alpha)) / np.maximum(alpha, 1.0 / 255.0)
    return np.concatenate([colour.clip(0.0, 255.0), alpha * 255.0], axis=2).astype(np.uint8)


def png(pixels: Pixels) -> bytes:
    """Return `(h, w, 3 or 4)` uint8 pixels, top row first, as a PNG file."""
    height, width, channels = pixels.shape
    rows = np.concatenate([np.zeros((height, 1), np.uint8), pixels.reshape(height, width * channels)], axis=1)

    def chunk(tag: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 6 if channels == 4 else 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows.tobytes(), 6))
        + chunk(b"IEND", b"")
    )
