"""The program as a user starts it: a process of its own on Qt's off-screen platform, opened, painted, closed, and nothing on stderr."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import main
from app.design.edits import new_design
from app.design.files import write_design
from app.services import House

ROOT = Path(__file__).resolve().parents[2]
PLUGIN = (
    "This plugin does not support propagateSizeHints()\n"  # Qt's off-screen platform says so of itself, of any window
)
# Opens the window as main.py does and closes it once the first picture is painted.
START = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import main
from app.ui import window as opener

class Window(opener.MainWindow):
    def on_screen(self):
        super().on_screen()
        self.poll = QTimer(self)
        self.poll.timeout.connect(self.look)
        self.poll.start(50)
    def look(self):
        if self.isVisible() and (not self.at_work or self.viewport.frames):
            self.poll.stop()
            design = self.session.design
            print(self.at_work, design.name if design else "-", self.session.path or "-", sep="|")
            self.close()

opener.MainWindow = Window
sys.exit(main.main(sys.argv[1:]))
"""


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """The environment of a user who starts Jiyang for the first time."""
    own = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    own["XDG_RUNTIME_DIR"] = str(runtime)
    return {**os.environ, **own, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}


def start(surroundings: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Open the window with arguments, wait for its first picture, close it."""
    done = subprocess.run(
        [sys.executable, "-c", START, *arguments], env=surroundings, capture_output=True, text=True, timeout=60
    )
    done.stderr = done.stderr.replace(PLUGIN, "")
    return done


def test_first_start_shows_the_house_types(surroundings: dict[str, str]) -> None:
    done = start(surroundings)
    assert (done.returncode, done.stdout, done.stderr) == (0, "False|-|-\n", "")


def test_a_design_on_the_command_line_opens(surroundings: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "home.json"
    write_design(path, new_design(main.plans().plan("two_bed_75"), main.catalog().stamp, "Chen Lan, 75"))
    done = start(surroundings, str(path))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"True|Chen Lan, 75|{path}\n", "")


def test_a_plan_on_the_command_line_opens(surroundings: dict[str, str]) -> None:
    done = start(surroundings, "--plan", "studio_35")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("True|") and done.stdout.endswith("|-\n")


def test_a_design_that_is_not_there_is_told_in_a_sentence(surroundings: dict[str, str], tmp_path: Path) -> None:
    done = start(surroundings, str(tmp_path / "missing.json"))
    assert done.returncode == 2 and done.stdout == ""
    assert "missing.json" in done.stderr and done.stderr.count("\n") == 1


def test_with_no_screen_the_demo_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[list[str]] = []

    def run(house: House, arguments: list[str]) -> int:
        asked.append(arguments)
        return 0

    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("app.cli.main", run)
    assert main.main([]) == 0
    assert asked == [["demo", "--out", "jiyang-demo"]]
    assert capsys.readouterr().err.startswith("no screen to open the window on; running the demo into ")


@pytest.mark.slow
def test_with_no_screen_it_says_so_and_runs_the_demo(surroundings: dict[str, str], tmp_path: Path) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        surroundings.pop(name, None)
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py")],
        cwd=tmp_path,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=110,
    )
    assert done.returncode == 0
    assert "no screen" in done.stderr and str(tmp_path / "jiyang-demo") in done.stderr
    assert "Traceback" not in done.stderr
    made = {path.name for path in (tmp_path / "jiyang-demo").iterdir()}
    assert "home.json" in made and len(made) > 2
