"""The command line as a promise: exit codes, JSON keys, and one clear sentence for bad input with nothing written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app import cli
from app.components.catalog import open_catalog
from app.records import DataError
from main import build_house

ROOT = Path(__file__).resolve().parent.parent


class Run:
    """Runs commands in this process and keeps what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys, self.house = capsys, build_house()

    def __call__(self, *arguments: object, code: int = 0) -> str:
        self.capsys.readouterr()
        result = cli.main(self.house, [str(argument) for argument in arguments])
        printed = self.capsys.readouterr()
        self.error = printed.err
        assert result == code, printed
        return printed.out

    def json(self, *arguments: object, code: int = 0) -> Any:
        return json.loads(self(*arguments, "--json", code=code))

    def refused(self, *arguments: object) -> str:
        out = self(*arguments, code=2)
        assert out == ""
        lines = self.error.strip().splitlines()
        assert len(lines) == 1, self.error
        return lines[0]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(capsys)


@pytest.fixture
def home(run: Run, tmp_path: Path) -> Path:
    """A design with one cabinet in a kitchen."""
    path = tmp_path / "home.json"
    run("design", "new", "--plan", "two_bed_75", "--out", path)
    assert run("design", "add", path, "base_doors", "--room", "kitchen", "--wall", "N", "--offset", 300).strip() == "u1"
    return path


def test_panels_json_has_the_promised_keys(run: Run) -> None:
    document = run.json("panels", "base_doors", "--set", "width=600")
    assert set(document) >= {"sample", "values", "panels", "fittings", "totals"}
    keys = "id role name board qty length width thickness cut_length cut_width grain edges outline holes grooves"
    for panel in document["panels"]:
        assert set(panel) >= set(keys.split())
        assert set(panel["name"]) == {"zh", "en"} and list(panel["edges"]) == ["L1", "L2", "W1", "W2"]
        for hole in panel["holes"]:
            assert set(hole) >= {"face", "x", "y", "z", "diameter", "depth", "kind"}


@pytest.mark.parametrize(
    "words",
    [
        ("plan", "list"),
        ("plan", "search", "两房"),
        ("plan", "show", "two_bed_75"),
        ("library", "list"),
        ("library", "search", "地柜"),
        ("library", "lint", str(ROOT / "components_library" / "families" / "filler.toml")),
        ("order", "list", "--book", "sqlite://"),
    ],
)
def test_every_answer_is_one_json_document_and_nothing_else(run: Run, words: tuple[str, ...]) -> None:
    assert run.json(*words)
    assert run.error == ""


def test_a_design_by_script_is_checked_pictured_exported_and_ordered_once(run: Run, home: Path, tmp_path: Path) -> None:
    assert [unit["id"] for unit in run.json("design", "show", home)["units"]] == ["u1"]
    found = run.json("check", home)
    assert set(found) >= {"errors", "warnings", "infos", "findings"} and found["errors"] == 0
    picture, package, book = tmp_path / "home.png", tmp_path / "home.zip", f"sqlite:///{tmp_path}/orders.sqlite"
    run("render", home, "--out", picture, "--view", "plan", "--size", "320x200")
    assert picture.read_bytes().startswith(b"\x89PNG")
    run("export", home, "--out", package)
    assert "whole" in run("verify", package)
    first, second = (
        run.json("order", "submit", package, "--book", book),
        run.json("order", "submit", package, "--book", book),
    )
    assert first["created"] and not second["created"] and first["number"] == second["number"]
    assert [order["number"] for order in run.json("order", "list", "--book", book)["orders"]] == [first["number"]]
    assert run.json("order", "show", first["number"], "--book", book)["status"] == "submitted"


@pytest.mark.parametrize("size", ["8192x8192", "0x10", "16", "99999x16", "1500x900x3"])
def test_a_picture_of_a_wild_size_is_refused_at_once(run: Run, home: Path, size: str) -> None:
    assert size in run.refused("render", home, "--out", home.with_suffix(".png"), "--size", size)


def test_a_fit_error_is_exit_code_1_with_both_numbers(run: Run, home: Path) -> None:
    run("design", "add", home, "base_doors", "--room", "kitchen", "--wall", "N", "--offset", 310)
    found = run.json("check", home, code=1)
    overlap = next(finding for finding in found["findings"] if finding["rule"] == "overlap")
    assert set(overlap) >= {"level", "rule", "units", "message", "measured", "required", "fixes"}
    assert sorted(overlap["units"]) == ["u1", "u2"] and overlap["measured"] > 0


