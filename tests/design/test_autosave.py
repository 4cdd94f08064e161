"""Autosave: unsaved work outlives its process, however that ended; what is alive or finished is not offered."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.design import edits
from app.design.autosave import Autosave
from app.design.design import Design, DesignError
from app.design.files import write_design
from app.geometry.frame import Frame

ROOT = Path(__file__).resolve().parents[2]
SESSION = """
import sys, time
from pathlib import Path
from app.design.autosave import Autosave
from app.design.files import read_design
session = Autosave(Path(sys.argv[1]))
session.write(read_design(Path(sys.argv[2])), Path(sys.argv[2]))
print(session.journal, flush=True)
time.sleep(60)
"""


@pytest.fixture
def other(empty: Design, tmp_path: Path):
    """Another process that has autosaved a design and is alive."""
    design, _ = edits.place(empty, "base", Frame(1 / 3, 2.5))
    document = tmp_path / "home.json"
    write_design(document, design)
    command = [sys.executable, "-c", SESSION, str(tmp_path / "journal"), str(document)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().strip()
    yield process, design, document
    process.kill()
    process.wait()
    process.stdout.close()


def test_work_of_a_killed_process_is_offered_and_of_a_living_one_is_not(other, tmp_path: Path) -> None:
    process, design, document = other
    mine = Autosave(tmp_path / "journal")
    assert mine.recoverable() == ()
    process.kill()  # SIGKILL
    process.wait()
    (found,) = mine.recoverable()
    assert (found.design, found.path) == (design, document)
    assert abs(found.saved - time.time()) < 60
    mine.write(found.design, found.path)
    mine.forget(found)
    assert Autosave(tmp_path / "journal").recoverable() == ()  # mine lives
    mine.close()
    assert list((tmp_path / "journal").iterdir()) == []


def test_a_session_does_not_offer_its_own_work_and_leaves_nothing_after_a_clean_end(
    empty: Design, tmp_path: Path
) -> None:
    session = Autosave(tmp_path / "journal")
    assert session.recoverable() == ()
    assert not (tmp_path / "journal").exists()
    session.write(empty, None)
    assert session.recoverable() == ()
    session.discard()
    session.discard()
    session.write(empty, None)
    session.close()
    assert list((tmp_path / "journal").iterdir()) == []


def leave(folder: Path, design: Design, path: Path | None = None) -> Path:
    """Leave a journal behind as a killed process does: the file stays, the lock is let go."""
    session = Autosave(folder)
    session.write(design, path)
    assert session._lock is not None
    session._lock.close()
    return session.journal


def test_the_youngest_work_comes_first_and_a_damaged_journal_stays_but_is_not_offered(
    empty: Design, tmp_path: Path
) -> None:
    leave(tmp_path, empty)
    time.sleep(0.01)
    leave(tmp_path, edits.rename(empty, "newer"), tmp_path / "b.json")
    damaged = leave(tmp_path, empty)
    damaged.write_bytes(damaged.read_bytes()[:200])
    found = Autosave(tmp_path).recoverable()
    assert [(one.design.name, one.path) for one in found] == [("newer", tmp_path / "b.json"), ("王家厨房", None)]
    assert damaged.exists()


def test_half_journals_and_bare_locks_of_dead_sessions_are_swept(empty: Design, tmp_path: Path) -> None:
    journal = leave(tmp_path, empty)
    half = tmp_path / f".{journal.name}.abc.part"
    half.write_text("{")
    bare = tmp_path / "20260101-000000-1-ff.lock"
    bare.touch()
    for path in (half, bare):
        os.utime(path, (1, 1))
    (found,) = Autosave(tmp_path).recoverable()
    assert found.design == empty
    assert not half.exists()
    assert not bare.exists()


def test_a_folder_that_cannot_be_written_is_told(empty: Design, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DesignError, match="cannot be written"):
        Autosave(tmp_path / "file").write(empty, None)
    assert Autosave(tmp_path / "file").recoverable() == ()
