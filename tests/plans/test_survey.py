"""The plan by the survey: worst cases, closure, openings and what is built in. Facts from domain.md 7.5, 7.6 and plain geometry; mm."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.geometry.ring import area
from app.plans.check import check_plan
from app.plans.house_types.library import open_plans
from app.plans.plan import Obstacle, Opening, Plan, Room, Service, Wall
from app.plans.sides import sides
from app.plans.surveys.as_measured import as_measured, measured
from app.plans.surveys.changes import differences
from app.plans.surveys.free_space import free_space, tilted
from app.plans.surveys.measures import (
    CornerMeasure,
    DiagonalMeasure,
    LevelMeasure,
    OpeningMeasure,
    SideMeasure,
    Survey,
    Three,
    merged,
)
from app.records import Text
from app.words import LANGUAGES, say

ROOM = Text("厨房", "Kitchen")
# Sides of a rectangle, clockwise from the south-west corner: 1 west, 2 north, 3 east, 4 south.
WEST, NORTH, EAST, SOUTH = (f"kitchen/{number}" for number in (1, 2, 3, 4))


def rectangle(width: float = 3000.0, depth: float = 2000.0, ceiling: float = 2600.0) -> Plan:
    outline = ((0.0, 0.0), (width, 0.0), (width, depth), (0.0, depth))
    h = 100.0
    ends = ((-h, -h), (width + h, -h), (width + h, depth + h), (-h, depth + h))
    walls = tuple(Wall(f"w{i + 1}", ends[i], ends[(i + 1) % 4], 2 * h, ceiling) for i in range(4))
    return Plan("one", ROOM, (Room("kitchen", ROOM, "kitchen", outline, ceiling),), walls, ())


def alike(width: float) -> Three:
    return (width, width, width)


def surveyed(plan: Plan, *measures: SideMeasure, **more: tuple[object, ...]) -> Plan:
    return replace(plan, surveys=(Survey("s1", "2026-11-22", sides=measures, **more),))  # type: ignore[arg-type]


def lengths(plan: Plan) -> list[float]:
    return [round(side.length, 6) for side in sides(plan, "kitchen")]


def keys(plan: Plan) -> list[str]:
    found = measured(plan).doubts
    for language in LANGUAGES:
        assert all(say(doubt, language) for doubt in found)
    return [doubt.key for doubt in found]


# --- niches -----------------------------------------------------------------------------------------------------------


def test_a_niche_is_as_wide_as_its_narrowest_place_and_its_cabinet_20_narrower() -> None:
    """domain.md 7.5: measure three heights, take the minimum; W_cab = min - 20."""
    plan = surveyed(rectangle(1200.0, 650.0), SideMeasure(NORTH, (1198.0, 1201.0, 1203.0)))
    space = free_space(plan, NORTH)
    assert space.niche and space.width == 1198.0 and space.depth == 650.0
    assert space.advice is not None
    assert space.advice.cabinet == 1178.0
    assert space.advice.gap >= 10.0  # two fillers of 10 or more
    assert 1198.0 - 100.0 <= space.advice.with_fillers <= 1198.0 - 40.0  # the other way: 40 to 100 narrower
    assert 20.0 <= space.advice.filler <= 50.0
    assert not space.advice.scribed  # 5 mm off: glue closes it (field.md 4.3)
    told = [say(sentence, "en") for sentence in space.evidence]
    assert any("1198" in line and "1203" in line and "2026-11-22" in line for line in told)


def test_a_filler_against_a_crooked_wall_is_cut_20_wider_to_be_scribed() -> None:
    space = free_space(surveyed(rectangle(1200.0, 650.0), SideMeasure(NORTH, (1190.0, 1196.0, 1203.0))), NORTH)
    assert space.advice is not None and space.advice.scribed
    assert space.advice.filler_cut == space.advice.filler + 20.0


def test_an_acute_corner_makes_a_niche_narrower_in_front() -> None:
    corner = CornerMeasure(NORTH, 88.0)
    plan = surveyed(rectangle(1200.0, 600.0), SideMeasure(NORTH, alike(1200.0)), corners=(corner,))
    space = free_space(plan, NORTH)
    assert space.width == 1200.0
    assert space.front == pytest.approx(1200.0 - 600.0 * math.tan(math.radians(2.0)), abs=0.1)


def test_a_drawn_niche_says_that_nobody_measured_it() -> None:
    space = free_space(rectangle(1200.0, 650.0), NORTH)
    assert (space.width, space.height) == (1200.0, 2600.0)
    assert [sentence.key for sentence in space.evidence] == ["survey.width_drawn", "survey.height_drawn"]


@pytest.mark.parametrize(
    ("ceiling", "depth", "most"),
    [(2400.0, 600.0, 2303), (2600.0, 600.0, 2509), (2800.0, 560.0, 2723), (2300.0, 350.0, 2252)],
)
def test_the_highest_cabinet_that_can_be_tilted_up(ceiling: float, depth: float, most: int) -> None:
    """The table of domain.md 7.6."""
    assert math.floor(tilted(ceiling, depth)) == most


# --- one room ---------------------------------------------------------------------------------------------------------


def test_a_plan_without_a_survey_is_itself() -> None:
    plan = rectangle()
    assert as_measured(plan) is plan


def test_a_rectangle_with_four_sides_and_a_diagonal_closes() -> None:
    """3000 by 4000 has a diagonal of 5000."""
    sides_ = [
        SideMeasure(f"kitchen/{i}", alike(width)) for i, width in enumerate((4000.0, 3000.0, 4000.0, 3000.0), start=1)
    ]
    plan = surveyed(rectangle(3000.0, 4000.0), *sides_, diagonals=(DiagonalMeasure(WEST, EAST, 5000.0),))
    assert as_measured(plan) is plan
    assert measured(plan).doubts == ()
    assert [closure.misclosure for closure in measured(plan).closures] == [0.0]


def test_a_diagonal_that_is_too_short_tells_how_far_the_corners_are_off() -> None:
    sides_ = [
        SideMeasure(f"kitchen/{i}", alike(width)) for i, width in enumerate((4000.0, 3000.0, 4000.0, 3000.0), start=1)
    ]
    plan = surveyed(rectangle(3000.0, 4000.0), *sides_, diagonals=(DiagonalMeasure(WEST, EAST, 4900.0),))
    after = as_measured(plan)
    (x0, y0), (x1, y1) = sides(after, "kitchen")[0].right, sides(after, "kitchen")[2].right
    assert math.hypot(x1 - x0, y1 - y0) == pytest.approx(4900.0, abs=0.01)
    assert lengths(after) == pytest.approx([4000.0, 3000.0, 4000.0, 3000.0], abs=0.01)
    assert "survey.corner" in keys(plan)


def test_a_diagonal_that_makes_no_triangle_is_told() -> None:
    sides_ = [
        SideMeasure(f"kitchen/{i}", alike(width)) for i, width in enumerate((2000.0, 3000.0, 2000.0, 3000.0), start=1)
    ]
    plan = surveyed(rectangle(), *sides_, diagonals=(DiagonalMeasure(WEST, EAST, 5200.0),))
    assert "survey.diagonal_impossible" in keys(plan)
    assert as_measured(plan) is plan


def test_what_was_not_measured_follows_from_what_was() -> None:
    plan = surveyed(rectangle(), SideMeasure(NORTH, alike(2988.0)))
    assert lengths(as_measured(plan)) == [2000.0, 2988.0, 2000.0, 2988.0]
    assert keys(plan) == []


@pytest.mark.parametrize(("south", "key"), [(2991.0, "survey.misclosure_within"), (2985.0, "survey.misclosure")])
def test_a_misclosure_is_told_and_the_lesser_length_counts(south: float, key: str) -> None:
    """domain.md 7.5: site tolerance +-10."""
    plan = surveyed(rectangle(), SideMeasure(NORTH, alike(3000.0)), SideMeasure(SOUTH, alike(south)))
    assert lengths(as_measured(plan))[1] == lengths(as_measured(plan))[3] == south
    assert [closure.misclosure for closure in measured(plan).closures] == [3000.0 - south]
    assert key in keys(plan) and "survey.counted" in keys(plan)


def test_no_side_of_a_room_that_does_not_close_is_longer_than_it_was_measured() -> None:
    outline = ((0.0, 0.0), (4000.0, 0.0), (4000.0, 1800.0), (2500.0, 1800.0), (2500.0, 3000.0), (0.0, 3000.0))
    plan = Plan("l", ROOM, (Room("kitchen", ROOM, "kitchen", outline, 2600.0),), (), ())
    widths = (3005.0, 2504.0, 1195.0, 1507.0, 1803.0, 3992.0)
    plan = surveyed(plan, *[SideMeasure(f"kitchen/{i}", alike(width)) for i, width in enumerate(widths, start=1)])
    after = sides(as_measured(plan), "kitchen")
    assert all(side.length <= width + 1e-6 for side, width in zip(after, widths, strict=True))
    assert measured(plan).closures[0].misclosure == pytest.approx(
        math.hypot(2504 + 1507 - 3992, 3005 - 1195 - 1803), abs=0.01
    )


def test_a_measured_corner_turns_one_wall_only() -> None:
    plan = surveyed(
        rectangle(),
        SideMeasure(WEST, alike(2000.0)),
        SideMeasure(NORTH, alike(3000.0)),
        corners=(CornerMeasure(NORTH, 92.0),),
    )
    after = as_measured(plan).rooms[0].outline
    assert after[3] == (0.0, 2000.0) and after[2] == (3000.0, 2000.0)
    assert after[1][0] == pytest.approx(3000.0 + 2000.0 * math.tan(math.radians(2.0)), abs=0.01)
    assert "survey.corner" in keys(plan)


def test_corners_that_do_not_add_up_are_told() -> None:
    corners = tuple(CornerMeasure(f"kitchen/{i}", angle) for i, angle in enumerate((90.0, 91.5, 90.0, 90.0), start=1))
    plan = surveyed(rectangle(), corners=corners)
    assert "survey.bend" in keys(plan)
    assert measured(plan).closures[0].bend == pytest.approx(1.5)


def test_a_wall_that_leans_in_takes_room_where_the_widths_do_not_show_it() -> None:
    leaning = SideMeasure(EAST, lean=8.0)
    assert lengths(as_measured(surveyed(rectangle(), leaning)))[1] == 2992.0
    middle = SideMeasure(NORTH, (0.0, 3000.0, 0.0))
    assert lengths(as_measured(surveyed(rectangle(), leaning, middle)))[1] == 2992.0
    shown = SideMeasure(NORTH, (3000.0, 2996.0, 2992.0))  # the same 8 mm, measured at the ceiling
    assert lengths(as_measured(surveyed(rectangle(), leaning, shown)))[1] == 2992.0


def test_the_ceiling_is_the_least_height_less_the_rise_of_the_floor() -> None:
    heights = SideMeasure(NORTH, heights=(2590.0, 2584.0, 2600.0))
    levels = (LevelMeasure("kitchen", (100.0, 100.0), 6.0), LevelMeasure("kitchen", (2900.0, 100.0), -11.0))
    plan = surveyed(rectangle(), heights, levels=levels)
    assert as_measured(plan).rooms[0].ceiling == 2578.0
    assert keys(plan) == ["survey.slope"]  # 17 mm over the room; legs take up 15 (domain.md 7.5)
    assert free_space(plan, NORTH).height == 2578.0


# --- several visits ---------------------------------------------------------------------------------------------------


def test_a_later_visit_replaces_what_it_measured_again_and_nothing_else() -> None:
    first = Survey(
        "a",
        "2026-10-01",
        sides=(SideMeasure(NORTH, alike(3000.0), alike(2590.0), 4.0), SideMeasure(WEST, alike(1995.0))),
    )
    second = Survey("b", "2026-11-22", sides=(SideMeasure(NORTH, (0.0, 2988.0, 0.0)),))
    plan = replace(rectangle(), surveys=(first, second))
    counts = {one.side: one for one in merged(plan.surveys).sides}
    assert counts[NORTH] == SideMeasure(NORTH, (0.0, 2988.0, 0.0), alike(2590.0), 4.0)
    assert counts[WEST].widths == alike(1995.0)
    told = {(change.of, change.sort): change.by for change in differences(replace(plan, surveys=(first,)), plan)}
    assert told == {(NORTH, "width"): -12.0}


def test_differences_from_the_drawing() -> None:
    plan = surveyed(
        rectangle(), SideMeasure(NORTH, alike(2988.0), alike(2590.0)), corners=(CornerMeasure(NORTH, 91.0),)
    )
    told = {(change.of, change.sort): change.by for change in differences(replace(plan, surveys=()), plan)}
    assert told == {(NORTH, "width"): -12.0, (NORTH, "height"): -10.0, (NORTH, "angle"): 1.0}


def test_a_measure_of_a_wall_that_was_redrawn_since_is_not_used() -> None:
    plan = surveyed(rectangle(), SideMeasure(NORTH, alike(1500.0), drawn=1510.0))
    assert as_measured(plan) is plan and keys(plan) == ["survey.stale"]
    plan = surveyed(rectangle(), SideMeasure(NORTH, alike(2990.0), drawn=2950.0))
    assert lengths(as_measured(plan))[1] == 2990.0 and keys(plan) == ["survey.redrawn"]


def test_measures_that_make_no_room_leave_it_as_drawn_and_are_told() -> None:
    plan = surveyed(rectangle(), SideMeasure(NORTH, alike(1.0)), SideMeasure(WEST, alike(0.5)))
    assert as_measured(plan).rooms == plan.rooms and "survey.no_room" in keys(plan)
    stranger = surveyed(
        rectangle(), SideMeasure("attic/1", alike(1000.0)), openings=(OpeningMeasure("d9", NORTH, 5.0),)
    )
    assert as_measured(stranger) is stranger
    assert keys(stranger) == ["survey.unknown_side", "survey.unknown_opening"]


# --- walls, openings, things ------------------------------------------------------------------------------------------


def with_door(offset: float = 2000.0) -> Plan:
    door = Opening("d1", "door", "w1", offset, 800.0, 0.0, 2050.0, "hinged", "start", "left")  # south, from the west
    flue = Obstacle("f1", "flue", ((2600.0, 1650.0), (3000.0, 1650.0), (3000.0, 2000.0), (2600.0, 2000.0)), 0.0, 2600.0)
    socket = Service("s1", "socket", (3000.0, 900.0, 300.0))
    return replace(rectangle(), openings=(door,), obstacles=(flue,), services=(socket,))


def test_walls_and_what_is_in_them_follow_the_faces() -> None:
    plan = surveyed(with_door(), SideMeasure(NORTH, alike(2900.0)), SideMeasure(WEST, alike(1960.0)))
    after = as_measured(plan)
    check_plan(after, "after")
    assert lengths(after) == [1960.0, 2900.0, 1960.0, 2900.0]
    assert [side.wall for side in sides(after, "kitchen")] == [side.wall for side in sides(plan, "kitchen")]
    assert after.obstacles[0].outline[2] == (2900.0, 1960.0)  # still in its corner
    assert after.services[0].at == (2900.0, 900.0, 300.0)  # still on its wall
    gap = sides(after, "kitchen")[3].openings[0]
    before = sides(plan, "kitchen")[3].openings[0]
    assert (gap.start, gap.end) == (before.start, before.end)  # from the nearer corner, the east one


def test_an_opening_stands_where_it_was_measured() -> None:
    taken = OpeningMeasure("d1", SOUTH, 330.0, 780.0, 0.0, 2040.0)
    plan = surveyed(with_door(), SideMeasure(SOUTH, alike(2970.0)), openings=(taken,))
    after = as_measured(plan)
    gap = sides(after, "kitchen")[3].openings[0]
    assert (gap.start, gap.end, gap.opening.head) == (330.0, 1110.0, 2040.0)
    assert keys(plan) == []


def test_an_opening_that_cannot_be_where_it_was_measured_is_told() -> None:
    plan = surveyed(
        with_door(), SideMeasure(SOUTH, alike(2970.0)), openings=(OpeningMeasure("d1", SOUTH, 2900.0, 800.0),)
    )
    assert keys(plan) == ["survey.opening_off"]


def test_the_other_face_of_a_wall_stays_with_the_other_room() -> None:
    plan = rectangle()
    outline = ((3200.0, 0.0), (6000.0, 0.0), (6000.0, 2000.0), (3200.0, 2000.0))
    plan = replace(plan, rooms=(*plan.rooms, Room("bath", Text("卫", "Bath"), "bath", outline, 2600.0)))
    after = as_measured(surveyed(plan, SideMeasure(NORTH, alike(2960.0))))
    check_plan(after, "after")
    assert after.rooms[1] == plan.rooms[1]
    assert sides(after, "bath")[0].wall == sides(after, "kitchen")[2].wall == "w2"
    assert next(wall for wall in after.walls if wall.id == "w2").thickness == 240.0


# --- properties -------------------------------------------------------------------------------------------------------

HOUSE_TYPES = open_plans(Path(__file__).resolve().parents[2] / "floorplans")
IDS = [entry.id for entry in HOUSE_TYPES.entries][:4]


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(IDS), st.data())
def test_a_survey_equal_to_the_drawing_is_the_plan_itself(name: str, data: st.DataObject) -> None:
    plan = HOUSE_TYPES.plan(name)
    there = [side for room in plan.rooms for side in sides(plan, room.id)]
    taken = data.draw(st.lists(st.sampled_from(range(len(there))), unique=True, max_size=12))
    ceilings = {room.id: room.ceiling for room in plan.rooms}
    survey = Survey(
        "s", "2026-11-22",
        sides=tuple(SideMeasure(there[i].id, alike(there[i].length), alike(ceilings[there[i].room]), 0.0) for i in taken),
        openings=tuple(
            OpeningMeasure(gap.opening.id, there[i].id, gap.start, gap.opening.width, gap.opening.sill, gap.opening.head)
            for i in taken for gap in there[i].openings if gap.end - gap.start == gap.opening.width
        ),
    )  # fmt: skip
    plan = replace(plan, surveys=(survey,))
    assert as_measured(plan) == plan
    assert measured(plan).doubts == ()


@settings(max_examples=60, deadline=None)
@given(st.tuples(*[st.integers(-40, 40)] * 4), st.tuples(*[st.booleans()] * 4))
def test_any_survey_of_a_rectangle_closes_within_what_was_measured(
    off: tuple[int, ...], asked: tuple[bool, ...]
) -> None:
    drawn = (2000.0, 3000.0, 2000.0, 3000.0)
    widths = [length + change if taken else 0.0 for length, change, taken in zip(drawn, off, asked, strict=True)]
    plan = surveyed(with_door(), *[SideMeasure(f"kitchen/{i}", alike(w)) for i, w in enumerate(widths, start=1)])
    after = as_measured(plan)
    check_plan(after, "after")
    assert all(not width or length <= width + 1e-5 for length, width in zip(lengths(after), widths, strict=True))
    assert area(after.rooms[0].outline) > 0
    assert as_measured(after) is after


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([entry.id for entry in HOUSE_TYPES.entries if entry.id != "room"]), st.data())
def test_measuring_one_room_leaves_the_others_as_they_were(name: str, data: st.DataObject) -> None:
    plan = HOUSE_TYPES.plan(name)
    room = data.draw(st.sampled_from(plan.rooms))
    there = sides(plan, room.id)
    taken = data.draw(st.lists(st.sampled_from(there), unique=True, min_size=1, max_size=4))
    measures = [SideMeasure(side.id, alike(side.length + data.draw(st.integers(-45, 45)))) for side in taken]
    after = as_measured(surveyed(plan, *measures))
    for other in plan.rooms:
        for old, new in zip(sides(plan, other.id), sides(after, other.id), strict=True):
            seen = {gap.opening.id: (gap.start, gap.end) for gap in new.openings}
            if other is room:
                assert set(seen) == {gap.opening.id for gap in old.openings}
            else:
                assert (old.left, old.right) == (new.left, new.right)
                assert {gap.opening.id: gap.end - gap.start for gap in new.openings} == pytest.approx(
                    {gap.opening.id: gap.end - gap.start for gap in old.openings}, abs=0.01
                )


WILD = st.floats(0.0, 1e9, allow_nan=False)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 7), WILD, WILD, st.floats(-1e9, 1e9)), max_size=6),
    st.lists(st.tuples(st.integers(0, 7), st.floats(-1e9, 1e9)), max_size=4),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), WILD), max_size=3),
)
def test_no_survey_however_wild_breaks_a_plan(
    walls: list[tuple[int, float, float, float]],
    corners: list[tuple[int, float]],
    diagonals: list[tuple[int, int, float]],
) -> None:
    outline = ((0.0, 0.0), (4000.0, 0.0), (4000.0, 1800.0), (2500.0, 1800.0), (2500.0, 3000.0), (0.0, 3000.0))
    plan = replace(with_door(), rooms=(Room("kitchen", ROOM, "kitchen", outline, 2600.0),))
    survey = Survey(
        "s",
        "2026-11-22",
        sides=tuple(SideMeasure(f"kitchen/{n}", (0.0, a, 0.0), (0.0, 0.0, b), lean) for n, a, b, lean in walls),
        corners=tuple(CornerMeasure(f"kitchen/{n}", angle) for n, angle in corners),
        diagonals=tuple(DiagonalMeasure(f"kitchen/{a}", f"kitchen/{b}", length) for a, b, length in diagonals),
        openings=(OpeningMeasure("d1", "kitchen/6", walls[0][1] if walls else None, 900.0),),
    )
    plan = replace(plan, surveys=(survey,))
    found = measured(plan)
    assert area(found.plan.rooms[0].outline) > 0
    assert all(math.isfinite(value) for point in found.plan.rooms[0].outline for value in point)
    assert all(say(doubt, "en") for doubt in found.doubts)
    for side in sides(plan, "kitchen"):
        free_space(plan, side)
