"""A wardrobe put together from inserts with real mouse and keys, in four steps: the frame, its bays, what is in them, the doors.

The main bedroom of two_bed_75; the frame stands at its west wall. mm.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from app.components.parts import Opening
from app.design.layout import Placed
from app.geometry.frame import Frame
from app.plans.sides import find_side
from app.ui.main_window import MainWindow

from .day import EXACT, Day
from .hand import spot

ROOM, WALL = "master", "W"
BAY = 500.0  # mm, the bay that is locked
BOARD = 18.0  # mm, sides and uprights of RCP-18


@pytest.fixture
def day(window: MainWindow, qtbot: QtBot) -> Day:
    """A day at the window."""
    return Day(window, qtbot)


@pytest.mark.xcb
@pytest.mark.timeout(300)
def test_a_wardrobe_is_assembled_from_inserts(day: Day, home: Path, shoot: Callable[..., Path]) -> None:
    """Frame, uprights with a locked bay, rod and shelves and drawers, doors; each gesture is one step that undo takes back."""
    begin(day)
    frame(day, shoot)
    bays(day, shoot)
    inside(day, shoot)
    doors(day, shoot)
    back_and_forth(day)


def begin(day: Day) -> None:
    """Choose the flat and show its main bedroom."""
    day.choose_plan("two_bed_75")
    day.hand.click(spot(day.window.chooser.start))
    day.until(lambda: day.window.at_work and day.view.frames)
    day.click(f"room:{ROOM}")
    day.until(lambda: day.view.room == ROOM)


def wardrobe(day: Day) -> Placed:
    """Return the one unit as it stands."""
    (unit,) = day.units
    placed = day.session.placed(unit.id)
    assert placed is not None
    return placed


def opening(day: Day, name: str) -> Opening:
    """Return an opening of the wardrobe by its id."""
    return next(one for one in wardrobe(day).component.openings if one.id == name)


def before(day: Day, name: str, across: float = 0.5, up: float = 0.5) -> QPoint:
    """Return where on the screen a point of an opening's front is."""
    box, placed = opening(day, name).box, wardrobe(day)
    x = box.low[0] + across * box.size[0]
    z = box.low[2] + up * box.size[2]
    return day.at(*placed.frame.out((x, box.low[1], z)))


def carry(day: Day, family: str, to: QPoint, before_release: Callable[[], None] | None = None) -> None:
    """Search for a family and drag its card to a point of the picture."""
    steps = len(day.session.history.past) if day.session.history else 0
    day.hand.drag(day.find_family(family), to, before_release)
    day.until(lambda: day.session.history and len(day.session.history.past) == steps + 1)


def aimed(day: Day) -> list[str]:
    """Return the opening that would take what is in hand."""
    preview = day.session.preview
    return [space.opening for space in preview.spaces if space.state == "aimed"] if preview else []


def frame(day: Day, shoot: Callable[..., Path]) -> None:
    """Drag the open frame to the middle of the wall, make it wider, and look at it from before."""
    assert day.session.design is not None
    side = find_side(day.session.design.plan, ROOM, WALL)
    x, y = Frame(*side.left, 0.0, side.turn).out2((side.length / 2 - 100.0, -300.0))
    carry(day, "wardrobe_frame", day.at(x, y))
    field = day.named("value:width", day.window.inspector)
    day.hand.click(spot(field))
    day.hand.key("ctrl+a")
    day.hand.type("1800")
    day.hand.key("Return")
    day.until(lambda: wardrobe(day).component.body.size[0] == 1800.0)
    assert [one.id for one in wardrobe(day).component.openings] == ["main"]
    assert not [finding for finding in day.session.findings if finding.level == "error"]
    day.click(f"room:{ROOM}")
    day.view.setFocus()
    day.hand.key("f")
    clear_search(day)
    shoot("wardrobe_1")


