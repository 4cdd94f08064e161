"""What a drawing shows of doors and windows: symbols with the ways of their leaves, loose lines, gaps in walls. Plan axes, mm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.geometry.frame import Point2

type Segment = tuple[Point2, Point2]
type Kind = Literal["door", "window", "passage", ""]
type Strength = Literal["sure", "firm", "weak"]


@dataclass(frozen=True, slots=True)
class Swing:
    """The quarter circle of a leaf: hinge, and the leaf's end when shut and when open, in either order."""

    hinge: Point2
    ends: tuple[Point2, Point2]


@dataclass(frozen=True, slots=True)
class Symbol:
    """One door or window as drawn: its points, its arcs, and the height and sill its layer's name gives.

    `name` is that of its block or layer; `chains` are its lines each by itself: they tell sliding leaves.
    """

    kind: Literal["door", "window"]
    points: tuple[Point2, ...]
    swings: tuple[Swing, ...]
    height: float | None
    sill: float | None
    name: str = ""
    chains: tuple[tuple[Point2, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A line or chain of points on a layer of doors or windows that is no symbol of its own."""

    kind: Literal["door", "window"]
    points: tuple[Point2, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap: the lines that close it along the faces, its width and depth, what stands in it, and its symbol.

    The symbol may be one made of loose lines; it is None where nothing is drawn: `kind` is "passage" then, or "" where a wall was drawn
    with a crack that is no opening.
    """

    lines: tuple[Segment, ...]
    width: float
    depth: float
    kind: Kind
    strength: Strength
    symbol: Symbol | None = None
