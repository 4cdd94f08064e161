"""Sweet Home 3D (.sh3d, Home.xml) -> plan: one storey of a home, its walls, rooms, doors and windows; furniture goes to the underlay.

A .sh3d is a zip; of its entries only the home itself is read, within bounds. Models and textures may be missing: they are not needed.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from app.plans.importing import Choices, Imported, Tell
from app.plans.plan import PlanError
from app.plans.sh3d.old import parse_old_home
from app.plans.sh3d.plan import plan_of
from app.plans.sh3d.xml import MOST_BYTES, parse_home
from app.records import read_bytes

MOST_ENTRIES = 20_000
MOST_DIRECTORY = 8 * 1024 * 1024  # bytes of a zip's table of contents


def read(path: Path, choices: Choices, language: str, tell: Tell) -> Imported:
    """Return the plan of a .sh3d file; PlanError when it is damaged, holds no home or shows no rooms."""
    name, data = _entry(path)
    home = parse_home(data, path) if name == "Home.xml" else parse_old_home(data, path)
    return plan_of(home, path, choices, language, _source(path))


def read_xml(path: Path, choices: Choices, language: str, tell: Tell) -> Imported:
    """Return the plan of a bare Home.xml; PlanError as `read`."""
    home = parse_home(read_bytes(path, PlanError, MOST_BYTES), path)
    return plan_of(home, path, choices, language, _source(path))


def _source(path: Path) -> str:
    return f"sh3d:{path.name}?units=cm"


def _entry(path: Path) -> tuple[str, bytes]:
    """Return the home's entry of a zip and its name: Home.xml, or Home in files of old versions."""
    try:
        _check_directory(path)
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if len(names) > MOST_ENTRIES:
                raise PlanError(path, "", f"holds {len(names)} files, more than {MOST_ENTRIES}")
            name = next((one for one in ("Home.xml", "Home") if one in names), "")
            if not name:
                shown = ", ".join(one[:40] for one in names[:3]) or "nothing"
                raise PlanError(path, "", f"is a zip archive without a home of Sweet Home 3D; it holds {shown}")
            with archive.open(name) as stream:
                data = stream.read(MOST_BYTES + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,
        NotImplementedError,
        ValueError,
        OSError,
    ) as problem:
        cause = " ".join("".join(one if one.isprintable() else " " for one in str(problem)).split())[:160]
        raise PlanError(path, "", f"is a damaged zip archive: {cause}") from problem
    if len(data) > MOST_BYTES:
        raise PlanError(path, name, f"unpacks to more than {MOST_BYTES // 1024**2} MiB")
    return name, data


def _check_directory(path: Path) -> None:
    """Refuse a zip whose table of contents is larger than any home's, before it is read into memory."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - 22 - 65535))
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at >= 0 and len(tail) >= at + 16 and int.from_bytes(tail[at + 12 : at + 16], "little") > MOST_DIRECTORY:
        raise PlanError(path, "", f"its table of contents is larger than {MOST_DIRECTORY // 1024**2} MiB")
