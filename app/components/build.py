"""Family + values -> Component: everything a factory makes or buys for one unit, and the one gate where lengths are rounded to 0.01 mm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.components.bench import Bench, Setting, Work
from app.components.draft import TOUCH, Draft
from app.components.family import Family
from app.components.materials import Hardware
from app.components.parts import (
    Component,
    Edges,
    Fitting,
    Groove,
    Hole,
    Insert,
    LibraryError,
    Opening,
    Panel,
    Placing,
    Solid,
    Swing,
    Value,
    Values,
)
from app.components.profile import Profile
from app.components.values import work_out
from app.geometry.box import Box
from app.geometry.frame import AXES, Point3, Pose


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built: a family with its values, and the inserts with theirs."""

    family: Family
    values: Mapping[str, Value]
    inserts: tuple[tuple[Insert, Family, Mapping[str, Value]], ...] = ()


def gate(value: float) -> float:
    """Return a length rounded to 0.01 mm, the only rounding there is; never a negative zero."""
    return round(value, 2) + 0.0


def build_component(order: Order, setting: Setting, hardware: Mapping[str, Hardware]) -> Component:
    """Return the component of an order, without its sample's name and code; raise LibraryError when it cannot be built."""
    family, profile = order.family, setting.profile
    names = work_out(family, order.values, profile.names, setting.who)
    bench = Bench(setting)
    Work(bench, family, names).run()
    for insert, insert_family, values in order.inserts:
        _fill(bench, insert, insert_family, values, setting)
    size = tuple(gate(part.number(names)) for part in family.body)
    body = Box((0.0, 0.0, 0.0), (size[0], size[1], size[2]))
    panels = tuple(_panel(draft, profile) for draft in bench.drafts.values())
    solids = tuple(Solid(one.id, one.role, one.look, _box(one.box)) for one in bench.solids)
    return Component(
        sample=setting.who,
        family=family.id,
        name=family.name,
        code=family.code(names),
        category=family.category,
        values=_values(family, names),
        finish=tuple(sorted(setting.finish.items())),
        placing=Placing(family.mount, gate(family.elevation.number(names))),  # type: ignore[arg-type]
        body=body,
        hull=_hull(body, bench, solids),
        depth=body.high[1],
        panels=panels,
        fittings=_fittings(bench, hardware, setting),
        solids=solids,
        openings=tuple(Opening(o.id, _box(o.box), o.left, o.right, o.top, o.bottom, o.back) for o in bench.openings),
        swings=tuple(Swing(s.id, s.kind, _box(s.box), s.hinge, s.angle, gate(s.travel)) for s in bench.swings),
        inserts=tuple(insert for insert, _, _ in order.inserts),
        tags=family.tags,
    )


def _fill(bench: Bench, insert: Insert, family: Family, values: Mapping[str, Value], setting: Setting) -> None:
    opening = next((one for one in bench.openings if one.id == insert.opening), None)
    if opening is None:
        known = ", ".join(one.id for one in bench.openings) or "none"
        raise LibraryError(setting.who, f"inserts.{insert.id}", f"no opening {insert.opening!r}; there is {known}")
    if family.mount != "opening":
        raise LibraryError(
            setting.who, f"inserts.{insert.id}", f"{insert.sample} stands by itself, it fills no opening"
        )
    width, depth, height = opening.box.size
    given = {**setting.profile.names, "opening.width": width, "opening.depth": depth, "opening.height": height}
    names = work_out(family, values, given, f"{setting.who}/{insert.id}")
    before = len(bench.drafts)
    Work(bench, family, names, f"{insert.id}.", opening).run()
    drafts = list(bench.drafts.values())
    for new in drafts[before:]:
        for old in drafts[:before]:
            if all(min(new.high[at], old.high[at]) - max(new.low[at], old.low[at]) > TOUCH for at in range(3)):
                raise LibraryError(setting.who, f"inserts.{insert.id}", f"{new.id} would stand in {old.id}")


def _values(family: Family, names: Mapping[str, Value]) -> Values:
    return tuple(sorted((name, names[name]) for name in family.parameters))


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
        outline=((0.0, 0.0), (length, 0.0), (length, width), (0.0, width)),
        holes=tuple(
            [
                Hole(kind, face, round(x, 2) + 0.0, round(y, 2) + 0.0, round(z, 2) + 0.0, diameter, depth)
                for kind, face, x, y, z, diameter, depth in draft.bores
            ]
        ),
        grooves=tuple(
            Groove(g.kind, g.face, (gate(g.x0), gate(g.y0)), (gate(g.x1), gate(g.y1)), g.width, g.depth)  # type: ignore[arg-type]
            for g in draft.grooves
        ),
        pose=Pose((gate(draft.at[0]), gate(draft.at[1]), gate(draft.at[2])), AXES[draft.axes[0]], AXES[draft.axes[1]]),
    )


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
    for article, qty in bench.fittings.items():
        if article not in hardware:
            raise LibraryError(setting.who, "fittings", f"no article {article!r} in the library")
        if qty:
            found.append(Fitting(article, hardware[article].name, qty))
    return tuple(found)
