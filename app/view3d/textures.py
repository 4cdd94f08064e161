"""Textures from numbers: wood, floor planks, tiles, stone, plaster and brushed metal, tileable, made once by numpy.

A texture holds no colour: red mixes from the look's colour to its dark one, green is brightness and blue roughness (128 = unchanged).
So one texture serves all decors of its kind. `METRES` says how much of the world one tile covers, along and across the grain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float32]
type Pixels = NDArray[np.uint8]

SIZE = 1024
METRES: Mapping[str, tuple[float, float]] = {
    "wood": (2.4, 1.2),
    "planks": (3.6, 1.8),
    "tiles": (1.2, 1.2),
    "stone": (2.0, 2.0),
    "plaster": (2.0, 2.0),
    "metal": (0.5, 0.5),
}
PLANK_ROWS = 10  # boards across one tile: 180 mm wide
PLANKS_LONG = 3  # boards along one row: 1200 mm long
TILES = 2  # tiles along each side: 600 mm


@cache
def texture(kind: str) -> Pixels:
    """Return the texture of a kind, `(1024, 1024, 3)` uint8; raise KeyError for a kind without one."""
    red, green, blue = MAKERS[kind](np.random.default_rng(sum(map(ord, kind))))
    stacked = np.stack([red, green, blue], axis=2)
    return np.asarray(np.clip(stacked * 255.0 + 0.5, 0.0, 255.0), dtype=np.uint8)


def noise(rng: np.random.Generator, across: int, down: int, octaves: int = 4, fall: float = 0.5) -> Floats:
    """Return tileable value noise in about [-1, 1], `across` x `down` cells in its first octave, `(SIZE, SIZE)`."""
    total = np.zeros((SIZE, SIZE), np.float32)
    weight, whole = 1.0, 0.0
    for _ in range(octaves):
        if across > SIZE or down > SIZE:
            break
        total += weight * _cells(rng, across, down)
        whole += weight
        weight *= fall
        across, down = across * 2, down * 2
    return total / np.float32(whole)


def _cells(rng: np.random.Generator, across: int, down: int) -> Floats:
    grid = rng.uniform(-1.0, 1.0, (down, across)).astype(np.float32)
    return _stretch(_stretch(grid, 1), 0)  # rows last: whole rows are copied, which is quick


def _stretch(grid: Floats, axis: int) -> Floats:
    count = grid.shape[axis]
    place = np.arange(SIZE, dtype=np.float32) * np.float32(count / SIZE)
    low = np.floor(place).astype(np.int64)
    part = place - low
    part = part * part * (3.0 - 2.0 * part)
    part = part[:, None] if axis == 0 else part[None, :]
    a, b = np.take(grid, low % count, axis=axis), np.take(grid, (low + 1) % count, axis=axis)
    return np.asarray(a + (b - a) * part, dtype=np.float32)


def _grid() -> tuple[Floats, Floats]:
    line = (np.arange(SIZE, dtype=np.float32) + 0.5) / SIZE
    return np.meshgrid(line, line)


def _grain(rng: np.random.Generator, rings: float, wave: float) -> tuple[Floats, Floats]:
    """Late-wood share and fibres of a flat-sawn surface, grain along x."""
    _, v = _grid()
    bend = noise(rng, 2, 5, 2) * wave + noise(rng, 2, 16, 2) * wave * 0.22
    phase = v * rings + bend * rings
    saw = phase - np.floor(phase)
    late = np.where(saw < 0.78, (saw / 0.78) ** 2.0, (1.0 - saw) / 0.22)
    late *= 0.6 + 0.4 * noise(rng, 2, 40, 2)
    fibre = noise(rng, 6, 256, 3, 0.75)
    return late.astype(np.float32), fibre


def _wood(rng: np.random.Generator) -> tuple[Floats, ...]:
    late, fibre = _grain(rng, 24.0, 0.085)
    streak = noise(rng, 3, 64, 3, 0.7)
    pores = np.clip(noise(rng, 20, 512, 1) - 0.4, 0.0, 1.0) * 1.2
    broad = noise(rng, 2, 6, 2)
    red = np.clip(0.22 + 0.28 * late + 0.24 * fibre + 0.20 * streak + 0.18 * broad + 0.32 * pores, 0.0, 1.0)
    green = 0.5 + 0.035 * broad + 0.035 * fibre
    return red, green, 0.5 + 0.12 * late


def _planks(rng: np.random.Generator) -> tuple[Floats, ...]:
    late, fibre = _grain(rng, 34.0, 0.07)
    u, v = _grid()
    row = np.floor(v * PLANK_ROWS).astype(np.int64)
    shift = rng.uniform(0.0, 1.0, PLANK_ROWS).astype(np.float32)
    along = u * PLANKS_LONG + shift[row]
    board = np.floor(along).astype(np.int64) % PLANKS_LONG
    tone = rng.uniform(-1.0, 1.0, (PLANK_ROWS, PLANKS_LONG)).astype(np.float32)[row, board]
    slide = rng.integers(0, SIZE, (PLANK_ROWS, PLANKS_LONG))[row, board]  # each board is cut from elsewhere
    line = np.arange(SIZE)
    place = ((line[:, None] + slide // 3) % SIZE) * SIZE + (line[None, :] + slide) % SIZE
    late, fibre = late.ravel().take(place), fibre.ravel().take(place)
    red = np.clip(0.22 + 0.34 * late + 0.16 * fibre + 0.17 * tone, 0.0, 1.0)
    fv, fu = v * PLANK_ROWS - row, along - np.floor(along)
    metres = METRES["planks"]
    gap_v = np.minimum(fv, 1.0 - fv) * metres[1] / PLANK_ROWS
    gap_u = np.minimum(fu, 1.0 - fu) * metres[0] / PLANKS_LONG
    joint = np.clip(1.0 - np.minimum(gap_v, gap_u) / 0.0028, 0.0, 1.0)
    green = 0.5 + 0.03 * tone + 0.02 * fibre - 0.24 * joint
    return np.clip(red + 0.3 * joint, 0.0, 1.0), green, 0.5 + 0.14 * late + 0.3 * joint


def _tiles(rng: np.random.Generator) -> tuple[Floats, ...]:
    u, v = _grid()
    iu, iv = np.floor(u * TILES).astype(np.int64), np.floor(v * TILES).astype(np.int64)
    tone = rng.uniform(-1.0, 1.0, (TILES, TILES)).astype(np.float32)[iv, iu]
    cloud = noise(rng, 3, 3, 5, 0.6)
    fu, fv = u * TILES - iu, v * TILES - iv
    gap = np.minimum(np.minimum(fu, 1.0 - fu), np.minimum(fv, 1.0 - fv)) * METRES["tiles"][0] / TILES
    joint = np.clip(1.0 - (gap - 0.0008) / 0.0012, 0.0, 1.0)
    red = np.clip(0.06 + 0.16 * np.clip(cloud, 0.0, 1.0) + 0.8 * joint, 0.0, 1.0)
    return red, 0.5 + 0.018 * cloud + 0.008 * tone, 0.5 + 0.45 * joint + 0.05 * cloud


def _stone(rng: np.random.Generator) -> tuple[Floats, ...]:
    warp = noise(rng, 3, 3, 5, 0.55)
    vein = np.abs(noise(rng, 3, 2, 4, 0.5) + 0.5 * warp)
    fine = np.abs(noise(rng, 6, 5, 4, 0.5) + 0.4 * warp)
    red = 0.75 * np.exp(-((vein / 0.045) ** 2)) * np.clip(0.6 + warp, 0.0, 1.0) + 0.32 * np.exp(-((fine / 0.03) ** 2))
    cloud = noise(rng, 4, 4, 4)
    return np.clip(red + 0.16 + 0.16 * cloud, 0.0, 1.0), 0.5 + 0.012 * cloud, np.full_like(red, 0.5)


def _plaster(rng: np.random.Generator) -> tuple[Floats, ...]:
    fine, broad = noise(rng, 128, 128, 2), noise(rng, 3, 3, 3)
    return np.clip(0.35 + 0.3 * broad, 0.0, 1.0), 0.5 + 0.006 * fine, np.full_like(fine, 0.5)


def _metal(rng: np.random.Generator) -> tuple[Floats, ...]:
    brushed = noise(rng, 4, 512, 2)
    return np.clip(0.5 + 0.5 * brushed, 0.0, 1.0), 0.5 + 0.05 * brushed, 0.5 + 0.1 * brushed


MAKERS: Mapping[str, Callable[[np.random.Generator], tuple[Floats, ...]]] = {
    "wood": _wood,
    "planks": _planks,
    "tiles": _tiles,
    "stone": _stone,
    "plaster": _plaster,
    "metal": _metal,
}
