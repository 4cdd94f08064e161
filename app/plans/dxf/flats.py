"""Several flats on one sheet, told apart: by what is printed in them, by the doors between rooms, by the distance between drawings. mm, m².

A flat's label is a printed area too large for the room it stands in, with the flat's number or type beside it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import shapely

from app.geometry.polygon import area, bounds, contains
from app.plans.dxf.drawing import Note
from app.plans.dxf.texts import printed_area
from app.plans.importing import Option, Question
from app.plans.plan import Opening, Room, Wall
from app.records import Text
from app.words import Message, message

APART = 5000.0  # mm; drawings farther apart than this, with dimensions between them, are of different flats or storeys
TITLE = 8000.0  # mm; the title of a drawing is no farther from it: dimensions and axes stand between
LEAST_FLAT = 15.0  # m²; domain.md 7.2 asks 22 of the smallest flat's rooms and kitchen; less is a detail
LABEL_AREA = 18.0  # m²; a printed area from here on may be a flat's
GROSS = 1.15  # a flat's printed area is so many times the room's that it stands in, at least
BESIDE = 8.0  # letter heights from an area to the name that belongs to it
STANDS_OUT = 1.25  # the largest is taken when it is so many times the next
SHARED = 3  # a room whose doors lead to so many flats is nobody's
COMMON = re.compile(
    r"corridor|lobby|stair|\bst\.|elev|lift|escalator|公共|楼梯|电梯|走廊|走道|前室|合用|korytarz|klatka|flur|treppenhaus",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"[A-Za-z]{0,3}[-.]?\d{1,4}[A-Za-z]?'?")
_AREA = re.compile(
    r"(?:建筑|套内|使用)?面积\s*[:：=]?|\d+(?:[.,]\d+)?\s*(?:m2|m²|㎡|m\^2|sqm|平方米|平米)", re.IGNORECASE
)
NUMBER = re.compile(
    NUMBERED.pattern + r"|.*(?:户型|户|室号|单元|\d室|type|unit|apt|flat|suite|wohnung|mieszkanie).*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Flat:
    """A flat: what it is called, its rooms by number, the m² printed for it (0 when none are)."""

    name: str
    rooms: tuple[int, ...]
    printed: float = 0.0


@dataclass(frozen=True, slots=True)
class Label:
    """A flat's name and area where they are printed."""

    name: str
    printed: float
    at: tuple[float, float]


def flats_of(rooms: Sequence[Room], links: Iterable[tuple[int, int]], notes: Sequence[Note]) -> tuple[Flat, ...]:
    """Return the flats that rooms make, largest first; one, or none, when all are of one flat. `links` are rooms with a door between."""
    labels = labels_in(rooms, notes)
    pairs = sorted({(min(a, b), max(a, b)) for a, b in links if a != b})
    if len(labels) >= 2:
        return _largest_first(_by_labels(rooms, pairs, labels), rooms)
    groups = [group for group in _near(rooms) if _size(group, rooms) >= LEAST_FLAT]
    if len(groups) >= 2:
        order = sorted(groups, key=lambda group: _corner(group, rooms))
        return _largest_first([Flat(str(i), group) for i, group in enumerate(order, start=1)], rooms)
    homes = _by_kitchens(rooms, pairs)
    return _largest_first([Flat(str(i), group) for i, group in enumerate(homes, start=1)], rooms)


def labels_in(rooms: Sequence[Room], notes: Sequence[Note]) -> list[Label]:
    """Return the labels of flats: printed areas larger than the room they stand in, each with the name printed beside it.

    Where two are sure, others that are named alike are labels, too, however large the space that they stand in.
    """
    sure: list[Label] = []
    alike: list[Label] = []
    for note in notes:
        told = printed_area(note)
        if told < LABEL_AREA or note.tag or not (name := _name_beside(note, notes)):
            continue
        home = next((room for room in rooms if contains(room.outline, note.at)), None)
        label = Label(name, told, note.at)
        (sure if home is None or told >= GROSS * area(home.outline) / 1e6 else alike).append(label)
    if len(sure) < 2:
        return []
    looks = {_looks(label.name) for label in sure}
    found: list[Label] = []
    for label in (*sure, *(one for one in alike if _looks(one.name) in looks)):
        taken = {one.name for one in found}
        free = (label.name, *(f"{label.name} ({i})" for i in range(2, len(notes) + 3)))
        found.append(Label(next(name for name in free if name not in taken), label.printed, label.at))
    return found


