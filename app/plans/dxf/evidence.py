"""What in a drawing tells how long its unit is, in its own numbers: doors, walls, rooms, fixtures, dimensions, printed areas."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import islice

import numpy as np

from app.geometry.frame import Point2
from app.geometry.polygon import area, bounds, contains, is_simple
from app.plans.dxf.drawing import Line, Measure, Note, segments
from app.plans.dxf.sorted import Sorted
from app.plans.dxf.swings import is_quarter
from app.plans.dxf.texts import length_mm, printed_area
from app.plans.dxf.units import Evidence

LOOKED_AT = 500  # wall lines whose distances are taken
MOST_NOTES = 20_000
ALIKE = 0.25  # thicknesses that differ by no more are of one drawing's walls
BINS = 24  # to the octave, in which thicknesses are counted


def evidence(drawing: Sorted, rings: Sequence[Line]) -> Evidence:
    """Return what speaks for or against a unit; `rings` are the drawn outlines of rooms."""
    solid = drawing.lines("walls", "outer") or drawing.lines("") if not rings else drawing.lines("walls", "outer")
    points = [point for line in (*rings, *solid) for point in line.points]
    points = points or [point for line in drawing.drawing.lines for point in line.points] or [(0.0, 0.0)]
    x0, y0, x1, y1 = bounds(points)
    areas = [area(ring.points) for ring in rings]
    notes = drawing.drawing.notes[:MOST_NOTES]
    printed = [(size, told) for ring, size in zip(rings, areas, strict=True) if (told := _printed(ring, notes))]
    measures = [pair for one in drawing.drawing.measures if (pair := _measured(one))]
    feet = drawing.drawing.feet or any(one.feet for one in drawing.drawing.measures)
    return Evidence(
        extent=max(x1 - x0, y1 - y0),
        doors=_doors(drawing),
        rooms=areas,
        printed=printed,
        measures=measures,
        fixtures=[(one.size, one.least, one.most) for one in drawing.fixtures],
        walls=thickness(list(islice(segments(solid), 50_000)))[0],
        letters=[note.height for note in notes if note.height > 0 and not note.tag],
        feet=feet,
    )


def _printed(ring: Line, notes: Sequence[Note]) -> float:
    """Return the m² printed inside an outline, 0 when there is none."""
    x0, y0, x1, y1 = bounds(ring.points)
    for note in notes:
        near = x0 <= note.at[0] <= x1 and y0 <= note.at[1] <= y1
        if near and (value := printed_area(note)) and contains(ring.points, note.at):
            return value
    return 0.0


def _measured(one: Measure) -> tuple[float, float] | None:
    """Return (length as drawn, mm it stands for) where a dimension says something else than its own number."""
    if one.text and "<>" not in one.text:
        told = length_mm(re.sub(r"\\[A-Za-z][^;]*;|[{}]", "", one.text))
        return (one.length, told) if told else None
    shown = one.length * one.factor
    if (
        one.factor != 1.0 and shown >= 100.0 and not one.feet
    ):  # dimensions of buildings are shown in mm, or in cm with decimals
        return (one.length, shown)
    return None


def _doors(drawing: Sorted) -> list[float]:
    """Return the widths of doors: the radius of a leaf's way, or the longer side of a closed door symbol."""
    radii = [
        arc.radius
        for arc in drawing.drawing.arcs
        if is_quarter(arc) and drawing.blocks.get(arc.block, drawing.layers[arc.layer]) == "doors"
    ]
    found = [radius for radius in radii if radius > 0]
    for line in drawing.lines("doors"):
        if line.block < 0 and line.closed and is_simple(line.points):
            x0, y0, x1, y1 = bounds(line.points)
            found.append(max(x1 - x0, y1 - y0))
    return found


def thickness(lines: Sequence[tuple[Point2, Point2]]) -> tuple[float, float]:
    """Return the most common distance of parallel wall lines that run beside each other, and the share of all lines that have it.

    (0, 0) when none run beside each other.
    """
    longest = sorted(lines, key=lambda line: -math.dist(*line))[:LOOKED_AT]
    table = np.array([line for line in longest if math.dist(*line) > 0], dtype=float).reshape(-1, 4)
    if len(table) < 2:
        return (0.0, 0.0)
    start, end = table[:, :2], table[:, 2:]
    length = np.hypot(*(end - start).T)
    way = (end - start) / length[:, None]
    middle = (start + end) / 2
    parallel = np.abs(way[:, None, 0] * way[None, :, 1] - way[:, None, 1] * way[None, :, 0]) < 0.01
    offset = middle[None, :, :] - middle[:, None, :]
    away = np.abs(offset[..., 0] * way[:, None, 1] - offset[..., 1] * way[:, None, 0])
    along = np.abs(offset[..., 0] * way[:, None, 0] + offset[..., 1] * way[:, None, 1])
    beside = along < (length[:, None] + length[None, :]) / 2 - 0.5 * np.minimum(length[:, None], length[None, :])
    size = float(np.abs(table).max()) or 1.0
    fits = parallel & beside & (away > 1e-6 * size) & (away < 0.5 * np.minimum(length[:, None], length[None, :]))
    nearest = np.where(fits, away, np.inf).min(axis=1)
    seen = np.isfinite(nearest)
    if not seen.any():
        return (0.0, 0.0)
    bins = np.round(np.log2(nearest[seen]) * BINS).astype(int)
    values, where = np.unique(bins, return_inverse=True)
    weight = np.bincount(where, weights=length[seen])
    common = float(np.median(nearest[seen][bins == values[int(weight.argmax())]]))
    alike = np.abs(nearest - common) <= ALIKE * common
    return (common, float(length[alike].sum() / length.sum()))
