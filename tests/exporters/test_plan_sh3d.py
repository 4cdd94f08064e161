"""Plans as Sweet Home 3D homes: our reader gives the plan back, and the program's own reader finds the same walls, rooms and doors."""

from __future__ import annotations

import io
import json
import math
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from app.geometry.polygon import area, contains, overlap
from app.plans.curves import chords
from app.plans.files import read_plan
from app.plans.importing import Choices, import_file
from app.plans.plan import Curve, Opening, Plan, PlanError, Room, Wall
from app.plans.sides import along_wall, door_swing
from app.records import Text
from exporters.plan_sh3d import plan_sh3d, write_plan_sh3d

ROOT = Path(__file__).resolve().parents[2]
PLANS = sorted((ROOT / "floorplans").glob("*.toml"))
JARS = Path("/usr/share/sweethome3d")


def round_plan() -> Plan:
    """A room whose north wall bulges outwards along a quarter circle, with a window beside the arc and a double door."""
    points = chords((4000.0, 3000.0), (0.0, 3000.0), 90.0)
    bow = [Wall(f"n{i}", a, b, 200.0, 2800.0) for i, (a, b) in enumerate(pairwise(points))]
    corners = [
        ("s", (0.0, 0.0), (4000.0, 0.0)),
        ("e", (4000.0, 0.0), (4000.0, 3000.0)),
        ("w", (0.0, 3000.0), (0.0, 0.0)),
    ]
    walls = (*(Wall(name, a, b, 200.0, 2800.0) for name, a, b in corners), *bow)
    room = Room(
        "room",
        Text("房间", "Room"),
        "living",
        ((100.0, 100.0), (3900.0, 100.0), (3900.0, 2900.0), (100.0, 2900.0)),
        2700.0,
    )
    openings = (
        Opening("door", "door", "s", 500.0, 1500.0, 0.0, 2100.0, "double", "", "left"),
        Opening("window", "window", "e", 700.0, 1234.5, 900.0, 2400.0),
    )
    return Plan(
        "round", Text("圆弧", "Round"), (room,), walls, openings, curves=(Curve("bow", tuple(w.id for w in bow), 90.0),)
    )


def back(plan: Plan, tmp_path: Path, language: str = "en") -> Plan:
    path = tmp_path / "home.sh3d"
    write_plan_sh3d(plan, path, language)
    found = import_file(path, Choices(), language, lambda what, share: None).plan
    assert found is not None
    return found


def told(plan: Plan) -> list[tuple[Any, ...]]:
    """Return the openings as facts of the plan, whichever way their walls run: kind, middle, size, leaf, where a leaf hangs and swings."""
    walls = {wall.id: wall for wall in plan.walls}
    found: list[tuple[Any, ...]] = []
    for one in plan.openings:
        x, y = along_wall(walls[one.wall], one.offset + one.width / 2)
        hung = sorted(
            (round(ring[0][0]), round(ring[0][1]), round(sum(p[0] for p in ring)), round(sum(p[1] for p in ring)))
            for ring in door_swing(plan, one)
        )
        found.append((one.kind, round(x, 1), round(y, 1), round(one.width, 1), one.sill, one.head, one.leaf, hung))
    return sorted(found)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_our_reader_gives_the_plan_back(path: Path, language: str, tmp_path: Path) -> None:
    plan = read_plan(path)
    again = back(plan, tmp_path, language)
    assert [room.name(language) for room in again.rooms] == [room.name(language) for room in plan.rooms]
    for room, other in zip(again.rooms, plan.rooms, strict=True):
        assert overlap(room.outline, other.outline) == pytest.approx(area(other.outline), rel=1e-5)
        assert area(room.outline) == pytest.approx(area(other.outline), rel=1e-5)
    assert told(again) == told(plan)
    ends = [(wall.start, wall.end, wall.thickness, wall.height) for wall in plan.walls]
    assert [(wall.start, wall.end, wall.thickness, wall.height) for wall in again.walls] == ends
    assert [(one.kind, one.bottom, one.top) for one in again.obstacles] == [
        (one.kind, one.bottom, one.top) for one in plan.obstacles
    ]
    for body, other_body in zip(again.obstacles, plan.obstacles, strict=True):
        assert overlap(body.outline, other_body.outline) == pytest.approx(area(other_body.outline), rel=1e-4)


def test_a_round_wall_stays_one(tmp_path: Path) -> None:
    plan = round_plan()
    again = back(plan, tmp_path)
    (curve,) = again.curves
    assert curve.sweep == pytest.approx(90.0, abs=1e-4)
    assert told(again) == told(plan)
    walls = {wall.id: wall for wall in again.walls}
    assert walls[curve.walls[0]].start == (4000.0, 3000.0)
    assert walls[curve.walls[-1]].end == (0.0, 3000.0)
    assert max(wall.end[1] for wall in again.walls) > 3700.0  # it bulges to the north


