"""The ways by which plans come into the window and leave it: a drawing from elsewhere, and the plan as DXF, PNG or Sweet Home 3D file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.plans.importing import FORMATS, Imported
from app.plans.plan import Plan
from app.records import DataError
from app.ui.file_dialog import ask_for_file
from app.ui.import_dialog import ImportDialog
from app.ui.session import Session

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

PLAIN = str.maketrans({sign: "_" for sign in '/\\:*?"<>|'})  # what no file name may hold


def import_drawing(window: MainWindow, folder: Path) -> None:
    """Ask for a file of any format that plans come in, and show what was recognized in it and what is doubted."""
    path = ask_for_file(window, window.session, "ui.action.import", folder, drawing_files(window.session))
    if path:
        open_drawing(window, path)


def open_drawing(window: MainWindow, path: Path) -> ImportDialog:
    """Show what is in a drawing; a design begins on it, or it is mended or kept in the library, as the user says."""
    dialog = ImportDialog(window.session, path, window)
    dialog.begun.connect(lambda imported: begin_imported(window, imported))
    dialog.open()
    return dialog


def drawing_files(session: Session) -> str:
    """Return the words and patterns of all files that plans come in, for a file dialog."""
    patterns = [f"*{suffix}" for format_ in FORMATS for suffix in format_.suffixes]
    return f"{session.say('ui.files.drawing')} ({' '.join((*patterns, *(one.upper() for one in patterns)))})"


def begin_imported(window: MainWindow, imported: Imported) -> bool:
    """Begin a design on an imported plan; return whether the user has let go of the one that was open."""
    if imported.plan is None:
        return False
    window.begin(imported.plan)
    return window.session.design is not None and window.session.design.plan == imported.plan


def export_plan(window: MainWindow, plan: Plan | None = None, folder: Path | None = None) -> Path | None:
    """Ask for a place and write a plan there, in the format that the file's ending names; return the file."""
    session = window.session
    plan = plan or (session.design.plan if session.design else None)
    if plan is None:
        return None
    name = session.name(plan.name).translate(PLAIN).strip() or plan.id
    start = (folder or Path.home()) / f"{name}{session.house.plan_suffixes[0]}"
    kinds = ";;".join(f"{session.say(f'homes.export{suffix}')} (*{suffix})" for suffix in session.house.plan_suffixes)
    path = ask_for_file(window, session, "ui.action.export_plan", start, kinds, saving=True)
    if path is None:
        return None
    try:
        session.house.export_plan(plan, path, session.language)
    except DataError as problem:
        session.said.emit("error", str(problem))
        return None
    session.tell("homes.export.done", "good", file=path.name)
    return path
