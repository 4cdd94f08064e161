"""Unsaved work kept where a crash cannot take it: one journal file a session, in a folder that the caller gives. No Qt, no timer.

A session holds a lock file as long as its process lives; the system lets go of it however the process ends. So a journal whose lock can
be had belongs to nobody any more, whatever process has got its number since.
"""

from __future__ import annotations

import os
import secrets
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from app.design.design import Design, DesignError
from app.design.files import document, from_document
from app.records import DataError, read_json, to_json, write_whole

FORMAT = "jiyang.autosave"
VERSION = 1
JUST_BORN = 60.0  # seconds in which a lock file may belong to a session that has not locked it yet


@dataclass(frozen=True, slots=True)
class Recovery:
    """Work that an ended session left behind: the design, the file it was last saved to (None: never), and when (seconds since 1970)."""

    journal: Path
    design: Design
    path: Path | None
    saved: float


class Autosave:
    """The journal of one session: `write` as often as wanted, `discard` when the user's own file holds it all, `close` at the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.session = f"{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}-{secrets.token_hex(4)}"
        self._lock: IO[bytes] | None = None

    @property
    def journal(self) -> Path:
        """The file of this session."""
        return self.folder / f"{self.session}.json"

    def write(self, design: Design, path: Path | None) -> None:
        """Keep a design and where it was last saved, whole or not at all; DesignError when the folder cannot be written."""
        self._hold()
        content = {
            "format": FORMAT,
            "version": VERSION,
            "pid": os.getpid(),
            "path": str(path.absolute()) if path else None,
            "saved": time.time(),
            "design": document(design),
        }
        try:
            data = to_json(content)
        except ValueError as problem:
            raise DesignError(self.journal, "", f"cannot be written: {problem}") from problem
        write_whole(self.journal, data, DesignError)

    def discard(self) -> None:
        """Drop this session's journal: nothing is unsaved. The session goes on."""
        self.journal.unlink(missing_ok=True)

    def close(self) -> None:
        """End the session cleanly: nothing of it stays."""
        self.discard()
        if self._lock is not None:
            self._lock.close()
            self._lock = None
            _lock_of(self.journal).unlink(missing_ok=True)

    def recoverable(self) -> tuple[Recovery, ...]:
        """Return what ended sessions left behind, youngest first. A journal that cannot be read stays where it is and is left out."""
        found = [
            _read(journal) for journal in self.folder.glob("*.json") if journal != self.journal and _ended(journal)
        ]
        self._sweep()
        return tuple(sorted((one for one in found if one is not None), key=lambda one: one.saved, reverse=True))

    def forget(self, recovery: Recovery) -> None:
        """Remove what an ended session left behind; to be called when this session has written what it took over, or the user said no."""
        recovery.journal.unlink(missing_ok=True)
        _lock_of(recovery.journal).unlink(missing_ok=True)

    def _hold(self) -> None:
        if self._lock is not None:
            return
        path = _lock_of(self.journal)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = path.open("wb")
            _take(self._lock, alone=True)
        except OSError as problem:
            raise DesignError(path, "", f"cannot be written: {problem.strerror or problem}") from problem

    def _sweep(self) -> None:
        """Remove half-written journals and bare locks of ended sessions."""
        old = time.time() - JUST_BORN
        for path in (*self.folder.glob("*.lock"), *self.folder.glob(".*.json.*.part")):
            journal = self.folder / f"{path.name.lstrip('.').split('.')[0]}.json"
            try:
                bare = path.suffix == ".part" or not journal.exists()
                if bare and journal != self.journal and path.stat().st_mtime < old and _ended(journal):
                    path.unlink()
            except OSError:
                continue


def _lock_of(journal: Path) -> Path:
    return journal.with_suffix(".lock")


def _ended(journal: Path) -> bool:
    """Whether the session of a journal has ended: nobody holds its lock."""
    try:
        with _lock_of(journal).open("rb") as stream:
            _take(stream, alone=False)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def _read(journal: Path) -> Recovery | None:
    try:
        content: Any = read_json(journal, DesignError)
        if not isinstance(content, dict) or content.get("format") != FORMAT or content.get("version") != VERSION:
            return None
        design = from_document(content.get("design"), journal)
        path, saved = content.get("path"), content.get("saved")
    except DataError:
        return None
    written = float(saved) if isinstance(saved, int | float) else 0.0
    return Recovery(journal, design, Path(path) if isinstance(path, str) else None, written)


if sys.platform == "win32":
    import msvcrt

    def _take(stream: IO[bytes], alone: bool) -> None:
        """Lock a file until it is closed; OSError when another holds it."""
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(stream: IO[bytes], alone: bool) -> None:
        """Lock a file until it is closed; OSError when another holds it. Askers share it."""
        fcntl.flock(stream, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
