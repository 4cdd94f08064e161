"""Plans as TOML: what is written comes back equal, what cannot be a home is refused with file, place and cause."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.geometry.polygon import area
from app.plans.files import parse_plan, plan_toml, read_plan, write_plan
from app.plans.plan import Obstacle, Opening, Plan, PlanError, Room, Service, Wall
from app.plans.surveys.measures import OpeningMeasure, SideMeasure, Survey
from app.records import Text

ROOM = """
id = "shed"
name = { zh = "棚", en = "Shed" }
ceiling = 2700
height = 2800
rooms = [{ id = "room", name = { zh = "房间", en = "Room" }, kind = "other", at = [2000, 1500], area_m2 = 10.64 }]
walls = [
    { id = "s", start = [0, 0], end = [4000, 0], thickness = 200 },
    { id = "e", start = [4000, 0], end = [4000, 3000], thickness = 200 },
    { id = "n", start = [4000, 3000], end = [0, 3000], thickness = 200 },
    { id = "w", start = [0, 3000], end = [0, 0], thickness = 200 },
]

[[openings]]
id = "door"
kind = "door"
wall = "s"
offset = 300
width = 900
sill = 0
head = 2000
leaf = "hinged"
hinge = "start"
side = "left"
"""


def given_plan(**changes: Any) -> Plan:
    data = tomllib.loads(ROOM)
    for path, value in changes.items():
        sort, _, field = path.partition("__")
        if field:
            data[sort][0][field] = value
        else:
            data[sort] = value
    return parse_plan(data, "shed.toml")


def test_a_seed_point_grows_into_the_clear_room() -> None:
    plan = given_plan()
    assert plan.rooms[0].outline == ((100, 100), (3900, 100), (3900, 2900), (100, 2900))
    assert plan.rooms[0].ceiling == 2700
    assert plan.walls[0].height == 2800


@pytest.mark.parametrize(
    ("change", "place", "cause"),
    [
        ({"rooms__area_m2": 10.70}, "rooms[0].area_m2", "10.640 m²"),
        ({"rooms__at": [9000, 0]}, "rooms[0].at", "no walls close in"),
        ({"rooms__at": [50, 1500]}, "rooms[0].at", "no walls close in"),  # inside the wall
        ({"rooms__kind": "garage"}, "rooms[0].kind", "garage"),
        ({"rooms__outline": [[0, 0], [1000, 0]], "rooms__area_m2": None}, "rooms[0].outline", "3 points"),
        (
            {"rooms__outline": [[0, 0], [99, 99], [99, 0], [0, 50]], "rooms__area_m2": None},
            "rooms[0].outline",
            "crosses",
        ),
        (
            {"rooms__outline": [[0, 0], [2000, 0], [2000, 0], [2000, 1000], [0, 1000]], "rooms__area_m2": None},
            "rooms[0].outline[2]",
            "where the point before it is",
        ),
        (
            {"rooms__outline": [[0, 0], [2000, 0], [2000, 1000], [0, 1000], [0, 0]], "rooms__area_m2": None},
            "rooms[0].outline[0]",
            "where the point before it is",
        ),
        ({"rooms": []}, "rooms", "no rooms"),
        ({"walls__thickness": 15}, "walls[0].thickness", "15"),
        ({"walls__thickness": 1001}, "walls[0].thickness", "1001"),
        ({"walls__end": [0, 0]}, "walls[0]", "no length"),
        ({"walls__start": [float("nan"), 0]}, "walls[0].start[0]", "not a finite number"),
        ({"walls__start": [1e30, 0]}, "walls[0].start[0]", "beyond"),
        ({"walls__start": [5e6, 0]}, "walls[0][0][0]", "not between"),
        ({"walls__id": "e"}, "walls[1].id", "already"),
        ({"walls__id": "a/b"}, "walls[0].id", "no id"),
        ({"walls__thikness": 200}, "walls[0].thikness", "unknown key"),
        ({"openings__wall": "x"}, "openings[0].wall", "no wall 'x'"),
        ({"openings__offset": -1}, "openings[0].offset", "-1"),
        ({"openings__offset": 3200}, "openings[0].offset", "4000 long"),
        ({"openings__sill": 2000}, "openings[0].head", "not above the sill"),
        ({"openings__head": 2801}, "openings[0].head", "2800 high"),
        ({"openings__hinge": ""}, "openings[0].hinge", "jamb"),
        ({"openings__side": ""}, "openings[0].side", "side"),
        ({"openings__leaf": "sliding"}, "openings[0].leaf", "neither hinge nor side"),
        ({"openings__bay": 600}, "openings[0].bay", "no bay"),
        ({"openings__width": "wide"}, "openings[0].width", "float"),
        ({"orientation": 400}, "orientation", "400"),
        ({"colour": 1}, "colour", "unknown key"),
        ({"walls": "none"}, "walls", "array of tables"),
        ({"name": {"zh": "", "en": "x"}}, "name", "zh and en"),
    ],
)
def test_what_cannot_be_is_refused_by_place_and_cause(change: dict[str, Any], place: str, cause: str) -> None:
    with pytest.raises(PlanError) as caught:
        given_plan(**change)
    assert caught.value.file == "shed.toml"
    assert caught.value.place.startswith(place)
    assert cause in caught.value.cause


def test_two_openings_may_not_share_a_stretch_of_wall() -> None:
    door = tomllib.loads(ROOM)["openings"][0]
    window = {"id": "w1", "kind": "window", "wall": "s", "offset": 1100, "width": 900, "sill": 900, "head": 2400}
    with pytest.raises(PlanError, match="overlaps 'door'"):
        given_plan(openings=[door, window])
    assert len(given_plan(openings=[door, {**window, "offset": 1200}]).openings) == 2
    assert len(given_plan(openings=[door, {**window, "sill": 2000}]).openings) == 2  # a light above the door


def test_crossing_and_clockwise_outlines_are_told_apart() -> None:
    ring = Room("a", Text("a", "a"), "other", ((0, 0), (1000, 0), (1000, 1000), (0, 1000)), 2700)
    plan = replace(given_plan(), rooms=(replace(ring, outline=tuple(reversed(ring.outline))),))
    with pytest.raises(PlanError, match="clockwise"):
        write_plan(Path("never.toml"), plan)
    crossed = replace(ring, outline=((0, 0), (2000, 1000), (2000, 0), (0, 1500)))
    with pytest.raises(PlanError, match="crosses"):
        write_plan(Path("never.toml"), replace(plan, rooms=(crossed,)))
    assert not Path("never.toml").exists()


def test_a_file_that_is_no_plan_is_told(tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    for text, cause in (("id = ", "not valid TOML"), ("id = 'x'", "missing"), ("a" * 20, "not valid TOML")):
        bad.write_text(text, encoding="utf-8")
        with pytest.raises(PlanError, match=cause) as caught:
            read_plan(bad)
        assert "bad.toml" in str(caught.value)
    bad.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PlanError, match="UTF-8"):
        read_plan(bad)
    with pytest.raises(PlanError):
        read_plan(tmp_path / "none.toml")


def test_every_field_comes_back(tmp_path: Path) -> None:
    plan = replace(
        given_plan(),
        obstacles=(Obstacle("b", "beam", ((100, 100), (400.5, 100), (400.5, 2900)), 2400.25, 2800),),
        services=(Service("gas", "gas", (0.1, 2.5, 1500)),),
        orientation=12.5,
        source='dxf:a "b".dxf',
        doubts=('one\n"two"\\', "三\x7f"),
    )
    write_plan(tmp_path / "p.toml", plan)
    assert read_plan(tmp_path / "p.toml") == plan
    assert [path.name for path in tmp_path.iterdir()] == ["p.toml"]


numbers = st.floats(-9e5, 9e5).map(lambda value: round(value, 3))
words = st.text(st.characters(codec="utf-8"), max_size=20)


@settings(max_examples=60, deadline=None)
@given(numbers, numbers, st.floats(10, 5e4), st.floats(20, 1000), words, st.lists(words, max_size=3))
def test_any_plan_survives_the_round_trip(
    x: float, y: float, size: float, thickness: float, name: str, doubts: list[str]
) -> None:
    outline = ((x, y), (x + size, y), (x + size, y + size))
    plan = Plan(
        "p",
        Text(name or "n", name or "n"),
        (Room("r", Text(name, name), "other", outline, 2700.0),),
        (Wall("w", (x, y), (x + size, y), thickness, 2800.0),),
        (Opening("o", "window", "w", 0.0, size, 900.0, 2400.0),) if size >= 50 else (),
        doubts=tuple(doubts),
    )
    again = parse_plan(tomllib.loads(plan_toml(plan)), "p")
    assert again == plan
    assert area(again.rooms[0].outline) == area(outline)


def test_what_a_visit_did_not_take_stays_untaken() -> None:
    """A wall whose widths alone were measured has no lean, a door no distance: the file has no word for either, and reads back equal."""
    side = SideMeasure("room/1", (3602.0, 3598.0, 3600.0), drawn=3800.0)
    survey = Survey("a", "2026-11-22", sides=(side,), openings=(OpeningMeasure("door", "room/1", width=880.0),))
    plan = replace(given_plan(), surveys=(survey,))
    assert parse_plan(tomllib.loads(plan_toml(plan)), "again.toml") == plan
