"""The list of what does not fit: level, sentence, measured against required; a click goes there, a button mends it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.fit.finding import Finding
from app.ui.fields import exchange, label
from app.ui.session import Session
from app.ui.theme import pixmap
from app.words import catalogue, written

SHOWN = 40  # cards; who has more to mend begins with these
ORDER = {"error": 0, "warning": 1, "info": 2}


class FixButton(QFrame):
    """A button whose words wrap, because a way out takes a sentence."""

    clicked = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setObjectName("fix")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 5, 9, 5)
        row.setSpacing(7)
        picture = QLabel()
        picture.setPixmap(pixmap("fix", "wood", 14))
        words = label("fix", wrap=True)
        words.setText(text)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)

    def mouseReleaseEvent(self, event) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Space):
            self.clicked.emit()


class FindingCard(QFrame):
    """One finding; clicking it anywhere shows the place."""

    clicked = Signal(object)

    def __init__(self, session: Session, finding: Finding) -> None:
        super().__init__()
        self.finding = finding
        self.setProperty("finding", finding.level)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 9, 10, 9)
        row.setSpacing(9)
        badge = QLabel()
        badge.setPixmap(pixmap(finding.level, finding.level, 18))
        row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(3)
        sentence = label(wrap=True)
        sentence.setText(session.say(finding.message))
        column.addWidget(sentence)
        below = numbers(session, finding)
        if below:
            small = label("small", wrap=True)
            small.setText(below)
            column.addWidget(small)
        fixes = [fix for fix in finding.fixes if session.can_apply(fix)]
        self.fixes = [FixButton(session.say(fix.message)) for fix in fixes]
        for fix, button in zip(fixes, self.fixes, strict=True):
            button.clicked.connect(lambda chosen=fix: session.apply_fix(chosen))
            column.addWidget(button)
        row.addLayout(column, 1)

    def mouseReleaseEvent(self, event) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self.finding)


def numbers(session: Session, finding: Finding) -> str:
    """Return measured against required, in the unit that the finding's own sentence gives them."""
    key, language = finding.message.key, session.language
    unit = "°" if "{measured}°" in catalogue(language, key.partition(".")[0]).get(key, "") else " mm"
    parts = []
    for name, value in (("measured", finding.measured), ("required", finding.required)):
        if value is not None:
            parts.append(session.say(f"ui.findings.{name}", value=f"{written(float(value), language)}{unit}"))
    if finding.by_survey:
        parts.append(session.say("survey.by_survey"))
    return "   ".join(parts)


class FindingsPanel(QWidget):
    """All findings, errors first; says so when everything fits."""

    shown = Signal(object)  # a Finding to go to

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("findings")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 6, 8)
        layout.setSpacing(8)
        head = QHBoxLayout()
        self.title = label("heading")
        self.badge = QLabel()
        self.badge.setObjectName("badge")
        head.addWidget(self.title)
        head.addWidget(self.badge)
        head.addStretch(1)
        layout.addLayout(head)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.addWidget(self.area, 1)
        session.designChanged.connect(self.refresh)
        session.languageChanged.connect(self.refresh)
        self.cards: list[FindingCard] = []
        self.refresh()

    def wanted_height(self) -> int:
        """Return the height at which every finding is seen."""
        sheet = self.area.widget()
        width = self.area.viewport().width()
        layout = sheet.layout() if sheet else None
        inside = layout.heightForWidth(width) if layout else 0
        return inside + self.height() - self.area.height()

    def refresh(self) -> None:
        """Show the findings of the session."""
        session = self.session
        self.title.setText(session.say("ui.findings.title"))
        findings = sorted(session.findings, key=lambda finding: ORDER[finding.level])
        serious = sum(finding.level != "info" for finding in findings)
        level = "error" if any(f.level == "error" for f in findings) else "warning" if serious else "good"
        self.badge.setVisible(bool(serious))
        self.badge.setText(str(serious))
        self.badge.setProperty("level", level)
        self.badge.style().unpolish(self.badge)
        self.badge.style().polish(self.badge)
        sheet = QWidget()
        sheet.setObjectName("sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(7)
        self.cards = [FindingCard(session, finding) for finding in findings[:SHOWN]]
        for card in self.cards:
            card.clicked.connect(self.shown)
            column.addWidget(card)
        if len(findings) > SHOWN:
            more = label("soft", wrap=True)
            more.setText(session.say("ui.findings.more", count=len(findings) - SHOWN))
            column.addWidget(more)
        if not findings:
            column.addWidget(self._all_well())
        column.addStretch(1)
        place = self.area.verticalScrollBar().value()
        exchange(self.area, sheet)
        self.area.verticalScrollBar().setValue(place)

    def _all_well(self) -> QFrame:
        empty = self.session.design is None or not self.session.design.units
        frame = QFrame()
        frame.setProperty("finding", "" if empty else "good")
        row = QHBoxLayout(frame)
        row.setContentsMargins(0 if empty else 10, 9, 10, 9)
        if not empty:
            tick = QLabel()
            tick.setPixmap(pixmap("check", "good", 18))
            row.addWidget(tick)
        text = label("soft" if empty else "good", wrap=True)
        text.setText(self.session.say("ui.findings.empty" if empty else "ui.findings.none"))
        row.addWidget(text, 1)
        return frame
