"""A picture under the plan: opened, then scaled by two points whose distance is known, turned by two points that lie level."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.geometry.frame import Point2
from app.plans.from_picture import levelled, scaled
from app.ui.file_dialog import ask_for_file
from app.ui.plan_editor.hand import Hand
from app.ui.plan_editor.keeping import Keeper
from app.ui.plan_editor.reading import ReadingDialog
from app.ui.plan_editor.two_points import TwoPoints
from app.ui.session import Session

PATTERNS = "*.png *.jpg *.jpeg *.bmp *.webp *.pdf *.PNG *.JPG *.JPEG *.BMP *.PDF"
GUESS = 12000.0  # mm across that a picture is shown at before it is scaled


class Tracing(QObject):
    """What the buttons of the underlay do."""

    def __init__(self, session: Session, keeper: Keeper, hand: Hand, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.keeper, self.hand, self._page = session, keeper, hand, parent

    def open_picture(self) -> None:
        """Ask for a picture or a PDF and lay it under the plan."""
        folder = self.session.path.parent if self.session.path else Path.home()
        kind = f"{self.session.say('plan_editor.pictures')} ({PATTERNS})"
        path = ask_for_file(self._page, self.session, "plan_editor.underlay.open", folder, kind)
        if path:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a picture or a page of a PDF and lay it under the plan."""
        dialog = ReadingDialog(self.session, path, self._page)
        dialog.read.connect(self.add)
        dialog.open()

    def add(self, image: QImage) -> None:
        """Lay a picture under the middle of the paper, at a guess of its scale, and ask for two points that scale it."""
        size = GUESS / max(image.width(), image.height(), 1)
        self.session.guarded(lambda: self.keeper.add(image, size, self.hand.middle()))
        self.hand.show_all()
        self.scale()

    def scale(self) -> None:
        """Let two points be clicked and their distance be typed."""
        if self.keeper.underlay.pictures:
            self.hand.hold(TwoPoints("scale", self._scaled))

    def level(self) -> None:
        """Let two points be clicked that lie on a level or upright line."""
        if self.keeper.underlay.pictures:
            self.hand.hold(TwoPoints("level", self._levelled))

    def clear(self) -> None:
        """Take the underlay away."""
        self.keeper.clear()

    def _scaled(self, a: Point2, b: Point2, length: float) -> None:
        last = len(self.keeper.underlay.pictures) - 1
        picture = self.keeper.underlay.pictures[last]
        made = self.session.guarded(lambda: scaled(picture, a, b, length))
        if made is not None:
            self.keeper.change(last, made)
            self.session.tell("plan_editor.said.scaled", "good", length=length)
            self.hand.show_all()

    def _levelled(self, a: Point2, b: Point2, length: float) -> None:
        last = len(self.keeper.underlay.pictures) - 1
        picture = self.keeper.underlay.pictures[last]
        made = self.session.guarded(lambda: levelled(picture, a, b))
        if made is not None:
            self.keeper.change(last, made)
