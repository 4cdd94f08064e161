"""The real house in a window of its own, its files in the test's folder; pictures of the steps as the journey goes."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import main
from app.ui.main_window import MainWindow
from app.ui.session import Session
from app.ui.theme import dress

SIZE = (1500, 900)
DOCS = Path(__file__).resolve().parents[2] / "docs"
ARROW = ((0, 0), (0, 17), (4, 13), (7, 20), (10, 19), (7, 12), (12, 12))  # px, the tip is the point
WRITING = os.environ.get("JIYANG_DOCS") == "write"  # the pictures of docs/ are made anew


@pytest.fixture(params=["en", "zh"] if WRITING else ["zh"])
def language(request: pytest.FixtureRequest) -> str:
    """The language of the window; both only when the pictures of docs/ are made."""
    return str(request.param)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that all of a user's files land in; for the pictures of docs/ one with a short name."""
    for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    monkeypatch.setenv("JIYANG_ORDER_BOOK", f"sqlite:///{tmp_path / 'orders.sqlite'}")
    if not WRITING:
        yield tmp_path
        return
    folder = Path(tempfile.gettempdir(), "jiyang")
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, home: Path, language: str) -> Iterator[MainWindow]:
    """The window as main.py opens it, at its usual size."""
    if QGuiApplication.platformName() != "xcb":
        pytest.skip("needs an X screen (./jiyang test makes one)")
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)  # a desktop's own dialog is not ours to test
    dress(qapp)
    session = Session(main.build_house(), language=language)
    window = MainWindow(session, still=WRITING)
    window.on_screen()
    window.setGeometry(0, 0, *SIZE)
    qtbot.waitUntil(lambda: window.isActiveWindow() and window.width() == SIZE[0], timeout=10000)
    qtbot.waitUntil(lambda: window.library.shelf is not None, timeout=60000)
    yield window
    session.saved = session.design  # nobody is asked at the end
    window.close()
    window.deleteLater()
    qtbot.wait(50)


@pytest.fixture
def shoot(window: MainWindow, qtbot: QtBot, tmp_path: Path, language: str) -> Callable[..., Path]:
    """Take a picture of the screen: into the test's folder, and into docs/ when those are made anew."""
    view = window.viewport

    def shoot(name: str, pointer: QPoint | None = None, keep: bool = True) -> Path:
        if WRITING and window.at_work:
            library = window.library
            sight = [card.offer for card in library.cards.in_sight()]
            qtbot.waitUntil(lambda: all(library.thumbnails.picture(offer) for offer in sight), timeout=60000)
        if WRITING and window.at_work and window.session.tool is None and QApplication.activeModalWidget() is None:
            qtbot.waitUntil(lambda: view.settled and not window.toast.isVisible(), timeout=40000)
        qtbot.wait(60)
        picture = QGuiApplication.primaryScreen().grabWindow(0, 0, 0, *SIZE)
        if pointer is not None:
            _draw_arrow(picture, pointer)
        path = tmp_path / f"{name}.png"
        assert picture.save(str(path))
        if WRITING and keep:
            suffix = "" if language == "en" else f".{language}"
            picture.save(str(DOCS / f"{name}{suffix}.png"))
        return path

    return shoot


def _draw_arrow(picture: QPixmap, at: QPoint) -> None:
    """Draw the mouse, which no picture of a screen holds."""
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(QPointF(at))
    painter.setPen(QPen(QColor("white"), 1.5))
    painter.setBrush(QColor("black"))
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in ARROW]))
    painter.end()
