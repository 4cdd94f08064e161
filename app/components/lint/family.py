"""All that is checked of one family: its text, then builds over every profile; an insert in openings small and large."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

from app.components.catalog import DEFAULT_PROFILE, Catalog
from app.components.family import Family
from app.components.family_file import read_family
from app.components.lint.finding import Fault, of_error
from app.components.lint.hosts import hosts
from app.components.lint.points import Empty, Values, limits, told
from app.components.lint.reading import Reads, family_reads
from app.components.lint.trial import Host, RefusalError, Trial, some_sides
from app.components.lint.written import Written
from app.components.source import line_of
from app.records import DataError

POINTS = 200  # random ones of one family, over all profiles together
SIMPLIFIED = 3  # random points with faults that are made simple, of one family over one profile
OPENINGS = 12  # in which an insert is tried by default, from small to large
PLACES = 3  # of those that take it, in which it is tried at its limits


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of one family gave: its faults and what it reads of the library; nothing when it cannot be read."""

    faults: tuple[Fault, ...]
    reads: frozenset[str]


def check_family(catalog: Catalog, path: Path, quick: bool) -> Checked:
    """Return what is wrong with a family file, of the library or beside it; `quick` leaves out the random points."""
    reads: Reads = set()
    try:
        file, origins = read_family(path, catalog.folder / "families" / "parts")
        bind = catalog.bind_file if path.parent != catalog.folder / "families" else _of_library(catalog)
        families = {profile: bind(path, profile) for profile in catalog.profiles}
        family = families[DEFAULT_PROFILE] if DEFAULT_PROFILE in families else next(iter(families.values()))
    except DataError as problem:
        return Checked((of_error(problem, path.stem),), frozenset())
    found = [*Written(catalog, path, file, origins, family).faults()]
    reads |= family_reads(family)
    for at, (profile, one) in enumerate(families.items()):
        points = 0 if quick else len(range(at, POINTS, len(families)))
        random = Random(f"{family.id} {profile}")
        trial = Trial(catalog, one, path, profile)
        ends = one is family  # in the other profiles the random points have to do
        if one.mount == "opening" and quick and not ends:
            continue
        found += (_insert if one.mount == "opening" else _unit)(trial, ends, points, random)
    return Checked(tuple(found), frozenset(reads))


def _of_library(catalog: Catalog) -> Callable[[Path, str], Family]:
    """Return what binds a family of the library: once for all who ask."""
    return lambda path, profile: catalog.family(path.stem, profile)


def _unit(trial: Trial, ends: bool, points: int, random: Random) -> Iterator[Fault]:
    """Try a unit by default, at its `ends` if asked for, and at so many random points."""
    for values in _limits(trial) if ends else ({},):
        yield from _tried(trial, values)
    yield from _choices(trial)
    for _ in range(points):
        yield from _at_random(trial, random)


def _at_random(trial: Trial, random: Random) -> Iterator[Fault]:
    try:
        point = trial.random(random)
    except DataError as problem:  # the limits themselves cannot be worked out
        path = None if problem.file.endswith(".toml") else trial.path
        yield of_error(problem, trial.family.id, str(trial.host or ""), path)
        return
    if not isinstance(point, Empty):
        seen = () if trial.host else some_sides(random)
        found = list(_tried(trial, point, seen))
        yield from _simplest(trial, point, seen, found) if found else ()
    elif trial.host is None:  # in an opening that is too small for it an insert may have no value left
        yield _empty(trial, point)


def _simplest(trial: Trial, point: Values, seen: tuple[str, ...], found: list[Fault]) -> Iterator[Fault]:
    """Yield the faults of a random point, met with as few and as round values as still show the first of them."""

    def shows(values: Values, seen: tuple[str, ...]) -> bool:
        return any((one.file, one.line, one.key) == first for one in _tried(trial, values, seen))

    first = (found[0].file, found[0].line, found[0].key)
    if trial.simplified >= SIMPLIFIED:
        yield from found
        return
    trial.simplified += 1
    if seen and shows(point, ()):
        seen = ()
    for name in list(point):
        less = {other: value for other, value in point.items() if other != name}
        if shows(less, seen):
            point = less
    for name, value in list(point.items()):
        if isinstance(value, float) and shows(rounder := {**point, name: float(round(value))}, seen):
            point = rounder
    yield from _tried(trial, point, seen)


def _limits(trial: Trial) -> tuple[Values, ...]:
    try:
        return tuple(limits(trial.states))
    except DataError:
        return ({},)  # building it by default says why


def _tried(trial: Trial, values: Values, seen: tuple[str, ...] = ()) -> Iterator[Fault]:
    with suppress(RefusalError):
        yield from trial.faults(values, seen)


def _choices(trial: Trial) -> Iterator[Fault]:
    """A default must be one of the choices; values that are asked for are held to it, defaults are not."""
    try:
        states = trial.states({})
    except DataError:
        return
    for state in states:
        if state.choices and state.value not in [value for value, _ in state.choices]:
            where = trial.family.parameters[state.id].where.at("default")
            cause = f"{state.value!r} is not one of the choices"
            yield Fault(where.file, line_of(Path(where.file), where.place), where.place, cause, "", trial.family.id)


def _empty(trial: Trial, point: Empty) -> Fault:
    state = point.state
    parameter = trial.family.parameters.get(state.id)
    where = parameter.where if parameter is not None else trial.family.shares[state.id].where
    cause = f"no value is left: the least is {state.min:g}, the most {state.max:g}"
    return Fault(
        where.file, line_of(Path(where.file), where.place), where.place, cause, told(point.values), trial.family.id
    )


@lru_cache(maxsize=8)
def _hosts(catalog: Catalog, profile: str) -> tuple[Host, ...]:
    return hosts(catalog, profile)


def _insert(shown: Trial, ends: bool, points: int, random: Random) -> Iterator[Fault]:
    """Try an insert by default in openings small to large, at its limits in some of those that take it, at random in all of them."""
    taken: list[Trial] = []
    yield from _by_default(shown, taken, PLACES if points else 1)
    yield from _choices(shown)
    for at in range(PLACES if ends and taken else 0):
        trial = taken[round(at * (len(taken) - 1) / (PLACES - 1))]
        for values in _limits(trial):
            yield from _tried(trial, values)
    for at in range(points if taken else 0):
        yield from _at_random(taken[at % len(taken)], random)


def _by_default(shown: Trial, taken: list[Trial], enough: int) -> Iterator[Fault]:
    """Try an insert in some openings, or in more of them until `enough` take it; add those that do to `taken`."""
    refused = ""
    every = _hosts(shown.catalog, shown.profile)
    first = {round(at * (len(every) - 1) / (OPENINGS - 1)) for at in range(OPENINGS)} if every else set()
    for at in sorted(range(len(every)), key=lambda at: (at not in first, at)):
        if at not in first and len(taken) >= enough:
            return
        trial = Trial(shown.catalog, shown.family, shown.path, shown.profile, every[at])
        try:
            yield from list(trial.faults({}))
        except RefusalError as refusal:
            refused = f": {refusal}, {every[at]}"
        else:
            taken.append(trial)
    if not taken:
        yield Fault(str(shown.path), 1, "", f"no opening of the library takes it{refused}", "", shown.family.id)
