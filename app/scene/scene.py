"""The picture as a value: items with a shape, a look and a frame. Nothing here knows VTK.

Everything drawn is made of slabs: a flat outline with a thickness, lying anyhow. Equal shapes are equal values, so the stage keeps one
mesh for all cabinets that are built alike, and a moved cabinet changes only its frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.geometry.frame import Frame, Point2, Pose

type Key = tuple[str, ...]  # a path: ("unit", "u7", "front"), ("wall", "w3", "0"), ("floor", "kitchen"), ("mark", ...)


@dataclass(frozen=True, slots=True)
class Recess:
    """What is taken out of a slab: `outline` (counter-clockwise, in the slab's xy), `depth` into its upper or lower face, all through
    where the depth is the slab's thickness.

    Recesses of a face lie apart and inside the slab's outline; an opening may lie inside a recess of one face.
    """

    outline: tuple[Point2, ...]
    depth: float
    upper: bool = True


@dataclass(frozen=True, slots=True)
class Slab:
    """A prism: `outline` (counter-clockwise, mm) in the xy of `pose`, from z = 0 to `thickness`; `grain` along its x, its y or none.

    `grain_at` is where its origin lies on a grain that runs on over several slabs (mm, along x and y); None where its grain is its own.
    """

    pose: Pose
    outline: tuple[Point2, ...]
    thickness: float
    grain: Literal["x", "y", "none"] = "none"
    recesses: tuple[Recess, ...] = ()
    grain_at: Point2 | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """The slabs of one item, all of one look; hashed once, because the stage looks meshes up by it."""

    slabs: tuple[Slab, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """How a surface looks: base colour (sRGB 0-255), texture kind, and the two numbers of physically based shading.

    "shade" is no surface but soft shadow: a face lying just over a floor or wall, which the stage bakes from what stands near it.
    """

    color: tuple[int, int, int]
    texture: Literal["plain", "wood", "stone", "planks", "tiles", "plaster", "metal", "glass", "shade"] = "plain"
    dark: tuple[int, int, int] | None = None  # the second colour of a texture: late wood, veins, joints
    roughness: float = 0.5
    metallic: float = 0.0
    opacity: float = 1.0
    edges: bool = True  # draw the edge lines of quads in a darker shade


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in the picture; `layer` decides how it is drawn: room, unit, ghost (translucent, while dragging), mark."""

    key: Key
    shape: Shape
    look: Look
    frame: Frame
    layer: Literal["room", "unit", "ghost", "mark"] = "unit"
    tint: tuple[int, int, int] | None = None  # selection blue, fit-error red, laid over the look
    rooms: tuple[
        str, ...
    ] = ()  # the rooms it belongs to: one for a unit, those on its left and right for a wall ("" outside)


@dataclass(frozen=True, slots=True)
class Scene:
    """All items by key."""

    items: Mapping[Key, Item]


@dataclass(frozen=True, slots=True)
class Marks:
    """What is to be shown besides the design itself, by the ids of what is placed: it decides tint and layer, never geometry."""

    selected: frozenset[str] = frozenset()
    errors: frozenset[str] = frozenset()
    warnings: frozenset[str] = frozenset()
    ghosts: frozenset[str] = frozenset()  # translucent: not yet dropped
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """What to do to turn one scene into another: items added, removed by key, moved (same shape, look and tint), redressed."""

    added: tuple[Item, ...] = ()
    removed: tuple[Key, ...] = ()
    moved: tuple[Item, ...] = ()
    redressed: tuple[Item, ...] = ()  # same shape, another look, tint or layer
