"""A plan on its way into the library of house types: how it looks, what it is called, where it stands, what is doubted, what is like it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.geometry.ring import area
from app.plans.check import check_plan
from app.plans.house_types.library import Entry
from app.plans.house_types.orient import DIRECTIONS, lights
from app.plans.plan import Plan, PlanError
from app.plans.underlay import Underlay
from app.records import DataError, Text
from app.ui.fields import Choice, exchange, label
from app.ui.plan_import.facts import sign
from app.ui.plan_import.likeness import alike
from app.ui.plan_picture import DrawnPlan, North
from app.ui.session import Session
from app.ui.sheet import Sheet

MOST = 100  # characters of a name
TOLD = 12  # doubts shown one by one
COUNTS = ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九")
SIZE = (980, 620)  # px


class SavePlanDialog(QDialog):
    """Keeps a plan as a house type of the user's own; `saved` tells its entry."""

    saved = Signal(object)  # Entry

    def __init__(
        self, session: Session, plan: Plan, underlay: Underlay, parent: QWidget, pictures: Path | None = None
    ) -> None:
        super().__init__(parent)
        self.session, self.drawn, self.underlay, self.pictures = session, plan, underlay, pictures
        self.setObjectName("savePlanDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.say("homes.save.window"))
        self.resize(*SIZE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(26, 20, 26, 18)
        layout.setSpacing(12)
        title = label("title")
        title.setText(session.say("homes.save.title"))
        layout.addWidget(title)
        body = QHBoxLayout()
        body.setSpacing(22)
        card = QFrame()
        card.setObjectName("card")
        inner = QVBoxLayout(card)
        self.sheet = Sheet()
        self.sheet.setAccessibleName(session.say("homes.view.plan"))
        inner.addWidget(self.sheet)
        body.addWidget(card, 1)
        body.addLayout(self._form())
        layout.addLayout(body, 1)
        self.refused = label("error", wrap=True)
        self.refused.setObjectName("saveRefused")
        self.refused.setVisible(False)
        layout.addWidget(self.refused)
        layout.addLayout(self._buttons())
        self._show()
        self.zh.setFocus()
        self.zh.selectAll()

    # --- build -------------------------------------------------------------------------------------------------------

    def _form(self) -> QVBoxLayout:
        say, session = self.session.say, self.session
        column = QVBoxLayout()
        column.setSpacing(8)
        self.facts = label("soft", wrap=True)
        column.addWidget(self.facts)
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setHorizontalSpacing(12)
        self.zh, self.en, self.estate, self.city = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        named = suggested_name(self.drawn)
        self.zh.setText(named.zh)
        self.en.setText(named.en)
        for row, (key, field) in enumerate(self._fields().items()):
            words = label("small")
            words.setText(say(f"homes.save.{key}"))
            words.setBuddy(field)
            field.setObjectName(f"save:{key}")
            field.setMaxLength(MOST)
            field.setMinimumWidth(230)
            field.textChanged.connect(self._allow)
            grid.addWidget(words, row, 0)
            grid.addWidget(field, row, 1)
        for field, attribute in ((self.estate, "estate"), (self.city, "city")):
            known = sorted({getattr(entry, attribute) for entry in session.plans.entries} - {""})
            completer = QCompleter(known, field)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            field.setCompleter(completer)
        words = label("small")
        words.setText(say("homes.save.up"))
        self.up = Choice()
        self.up.setObjectName("save:up")
        for letter in DIRECTIONS:
            self.up.addItem(say(f"homes.compass.{letter}"), up_to_orientation(letter))
        self._offer_own_orientation()
        self.up.chosen.connect(lambda _: self._show())
        words.setBuddy(self.up)
        grid.addWidget(words, len(self._fields()), 0)
        grid.addWidget(self.up, len(self._fields()), 1)
        column.addLayout(grid)
        self.told = QScrollArea()
        self.told.setWidgetResizable(True)
        self.told.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.told.setMinimumWidth(340)
        column.addWidget(self.told, 1)
        return column

    def _fields(self) -> dict[str, QLineEdit]:
        return {"zh": self.zh, "en": self.en, "estate": self.estate, "city": self.city}

    def _offer_own_orientation(self) -> None:
        """Choose the plan's own north, offered by its degrees where it is none of the eight."""
        own = self.drawn.orientation % 360.0
        for index in range(self.up.count()):
            if abs((float(self.up.itemData(index)) - own + 180.0) % 360.0 - 180.0) < 0.01:
                self.up.setCurrentIndex(index)
                return
        self.up.addItem(self.session.say("homes.compass.degrees", degrees=round(own, 2)), self.drawn.orientation)
        self.up.setCurrentIndex(self.up.count() - 1)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        cancel = QPushButton(self.session.say("ui.cancel"))
        cancel.clicked.connect(self.reject)
        self.ok = QPushButton(self.session.say("homes.save.go"))
        self.ok.setObjectName("primary")
        self.ok.setDefault(True)
        self.ok.clicked.connect(self.save)
        row.addWidget(cancel)
        row.addStretch(1)
        row.addWidget(self.ok)
        return row

    # --- what is shown -----------------------------------------------------------------------------------------------

    @property
    def plan(self) -> Plan:
        """The plan as it would be kept."""
        return replace(self.drawn, orientation=float(self.up.currentData()))

    def _show(self) -> None:
        plan, session = self.plan, self.session
        self.sheet.show_drawn((DrawnPlan(plan, session.language), North(plan.orientation)))
        looks = ("" if session.language == "zh" else " ").join(
            session.say(f"homes.compass.short.{letter}") for letter in lights(plan)[:2]
        )
        square = sum(area(room.outline) for room in plan.rooms) / 1e6
        facts = session.say("homes.save.facts", rooms=len(plan.rooms), area=round(square, 2))
        self.facts.setText(facts + (session.say("homes.save.looks", looks=looks) if looks else ""))
        self._tell(plan)
        self._allow()

    def _tell(self, plan: Plan) -> None:
        say = self.session.say
        told: list[tuple[str, str]] = []
        self.broken = False
        try:
            check_plan(plan, plan.id)
            told.append((say("homes.save.sound"), "good"))
        except PlanError as problem:
            self.broken = True
            told.append((f"{problem.place}: {problem.cause}", "error"))
        for match in alike(self.session, plan):
            told.append((match, "info"))
        told += [(doubt, "warning") for doubt in plan.doubts[:TOLD]]
        if len(plan.doubts) > TOLD:
            told.append((say("homes.save.more_doubts", count=len(plan.doubts) - TOLD), "warning"))
        sheet = QWidget()
        sheet.setObjectName("sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        for sentence, level in told:
            column.addWidget(sign(sentence, level))
        column.addStretch(1)
        exchange(self.told, sheet)

    def _allow(self) -> None:
        self.ok.setEnabled(bool(self.zh.text().strip() and self.en.text().strip()) and not self.broken)

    # --- out ---------------------------------------------------------------------------------------------------------

    def save(self) -> Entry | None:
        """Keep the plan; a sentence below the form says why when it cannot be."""
        name = Text(self.zh.text().strip(), self.en.text().strip())
        estate, city = self.estate.text().strip(), self.city.text().strip()
        try:
            entry = self.session.plans.save(self.plan, name, estate, city, self.underlay or None, self.pictures)
        except DataError as problem:
            self.refused.setText(str(problem))
            self.refused.setVisible(True)
            return None
        self.accept()
        self.saved.emit(entry)
        return entry


def up_to_orientation(letter: str) -> float:
    """Return the orientation of a plan whose upper edge looks to a compass direction, degrees from up to true north."""
    return (DIRECTIONS.index("N") - DIRECTIONS.index(letter)) * 45.0 % 360.0 * 1.0


def suggested_name(plan: Plan) -> Text:
    """Return what a house type would be called here, "三室两厅一卫 89㎡"; the name of a plan from the library is kept."""
    if plan.source.startswith("library:"):
        return plan.name
    kinds = [room.kind for room in plan.rooms]
    beds, baths = kinds.count("bedroom") + kinds.count("study"), kinds.count("bath")
    halls = kinds.count("living") + kinds.count("dining")
    square = round(sum(area(room.outline) for room in plan.rooms) / 1e6)
    zh = "".join(f"{_count(n)}{word}" for n, word in ((beds, "室"), (halls, "厅"), (baths, "卫")) if n)
    en = [f"{beds} bed" if beds else "", f"{baths} bath" if baths else ""]
    if not zh:
        return plan.name
    return Text(f"{zh} {square}㎡", ", ".join([*(word for word in en if word), f"{square} m²"]))


def _count(number: int) -> str:
    return COUNTS[number] if number < len(COUNTS) else str(number)
