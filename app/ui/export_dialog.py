"""From the design to the factory: what the fit check says, where the package goes, the export with its progress, then the order book."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.services import Difference, Exported
from app.ui import leaving
from app.ui.fields import label
from app.ui.file_dialog import ask_for_file
from app.ui.session import Session
from app.ui.theme import icon, pixmap
from app.ui.work import Work


class ExportDialog(QDialog):
    """Exports the design as it is when the button is pressed; closing while it runs ends the export and leaves no half file."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.package: Path | None = None
        self.ordered = False  # the package is in the order book
        self._work: Work | None = None
        self.setObjectName("exportDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.say("ui.action.export"))
        self.setMinimumWidth(620)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(30, 24, 30, 24)
        layout.setSpacing(14)
        title, text = label("title"), label("soft", wrap=True)
        title.setText(session.say("ui.export.title"))
        text.setText(session.say("ui.export.text"))
        layout.addWidget(title)
        layout.addWidget(text)
        layout.addWidget(self._findings())
        layout.addLayout(self._target())
        self.step, self.outcome = label("soft"), label(wrap=True)
        self.outcome.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.outcome.setObjectName("exportResult")
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.hide()
        for widget in (self.step, self.progress, self.outcome):
            layout.addWidget(widget)
        layout.addSpacing(4)
        layout.addLayout(self._buttons())

    # --- build -------------------------------------------------------------------------------------------------------

    def _findings(self) -> QFrame:
        errors = sum(f.level == "error" for f in self.session.findings)
        warnings = sum(f.level == "warning" for f in self.session.findings)
        level = "error" if errors else "warning" if warnings else "good"
        frame = QFrame()
        frame.setProperty("finding", level)
        row = QHBoxLayout(frame)
        row.setContentsMargins(14, 11, 14, 11)
        picture = QLabel()
        picture.setPixmap(pixmap("check" if level == "good" else level, level, 22))
        row.addWidget(picture)
        text = label(wrap=True)
        key = "ui.export.fits" if level == "good" else "ui.export.finds"
        text.setText(self.session.say(key, errors=errors, warnings=warnings))
        row.addWidget(text, 1)
        return frame

    def _target(self) -> QHBoxLayout:
        session, row = self.session, QHBoxLayout()
        stem = session.path.stem if session.path else session.design.name if session.design else "design"
        folder = session.path.parent if session.path else Path.home()
        self.target = QLineEdit(str(folder / f"{stem}.zip"))
        self.target.setObjectName("exportTarget")
        self.choose = QPushButton(session.say("ui.export.choose"))
        self.choose.setIcon(icon("open"))
        self.choose.clicked.connect(self._choose)
        row.addWidget(self.target, 1)
        row.addWidget(self.choose)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.close_button = QPushButton(self.session.say("ui.close"))
        self.close_button.clicked.connect(self.reject)
        self.submit_button = QPushButton(self.session.say("ui.export.submit"))
        self.submit_button.setObjectName("submitOrder")
        self.submit_button.setIcon(icon("orders"))
        self.submit_button.setEnabled(False)
        self.submit_button.clicked.connect(self.submit)
        self.export_button = QPushButton(self.session.say("ui.export.go"))
        self.export_button.setObjectName("primary")
        self.export_button.setDefault(True)
        self.export_button.clicked.connect(self.export)
        row.addWidget(self.close_button)
        row.addStretch(1)
        row.addWidget(self.submit_button)
        row.addWidget(self.export_button)
        return row

    def _choose(self) -> None:
        kind = f"{self.session.say('ui.files.package')} (*.zip)"
        path = ask_for_file(self, self.session, "ui.action.export", Path(self.target.text()), kind, saving=True)
        if path:
            self.target.setText(str(path))

    # --- work --------------------------------------------------------------------------------------------------------

    def export(self) -> None:
        """Write the package in a process of its own."""
        design = self.session.design
        if design is None or not self.target.text().strip():
            return
        stamp = self.session.catalog.stamp
        house, path = self.session.house, Path(self.target.text().strip())
        self._begin("ui.export.starting")
        self._work = Work(self).in_process(leaving.export, house.export_package, house.catalog, design, path, stamp)
        self._work.progressed.connect(self._show_step)
        self._work.finished.connect(self._exported)
        self._work.failed.connect(self._failed)

    def submit(self) -> None:
        """Check the package and put it into the order book."""
        catalog = self.session.catalog
        package, house = self.package, replace(self.session.house, catalog=lambda: catalog)
        if package is None:
            return
        self._begin("ui.export.verifying")
        self._work = Work(self).in_thread(lambda tell: leaving.submit(house, package, tell))
        self._work.progressed.connect(self._show_step)
        self._work.finished.connect(self._submitted)
        self._work.failed.connect(self._failed)

    def _begin(self, key: str) -> None:
        self._show_step(key, 0.0)
        self.outcome.setText("")
        self.progress.show()
        for button in (self.export_button, self.submit_button, self.choose, self.target):
            button.setEnabled(False)

    def _end(self, sentence: str, role: str) -> None:
        self.step.setText("")
        self.progress.hide()
        self.outcome.setProperty("role", role)
        self.outcome.style().unpolish(self.outcome)
        self.outcome.style().polish(self.outcome)
        self.outcome.setText(sentence)
        self._grow()
        for button in (self.export_button, self.choose, self.target):
            button.setEnabled(True)
        self.submit_button.setEnabled(self.package is not None and not self.ordered)

    def _grow(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def _show_step(self, key: str, share: float) -> None:
        known = key if key.startswith("ui.") else f"ui.{key}"
        self.step.setText(self.session.say(known))
        self.progress.setValue(round(share * 1000))

    def _exported(self, done: Exported) -> None:
        self.package, self.ordered = done.path, False
        self._end(
            self.session.say(
                "ui.export.made", file=str(done.path), files=len(done.files), panels=done.panels, hash=done.sha256[:12]
            ),
            "good",
        )
        self.submit_button.setFocus()

    def _submitted(self, answer: leaving.Submitted | Difference) -> None:
        if isinstance(answer, Difference):
            self._end(self.session.say("ui.export.differs", file=answer.file, cause=answer.what), "error")
            return
        self.ordered = True
        self._end(
            self.session.say("ui.export.ordered" if answer.created else "ui.export.known", number=answer.number), "good"
        )

    def _failed(self, sentence: str) -> None:
        self._end(sentence, "error")

    def done(self, result: int) -> None:
        if self._work is not None:
            self._work.stop()
        super().done(result)
