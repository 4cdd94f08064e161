"""The library while its files are edited: a change on disk is noticed, read in the background, and taken over when it is sound.

What is wrong is told with file and line, and the work goes on with the library as it was. The design, its undo and the selection stay.
Files appear half written now and then: only what rests for a moment is read, and what is not sound changes nothing.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from app.components.catalog import Catalog, open_catalog
from app.design.design import Design
from app.design.files import check_samples
from app.records import DataError
from app.ui.picture_folder import library_cache
from app.ui.session import Session
from app.ui.work import Work

REST = 350  # ms without a change before the files are read

type Print = frozenset[tuple[str, int, int]]  # path, size, time of the last change of every file


@dataclass(frozen=True)
class Reopened:
    """A library read again: `catalog` is None when it cannot be used in the place of the one before."""

    catalog: Catalog | None
    problems: tuple[DataError, ...] = ()


def reopened(folder: Path, design: Design | None, changed: frozenset[str], broken: frozenset[str]) -> Reopened:
    """Read a library again and try it: on `changed` families (ids) and on all that stands in the design.

    `broken` are files that were wrong before; those alone are no reason to stay with the library as it was.
    """
    try:
        catalog = open_catalog(folder, library_cache())
        assert catalog.stamp and catalog.samples is not None  # reads every family and range
        problems: tuple[DataError, ...] = catalog.problems
        if any(problem.file not in broken for problem in problems):
            return Reopened(None, tuple(sorted(problems, key=lambda problem: problem.file in broken)))
        for family in catalog.families:
            if all(Path(problem.file).stem != family for problem in problems):
                catalog.family(family)  # read now, as the files are now
                if family in changed:
                    _try(catalog, family)
        if design is not None:
            check_samples(design, catalog)
    except DataError as problem:
        return Reopened(None, (problem,))
    return Reopened(catalog, problems)


def _try(catalog: Catalog, family: str) -> None:
    """Build a family as it is by default; raise LibraryError naming its file when it cannot be."""
    if catalog.family(family).mount == "opening":
        catalog.parameters(family)
        return
    try:
        catalog.build(family)
    except DataError as problem:
        if problem.file != family:
            raise
        raise DataError(catalog.folder / "families" / f"{family}.toml", problem.place, problem.cause) from problem


class LiveLibrary(QObject):
    """Watches the folder of the session's library; `look` compares it with what was read."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self.folder = session, session.catalog.folder
        self._seen = fingerprint(self.folder)
        self._broken: frozenset[str] = frozenset()
        self._work: Work | None = None
        self._ready: Reopened | None = None
        self._again = False
        self._watcher = QFileSystemWatcher(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.look)
        self._watcher.fileChanged.connect(lambda _: self._rest.start())
        self._watcher.directoryChanged.connect(lambda _: self._rest.start())
        session.toolChanged.connect(self._take_over)
        application = QGuiApplication.instance()
        if isinstance(
            application, QGuiApplication
        ):  # a folder that tells of no changes is looked at when one comes back
            application.applicationStateChanged.connect(self._came_back)
        self._watch()

    def knows(self, problems: tuple[DataError, ...]) -> None:
        """Note what was wrong in the library from the start."""
        self._broken = frozenset(problem.file for problem in problems)

    def _came_back(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self._rest.start()

    def _watch(self) -> None:
        """Watch every folder and file there is now; a file that was replaced is another one."""
        there = {
            str(path) for path in (self.folder, *self.folder.rglob("*")) if path.is_dir() or path.suffix == ".toml"
        }
        new = there - {*self._watcher.files(), *self._watcher.directories()}
        if new:
            self._watcher.addPaths(sorted(new))

    def look(self) -> None:
        """Read the library again when its files are others than those that were read."""
        with contextlib.suppress(OSError):
            self._watch()
        now = fingerprint(self.folder)
        if now == self._seen:
            return
        if self._work is not None:
            self._again = True
            return
        changed = frozenset(Path(name).stem for name, _, _ in now ^ self._seen)
        self._seen = now
        folder, design, broken = self.folder, self.session.design, self._broken
        self._work = Work(self).in_thread(lambda tell: reopened(folder, design, changed, broken))
        self._work.finished.connect(self._read)
        self._work.failed.connect(lambda sentence: self._read(Reopened(None, (DataError(folder, "", sentence),))))

    def _read(self, found: Reopened) -> None:
        self._work = None
        if self._again or fingerprint(self.folder) != self._seen:  # changed while it was read
            self._again = False
            self._rest.start()
            return
        self._ready = found
        self._take_over()

    def _take_over(self) -> None:
        """Take what was read over, unless something is in hand: then when it has been put down."""
        found = self._ready
        if found is None or self.session.tool is not None:
            return
        self._ready = None
        problems = found.problems
        refused = self.session.adopt(found.catalog) if found.catalog is not None else None
        before = found.catalog is None or refused is not None
        if not before:
            self._broken = frozenset(problem.file for problem in problems)
        self.session.libraryProblem.emit(problems if refused is None else (refused, *problems), before)

    def close(self) -> None:
        """Stop watching."""
        self._rest.stop()
        self._watcher.blockSignals(True)
        if self._work is not None:
            self._work.stop()


def fingerprint(folder: Path) -> Print:
    """Return path, size and time of change of every data file of a library."""
    found = set()
    for path in folder.rglob("*.toml"):
        with contextlib.suppress(OSError):
            known = path.stat()
            found.add((str(path), known.st_size, known.st_mtime_ns))
    return frozenset(found)
