"""The design worked out: every unit built and placed, with the worktops and plinths that follow from their neighbours.

Plan axes, mm. Working a design out again after one unit changed builds that unit and those beside it whose ends are now seen or hidden,
nothing else: what stands as it stood is taken from the last time, and a unit that only moved keeps its component.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.components.parts import Component, Values
from app.design.design import Design, Unit
from app.design.exposure import Surroundings
from app.design.placed import Builder, Layout, Placed
from app.design.runs import carries_run, derive_runs
from app.geometry.frame import Frame, Point2
from app.plans.plan import Plan

__all__ = ["Builder", "Layout", "Placed", "build_unit", "lay_out", "room_at"]


def lay_out(design: Design, catalog: Builder) -> Layout:
    """Return every unit of a design built and placed, in its order, then the derived runs.

    Raises LibraryError for a unit that cannot be built; files.check_samples says which one it is.
    """
    global _last
    memory, setting = _last, _Setting(catalog, design.plan, design.finish, design.profile)
    if not setting.same_as(memory.setting):
        memory = replace(_Memory(), runs=memory.runs)
    before = memory.around or Surroundings(design.plan)
    known = before.things
    stands = {unit.id: _again(known.get(unit.id), unit, design, catalog) for unit in design.units}
    around, again = before.changed(stands)
    placed = {
        key: _dressed(stand, around.seen(stand), known.get(key), memory, design, catalog)
        if key in again
        else memory.placed[key]
        for key, stand in stands.items()
    }
    carriers = tuple(stand for stand in stands.values() if carries_run(stand))
    if known and _same(carriers, memory.carriers):
        runs = memory.runs
    else:
        old = {run.id: run for run in memory.runs}
        runs = tuple(old[run.id] if old.get(run.id) == run else run for run in derive_runs(carriers, design, catalog))
    _last = _Memory(setting, around, placed, carriers, runs)
    return Layout(design, (*placed.values(), *runs))


def room_at(plan: Plan, point: Point2) -> str:
    """Return the id of the room that a plan point lies in, "" outside all rooms."""
    for room in plan.rooms:
        if _inside(room.outline, point):
            return room.id
    return ""


@dataclass(frozen=True, slots=True, eq=False)
class _Setting:
    """What all units of a design share; another setting makes everything new."""

    catalog: Builder | None = None
    plan: Plan | None = None
    finish: Values = ()
    profile: str = ""

    def same_as(self, other: _Setting) -> bool:
        shared = self.catalog is other.catalog and self.plan is other.plan
        return shared and self.profile == other.profile and self.finish == other.finish


@dataclass(frozen=True, slots=True, eq=False)
class _Memory:
    """The layout before this one, by unit id. One is enough: a gesture lays out the same design again and again.

    `around` holds the units as built by themselves, `placed` as built where they stand, with the sides that are seen there.
    """

    setting: _Setting = field(default_factory=_Setting)
    around: Surroundings | None = None
    placed: Mapping[str, Placed] = field(default_factory=dict)
    carriers: tuple[Placed, ...] = ()
    runs: tuple[Placed, ...] = ()


_last = _Memory()


def _again(old: Placed | None, unit: Unit, design: Design, catalog: Builder) -> Placed:
    """Return a unit placed: as it was if nothing about it changed, with its old component if it only moved, else built."""
    if old is None or old.unit is None:
        return _place(unit, build_unit(unit, design, catalog), design.plan)
    if old.unit is unit or old.unit == unit:
        return old
    if _asks_the_same(old.unit, unit):
        return _place(unit, old.component, design.plan)
    return _place(unit, build_unit(unit, design, catalog), design.plan)


def _asks_the_same(a: Unit, b: Unit) -> bool:
    return a.sample == b.sample and a.values == b.values and a.finish == b.finish and a.inserts == b.inserts


def _dressed(
    stand: Placed, seen: tuple[str, ...], bare: Placed | None, memory: _Memory, design: Design, catalog: Builder
) -> Placed:
    """Return a unit with the sides that are seen made to be looked at: as it was if they are the same, else built.

    `bare` is the unit by itself as it stood last time.
    """
    if not seen or stand.unit is None:
        return stand
    old = memory.placed.get(stand.id)
    if old is None or bare is None or old.component.seen != seen or bare.component is not stand.component:
        return replace(stand, component=build_unit(stand.unit, design, catalog, seen))
    return old if bare is stand else replace(stand, component=old.component)


def build_unit(unit: Unit, design: Design, catalog: Builder, seen: tuple[str, ...] = ()) -> Component:
    """Return a unit built in its own finishes over those of the design; `seen` are the sides that nothing hides.

    Raises LibraryError when it cannot be built.
    """
    finish = design.finish
    if unit.finish:
        finish = tuple(sorted({**dict(design.finish), **dict(unit.finish)}.items()))
    return catalog.build(unit.sample, unit.values, finish, unit.inserts, design.profile, seen)


def _place(unit: Unit, component: Component, plan: Plan) -> Placed:
    placed = Placed(unit.id, unit, component, unit.frame.then(Frame(0.0, -component.depth)), "")
    return Placed(unit.id, unit, component, placed.frame, room_at(plan, placed.centre))


def _same(a: tuple[Placed, ...], b: tuple[Placed, ...]) -> bool:
    return len(a) == len(b) and all(one is other for one, other in zip(a, b, strict=True))


def _inside(outline: tuple[Point2, ...], point: Point2) -> bool:
    """Whether a point lies in an outline, by the number of sides that a ray to the east crosses."""
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            inside = not inside
    return inside
