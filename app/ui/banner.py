"""A line across the window that stays until it is mended or sent away: what is wrong in the files of the library, and where."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from app.records import DataError
from app.ui.fields import label
from app.ui.session import Session
from app.ui.theme import icon, pixmap

LISTED = 20  # problems that the tip names one by one


class Banner(QFrame):
    """Shows the first of some problems, and all of them in its tip; `place` and `cause` are what it says."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("banner")
        self._problems: tuple[DataError, ...] = ()
        self._before = False
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 9, 10, 9)
        row.setSpacing(12)
        sign = QLabel()
        sign.setPixmap(pixmap("warning", "error", 22))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        self.place, self.cause = label("bannerHead"), label("", wrap=True)
        for one in (self.place, self.cause):
            one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(one)
        self.after = label("small")
        column.addWidget(self.after)
        row.addLayout(column, 1)
        away = QToolButton()
        away.setObjectName("closeBanner")
        away.setIcon(icon("close", "ink_soft", 16))
        away.clicked.connect(self.hide)
        row.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        session.libraryProblem.connect(self.show_problems)
        session.languageChanged.connect(self._say)
        self.hide()

    def show_problems(self, problems: tuple[DataError, ...], before: bool) -> None:
        """Show what is wrong, and whether the library `before` it is used; no problems hide the banner."""
        had, self._problems, self._before = self._problems, problems, before
        if had and not problems:
            self.session.tell("ui.said.library_good", "good")
        self._say()
        self.setVisible(bool(problems))

    def _say(self) -> None:
        if not self._problems:
            return
        first = self._problems[0]
        folder = self.session.catalog.folder
        self.place.setText(located(first, folder))
        self.setToolTip("\n".join(f"{located(one, folder)}: {explained(one)}" for one in self._problems[:LISTED]))
        self.cause.setText(explained(first))
        say, more = self.session.say, len(self._problems) - 1
        also = say("ui.banner.more", count=more) if more else ""
        self.after.setText(
            " ".join(filter(None, (say("ui.banner.goes_on" if self._before else "ui.banner.rest"), also)))
        )


def located(problem: DataError, folder: Path) -> str:
    """Return where a problem is, as editors write it: file, from the library's folder, and line."""
    line = re.search(r"\bline (\d+)", f"{problem.place} {problem.cause}")
    path = Path(problem.file)
    name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else problem.file
    return f"{name}:{line[1]}" if line else name


def explained(problem: DataError) -> str:
    """Return what is wrong as a sentence, without what `located` says already."""
    place = re.sub(r"^line \d+:? ?", "", problem.place)
    return f"{place}: {problem.cause}" if place else problem.cause
