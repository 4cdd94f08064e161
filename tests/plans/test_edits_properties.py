"""What holds for any edit of any plan: there and back is nothing, what is accepted is a plan, rooms not touched are untouched. mm."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from app.geometry.ring import area
from app.plans.check import check_plan
from app.plans.editing import edits
from app.plans.editing.dimensions import dimensions, set_dimension
from app.plans.editing.joints import in_band
from app.plans.files import parse_plan, plan_toml, read_plan
from app.plans.plan import Plan, PlanError
from app.plans.regions import MEETING

FLOORPLANS = Path(__file__).resolve().parents[2] / "floorplans"
NAMES = ("room", "studio_35", "one_bed_45", "two_bed_60", "two_bed_75", "three_bed_89")
FEW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@cache
def shipped(name: str) -> Plan:
    return read_plan(FLOORPLANS / f"{name}.toml")


def contacts(plan: Plan) -> set[tuple[str, str]]:
    return {
        (wall.id, other.id)
        for wall in plan.walls
        for other in plan.walls
        if wall.id != other.id and (in_band(other, wall.start) or in_band(other, wall.end))
    }


plans = st.sampled_from(NAMES).map(shipped)
distances = st.integers(-400, 400).map(float) | st.floats(-400, 400, allow_nan=False)


@FEW
@given(plan=plans, number=st.integers(0, 99), by=distances)
def test_a_wall_moved_there_and_back_was_never_moved(plan: Plan, number: int, by: float) -> None:
    """Unless it met on its way what it had not met before: then that comes along on the way back.

    Ends within 1 mm of each other meet (regions.py), so a move by less is none that can be told.
    """
    assume(abs(by) > 2 * MEETING)
    wall = plan.walls[number % len(plan.walls)].id
    by = round(by, 3)
    try:
        there = edits.move_wall(plan, wall, by)
    except PlanError:
        reject()
    assume(contacts(there) == contacts(plan))
    assume({one.id for one in there.services if one not in plan.services} == set())
    back = edits.move_wall(there, wall, -by)
    assume({one.id for one in back.services if one not in plan.services} == set())
    assert back == plan


@FEW
@given(plan=plans, number=st.integers(0, 99), by=distances)
def test_rooms_that_a_moved_wall_does_not_touch_keep_their_outline(plan: Plan, number: int, by: float) -> None:
    """No room of these plans is wider than the flat; those whose outline lies off all changed walls keep it to the bit."""
    wall = plan.walls[number % len(plan.walls)].id
    try:
        after = edits.move_wall(plan, wall, by)
    except PlanError:
        reject()
    changed = [w for w in (*plan.walls, *after.walls) if w not in after.walls or w not in plan.walls]
    now = {room.id: room for room in after.rooms}
    for room in plan.rooms:
        if not any(in_band(wall, point) for wall in changed for point in _along(room.outline)):
            assert now[room.id].outline is room.outline


def _along(outline: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    """Return points every tenth of each side: walls here are longer than the gaps between them."""
    return [
        (a[0] + (b[0] - a[0]) * i / 10, a[1] + (b[1] - a[1]) * i / 10)
        for a, b in zip(outline, (*outline[1:], outline[0]), strict=True)
        for i in range(10)
    ]


@FEW
@given(
    plan=plans,
    number=st.integers(0, 999),
    by=st.integers(-250, 250),
    held=st.sampled_from(["", "start", "end", "middle"]),
)
def test_a_typed_dimension_is_exact_or_refused(plan: Plan, number: int, by: int, held: str) -> None:
    every = dimensions(plan)
    one = every[number % len(every)]
    value = round(one.value) + float(by)
    try:
        after = set_dimension(plan, one.id, value, held)  # type: ignore[arg-type]
    except PlanError:
        return
    check_plan(after, "after")
    now = [
        other.value
        for other in dimensions(after)
        if other.kind == one.kind and other.id.split("/")[0] == one.id.split("/")[0]
    ]
    assert min(abs(other - value) for other in now) <= 1e-3


EDITS = st.tuples(
    st.sampled_from(
        [
            "wall",
            "move",
            "length",
            "thick",
            "split",
            "corner",
            "door",
            "slide",
            "flip",
            "arc",
            "remove",
            "box",
            "point",
            "turn",
        ]
    ),
    st.integers(0, 99),
    st.floats(-3000, 6000, allow_nan=False),
    st.floats(-3000, 6000, allow_nan=False),
)


def edited(plan: Plan, edit: tuple[str, int, float, float]) -> Plan:
    what, number, x, y = edit
    wall = plan.walls[number % len(plan.walls)] if plan.walls else None
    opening = plan.openings[number % len(plan.openings)] if plan.openings else None
    if what == "wall" and wall:
        return edits.add_wall(plan, wall.start, (round(x), round(y)))
    if what == "arc" and wall:
        return edits.add_curve(plan, wall.start, wall.end, sweep=x / 20)
    if what == "box":
        return edits.add_obstacle(plan, "column", [(x, y), (x + 300, y + 200)])
    if what == "point":
        return edits.add_service(plan, "socket", (x, y))
    if what == "turn":
        return edits.turn_all(plan, x)
    if what in ("slide", "flip") and opening:
        return edits.flip_opening(plan, opening.id) if what == "flip" else edits.move_opening(plan, opening.id, x)
    if wall is None:
        return plan
    table = {
        "move": lambda: edits.move_wall(plan, wall.id, x / 4),
        "length": lambda: edits.set_wall_length(plan, wall.id, y),
        "thick": lambda: edits.set_thickness(plan, wall.id, x / 10, "left" if y < 0 else "centre"),
        "split": lambda: edits.split_wall(plan, wall.id, x),
        "corner": lambda: edits.move_corner(plan, wall.end, (wall.end[0] + x / 10, wall.end[1] + y / 10)),
        "door": lambda: edits.add_opening(plan, wall.id, "door", x),
        "remove": lambda: edits.remove(plan, [("walls", wall.id)]),
    }
    return table[what]() if what in table else plan


@settings(FEW, max_examples=80)
@given(plan=plans, chain=st.lists(EDITS, min_size=1, max_size=8))
def test_any_chain_of_edits_leaves_a_plan_or_says_why_not(
    plan: Plan, chain: list[tuple[str, int, float, float]]
) -> None:
    for edit in chain:
        before = plan
        try:
            plan = edited(plan, edit)
        except PlanError as problem:
            assert problem.cause
            continue
        check_plan(plan, "chain", draft=True)
        touched = set(edits.moved(before, plan))
        for room in before.rooms:
            if ("rooms", room.id) not in touched:
                assert area(next(one.outline for one in plan.rooms if one.id == room.id)) == area(room.outline)
    if plan.rooms:
        assert parse_plan(_read(plan), "chain") == plan


def _read(plan: Plan) -> dict[str, Any]:
    return tomllib.loads(plan_toml(plan))
