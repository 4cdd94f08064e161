"""Checks the library's data as pattern makers wrote it: reads, names, builds at its limits, and what is built would go together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.components.build import Order
from app.components.catalog import DEFAULT_PROFILE, OPENING_SHOWN, Catalog
from app.components.family import Family
from app.components.parts import Component, Insert, LibraryError, Value
from app.components.proof import faults
from app.components.ranges import Sample
from app.components.source import line_of
from app.components.values import ParameterState, work_out
from app.formula import Formula
from app.records import DataError, Text

HOST = "wardrobe_hinged"  # inserts are tried in the largest opening of this family


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One thing wrong in a library file; `line` is 0 when it is not known."""

    file: str
    line: int
    key: str
    text: str


def lint(catalog: Catalog, files: tuple[Path, ...] = ()) -> tuple[LintFinding, ...]:
    """Return what is wrong with the library, or with the family files given (of the library or beside it); nothing for a sound one."""
    if files:
        return tuple(finding for path in files for finding in _family(catalog, path))
    found: list[LintFinding] = []
    try:
        _ = catalog.finishes, catalog.profiles, catalog.supplies
    except DataError as problem:
        return (_finding(problem),)
    for family_id in catalog.families:
        found += _family(catalog, catalog.folder / "families" / f"{family_id}.toml")
    if not found:  # ranges need families that read
        found += _samples(catalog)
    return tuple(found)


def _finding(problem: DataError, path: Path | None = None) -> LintFinding:
    match = re.match(r"line (\d+): ?(.*)", problem.place)
    line, key = (int(match[1]), match[2]) if match else (0, problem.place)
    return LintFinding(problem.file if path is None else str(path), line, key, problem.cause)


def _family(catalog: Catalog, path: Path) -> Iterator[LintFinding]:
    try:
        family = catalog.bind_file(path)
    except DataError as problem:
        yield _finding(problem)
        return
    yield from _words(family, path)
    yield from _unused(family, path)
    for values in _trials(catalog, family):
        yield from _try(catalog, family, values, path)


def _words(family: Family, path: Path) -> Iterator[LintFinding]:
    names: list[tuple[str, Text]] = [("name", family.name)]
    for parameter in family.parameters.values():
        names.append((f"parameters.{parameter.id}", parameter.spec.name))
        names += [(f"parameters.{parameter.id}.choices", choice.name) for choice in parameter.spec.choices]
    for key, name in names:
        if not name.zh.strip() or not name.en.strip():
            yield LintFinding(str(path), line_of(path, key), key, "needs a name in zh and in en")


def _unused(family: Family, path: Path) -> Iterator[LintFinding]:
    formulas = [*family.body, family.elevation, *(part for part in family.code.parts if isinstance(part, Formula))]
    used = family.used | {name for formula in formulas for name in formula.names}
    for name in family.parameters:
        if name not in used:
            yield LintFinding(
                str(path), line_of(path, f"parameters.{name}"), f"parameters.{name}", "no formula uses this parameter"
            )


def _states(catalog: Catalog, family: Family, values: dict[str, Value]) -> list[ParameterState]:
    states: list[ParameterState] = []
    names = catalog.profiles[DEFAULT_PROFILE].names
    given = {**names, **OPENING_SHOWN} if family.mount == "opening" else names
    work_out(family, values, given, family.id, states)
    return states


def _trials(catalog: Catalog, family: Family) -> Iterator[dict[str, Value]]:
    """Yield the defaults, each value at its least and most, and every choice."""
    yield {}
    try:
        states = _states(catalog, family, {})
    except DataError:
        return  # the defaults say it
    for state in states:
        tried: list[Value] = [limit for limit in (state.min, state.max) if limit is not None]
        tried += [choice for choice, _ in state.choices] + ([True, False] if state.kind == "bool" else [])
        for value in tried:
            yield {state.id: value}


def _try(catalog: Catalog, family: Family, values: dict[str, Value], path: Path) -> Iterator[LintFinding]:
    told = ", ".join(
        f"{name} = {value:g}" if isinstance(value, float) else f"{name} = {value}" for name, value in values.items()
    )
    try:
        component = _build(catalog, family, values)
    except DataError as problem:
        finding = _finding(problem)
        if finding.file == family.id or not finding.file.endswith(".toml"):
            finding = LintFinding(str(path), line_of(path, f"parameters.{finding.key}"), finding.key, finding.text)
        yield LintFinding(finding.file, finding.line, finding.key, f"{finding.text} ({told or 'by default'})")
        return
    for fault in faults(component, catalog.profiles[DEFAULT_PROFILE].webs):
        yield LintFinding(str(path), 0, "", f"{fault} ({told or 'by default'})")


def _build(catalog: Catalog, family: Family, values: dict[str, Value]) -> Component:
    sample = Sample(family.id, family.id, family.name, family.id, family.category)
    if family.mount != "opening":
        return catalog.make(sample, Order(family, values))
    host = catalog.family(HOST)
    openings = catalog.build(HOST).openings
    largest = max(openings, key=lambda one: one.box.size[0] * one.box.size[2])
    insert = Insert("i1", family.id, largest.id)
    return catalog.make(catalog.sample(HOST), Order(host, {}, ((insert, family, values),)))


def _samples(catalog: Catalog) -> Iterator[LintFinding]:
    ranges = catalog.folder / "ranges"
    try:
        samples = catalog.samples
    except LibraryError as problem:
        yield _finding(problem)
        return
    codes: dict[str, str] = {}
    for sample in samples:
        other = codes.setdefault(sample.code, sample.id)
        if other != sample.id:
            yield LintFinding(str(ranges), 0, sample.id, f"has the code {sample.code} of {other}")
        try:
            if catalog.mount(sample.id) != "opening":
                for fault in faults(catalog.build(sample.id), catalog.profiles[DEFAULT_PROFILE].webs):
                    yield LintFinding(str(ranges), 0, sample.id, fault)
        except DataError as problem:
            yield _finding(problem)
