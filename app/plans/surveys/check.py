"""What a survey must keep to before it counts: told as a PlanError where it cannot be, as a doubt where it is unlikely. mm, degrees."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.plans.check import HEIGHT
from app.plans.plan import Plan, PlanError, Side
from app.plans.sides import sides
from app.plans.surveys.measured_room import wall_name
from app.plans.surveys.measures import OpeningMeasure, SideMeasure, Survey, Three, least
from app.plans.surveys.rules import survey_rules
from app.records import Text
from app.words import Message, message

MOST = 2000  # measures of one sort in a survey
LONGEST = 100_000.0  # mm; no side of a room at home is longer
ANGLE = (5.0, 355.0)  # of a corner
LEVEL = 1000.0  # mm that a floor rises or falls within one room
LEAN = 300.0  # mm
DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
UNITS = (("cm", 10.0), ("m", 1000.0))

WIDTH, HIGH = Text("宽", "width"), Text("高", "height")


def check_survey(plan: Plan, survey: Survey, file: str | Path) -> tuple[Message, ...]:
    """Return what is unlikely about a survey of a plan; raise PlanError naming `file` and the place where it cannot be.

    A length that only makes sense in cm or m is refused: a plan in mm would take it as it stands.
    """
    check = _Check(plan, file)
    if not survey.id or len(survey.id) > 64 or survey.id != survey.id.strip():
        check.fail("id", f"{survey.id[:70]!r} is no id: 1 to 64 characters, no blanks around it")
    if not DATE.fullmatch(survey.date):
        check.fail("date", f"{survey.date[:40]!r} is no date like 2026-11-22")
    for sort in ("sides", "corners", "levels", "openings", "diagonals"):
        if len(getattr(survey, sort)) > MOST:
            check.fail(sort, f"{len(getattr(survey, sort))} measures are more than {MOST}")
    check.once("sides", [one.side for one in survey.sides])
    check.once("corners", [one.side for one in survey.corners])
    check.once("openings", [one.opening for one in survey.openings])
    told = [doubt for i, one in enumerate(survey.sides) for doubt in check.side(f"sides[{i}]", one)]
    widths = {one.side: least(one.widths) for one in survey.sides}
    for i, one in enumerate(survey.openings):
        told += check.opening(f"openings[{i}]", one, widths)
    for i, corner in enumerate(survey.corners):
        check.known(f"corners[{i}].side", corner.side)
        check.number(f"corners[{i}].angle", corner.angle, *ANGLE)
    for i, diagonal in enumerate(survey.diagonals):
        check.diagonal(f"diagonals[{i}]", diagonal.side, diagonal.other, diagonal.length)
    rooms = {room.id for room in plan.rooms}
    for i, level in enumerate(survey.levels):
        if level.room not in rooms:
            check.fail(f"levels[{i}].room", f"no room {level.room!r}; there are {', '.join(sorted(rooms))}")
        check.number(f"levels[{i}].level", level.level, -LEVEL, LEVEL)
    return tuple(told)


def unit_slip(value: float, drawn: float) -> str:
    """Return "cm" or "m" where a length is of the size of the drawn one (half to twice) in that unit only, else ""."""
    if value <= 0:
        return ""
    return next((unit for unit, factor in UNITS if drawn / 2.0 <= value * factor <= drawn * 2.0), "")


def is_far(value: float, drawn: float) -> bool:
    """Whether a measure differs from the drawing by more than a doubtful share of it."""
    return value > 0 and abs(value - drawn) > survey_rules().doubtful * drawn


class _Check:
    """A plan and the file that a survey of it stands in."""

    def __init__(self, plan: Plan, file: str | Path) -> None:
        self.plan, self.file = plan, file
        self.sides = {side.id: side for room in plan.rooms for side in sides(plan, room.id)}
        self.ceilings = {room.id: room.ceiling for room in plan.rooms}

    def fail(self, place: str, cause: str) -> None:
        raise PlanError(self.file, place, cause)

    def number(self, place: str, value: float, low: float, high: float) -> None:
        if not low <= value <= high:  # NaN fails too
            self.fail(place, f"{value:g} is not between {low:g} and {high:g}")

    def once(self, sort: str, names: Sequence[str]) -> None:
        seen: set[str] = set()
        for i, name in enumerate(names):
            if name in seen:
                self.fail(f"{sort}[{i}]", f"{name!r} is measured twice in one survey")
            seen.add(name)

    def known(self, place: str, side_id: str) -> Side:
        side = self.sides.get(side_id)
        if side is None:
            room = side_id.rpartition("/")[0]
            there = [name for name in self.sides if name.rpartition("/")[0] == room] or list(self.ceilings)
            raise PlanError(
                self.file, place, f"the plan has no side {side_id[:80]!r}; there are {', '.join(there[:40])}"
            )
        return side

    def length(self, place: str, value: float, drawn: float) -> None:
        self.number(place, value, 0.0, LONGEST)
        if unit := unit_slip(value, drawn):
            self.fail(place, f"{value:g} looks like {unit}: the drawing says {drawn:g} mm; write all lengths in mm")

    def side(self, place: str, one: SideMeasure) -> Iterator[Message]:
        side = self.known(f"{place}.side", one.side)
        ceiling, wall = self.ceilings[side.room], wall_name(self.plan, side.id)
        for key, values, drawn, what in (
            ("widths", one.widths, side.length, WIDTH), ("heights", one.heights, ceiling, HIGH)
        ):  # fmt: skip
            yield from self._three(f"{place}.{key}", values, drawn, what, wall)
        self.number(f"{place}.drawn", one.drawn, 0.0, LONGEST)
        if one.lean is not None:
            self.number(f"{place}.lean", one.lean, -LEAN, LEAN)
            if abs(one.lean) > survey_rules().tolerance:
                yield message("survey.lean", wall=wall, lean=one.lean, tolerance=survey_rules().tolerance)

    def _three(self, place: str, values: Three, drawn: float, what: Text, wall: Text) -> Iterator[Message]:
        for i, value in enumerate(values):
            self.length(f"{place}[{i}]", value, drawn)
        far = [value for value in values if is_far(value, drawn)]
        if far:
            worst = max(far, key=lambda value: abs(value - drawn))
            yield message("survey.far", wall=wall, what=what, measured=worst, drawn=round(drawn, 2))

    def opening(self, place: str, one: OpeningMeasure, widths: dict[str, float]) -> Iterator[Message]:
        side = self.known(f"{place}.side", one.side)
        seen = next((gap.opening for gap in side.openings if gap.opening.id == one.opening), None)
        if seen is None:
            there = ", ".join(gap.opening.id for gap in side.openings) or "none"
            raise PlanError(
                self.file, f"{place}.opening", f"no opening {one.opening[:80]!r} in {side.id}; there: {there}"
            )
        self.length(f"{place}.width", one.width, seen.width)
        for key, value in (("sill", one.sill), ("head", one.head)):
            self.number(f"{place}.{key}", value, 0.0, HEIGHT[1])
        if one.head and not one.head > one.sill:
            self.fail(f"{place}.head", f"{one.head:g} is not above the sill {one.sill:g}")
        if one.offset is not None:
            self.number(f"{place}.offset", one.offset, 0.0, LONGEST)
            end, length = one.offset + (one.width or seen.width), widths.get(side.id) or side.length
            if end > length + survey_rules().tolerance:
                self.fail(f"{place}.offset", f"{one.opening!r} would end at {end:g}, but {side.id} is {length:g} long")
        for key, value, drawn in (("width", one.width, seen.width), ("head", one.head, seen.head)):
            if is_far(value, drawn):
                yield message("survey.far_opening", opening=one.opening, measured=value, drawn=drawn, what=KEYS[key])

    def diagonal(self, place: str, side_id: str, other_id: str, length: float) -> None:
        side, other = self.known(f"{place}.side", side_id), self.known(f"{place}.other", other_id)
        if side.room != other.room or side.id == other.id:
            self.fail(place, f"a diagonal joins two corners of one room, not {side_id} and {other_id}")
        self.length(f"{place}.length", length, math.dist(side.right, other.right))


KEYS = {"width": WIDTH, "head": Text("洞顶高", "head")}
