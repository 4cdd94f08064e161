"""Files made to do harm in the window: the dialog says one sentence and lives on, even when a library falls over them."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest

from app.plans.importing import Choices, Imported
from app.ui import import_dialog
from app.ui.import_dialog import ImportDialog
from app.ui.main_window import MainWindow
from tests.fuzz import hostile as made


def falling(path: Path, choices: Choices, language: str, tell: Any) -> Imported:
    """Die as a library does that follows a wild pointer."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError


def told(window: MainWindow, path: Path) -> tuple[str, ...]:
    """Return what the dialog says of a file, once it has been read."""
    dialog = ImportDialog(window.session, path, window)
    dialog.show()
    end = time.monotonic() + 60.0
    while dialog._work is not None and time.monotonic() < end:
        QTest.qWait(20)
    assert dialog._work is None and dialog.isVisible() and dialog.again.isVisible()
    assert not any(button.isEnabled() for button in (dialog.ok, dialog.mend, dialog.keep, dialog.like))
    sentences = dialog.doubts.sentences
    dialog.reject()
    return sentences


@pytest.mark.timeout(120)
def test_a_file_made_to_do_harm_is_told_in_one_sentence(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "self.dxf"
    path.write_bytes(made.dxf(made.insert("A"), made.block("A", made.insert("A"))))
    assert told(window, path) == (f"{path}: block A: blocks lie more than 8 deep in each other",)


@pytest.mark.timeout(120)
@pytest.mark.skipif(sys.platform == "win32", reason="falls by a signal, which Windows has not")
def test_a_library_that_falls_over_is_told_in_words(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_dialog, "import_to_show", falling)
    path = tmp_path / "fall.ifc"
    path.write_bytes(b"ISO-10303-21;")
    (sentence,) = told(window, path)
    assert sentence == window.session.say("homes.import.broke_reader", file="fall.ifc", code="-11")
