"""`survey template | load | show` as a script sees them: files, exit codes, JSON keys. mm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import main
from app import cli
from app.plans.files import write_plan
from tests.plans.test_survey import rectangle


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = cli.main(main.build_house(), list(words))
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A design with three cabinets of 1000 before the north wall of 3000."""
    write_plan(tmp_path / "plan.toml", rectangle())
    path = tmp_path / "home.json"
    assert run(capsys, "design", "new", "--plan", str(tmp_path / "plan.toml"), "--out", str(path))[0] == 0
    for offset in ("0", "1000", "2000"):
        words = ("--room", "kitchen", "--wall", "N", "--offset", offset, "--set", "width=1000")
        assert run(capsys, "design", "add", str(path), "base_doors", *words)[0] == 0
    return path


def test_a_form_is_made_filled_loaded_and_shown(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = home.with_name("form.toml")
    assert run(capsys, "survey", "template", str(home), "--room", "kitchen", "--out", str(form))[0] == 0
    text = form.read_text(encoding="utf-8").replace(
        "drawn = 3000\nwidths = [0, 0, 0]", "drawn = 3000\nwidths = [2988, 2990, 2991]", 1
    )
    form.write_text(text, encoding="utf-8")
    code, out, _ = run(capsys, "survey", "load", str(home), str(form), "--json")
    found = json.loads(out)
    assert code == 1 and found["misfits"] == 1
    assert [(line["kind"], line["units"], line["by"]) for line in found["lines"]] == [("over", ["u3"], 12.0)]
    assert found["changes"][0] == {
        "of": "kitchen/2",
        "side": "kitchen/2",
        "sort": "width",
        "old": 3000.0,
        "new": 2988.0,
        "by": -12.0,
    }
    code, out, _ = run(capsys, "survey", "show", str(home), "--json")
    shown = json.loads(out)
    assert code == 0 and [space["width"] for space in shown["spaces"]] == [2988.0]
    assert shown["spaces"][0]["advice"]["cabinet"] == 2968.0
    code, out, _ = run(capsys, "check", str(home), "--json")
    assert code == 1 and [f["by_survey"] for f in json.loads(out)["findings"] if f["level"] == "error"] == [True]


def test_what_fits_exits_0_and_people_can_read_it(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIYANG_LANGUAGE", "en")
    form = home.with_name("form.toml")
    form.write_text(
        'id = "a"\ndate = "2026-11-22"\n[[sides]]\nside = "kitchen/2"\nwidths = [3000, 0, 0]\n', encoding="utf-8"
    )
    code, out, _ = run(capsys, "survey", "load", str(home), str(form))
    assert code == 0 and "Everything fits" in out
    code, out, _ = run(capsys, "survey", "show", str(home))
    assert code == 0 and "3000 mm wide" in out and "2980" in out


def test_a_bad_form_leaves_the_design_alone(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = home.read_bytes()
    form = home.with_name("form.toml")
    form.write_text(
        'id = "a"\ndate = "2026-11-22"\n[[sides]]\nside = "kitchen/2"\nwidths = [298.8, 0, 0]\n', encoding="utf-8"
    )
    code, out, err = run(capsys, "survey", "load", str(home), str(form))
    assert (code, out) == (2, "") and "looks like cm" in err and err.count("\n") == 1
    assert home.read_bytes() == before
    assert run(capsys, "survey", "template", str(home), "--room", "attic", "--out", str(form))[0] == 2
    assert run(capsys, "survey", "template", str(home), "--out", str(home))[0] == 2
    assert home.read_bytes() == before
