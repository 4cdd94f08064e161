"""What a drawing's numbers are: its header's word checked against doors, rooms and extents, which have sizes everybody knows.

Scales are mm for one unit of the drawing.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.plans.plan import PlanError
from app.words import Message, message

SCALES: dict[str, float] = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "inch": 25.4, "foot": 304.8}
HEADER: dict[int, str] = {1: "inch", 2: "foot", 4: "mm", 5: "cm", 6: "m"}  # $INSUNITS
DOORS = (550.0, 2500.0)  # mm; the middle width of doors in a home, leaf or hole
ROOMS = (1.0e6, 150.0e6)  # mm²; the middle area of rooms
EXTENT = (2000.0, 100_000.0)  # mm; the longer side of a home
USUAL_DOOR = 900.0  # domain.md 7.2: bedroom door hole
USUAL_ROOM = 12.0e6


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was measured, in the drawing's own numbers; `printed` are pairs of a drawn area and the m² printed in it."""

    extent: float
    doors: Sequence[float] = ()
    rooms: Sequence[float] = ()
    printed: Sequence[tuple[float, float]] = ()


def settle_units(path: Path, header: int, asked: str | None, seen: Evidence) -> tuple[str, tuple[Message, ...]]:
    """Return the name of the units and what is doubtful about them; raise PlanError when nothing fits or `asked` is no unit."""
    if asked is not None:
        if asked not in SCALES:
            raise PlanError(path, "units", f"{asked!r} is none of {', '.join(SCALES)}")
        fits = not _against(SCALES[asked], seen)
        return asked, () if fits else (message("plans.doubt_units_asked", unit=asked, size=_size(asked, seen)),)
    said = HEADER.get(header, "")
    if said and not _against(SCALES[said], seen):
        return said, ()
    likely = sorted(
        (unit for unit in SCALES if not _against(SCALES[unit], seen)), key=lambda unit: _odd(SCALES[unit], seen)
    )
    if not likely:
        told = (
            f"the file says {said}, which makes the drawing {_size(said, seen)} m long"
            if said
            else "the file gives none"
        )
        raise PlanError(path, "$INSUNITS", f"the units are not clear: {told}; name them (--units)")
    key = "plans.doubt_units_contradict" if said else "plans.doubt_units_missing"
    return likely[0], (message(key, said=said, unit=likely[0], size=_size(likely[0], seen)),)


def _against(scale: float, seen: Evidence) -> bool:
    """Return whether the evidence speaks against a scale."""
    for drawn, square_metres in seen.printed:
        if abs(drawn * scale * scale / 1e6 - square_metres) > 0.05 * square_metres:
            return True
    if not EXTENT[0] <= seen.extent * scale <= EXTENT[1]:
        return True
    if seen.rooms and not ROOMS[0] <= statistics.median(seen.rooms) * scale * scale <= ROOMS[1]:
        return True
    return bool(seen.doors) and not DOORS[0] <= statistics.median(seen.doors) * scale <= DOORS[1]


def _odd(scale: float, seen: Evidence) -> float:
    odd = 0.0
    if seen.doors:
        odd += abs(math.log(statistics.median(seen.doors) * scale / USUAL_DOOR))
    if seen.rooms:
        odd += abs(math.log(statistics.median(seen.rooms) * scale * scale / USUAL_ROOM)) / 2
    return odd


def _size(unit: str, seen: Evidence) -> float:
    return round(seen.extent * SCALES[unit] / 1000.0, 2)
