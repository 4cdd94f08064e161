"""Pieces of a home -> openings and bodies in the way: what a piece is called, where its hole is, how its leaf turns. mm, plan axes."""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

from app.geometry.frame import Point2, cos_sin
from app.plans.plan import PlanError
from app.plans.sh3d.holes import Hole, Leaf
from app.plans.sh3d.home import Piece, Sash
from app.records import read_toml

TERMS = Path(__file__).resolve().parents[3] / "resources" / "terms" / "plan_pieces.toml"
LEAST_TURN = 5.0  # degrees; a sash that turns by less does not turn


def hole_of(piece: Piece, number: int) -> Hole:
    """Return the opening that a door or window makes in the wall it lies in; `number` is the piece's number in the home."""
    left, width, top, height, back, thickness = piece.hole
    middle = piece.out(left + width / 2, back + thickness / 2)
    cos, sin = cos_sin(piece.angle)
    sill = piece.elevation + (1.0 - top - height) * piece.height
    kind = opening_kind(f"{piece.name} {piece.catalog}", sill, bool(piece.sashes))
    closed: _Leaf = ("none", None, None)
    leaf, hinge, swing = _leaf(piece) if kind == "door" else closed
    return Hole(
        piece=number,
        kind=kind,
        at=middle,
        along=(cos, sin),
        width=round(abs(width) * piece.width, 3),
        sill=round(sill, 3),
        head=round(sill + height * piece.height, 3),
        leaf=leaf,
        hinge=hinge,
        swing=swing,
    )


def opening_kind(name: str, sill: float, has_leaves: bool) -> Literal["door", "window", "passage"]:
    """Return door, window or passage: by the words of its name, else by its sill (mm)."""
    terms = _terms()
    low = name.lower()
    if _says(low, "french", "openings"):
        return "door"
    if _says(low, "passage", "openings"):
        return "door" if has_leaves else "passage"
    if _says(low, "window", "openings"):
        return "window"
    if _says(low, "door", "openings"):
        return "door"
    return "window" if sill > float(terms["window_sill"]) else "door"


def obstacle_kind(name: str) -> str:
    """Return column, beam, flue, pipe or radiator where a name says so, else ""."""
    low = name.lower()
    return next((kind for kind in _terms()["obstacles"] if _says(low, kind, "obstacles")), "")


type _Leaf = tuple[Leaf, Point2 | None, Point2 | None]


def _leaf(piece: Piece) -> _Leaf:
    turning = [sash for sash in piece.sashes if abs(sash.end - sash.start) >= LEAST_TURN and sash.width > 0.0]
    if not turning:
        sliding = _says(f"{piece.name} {piece.catalog}".lower(), "sliding", "leaves")
        return ("sliding" if sliding else "none"), None, None
    sides = {sash.x < 0.5 for sash in turning}
    sash = max(turning, key=lambda one: one.width)
    hinge = piece.out(sash.x, sash.y)
    return ("double" if len(sides) == 2 else "hinged"), hinge, _open_end(piece, sash)


def _open_end(piece: Piece, sash: Sash) -> Point2:
    """Return where the leaf's end is when it stands open: the end of its turn that is farther from the wall's direction."""
    angle = max((sash.start, sash.end), key=lambda one: abs(math.sin(math.radians(one))))
    cos, sin = cos_sin(angle)
    depth = piece.depth or 1.0
    return piece.out(sash.x + sash.width * cos, sash.y - sash.width * piece.width * sin / depth)


def _says(low: str, sort: str, group: str) -> bool:
    return bool(_pattern(group, sort).search(low))


@cache
def _pattern(group: str, sort: str) -> re.Pattern[str]:
    words = [re.escape(word) for word in _terms()[group][sort]]
    return re.compile("|".join(word if ord(word[-1]) > 0x2E80 else rf"(?<![^\W\d_]){word}" for word in words))


@cache
def _terms() -> dict[str, Any]:
    return read_toml(TERMS, PlanError)
