"""The one gate between the bench and the factory, where lengths are rounded to 0.01 mm: drafts become panels, boxes their final ones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from app.components.bench import Bench
from app.components.bores import Bore, Slot
from app.components.draft import Draft
from app.components.outline import edge_of, segments
from app.components.parts import Cut, Cutout, Edge, Edges, Grain, Groove, Hole, Opening, Panel, Pocket, Solid, Swing
from app.components.profile import Profile
from app.components.stage import Stage
from app.geometry.box import Box
from app.geometry.frame import AXES, Frame, Point2, Point3, Pose
from app.records import Text

HOLES_KEPT = 30_000


def gate(value: float) -> float:
    """Return a length rounded to 0.01 mm, the only rounding there is; never a negative zero."""
    return round(value, 2) + 0.0


def panel(draft: Draft, profile: Profile, decor: str, grain: Grain) -> Panel:
    """Return a finished panel in a decor, one and the same for all that are alike; raise LibraryError when nothing would be left to cut."""
    name, stage = draft.name, draft.stage
    assert name is not None
    kept = stage.panels
    if kept is None:
        kept = stage.panels = {}
    pose = (*draft.at, draft.turn, draft.axes)
    key = (
        draft.id,
        draft.role,
        name.zh,
        name.en,
        draft.board,
        decor,
        grain,
        draft.edges,
        draft.rim,
        draft.match,
        draft.match_at,
        *pose,
    )
    found: Panel | None = kept.get(key)
    if found is None:
        found = kept[key] = _panel(draft, name, profile, decor, grain)
        stage.workshop.stages += 1
    return found


def _panel(draft: Draft, name: Text, profile: Profile, decor: str, grain: Grain) -> Panel:
    length, width, thickness = gate(draft.length), gate(draft.width), gate(draft.thickness)
    edges, off_length, off_width = _edging(profile, draft.edges)
    plain = draft.outline is None
    done = _finished(draft.stage)
    return Panel(
        draft.id,
        draft.role,
        name,
        draft.board,
        decor,
        grain,
        length,
        width,
        thickness,
        _cut(length - off_length, draft),
        _cut(width - off_width, draft),
        edges,
        ((0.0, 0.0), (length, 0.0), (length, width), (0.0, width)) if plain else _outline(draft),
        done.holes,
        done.grooves,
        _pose(draft),
        () if plain else _bands(draft, edges, profile),
        done.pockets,
        done.cutouts,
        draft.match,
        draft.match_at,
    )


class Finished(NamedTuple):
    """What was done to a panel, rounded."""

    holes: tuple[Hole, ...]
    grooves: tuple[Groove, ...]
    pockets: tuple[Pocket, ...]
    cutouts: tuple[Cutout, ...]


def _finished(stage: Stage) -> Finished:
    """Return all that was done up to a stage, worked out once."""
    found: Finished | None = stage.finished
    if found is None:
        works = stage.works()
        found = stage.finished = Finished(
            tuple([_hole(bore) for one in works if type(one) is tuple for bore in one]),
            tuple([_groove(one) for one in works if isinstance(one, Slot)]),
            tuple([_pocket(one) for one in works if isinstance(one, Pocket)]),
            tuple([_cutout(one) for one in works if isinstance(one, Cutout)]),
        )
    return found


@lru_cache(maxsize=256)
def _edging(profile: Profile, rule: str) -> tuple[Edges, float, float]:
    """Return the bands of an edge rule, and how much less than finished a panel is cut in length and width for them."""
    edges, premill = profile.edges[rule], profile.numbers["premill"]

    def taken(one: Edge) -> float:
        return one.thickness - premill if one.thickness else 0.0

    return edges, taken(edges.W1) + taken(edges.W2), taken(edges.L1) + taken(edges.L2)


def _cut(size: float, draft: Draft) -> float:
    if size <= 0:
        raise draft.where.fail(f"{draft.id} would be cut to {size:g} mm")
    return round(size, 2) + 0.0


@lru_cache(maxsize=HOLES_KEPT)
def _hole(bore: Bore) -> Hole:
    """Return a bore as it is drilled; one and the same for all panels that have it, a cabinet's bores are mostly those of others."""
    kind, face, x, y, z, diameter, depth = bore
    return Hole(kind, face, gate(x), gate(y), gate(z), diameter, depth)


