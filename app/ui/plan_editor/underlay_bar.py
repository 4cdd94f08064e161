"""What to do with the underlay: open a picture or a page of a PDF, scale and turn it by two points, make it fainter, colour its lines."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.plans.underlay import Underlay
from app.ui.fields import label
from app.ui.session import Session
from app.ui.theme import icon


class UnderlayBar(QWidget):
    """The lower part of the left side; what cannot be done now is grey."""

    wants_picture = Signal()
    wants_scale = Signal()
    wants_level = Signal()
    wants_clear = Signal()
    faded = Signal(float)
    coloured = Signal(bool)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        self.title = label("section")
        self.clear = QToolButton()
        self.clear.setObjectName("underlayClear")
        self.clear.setProperty("small", "true")
        self.clear.setIcon(icon("delete", "ink_faint", 16))
        self.clear.clicked.connect(self.wants_clear)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.clear)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setSpacing(6)
        self.open = self._button("underlayOpen", "picture", self.wants_picture)
        self.scale = self._button("underlayScale", "scale_two", self.wants_scale)
        self.level = self._button("underlayLevel", "level_two", self.wants_level)
        grid.addWidget(self.open, 0, 0, 1, 2)
        grid.addWidget(self.scale, 1, 0)
        grid.addWidget(self.level, 1, 1)
        column.addLayout(grid)
        row = QHBoxLayout()
        self.caption = label("soft")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("underlayOpacity")
        self.slider.setRange(5, 100)
        self.slider.setValue(50)
        self.slider.valueChanged.connect(lambda value: self.faded.emit(value / 100.0))
        row.addWidget(self.caption)
        row.addWidget(self.slider, 1)
        column.addLayout(row)
        self.sorts = QCheckBox()
        self.sorts.setObjectName("underlaySorts")
        self.sorts.toggled.connect(self.coloured)
        column.addWidget(self.sorts)
        self.note = label("small", wrap=True)
        column.addWidget(self.note)
        self.show_underlay(Underlay())

    def _button(self, name: str, picture: str, signal: SignalInstance) -> QPushButton:
        button = QPushButton()
        button.setObjectName(name)
        button.setProperty("dense", "true")
        button.setIcon(icon(picture, "ink_soft", 18))
        button.clicked.connect(lambda: signal.emit())
        return button

    def show_underlay(self, underlay: Underlay) -> None:
        """Grey what cannot be done with this one."""
        self.underlay = underlay
        pictures = bool(underlay.pictures)
        for button in (self.scale, self.level):
            button.setVisible(pictures)
        for widget in (self.caption, self.slider, self.clear):
            widget.setVisible(bool(underlay))
        self.sorts.setVisible(bool(underlay.lines))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the language of the session."""
        say = self.session.say
        self.title.setText(say("plan_editor.underlay"))
        self.open.setText(say("plan_editor.underlay.open"))
        self.scale.setText(say("plan_editor.underlay.scale"))
        self.level.setText(say("plan_editor.underlay.level"))
        self.scale.setToolTip(say("plan_editor.underlay.scale_tip"))
        self.level.setToolTip(say("plan_editor.underlay.level_tip"))
        self.caption.setText(say("plan_editor.underlay.opacity"))
        self.sorts.setText(say("plan_editor.underlay.sorts"))
        self.clear.setToolTip(say("plan_editor.underlay.clear"))
        unscaled = any(not picture.scaled for picture in self.underlay.pictures)
        self.note.setText(say("plan_editor.underlay.unscaled") if unscaled else "")
        self.note.setVisible(unscaled)
