"""Zip archives in one canonical form: the same files always make the same bytes, on every machine.

Entries are stored, not deflated: compressors differ between versions, and a package's hash is its name in the order book. Names are
sorted, dates are 1980-01-01, attributes fixed.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX = 3
PLAIN_FILE = 0o100644 << 16


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Return the archive of files by path, in their order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = UNIX
            entry.external_attr = PLAIN_FILE
            archive.writestr(entry, data)
    return stream.getvalue()


def in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return files sorted by path."""
    return {name: files[name] for name in sorted(files)}
