"""One small window a test on the shipped libraries, off screen, at the cheapest picture; orders and exports are stand-ins."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import main
from app.components.catalog import Catalog
from app.design.design import Design
from app.plans.plan import Plan, Room, Wall
from app.records import Text
from app.services import Exported, House
from app.ui.main_window import MainWindow
from app.ui.preferences import Preferences
from app.ui.session import Session
from app.ui.theme import dress
from app.view3d import stage as stage_module
from app.view3d.quality import TIERS


def export_stand_in(design: Design, catalog: Catalog, out: Path, only: Any = None, progress: Any = None) -> Exported:
    """Write a file that holds nothing but the design's name."""
    (progress or (lambda what, share: None))("export.files", 0.5)
    out.write_text(design.name, encoding="utf-8")
    return Exported(out, "ab" * 32, (out.name,), 1)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The shipped libraries, a stand-in exporter, an order book in a folder of its own."""
    book = f"sqlite:///{tmp_path_factory.mktemp('book') / 'orders.sqlite'}"
    return House(
        main.catalog,
        main.plans,
        export_stand_in,
        lambda path, catalog: (),
        ("design_json",),
        lambda: book,
        main.export_plan,
        (".dxf", ".sh3d", ".png"),
        main.offices,
    )


@pytest.fixture
def one_room() -> Plan:
    """A room of 4000 by 3000 mm with its corner at the origin, no openings."""
    outline = ((0.0, 0.0), (4000.0, 0.0), (4000.0, 3000.0), (0.0, 3000.0))
    ends = ((-100.0, -100.0), (4100.0, -100.0), (4100.0, 3100.0), (-100.0, 3100.0))
    walls = tuple(Wall(f"w{i + 1}", ends[i], ends[(i + 1) % 4], 200.0, 2800.0) for i in range(4))
    rooms = (Room("kitchen", Text("厨房", "Kitchen"), "kitchen", outline, 2800.0),)
    return Plan("one", Text("一间房", "One room"), rooms, walls, ())


def opened(application: QApplication, house: House) -> MainWindow:
    """Return a shown window of 1000 by 640 in Chinese at the lowest tier, with no pictures made in the background."""
    dress(application)
    window = MainWindow(Session(house, Preferences(), "zh"), pictures=False, still=False)
    window.resize(1000, 640)
    window.show()
    window.activateWindow()
    application.processEvents()
    stocked(window)
    return window


def stocked(window: MainWindow) -> None:
    """Wait until the window has read its library."""
    end = time.monotonic() + 60.0
    while window.library.shelf is None and time.monotonic() < end:
        QTest.qWait(5)
    assert window.library.shelf is not None


def closed(window: MainWindow) -> None:
    """Close a window without its question about unsaved work."""
    window.session.saved = window.session.design
    window.close()
    window.deleteLater()


@pytest.fixture(scope="module", autouse=True)
def _lowest_tier() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage_module, "first_tier", lambda capabilities: TIERS[0])
        yield


@pytest.fixture
def session(house: House) -> Session:
    """A session without a window."""
    return Session(house, Preferences(), "zh")


@pytest.fixture
def window(qapp: QApplication, qtbot: Any, house: House) -> Iterator[MainWindow]:
    """A window of its own, fresh from the start."""
    made = opened(qapp, house)
    yield made
    closed(made)


@pytest.fixture(scope="module")
def shared_window(qapp: QApplication, house: House) -> Iterator[MainWindow]:
    """One window for the tests of a file; `bench` sets it back."""
    made = opened(qapp, house)
    yield made
    closed(made)


@pytest.fixture
def bench(shared_window: MainWindow, one_room: Plan, qtbot: Any) -> MainWindow:
    """The window with an empty design on the one room, everything else as at the start."""
    window, session = shared_window, shared_window.session
    session.cancel_tool()
    session.saved = session.design
    session.preferences, session.snapping = Preferences(), True
    session.set_language("zh")
    window.begin(one_room)
    window.library.search.setText("")
    window.library.family = ""
    window.library.show_room("")
    window.viewport.mode = "perspective"
    window.viewport.show_room("")
    window.viewport.setFocus()
    window.toast.hide()
    window.viewport.repaint()
    assert window.viewport.frames > 0
    return window
