"""The drag trick: while something is dragged, the rest of the picture is drawn once and kept with its depths; each move draws only
the moving items and lays them in by depth. The same pixels as a full frame, at the price of one cabinet.
"""

from __future__ import annotations

import numpy as np
from vtkmodules.vtkRenderingCore import vtkActor, vtkRenderer

from app.scene.scene import Item, Key

from .actors import place
from .camera import Camera, project
from .looks import GHOST_OPACITY
from .shades import slab_box
from .stage import Stage
from .window import Depths, Pixels

MARGIN = 4  # pixels round the moving items' box


class DragLayer:
    """Draws moving items over a kept picture: begin, frame as often as the mouse moves, end."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._renderer = vtkRenderer()
        self._renderer.SetActiveCamera(stage.window.renderer.GetActiveCamera())
        self._renderer.SetBackground(0.0, 0.0, 0.0)
        self._actors: dict[Key, tuple[vtkActor, Item]] = {}
        self._pixels: Pixels | None = None
        self._depths: Depths | None = None
        self._camera: Camera | None = None

    @property
    def active(self) -> bool:
        """Whether begin was called and end was not."""
        return self._pixels is not None

    def begin(self, keys: frozenset[Key]) -> Pixels:
        """Draw everything but the items of these keys once and keep it; return it `(h, w, 4)`, at the stage's full size."""
        stage = self._stage
        stage.hide(keys)
        self._pixels = stage.frame()
        self._depths = stage.window.depths()
        self._camera = stage.camera
        return self._pixels

    def frame(self, items: tuple[Item, ...]) -> Pixels:
        """Return the kept picture with these items in it, wherever they are now; begins anew when the camera or size changed."""
        stage = self._stage
        width, height = stage.size
        if self._pixels is None or self._camera != stage.camera or self._pixels.shape[:2] != (height, width):
            self.begin(stage.hidden)
        assert self._pixels is not None
        assert self._depths is not None
        out = self._pixels.copy()
        rect = _rectangle(items, stage)
        self._dress(items)
        if rect is None or not items:
            return out
        top, bottom, left, right = rect
        pixels, depths = self._draw(rect)
        near = depths < self._depths[top:bottom, left:right]
        ghost = all(item.layer == "ghost" for item in items)
        part = out[top:bottom, left:right]
        if ghost:
            mixed = pixels[near].astype(np.float32) * GHOST_OPACITY + part[near].astype(np.float32) * (
                1.0 - GHOST_OPACITY
            )
            part[near] = (mixed + 0.5).astype(np.uint8)
        else:
            part[near] = pixels[near]
        return out

    def _draw(self, rect: tuple[int, int, int, int]) -> tuple[Pixels, Depths]:
        window = self._stage.window
        window.resize(*self._stage.size)
        self._stage.aim()
        window.window.AddRenderer(self._renderer)
        window.renderer.DrawOff()
        self._renderer.DrawOn()
        window.render()
        pixels, depths = window.pixels(rect), window.depths(rect)
        self._renderer.DrawOff()
        window.renderer.DrawOn()
        return pixels, depths

    def _dress(self, items: tuple[Item, ...]) -> None:
        """Have an actor for each item, with its mesh, place and look."""
        stage = self._stage
        wanted = {item.key for item in items}
        for key in [key for key in self._actors if key not in wanted]:
            self._drop(key)
        for item in items:
            kept = self._actors.get(item.key)
            if kept is not None and kept[1].shape is not item.shape and kept[1].shape != item.shape:
                self._drop(item.key)
                kept = None
            actor = kept[0] if kept else vtkActor()
            if kept is None:
                actor.SetMapper(stage.meshes.take(item.shape))
                self._renderer.AddActor(actor)
            if kept is None or (kept[1].look, kept[1].tint) != (item.look, item.tint):
                stage.wardrobe.dress(actor, item.look, item.tint, False)
                actor.ForceOpaqueOn()  # translucent things leave no depth; a ghost is mixed in afterwards
            place(actor, item.frame)
            self._actors[item.key] = (actor, item)

    def _drop(self, key: Key) -> None:
        actor, item = self._actors.pop(key)
        self._renderer.RemoveActor(actor)
        self._stage.meshes.give_back(item.shape)

    def end(self) -> None:
        """Forget the kept picture and show the hidden items again."""
        for key in list(self._actors):
            self._drop(key)
        self._pixels = self._depths = self._camera = None
        self._stage.hide(frozenset())


def _rectangle(items: tuple[Item, ...], stage: Stage) -> tuple[int, int, int, int] | None:
    """Rows and columns (top, bottom, left, right) that hold all items; None when they lie outside the picture."""
    corners = [
        item.frame.out((x, y, z))
        for item in items
        for box in map(slab_box, item.shape.slabs)
        for x in (box.low[0], box.high[0])
        for y in (box.low[1], box.high[1])
        for z in (box.low[2], box.high[2])
    ]
    width, height = stage.size
    if not corners:
        return None
    pixels = project(stage.camera, np.array(corners), stage.size)
    if np.isnan(pixels).any():  # partly behind the eye
        return (0, height, 0, width)
    left, top = (int(np.clip(pixels[:, i].min() - MARGIN, 0, limit)) for i, limit in ((0, width), (1, height)))
    right, bottom = (int(np.clip(pixels[:, i].max() + MARGIN + 1, 0, limit)) for i, limit in ((0, width), (1, height)))
    return (top, bottom, left, right) if right > left and bottom > top else None
