"""The frame around the work: menus, tool bar, status bar and the passing messages, made from the table in actions.py."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from app.ui.actions import ACTIONS, AT_WORK, BREAKS, CHECKED, IN_DRAWING, MENUS, TOOLBAR, VIEWS, Action
from app.ui.theme import icon, pixmap
from app.words import written

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

ALSO = {"redo": ("Ctrl+Y",)}  # keys that hands know from elsewhere, besides those of the menu
OTHER = {"zh": "English", "en": "中文"}  # what the button of the other language says
ABOVE = 64  # pixels from the lower edge, clear of the hint in the picture
SHOWN = {"info": 3500, "good": 3500, "error": 9000}  # ms a message stays


class Chrome:
    """Menus, tool bar and status bar of one window; `actions` holds the QAction of each key."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.session = window, window.session
        self.actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        for entry in ACTIONS:
            action = QAction(window)
            action.setObjectName(f"action:{entry.key}")
            if entry.icon:
                action.setIcon(icon(entry.icon))
            if entry.shortcut:
                action.setShortcuts([QKeySequence(key) for key in (entry.shortcut, *ALSO.get(entry.key, ()))])
            action.setCheckable(entry.key in CHECKED)
            action.triggered.connect(lambda _=False, run=entry.run: run(window))
            window.addAction(action)
            self.actions[entry.key] = action
        self._make_menus()
        self._make_bar()
        self._make_status()
        for signal in (self.session.designChanged, self.session.selectionChanged, self.session.documentChanged):
            signal.connect(self.refresh)
        self.session.recentChanged.connect(self._fill_recent)

    # --- build -------------------------------------------------------------------------------------------------------

    def _make_menus(self) -> None:
        bar = self.window.menuBar()
        bar.setNativeMenuBar(False)
        for name in MENUS:
            menu = bar.addMenu("")
            menu.setObjectName(f"menu:{name}")
            self.menus[name] = menu
            for entry in ACTIONS:
                if entry.menu != name:
                    continue
                if entry.key in BREAKS:
                    menu.addSeparator()
                menu.addAction(self.actions[entry.key])
                if entry.key == "import":
                    self.recent = menu.addMenu("")
                    self.recent.setIcon(icon("recent"))
        self.language = QToolButton()
        self.language.setObjectName("language")
        self.language.setCursor(Qt.CursorShape.PointingHandCursor)
        self.language.clicked.connect(
            lambda: self.session.set_language("en" if self.session.language == "zh" else "zh")
        )
        self.corner = QWidget(bar)  # kept: the bar alone does not hold it
        row = QHBoxLayout(self.corner)
        row.setContentsMargins(0, 3, 14, 0)
        row.addWidget(self.language)
        bar.setCornerWidget(self.corner)

    def _make_bar(self) -> None:
        self.bar = QToolBar()
        self.bar.setObjectName("toolBar")
        self.bar.setMovable(False)
        self.bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.bar.setIconSize(QSize(22, 22))
        self.bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        for key in TOOLBAR:
            if key == "|":
                self.bar.addSeparator()
            else:
                self.bar.addAction(self.actions[key])
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.bar.addWidget(spacer)
        self.bar.addWidget(self._views())
        self.bar.addSeparator()
        self.bar.addAction(self.actions["orders"])
        self.export = QToolButton()
        self.export.setObjectName("primary")
        self.export.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.export.setIconSize(QSize(20, 20))
        self.export.setCursor(Qt.CursorShape.PointingHandCursor)
        self.export.clicked.connect(self.actions["export"].trigger)
        self.export.setIcon(pixmap("export", "card", 20))
        self.bar.addWidget(self.export)
        self.window.addToolBar(self.bar)

    def _views(self) -> QWidget:
        holder = QWidget()
        holder.setObjectName("segments")
        holder.setFixedHeight(40)
        row = QHBoxLayout(holder)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self.views: dict[str, QToolButton] = {}
        for key in VIEWS:
            button = QToolButton()
            button.setObjectName(f"view:{key}")
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(18, 18))
            button.setIcon(icon(key))
            button.clicked.connect(self.actions[key].trigger)
            row.addWidget(button)
            self.views[key] = button
        return holder

    def _make_status(self) -> None:
        status = self.window.statusBar()
        status.setSizeGripEnabled(False)
        self.counts, self.fits, self.place = QLabel(), QLabel(), QLabel()
        self.fits.setObjectName("statusFindings")
        status.addWidget(self.counts)
        status.addWidget(self.fits)
        status.addPermanentWidget(self.place)

    # --- words and state ---------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text in the language of the session."""
        say = self.session.say
        for name, menu in self.menus.items():
            menu.setTitle(say(f"ui.menu.{name}"))
        for entry in ACTIONS:
            action = self.actions[entry.key]
            text = say(f"ui.action.{entry.key}")
            action.setText(text)
            action.setToolTip(f"{text}  ({entry.shortcut})" if entry.shortcut else text)
            if entry.key in TOOLBAR or entry.key == "orders":
                action.setIconText(say(f"ui.short.{entry.key}"))
        for key, button in self.views.items():
            button.setText(say(f"ui.short.{key}"))
            button.setToolTip(self.actions[key].toolTip())
        self.export.setText(say("ui.short.export"))
        self.export.setToolTip(self.actions["export"].toolTip())
        self.recent.setTitle(say("ui.menu.recent"))
        self.language.setText(OTHER[self.session.language])
        metrics = self.language.fontMetrics()
        self.language.setFixedWidth(max(metrics.horizontalAdvance(name) for name in OTHER.values()) + 32)
        self.corner.adjustSize()
        self.language.setToolTip(say("ui.menu.language"))
        self._fill_recent()
        self.refresh()

    def refresh(self) -> None:
        """Grey what cannot be done now; bring title and status bar up to date."""
        session = self.session
        for entry in ACTIONS:
            self.actions[entry.key].setEnabled(self._can(entry))
            if entry.key in CHECKED:
                self.actions[entry.key].setChecked(CHECKED[entry.key](session))
        for key, button in self.views.items():
            button.setEnabled(self.actions[key].isEnabled())
            shown = "draw" if self.window.drawing else self.window.viewport.mode if self.window.at_work else ""
            button.setChecked(shown == key)
        self.export.setEnabled(self.actions["export"].isEnabled())
        self.name_steps()
        name = session.path.stem if session.path else session.design.name if session.design else ""
        star = "*" if session.dirty else ""
        self.window.setWindowTitle(f"{star}{name} — {session.say('ui.app')}" if name else session.say("ui.app"))
        self._count()

    def _can(self, entry: Action) -> bool:
        """Return whether an action means something on the page that is shown, and can be done now."""
        if self.window.drawing and entry.key == "delete":
            return self.window.editor.hand.part is not None
        here = self.window.at_work or (self.window.drawing and entry.key in IN_DRAWING)
        return entry.when(self.session) and (here or entry.menu not in AT_WORK)

    def name_steps(self) -> None:
        """Say in the menu what undo and redo would do."""
        session, history = self.session, self.session.history
        for key, step in (
            ("undo", history.undo_label if history else ""),
            ("redo", history.redo_label if history else ""),
        ):
            text = session.say(f"ui.action.{key}")
            self.actions[key].setText(f"{text}{session.say('ui.colon')}{session.say(step)}" if step else text)
            self.actions[key].setIconText(session.say(f"ui.short.{key}"))

    def _count(self) -> None:
        session, layout = self.session, self.session.layout
        if layout is None:
            for widget in (self.counts, self.fits, self.place):
                widget.setText("")
            return
        panels = sum(len(placed.component.panels) for placed in layout.placed)
        units = len(layout.design.units)
        self.counts.setText(session.counted("ui.status.counts", units, units=units, panels=panels))
        serious = sum(finding.level != "info" for finding in session.findings)
        fits = session.say("ui.status.fits") if units else ""
        self.fits.setText(session.say("ui.status.findings", count=serious) if serious else fits)

    def show_place(self, point: tuple[float, float] | None) -> None:
        """Show where the mouse is on the floor, mm."""
        text = (
            ""
            if point is None
            else f"x {written(float(round(point[0])), 'en')}   y {written(float(round(point[1])), 'en')} mm"
        )
        self.place.setText(text)

    def _fill_recent(self) -> None:
        self.recent.clear()
        files = [Path(name) for name in self.session.preferences.recent if Path(name).is_file()]
        for path in files:
            action = self.recent.addAction(path.name)
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, p=path: self.window.open_path(p))
        self.recent.setEnabled(bool(files))


class Toast(QLabel):
    """A sentence that shows for a while over the work; a click sends it away."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("toast")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)

    def say(self, level: str, sentence: str) -> None:
        """Show a sentence; errors stay longer."""
        self.setProperty("level", level)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setText(sentence)
        parent = self._over
        width = min(parent.width() - 60, max(220, self.fontMetrics().horizontalAdvance(sentence) + 60), 640)
        self.setFixedWidth(width)
        self.setFixedHeight(max(38, self.heightForWidth(width)))
        self.move((parent.width() - width) // 2, parent.height() - self.height() - ABOVE)
        self.raise_()
        self.show()
        self._timer.start(SHOWN.get(level, 3500))

    def mousePressEvent(self, event) -> None:
        self.hide()
