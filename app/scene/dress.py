"""What things look like: decors of the library as looks, and the looks of the flat itself, which no library names.

Colours are sRGB 0-255. A table of looks, no logic: change a colour here and every picture follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from app.components.materials import Decor
from app.components.parts import Solid
from app.records import DataError

from .scene import Look, Marks

PAINT = Look((249, 245, 238), "plaster", (244, 239, 230), roughness=0.95, edges=False)
CUT = Look((112, 109, 106), "plain", roughness=1.0, edges=False)  # the sawn top of a wall
STUB = Look((214, 209, 201), "plain", roughness=1.0, edges=False)  # a wall lowered out of the view
SHADE = Look((38, 28, 20), "shade", edges=False)
SKIRTING = Look((250, 248, 244), "plain", roughness=0.45)
DOOR = Look((246, 243, 237), "plain", roughness=0.4)
DOOR_FRAME = Look((250, 248, 244), "plain", roughness=0.4)
WINDOW_FRAME = Look((72, 74, 78), "plain", roughness=0.35)
GLASS = Look((232, 243, 250), "glass", roughness=0.05, opacity=0.55, edges=False)
MIRROR = Look((214, 222, 226), "plain", roughness=0.04, metallic=0.92)
PANE = 0.4  # opacity of a pane in a cabinet
SILL = Look((244, 242, 238), "stone", (222, 219, 214), roughness=0.25)
THRESHOLD = Look((206, 186, 160), "plain", roughness=0.4, edges=False)
STEEL = Look((188, 190, 194), "metal", roughness=0.3, metallic=1.0)
COLUMN = Look((228, 223, 214), "plaster", (218, 212, 202), roughness=0.95)

OAK_FLOOR = Look((216, 182, 140), "planks", (168, 126, 86), roughness=0.36, edges=False)
GREY_TILES = Look((222, 219, 213), "tiles", (178, 174, 168), roughness=0.22, edges=False)
SAND_TILES = Look((212, 203, 190), "tiles", (170, 160, 147), roughness=0.35, edges=False)
FLOORS: Mapping[str, Look] = {
    "kitchen": GREY_TILES,
    "bath": GREY_TILES,
    "balcony": SAND_TILES,
    "entry": SAND_TILES,
}

SELECTED_TINT = (38, 128, 235)
ERROR_TINT = (224, 52, 40)
WARNING_TINT = (240, 160, 20)


class Decors(Protocol):
    """The part of a catalog that a picture needs."""

    @property
    def decors(self) -> Mapping[str, Decor]:
        """The decors by id."""
        ...


@lru_cache(maxsize=4096)
def look_of(decor: Decor) -> Look:
    """Return the look of a decor; a glass decor is seen through."""
    opacity = PANE if decor.texture == "glass" else 1.0
    return Look(decor.color, decor.texture, decor.dark, decor.roughness, decor.metallic, opacity)


def look_named(decors: Decors, name: str) -> Look:
    """Return the look of the decor with this id; raise DataError when the library has none."""
    decor = decors.decors.get(name)
    if decor is None:
        raise DataError("components_library", "decors", f"no decor {name!r}")
    return look_of(decor)


def solid_look(decors: Decors, solid: Solid) -> Look:
    """Return the look of something bought: a pane of glass is seen through and a mirror mirrors, whatever decor they name."""
    look = look_named(decors, solid.look)
    if solid.role == "glass" and look.opacity == 1.0:
        return replace(look, texture="glass", roughness=GLASS.roughness, opacity=PANE)
    if solid.role == "mirror":
        return MIRROR
    return look


def tint_of(marks: Marks, placed_id: str) -> tuple[int, int, int] | None:
    """Return the colour laid over something placed: an error shows before a selection, a selection before a warning."""
    if placed_id in marks.errors:
        return ERROR_TINT
    if placed_id in marks.selected:
        return SELECTED_TINT
    return WARNING_TINT if placed_id in marks.warnings else None
