"""The samples of a library, found by id, code and words; kept in the user's cache so that the next start need not make them again.

An index file belongs to one library folder and says of which data (the catalog's stamp) and by which code it was made. Whatever else
it is, too old, cut off, of another program, it counts as not there: it is made again and replaced in one step.
"""

from __future__ import annotations

import difflib
import gc
import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import msgspec

from app.components.parts import LibraryError, Value, Values
from app.components.ranges import Sample
from app.records import DataError, Text, read_bytes, write_whole

MAGIC = b"jiyang samples 1\n"
SEAL = 32  # bytes of the checksum that follows the key
NEAR = 3  # names offered for one that is not there
NEAR_AMONG = 400  # names that are compared letter by letter


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a family without reading it again."""

    id: str
    name: Text
    category: str
    tags: tuple[str, ...]
    mount: str

    def sample(self) -> Sample:
        """Return the family as it is by default, as a sample of its own id."""
        return Sample(self.id, self.id, self.name, self.id, self.category, tags=self.tags)


class Index:
    """All sound samples of a library, the heads of its sound families, and what is wrong with the rest."""

    def __init__(self, heads: Iterable[Head], samples: Iterable[Sample], problems: Iterable[LibraryError]) -> None:
        self.heads: Mapping[str, Head] = {head.id: head for head in heads}
        self.samples, self.problems = tuple(samples), tuple(problems)
        self.by_id: Mapping[str, Sample] = {sample.id: sample for sample in self.samples}

    @cached_property
    def by_code(self) -> Mapping[str, tuple[Sample, ...]]:
        """Samples by code; several where a library gives a code twice."""
        found: dict[str, tuple[Sample, ...]] = {}
        for sample in self.samples:
            found[sample.code] = (*found.get(sample.code, ()), sample)
        return found

    @cached_property
    def _haystacks(self) -> tuple[str, ...]:
        families = {
            head.id: " ".join((head.category, *head.tags, head.name.zh, head.name.en)) for head in self.heads.values()
        }
        return tuple(f"{s.id} {s.code} {s.name.zh} {s.name.en} {families[s.family]}".lower() for s in self.samples)

    def search(self, words: str) -> tuple[Sample, ...]:
        """Return the samples in whose id, code, names, tags, category or family's name every word occurs; all of them for no words."""
        asked = words.lower().split()
        if not asked:
            return self.samples
        haystacks, found = self._haystacks, range(len(self.samples))
        for word in asked:
            found = [at for at in found if word in haystacks[at]]  # type: ignore[assignment]
        return tuple(self.samples[at] for at in found)

    def find(self, name: str) -> Sample | None:
        """Return a sample by its id or code; raise LibraryError for a code that several samples have."""
        if name in self.by_id:
            return self.by_id[name]
        found = self.by_code.get(name, ())
        if len(found) > 1:
            raise LibraryError(name, "", f"is the code of several samples: {', '.join(one.id for one in found[:NEAR])}")
        return found[0] if found else None

    def nearest(self, name: str) -> list[str]:
        """Return the names most like one that is not there, the nearest first."""
        names = (*self.heads, *self.by_id, *self.by_code)
        stems = {_stem(one) for one in names}
        for stem in difflib.get_close_matches(_stem(name), stems, NEAR, 0.4):
            close = [one for one in names if _stem(one) == stem][:NEAR_AMONG]
            found = difflib.get_close_matches(name, close, NEAR, 0.4)
            if found:
                return found
        return []


def _stem(name: str) -> str:
    return re.split(r"\d", name, maxsplit=1)[0].rstrip("-_")


# ---- the file


class _Row(msgspec.Struct, array_like=True, gc=False):
    id: str
    code: str
    name: Text
    values: list[bool | int | float | str]
    finish: list[str]


class _Group(msgspec.Struct, array_like=True):
    """Samples that follow each other, of one family, with the same names of values and finish slots."""

    family: str
    values: list[str]
    finish: list[str]
    rows: list[_Row]