def test_true_north_comes_back(tmp_path: Path) -> None:
    assert back(replace(round_plan(), orientation=30.0), tmp_path).orientation == pytest.approx(30.0, abs=1e-4)


def test_the_same_plan_makes_the_same_bytes_and_holds_all_it_names() -> None:
    plan = read_plan(ROOT / "floorplans" / "two_bed_60.toml")
    data = plan_sh3d(plan, "zh")
    assert data == plan_sh3d(plan, "zh")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("Home.xml").decode("utf-8")
        for name in archive.namelist():
            assert name in xml or name in ("Home.xml", "ContentDigests")
        assert archive.read("icon.png").startswith(b"\x89PNG")
        assert 'catalogId="jiyang#column"' in xml


def test_a_plan_that_cannot_be_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "home.sh3d"
    with pytest.raises(PlanError, match="no rooms"):
        write_plan_sh3d(replace(round_plan(), rooms=()), path, "en")
    assert not path.exists()


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder with our small Java class, compiled against the program's jar, and the class path."""
    jars = sorted(JARS.glob("*.jar"))
    if not jars or shutil.which("javac") is None:
        pytest.skip("Sweet Home 3D (Debian's sweethome3d) or javac is not installed here")
    folder = tmp_path_factory.mktemp("java")
    path = ":".join(map(str, jars))
    source = Path(__file__).parent / "sh3d" / "ReadHome.java"
    subprocess.run(["javac", "-cp", path, "-d", str(folder), str(source)], check=True, timeout=120)
    yield folder, path


@pytest.mark.slow
def test_the_program_itself_reads_the_same_home(program: tuple[Path, str], tmp_path: Path) -> None:
    folder, jars = program
    plans = [*(read_plan(path) for path in PLANS), round_plan()]
    files = []
    for i, plan in enumerate(plans):
        files.append(tmp_path / f"{i}.sh3d")
        write_plan_sh3d(plan, files[-1], "en")
    command = ["java", "-Djava.awt.headless=true", "-cp", f"{folder}:{jars}", "ReadHome", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    homes: list[list[dict[str, Any]]] = []
    for line in done.stdout.splitlines():
        record = json.loads(line)
        if "home" in record:
            homes.append([])
        else:
            homes[-1].append(record)
    assert len(homes) == len(plans)
    for plan, records in zip(plans, homes, strict=True):
        check_walls(plan, [record for record in records if "wall" in record])
        rooms = [(record["room"], record["area"]) for record in records if "room" in record]
        assert rooms == [(room.name.en, pytest.approx(area(room.outline) / 100.0, rel=1e-5)) for room in plan.rooms]
        check_doors(plan, [record for record in records if "door" in record])
        assert sum("piece" in record for record in records) == len(plan.obstacles)


def check_walls(plan: Plan, records: list[dict[str, Any]]) -> None:
    """The same walls, to 0.1 mm; a curve is one round wall there."""
    bent = {name for curve in plan.curves for name in curve.walls}
    straight = [wall for wall in plan.walls if wall.id not in bent]
    assert len(records) == len(straight) + len(plan.curves)
    for wall, record in zip(straight, records, strict=False):
        x0, y0, x1, y1 = (10.0 * value for value in record["wall"])
        assert (x0, -y0, x1, -y1) == pytest.approx((*wall.start, *wall.end), abs=0.1)
        assert (record["thickness"] * 10, record["height"] * 10) == pytest.approx((wall.thickness, wall.height))
        assert record["arc"] is None
    for curve, record in zip(plan.curves, records[len(straight) :], strict=True):
        assert math.degrees(record["arc"]) == pytest.approx(-curve.sweep, abs=1e-4)
    assert sum(record["joined"] for record in records) >= 2  # corners are joined, as the program joins them


def check_doors(plan: Plan, records: list[dict[str, Any]]) -> None:
    walls = {wall.id: wall for wall in plan.walls}
    assert len(records) == len(plan.openings)
    for opening, record in zip(plan.openings, records, strict=True):
        x, y = along_wall(walls[opening.wall], opening.offset + opening.width / 2)
        assert (record["door"][0] * 10, -record["door"][1] * 10) == pytest.approx((x, y), abs=0.1)
        size = (opening.width, walls[opening.wall].thickness, opening.head - opening.sill)
        assert [10 * value for value in record["size"]] == pytest.approx(size, abs=0.1)
        assert record["elevation"] * 10 == pytest.approx(opening.sill, abs=0.1)
        assert record["sashes"] == {"hinged": 1, "double": 2}.get(opening.leaf, 0)
        swung = door_swing(plan, opening)
        if swung:  # a sash turns to the piece's front, which is below its middle at angle 0
            cos, sin = math.cos(record["angle"]), math.sin(record["angle"])
            front = (x + cos * opening.width / 4 - 150 * sin, y - sin * opening.width / 4 - 150 * cos)
            assert any(contains(ring, front) for ring in swung)
