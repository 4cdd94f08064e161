"""House types in the window: hundreds of cards of which few are drawn, filters, keeping a plan, finding it again, files for others."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

import main
from app.plans.house_types.find_flat import measures_of
from app.plans.house_types.library import PlanLibrary, open_plans
from app.plans.house_types.orient import lights
from app.plans.plan import Plan, PlanError
from app.plans.underlay import Line, Underlay, read_underlay
from app.records import Text
from app.ui import plan_doors
from app.ui.find_flat_dialog import FindFlatDialog
from app.ui.flat_measures import in_mm, number
from app.ui.main_window import MainWindow
from app.ui.plan_picture import plan_png
from app.ui.save_plan_dialog import SavePlanDialog, suggested_name, up_to_orientation

LEFT = Qt.MouseButton.LeftButton
UNDER = Underlay((Line("walls", "W", ((0.0, 0.0), (4000.0, 0.0))),))


@pytest.fixture
def own(window: MainWindow, tmp_path: Path) -> Iterator[PlanLibrary]:
    """The window with the shipped house types and an own folder of this test."""
    before = window.session.plans
    window.session.plans = open_plans(main.HERE / "floorplans", tmp_path / "own", before.cache)
    window.chooser.refresh()
    yield window.session.plans
    window.session.plans = before


def shown(window: MainWindow) -> list[str]:
    return [entry.id for entry in window.chooser.cards.plans.entries]


def test_of_hundreds_of_house_types_only_those_in_sight_are_drawn(window: MainWindow, qtbot: Any) -> None:
    cards = window.chooser.cards
    count = len(window.session.plans.entries)
    assert count >= 300
    assert len(shown(window)) == count
    qtbot.waitUntil(lambda: not cards.pictures._wanted, timeout=20_000)
    assert 0 < len(cards.pictures._kept) < 60
    assert str(count) in window.chooser.count.text()


def test_scrolling_through_all_keeps_the_pictures_bounded_and_no_step_waits(window: MainWindow, qtbot: Any) -> None:
    cards = window.chooser.cards
    bar = cards.verticalScrollBar()
    slowest = 0.0
    for step in range(0, bar.maximum(), max(1, bar.maximum() // 40)):
        began = time.perf_counter()
        bar.setValue(step)
        cards.viewport().repaint()
        slowest = max(slowest, time.perf_counter() - began)
        QTest.qWait(5)
    assert slowest < 0.25  # painting asks for pictures, it does not make them
    assert len(cards.pictures._kept) <= 240


def test_filters_narrow_down_and_count(window: MainWindow) -> None:
    chooser = window.chooser
    filters = chooser.filters
    filters.between["area"].fields[0].setText("80")
    filters.between["area"].fields[1].setText("100")
    entries = chooser.cards.plans.entries
    assert entries
    assert all(80 <= entry.area_m2 <= 100 for entry in entries)
    assert chooser.more.text().endswith("1")
    choice = filters.choices["bedrooms"]
    choice.setCurrentIndex(choice.findData(3))
    choice.chosen.emit(3)
    assert {entry.bedrooms for entry in chooser.cards.plans.entries} == {3}
    looks = filters.choices["looks"]
    looks.setCurrentIndex(looks.findData("NS"))
    looks.chosen.emit("NS")
    assert all({"N", "S"} <= set(entry.orientation) for entry in chooser.cards.plans.entries)
    filters.clear.click()
    assert len(shown(window)) == len(window.session.plans.entries)
    filters.between["width"].fields[0].setText("1e")  # not yet a number: limits nothing
    assert len(shown(window)) == len(window.session.plans.entries)
    filters.clear.click()


def test_what_is_shown_large_is_among_what_was_found(window: MainWindow) -> None:
    """The button begins with the plan beside it: after a search that is one of the found ones, first the best."""
    chooser = window.chooser
    first = chooser._chosen
    chooser.search.setText("三房两卫 110平")
    found = [entry.id for entry in chooser.session.plans.search("三房两卫 110平")]
    assert first not in found and chooser._chosen == found[0]
    chooser.choose(found[2])
    chooser.search.setText("三房两卫")
    assert chooser._chosen == found[2]  # what was chosen stays while it is among them
    chooser.search.setText("一万间房 xyzzy")
    assert chooser._chosen == found[2]  # nothing found: there is nothing better to show


def test_sorting_orders_the_cards(window: MainWindow) -> None:
    chooser = window.chooser
    chooser.sort.show_value("large")
    chooser.sort.chosen.emit("large")
    areas = [entry.area_m2 for entry in chooser.cards.plans.entries]
    assert areas == sorted(areas, reverse=True)


def test_the_keyboard_goes_from_card_to_card_and_begins(window: MainWindow, qtbot: Any) -> None:
    cards = window.chooser.cards
    cards.choose(shown(window)[0])
    cards.setFocus()
    QTest.keyClick(cards, Qt.Key.Key_Right)
    assert window.chooser._chosen == shown(window)[1]
    QTest.keyClick(cards, Qt.Key.Key_Return)
    assert window.at_work
    assert window.session.design.plan.id == shown(window)[1]


def test_a_plan_is_kept_found_begun_with_its_drawing_and_removed(
    window: MainWindow, own: PlanLibrary, one_room: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = plan_doors.keep(window, window, replace(one_room, doubts=("请核对层高",)), UNDER)
    dialog.zh.setText("我家厨房 12㎡")
    dialog.estate.setText("梧桐里")
    dialog.up.show_value(90.0)  # up on the plan is east
    dialog.save()
    (entry,) = [entry for entry in own.entries if entry.own]
    assert (entry.name.zh, entry.estate) == ("我家厨房 12㎡", "梧桐里")
    assert own.plan(entry.id).orientation == 90.0
    assert read_underlay(entry.path).lines == UNDER.lines
    chooser = window.chooser
    assert chooser._chosen == entry.id
    assert not chooser.remove.isHidden()
    chooser.search.setText("梧桐里")
    assert shown(window) == [entry.id]
    chooser.start.click()
    assert window.session.design.plan.id == entry.id
    assert window.editor.keeper.underlay.lines == UNDER.lines
    window.new()
    monkeypatch.setattr("app.ui.plan_chooser.ask", lambda *asked: 1)
    chooser.remove.click()
    assert not [entry for entry in own.entries if entry.own]
    assert entry.id not in shown(window)


def test_what_is_there_already_is_told_before_and_refused(window: MainWindow, own: PlanLibrary) -> None:
    plan = own.plan("two_bed_75")
    dialog = SavePlanDialog(window.session, plan, Underlay(), window)
    told = " ".join(words.text() for words in dialog.told.findChildren(QLabel))
    assert window.session.say("homes.save.same", name="两室两厅一卫 75㎡") in told
    dialog.save()
    assert "two_bed_75" in dialog.refused.text()
    assert not [entry for entry in own.entries if entry.own]
    dialog.reject()


def test_a_name_is_needed_in_both_languages(window: MainWindow, own: PlanLibrary, one_room: Plan) -> None:
    dialog = SavePlanDialog(window.session, one_room, Underlay(), window)
    assert dialog.ok.isEnabled()
    dialog.en.setText("  ")
    assert not dialog.ok.isEnabled()
    dialog.reject()


def test_names_are_suggested_from_the_rooms() -> None:
    plan = replace(main.plans().plan("two_bed_75"), source="dxf:x.dxf")
    assert suggested_name(plan).zh.startswith("两室一厅一卫 ")  # one living-dining room
    assert suggested_name(plan).en.startswith("2 bed, 1 bath, ")


def test_a_plan_whose_upper_edge_looks_east_has_its_north_on_the_left() -> None:
    plan = main.plans().plan("two_bed_75")
    assert up_to_orientation("N") == 0.0
    assert up_to_orientation("E") == 90.0
    south_up = replace(plan, orientation=up_to_orientation("S"))
    turned = {"N": "S", "S": "N", "E": "W", "W": "E"}
    assert set(lights(south_up)) == {turned[letter] for letter in lights(plan)}


# --- find my flat ----------------------------------------------------------------------------------------------------


@pytest.fixture
def finder(window: MainWindow) -> FindFlatDialog:
    made = FindFlatDialog(window.session, window)
    made.show()
    return made


def test_a_flat_is_found_by_what_was_measured(finder: FindFlatDialog, window: MainWindow, qtbot: Any) -> None:
    assert finder.list.count() == 0
    assert not finder.ok.isEnabled()
    form = finder.form
    QTest.keyClicks(form.across, "9.9")
    QTest.keyClicks(form.deep, "8.9")
    form.axes.setChecked(True)
    form.rows[0].area.setText("26.64")  # the living room's printed area
    finder.look_for()
    match = finder.match
    assert match is not None
    assert match.entry.id == "two_bed_75"
    assert round(match.distance) == 0
    assert finder.table.item(0, 3).text() == "0"
    form.across.editingFinished.emit()
    assert form.across.text() == "9900"  # it is said what was taken
    form.across.setText("9880")
    finder.look_for()
    assert [finder.table.item(0, column).text() for column in (1, 2, 3)] == ["9880", "9900", "+20"]
    begun: list[Plan] = []
    finder.begun.connect(begun.append)
    finder._begin()
    assert begun[0].id == "two_bed_75"


def test_a_plan_finds_itself_and_lies_under_its_own_outline(window: MainWindow, qtbot: Any) -> None:
    plan = main.plans().plan("three_bed_95")
    dialog = FindFlatDialog(window.session, window, (plan,))
    match = dialog.match
    assert match is not None
    assert (match.entry.id, round(match.distance)) == ("three_bed_95", 0)
    over = next(one for one in dialog.sheet._drawn if hasattr(one, "_points"))
    low, high = min(p.x() for p in over._points), max(p.x() for p in over._points)
    assert high - low == pytest.approx(max(x for x, _ in measures_of(plan).outline))
    dialog.reject()


def test_what_is_no_length_is_told_and_nothing_is_found(finder: FindFlatDialog) -> None:
    finder.form.across.setText("999999")
    finder.look_for()
    assert finder.list.count() == 0
    assert "999999" in finder.told.text()


@pytest.mark.parametrize(
    ("typed", "mm"),
    [
        ("3.9", 3900),
        ("3900", 3900),
        ("3,9", 3900),
        ("3.9 m", 3900),
        ("390cm", 3900),
        ("3900 毫米", 3900),
        ("x", 0),
        ("-3", 0),
    ],
)
def test_lengths_are_taken_as_they_are_meant(typed: str, mm: float) -> None:
    assert in_mm(number(typed)) == mm


# --- pictures --------------------------------------------------------------------------------------------------------


def test_a_png_is_as_large_as_asked_and_in_both_languages(qapp: QApplication, tmp_path: Path) -> None:
    plan = main.plans().plan("two_bed_75")
    for language in ("zh", "en"):
        plan_png(plan, tmp_path / f"{language}.png", 1200, language)
    pictures = [QImage(str(tmp_path / f"{language}.png")) for language in ("zh", "en")]
    assert all(max(picture.width(), picture.height()) == 1200 for picture in pictures)
    assert pictures[0] != pictures[1]


def test_a_png_of_nothing_or_of_no_size_is_refused(qapp: QApplication, tmp_path: Path, one_room: Plan) -> None:
    with pytest.raises(PlanError, match="empty"):
        plan_png(Plan("none", Text("无", "none"), (), (), ()), tmp_path / "none.png")
    for pixels in (0, 10**9):
        with pytest.raises(PlanError, match="pixels"):
            plan_png(one_room, tmp_path / "none.png", pixels)
    assert not list(tmp_path.iterdir())


def test_the_plan_is_written_in_the_format_that_its_name_says(
    bench: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[tuple[str, str]] = []
    house = replace(
        bench.session.house,
        export_plan=lambda plan, out, language: written.append((plan.id, out.name)),
        plan_suffixes=(".dxf", ".sh3d", ".png"),
    )
    monkeypatch.setattr(bench.session, "house", house)
    monkeypatch.setattr(plan_doors, "ask_for_file", lambda *a, **k: tmp_path / "home.png")
    bench.chrome.actions["export_plan"].trigger()
    assert written == [("one", "home.png")]


def test_the_button_of_the_first_page_asks_for_measures(window: MainWindow) -> None:
    window.chooser.findChild(QPushButton, "findMyFlat").click()
    dialog = next(one for one in window.findChildren(FindFlatDialog) if one.isVisible())
    assert dialog.pages.currentWidget() is dialog.form
    dialog.reject()
