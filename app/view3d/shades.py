"""Keeps the baked shadows of all rooms up to date: remembers which rooms changed and bakes only their shades, when a frame is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

from vtkmodules.vtkRenderingCore import vtkActor

from app.geometry.box import Box
from app.geometry.frame import Point2
from app.scene.scene import Item, Key, Shape, Slab

from .light import Body, Pane, bake, face_of
from .looks import as_texture, shadow_shader

LEAST_BULK = 90.0  # mm: smaller across, a slab throws no shadow worth drawing
LEAST_GLASS = 60.0  # mm: narrower slabs of glass let no patch of sun through


class Shades:
    """Which rooms' shadows are out of date, and the bulk of shapes seen so far."""

    def __init__(self) -> None:
        self._stale: set[str] = set()
        self._ready: set[Key] = set()
        self._bulks: dict[int, tuple[Shape, Box | None]] = {}

    def noted(self, old: Item | None, new: Item | None) -> None:
        """Take note that an item came, went, or changed its place."""
        for item in (old, new):
            if item is not None and item.key[0] in ("unit", "floor", "wall", "obstacle"):
                self._stale.update(item.rooms)
        if new is None and old is not None:
            self._ready.discard(old.key)

    def ready(self, item: Item) -> bool:
        """Return whether an item can be drawn: shades only after they were baked."""
        return item.look.texture != "shade" or item.key in self._ready

    def bake(self, items: Mapping[Key, Item], actors: Mapping[Key, vtkActor], hidden: frozenset[Key]) -> bool:
        """Bake the shades of rooms that changed; return whether there were any."""
        rooms = {room for room in self._stale if ("floor", room) in items}
        self._stale.clear()
        if not rooms:
            return False
        bodies: dict[str, dict[Key, Body]] = {room: {} for room in rooms}
        panes: dict[str, list[Pane]] = {room: [] for room in rooms}
        shades: list[tuple[str, Item]] = []
        for item in items.values():
            if item.look.texture == "shade":
                room = shade_room(item)
                if room in rooms:
                    shades.append((room, item))
                continue
            for room in item.rooms:
                if room in rooms and item.key not in hidden:
                    self._sort(item, bodies[room], panes[room])
        for room, item in shades:
            outline = items[("floor", room)].shape.slabs[0].outline
            # a wall lowered with the column before it must not keep the column's shadow
            near = [body for key, body in bodies[room].items() if key[0] == "unit" or item.key[0] == "floor"]
            self._dress(actors[item.key], item, outline, near, panes[room])
        return True

    def _sort(self, item: Item, bodies: dict[Key, Body], panes: list[Pane]) -> None:
        if item.key[0] in ("unit", "obstacle") and item.key[-1] != "low" and item.layer != "ghost":
            bulk = self._bulk(item.shape)
            was = bodies.get(item.key[:2])
            if bulk is not None:
                bodies[item.key[:2]] = Body(bulk if was is None else was.box.join(bulk), item.frame)
        elif item.key[0] == "wall" and item.key[-1] == "glass" and "" in item.rooms:
            for slab in item.shape.slabs:
                box = slab_box(slab)
                if box.size[0] > LEAST_GLASS:
                    y = (box.low[1] + box.high[1]) / 2
                    panes.append(Pane(item.frame, box.low[0], box.high[0], box.low[2], box.high[2], y))

    def _bulk(self, shape: Shape) -> Box | None:
        """The box round the slabs that are large enough to throw a shadow (no taps, no handles), None when there are none."""
        kept = self._bulks.get(id(shape))
        if kept is None or kept[0] is not shape:
            large = [box for box in map(slab_box, shape.slabs) if sorted(box.size)[1] >= LEAST_BULK]
            if len(self._bulks) > 8192:
                self._bulks.clear()
            kept = self._bulks[id(shape)] = (shape, reduce(Box.join, large) if large else None)
        return kept[1]

    def _dress(
        self, actor: vtkActor, item: Item, outline: Sequence[Point2], bodies: list[Body], panes: list[Pane]
    ) -> None:
        face = face_of(item)
        pixels = bake(face, outline, bodies, panes)
        actor.SetTexture(as_texture(pixels, False))
        actor.SetShaderProperty(shadow_shader(face.low, face.high))
        actor.ForceTranslucentOn()
        actor.GetProperty().SetInterpolationToPhong()
        actor.GetProperty().SetBackfaceCulling(True)
        self._ready.add(item.key)


def shade_room(item: Item) -> str:
    """Return the room whose floor or wall a shade lies on."""
    return item.rooms[-1] if item.key[-1] == "shade_right" else item.rooms[0]


def slab_box(slab: Slab) -> Box:
    """Return the box round a slab in its item's axes."""
    corners = [slab.pose.out((x, y, z)) for x, y in slab.outline for z in (0.0, slab.thickness)]
    xs, ys, zs = zip(*corners, strict=True)
    return Box((min(xs), min(ys), min(zs)), (max(xs), max(ys), max(zs)))
