"""What of a library is read while its families are built: a catalog whose profiles remember it, and what nothing has read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.components.catalog import Catalog
from app.components.family import Family
from app.components.family_file import read_family
from app.components.lint.finding import Fault
from app.components.lint.formulas import items_of, names_in, read_names
from app.components.profile import Profile
from app.components.source import line_of, read_table
from app.components.template import Template

REMEMBERED = ("boards", "bands", "edges", "numbers", "tables", "grooves", "joints", "drills")  # tables of a profile
type Reads = set[
    str
]  # "profile.gap", "boards.front", "article.leg", "role.door", "finish.front", "derived.<part>.<name>", ...


class _Remembering(dict[str, Any]):
    """A table of a profile that notes which of its keys are read."""

    def __init__(self, data: Mapping[str, Any], table: str, reads: Reads) -> None:
        super().__init__(data)
        self._table, self._reads = table, reads

    def __getitem__(self, key: str) -> Any:
        self._reads.add(f"{self._table}.{key}")
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self._reads.add(f"{self._table}.{key}")
        return super().get(key, default)


class ReadingCatalog(Catalog):
    """A catalog that notes in `reads` what joinery and formulas read of its profiles."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.reads: Reads = set()

    def _read_profile(self, profile_id: str) -> Profile:
        profile = super()._read_profile(profile_id)
        tables: dict[str, Any] = {name: _Remembering(getattr(profile, name), name, self.reads) for name in REMEMBERED}
        return replace(profile, **tables)


def family_reads(family: Family) -> Reads:
    """Return what a family reads by its text: names of the profile, board slots, roles, articles, looks."""
    found: Reads = set()
    every = (family.steps, family.body, family.elevation, tuple(items_of(family)))
    for name in names_in(every):
        found.add(f"boards.{name[2:]}" if name.startswith("t.") else name)
    for table, key, kind in (
        ("fitting", "article", "article"),
        ("solid", "look", "look"),
        ("panel", "board", "boards"),
    ):
        found |= {f"{kind}.{_pattern(item.use[key])}" for item in family.items[table]}
    for table in ("panel", "solid"):
        found |= {f"role.{item.use['role']}" for item in family.items[table]}
    return found


def _pattern(template: Template) -> str:
    return "".join(re.escape(part) if isinstance(part, str) else ".+" for part in template.parts)


def unread(catalog: Catalog, reads: Reads, articles_too: bool) -> Iterator[Fault]:
    """Yield what of the shared files nothing reads: parts, slots, bands, numbers, boards, articles, roles, finish slots."""
    folder = catalog.folder
    for path in sorted((folder / "profiles").glob("*.toml")):
        yield from _profile(path, reads)
    profiles = catalog.profiles.values()
    boards = {board.id for profile in profiles for board in profile.boards.values()}
    bands = {band.band for profile in profiles for band in profile.bands.values()}
    materials = folder / "materials" / "boards.toml"
    yield from _dead(materials, "board.", catalog.boards.keys() - boards, "no profile cuts anything from this board")
    yield from _dead(materials, "band.", catalog.supplies.bands.keys() - bands, "no profile uses this band")
    roles = {key.removeprefix("role.") for key in reads if key.startswith("role.")}
    yield from _dead(folder / "roles.toml", "", catalog.supplies.roles.keys() - roles, "no part has this role")
    looks = [key.removeprefix("look.") for key in reads if key.startswith("look.")]
    dressed = {slot for profile in profiles for slot in profile.finishes.values()}
    bare = [slot for slot in catalog.finishes if slot not in dressed and not _matched(slot, looks)]
    yield from _dead(folder / "finishes.toml", "", bare, "nothing has this finish")
    if articles_too:
        named = {key.removeprefix("article.") for key in reads if key.startswith("article.")}
        drilled = {key.removeprefix("drills.") for key in reads if key.startswith("drills.")}
        left = [one for one in catalog.hardware if one not in drilled and not _matched(one, named)]
        yield from _dead(folder / "fittings" / "hardware.toml", "", left, "nothing uses this article")


def _profile(path: Path, reads: Reads) -> Iterator[Fault]:
    """Yield the keys of a profile's own file that nothing reads."""
    data = read_table(path)
    slots = [key.removeprefix("boards.") for key in reads if key.startswith("boards.")]
    for table in ("boards", "edges", "joints"):
        patterns = slots if table == "boards" else [k.removeprefix(f"{table}.") for k in reads if k.startswith(table)]
        for key in data.get(table, {}):
            if not _matched(key, patterns):
                yield _fault(path, f"{table}.{key}", "nothing reads this")
    for table in ("numbers", "tables"):
        for key in data.get(table, {}):
            if f"profile.{key}" not in reads and f"{table}.{key}" not in reads:
                yield _fault(path, f"{table}.{key}", "nothing reads this")
    for key in data.get("grooves", {}):
        if f"grooves.{key}" not in reads:
            yield _fault(path, f"grooves.{key}", "nothing reads this")
    for key in data.get("handles", {}):
        if not any(name.startswith(f"profile.handle_{key}") for name in reads):
            yield _fault(path, f"handles.{key}", "nothing reads this")


def _matched(key: str, patterns: Iterator[str] | list[str] | set[str]) -> bool:
    return any(key == pattern or re.fullmatch(pattern, key) for pattern in patterns)


def _dead(path: Path, prefix: str, keys: Any, cause: str) -> Iterator[Fault]:
    for key in sorted(keys):
        yield _fault(path, f"{prefix}{key}", cause)


def _fault(path: Path, place: str, cause: str) -> Fault:
    return Fault(str(path), line_of(path, place), place, cause)


def part_reads(catalog: Catalog, paths: list[Path]) -> Iterator[Fault]:
    """Yield the parts that no family extends, and the derived values of parts that no family extending them reads."""
    folder = catalog.folder / "families" / "parts"
    extended: set[str] = set()
    read: dict[str, set[str]] = {}
    for path in paths:
        file, _ = read_family(path, folder)
        names = read_names(catalog.bind_file(path))
        for part in (file.extends,) if isinstance(file.extends, str) else file.extends:
            extended.add(part)
            read.setdefault(part, set()).update(names)
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in extended:
            yield Fault(str(path), 1, "", "no family extends this part")
            continue
        for name in read_table(path).get("derived", {}):
            if name not in read[path.stem]:
                yield _fault(path, f"derived.{name}", "no family that extends this part reads this value")
