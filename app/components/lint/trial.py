"""One family tried over one profile, as a unit or in the opening of a host: built with some values and proved from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from app.components.build import Filling, Order
from app.components.catalog import DEFAULT_PROFILE, Catalog
from app.components.family import Family
from app.components.given import SEEN, SHOWN, opening_names, seen_names
from app.components.lint.finding import DEFAULTS, Fault, of_error
from app.components.lint.points import Empty, Values, drawn, told
from app.components.lint.room import room_faults
from app.components.parts import Component, Insert, LibraryError, Opening, RefusedError, Value
from app.components.proof import faults
from app.components.ranges import Sample
from app.components.source import line_of
from app.components.values import ParameterState, work_out
from app.records import DataError

CLASH = re.compile(r"no room for|meets|would stand in")  # what a thing in a strange place may say of its neighbours
INSERT = "i1"


@dataclass(frozen=True, slots=True)
class Host:
    """A unit as built, with one of its openings."""

    family: Family
    values: tuple[tuple[str, Value], ...]
    opening: Opening
    bare: bool  # no doors or drawers of its own, whose fittings an insert may meet

    def __str__(self) -> str:
        """Return the host as a finding names it."""
        size = " x ".join(f"{side:g}" for side in self.opening.box.size)
        return f"in {self.opening.id} of {self.family.id}, {size}"


class RefusalError(Exception):
    """A build that was refused within what the family says of itself."""


class Trial:
    """A family over a profile, and where it is built; `path` is its file."""

    def __init__(
        self, catalog: Catalog, family: Family, path: Path, profile: str = DEFAULT_PROFILE, host: Host | None = None
    ) -> None:
        self.catalog, self.family, self.path, self.profile, self.host = catalog, family, path, profile, host
        self.simplified = 0  # faulty points of it that were made simple
        self.webs = catalog.profiles[profile].webs
        opening = host.opening if host else SHOWN
        inside = opening_names(opening) if family.mount == "opening" else {}
        self.fixed = frozenset(
            name for name, one in family.parameters.items() if not any(f and f.names for f in (one.min, one.max))
        )
        self.given: Mapping[str, Any] = {**catalog.profiles[profile].names, **seen_names(()), **inside}

    def states(self, values: Mapping[str, Value]) -> list[ParameterState]:
        """Return the parameters as the inspector would show them with these values; raise LibraryError when they cannot be worked out."""
        states: list[ParameterState] = []
        work_out(self.family, values, self.given, self.family.id, states)
        return states

    def random(self, random: Random) -> Values | Empty:
        """Return a random point within the limits."""
        shares = {name: share.id for name, share in self.family.shares.items()}
        return drawn(self.states, shares, self.fixed, random, random.random() < 0.5)

    def build(self, values: Mapping[str, Value], seen: tuple[str, ...] = ()) -> Component:
        """Return the component; raise LibraryError when it cannot be built."""
        sample = Sample(self.family.id, self.family.id, self.family.name, self.family.id, self.family.category)
        if self.host is None:
            return self.catalog.make(sample, Order(self.family, values, (), seen), (), self.profile)
        fillings = (Filling(Insert(INSERT, self.family.id, self.host.opening.id), self.family, values),)
        order = Order(self.host.family, dict(self.host.values), fillings, seen)
        return self.catalog.make(sample, order, (), self.profile)

    def faults(self, values: Mapping[str, Value], seen: tuple[str, ...] = ()) -> Iterator[Fault]:
        """Yield what is wrong when it is built with these values; raise RefusalError when that is for the family to refuse."""
        at = self._at(values, seen)
        try:
            component = self.build(values, seen)
        except LibraryError as problem:
            yield self._error(problem, values, at)
            return
        except DataError as problem:
            yield of_error(problem, self.family.id, at)
            return
        except (
            Exception
        ) as problem:  # a fault of the program is told like one of the data, not thrown at the pattern maker
            yield Fault(str(self.path), 1, "", f"the program fails on it: {problem!r}", at, self.family.id)
            return
        for cause in (*faults(component, self.webs), *room_faults(component, self.family.mount)):
            yield self._proved(cause, at)

    def _at(self, values: Mapping[str, Value], seen: tuple[str, ...]) -> str:
        parts = [told(values)] if values else []
        parts += [f"seen {' '.join(seen)}"] if seen else []
        parts += [f"profile {self.profile}"] if self.profile != DEFAULT_PROFILE else []
        parts += [str(self.host)] if self.host else []
        return ", ".join(parts) or DEFAULTS

    def _error(self, problem: LibraryError, values: Mapping[str, Value], at: str) -> Fault:
        """Return the fault an error tells of, at the parameter it names; raise RefusalError when it is none."""
        if isinstance(problem, RefusedError):
            if values or self.host:
                raise RefusalError(problem.cause)
            return self._made_by("need", "reason", problem.reason.en, problem.cause, at)
        if problem.file.endswith(".toml"):
            if self.host and not self.host.bare and CLASH.search(problem.cause):
                raise RefusalError(problem.cause)
            cause = problem.cause.replace(f" the profile {self.profile}", " the profile")  # one cause in all profiles
            return replace(of_error(problem, self.family.id, at), cause=cause)
        name = problem.place
        share = self.family.shares.get(name)
        fill = problem.file.partition("/")[2]
        if fill and self.host is None:  # what it fills itself with is not given what it takes
            return self._made_by("fill", "", fill, f"{name}: {problem.cause}", at)
        if self.host:  # an opening that is not for it, or moved after it was measured: shelves give way to fittings
            raise RefusalError(f"{name}: {problem.cause}")
        if share is not None and any(other in self.family.shares for other in values):
            raise RefusalError(problem.cause)
        if share is not None or name in self.family.parameters:
            where = share.where if share is not None else self.family.parameters[name].where
            key = where.place if name in values or share is not None else f"{where.place}.default"
            return Fault(where.file, line_of(Path(where.file), key), key, problem.cause, at, self.family.id)
        if name.startswith("inserts."):
            return self._made_by("fill", "", name.removeprefix("inserts."), problem.cause, at)
        return of_error(problem, self.family.id, at, self.path)

    def _proved(self, cause: str, at: str) -> Fault:
        """Return a fault of what was built, at the item that made the panel or the opening it begins with."""
        name = re.split(r"[: ]", cause, maxsplit=1)[0].removeprefix(f"{INSERT}.")
        found = self._made_by("panel", "", name, cause, at)
        return found if found.key else self._made_by("opening", "", name, cause, at)

    def _made_by(self, table: str, key: str, name: str, cause: str, at: str) -> Fault:
        """Return a fault at the item whose id (or text `key`) gives this name."""
        for item in self.family.items[table]:
            made = item.use[key][1] if key else item.id
            if re.fullmatch("".join(re.escape(one) if isinstance(one, str) else ".+" for one in made.parts), name):
                where = item.where
                return Fault(where.file, line_of(Path(where.file), where.place), where.place, cause, at, self.family.id)
        return Fault(str(self.path), 1, "", cause, at, self.family.id)


def some_sides(random: Random) -> tuple[str, ...]:
    """Return a random choice of sides that are seen; mostly none."""
    if random.random() < 0.6:
        return ()
    return tuple(sorted(side for side in SEEN if random.random() < 0.4))
