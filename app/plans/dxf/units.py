"""What a drawing's numbers are: its header's word checked against what everybody knows the size of, asked where that does not decide.

Each piece of evidence speaks for a unit or against it. What is printed or measured in the drawing, doors, rooms and fixtures can settle a
unit; walls, letters and extents can only contradict one. Scales are mm for one unit of the drawing.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.plans.dxf.layers import TERMS
from app.plans.importing import Option, Question
from app.plans.plan import PlanError
from app.records import Text
from app.words import Argument, Message, message, say

__all__ = ["SCALES", "TERMS", "Evidence", "Units", "against", "settle_units"]

SCALES: dict[str, float] = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "inch": 25.4, "foot": 304.8}
HEADER: dict[int, str] = {1: "inch", 2: "foot", 4: "mm", 5: "cm", 6: "m"}  # $INSUNITS
DOORS = (550.0, 1500.0)  # mm; the middle width of doors in a home: 700 to 1000 by domain.md 7.2, double ones more
ROOMS = (1.0e6, 150.0e6)  # mm²; the middle area of rooms
WALLS = (45.0, 600.0)  # mm; the most common thickness
LETTERS = (30.0, 1500.0)  # mm; 2 to 10 on paper, at 1:20 to 1:150
EXTENT = (2000.0, 300_000.0)  # mm; the longer side of a home, or of a storey of many
USUAL_DOOR = 900.0  # domain.md 7.2: bedroom door hole
USUAL_ROOM = 12.0e6
SAME = 0.05  # a printed area, or a measure, differs by no more from what is drawn
MOST = 0.6  # share of a sort of evidence that has to agree
CLEAR = 2.0  # points that the best unit is ahead of the next
HEADER_POINTS = 1.5
FIRM = 2.0  # points of evidence that can settle a unit


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was measured, in the drawing's own numbers.

    `printed` are pairs of a drawn area and the m² printed in it, `measures` of a drawn length and the mm written at it;
    `fixtures` are (longer side, least mm, most mm); `walls` is the most common thickness, 0 when none is seen; `feet`: lengths
    are told in feet and inches.
    """

    extent: float
    doors: Sequence[float] = ()
    rooms: Sequence[float] = ()
    printed: Sequence[tuple[float, float]] = ()
    measures: Sequence[tuple[float, float]] = ()
    fixtures: Sequence[tuple[float, float, float]] = ()
    walls: float = 0.0
    letters: Sequence[float] = ()
    feet: bool = False


@dataclass(frozen=True, slots=True)
class Units:
    """The unit, "" when it has to be asked for; what is doubtful about it; the question where one is to be put."""

    name: str
    doubts: tuple[Message, ...] = ()
    question: Question | None = None


def settle_units(path: Path, header: int, asked: str | None, seen: Evidence) -> Units:
    """Return the units of a drawing; raise PlanError when `asked` is no unit."""
    if asked is not None:
        if asked not in SCALES:
            raise PlanError(path, "units", f"{asked!r} is none of {', '.join(SCALES)}")
        doubt = message("plans.doubt_units_asked", unit=asked, size=_size(asked, seen))
        return Units(asked, () if not against(asked, seen) else (doubt,))
    said = HEADER.get(header, "")
    if said and not against(said, seen):
        return Units(said)
    points = {unit: _points(unit, seen) + (HEADER_POINTS if unit == said else 0.0) for unit in SCALES}
    best, second = sorted(SCALES, key=lambda unit: (-points[unit], _odd(SCALES[unit], seen)))[:2]
    clear = points[best] - points[second] >= CLEAR or (
        _odd(SCALES[second], seen) - _odd(SCALES[best], seen) >= 0.5 and points[best] > points[second] - 0.5
    )
    if not (clear and _settled(best, seen)):
        return Units("", (), _question(said, seen, ""))
    key = "plans.doubt_units_contradict" if said else "plans.doubt_units_missing"
    doubt = message(key, said=said, unit=best, size=_size(best, seen))
    return Units(best, (doubt,), _question(said, seen, best))


