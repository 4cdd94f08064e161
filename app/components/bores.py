"""What is drilled and cut while a panel is made: bores, slots, the room that hinges keep, and how far things give way. Panel axes, mm.

Bores are plain tuples: there are a hundred in a cabinet.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from app.components.parts import Face

type Bore = tuple[
    str, Face, float, float, float, float, float
]  # kind, face, x, y, z where the bit enters, diameter, depth
type Space = tuple[
    float, float, float, float, float, float, float, str
]  # x, y, z from and to; radius of a bore in a face; what it is
type Spot = tuple[
    str, float, float, float, float
]  # a bore of a group: kind, where across and along the way it moves, diameter, depth


class Slot(NamedTuple):
    """A groove: centre line from (x0, y0) to (x1, y1) on a face."""

    kind: str
    face: Face
    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    depth: float


class Kept(NamedTuple):
    """Room beside a face that a hinge needs: from the front to unit y `deep`, between unit z `low` and `high`."""

    face: Face
    deep: float
    low: float
    high: float


class Group(NamedTuple):
    """Bores in a face that move together along the panel's length (`lengthways`) or width; `start` and `sign` turn a unit coordinate of
    that way into the panel's."""

    face: Face
    z: float
    lengthways: bool
    start: float
    sign: float
    spots: Sequence[Spot]

    def at(self, place: float) -> list[Bore]:
        """Return the bores with the group at a unit coordinate."""
        face, z, lengthways, start, sign, spots = self
        if lengthways:
            return [
                (kind, face, (place + along - start) * sign, across, z, diameter, depth)
                for kind, across, along, diameter, depth in spots
            ]
        return [
            (kind, face, across, (place + along - start) * sign, z, diameter, depth)
            for kind, across, along, diameter, depth in spots
        ]


@lru_cache(maxsize=64)
def shifts(step: float, most: float) -> tuple[float, ...]:
    """Return how far something may give way: 0, then a step either way, two steps, ... up to `most`."""
    found = [0.0]
    at = step
    while at <= most:
        found += (at, -at)
        at += step
    return tuple(found)
