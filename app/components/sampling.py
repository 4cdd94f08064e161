"""Works a range out into samples: its axes are combined, `when` leaves some out, ids, codes and names are written.

Only the values that limits and names need are worked out, not the whole family, so that ten thousand samples take a second or two.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from app.components.family import BoundParameter, Family, Step
from app.components.materials import Decor
from app.components.parts import LibraryError, Value
from app.components.ranges import RangeEntry, Sample
from app.components.template import Template, template, written
from app.components.values import work_out
from app.formula import Formula, Kind, Where, bind, parse
from app.records import Text

GRID_LIMIT = 5000  # combinations of one range, those that `when` leaves out included
FAULT_LIMIT = 200  # samples of one range that cannot be made, after which the rest of it is not tried


@dataclass(frozen=True, slots=True)
class Finishes:
    """What ranges are checked and named with: the library's finish slots and decors."""

    slots: Mapping[str, object]
    decors: Mapping[str, Decor]


def make_samples(
    entry: RangeEntry, family: Family, given: Mapping[str, Any], around: Finishes
) -> tuple[tuple[Sample, ...], LibraryError | None]:
    """Return the samples of a range that can be made, and the first thing that is wrong with the others, None when there are none.

    `given` are the names the family's values are worked out from. Raises LibraryError naming file, line and key for a range that
    gives no samples at all: an unknown value, slot or decor, a bad formula, too many combinations.
    """
    maker = _Maker(entry, family, given, around)
    samples: list[Sample] = []
    seen: set[str] = set()
    first: LibraryError | None = None
    faults = 0
    for own, finish in maker.combinations():
        try:
            sample = maker.sample(own, finish)
            if sample is not None and sample.id in seen:
                raise LibraryError(entry.range.id, "id", f"two samples are called {sample.id!r}")
        except LibraryError as problem:
            first, faults = first or maker.located(problem, own), faults + 1
            if faults >= FAULT_LIMIT:
                break
            continue
        if sample is not None:
            seen.add(sample.id)
            samples.append(sample)
    if first is None and not samples:
        raise entry.fail("when", "leaves no combination")
    return tuple(samples), first and _counted(first, faults)


def _counted(first: LibraryError, faults: int) -> LibraryError:
    """Return the first fault of a range with how many others there are."""
    if faults == 1:
        return first
    rest = ", and the rest was not tried" if faults == FAULT_LIMIT else ""
    return LibraryError(
        first.file, first.place, f"{first.cause} ({faults - 1} more of its samples cannot be made{rest})"
    )


