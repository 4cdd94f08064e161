"""A construction profile: the factory's numbers, read from components_library/profiles/, with the catalogue numbers of its fittings.

Lengths mm, weights kg. Nothing here knows a number; RCP-18 (domain.md 9) is only the first file. Formulas see `numbers` and `tables`
as `profile.<key>` and the board thickness of a slot as `t.<slot>`. A profile may extend another and say only what differs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from app.components.materials import Band, Board, Hardware
from app.components.parts import Edge, Edges
from app.components.source import FileError, read_table, record
from app.records import Text

MOST = 100  # holes, hinges or connectors of one place; a count beyond is a slip of the hand
NEEDED = (  # numbers that code reads
    "premill",
    "shelf_side",
    "shelf_front",
    "shelf_back",
    "front_row",
    "system_pitch",
    "door_width_most",
)
MACHINE = (  # what drill, saw and edge bander can take, mm
    "drill_length_least",
    "drill_length_most",
    "drill_width_least",
    "drill_width_most",
    "drill_thickness_least",
    "drill_thickness_most",
    "saw_length_least",
    "saw_width_least",
    "strip_least",
)

type Rows = tuple[tuple[float, float], ...]  # up to this value, this many
type Drills = Mapping[str, Any]  # article -> the `drill` table of its record


@dataclass(frozen=True, slots=True)
class Slot:
    """Which board a board slot is cut from, and which finish slot gives its surface."""

    board: str
    finish: str


@dataclass(frozen=True, slots=True)
class Webs:
    """The least material left: between holes and grooves, and from a hole's rim to the edge of its face (domain.md 3.5)."""

    between: float
    edge: float


@dataclass(frozen=True, slots=True)
class GrooveKind:
    """A groove: `offset` from the panel's rear (or lower) edge to the groove, how far the inserted board goes in."""

    offset: float
    width: float
    depth: float
    insertion: float


@dataclass(frozen=True, slots=True)
class CamDrill:
    """Catalogue numbers of a cam connector (domain.md 3.3)."""

    cam_diameter: float
    cam_depth: Rows
    cam_centre: float
    bolt_diameter: float
    bolt_depth: float
    bolt_axis: float
    nut_diameter: float
    nut_depth: float


@dataclass(frozen=True, slots=True)
class DowelDrill:
    """Catalogue numbers of a dowel."""

    diameter: float
    edge_depth: float
    face_depth: float


@dataclass(frozen=True, slots=True, eq=False)
class JointKind:
    """Where connectors sit on a joint line (domain.md 3.3); itself the key of what is worked out of it."""

    cam: str
    dowel: str
    first: float
    dowel_offset: float
    centred: float
    shifts: tuple[float, ...]
    counts: tuple[tuple[float, int, int], ...]


@dataclass(frozen=True, slots=True)
class HingeDrill:
    """Catalogue numbers of a cup hinge with its plate (domain.md 3.2)."""

    cup_diameter: float
    cup_depth: float
    cup_centre: float
    pilot_diameter: float
    pilot_depth: float
    pilot_spacing: float
    pilot_offset: float
    plate_diameter: float
    plate_depth: float
    plate_spacing: float
    angle: float
    clear: float  # free above and below its centre, for plate and arm


@dataclass(frozen=True, slots=True)
class HingeRule:
    """How many hinges a door takes and where (domain.md 2.5); `articles` by kind: full, half (where a door covers no more than half of
    its upright), inset (beside it, by no more than `inset_most`), and what families ask for by name."""

    articles: Mapping[str, str]
    inset_most: float
    first: float
    plate_row: float
    by_height: tuple[Rows, ...]
    by_weight: Rows
    wide: Rows
    shift_step: float
    shift_most: float


@dataclass(frozen=True, slots=True)
class PinDrill:
    """Catalogue numbers of a shelf pin."""

    diameter: float
    depth: float


@dataclass(frozen=True, slots=True)
class PinRule:
    """The group of holes an adjustable shelf gets on each side (domain.md 3.1)."""

    article: str
    holes: tuple[int, ...]
    rows: int
    shift_step: float
    shift_most: float


@dataclass(frozen=True, slots=True)
class SlideDrill:
    """Catalogue numbers of a drawer slide's cabinet member: positions from the front edge (domain.md 2.6)."""

    diameter: float
    depth: float
    positions: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SlideRule:
    """Which article a slide of some length is: `<article>_<length>`; how far its members give way to other holes."""

    article: str
    shift_step: float
    shift_most: float


