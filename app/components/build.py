"""Family + values -> Component: everything a factory makes or buys for one unit, laid and worked on the bench, passed through the gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.components import gate
from app.components.bench import Bench, Setting, Work
from app.components.draft import TOUCH, Draft
from app.components.dress import Bare, Surface
from app.components.family import Family
from app.components.given import SEEN
from app.components.instance import make_instance
from app.components.laying import lay
from app.components.materials import Hardware
from app.components.parts import Component, Fitting, Insert, LibraryError, Placing, Value
from app.components.steps import STEPS


@dataclass(frozen=True, slots=True)
class Filling:
    """One insert as ordered: where it goes, its family and the values asked for."""

    insert: Insert
    family: Family
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built: a family with its values, the inserts with theirs, and the sides of the unit that are seen."""

    family: Family
    values: Mapping[str, Value]
    inserts: tuple[Filling, ...] = ()
    seen: tuple[str, ...] = ()


def build_component(
    order: Order, finish: Mapping[str, str], setting: Setting, hardware: Mapping[str, Hardware]
) -> Bare:
    """Return the component of an order in a finish (slot -> decor id), without its sample's name and code, to be dressed in others too.

    Raises LibraryError when it cannot be built.
    """
    family = order.family
    unknown = next((side for side in order.seen if side not in SEEN), "")
    if unknown:
        raise LibraryError(setting.who, "seen", f"no side {unknown!r}; the sides are {', '.join(SEEN)}")
    instance = make_instance(family, order.values, order.seen, None, setting.who)
    bench = Bench(setting)
    works = [Work(bench, family, instance)]
    lay(works[0])
    works += _fill(bench, _own(works[0], order.inserts), order.seen)
    for table, step in STEPS:
        for work in works:
            work.do(table, step)
    body = gate.body(instance.body)
    surfaces = tuple([Surface(draft.finish, draft.grain) for draft in bench.drafts.values()])
    looks = tuple([look for _, _, look, *_ in bench.solids])
    panels = [
        gate.panel(draft, setting.profile, *one.dressed(finish, setting.decors))
        for draft, one in zip(bench.drafts.values(), surfaces, strict=True)
    ]
    solids = tuple([gate.solid(id, role, finish.get(look, look), *box) for id, role, look, *box in bench.solids])
    component = Component(
        sample=setting.who,
        family=family.id,
        name=family.name,
        code=instance.code,
        category=family.category,
        values=instance.values,
        finish=tuple(sorted(finish.items())),
        placing=Placing(family.mount, gate.gate(instance.elevation)),  # type: ignore[arg-type]
        body=body,
        hull=gate.hull(body, bench, solids),
        depth=body.high[1],
        panels=tuple(panels),
        fittings=_fittings(bench, hardware, setting),
        solids=solids,
        openings=tuple([gate.opening(one, bench) for one in bench.openings.values()]),
        swings=tuple([gate.swing(one) for one in bench.swings]),
        inserts=tuple([one.insert for one in order.inserts]),
        tags=family.tags,
        cuts=tuple([gate.cut(one) for one in bench.cuts]),
        seen=order.seen,
    )
    return Bare(component, surfaces, looks)


def _own(work: Work, chosen: tuple[Filling, ...]) -> tuple[Filling, ...]:
    """Return what the family itself fills its openings with, then what was chosen; raise LibraryError for an id used twice."""
    own: list[Filling] = []
    for row in work.instance.rows("fill"):
        values, insert = row.values, Insert(row.id, row.family, row.opening)
        if any(insert.id == other.insert.id for other in (*own, *chosen)):
            raise row.item.where.at("id").fail(f"two inserts are called {insert.id!r}")
        own.append(Filling(insert, work.bench.setting.family(insert.sample), values))
    return (*own, *chosen)


def _fill(bench: Bench, fillings: tuple[Filling, ...], seen: tuple[str, ...]) -> list[Work]:
    """Lay all inserts; fronts first, each as soon as its opening is there. Raise LibraryError for one that finds no room."""
    works: list[Work] = []
    waiting = list(fillings)
    while waiting:
        ready = [one for one in waiting if one.insert.opening in bench.openings]
        if not ready:
            known = ", ".join(one.id for one in bench.openings.values() if not one.filled) or "none"
            lost = waiting[0].insert
            raise LibraryError(
                bench.setting.who, f"inserts.{lost.id}", f"no opening {lost.opening!r}; there is {known}"
            )
        order = list(bench.openings)  # not the order in which they were chosen
        one = min(ready, key=lambda one: (one.family.fills != "front", order.index(one.insert.opening)))
        waiting.remove(one)
        works.append(_insert(bench, one, seen))
    return works


def _insert(bench: Bench, one: Filling, seen: tuple[str, ...]) -> Work:
    insert, family, who = one.insert, one.family, bench.setting.who
    place, opening = f"inserts.{insert.id}", bench.openings[insert.opening]
    if family.mount != "opening":
        raise LibraryError(who, place, f"{insert.sample} stands by itself, it fills no opening")
    taken = bench.front(opening.id) if family.fills == "front" else opening.filled
    if taken:
        free = ", ".join(o.id for o in bench.openings.values() if not o.filled) or "none"
        told = f"is closed by {taken}" if family.fills == "front" else f"is filled by {taken}; free is {free}"
        raise LibraryError(who, place, f"the opening {opening.id!r} {told}")
    closed = replace(opening, front=bench.front(opening.id))
    instance = make_instance(family, one.values, seen, closed, f"{who}/{insert.id}")
    if family.fills == "front":
        bench.openings[opening.id] = replace(opening, front=insert.id)
    else:
        bench.openings[opening.id] = replace(opening, filled=insert.id)
    before = len(bench.drafts)
    work = Work(bench, family, instance, f"{insert.id}.", opening)
    lay(work)
    drafts = list(bench.drafts.values())
    for new in drafts[before:]:
        old = _stands_in(new, drafts[:before])
        if old is not None:
            raise LibraryError(who, place, f"{new.id} would stand in {old.id}")
    return work


def _stands_in(new: Draft, boards: list[Draft]) -> Draft | None:
    """Return the first board that a new one shares more than a touch with, in all three directions."""
    (x0, y0, z0), (x1, y1, z1) = new.low, new.high
    for old in boards:
        low, high = old.low, old.high
        if (
            min(x1, high[0]) - max(x0, low[0]) > TOUCH
            and min(z1, high[2]) - max(z0, low[2]) > TOUCH
            and min(y1, high[1]) - max(y0, low[1]) > TOUCH
        ):
            return old
    return None


def _fittings(bench: Bench, hardware: Mapping[str, Hardware], setting: Setting) -> tuple[Fitting, ...]:
    found = []
    for (article, size), qty in bench.fittings.items():
        if article not in hardware:
            raise LibraryError(setting.who, "fittings", f"no article {article!r} in the library")
        if qty:
            found.append(Fitting(article, hardware[article].name, qty, tuple(gate.gate(part) for part in size)))
    return tuple(found)
