"""Plan families: a layout with parameters becomes plans. What is drawn is worked out by hand; what is wrong is told by file and key."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from app.geometry.polygon import area
from app.geometry.ring import bounds
from app.plans.check import check_plan
from app.plans.house_types.family import Family, open_family, open_parts
from app.plans.house_types.orient import lights, oriented
from app.plans.plan import Plan, PlanError
from app.plans.regions import regions
from app.records import Text

FAMILIES = Path(__file__).resolve().parents[2] / "floorplans" / "families"

SMALL = """
name = { zh = "两间", en = "Two rooms" }
[parameters]
a = { name = { zh = "开间", en = "Bay" }, default = 4200, min = 3000, max = 6000 }
extra = { name = { zh = "套间", en = "Another room" }, default = true, kind = "bool" }
[derived]
x2 = "a + 3000"
[draw]
rooms = [
    { id = "living", box = [0, 0, "a", 3900] },
    { id = "bedroom", box = ["a", 0, "x2", 3900], when = "extra" },
]
openings = [
    { id = "entry_door", room = "living", side = "W", low = 200 },
    { id = "room_door", room = "bedroom", to = "living", high = 150, when = "extra" },
    { id = "window", room = "living", side = "S", width = "living.w / 2" },
]
services = [{ kind = "socket", room = "living", side = "N", left = 300, height = 300 }]
[[ranges]]
name = { zh = "一室一厅 {area}㎡", en = "One bedroom, {area} m², {w} x {d} m" }
values = { a = [3600, 4200], extra = [true, false] }
"""


def family(tmp_path: Path, text: str) -> Family:
    path = tmp_path / "small.toml"
    path.write_text(text, encoding="utf-8")
    return open_family(path, open_parts(FAMILIES))


def drawn(tmp_path: Path, **values: float | bool) -> Plan:
    plan, _ = family(tmp_path, SMALL).draw("small", Text("甲", "A"), values)
    check_plan(plan, "small")
    return plan


def test_rooms_are_clear_of_their_walls(tmp_path: Path) -> None:
    """Outer walls 200, inner ones 100: 4200 x 3900 of axes leave 4200-100-50 by 3900-200."""
    plan = drawn(tmp_path)
    living, bedroom = plan.rooms
    assert living.outline == ((100, 100), (4150, 100), (4150, 3800), (100, 3800))
    assert bedroom.outline == ((4250, 100), (7100, 100), (7100, 3800), (4250, 3800))
    assert {(wall.thickness, round(wall.length)) for wall in plan.walls} == {(200, 7200), (200, 3900), (100, 3900)}
    assert sorted(map(area, regions(plan.walls))) == pytest.approx(sorted(area(room.outline) for room in plan.rooms))


def test_openings_stand_where_they_are_told_from_the_clear_corners(tmp_path: Path) -> None:
    plan = drawn(tmp_path)
    walls = {wall.id: wall for wall in plan.walls}
    entry, door, window = plan.openings
    west, between, south = (walls[one.wall] for one in plan.openings)
    assert (west.start, west.end, entry.offset, entry.width) == ((0, 0), (0, 3900), 300, 1000)
    assert (entry.hinge, entry.side) == (
        "start",
        "right",
    )  # walking north along the west wall, the room is on the right
    assert (between.start, door.offset, door.width) == ((4200, 0), 3900 - 100 - 150 - 900, 900)
    assert (door.hinge, door.side) == ("end", "right")
    assert (south.end, window.width, window.offset) == ((7200, 0), 4050 / 2, 100 + 4050 / 4)


def test_what_is_not_there_leaves_no_wall_and_no_door(tmp_path: Path) -> None:
    plan = drawn(tmp_path, extra=False)
    assert [room.id for room in plan.rooms] == ["living"]
    assert plan.rooms[0].outline == ((100, 100), (4100, 100), (4100, 3800), (100, 3800))
    assert len(plan.walls) == 4
    assert [opening.id for opening in plan.openings] == ["entry_door", "window"]


def test_a_service_moves_out_of_a_door(tmp_path: Path) -> None:
    text = SMALL.replace('side = "N", left = 300', 'side = "W", left = 500')
    plan, _ = family(tmp_path, text).draw("small", Text("甲", "A"), {})
    (socket,) = (point for point in plan.services if point.id == "socket1")
    low, high = 300, 1300  # the entry door's hole
    assert socket.at[0] == 110
    assert not low < socket.at[1] < high
    assert min(abs(socket.at[1] - low), abs(socket.at[1] - high)) == 60  # as near as the margin lets it


def test_a_range_makes_every_combination_with_ids_names_and_areas(tmp_path: Path) -> None:
    one = family(tmp_path, SMALL)
    assert [made.id for made in one.types] == ["small-3600-extra", "small-3600", "small-4200-extra", "small-4200"]
    built = one.build(one.types[2])
    assert built.area_m2 == 25.9  # inside the outer walls, the partition included
    assert built.plan.name.zh == "一室一厅 26㎡"
    assert built.plan.name.en == "One bedroom, 26 m², 7.2 x 3.9 m"
    assert built.plan.source == "library:small-4200-extra"


def test_repeats_count_and_name_their_items(tmp_path: Path) -> None:
    text = SMALL.replace(
        '{ id = "bedroom", box = ["a", 0, "x2", 3900], when = "extra" },',
        '{ id = "bedroom{n}", use = "bedroom", name = { zh = "卧{n}", en = "Bedroom {n}" }, repeat = 3, '
        'box = ["a + i*3000", 0, "a + n*3000", 3900] },',
    ).replace('{ id = "room_door", room = "bedroom", to = "living", high = 150, when = "extra" },', "")
    plan, shell = family(tmp_path, text).draw("small", Text("甲", "A"), {})
    assert [(room.id, room.name.zh) for room in plan.rooms[1:]] == [
        ("bedroom1", "卧1"),
        ("bedroom2", "卧2"),
        ("bedroom3", "卧3"),
    ]
    assert [round(bounds(room.outline)[2]) for room in plan.rooms[1:]] == [7150, 10150, 13100]
    assert shell.inside_m2 == pytest.approx(13.0 * 3.7)


WRONG: list[tuple[Callable[[str], str], str, str]] = [
    (lambda t: t.replace('"a + 3000"', '"a + bay"'), "derived.x2", "unknown name 'bay'"),
    (lambda t: t.replace('"a + 3000"', '"x2 + 1"'), "derived.x2", "need each other"),
    (lambda t: t.replace('"a + 3000"', '"__import__(1)"'), "derived.x2", "not allowed"),
    (lambda t: t.replace('"living.w / 2"', '"living.w / 0"'), "draw.openings[2].width", "divides by zero"),
    (lambda t: t.replace('"living.w / 2"', '"living.w > 2"'), "draw.openings[2].width", "gives a bool"),
    (lambda t: t.replace('"living.w / 2"', "9000"), "draw.openings[2]", "leaves -2775"),
    (lambda t: t.replace('"living.w / 2"', "nan"), "draw.openings[2].width", "not a finite number"),
    (lambda t: t.replace('"living.w / 2"', "1e30"), "draw.openings[2].width", "beyond 1e9"),
    (lambda t: t.replace("box = [0, 0,", "box = [9000, 0,"), "draw.rooms[0]", "encloses nothing"),
    (lambda t: t.replace('box = ["a", 0,', 'box = ["a - 600", 0,'), "draw.rooms", "overlap"),
    (lambda t: t.replace('id = "window", room', 'id = "window", rooom = 1, room'), "draw.openings[2].rooom", "unknown key"),
    (lambda t: t.replace('id = "window"', 'id = "w", use = "sash"'), "draw.openings[2].use", "no preset 'sash'"),
    (lambda t: t.replace('to = "living"', 'to = "attic"'), "draw.openings[1]", "does not border on 'attic'"),
    (lambda t: t.replace('side = "S"', 'side = "E"'), "draw.openings[2]", "does not border on 'out' on side E"),
    (lambda t: t.replace('when = "extra" },\n]', "repeat = 1000000000 },\n]"), "draw.rooms[1].repeat", "not between 0 and 50"),
    (lambda t: t.replace("[3600, 4200]", "[3600, 9200]"), "ranges[0].values.a", "not between"),
    (lambda t: t.replace("[3600, 4200]", str([3000 + i for i in range(999)])), "ranges[0]", "more than 400 house types"),
    (lambda t: t.replace("[true, false]", "[1, 2]"), "ranges[0].values.extra", "neither true nor false"),
    (lambda t: t.replace('id = "living", box', 'id = "living", line = [[0, 0]], box'), "draw.rooms[0]", "either a box or a line"),
    (lambda t: t.replace("{area}", "{area}" + "'" * 0).replace("[derived]", "[derived]\nx2 = 1\n"), "", "not valid TOML"),
    (lambda t: t + "\x00", "", "not valid TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "place", "cause"), WRONG, ids=[f"{place}:{cause}" for _, place, cause in WRONG])
def test_what_is_wrong_is_told_by_file_key_and_formula(
    tmp_path: Path, spoil: Callable[[str], str], place: str, cause: str
) -> None:
    text = spoil(SMALL)
    assert text != SMALL
    with pytest.raises(PlanError) as told:
        one = family(tmp_path, text)
        for made in one.types:
            one.build(made)
    assert Path(told.value.file).name == "small.toml"
    assert told.value.place.startswith(place), told.value
    assert cause in told.value.cause, told.value


def test_a_file_that_is_no_family_is_told(tmp_path: Path) -> None:
    parts = open_parts(FAMILIES)
    for data in (
        b"\xff\xfe\x00",
        b"[" * 5000,
        b"a = " + b"[" * 900 + b"]" * 900,
        b"x" * 600_000,
        b"name = 1",
        b"draw = 3",
    ):
        path = tmp_path / "bad.toml"
        path.write_bytes(data)
        with pytest.raises(PlanError, match=r"bad\.toml"):
            open_family(path, parts)


@pytest.mark.parametrize("path", sorted(FAMILIES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_family_is_drawn_by_its_defaults(path: Path) -> None:
    one = open_family(path, open_parts(FAMILIES))
    plan, shell = one.draw(one.id, one.file.name, {})
    check_plan(plan, path)
    assert shell.inside_m2 > 0.9 * sum(area(room.outline) for room in plan.rooms) / 1e6
    for parameter in one.file.parameters.values():
        assert parameter.name.zh != parameter.name.en


def test_a_plan_turned_or_mirrored_is_the_same_home(tmp_path: Path) -> None:
    plan = drawn(tmp_path)
    assert oriented(plan) is plan
    assert oriented(oriented(plan, mirrored=True), mirrored=True) == plan
    assert oriented(oriented(plan, 1), 3) == plan
    for turned in range(4):
        for mirrored in (False, True):
            other = oriented(plan, turned, mirrored)
            check_plan(other, "turned")
            assert sorted(area(room.outline) for room in other.rooms) == pytest.approx(
                sorted(area(room.outline) for room in plan.rooms)
            )
            spaces = sorted(area(space) for space in regions(other.walls))
            assert spaces == pytest.approx(sorted(area(room.outline) for room in plan.rooms))


def test_true_north_turns_with_the_drawing(tmp_path: Path) -> None:
    """A window that looks south goes on looking south, however the sheet lies; in the mirror east and west change places."""
    plan = drawn(tmp_path)
    assert lights(plan) == ("S",)
    for turned in range(4):
        assert lights(oriented(plan, turned)) == ("S",)
    assert math.isclose(oriented(plan, 1).orientation, 90.0)


def test_the_example_of_the_reference_is_a_family(tmp_path: Path) -> None:
    text = (FAMILIES.parent / "README.md").read_text(encoding="utf-8")
    one = family(tmp_path, text.partition("```toml\n")[2].partition("```")[0])
    assert len(one.types) == 6
    for made in one.types:
        check_plan(one.build(made).plan, "README.md")
    parapets = [wall.height for wall in one.build(one.types[0]).plan.walls if wall.height < 2000]
    assert parapets == [1100, 1100, 1100]


@pytest.mark.parametrize("path", sorted(FAMILIES.glob("*.toml"))[::4], ids=lambda path: path.stem)
def test_a_spoilt_family_is_told_or_drawn_never_more(tmp_path: Path, path: Path) -> None:
    """Characters and lines lost, doubled and changed: an error of one sentence, or plans that can be."""
    dice, text = random.Random(path.stem), path.read_text(encoding="utf-8")
    told = 0
    for _ in range(25):
        at = dice.randrange(len(text))
        piece = dice.choice(['"', "]", "1e30", "-", "a", "true", "{n}", "\n", "0", "nan", "[[", "* 9", "#"])
        spoilt = text[:at] + piece + text[at + dice.randrange(3) * dice.randrange(40) :]
        try:
            one = family(tmp_path, spoilt)
            for made in one.types[:3]:
                check_plan(one.build(made).plan, "spoilt")
        except PlanError as problem:
            told += 1
            assert problem.cause
            assert "\n" not in problem.cause[:60]
    assert told > 5
