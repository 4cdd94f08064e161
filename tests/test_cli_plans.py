"""The `plan` commands as scripts use them: import any format, answer a question, keep a house type, find it again, export it."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SQUARE = [[0, 0], [4, 0], [4, 3], [0, 3]]  # metres


def jiyang(*words: object, code: int = 0) -> str:
    """Run a command; return what it printed, on stdout when it was to end well, else on stderr."""
    done = subprocess.run(
        [sys.executable, "main.py", *map(str, words)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr if code == 2 else done.stdout


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    """The plan of a house type as a DXF drawing of our own."""
    path = tmp_path / "flat.dxf"
    jiyang("plan", "export", "one_bed_45", "--out", path)
    return path


def test_a_drawing_is_imported_kept_found_and_taken_away_again(drawing: Path, tmp_path: Path) -> None:
    plan = tmp_path / "flat.toml"
    told = json.loads(jiyang("plan", "import", drawing, "--out", plan, "--json"))
    assert {"name", "units", "doubts", "height", "rooms", "walls", "doors", "windows", "obstacles", "questions"} <= set(
        told
    )
    areas = {room["kind"]: room["area_m2"] for room in told["rooms"]}
    assert (areas["living"], areas["bedroom"], areas["kitchen"]) == (14.1, 10.44, 5.8)  # as printed in one_bed_45.toml
    kept = jiyang("plan", "keep", plan, "--name", "碧水湾试样板", "--estate", "碧水湾试", "--city", "杭州").strip()
    try:
        (found,) = json.loads(jiyang("plan", "search", "碧水湾试", "--json"))["plans"]
        assert (found["id"], found["estate"], found["city"]) == (kept, "碧水湾试", "杭州")
        nearest = json.loads(jiyang("plan", "find", plan, "--json"))["matches"]
        assert kept in [one["id"] for one in nearest[:2]] and nearest[0]["distance"] == 0.0
        assert "in the library already" in jiyang("plan", "keep", plan, "--name", "again", code=2)
    finally:
        jiyang("plan", "remove", kept)
    jiyang("plan", "search", "碧水湾试", code=1)
    assert "came with the program" in jiyang("plan", "remove", "one_bed_45", code=2)


def test_a_sheet_of_two_homes_asks_which_and_says_how_to_answer(tmp_path: Path) -> None:
    homes = [{"rooms": [{"type": "kitchen", "polygon_m": SQUARE, "area_m2": 12.0}]}] * 2
    path, out = tmp_path / "two.jsonl", tmp_path / "plan.toml"
    path.write_text("\n".join(json.dumps(home) for home in homes), encoding="utf-8")
    told = jiyang("plan", "import", path, "--out", out, code=2)
    assert "--flat 1 (" in told and "--flat 2" in told and not out.exists()
    second = json.loads(jiyang("plan", "import", path, "--out", out, "--flat", "2", "--json"))
    assert [room["area_m2"] for room in second["rooms"]] == [12.0]


def test_a_plan_goes_out_in_every_format_and_says_which_there_are(tmp_path: Path) -> None:
    for suffix in (".dxf", ".sh3d", ".png"):
        jiyang("plan", "export", "studio_35", "--out", tmp_path / f"plan{suffix}")
    assert (tmp_path / "plan.png").read_bytes().startswith(b"\x89PNG")
    assert "Home.xml" in zipfile.ZipFile(tmp_path / "plan.sh3d").namelist()
    assert "plans are written as" in jiyang("plan", "export", "studio_35", "--out", tmp_path / "plan.dwg", code=2)


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [
        ("old.dwg", b"AC1015\x00\x00", "save it as DXF"),
        ("scan.pdf", b"%PDF-1.4\n", "picture"),
        ("empty.dxf", b"", "is empty"),
        ("noise.bin", bytes(range(256)) * 40, "none of DXF, IFC"),
        ("bomb.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><home>&b;</home>', "bomb.xml"),
        ("list.json", b"[1, 2, 3]", "list.json"),
    ],
)
def test_what_is_no_plan_is_told_in_one_sentence_and_nothing_is_written(
    tmp_path: Path, name: str, data: bytes, cause: str
) -> None:
    path, out = tmp_path / name, tmp_path / "plan.toml"
    path.write_bytes(data)
    told = jiyang("plan", "import", path, "--out", out, code=2)
    assert cause in told and told.count("\n") == 1
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        (("--size", "wide"), "is no width x depth"),
        (("--size", "9.6x8.4"), "9.6 mm is too short for a home"),
        (("--side", "3.15"), "too short for a home"),
        (("--room", "kitchen=2000x3"), "3 mm is too short for a home"),
        (("--room", "cellar=1x1"), "KIND is living, dining"),
        (("two_bed_75", "--side", "3000"), "not both"),
        ((), "needs a plan"),
    ],
)
def test_measures_that_are_none_are_told(words: tuple[str, ...], cause: str) -> None:
    assert cause in jiyang("plan", "find", *words, code=2)


def test_an_area_is_told_in_m2() -> None:
    """A kitchen of 5.5 m² has its like among hundreds, and the table says by how many m² it differs."""
    told = next(line for line in jiyang("plan", "find", "--room", "kitchen=5.5m2").splitlines() if "m²" in line)
    assert "kitchen +0.0" in told or "kitchen -0.0" in told
