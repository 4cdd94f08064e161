"""The first page: recent designs, the house types with their pictures, search and size, and the way in for a real drawing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.plans.library import Entry
from app.plans.plan import Plan
from app.records import DataError
from app.ui.fields import exchange, label
from app.ui.flow import FlowLayout
from app.ui.plan_card import PICTURE, LargePlan, PlanCard
from app.ui.plan_picture import plan_pixmap
from app.ui.session import Session
from app.ui.theme import icon, pixmap

AREAS: tuple[tuple[str, float, float], ...] = (
    ("ui.plans.any", 0.0, 1e9),
    ("ui.plans.small", 0.0, 60.0),
    ("ui.plans.middle", 60.0, 90.0),
    ("ui.plans.large", 90.0, 120.0),
    ("ui.plans.huge", 120.0, 1e9),
)


class PlanChooser(QWidget):
    """House types to choose from, and the chosen one large."""

    begun = Signal(object)  # Plan
    wants_import = Signal()
    wants_drawing = Signal()  # a plan drawn from nothing
    wants_open = Signal()
    opened = Signal(Path)
    dismissed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("planChooser")
        self._plans: dict[str, Plan] = {}
        self._cards: list[PlanCard] = []
        self._chosen = ""
        self._area = 0
        self._flow: FlowLayout | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(44, 30, 44, 26)
        layout.setSpacing(28)
        layout.addLayout(self._left(), 3)
        layout.addWidget(self._right(), 0)
        session.languageChanged.connect(self.retranslate)
        session.recentChanged.connect(self._fill_recent)
        session.documentChanged.connect(lambda: self.back.setVisible(session.design is not None))
        self.retranslate()

    # --- build -------------------------------------------------------------------------------------------------------

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        head = QHBoxLayout()
        logo = QLabel()
        logo.setPixmap(pixmap("jiyang", "ink", 46))
        head.addWidget(logo)
        head.addSpacing(6)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title, self.subtitle = label("huge"), label("soft")
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        head.addLayout(words)
        head.addStretch(1)
        self.back = QPushButton()
        self.back.setObjectName("backToDesign")
        self.back.setVisible(False)
        self.back.clicked.connect(self.dismissed)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addSpacing(4)
        row = QHBoxLayout()
        self.search = QLineEdit()
        self.search.setObjectName("planSearch")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "ink_faint"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMaximumWidth(300)
        self.search.setMinimumWidth(240)
        self.search.textChanged.connect(self._filter)
        row.addWidget(self.search, 1)
        self.chips: list[QPushButton] = []
        for index, (key, _, _) in enumerate(AREAS):
            chip = QPushButton()
            chip.setProperty("chip", "true")
            chip.setCheckable(True)
            chip.setChecked(index == 0)
            chip.setObjectName(key)
            chip.clicked.connect(lambda _=False, i=index: self._set_area(i))
            row.addWidget(chip)
            self.chips.append(chip)
        row.addStretch(1)
        column.addLayout(row)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = label("soft")
        self.nothing.setVisible(False)
        self.nothing.setContentsMargins(4, 18, 0, 0)
        column.addWidget(self.nothing)
        column.addWidget(self.area, 1)
        return column

    def _right(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        card.setFixedWidth(400)
        column = QVBoxLayout(card)
        column.setContentsMargins(22, 20, 22, 20)
        column.setSpacing(10)
        self.large = LargePlan()
        self.name, self.facts, self.rooms = label("title"), label("soft"), label("small", wrap=True)
        self.start = QPushButton()
        self.start.setObjectName("primary")
        self.start.setCursor(Qt.CursorShape.PointingHandCursor)
        self.start.clicked.connect(lambda: self._begin(self._chosen))
        column.addWidget(self.large, 8)
        for widget in (self.name, self.facts, self.rooms):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.start)
        row = QHBoxLayout()
        self.take, self.open = QPushButton(), QPushButton()
        self.take.setObjectName("importDrawing")
        self.open.setObjectName("openDesign")
        self.take.setIcon(icon("import"))
        self.open.setIcon(icon("open"))
        self.draw = QPushButton()
        self.draw.setObjectName("drawPlan")
        self.draw.setIcon(icon("draw"))
        self.draw.clicked.connect(self.wants_drawing)
        column.addWidget(self.draw)
        self.take.clicked.connect(self.wants_import)
        self.open.clicked.connect(self.wants_open)
        row.addWidget(self.take)
        row.addWidget(self.open)
        column.addLayout(row)
        self.recent_title = label("section")
        column.addWidget(self.recent_title)
        self.recent = QVBoxLayout()
        self.recent.setSpacing(0)
        column.addLayout(self.recent)
        return card

    # --- words -------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text in the language of the session."""
        say = self.session.say
        self.title.setText(say("ui.start.title"))
        self.subtitle.setText(say("ui.start.subtitle"))
        self.search.setPlaceholderText(say("ui.plans.search"))
        self.nothing.setText(say("ui.plans.nothing"))
        self.back.setText(say("ui.start.back"))
        self.start.setText(say("ui.start.begin"))
        self.take.setText(say("ui.start.import"))
        self.draw.setText(say("plan_editor.start"))
        self.open.setText(say("ui.start.open"))
        self.recent_title.setText(say("ui.start.recent"))
        for chip, (key, _, _) in zip(self.chips, AREAS, strict=True):
            chip.setText(say(key))
        self._stale = True
        if self.isVisible():
            self._fill_cards()
        elif self._chosen:
            self.choose(self._chosen)
        self._fill_recent()

    def showEvent(self, event) -> None:
        if self._stale:  # the cards are made when they are seen, not while the workbench is
            self._fill_cards()

    def _fill_cards(self) -> None:
        self._stale = False
        sheet = QWidget()
        sheet.setObjectName("sheet")
        self._flow = flow = FlowLayout(sheet, gap=14)
        self._cards = []
        for entry in self.session.plans.entries:
            try:
                plan = self.plan(entry.id)
            except DataError:
                continue  # a broken plan file is the business of `library lint`, not of this page
            picture = plan_pixmap(plan, PICTURE, self.session.language, False)
            card = PlanCard(entry, picture, self.session.name(entry.name), self._detail(entry, plan))
            card.chosen.connect(self.choose)
            card.begun.connect(self._begin)
            flow.addWidget(card)
            self._cards.append(card)
        exchange(self.area, sheet)
        self._filter()
        known = [card.entry.id for card in self._cards]
        if known:
            self.choose(self._chosen if self._chosen in known else known[min(4, len(known) - 1)])

    def _fill_recent(self) -> None:
        while self.recent.count():
            item = self.recent.takeAt(0)
            old = item.widget() if item else None
            if old is not None:
                old.hide()
                old.deleteLater()
        files = [Path(name) for name in self.session.preferences.recent if Path(name).is_file()][:3]
        self.recent_title.setVisible(bool(files))
        for path in files:
            button = QToolButton()
            button.setObjectName("link")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIcon(icon("recent", "wood"))
            button.setText(path.stem)
            button.setToolTip(str(path))
            button.clicked.connect(lambda _=False, p=path: self.opened.emit(p))
            self.recent.addWidget(button)

    # --- choosing ----------------------------------------------------------------------------------------------------

    def plan(self, plan_id: str) -> Plan:
        """Return a plan of the library, read once; PlanError when its file is broken."""
        if plan_id not in self._plans:
            self._plans[plan_id] = self.session.plans.plan(plan_id)
        return self._plans[plan_id]

    def choose(self, plan_id: str) -> None:
        """Show a plan large."""
        self._chosen = plan_id
        for card in self._cards:
            card.set_chosen(card.entry.id == plan_id)
        plan = self.plan(plan_id)
        entry = next(card.entry for card in self._cards if card.entry.id == plan_id)
        self.large.show_plan(plan, self.session.language)
        self.name.setText(self.session.name(entry.name))
        self.facts.setText(self._detail(entry, plan))
        self.rooms.setText(" · ".join(self.session.name(room.name) for room in plan.rooms))

    def _detail(self, entry: Entry, plan: Plan) -> str:
        rooms = len(plan.rooms)
        return self.session.counted("ui.plans.detail", rooms, area=float(entry.area_m2), rooms=rooms)

    def _begin(self, plan_id: str) -> None:
        if plan_id:
            self.begun.emit(self.plan(plan_id))

    def _set_area(self, index: int) -> None:
        self._area = index
        for i, chip in enumerate(self.chips):
            chip.setChecked(i == index)
        self._filter()

    def _filter(self) -> None:
        words = self.search.text().strip()
        found = {entry.id for entry in self.session.plans.search(words)} if words else None
        _, low, high = AREAS[self._area]
        shown = 0
        for card in self._cards:
            fits: Callable[[str], bool] = lambda i: found is None or i in found  # noqa: E731
            visible = fits(card.entry.id) and low <= card.entry.area_m2 < high
            card.setVisible(visible)
            shown += visible
        self.nothing.setVisible(not shown)
        if self._flow is not None:
            self._flow.invalidate()
