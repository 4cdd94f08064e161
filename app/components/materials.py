"""Boards, decors, bands and hardware: the records of components_library/ that say what can be bought. All lengths mm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.records import Text


@dataclass(frozen=True, slots=True)
class Decor:
    """A surface: colour and texture for the picture, grain for the saw."""

    id: str
    name: Text
    color: tuple[int, int, int]
    texture: Literal["plain", "wood", "stone", "metal", "glass"] = "plain"
    dark: tuple[int, int, int] | None = None
    roughness: float = 0.5
    metallic: float = 0.0
    grained: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """A board that can be bought: substrate, thickness, sheet size; `nested` is False for what the stone mason makes."""

    id: str
    name: Text
    substrate: str  # MFC, MDF, PLY, QUARTZ, ...
    thickness: float
    length: float
    width: float
    density: float  # kg/m3
    nested: bool = True


@dataclass(frozen=True, slots=True)
class Band:
    """An edge band by thickness; its colour follows the panel's decor, its height the board."""

    id: str
    name: Text
    thickness: float


@dataclass(frozen=True, slots=True)
class Hardware:
    """A bought article and its catalogue numbers (used by joinery through the profile)."""

    id: str
    name: Text
    unit: str = "piece"