def without_labels(notes: Sequence[Note], labels: Sequence[Label]) -> list[Note]:
    """Return the notes that are no part of a flat's label: they may name rooms."""
    areas = [note for note in notes if any(note.at == label.at for label in labels)]
    parts = {id(one) for note in areas for one in notes if _beside(one, note) and _is_name(one.text)}
    return [note for note in notes if id(note) not in parts and not any(note is one for one in areas)]


def _name_beside(note: Note, notes: Sequence[Note]) -> str:
    """Return the flat's number or type that is printed with an area, the largest letters first; "" when none is."""
    if (own := _AREA.sub("", note.text).strip(" \n:：,，()（）")) and _is_name(own) and not NUMBERED.fullmatch(own):
        return own[:40]
    near = [one for one in notes if one is not note and not one.tag and _beside(one, note) and _is_name(one.text)]
    near.sort(key=lambda one: (-one.height, math.dist(one.at, note.at)))
    lines = [line.strip() for line in note.text.splitlines() if _is_name(line)]
    return (near[0].text.strip() if near else lines[0] if lines else "")[:40]


def _looks(name: str) -> str:
    """Return a name with its letters and digits made alike: A101 and A112 look the same."""
    return re.sub(r"\d", "0", re.sub(r"[A-Za-z]", "a", name))


def _beside(one: Note, other: Note) -> bool:
    reach = BESIDE * max(one.height, other.height, 1.0)
    return math.dist(one.at, other.at) <= reach


def _is_name(text: str) -> bool:
    plain = text.strip()
    return len(plain) <= 30 and "\n" not in plain and NUMBER.fullmatch(plain) is not None


def _by_labels(rooms: Sequence[Room], links: Sequence[tuple[int, int]], labels: Sequence[Label]) -> list[Flat]:
    """Return a flat for each label: the rooms that its doors lead to without passing through what all share.

    Labels that all stand outside are titles below drawings: each names the drawing nearest to it.
    """
    if titled := _by_titles(rooms, labels):
        return titled
    home = {
        i: next((n for n, room in enumerate(rooms) if contains(room.outline, label.at)), -1)
        for i, label in enumerate(labels)
    }
    common = {n for n, room in enumerate(rooms) if COMMON.search(room.name.en) and n not in home.values()}
    owner = _spread(home, links, common)
    beside = _neighbours(links)
    shared = {n for n in range(len(rooms)) if len({owner[m] for m in beside.get(n, ()) if m in owner}) >= SHARED}
    owner = _spread(home, links, common | (shared - set(home.values())))
    return [
        Flat(label.name, tuple(sorted(n for n, who in owner.items() if who == i)), label.printed)
        for i, label in enumerate(labels)
    ]


def _by_titles(rooms: Sequence[Room], labels: Sequence[Label]) -> list[Flat]:
    """Return a flat for each label where all stand outside of rooms, beside a drawing of their own each; [] else.

    A title without a drawing stays as a flat without rooms.
    """
    groups = [group for group in _near(rooms) if _size(group, rooms) >= LEAST_FLAT]
    shapes = [shapely.union_all([shapely.Polygon(rooms[n].outline) for n in group]) for group in groups]
    away = [[shape.distance(shapely.Point(label.at)) for shape in shapes] for label in labels]
    if any(not row or min(row) <= 0.0 for row in away):
        return []
    found: dict[int, Label] = {}
    nearest = sorted((far, n, i) for n, row in enumerate(away) for i, far in enumerate(row))
    for far, n, i in nearest:
        if i not in found and labels[n] not in found.values() and far <= TITLE:
            found[i] = labels[n]
    if not groups or len(found) < len(groups):
        return []
    flats = [Flat(label.name, groups[i], label.printed) for i, label in sorted(found.items())]
    return [*flats, *(Flat(label.name, (), label.printed) for label in labels if label not in found.values())]


def _spread(home: Mapping[int, int], links: Sequence[tuple[int, int]], closed: set[int]) -> dict[int, int]:
    """Return who owns each room, going out from the flats' homes through doors, all a step at a time."""
    beside = _neighbours(links)
    owner = {room: i for i, room in home.items() if room >= 0}
    edge = list(owner)
    while edge:
        edge, before = [], edge
        for room in before:
            for other in beside.get(room, ()):
                if other not in owner and other not in closed:
                    owner[other] = owner[room]
                    edge.append(other)
    return owner


