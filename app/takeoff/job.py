"""All a factory needs of one design, resolved: no exporter evaluates a parameter or knows a family.

Lengths mm, areas m2, band lengths m. A panel's `code` names the one physical board through cutting, drilling, labelling
and packing.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.components.materials import Board
from app.components.parts import Grain, Panel
from app.design.layout import Layout
from app.records import DataError, Text
from app.words import Message


class TakeoffError(DataError):
    """A design that cannot be made: `file` is the design's name, `place` the code or id of the board, `cause` why."""


@dataclass(frozen=True, slots=True)
class JobPanel:
    """One physical panel: its code, the unit and room it belongs to, and the board it is cut from.

    `grain` is what the saw has to keep: the panel's own grain where its decor has one, else "none" (domain.md 5.3). `match` names the
    panels of one unit that are cut from one strip, in the order of `panel.match_at`: "U1.fronts"; "" where no grain has to run on.
    """

    code: str
    unit: str
    unit_name: Text
    room: str
    room_name: Text
    panel: Panel
    board: Board
    grain: Grain = "none"
    match: str = ""

    @property
    def strip(self) -> str:
        """Its strip and its place in it, from 1, as labels say it: "U1.fronts/2"; "" for a panel of no strip."""
        return f"{self.match}/{self.panel.match_at + 1}" if self.match else ""


@dataclass(frozen=True, slots=True)
class CutLine:
    """Equal panels of the cut list: same board, decor, sizes, edges, outline, holes, grooves, pockets and cut-outs.

    `strips` says for each code in which matched strip and at which place in it the board lies; () where none is matched.
    """

    number: int
    panel: Panel
    board: Board
    qty: int
    codes: tuple[str, ...]
    grain: Grain = "none"
    strips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A board of the BOM: net panel area, and the sheets the nesting needs (0 where the board is not nested)."""

    board: Board
    decor: str
    panels: int
    area_m2: float
    sheets: int


@dataclass(frozen=True, slots=True)
class BandLine:
    """Edge band of one colour, thickness and height: net length and length to order, m."""

    band: str
    decor: str
    thickness: float
    height: float
    net_m: float
    order_m: float


@dataclass(frozen=True, slots=True)
class FittingLine:
    """A bought article of one size over the whole job; `size` as in parts.Fitting: (), (length,) or (height, width)."""

    article: str
    name: Text
    qty: int
    size: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A panel on a sheet: lower left corner, size along x and y as cut, turned or not."""

    code: str
    x: float
    y: float
    length: float
    width: float
    turned: bool


@dataclass(frozen=True, slots=True)
class Offcut:
    """A rest of a sheet worth keeping (domain.md 5.2): lower left corner and size."""

    x: float
    y: float
    length: float
    width: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One board to cut: full size, trim on every side, parts; x runs along its length and grain, from its corner."""

    number: int
    board: Board
    decor: str
    length: float
    width: float
    trim: float
    kerf: float
    parts: tuple[Part, ...]
    offcuts: tuple[Offcut, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """The resolved job; `library` is the stamp of the library it was derived with, `notes` what to know about it."""

    id: str
    layout: Layout
    panels: tuple[JobPanel, ...]
    cut_list: tuple[CutLine, ...]
    boards: tuple[BoardLine, ...]
    bands: tuple[BandLine, ...]
    fittings: tuple[FittingLine, ...]
    sheets: tuple[Sheet, ...]
    library: str = ""
    notes: tuple[Message, ...] = ()
