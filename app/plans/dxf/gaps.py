"""Gaps in walls: from where a wall's faces stop to what they run on to, and what speaks for a door or window there. Plan axes, mm.

A gap with a door or window drawn in it is sure; two ends of a wall facing each other are firm; a wall's end facing another wall is weak.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from app.geometry.frame import Point2
from app.plans.dxf.faces import End, Faces, Segment
from app.plans.dxf.marks import Gap, Mark, Strength, Symbol
from app.plans.dxf.proof import Evidence, Proof
from app.plans.dxf.rays import THINNEST, Ray, rays_from, run_of

WIDEST_BARE = 3000.0  # mm; a gap with nothing drawn in it is no wider: beyond, two walls only happen to stand in line
NARROWEST = 300.0  # mm; what is narrower is no opening: the wall goes on
DOORWAY = 1200.0  # mm; between a wall's end and another wall: as wide as a door may be (domain.md 7.2: entry 1000, and a frame) ...
WALL = 400.0  # mm; a face this long beyond the gap is the same wall going on
PARTITION = 1500.0  # mm; ... and the wall is as long as this: shorter ones are nibs within a room
OTHER = 100.0  # mm; gaps that differ by more in width are not one gap
THICKEST = 450.0  # mm; faces of one wall are no farther apart
COVER = 0.6  # share of a gap that a symbol in it spans


def gaps_in(
    faces: Faces, ends: Sequence[End], symbols: Sequence[Symbol], marks: Sequence[Mark], facing: Sequence[Segment] = ()
) -> tuple[Gap, ...]:
    """Return all gaps that can be closed, sure ones first; none contradicts another by being sure of the same symbol at another width."""
    rays = rays_from(faces, ends, facing)
    evidence = Evidence(symbols, marks)
    passing = evidence.near([(ray.start, ray.stop) for ray in rays.values()])
    proven = {number for i, number in enumerate(rays) if i in passing}
    gaps = [gap for group in _groups(rays) if (gap := _gap(faces, ends, group, evidence, proven)) is not None]
    return tuple(sorted(_one_each(gaps), key=lambda gap: ("sure", "firm", "weak").index(gap.strength)))


def _one_each(gaps: list[Gap]) -> list[Gap]:
    """Return gaps without those that claim a symbol which a much narrower gap has, or only loose lines that narrower gaps have.

    Jambs of two doors that lie in line across a room, and a pier before a window, claim what stands in other walls.
    """
    least: dict[int, Gap] = {}
    chains: dict[tuple[Point2, ...], float] = {}
    for gap in gaps:
        least[id(gap.symbol)] = min(gap, least.get(id(gap.symbol), gap), key=lambda one: one.width)
        for chain in _loose(gap):
            chains[chain] = min(gap.width, chains.get(chain, math.inf))
    return [
        gap
        for gap in gaps
        if (gap.symbol is None or _same_hole(gap, least[id(gap.symbol)]))
        and not (_loose(gap) and all(gap.width > chains[chain] + OTHER for chain in _loose(gap)))
    ]


def _same_hole(gap: Gap, narrowest: Gap) -> bool:
    """Return whether a gap may be the hole of its symbol as the narrowest that claims it may: nearly as narrow; a leaf's in one wall."""
    if gap.width > 1.3 * narrowest.width + 50.0:
        return False
    if gap.symbol is None or not gap.symbol.swings:
        return True
    (ax, ay), (bx, by) = narrowest.lines[0]
    ux, uy = (bx - ax) / narrowest.width, (by - ay) / narrowest.width
    for (px, py), (qx, qy) in gap.lines:
        along = ((qx - px) * ux + (qy - py) * uy) / gap.width
        off = abs(((py + qy) / 2 - ay) * ux - ((px + qx) / 2 - ax) * uy)
        if abs(along) < 0.95 or off > THICKEST:
            return False
    return True


def _loose(gap: Gap) -> tuple[tuple[Point2, ...], ...]:
    """Return the loose lines that a gap's symbol was put together of, none for a symbol that was drawn as one."""
    made = gap.symbol is not None and not gap.symbol.name and not gap.symbol.swings
    return gap.symbol.chains if made and gap.symbol is not None else ()


def _groups(rays: dict[int, Ray]) -> Iterable[list[Ray]]:
    """Yield the rays that close one and the same gap."""
    parent = {i: i for i in rays}

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, ray in rays.items():
        if ray.faced in parent:
            parent[root(i)] = root(ray.faced)
        for j in ray.sibling:
            depth = max((abs(d) for d in ray.depths), default=0.0)
            if abs(ray.width - rays[j].width) <= 50.0 + 1.5 * depth:
                parent[root(i)] = root(j)
    groups: dict[int, list[Ray]] = {}
    for i, ray in rays.items():
        groups.setdefault(root(i), []).append(ray)
    return groups.values()


def _gap(faces: Faces, ends: Sequence[End], group: list[Ray], evidence: Evidence, proven: set[int]) -> Gap | None:
    proof = Proof()
    for ray in group:
        for depth in (ray.depths or (0.0,)) if ray.end in proven else ():
            proof = max(proof, evidence.within(ray.start, ray.way, ray.width, depth), key=lambda one: one.share)
    group = _two(group)
    width = max(ray.width for ray in group)
    lines = _lines(group)
    depths = sorted(abs(depth) for ray in group for depth in ray.depths if abs(depth) >= THINNEST)
    depth = depths[0] if depths else 0.0
    if proof.share >= COVER and width >= NARROWEST:
        return Gap(lines, width, depth, proof.kind, "sure", proof.symbol)
    if width > WIDEST_BARE:
        return None
    strength = _strength(faces, ends, group, width)
    return Gap(lines, width, depth, "passage" if width >= NARROWEST else "", strength) if strength else None


def _two(group: list[Ray]) -> list[Ray]:
    """Return the rays that belong to one wall: those that end at another end if two lines do, else all."""
    ending = [ray for ray in group if ray.faced >= 0 or ray.jamb]
    return ending if len(_lines(ending)) >= 2 else group


def _strength(faces: Faces, ends: Sequence[End], group: list[Ray], width: float) -> Strength | None:
    """Return how much speaks for closing a gap in which nothing is drawn."""
    facing = [ray for ray in group if ray.faced >= 0]
    stubs = [ray for ray in group if ray.sibling]
    if not stubs:
        return "weak" if _ticked(facing) else None
    ending = [ray for ray in group if ray.faced >= 0 or ray.jamb]
    goes_on = any(min(run_of(faces, ends, ray.end), run_of(faces, ends, ray.faced)) >= WALL for ray in facing)
    if goes_on or len(_lines(ending)) >= 2:
        return "firm"
    long = max(min(run_of(faces, ends, ray.end), max(run_of(faces, ends, j) for j in ray.sibling)) for ray in stubs)
    return "firm" if long >= PARTITION and width <= DOORWAY else "weak"


def _ticked(facing: list[Ray]) -> bool:
    """Return whether faces that face each other turn off to the same side, or are both free."""
    signs = {math.copysign(1.0, depth) for ray in facing for depth in ray.depths[:1]}
    return len(facing) >= 2 and (len(signs) == 2 or not any(ray.depths for ray in facing))


def _lines(group: list[Ray]) -> tuple[Segment, ...]:
    """Return the lines that close a gap, each once."""
    found: dict[frozenset[Point2], Segment] = {}
    for ray in group:
        found.setdefault(frozenset((ray.start, ray.stop)), (ray.start, ray.stop))
    return tuple(found.values())
