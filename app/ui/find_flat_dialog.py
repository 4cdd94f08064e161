"""Find my flat: a few measures, or a plan that is there, -> the nearest house types, by how many mm each measure is off, both overlaid."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.geometry.ring import bounds
from app.plans.house_types.find_flat import Difference, Match, Measures, find_flat, measures_of
from app.plans.house_types.orient import oriented
from app.plans.plan import Plan
from app.plans.regions import wall_bands
from app.records import DataError
from app.ui.fields import Choice, label
from app.ui.flat_measures import MeasuresForm
from app.ui.plan_import.likeness import position
from app.ui.plan_picture import DrawnPlan
from app.ui.session import Session
from app.ui.sheet import Box, Sheet
from app.ui.theme import theme
from app.words import written

PAUSE = 200  # ms after the last key until it is looked for
GOOD, FAIR = 50.0, 200.0  # mm up to which a difference is shown as good, and as fair
SIZE = (1150, 660)  # px
FORM = 350  # px


class FindFlatDialog(QDialog):
    """Finds house types by measures; `begun` hands on the plan in its position, `chosen` the id of the house type."""

    begun = Signal(object)  # Plan
    chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget, plans: tuple[Plan, ...] = ()) -> None:
        super().__init__(parent)
        self.session, self.plans = session, plans
        self.matches: tuple[Match, ...] = ()
        self.asked: Measures | None = None
        self.setObjectName("findFlatDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.say("homes.find.window"))
        self.resize(*SIZE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(10)
        title = label("title")
        title.setText(session.say("homes.find.title"))
        layout.addWidget(title)
        body = QHBoxLayout()
        body.setSpacing(18)
        body.addWidget(self._asking())
        body.addLayout(self._finding(), 2)
        body.addLayout(self._showing(), 3)
        layout.addLayout(body, 1)
        layout.addLayout(self._buttons())
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE)
        self._later.timeout.connect(self.look_for)
        self.form.changed.connect(self._later.start)
        self._source_chosen()

    # --- build -------------------------------------------------------------------------------------------------------

    def _asking(self) -> QWidget:
        say, side = self.session.say, QWidget()
        side.setFixedWidth(FORM)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.source = Choice()
        self.source.setObjectName("find:source")
        for index, plan in enumerate(self.plans):
            self.source.addItem(say("homes.find.by_plan", name=self.session.name(plan.name)), index)
        self.source.addItem(say("homes.find.by_measures"), None)
        self.source.setCurrentIndex(0)
        self.source.chosen.connect(lambda _: self._source_chosen())
        self.source.setVisible(bool(self.plans))
        column.addWidget(self.source)
        self.form = MeasuresForm(self.session)
        self.given = Sheet()
        self.given.setAccessibleName(say("homes.view.plan"))
        self.pages = QStackedWidget()
        self.pages.addWidget(self.form)
        self.pages.addWidget(self.given)
        column.addWidget(self.pages, 1)
        return side

    def _finding(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        self.told = label("section", wrap=True)
        column.addWidget(self.told)
        self.list = QListWidget()
        self.list.setObjectName("find:matches")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._show)
        self.list.itemActivated.connect(lambda _: self._begin())
        column.addWidget(self.list, 1)
        return column

    def _showing(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        card = QFrame()
        card.setObjectName("card")
        inner = QVBoxLayout(card)
        self.sheet = Sheet()
        self.sheet.setAccessibleName(self.session.say("homes.view.plan"))
        inner.addWidget(self.sheet)
        column.addWidget(card, 3)
        self.table = QTableWidget(0, 4)
        self.table.setObjectName("find:differences")
        self.table.setHorizontalHeaderLabels(
            [self.session.say(f"homes.find.{key}") for key in ("measure", "asked", "found", "off")]
        )
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.verticalHeader().setVisible(False)
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.table, 2)
        return column

    def _buttons(self) -> QHBoxLayout:
        row, say = QHBoxLayout(), self.session.say
        close = QPushButton(say("ui.close"))
        close.clicked.connect(self.reject)
        self.show_it = QPushButton(say("homes.find.choose"))
        self.show_it.setObjectName("find:choose")
        self.show_it.clicked.connect(self._choose)
        self.ok = QPushButton(say("ui.start.begin"))
        self.ok.setObjectName("primary")
        self.ok.clicked.connect(self._begin)
        for button in (close, self.show_it, self.ok):
            button.setAutoDefault(False)
        row.addWidget(close)
        row.addStretch(1)
        row.addWidget(self.show_it)
        row.addWidget(self.ok)
        return row

    # --- finding -----------------------------------------------------------------------------------------------------

    @property
    def plan(self) -> Plan | None:
        """The plan that is compared, None while measures are typed."""
        index = self.source.currentData()
        return self.plans[index] if isinstance(index, int) and index < len(self.plans) else None

    def take_measures(self) -> None:
        """Ask for measures to be typed, though there are plans to compare."""
        self.source.setCurrentIndex(self.source.count() - 1)
        self._source_chosen()
        self.form.across.setFocus()

    def _source_chosen(self) -> None:
        plan = self.plan
        self.pages.setCurrentIndex(0 if plan is None else 1)
        if plan is not None:
            self.given.show_drawn((DrawnPlan(plan, self.session.language),))
        self.look_for()

    def look_for(self) -> None:
        """Look for the house types that are nearest to what was given."""
        plan = self.plan
        try:
            self.asked = measures_of(plan) if plan is not None else self.form.measures
            self.matches = find_flat(self.session.plans, self.asked) if self.asked else ()
            problem = ""
        except DataError as refused:
            self.matches, problem = (), refused.cause
        self._fill(problem)

    def _fill(self, problem: str) -> None:
        say = self.session.say
        self.list.clear()
        for match in self.matches:
            name = self.session.name(match.entry.name) + position(self.session, match)
            places = " · ".join(place for place in (match.entry.estate, match.entry.city) if place)
            item = QListWidgetItem(f"{name}\n{self._how_far(match)}")
            item.setToolTip("\n".join(part for part in (name, places) if part))
            self.list.addItem(item)
        told = say("homes.find.nearest") if self.matches else problem or say("homes.find.nothing_yet")
        self.told.setText(told)
        for button in (self.show_it, self.ok):
            button.setEnabled(bool(self.matches))
        if self.matches:
            self.list.setCurrentRow(0)
        else:
            self.sheet.show_drawn(())
            self.table.setRowCount(0)

    def _how_far(self, match: Match) -> str:
        say = self.session.say
        missing = any(one.part == "missing" for one in match.differences)
        off = max((abs(one.off) for one in match.differences if one.part != "missing"), default=0.0)
        if off < 0.5:
            return say("homes.find.missing_room") if missing else say("homes.find.same")
        return say("homes.find.missing_within" if missing else "homes.find.within", off=round(off))

    # --- the one that is shown ---------------------------------------------------------------------------------------

    @property
    def match(self) -> Match | None:
        """The match that is shown."""
        row = self.list.currentRow()
        return self.matches[row] if 0 <= row < len(self.matches) else None

    def placed(self, match: Match) -> Plan | None:
        """Return the plan of a match as it lies in the home: mirrored and turned; None when its file is wrong."""
        return self.session.guarded(
            lambda: oriented(self.session.plans.plan(match.entry.id), match.turned, match.mirrored)
        )

    def _show(self, row: int) -> None:
        match = self.match
        plan = self.placed(match) if match else None
        if match is None or plan is None:
            return
        over = DrawnOutline(self.asked.outline, plan) if self.asked and self.asked.outline else None
        self.sheet.show_drawn([DrawnPlan(plan, self.session.language), *([over] if over else [])])
        self._show_differences(match)

    def _show_differences(self, match: Match) -> None:
        say, shown = self.session.say, [one for one in match.differences if one.part != "place"]
        self.table.setRowCount(len(shown))
        for row, one in enumerate(shown):
            missing = one.part == "missing"
            area = one.part == "area_m2"
            unit = " m²" if area else ""
            cells = (
                self._named(one),
                "" if one.about == "outline" else written(round(one.asked, 2), "en") + unit,
                "" if missing or one.about == "outline" else written(round(one.found, 2), "en") + unit,
                say("homes.find.not_there") if missing else f"{one.off:+.0f}" if round(one.off) else "0",
            )
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)
            level = "good" if abs(one.off) <= GOOD else "warning" if abs(one.off) <= FAIR else "error"
            last = self.table.item(row, 3)
            if last is not None:
                last.setForeground(theme().color(level))

    def _named(self, one: Difference) -> str:
        say = self.session.say
        if not one.about.isdigit():
            return say(f"homes.find.about.{one.about}")
        room = self.asked.rooms[int(one.about)] if self.asked else None
        kind = say(f"homes.kind.{room.kind}") if room and room.kind else say("homes.find.any_room")
        return kind if one.part == "missing" else f"{kind} · {say(f'homes.find.about.{one.part}')}"

    # --- out ---------------------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        match = self.match
        if match is not None:
            self.accept()
            self.chosen.emit(match.entry.id)

    def _begin(self) -> None:
        match = self.match
        plan = self.placed(match) if match else None
        if plan is not None:
            self.accept()
            self.begun.emit(plan)


class DrawnOutline:
    """The outline that was asked for, dashed over a plan, lower left corner on lower left corner."""

    def __init__(self, outline: tuple[tuple[float, float], ...], plan: Plan) -> None:
        points = [point for band in wall_bands(plan.walls) for point in band]
        points += [point for room in plan.rooms for point in room.outline]
        (x, y, _, _), (low_x, low_y, _, _) = bounds(points), bounds(outline)
        self._points = [QPointF(px - low_x + x, py - low_y + y) for px, py in outline]

    def bounds(self) -> Box | None:
        """Return None: the plan below is what is fitted."""
        return None

    def paint(self, painter: QPainter, transform: QTransform, scale: float, shown: QRectF) -> None:
        """Paint the outline."""
        painter.setPen(QPen(theme().color("measure"), 2.4, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(transform.map(QPolygonF(self._points)))
