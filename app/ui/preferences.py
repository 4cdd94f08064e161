"""What the window remembers of its user between starts: language, recent files, its own size. A small JSON file in the config folder.

A broken or unwritable file is no reason not to start: the window then begins with what everyone begins with.
"""

from __future__ import annotations

import locale
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from platformdirs import user_config_path

from app.records import DataError, convert, read_json, to_json, to_plain, write_whole

RECENT = 8


@dataclass(frozen=True, slots=True)
class Preferences:
    """`geometry` is Qt's own window geometry as hex; "" before the first close."""

    language: Literal["zh", "en", ""] = ""
    recent: tuple[str, ...] = ()
    geometry: str = ""

    def with_recent(self, path: Path) -> Preferences:
        """Return the preferences with `path` as the newest of the recent files."""
        name = str(path)
        return replace(self, recent=(name, *(other for other in self.recent if other != name))[:RECENT])


def preferences_path() -> Path:
    """Return where the preferences lie."""
    return user_config_path("jiyang", appauthor=False) / "window.json"


def read_preferences() -> Preferences:
    """Return the stored preferences, or fresh ones."""
    path = preferences_path()
    try:
        return convert(read_json(path), Preferences, path)
    except DataError:
        return Preferences()


def write_preferences(preferences: Preferences) -> None:
    """Store the preferences; does nothing where the folder cannot be written."""
    try:
        write_whole(preferences_path(), to_json(to_plain(preferences)))
    except DataError:
        return


def system_language() -> Literal["zh", "en"]:
    """Return the language to begin with: Chinese, unless the system speaks another."""
    name = locale.getlocale()[0] or ""
    return "zh" if name in ("", "C") or name.lower().startswith(("zh", "chinese")) else "en"
