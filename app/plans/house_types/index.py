"""What the library knows of each of its files, kept in the user's cache so that the next start need not read them again.

A shelf file belongs to one folder and one version of this code; each record in it says of which bytes it was made. Whatever else it is,
too old, cut off, of another program, it counts as not there and is made again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from app.plans.house_types.entries import Entry, entry_of, mark_of
from app.plans.house_types.family import COMMON, family_paths, open_family, open_parts
from app.plans.house_types.family_schema import Parts
from app.plans.house_types.shapes import Shape, shape_of
from app.plans.plan import PlanError, Room
from app.records import DataError, read_bytes, read_toml, write_whole

MAGIC = b"jiyang house types 1\n"
SEAL = 32  # bytes of the checksum
MAKERS = (
    "check",
    "entries",
    "families",
    "files",
    "library_index",
    "orient",
    "plan",
    "regions",
)  # the code that makes entries
FILES_MOST = 5000  # plans in one folder
FAMILIES = "families"
PARTITION = 300.0  # mm; rooms farther apart than this have no wall in common


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a file, or with one house type of it."""

    place: str
    cause: str


class Record(msgspec.Struct, array_like=True):
    """What is known of one file: its name in the folder, the sha256 of all it was made of, its house types and their packed shapes."""

    file: str
    stamp: str
    entries: list[Entry]
    problems: list[Problem]
    shapes: bytes = b""

    def opened(self) -> list[Shape]:
        """Return the shapes, one an entry; they are unpacked when they are asked for."""
        return msgspec.msgpack.decode(self.shapes, type=list[Shape]) if self.shapes else []


class _Stored(msgspec.Struct, array_like=True):
    records: list[Record]


def shelf(folder: Path, own: bool, kept: Path | None) -> tuple[Record, ...]:
    """Return a record for every plan of a folder, and for every family unless the folder is the user's own.

    Those whose bytes are as before are taken from the file `kept`.
    """
    known = {record.file: record for record in read_shelf(kept)} if kept else {}
    records, fresh = [], False
    parts_stamp, open_shared = _shared(folder)
    for path in _files(folder, own):
        name = path.relative_to(folder).as_posix()
        family = name.startswith(FAMILIES + "/")
        try:
            stamp = _stamp(read_bytes(path, PlanError), parts_stamp if family else "")
        except PlanError as problem:
            records.append(Record(name, "", [], [Problem(problem.place, problem.cause)]))
            continue
        record = known.get(name)
        if record is None or record.stamp != stamp:
            record, fresh = _remembered(path, name, stamp, own, open_shared if family else None), True
        records.append(record)
    if kept and (fresh or len(records) != len(known)):
        write_shelf(kept, records)
    return tuple(records)


def _files(folder: Path, own: bool) -> list[Path]:
    """Return the plans of a folder and, where it is not the user's own, its families."""
    plans = sorted(path for path in folder.glob("*.toml") if not path.name.startswith("."))
    if len(plans) > FILES_MOST:
        raise PlanError(folder, "", f"{len(plans)} plans; the limit is {FILES_MOST}")
    return plans if own else [*plans, *family_paths(folder / FAMILIES)]


def _shared(folder: Path) -> tuple[str, Callable[[], Parts]]:
    """Return the stamp of what families share, and how to read it."""
    common = folder / FAMILIES / COMMON
    try:
        stamp = hashlib.sha256(read_bytes(common, PlanError)).hexdigest()
    except PlanError:
        stamp = ""
    return stamp, cache(lambda: open_parts(folder / FAMILIES))


def _stamp(data: bytes, shared: str) -> str:
    return hashlib.sha256(shared.encode() + data).hexdigest()


_made: dict[tuple[str, str], Record] = {}  # by path and stamp: libraries of one folder are opened more than once


def _remembered(path: Path, name: str, stamp: str, own: bool, parts: Callable[[], Parts] | None) -> Record:
    key = (str(path.resolve()), stamp + str(own))
    if key not in _made:
        if len(_made) > FILES_MOST:
            _made.clear()
        _made[key] = _of_family(path, name, stamp, parts) if parts else _of_plan(path, name, stamp, own)
    return _made[key]


