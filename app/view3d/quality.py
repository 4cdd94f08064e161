"""How much work a frame may cost: the tiers, and a governor that picks one from the driver and the measured frame times."""

from __future__ import annotations

from dataclasses import dataclass

SOFTWARE_WORDS = ("llvmpipe", "softpipe", "swiftshader", "gdi generic", "basic render", "software")


@dataclass(frozen=True, slots=True)
class Tier:
    """What is drawn while the view moves: `scale` of the window's pixels; and the still that follows: its passes, and
    whether soft ambient shadow is laid over it."""

    name: str
    scale: float
    still_passes: int
    occlusion: bool


TIERS: tuple[Tier, ...] = (
    Tier("lowest", 0.5, 1, False),
    Tier("low", 0.6, 8, True),
    Tier("draft", 0.8, 10, True),
    Tier("full", 1.0, 12, True),
)
SLOW_MS, SLOW_FRAMES = 60.0, 5
FAST_MS, FAST_FRAMES = 20.0, 60


def is_software(capabilities: str) -> bool:
    """Return whether a driver's report names a renderer that draws on the processor."""
    lines = [line.lower() for line in capabilities.splitlines() if "renderer string" in line.lower()]
    return any(word in line for line in lines for word in SOFTWARE_WORDS)


def first_tier(capabilities: str) -> Tier:
    """Return the tier to start with on a driver."""
    return TIERS[2] if is_software(capabilities) else TIERS[3]


class Governor:
    """Steps the tier down after five slow frames in a row and up after sixty fast ones."""

    def __init__(self, tier: Tier) -> None:
        self.tier = tier
        self._slow = self._fast = 0

    def note(self, milliseconds: float) -> Tier:
        """Take the time of one frame; return the tier for the next."""
        self._slow = self._slow + 1 if milliseconds > SLOW_MS else 0
        self._fast = self._fast + 1 if milliseconds < FAST_MS else 0
        at = TIERS.index(self.tier)
        if self._slow >= SLOW_FRAMES and at > 0:
            self.tier, self._slow = TIERS[at - 1], 0
        elif self._fast >= FAST_FRAMES and at < len(TIERS) - 1:
            self.tier, self._fast = TIERS[at + 1], 0
        return self.tier
