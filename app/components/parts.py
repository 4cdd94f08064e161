"""What a factory makes or buys: panels with their holes, grooves and edges, fittings, and the component they make up.

Unit axes: x right, y into the wall, z up; the carcass front stands at y = 0, its rear at y = depth, doors at y < 0.
Panel axes: x along the length, y along the width, z through the thickness; face A is z = thickness, face B is z = 0.
L1 is the edge y = 0 (the front edge), L2 is y = width, W1 is x = 0, W2 is x = length (domain.md 4.4). All lengths mm, finished sizes
and finished-part coordinates (domain.md 4.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.geometry.box import Box
from app.geometry.frame import Point2, Pose
from app.records import DataError, Text

type Value = float | int | str | bool
type Values = tuple[tuple[str, Value], ...]  # sorted pairs, so that equal values are equal and hash alike
type Face = Literal["A", "B", "L1", "L2", "W1", "W2"]
type Grain = Literal["length", "width", "none"]


class LibraryError(DataError):
    """Library data that cannot be, or a sample asked for what it cannot be: names the file, the place in it and the cause."""


class RefusedError(LibraryError):
    """What a family itself refuses, with the reason in both languages."""

    def __init__(self, file: str, place: str, reason: Text) -> None:
        self.reason = reason
        super().__init__(file, place, reason.en)


@dataclass(frozen=True, slots=True)
class Hole:
    """One bore: `kind` is a word of the worked examples (cam15, bolt8e, ...); (x, y, z) is the point where the bit enters."""

    kind: str
    face: Face
    x: float
    y: float
    z: float
    diameter: float
    depth: float  # equal to the thickness for a bore through a face


@dataclass(frozen=True, slots=True)
class Groove:
    """A straight groove along its centre line on face A or B."""

    kind: str  # "back", "drawer_bottom", ...
    face: Literal["A", "B"]
    start: Point2
    end: Point2
    width: float
    depth: float


@dataclass(frozen=True, slots=True)
class Pocket:
    """A flat recess milled into face A or B: a rectangle from `low` to `high` with rounded corners (radius of the cutter)."""

    kind: str  # "shaker", "pull", ...
    face: Literal["A", "B"]
    low: Point2
    high: Point2
    depth: float
    radius: float


@dataclass(frozen=True, slots=True)
class Cutout:
    """An opening cut through a panel, away from its rim: the rectangle from `low` to `high` with rounded corners.

    A round opening has `radius` equal to half its equal sides.
    """

    kind: str  # "sink", "hob", "cable", "socket", ...
    low: Point2
    high: Point2
    radius: float


@dataclass(frozen=True, slots=True)
class Edge:
    """The band on one edge; thickness 0 and band "" where there is none."""

    band: str = ""
    thickness: float = 0.0


@dataclass(frozen=True, slots=True)
class Edges:
    """The four edges of a panel in the order of the cut list."""

    L1: Edge = Edge()
    L2: Edge = Edge()
    W1: Edge = Edge()
    W2: Edge = Edge()


@dataclass(frozen=True, slots=True)
class Panel:
    """One board part, fully resolved: finished size, cut size, outline, edges, holes, grooves, and where it sits in its unit.

    `outline` is the finished contour in panel axes, counter-clockwise, not repeated at the end; a rectangle is the usual case. Its
    bounding box is (0, 0) to (length, width). `bands` holds the band of each side of an outline that is no rectangle, from its point to
    the next; it is empty for a rectangle, whose sides are L1, W2, L2, W1. `board` is the id of a Board in materials; `decor` the id of
    its surface, which the picture and the band colour follow. Panels with one `match` are fronts with one running grain: cut from one
    strip in the order of `match_at` (domain.md 5.3).
    """

    id: str
    role: str  # domain.md 1.1: side_l, bottom, shelf_adj, door, ...
    name: Text
    board: str
    decor: str
    grain: Grain
    length: float
    width: float
    thickness: float
    cut_length: float
    cut_width: float
    edges: Edges
    outline: tuple[Point2, ...]
    holes: tuple[Hole, ...]
    grooves: tuple[Groove, ...]
    pose: Pose
    bands: tuple[Edge, ...] = ()
    pockets: tuple[Pocket, ...] = ()
    cutouts: tuple[Cutout, ...] = ()
    match: str = ""
    match_at: int = 0


@dataclass(frozen=True, slots=True)
class Fitting:
    """Something bought by the piece: article id of the hardware record, quantity, and the size it is ordered in (mm).

    `size` is () for an article of one size, (length,) for a rod or a track, (height, width) for a sliding or glass door.
    """

    article: str
    name: Text
    qty: int
    size: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Solid:
    """A body that is seen but not cut here: a handle, a leg, an oven, a sink; `look` is a decor id."""

    id: str
    role: str
    look: str
    box: Box


@dataclass(frozen=True, slots=True)
class Opening:
    """A space inside a unit that an insert can fill; the names are the panel ids that bound it ("" where open).

    `filled` is the insert that fills it inside and `front` what closes its front (an insert, or "doors" of the unit itself);
    "" while free. What an insert leaves of an opening are openings of its own, with ids like "i1.below". `over` is how far a front
    of the opening may reach over the boards at its left, right, top and bottom (domain.md 2.5: all of an outer board but the reveal,
    half of one that it shares with the next opening).
    """

    id: str
    box: Box
    left: str
    right: str
    top: str
    bottom: str
    back: str
    filled: str = ""
    front: str = ""
    over: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Cut:
    """What a unit asks to be cut out of the worktop over it, in unit axes (x right, y into the wall), with the corner radius."""

    kind: str  # "sink", "hob"
    low: Point2
    high: Point2
    radius: float


@dataclass(frozen=True, slots=True)
class Swing:
    """The space a door or drawer needs to open, in unit axes.

    A hinged leaf sweeps the sector about (x, y) of `radius`, from its closed direction to `angle` degrees open; `hinge` says on
    which side it hangs. A drawer sweeps the box it is pulled through (`box`); a hinged leaf's `box` is the closed leaf. A flap or lift
    turns about its lower or upper edge. `turn` is how far a leaf stands turned from facing -y, in degrees counter-clockwise (a diagonal
    corner door: 45); its `box` is then the box round the closed leaf.
    """

    id: str
    kind: Literal["hinged", "drawer", "lift", "flap", "sliding"]
    box: Box
    hinge: Literal["left", "right", "top", "bottom", ""] = ""
    angle: float = 90.0
    travel: float = 0.0
    turn: float = 0.0


@dataclass(frozen=True, slots=True)
class Placing:
    """How a unit wants to stand: on the floor, on a wall at `elevation` mm, derived over a run, or inside an opening."""

    mount: Literal["floor", "wall", "run", "opening"]
    elevation: float = 0.0


@dataclass(frozen=True, slots=True)
class Insert:
    """A sample that fills an opening of its unit; `values` holds only what differs from the sample."""

    id: str
    sample: str
    opening: str
    values: Values = ()


@dataclass(frozen=True, slots=True)
class Component:
    """A sample with its values, built: everything derived from (family, values, finish, inserts, profile).

    `body` is the box that must not overlap others, legs included and doors excluded; `hull` holds all of it, doors and handles too.
    `depth` is where the rear touches the wall (y), so a Unit held by its back left corner is placed by `Frame(0, -depth)`.
    """

    sample: str
    family: str
    name: Text
    code: str
    category: str
    values: Values
    finish: Values
    placing: Placing
    body: Box
    hull: Box
    depth: float
    panels: tuple[Panel, ...]
    fittings: tuple[Fitting, ...]
    solids: tuple[Solid, ...]
    openings: tuple[Opening, ...]
    swings: tuple[Swing, ...]
    inserts: tuple[Insert, ...] = ()
    tags: tuple[str, ...] = ()  # e.g. "worktop" (takes a worktop run), "plinth", "sink", "tall"
    cuts: tuple[Cut, ...] = ()
    seen: tuple[
        str, ...
    ] = ()  # sides that nothing hides: "left", "right", "back" (edge bands and faces follow, domain.md 4.1)