@dataclass(frozen=True, slots=True)
class HandleDrill:
    """Catalogue numbers of a handle: bores through the front, `spacing` apart (0: one bore)."""

    diameter: float
    spacing: float


@dataclass(frozen=True, slots=True)
class GripDrill:
    """Catalogue number of a grip profile on a front's edge: nothing is bored, the front is made shorter by `lower` (domain.md 2.5)."""

    lower: float


@dataclass(frozen=True, slots=True)
class Limits:
    """What boards bear and rooms ask for, as the fit check judges it (domain.md 2.4, 7.5)."""

    shelf_load: float  # kg/m2 that a shelf bears ...
    shelf_loads: dict[str, float]  # ... and in units of a category that hold heavier or lighter things
    stiffness: float  # N/mm2 of a shelf loaded for years
    sag: float  # a shelf may bend by its span / sag
    backed: float  # a fixed shelf held by the back bears a span longer by this factor
    air: float  # mm left under ceiling and beam


@dataclass(frozen=True, slots=True)
class ProfileFile:
    """A construction profile as written."""

    name: Text
    boards: dict[str, Slot]
    bands: dict[str, str]
    edges: dict[str, tuple[str, str, str, str]]
    numbers: dict[str, float]
    tables: dict[str, Rows]
    webs: Webs
    grooves: dict[str, GrooveKind]
    joints: dict[str, JointKind]
    hinges: HingeRule
    pins: PinRule
    slides: SlideRule
    handles: dict[str, str]  # kind of handle -> article
    machine: dict[str, float]
    limits: Limits
    remainder: Literal["last", "first", "spread"] = "last"


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A construction profile resolved against materials and hardware."""

    id: str
    name: Text
    boards: Mapping[str, Board]
    finishes: Mapping[str, str]
    edges: Mapping[str, Edges]
    bands: Mapping[str, Edge]
    numbers: Mapping[str, float]
    tables: Mapping[str, Rows]
    webs: Webs
    grooves: Mapping[str, GrooveKind]
    joints: Mapping[str, JointKind]
    hinges: HingeRule
    pins: PinRule
    slides: SlideRule
    machine: Mapping[str, float]  # MACHINE (domain.md 2.6, 4.3, 5.2)
    limits: Limits
    remainder: str  # who takes what is over when parts share a space: last, first, spread
    drills: Mapping[str, Any]
    names: Mapping[str, Any] = field(default_factory=dict)  # what formulas see: profile.<key>, t.<slot>

    def drill[T](self, article: str, kind: type[T]) -> T:
        """Return the drilling numbers of an article; raise LibraryError when its record has none of that kind."""
        found = self.drills.get(article)
        if not isinstance(found, kind):
            raise FileError(
                "fittings", article, f"the profile {self.id} needs its {kind.__name__} numbers, and it has none"
            )
        return found


def read_profile(
    path: Path, boards: Mapping[str, Board], bands: Mapping[str, Band], hardware: Mapping[str, Hardware], drills: Drills
) -> Profile:
    """Return the profile of a TOML file over the one it extends; LibraryError for a board, band or article that the library has not."""
    data = record(_whole(path), ProfileFile, path)
    _check(data, path)
    slot_boards = {slot: _known(boards, use.board, path, f"boards.{slot}.board") for slot, use in data.boards.items()}
    used = {name: _known(bands, band, path, f"bands.{name}") for name, band in data.bands.items()}
    edges = {}
    for rule, four in data.edges.items():
        sides = []
        for band in four:
            found = _known(used, band, path, f"edges.{rule}") if band else None
            sides.append(Edge(found.id, found.thickness) if found else Edge())
        edges[rule] = Edges(*sides)
    for name, joint in data.joints.items():
        for article in (joint.cam, joint.dowel):
            _known(hardware, article, path, f"joints.{name}")
    bought = [(f"hinges.articles.{kind}", article) for kind, article in data.hinges.articles.items()]
    for key, article in (*bought, ("pins.article", data.pins.article)):
        _known(hardware, article, path, key)
    names: dict[str, Any] = {f"profile.{key}": value for key, value in (data.numbers | data.tables).items()}
    names["profile.remainder"] = data.remainder
    for kind, article in data.hinges.articles.items():
        cups = drills.get(article)
        if not isinstance(cups, HingeDrill):
            raise FileError(path, f"hinges.articles.{kind}", f"{article!r} has no drilling numbers of a hinge")
        names |= {f"profile.hinge_{kind}": article}
        names |= {f"profile.hinge_{kind}_{one.name}": getattr(cups, one.name) for one in fields(cups)}
    for kind in ("full", "half", "inset"):
        if kind not in data.hinges.articles:
            raise FileError(path, "hinges.articles", f"needs a {kind!r} hinge")
    for kind, groove in data.grooves.items():
        for key in ("offset", "width", "depth", "insertion"):
            names[f"profile.{kind}_groove_{key}"] = getattr(groove, key)
    for kind, article in data.handles.items():
        _known(hardware, article, path, f"handles.{kind}")
        drill = drills.get(article)
        if not isinstance(drill, HandleDrill | GripDrill):
            raise FileError(path, f"handles.{kind}", f"{article!r} has no drilling numbers of a handle")
        names |= {f"profile.handle_{kind}": article}
        names |= {f"profile.handle_{kind}_{one.name}": getattr(drill, one.name) for one in fields(drill)}
    names |= {f"t.{slot}": board.thickness for slot, board in slot_boards.items()}
    finishes = {slot: use.finish for slot, use in data.boards.items()}
    rest = (
        data.numbers,
        data.tables,
        data.webs,
        data.grooves,
        data.joints,
        data.hinges,
        data.pins,
        data.slides,
        data.machine,
        data.limits,
        data.remainder,
    )
    by_name = {name: Edge(band.id, band.thickness) for name, band in used.items()}
    return Profile(path.stem, data.name, slot_boards, finishes, edges, by_name, *rest, drills, names)


def _whole(path: Path) -> dict[str, Any]:
    """Return a profile's data with what it `extends` (a profile beside it) filled in, key by key; one level, never a chain."""
    own = read_table(path)
    base = own.pop("extends", None)
    if base is None:
        return own
    known = sorted(one.stem for one in path.parent.glob("*.toml") if one != path)
    if base not in known:
        raise FileError(path, "extends", f"no profile {base!r} beside it; there is {', '.join(known) or 'none'}")
    under = read_table(path.parent / f"{base}.toml")
    if "extends" in under:
        raise FileError(path, "extends", f"{base} extends a profile itself; one level is all there is")
    return _over(under, own)


