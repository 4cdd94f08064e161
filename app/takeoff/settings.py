"""The numbers of the take-off that are a factory's choice, read from components_library/takeoff.toml. Lengths mm."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.records import convert, read_toml

from .job import TakeoffError

SETTINGS = Path(__file__).resolve().parents[2] / "components_library" / "takeoff.toml"


@dataclass(frozen=True, slots=True)
class NestSettings:
    """How boards are cut: kerf, trim of each side, and how hard to search (nesting.md 5)."""

    kerf: float
    trim: float
    queues: tuple[int, ...]
    chunk: int
    seconds: float
    offcut_side: float
    offcut_strip: float


@dataclass(frozen=True, slots=True)
class BandSettings:
    """How edge band is ordered (domain.md 4.3): overhang per edge, waste share, height above the board's thickness."""

    overhang: float
    waste: float
    height_over: float


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of the take-off."""

    nesting: NestSettings
    bands: BandSettings


def read_settings(path: Path = SETTINGS) -> Settings:
    """Return the settings of a TOML file; raise TakeoffError naming file and key when one is missing or senseless."""
    settings = convert(read_toml(path, TakeoffError), Settings, path, TakeoffError)
    nesting, bands = settings.nesting, settings.bands
    limits = {
        "nesting.kerf": (nesting.kerf, 0, 20),
        "nesting.trim": (nesting.trim, 0, 200),
        "nesting.chunk": (nesting.chunk, 1, 5000),
        "nesting.seconds": (nesting.seconds, 0.1, 3600),
        "nesting.offcut_side": (nesting.offcut_side, 1, 5000),
        "nesting.offcut_strip": (nesting.offcut_strip, 1, 5000),
        "bands.overhang": (bands.overhang, 0, 500),
        "bands.waste": (bands.waste, 0, 1),
        "bands.height_over": (bands.height_over, 0, 50),
    }
    limits |= {f"nesting.queues[{i}]": (queue, 1, 4096) for i, queue in enumerate(nesting.queues)}
    for key, (value, low, high) in limits.items():
        if not low <= value <= high:
            raise TakeoffError(path, key, f"{value} is not within {low}..{high}")
    return settings


@cache
def default_settings() -> Settings:
    """Return the settings of the component library, read once."""
    return read_settings()
