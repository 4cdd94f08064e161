"""Drawings in, packages and orders out, work that survives a crash, and a window that leaves nothing behind."""

from __future__ import annotations

import gc
import re
import weakref
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QTableWidget

from app.orders.order_book import OrderBook
from app.services import Exported, House
from app.ui.export_dialog import ExportDialog
from app.ui.import_dialog import ImportDialog
from app.ui.main_window import MainWindow
from app.ui.orders_dialog import OrdersDialog
from app.ui.preferences import Preferences, read_preferences, write_preferences
from app.ui.session import Session
from app.ui.window import open_window
from app.ui.work import Work
from tests.ui.doing import answer, stand


def test_export_runs_in_its_own_process_and_tells_where(bench: MainWindow, tmp_path: Path, qtbot: Any) -> None:
    stand(bench.session, "base_doors-600", 0.0)
    dialog = ExportDialog(bench.session, bench)
    dialog.show()
    dialog.target.setText(str(tmp_path / "order.zip"))
    assert not dialog.submit_button.isEnabled()
    dialog.export_button.click()
    qtbot.waitUntil(lambda: dialog.package is not None, timeout=30_000)
    assert (tmp_path / "order.zip").read_text(encoding="utf-8") == "一间房"
    assert str(tmp_path / "order.zip") in dialog.outcome.text()
    assert dialog.submit_button.isEnabled()
    dialog.reject()


def test_an_export_that_fails_says_why_and_leaves_the_dialog_open(
    bench: MainWindow, tmp_path: Path, qtbot: Any
) -> None:
    dialog = ExportDialog(bench.session, bench)
    dialog.show()
    dialog.target.setText(str(tmp_path / "no such folder" / "order.zip"))
    dialog.export_button.click()
    qtbot.waitUntil(lambda: bool(dialog.outcome.text()), timeout=30_000)
    assert "order.zip" in dialog.outcome.text()
    assert dialog.package is None
    assert dialog.export_button.isEnabled()
    dialog.reject()


def test_submit_shows_the_number_and_the_list_has_it(
    bench: MainWindow, tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    book: dict[str, Any] = {}

    class Receipt:
        number, created = "JY-1", True

    monkeypatch.setattr(OrderBook, "submit", lambda self, package: book.setdefault("got", package) and Receipt)
    dialog = ExportDialog(bench.session, bench)
    dialog.show()
    package = tmp_path / "order.zip"
    package.write_bytes(b"")
    dialog._exported(Exported(package, "ab" * 32, ("order.zip",), 3))
    dialog.submit_button.click()
    qtbot.waitUntil(lambda: "JY-1" in dialog.outcome.text(), timeout=10_000)
    assert book["got"] == package
    assert not dialog.submit_button.isEnabled()  # it is in the book
    dialog._exported(Exported(package, "cd" * 32, ("order.zip",), 3))
    assert dialog.submit_button.isEnabled()
    dialog.reject()


def test_an_empty_order_book_says_so(bench: MainWindow, qtbot: Any) -> None:
    dialog = OrdersDialog(bench.session, bench)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.note.text() == bench.session.say("ui.orders.none"), timeout=10_000)
    assert dialog.findChild(QTableWidget, "orderTable").rowCount() == 0
    dialog.accept()


def test_orders_show_status_and_history_in_the_language(bench: MainWindow, qtbot: Any) -> None:
    dialog = OrdersDialog(bench.session, bench)
    qtbot.addWidget(dialog)
    step = {"at": "2026-01-02T03:04:05Z", "status": "submitted", "note": ""}
    order = {
        "number": "JY-7",
        "design": "家",
        "customer": "",
        "panels": 9,
        "status": "reviewed",
        "submitted": step["at"],
    }
    dialog._show(({**order, "history": [step, {**step, "status": "reviewed", "note": "ok"}]},))
    assert dialog.table.item(0, 4).text() == "已审核"
    assert "2026-01-02 03:04" in dialog.history.text()
    assert "已提交" in dialog.history.text()


