"""What follows from neighbours: worktops and plinths over units that stand side by side. Lengths mm, plan axes.

A run's origin is the left lower corner of the carcass fronts it runs along. A worktop is built from the `length` and `depth` of those
carcasses, a plinth from `length` and the `height` of their legs; how far they stand out or back is the run family's matter.
What the units ask to be cut out of the worktop (sink, hob) comes to it as `cut_1_x`, `cut_1_width`, ..., from left to right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.components.parts import Component, Value, Values
from app.design.corners import Fronts
from app.design.design import Design
from app.design.placed import Builder, Placed
from app.design.stretches import KINDS, TAGS, Kind, Stretch, stretches, tidy
from app.geometry.frame import Frame

CUTS = 4  # that the worktop family takes


def carries_run(placed: Placed) -> bool:
    """Return whether a unit asks for a run of some kind."""
    return not TAGS.isdisjoint(placed.component.tags)


def derive_runs(carriers: Sequence[Placed], design: Design, catalog: Builder) -> tuple[Placed, ...]:
    """Return the worktops, then the plinths, over units that ask for them, in the order of their first units.

    Raises LibraryError when the library has no such run or cannot build it that long.
    """
    runs: list[Placed] = []
    stands = {one.id: one for one in carriers}
    for kind in KINDS:
        found = [(one, _built(kind, one, design, catalog)) for one in stretches(carriers, kind)]
        fronts = Fronts(found)
        for one, component in found:
            left, right = fronts.give(one, 0.0), fronts.give(one, one.length)
            cut = one
            if (left or right) and one.length + left + right > 0.0:
                back = one.back.then(Frame(-left, 0.0))
                cut = replace(one, back=back, length=tidy(one.length + left + right))
            cuts = _cuts(cut, stands) if kind.on_top else ()
            if cut is not one or cuts:
                component = _built(kind, cut, design, catalog, cuts)
            runs.append(Placed(f"{kind.name}:{one.over[0]}", None, component, cut.front, one.room, one.over))
    return tuple(runs)


def _built(kind: Kind, stretch: Stretch, design: Design, catalog: Builder, cuts: Values = ()) -> Component:
    other = ("depth", stretch.depth) if kind.on_top else ("height", stretch.height)
    values: Values = (*cuts, other, ("length", stretch.length))
    return catalog.build(kind.sample, values, design.finish, (), design.profile)


def _cuts(stretch: Stretch, stands: Mapping[str, Placed]) -> Values:
    """Return what units ask to be cut out as values of the worktop over them: its own axes, from left to right, CUTS at most."""
    wanted = []
    for one in (stands[key] for key in stretch.over):
        for cut in one.component.cuts:
            corners = [stretch.front.into(one.frame.out((*corner, 0.0))) for corner in (cut.low, cut.high)]
            x, y = (tidy(min(spots)) for spots in zip(*(corner[:2] for corner in corners), strict=True))
            width, depth = (tidy(cut.high[at] - cut.low[at]) for at in (0, 1))
            wanted.append((x, y, width, depth, tidy(cut.radius), cut.kind))
    values: list[tuple[str, Value]] = []
    for n, parts in enumerate(sorted(wanted)[:CUTS], start=1):
        names = (f"cut_{n}_{name}" for name in ("x", "y", "width", "depth", "radius", "kind"))
        values += zip(names, parts, strict=True)
    return tuple(sorted(values))
