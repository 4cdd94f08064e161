"""Slabs for the usual forms: blocks, upright sheets, rods and rings. Lengths mm, in whatever axes the item's frame gives."""

from __future__ import annotations

import math
from typing import Literal

from app.geometry.box import Box
from app.geometry.frame import Point2, Point3, Pose

from .scene import Slab

type Grain = Literal["x", "y", "none"]

SHARP = 5.0  # mm: corners of a smaller radius are drawn sharp
CORNER_STEPS = 4  # straight pieces of a rounded corner


def rectangle(x0: float, y0: float, x1: float, y1: float) -> tuple[Point2, ...]:
    """Return a rectangle's corners, counter-clockwise."""
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def block(low: Point3, high: Point3, grain: Grain = "none") -> Slab:
    """Return the upright block between two corners; its outline lies in plan."""
    return Slab(Pose(low), rectangle(0.0, 0.0, high[0] - low[0], high[1] - low[1]), high[2] - low[2], grain)


def box_block(box: Box, grain: Grain = "none") -> Slab:
    """Return a box as a slab."""
    return block(box.low, box.high, grain)


def prism(outline: tuple[Point2, ...], bottom: float, top: float, grain: Grain = "none") -> Slab:
    """Return an upright prism over a plan outline (counter-clockwise)."""
    return Slab(Pose((0.0, 0.0, bottom)), outline, top - bottom, grain)


def circle(radius: float, corners: int = 24, at: Point2 = (0.0, 0.0)) -> tuple[Point2, ...]:
    """Return a regular polygon that stands for a circle, counter-clockwise."""
    step = 2.0 * math.pi / corners
    return tuple((at[0] + radius * math.cos(i * step), at[1] + radius * math.sin(i * step)) for i in range(corners))


def rounded(low: Point2, high: Point2, radius: float) -> tuple[Point2, ...]:
    """Return a rectangle with rounded corners, counter-clockwise; a radius that no eye sees is left out."""
    (x0, y0), (x1, y1) = low, high
    if radius <= SHARP:
        return rectangle(x0, y0, x1, y1)
    centres = (
        (x1 - radius, y0 + radius),
        (x1 - radius, y1 - radius),
        (x0 + radius, y1 - radius),
        (x0 + radius, y0 + radius),
    )
    found: list[Point2] = []
    for quarter, (x, y) in enumerate(centres):
        for step in range(CORNER_STEPS + 1):
            angle = math.radians(90.0 * (quarter - 1 + step / CORNER_STEPS))
            point = (round(x + radius * math.cos(angle), 6), round(y + radius * math.sin(angle), 6))
            if not found or point != found[-1]:
                found.append(point)
    return tuple(found if found[0] != found[-1] else found[:-1])


def rod(start: Point3, axis: str, length: float, radius: float, corners: int = 16) -> Slab:
    """Return a round rod from `start` along +x, +y or +z ("x", "y", "z")."""
    poses = {
        "x": Pose(start, (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
        "y": Pose(start, (0.0, 0.0, 1.0), (1.0, 0.0, 0.0)),
        "z": Pose(start),
    }
    return Slab(poses[axis], circle(radius, corners), length)


def frame_of(outer: tuple[float, float, float, float], rim: float, pose: Pose, thickness: float) -> tuple[Slab, ...]:
    """Return the four bars of a rectangular frame (x0, y0, x1, y1) of `rim` width, in the xy of `pose`."""
    x0, y0, x1, y1 = outer
    bars = (
        (x0, y0, x0 + rim, y1),
        (x1 - rim, y0, x1, y1),
        (x0 + rim, y0, x1 - rim, y0 + rim),
        (x0 + rim, y1 - rim, x1 - rim, y1),
    )
    return tuple(
        Slab(pose, rectangle(*bar), thickness) for bar in bars if bar[2] - bar[0] > 0.0 and bar[3] - bar[1] > 0.0
    )
