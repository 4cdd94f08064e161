"""What a plan family's file may say (floorplans/families/*.toml), as it is written: formulas are still text. mm, x east, y north.

A family is drawn by its axis lines, as an architect does: rooms as boxes or rings along the centre lines of their walls. The walls
follow from the rooms; openings, obstacles and services are told of a room and a side of it. floorplans/README.md is the reference.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from app.records import Text

type Expr = bool | int | float | str

FORMULAS = {  # the fields that are formulas: kind, by name; all others are plain
    "when": "bool", "repeat": "number", "box": "number", "line": "number", "ceiling": "number", "thickness": "number",
    "height": "number", "low": "number", "high": "number", "left": "number", "right": "number", "width": "number", "sill": "number",
    "head": "number", "bay": "number", "size": "number", "bottom": "number", "top": "number", "away": "number", "flip": "bool",
    "that": "bool",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parameter:
    """What sets the sizes of a family; a length in mm unless `kind` says otherwise."""

    name: Text
    default: Expr
    min: float | None = None
    max: float | None = None
    kind: Literal["length", "count", "bool", "choice"] = "length"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What all items share: `repeat` makes as many of it (`i` from 0, `n` from 1, `{n}` in its texts), each only `when` true."""

    id: str = ""
    use: str = ""  # the preset it starts from; its id when there is a preset of that name
    when: Expr = True
    repeat: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomItem(Item):
    """A room along the centre lines of its walls: a `box` (west, south, east, north) or a `line` of points, counter-clockwise.

    `run` is the side (N, E, S, W) its kit is arranged along, `flip` swaps the kit's left and right; `kit` "" leaves it without.
    """

    name: Text
    kind: str
    box: tuple[Expr, Expr, Expr, Expr] | None = None
    line: tuple[tuple[Expr, Expr], ...] = ()
    ceiling: Expr | None = None
    run: str = ""
    flip: Expr = False
    kit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WallItem(Item):
    """Another thickness or height for the walls between two rooms, or between a room and "out": a parapet."""

    between: tuple[str, str]
    thickness: Expr | None = None
    height: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningItem(Item):
    """A door, window or passage from `room` to another, or "out": `low` mm from the west or south corner, `high` from the other.

    With neither it stands in the middle. Both rooms' clear corners count. A leaf hangs at the `hinge` jamb ("low" or "high"; the one
    nearer to its corner unless told) and swings into the room `into` (`room` unless told). `side` is needed where two sides border.
    """

    kind: Literal["door", "window", "passage"]
    room: str
    width: Expr
    sill: Expr
    head: Expr
    to: str = "out"
    side: str = ""
    low: Expr | None = None
    high: Expr | None = None
    leaf: Literal["hinged", "double", "sliding", "none"] = "none"
    hinge: Literal["low", "high", ""] = ""
    into: str = ""
    bay: Expr = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ObstacleItem(Item):
    """A column, flue or pipe in a `corner` (SW, SE, NE, NW) of a room: `size` is its extent in x and y.

    Without a corner it is a beam, `size[1]` broad, along a `side` of the room, of the side's length when `size[0]` is 0.
    """

    kind: str
    room: str
    size: tuple[Expr, Expr]
    corner: str = ""
    side: str = ""
    bottom: Expr = 0
    top: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceItem(Item):
    """A service point on a `side` of a room: `left` or `right` mm from the corner seen facing it, `height` up, `away` from the wall."""

    kind: str
    room: str
    side: str
    height: Expr
    left: Expr | None = None
    right: Expr | None = None
    away: Expr = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedItem(Item):
    """What must be true of the values, and the reason told when it is not."""

    that: Expr
    reason: Text


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn."""

    rooms: tuple[RoomItem, ...]
    openings: tuple[OpeningItem, ...]
    walls: tuple[WallItem, ...] = ()
    obstacles: tuple[ObstacleItem, ...] = ()
    services: tuple[ServiceItem, ...] = ()


@dataclass(frozen=True, slots=True)
class RangeItem:
    """House types of a family: every combination of the lists of values for which `when` is true.

    `{area}` in a name is the area inside the outer walls in whole m², `{area_tenth}` to a tenth, `{w}` and `{d}` are width and depth in m.
    `mirrored` makes the twin across the stairwell besides ("both") or instead ("yes").
    """

    name: Text
    values: dict[str, tuple[bool | float | str, ...]]
    when: Expr = True
    estate: str = ""
    city: str = ""
    orientation: float = 0.0
    mirrored: Literal["no", "yes", "both"] = "no"
    tag: str = ""  # goes into the ids, to tell ranges apart that have the same values


@dataclass(frozen=True, slots=True)
class FamilyFile:
    """A plan family as written; `kind` is flat, or room for single rooms to start from."""

    name: Text
    draw: Drawing
    kind: Literal["flat", "room"] = "flat"
    parameters: dict[str, Parameter] = field(default_factory=dict)
    derived: dict[str, Expr] = field(default_factory=dict)
    need: tuple[NeedItem, ...] = ()
    ranges: tuple[RangeItem, ...] = ()


@dataclass(frozen=True, slots=True)
class KitPoint:
    """A service of a kit: on the run side, the left or right wall seen facing it, or the one opposite (`back`)."""

    kind: str
    on: Literal["run", "left", "right", "back", "door"]
    height: Expr
    left: Expr = 0
    away: Expr = 10


@dataclass(frozen=True, slots=True)
class KitBody:
    """An obstacle of a kit, in a corner of the run side or of the back; `size` is along the run side and away from it."""

    kind: str
    corner: Literal["run left", "run right", "back left", "back right"]
    size: tuple[Expr, Expr]


@dataclass(frozen=True, slots=True)
class Kit:
    """Services and obstacles that a kind of room has; formulas know `w`, the length of the run side, and `d`, the depth before it."""

    services: tuple[KitPoint, ...] = ()
    obstacles: tuple[KitBody, ...] = ()


@dataclass(frozen=True, slots=True)
class Sizes:
    """What all families share unless they say otherwise, mm."""

    outer: float
    inner: float
    height: float
    ceiling: float
    corner: float  # from a door to a corner
    margin: float  # from a service to an opening, an obstacle or a corner


@dataclass(frozen=True, slots=True)
class Parts:
    """floorplans/families/parts/common.toml: sizes, presets of rooms and openings by name, kits by name."""

    sizes: Sizes
    rooms: dict[str, dict[str, object]]
    openings: dict[str, dict[str, object]]
    kits: dict[str, Kit]
