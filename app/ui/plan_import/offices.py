"""Where the layer maps of drawing offices are kept, and how one more is learned from a drawing whose layers the user has sorted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.plans.dxf.offices import learn
from app.plans.plan import PlanError
from app.ui.session import Session


def remember(session: Session, office: str, sorts: Mapping[str, str]) -> bool:
    """Keep what the layers of a drawing mean for all drawings of its office; tells the user whether that went well."""
    done = session.guarded(lambda: _learned(session.house.offices(), office, sorts)) is not None
    if done:
        session.tell("homes.layers.remembered", "good", office=office)
    return done


def _learned(folder: Path, office: str, sorts: Mapping[str, str]) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise PlanError(folder, "", problem.strerror or str(problem)) from problem
    return learn(folder, office, tuple(sorts), sorts)
