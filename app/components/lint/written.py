"""What can be told of a family file without building it: names in both languages, steps and choices, finish slots, what nothing reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from app.components.catalog import Catalog
from app.components.family import BoundParameter, Family
from app.components.family_file import Origins
from app.components.lint.finding import Fault
from app.components.lint.formulas import items_of, names_in, read_names
from app.components.schema import ITEM_TABLES, FamilyFile, Parameter
from app.components.source import line_of, read_table
from app.records import Text

_HAN = re.compile(r"[\u3400-\u9fff]")
_SAME = re.compile(r"\{[^{}]*\}|[\d\W_]|mm|cm|kg|LED|USB", re.ASCII)  # what both languages write alike
_ID = re.compile(r"[a-z][a-z0-9_]*")
NUMBERS = ("length", "count", "angle")


class Written:
    """A family as it stands in its file, with the file that each entry comes from."""

    def __init__(self, catalog: Catalog, path: Path, file: FamilyFile, origins: Origins, family: Family) -> None:
        self.catalog, self.path, self.file, self.origins, self.family = catalog, path, file, origins, family
        self.own = {place for place, origin in origins.items() if Path(origin) == path}

    def fault(self, place: str, cause: str) -> Fault:
        """Return a fault at a place like `parameters.width.step` or `panel[shelf].name`, in the file that says it."""
        table, key = [*re.split(r"[.\[\]]+", place), ""][:2]
        file = Path(self.origins.get((table, key), self.path))
        return Fault(str(file), line_of(file, place), place, cause, family=self.family.id)

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the text of the family."""
        if not _ID.fullmatch(self.path.stem):
            yield Fault(
                str(self.path), 0, "", "a family's file is named by small letters, digits and _", family=self.path.stem
            )
        for place, text in texts(self.file, ""):
            yield from self._name(place, text)
        for name, spec in self.file.parameters.items():
            yield from self._parameter(name, spec)
        yield from self._finish()
        yield from self._unread()

    def _name(self, place: str, name: Text) -> Iterator[Fault]:
        if not name.zh.strip() or not name.en.strip():
            yield self.fault(place, "needs a name in zh and in en")
        elif name.zh == name.en and (_HAN.search(name.zh) or _SAME.sub("", name.zh)):
            yield self.fault(place, f"{name.zh!r} is the same in zh and en")
        elif _HAN.search(name.en):
            yield self.fault(place, f"the en name {name.en!r} is Chinese")

    def _parameter(self, name: str, spec: Parameter) -> Iterator[Fault]:
        place = f"parameters.{name}"
        if not 0 < spec.step <= 1000:
            yield self.fault(f"{place}.step", f"a step of {spec.step:g} leads nowhere")
        if spec.kind in NUMBERS and self.family.mount != "run":  # what a run follows has limits of its own
            for key in ("min", "max"):
                if getattr(spec, key) is None:
                    yield self.fault(place, f"a {spec.kind} needs a {key!r}")
        elif spec.kind not in NUMBERS and not (spec.min is None and spec.max is None):
            yield self.fault(place, f"a {spec.kind} has no limits")
        if spec.choices and spec.kind != "choice":
            yield self.fault(f"{place}.choices", f"a {spec.kind} has no choices")
        values = [choice.value for choice in spec.choices]
        for value in dict.fromkeys(value for value in values if values.count(value) > 1):
            yield self.fault(f"{place}.choices", f"the choice {value!r} stands twice")

    def _finish(self) -> Iterator[Fault]:
        """A finish the family sets must dress something: a board of one of the profiles, a solid, or what fills it."""
        used = {look for item in self.family.items["solid"] for look in (item.use["look"].source,)}
        slots = [item.use["board"].source for item in self.family.items["panel"]]
        open_ended = any("{" in one for one in (*slots, *used)) or bool(self.family.items["opening"])
        for profile in self.catalog.profiles.values():
            used |= {profile.finishes[slot] for slot in slots if slot in profile.finishes}
        for slot in self.file.finish:
            if slot not in used and not open_ended:
                yield self.fault(f"finish.{slot}", "nothing of this family has this finish")

    def _unread(self) -> Iterator[Fault]:
        """Parameters that change nothing; derived values of the family's own that nothing reads; locals that their item does not read."""
        read = read_names(self.family)
        for step in self.family.steps:
            if isinstance(step, BoundParameter) and step.id not in read:
                yield self.fault(f"parameters.{step.id}", "nothing that is made uses this parameter")
            elif isinstance(step, tuple) and step[0] not in read and ("derived", step[0]) in self.own:
                yield self.fault(f"derived.{step[0]}", "nothing uses this value")
        for item in items_of(self.family):
            later: set[str] = set()
            later |= names_in((item.id, item.when, item.use))
            for name, formula in reversed(item.let):
                if name not in later:
                    place, file = f"{item.where.place}.let.{name}", item.where.file
                    cause = f"nothing of this item uses {name!r}"
                    yield Fault(file, line_of(Path(file), place), place, cause, family=self.family.id)
                later |= formula.names


def texts(value: Any, place: str) -> Iterator[tuple[str, Text]]:
    """Yield every name of a record as written, with its place."""
    if isinstance(value, Text):
        yield place, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from texts(part, f"{place}.{key}" if place else key)
    elif isinstance(value, tuple):
        for at, part in enumerate(value):
            name = getattr(part, "id", "") or (at + 1)
            yield from texts(part, f"{place}[{name}]")
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from texts(getattr(value, one.name), f"{place}.{one.name}" if place else one.name)


def part_faults(path: Path) -> Iterator[Fault]:
    """Yield what is wrong with a shared part by itself: its items need ids, or families could not override them."""
    for table, items in read_table(path).items():
        if table in ITEM_TABLES and isinstance(items, list):
            for at, item in enumerate(items, start=1):
                if isinstance(item, dict) and not item.get("id"):
                    place = f"{table}[{at}]"
                    yield Fault(str(path), line_of(path, place), place, "an item of a shared part needs an id")