def test_a_real_drawing_is_shown_with_its_doubts_and_begun(window: MainWindow, shared: Path, qtbot: Any) -> None:
    dialog = ImportDialog(window.session, shared / "data" / "dxf" / "wentcad_watt_0a_parter.dxf", window)
    dialog.begun.connect(lambda imported: window.begin(imported.plan))
    dialog.show()
    qtbot.waitUntil(lambda: dialog.plan is not None, timeout=30_000)
    assert len(dialog.plan.rooms) == 1
    assert dialog.views.plan.plan == dialog.plan
    assert len(dialog.doubts.sentences) == len(dialog.plan.doubts) > 0
    assert all(re.search(r"[\u4e00-\u9fff]", doubt) for doubt in dialog.plan.doubts)
    dialog.ok.click()
    assert window.session.design.plan.rooms[0].outline
    assert window.at_work


def test_a_file_that_is_no_drawing_is_refused_in_a_sentence(window: MainWindow, tmp_path: Path, qtbot: Any) -> None:
    path = tmp_path / "note.dxf"
    path.write_text("hello", encoding="utf-8")
    dialog = ImportDialog(window.session, path, window)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.doubts.sentences), timeout=30_000)
    assert "note.dxf" in dialog.doubts.sentences[0]
    assert not dialog.ok.isEnabled()
    dialog.reject()


def test_unsaved_work_is_offered_after_a_crash(window: MainWindow, one_room: Any, house: House, qtbot: Any) -> None:
    window.begin(one_room)
    stand(window.session, "base_doors-600", 0.0)
    window.session.autosave()
    lost = window.session.design
    lock = window.session._autosave._lock
    assert lock is not None
    lock.close()  # what the system does when a process dies
    later = Session(house, Preferences(), "zh")
    second = MainWindow(later, pictures=False, still=False)
    qtbot.addWidget(second, before_close_func=lambda _: setattr(later, "saved", later.design))
    seen = answer(later.say("ui.recover.take"))
    second.offer_recovery()
    assert seen[0] == "recover"
    assert later.design == lost
    assert later.dirty
    assert not [r for r in later.recoverable() if r.design == lost and r.journal != later._autosave.journal]


def test_autosave_writes_only_what_no_file_holds_and_save_clears_it(bench: MainWindow, tmp_path: Path) -> None:
    session = bench.session
    journal = session._autosave.journal
    session.autosave()
    assert not journal.exists()
    stand(session, "base_doors-600", 0.0)
    assert session._timer.isActive()
    session.autosave()
    assert journal.exists()
    assert session.save(tmp_path / "home.json")
    assert not journal.exists()


def test_preferences_survive_and_broken_ones_do_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "window.json"
    monkeypatch.setattr("app.ui.preferences.preferences_path", lambda: path)
    write_preferences(Preferences("en").with_recent(Path("/a")).with_recent(Path("/b")).with_recent(Path("/a")))
    assert read_preferences().recent == ("/a", "/b")
    path.write_text("[", encoding="utf-8")
    assert read_preferences() == Preferences()


def test_work_in_a_thread_tells_its_end_and_its_failure(qtbot: Any, bench: MainWindow) -> None:
    done: list[object] = []
    work = Work(bench)
    work.finished.connect(done.append)
    work.in_thread(lambda tell: 42)
    qtbot.waitUntil(lambda: done == [42])
    broken = Work(bench)
    broken.failed.connect(done.append)
    broken.in_thread(lambda tell: 1 / 0)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert "ZeroDivisionError" in str(done[1])


def test_a_design_that_cannot_be_read_opens_no_window(
    qapp: QApplication, house: House, tmp_path: Path, capsys: Any
) -> None:
    assert open_window(house, tmp_path / "missing.json") == 2
    assert "missing.json" in capsys.readouterr().err
    assert open_window(house, None, "no_such_plan") == 2


def test_a_closed_window_leaves_no_stage_and_no_widgets(qtbot: Any, house: House, one_room: Any) -> None:
    def once() -> weakref.ref[MainWindow]:
        session = Session(house, Preferences(), "zh")
        window = MainWindow(session, pictures=False, still=False)
        window.show()
        window.begin(one_room)
        qtbot.waitUntil(lambda: window.viewport.frames > 0)
        assert window.close()
        assert window.viewport.stage is None
        window.deleteLater()
        return weakref.ref(window)

    gone = once()
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    qtbot.wait(1)
    gc.collect()
    assert gone() is None
