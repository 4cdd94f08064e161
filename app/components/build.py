"""Family + values -> Component: everything a factory makes or buys for one unit, and the one gate where lengths are rounded to 0.01 mm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from app.components.bench import Bench, Setting, Work
from app.components.draft import TOUCH, Bore, Draft
from app.components.family import Family
from app.components.given import SEEN
from app.components.instance import make_instance
from app.components.laying import lay
from app.components.materials import Hardware
from app.components.outline import edge_of, segments
from app.components.parts import (
    Component,
    Cut,
    Cutout,
    Edge,
    Edges,
    Fitting,
    Groove,
    Hole,
    Insert,
    LibraryError,
    Panel,
    Placing,
    Pocket,
    Solid,
    Value,
)
from app.components.profile import Profile
from app.components.steps import STEPS
from app.geometry.box import Box
from app.geometry.frame import AXES, Frame, Point2, Point3, Pose

HOLES_KEPT = 100_000


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


def gate(value: float) -> float:
    """Return a length rounded to 0.01 mm, the only rounding there is; never a negative zero."""
    return round(value, 2) + 0.0


def build_component(order: Order, setting: Setting, hardware: Mapping[str, Hardware]) -> Component:
    """Return the component of an order, without its sample's name and code, and with finish slots for decors (dress.py puts them on).

    Raises LibraryError when it cannot be built.
    """
    family, profile = order.family, setting.profile
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
    body = Box((0.0, 0.0, 0.0), _point(instance.body))
    panels = tuple(_panel(draft, profile) for draft in bench.drafts.values())
    solids = tuple(Solid(one.id, one.role, one.look, _box(one.box)) for one in bench.solids)
    return Component(
        sample=setting.who,
        family=family.id,
        name=family.name,
        code=instance.code,
        category=family.category,
        values=instance.values,
        finish=(),
        placing=Placing(family.mount, gate(instance.elevation)),  # type: ignore[arg-type]
        body=body,
        hull=_hull(body, bench, solids),
        depth=body.high[1],
        panels=panels,
        fittings=_fittings(bench, hardware, setting),
        solids=solids,
        openings=tuple(replace(one, box=_box(one.box)) for one in bench.settled()),
        swings=tuple(replace(one, box=_box(one.box), travel=gate(one.travel)) for one in bench.swings),
        inserts=tuple(one.insert for one in order.inserts),
        tags=family.tags,
        cuts=tuple(Cut(one.kind, _flat(one.low), _flat(one.high), gate(one.radius)) for one in bench.cuts),
        seen=order.seen,
    )


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
        for old in drafts[:before]:
            if all(min(new.high[at], old.high[at]) - max(new.low[at], old.low[at]) > TOUCH for at in range(3)):
                raise LibraryError(who, place, f"{new.id} would stand in {old.id}")
    return work


def _panel(draft: Draft, profile: Profile) -> Panel:
    length, width, thickness = gate(draft.length), gate(draft.width), gate(draft.thickness)
    edges: Edges = profile.edges[draft.edges]
    premill = profile.numbers["premill"]
    off_length = _taken(edges.W1.thickness, premill) + _taken(edges.W2.thickness, premill)
    off_width = _taken(edges.L1.thickness, premill) + _taken(edges.L2.thickness, premill)
    assert draft.name is not None
    return Panel(
        id=draft.id,
        role=draft.role,
        name=draft.name,
        board=draft.board,
        decor=draft.finish,
        grain=draft.grain,
        length=length,
        width=width,
        thickness=thickness,
        cut_length=_cut(length - off_length, draft),
        cut_width=_cut(width - off_width, draft),
        edges=edges,
        outline=_outline(draft, length, width),
        holes=tuple([_hole(bore) for bore in draft.bores]),
        grooves=tuple(
            Groove(g.kind, g.face, (gate(g.x0), gate(g.y0)), (gate(g.x1), gate(g.y1)), g.width, g.depth)  # type: ignore[arg-type]
            for g in draft.grooves
        ),
        pose=_pose(draft),
        bands=_bands(draft, edges, profile),
        pockets=tuple(
            Pocket(p.kind, p.face, _flat(p.low), _flat(p.high), gate(p.depth), gate(p.radius)) for p in draft.pockets
        ),
        cutouts=tuple(Cutout(c.kind, _flat(c.low), _flat(c.high), gate(c.radius)) for c in draft.cutouts),
        match=draft.match,
        match_at=draft.match_at,
    )


@lru_cache(maxsize=HOLES_KEPT)
def _hole(bore: Bore) -> Hole:
    """Return a bore as it is drilled; one and the same for all panels that have it, a cabinet's bores are mostly those of others."""
    kind, face, x, y, z, diameter, depth = bore
    return Hole(kind, face, gate(x), gate(y), gate(z), diameter, depth)


def _outline(draft: Draft, length: float, width: float) -> tuple[Point2, ...]:
    if draft.outline is None:
        return ((0.0, 0.0), (length, 0.0), (length, width), (0.0, width))
    return tuple(_flat(point) for point in draft.outline)


def _bands(draft: Draft, edges: Edges, profile: Profile) -> tuple[Edge, ...]:
    """Return the band of each side of an outline: the panel's own where it lies on an edge of the panel, its rim's inside."""
    if draft.outline is None:
        return ()
    rim = profile.bands[draft.rim] if draft.rim else Edge()
    named = (edge_of(side, draft.length, draft.width) for side in segments(draft.outline))
    return tuple(getattr(edges, edge) if edge else rim for edge in named)


def _pose(draft: Draft) -> Pose:
    at = (gate(draft.at[0]), gate(draft.at[1]), gate(draft.at[2]))
    if not draft.turn:
        return Pose(at, AXES[draft.axes[0]], AXES[draft.axes[1]])
    frame = Frame(turn=draft.turn)
    return Pose(at, frame.out(AXES[draft.axes[0]]), frame.out(AXES[draft.axes[1]]))


def _flat(point: Point2) -> Point2:
    return (gate(point[0]), gate(point[1]))


def _taken(band: float, premill: float) -> float:
    return band - premill if band else 0.0


def _cut(size: float, draft: Draft) -> float:
    if size <= 0:
        raise draft.where.fail(f"{draft.id} would be cut to {size:g} mm")
    return gate(size)


def _box(box: Box) -> Box:
    return Box(_point(box.low), _point(box.high))


def _point(point: Point3) -> Point3:
    return (gate(point[0]), gate(point[1]), gate(point[2]))


def _hull(body: Box, bench: Bench, solids: tuple[Solid, ...]) -> Box:
    low, high = list(body.low), list(body.high)
    for one in bench.drafts.values():
        for at in range(3):
            low[at], high[at] = min(low[at], one.low[at]), max(high[at], one.high[at])
    for solid in solids:
        for at in range(3):
            low[at], high[at] = min(low[at], solid.box.low[at]), max(high[at], solid.box.high[at])
    return _box(Box((low[0], low[1], low[2]), (high[0], high[1], high[2])))


def _fittings(bench: Bench, hardware: Mapping[str, Hardware], setting: Setting) -> tuple[Fitting, ...]:
    found = []
    for (article, size), qty in bench.fittings.items():
        if article not in hardware:
            raise LibraryError(setting.who, "fittings", f"no article {article!r} in the library")
        if qty:
            found.append(Fitting(article, hardware[article].name, qty, tuple(gate(part) for part in size)))
    return tuple(found)