def test_a_design_changes_its_profile_or_says_why_not_and_stays(run: Run, home: Path) -> None:
    before = home.read_bytes()
    told = run.json("design", "set", home, "--profile", "ECO-16")
    assert told["profile"] == "ECO-16" and 0 < told["resized"] < told["panels"] and told["refused"] == []
    assert run.json("design", "show", home)["profile"] == "ECO-16"
    assert "panels have another size" in run("design", "set", home, "--profile", "RCP-18")
    assert home.read_bytes() == before
    assert "NONE-1" in run.refused("design", "set", home, "--profile", "NONE-1")
    (most,) = (s.max for s in run.house.catalog().parameters("cabinet_overtop") if s.id == "doors_at")
    at = ("--room", "kitchen", "--wall", "E", "--offset", 0, "--set", f"doors_at={most}")
    unit = run("design", "add", home, "cabinet_overtop", *at).strip()
    before = home.read_bytes()
    assert [one["unit"] for one in run.json("design", "set", home, "--profile", "ECO-16", code=1)["refused"]] == [unit]
    assert "Nothing was changed" in run("design", "set", home, "--profile", "ECO-16", code=1)
    assert home.read_bytes() == before


def test_a_changed_byte_in_a_package_is_exit_code_1_and_names_the_file(run: Run, home: Path, tmp_path: Path) -> None:
    package = tmp_path / "home.zip"
    run("export", home, "--out", package, "--only", "design_json,panel_dxf")
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 0x01
    package.write_bytes(data)
    document = run.json("verify", package, code=1)
    assert not document["ok"] and document["differences"]


@pytest.mark.parametrize(
    "sentence", [["panels", "no_such_sample"], ["plan", "show", "no_such_plan"], ["nonsense"], ["panels"]]
)
def test_unknown_words_are_one_sentence(run: Run, sentence: list[str]) -> None:
    assert run.refused(*sentence)


@pytest.mark.parametrize(
    "value", ["width=99999", "width=-1", "width=wide", "colour=red", "width", "width=nan", "width=1e400"]
)
def test_values_out_of_limits_or_unknown_are_refused(run: Run, value: str) -> None:
    assert value.split("=")[0] in run.refused("panels", "base_doors", "--set", value)


def test_files_that_are_no_drawing_are_refused_with_nothing_written(run: Run, shared: Path, tmp_path: Path) -> None:
    drawing = (shared / "data/dxf/wentcad_watt_0a_parter.dxf").read_bytes()
    for name, data in (("text.dxf", b"hello"), ("cut.dxf", drawing[: len(drawing) // 3]), ("empty.dxf", b"")):
        path, out = tmp_path / name, tmp_path / "plan.toml"
        path.write_bytes(data)
        assert name in run.refused("plan", "import", path, "--out", out)
        assert not out.exists()


def damaged(home: Path, change: Any) -> Path:
    document = json.loads(home.read_bytes())
    change(document)
    path = home.with_name("damaged.json")
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda d: d.update(version=999), "version"),
        (lambda d: d["units"][0].update(sample="no_such_sample"), "no_such_sample"),
        (lambda d: d["units"][0].update(values={"width": 99999}), "width"),
        (lambda d: d["units"][0]["frame"].update(x="wide"), "units[0].frame.x"),
        (lambda d: d["units"][0]["frame"].update(x=1e30), "units[0].frame.x"),
        (lambda d: d.update(surprise=1), "surprise"),
        (lambda d: d.pop("plan"), "plan"),
    ],
)
def test_damaged_designs_are_one_sentence_that_names_the_place(run: Run, home: Path, change: Any, named: str) -> None:
    path = damaged(home, change)
    before = path.read_bytes()
    for command in (("check", path), ("export", path, "--out", home.with_name("x.zip")), ("design", "show", path)):
        sentence = run.refused(*command)
        assert "damaged.json" in sentence and named in sentence
    assert path.read_bytes() == before and not home.with_name("x.zip").exists()