def asked(day: Day, name: str, value: float) -> bool:
    """Return whether the first insert has been asked for a value."""
    return dict(day.units[0].inserts[0].values).get(name) == value


def bays(day: Day, shoot: Callable[..., Path]) -> None:
    """Part it into three bays; the first keeps the width that is typed, the others share the rest to the millimetre."""
    target = before(day, "main")

    def look() -> None:
        assert aimed(day) == ["main"]

    carry(day, "divider_insert", target, look)
    day.until(lambda: day.session.insert == "i1")
    for name, number in (("bays", 3), ("bay_1", BAY)):
        field = day.named(f"insert:i1:{name}", day.window.inspector)
        day.window.inspector.area.ensureWidgetVisible(field)
        day.hand.click(spot(field))
        day.hand.key("ctrl+a")
        day.hand.type(f"{number:g}")
        day.hand.key("Return")
        day.until(partial(asked, day, name, number))
    widths = [opening(day, f"i1.bay_{n}").box.size[0] for n in (1, 2, 3)]
    assert widths[0] == BAY
    assert sum(widths) + 4 * BOARD == pytest.approx(1800.0, abs=EXACT)  # three bays, two sides, two uprights
    clear_search(day)
    shoot("wardrobe_2")


def inside(day: Day, shoot: Callable[..., Path]) -> None:
    """Shelves, a rod over drawers, and a second rod; the last one is shown while it is in hand."""
    day.hand.drag(day.find_sample("rows-fixed-5", "rows-fixed-5"), before(day, "i1.bay_1"))
    day.until(lambda: len(day.units[0].inserts) == 2)
    carry(day, "drawers_insert", before(day, "i1.bay_2", up=0.3))
    carry(day, "rod_insert", before(day, "i3.above", up=0.9))
    target = before(day, "i1.bay_3", up=0.9)

    def look() -> None:
        assert aimed(day) == ["i1.bay_3"]
        shoot("wardrobe_3", target)

    carry(day, "rod_insert", target, look)
    filled = {insert.opening for insert in day.units[0].inserts}
    assert filled == {"main", "i1.bay_1", "i1.bay_2", "i3.above", "i1.bay_3"}
    roles = {panel.role for panel in wardrobe(day).component.panels}
    assert {"divider", "drw_face"} <= roles


def doors(day: Day, shoot: Callable[..., Path]) -> None:
    """Doors before each bay; where drawers have fronts of their own the doors go above them."""
    for bay in ("i1.bay_1", "i1.bay_2", "i1.bay_3"):
        carry(day, "doors_insert", before(day, bay, up=0.7))
    doors = [insert.opening for insert in day.units[0].inserts if insert.sample.startswith("doors")]
    assert doors == ["i1.bay_1", "i3.above", "i1.bay_3"]
    assert all(opening(day, name).front for name in doors)
    assert len([panel for panel in wardrobe(day).component.panels if panel.role == "door"]) >= 3
    assert not [finding for finding in day.session.findings if finding.level == "error"]
    clear_search(day)
    day.view.setFocus()
    day.hand.key("Escape")
    day.hand.key("Escape")
    day.until(lambda: not day.session.selection)
    shoot("wardrobe_4")


def clear_search(day: Day) -> None:
    """Empty the search, so that the rooms of the library show again."""
    day.click("searchBox")
    day.hand.key("ctrl+a")
    day.hand.key("BackSpace")
    day.until(lambda: not day.window.library.searching and day.window.library.chip_row.isVisible())


def back_and_forth(day: Day) -> None:
    """Undo takes every gesture back, one step each, down to the empty room; redo brings exactly the same wardrobe."""
    design, history = day.session.design, day.session.history
    assert history is not None
    steps = len(history.past)
    day.view.setFocus()
    for _ in range(steps):
        day.hand.key("ctrl+z")
    day.until(lambda: day.units == ())
    for _ in range(steps):
        day.hand.key("ctrl+shift+z")
    day.until(lambda: day.session.design == design)
