"""The still: while nothing moves, jittered frames are averaged (true anti-aliasing) and soft ambient shadow is laid over them.

The shadow is worked out from the depth buffer in numpy at half size, a few directions a frame, so that every step costs about a frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .occlusion import occlusion
from .quality import Tier

if TYPE_CHECKING:
    from .stage import Stage

type Pixels = NDArray[np.uint8]

STRENGTH = 0.85


class Still:
    """The sum of the frames drawn so far."""

    def __init__(self, tier: Tier) -> None:
        self._tier = tier
        self._sum: NDArray[np.float32] | None = None
        self._dark: NDArray[np.float32] | None = None
        self._count = self._looks = 0

    def step(self, stage: Stage) -> Pixels | None:
        """Draw one more frame; return the picture so far, None when enough were drawn."""
        if self._count >= self._tier.still_passes:
            return None
        width, height = stage.size
        stage.window.resize(width, height)
        stage.aim(_jitter(self._count))
        stage.window.render()
        frame = stage.window.pixels()
        if self._tier.still_passes == 1:
            self._count = 1
            return frame
        self._sum = frame.astype(np.float32) if self._sum is None else self._sum + frame
        if self._tier.occlusion and self._count % 2 == 0:  # every other frame is enough for soft shadow
            looks, of = self._looks, (self._tier.still_passes + 1) // 2
            dark = occlusion(stage.window.depths(), stage.camera, stage.clipping, looks, of)
            self._dark = dark if self._dark is None else self._dark + dark
            self._looks += 1
        self._count += 1
        return self._picture()

    def _picture(self) -> Pixels:
        assert self._sum is not None
        mean = self._sum / self._count
        if self._dark is not None:
            mean[..., :3] *= np.exp(-STRENGTH * self._dark / self._looks)[..., None]
        return (mean + 0.5).clip(0.0, 255.0).astype(np.uint8)


def _jitter(number: int) -> tuple[float, float]:
    """A point of the Halton sequence (2, 3) within a pixel, centred."""
    return (_halton(number + 1, 2) - 0.5, _halton(number + 1, 3) - 0.5)


def _halton(number: int, base: int) -> float:
    part, value = 1.0, 0.0
    while number > 0:
        part /= base
        value += part * (number % base)
        number //= base
    return value
