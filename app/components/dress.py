"""Surfaces on a built component: the same boards in other decors. Geometry is worked out once, whatever a customer picks to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.components.materials import Decor
from app.components.parts import Component, Panel, Solid


class Bare:
    """A component whose panels and solids name finish slots where their decors belong; panels are kept as they are dressed."""

    __slots__ = ("_panels", "component")

    def __init__(self, component: Component) -> None:
        self.component = component
        self._panels: dict[tuple[int, str], Panel] = {}

    def dressed(
        self, finish: Mapping[str, str], decors: Mapping[str, Decor]
    ) -> tuple[tuple[Panel, ...], tuple[Solid, ...]]:
        """Return panels and solids in the decors of a finish (slot -> decor id); a plain decor has no grain (domain.md 5.3)."""
        bare, known = self.component, self._panels
        panels = []
        for at, panel in enumerate(bare.panels):
            decor = finish[panel.decor]
            found = known.get((at, decor))
            if found is None:
                grain = panel.grain if decors[decor].grained else "none"
                found = known[at, decor] = replace(panel, decor=decor, grain=grain)
            panels.append(found)
        solids = [one if one.look not in finish else replace(one, look=finish[one.look]) for one in bare.solids]
        return tuple(panels), tuple(solids)


def dress(bare: Bare, finish: Mapping[str, str], decors: Mapping[str, Decor], **names: object) -> Component:
    """Return the component in a finish; `names` are fields of its own: sample, name, code."""
    panels, solids = bare.dressed(finish, decors)
    return replace(
        bare.component,
        panels=panels,
        solids=solids,
        finish=tuple(sorted(finish.items())),
        **names,  # type: ignore[arg-type]
    )
