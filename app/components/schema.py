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


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What all items share."""

    id: str = ""
    when: Expr = True
    repeat: Expr | None = None
    let: dict[str, Expr] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelItem(Item):
    """A rectangular board part: `axes` are the unit axes of its length and width, `at` its least corner, thickness from its slot."""

    role: str
    board: str
    axes: tuple[str, str]
    at: tuple[Expr, Expr, Expr]
    size: tuple[Expr, Expr]
    edges: str
    grain: Grain = "length"
    name: Text | None = None


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
    """A hinged door: `on` is the upright it may hang on, `hand` the side it hangs at."""

    door: str
    on: Many
    hand: Expr
    shift: Expr = 0


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
    """Bores through a panel at points of its own axes (x, y), all of one diameter."""

    panel: str
    kind: str
    at: tuple[tuple[Expr, Expr], ...]
    diameter: Expr
    face: Literal["A", "B"] = "A"


@dataclass(frozen=True, slots=True, kw_only=True)
class FittingItem(Item):
    """Something bought by the piece."""

    article: str
    qty: Expr = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SolidItem(Item):
    """A body that is seen but not cut; `look` is a finish slot or a decor."""

    role: str
    look: str
    at: tuple[Expr, Expr, Expr]
    size: tuple[Expr, Expr, Expr]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningItem(Item):
    """A free space an insert may fill, with the panels that bound it: of several names the first that is there."""

    at: tuple[Expr, Expr, Expr]
    size: tuple[Expr, Expr, Expr]
    left: Many = ""
    right: Many = ""
    top: Many = ""
    bottom: Many = ""
    back: Many = ""


@dataclass(frozen=True, slots=True)
class PlacingItem:
    """How the unit wants to stand."""

    mount: Literal["floor", "wall", "run", "opening"] = "floor"
    elevation: Expr = 0


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


ITEM_TABLES = ("panel", "joint", "groove", "hinge", "pins", "slides", "bores", "fitting", "solid", "opening")
