"""The values of a family: defaults, what was asked, limits. One pass in the order the values need each other."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.components.family import BoundParameter, BoundShare, Family
from app.components.parts import LibraryError, Value
from app.components.shares import DUST, share_out
from app.components.template import written
from app.formula import SIZE_LIMIT
from app.records import Text

UNITS = {"length": " mm", "angle": "°", "count": "", "choice": "", "bool": ""}


@dataclass(frozen=True, slots=True)
class ParameterState:
    """A parameter as the inspector shows it: its value now, its limits now, `default` what it would be if not asked for."""

    id: str
    name: Text
    kind: str  # length, count, choice, bool, angle
    value: Value
    default: Value
    min: float | None
    max: float | None
    step: float
    unit: str  # "mm", "°", ""
    choices: tuple[tuple[Value, Text], ...] = ()


def work_out(
    family: Family,
    asked: Mapping[str, Value],
    given: Mapping[str, Any],
    who: str,
    states: list[ParameterState] | None = None,
) -> dict[str, Any]:
    """Return all names of a family with their values: `given` (profile, seen, opening), parameters as asked or by default, shares, derived.

    Raises LibraryError naming the sample `who` for an unknown name, a wrong type, a length finer than 0.01 mm (but for runs, which follow
    from where others stand) or a value out of its limits. A part of a share that is asked for is locked. `states`, when a list,
    is filled for the inspector: there a value out of limits keeps its value, and the rest is worked out with the nearest limit.
    """
    for name in asked:
        if name not in family.parameters and name not in family.shares:
            known = ", ".join((*family.parameters, *(f"{share.id}_1" for share in family.shares.values())))
            raise LibraryError(who, name, f"the sample has no such value; it has {known}")
    names: dict[str, Any] = dict(given)
    for step in family.steps:
        if isinstance(step, tuple):
            names[step[0]] = step[1](names)
            continue
        if isinstance(step, BoundShare):
            names |= shared(step, asked, names, who, states)
            continue
        default = step.default(names)
        value = _checked(step, asked[step.id], who) if step.id in asked else default
        if step.spec.kind == "count":
            value = _whole(step, value, who)
        elif step.spec.kind in ("length", "angle"):
            value = float(value)
            if step.id in asked and family.mount != "run":
                _refuse_finer(step.id, value, step.spec.kind, who)
        if states is None:
            _check_limits(step, value, names, who)
        else:
            states.append(_state(step, value, default, names))
            value = _within(states[-1], value)
        names[step.id] = value
    return names


def shared(
    step: BoundShare,
    asked: Mapping[str, Value],
    names: Mapping[str, Any],
    who: str,
    states: list[ParameterState] | None,
) -> dict[str, Any]:
    """Return a share and its parts by name: the list `bay`, and `bay_1`, `bay_2`, ...; raise LibraryError for a part that cannot be."""
    locked: dict[int, float] = {}
    for n, name in enumerate(step.members, start=1):
        if name in asked:
            value = asked[name]
            if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= SIZE_LIMIT:
                raise LibraryError(who, name, f"expected a number in mm, got {value!r}")
            _refuse_finer(name, float(value), "length", who)
            locked[n] = float(value)
    made = share_out(step, locked, names, who, states is None)
    members = dict(zip(step.members, made.parts, strict=False))
    if states is not None:
        free = share_out(step, {}, names, who, False).parts
        alone = len(made.parts) == 1  # then it is the whole space
        least = made.total if alone else made.least
        most = made.total if alone else min(made.most, made.total - made.least * (len(made.parts) - 1))
        for n, (name, size) in enumerate(members.items(), start=1):
            text = Text(step.names[0]({"n": n}), step.names[1]({"n": n}))
            states.append(ParameterState(name, text, "length", size, free[n - 1], least, most, 1, "mm"))
    return {step.id: made.parts, **members}


def _checked(step: BoundParameter, value: Value, who: str) -> Value:
    spec = step.spec
    if spec.kind == "choice":
        allowed = [choice.value for choice in spec.choices]
        if isinstance(value, bool) or value not in allowed:
            raise LibraryError(who, step.id, f"{value!r} is not one of {', '.join(written(one) for one in allowed)}")
        return value
    if spec.kind == "bool":
        if not isinstance(value, bool):
            raise LibraryError(who, step.id, f"expected true or false, got {value!r}")
        return value
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= SIZE_LIMIT:
        raise LibraryError(who, step.id, f"expected a number{_in(spec.kind)}, got {value!r}")
    return value


def _in(kind: str) -> str:
    return " in mm" if kind == "length" else " in degrees" if kind == "angle" else ""


def _refuse_finer(name: str, value: float, kind: str, who: str) -> None:
    """Raise LibraryError for a length that would have to be rounded to be cut; the dust of binary fractions is none."""
    if abs(value - round(value, 2)) > DUST:
        raise LibraryError(who, name, f"{value!r}{UNITS[kind]} is finer than 0.01 mm, the finest that is cut")


def _whole(step: BoundParameter, value: Value, who: str) -> int:
    if not isinstance(value, int | float) or value != math.floor(value):
        raise LibraryError(who, step.id, f"expected a whole number, got {value!r}")
    return int(value)


def _check_limits(step: BoundParameter, value: Value, names: dict[str, Any], who: str) -> None:
    if isinstance(value, str):
        return
    unit = UNITS[step.spec.kind]
    if step.min is not None and value < (low := step.min.number(names)) - DUST:
        raise LibraryError(who, step.id, f"{written(value)}{unit} is below the least, {written(low)}{unit}")
    if step.max is not None and value > (high := step.max.number(names)) + DUST:
        raise LibraryError(who, step.id, f"{written(value)}{unit} is above the most, {written(high)}{unit}")


def _within(state: ParameterState, value: Value) -> Value:
    """Return the value brought within its limits, so that the limits of others can still be worked out."""
    if isinstance(value, str):
        return value
    value = value if state.min is None else max(value, state.min)
    return value if state.max is None else min(value, state.max)


def _state(step: BoundParameter, value: Value, default: Value, names: dict[str, Any]) -> ParameterState:
    spec = step.spec
    low = None if step.min is None else step.min.number(names)
    high = None if step.max is None else step.max.number(names)
    choices = tuple((choice.value, choice.name) for choice in spec.choices)
    return ParameterState(
        step.id, spec.name, spec.kind, value, default, low, high, spec.step, UNITS[spec.kind].strip(), choices
    )