class _Maker:
    """Works out the samples of one range: its formulas are bound once, and only the values they need are worked out."""

    def __init__(self, entry: RangeEntry, family: Family, given: Mapping[str, Any], around: Finishes) -> None:
        self.entry, self.range, self.family, self.given = entry, entry.range, family, given
        self._check(around)
        scope = self._scope()
        self.when = self._bound(lambda where: bind(parse(self.range.when, where), scope, "bool"), "when")
        self.id = self._template(self.range.id, "id", scope)
        self.code = self._template(self.range.code, "code", scope) if self.range.code else family.code
        name = self.range.name or family.name
        self.names = self._template(name.zh, "name.zh", scope), self._template(name.en, "name.en", scope)
        self.shown = self._shown(around)
        self.lean = _lean(family, frozenset().union(*(_needs(one) for one in (self.id, self.code, *self.names))))
        self.before = _lean(family, self.when.names, limits=False).steps if self.when.code else ()

    def _check(self, around: Finishes) -> None:
        one, fail = self.range, self.entry.fail
        axes: list[tuple[str, str, tuple[object, ...], bool]] = []
        axes += [("grid", name, axis, name in one.values) for name, axis in one.grid.items()]
        axes += [("finish_grid", slot, axis, slot in one.finish) for slot, axis in one.finish_grid.items()]
        for key, name, axis, twice in axes:
            if not axis or twice:
                cause = f"{name!r} has a value of its own beside the grid" if twice else "has no values"
                raise fail(f"{key}.{name}", cause)
        for key, name in [*(("grid", name) for name in one.grid), *(("values", name) for name in one.values)]:
            if name not in self.family.parameters and name not in self.family.shares:
                raise fail(f"{key}.{name}", f"the family {self.family.id} has no parameter {name!r}")
        pairs = [("finish", slot, decor) for slot, decor in one.finish.items()]
        pairs += [("finish_grid", slot, decor) for slot, axis in one.finish_grid.items() for decor in axis]
        for key, slot, decor in pairs:
            if slot not in around.slots or decor not in around.decors:
                raise fail(f"{key}.{slot}", f"no such slot or no decor {decor!r}")
        if one.combinations() > GRID_LIMIT:
            raise fail("grid", f"{one.combinations()} combinations; the limit of one range is {GRID_LIMIT}")

    def _scope(self) -> dict[str, Kind]:
        """Return the kinds of the names its formulas may use: parameters, derived values, `finish.<slot>` or the bare slot."""
        scope: dict[str, Kind] = {step[0]: step[1].kind for step in self.family.steps if isinstance(step, tuple)}
        for name, parameter in self.family.parameters.items():
            scope[name] = _kind(parameter)
        for name in (*self.range.grid, *self.range.values):
            scope.setdefault(name, "number")  # a part of a share
        for slot in (*self.range.finish, *self.range.finish_grid):
            scope.setdefault(slot, "text")  # a parameter of the slot's name comes first
            scope[f"finish.{slot}"] = "text"
        return scope

    def _shown(self, around: Finishes) -> dict[str, Mapping[Value, Text]]:
        """Return what names show instead of a key: the decor of a slot, the name of a choice."""
        shown: dict[str, Mapping[Value, Text]] = {}
        used = [*self.range.finish.values(), *itertools.chain(*self.range.finish_grid.values())]
        decors: Mapping[Value, Text] = {decor: around.decors[decor].name for decor in used}
        for slot in (*self.range.finish, *self.range.finish_grid):
            shown[slot] = shown[f"finish.{slot}"] = decors
        for name, parameter in self.family.parameters.items():
            shown.pop(name, None)
            if _kind(parameter) == "text":
                shown[name] = {choice.value: choice.name for choice in parameter.spec.choices}
        return shown

    def _bound[T](self, make: Callable[[Where], T], key: str) -> T:
        try:
            return make(Where(str(self.entry.path), key, LibraryError))
        except LibraryError as problem:
            raise self.entry.fail(key, problem.cause) from problem

    def _template(self, source: str, key: str, scope: Mapping[str, Kind]) -> Template:
        return self._bound(lambda where: template(source, scope, where), key)

    def combinations(self) -> Iterator[tuple[dict[str, Value], dict[str, str]]]:
        """Yield values and decors of every combination, the first axis slowest."""
        one = self.range
        for values in itertools.product(*one.grid.values()):
            own: dict[str, Value] = {**one.values, **dict(zip(one.grid, values, strict=True))}
            for decors in itertools.product(*one.finish_grid.values()):
                yield own, {**one.finish, **dict(zip(one.finish_grid, decors, strict=True))}

    def sample(self, own: Mapping[str, Value], finish: Mapping[str, str]) -> Sample | None:
        """Return the sample of a combination, None where `when` leaves it out; raise LibraryError when it cannot be."""
        family = self.family
        slots = {**finish, **{f"finish.{slot}": decor for slot, decor in finish.items()}} if finish else {}
        if not self.when({**slots, **self._asked(own)} if self.before else slots):
            return None
        known = {**slots, **work_out(self.lean, own, self.given, self.range.id)}
        code = self.code(known)
        if not self.range.code and self.range.finish_grid:
            code = "-".join((code, *(finish[slot] for slot in self.range.finish_grid)))
        return Sample(
            id=self.id(known),
            code=code,
            name=Text(self._named(self.names[0], "zh", known), self._named(self.names[1], "en", known)),
            family=family.id,
            category=family.category,
            values=tuple(sorted(own.items())),
            finish=tuple(sorted(finish.items())),
            tags=family.tags,
        )

    def _asked(self, own: Mapping[str, Value]) -> dict[str, Any]:
        """Return the values that `when` looks at, as asked or by default, whether they are within their limits or not."""
        names = dict(self.given)
        for step in self.before:
            if isinstance(step, tuple):
                names[step[0]] = step[1](names)
            elif isinstance(step, BoundParameter):
                names[step.id] = own[step.id] if step.id in own else step.default(names)
        return {**names, **own}

    def _named(self, name: Template, language: str, known: Mapping[str, Any]) -> str:
        parts: list[str] = []
        for part in name.parts:
            if isinstance(part, str):
                parts.append(part)
                continue
            shown = self.shown.get(part.source.strip())
            parts.append(written(part(known)) if shown is None else shown[part(known)](language))
        return "".join(parts)

    def located(self, problem: LibraryError, own: Mapping[str, Value]) -> LibraryError:
        """Return a fault of one combination with its place in the file and the values it has."""
        if Path(problem.file).suffix == ".toml" and problem.file != str(self.entry.path):
            return problem  # a formula of the family: it says where it stands
        values = ", ".join(f"{name} {written(value)}" for name, value in own.items())
        cause, key = f"{problem.cause} ({values})" if values else problem.cause, problem.place
        if problem.file == str(self.entry.path) or key == "id":  # a formula of the range
            return self.entry.fail(key, cause)
        if key in self.range.grid or key in self.range.values:
            return self.entry.fail(f"{'grid' if key in self.range.grid else 'values'}.{key}", cause)
        return self.entry.fail("", f"{key}: {cause}")


def _kind(parameter: BoundParameter) -> Kind:
    spec = parameter.spec
    text = spec.kind == "choice" and isinstance(spec.choices[0].value, str)
    return "bool" if spec.kind == "bool" else "text" if text else "number"


def _needs(made: Template) -> frozenset[str]:
    return frozenset(name for part in made.parts if isinstance(part, Formula) for name in part.names)


def _lean(family: Family, wanted: frozenset[str], limits: bool = True) -> Family:
    """Return the family with only the derived values that its limits and the names `wanted` need; without limits, only the latter."""
    needs: dict[str, frozenset[str]] = {}
    for step in family.steps:
        needs[step[0] if isinstance(step, tuple) else step.id] = _names(step)
    kept = {step.id for step in family.steps if limits and not isinstance(step, tuple)}
    waiting = [*kept, *(name for name in wanted if name in needs)]
    while waiting:
        name = waiting.pop()
        kept.add(name)
        waiting += [other for other in needs[name] if other in needs and other not in kept]
    steps = tuple(step for step in family.steps if (step[0] if isinstance(step, tuple) else step.id) in kept)
    return replace(family, steps=steps)


def _names(step: Step) -> frozenset[str]:
    if isinstance(step, tuple):
        return step[1].names
    formulas = (getattr(step, one.name) for one in fields(step))
    return frozenset(name for formula in formulas if isinstance(formula, Formula) for name in formula.names)
