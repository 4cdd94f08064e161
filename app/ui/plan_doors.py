"""The ways by which plans come into the window and leave it: drawings from elsewhere, the library, and files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from app.plans.house_types.library import Entry
from app.plans.importing import FORMATS, Imported
from app.plans.plan import Plan
from app.plans.underlay import Underlay, read_underlay, underlay_path
from app.records import DataError
from app.ui.file_dialog import ask_for_file
from app.ui.session import Session

if TYPE_CHECKING:  # a start shows none of the dialogs: what they need is loaded when one is asked for
    from app.ui.find_flat_dialog import FindFlatDialog
    from app.ui.import_dialog import ImportDialog
    from app.ui.main_window import MainWindow
    from app.ui.save_plan_dialog import SavePlanDialog

PLAIN = str.maketrans({sign: "_" for sign in '/\\:*?"<>|'})  # what no file name may hold


def import_drawing(window: MainWindow, folder: Path) -> None:
    """Ask for a file of any format that plans come in, and show what was recognized in it and what is doubted."""
    path = ask_for_file(window, window.session, "ui.action.import", folder, drawing_files(window.session))
    if path:
        open_drawing(window, path)


def open_drawing(window: MainWindow, path: Path) -> ImportDialog:
    """Show what is in a drawing; a design begins on it, or it is mended or kept in the library, as the user says."""
    from app.ui.import_dialog import ImportDialog

    dialog = ImportDialog(window.session, path, window)
    dialog.begun.connect(lambda imported: begin_imported(window, imported))
    dialog.mended.connect(lambda imported: mend_imported(window, imported))
    dialog.kept.connect(lambda imported: keep(window, dialog, imported.plan, imported.underlay))
    dialog.liked.connect(lambda imported: find_flat(window, imported.plan, dialog))
    dialog.open()
    return dialog


def is_drawing(path: Path) -> bool:
    """Return whether a file is by its name one that plans come in and designs do not."""
    return path.suffix.lower() in {suffix for format_ in FORMATS for suffix in format_.suffixes} - {".json"}


def drawing_files(session: Session) -> str:
    """Return the words and patterns of all files that plans come in, for a file dialog."""
    patterns = [f"*{suffix}" for format_ in FORMATS for suffix in format_.suffixes]
    return f"{session.say('ui.files.drawing')} ({' '.join((*patterns, *(one.upper() for one in patterns)))})"


def begin_imported(window: MainWindow, imported: Imported) -> bool:
    """Begin a design on an imported plan; return whether the user has let go of the one that was open."""
    if imported.plan is None:
        return False
    window.begin(imported.plan)
    design = window.session.design
    if design is None or design.plan != imported.plan:
        return False
    if imported.underlay:
        window.editor.keeper.take(imported.underlay)
    return True


def mend_imported(window: MainWindow, imported: Imported) -> None:
    """Begin a design on an imported plan and show it in the plan editor, the drawing below it."""
    if begin_imported(window, imported):
        window.draw()


def begin_type(window: MainWindow, plan: Plan) -> None:
    """Begin a design on a house type; what lies under one of the user's own comes along."""
    window.begin(plan)
    design, plans = window.session.design, window.session.plans
    own = next((entry for entry in plans.entries if entry.own and entry.id == plan.id), None)
    if own is not None and design is not None and design.plan == plan and underlay_path(own.path).exists():
        window.editor.keeper.borrow(own.path)


# --- the library -----------------------------------------------------------------------------------------------------


def keep(
    window: MainWindow, parent: QWidget, plan: Plan, underlay: Underlay, pictures: Path | None = None
) -> SavePlanDialog:
    """Ask for a plan's name and place and keep it in the library, where it is chosen at once."""
    from app.ui.save_plan_dialog import SavePlanDialog

    dialog = SavePlanDialog(window.session, plan, underlay, parent, pictures)
    dialog.saved.connect(lambda entry: _kept(window, entry))
    dialog.open()
    return dialog


def keep_plan(window: MainWindow) -> SavePlanDialog | None:
    """Keep the plan of the open design in the library, with what lies under it."""
    design, home = window.session.design, window.editor.keeper.home
    if design is None:
        return None
    if not design.plan.rooms:
        window.session.tell("plan_editor.close_first")
        return None
    underlay = Underlay() if home is None else window.session.guarded(lambda: read_underlay(home))
    if underlay is None:
        return None
    return keep(window, window, design.plan, underlay, home.parent if home else None)


def _kept(window: MainWindow, entry: Entry) -> None:
    window.chooser.refresh(entry.id)
    window.session.tell("homes.save.done", "good", name=window.session.name(entry.name))


def find_flat(window: MainWindow, plan: Plan | None = None, parent: QWidget | None = None) -> FindFlatDialog:
    """Ask for measures, or take a plan's, and show the nearest house types; a design begins on one, or it is shown in the library."""
    from app.ui.find_flat_dialog import FindFlatDialog

    design = window.session.design
    plans = [one for one in (plan, design.plan if design else None) if one is not None and one.rooms]
    dialog = FindFlatDialog(window.session, parent or window, tuple(plans))
    if plan is None and plans:
        dialog.take_measures()  # who asks from the first page has a tape in hand
    dialog.begun.connect(lambda found: _begin_found(window, parent, found))
    dialog.chosen.connect(lambda plan_id: _show_type(window, parent, plan_id))
    dialog.open()
    return dialog


def _begin_found(window: MainWindow, parent: QWidget | None, plan: Plan) -> None:
    if isinstance(parent, QDialog):
        parent.reject()
    begin_type(window, plan)


def _show_type(window: MainWindow, parent: QWidget | None, plan_id: str) -> None:
    if isinstance(parent, QDialog):
        parent.reject()
    window.new()
    window.chooser.show_type(plan_id)


# --- out -------------------------------------------------------------------------------------------------------------


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
