"""The component library as the rest of the program sees it: samples to choose from, their parameters, and `build`.

A sample is a family with values, made from the ranges of components_library/ranges/; thousands of them cost nothing until they are built.
Families, profiles and samples are read when first asked for. What is wrong in one file takes no other away: `problems` tells it, and so
does asking for what stands in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

from app.components.bench import Setting
from app.components.bind import bind_family
from app.components.build import Filling, Order, build_component
from app.components.dress import Bare, dress
from app.components.family import Family
from app.components.family_file import Origins, read_family
from app.components.given import SHOWN, opening_names, seen_names
from app.components.kept import Kept
from app.components.materials import Board, Decor, Hardware
from app.components.parts import Component, Insert, LibraryError, Values
from app.components.profile import Profile, read_profile
from app.components.profiles import Profiles
from app.components.ranges import Sample
from app.components.schema import FamilyFile
from app.components.source import FileError, read_table, record
from app.components.stage import Workshop
from app.components.stock import Stock
from app.components.supplies import Supplies, read_supplies
from app.components.values import ParameterState, work_out
from app.records import Text, read_bytes

DEFAULT_PROFILE = "RCP-18"
PANELS_KEPT = 40_000  # of components, and of geometries, each: some 3 KB a panel, which builds and geometries share


@dataclass(frozen=True, slots=True)
class FinishSlot:
    """What a customer chooses a decor for."""

    name: Text
    default: str


class Catalog:
    """A component library folder, read lazily; immutable once read. `cache` is a folder where the index of its samples is kept."""

    def __init__(self, folder: Path, cache: Path | None = None) -> None:
        self.folder = folder
        if not (folder / "families").is_dir():
            raise LibraryError(folder, "", "is no component library: it has no folder 'families'")
        self._written = lru_cache(maxsize=None)(self._read_family)
        self._bound = lru_cache(maxsize=None)(self._bind)
        self._profile = lru_cache(maxsize=None)(self._read_profile)
        self._built = Kept[tuple[Any, ...], Component](PANELS_KEPT)
        self._bares = Kept[tuple[Any, ...], Bare](PANELS_KEPT)  # shared by all finishes
        self._workshops: dict[str, Workshop] = {}
        self._stock = Stock(self, cache)

    @cached_property
    def stamp(self) -> str:
        """The sha256 of all data files: equal stamps, equal libraries."""
        return self.read_stamp()

    def read_stamp(self) -> str:
        """Return the sha256 of all data files as they are now; raise LibraryError for one that cannot be read."""
        digest = hashlib.sha256()
        for path in sorted(self.folder.rglob("*.toml"), key=lambda path: path.relative_to(self.folder).as_posix()):
            if not path.is_file():  # reading a pipe may never end
                raise LibraryError(path, "", "is not a file")
            data = read_bytes(path, LibraryError)
            digest.update(f"{path.relative_to(self.folder).as_posix()} {len(data)}\n".encode())
            digest.update(data)
        return digest.hexdigest()

    @cached_property
    def supplies(self) -> Supplies:
        """What can be bought."""
        return read_supplies(self.folder)

    @property
    def boards(self) -> Mapping[str, Board]:
        """Boards by id."""
        return self.supplies.boards

    @property
    def decors(self) -> Mapping[str, Decor]:
        """Decors by id."""
        return self.supplies.decors

    @property
    def hardware(self) -> Mapping[str, Hardware]:
        """Bought articles by id."""
        return self.supplies.hardware

    @cached_property
    def profiles(self) -> Profiles:
        """Construction profiles by id, the sound ones; raises LibraryError when one is asked for that is none or is not sound."""
        return Profiles(self._profile, tuple(path.stem for path in sorted((self.folder / "profiles").glob("*.toml"))))

    @cached_property
    def finishes(self) -> Mapping[str, FinishSlot]:
        """Finish slots by id, with the decor each has until something is chosen."""
        path = self.folder / "finishes.toml"
        slots = record(read_table(path), dict[str, FinishSlot], path)
        for key, slot in slots.items():
            self._check_decor(slot.default, FileError(path, key, f"no decor {slot.default!r} in the library"))
        return slots

    @cached_property
    def families(self) -> tuple[str, ...]:
        """Ids of all families."""
        return tuple(path.stem for path in sorted((self.folder / "families").glob("*.toml")))

    @property
    def samples(self) -> tuple[Sample, ...]:
        """All sound samples of all ranges, in the order of the range files."""
        return self._stock.index.samples

    @property
    def problems(self) -> tuple[LibraryError, ...]:
        """What is wrong in the files of the library and keeps something out of it; each names file, line and cause."""
        return self._stock.index.problems

    def faults(self) -> Iterator[LibraryError]:
        """Yield what is wrong with decors and profiles."""
        try:
            yield from self.supplies.spoiled.values()
            yield from self.profiles.faults()
        except LibraryError as problem:
            yield problem

    def sample(self, name: str) -> Sample:
        """Return a sample by its id or code, or a family as it is by default; raise LibraryError naming the nearest ids."""
        found = self._stock.find(name)
        if found is None:
            close = self._stock.index.nearest(name)
            hint = f"; the nearest are {', '.join(close)}" if close else ""
            raise LibraryError(name, "", f"no such sample{hint}")
        return found

    def search(self, words: str) -> tuple[Sample, ...]:
        """Return the samples in whose id, code, category or names (zh, en) every word occurs; all of them for no words."""
        return self._stock.index.search(words)

    def mount(self, sample: str) -> str:
        """Return how a sample wants to stand: floor, wall, run or opening."""
        return self._stock.mount(self.sample(sample))

    def family(self, family_id: str, profile: str = DEFAULT_PROFILE) -> Family:
        """Return a family over a profile; raise LibraryError for an unknown or bad one."""
        return self._bound(family_id, profile)

    def parameters(
        self, sample: str, values: Values = (), profile: str = DEFAULT_PROFILE
    ) -> tuple[ParameterState, ...]:
        """Return what can be changed on a sample with its value and limits now; raise LibraryError as build does, but not for limits."""
        found = self.sample(sample)
        states: list[ParameterState] = []
        family = self.family(found.family, profile)
        work_out(family, dict(found.values) | dict(values), self._given(family, profile), sample, states)
        defaults = dict(found.values)
        return tuple(replace(state, default=defaults.get(state.id, state.default)) for state in states)

    def build(
        self,
        sample: str,
        values: Values = (),
        finish: Values = (),
        inserts: tuple[Insert, ...] = (),
        profile: str = DEFAULT_PROFILE,
        seen: tuple[str, ...] = (),
    ) -> Component:
        """Return the component of a sample, memoized; `seen` are the sides that nothing hides, sorted.

        Raises LibraryError naming sample, value and cause when it cannot be built.
        """
        key = (sample, tuple(values), tuple(finish), tuple(inserts), profile, tuple(seen))
        found = self._built.get(key)
        if found is None:
            found = self._build_now(*key)
            self._built.keep(key, found, 1 + len(found.panels))
        return found

    def _given(self, family: Family, profile: str) -> Mapping[str, Any]:
        names = self._profile(profile).names
        shown = opening_names(SHOWN) if family.mount == "opening" else {}
        return {**names, **seen_names(()), **shown}

    def given(self, family: Family) -> Mapping[str, Any]:
        """Return the names that the values of a family's samples are worked out from."""
        return self._given(family, DEFAULT_PROFILE)

    def _build_now(
        self,
        name: str,
        values: Values,
        finish: Values,
        inserts: tuple[Insert, ...],
        profile: str,
        seen: tuple[str, ...],
    ) -> Component:
        sample = self.sample(name)
        family = self.family(sample.family, profile)
        if family.mount == "opening":
            raise LibraryError(name, "", "is an insert: it is built in the opening of a unit")
        filled = []
        for insert in inserts:
            inner = self.sample(insert.sample)
            asked = dict(inner.values) | dict(insert.values)
            filled.append(Filling(insert, self.family(inner.family, profile), asked))
        order = Order(family, dict(sample.values) | dict(values), tuple(filled), seen)
        dressed = self._finish(sample, family, finish)
        key = (sample.family, tuple(sorted(order.values.items())), inserts, profile, seen)
        bare = self._bares.get(key)
        if bare is None:
            bare = self._bare(sample, order, dressed, profile)
            self._bares.keep(key, bare, 1 + len(bare.surfaces))
        code = bare.component.code if values else sample.code
        own = dict(sample.values)
        other = any(own.get(key, value) != value for key, value in values)  # another size than its name says
        called = family.name if other else sample.name
        return dress(bare, dressed, self.decors, sample.id, called, code)

    def make(self, sample: Sample, order: Order, finish: Values = (), profile: str = DEFAULT_PROFILE) -> Component:
        """Return the component of an order, not memoized; the order's family need not be one of the library's."""
        return self._bare(sample, order, self._finish(sample, order.family, finish), profile).component

    def _bare(self, sample: Sample, order: Order, finish: Mapping[str, str], profile: str) -> Bare:
        use = partial(self.family, profile=profile)
        shop = self._workshops.setdefault(profile, Workshop())
        setting = Setting(sample.id, self._profile(profile), self.finishes, self.decors, self.supplies.roles, use, shop)
        return build_component(order, finish, setting, self.hardware)

    def _finish(self, sample: Sample, family: Family, asked: Values) -> dict[str, str]:
        chosen = (
            {slot: one.default for slot, one in self.finishes.items()}
            | dict(family.finish)
            | {slot: str(decor) for slot, decor in sample.finish}
        )
        for slot, decor in asked:
            if slot not in self.finishes:
                raise LibraryError(
                    sample.id, f"finish.{slot}", f"no such finish slot; the slots are {', '.join(self.finishes)}"
                )
            self._check_decor(
                str(decor), LibraryError(sample.id, f"finish.{slot}", f"no decor {decor!r} in the library")
            )
            chosen[slot] = str(decor)
        return chosen

    def _check_decor(self, decor: str, error: LibraryError) -> None:
        if decor not in self.decors:
            raise self.supplies.spoiled.get(decor, error)

    def _bind(self, family_id: str, profile: str) -> Family:
        path = self.folder / "families" / f"{family_id}.toml"
        if family_id not in self.families:
            raise LibraryError(path, "", f"no family {family_id!r}")
        return self._with_profile(path, self._written(path), profile)

    def bind_file(self, path: Path, profile: str = DEFAULT_PROFILE) -> Family:
        """Return the family of a file, of this library or beside it; raise LibraryError naming file, line, key and word."""
        return self._with_profile(path, self._read_family(path), profile)

    def _read_family(self, path: Path) -> tuple[FamilyFile, Origins]:
        return read_family(path, self.folder / "families" / "parts")

    def _with_profile(self, path: Path, written: tuple[FamilyFile, Origins], profile: str) -> Family:
        slots = {slot: one.default for slot, one in self.finishes.items()}
        family = bind_family(path.stem, *written, path, self._profile(profile), slots)
        for slot, decor in family.finish.items():
            if decor not in self.decors:
                raise self.supplies.spoiled.get(decor) or FileError(
                    path, f"finish.{slot}", f"no decor {decor!r} in the library"
                )
        return family

    def _read_profile(self, profile_id: str) -> Profile:
        path = self.folder / "profiles" / f"{profile_id}.toml"
        known = [one.stem for one in sorted((self.folder / "profiles").glob("*.toml"))]
        if profile_id not in known:
            raise LibraryError(self.folder / "profiles", "", f"no profile {profile_id!r}; there is {', '.join(known)}")
        return read_profile(path, self.boards, self.supplies.bands, self.hardware, self.supplies.drills)


def open_catalog(folder: Path, cache: Path | None = None) -> Catalog:
    """Return the component library of a folder; raise LibraryError when it is none. Its files are read when first needed.

    The index of its samples is kept in the folder `cache`, so that the next start has them at once; without one it is made at every start.
    """
    return Catalog(folder, cache)