def _groove(one: Slot) -> Groove:
    start, end = (gate(one.x0), gate(one.y0)), (gate(one.x1), gate(one.y1))
    return Groove(one.kind, one.face, start, end, one.width, one.depth)  # type: ignore[arg-type]


def _pocket(one: Pocket) -> Pocket:
    return Pocket(one.kind, one.face, flat(one.low), flat(one.high), gate(one.depth), gate(one.radius))


def _cutout(one: Cutout) -> Cutout:
    return Cutout(one.kind, flat(one.low), flat(one.high), gate(one.radius))


def _outline(draft: Draft) -> tuple[Point2, ...]:
    assert draft.outline is not None
    return tuple(flat(point) for point in draft.outline)


def _bands(draft: Draft, edges: Edges, profile: Profile) -> tuple[Edge, ...]:
    """Return the band of each side of an outline: the panel's own where it lies on an edge of the panel, its rim's inside."""
    assert draft.outline is not None
    rim = profile.bands[draft.rim] if draft.rim else Edge()
    named = (edge_of(side, draft.length, draft.width) for side in segments(draft.outline))
    return tuple(getattr(edges, edge) if edge else rim for edge in named)


def _pose(draft: Draft) -> Pose:
    x, y = AXES[draft.axes[0]], AXES[draft.axes[1]]
    if not draft.turn:
        return Pose(_point(draft.at), x, y)
    frame = Frame(turn=draft.turn)
    return Pose(_point(draft.at), frame.out(x), frame.out(y))


def flat(point: Point2) -> Point2:
    """Return a point of a plane, rounded."""
    return (gate(point[0]), gate(point[1]))


def _point(point: Sequence[float]) -> Point3:
    x, y, z = point
    return (round(x, 2) + 0.0, round(y, 2) + 0.0, round(z, 2) + 0.0)


def box(one: Box) -> Box:
    """Return a box, rounded."""
    return Box(_point(one.low), _point(one.high))


def body(size: Point3) -> Box:
    """Return the body of a unit, rounded."""
    return Box((0.0, 0.0, 0.0), _point(size))


def solid(id: str, role: str, look: str, low: Point3, high: Point3) -> Solid:
    """Return a body that is seen, rounded."""
    return Solid(id, role, look, Box(_point(low), _point(high)))


def swing(one: Swing) -> Swing:
    """Return the space of a leaf, rounded."""
    return Swing(one.id, one.kind, box(one.box), one.hinge, one.angle, gate(one.travel), one.turn)


def cut(one: Cut) -> Cut:
    """Return what is cut out of a worktop, rounded."""
    return Cut(one.kind, flat(one.low), flat(one.high), gate(one.radius))


def opening(one: Opening, bench: Bench) -> Opening:
    """Return an opening as it is in the end: moved with the shelves that gave way, closed by what closes the one it came from."""
    top, bottom = bench.drafts.get(one.top), bench.drafts.get(one.bottom)
    (x0, y0, z0), (x1, y1, z1) = one.box.low, one.box.high
    low, high = (x0, y0, z0 + (bottom.lifted if bottom else 0.0)), (x1, y1, z1 + (top.lifted if top else 0.0))
    around = Box(_point(low), _point(high))
    front = bench.front(one.id)
    return Opening(one.id, around, one.left, one.right, one.top, one.bottom, one.back, one.filled, front, one.over)


def hull(body: Box, bench: Bench, solids: tuple[Solid, ...]) -> Box:
    """Return the box round all of a unit, rounded."""
    drafts = bench.drafts.values()
    lows = zip(body.low, *[one.low for one in drafts], *[one.box.low for one in solids], strict=True)
    highs = zip(body.high, *[one.high for one in drafts], *[one.box.high for one in solids], strict=True)
    return Box(_point([min(column) for column in lows]), _point([max(column) for column in highs]))
