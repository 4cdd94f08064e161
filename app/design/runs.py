"""What follows from neighbours: worktops and plinths over units that stand side by side. Lengths mm, plan axes.

A run is built by a run family from `length` and `depth` of its stretch (of the carcasses: what it stands out in front, or stays behind,
is the family's matter), a plinth also from `height`, the legs' own. It is held like a unit: by its back left lower corner.
Cut-outs for sink and hob are not made yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.components.parts import Component, Values
from app.design.corners import Fronts
from app.design.design import Design
from app.design.placed import Builder, Placed
from app.design.stretches import KINDS, TAGS, Kind, Stretch, stretches, tidy
from app.geometry.frame import Frame


def carries_run(placed: Placed) -> bool:
    """Return whether a unit asks for a run of some kind."""
    return not TAGS.isdisjoint(placed.component.tags)


def derive_runs(carriers: Sequence[Placed], design: Design, catalog: Builder) -> tuple[Placed, ...]:
    """Return the worktops, then the plinths, over units that ask for them, in the order of their first units.

    Raises LibraryError when the library has no such run or cannot build it that long.
    """
    runs: list[Placed] = []
    for kind in KINDS:
        found = [(one, _built(kind, one, design, catalog)) for one in stretches(carriers, kind)]
        fronts = Fronts(found)
        for one, component in found:
            left, right = fronts.give(one, 0.0), fronts.give(one, one.length)
            cut = one
            if (left or right) and one.length + left + right > 0.0:
                back = one.back.then(Frame(-left, 0.0))
                cut = replace(one, back=back, length=tidy(one.length + left + right))
                component = _built(kind, cut, design, catalog)
            frame = cut.back.then(Frame(0.0, -component.depth))
            runs.append(Placed(f"{kind.name}:{one.over[0]}", None, component, frame, one.room, one.over))
    return tuple(runs)


def _built(kind: Kind, stretch: Stretch, design: Design, catalog: Builder) -> Component:
    values: Values = (("depth", stretch.depth), ("length", stretch.length))
    if not kind.on_top:
        values = (("depth", stretch.depth), ("height", stretch.height), ("length", stretch.length))
    return catalog.build(kind.sample, values, design.finish, (), design.profile)
