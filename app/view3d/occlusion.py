"""Ambient shadow from a depth buffer: how much of the half space over each point is taken by what stands near it. Pure numpy.

Every call looks in a few directions; averaged over the frames of a still they cover the disc evenly, without noise to blur away.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from .camera import Camera

type Floats = NDArray[np.float32]

REACH = 240.0  # mm
BIAS = 5.0  # mm
SAMPLES = 6  # directions a frame
WEAVE = 4  # pixels of a small square each look in turned directions, then the square is averaged
GOLDEN = math.pi * (3.0 - math.sqrt(5.0))


def occlusion(depths: Floats, camera: Camera, clipping: tuple[float, float], number: int, of: int) -> Floats:
    """Return darkness `(h, w)` from 0 (open) for frame `number` of `of`; `depths` is the depth buffer, 0 near to 1 far."""
    height, width = depths.shape
    small = depths[::2, ::2]
    z = _distance(small, camera, clipping)
    rows, columns = small.shape
    half = camera.half_height(1.0)
    scale = 2.0 * half / height  # mm (or mm for each mm of distance) a full-size pixel
    px = (np.arange(columns, dtype=np.float32)[None, :] * 2 - width / 2) * np.float32(scale)
    py = (height / 2 - np.arange(rows, dtype=np.float32)[:, None] * 2) * np.float32(scale)
    near = z if camera.parallel_scale is None else np.ones_like(z)
    x, y = px * near, py * near
    normal = _normals(x, y, z, camera.parallel_scale is not None)
    radius = np.float32(REACH) / (np.float32(scale) * near * 2.0)  # in half-size pixels
    radius = np.clip(radius, 1.5, 90.0)
    row, column = np.indices(z.shape, dtype=np.int32)
    dark = np.zeros(z.shape, np.float32)
    weave = (row % WEAVE) * WEAVE + column % WEAVE
    turned = (weave * np.float32(2.0 * math.pi * 0.618034)).astype(np.float32)
    cos, sin = np.cos(turned) * radius, np.sin(turned) * radius
    for k in range(SAMPLES):
        i = number + k * of
        away, turn = math.sqrt((i + 0.5) / (SAMPLES * of)), i * GOLDEN
        a, b = np.float32(away * math.cos(turn)), np.float32(away * math.sin(turn))
        c = np.clip(column + (cos * a - sin * b).astype(np.int32), 0, columns - 1)
        r = np.clip(row + (sin * a + cos * b).astype(np.int32), 0, rows - 1)
        dx, dy, dz = x[r, c] - x, y[r, c] - y, z[r, c] - z
        length2 = dx * dx + dy * dy + dz * dz
        rise = dx * normal[0] + dy * normal[1] + dz * normal[2] - BIAS
        fade = np.maximum(1.0 - length2 / np.float32((1.25 * REACH) ** 2), 0.0)
        dark += np.maximum(rise, 0.0) * fade / np.sqrt(length2 + 400.0)
    dark *= np.float32(1.7 / SAMPLES)
    dark[small >= 1.0] = 0.0
    full = np.repeat(np.repeat(_smooth(dark, z), 2, axis=0), 2, axis=1)
    return full[:height, :width]


def _distance(depths: Floats, camera: Camera, clipping: tuple[float, float]) -> Floats:
    near, far = clipping
    if camera.parallel_scale is not None:
        return np.asarray(near + depths * (far - near), dtype=np.float32)
    return np.asarray(near * far / (far - depths * (far - near)), dtype=np.float32)


def _normals(x: Floats, y: Floats, z: Floats, parallel: bool) -> tuple[Floats, Floats, Floats]:
    """Unit normals towards the eye, from the smaller of the two differences on each side (so silhouettes stay clean)."""
    across = [_least(part, z, 1) for part in (x, y, z)]
    down = [_least(part, z, 0) for part in (x, y, z)]
    nx = across[1] * down[2] - across[2] * down[1]
    ny = across[2] * down[0] - across[0] * down[2]
    nz = across[0] * down[1] - across[1] * down[0]
    length = np.sqrt(nx * nx + ny * ny + nz * nz) + np.float32(1e-6)
    towards = nz if parallel else nx * x + ny * y + nz * z
    sign = np.where(towards > 0.0, np.float32(-1.0), np.float32(1.0)) / length
    return nx * sign, ny * sign, nz * sign


def _least(part: Floats, z: Floats, axis: int) -> Floats:
    ahead, behind = np.roll(z, -1, axis) - z, z - np.roll(z, 1, axis)
    return np.where(np.abs(ahead) < np.abs(behind), np.roll(part, -1, axis) - part, part - np.roll(part, 1, axis))


def _smooth(values: Floats, z: Floats) -> Floats:
    """The mean over the weave's square, of those pixels that lie at about the same depth."""
    total, weight = np.zeros_like(values), np.zeros_like(values)
    near = z * np.float32(0.02) + np.float32(30.0)
    for down in range(-(WEAVE // 2), WEAVE - WEAVE // 2):
        for across in range(-(WEAVE // 2), WEAVE - WEAVE // 2):
            same = np.abs(_shift(z, down, across) - z) < near
            total += np.where(same, _shift(values, down, across), 0.0)
            weight += same
    return np.asarray(total / np.maximum(weight, 1.0), dtype=np.float32)


def _shift(values: Floats, down: int, across: int) -> Floats:
    return np.roll(values, (down, across), (0, 1))
