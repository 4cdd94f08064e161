"""One typed measure put into a visit, and read out of it: pure, survey -> survey. Keys name the boxes of a wall. mm, degrees.

"width0" to "width2" are low, middle, high; "height0" to "height2" left, middle, right; "lean", "angle", "diagonal", "level";
"offset:d1", "width:d1", "sill:d1", "head:d1" are those of the opening d1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, cast

from app.plans.plan import Plan, Side
from app.plans.sides import sides
from app.plans.surveys.measures import (
    CornerMeasure,
    DiagonalMeasure,
    LevelMeasure,
    OpeningMeasure,
    SideMeasure,
    Survey,
    Three,
)
from app.plans.surveys.traverse import inner_angles

BEFORE = 300.0  # mm before a wall that the floor is measured


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a wall: its key, what is drawn there (None: nothing is), and whether it holds an angle."""

    key: str
    drawn: float | None
    kind: Literal["length", "offset", "angle"] = "length"


def boxes(plan: Plan, side: Side) -> tuple[Box, ...]:
    """Return the boxes of a wall in the order in which it is measured."""
    there = sides(plan, side.room)
    at = there.index(side)
    ceiling = next(room.ceiling for room in plan.rooms if room.id == side.room)
    angle = inner_angles([one.left for one in there])[at]
    found = [Box(f"width{i}", side.length) for i in range(3)] + [Box(f"height{i}", ceiling) for i in range(3)]
    found += [Box("lean", 0.0, "offset"), Box("angle", angle, "angle"), Box("level", 0.0, "offset")]
    if len(there) == 4:
        (x0, y0), (x1, y1) = side.right, there[(at + 2) % 4].right
        found.append(Box("diagonal", ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5))
    for gap in side.openings:
        name = gap.opening.id
        found += [Box(f"offset:{name}", gap.start, "offset"), Box(f"width:{name}", gap.opening.width)]
        found += [Box(f"sill:{name}", gap.opening.sill, "offset"), Box(f"head:{name}", gap.opening.head)]
    return tuple(found)


def read_out(survey: Survey, plan: Plan, side: Side) -> dict[str, float]:
    """Return what a survey says of a wall, by box."""
    found: dict[str, float] = {}
    one = next((one for one in survey.sides if one.side == side.id), None)
    if one is not None:
        for i in range(3):
            found |= {f"width{i}": one.widths[i]} if one.widths[i] else {}
            found |= {f"height{i}": one.heights[i]} if one.heights[i] else {}
        found |= {"lean": one.lean} if one.lean is not None else {}
    ends, spot = _ends(plan, side), (side.room, _spot(side))
    singles = [("angle", corner.angle) for corner in survey.corners if corner.side == side.id]
    singles += [("diagonal", one.length) for one in survey.diagonals if {one.side, one.other} == ends]
    singles += [("level", one.level) for one in survey.levels if (one.room, one.at) == spot]
    found |= dict(singles)
    for hole in survey.openings:
        if hole.side == side.id:
            name = hole.opening
            found |= {f"offset:{name}": hole.offset} if hole.offset is not None else {}
            found |= {f"width:{name}": hole.width} if hole.width else {}
            found |= {f"sill:{name}": hole.sill, f"head:{name}": hole.head} if hole.head else {}
    return found


def put_in(survey: Survey, plan: Plan, side: Side, key: str, value: float | None) -> Survey:
    """Return a survey with one box of a wall filled, or emptied by None."""
    name, _, opening = key.partition(":")
    if opening:
        return _with_opening(survey, side, opening, name, value)
    if name == "angle":
        corners = tuple(one for one in survey.corners if one.side != side.id)
        return replace(survey, corners=corners if value is None else (*corners, CornerMeasure(side.id, value)))
    if name == "diagonal":
        ends = _ends(plan, side)
        rest = tuple(one for one in survey.diagonals if {one.side, one.other} != ends)
        other = next(end for end in ends if end != side.id)
        return replace(survey, diagonals=rest if value is None else (*rest, DiagonalMeasure(side.id, other, value)))
    if name == "level":
        spot = _spot(side)
        levels = tuple(one for one in survey.levels if (one.room, one.at) != (side.room, spot))
        return replace(survey, levels=levels if value is None else (*levels, LevelMeasure(side.room, spot, value)))
    return _with_side(survey, side, name, value)


def _with_side(survey: Survey, side: Side, name: str, value: float | None) -> Survey:
    one = next((one for one in survey.sides if one.side == side.id), SideMeasure(side.id))
    one = replace(one, drawn=side.length)
    if name == "lean":
        one = replace(one, lean=value)
    else:
        place, width = int(name[-1]), name.startswith("width")
        three = list(one.widths if width else one.heights)
        three[place] = value or 0.0
        taken = cast(Three, tuple(three))
        one = replace(one, widths=taken) if width else replace(one, heights=taken)
    rest = tuple(other for other in survey.sides if other.side != side.id)
    blank = not any(one.widths) and not any(one.heights) and one.lean is None
    return replace(survey, sides=rest if blank else (*rest, one))


def _with_opening(survey: Survey, side: Side, opening: str, name: str, value: float | None) -> Survey:
    blank = OpeningMeasure(opening, side.id)
    one = next((one for one in survey.openings if (one.opening, one.side) == (opening, side.id)), blank)
    drawn = next(gap.opening for gap in side.openings if gap.opening.id == opening)
    if name == "offset":
        one = replace(one, offset=value)
    elif name == "width":
        one = replace(one, width=value or 0.0)
    elif name == "head":
        one = replace(one, head=value or 0.0, sill=(one.sill if one.head else drawn.sill) if value else 0.0)
    elif value is not None:
        one = replace(one, sill=value, head=one.head or drawn.head)
    else:
        one = replace(one, sill=drawn.sill)
    rest = tuple(other for other in survey.openings if other.opening != opening)
    return replace(survey, openings=rest if one == blank else (*rest, one))


def _ends(plan: Plan, side: Side) -> set[str]:
    there = sides(plan, side.room)
    return {side.id, there[(there.index(side) + 2) % len(there)].id}


def _spot(side: Side) -> tuple[float, float]:
    """Return the point of the floor before the middle of a wall where its level is taken."""
    ux, uy = (side.right[0] - side.left[0]) / side.length, (side.right[1] - side.left[1]) / side.length
    x, y = (side.left[0] + side.right[0]) / 2.0 + uy * BEFORE, (side.left[1] + side.right[1]) / 2.0 - ux * BEFORE
    return (round(x, 1), round(y, 1))
