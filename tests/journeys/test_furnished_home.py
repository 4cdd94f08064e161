"""The furnished home of the demo in the window: the picture that the README shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import main
from app.demo import demo_design
from app.design.files import write_design
from app.ui.main_window import MainWindow

from .day import Day


@pytest.mark.xcb
def test_furnished_home_opens(window: MainWindow, qtbot: QtBot, home: Path, shoot: Callable[..., Path]) -> None:
    """The demo's design opens from its file, fits, and its kitchen is one click away."""
    design, path = demo_design(main.catalog(), main.plans()), home / "home.json"
    write_design(path, design)
    day = Day(window, qtbot)
    window.open_path(path)
    day.until(lambda: window.at_work and day.view.frames)
    assert day.session.design == design and not day.session.dirty
    assert len(day.units) >= 14
    assert not [finding for finding in day.session.findings if finding.level == "error"]
    assert day.session.layout is not None
    rooms = {placed.room for placed in day.session.layout.placed if placed.unit is not None}
    assert len(rooms) >= 3 and "kitchen" in rooms
    day.click("room:kitchen")
    day.until(lambda: day.view.room == "kitchen")
    day.hand.move(day.window.mapToGlobal(day.window.rect().topLeft()))
    shoot("window")
    search_in_words(day, shoot)


def search_in_words(day: Day, shoot: Callable[..., Path]) -> None:
    """What is said in words is found, with its width and colour filled in."""
    library = day.window.library
    day.click("searchBox")
    if day.session.language == "en":
        day.hand.type("a white sliding wardrobe, 2.4 m wide")
    else:
        library.search.setText("两米四顶天立地的推拉门衣柜，白色")  # no keyboard of a test types Chinese
    day.until(lambda: library.search.text() and not library.searching)
    first = library.model.card(library.model.index(0))
    assert first is not None
    sample = day.session.catalog.sample(first.offer.sample)
    assert sample.family == "wardrobe_sliding"
    assert (dict(sample.values) | dict(first.offer.values))["width"] == 2400.0
    assert (dict(sample.finish) | dict(first.offer.finish))["front"] == "white"
    day.qtbot.wait(100)
    shoot("library")
