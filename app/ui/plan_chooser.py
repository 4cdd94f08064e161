"""The first page: recent designs, the house types with their pictures, search, filters, and the ways in for plans from elsewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.plans.house_types.library import Entry
from app.plans.plan import Plan
from app.ui.fields import Choice, label
from app.ui.plan_card import LargePlan, PlanList, detail
from app.ui.plan_filters import ALL, SORTS, Filters, Range
from app.ui.question import ask
from app.ui.recent_designs import RecentDesigns
from app.ui.session import Session
from app.ui.theme import icon, pixmap

AREAS: tuple[tuple[str, Range], ...] = (
    ("ui.plans.any", ALL),
    ("ui.plans.small", (0.0, 59.99)),
    ("ui.plans.middle", (60.0, 89.99)),
    ("ui.plans.large", (90.0, 119.99)),
    ("ui.plans.huge", (120.0, ALL[1])),
)
FIRST = "two_bed_75"  # the house type that is shown large at first, where it is there


class PlanChooser(QWidget):
    """House types to choose from, and the chosen one large."""

    begun = Signal(object)  # Plan
    wants_import = Signal()
    wants_drawing = Signal()  # a plan drawn from nothing
    wants_open = Signal()
    wants_like = Signal()  # find my flat
    opened = Signal(Path)
    dismissed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("planChooser")
        self._chosen = ""
        self._stale = True
        layout = QHBoxLayout(self)
        layout.setContentsMargins(40, 24, 36, 20)
        layout.setSpacing(26)
        layout.addLayout(self._left(), 1)
        layout.addWidget(self._right())
        session.languageChanged.connect(self.retranslate)
        session.documentChanged.connect(lambda: self.back.setVisible(session.design is not None))
        self.retranslate()

    # --- build -------------------------------------------------------------------------------------------------------

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addLayout(self._head())
        row = QHBoxLayout()
        row.setSpacing(10)
        self.search = QLineEdit()
        self.search.setObjectName("planSearch")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "ink_faint"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMinimumWidth(200)
        self.search.textChanged.connect(self._filter)
        self.like = QPushButton()
        self.like.setObjectName("findMyFlat")
        self.like.clicked.connect(self.wants_like)
        self.sort = Choice()
        self.sort.setObjectName("planSort")
        self.sort.chosen.connect(lambda _: self._filter())
        row.addWidget(self.search, 1)
        row.addWidget(self.like)
        row.addWidget(self.sort)
        column.addLayout(row)
        column.addLayout(self._chips())
        self.filters = Filters(self.session)
        self.filters.changed.connect(self._filter)
        self.filters.setVisible(False)
        column.addWidget(self.filters)
        self.nothing = label("soft")
        self.nothing.setVisible(False)
        self.nothing.setContentsMargins(4, 18, 0, 0)
        column.addWidget(self.nothing)
        self.cards = PlanList(self.session, self.plan)
        self.cards.chosen.connect(self.choose)
        self.cards.begun.connect(self._begin)
        column.addWidget(self.cards, 1)
        return column

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        logo = QLabel()
        logo.setPixmap(pixmap("jiyang", "wood", 44))
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
        return head

    def _chips(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.chips: list[QPushButton] = []
        for key, area in AREAS:
            chip = QPushButton()
            chip.setProperty("chip", "true")
            chip.setCheckable(True)
            chip.setObjectName(key)
            chip.clicked.connect(lambda _=False, a=area: self._set_area(a))
            row.addWidget(chip)
            self.chips.append(chip)
        self.more = QPushButton()
        self.more.setProperty("chip", "true")
        self.more.setObjectName("moreFilters")
        self.more.setCheckable(True)
        self.more.toggled.connect(lambda on: self.filters.setVisible(on))
        row.addSpacing(8)
        row.addWidget(self.more)
        row.addStretch(1)
        self.count = label("small")
        self.count.setObjectName("planCount")
        row.addWidget(self.count)
        return row

    def _right(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        card.setFixedWidth(380)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        self.large = LargePlan()
        self.name, self.facts, self.rooms = (
            label("title", wrap=True),
            label("soft", wrap=True),
            label("small", wrap=True),
        )
        self.start = QPushButton()
        self.start.setObjectName("primary")
        self.start.setCursor(Qt.CursorShape.PointingHandCursor)
        self.start.clicked.connect(lambda: self._begin(self._chosen))
        column.addWidget(self.large, 8)
        for widget in (self.name, self.facts, self.rooms):
            column.addWidget(widget)
        self.remove = QToolButton()
        self.remove.setObjectName("link")
        self.remove.setVisible(False)
        self.remove.clicked.connect(self._remove)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
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
        self.recent = RecentDesigns(self.session)
        self.recent.opened.connect(self.opened)
        column.addWidget(self.recent)
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
        self.like.setText(say("homes.find.button"))
        self.start.setText(say("ui.start.begin"))
        self.take.setText(say("ui.start.import"))
        self.draw.setText(say("plan_editor.start"))
        self.open.setText(say("ui.start.open"))
        self.remove.setText(say("homes.remove.button"))
        for chip, (key, _) in zip(self.chips, AREAS, strict=True):
            chip.setText(say(key))
        chosen = self.sort.currentData() or "fit"
        self.sort.clear()
        for key in SORTS:
            self.sort.addItem(say(f"homes.sorted.{key}"), key)
        self.sort.show_value(chosen)
        self.filters.retranslate()
        self.cards.pictures.forget()
        if self.isVisible() or not self._stale:
            self._read()
        self.recent.fill()

    def showEvent(self, event) -> None:
        if self._stale:  # the library is read when it is seen, not while the workbench is
            self._read()

    def _read(self) -> None:
        self._stale = False
        entries = self.session.plans.entries
        self.filters.offer(entries)
        self._filter()
        known = [entry.id for entry in entries]
        first = FIRST if FIRST in known else known[0] if known else ""
        self.choose(self._chosen if self._chosen in known else first)

    def refresh(self, plan_id: str = "") -> None:
        """Show the library anew, and a house type of it."""
        self._chosen = plan_id or self._chosen
        self.cards.pictures.forget(plan_id)
        if self.isVisible() or not self._stale:
            self._read()

    # --- choosing ----------------------------------------------------------------------------------------------------

    def plan(self, plan_id: str) -> Plan:
        """Return a plan of the library; PlanError when its file is broken."""
        return self.session.plans.plan(plan_id)

    def choose(self, plan_id: str) -> None:
        """Show a house type large, and its card as chosen where it is shown."""
        if not plan_id:
            return
        self._chosen = plan_id
        self.cards.choose(plan_id)
        entry = next((entry for entry in self.session.plans.entries if entry.id == plan_id), None)
        if entry is not None:
            self._show(entry)

    def show_type(self, plan_id: str) -> None:
        """Choose a house type and bring its card into sight, without the search and the filters that hide it."""
        if not self.cards.plans.find(plan_id).isValid():
            self.search.clear()
            self.filters.clear_all()
        self.choose(plan_id)

    def _show(self, entry: Entry) -> None:
        session = self.session
        plan = session.guarded(lambda: self.plan(entry.id))
        self.start.setEnabled(plan is not None)
        self.remove.setVisible(entry.own)
        self.name.setText(session.name(entry.name))
        places = " · ".join(place for place in (entry.estate, entry.city) if place)
        self.facts.setText(detail(session, entry) + (f"\n{places}" if places else ""))
        if plan is not None:
            self.large.show_plan(plan, session.language)
            self.rooms.setText(" · ".join(session.name(room.name) for room in plan.rooms))

    def _begin(self, plan_id: str) -> None:
        plan = self.session.guarded(lambda: self.plan(plan_id)) if plan_id else None
        if plan is not None:
            self.begun.emit(plan)

    def _remove(self) -> None:
        say, session, plan_id = self.session.say, self.session, self._chosen
        answers = (say("homes.remove.keep"), say("homes.remove.yes"), say("ui.cancel"))
        title = say("homes.remove.title", name=self.name.text())
        if ask(self, "removePlan", title, say("homes.remove.text"), answers) != 1:
            return
        session.guarded(lambda: session.plans.remove(plan_id))
        self._chosen = ""
        self.refresh()

    # --- search and filters ------------------------------------------------------------------------------------------

    def _set_area(self, area: Range) -> None:
        self.filters.between["area"].show_value(area)
        self._filter()

    def _filter(self) -> None:
        if self._stale:
            return
        words, wanted = self.search.text().strip(), self.filters.wanted
        plans = self.session.plans
        entries = [entry for entry in (plans.search(words) if words else plans.entries) if wanted.meets(entry)]
        sort = str(self.sort.currentData())
        if sort != "fit":
            entries.sort(key=SORTS[sort])
        self.cards.plans.show(tuple(entries))
        if not self.cards.choose(self._chosen):
            self.cards.scrollToTop()
            self.choose(
                entries[0].id if entries and self._chosen else ""
            )  # what is shown large is among what was found
        self.nothing.setVisible(not entries)
        self.count.setText(self.session.counted("homes.count", len(entries), count=len(entries)))
        for chip, (_, area) in zip(self.chips, AREAS, strict=True):
            chip.setChecked(area == self.filters.between["area"].value)
        asked, more = self.filters.count, self.session.say("homes.filter.button")
        self.more.setText(f"{more}  {asked}" if asked else more)
