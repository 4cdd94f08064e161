"""What a card shows of an offer: the sample as built, or an insert in a cabinet that is seen through, so that the insert itself is seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from app.components.catalog import Catalog
from app.components.parts import Component, Insert, Opening, Value, Values
from app.records import DataError, read_toml
from app.ui.offers import Offer

LIBRARY = Path(__file__).resolve().parents[2] / "resources" / "theme" / "library.toml"


@dataclass(frozen=True, slots=True)
class Host:
    """A cabinet to picture inserts in: its own panels show in the decor `veil`, what is put in in `finish`."""

    family: str
    values: Values
    finish: Values
    veil: str


@cache
def hosts() -> tuple[Host, ...]:
    """Return the cabinets for pictures of inserts, the first choice first; DataError when library.toml is broken."""
    data = read_toml(LIBRARY)
    try:
        return tuple(
            Host(str(one["family"]), _pairs(one["values"]), _pairs(one["finish"]), str(one["veil"]))
            for one in data["host"]
        )
    except (KeyError, TypeError, AttributeError) as problem:
        raise DataError(LIBRARY, str(problem), "missing or of the wrong kind") from problem


def _pairs(values: dict[str, Value]) -> Values:
    return tuple(sorted(values.items()))


def shown(catalog: Catalog, offer: Offer) -> Component | None:
    """Return what to picture for an offer; None when it cannot be built, or no cabinet here can hold the insert."""
    try:
        if catalog.mount(offer.sample) != "opening":
            return catalog.build(offer.sample, offer.values, offer.finish)
    except DataError:
        return None
    for host in hosts():
        if host.family not in catalog.families:
            continue
        try:
            openings = catalog.build(host.family, host.values).openings
        except DataError:
            continue
        for opening in sorted(openings, key=_volume, reverse=True):
            filled = _filled(catalog, offer, host, opening)
            if filled is not None:
                return filled
    return None


def _volume(opening: Opening) -> float:
    width, depth, height = opening.box.size
    return width * depth * height


def _filled(catalog: Catalog, offer: Offer, host: Host, opening: Opening) -> Component | None:
    """Return a host with the insert in one opening: without its own doors, its own panels behind the veil."""
    insert = Insert("i1", offer.sample, opening.id, offer.values)
    try:
        finish = _pairs({**dict(host.finish), **dict(catalog.sample(offer.sample).finish), **dict(offer.finish)})
        built = catalog.build(host.family, host.values, finish, (insert,))
    except DataError:
        return None
    inner = tuple(panel for panel in built.panels if panel.id.startswith("i1."))
    own = tuple(panel for panel in built.panels if not panel.id.startswith("i1.") and panel.role != "door")
    if host.veil in catalog.decors:
        own = tuple(replace(panel, decor=host.veil) for panel in own)
    return replace(built, panels=(*own, *inner), swings=())
