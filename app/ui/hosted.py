"""What a card shows of a sample: the sample as built, or an insert in a cabinet that could hold it, opened up so that it is seen."""

from __future__ import annotations

from dataclasses import replace

from app.components.catalog import Catalog
from app.components.parts import Component, Insert, Opening
from app.records import DataError

HOSTS = ("bookcase",)  # categories with open spaces


def shown(catalog: Catalog, sample: str) -> Component | None:
    """Return what to picture for a sample; None when it cannot be built, or no cabinet of the library can hold the insert."""
    try:
        if catalog.mount(sample) != "opening":
            return catalog.build(sample)
    except DataError:
        return None
    found = []
    for host in catalog.samples:
        if host.category in HOSTS:
            try:
                built = catalog.build(host.id)
            except DataError:
                continue
            width, _, height = built.body.size
            found += [(height, -width, host.id, opening) for opening in built.openings]
    if not found:
        return None
    _, _, host_id, opening = min(
        found, key=lambda one: (*one[:3], one[3].id)
    )  # low and wide: what is inside shows best
    return _opened(catalog, sample, host_id, opening)


def _opened(catalog: Catalog, sample: str, host: str, opening: Opening) -> Component | None:
    """Return a host with the insert in one opening, without doors and without what fills the other openings."""
    try:
        built = catalog.build(host, inserts=(Insert("i1", sample, opening.id),))
    except DataError:
        return None
    return replace(built, panels=tuple(panel for panel in built.panels if panel.role != "door"), swings=())
