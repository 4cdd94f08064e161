"""The stage plays scenes: one actor an item, one mesh a shape, and pixels out. All mm, plan axes.

`render()` draws one frame at the governor's tier, perhaps with fewer pixels than the window has; `refine()` gives, while nothing
moves, better and better pictures at full size until it returns None. Nothing here blocks longer than one frame.
"""

from __future__ import annotations

import time

import numpy as np
from vtkmodules.vtkRenderingCore import vtkActor

from app.geometry.frame import Point2
from app.scene.scene import Change, Item, Key

from .actors import MeshStore, place
from .camera import Camera
from .cutaway import WallFace, is_body, lowered, post_of, shown, wall_face
from .looks import Wardrobe
from .quality import Governor, Tier, first_tier
from .shades import Shades
from .still import Still
from .window import Pixels, Window

START = Camera((6000.0, -6000.0, 5000.0), (0.0, 0.0, 800.0))


class Stage:
    """A picture of a scene that follows its changes; close it when done."""

    def __init__(self, width: int, height: int, tier: Tier | None = None) -> None:
        self.window = Window(width, height)
        self._size = (max(1, width), max(1, height))
        self._items: dict[Key, Item] = {}
        self._actors: dict[Key, vtkActor] = {}
        self._faces: dict[Key, WallFace] = {}
        self._posts: dict[Key, Point2] = {}
        self.meshes = MeshStore()
        self.wardrobe = Wardrobe()
        self._shades = Shades()
        self._camera = START
        self._low: frozenset[Key] | None = None
        self._range: tuple[float, float] | None = None
        self._still: Still | None = None
        self._fixed = tier is not None
        self._governor = Governor(tier or first_tier(self.window.capabilities()))
        self._hidden: frozenset[Key] = frozenset()

    @property
    def items(self) -> dict[Key, Item]:
        """The items on the stage by key; do not change it."""
        return self._items

    @property
    def actors(self) -> dict[Key, vtkActor]:
        """The actor of each item; do not change it."""
        return self._actors

    @property
    def hidden(self) -> frozenset[Key]:
        """The keys of items that are not drawn and throw no shadow."""
        return self._hidden

    def hide(self, keys: frozenset[Key]) -> None:
        """Leave these items out of the picture, their shadows too; the empty set shows all again."""
        for key in keys ^ self._hidden:
            if key in self._items:
                self._shades.noted(None, self._items[key])
        self._hidden = keys
        self._stale()

    @property
    def tier(self) -> Tier:
        """The tier of the next frame."""
        return self._governor.tier

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self._size

    @property
    def camera(self) -> Camera:
        """Where the picture is taken from."""
        return self._camera

    @camera.setter
    def camera(self, camera: Camera) -> None:
        if camera != self._camera:
            self._camera = camera
            self._stale()

    def _stale(self) -> None:
        self._low = self._range = self._still = None

    def resize(self, width: int, height: int) -> None:
        """Set the size of the picture in pixels."""
        self._size = (max(1, width), max(1, height))
        self._still = None

    def play(self, change: Change) -> None:
        """Turn the scene on the stage into the next one."""
        for key in change.removed:
            self._remove(key)
        for item in change.added:
            self._add(item)
        for item in change.moved:
            self._move(item)
        for item in change.redressed:
            self._redress(item)
        if change != Change():
            self._stale()

    def _add(self, item: Item) -> None:
        if item.key in self._items:
            self._remove(item.key)
        actor = vtkActor()
        actor.SetMapper(self.meshes.take(item.shape))
        place(actor, item.frame)
        self._items[item.key], self._actors[item.key] = item, actor
        self._dress(actor, item)
        self._shades.noted(None, item)
        self._note_place(item)
        self.window.renderer.AddActor(actor)

    def _remove(self, key: Key) -> None:
        item, actor = self._items.pop(key), self._actors.pop(key)
        self.window.renderer.RemoveActor(actor)
        self.meshes.give_back(item.shape)
        self._shades.noted(item, None)
        if is_body(item):
            self._faces.pop(key[:3], None)
        if post_of(item) is not None:
            self._posts.pop(key[:2], None)

    def _move(self, item: Item) -> None:
        old = self._items[item.key]
        self._items[item.key] = item
        place(self._actors[item.key], item.frame)
        self._shades.noted(old, item)
        self._note_place(item)

    def _note_place(self, item: Item) -> None:
        """Remember where walls and columns stand, for the cut that a view makes."""
        post = post_of(item)
        if post is not None:
            self._posts[item.key[:2]] = post
        elif is_body(item):
            self._faces[item.key[:3]] = wall_face(item)

    def _redress(self, item: Item) -> None:
        old = self._items[item.key]
        self._items[item.key] = item
        self._dress(self._actors[item.key], item)
        if old.rooms != item.rooms or old.layer != item.layer:
            self._shades.noted(old, item)

    def _dress(self, actor: vtkActor, item: Item) -> None:
        if item.look.texture == "shade":
            actor.SetVisibility(False)  # until it is baked
        else:
            self.wardrobe.dress(actor, item.look, item.tint, item.layer == "ghost")

    def prepare(self) -> None:
        """Bake shadows that are out of date and hide what the camera does not want to see."""
        baked = self._shades.bake(self._items, self._actors, self._hidden)
        if self._low is None or baked:
            self._low = lowered(self._faces, self._posts, self._camera)
            for key, item in self._items.items():
                seen = shown(item, self._low, self._camera) and key not in self._hidden
                self._actors[key].SetVisibility(seen and self._shades.ready(item))
        if self._range is None or baked:
            self._range = self._clipping()

    def _clipping(self) -> tuple[float, float]:
        low_high = np.array(self.window.renderer.ComputeVisiblePropBounds())
        if low_high[0] > low_high[1]:
            return (10.0, 10_000.0)
        _, _, forward = self._camera.basis()
        corners = np.array([(x, y, z) for x in low_high[:2] for y in low_high[2:4] for z in low_high[4:]])
        depth = (corners - np.asarray(self._camera.eye)) @ forward
        far = max(float(depth.max()) * 1.01 + 10.0, 100.0)
        least = 1.0 if self._camera.parallel_scale is not None else max(20.0, far * 0.002)
        return (min(max(float(depth.min()) * 0.99 - 10.0, least), far * 0.9), far)

    def aim(self, jitter: tuple[float, float] = (0.0, 0.0)) -> None:
        """Set VTK's camera from ours; needs prepare() before."""
        near, far = self._range or (10.0, 10_000.0)
        self.window.aim(self._camera, near, far, jitter)

    @property
    def clipping(self) -> tuple[float, float]:
        """Near and far of the last prepared frame, mm before the eye."""
        return self._range or (10.0, 10_000.0)

    def pin_clipping(self, clipping: tuple[float, float]) -> None:
        """Keep near and far (mm before the eye) until the scene or the camera changes: equal depths for two stages."""
        self._range = clipping

    def render(self) -> Pixels:
        """Draw one frame; return `(h, w, 4)` uint8 RGBA, top row first, h and w the size times the tier's scale."""
        self.prepare()
        started = time.perf_counter()
        self._still = None
        tier = self._governor.tier
        self.window.resize(round(self._size[0] * tier.scale), round(self._size[1] * tier.scale))
        self.aim()
        self.window.render()
        pixels = self.window.pixels()
        if not self._fixed:
            self._governor.note((time.perf_counter() - started) * 1000.0)
        return pixels

    def frame(self) -> Pixels:
        """Draw one frame at full size, whatever the tier; return `(h, w, 4)` uint8, top row first."""
        self.prepare()
        self._still = None
        self.window.resize(*self._size)
        self.aim()
        self.window.render()
        return self.window.pixels()

    def refine(self) -> Pixels | None:
        """Return a better picture at full size, one frame's work a call; None when it is as good as it gets."""
        self.prepare()
        if self._still is None:
            self._still = Still(self._governor.tier)
        return self._still.step(self)

    def still(self, tier: Tier | None = None) -> Pixels:
        """Return the best picture at full size; takes as long as it takes."""
        self.prepare()
        best = Still(tier or self._governor.tier)
        picture = best.step(self)
        while (better := best.step(self)) is not None:
            picture = better
        assert picture is not None
        return picture

    def close(self) -> None:
        """Give the window and everything in it back."""
        self._actors.clear()
        self._items.clear()
        self.meshes.clear()
        self.window.close()
