"""The bench that a unit and its inserts are made on: their drafts and what comes with them, and one family instance at work there.

An insert works on the same bench as its unit, with its id before its parts' ids and its origin in the least corner of its opening.
laying.py lays the panels, steps.py works on them. Unit axes, mm, not yet rounded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from app.components.draft import Draft
from app.components.family import SIDES, BoundItem, Family
from app.components.instance import Instance
from app.components.materials import Decor
from app.components.parts import Cut, Opening, Swing
from app.components.profile import Profile
from app.components.rows import Row
from app.components.stage import Workshop
from app.geometry.box import Box
from app.geometry.frame import Point3
from app.records import Text

STEP_LIMIT = 10_000  # panels, joints, bores, solids, ... of one unit with its inserts


@dataclass(frozen=True, slots=True)
class Setting:
    """What all parts of a component share: sample id for errors, profile, finish slots, decors, names of roles, other families, blanks."""

    who: str
    profile: Profile
    slots: Collection[str]
    decors: Mapping[str, Decor]
    roles: Mapping[str, Text]
    family: Callable[[str], Family]
    workshop: Workshop


class Bench:
    """The parts of a component while they are made."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.drafts: dict[str, Draft] = {}
        self.fittings: Counter[tuple[str, tuple[float, ...]]] = Counter()
        self.solids: list[tuple[str, str, str, Point3, Point3]] = []  # id, role, look, corners
        self.openings: dict[str, Opening] = {}
        self.parents: dict[str, str] = {}  # opening -> the opening that its insert filled
        self.swings: list[Swing] = []
        self.cuts: list[Cut] = []
        self.steps = 0

    def front(self, opening: str) -> str:
        """Return what closes an opening, or the one it is a part of; "" for nothing."""
        while opening:
            if self.openings[opening].front:
                return self.openings[opening].front
            opening = self.parents.get(opening, "")
        return ""


class Work:
    """One family instance at work on a bench: its prefix, its origin, the opening it fills (if it is an insert)."""

    def __init__(
        self, bench: Bench, family: Family, instance: Instance, prefix: str = "", opening: Opening | None = None
    ) -> None:
        self.bench, self.family, self.instance, self.prefix, self.opening = bench, family, instance, prefix, opening
        self.profile = bench.setting.profile
        self.origin: Point3 = opening.box.low if opening else (0.0, 0.0, 0.0)
        self.stems = tuple([stem for item in family.items["panel"] if (stem := item.id.stem)])
        self.drafts = bench.drafts

    def do(self, table: str, step: Step) -> None:
        """Do one step for all rows of a table of the family; raise LibraryError at the first thing that cannot be."""
        bench = self.bench
        for row in self.instance.rows(table):
            bench.steps += 1
            if bench.steps > STEP_LIMIT:
                raise row.item.where.fail(f"more than {STEP_LIMIT} things to make")
            step(self, row)

    def find(self, name: str, item: BoundItem) -> Draft | None:
        """Return the draft an item names; None when the family has such a panel but not now. Raises LibraryError for an unknown one."""
        if name.startswith("opening."):
            side = name.partition(".")[2]
            if self.opening is None or side not in SIDES:
                raise item.where.fail(f"{name!r}: only an insert has an opening, with left, right, top, bottom, back")
            return self.drafts.get(getattr(self.opening, side))
        found = self.drafts.get(self.prefix + name)
        if found is None and not name.startswith(self.stems):
            raise item.where.fail(f"no panel {name!r} in this family")
        return found

    def finds(self, names: Iterable[str], item: BoundItem) -> list[Draft]:
        """Return the drafts an item names, those that are there now."""
        return [found for name in names if (found := self.find(name, item)) is not None]

    def corners(self, row: Row) -> tuple[Point3, Point3]:
        """Return the least and the greatest corner of the box at a row's `at` of its `size`; raise LibraryError when it is none."""
        (x, y, z), (ox, oy, oz) = row.at, self.origin
        dx, dy, dz = row.size
        if dx <= 0 or dy <= 0 or dz <= 0:
            raise row.item.where.at("size").fail(f"would be {dx:g} x {dy:g} x {dz:g} mm")
        x, y, z = ox + x, oy + y, oz + z
        return (x, y, z), (x + dx, y + dy, z + dz)

    def box(self, row: Row) -> Box:
        """Return the box at a row's `at` of its `size`; raise LibraryError when it is none."""
        return Box(*self.corners(row))


type Step = Callable[[Work, Row], None]
