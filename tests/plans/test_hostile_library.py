"""The user's own house types and their index: spoiled, saved by windows at once, on a full or closed disk; nothing is lost."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.plans.files import read_plan
from app.plans.house_types import library as library_module
from app.plans.house_types.family import open_family, open_parts
from app.plans.house_types.library import PlanLibrary, open_plans
from app.plans.plan import Opening, Plan, PlanError, Room, Wall
from app.records import Text
from tests.fuzz.spoiling import spoil

ROOT = Path(__file__).resolve().parents[2]
FAMILIES = ROOT / "floorplans" / "families"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="of a kind that Windows has not")


def home(width: float) -> Plan:
    """A kitchen so wide and 3 m deep, with a door."""
    outline = ((0.0, 0.0), (width, 0.0), (width, 3000.0), (0.0, 3000.0))
    ends = ((-100.0, -100.0), (width + 100, -100.0), (width + 100, 3100.0), (-100.0, 3100.0))
    walls = tuple(Wall(f"w{i + 1}", ends[i], ends[(i + 1) % 4], 200.0, 2800.0) for i in range(4))
    door = Opening("d", "door", "w1", 500.0, 900.0, 0.0, 2100.0, "hinged", "start", "left")
    return Plan("one", Text("一", "One"), (Room("k", Text("厨", "K"), "kitchen", outline, 2700.0),), walls, (door,))


@pytest.fixture
def library(tmp_path: Path) -> PlanLibrary:
    """One shipped plan, two of the user's own, and what is known of them."""
    (tmp_path / "shipped").mkdir()
    shutil.copy(ROOT / "floorplans" / "studio_35.toml", tmp_path / "shipped")
    found = opened(tmp_path)
    for width in (4000.0, 5000.0):
        found.save(home(width), Text(f"厨{width:g}", f"Kitchen {width:g}"))
    return opened(tmp_path)


def opened(folder: Path) -> PlanLibrary:
    return open_plans(folder / "shipped", folder / "own", folder / "cache")


def names(library: PlanLibrary) -> list[str]:
    return sorted(entry.id for entry in library.entries)


ALL = ["own-1", "own-2", "studio_35"]


def test_a_spoiled_index_is_made_again(library: PlanLibrary, tmp_path: Path) -> None:
    assert names(library) == ALL
    dice = random.Random(5)
    kept = sorted((tmp_path / "cache").iterdir())
    assert kept
    sound = [path.read_bytes() for path in kept]
    for _ in range(30):
        for path, data in zip(kept, sound, strict=True):
            path.write_bytes(spoil(data, ".index", dice))
        assert names(opened(tmp_path)) == ALL
    for path in kept:
        path.unlink()
        path.mkdir()
    assert names(opened(tmp_path)) == ALL


def test_a_spoiled_plan_hides_no_other_and_is_not_written_over(library: PlanLibrary, tmp_path: Path) -> None:
    own = tmp_path / "own" / "own-1.toml"
    sound, dice = own.read_bytes(), random.Random(6)
    told = 0
    for _ in range(60):
        spoiled = spoil(sound, ".toml", dice)
        own.write_bytes(spoiled)
        found = opened(tmp_path)
        assert {"own-2", "studio_35"} <= set(names(found))
        told += bool(found.broken)
        assert all(str(own) == problem.file and problem.cause for problem in found.broken)
    assert told > 20
    own.write_bytes(b"spoiled")
    entry = opened(tmp_path).save(home(6000.0), Text("新", "New"))
    assert (entry.id, own.read_bytes()) == ("own-3", b"spoiled")


@POSIX
@pytest.mark.timeout(30)
def test_what_is_no_file_in_the_folder_is_told(library: PlanLibrary, tmp_path: Path) -> None:
    own = tmp_path / "own"
    os.mkfifo(own / "pipe.toml")
    (own / "folder.toml").mkdir()
    (own / "loop.toml").symlink_to(own / "loop.toml")
    Path(os.fsdecode(os.fsencode(own) + b"/\xff.toml")).write_bytes(b"id = 1")
    with (own / "sparse.toml").open("wb") as stream:
        stream.truncate(2**38)
    found = opened(tmp_path)
    assert names(found) == ALL
    assert len(found.broken) == 5
    assert {"is a pipe or a device, not a file", "is a folder, not a file"} <= {one.cause for one in found.broken}
    assert names(opened(tmp_path)) == ALL


