"""A picture or a page of a PDF on its way under the plan: read apart from the window, with a Cancel button; a page of several is chosen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.plans.from_picture import Page, pages_within_limits, render_within_limits
from app.ui.fields import label
from app.ui.plan_editor.pictures import image_of, is_pdf, read_image
from app.ui.session import Session
from app.ui.work import Work

PIXELS = 5000  # long side of a page to trace: an A1 sheet at 150 dots an inch
GLANCE = 520  # long side of the picture to choose a page by
LONGEST = 60_000  # ms for one step


class ReadingDialog(QDialog):
    """Reads a file; `read` carries the QImage, a file that cannot be read is told in the window."""

    read = Signal(object)

    def __init__(self, session: Session, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.path = session, path
        self.setObjectName("readingPicture")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.say("plan_editor.underlay.open"))
        self._work: Work | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 18)
        self._column.setSpacing(12)
        title = label("heading", wrap=True)
        title.setText(path.name)
        self._column.addWidget(title)
        self.state = label("soft")
        self.state.setText(session.say("plan_editor.reading"))
        self._column.addWidget(self.state)
        self._choice = self._pages()
        self._column.addWidget(self._choice, 1)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self._column.addWidget(self.progress)
        self._column.addLayout(self._buttons())
        self.setMinimumWidth(420)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(lambda: self._failed(session.say("plan_editor.too_long", file=path.name)))
        self._begin()

    def _pages(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self.list = QListWidget()
        self.list.setObjectName("pdfPages")
        self.list.setFixedWidth(210)
        self.list.currentRowChanged.connect(self._glance)
        self.picture = QLabel()
        self.picture.setFixedSize(QSize(GLANCE, 400))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self.list)
        row.addWidget(self.picture)
        holder.setMinimumSize(GLANCE + 220, 410)
        holder.hide()
        return holder

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton(self.session.say("ui.cancel"))
        cancel.clicked.connect(self.reject)
        self.take = QPushButton(self.session.say("plan_editor.take_page"))
        self.take.setObjectName("primary")
        self.take.clicked.connect(lambda: self._render(self.list.currentRow() + 1))
        self.take.hide()
        row.addWidget(cancel)
        row.addWidget(self.take)
        return row

    # --- reading -----------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        if is_pdf(self.path):
            self._run(self._paged, pages_within_limits, self.path)
        else:
            path = self.path
            self._work = Work(self)
            self._work.finished.connect(self._done)
            self._work.failed.connect(self._failed)
            self._work.in_thread(lambda tell: read_image(path))
            self._clock.start(LONGEST)

    def _run(self, then: Any, what: Any, *arguments: Any) -> None:
        if self._work is not None:
            self._work.stop()
        self._work = Work(self, self._broken)
        self._work.finished.connect(then)
        self._work.failed.connect(self._failed)
        self._work.in_process(what, *arguments)
        self._clock.start(LONGEST)
        self.progress.show()

    def _broken(self, code: int | None) -> str:
        return self.session.say("homes.import.broke_reader", file=self.path.name, code=str(code))

    def _paged(self, pages: tuple[Page, ...]) -> None:
        self._clock.stop()
        if len(pages) == 1:
            self._render(1)
            return
        for page in pages:
            self.list.addItem(
                self.session.say(
                    "plan_editor.page", number=page.number, width=round(page.width), height=round(page.height)
                )
            )
        self.state.setText(self.session.say("plan_editor.which_page"))
        self._choice.show()
        self.take.show()
        self.list.setCurrentRow(0)
        self.resize(self._column.sizeHint())

    def _glance(self, row: int) -> None:
        if row >= 0:
            self._run(self._glanced, render_within_limits, self.path, row + 1, GLANCE)

    def _glanced(self, bitmap: Any) -> None:
        self._clock.stop()
        self.progress.hide()
        mode = Qt.TransformationMode.SmoothTransformation
        seen = QPixmap.fromImage(image_of(bitmap))
        self.picture.setPixmap(seen.scaled(self.picture.size(), Qt.AspectRatioMode.KeepAspectRatio, mode))

    def _render(self, number: int) -> None:
        self._run(lambda bitmap: self._done(image_of(bitmap)), render_within_limits, self.path, number, PIXELS)

    def _done(self, image: QImage) -> None:
        self._clock.stop()
        self.read.emit(image)
        self.accept()

    def _failed(self, sentence: str) -> None:
        self.session.said.emit("error", sentence)
        self.reject()

    def done(self, result: int) -> None:
        """Close; what is still being read is dropped."""
        self._clock.stop()
        if self._work is not None:
            self._work.stop()
        super().done(result)
