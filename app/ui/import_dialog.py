"""A plan from elsewhere on its way in: the drawing beside the plan made of it, what is doubted, what must be answered, the layers.

The file is read in a process of its own that may not take for ever; a click on Cancel ends it at once, and the window lives on meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.plans.import_apart import allowed_seconds, import_to_show
from app.plans.importing import Choices, Imported
from app.plans.plan import Plan
from app.plans.report import units_of
from app.ui.fields import label
from app.ui.plan_import.layers import layer_map
from app.ui.plan_import.offices import remember
from app.ui.plan_import.questions import Questions
from app.ui.plan_import.side import Side
from app.ui.plan_import.views import Views
from app.ui.session import Session
from app.ui.work import Work

UNITS = ("", "mm", "cm", "m", "inch", "foot")  # "": as the reader settled it
SIZE = (1180, 690)  # px, where the screen has room
START = 10.0  # s that a process may take to begin, before the reader's own time runs


class ImportDialog(QDialog):
    """Reads a file of any known format and shows what came of it; `begun` hands the plan on."""

    begun = Signal(object)  # Imported, with a plan: a design is to begin on it
    mended = Signal(object)  # Imported: to be mended in the plan editor
    kept = Signal(object)  # Imported: to be kept in the library
    liked = Signal(object)  # Imported: house types like it are asked for

    def __init__(self, session: Session, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.path = session, path
        self.choices = Choices(offices=session.house.offices())
        self.imported: Imported | None = None
        self._work: Work | None = None
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.timeout.connect(self._out_of_time)
        self.setObjectName("importDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.say("ui.action.import"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._resize()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(10)
        layout.addLayout(self._head())
        self.questions = Questions(session)
        self.questions.answered.connect(self.answer)
        layout.addWidget(self.questions)
        body = QHBoxLayout()
        body.setSpacing(18)
        self.views = Views(session)
        body.addWidget(self.views, 1)
        self.side = Side(session)
        self.rooms, self.doubts, self.layers = self.side.rooms, self.side.doubts, self.side.layers
        body.addWidget(self.side)
        layout.addLayout(body, 1)
        layout.addWidget(self._reading())
        layout.addLayout(self._buttons())
        self._connect()
        self.read()

    @property
    def plan(self) -> Plan | None:
        """The plan as read, None while there is none."""
        return self.imported.plan if self.imported else None

    # --- build -------------------------------------------------------------------------------------------------------

    def _resize(self) -> None:
        screen = QGuiApplication.primaryScreen()
        room = screen.availableSize() if screen is not None else self.size()
        self.resize(min(SIZE[0], room.width() - 20), min(SIZE[1], room.height() - 30))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(1)
        title, self.facts = label("title"), label("soft")
        title.setText(self.path.name)
        words.addWidget(title)
        words.addWidget(self.facts)
        row.addLayout(words, 1)
        self.units_label = label("soft")
        self.units_label.setText(self.session.say("ui.import.units"))
        self.units = QComboBox()
        self.units.setObjectName("units")
        self.units.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for unit in UNITS:
            self.units.addItem(self.session.say(f"ui.import.unit.{unit or 'file'}"), unit)
        self.units.activated.connect(lambda _: self.answer("units", self.units.currentData()))
        row.addWidget(self.units_label)
        row.addWidget(self.units)
        return row

    def _reading(self) -> QWidget:
        self.reading = QWidget()
        row = QHBoxLayout(self.reading)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.step = label("soft")
        self.step.setObjectName("importStep")
        self.step.setMinimumWidth(240)
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.stop = QPushButton(self.session.say("homes.import.stop"))
        self.stop.setObjectName("stopReading")
        self.stop.clicked.connect(self.stop_reading)
        row.addWidget(self.step)
        row.addWidget(self.progress, 1)
        row.addWidget(self.stop)
        return self.reading

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.cancel = self._button("ui.cancel", "importCancel", self.reject)
        self.again = self._button("homes.import.again", "importAgain", self.read)
        self.keep = self._button("homes.import.keep", "keepPlan", lambda: self.kept.emit(self.imported))
        self.like = self._button("homes.import.like", "likePlan", lambda: self.liked.emit(self.imported))
        self.mend = self._button("homes.import.mend", "mendPlan", lambda: self._take(self.mended))
        self.ok = self._button("ui.start.begin", "primary", lambda: self._take(self.begun))
        self.why = label("small")
        row.addWidget(self.cancel)
        row.addWidget(self.again)
        row.addStretch(1)
        row.addWidget(self.why)
        for button in (self.like, self.keep, self.mend, self.ok):
            row.addWidget(button)
        return row

    def _button(self, key: str, name: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(self.session.say(key))
        button.setObjectName(name)
        button.setAutoDefault(name == "primary")
        button.clicked.connect(do)
        return button

    def _connect(self) -> None:
        self.rooms.lit.connect(self.views.light_room)
        self.views.room_pointed.connect(self.rooms.choose)
        self.layers.lit.connect(self.views.light_layers)
        self.views.layer_clicked.connect(self._show_layer)
        self.layers.read_again.connect(self.read_with_layers)
        self.layers.remembered.connect(self._remember)

    def _show_layer(self, layer: str) -> None:
        self.side.show_page("layers")
        self.layers.select(layer)

    # --- reading -----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the file with the choices made so far."""
        self._end()
        self._show_step("plans.import_reading", 0.0)
        self._set_busy(True)
        self._limit.start(round((START + allowed_seconds(self.path)) * 1000))
        self._work = Work(self, self._broken).in_process(import_to_show, self.path, self.choices, self.session.language)
        self._work.progressed.connect(self._show_step)
        self._work.finished.connect(self._show)
        self._work.failed.connect(self._refuse)

    def answer(self, about: str, value: str) -> None:
        """Answer a question, and read again with that."""
        given: dict[str, Any] = {about: value or None}
        self.choices = replace(self.choices, **given)
        self.read()

    def read_with_layers(self) -> None:
        """Read again with the layers as the table says."""
        self.choices = replace(self.choices, layers=layer_map(self.layers.sorts))
        self.read()

    def stop_reading(self) -> None:
        """End the reading at once; what was there before stays."""
        self._end()
        self._set_busy(False)
        if self.imported is None:
            self._tell_refused(self.session.say("homes.import.stopped"))

    def _out_of_time(self) -> None:
        seconds = round(allowed_seconds(self.path))
        self._end()
        self._refuse(self.session.say("homes.import.too_long", file=self.path.name, seconds=seconds))

    def _broken(self, code: int | None) -> str:
        return self.session.say("homes.import.broke_reader", file=self.path.name, code=str(code))

    def _end(self) -> None:
        self._limit.stop()
        if self._work is not None:
            self._work.stop()
            self._work = None

    def _show_step(self, key: str, share: float) -> None:
        try:
            words = self.session.say(key)
        except (KeyError, OSError):  # a reader's step without words
            words = self.session.say("homes.import.reading")
        self.step.setText(words)
        self.progress.setValue(round(min(max(share, 0.0), 1.0) * 1000))

    def _set_busy(self, busy: bool) -> None:
        self.reading.setVisible(busy)
        for widget in (self.questions, self.units, self.layers):
            widget.setEnabled(not busy)
        self.again.setVisible(not busy and self.imported is None)
        self._allow(busy)

    def _allow(self, busy: bool) -> None:
        open_ = self.questions.open
        plan = self.plan is not None and not busy and not open_
        for button in (self.like, self.keep, self.mend, self.ok):
            button.setEnabled(plan)
        self.why.setText(self.session.say("homes.import.answer_first") if open_ and not busy else "")

    # --- what came of it ---------------------------------------------------------------------------------------------

    def _show(self, imported: Imported) -> None:
        self._end()
        self.imported = imported
        self.questions.ask(imported.questions, self.choices)
        self.views.show_imported(imported)
        drawing = self.views.drawing
        self.layers.show_layers(imported.layers, drawing.by_layer if drawing else {})
        self.rooms.show_plan(imported.plan)
        doubts = imported.plan.doubts if imported.plan else ()
        self.doubts.show_sentences(doubts)
        self._show_facts(imported)
        self._show_units(imported.plan)
        if imported.plan is None or doubts:
            self.side.show_page("doubts" if imported.plan else "layers" if imported.layers else "doubts")
        self._set_busy(False)
        if imported.refused:
            self._tell_refused(imported.refused)
        elif imported.plan is None:
            self.doubts.show_sentences((self.session.say("homes.import.no_plan_yet"),), "info")
        self.questions.setFocus() if self.questions.open else self.ok.setFocus()

    def _show_facts(self, imported: Imported) -> None:
        say, plan = self.session.say, imported.plan
        kinds = [opening.kind for opening in plan.openings] if plan else []
        if plan:
            facts = {"doors": kinds.count("door"), "windows": kinds.count("window")}
            told = say("ui.import.facts", rooms=len(plan.rooms), walls=len(plan.walls), **facts)
        else:
            told = say("homes.import.asks")
        self.facts.setText(told)
        self.side.show_counts(len(plan.rooms) if plan else 0, len(plan.doubts) if plan else 0, len(imported.layers))

    def _show_units(self, plan: Plan | None) -> None:
        """Offer another unit where the reader settled one by itself; where it asks, the question does."""
        shown = "units" not in self.questions.asked and bool(plan and plan.source.startswith("dxf:"))
        self.units.setVisible(shown)
        self.units_label.setVisible(shown)
        if plan and shown:
            asked = self.choices.units
            self.units.setItemText(0, self.session.say("homes.import.units_as_read", unit=self._unit(units_of(plan))))
            self.units.setCurrentIndex(UNITS.index(asked) if asked in UNITS else 0)

    def _unit(self, unit: str) -> str:
        return self.session.say(f"ui.import.unit.{unit}") if unit in UNITS and unit else unit

    def _refuse(self, sentence: str) -> None:
        self._end()
        self.imported = None
        self.views.clear()
        self.rooms.show_plan(None)
        self._set_busy(False)
        self._tell_refused(sentence)

    def _tell_refused(self, sentence: str) -> None:
        say = self.session.say
        self.facts.setText(say("ui.import.refused"))
        self.units.setVisible(self.choices.units is not None and "units" not in self.questions.asked)
        self.units_label.setVisible(self.units.isVisibleTo(self))
        self.side.show_counts(0, 0, self.layers.table.rowCount())
        self.doubts.show_sentences((sentence,), "error")
        self.side.show_page("doubts")

    def _remember(self, office: str) -> None:
        if remember(self.session, office, self.layers.sorts):
            self.layers.office.setText("")

    # --- out ---------------------------------------------------------------------------------------------------------

    def _take(self, signal) -> None:
        imported = self.imported
        self.accept()
        if imported is not None and imported.plan is not None:
            signal.emit(imported)

    def done(self, result: int) -> None:
        self._end()
        super().done(result)