class _Problem(msgspec.Struct, array_like=True):
    file: str
    inside: bool  # the file is named from the library folder
    place: str
    cause: str


class _Stored(msgspec.Struct, array_like=True):
    heads: list[Head]
    groups: list[_Group]
    problems: list[_Problem]


def index_path(cache_folder: Path, library: Path) -> Path:
    """Return where the index of a library folder is kept."""
    name = hashlib.sha256(str(library.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:20]
    return cache_folder / f"{name}.samples"


def index_key(stamp: str) -> bytes:
    """Return what an index file begins with that was made of data of this stamp by this code."""
    return MAGIC + f"{stamp} {_code()}\n".encode()


def read_index(path: Path, key: bytes, library: Path) -> Index | None:
    """Return the index kept in a file, None when there is none of this key, or it is damaged."""
    try:
        data = read_bytes(path)
        seal, body = data[len(key) : len(key) + SEAL], memoryview(data)[len(key) + SEAL :]
        if not data.startswith(key) or hashlib.sha256(body).digest() != seal:
            return None
        with _no_collection():
            stored = msgspec.msgpack.decode(body, type=_Stored)
            heads = {head.id: head for head in stored.heads}
            problems = [_problem(one, library) for one in stored.problems]
            return Index(heads.values(), _samples(stored.groups, heads), problems)
    except (DataError, msgspec.MsgspecError, LookupError, ValueError):
        return None


@contextmanager
def _no_collection() -> Iterator[None]:
    """Let nothing be searched for garbage meanwhile: of ten thousand new samples none is, and looking takes longer than making them."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def write_index(path: Path, key: bytes, index: Index, library: Path) -> None:
    """Keep an index in a file; where it cannot be kept it is not, and is made again at the next start."""
    stored = _Stored(
        list(index.heads.values()), list(_groups(index.samples)), [_kept(one, library) for one in index.problems]
    )
    body = msgspec.msgpack.encode(stored)
    try:
        write_whole(path, key + hashlib.sha256(body).digest() + body)
    except DataError:
        return


@cache
def _code() -> str:
    """Return the sha256 of the code that makes samples: what another version of it kept is not used."""
    digest = hashlib.sha256()
    here = Path(__file__).resolve().parent
    for path in (*sorted(here.glob("*.py")), here.parent / "formula.py"):
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


def _groups(samples: Iterable[Sample]) -> Iterator[_Group]:
    def kind(sample: Sample) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        return sample.family, tuple(name for name, _ in sample.values), tuple(slot for slot, _ in sample.finish)

    for (family, values, finish), rows in itertools.groupby(samples, kind):
        yield _Group(
            family,
            list(values),
            list(finish),
            [_Row(s.id, s.code, s.name, [one for _, one in s.values], [str(one) for _, one in s.finish]) for s in rows],
        )


def _samples(groups: list[_Group], heads: Mapping[str, Head]) -> Iterator[Sample]:
    same: dict[tuple[str, ...], Values] = {}  # finishes, shared by the samples that have them
    for group in groups:
        head, names, slots = heads[group.family], group.values, group.finish
        for row in group.rows:
            values: tuple[tuple[str, Value], ...] = tuple(zip(names, row.values, strict=True))
            chosen = (*slots, *row.finish)
            finish = same.get(chosen)
            if finish is None:
                finish = same[chosen] = tuple(zip(slots, row.finish, strict=True))
            yield Sample(row.id, row.code, row.name, head.id, head.category, values, finish, head.tags)


def _kept(problem: LibraryError, library: Path) -> _Problem:
    path = Path(problem.file)
    if path.is_relative_to(library):
        return _Problem(path.relative_to(library).as_posix(), True, problem.place, problem.cause)
    return _Problem(problem.file, False, problem.place, problem.cause)


def _problem(stored: _Problem, library: Path) -> LibraryError:
    return LibraryError(library / stored.file if stored.inside else stored.file, stored.place, stored.cause)
