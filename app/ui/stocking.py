"""Sorts a library for the panel, in the background. What must be read out of a family for that, its usual sample and the sizes its
samples span, is kept in the user's cache under the library's stamp, so that the next start reads no families. Lengths mm.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import msgspec

from app.components.catalog import Catalog
from app.components.parts import Value
from app.components.ranges import Sample
from app.components.values import ParameterState
from app.records import DataError, read_bytes, write_whole
from app.ui.offers import AXES, OTHER, Defaults, FamilyOffer, Shelf, ShelfPlan, Span

VERSION = 1  # of what is kept
BREATH = 0.03  # s between two families that are read ahead, so that the window comes first


class Sketch(msgspec.Struct, frozen=True, array_like=True):
    """What a card of a family shows: the id of its usual sample, and the sizes its samples span along AXES."""

    usual: str
    spans: tuple[Span | None, ...]


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """The file of sketches of one library."""

    version: int
    stamp: str
    sketches: dict[str, Sketch]


def stock(catalog: Catalog, plan: ShelfPlan, kept: Path | None = None) -> Shelf:
    """Return the library sorted for the panel as `plan` says; `kept` is the file of what was read out of its families before.

    Called away from the window's thread. A family that cannot be read is left out and told. Raise LibraryError when the folder cannot
    be read at all.
    """
    by_family: dict[str, list[Sample]] = {}
    for sample in catalog.samples:
        by_family.setdefault(sample.family, []).append(sample)
    problems: dict[str, DataError] = {str(problem): problem for problem in catalog.problems}
    before = _read(kept, catalog.stamp) if kept else {}
    made: list[FamilyOffer] = []
    sketches: dict[str, Sketch] = {}
    for family_id in catalog.families:
        try:
            if catalog.mount(family_id) == "run":  # runs are derived, never placed
                continue
            samples = tuple(by_family.get(family_id) or (catalog.sample(family_id),))
            sketches[family_id] = before.get(family_id) or _sketch(catalog, family_id, samples)
            made.append(_offer(catalog, family_id, samples, sketches[family_id]))
        except DataError as problem:
            problems.setdefault(str(problem), problem)
    if kept and sketches != before:
        with contextlib.suppress(DataError):  # where it cannot be kept it is made again at the next start
            write_whole(kept, msgspec.msgpack.encode(Kept(VERSION, catalog.stamp, sketches)))
    return _sorted(made, plan, tuple(problems.values()))


def read_ahead(catalog: Catalog, enough: Callable[[], bool]) -> None:
    """Read every family, with a breath between two, so that the first use of one does not wait for it."""
    for family_id in catalog.families:
        if enough():
            return
        with contextlib.suppress(DataError):
            catalog.family(family_id)
        time.sleep(BREATH)


def _read(kept: Path, stamp: str) -> dict[str, Sketch]:
    """Return the sketches of a library of this stamp; none when there are none, or the file is damaged."""
    try:
        found = msgspec.msgpack.decode(read_bytes(kept), type=Kept)
    except (DataError, msgspec.MsgspecError):
        return {}
    return found.sketches if (found.version, found.stamp) == (VERSION, stamp) else {}


def _sorted(made: list[FamilyOffer], plan: ShelfPlan, problems: tuple[DataError, ...]) -> Shelf:
    room_of = {category: room for room, categories in plan.rooms.items() for category in categories}
    order = {category: at for at, category in enumerate(room_of)}
    first = {family: at for at, family in enumerate(plan.first)}

    def place(one: FamilyOffer) -> tuple[int, str, int, int, str]:
        return (
            order.get(one.category, len(order)),
            one.category,
            first.get(one.id, len(first)),
            -len(one.samples),
            one.id,
        )

    there = {room_of.get(one.category, OTHER) for one in made}
    rooms = tuple(room for room in (*plan.rooms, OTHER) if room in there)
    return Shelf(tuple(sorted(made, key=place)), rooms, room_of, problems)


def _offer(catalog: Catalog, family_id: str, samples: tuple[Sample, ...], sketch: Sketch) -> FamilyOffer:
    plain = catalog.sample(family_id)
    usual = next((sample for sample in samples if sample.id == sketch.usual), samples[0])
    read = partial(_defaults, catalog, family_id)
    mount = catalog.mount(family_id)
    return FamilyOffer(family_id, plain.name, plain.category, mount, samples, usual, sketch.spans, read)


def _defaults(catalog: Catalog, family_id: str) -> Defaults:
    specs = catalog.family(family_id).parameters.items()
    settled = frozenset(name for name, one in specs if not isinstance(one.spec.default, str))
    return Defaults(catalog.parameters(family_id), settled)


def _sketch(catalog: Catalog, family_id: str, samples: tuple[Sample, ...]) -> Sketch:
    known = _defaults(catalog, family_id)
    usual = _usual(samples, {state.id: state.value for state in known.states})
    spans = tuple(_span(catalog, samples, axis, axis in known.settled, known.states) for axis in AXES)
    return Sketch(usual.id, spans)


def _usual(samples: tuple[Sample, ...], defaults: Mapping[str, Value]) -> Sample:
    """Return the sample nearest to its family's defaults: the fewest values of its own, then the nearest numbers."""

    def strange(sample: Sample) -> tuple[int, float]:
        other, far = 0, 0.0
        for name, value in sample.values:
            usual = defaults.get(name)
            if value == usual:
                continue
            if _number(value) and _number(usual):
                far += abs(float(value) - float(usual)) / (abs(float(usual)) or 1.0)  # type: ignore[arg-type]
            else:
                other += 1
        return other, far

    return min(samples, key=strange)


def _span(
    catalog: Catalog, samples: tuple[Sample, ...], axis: str, settled: bool, states: tuple[ParameterState, ...]
) -> Span | None:
    """Return the least and the greatest size of samples along an axis; each is worked out where the family's own is a formula."""
    state = next((one for one in states if one.id == axis), None)
    if state is None or not _number(state.value):
        return None
    found = set()
    for sample in samples:
        own = dict(sample.values).get(axis)
        if own is None and not settled:
            own = next(one.value for one in catalog.parameters(sample.id) if one.id == axis)
        found.add(float(state.value if own is None else own))
    return min(found), max(found)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
