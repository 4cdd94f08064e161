"""`kill -9` during save: the file under the name is whole and is one of the designs that were written, and none before it is lost."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.design.autosave import Autosave
from app.design.design import Design
from app.design.edits import place, set_notes
from app.design.files import read_design, write_design
from app.geometry.frame import Frame

ROOT = Path(__file__).resolve().parents[2]
# Saves versions 1, 2, 3, ... of a design and says each number once its save has returned.
SAVER = """
import sys
from pathlib import Path
from app.design.autosave import Autosave
from app.design.edits import set_notes
from app.design.files import read_design, write_design
path, number = Path(sys.argv[1]), int(sys.argv[3])
design, session = read_design(path), Autosave(Path(sys.argv[2]))
print("ready", flush=True)
while True:
    number += 1
    design = set_notes(design, str(number))
    session.write(design, path)
    write_design(path, design)
    print(number, flush=True)
"""


def kill_while_saving(path: Path, journal: Path, number: int, after: float) -> int:
    """Let a process save on from version `number`, kill it after some seconds, return the last version whose save had returned."""
    command = [sys.executable, "-c", SAVER, str(path), str(journal), str(number)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(after)
        process.kill()  # SIGKILL
        said = process.stdout.read().split("\n")[:-1]  # a line without its end was cut by the kill
    return int(said[-1]) if said else number


def kill_and_check(empty: Design, folder: Path, kills: int) -> int:
    chance = random.Random(20)
    path, journal = folder / "home.design.json", folder / "journal"
    design = set_notes(empty, "0")
    for i in range(60):
        design, _ = place(design, "base", Frame(i / 3, 0.0))
    write_design(path, design)
    saves, number = 0, 0
    for _ in range(kills):
        last = kill_while_saving(path, journal, number, chance.uniform(0.0, 0.12))
        before, saves = number, saves + last - number
        found = read_design(path)
        number = int(found.notes)
        assert last <= number <= last + 1  # what was saved is there; the save in hand came through or did not
        assert found == set_notes(design, str(number))
        journals = Autosave(journal).recoverable()
        assert len(journals) == 1 or (not journals and number == before)
        for left in journals:
            assert left.path == path
            assert int(left.design.notes) in (number, number + 1)
            assert left.design == set_notes(design, left.design.notes)
            Autosave(journal).forget(left)
    assert {name.name for name in folder.iterdir() if not name.name.endswith(".part")} == {path.name, "journal"}
    print(f"{saves} saves, {kills} kills, {len(list(folder.glob('.*.part')))} of them left a half file")
    for part in folder.glob(".*.part"):
        os.utime(part, (1, 1))
    write_design(path, design)
    assert {name.name for name in folder.iterdir()} == {path.name, "journal"}
    return saves


def test_five_kills_while_saving_lose_nothing(empty: Design, tmp_path: Path) -> None:
    assert kill_and_check(empty, tmp_path, 5) > 0


@pytest.mark.slow
def test_fifty_kills_while_saving_lose_nothing(empty: Design, tmp_path: Path) -> None:
    assert kill_and_check(empty, tmp_path, 50) > 50