def _of_plan(path: Path, name: str, stamp: str, own: bool) -> Record:
    from app.plans.files import parse_plan  # it needs shapely, which loads when a plan is read

    try:
        data = read_toml(path, PlanError)
        plan = parse_plan(data, path)
        stated = data.get("area_m2")
        area = float(stated) if isinstance(stated, int | float) else inside_m2(plan.rooms)
        told = {key: data.get(key, "") for key in ("estate", "city")}
        for key, value in told.items():
            if not isinstance(value, str):
                raise PlanError(path, key, "expected a text")
        entry = replace(
            entry_of(plan, path, area, told["estate"], told["city"]), own=own, mark=mark_of(plan) if own else ""
        )
        if entry.bedrooms == entry.kitchens == entry.baths == 0 and len(plan.rooms) <= 2:
            entry = replace(entry, kind="room")
        return Record(name, stamp, [entry], [], msgspec.msgpack.encode([shape_of(plan)]))
    except PlanError as problem:
        return Record(name, stamp, [], [Problem(problem.place, problem.cause)])


def inside_m2(rooms: Sequence[Room]) -> float:
    """Return the area of rooms with the partitions between them, up to 300 mm thick, m²: what stands inside the outer walls."""
    from app.geometry.polygon import area, merge, offset, outlines

    grown = outlines(merge([piece for room in rooms for piece in offset(room.outline, PARTITION / 2)]))
    return round(sum(area(piece) for ring in grown for piece in offset(ring, -PARTITION / 2)) / 1e6, 2)


def _of_family(path: Path, name: str, stamp: str, parts: Callable[[], Parts]) -> Record:
    try:
        family = open_family(path, parts())
        types = family.types
    except PlanError as problem:
        return Record(name, stamp, [], [Problem(problem.place, problem.cause)])
    entries, problems, shapes = [], [], []
    for one in types:
        try:
            built = family.build(one, served=False)
            entry = entry_of(built.plan, path, built.area_m2, built.estate, built.city)
            entries.append(replace(entry, family=family.id, kind=family.file.kind, mirrored=one.mirrored))
            shapes.append(built.shape)
        except PlanError as problem:
            problems.append(Problem(one.id, f"{problem.place}: {problem.cause}"))
    return Record(name, stamp, entries, problems, msgspec.msgpack.encode(shapes))


# ---- the file


def shelf_path(cache_folder: Path, folder: Path) -> Path:
    """Return where what is known of a folder is kept."""
    name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:20]
    return cache_folder / f"{name}.houses"


def read_shelf(path: Path) -> list[Record]:
    """Return the records kept in a file; none when there are none of this code, or they are damaged."""
    key = MAGIC + _code().encode() + b"\n"
    try:
        data = read_bytes(path)
        body = data[len(key) + SEAL :]
        if not data.startswith(key) or hashlib.sha256(body).digest() != data[len(key) : len(key) + SEAL]:
            return []
        return msgspec.msgpack.decode(body, type=_Stored, dec_hook=_decoded).records
    except (DataError, msgspec.MsgspecError, ValueError):
        return []


def write_shelf(path: Path, records: list[Record]) -> None:
    """Keep records in a file; where they cannot be kept they are not, and are made again at the next start."""
    body = msgspec.msgpack.encode(_Stored([one for one in records if _is_text(one.file)]), enc_hook=str)
    try:
        write_whole(path, MAGIC + _code().encode() + b"\n" + hashlib.sha256(body).digest() + body)
    except DataError:
        return


def _is_text(name: str) -> bool:
    """Return whether a file's name can be written down: a disk may hold names in no known alphabet."""
    return name.encode("utf-8", "replace").decode("utf-8") == name


def _decoded(kind: type[Any], value: Any) -> Any:
    return Path(value) if issubclass(kind, Path) else value


@cache
def _code() -> str:
    """Return the sha256 of the code that makes entries: what another version of it kept is not used."""
    digest = hashlib.sha256()
    here = Path(__file__).resolve().parent
    for path in (
        *sorted(here.glob("family_*.py")),
        *(here / f"{name}.py" for name in MAKERS),
        here.parent / "formula.py",
    ):
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()
