"""What a family file may say, as it is written: the records that TOML is checked against. Formulas are still text here.

An item (panel, joint, ...) may carry `when` (a truth), `repeat` (a count; `i` runs from 0 and `n` from 1) and `let` (local names).
Ids, references and names are templates: `drawer_{n}_face`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from app.components.parts import Grain
from app.records import Text

type Expr = bool | int | float | str
type Many = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a choice parameter may take."""

    value: str | float
    name: Text


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a consultant may change; a length in mm unless `kind` says otherwise."""

    name: Text
    default: Expr
    min: Expr | None = None
    max: Expr | None = None
    kind: Literal["length", "count", "choice", "bool", "angle"] = "length"
    step: float = 1
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """Parts that share a space: `count` widths (or heights) that add up to `total` exactly, in whole mm as far as it goes.

    With a `step` each free part and `plus` (the board beside it) come to a multiple of it where the limits let them: the ladder of 32 mm.
    Each part is a parameter `<id>_1`, `<id>_2`, ...: one that is asked for is locked and keeps its size, the rest share what is left
    (domain.md 2.11). Formulas see them as `part(<id>, n)` and their sum as `upto(<id>, n)`.
    """

    name: Text
    count: Expr
    total: Expr
    least: Expr
    most: Expr | None = None
    step: Expr | None = None
    plus: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What all items share."""

    id: str = ""
    when: Expr = True
    repeat: Expr | None = None
    let: dict[str, Expr] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelItem(Item):
    """A board part: `axes` are the unit axes of its length and width, `at` its least corner, thickness from its slot.

    `outline` is for one that is no rectangle: its points in panel axes, counter-clockwise, touching all four sides of `size`; the sides
    that lie inside take the band `rim` (a band of the profile, "" for none). `turn` swings the panel about its `at` counter-clockwise
    seen from above, degrees: it takes no joints then, only bores. Fronts with one `match` have one running grain, in order of `match_at`,
    where `matched` is true.
    """

    role: str
    board: str
    axes: tuple[str, str]
    at: tuple[Expr, Expr, Expr]
    size: tuple[Expr, Expr]
    edges: str
    grain: Grain = "length"
    name: Text | None = None
    outline: tuple[tuple[Expr, Expr], ...] = ()
    rim: str = ""
    turn: Expr = 0
    match: str = ""
    match_at: Expr = 0
    matched: Expr = True


@dataclass(frozen=True, slots=True, kw_only=True)
class JointItem(Item):
    """Edges of a panel fixed to the faces they touch; `cams` is the face the cams are drilled in."""

    panel: str
    edges: tuple[Literal["L1", "L2", "W1", "W2"], ...]
    to: Many
    cams: Literal["A", "B"]
    kind: str = "cam_dowel"


@dataclass(frozen=True, slots=True, kw_only=True)
class GrooveItem(Item):
    """Grooves in `into` that take the edges of a thin panel."""

    panel: str
    into: Many
    kind: str = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class HingeItem(Item):
    """A hinged door: `on` is the board it may hang on, `hand` the side it hangs at: left, right, top or bottom.

    `kind` is one of the profile's hinges; "" takes the full or the half overlay hinge, by how much of its upright the door covers. A
    bought leaf that is no panel here has `at` and `size` instead of a `door`, and its `weight` in kg: it comes with its cups, only the
    plates are drilled.
    """

    door: str = ""
    on: Many
    hand: Expr
    shift: Expr = 0
    kind: str = ""
    at: tuple[Expr, Expr, Expr] | None = None
    size: tuple[Expr, Expr, Expr] | None = None
    weight: Expr = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PinsItem(Item):
    """The pin holes of an adjustable shelf in the uprights beside it."""

    panel: str
    into: Many
    holes: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlidesItem(Item):
    """A pair of drawer slides of `length` on the uprights beside a drawer box; `face` is the drawer's face."""

    box: str
    face: str
    on: Many
    length: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class BoresItem(Item):
    """Bores into a face of a panel at points of its own axes (x, y), all of one diameter; through it without a `depth`."""

    panel: str
    kind: str
    at: tuple[tuple[Expr, Expr], ...]
    diameter: Expr
    depth: Expr | None = None
    face: Literal["A", "B"] = "A"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotItem(Item):
    """A groove along its centre line from `start` to `end` in panel axes: for a light strip, a door straightener."""

    panel: str
    kind: str
    start: tuple[Expr, Expr]
    end: tuple[Expr, Expr]
    width: Expr
    depth: Expr
    face: Literal["A", "B"] = "A"


