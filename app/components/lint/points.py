"""The values a family is tried with: its defaults, each value at its least and most, every choice, and random ones within the limits."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from app.components.parts import Value
from app.components.template import written
from app.components.values import ParameterState

type Values = dict[str, Value]
type States = Callable[[Mapping[str, Value]], list[ParameterState]]  # the parameters as the inspector would show them

FINEST = 100  # parts of a millimetre that can be asked for


@dataclass(frozen=True, slots=True)
class Empty:
    """A parameter whose limits leave no value, with the values that made it so."""

    state: ParameterState
    values: Mapping[str, Value]


def told(values: Mapping[str, Value]) -> str:
    """Return values as a finding says them."""
    return ", ".join(f"{name} = {written(value)}" for name, value in values.items())


def limits(states: States) -> Iterator[Values]:
    """Yield the defaults, then each value at its least and most, every choice, both truths, all else by default."""
    yield {}
    for state in states({}):
        for value in _ends(state):
            if value != state.value:
                yield {state.id: value}


def _ends(state: ParameterState) -> tuple[Value, ...]:
    if state.kind == "bool":
        return (False, True)
    if state.choices:
        return tuple(value for value, _ in state.choices)
    low, high = _range(state)
    return () if low is None or high is None or low > high else (low,) if low == high else (low, high)


def _range(state: ParameterState) -> tuple[float | None, float | None]:
    """Return the least and most that can be asked for: whole ones of a count, hundredths of a millimetre else."""
    fine = 1 if state.kind == "count" else FINEST
    low = None if state.min is None else math.ceil(round(state.min * fine, 6)) / fine
    high = None if state.max is None else math.floor(round(state.max * fine, 6)) / fine
    return low, high


def drawn(
    states: States, shares: Mapping[str, str], fixed: frozenset[str], random: Random, all_of_them: bool
) -> Values | Empty:
    """Return a random point within the limits, drawn in the order in which limits need values; of `all_of_them`, or of some.

    `shares` gives the share that a parameter is a part of: one part of a share at most is locked, the others follow. `fixed` are those
    whose limits need no other value. Empty when limits leave no value.
    """
    values: Values = {}
    tried: set[str] = set()
    locked: set[str] = set()
    known = states(values)
    while True:
        state = next((one for one in known if one.id not in tried), None)
        if state is None:
            return values
        if state.id not in fixed:
            known = states(values)
            state = next((one for one in known if one.id not in tried), None)
            if state is None:  # there are fewer parts of a share now
                return values
        tried.add(state.id)
        low, high = _range(state)
        if low is not None and high is not None and low > high:
            return Empty(state, values)
        share = shares.get(state.id, "")
        if (share and (share in locked or random.random() < 0.7)) or not (all_of_them or random.random() < 0.4):
            continue
        value = _value(state, low, high, random)
        if value is not None:
            values[state.id] = value
            locked.add(share)


def _value(state: ParameterState, low: float | None, high: float | None, random: Random) -> Value | None:
    if state.kind == "bool":
        return random.random() < 0.5
    if state.choices:
        return random.choice(state.choices)[0]
    if low is None or high is None:
        return None
    if state.kind == "count":
        return random.randint(int(low), int(high))
    way = random.random()
    if way < 0.3:  # the ends more often than chance would
        return low if way < 0.15 else high
    fine = 1 if way < 0.7 else FINEST
    first, last = math.ceil(low * fine - 1e-6), math.floor(high * fine + 1e-6)
    return low if first > last else random.randint(first, last) / fine
