"""The survey (量尺, 复尺) beside the plan: walls walked one by one with the tape, a re-measure read in, what no longer fits. mm.

Each number that is taken is one step of the design's undo. `marked` asks for the plan to be painted anew with `drawing()` on it.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.design.design import Design
from app.design.edits import set_survey
from app.fit.remeasure import Line, remeasure
from app.fit.remedies import Remedy
from app.plans.plan import Side
from app.plans.sides import sides
from app.plans.surveys.as_measured import measured
from app.plans.surveys.files import read_survey, survey_form
from app.plans.surveys.free_space import advice_message, free_space
from app.plans.surveys.measures import Survey, least, merged
from app.records import DataError, write_whole
from app.ui.fields import Choice, label, rule
from app.ui.file_dialog import ask_for_file
from app.ui.session import Session
from app.ui.survey.drawing import SurveyDrawing
from app.ui.survey.misfits import Misfits
from app.ui.survey.taking import boxes, put_in, read_out
from app.ui.survey.wall_sheet import WallSheet
from app.ui.theme import icon

LATER = (
    900  # ms after the last number until it is worked out what no longer fits: nobody waits for it between two numbers
)
DOUBTS = 12


class SurveyPanel(QWidget):
    """The walls of a room with boxes for what is measured; `jumped` carries the ids of units to go to."""

    marked = Signal()
    jumped = Signal(tuple)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.visit = ""  # the id of the survey that is being written; "" until the first number
        self.at = 0  # of the wall in hand, in its room
        self.sheet: WallSheet | None = None
        self._shape: object = None
        self._begun = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER)
        self._later.timeout.connect(self.compare)
        self._build()
        session.designChanged.connect(self._redesigned)
        session.languageChanged.connect(self.retranslate)
        self.retranslate()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 6, 6)
        layout.setSpacing(6)
        row = QHBoxLayout()
        self.room = Choice()
        self.room.setObjectName("surveyRoom")
        self.room.chosen.connect(lambda _: self.show_wall(0))
        self.back, self.on = QToolButton(), QToolButton()
        for button, picture, by in ((self.back, "chevron_up", -1), (self.on, "chevron", 1)):
            button.setIcon(icon(picture, "ink_soft", 16))
            button.clicked.connect(lambda _=False, step=by: self.leap(step))
        row.addWidget(self.room, 1)
        row.addWidget(self.back)
        row.addWidget(self.on)
        layout.addLayout(row)
        self.title, self.detail = label("heading", wrap=True), label("small", wrap=True)
        layout.addWidget(self.title)
        layout.addWidget(self.detail)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.addWidget(self.area, 1)
        inner = QWidget()
        inner.setObjectName("sheet")
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 4, 10, 0)
        self.column.setSpacing(8)
        self.space, self.doubts = label("small", wrap=True), label("small", wrap=True)
        self.meaning = label("section")
        self.misfits = Misfits(self.session)
        for widget in (rule(), self.space, self.doubts, self.meaning, self.misfits):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.area.setWidget(inner)
        self.misfits.shown.connect(self.go_to)
        self.misfits.mended.connect(self._mend)
        self.meaning.hide()  # until there are units that it could be about
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 10, 0)
        self.load_button, self.form_button, self.new_button = QPushButton(), QPushButton(), QPushButton()
        names = ("surveyLoad", "surveyForm", "surveyNew")
        deeds = (self.load, self.write_form, self.begin_visit)
        for push, name, deed in zip((self.load_button, self.form_button, self.new_button), names, deeds, strict=True):
            push.setObjectName(name)
            push.setProperty("dense", "true")
            push.clicked.connect(lambda _=False, do=deed: do())
            buttons.addWidget(push)
        layout.addLayout(buttons)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text in the language of the session."""
        say = self.session.say
        self.load_button.setText(say("survey.load"))
        self.load_button.setToolTip(say("survey.load_tip"))
        self.form_button.setText(say("survey.form_button"))
        self.form_button.setToolTip(say("survey.form_tip"))
        self.new_button.setText(say("survey.new_visit"))
        self.new_button.setToolTip(say("survey.new_visit_tip"))
        self.back.setToolTip(say("survey.wall_before"))
        self.on.setToolTip(say("survey.wall_next"))
        self.meaning.setText(say("survey.meaning"))
        self._shape = None
        self.refresh()

    def showEvent(self, event) -> None:
        self.refresh()

    def _redesigned(self) -> None:
        if self._begun != self.session.begun:
            self._begun, self.visit, self.at = self.session.begun, "", 0
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Bring the boxes and what follows from them up to date with the design."""
        design = self.session.design
        if design is None or not design.plan.rooms:
            return
        self._show_rooms(design)
        side = self.side
        if side is None:
            return
        shape = (self.session.language, side.id, boxes(design.plan, side))
        if shape != self._shape:
            self._shape = shape
            self._make(design, side)
        assert self.sheet is not None
        now, before = self._visits(design)
        self.sheet.show_values(read_out(now, design.plan, side), read_out(before, design.plan, side))
        self._tell(design, side)
        self._fit()
        self._later.start()
        self.marked.emit()

    def resizeEvent(self, event) -> None:
        self._fit()

    def _fit(self) -> None:
        """Give what is in the scroll area the height it needs at once: its words wrap, and nothing may be squeezed meanwhile."""
        inner = self.area.widget()
        width = self.area.viewport().width()
        if inner is not None and width > 0:
            self.column.invalidate()
            inner.setMinimumHeight(max(self.column.heightForWidth(width), self.column.minimumSize().height()))

    @property
    def side(self) -> Side | None:
        """The wall in hand."""
        design, room = self.session.design, self.room.currentData()
        if design is None or not any(one.id == room for one in design.plan.rooms):
            return None
        there = sides(design.plan, room)
        return there[min(self.at, len(there) - 1)]

    def drawing(self) -> SurveyDrawing | None:
        """Return what is painted over the plan: rooms as measured and the wall in hand; None while there is no plan."""
        design = self.session.design
        return SurveyDrawing(design.plan, self.side) if design is not None else None

    def _show_rooms(self, design: Design) -> None:
        names = [(room.id, self.session.name(room.name)) for room in design.plan.rooms]
        if names != [(self.room.itemData(i), self.room.itemText(i)) for i in range(self.room.count())]:
            chosen = self.room.currentData()
            self.room.clear()
            for room_id, name in names:
                self.room.addItem(name, room_id)
            known = [room_id for room_id, _ in names]
            self.room.setCurrentIndex(known.index(chosen) if chosen in known else 0)

    def _make(self, design: Design, side: Side) -> None:
        old = self.sheet
        self.sheet = WallSheet(self.session, boxes(design.plan, side))
        self.sheet.changed.connect(self._take)
        self.sheet.leapt.connect(self.leap)
        self.column.insertWidget(0, self.sheet)
        self.sheet.show()  # what is hidden has no height
        if old is not None:
            self.column.removeWidget(old)
            old.hide()
            old.deleteLater()  # later, because a field on it may be what called for the new one
        count = len(sides(design.plan, side.room))
        number = int(side.id.rpartition("/")[2])
        self.title.setText(self.session.say("survey.wall_title", number=number, count=count))
        names = [gap.opening.id for gap in side.openings]
        told = self.session.say("survey.box_drawn", drawn=round(side.length, 2))
        self.detail.setText(" · ".join([told, *names]))

    def _visits(self, design: Design) -> tuple[Survey, Survey]:
        """Return the visit that is being written, and what counts of the others."""
        kept = design.plan.surveys
        now = next((one for one in kept if one.id == self.visit), Survey(self.visit, ""))
        return now, merged(tuple(one for one in kept if one.id != self.visit))

    def _tell(self, design: Design, side: Side) -> None:
        say, plan = self.session.say, design.plan
        space = free_space(plan, side)
        lines = [say(sentence) for sentence in space.evidence]
        wide = any(one.side == side.id and least(one.widths) for one in merged(plan.surveys).sides)
        advice = advice_message(space) if wide else None
        lines += [say(advice)] if advice is not None else []
        self.space.setText("\n".join(lines))
        doubts = [say(doubt) for doubt in measured(plan).doubts][:DOUBTS] if plan.surveys else []
        self.doubts.setText("\n".join(f"? {doubt}" for doubt in doubts))
        self.doubts.setProperty("role", "offWarning")
        self.doubts.setVisible(bool(doubts))

    # --- what is done ------------------------------------------------------------------------------------------------

    def show_wall(self, at: int) -> None:
        """Take another wall of the room in hand."""
        self.at = at
        self.refresh()

    def leap(self, by: int) -> None:
        """Go to the next wall of the room, or the one before, round and round."""
        design, side = self.session.design, self.side
        if design is None or side is None:
            return
        self.show_wall((self.at + by) % len(sides(design.plan, side.room)))
        if self.sheet is not None:
            self.sheet.focus_first()

    def begin_visit(self) -> None:
        """Begin another visit: what is measured from now on stands beside what was measured before."""
        self.visit = self._new_id()
        self.refresh()
        if self.sheet is not None:
            self.sheet.focus_first()

    def _new_id(self) -> str:
        design = self.session.design
        known = {one.id for one in design.plan.surveys} if design else set()
        first = f"survey-{datetime.date.today().isoformat()}"
        return next(name for n in range(1, 10000) if (name := first if n == 1 else f"{first}-{n}") not in known)

    def _take(self, key: str, value: float | None) -> None:
        """Put a number into the visit; one step. What cannot be is told and not done."""
        design, side = self.session.design, self.side
        if design is None or side is None:
            return
        if not self.visit:
            self.visit = design.plan.surveys[-1].id if design.plan.surveys else self._new_id()
        now, _ = self._visits(design)
        if not now.date:
            now = replace(now, date=datetime.date.today().isoformat())
        changed = put_in(now, design.plan, side, key, value)
        self._commit(changed)

    def _commit(self, survey: Survey) -> None:
        design = self.session.design
        assert design is not None
        after = self.session.guarded(lambda: set_survey(design, survey))
        if after is not None and after != design:
            self.session.commit(after, "survey.step")
        self.refresh()

    def load(self, path: Path | None = None) -> None:
        """Read a filled form as a visit of its own, and show what it means."""
        design = self.session.design
        chosen = path or self._ask_for("survey.load", saving=False)
        if design is None or chosen is None:
            return
        survey = self.session.guarded(lambda: read_survey(chosen, design.plan))
        if survey is not None:
            self.visit = survey.id
            self._commit(survey)
            self.compare()

    def write_form(self, path: Path | None = None) -> None:
        """Write a blank form for the room in hand."""
        design, side = self.session.design, self.side
        chosen = path or self._ask_for("survey.form_button", saving=True)
        if design is None or side is None or chosen is None:
            return
        today = datetime.date.today().isoformat()
        text = survey_form(design.plan, [side.room], today, self.session.language)
        try:
            write_whole(chosen, text.encode("utf-8"))
        except DataError as problem:
            self.session.said.emit("error", str(problem))
            return
        self.session.tell("survey.form_written", "good", file=chosen.name)

    def _ask_for(self, title: str, saving: bool) -> Path | None:
        kind = f"{self.session.say('survey.form_files')} (*.toml)"
        room = self.room.currentData() or "survey"
        return ask_for_file(self, self.session, title, Path.home() / f"{room}-survey.toml", kind, saving)

    # --- what it means for the furniture -----------------------------------------------------------------------------

    def compare(self) -> None:
        """Work out what the visit means for the units, and show it."""
        self._later.stop()
        design = self.session.design
        if design is None:
            return
        kept = design.plan.surveys
        visit = next((one for one in kept if one.id == self.visit), kept[-1] if kept else None)
        lines: tuple[Line, ...] = ()
        if visit is not None and design.units:
            found = self.session.guarded(lambda: remeasure(design, self.session.catalog, visit))
            lines = found.lines if found is not None else ()
        asked = visit is not None and bool(design.units)
        self.meaning.setVisible(asked)
        self.misfits.show_lines(lines, asked)
        self._fit()

    def go_to(self, line: Line) -> None:
        """Select the units of a line, and ask for them to be shown."""
        self.session.select(line.units)
        self.jumped.emit(line.units)

    def _mend(self, remedy: Remedy) -> None:
        design = self.session.design
        if design is not None:
            self.session.commit(remedy.applied(design), "ui.step.fix", tuple(unit.id for unit in remedy.units))
