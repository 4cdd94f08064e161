"""An imported plan held against the plan that was drawn: rooms, openings, walls, and whether what is wrong was told. mm."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import shapely

from app.plans.importing import Choices, Imported, import_file
from app.plans.plan import Opening, Plan, PlanError, Wall
from app.words import catalogue

from .body import Hole, Point, holes_of
from .manners import Sheet

ROOM_OFF = 0.005  # of an area, issue 4
WIDTH_OFF = 10.0
THICK_OFF = 5.0
PLACE_OFF = 150.0
BAY_OFF = 60.0

# What tells of a fault in each kind of thing: keys of doubts. Doubts that every drawing of a manner has tell nothing.
TELLING = {
    "rooms": (
        "walls.doubt_gap", "walls.doubt_gap_between", "walls.doubt_more_gaps", "walls.doubt_shut", "walls.doubt_nested",
        "walls.doubt_retaken", "dxf.doubt_walls_guessed", "dxf.doubt_area", "dxf.doubt_areas_more", "dxf.doubt_flat_area",
        "dxf.doubt_crossed",
    ),
    "openings": (
        "plans.doubt_openings_lost", "plans.doubt_passages", "walls.doubt_gap", "walls.doubt_gap_between",
        "walls.doubt_more_gaps", "plans.doubt_swings", "dxf.doubt_code_width", "dxf.doubt_codes_more",
        "dxf.doubt_windows_guessed", "dxf.doubt_doors_guessed", "dxf.doubt_openings_guessed", "walls.doubt_retaken",
    ),
    "walls": (
        "plans.doubt_uneven", "plans.doubt_bare_sides", "walls.doubt_joined", "walls.doubt_retaken", "dxf.doubt_walls_guessed",
    ),
}  # fmt: skip


@dataclass
class Score:
    """What was right of what was there; `faults` in words; `silent` those that no doubt tells of."""

    right: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str]] = field(default_factory=list)
    silent: list[tuple[str, str]] = field(default_factory=list)
    asked: int = 0
    refused: str = ""

    def count(self, what: str, right: bool, words: str) -> None:
        """Count a thing that was there."""
        self.there[what] += 1
        self.right[what] += right
        if not right:
            self.faults.append((what, words))


def read_sheet(sheet: Sheet) -> tuple[Imported | None, int, str]:
    """Return what an import gives once its questions are answered truthfully, how many had no answer, and why it was refused."""
    choices, asked = Choices(), 0
    for _ in range(3):
        try:
            found = import_file(sheet.path, choices, "en", lambda what, share: None)
        except PlanError as problem:
            return None, asked, problem.cause
        answers: dict[str, str | None] = {}
        for question in found.questions:
            if question.about == "flat" and choices.flat is None:
                answers["flat"] = next((one.value for one in question.options if sheet.asks_for in one.value), None)
            if question.about == "units" and not question.chosen:
                answers["units"] = sheet.setting.unit
        if not any(answers.values()):
            return found, asked, ""
        asked += found.plan is None
        choices = Choices(units=answers.get("units") or choices.units, flat=answers.get("flat") or choices.flat)
    return found, asked, ""


def measure(truth: Plan, sheet: Sheet) -> Score:
    """Return how an import of a sheet compares with the plan on it."""
    score = Score()
    found, score.asked, score.refused = read_sheet(sheet)
    if found is None or found.plan is None:
        for what, count in _things(truth).items():
            score.there[what] += count
        score.refused = score.refused or "no answer fits"
        score.faults.append(("plan", score.refused))
        return score
    plan = found.plan
    shift = _shift(truth, plan, sheet)
    put = _put(sheet, shift)
    _rooms(score, truth, plan, put)
    _openings(score, truth, plan, put)
    _walls(score, truth, plan, put)
    keys = keys_of(plan.doubts)
    for what, words in score.faults:
        kind = {"doors": "openings", "windows": "openings", "passages": "openings"}.get(what, what)
        if not keys & set(TELLING[kind]):
            score.silent.append((what, words))
    return score


def _things(truth: Plan) -> Counter[str]:
    found = Counter(f"{one.kind}s" for one in truth.openings)
    found["rooms"] = len(truth.rooms)
    found["walls"] = len(truth.walls)
    return found


def _put(sheet: Sheet, shift: Point) -> Callable[[Point], Point]:
    def put(point: Point) -> Point:
        x, y = sheet.setting.mm(point)
        return (x + shift[0], y + shift[1])

    return put


def _shift(truth: Plan, plan: Plan, sheet: Sheet) -> Point:
    """Return how far an import moved the sheet: as most of its rooms say."""
    votes: Counter[Point] = Counter()
    there = [shapely.Polygon([sheet.setting.mm(p) for p in room.outline]) for room in truth.rooms]
    for room in plan.rooms:
        shape = shapely.Polygon(room.outline)
        for other in there:
            if abs(shape.area - other.area) <= 0.02 * other.area:
                a, b = shape.bounds, other.bounds
                votes[(round((a[0] - b[0]) / 20) * 20.0, round((a[1] - b[1]) / 20) * 20.0)] += 1
    if not votes:
        return (0.0, 0.0)
    near = votes.most_common(1)[0][0]
    pairs = []
    for room in plan.rooms:
        shape = shapely.Polygon(room.outline)
        for other in there:
            a, b = shape.bounds, other.bounds
            off = (a[0] - b[0], a[1] - b[1])
            if abs(shape.area - other.area) <= 0.02 * other.area and math.dist(off, near) <= 30.0:
                pairs.append(off)
    pairs.sort(key=lambda p: p[0])
    return (pairs[len(pairs) // 2][0], sorted(p[1] for p in pairs)[len(pairs) // 2])


def _rooms(score: Score, truth: Plan, plan: Plan, put: Callable[[Point], Point]) -> None:
    left = [shapely.Polygon(room.outline) for room in plan.rooms]
    for room in truth.rooms:
        shape = shapely.Polygon([put(p) for p in room.outline])
        best = max(left, key=lambda one: one.intersection(shape).area, default=None)
        if best is None or best.intersection(shape).area < 0.5 * shape.area:
            score.count("rooms", False, f"{room.id} is missing")
            continue
        same = abs(best.area - shape.area) <= ROOM_OFF * shape.area
        same = same and best.symmetric_difference(shape).area <= 2 * ROOM_OFF * shape.area
        score.count("rooms", same, f"{room.id} has {best.area / 1e6:.3f} of {shape.area / 1e6:.3f} m2")
        left = [one for one in left if one is not best]
    score.there["wrong rooms"] += len(left)
    score.faults += [("rooms", f"a room of {one.area / 1e6:.3f} m2 that is none") for one in left]


def _openings(score: Score, truth: Plan, plan: Plan, put: Callable[[Point], Point]) -> None:
    left = holes_of(plan)
    for hole in holes_of(truth):
        at = put(hole.at(sum(hole.span) / 2, 0.0))
        near = [
            one for one in left if one.opening.kind == hole.opening.kind and math.dist(_middle(one), at) <= PLACE_OFF
        ]
        best = min(near, key=lambda one: math.dist(_middle(one), at), default=None)
        words = f"{hole.opening.id} {hole.opening.leaf} {hole.opening.width:.0f}"
        if best is None:
            score.count(f"{hole.opening.kind}s", False, f"{words} is missing")
            continue
        left = [one for one in left if one is not best]
        fault = _differs(hole, best, put)
        score.count(f"{hole.opening.kind}s", not fault, f"{words} {fault}")
    for one in left:
        score.there[f"wrong {one.opening.kind}s"] += 1
        words = (
            f"{one.opening.id} {one.opening.leaf} {one.opening.width:.0f} at {one.at(one.opening.offset, 0.0)} is none"
        )
        score.faults.append((f"{one.opening.kind}s", words))


def _middle(hole: Hole) -> Point:
    return hole.at(sum(hole.span) / 2, 0.0)


def _differs(true: Hole, found: Hole, put: Callable[[Point], Point]) -> str:
    """Return what of an opening is not as it was drawn, "" when all is."""
    one, other = true.opening, found.opening
    if abs(one.width - other.width) > WIDTH_OFF:
        return f"is {other.width:.1f} wide"
    if one.kind == "window" and abs(one.bay - other.bay) > BAY_OFF:
        return f"has a bay of {other.bay:.0f}, not {one.bay:.0f}"
    if one.kind != "door" or one.leaf == other.leaf == "sliding":
        return ""
    if one.leaf != other.leaf:
        return f"is {other.leaf}"
    a, b = _swing(true, one), _swing(found, other)
    if math.dist(put(a[0]), b[0]) > PLACE_OFF + true.wall.thickness or math.dist(put(a[1]), b[1]) > PLACE_OFF + 200.0:
        return f"hangs otherwise ({other.hinge}, {other.side})"
    return ""


def _swing(hole: Hole, one: Opening) -> tuple[Point, Point]:
    """Return where a leaf hangs and where its open tip is."""
    u = hole.span[0] if one.hinge == "start" else hole.span[1]
    v = one.width * (1.0 if one.side == "left" else -1.0)
    return hole.at(u, 0.0), hole.at(u, v)


def _walls(score: Score, truth: Plan, plan: Plan, put: Callable[[Point], Point]) -> None:
    """Hold the thickness of walls where they pass rooms, at three points of each."""
    bands = [(wall, shapely.LineString([wall.start, wall.end])) for wall in plan.walls]
    for wall in truth.walls:
        for share in (0.25, 0.5, 0.75):
            point = Hole(truth.openings[0], wall).at(wall.length * share, 0.0) if truth.openings else wall.start
            if _in_another(point, wall, truth) or not _beside_room(point, wall, truth):
                continue
            here, way = shapely.Point(put(point)), _way(put(wall.start), put(wall.end))
            near = [
                one
                for one, line in bands
                if line.distance(here) <= one.thickness / 2 + 1.0 and abs(_cross(way, _way(one.start, one.end))) < 0.05
            ]
            right = any(abs(one.thickness - wall.thickness) <= THICK_OFF for one in near)
            told = ", ".join(f"{one.thickness:.0f}" for one in near) or "none"
            score.count("walls", right, f"{wall.id} is {told} thick, not {wall.thickness:.0f}")


def _way(a: Point, b: Point) -> Point:
    size = math.dist(a, b) or 1.0
    return ((b[0] - a[0]) / size, (b[1] - a[1]) / size)


def _cross(a: Point, b: Point) -> float:
    return a[0] * b[1] - a[1] * b[0]


def _in_another(point: Point, wall: Wall, plan: Plan) -> bool:
    here = shapely.Point(point)
    return any(
        one.id != wall.id and here.distance(shapely.LineString([one.start, one.end])) <= one.thickness / 2 + 5.0
        for one in plan.walls
    )


def _beside_room(point: Point, wall: Wall, plan: Plan) -> bool:
    return any(
        shapely.Polygon(room.outline).distance(shapely.Point(point)) <= wall.thickness / 2 + 1.0 for room in plan.rooms
    )


def keys_of(doubts: Sequence[str]) -> set[str]:
    """Return the keys of doubts that are told in English."""
    found = set()
    for area in ("dxf", "walls", "plans"):
        for key, sentence in catalogue("en", area).items():
            if ".doubt_" in key:
                pattern = re.sub(r"\\\{\w+\\\}", ".+?", re.escape(sentence))
                found |= {key for doubt in doubts if re.fullmatch(pattern, doubt)}
    return found
