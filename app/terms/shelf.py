"""The samples of a catalog by family, by name and by sides, made once per catalog for the search. Lengths mm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from app.components.catalog import Catalog
from app.components.ranges import Sample
from app.components.values import ParameterState

type Sides = tuple[float | None, ...]  # in the order of the settings


@dataclass(frozen=True, slots=True)
class Shelf:
    """The samples of a catalog by family and by id or code, and what a family's parameters are and may be."""

    families: Mapping[str, tuple[Sample, ...]]
    order: Mapping[str, int]  # place in the catalog
    named: Mapping[str, Sample]
    states: dict[str, Mapping[str, ParameterState]]
    sides: dict[tuple[str, bool], Mapping[str, Sides]]  # (family, its usual values too) -> sample -> sides


_SHELVES: WeakKeyDictionary[Catalog, Shelf] = WeakKeyDictionary()


def shelf_of(catalog: Catalog) -> Shelf:
    """Return the shelf of a catalog, made once for as long as the catalog lives."""
    found = _SHELVES.get(catalog)
    if found is None:
        families: dict[str, list[Sample]] = {}
        for sample in catalog.samples:
            families.setdefault(sample.family, []).append(sample)
        order = {sample.id: at for at, sample in enumerate(catalog.samples)}
        named = {sample.code.lower(): sample for sample in reversed(catalog.samples)}
        named |= {sample.id.lower(): sample for sample in catalog.samples}
        stock = {name: tuple(many) for name, many in families.items()}
        found = _SHELVES[catalog] = Shelf(stock, order, named, {}, {})
    return found
