"""What was measured on site (量尺, 复尺), kept beside the ideal plan and never mixed into it. Lengths mm, angles degrees.

A measure of 0 was not taken. Sides are those of the drawn plan (sides.py); left and right as one faces the wall from inside.
Corner "kitchen/2" is the right end of side "kitchen/2", which is the left end of the next.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.geometry.frame import Point2

type Three = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class SideMeasure:
    """A side of a room: clear widths low, middle and high; clear heights left, middle and right, from the level of LevelMeasure.

    `lean` is how far its top leans into the room (negative: away from it), None where no plumb was held to it. `drawn` is how long the side
    was on the plan when it was measured, 0 where that was not noted: by it one sees that the plan was changed since.
    """

    side: str
    widths: Three = (0.0, 0.0, 0.0)
    heights: Three = (0.0, 0.0, 0.0)
    lean: float | None = None
    drawn: float = 0.0


@dataclass(frozen=True, slots=True)
class CornerMeasure:
    """The inner angle at the right end of a side; 270 at a corner that stands out into the room."""

    side: str
    angle: float


@dataclass(frozen=True, slots=True)
class DiagonalMeasure:
    """The clear distance between two corners of a room: the right ends of two of its sides."""

    side: str
    other: str
    length: float


@dataclass(frozen=True, slots=True)
class LevelMeasure:
    """The floor at a point of a room, above (positive) or below the level that heights are told from."""

    room: str
    at: Point2
    level: float


@dataclass(frozen=True, slots=True)
class OpeningMeasure:
    """A door or window as it is: from the left end of a side to its near jamb (`offset`; None: not taken), its width, sill and head.

    A sill counts when the head was measured with it.
    """

    opening: str
    side: str
    offset: float | None = None
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
    diagonals: tuple[DiagonalMeasure, ...] = ()


def least(three: Three) -> float:
    """Return the least of three measures that was taken, mm; 0 when none was (domain.md 7.5: the minimum counts)."""
    return min((value for value in three if value > 0), default=0.0)


def spread(three: Three) -> float:
    """Return how far the measures taken differ, mm."""
    taken = [value for value in three if value > 0]
    return max(taken) - min(taken) if taken else 0.0


def merged(surveys: tuple[Survey, ...]) -> Survey:
    """Return what counts of several visits, oldest first: each thing as it was measured last, three widths or heights together."""
    if len(surveys) == 1:
        return surveys[0]
    sides: dict[str, SideMeasure] = {}
    openings: dict[str, OpeningMeasure] = {}
    for survey in surveys:
        for side in survey.sides:
            sides[side.side] = _newer_side(sides.get(side.side), side)
        for opening in survey.openings:
            openings[opening.opening] = _newer_opening(openings.get(opening.opening), opening)
    corners = {one.side: one for survey in surveys for one in survey.corners}
    levels = {(one.room, one.at): one for survey in surveys for one in survey.levels}
    diagonals = {frozenset((one.side, one.other)): one for survey in surveys for one in survey.diagonals}
    last = surveys[-1] if surveys else Survey("", "")
    return Survey(
        last.id, last.date, last.by, tuple(sides.values()), tuple(corners.values()), tuple(levels.values()),
        tuple(openings.values()), last.notes, tuple(diagonals.values()),
    )  # fmt: skip


def _newer_side(old: SideMeasure | None, new: SideMeasure) -> SideMeasure:
    if old is None:
        return new
    return SideMeasure(
        new.side,
        new.widths if least(new.widths) else old.widths,
        new.heights if least(new.heights) else old.heights,
        old.lean if new.lean is None else new.lean,
        new.drawn or old.drawn,
    )


def _newer_opening(old: OpeningMeasure | None, new: OpeningMeasure) -> OpeningMeasure:
    if old is None:
        return new
    sill, head = (new.sill, new.head) if new.head else (old.sill, old.head)
    offset = old.offset if new.offset is None and new.side == old.side else new.offset
    return OpeningMeasure(new.opening, new.side, offset, new.width or old.width, sill, head)
