"""The open document and all that is derived from it once per change: layout, findings, selection, the gesture in hand, the language.

Every panel listens to the signals here; no panel knows another. What is selected is in choosing.py, what can be done to it in session.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from platformdirs import user_state_path
from PySide6.QtCore import QObject, QTimer, Signal

from app.components.catalog import Catalog
from app.components.parts import Component
from app.design import edits
from app.design.autosave import Autosave, Recovery
from app.design.design import Design
from app.design.files import check_samples, read_design, write_design
from app.design.history import History
from app.design.layout import Layout, lay_out
from app.fit.check import check
from app.fit.finding import Finding
from app.plans.plan import Plan
from app.records import DataError, Text
from app.services import House
from app.tools.tool import Cancel, Commit, Outcome, Preview, Tool
from app.ui.preferences import Preferences, read_preferences, system_language, write_preferences
from app.words import Argument, Message, say

AUTOSAVE_AFTER = 1500  # ms after the last change


class Document(QObject):
    """One window's document; `history` is None until a plan is chosen."""

    designChanged = Signal()  # layout and findings are new
    previewChanged = Signal()  # a gesture shows something else, or has ended
    selectionChanged = Signal()
    languageChanged = Signal()
    documentChanged = Signal()  # name, path or the star in the title
    recentChanged = Signal()
    toolChanged = Signal()
    snappingChanged = Signal()
    pointedChanged = Signal()
    libraryChanged = Signal()  # another catalog
    libraryProblem = Signal(object, bool)  # DataErrors of the library's files; whether it is used as it was before them
    said = Signal(str, str)  # level ("info" | "good" | "error"), sentence

    def __init__(self, house: House, preferences: Preferences | None = None, language: str = "") -> None:
        super().__init__()
        self.house = house
        self.preferences = preferences or read_preferences()
        self.language = language or self.preferences.language or system_language()
        self.catalog = house.catalog()
        self.plans = house.plans()
        self.history: History | None = None
        self.path: Path | None = None
        self.saved: Design | None = None
        self.begun = 0  # documents so far; tells another document from a change of this one
        self.layout: Layout | None = None
        self.findings: tuple[Finding, ...] = ()
        self.selection: tuple[str, ...] = ()
        self.insert = ""  # the insert that is selected within the one selected unit
        self.pointed: tuple[str, str] = ("", "")  # unit and opening whose line is under the mouse
        self.tool: Tool | None = None
        self.placing: str = ""  # the sample in hand
        self.repeating = False  # the same sample follows again after a click
        self.preview: Preview | None = None
        self.snapping = True
        self._autosave = Autosave(user_state_path("jiyang", appauthor=False) / "autosave")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_AFTER)
        self._timer.timeout.connect(self.autosave)

    # --- words -------------------------------------------------------------------------------------------------------

    def say(self, what: Message | str, **args: Argument) -> str:
        """Return a sentence in the language of the window."""
        return say(what, self.language, **args)

    def counted(self, key: str, number: int, **args: Argument) -> str:
        """Return a sentence about a `number` of things: for one thing the sentence `key`.one."""
        return self.say(f"{key}.one" if number == 1 else key, **args)

    def name(self, text: Text) -> str:
        """Return a name in the language of the window."""
        return text(self.language)

    def set_language(self, language: str) -> None:
        """Switch every text of the window to "zh" or "en"."""
        if language in ("zh", "en") and language != self.language:
            self.language = language
            self._prefer(replace(self.preferences, language="zh" if language == "zh" else "en"))
            self.languageChanged.emit()

    def tell(self, key: str, level: str = "info", **args: Argument) -> None:
        """Show a sentence to the user for a while."""
        self.said.emit(level, self.say(key, **args))

    def guarded[T](self, what: Callable[[], T]) -> T | None:
        """Return what a call gives; a DataError is told to the user, and None comes back."""
        try:
            return what()
        except DataError as problem:
            self.said.emit("error", str(problem))
            return None

    def _prefer(self, preferences: Preferences) -> None:
        self.preferences = preferences
        write_preferences(preferences)

    def remember_geometry(self, geometry: str) -> None:
        """Keep the window's place and size for the next start."""
        self._prefer(replace(self.preferences, geometry=geometry))

    # --- the document ------------------------------------------------------------------------------------------------

    @property
    def design(self) -> Design | None:
        """The design as committed."""
        return self.history.present if self.history else None

    @property
    def dirty(self) -> bool:
        """Whether there is work that no file of the user's holds."""
        return self.design is not None and self.design != self.saved

    def new(self, plan: Plan, name: str = "") -> None:
        """Begin an empty design on a plan."""
        design = edits.new_design(plan, self.catalog.stamp, name or self.name(plan.name))
        self._begin(design, None, saved=design)

    def open(self, path: Path) -> bool:
        """Open a design file; tells why when it cannot be, and keeps what was open."""
        design = self.guarded(lambda: self._read(path))
        if design is None:
            self._prefer(replace(self.preferences, recent=tuple(p for p in self.preferences.recent if p != str(path))))
            self.recentChanged.emit()
            return False
        self._begin(design, path, saved=design)
        self._remember(path)
        return True

    def open_asked(self, path: Path) -> None:
        """Open a design file named on the command line; DataError when it cannot be."""
        design = self._read(path)
        self._begin(design, path, saved=design)
        self._remember(path)

    def _read(self, path: Path) -> Design:
        design = read_design(path)
        check_samples(design, self.catalog, path)
        lay_out(design, self.catalog)
        return design

    def save(self, path: Path | None = None) -> bool:
        """Write the design to `path` or where it came from; False when it could not be, or there is no path yet."""
        target = path or self.path
        design = self.design
        if target is None or design is None:
            return False
        try:
            write_design(target, design)
        except DataError as problem:
            self.said.emit("error", str(problem))
            return False
        self.path, self.saved = target, design
        self._timer.stop()
        self._autosave.discard()
        self._remember(target)
        self.documentChanged.emit()
        self.tell("ui.said.saved", "good", file=target.name)
        return True

    def recover(self, found: Recovery) -> None:
        """Open what an earlier run left behind; it counts as unsaved work, and its old journal goes when ours holds it."""
        if self.guarded(lambda: lay_out(found.design, self.catalog)) is None:
            return
        self._begin(found.design, found.path, saved=None)
        self._autosave.write(found.design, found.path)
        self._autosave.forget(found)
        self.tell("ui.said.recovered", "good")

    def recoverable(self) -> tuple[Recovery, ...]:
        """Return what ended sessions left behind, youngest first."""
        return self._autosave.recoverable()

    def forget(self, found: Recovery) -> None:
        """Drop what an ended session left behind, because the user said so."""
        self._autosave.forget(found)

    def autosave(self) -> None:
        """Put unsaved work where a crash cannot take it."""
        if self.dirty and self.design is not None:
            design = self.design
            self.guarded(lambda: self._autosave.write(design, self.path))

    def close(self) -> None:
        """End the session: nothing is left to recover, because the user was asked."""
        self._timer.stop()
        self._autosave.close()

    def _begin(self, design: Design, path: Path | None, saved: Design | None) -> None:
        self._drop_tool()
        self.begun += 1
        self._timer.stop()
        self._autosave.discard()  # what was open before is saved, or the user has let it go
        self.history, self.path, self.saved, self.selection = History(design), path, saved, ()
        self._derive()
        self.documentChanged.emit()
        self.selectionChanged.emit()

    def _remember(self, path: Path) -> None:
        self._prefer(self.preferences.with_recent(path.resolve()))
        self.recentChanged.emit()

    # --- changes -----------------------------------------------------------------------------------------------------

    def commit(self, design: Design, label: str, selection: tuple[str, ...] | None = None) -> None:
        """Make `design` the present: one step of undo, named by the message key `label`. What cannot be built is told and not done."""
        assert self.history is not None
        if self.guarded(lambda: lay_out(design, self.catalog)) is None:
            self.preview = None
            self.previewChanged.emit()
            self.selectionChanged.emit()  # the fields show the old value again
            return
        self.history = self.history.commit(design, label)
        self._derive(selection)

    def undo(self) -> None:
        """Take the last step back."""
        if self.history and self.history.can_undo:
            self._go_to(self.history.undo())

    def redo(self) -> None:
        """Make the step taken back again."""
        if self.history and self.history.can_redo:
            self._go_to(self.history.redo())

    def _go_to(self, history: History) -> None:
        """Show another step; one that the library as it is now cannot build is told and not gone to."""
        self.cancel_tool()
        if self.guarded(lambda: lay_out(history.present, self.catalog)) is not None:
            self.history = history
            self._derive()

    def adopt(self, catalog: Catalog) -> DataError | None:
        """Go on with another reading of the library; return why not when what stands in the design cannot be built with it."""
        if self.design is not None:
            try:
                lay_out(self.design, catalog)
            except DataError as problem:
                return problem
        self.catalog = catalog
        if self.history is not None:
            self._derive()
        self.libraryChanged.emit()
        self.selectionChanged.emit()  # limits and choices may be others
        return None

    def _derive(self, selection: tuple[str, ...] | None = None) -> None:
        """Work the layout and the findings out, once, and tell everyone."""
        assert self.history is not None
        design = self.history.present
        self.preview = None
        self.layout = lay_out(design, self.catalog)
        self.findings = check(self.layout, self.catalog.profiles[design.profile])
        known = {unit.id for unit in design.units}
        before = self.selection
        self.selection = tuple(i for i in (self.selection if selection is None else selection) if i in known)
        unit = design.unit(self.selection[0]) if len(self.selection) == 1 else None
        if unit is None or all(one.id != self.insert for one in unit.inserts):
            self.insert = ""
        if self.dirty:
            self._timer.start()
        self.designChanged.emit()
        self.documentChanged.emit()
        if self.selection != before:
            self.selectionChanged.emit()

    # --- gestures ----------------------------------------------------------------------------------------------------

    def hold(self, tool: Tool, placing: str = "", repeating: bool = False) -> None:
        """Take a tool in hand; `placing` is the sample it places, "" for a move."""
        self._drop_tool()
        self.tool, self.placing, self.repeating = tool, placing, repeating
        self.toolChanged.emit()

    def step(self, outcome: Outcome) -> None:
        """Do what the tool in hand answered."""
        if isinstance(outcome, Preview):
            self.preview = outcome
            self.previewChanged.emit()
        elif isinstance(outcome, Commit):
            self._drop_tool()
            self.commit(outcome.design, outcome.label, outcome.selection)
        elif isinstance(outcome, Cancel):
            self.cancel_tool()

    def toggle_snapping(self) -> None:
        """Switch catching on walls and neighbours on or off, and say so."""
        self.snapping = not self.snapping
        self.tell("ui.said.snapping" if self.snapping else "ui.said.free")
        self.snappingChanged.emit()

    def cancel_tool(self) -> None:
        """Drop the tool in hand; the design is as it was."""
        had = self.tool is not None or self.preview is not None
        self._drop_tool()
        if had:
            self.previewChanged.emit()

    def _drop_tool(self) -> None:
        had = self.tool is not None
        self.tool, self.placing, self.repeating, self.preview = None, "", False, None
        if had:
            self.toolChanged.emit()


def component_size(component: Component) -> str:
    """Return width x height x depth of a component as people write it, mm."""
    values = dict(component.values)
    size = [values.get(name) for name in ("width", "height", "depth")]
    if None in size:
        w, d, h = component.body.size
        size = [w, h, d]
    return " × ".join(f"{float(number):g}" for number in size if isinstance(number, int | float))