def test_folders_that_cannot_be_written_are_told(run: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for command in (("export", home), ("render", home), ("design", "new", "--plan", "two_bed_75")):
        assert "file" in run.refused(*command, "--out", tmp_path / "file" / "x.zip")


def test_a_family_with_a_typo_in_a_formula_names_file_and_word(tmp_path: Path) -> None:
    folder = tmp_path / "components_library"
    shutil.copytree(ROOT / "components_library", folder)
    family = folder / "families" / "base_doors.toml"
    text = family.read_text(encoding="utf-8")
    assert 'body = ["width"' in text
    family.write_text(text.replace('body = ["width"', 'body = ["widht"'), encoding="utf-8")
    with pytest.raises(DataError, match=r"base_doors\.toml.*body.*widht"):
        open_catalog(folder).build("base_doors")


@pytest.mark.parametrize(
    ("arguments", "code"), [(("--help",), 0), (("no-such-command",), 2), (("--plan",), 2), (("gone.json",), 2)]
)
def test_main_itself_answers_without_a_traceback(arguments: tuple[str, ...], code: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "main.py", *arguments], capture_output=True, text=True, cwd=tmp_path, env={**os.environ}
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert code == 0 or len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_answers_to_both_its_names(run: Run, flag: str) -> None:
    assert "Commands:" in run(flag) and "--offset" in run("design", "add", flag)


def test_an_unknown_command_is_named_whatever_follows_it(tmp_path: Path) -> None:
    for rest in ((), ("home.json",), ("--help",), ("--plan", "room")):
        done = subprocess.run(
            [sys.executable, ROOT / "main.py", "qoute", *rest], capture_output=True, text=True, cwd=tmp_path
        )
        assert done.returncode == 2 and "'qoute' is no command" in done.stderr, done.stderr


def test_a_picture_or_plan_never_takes_the_place_of_what_it_is_made_from(run: Run, home: Path, tmp_path: Path) -> None:
    before = home.read_bytes()
    (tmp_path / "link.json").symlink_to(home)
    for out in (home, tmp_path / "." / "home.json", tmp_path / "link.json"):
        assert "would be written over" in run.refused("render", home, "--out", out)
    plan = tmp_path / "plan.toml"
    plan.write_bytes((ROOT / "floorplans" / "room.toml").read_bytes())
    assert "would be written over" in run.refused("design", "new", "--plan", plan, "--out", plan)
    assert "would be written over" in run.refused("plan", "import", plan, "--out", plan)
    zipped = tmp_path / "design.zip"
    zipped.write_bytes(before)
    assert "would be written over" in run.refused("export", zipped, "--out", zipped)
    assert home.read_bytes() == before == zipped.read_bytes()


def test_lint_of_a_file_that_is_not_there_is_bad_input(run: Run, tmp_path: Path) -> None:
    assert "gone.toml" in run.refused("library", "lint", tmp_path / "gone.toml")


def test_a_damaged_package_is_refused_by_submit_in_json_too(run: Run, tmp_path: Path) -> None:
    package = tmp_path / "home.zip"
    package.write_bytes(b"PK" + bytes(500))
    book = f"sqlite:///{tmp_path}/orders.sqlite"
    document = run.json("order", "submit", package, "--book", book, code=1)
    assert not document["created"] and document["differences"] and not (tmp_path / "orders.sqlite").exists()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true"])
def test_an_order_is_never_taken_into_a_book_that_forgets_it(run: Run, tmp_path: Path, url: str) -> None:
    assert "memory" in run.refused("order", "submit", tmp_path / "home.zip", "--book", url)


def test_names_are_printed_as_they_are_and_never_as_markup(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "home.json"
    run("design", "new", "--plan", "room", "--out", path, "--name", "[red]:smile: [/x]")
    assert "[red]:smile: [/x]" in run("design", "show", path)


def test_no_size_is_broken_over_two_lines_however_narrow_the_screen(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr(sys.stdout.__class__, "isatty", lambda _: True, raising=False)
    assert {"720x560x18", "719x558.5", "1/0.5/0.5/0.5", "plate5:4"} <= set(run("panels", "base_doors").split())


@pytest.mark.skipif(os.name == "nt", reason="has no such files")
@pytest.mark.parametrize("words", [("library", "list"), ("library", "list", "--json"), ("check", "gone.json")])
def test_a_closed_or_full_output_is_no_traceback(tmp_path: Path, words: tuple[str, ...]) -> None:
    command = [sys.executable, str(ROOT / "main.py"), *words]
    done = subprocess.run(["sh", "-c", '"$@" >&- 2>&-', "sh", *command], capture_output=True, cwd=tmp_path)
    assert (done.returncode, done.stdout + done.stderr) == (2 if "gone.json" in words else 0, b"")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=tmp_path)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    if "gone.json" not in words:
        reading, writing = os.pipe()
        os.close(reading)  # nobody reads on, as after `| head -1`
        done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, cwd=tmp_path)
        os.close(writing)
        assert (done.returncode, done.stderr) == (141, b"")


def test_nothing_is_said_on_stderr_where_no_cache_can_be_kept(run: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    where = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "file" / "cache"), "HOME": str(tmp_path / "file")}
    command = [sys.executable, ROOT / "main.py", "export", home, "--out", tmp_path / "p.zip", "--only", "panel_dxf"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=where)
    assert done.returncode == 0 and done.stderr == "", done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_an_output_that_lacks_letters_gets_what_it_can_show_and_whole_json(tmp_path: Path, encoding: str) -> None:
    where = {**os.environ, "PYTHONIOENCODING": encoding, "JIYANG_LANGUAGE": "zh"}
    for words in (("plan", "list"), ("plan", "list", "--json")):
        done = subprocess.run([sys.executable, ROOT / "main.py", *words], capture_output=True, cwd=tmp_path, env=where)
        assert done.returncode == 0 and done.stderr == b"", done.stderr
    names = [plan["name"]["en"] for plan in json.loads(done.stdout.decode(encoding))["plans"]]
    assert "Two bedrooms, 75 m²" in names
