"""Keeps what lies under the plan of the open design: beside the design's file once it has one, in the user's data folder before.

Beside its file (`home.json` -> `home.underlay.json` and PNGs) it goes along when a folder is handed on, and is never inside the design:
a picture of megabytes has no place in a file that is written at every step. A design without a file has only its name to be known by.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from glob import escape
from pathlib import Path

from platformdirs import user_data_path
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.plans.plan import PlanError
from app.plans.underlay import Picture, Underlay, read_underlay, underlay_path, write_underlay
from app.records import read_bytes, write_whole
from app.ui.plan_editor.pictures import png_of, read_image
from app.ui.session import Session


class Keeper(QObject):
    """The underlay of the open design and its pictures; `changed` when another is to be shown."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.underlay = Underlay()
        self.images: dict[str, QImage] = {}
        self._files: dict[str, bytes] = {}
        self._home: Path | None = None
        self._document = 0
        session.documentChanged.connect(self.follow)
        self.follow()

    # --- the document ------------------------------------------------------------------------------------------------

    def follow(self) -> None:
        """Show another document's underlay, or move this one's to where its design is now."""
        design = self.session.design
        home = None if design is None else self.session.path or _unsaved_home(design.name)
        if self._document != self.session.begun:
            self._document, self._home = self.session.begun, home
            fresh = self.session.path is None and self.session.saved is not None  # neither opened nor recovered
            self._show(Underlay(), {}) if fresh or home is None else self._load(home)
        elif home != self._home:
            before, self._home = self._home, home
            self._store()
            if before is not None and before.parent == _folder():
                _forget(before)

    def _load(self, home: Path) -> None:
        try:
            underlay = read_underlay(home)
            files = {picture.file: _beside(home, picture.file) for picture in underlay.pictures}
        except PlanError as problem:
            self.session.said.emit("error", str(problem))
            self._show(Underlay(), {})
            return
        self._show(underlay, files)

    def _show(self, underlay: Underlay, files: dict[str, tuple[bytes, QImage]]) -> None:
        self.underlay = underlay
        self._files = {name: data for name, (data, _) in files.items()}
        self.images = {name: image for name, (_, image) in files.items()}
        self.changed.emit()

    @property
    def home(self) -> Path | None:
        """The file that the underlay lies beside, as the user's folders have it; None while no design is open."""
        return self._home

    def borrow(self, home: Path) -> None:
        """Lay under the plan what lies beside another plan's file, a house type's of the library; pictures are copied."""
        self._load(home)
        self._store()

    # --- changes -----------------------------------------------------------------------------------------------------

    def take(self, underlay: Underlay) -> None:
        """Lay the lines and notes of a drawing under the plan; pictures that lie there stay."""
        self._set(replace(underlay, pictures=self.underlay.pictures))

    def add(self, image: QImage, mm_per_pixel: float, middle: tuple[float, float]) -> None:
        """Lay a picture under the plan, its middle at a point; PlanError when it cannot be kept."""
        number = 1 + max((_number(name) for name in self.images), default=0)
        name = f"picture-{number}.png"
        at = (middle[0] - image.width() * mm_per_pixel / 2, middle[1] - image.height() * mm_per_pixel / 2)
        self._files[name], self.images[name] = png_of(image), image
        picture = Picture(name, mm_per_pixel, at)
        self._set(replace(self.underlay, pictures=(*self.underlay.pictures, picture)))

    def change(self, index: int, picture: Picture) -> None:
        """Scale, turn or move one of the pictures."""
        pictures = list(self.underlay.pictures)
        pictures[index] = picture
        self._set(replace(self.underlay, pictures=tuple(pictures)))

    def clear(self) -> None:
        """Take everything away from under the plan."""
        self._files, self.images = {}, {}
        self._set(Underlay())

    def _set(self, underlay: Underlay) -> None:
        self.underlay = underlay
        self._store()
        self.changed.emit()

    def _store(self) -> None:
        """Write the underlay to where it belongs; what cannot be written is told."""
        home = self._home
        if home is None:
            return
        if not self.underlay:
            _forget(home)
            return
        pictures, files = [], {}
        for picture in self.underlay.pictures:
            name = f"{home.stem}.underlay-{_number(picture.file)}.png"
            pictures.append(replace(picture, file=name))
            files[name] = (self._files[picture.file], self.images[picture.file])
        try:
            home.parent.mkdir(parents=True, exist_ok=True)
            for name, (data, _) in files.items():
                write_whole(home.parent / name, data, PlanError)
            write_underlay(home, replace(self.underlay, pictures=tuple(pictures)))
        except (PlanError, OSError) as problem:
            self.session.said.emit("error", str(problem))


def _folder() -> Path:
    return user_data_path("jiyang", appauthor=False) / "underlays"


def _unsaved_home(name: str) -> Path:
    """Return the file that a design without one would have, for its underlay to lie beside."""
    plain = re.sub(r"[^\w-]+", "_", name).strip("_")[:60] or "design"
    return _folder() / f"{plain}.json"


def _number(name: str) -> int:
    found = re.search(r"(\d{1,6})\.png$", name)
    return int(found[1]) if found else 1


def _beside(home: Path, name: str) -> tuple[bytes, QImage]:
    """Return a picture that lies beside an underlay's file; PlanError for one that lies anywhere else, or is broken."""
    if Path(name).name != name:
        raise PlanError(underlay_path(home), "pictures.file", f"{name!r} does not lie beside this file")
    path = home.parent / name
    return read_bytes(path, PlanError), read_image(path, as_it_is=True)


def _forget(home: Path) -> None:
    """Remove an underlay that nothing refers to any more."""
    with suppress(OSError):
        underlay_path(home).unlink(missing_ok=True)
        for path in home.parent.glob(f"{escape(home.stem)}.underlay-*.png"):
            path.unlink(missing_ok=True)
