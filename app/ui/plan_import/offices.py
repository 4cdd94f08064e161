"""Where the layer maps of drawing offices are kept, and how one more is learned from a drawing whose layers the user has sorted."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from platformdirs import user_data_path

from app.ui.session import Session


def offices_folder() -> Path:
    """Return the user's folder of layer maps; it need not be there yet."""
    return user_data_path("jiyang", appauthor=False) / "drawing-offices"


def remember(session: Session, office: str, sorts: Mapping[str, str]) -> bool:
    """Keep what the layers of a drawing mean for all drawings of its office; tells the user whether that went well."""
    learn = import_module("app.plans.from_dxf_offices").learn
    done = session.guarded(lambda: learn(offices_folder(), office, tuple(sorts), sorts) or True)
    if done:
        session.tell("homes.layers.remembered", "good", office=office)
    return bool(done)
