"""Walls and openings of a home -> those of a plan: arcs as chords, each opening in one wall. Plan axes, mm.

An opening that reaches over two walls in one line joins them. What lies in no wall, or cannot be, is counted and left to the underlay.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from app.plans.check import HEIGHT, THICKNESS
from app.plans.plan import Opening, Wall
from app.plans.sh3d.arcs import Round, add_round, round_wall
from app.plans.sh3d.holes import Built, Hole, Leaf, across, share_in
from app.plans.sh3d.home import HomeWall

MEET = 1.0  # mm
TOUCHING = 0.1  # share of an opening's width by which it may overlap the next and is trimmed
NARROWEST = 50.0  # mm; what check.py takes for an opening
LEAST_WALL = 1.0  # mm
TURNED: dict[str, Literal["start", "end", ""]] = {"start": "end", "end": "start", "": ""}
OTHER: dict[str, Literal["left", "right", ""]] = {"left": "right", "right": "left", "": ""}


def build(walls: Sequence[HomeWall], holes: Sequence[Hole], wall_height: float) -> Built:
    """Return the walls of a storey with its openings in them; `wall_height` serves walls that give none."""
    built = Built()
    rounds: list[Round] = []
    for wall in walls:
        height = _height(wall, wall_height, built)
        possible = THICKNESS[0] <= wall.thickness <= THICKNESS[1] and HEIGHT[0] <= height <= HEIGHT[1]
        try:
            curved = round_wall(wall, height)
        except ValueError:  # a whole circle, which has no place for a start and an end
            possible, curved = False, None
        if not possible or math.dist(wall.start, wall.end) < LEAST_WALL:
            built.odd.append(wall)
        elif curved is not None:
            rounds.append(curved)
        else:
            built.walls.append(Wall(f"w{len(built.walls) + 1}", wall.start, wall.end, wall.thickness, height))
    add_round(built, built.walls, rounds, holes)
    for hole in sorted(holes, key=lambda one: one.kind == "passage"):  # a frame around a door is one hole with it
        _put(built, hole)
    return built


def _height(wall: HomeWall, wall_height: float, built: Built) -> float:
    start = wall.height if wall.height is not None else wall_height
    end = wall.height_at_end if wall.height_at_end is not None else start
    if abs(end - start) > MEET:
        built.slopes.append(min(start, end))
    return max(start, end)


def _put(built: Built, hole: Hole) -> None:
    """Put an opening into the wall that holds most of it; what cannot be is left."""
    fits = [
        (round(share, 6), -abs(across(wall, hole.at)[1]), -i)
        for i, wall in enumerate(built.walls)
        if hole.width >= NARROWEST and (share := share_in(wall, hole))
    ]
    if not fits:
        built.leave(hole, "in_no_wall")
        return
    share, _, i = max(fits)
    wall = built.walls[-i] if share >= 1.0 - MEET / hole.width else _joined(built, built.walls[-i], hole)
    middle = across(wall, hole.at)[0]
    start, end = middle - hole.width / 2, middle + hole.width / 2
    if start < -MEET or end > wall.length + MEET:
        built.counts["cut_short"] += 1
    start, end = max(0.0, round(start, 3)), min(wall.length, round(end, 3))
    _add_opening(built, wall, hole, start, end)


def _joined(built: Built, wall: Wall, hole: Hole) -> Wall:
    """Join a wall with those in one line with it that the rest of an opening lies in; return the longer wall."""
    bent = {name for curve in built.curves for name in curve.walls}
    while share_in(wall, hole) < 1.0 - MEET / hole.width:
        other = next((one for one in built.walls if one is not wall and _goes_on(wall, one, hole)), None)
        if other is None or wall.id in bent or other.id in bent:
            return wall
        ends = sorted((across(wall, point)[0], point) for point in (wall.start, wall.end, other.start, other.end))
        longer = replace(wall, start=ends[0][1], end=ends[-1][1])
        built.openings = [_moved(opening, wall, other, longer) for opening in built.openings]
        built.walls = [longer if one is wall else one for one in built.walls if one is not other]
        wall = longer
    return wall


def _goes_on(wall: Wall, other: Wall, hole: Hole) -> bool:
    """Return whether another wall goes on in one line with a wall, alike, and holds some of an opening."""
    alike = abs(wall.thickness - other.thickness) <= MEET and abs(wall.height - other.height) <= MEET
    if not alike or not share_in(other, hole):
        return False
    (u0, v0), (u1, v1) = across(wall, other.start), across(wall, other.end)
    low, high = min(u0, u1), max(u0, u1)
    touches = low <= wall.length + MEET and high >= -MEET
    return max(abs(v0), abs(v1)) <= MEET and touches and (low < -MEET or high > wall.length + MEET)


def _moved(opening: Opening, wall: Wall, other: Wall, longer: Wall) -> Opening:
    """Return an opening of two joined walls as told from the start of the longer one."""
    if opening.wall not in (wall.id, other.id):
        return opening
    own = wall if opening.wall == wall.id else other
    start, end = across(longer, own.start)[0], across(longer, own.end)[0]
    if end > start:
        return replace(opening, wall=longer.id, offset=round(start + opening.offset, 3))
    offset = round(start - opening.offset - opening.width, 3)
    hinge, side = TURNED[opening.hinge], OTHER[opening.side]
    return replace(opening, wall=longer.id, offset=offset, hinge=hinge, side=side)


def _add_opening(built: Built, wall: Wall, hole: Hole, start: float, end: float) -> None:
    """Add an opening from `start` to `end` mm along its wall, cut to the wall's height and to its neighbours."""
    sill, head = max(0.0, hole.sill), min(hole.head, wall.height)
    built.counts["cut_height"] += hole.head > wall.height + MEET or hole.sill < -MEET
    for other in built.openings:
        beside = min(end, other.offset + other.width) - max(start, other.offset)
        above = min(head, other.head) - max(sill, other.sill)
        if other.wall != wall.id or beside <= 0.01 or above <= 0.01:
            continue
        if beside > TOUCHING * min(end - start, other.width):
            built.leave(hole, "overlapping")
            return
        built.counts["trimmed"] += beside > MEET  # two frames side by side, as of a door of two pieces
        start, end = (start + beside, end) if start >= other.offset else (start, end - beside)
    if end - start < NARROWEST or head - sill < NARROWEST:
        built.leave(hole, "in_no_wall")
        return
    width = min(round(end - start, 3), wall.length - start)
    leaf, hinge, side = _leaf(wall, hole, (start + end) / 2)
    name = f"o{len(built.openings) + 1}"
    built.openings.append(Opening(name, hole.kind, wall.id, start, width, sill, head, leaf, hinge, side))


type _Hung = tuple[Leaf, Literal["start", "end", ""], Literal["left", "right", ""]]


def _leaf(wall: Wall, hole: Hole, middle: float) -> _Hung:
    """Return leaf, hinge and side of an opening as seen along its wall."""
    if hole.kind != "door" or hole.swing is None or hole.hinge is None:
        return ("sliding" if hole.kind == "door" and hole.leaf == "sliding" else "none", "", "")
    side: Literal["left", "right"] = "left" if across(wall, hole.swing)[1] > across(wall, hole.hinge)[1] else "right"
    if hole.leaf == "double":
        return ("double", "", side)
    return ("hinged", "start" if across(wall, hole.hinge)[0] < middle else "end", side)
