"""Reads what can be bought: decors, boards, edge bands and fittings from components_library/, and the names of part roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from app.components.materials import Band, Board, Decor, Hardware
from app.components.parts import LibraryError
from app.components.profile import CamDrill, DowelDrill, GripDrill, HandleDrill, HingeDrill, PinDrill, SlideDrill
from app.components.source import FileError, read_table, record
from app.records import Text

_DRILL_KINDS: tuple[Any, ...] = (CamDrill, DowelDrill, GripDrill, HandleDrill, HingeDrill, PinDrill, SlideDrill)


@dataclass(frozen=True, slots=True)
class _Decor:
    name: Text
    color: tuple[int, int, int]
    texture: Literal["plain", "wood", "stone", "metal", "glass"] = "plain"
    dark: tuple[int, int, int] | None = None
    roughness: float = 0.5
    metallic: float = 0.0
    grained: bool = False


@dataclass(frozen=True, slots=True)
class _Board:
    name: Text
    substrate: str
    thickness: float
    length: float
    width: float
    density: float
    nested: bool = True


@dataclass(frozen=True, slots=True)
class _Band:
    name: Text
    thickness: float


@dataclass(frozen=True, slots=True)
class _Boards:
    board: dict[str, _Board]
    band: dict[str, _Band]


@dataclass(frozen=True, slots=True)
class _Hardware:
    name: Text
    unit: str = "piece"
    drill: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Supplies:
    """All that can be bought, by id; `drills` are the drilling numbers of the articles that are drilled for."""

    decors: Mapping[str, Decor]
    boards: Mapping[str, Board]
    bands: Mapping[str, Band]
    hardware: Mapping[str, Hardware]
    drills: Mapping[str, Any]
    roles: Mapping[str, Text]
    spoiled: Mapping[str, LibraryError]  # what is wrong with the decors that cannot be used, by id


def read_supplies(folder: Path) -> Supplies:
    """Return the materials, fittings and role names of a library folder; raise LibraryError for a bad file.

    A decor that is wrong in itself is left out; `spoiled` tells why.
    """
    decors, spoiled = _read_decors(folder / "materials" / "decors.toml")
    boards_path = folder / "materials" / "boards.toml"
    boards = record(read_table(boards_path), _Boards, boards_path)
    for key, board in boards.board.items():
        if min(board.thickness, board.length, board.width, board.density) <= 0:
            raise FileError(boards_path, f"board.{key}", "thickness, length, width and density are above 0")
    hardware, drills = _read_hardware(folder / "fittings" / "hardware.toml")
    roles_path = folder / "roles.toml"
    return Supplies(
        decors,
        {
            key: Board(key, b.name, b.substrate, b.thickness, b.length, b.width, b.density, b.nested)
            for key, b in boards.board.items()
        },
        {key: Band(key, b.name, b.thickness) for key, b in boards.band.items()},
        hardware,
        drills,
        record(read_table(roles_path), dict[str, Text], roles_path),
        spoiled,
    )


def _read_decors(path: Path) -> tuple[dict[str, Decor], dict[str, LibraryError]]:
    decors: dict[str, Decor] = {}
    spoiled: dict[str, LibraryError] = {}
    for key, table in read_table(path).items():
        try:
            d = record(table, _Decor, path, key)
            for color in (d.color, d.dark or ()):
                if not all(0 <= part <= 255 for part in color):
                    raise FileError(path, key, f"a colour's parts go from 0 to 255, got {list(color)}")
        except LibraryError as problem:
            spoiled[key] = problem
        else:
            decors[key] = Decor(key, d.name, d.color, d.texture, d.dark, d.roughness, d.metallic, d.grained)
    return decors, spoiled


def _read_hardware(path: Path) -> tuple[dict[str, Hardware], dict[str, Any]]:
    records = record(read_table(path), dict[str, _Hardware], path)
    drills = {}
    for key, article in records.items():
        if article.drill is not None:
            drills[key] = _drill(article.drill, path, f"{key}.drill")
    return {key: Hardware(key, article.name, article.unit) for key, article in records.items()}, drills


def _drill(data: dict[str, Any], path: Path, place: str) -> Any:
    for kind in _DRILL_KINDS:
        if data.keys() == kind.__dataclass_fields__.keys():
            return record(data, kind, path, place)
    likely = max(_DRILL_KINDS, key=lambda kind: len(data.keys() & kind.__dataclass_fields__.keys()))
    return record(data, likely, path, place)  # raises, naming the key that is missing or unknown
