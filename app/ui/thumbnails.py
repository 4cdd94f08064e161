"""Pictures of the samples, made one by one in a process of their own and kept in the user's cache; the window never waits for one.

Only what is in sight is asked for, what was asked for last comes first, and what has gone out of sight is forgotten.
"""

from __future__ import annotations

import json
import sys
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal
from PySide6.QtGui import QPixmap

from app.components.catalog import Catalog
from app.records import DataError
from app.ui.offers import Offer
from app.ui.picture_folder import PictureFolder

ROOT = Path(__file__).resolve().parents[2]
KEPT = 300  # pictures in memory, 0.3 MB each
AHEAD = 2  # pictures the process has been told of; more could not be called back
WAITING = 200  # wishes kept, the oldest are dropped
TRIES = 3  # starts of a process that ends by itself


class Thumbnails(QObject):
    """`picture` answers at once with what there is; `made` tells when a better one has come."""

    made = Signal()

    def __init__(self, catalog: Catalog, working: bool = True, folder: Path | None = None) -> None:
        super().__init__()
        self._place = folder
        self._wanted_working = working
        self._process: QProcess | None = None
        self.use(catalog)

    def use(self, catalog: Catalog) -> None:
        """Show the samples of this library from now on."""
        self.close()
        self.files = PictureFolder(catalog, self._place)
        self.working = self._wanted_working  # pictures are being made, or can be
        self._library = catalog.folder
        self._pictures: OrderedDict[Offer, QPixmap] = OrderedDict()
        self._wishes: list[Offer] = []  # the next one last
        self._later: list[Offer] = []
        self._making: list[Offer] = []
        self._failed: set[Offer] = set()
        self._tries = 0

    def picture(self, offer: Offer) -> QPixmap | None:
        """Return a picture, None while there is none; a file that is no picture is taken away, to be made again."""
        if offer in self._pictures:
            self._pictures.move_to_end(offer)
            return self._pictures[offer]
        try:
            path = self.files.path(offer)
        except DataError:
            return None
        if not path.is_file():
            return None
        loaded = QPixmap(str(path))
        if loaded.isNull():
            path.unlink(missing_ok=True)
            self.want((offer,))
            return None
        self.files.looked_at(path)
        self._pictures[offer] = loaded
        if len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        return loaded

    def want(self, offers: Iterable[Offer]) -> None:
        """Have these pictures made next, in this order, where they are missing; older wishes come after them."""
        asked = [offer for offer in dict.fromkeys(offers) if self._missing(offer)]
        older = [offer for offer in self._wishes if offer not in asked]
        self._wishes = [*older[-WAITING:], *reversed(asked)]
        self._go_on()

    def later(self, offers: Iterable[Offer]) -> None:
        """Have these made when nothing that is in sight is missing."""
        self._later = [offer for offer in reversed(list(offers)) if self._missing(offer)]
        self._go_on()

    def _missing(self, offer: Offer) -> bool:
        if offer in self._pictures or offer in self._failed or offer in self._making:
            return False
        try:
            return not self.files.path(offer).is_file()
        except DataError:
            return False

    def _go_on(self) -> None:
        """Hand the process what it is to make next."""
        while self.working and len(self._making) < AHEAD and (self._wishes or self._later):
            offer = (self._wishes or self._later).pop()
            if not self._missing(offer):
                continue
            if self._process is None:
                self._start()
            if self._process is None:  # it could not be started
                return
            self._making.append(offer)
            told = [offer.sample, offer.values, offer.finish, str(self.files.path(offer))]
            self._process.write(f"{json.dumps(told)}\n".encode())

    def _start(self) -> None:
        process = self._process = QProcess(self)
        process.setWorkingDirectory(str(ROOT))
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed_to_start)
        process.start(sys.executable, ["-m", "app.ui.picture_maker", str(self._library), str(self.files.folder)])

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            self._process.readLine()
            if not self._making:
                continue
            offer = self._making.pop(0)  # answers come in the order of the questions
            self._tries = 0
            if not self.files.path(offer).is_file():
                self._failed.add(offer)
        self._go_on()
        self.made.emit()

    def _failed_to_start(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._tries = TRIES  # it never will
            self._ended()

    def _ended(self) -> None:
        """The process has ended by itself: pass over what it was at, begin again, but not for ever."""
        if self._process is None:
            return
        process, self._process = self._process, None
        process.blockSignals(True)
        process.deleteLater()
        self._failed.update(self._making[:1])
        self._wishes += reversed(self._making[1:])
        self._making = []
        self._tries += 1
        self.working = self._tries < TRIES
        self._go_on()
        self.made.emit()

    def close(self) -> None:
        """End the background work; pictures appear whole or not at all."""
        if self._process is not None:
            process, self._process = self._process, None
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(1000)
            process.deleteLater()
