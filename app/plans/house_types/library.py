"""The house-type library: the shipped folder and the user's own -> entries to choose from, and the plan behind one. m² for areas, else mm.

A folder holds plans, one TOML file each, and `families/` of them. Nothing is read before it is asked for; what a file holds is kept in
the cache folder (index.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from itertools import count
from pathlib import Path

from app.plans.house_types.entries import Entry, mark_of
from app.plans.house_types.family import Family, open_family, open_parts
from app.plans.house_types.index import FAMILIES, Record, inside_m2, shelf, shelf_path
from app.plans.house_types.own import files_of, free, own_toml, reserve, with_pictures
from app.plans.house_types.search import Wanted, read_query
from app.plans.house_types.shapes import Shape
from app.plans.plan import Plan, PlanError
from app.plans.underlay import Underlay, read_underlay, write_underlay
from app.records import Text, write_whole

__all__ = ["Entry", "PlanLibrary", "Wanted", "open_plans"]

OWN = "own"  # own house types are called own-1, own-2, ...
KEPT_PLANS = 64
NAME_MOST = 100  # characters


class PlanLibrary:
    """The house types of a folder and of the user's own; a broken file is told in `broken` and hides no other."""

    def __init__(self, folder: Path, own: Path | None = None, cache: Path | None = None) -> None:
        self.folder, self.own, self.cache = folder, own, cache
        self._plans: dict[str, Plan] = {}
        self._families: dict[str, Family] = {}

    @cached_property
    def _records(self) -> tuple[tuple[Path, bool, tuple[Record, ...]], ...]:
        found = []
        for folder, own in ((self.folder, False), (self.own, True)):
            if folder is not None and folder.is_dir():
                found.append((folder, own, shelf(folder, own, shelf_path(self.cache, folder) if self.cache else None)))
        return tuple(found)

    @cached_property
    def _shapes(self) -> dict[str, Shape]:
        found: dict[str, Shape] = {}
        for _, _, records in self._records:
            for record in records:
                for entry, shape in zip(record.entries, record.opened(), strict=True):
                    found.setdefault(entry.id, shape)
        return found

    @cached_property
    def _read(self) -> tuple[dict[str, Entry], tuple[PlanError, ...]]:
        entries: dict[str, Entry] = {}
        broken: list[PlanError] = []
        for folder, _, records in self._records:
            for record in records:
                path = folder / record.file
                broken += [PlanError(path, one.place, one.cause) for one in record.problems]
                for entry in record.entries:
                    if entry.id in entries:
                        cause = f"{entry.id!r} is already the id of {entries[entry.id].path.name}"
                        broken.append(PlanError(path, "id", cause))
                    else:
                        entries[entry.id] = entry if entry.path == path else replace(entry, path=path)
        order = sorted(entries.values(), key=lambda entry: (entry.area_m2, entry.id))
        return {entry.id: entry for entry in order}, tuple(broken)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All house types, smallest first."""
        return tuple(self._read[0].values())

    @property
    def broken(self) -> tuple[PlanError, ...]:
        """What is wrong with the files that could not be read."""
        return self._read[1]

    def entry(self, plan_id: str) -> Entry:
        """Return a house type by its id; raise PlanError when there is none."""
        if plan_id not in self._read[0]:
            raise self._unknown(plan_id)
        return self._read[0][plan_id]

    def shape(self, plan_id: str) -> Shape | None:
        """Return the outline and the rooms of a house type without making its plan."""
        return self._shapes.get(plan_id)

    def _unknown(self, plan_id: str) -> PlanError:
        import difflib

        known = list(self._read[0])
        near = known if len(known) <= 20 else difflib.get_close_matches(plan_id, known, 5, 0.3)
        return PlanError(self.folder, "", f"no plan {plan_id!r}; there are {', '.join(near) or f'{len(known)} others'}")

    def plan(self, plan_id: str) -> Plan:
        """Return a plan by its id, made once; raise PlanError when there is none or its file is wrong."""
        found = self._plans.get(plan_id)
        if found is None:
            found = self._made(plan_id)
            while len(self._plans) >= KEPT_PLANS:
                del self._plans[next(iter(self._plans))]
            self._plans[plan_id] = found
        return found

    def _made(self, plan_id: str) -> Plan:
        """Return a plan straight from the file its id points to; the index is asked when that does not hold it."""
        if "/" not in plan_id and "\\" not in plan_id:
            plain = self.folder / f"{plan_id}.toml"
            if "_read" not in self.__dict__ and plain.is_file():
                plan = self._from_file(plain)
                if plan.id == plan_id:
                    return plan
            family = plan_id.partition("-")[0]
            if family and re.fullmatch(r"[a-z0-9_]+", family) and (self.folder / FAMILIES / f"{family}.toml").is_file():
                for one in self.family(family).types:
                    if one.id == plan_id:
                        return self.family(family).build(one).plan
        entry = self.entry(plan_id)
        if entry.family:
            raise self._unknown(plan_id)  # the file has changed since
        return self._from_file(entry.path)

    def _from_file(self, path: Path) -> Plan:
        from app.plans.files import read_plan  # it needs shapely, which loads when a plan is read

        plan = read_plan(path)
        return replace(plan, source=f"library:{plan.id}")

    def family(self, family_id: str) -> Family:
        """Return a plan family by its id, read once; raise PlanError when its file is wrong."""
        if family_id not in self._families:
            folder = self.folder / FAMILIES
            self._families[family_id] = open_family(folder / f"{family_id}.toml", open_parts(folder))
        return self._families[family_id]

    def search(self, words: str) -> tuple[Entry, ...]:
        """Return the house types that words ask for, best first: "两房", "三房两卫 南北 110平 12x9米", "two bed", "studio", an estate."""
        if not words.strip():
            return self.entries
        query = read_query(words)
        found = [
            (query.distance(entry), entry.area_m2, entry.id, entry) for entry in self.entries if query.meets(entry)
        ]
        return tuple(entry for _, _, _, entry in sorted(found, key=lambda item: item[:3]))

    def find(self, wanted: Wanted) -> tuple[Entry, ...]:
        """Return the house types that meet a filter, smallest first."""
        return tuple(entry for entry in self.entries if wanted.meets(entry))

    # --- the user's own

    def save(
        self,
        plan: Plan,
        name: Text,
        estate: str = "",
        city: str = "",
        underlay: Underlay | None = None,
        pictures: Path | None = None,
    ) -> Entry:
        """Keep a plan as a house type of the user's own, with what lies under it, and return its entry.

        `pictures` is the folder of the underlay's pictures, which are copied. Raise PlanError, and leave no file, for a plan that cannot
        be, one that is there already, a name without words, or when nothing can be written.
        """
        own = self._own_folder()
        texts = (name.zh, name.en, estate, city)
        name, estate, city = Text(name.zh.strip(), name.en.strip()), estate.strip(), city.strip()
        if not name.zh or not name.en or any(len(text) > NAME_MOST or "\n" in text for text in texts):
            raise PlanError(
                own, "name", f"a house type needs a name in zh and en, one line of at most {NAME_MOST} characters"
            )
        self._refuse_double(plan, name, estate, city)
        area = inside_m2(plan.rooms)
        with self._new_path(own) as path:
            plan = replace(plan, id=path.stem, name=name)
            text = own_toml(plan, estate, city, area, path)
            try:
                if underlay:
                    write_underlay(path, with_pictures(underlay, path, pictures))
                write_whole(path, text, PlanError)
            except PlanError:
                for left in files_of(path):
                    left.unlink(missing_ok=True)
                raise
        self._forget()
        return self.entry(plan.id)

    def _own_folder(self) -> Path:
        if self.own is None:
            raise PlanError(self.folder, "", "this library has no folder for house types of your own")
        return self.own

    def _refuse_double(self, plan: Plan, name: Text, estate: str, city: str) -> None:
        mark = mark_of(plan)
        shipped = plan.source.removeprefix("library:")
        for entry in self.entries:
            if entry.mark == mark or (entry.id == shipped and not entry.own and mark_of(self.plan(shipped)) == mark):
                raise PlanError(
                    entry.path, "", f"this plan is in the library already, as {entry.name.zh!r} ({entry.id})"
                )
            if entry.own and (entry.name.zh, entry.estate, entry.city) == (name.zh, estate, city):
                raise PlanError(
                    entry.path,
                    "name",
                    f"there is a house type {name.zh!r} of this estate and city already ({entry.id})",
                )

    @contextmanager
    def _new_path(self, own: Path) -> Iterator[Path]:
        """Yield the file of the first number that is free; meanwhile no other window of the program takes it."""
        taken = {entry.id for entry in self.entries}
        for number in count(1):
            path = own / f"{OWN}-{number}.toml"
            if path.stem not in taken and not files_of(path) and reserve(path):
                break
        try:
            yield path
        finally:
            free(path)

    def underlay(self, plan_id: str) -> Underlay:
        """Return what lies under a house type; empty for one that has nothing."""
        entry = self.entry(plan_id)
        return read_underlay(entry.path) if entry.own else Underlay()

    def remove(self, plan_id: str) -> None:
        """Take a house type of the user's own away with its underlay and pictures; raise PlanError for any other."""
        entry = self.entry(plan_id)
        if not entry.own:
            raise PlanError(
                entry.path, "", f"{plan_id!r} came with the program; only house types of your own can be removed"
            )
        try:
            for path in files_of(entry.path):
                path.unlink(missing_ok=True)
        except OSError as problem:
            raise PlanError(entry.path, "", f"cannot be removed: {problem.strerror or problem}") from problem
        self._forget()

    def _forget(self) -> None:
        for name in ("_records", "_shapes", "_read"):
            self.__dict__.pop(name, None)
        self._plans.clear()


def open_plans(folder: Path, own: Path | None = None, cache: Path | None = None) -> PlanLibrary:
    """Return the library in a folder, with the user's own folder; what is known of them is kept in `cache`.

    Raise PlanError when there is no such folder of plans; the other two are made when something is written.
    """
    if not folder.is_dir():
        raise PlanError(folder, "", "no such folder of plans")
    return PlanLibrary(folder, own, cache)
