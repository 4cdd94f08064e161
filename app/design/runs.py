"""What follows from neighbours: worktops and plinths over units that stand side by side. Lengths mm, plan axes."""

from __future__ import annotations

from collections.abc import Sequence

from app.design.design import Design
from app.design.placed import Builder, Placed


def derive_runs(standing: Sequence[Placed], design: Design, catalog: Builder) -> tuple[Placed, ...]:
    """Return the worktops and plinths over the standing units, in the order of their first units."""
    return ()
