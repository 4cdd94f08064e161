"""The values of an insert in an opening of its own, with the limits that this opening sets. mm."""

from __future__ import annotations

from dataclasses import replace

from app.components.catalog import Catalog
from app.components.given import opening_names, seen_names
from app.components.parts import Opening, Values
from app.components.values import ParameterState, work_out
from app.records import DataError

FROM_BELOW, FROM_ABOVE = (
    "at",
    "down",
)  # the values by which a family says how high its insert is: from the bottom, from the top


def fills_of(catalog: Catalog, sample: str, profile: str) -> str:
    """Return what an insert does to an opening: it fills it "inside" or closes its "front"; raise LibraryError for an unknown one."""
    return catalog.family(catalog.sample(sample).family, profile).fills


def insert_states(
    catalog: Catalog, sample: str, values: Values, opening: Opening, profile: str
) -> tuple[ParameterState, ...]:
    """Return the parameters of an insert in an opening; none when they cannot be worked out there."""
    found = catalog.sample(sample)
    states: list[ParameterState] = []
    try:
        family = catalog.family(found.family, profile)
        names = {**catalog.profiles[profile].names, **seen_names(()), **opening_names(opening)}
        work_out(family, dict(found.values) | dict(values), names, sample, states)
    except DataError:
        return ()
    return tuple(replace(state, default=dict(found.values).get(state.id, state.default)) for state in states)
