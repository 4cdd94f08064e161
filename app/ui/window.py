"""Opens the window and runs it to its end; main.py calls this with the house it has put together."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.plans.files import read_plan
from app.plans.plan import Plan
from app.records import DataError
from app.services import House
from app.ui.main_window import MainWindow
from app.ui.session import Session
from app.ui.theme import dress

SWEEP = 2000  # ms


def open_window(
    house: House, design_path: Path | str | None = None, plan: Plan | str | None = None, language: str = ""
) -> int:
    """Show the window, with a design or an empty plan (a Plan, a house type id or a plan file) if given; return the exit code.

    What was asked for on the command line and cannot be read is told in one sentence, exit code 2, and no window opens.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("jiyang")
    application.setApplicationDisplayName("")
    try:
        dress(application)
        session = Session(house, language=language)
        asked = _begin(session, design_path, plan)
        window = MainWindow(session)
    except DataError as problem:
        print(problem, file=sys.stderr)
        return 2
    window.on_screen()
    sweeper = Sweeper()
    if not asked:
        QTimer.singleShot(200, window.offer_recovery)
    code = application.exec()
    sweeper.stop()
    window.deleteLater()
    application.processEvents()
    del window, session
    gc.collect()
    return code


class Sweeper(QTimer):
    """Collects garbage in the window's thread alone: a widget that another thread's collection took away would end the program."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self.setInterval(SWEEP)
        self.timeout.connect(self.sweep)
        self.start()

    def sweep(self) -> None:
        """Collect the generations that are due."""
        due = [number for number, count in enumerate(gc.get_count()) if count > gc.get_threshold()[number] > 0]
        if due:
            gc.collect(max(due))

    def stop(self) -> None:
        """Leave it to Python again."""
        super().stop()
        gc.enable()


def _begin(session: Session, design_path: Path | str | None, plan: Plan | str | None) -> bool:
    if design_path is not None:
        session.open_asked(Path(design_path))
        return True
    if plan is None:
        return False
    if isinstance(plan, str):
        plan = (
            read_plan(Path(plan)) if Path(plan).suffix == ".toml" or Path(plan).exists() else session.plans.plan(plan)
        )
    session.new(plan)
    return True
