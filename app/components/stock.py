"""Which samples a library has: all of them from its index, kept or made anew; or one of them, from the one range it comes from.

What is wrong in a file takes only that away: a family, its samples; a range, the samples it would give; a decor, what is dressed in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Any, Protocol

from app.components.family import Family
from app.components.index import Head, Index, index_key, index_path, read_index, write_index
from app.components.materials import Decor
from app.components.parts import LibraryError
from app.components.ranges import RangeEntry, Sample, read_ranges
from app.components.sampling import GRID_LIMIT, Finishes, make_samples

LIBRARY_LIMIT = 100_000  # combinations of all ranges of a library


class Library(Protocol):
    """What samples are made of: the catalog, as it is seen from here."""

    @property
    def folder(self) -> Path: ...
    @property
    def families(self) -> tuple[str, ...]: ...
    @property
    def finishes(self) -> Mapping[str, object]: ...
    @property
    def decors(self) -> Mapping[str, Decor]: ...
    def family(self, family_id: str) -> Family: ...
    def given(self, family: Family) -> Mapping[str, Any]: ...
    def faults(self) -> Iterator[LibraryError]: ...
    def read_stamp(self) -> str: ...


class Stock:
    """The samples of one library; `cache` is a folder where its index may be kept, None keeps all in memory."""

    def __init__(self, library: Library, cache: Path | None) -> None:
        self.library = library
        self._made: dict[int, tuple[tuple[Sample, ...], LibraryError | None]] = {}
        self._known: dict[str, Sample] = {}
        self._broken: dict[str, LibraryError] = {}
        self._index: Index | None = None
        self._one_at_a_time = RLock()  # the window reads in the background too
        self._path = None if cache is None else index_path(cache, library.folder)
        self._stamp = "" if cache is None else self._read_stamp()  # before anything else is read
        self._key = index_key(self._stamp)

    def _read_stamp(self) -> str:
        """Return the stamp of the data as they are now, "" when they cannot all be read: then no index is kept."""
        try:
            return self.library.read_stamp()
        except LibraryError:
            return ""

    @property
    def index(self) -> Index:
        """All samples: the kept index when it is of these data, else made now, and kept."""
        with self._one_at_a_time:
            if self._index is None:
                self._index = self._kept or self._make_and_keep()
        return self._index

    def _make_and_keep(self) -> Index:
        index = self._make_index()
        if self._path is not None and self._stamp and self._read_stamp() == self._stamp:  # nothing changed meanwhile
            write_index(self._path, self._key, index, self.library.folder)
        self._made.clear()
        return index

    @cached_property
    def _kept(self) -> Index | None:
        if self._path is None or not self._stamp:
            return None
        return read_index(self._path, self._key, self.library.folder)

    def find(self, name: str) -> Sample | None:
        """Return a sample by its id or code, or a family as it is by default; None when there is none.

        Raises LibraryError saying what is wrong with the family or the range it would come from, or that several have this code.
        """
        if name in self.library.families:
            return self._head(name).sample()
        if self._index is None and self._kept is None and (one := self._from_its_range(name)) is not None:
            return one
        found = self.index.find(name)
        if found is None and self.index.problems:
            self._raise_fault(name)
        return found

    def _from_its_range(self, name: str) -> Sample | None:
        """Return a sample by its id, from the first range that has it; no range is worked out but those that could have it."""
        for at, entry in enumerate(self._ranges[0] if name not in self._known else ()):
            found = entry.range.may_name(name) and next((one for one in self._samples(at)[0] if one.id == name), None)
            if found:
                self._known[name] = found
                break
        return self._known.get(name)

    def mount(self, sample: Sample) -> str:
        """Return how a sample wants to stand: floor, wall, run or opening."""
        return self._head(sample.family).mount

    def _head(self, family_id: str) -> Head:
        known = self._index or self.__dict__.get("_kept")
        if known is not None and family_id in known.heads:
            return known.heads[family_id]
        family = self._family(family_id)
        return Head(family.id, family.name, family.category, family.tags, family.mount)

    def _family(self, family_id: str) -> Family:
        if family_id in self._broken:
            raise self._broken[family_id]
        try:
            return self.library.family(family_id)
        except LibraryError as problem:
            self._broken[family_id] = problem
            raise

    @cached_property
    def _ranges(self) -> tuple[tuple[RangeEntry, ...], tuple[LibraryError, ...]]:
        return read_ranges(self.library.folder / "ranges")

    def _samples(self, at: int) -> tuple[tuple[Sample, ...], LibraryError | None]:
        """Return the samples of a range, and what is wrong with those it cannot give."""
        made = self._made.get(at)
        if made is None:
            entry = self._ranges[0][at]
            try:
                made = self._sampled(entry)
            except LibraryError as problem:
                made = (), problem
            self._made[at] = made
        return made

    def _sampled(self, entry: RangeEntry) -> tuple[tuple[Sample, ...], LibraryError | None]:
        library, name = self.library, entry.range.family
        if name not in library.families:
            raise entry.fail("family", f"no family {name!r}; there is {', '.join(library.families)}")
        family = self._family(name)
        return make_samples(entry, family, library.given(family), Finishes(library.finishes, library.decors))

    def _raise_fault(self, name: str) -> None:
        for at, entry in enumerate(self._ranges[0]):
            problem = self._samples(at)[1] if entry.range.may_name(name) else None
            if problem is not None:
                raise problem

    def _make_index(self) -> Index:
        problems = [*self.library.faults()]
        heads: list[Head] = []
        for family_id in self.library.families:
            try:
                heads.append(self._head(family_id))
            except LibraryError as problem:
                problems.append(problem)
        entries, faults = self._ranges
        problems += faults
        samples, families = dict[str, Sample](), frozenset(self.library.families)
        room = LIBRARY_LIMIT
        for at, entry in enumerate(entries):
            size = entry.range.combinations()
            room -= size if size <= GRID_LIMIT else 0  # a larger range is refused by itself
            if room < 0:
                problems.append(
                    entry.fail("", f"beyond the {LIBRARY_LIMIT} combinations of a library; left out with what follows")
                )
                break
            made, fault = self._samples(at)
            taken = _add(samples, made, families, entry)
            problems += [one for one in (fault, taken) if one is not None]
        told = {str(one): one for one in problems}  # a broken family is told once, not by each of its ranges
        return Index(heads, samples.values(), told.values())


def _add(
    samples: dict[str, Sample], made: tuple[Sample, ...], families: frozenset[str], entry: RangeEntry
) -> LibraryError | None:
    """Add the samples of a range whose ids are free; return what is wrong with the others, None when nothing is."""
    taken = ""
    for sample in made:
        if sample.id in samples or sample.id in families:
            taken = taken or sample.id
        else:
            samples[sample.id] = sample
    if not taken:
        return None
    return entry.fail(
        "id", f"{taken!r} is the name of a family" if taken in families else f"two samples are called {taken!r}"
    )