def _over(under: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return tables laid over tables; what is no table replaces what was there."""
    found = dict(under)
    for key, value in own.items():
        old = found.get(key)
        found[key] = _over(old, value) if isinstance(value, dict) and isinstance(old, dict) else value
    return found


def _check(data: ProfileFile, path: Path) -> None:
    """Raise LibraryError for a step or a count with which drilling would never end, or divide by nothing."""

    def within(place: str, value: float, low: float, high: float) -> None:
        if not low <= value <= high:
            raise FileError(path, place, f"{value:g} is not from {low:g} to {high:g}")

    for key in NEEDED:
        if key not in data.numbers:
            raise FileError(path, "numbers", f"needs a {key!r}")
    for key in MACHINE:
        if key not in data.machine:
            raise FileError(path, "machine", f"needs a {key!r}")
        within(f"machine.{key}", data.machine[key], 0, 100_000)
    for key in data.machine:
        if key not in MACHINE:
            raise FileError(path, f"machine.{key}", f"unknown key; the keys here are {', '.join(MACHINE)}")
    for key, load in (("shelf_load", data.limits.shelf_load), *data.limits.shelf_loads.items()):
        within(f"limits.{key}", load, 0.1, 10_000)
    for key in ("stiffness", "sag", "backed"):
        within(f"limits.{key}", getattr(data.limits, key), 0.1, 100_000)
    within("limits.air", data.limits.air, 0, 1000)
    within("numbers.system_pitch", data.numbers["system_pitch"], 1, 1000)
    for place, rule in (("hinges", data.hinges), ("pins", data.pins), ("slides", data.slides)):
        within(f"{place}.shift_step", rule.shift_step, 0.1, 1000)
        within(f"{place}.shift_most", rule.shift_most, 0, 1000)
    within("pins.rows", data.pins.rows, 1, MOST)
    for count in data.pins.holes:
        within("pins.holes", count, 1, MOST)
    for name, joint in data.joints.items():
        for _, *counts in joint.counts:
            for count in counts:
                within(f"joints.{name}.counts", count, 0, MOST)
    for place, rows in (("by_weight", data.hinges.by_weight), ("wide", data.hinges.wide)):
        for _, hinges in rows:
            within(f"hinges.{place}", hinges, 0, MOST)
    for rows in data.hinges.by_height:
        for _, hinges in rows:
            within("hinges.by_height", hinges, 0, MOST)


def _known[T](found: Mapping[str, T], key: str, path: Path, place: str) -> T:
    if key not in found:
        raise FileError(path, place, f"no {key!r} in the library; it has {', '.join(found)}")
    return found[key]
