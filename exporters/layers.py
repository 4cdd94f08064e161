"""Names of the layers in our DXF files, ours of domain.md 6.8: A-Z, 0-9 and `_`, which also stands for the decimal point.

DRILL_V_D5_Z12 is a bore into the face seen, diameter 5, depth 12. DRILL_H_XM_D8_Z34_H9 is a bore into an edge: the spindle moves
towards minus x (it enters at x = length, edge W2; XP enters at W1, YP at L1, YM at L2), diameter 8, depth 34, its axis 9 above face B.
GROOVE_A_W6_Z6 is a groove in face A, 6 wide, 6 deep. OUTLINE_T18 is the finished contour of an 18 mm board. POCKET_A_Z6 is a flat recess
in face A, 6 deep; CUTOUT_T18 an opening cut through an 18 mm board.
"""

from __future__ import annotations

from decimal import Decimal

from app.components.parts import Groove, Hole, Pocket
from app.components.sides import exact

LABEL = "LABEL"
SHEET_OUTLINE = "SHEET_OUTLINE"
PART_OUTLINE = "PART_OUTLINE"
OFFCUT = "OFFCUT"

DRIVES = {"W1": "XP", "W2": "XM", "L1": "YP", "L2": "YM"}  # edge -> where the spindle moves

COLORS = {
    "OUTLINE": 7, "DRILL_V": 1, "DRILL_H": 5, "GROOVE": 3, "POCKET": 6, "CUTOUT": 2,
    LABEL: 8, SHEET_OUTLINE: 8, PART_OUTLINE: 7, OFFCUT: 4,
}  # fmt: skip


def number(value: float) -> str:
    """Return a length for a layer name, exact, with `_` for the decimal point: 13.5 -> 13_5."""
    digits = exact(value).quantize(Decimal(1)) if exact(value) == int(value) else exact(value).normalize()
    return f"{digits:f}".replace(".", "_")


def outline(thickness: float) -> str:
    """Return the layer of a panel's contour."""
    return f"OUTLINE_T{number(thickness)}"


def drill(hole: Hole) -> str:
    """Return the layer of a bore: vertical on a face, horizontal on an edge."""
    if hole.face in ("A", "B"):
        return f"DRILL_V_D{number(hole.diameter)}_Z{number(hole.depth)}"
    return f"DRILL_H_{DRIVES[hole.face]}_D{number(hole.diameter)}_Z{number(hole.depth)}_H{number(hole.z)}"


def groove(one: Groove) -> str:
    """Return the layer of a groove."""
    return f"GROOVE_{one.face}_W{number(one.width)}_Z{number(one.depth)}"


def pocket(one: Pocket) -> str:
    """Return the layer of a recess."""
    return f"POCKET_{one.face}_Z{number(one.depth)}"


def cutout(thickness: float) -> str:
    """Return the layer of an opening through a board."""
    return f"CUTOUT_T{number(thickness)}"


def color(layer: str) -> int:
    """Return the colour index of a layer; machines do not read it, people do."""
    return next((index for start, index in COLORS.items() if layer.startswith(start)), 7)
