"""Everything on one layer: walls told from furniture, stairs and dimensions by running in pairs a wall's thickness apart. Plan axes, mm."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from app.plans.dxf.faces import NEAR, Segment, noded

THIN, THICK = 50.0, 400.0  # mm; thinner are frames and leaves, thicker are cabinets
LEAST = 100.0  # mm; two faces run beside each other over this at least ...
SHARE = 0.3  # ... and over this share of the shorter
BIN = 20.0  # mm; thicknesses nearer than this are one
COMMON = 0.15  # a thickness counts when this share of the commonest one's length has it
HELD = 0.5  # a face has another one beside it over this share of its length
ROUNDS = 8
ALIKE = math.radians(1.0)
EVEN = 0.05  # lines spaced alike to this share on both sides are treads or a hatch
MOST_PAIRS = 2_000_000

type _Pairs = tuple[
    NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]
]  # i, j, apart (signed), beside


def walls_among(lines: Sequence[Segment]) -> list[Segment]:
    """Return those lines that are faces of walls, ends of walls, or the outer edge of what they touch; [] when none run in pairs."""
    table = np.array(lines, dtype=float).reshape(-1, 2, 2)
    if len(table) < 2:
        return []
    pairs = _pairs(table)
    chosen = _common(table, pairs)
    if not chosen.any():
        return []
    chosen |= _ends(table, chosen, pairs)
    chosen |= _edge(table, chosen)
    return [line for line, keep in zip(lines, chosen, strict=True) if keep]


def _pairs(table: NDArray[np.float64]) -> _Pairs:
    """Return which lines run beside which, how far to the left of the first the second lies, and over how many mm."""
    ways = table[:, 1] - table[:, 0]
    sizes = np.maximum(np.hypot(ways[:, 0], ways[:, 1]), 1e-9)
    units = ways / sizes[:, None]
    tree = shapely.STRtree(np.asarray(shapely.linestrings(table)))
    i, j = tree.query(np.asarray(shapely.linestrings(table)), predicate="dwithin", distance=THICK)
    if len(i) > MOST_PAIRS:
        i, j = i[:MOST_PAIRS], j[:MOST_PAIRS]
    turn = np.abs(units[i, 0] * units[j, 1] - units[i, 1] * units[j, 0])
    keep = (i != j) & (turn <= math.sin(ALIKE)) & (np.minimum(sizes[i], sizes[j]) >= LEAST)
    i, j = i[keep], j[keep]
    off = table[j] - table[i, 0][:, None]
    along = off[..., 0] * units[i, None, 0] + off[..., 1] * units[i, None, 1]
    apart = (off[..., 1] * units[i, None, 0] - off[..., 0] * units[i, None, 1]).mean(axis=1)
    beside = np.minimum(along.max(axis=1), sizes[i]) - np.maximum(along.min(axis=1), 0.0)
    keep = (np.abs(apart) >= THIN) & (np.abs(apart) <= THICK)
    keep &= (beside >= LEAST) & (beside >= SHARE * np.minimum(sizes[i], sizes[j]))
    return i[keep], j[keep], apart[keep], beside[keep]


def _common(table: NDArray[np.float64], pairs: _Pairs) -> NDArray[np.bool_]:
    """Return which lines run in a pair of a common thickness and in no row of evenly spaced ones."""
    i, j, apart, beside = pairs
    chosen = np.zeros(len(table), dtype=bool)
    row = _rows(len(table), i, apart)
    keep = ~(row[i] | row[j])
    i, j, apart, beside = i[keep], j[keep], np.abs(apart[keep]), beside[keep]
    if not len(i):
        return chosen
    nearest = np.full(len(table), np.inf)
    np.minimum.at(nearest, i, apart)
    first = apart <= np.maximum(nearest[i], nearest[j]) + BIN  # what lies behind the other face is no third one
    bins = np.round(apart / BIN).astype(np.int64)
    weights = np.bincount(bins[first], weights=beside[first])
    wide = weights + np.concatenate([[0.0], weights[:-1]]) + np.concatenate([weights[1:], [0.0]])
    common = wide >= COMMON * wide.max()
    good = first & common[np.minimum(bins, len(common) - 1)]
    sizes = np.hypot(*(table[:, 1] - table[:, 0]).T)
    for _ in range(ROUNDS):
        beside_each = np.bincount(i[good], weights=beside[good], minlength=len(table))
        chosen = beside_each >= HELD * sizes
        kept = good & chosen[i] & chosen[j]
        if (kept == good).all():
            break
        good = kept
    chosen &= beside_each > 0
    return chosen


def _rows(count: int, i: NDArray[np.int64], apart: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which lines have neighbours alike far on both sides, and the neighbours of those: treads, hatches."""
    left, right = np.full(count, np.inf), np.full(count, np.inf)
    np.minimum.at(left, i, np.where(apart > 0, apart, np.inf))
    np.minimum.at(right, i, np.where(apart < 0, -apart, np.inf))
    with np.errstate(invalid="ignore"):
        found: NDArray[np.bool_] = np.isfinite(left) & np.isfinite(right) & (np.abs(left - right) <= EVEN * left)
    return found


def _ends(table: NDArray[np.float64], chosen: NDArray[np.bool_], pairs: _Pairs) -> NDArray[np.bool_]:
    """Return the short lines from end to end of two chosen ones: where walls end."""
    sizes = np.hypot(*(table[:, 1] - table[:, 0]).T)
    tree = shapely.STRtree(np.asarray(shapely.points(table[chosen].reshape(-1, 2))))
    short = np.flatnonzero(~chosen & (sizes <= THICK * 1.2) & (sizes >= THIN))
    touching = np.ones(len(short), dtype=bool)
    for side in (0, 1):
        near = tree.query(np.asarray(shapely.points(table[short, side])), predicate="dwithin", distance=NEAR)[0]
        touching &= np.isin(np.arange(len(short)), near)
    found = np.zeros(len(table), dtype=bool)
    found[short[touching]] = True
    return found


def _edge(table: NDArray[np.float64], chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the lines along the outer edge of all that is drawn which a chosen line runs up to: outer walls of one line."""
    found = np.zeros(len(table), dtype=bool)
    whole = shapely.union_all(shapely.get_parts(shapely.polygonize(noded(table))))
    shells = [part.exterior for part in shapely.get_parts(whole) if part.geom_type == "Polygon"]
    if not shells:
        return found
    outline = shapely.union_all(shells).buffer(2.0)
    lines = np.asarray(shapely.linestrings(table))
    on = np.flatnonzero(~chosen & shapely.covered_by(lines, outline))
    shapely.prepare(outline)
    while len(on):
        ends = shapely.STRtree(np.asarray(shapely.points(table[chosen | found].reshape(-1, 2))))
        touched = np.unique(ends.query(lines[on], predicate="dwithin", distance=NEAR)[0])
        if not len(touched):
            break
        found[on[touched]] = True
        on = np.delete(on, touched)
    return found
