"""The governor and the tiers; the textures they draw with."""

from __future__ import annotations

import numpy as np
import pytest

from app.view3d.quality import FAST_FRAMES, SLOW_FRAMES, TIERS, Governor, first_tier, is_software
from app.view3d.textures import MAKERS, METRES, SIZE, texture


def test_five_slow_frames_in_a_row_step_down_and_sixty_fast_ones_up() -> None:
    governor = Governor(TIERS[2])
    for _ in range(SLOW_FRAMES - 1):
        governor.note(200.0)
    governor.note(10.0)  # one good frame: not in a row
    assert governor.tier is TIERS[2]
    for _ in range(SLOW_FRAMES):
        governor.note(200.0)
    assert governor.tier is TIERS[1]
    for _ in range(FAST_FRAMES):
        governor.note(5.0)
    assert governor.tier is TIERS[2]


def test_the_governor_stays_within_the_ladder() -> None:
    governor = Governor(TIERS[0])
    for _ in range(50):
        governor.note(500.0)
    assert governor.tier is TIERS[0]
    for _ in range(50 * FAST_FRAMES):
        governor.note(1.0)
    assert governor.tier is TIERS[-1]


@pytest.mark.parametrize(
    ("words", "software"),
    [
        ("OpenGL vendor string:  Mesa\nOpenGL renderer string:  llvmpipe (LLVM 15.0.6, 256 bits)", True),
        ("OpenGL renderer string:  GDI Generic", True),
        ("OpenGL renderer string:  NVIDIA GeForce RTX 3060\nOpenGL extensions: GL_software_nothing", False),
        ("display id not set", False),
    ],
)
def test_a_renderer_on_the_processor_is_known_by_its_name(words: str, software: bool) -> None:
    assert is_software(words) is software
    assert (first_tier(words) is TIERS[-1]) is not software


@pytest.mark.parametrize("kind", list(MAKERS))
def test_a_texture_has_detail_and_meets_itself_at_the_seam(kind: str) -> None:
    pixels = texture(kind).astype(int)
    assert pixels.shape == (SIZE, SIZE, 3)
    assert kind in METRES
    assert pixels[..., 0].std() > 2.0
    for axis in (0, 1):
        seam = np.abs(np.take(pixels, 0, axis) - np.take(pixels, -1, axis)).mean()
        inside = np.abs(np.diff(pixels, axis=axis)).mean(axis=(1 - axis, 2)).max()
        assert seam <= inside + 3.0  # no harder step than the hardest within
