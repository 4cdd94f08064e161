"""What was measured on site (量尺, 复尺), kept beside the ideal plan and never mixed into it. Lengths mm, angles degrees.

A measure of 0 was not taken. Sides and corners are those of the drawn plan (sides.py): side "kitchen/2", its right end is corner 2.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.geometry.frame import Point2

type Three = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class SideMeasure:
    """A side of a room: clear widths low, middle and high; clear heights left, middle and right; `lean` is how far its top leans in."""

    side: str
    widths: Three = (0.0, 0.0, 0.0)
    heights: Three = (0.0, 0.0, 0.0)
    lean: float = 0.0


@dataclass(frozen=True, slots=True)
class CornerMeasure:
    """The inner angle at the right end of a side."""

    side: str
    angle: float


@dataclass(frozen=True, slots=True)
class LevelMeasure:
    """The floor at a point of a room, above (positive) or below the level that heights are told from."""

    room: str
    at: Point2
    level: float


@dataclass(frozen=True, slots=True)
class OpeningMeasure:
    """A door or window as it is: from the left end of a side to its near jamb, its width, sill and head."""

    opening: str
    side: str
    offset: float = 0.0
    width: float = 0.0
    sill: float = 0.0
    head: float = 0.0


@dataclass(frozen=True, slots=True)
class Survey:
    """One visit with the tape; a later one replaces what it measured again."""

    id: str
    date: str  # ISO, 2026-11-22
    by: str = ""
    sides: tuple[SideMeasure, ...] = ()
    corners: tuple[CornerMeasure, ...] = ()
    levels: tuple[LevelMeasure, ...] = ()
    openings: tuple[OpeningMeasure, ...] = ()
    notes: str = ""
