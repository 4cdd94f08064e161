"""A real drawing on its way in: what was recognized, what is doubted, and the unit of length, which the user may correct."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.plans.plan import Plan
from app.ui.fields import label
from app.ui.leaving import read_drawing
from app.ui.plan_picture import plan_pixmap
from app.ui.session import Session
from app.ui.theme import pixmap
from app.ui.work import Work

UNITS = ("", "mm", "cm", "m", "inch", "foot")  # "": what the file says


class ImportDialog(QDialog):
    """Reads a DXF in a thread and shows the plan; `begun` hands it on."""

    begun = Signal(object)  # Plan

    def __init__(self, session: Session, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.path = session, path
        self.plan: Plan | None = None
        self.setObjectName("importDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.say("ui.action.import"))
        self.resize(900, 600)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 22, 28, 22)
        layout.setSpacing(14)
        title = label("title")
        title.setText(path.name)
        layout.addWidget(title)
        body = QHBoxLayout()
        body.setSpacing(22)
        picture = QFrame()
        picture.setObjectName("card")
        inner = QVBoxLayout(picture)
        self.picture = QLabel()
        self.picture.setFixedSize(440, 400)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner.addWidget(self.picture)
        body.addWidget(picture)
        body.addLayout(self._column(), 1)
        layout.addLayout(body, 1)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        layout.addWidget(self.progress)
        layout.addLayout(self._buttons())
        self._work: Work | None = None
        self.read()

    def _column(self) -> QVBoxLayout:
        say = self.session.say
        column = QVBoxLayout()
        column.setSpacing(8)
        row = QHBoxLayout()
        units = label()
        units.setText(say("ui.import.units"))
        self.units = QComboBox()
        self.units.setObjectName("units")
        for unit in UNITS:
            self.units.addItem(say(f"ui.import.unit.{unit or 'file'}"), unit)
        self.units.activated.connect(self.read)
        row.addWidget(units)
        row.addWidget(self.units, 1)
        column.addLayout(row)
        self.facts = label("heading")
        self.rooms = label("soft", wrap=True)
        self.doubts_title = label("section")
        self.doubts = label(wrap=True)
        for widget in (self.facts, self.rooms, self.doubts_title):
            column.addWidget(widget)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        sheet = QWidget()
        sheet.setObjectName("sheet")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(self.doubts)
        inside.addStretch(1)
        scroll.setWidget(sheet)
        column.addWidget(scroll, 1)
        return column

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton(self.session.say("ui.cancel"))
        cancel.clicked.connect(self.reject)
        self.ok = QPushButton(self.session.say("ui.start.begin"))
        self.ok.setObjectName("primary")
        self.ok.setEnabled(False)
        self.ok.clicked.connect(self._take)
        row.addWidget(cancel)
        row.addWidget(self.ok)
        return row

    def read(self) -> None:
        """Read the drawing in the unit chosen."""
        if self._work is not None:
            self._work.stop()
        path, units, language = self.path, self.units.currentData() or None, self.session.language
        self.progress.show()
        self.ok.setEnabled(False)
        self._work = Work(self).in_thread(lambda tell: read_drawing(path, units, language))
        self._work.finished.connect(self._show)
        self._work.failed.connect(self._refuse)

    def _show(self, plan: Plan) -> None:
        say, session = self.session.say, self.session
        self.plan = plan
        self.progress.hide()
        self.ok.setEnabled(True)
        self.picture.setPixmap(plan_pixmap(plan, QSize(430, 390), session.language, True))
        kinds = [opening.kind for opening in plan.openings]
        self.facts.setText(
            say(
                "ui.import.facts",
                rooms=len(plan.rooms),
                walls=len(plan.walls),
                doors=kinds.count("door"),
                windows=kinds.count("window"),
            )
        )
        self.rooms.setText(" · ".join(session.name(room.name) for room in plan.rooms))
        self.doubts_title.setText(say("ui.import.doubts") if plan.doubts else "")
        self.doubts.setText("\n".join(f"•  {doubt}" for doubt in plan.doubts))

    def _refuse(self, sentence: str) -> None:
        self.plan = None
        self.progress.hide()
        self.picture.setPixmap(pixmap("warning", "warning", 64))
        self.facts.setText(self.session.say("ui.import.refused"))
        self.rooms.setText("")
        self.doubts_title.setText("")
        self.doubts.setText(sentence)

    def _take(self) -> None:
        plan = self.plan
        self.accept()
        if plan is not None:
            self.begun.emit(plan)

    def done(self, result: int) -> None:
        if self._work is not None:
            self._work.stop()
        super().done(result)
