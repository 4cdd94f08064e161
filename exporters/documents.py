"""The files that are the document itself: the design, what the fit check said, and the pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.design.files import design_bytes
from app.records import to_json
from app.takeoff.job import TakeoffError

from .bundle import Bundle, File

PICTURE = re.compile(r"[A-Za-z0-9_-]{1,64}(\.png)?")


def write_design_json(bundle: Bundle) -> Iterator[File]:
    """Yield the design, byte for byte the file that saving it would write."""
    yield "design.json", design_bytes(bundle.design)


def write_findings(bundle: Bundle) -> Iterator[File]:
    """Yield the findings of the fit check as `check --json` prints them."""
    yield "findings.json", to_json(dict(bundle.findings))


def write_pictures(bundle: Bundle) -> Iterator[File]:
    """Yield the pictures; TakeoffError when a name could not be a file name everywhere."""
    for name, data in bundle.pictures.items():
        if not PICTURE.fullmatch(name):
            raise TakeoffError(bundle.design.name, "pictures", f"{name!r} is no plain file name")
        yield f"pictures/{name.removesuffix('.png')}.png", data
