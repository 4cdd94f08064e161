"""What is no plan file at all, pictures, underlays and names made to do harm; the command line, and a reader that falls over."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.plans import from_picture
from app.plans.import_apart import import_apart
from app.plans.importing import Choices, import_file
from app.plans.plan import PlanError
from app.plans.underlay import read_underlay
from tests.fuzz import hostile as made

ROOT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="of a kind that Windows has not")


# --- what is no file, and what is not there


@POSIX
@pytest.mark.timeout(20)
def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    from app.plans.files import read_plan
    from app.ui.plan_editor.pictures import is_pdf, read_image

    pipe, loop, sparse, gone = (tmp_path / name for name in ("pipe.dxf", "loop.dxf", "sparse.dxf", "gone.dxf"))
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    with sparse.open("wb") as stream:
        stream.truncate(2**40)
    for path, cause in (
        (pipe, "is a pipe or a device, not a file"),
        (Path("/dev/zero"), "is a pipe or a device, not a file"),
        (loop, "symbolic links"),
        (sparse, "larger than 256 MiB"),
        (gone, "No such file"),
        (tmp_path, "is a folder, not a file"),
        (tmp_path / ("x" * 300 + ".dxf"), "name too long"),
    ):
        with pytest.raises(PlanError, match=cause):
            import_file(path, Choices(), "en", lambda what, share: None)
    for read in (read_plan, from_picture.pages, read_image):
        with pytest.raises(PlanError, match="pipe or a device"):
            read(pipe)
    assert not is_pdf(pipe)


@POSIX
def test_a_file_without_read_rights_is_told(tmp_path: Path) -> None:
    path = tmp_path / "closed.dxf"
    path.write_bytes(made.dxf(""))
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(PlanError, match="Permission denied"):
        import_file(path, Choices(), "en", lambda what, share: None)


# --- the command line


def jiyang(*words: object, home: Path) -> subprocess.CompletedProcess[str]:
    places = {key: str(home / key) for key in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
    return subprocess.run(
        [sys.executable, "main.py", *map(str, words)], cwd=ROOT, capture_output=True, text=True, env={**os.environ, **places}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bomb.sh3d", made.zipped([("Home.xml", b" " * 80_000_000)])),
        ("self.dxf", made.dxf(made.insert("A"), made.block("A", made.insert("A")))),
    ],
    ids=["bomb", "self"],
)
def test_the_command_says_one_sentence_writes_nothing_and_ends_with_2(name: str, data: bytes, tmp_path: Path) -> None:
    path, out = tmp_path / name, tmp_path / "out"
    path.write_bytes(data)
    done = jiyang("plan", "import", path, "--out", out / "plan.toml", home=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert name in done.stderr and "Traceback" not in done.stderr
    assert not out.exists()


@POSIX
def test_a_name_that_is_no_text_is_told_without_a_traceback(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.dxf"))
    path.write_bytes(b"nothing")
    done = jiyang("plan", "import", path, "--out", tmp_path / "plan.toml", home=tmp_path)
    assert done.returncode == 2 and "Traceback" not in done.stderr and "is none of DXF" in done.stderr


# --- a reader that falls over


@POSIX
def test_a_library_that_falls_over_takes_nobody_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.plans import import_apart as apart

    path = tmp_path / "fall.dxf"
    path.write_bytes(made.dxf(""))
    monkeypatch.setattr(apart, "_read", falling)
    with pytest.raises(PlanError, match=r"fall\.dxf: broke the reader \(code -11\); the file is damaged"):
        import_apart(path, Choices(), "en")


def falling(theirs: object, *rest: object) -> None:
    """Die as a library does that follows a wild pointer."""
    import resource
    import signal

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.kill(os.getpid(), signal.SIGSEGV)


# --- pictures


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (made.pdf("0 0 1000000 1000000"), "page 1: its paper is 1e+06 by 1e+06 points"),
        (made.pdf("0 0 595 842", encrypted=True), "locked by a password|broken PDF"),
        (b"%PDF-1.7\n" + b"garbage" * 10_000, "is a broken PDF"),
        (b"<svg/>", "is not a PDF"),
    ],
)
def test_a_page_that_cannot_be_shown_is_told(data: bytes, cause: str, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(data)
    with pytest.raises(PlanError) as told:
        from_picture.render_page(path, 1, 500)
    assert any(one in str(told.value) for one in cause.split("|")), str(told.value)


def test_a_picture_of_billions_of_pixels_is_refused(tmp_path: Path) -> None:
    from app.ui.plan_editor.pictures import read_image

    path = tmp_path / "bomb.png"
    path.write_bytes(made.png(50_000, 50_000, b"x\x9c"))
    with pytest.raises(PlanError, match="50000 x 50000 pixels"):
        read_image(path)
    path.write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
    with pytest.raises(PlanError, match="no picture that can be read"):
        read_image(path)


# --- underlays, offices


@pytest.mark.parametrize(
    ("document", "cause"),
    [
        ('{"lines": [{"sort": "walls", "layer": "", "points": [[1e30, 0]]}]}', "beyond 1e9"),
        ('{"lines": [{"sort": "walls", "layer": "", "points": [[NaN, 0]]}]}', "NaN is not a number"),
        ('{"lines": [{"sort": "walls", "layer": "", "points": [[' + "9" * 5000 + ", 0]]}]}", "thousands of digits"),
        ('{"pictures": [{"file": "a.png", "mm_per_pixel": 1e300}]}', "beyond 1e9"),
        ("[" * 100_000, "nested too deep"),
    ],
)
def test_a_spoiled_underlay_is_told(document: str, cause: str, tmp_path: Path) -> None:
    (tmp_path / "a.underlay.json").write_text(document, encoding="utf-8")
    with pytest.raises(PlanError, match=cause):
        read_underlay(tmp_path / "a.toml")


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "C:\\x", "a\x00b", "..", "x" * 500, "con"])
def test_an_office_of_any_name_is_kept_in_its_folder(name: str, tmp_path: Path) -> None:
    from app.plans.dxf.offices import learn, read_office

    folder = tmp_path / "offices"
    folder.mkdir()
    layers = {"=cmd|' /C calc'!A0": "walls", "\x1b[31m": "doors", "\u202ea": "windows"}
    try:
        path = learn(folder, name, layers, layers)
    except PlanError as told:
        assert "needs a name with a letter or a digit" in told.cause
        return
    assert path.parent == folder and [one.name for one in tmp_path.iterdir()] == ["offices"]
    assert sorted(read_office(path).sorts.values()) == ["doors", "walls", "windows"]


def test_a_plan_with_a_number_of_thousands_of_digits_is_told(tmp_path: Path) -> None:
    from app.plans.files import read_plan

    path = tmp_path / "a.toml"
    path.write_text("id = " + "9" * 5000, encoding="utf-8")
    with pytest.raises(PlanError, match="thousands of digits"):
        read_plan(path)
    path.write_text("a = " + "[" * 100_000, encoding="utf-8")
    with pytest.raises(PlanError, match="nested too deep"):
        read_plan(path)