def test_windows_that_save_at_once_take_a_file_each(library: PlanLibrary, tmp_path: Path, monkeypatch: Any) -> None:
    write = library_module.write_whole

    def slow(*given: Any) -> None:
        time.sleep(0.02)  # so that all have looked which number is free
        write(*given)

    monkeypatch.setattr(library_module, "write_whole", slow)
    windows = [opened(tmp_path) for _ in range(6)]
    for window in windows:
        assert names(window) == ALL
    start = threading.Barrier(len(windows))
    taken: list[str] = []

    def save(number: int) -> None:
        start.wait()
        for turn in range(3):
            width = 3000.0 + 100 * number + 10 * turn
            taken.append(windows[number].save(home(width), Text(f"{width:g}", f"{width:g}")).id)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(len(windows))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(taken)) == 18
    found = opened(tmp_path)
    assert not found.broken and set(taken) <= set(names(found))
    widths = {max(x for x, _ in found.plan(one).rooms[0].outline) for one in taken}
    assert len(widths) == 18
    assert not [one for one in (tmp_path / "own").iterdir() if one.name.startswith(".")]


FULL = """
import resource, signal, sys
from pathlib import Path
from app.plans.plan import PlanError
from app.records import Text
from tests.plans.test_hostile_library import home, opened
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
try:
    opened(Path(sys.argv[1])).save(home(7000.0), Text("新", "New"))
except PlanError as told:
    print(told.cause)
"""


@POSIX
def test_a_disk_without_room_loses_nothing(library: PlanLibrary, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in (tmp_path / "own").iterdir()}
    done = subprocess.run([sys.executable, "-c", FULL, tmp_path], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "cannot be written: File too large"), done.stderr
    assert {path.name: path.read_bytes() for path in (tmp_path / "own").iterdir()} == before


@POSIX
def test_a_folder_that_may_not_be_written_is_told(library: PlanLibrary, tmp_path: Path) -> None:
    (tmp_path / "own").chmod(0o555)
    if os.access(tmp_path / "own", os.W_OK):
        pytest.skip("this user may write everything")
    with pytest.raises(PlanError, match="cannot be written: Permission denied"):
        opened(tmp_path).save(home(7000.0), Text("新", "New"))


@pytest.mark.timeout(30)
def test_a_file_in_place_of_the_folder_is_told(library: PlanLibrary, tmp_path: Path) -> None:
    found = open_plans(tmp_path / "shipped", tmp_path / "shipped" / "studio_35.toml", tmp_path / "own" / "own-1.toml")
    assert names(found) == ["studio_35"]
    with pytest.raises(PlanError, match="cannot be written"):
        found.save(home(7000.0), Text("新", "New"))
    assert read_plan(tmp_path / "own" / "own-1.toml").id == "own-1"


def test_names_are_text_not_paths(library: PlanLibrary, tmp_path: Path) -> None:
    plan = replace(home(7000.0), id="../../x", source="\x1b[31m")
    entry = library.save(plan, Text("../../甲", "=cmd|' /C calc'!A0"), estate="C:\\x", city="\u202eb")
    assert entry.path == tmp_path / "own" / "own-3.toml"
    assert opened(tmp_path).entry("own-3").name.en == "=cmd|' /C calc'!A0"
    with pytest.raises(PlanError):
        library.remove("../../own-1")
    with pytest.raises(PlanError):
        library.save(home(7100.0), Text("a\nb", "b"))


# --- families


FAMILY = """
name = { zh = "甲", en = "A" }
[parameters]
a = { name = { zh = "开间", en = "Bay" }, default = 4200 }
[derived]
b = "B"
[draw]
rooms = [{ id = "living{n}", box = ["a * i", 0, "a * i + a", 3900], repeat = "REPEAT", kind = "living", name = { zh = "厅", en = "L" } }]
openings = []
[[ranges]]
name = { zh = "甲", en = "A" }
values = { a = [VALUES] }
"""


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    ("repeat", "derived", "values", "cause"),
    [
        ("1000000000", "1", "4200", "1000000000 is not between 0 and 50"),
        ("a * 1e300 * 1e300", "1", "4200", "repeat"),
        ("a / 0", "1", "4200", "repeat"),
        ("-1", "1", "4200", "-1 is not between 0 and 50"),
        ("1", "b + 1", "4200", "b"),
        ("1", "9 ** 9 ** 9 ** 9", "4200", ""),
        ("1", "(" * 5000 + "1" + ")" * 5000, "4200", ""),
        ("1", "1", ", ".join(str(3000 + i) for i in range(3000)), "more than 400 house types"),
        ("1", "1", "nan", "nan is not a finite number"),
        ("1", "1", "1e30", "beyond 1e9"),
        ("50", "1", "1e9", ""),
    ],
)
def test_a_family_that_multiplies_is_told(repeat: str, derived: str, values: str, cause: str, tmp_path: Path) -> None:
    path = tmp_path / "f.toml"
    path.write_text(
        FAMILY.replace('"REPEAT"', repr(repeat)).replace('"B"', repr(derived)).replace("VALUES", values), "utf-8"
    )
    began = time.monotonic()
    with pytest.raises(PlanError) as told:
        family = open_family(path, open_parts(FAMILIES))
        for one in family.types:
            family.build(one)
    assert cause in str(told.value) and len(str(told.value)) < 1000 and str(told.value).startswith(str(path))
    assert time.monotonic() - began < 5.0
