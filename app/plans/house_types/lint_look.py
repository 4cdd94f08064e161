"""A plan as the rules for house types see it: its sides, what lies beside an opening, the ways in. mm."""

from __future__ import annotations

from functools import cached_property

from app.geometry.polygon import Outline, area, bounds, offset
from app.plans.house_types.entries import Entry
from app.plans.plan import Opening, Plan, Side
from app.plans.sides import sides

ALMOST = 1.0  # mm


class Look:
    """A plan with what rules ask of it, worked out once."""

    def __init__(self, plan: Plan, entry: Entry | None) -> None:
        self.plan, self.entry = plan, entry
        self.rooms = {room.id: room for room in plan.rooms}
        self.flat = entry is None or entry.kind == "flat"

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """All sides of all rooms."""
        return tuple(side for room in self.plan.rooms for side in sides(self.plan, room.id))

    @cached_property
    def beside(self) -> dict[str, tuple[str, ...]]:
        """The rooms that each opening is seen from over its whole width."""
        found: dict[str, set[str]] = {opening.id: set() for opening in self.plan.openings}
        for side in self.sides:
            for seen in side.openings:
                if abs(seen.end - seen.start - seen.opening.width) < ALMOST:
                    found[seen.opening.id].add(side.room)
        return {name: tuple(sorted(rooms)) for name, rooms in found.items()}

    def kinds(self, opening: Opening) -> tuple[str, ...]:
        """Return the kinds of the rooms beside an opening."""
        return tuple(self.rooms[room].kind for room in self.beside[opening.id])

    @cached_property
    def ways_in(self) -> tuple[Opening, ...]:
        """The doors that lead out of the flat; of a single room also what is open to the rest of a home."""
        ways = ("door",) if self.flat else ("door", "passage")
        return tuple(one for one in self.plan.openings if one.kind in ways and len(self.beside[one.id]) == 1)


def meet(a: Outline, b: Outline) -> bool:
    """Return whether the boxes around two outlines share more than a border."""
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = bounds(a), bounds(b)
    return min(ax1, bx1) - max(ax0, bx0) > ALMOST and min(ay1, by1) - max(ay0, by0) > ALMOST


def passes(outline: Outline, width: float) -> bool:
    """Return whether a room is nowhere narrower than a width: shrunk by half of it, it stays one piece that grows back to nearly all."""
    core = offset(outline, -(width / 2 - ALMOST))
    return len(core) == 1 and sum(area(one) for one in offset(core[0], width / 2 - ALMOST)) > 0.9 * area(outline)