@dataclass(frozen=True, slots=True, kw_only=True)
class PocketItem(Item):
    """A flat recess milled into a face: its least corner and size in panel axes."""

    panel: str
    kind: str
    at: tuple[Expr, Expr]
    size: tuple[Expr, Expr]
    depth: Expr
    radius: Expr = "profile.cutter/2"
    face: Literal["A", "B"] = "A"


@dataclass(frozen=True, slots=True, kw_only=True)
class CutoutItem(Item):
    """An opening cut through a panel away from its rim: its least corner and size in panel axes; round when `radius` is half of both."""

    panel: str
    kind: str
    at: tuple[Expr, Expr]
    size: tuple[Expr, Expr]
    radius: Expr = "profile.cutter/2"


@dataclass(frozen=True, slots=True, kw_only=True)
class FittingItem(Item):
    """Something bought by the piece; `size` when it is ordered to a length, or to a height and a width."""

    article: str
    qty: Expr = 1
    size: tuple[Expr, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SolidItem(Item):
    """A body that is seen but not cut; `look` is a finish slot or a decor."""

    role: str
    look: str
    at: tuple[Expr, Expr, Expr]
    size: tuple[Expr, Expr, Expr]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningItem(Item):
    """A free space an insert may fill, with the panels that bound it: of several names the first that is there.

    `front` says what of the unit's own closes it, "doors" for instance; "" leaves the front free.
    """

    at: tuple[Expr, Expr, Expr]
    size: tuple[Expr, Expr, Expr]
    left: Many = ""
    right: Many = ""
    top: Many = ""
    bottom: Many = ""
    back: Many = ""
    front: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SwingItem(Item):
    """The space a leaf needs that no hinge or slide item speaks of: flaps, lifts, sliding and turned doors; angles in degrees."""

    panel: str = ""
    at: tuple[Expr, Expr, Expr] | None = None  # with `size`, for a leaf that is no panel here
    size: tuple[Expr, Expr, Expr] | None = None
    kind: Literal["hinged", "drawer", "lift", "flap", "sliding"]
    hinge: Literal["left", "right", "top", "bottom", ""] = ""
    angle: Expr = 90
    travel: Expr = 0
    turn: Expr = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CutItem(Item):
    """What is cut out of the worktop over the unit: its least corner and size in unit axes (x right, y into the wall)."""

    kind: str
    at: tuple[Expr, Expr]
    size: tuple[Expr, Expr]
    radius: Expr = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FillItem(Item):
    """What the family itself puts into one of its openings: an insert family by its id, with values of its parameters.

    `id` comes before the ids of its parts and openings. What a customer adds goes into the openings that are left.
    """

    family: str
    opening: str
    values: dict[str, Expr] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedItem(Item):
    """What must be true, and the reason told when it is not."""

    that: Expr
    reason: Text


@dataclass(frozen=True, slots=True)
class PlacingItem:
    """How it wants to stand; an insert (mount "opening") fills its opening inside, or closes its front."""

    mount: Literal["floor", "wall", "run", "opening"] = "floor"
    elevation: Expr = 0
    fills: Literal["inside", "front"] = "inside"


@dataclass(frozen=True, slots=True)
class FamilyFile:
    """A family as written."""

    name: Text
    code: str
    category: str
    body: tuple[Expr, Expr, Expr]
    extends: Many = ()
    tags: tuple[str, ...] = ()
    placing: PlacingItem = PlacingItem()
    finish: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    shares: dict[str, Share] = field(default_factory=dict)
    derived: dict[str, Expr] = field(default_factory=dict)
    panel: tuple[PanelItem, ...] = ()
    joint: tuple[JointItem, ...] = ()
    groove: tuple[GrooveItem, ...] = ()
    hinge: tuple[HingeItem, ...] = ()
    pins: tuple[PinsItem, ...] = ()
    slides: tuple[SlidesItem, ...] = ()
    bores: tuple[BoresItem, ...] = ()
    fitting: tuple[FittingItem, ...] = ()
    solid: tuple[SolidItem, ...] = ()
    opening: tuple[OpeningItem, ...] = ()
    slot: tuple[SlotItem, ...] = ()
    pocket: tuple[PocketItem, ...] = ()
    cutout: tuple[CutoutItem, ...] = ()
    swing: tuple[SwingItem, ...] = ()
    cut: tuple[CutItem, ...] = ()
    need: tuple[NeedItem, ...] = ()
    fill: tuple[FillItem, ...] = ()


ITEM_TABLES = (
    "need", "panel", "joint", "groove", "slot", "pocket", "cutout", "hinge", "pins", "slides", "bores", "fitting", "solid", "opening",
    "swing", "cut", "fill",
)  # fmt: skip