def _votes(scale: float, seen: Evidence) -> list[tuple[float, bool]]:
    """Return (points, whether it speaks for the scale) for each sort of evidence there is."""
    votes: list[tuple[float, bool]] = []

    def vote(points: float, good: Sequence[bool]) -> None:
        if good:
            votes.append((points, sum(good) >= MOST * len(good)))

    vote(3.0, [abs(drawn * scale * scale / 1e6 - m2) <= SAME * m2 for drawn, m2 in seen.printed])
    vote(3.0, [abs(drawn * scale - told) <= SAME * told for drawn, told in seen.measures])
    if seen.doors:
        vote(3.0, [DOORS[0] <= statistics.median(seen.doors) * scale <= DOORS[1]])
    vote(FIRM, [0.8 * least <= size * scale <= 1.25 * most for size, least, most in seen.fixtures])
    if seen.rooms:
        vote(FIRM, [ROOMS[0] <= statistics.median(seen.rooms) * scale * scale <= ROOMS[1]])
    if seen.feet:
        vote(FIRM, [scale == SCALES["inch"]])
    if seen.walls:
        vote(1.5, [WALLS[0] <= seen.walls * scale <= WALLS[1]])
    if seen.letters:
        vote(0.5, [LETTERS[0] <= statistics.median(seen.letters) * scale <= LETTERS[1]])
    vote(1.0, [EXTENT[0] <= seen.extent * scale <= EXTENT[1]])
    return votes


def _points(unit: str, seen: Evidence) -> float:
    return sum(points if good else -points for points, good in _votes(SCALES[unit], seen))


def against(unit: str, seen: Evidence) -> bool:
    """Return whether any evidence but the looks of letters and feet speaks against a unit."""
    scale = SCALES[unit]
    plain = Evidence(
        seen.extent, seen.doors, seen.rooms, seen.printed, seen.measures, seen.fixtures, seen.walls, (), False
    )
    return any(not good for _, good in _votes(scale, plain))


def _settled(unit: str, seen: Evidence) -> bool:
    """Return whether firm evidence speaks for a unit and none against it."""
    firm = [good for points, good in _votes(SCALES[unit], seen) if points >= FIRM]
    return bool(firm) and all(firm) and EXTENT[0] <= seen.extent * SCALES[unit]


def _odd(scale: float, seen: Evidence) -> float:
    """Return how unusual doors and rooms would be."""
    odd = 0.0
    if seen.doors:
        odd += abs(math.log(statistics.median(seen.doors) * scale / USUAL_DOOR))
    if seen.rooms:
        odd += abs(math.log(statistics.median(seen.rooms) * scale * scale / USUAL_ROOM)) / 2
    return odd


def _question(said: str, seen: Evidence, chosen: str) -> Question:
    told = message("dxf.ask_units")
    if chosen:
        told = message("dxf.ask_units_taken", unit=chosen)
    elif said:
        told = message("dxf.ask_units_said", said=said, size=_size(said, seen))
    options = tuple(Option(unit, _told(unit, seen)) for unit in SCALES)
    return Question("units", told, options, chosen)


def _told(unit: str, seen: Evidence) -> Message:
    """Return what a unit would make of what is drawn."""
    scale = SCALES[unit]
    told: list[tuple[str, dict[str, Argument]]] = []
    if seen.walls:
        told.append(("dxf.evidence_walls", {"size": _rounded(seen.walls * scale)}))
    if seen.doors:
        told.append(("dxf.evidence_doors", {"size": _rounded(statistics.median(seen.doors) * scale)}))
    if seen.rooms:
        told.append(("dxf.evidence_rooms", {"size": _rounded(statistics.median(seen.rooms) * scale * scale / 1e6)}))
    if seen.fixtures:
        middle = statistics.median(size for size, _, _ in seen.fixtures)
        told.append(("dxf.evidence_fixtures", {"size": _rounded(middle * scale)}))
    if seen.printed:
        drawn, m2 = seen.printed[0]
        told.append(("dxf.evidence_printed", {"size": _rounded(drawn * scale * scale / 1e6), "printed": m2}))
    if seen.measures:
        drawn, mm = seen.measures[0]
        told.append(("dxf.evidence_measures", {"size": _rounded(drawn * scale), "printed": mm}))
    zh = "，".join(say(key, "zh", **args) for key, args in told)
    en = ", ".join(say(key, "en", **args) for key, args in told)
    if not told:
        return message("dxf.option_units_bare", unit=unit, size=_size(unit, seen))
    return message("dxf.option_units", unit=unit, size=_size(unit, seen), evidence=Text(zh, en))


def _rounded(value: float) -> float:
    """Return a number to three digits."""
    return float(f"{value:.3g}")


def _size(unit: str, seen: Evidence) -> float:
    return round(seen.extent * SCALES[unit] / 1000.0, 2)
