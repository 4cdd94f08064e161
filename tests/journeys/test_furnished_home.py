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
