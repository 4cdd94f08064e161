"""Plan files made to do harm: each ends in a plan that tells what it left out, or in one sentence that names file, place and cause."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.plans.importing import Choices, Imported, import_file
from app.plans.plan import PlanError
from tests.fuzz import hostile as made
from tests.fuzz.__main__ import read_in_fork

FORKS = pytest.mark.skipif(sys.platform == "win32", reason="reads each file in a fork, which Windows has not")
SECONDS, MEMORY = 20.0, 4 * 1024**2  # what a file may take, s and KiB
WILD = ("NaN", "inf", "-inf", "1e30", "1e308", "1e400")
LAUGHS = (
    "<!DOCTYPE home [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
XML = "<?xml version='1.0'?>"
OUTSIDE = "<!DOCTYPE home [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
PARAMETER = "<!DOCTYPE home [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/x.dtd'> %p;]>"
ROUND = made.block("A", made.insert("B")) + made.block("B", made.insert("A"))
SPACES = b"<home>" + b" " * 80_000_000 + b"</home>"


def blocks_in_blocks(deep: int, many: int = 1) -> bytes:
    """Blocks so deep in each other, each so many times in the one around it; the last holds a wall."""
    inner = "".join(made.block(f"B{i}", made.insert(f"B{i + 1}") * many) for i in range(deep))
    return made.dxf(made.insert("B0"), inner + made.block(f"B{deep}", made.line("WALL", (0, 0), (1000, 0))))


def utf_7(document: str) -> bytes:
    """XML that says to be in an alphabet in which its brackets are hidden."""
    return b"<?xml version='1.0' encoding='UTF-7'?>" + document.encode("utf-7")


def star(lines: int) -> str:
    """Walls that all cross in one place."""
    far = [(round(5000 * math.cos(i), 3), round(5000 * math.sin(i), 3)) for i in range(lines)]
    return "".join(made.line("WALL", (x, y), (-x, -y)) for x, y in far)


def many_walls() -> bytes:
    """50,000 walls that do not meet."""
    starts = [(i % 223 * 900, i) for i in range(50_000)]
    return made.dxf("".join(made.line("WALL", (x, y), (x + 900, y)) for x, y in starts))


def beside(*things: str, wide: float = 400.0) -> bytes:
    """A home of one room with something else in it."""
    return made.home(made.four_walls(wide, wide) + "".join(things))


def outline(*points: tuple[float, float]) -> bytes:
    """A drawing of one room with an outline on the layer of rooms in it."""
    return made.dxf(made.polyline("ROOM", points))


def circle(points: int, metre: float) -> list[tuple[float, float]]:
    turns = [math.tau * i / points for i in range(points)]
    return [(round(metre * (5 + 4 * math.cos(t)), 6), round(metre * (5 + 4 * math.sin(t)), 6)) for t in turns]


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb.sh3d": (lambda: made.zipped([("Home.xml", SPACES)]), "Home.xml: unpacks to more than 64 MiB"),
    "bomb2.sh3d": (lambda: made.zipped([("Home.xml", SPACES)], 12), "Home.xml: unpacks to more than 64 MiB"),  # bzip2
    "nested.sh3d": (lambda: made.zipped([("Home.xml", made.zipped([("Home.xml", SPACES)]))]), "not valid XML"),
    "other.sh3d": (lambda: made.zipped([("a.zip", made.zipped([("Home.xml", SPACES)]))]), "without a home"),
    "many.sh3d": (lambda: made.zipped([(str(i), b"") for i in range(25_000)]), "holds 25000 files, more than 20000"),
    "old.sh3d": (lambda: made.zipped([("Home", b"\xac\xed\x00\x05" + b"\x75" * 9_000_000)]), "within each other"),
    "laughs.xml": (lambda: made.home("&j;", XML + LAUGHS), "declares a document type"),
    "laughs_late.xml": (
        lambda: made.home("&j;", XML + f"<!--{'x' * 70_000}-->" + LAUGHS),
        "not valid XML|document type",
    ),
    "outside.xml": (lambda: made.home("&x;" + made.four_walls(), XML + OUTSIDE), "declares a document type"),
    "parameter.xml": (lambda: made.home(made.four_walls(), XML + PARAMETER), "declares a document type"),
    "utf16.xml": (lambda: (XML[:-2] + " encoding='UTF-16'?>" + LAUGHS + "<home/>").encode("utf-16"), "document type"),
    "utf7.xml": (lambda: utf_7(LAUGHS + "<home/>"), "document type|not valid XML"),
    "deep.xml": (lambda: made.home("<a>" * 50_000), "not valid XML: Excessive depth"),
    "deep.json": (lambda: b"[" * 1_000_000, "not valid JSON: nested too deep"),
    "digits.json": (
        lambda: made.rooms([[0, 0], [4, 0], [4, 3]]).replace(b"4", b"9" * 5000),
        "number of thousands of digits",
    ),
    "points.json": (lambda: made.rooms(circle(100_000, 1)), "a room needs a list of 3 to 500 points"),
    "points.xml": (lambda: made.home(made.home_room(circle(100_000, 100))), "more than 20000 points"),
    "lines.jsonl": (lambda: b"{}\n" * 3_000_000, "3000000 lines of JSON, more than 20000"),
    "walls.xml": (
        lambda: made.home("".join(made.home_wall(i, (i % 999, 0), (0, i)) for i in range(50_000))),
        "walls: 50000 are more",
    ),
    "walls.json": (lambda: made.blueprint({"a": {"x": 0, "y": 0}}, [{}] * 50_000), "50000 are more than 2000"),
    "walls.dxf": (many_walls, "50008 wall lines, more than 30000"),
    "tangle.dxf": (lambda: made.dxf(star(3000)), "wall lines cross each other"),
    "crossed.json": (lambda: made.rooms([[0, 0], [4, 3], [4, 0], [0, 3]]), "polygon_m: crosses itself"),
    "crossed.dxf": (
        lambda: made.raw_dxf(made.polyline("ROOM", [(0, 0), (4000, 3000), (4000, 0), (0, 3000)])),
        "no rooms found",
    ),
    "self.dxf": (
        lambda: made.dxf(made.insert("A"), made.block("A", made.insert("A"))),
        "block A: blocks lie more than 8 deep",
    ),
    "round.dxf": (lambda: made.dxf(made.insert("A"), ROUND), "more than 8 deep"),
    "deep.dxf": (lambda: blocks_in_blocks(200), "more than 8 deep"),
    "broad.dxf": (lambda: blocks_in_blocks(7, 10), "draws more than 200000 entities"),
    "grid.dxf": (
        lambda: made.dxf(made.insert("A", 10**6, 10**6), made.block("A", "")),
        "is repeated 1000000000000 times",
    ),
    "million.dxf": (
        lambda: made.raw_dxf(made.line("WALL", (0, 0), (9, 9)) * 700_000),
        "larger than|values, more than 3000000",
    ),
    "edges.dxf": (lambda: made.dxf(made.hatch(1_000_000)), "values, more than 3000000"),
    "picture.json": (
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>",
        "not a home of Sweet Home 3D",
    ),
    "picture.dxf": (lambda: made.png(8, 8), "is a picture"),
    "cut.dxf": (lambda: made.dxf("")[:-6], "ends in the middle"),
}


@FORKS
@pytest.mark.parametrize("name", REFUSED)
def test_a_file_made_to_do_harm_ends_in_one_sentence(name: str, tmp_path: Path) -> None:
    make, cause = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(make())
    began = time.monotonic()
    outcome, told, memory = read_in_fork(path)
    assert (outcome, time.monotonic() - began < SECONDS, memory < MEMORY) == ("sentence", True, True), told
    assert told.startswith(f"{path}: ") and "\n" not in told
    assert any(one in told for one in cause.split("|")), told


@FORKS
def test_a_zip_of_entries_that_lie_in_each_other_is_refused_or_read_for_its_home_alone(tmp_path: Path) -> None:
    """Some releases of Python's zipfile refuse it; for the others it is one home, and nothing else of it is unpacked."""
    path = tmp_path / "overlap.sh3d"
    path.write_bytes(made.overlapping(made.home(made.four_walls()), 9000))
    outcome, told, memory = read_in_fork(path)
    assert memory < MEMORY
    assert (outcome, told) == ("plan", "1 rooms") or (outcome == "sentence" and "Overlapped" in told)


