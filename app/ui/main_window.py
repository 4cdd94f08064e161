"""The window: the chooser page, and the workbench of library, picture, inspector and findings; what the menu actions do with dialogs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.plans.editing.edits import empty_plan
from app.plans.plan import Plan
from app.ui import plan_doors
from app.ui.banner import Banner
from app.ui.chrome import Chrome, Toast
from app.ui.export_dialog import ExportDialog
from app.ui.file_dialog import ask_for_file
from app.ui.findings_panel import FindingsPanel
from app.ui.help_dialog import AboutDialog, ShortcutsDialog
from app.ui.inspector import Inspector
from app.ui.library_panel import LibraryPanel
from app.ui.live_library import LiveLibrary
from app.ui.orders_dialog import OrdersDialog
from app.ui.plan_chooser import PlanChooser
from app.ui.plan_editor.page import PlanEditor
from app.ui.qt_words import speak
from app.ui.question import ask
from app.ui.session import Session
from app.ui.theme import lead_with
from app.ui.viewport import Viewport


class MainWindow(QMainWindow):
    """One window, one session. `pictures` switches the making of sample pictures, `still` the fine picture after a rest."""

    def __init__(self, session: Session, pictures: bool = True, still: bool = True) -> None:
        super().__init__()
        self.session: Session = session
        self.setObjectName("mainWindow")
        self.viewport: Viewport = Viewport(session, still)
        self.library = LibraryPanel(session, pictures)
        self.inspector = Inspector(session)
        self.findings = FindingsPanel(session)
        self.chooser = PlanChooser(session)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.chooser)
        self.pages.addWidget(self._workbench())
        self.editor = PlanEditor(session)
        self.pages.addWidget(self.editor)
        self.banner = Banner(session)
        self.setCentralWidget(stacked(self.banner, self.pages))
        self.live = LiveLibrary(session)
        self.chrome = Chrome(self)
        self.toast = Toast(self.pages)
        self._later = QTimer(self)  # the side is shared once the new cards are laid out
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.share_side)
        self._by_hand = False  # the user has moved the border between inspector and findings
        self._shown: Plan | None = None  # the plan whose workbench is shown
        self._connect()
        self.pages.currentChanged.connect(self.chrome.refresh)
        self.resize(1500, 900)
        if session.preferences.geometry:
            self.restoreGeometry(QByteArray.fromHex(session.preferences.geometry.encode()))
        self.retranslate()
        if session.design is not None:
            session.designChanged.emit()  # it was opened before there was a window
        self.show_page()

    @property
    def at_work(self) -> bool:
        """Whether the workbench is shown, not the chooser."""
        return self.pages.currentIndex() == 1

    @property
    def drawing(self) -> bool:
        """Whether the plan editor is shown."""
        return self.pages.currentIndex() == 2

    def _workbench(self) -> QWidget:
        right = QSplitter(Qt.Orientation.Vertical)
        right.setObjectName("side")
        right.addWidget(self.inspector)
        right.addWidget(self.findings)
        right.splitterMoved.connect(self._side_moved)
        right.setHandleWidth(1)
        right.setChildrenCollapsible(False)
        bench = QSplitter(Qt.Orientation.Horizontal)
        bench.setObjectName("workbench")
        bench.setHandleWidth(1)
        bench.setChildrenCollapsible(False)
        for widget in (self.library, self.viewport, right):
            bench.addWidget(widget)
        bench.setSizes([296, 890, 314])
        bench.setStretchFactor(1, 1)
        self.library.setMinimumWidth(270)
        right.setMinimumWidth(290)
        self.side = right
        return bench

    def _side_moved(self) -> None:
        self._by_hand = True

    def share_side(self) -> None:
        """Give the findings the height they need, up to a third, until the user moves the border between them and the inspector."""
        height = self.side.height()
        if not self._by_hand:
            wanted = min(max(self.findings.wanted_height(), 110), height * 2 // 5)
            self.side.setSizes([height - wanted, wanted])

    def _connect(self) -> None:
        session = self.session
        session.languageChanged.connect(self.retranslate)
        session.designChanged.connect(self._later.start)
        session.said.connect(self.toast.say)
        session.languageChanged.connect(self.toast.hide)  # what it says is said in the language before
        session.snappingChanged.connect(self.chrome.refresh)
        session.documentChanged.connect(self.show_page)
        session.libraryChanged.connect(self.inspector.rebuild)
        self.library.stocked.connect(self._tell_of_the_library)
        self.chooser.begun.connect(lambda plan: plan_doors.begin_type(self, plan))
        self.chooser.wants_like.connect(lambda: plan_doors.find_flat(self))
        self.chooser.wants_import.connect(self.import_drawing)
        self.chooser.wants_drawing.connect(self.draw_new)
        self.chooser.wants_open.connect(self.open)
        self.chooser.opened.connect(self.open_path)
        self.chooser.dismissed.connect(lambda: self.pages.setCurrentIndex(1))
        self.library.picked.connect(self.viewport.gestures.follow)
        self.library.dragged.connect(self.viewport.gestures.carry)
        self.library.dropped.connect(self.viewport.gestures.drop)
        self.findings.shown.connect(self.viewport.show_finding)
        self.viewport.pointed.connect(self.chrome.show_place)
        self.viewport.moded.connect(self.chrome.refresh)
        self.editor.pointed.connect(self.chrome.show_place)
        self.editor.hand.selected.connect(self.chrome.refresh)
        self.editor.side.survey.jumped.connect(lambda _: self._jump())

    def _jump(self) -> None:
        """Show the selected units in the picture."""
        self.pages.setCurrentIndex(1)
        self.viewport.fit()

    def _tell_of_the_library(self) -> None:
        """Say what is wrong in the library as it was found at the start."""
        problems = self.library.shelf.problems if self.library.shelf else ()
        if problems:
            self.live.knows(problems)
            self.session.libraryProblem.emit(problems, False)

    def retranslate(self) -> None:
        """Set every text in the language of the session, and in its fonts."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            lead_with(application, self.session.language)
            speak(application, self.session.language)
        self.chrome.retranslate()

    def show_page(self) -> None:
        """Show the workbench once there is a design, the chooser before."""
        if self.session.design is None:
            self.pages.setCurrentIndex(0)
        elif self._shown is not self.session.design.plan:
            stays = self.drawing and self._shown is not None
            self._shown = self.session.design.plan
            if not self._shown.rooms:
                self.draw()
            elif not stays:
                self.pages.setCurrentIndex(1)
                self.viewport.setFocus()

    # --- file --------------------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Show the house types."""
        self.session.cancel_tool()
        self.pages.setCurrentIndex(0)
        self.chooser.search.setFocus()

    def draw_new(self) -> None:
        """Begin a design on a plan that is still to be drawn."""
        self.begin(empty_plan())
        if self.drawing:
            self.editor.choose("wall")

    def begin(self, plan: Plan) -> None:
        """Begin an empty design on a plan, once the user has let go of the one that is open."""
        if self.let_go():
            self._shown = None
            self.session.new(plan)

    def open(self) -> None:
        """Ask for a design file and open it."""
        path = ask_for_file(self, self.session, "ui.action.open", self._folder(), self._design_files())
        if path:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open a design file, once the user has let go of the one that is open; a drawing is imported instead."""
        if plan_doors.is_drawing(path):
            plan_doors.open_drawing(self, path)
        elif self.let_go():
            self._shown = None
            self.session.open(path)
            self.show_page()

    def save(self) -> bool:
        """Save where the design came from, or ask for a place."""
        return self.session.save() if self.session.path else self.save_as()

    def save_as(self) -> bool:
        """Ask for a place and save there."""
        if self.session.design is None:
            return False
        name = self.session.path.stem if self.session.path else self.session.design.name.replace("/", " ")
        start = self._folder() / f"{name}.json"
        path = ask_for_file(self, self.session, "ui.action.save_as", start, self._design_files(), saving=True)
        return self.session.save(path) if path else False

    def let_go(self) -> bool:
        """Return whether the open design may be left: it is saved, or the user has decided."""
        if not self.session.dirty:
            return True
        say, design = self.session.say, self.session.design
        answers = (say("ui.unsaved.save"), say("ui.unsaved.drop"), say("ui.cancel"))
        title = say("ui.unsaved.title", name=design.name if design else "")
        chosen = ask(self, "unsaved", title, say("ui.unsaved.text"), answers)
        return self.save() if chosen == 0 else chosen == 1

    def offer_recovery(self) -> None:
        """Ask about each design that an earlier run left unsaved, youngest first, until one is taken."""
        say = self.session.say
        answers = (say("ui.recover.take"), say("ui.recover.drop"), say("ui.recover.later"))
        for found in self.session.recoverable():
            title = say("ui.recover.title", name=found.design.name)
            chosen = ask(self, "recover", title, say("ui.recover.text", units=len(found.design.units)), answers)
            if chosen == 0:
                self.session.recover(found)
                return
            if chosen == 1:
                self.session.forget(found)

    def import_drawing(self) -> None:
        """Ask for a drawing, show what was recognized in it and what is doubted, and begin a design on it."""
        plan_doors.import_drawing(self, self._folder())

    def export_plan(self) -> None:
        """Ask for a place and write the plan of the design there, for other programs."""
        plan_doors.export_plan(self, folder=self._folder())

    def find_flat(self) -> None:
        """Show the house types nearest to measures, or to the plan of the design."""
        plan_doors.find_flat(self)

    def keep_plan(self) -> None:
        """Keep the plan of the design as a house type of the user's own."""
        plan_doors.keep_plan(self)

    def _folder(self) -> Path:
        recent = self.session.preferences.recent
        return self.session.path.parent if self.session.path else Path(recent[0]).parent if recent else Path.home()

    def _design_files(self) -> str:
        return f"{self.session.say('ui.files.design')} (*.json)"

    # --- the plan ----------------------------------------------------------------------------------------------------

    def draw(self) -> None:
        """Show the plan of the design to be drawn and measured."""
        self.session.cancel_tool()
        self.pages.setCurrentIndex(2)
        self.editor.paper.setFocus()

    def look(self, mode: str) -> None:
        """Show the home in 3D: in perspective, from above, or a wall of it; it needs a room to show."""
        design = self.session.design
        if design is not None and not design.plan.rooms:
            self.session.tell("plan_editor.close_first")
            self.chrome.refresh()
            return
        came = self.drawing
        self.pages.setCurrentIndex(1)
        if not came or mode != self.viewport.mode:
            self.viewport.look(mode)
        self.viewport.setFocus()

    def fit(self) -> None:
        """Show all there is on the page."""
        if self.drawing:
            self.editor.fit()
        else:
            self.viewport.fit()

    def delete(self) -> None:
        """Take away what is selected on the page."""
        if self.drawing:
            self.editor.delete()
        else:
            self.session.delete()

    # --- view, order, help -------------------------------------------------------------------------------------------

    def export(self) -> None:
        """Show the export dialog."""
        ExportDialog(self.session, self).open()

    def orders(self) -> None:
        """Show the order book."""
        OrdersDialog(self.session, self).open()

    def shortcuts(self) -> None:
        """Show the page of keys and mouse."""
        ShortcutsDialog(self.session, self).open()

    def about(self) -> None:
        """Show what this is."""
        AboutDialog(self.session, self).open()

    # --- the end -----------------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        self.session.cancel_tool()
        if not self.let_go():
            event.ignore()
            return
        self.session.remember_geometry(bytes(self.saveGeometry().toHex().data()).decode())
        self.live.close()
        self.library.close_pictures()
        self.viewport.close_view()
        self.session.close()
        event.accept()

    def on_screen(self) -> None:
        """Show the window, as large as the screen allows."""
        screen = QGuiApplication.primaryScreen()
        if screen is not None and not self.session.preferences.geometry:
            room = screen.availableSize()
            self.resize(min(1500, room.width()), min(900, room.height()))
        self.show()
        self.activateWindow()


def stacked(*widgets: QWidget) -> QWidget:
    """Return widgets below each other without a gap, the last one taking the room there is."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget, int(widget is widgets[-1]))
    return holder
