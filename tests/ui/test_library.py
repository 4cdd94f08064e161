"""The library panel: families, their samples, the search, and that only what is in sight costs anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

import main
from app.components.catalog import Catalog
from app.components.ranges import Sample
from app.records import Text
from app.ui.cards import Card, Heading
from app.ui.hosted import shown
from app.ui.library_panel import LIBRARY, SHELF, LibraryPanel
from app.ui.main_window import MainWindow
from app.ui.offers import OTHER, FamilyOffer, Offer, Shelf, read_plan
from app.ui.picture_folder import library_cache
from app.ui.session import Session
from app.ui.stocking import stock
from app.words import catalogue

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def ids(library: LibraryPanel) -> list[str]:
    return [row.id for row in library.model.rows if isinstance(row, Card)]


def search(library: LibraryPanel, words: str) -> list[str]:
    library.search.setText(words)
    library.refresh()
    return ids(library)


def click(library: LibraryPanel, qtbot: Any, card: str) -> None:
    index = library.model.find(card)
    assert index.isValid()
    library.cards.scrollTo(index)
    qtbot.mouseClick(library.cards.viewport(), LEFT, NONE, library.cards.visualRect(index).center())


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """The shipped library, sorted as the window sorts it."""
    return stock(main.catalog(), read_plan(LIBRARY), library_cache() / SHELF)


def test_every_sample_that_can_be_placed_is_in_exactly_one_family(session: Session, shelf: Shelf) -> None:
    offered = sorted(sample.id for family in shelf.families for sample in family.samples if sample.id != sample.family)
    assert offered == sorted(s.id for s in session.catalog.samples if session.mount(s) != "run")
    assert shelf.families[0].category == "base"
    assert shelf.rooms[0] == "kitchen"


def test_every_category_of_the_library_has_a_room_and_a_word_in_both_languages(shelf: Shelf) -> None:
    plan = read_plan(LIBRARY)
    rooms = {category for categories in plan.rooms.values() for category in categories}
    for family in shelf.families:
        assert family.category in rooms, family.id
    for language in ("zh", "en"):
        words = catalogue(language, "ui")
        assert {f"ui.category.{category}" for category in rooms} <= words.keys()
        assert {f"ui.shelf.{room}" for room in (*plan.rooms, "all", OTHER)} <= words.keys()


def test_a_family_spans_its_samples_and_is_placed_as_its_usual_one(session: Session, shelf: Shelf) -> None:
    base = shelf.family("base_doors")
    assert base is not None
    widths = {dict(s.values)["width"] for s in session.catalog.samples if s.family == "base_doors"}
    assert base.spans[0] == (min(widths), max(widths))
    assert dict(base.usual.values) == {"width": 600}  # the default of families/base_doors.toml, without a handle
    assert {"none", "bar"} <= set(
        dict(base.facets)["handle"]
    )  # samples without a handle of their own have the family's
    bars, none = base.picked({"handle": "bar"}), base.picked({"handle": "none"})
    assert bars and none and not {*bars} & {*none}
    assert {dict(sample.values)["handle"] for sample in bars} == {"bar"}


def test_a_click_opens_a_family_and_there_is_a_way_back(bench: MainWindow, qtbot: Any) -> None:
    library = bench.library
    assert "family:wardrobe_hinged" in ids(library)
    qtbot.mouseClick(library.chips["bedroom"], LEFT)
    plan = read_plan(LIBRARY)
    shown = {row.family.category for row in library.model.rows if isinstance(row, Card) and row.family}
    assert {"wardrobe", "bedroom"} <= shown <= set(plan.rooms["bedroom"])
    assert next(row.words for row in library.model.rows if isinstance(row, Heading)) == "衣柜"
    click(library, qtbot, "family:wardrobe_hinged")
    assert {bench.session.catalog.sample(name).family for name in ids(library)} == {"wardrobe_hinged"}
    assert library.head.isVisibleTo(library) and not library.chip_row.isVisibleTo(library)
    many = len(ids(library))
    library.head.lists["height"].chosen.emit(2000)
    assert 0 < len(ids(library)) < many
    qtbot.mouseClick(library.head.back, LEFT)
    assert "family:wardrobe_hinged" in ids(library)
    assert library.cards.cards.card(library.cards.currentIndex()).id == "family:wardrobe_hinged"  # type: ignore[union-attr]


def test_a_family_dragged_into_the_room_stands_there_as_its_usual_sample(bench: MainWindow, qtbot: Any) -> None:
    library, view = bench.library, bench.viewport
    index = library.model.find("family:base_doors")
    start = library.cards.visualRect(index).center()
    end = view.project((2000.0, 2700.0, 0.0)).toPoint()  # type: ignore[union-attr]
    cards = library.cards.viewport()
    qtbot.mousePress(cards, LEFT, NONE, start)
    for share in (0.5, 1.0):
        at = view.mapToGlobal(end) * share + cards.mapToGlobal(start) * (1 - share)
        QTest.mouseMove(cards, cards.mapFromGlobal(at))
    qtbot.mouseRelease(cards, LEFT, NONE, cards.mapFromGlobal(view.mapToGlobal(end)))
    assert [unit.sample for unit in bench.session.design.units] == ["base_doors-600"]


def test_the_search_mixes_samples_and_their_family_and_tells_when_nothing_answers(bench: MainWindow) -> None:
    library = bench.library
    found = search(library, "开放书柜")
    assert "family:bookcase" in found[:3] and found[0].startswith("bookcase-")
    assert search(library, "no such thing") == []
    assert library.nothing.isVisibleTo(library)
    search(library, "")
    assert not library.nothing.isVisibleTo(library)


def test_typing_does_not_search_until_it_pauses(bench: MainWindow, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    library = bench.library
    asked: list[str] = []
    plain = library._rows
    monkeypatch.setattr(library, "_rows", lambda words: asked.append(words) or plain(words))
    library.search.setFocus()
    qtbot.keyClicks(library.search, "bookcase")
    assert asked == []
    qtbot.waitUntil(lambda: asked != [])
    assert asked == ["bookcase"]


def test_the_keyboard_goes_from_the_search_to_a_card_and_enter_takes_it_in_hand(bench: MainWindow, qtbot: Any) -> None:
    library, session = bench.library, bench.session
    library.search.setFocus()
    library.search.setText("base_doors")
    qtbot.keyClick(library.search, Qt.Key.Key_Down)  # does not wait for the pause
    first = library.cards.currentIndex()
    assert first.isValid()
    qtbot.keyClick(library.cards, Qt.Key.Key_Down)
    card = library.model.card(library.cards.currentIndex())
    assert card is not None and library.cards.currentIndex() != first
    qtbot.keyClick(library.cards, Qt.Key.Key_Return)
    assert session.placing == card.offer.sample
    session.cancel_tool()
    library.search.setFocus()
    qtbot.keyClick(library.search, Qt.Key.Key_Return)
    assert session.placing == library.model.rows[0].offer.sample  # type: ignore[union-attr]
    session.cancel_tool()
    library.search.setText("")
    library.cards.setFocus()
    qtbot.keyClick(library.cards, "f")  # a letter goes to the search and not to the menus, where F fits the view
    assert library.search.text() == "f" and library.search.hasFocus()


def test_ten_thousand_samples_are_scrolled_without_being_built(
    bench: MainWindow, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = bench.library
    built: list[str] = []
    build = Catalog.build
    monkeypatch.setattr(
        Catalog, "build", lambda self, sample, *rest: built.append(sample) or build(self, sample, *rest)
    )
    widths = [round(300 + i * 0.05, 2) for i in range(10_000)]
    many = [Card(Offer("base_doors-600", (("width", width),)), Text(f"{width}", f"{width}")) for width in widths]
    library.model.show(tuple(many))
    qtbot.wait(20)
    bar = library.cards.verticalScrollBar()
    in_sight = len(library.cards.in_sight())
    assert 4 <= in_sight <= 24
    for place in range(0, bar.maximum(), bar.maximum() // 10):
        bar.setValue(place)
        library.cards.viewport().repaint()
        sight = library.cards.in_sight()
        assert len(sight) <= in_sight + 4
        row = many.index(sight[0])
        assert abs(row - 10_000 * place / bar.maximum()) < 100
    assert len(built) <= 12 * (in_sight + 4)
    library.refresh()


def test_the_window_is_usable_while_the_library_is_still_being_read(
    qapp: Any, qtbot: Any, house: Any, one_room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    from app.ui import library_panel
    from app.ui.preferences import Preferences
    from tests.ui.conftest import closed

    gate = threading.Event()
    monkeypatch.setattr(library_panel, "stock", lambda *given: (gate.wait(20), stock(*given))[1])
    window = MainWindow(Session(house, Preferences(), "zh"), pictures=False, still=False)
    window.resize(1000, 640)
    window.show()
    window.begin(one_room)
    qtbot.wait(30)
    assert window.library.shelf is None
    assert window.library.nothing.text() == window.session.say("ui.library.reading")
    window.library.search.setText("书柜")
    window.library.refresh()
    window.session.set_language("en")
    window.viewport.repaint()
    assert window.viewport.frames > 0
    gate.set()
    qtbot.waitUntil(lambda: window.library.shelf is not None)
    assert ids(window.library)  # what was typed meanwhile is answered
    closed(window)


def test_an_insert_is_pictured_in_a_cabinet_that_shows_it(session: Session) -> None:
    inserts = sorted({s.family for s in session.catalog.samples if session.catalog.mount(s.id) == "opening"})
    assert inserts
    for family in inserts:
        component = shown(session.catalog, Offer(family))
        assert component is not None, family
        assert any(part.id.startswith("i1.") for part in (*component.panels, *component.solids))
    plain = session.catalog.build("base_doors-600")
    assert shown(session.catalog, Offer("base_doors-600")) == plain
    wider = shown(session.catalog, Offer("base_doors-600", (("width", 700.0),), (("front", "graphite"),)))
    assert wider is not None and dict(wider.values)["width"] == 700.0
    assert shown(session.catalog, Offer("no such sample")) is None


def test_what_was_read_out_of_families_is_kept_and_a_broken_file_is_made_again(
    session: Session, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, kept = read_plan(LIBRARY), tmp_path / SHELF
    first = stock(session.catalog, plan, kept)
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2])
    assert stock(session.catalog, plan, kept).families == first.families
    assert kept.read_bytes() == whole
    monkeypatch.setattr(Catalog, "parameters", lambda *asked: pytest.fail("a family was read"))
    again = stock(session.catalog, plan, kept)
    assert [(f.id, f.usual, f.spans) for f in again.families] == [(f.id, f.usual, f.spans) for f in first.families]


def test_numbers_of_a_family_stand_in_order() -> None:
    samples = tuple(Sample(f"a{w}", f"A{w}", Text("", ""), "a", "base", (("width", w),)) for w in (900, 1000, 450.5))
    family = FamilyOffer("a", Text("", ""), "base", "floor", samples, samples[0])
    assert family.facets == (("width", (450.5, 900, 1000)),)


def test_what_is_asked_for_in_words_is_filled_in_and_placed_so(bench: MainWindow, qtbot: Any) -> None:
    library, session = bench.library, bench.session
    search(library, "餐边柜 1.35米宽")
    cards = [row for row in library.model.rows if isinstance(row, Card)]
    first = cards[0]
    assert session.catalog.sample(first.offer.sample).family == "sideboard"
    assert dict(first.offer.values) == {"width": 1350.0} and first.filled
    assert library.model.below(first).startswith("1350 × ")
    assert any("1350" in chip.text() for chip in library.reading.chips)
    search(library, "沙发颜色随便的 1.35米 餐边柜")  # the side is not said
    assert library.reading.question.isVisibleTo(library) and "1350" in library.reading.question.text()
    session.set_language("en")
    assert library.reading.question.text().startswith("Is ")
    session.set_language("zh")
    search(library, "餐边柜 1.35米宽")
    bench.viewport.gestures.follow(first.offer)
    target = bench.viewport.project((2000.0, 2700.0, 0.0))
    QTest.mouseMove(bench.viewport, target.toPoint() - QPoint(9, 9))  # type: ignore[union-attr]
    QTest.mouseMove(bench.viewport, target.toPoint())  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: session.preview is not None and bool(session.preview.moving), timeout=20000)
    qtbot.mouseClick(bench.viewport, LEFT, NONE, target.toPoint())  # type: ignore[union-attr]
    session.cancel_tool()
    (unit,) = session.design.units
    assert dict(unit.values) == {"width": 1350.0}
    assert dict(session.placed(unit.id).component.values)["width"] == 1350.0
    search(library, "")
    assert not library.reading.isVisibleTo(library)
