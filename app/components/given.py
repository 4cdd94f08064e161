"""The names a formula is given from outside its family: what can be seen of the unit, and the opening that an insert fills. mm."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from app.components.parts import Opening
from app.formula import Kind
from app.geometry.box import Box

SEEN = ("left", "right", "back", "top", "bottom")  # sides of a unit that may be seen (domain.md 4.1)
SEEN_KINDS: Mapping[str, Kind] = {f"seen.{side}": "bool" for side in SEEN}
OPENING_KINDS: Mapping[str, Kind] = {
    **{f"opening.{name}": "number" for name in ("width", "depth", "height")},
    **{f"opening.over_{side}": "number" for side in ("left", "right", "top", "bottom")},
    "opening.closed": "bool",
    "opening.front": "text",
}
SHOWN = Opening(
    "shown", Box((0.0, 0.0, 0.0), (564.0, 530.0, 600.0)), "", "", "", "", ""
)  # where an insert is shown by itself


def seen_names(seen: tuple[str, ...]) -> dict[str, Any]:
    """Return `seen.left` and the others as truths."""
    return dict(_seen_names(seen))


@lru_cache(maxsize=64)
def _seen_names(seen: tuple[str, ...]) -> dict[str, bool]:
    return {f"seen.{side}": side in seen for side in SEEN}


def opening_names(opening: Opening) -> dict[str, Any]:
    """Return `opening.width` and the others of an opening: clear sizes, how far a front may reach over its boards, what closes it."""
    width, depth, height = (
        round(side, 6) for side in opening.box.size
    )  # without the dust of sums: 1000 is not above 1000
    left, right, top, bottom = opening.over
    return {
        "opening.width": width,
        "opening.depth": depth,
        "opening.height": height,
        "opening.over_left": left,
        "opening.over_right": right,
        "opening.over_top": top,
        "opening.over_bottom": bottom,
        "opening.closed": bool(opening.front),
        "opening.front": opening.front,
    }
