"""Surfaces on a built component: the same boards in other decors. Geometry is worked out once, whatever a customer picks to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from app.components.materials import Decor
from app.components.parts import Component, Grain, Panel, Solid
from app.records import Text


class Surface(NamedTuple):
    """What a panel's surface is chosen by: its finish slot, and how the grain would run."""

    slot: str
    grain: Grain

    def dressed(self, finish: Mapping[str, str], decors: Mapping[str, Decor]) -> tuple[str, Grain]:
        """Return the decor in a finish (slot -> decor id) and its grain; a plain decor has none (domain.md 5.3)."""
        decor = finish[self.slot]
        return decor, self.grain if decors[decor].grained else "none"


class Bare:
    """A component as first built, with what its panels and solids (a slot, or a decor) get their surfaces by; dressed panels are kept."""

    __slots__ = ("_panels", "component", "looks", "surfaces")

    def __init__(self, component: Component, surfaces: tuple[Surface, ...], looks: tuple[str, ...]) -> None:
        self.component, self.surfaces, self.looks = component, surfaces, looks
        self._panels: dict[tuple[int, str], Panel] = {}

    def panels(self, finish: Mapping[str, str], decors: Mapping[str, Decor]) -> tuple[Panel, ...]:
        """Return the panels in a finish."""
        found = []
        for at, (panel, surface) in enumerate(zip(self.component.panels, self.surfaces, strict=True)):
            decor, grain = surface.dressed(finish, decors)
            if decor != panel.decor:
                known = self._panels.get((at, decor))
                panel = known or self._panels.setdefault((at, decor), _in_decor(panel, decor, grain))
            found.append(panel)
        return tuple(found)

    def solids(self, finish: Mapping[str, str]) -> tuple[Solid, ...]:
        """Return the solids in a finish."""
        looks = [finish.get(look, look) for look in self.looks]
        pairs = zip(self.component.solids, looks, strict=True)
        return tuple([one if one.look == look else replace(one, look=look) for one, look in pairs])


def _in_decor(one: Panel, decor: str, grain: Grain) -> Panel:
    """Return a panel with another surface: what dataclasses.replace does, in a third of the time."""
    return Panel(
        one.id, one.role, one.name, one.board, decor, grain, one.length, one.width, one.thickness, one.cut_length, one.cut_width, one.edges,
        one.outline, one.holes, one.grooves, one.pose, one.bands, one.pockets, one.cutouts, one.match, one.match_at,
    )  # fmt: skip


def dress(
    bare: Bare, finish: Mapping[str, str], decors: Mapping[str, Decor], sample: str, name: Text, code: str
) -> Component:
    """Return the component of a sample in a finish."""
    return replace(
        bare.component,
        panels=bare.panels(finish, decors),
        solids=bare.solids(finish),
        finish=tuple(sorted(finish.items())),
        sample=sample,
        name=name,
        code=code,
    )
