"""Find my flat: every house type finds itself, one that is 20 mm off finds it with 20 mm, however the sheet lies."""

from __future__ import annotations

import math
import time
from pathlib import Path

import pytest

from app.plans.house_types.find_flat import Measures, RoomMeasure, find_flat, measures_of
from app.plans.house_types.library import PlanLibrary, open_plans
from app.plans.house_types.orient import oriented
from app.plans.house_types.shapes import apart, shape_of
from app.plans.plan import PlanError
from app.records import Text

FLOORPLANS = Path(__file__).resolve().parents[2] / "floorplans"


@pytest.fixture(scope="module")
def library() -> PlanLibrary:
    return open_plans(FLOORPLANS)


def some(library: PlanLibrary, step: int) -> list[str]:
    return [entry.id for entry in library.entries][::step]


@pytest.mark.parametrize("step", [11, pytest.param(1, marks=pytest.mark.slow)])
def test_each_house_type_finds_itself_first(library: PlanLibrary, step: int) -> None:
    for plan_id in some(library, step):
        found = find_flat(library, measures_of(library.plan(plan_id)))
        assert (found[0].entry.id, found[0].turned, found[0].mirrored) == (plan_id, 0, False)
        assert found[0].distance < 0.01, plan_id
        assert all(abs(one.off) < 0.01 for one in found[0].differences)
        others = [
            one for one in found[1:] if one.entry.id.removesuffix("-m") != plan_id.removesuffix("-m")
        ]  # but its twin
        assert others[0].distance > 1.0, (plan_id, others[0].entry.id)


def test_it_is_found_however_the_drawing_lies(library: PlanLibrary) -> None:
    for plan_id in some(library, 60):
        plan = library.plan(plan_id)
        for turned in range(4):
            for mirrored in (False, True):
                drawn = oriented(plan, turned, mirrored)
                first = find_flat(library, measures_of(drawn), 1)[0]
                assert first.distance < 0.01
                there = oriented(library.plan(first.entry.id), first.turned, first.mirrored)
                assert apart(shape_of(drawn).outline, shape_of(there).outline) < 0.01
                if not plan_id.endswith("-m") and first.entry.mirrored is False:
                    assert first.entry.id == plan_id


@pytest.mark.parametrize(
    ("family", "values", "changed", "itself"),
    [
        ("two_small", {"a": 3000, "l": 3900, "s": 4200}, "s", "two_small-3000-3900-4200-balcony"),
        ("three_two", {"a": 3300, "l": 4200, "c": 3600}, "s", "three_two-3300-4200-3600"),
        ("four_bay", {"w": 3300, "b": 3000, "l": 4200, "a": 3600, "s": 4500}, "a", "four_bay-3300-3000-4200-3600-4500"),
        ("one_row", {"l": 3600, "a": 3300, "d": 6300}, "d", "one_row-3600-3300-6300"),
    ],
)
def test_a_flat_built_20_mm_larger_is_found_with_20_mm(
    library: PlanLibrary, family: str, values: dict[str, float], changed: str, itself: str
) -> None:
    one = library.family(family)
    built = {
        **values,
        changed: {**{name: p.default for name, p in one.file.parameters.items()}, **values}[changed] + 20,
    }
    plan, _ = one.draw("measured", Text("量", "M"), built)
    found = find_flat(library, measures_of(plan))
    assert found[0].entry.id == itself
    assert found[0].distance == pytest.approx(20.0)
    widest = max(abs(one.off) for one in found[0].differences)
    assert widest == pytest.approx(20.0)


def test_a_few_measures_are_enough(library: PlanLibrary) -> None:
    """The room of 5 x 4 m is 5200 x 4200 outside its 200 walls; its axes are 5200 - 200 apart, in a drawing of its clear sizes more."""
    entry = library.entry("room")
    over_all = find_flat(library, Measures(width=5400, depth=4400))
    assert over_all[0].entry.id == "room"
    assert over_all[0].distance == 0.0
    by_axes = find_flat(library, Measures(width=entry.depth, depth=entry.width, axes=True))
    assert ("room", 0.0) in [(one.entry.id, one.distance) for one in by_axes]
    assert next(one for one in by_axes if one.entry.id == "room").turned % 2 == 1
    kitchen = find_flat(library, Measures(rooms=(RoomMeasure("kitchen", 2100, 2400),), sides=(2100, 2400)))
    assert kitchen[0].distance == 0.0
    assert any(
        (room.width, room.depth) in ((2100, 2400), (2400, 2100)) for room in library.shape(kitchen[0].entry.id).rooms
    )


def test_differences_say_what_is_more_and_what_is_less(library: PlanLibrary) -> None:
    (one,) = find_flat(library, Measures(width=5390, depth=4425, rooms=(RoomMeasure("living", area_m2=20.5),)), 1)
    assert one.entry.id == "room"
    told = {(d.about, d.part): d for d in one.differences}
    assert told["width", ""].off == pytest.approx(10)
    assert told["depth", ""].off == pytest.approx(-25)
    area = told["0", "area_m2"]
    assert (area.asked, area.found) == (20.5, 20.0)
    assert area.off == pytest.approx(1000 * (math.sqrt(20) - math.sqrt(20.5)))  # 55.6 mm
    assert one.distance == abs(area.off)


def test_a_room_that_is_not_there_counts_by_its_own_length(library: PlanLibrary) -> None:
    found = find_flat(library, Measures(width=5400, depth=4400, rooms=(RoomMeasure("bath", 1800, 2400),)), 400)
    room = next(one for one in found if one.entry.id == "room")
    assert [(d.part, d.off) for d in room.differences if d.about == "0"] == [("missing", -2400)]


def test_the_outline_of_the_families_is_that_of_their_walls(library: PlanLibrary) -> None:
    """The one is worked out from axis lines, the other is the union of all walls and rooms."""
    for plan_id in some(library, 25):
        walls = shape_of(library.plan(plan_id))
        assert apart(walls.outline, library.shape(plan_id).outline) < 0.01, plan_id
        assert library.shape(plan_id).rooms == walls.rooms, plan_id


@pytest.mark.parametrize(
    "measures",
    [
        Measures(),
        Measures(width=math.nan),
        Measures(width=-3000),
        Measures(depth=1e30),
        Measures(outline=((0, 0), (1, 0), (0, 1))),
        Measures(outline=((0, 0), (math.inf, 0), (0, 9000))),
        Measures(outline=((0, 0), (9e9, 0), (9e9, 9e9))),
        Measures(sides=(3000.0,) * 1000),
        Measures(rooms=(RoomMeasure("bath", at=(0.0, math.nan)),)),
    ],
)
def test_what_cannot_be_measures_is_refused(library: PlanLibrary, measures: Measures) -> None:
    with pytest.raises(PlanError):
        find_flat(library, measures)


def test_it_takes_less_than_a_tenth_of_a_second(library: PlanLibrary) -> None:
    assert len(library.entries) > 300
    library.shape("room")
    times = []
    for plan_id in some(library, 40):
        measures = measures_of(library.plan(plan_id))
        begun = time.process_time()
        find_flat(library, measures)
        times.append(time.process_time() - begun)
    assert sorted(times)[len(times) // 2] < 0.1