PLACES: dict[str, Callable[[str], bytes]] = {
    "line.dxf": lambda wild: made.dxf(made.line("WALL", (0, 0), (wild, 0))),
    "text.dxf": lambda wild: made.dxf(f"0\nTEXT\n8\nT\n10\n{wild}\n20\n0\n40\n200\n1\nKitchen\n"),
    "arc.dxf": lambda wild: made.dxf(f"0\nARC\n8\nDOOR\n10\n0\n20\n0\n40\n{wild}\n50\n0\n51\n90\n"),
    "block.dxf": lambda wild: made.dxf(
        made.insert("A", scale=wild), made.block("A", made.line("DOOR", (0, 0), (900, 0)))
    ),
    "wall.xml": lambda wild: made.home(made.four_walls() + made.home_wall(9, (0, 0), (wild, 0))),
    "room.xml": lambda wild: made.home(made.four_walls() + made.home_room(((0, 0), (wild, 0), (0, 100)))),
    "door.xml": lambda wild: made.home(made.four_walls() + made.home_door(wild)),
    "corner.json": lambda wild: made.square_blueprint(x=float(wild)),
    "rooms.json": lambda wild: made.rooms([[0, 0], [float(wild), 0], [4, 3], [0, 3]]),
}


@pytest.mark.parametrize("wild", WILD)
@pytest.mark.parametrize("name", PLACES)
def test_no_place_and_no_size_is_beyond_all_bounds(name: str, wild: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(PLACES[name](wild))
    with pytest.raises(PlanError) as told:
        import_file(path, Choices(units="mm"), "en", lambda what, share: None)
    assert told.value.file == str(path)
    assert any(word in told.value.cause for word in ("impossible point", "not a number", "not a length of a home"))


NOWHERE = made.home_wall(9, (0, 100), (400, 100)).replace("/>", " level='x'/>")
POINT = b'"walls": [{"corner1": "c1", "corner2": "c1"}, '
CROSSED = "cross themselves or have more than 2000 corners were left out: 1"
TOLD: dict[str, tuple[bytes, str]] = {
    "wide.xml": (beside(made.home_door(900)), "reach past the end of their wall: 1"),
    "away.xml": (beside(made.home_door(90, 5000, 5000)), "lie in no wall: 1"),
    "narrow.xml": (beside(made.home_door(0)), "without a width: 1"),
    "short.xml": (beside(made.home_wall(9, (5, 5), (5, 5))), "Walls that cannot be"),
    "thin.xml": (beside(made.home_wall(9, (0, 100), (400, 100), 0)), "Walls that cannot be"),
    "nowhere.xml": (
        beside(NOWHERE),
        "home does not have: 1",
    ),
    "crossed.xml": (
        beside(made.home_room(((100, 100), (500, 400), (500, 100), (100, 400))), wide=900),
        "cross themselves: 1",
    ),
    "crossed.dxf": (outline((300, 300), (3000, 2500), (3000, 300), (300, 2500)), CROSSED),
    "round.dxf": (outline(*circle(3000, 300)), CROSSED),
    "point.json": (made.square_blueprint().replace(b'"walls": [', POINT), "Walls that cannot be"),
    "layer.dxf": (
        made.dxf(made.line("a\x01\x1b[31m" + "L" * 9000, (0, 0), (100, 0))),
        "Layers not recognized and left out: 1 (a??[31mLLL",
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_cannot_be_is_left_out_and_told(name: str, tmp_path: Path) -> None:
    data, doubt = TOLD[name]
    found = imported(tmp_path / name, data)
    assert found.plan is not None
    assert [one for one in found.plan.doubts if doubt in one], found.plan.doubts
    assert all(len(one) < 600 and one.isprintable() for one in found.plan.doubts)


def imported(path: Path, data: bytes) -> Imported:
    path.write_bytes(data)
    return import_file(path, Choices(units="mm" if path.suffix == ".dxf" else None), "en", lambda what, share: None)


def test_a_home_whose_models_are_missing_is_read_all_the_same(tmp_path: Path) -> None:
    home = made.zipped([("Home.xml", made.home(made.four_walls() + made.home_door(90)))])
    plan = imported(tmp_path / "home.sh3d", home).plan
    assert plan is not None and [round(opening.width) for opening in plan.openings] == [900]


@pytest.mark.parametrize(
    "layer", ["=cmd|' /C calc'!A0", "C:\\Windows\\x", "../../x", "%s{0}", "\u202eWALL", "L" * 10_000]
)
def test_a_layer_may_be_called_anything_and_its_plan_can_be_kept(layer: str, tmp_path: Path) -> None:
    from app.plans.files import read_plan, write_plan

    drawn = made.line(layer, (0, 0), (100, 0)) + made.text("=1+1\x07", layer)
    plan = imported(tmp_path / "a.dxf", made.dxf(drawn, header="9\n$INSUNITS\n70\n4\n9\n$ACADVER\n1\nAC1021\n")).plan
    assert plan is not None
    write_plan(tmp_path / "a.toml", plan)
    assert read_plan(tmp_path / "a.toml") == plan
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.dxf", "a.toml"]


def test_a_text_of_ten_megabytes_is_read_in_time(tmp_path: Path) -> None:
    began = time.monotonic()
    plan = imported(tmp_path / "a.dxf", made.dxf(made.text("厨房 12.3㎡ " * 700_000))).plan
    assert plan is not None and len(plan.rooms) == 1 and len(plan.rooms[0].name.zh) < 100
    assert time.monotonic() - began < SECONDS


def test_a_wall_that_runs_through_a_drawn_room_is_told(tmp_path: Path) -> None:
    room = made.polyline("ROOM", made.INNER)
    told = [
        imported(tmp_path / "a.dxf", made.dxf(room + more)).plan
        for more in ("", made.line("WALL", (2000, 0), (2000, 3200)))
    ]
    sound, spoiled = (one.doubts for one in told if one is not None)
    assert not [one for one in sound if "run through rooms" in one]
    assert [
        one for one in spoiled if "run through rooms that are drawn as outlines, 2.68 m" in one
    ]  # 2800 less 60 at both ends
