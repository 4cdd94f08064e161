"""Outlines of rooms -> rooms with ids, names, kinds and heights from what is printed in them; printed areas held against them. mm, m²."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from app.geometry.polygon import Outline, area, bounds, contains, covers, is_simple, overlap, tidy
from app.plans.dxf.drawing import Note
from app.plans.dxf.faces import Segment
from app.plans.dxf.layers import room_kind
from app.plans.dxf.sheet import Sheet
from app.plans.dxf.texts import ceiling, printed_area, room_name
from app.plans.plan import PlanError, Room
from app.records import Text
from app.words import Message, message

CEILING = 2700.0  # mm; taken where a drawing gives no room height, and told as a doubt
MOST_ROOMS = 500
MOST_CORNERS = 2000  # of one room
WITHIN = 60.0  # mm; so far from its sides a line is within a room
THROUGH = 250.0  # mm of lines within rooms that are told
LEAST_ROOM = 0.5e6  # mm²; a smaller outline is a shaft or a symbol
SLACK = 0.005  # how far a drawn area may be from the printed one
MOST_DOUBTS = 8
GROSS = 1.6  # a printed area so many times the drawn one is that of a whole flat


@dataclass(frozen=True, slots=True)
class FoundRooms:
    """Rooms, the m² printed in each (0 when none is), and what is doubtful about them."""

    rooms: tuple[Room, ...]
    printed: tuple[float, ...]
    doubts: tuple[Message, ...]


def drawn_outlines(sheet: Sheet) -> tuple[list[tuple[Outline, str]], int]:
    """Return the room outlines drawn on layers of rooms, largest first, and how many cross themselves or have too many corners.

    There are no doubles among them, and none that only frames others.
    """
    rings = [line for line in sheet.sorted.lines("rooms") if line.closed and not line.fill and len(line.points) >= 3]
    chains = [(sheet.chain(ring), ring.layer) for ring in rings]
    sound = [len(chain) <= MOST_CORNERS and is_simple(chain) for chain, _ in chains]
    simple = [(tidy(chain), layer) for (chain, layer), can in zip(chains, sound, strict=True) if can]
    crossed = sum(_box(chain) >= LEAST_ROOM for (chain, _), can in zip(chains, sound, strict=True) if not can)
    drawn = sorted((one for one in simple if area(one[0]) >= LEAST_ROOM), key=lambda item: -area(item[0]))
    if len(drawn) > MOST_ROOMS:
        return drawn, crossed
    kept: list[tuple[Outline, str]] = []
    for i, (outline, layer) in enumerate(drawn):
        double = any(_meet(outline, other) and overlap(outline, other) > 0.95 * area(other) for other, _ in kept)
        inside = [other for other, _ in drawn[i + 1 :] if _meet(outline, other) and covers(outline, other)]
        if not double and not len(inside) > 1:
            kept.append((outline, layer))
    return kept, crossed


def through_rooms(rooms: Sequence[Outline], lines: Sequence[Segment]) -> float:
    """Return how many mm of wall lines run through rooms that are drawn as outlines: one of the two is not as it is built."""
    if not rooms or not lines:
        return 0.0
    inside = shapely.union_all([shapely.buffer(shapely.Polygon(room), -WITHIN) for room in rooms])
    drawn = shapely.union_all(np.asarray(shapely.linestrings(np.asarray(lines, dtype=float).reshape(-1, 2, 2))))
    found = float(shapely.length(shapely.intersection(drawn, inside)))
    return found if found >= THROUGH else 0.0


def _box(chain: Outline) -> float:
    """Return the mm² of what is around a chain: the two halves of one that crosses itself may cancel each other out."""
    x0, y0, x1, y1 = bounds(chain)
    return (x1 - x0) * (y1 - y0)


def _meet(a: Outline, b: Outline) -> bool:
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = bounds(a), bounds(b)
    return ax0 <= bx1 and bx0 <= ax1 and ay0 <= by1 and by0 <= ay1


def named_rooms(file: object, outlines: Sequence[tuple[Outline, str]], notes: Sequence[Note]) -> FoundRooms:
    """Return outlines, each with the layer it is drawn on, as rooms; raise PlanError when they are too many."""
    if len(outlines) > MOST_ROOMS:
        raise PlanError(str(file), "", f"draws {len(outlines)} rooms, more than {MOST_ROOMS}")
    layers = [layer for _, layer in outlines]
    prefix = _shared_start(sorted(set(layers)))
    rooms: list[Room] = []
    printed: list[float] = []
    nameless = unknown_height = 0
    for outline, layer in outlines:
        inside = _inside(outline, notes)
        told = room_name(inside)
        own = layer.removeprefix(prefix) if layers.count(layer) == 1 else ""
        height = ceiling(inside)
        nameless += not told
        unknown_height += height is None
        shown = Text(told, told) if told else Text(f"房间 {len(rooms) + 1}", f"Room {len(rooms) + 1}")
        kind = room_kind(told)
        kind = kind if kind != "other" else room_kind(own)
        name = _free(slug(own) or slug(told) or "room", {room.id for room in rooms})
        rooms.append(Room(name, shown, kind, outline, CEILING if height is None else height))
        printed.append(next((value for note in inside if (value := printed_area(note))), 0.0))
    doubts = [message("plans.doubt_nameless", count=nameless)] if nameless else []
    if unknown_height:
        doubts.append(message("plans.doubt_ceiling", count=unknown_height, height=CEILING))
    return FoundRooms(tuple(rooms), tuple(printed), (*doubts, *_doubt_areas(rooms, printed)))


def _inside(outline: Outline, notes: Sequence[Note]) -> list[Note]:
    x0, y0, x1, y1 = bounds(outline)
    near = [note for note in notes if x0 <= note.at[0] <= x1 and y0 <= note.at[1] <= y1]
    return [note for note in near if contains(outline, note.at)]


def _doubt_areas(rooms: Sequence[Room], printed: Sequence[float]) -> list[Message]:
    """Return what differs by more than SLACK; areas of whole flats, which are printed in one of their rooms, are not the room's."""
    doubts = []
    for room, told in zip(rooms, printed, strict=True):
        drawn = area(room.outline) / 1e6
        if told and abs(drawn - told) > SLACK * told and told <= GROSS * drawn:
            doubts.append(message("dxf.doubt_area", name=room.name, printed=told, drawn=round(drawn, 3)))
    if len(doubts) > MOST_DOUBTS:
        doubts[MOST_DOUBTS:] = [message("dxf.doubt_areas_more", count=len(doubts) - MOST_DOUBTS)]
    return doubts


def _free(name: str, taken: set[str]) -> str:
    return next(n for n in (name, *(f"{name}_{i}" for i in range(2, MOST_ROOMS + 3))) if n not in taken)


def _shared_start(names: Sequence[str]) -> str:
    """Return the words that all names start with, as `PP-` of PP-ROOM1 and PP-TOILET; "" for one name."""
    if len(names) < 2:
        return ""
    first, last = names[0], names[-1]  # names are sorted, so these differ most
    same = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return re.sub(r"[^\W_]*$", "", first[:same])


def slug(name: str) -> str:
    """Return a name as an id: letters, digits and underscores, lower case."""
    return re.sub(r"\W+", "_", name.lower()).strip("_")[:40]
