"""The sample pictures on disk: named after all that they show, whole or not there, and never more than MOST_BYTES of them.

A name is a digest of the sample, what was asked of it, and the library data of its family; so an edit of one family leaves the
pictures of all others good. Several windows share the folder: files appear and go as a whole, and one that is gone is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from pathlib import Path

from platformdirs import user_cache_path

from app.components.catalog import Catalog
from app.records import DataError, read_bytes, read_toml
from app.ui.hosted import LIBRARY, hosts
from app.ui.offers import Offer

SIZE = (300, 240)
VERSION = "3"  # of the way the pictures are made
MOST_BYTES = 256 * 1024 * 1024  # of the folder; some 10,000 pictures
KEEP = 0.9  # share of that which is left when the oldest go
FRESH = 86_400.0  # s after which a picture that is looked at counts as new again
SHARED = ("profiles", "fittings", "materials")  # folders whose data any family may use


def library_cache() -> Path:
    """Return where the index of a library's samples is kept."""
    return user_cache_path("jiyang", appauthor=False) / "library"


class PictureFolder:
    """Where the pictures of a library lie."""

    def __init__(self, catalog: Catalog, folder: Path | None = None) -> None:
        self.folder = folder or user_cache_path("jiyang", appauthor=False) / "samples"
        self._catalog = catalog
        self._stamps: dict[str, str] = {}
        self._names: dict[Offer, str] = {}
        self._shared = ""

    def path(self, offer: Offer) -> Path:
        """Return where the picture of an offer lies, made or not; raise LibraryError for an unknown sample."""
        if offer not in self._names:
            sample = self._catalog.sample(offer.sample)
            values = dict(sample.values) | dict(offer.values)
            finish = dict(sample.finish) | dict(offer.finish)
            told = [
                sample.family,
                sorted(values.items()),
                sorted(finish.items()),
                self._stamp(sample.family),
                SIZE,
                VERSION,
            ]
            self._names[offer] = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]
        return self.folder / f"{self._names[offer]}.png"

    def _stamp(self, family: str) -> str:
        """Return the digest of a family's own files and of what all families share."""
        if family not in self._stamps:
            if not self._shared:
                parts = [path for name in SHARED for path in sorted((self._catalog.folder / name).glob("*.toml"))]
                self._shared = _digest([*parts, self._catalog.folder / "finishes.toml"])
            folder, files = self._catalog.folder, family_files(self._catalog.folder, family)
            if self._catalog.mount(family) == "opening":  # its picture shows a cabinet too
                files += [LIBRARY, *(file for host in hosts() for file in family_files(folder, host.family))]
            self._stamps[family] = self._shared + _digest(files)
        return self._stamps[family]

    def looked_at(self, path: Path) -> None:
        """Note that a picture is in use, so that it is not among the oldest."""
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > FRESH:
                os.utime(path)

    def thin(self, most: int = MOST_BYTES) -> int:
        """Take the oldest pictures away until the folder is below its limit again; return how many went."""
        found = []
        for path in self.folder.rglob("*.png"):
            with contextlib.suppress(OSError):  # another window was quicker
                known = path.stat()
                found.append((known.st_mtime, known.st_size, path))
        total = sum(size for _, size, _ in found)
        if total <= most:
            return 0
        gone = 0
        for _, size, path in sorted(found):
            if total <= most * KEEP:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                gone += 1
            total -= size
        return gone


def family_files(folder: Path, family: str) -> list[Path]:
    """Return the files a family is made of: its own, and the parts that it extends."""
    own = folder / "families" / f"{family}.toml"
    try:
        extends = read_toml(own).get("extends", ())
    except DataError:
        return [own]
    names = [extends] if isinstance(extends, str) else [str(name) for name in extends]
    return [own, *(folder / "families" / "parts" / f"{name}.toml" for name in names)]


def _digest(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        try:
            data = read_bytes(path)
        except DataError:  # gone or unreadable: that is a state of the data too
            data = b"?"
        digest.update(f"{path.name} {len(data)}\n".encode() + data)
    return digest.hexdigest()
