"""What follows from neighbours: worktops and plinths over units that stand side by side. Lengths mm, plan axes.

A run's origin is the left lower corner of the carcass fronts it runs along. A worktop is built from the `length` and `depth` of those
carcasses, a plinth from `length` and the `height` of their legs; how far they stand out or back is the run family's matter.
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
            runs.append(Placed(f"{kind.name}:{one.over[0]}", None, component, cut.front, one.room, one.over))
    return tuple(runs)


def _built(kind: Kind, stretch: Stretch, design: Design, catalog: Builder) -> Component:
    other = ("depth", stretch.depth) if kind.on_top else ("height", stretch.height)
    values: Values = (other, ("length", stretch.length))
    return catalog.build(kind.sample, values, design.finish, (), design.profile)
