"""Pictures of the samples, made one by one in a process of their own and kept in the user's cache; the window never waits for one.

The cache folder is named after the library's stamp, so a changed library gets new pictures.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from platformdirs import user_cache_path
from PySide6.QtCore import QObject, QProcess, Signal
from PySide6.QtGui import QPixmap

from app.components.catalog import Catalog

ROOT = Path(__file__).resolve().parents[2]
SIZE = (300, 240)
VERSION = "2"  # of the way the pictures are made


class Thumbnails(QObject):
    """`picture` answers at once with what there is; `made` tells when a better one has come."""

    made = Signal(str)  # sample id

    def __init__(self, catalog: Catalog, working: bool = True) -> None:
        super().__init__()
        stamp = hashlib.sha256(f"{catalog.stamp} {SIZE} {VERSION}".encode()).hexdigest()[:16]
        self.folder = user_cache_path("jiyang", appauthor=False) / "samples" / stamp
        self._working = working
        self._pictures: dict[str, QPixmap] = {}
        self._catalog_folder = catalog.folder
        self._asked: set[str] = set()
        self._process: QProcess | None = None

    def path(self, sample: str) -> Path:
        """Return where the picture of a sample lies, made or not."""
        return self.folder / f"{hashlib.sha256(sample.encode()).hexdigest()[:20]}.png"

    def picture(self, sample: str) -> QPixmap | None:
        """Return the picture of a sample, None while there is none."""
        if sample not in self._pictures:
            loaded = QPixmap(str(self.path(sample)))
            if loaded.isNull():
                return None
            self._pictures[sample] = loaded
        return self._pictures[sample]

    def want(self, samples: tuple[str, ...]) -> None:
        """Have the pictures of these samples made in the background, in this order, where they are missing."""
        missing = [s for s in samples if s not in self._asked and not self.path(s).is_file()]
        if not self._working or not missing:
            return
        self._asked.update(missing)
        if self._process is None:
            self._process = self._started()
        self._process.write("".join(f"{sample}\t{self.path(sample)}\n" for sample in missing).encode())

    def _started(self) -> QProcess:
        process = QProcess(self)
        process.setWorkingDirectory(str(ROOT))
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        process.readyReadStandardOutput.connect(self._read)
        process.start(sys.executable, ["-m", "app.ui.picture_maker", str(self._catalog_folder)])
        return process

    def _read(self) -> None:
        if self._process is None:
            return
        while self._process.canReadLine():
            sample = bytes(self._process.readLine().data()).decode().strip()
            if self.path(sample).is_file():
                self.made.emit(sample)

    def close(self) -> None:
        """End the background work; pictures appear whole or not at all."""
        if self._process is not None:
            process, self._process = self._process, None
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(1000)
