"""Everything the window can be told to do, as one table: menus, tool bar, shortcuts and the help page are made from it.

`run` gets the main window. `when` says whether the action can do anything now; where it cannot, it is grey, never silent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow
    from app.ui.session import Session


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do; its texts are "ui.action.<key>" and, where the tool bar wants fewer words, "ui.short.<key>"."""

    key: str
    menu: str
    icon: str
    shortcut: str
    run: Callable[[MainWindow], object]
    when: Callable[[Session], bool]


def _always(session: Session) -> bool:
    return True


def _open(session: Session) -> bool:
    return session.design is not None


def _selected(session: Session) -> bool:
    return bool(session.selection)


def _units(session: Session) -> bool:
    return session.design is not None and bool(session.design.units)


def _dirty(session: Session) -> bool:
    return session.dirty or (session.design is not None and session.path is None)


def _can_undo(session: Session) -> bool:
    return session.history is not None and session.history.can_undo


def _can_redo(session: Session) -> bool:
    return session.history is not None and session.history.can_redo


ACTIONS: tuple[Action, ...] = (
    Action("new", "file", "new", "Ctrl+N", lambda w: w.new(), _always),
    Action("open", "file", "open", "Ctrl+O", lambda w: w.open(), _always),
    Action("import", "file", "import", "Ctrl+I", lambda w: w.import_drawing(), _always),
    Action("save", "file", "save", "Ctrl+S", lambda w: w.save(), _dirty),
    Action("save_as", "file", "", "Ctrl+Shift+S", lambda w: w.save_as(), _open),
    Action("find_flat", "file", "search", "Ctrl+Shift+F", lambda w: w.find_flat(), _always),
    Action("keep_plan", "file", "", "", lambda w: w.keep_plan(), _open),
    Action("export_plan", "file", "", "", lambda w: w.export_plan(), _open),
    Action("quit", "file", "", "Ctrl+Q", lambda w: w.close(), _always),
    Action("undo", "edit", "undo", "Ctrl+Z", lambda w: w.session.undo(), _can_undo),
    Action("redo", "edit", "redo", "Ctrl+Shift+Z", lambda w: w.session.redo(), _can_redo),
    Action("copy", "edit", "copy", "Ctrl+D", lambda w: w.session.copy(), _selected),
    Action("turn", "edit", "turn", "R", lambda w: w.session.turn(), _selected),
    Action("delete", "edit", "delete", "Del", lambda w: w.delete(), _selected),
    Action("select_all", "edit", "", "Ctrl+A", lambda w: w.session.select_all(), _units),
    Action("deselect", "edit", "", "Esc", lambda w: w.session.deselect(), _selected),
    Action("fit", "view", "fit", "F", lambda w: w.fit(), _open),
    Action("perspective", "view", "perspective", "1", lambda w: w.look("perspective"), _open),
    Action("plan", "view", "plan", "2", lambda w: w.look("plan"), _open),
    Action("elevation", "view", "elevation", "3", lambda w: w.look("elevation"), _open),
    Action("draw", "view", "draw", "4", lambda w: w.draw(), _open),
    Action("snapping", "view", "", "S", lambda w: w.session.toggle_snapping(), _open),
    Action("export", "order", "export", "Ctrl+E", lambda w: w.export(), _units),
    Action("orders", "order", "orders", "Ctrl+L", lambda w: w.orders(), _always),
    Action("shortcuts", "help", "help", "F1", lambda w: w.shortcuts(), _always),
    Action("about", "help", "", "", lambda w: w.about(), _always),
)

MENUS = ("file", "edit", "view", "order", "help")
BREAKS = frozenset(
    {"save", "find_flat", "quit", "copy", "select_all", "snapping", "about"}
)  # a line stands before these in their menu
AT_WORK = frozenset({"edit", "view"})  # menus that mean the workbench and nothing else
TOOLBAR = ("new", "open", "save", "|", "undo", "redo", "|", "copy", "turn", "delete", "|", "fit")
VIEWS = ("perspective", "plan", "elevation", "draw")
IN_DRAWING = frozenset(
    {"undo", "redo", "fit", *VIEWS}
)  # of the menus in AT_WORK, what means something while the plan is drawn
CHECKED: dict[str, Callable[[Session], bool]] = {"snapping": lambda session: session.snapping}
