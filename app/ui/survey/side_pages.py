"""The right side of the plan editor: properties of what is selected, or the survey; a line of two buttons changes between them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.ui.session import Session
from app.ui.survey_panel import SurveyPanel


class SidePages(QWidget):
    """Properties and survey, one at a time; `turned` tells that the other is shown."""

    turned = Signal()

    def __init__(self, session: Session, properties: QWidget) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.survey = SurveyPanel(session)
        self.pages = QStackedWidget()
        self.pages.addWidget(properties)
        self.pages.addWidget(self.survey)
        self.buttons = (QToolButton(), QToolButton())
        bar = QWidget()
        bar.setObjectName("segments")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for at, (button, name) in enumerate(zip(self.buttons, ("tabProperties", "tabSurvey"), strict=True)):
            button.setObjectName(name)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, page=at: self.show_page(page))
            row.addWidget(button, 1)
            button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 10, 0, 0)
        outer.setSpacing(0)
        over = QHBoxLayout()
        over.setContentsMargins(14, 0, 14, 0)
        over.addWidget(bar)
        outer.addLayout(over)
        outer.addWidget(self.pages, 1)
        session.languageChanged.connect(self.retranslate)
        self.retranslate()
        self.show_page(0)

    @property
    def surveying(self) -> bool:
        """Whether the survey is shown."""
        return self.pages.currentIndex() == 1

    def show_page(self, at: int) -> None:
        """Show the properties (0) or the survey (1)."""
        self.pages.setCurrentIndex(at)
        for number, button in enumerate(self.buttons):
            button.setChecked(number == at)
        self.turned.emit()

    def retranslate(self) -> None:
        """Set every text in the language of the session."""
        for button, key in zip(self.buttons, ("survey.tab_properties", "survey.tab_survey"), strict=True):
            button.setText(self.session.say(key))