def _neighbours(links: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
    beside: dict[int, list[int]] = {}
    for a, b in links:
        beside.setdefault(a, []).append(b)
        beside.setdefault(b, []).append(a)
    return beside


def _near(rooms: Sequence[Room]) -> list[tuple[int, ...]]:
    """Return rooms in groups that stand APART from each other."""
    shapes = [shapely.Polygon(room.outline) for room in rooms]
    pairs = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=APART).T if shapes else ()
    return _groups(range(len(rooms)), [(int(a), int(b)) for a, b in pairs])


def _groups(members: Iterable[int], links: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    root = {n: n for n in members}

    def top(n: int) -> int:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    for a, b in links:
        if a in root and b in root:
            root[top(a)] = top(b)
    found: dict[int, list[int]] = {}
    for n in root:
        found.setdefault(top(n), []).append(n)
    return [tuple(sorted(group)) for group in found.values()]


def _by_kitchens(rooms: Sequence[Room], links: Sequence[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Return the groups of rooms that doors join and that have a kitchen and a bath each; [] unless there are several."""
    private = [n for n, room in enumerate(rooms) if not COMMON.search(room.name.en)]
    homes = []
    for group in _groups(private, links):
        kinds = Counter(rooms[n].kind for n in group)
        if kinds["kitchen"] and kinds["bath"] and _size(group, rooms) >= LEAST_FLAT:
            homes.append(group)
    return sorted(homes, key=lambda group: _corner(group, rooms)) if len(homes) >= 2 else []


def _size(group: Iterable[int], rooms: Sequence[Room]) -> float:
    return sum(area(rooms[n].outline) for n in group) / 1e6


def _corner(group: Iterable[int], rooms: Sequence[Room]) -> tuple[float, float]:
    x0, _, _, y1 = bounds(point for n in group for point in rooms[n].outline)
    return (round(x0 / 1000.0), -y1)


def _largest_first(flats: Iterable[Flat], rooms: Sequence[Room]) -> tuple[Flat, ...]:
    return tuple(sorted(flats, key=lambda flat: (-_worth(flat, rooms), flat.name)))


def _worth(flat: Flat, rooms: Sequence[Room]) -> float:
    return flat.printed or _size(flat.rooms, rooms)


def ask_flat(flats: Sequence[Flat], rooms: Sequence[Room], asked: str | None) -> Question:
    """Return which flat is to be taken: the asked one, else the largest where it stands out, else "" (it has to be asked)."""
    options = tuple(Option(flat.name, message_of(flat, rooms)) for flat in flats)
    sizes = [_worth(flat, rooms) for flat in flats]
    out = flats[0].name if sizes[0] >= STANDS_OUT * sizes[1] and flats[0].rooms else ""
    chosen = asked if asked is not None else out
    return Question("flat", message("dxf.ask_flat", count=len(flats)), options, chosen)


def called(flat: Flat) -> Text:
    """Return what a flat is called: by its printed name, or by its number on the sheet."""
    return Text(f"第 {flat.name} 套", f"flat {flat.name}") if flat.name.isdigit() else Text(flat.name, flat.name)


def message_of(flat: Flat, rooms: Sequence[Room]) -> Message:
    """Return a flat as a sentence: its rooms, their area, what is printed."""
    name = called(flat)
    size, printed = round(_size(flat.rooms, rooms), 2), round(flat.printed, 2)
    if not flat.rooms:
        return message("dxf.option_flat_unclosed", name=name, printed=printed)
    if flat.printed:
        return message("dxf.option_flat_printed", name=name, rooms=len(flat.rooms), area=size, printed=printed)
    return message("dxf.option_flat", name=name, rooms=len(flat.rooms), area=size)


def doors_between(rooms: Sequence[Room], walls: Sequence[Wall], openings: Iterable[Opening]) -> list[tuple[int, int]]:
    """Return the pairs of rooms that a door or a passage joins."""
    by_id = {wall.id: wall for wall in walls}
    shapes = [shapely.Polygon(room.outline) for room in rooms]
    tree = shapely.STRtree(shapes)
    found = []
    for opening in openings:
        if opening.kind == "window":
            continue
        wall = by_id[opening.wall]
        ux, uy = (wall.end[0] - wall.start[0]) / wall.length, (wall.end[1] - wall.start[1]) / wall.length
        along = opening.offset + opening.width / 2
        x, y = wall.start[0] + ux * along, wall.start[1] + uy * along
        out = wall.thickness / 2 + 100.0
        sides = [shapely.Point(x - uy * s, y + ux * s) for s in (out, -out)]
        beside = [tree.query(point, predicate="within") for point in sides]
        if len(beside[0]) and len(beside[1]):
            found.append((int(beside[0][0]), int(beside[1][0])))
    return found
