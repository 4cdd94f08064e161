"""Openings to try inserts in: of all units of the library as they are by default and at their smallest and largest, small to large."""

from __future__ import annotations

from collections.abc import Iterator

from app.components.catalog import Catalog
from app.components.lint.trial import Host, Trial
from app.components.parts import Value
from app.records import DataError

BUSY = 24  # panels; a larger unit shows an insert nothing more, and takes long to build
SIZES = ("width", "height", "depth")


def hosts(catalog: Catalog, profile: str) -> tuple[Host, ...]:
    """Return openings from the smallest to the largest, of each size one; a unit that cannot be built hosts nothing here."""
    found: dict[tuple[float, ...], Host] = {}
    for family_id in catalog.families:
        try:
            for host in _openings(catalog, family_id, profile):
                found.setdefault((*host.opening.box.size, host.bare), host)
        except DataError:
            continue  # told where the family itself is tried
    return tuple(found[key] for key in sorted(found, key=lambda key: (key[0] * key[2], key)))


def _openings(catalog: Catalog, family_id: str, profile: str) -> Iterator[Host]:
    family = catalog.family(family_id, profile)
    if family.mount == "opening" or not family.items["opening"]:
        return
    trial = Trial(catalog, family, catalog.folder, profile)
    tried: list[tuple[tuple[str, Value], ...]] = [()]
    for state in trial.states({}):
        if state.id in SIZES and state.kind == "length" and state.min is not None and state.max is not None:
            tried += [((state.id, state.min),), ((state.id, state.max),)]
    for values in tried:
        component = catalog.build(family_id, values, profile=profile)
        for opening in component.openings if len(component.panels) <= BUSY else ():
            yield Host(family, values, opening, not component.swings)
