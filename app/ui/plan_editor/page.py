"""The plan editor as a page of the window: tools and underlay on the left, the paper in the middle, what is selected on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.ui.fields import rule
from app.ui.plan_editor.drawn import FurnitureDrawing, Grid, PlanDrawing
from app.ui.plan_editor.hand import Hand
from app.ui.plan_editor.keeping import Keeper
from app.ui.plan_editor.paper import Paper
from app.ui.plan_editor.properties import Properties
from app.ui.plan_editor.tool_strip import ToolStrip
from app.ui.plan_editor.tracing import Tracing
from app.ui.plan_editor.underlay_bar import UnderlayBar
from app.ui.plan_editor.underlay_drawn import UnderlayDrawing
from app.ui.session import Session
from app.ui.sheet import Drawn
from app.ui.survey.side_pages import SidePages

FRESH = 12000.0  # mm across that are in sight before anything is drawn


class PlanEditor(QWidget):
    """Draws the plan of the open design; each change is one step of the design's undo."""

    pointed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("planEditor")
        self.keeper = Keeper(session)
        self.paper = Paper()
        self.hand = Hand(session, self.paper, self.keeper)
        self.paper.hand = self.hand
        self.strip = ToolStrip(session)
        self.underlay = UnderlayBar(session)
        self.properties = Properties(session, self.hand)
        self.side = SidePages(session, self.properties)
        self.tracing = Tracing(session, self.keeper, self.hand, self)
        self._under = UnderlayDrawing(self.keeper.underlay, {})
        self._begun = 0
        self._stale = True
        self._drawn: list[Drawn] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._bench())
        self._connect()
        self.retranslate()

    def _bench(self) -> QSplitter:
        left = QWidget()
        left.setObjectName("library")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(left)
        column.setContentsMargins(14, 10, 4, 8)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sheet = QWidget()
        sheet.setObjectName("sheet")
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(0, 0, 10, 0)
        inner.setSpacing(8)
        inner.addWidget(self.strip)
        inner.addWidget(rule())
        inner.addWidget(self.underlay)
        inner.addStretch(1)
        area.setWidget(sheet)
        column.addWidget(area)
        bench = QSplitter(Qt.Orientation.Horizontal)
        bench.setObjectName("drawingBench")
        bench.setHandleWidth(1)
        bench.setChildrenCollapsible(False)
        for widget in (left, self.paper, self.side):
            bench.addWidget(widget)
        left.setFixedWidth(268)
        self.side.setMinimumWidth(290)
        bench.setSizes([268, 890, 314])
        bench.setStretchFactor(1, 1)
        return bench

    def _connect(self) -> None:
        session, under = self.session, self.underlay
        session.designChanged.connect(self._redesigned)
        session.languageChanged.connect(self.retranslate)
        self.keeper.changed.connect(self._relaid)
        self.side.turned.connect(self._redesigned)
        self.side.survey.marked.connect(self._mark_survey)
        self.strip.chosen.connect(self.choose)
        self.hand.chosen.connect(self.strip.show_tool)
        self.properties.picked.connect(self.hand.choose)
        self.hand.naming.connect(self.properties.name_it)
        self.hand.fit_wanted.connect(self.fit)
        self.paper.pointed.connect(self.pointed)
        under.wants_picture.connect(self.tracing.open_picture)
        under.wants_scale.connect(self.tracing.scale)
        under.wants_level.connect(self.tracing.level)
        under.wants_clear.connect(self.tracing.clear)
        under.faded.connect(self._fade)
        under.coloured.connect(self._colour)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def showEvent(self, event) -> None:
        if self._stale:
            self.refresh()

    def _redesigned(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Bring the paper up to date with the design; another document is fitted into it."""
        self._stale = False
        design, layout = self.session.design, self.session.layout
        if design is None or layout is None:
            return
        another = self._begun != self.session.begun
        self._begun = self.session.begun
        faint = bool(self.keeper.underlay.pictures)
        drawn: list[Drawn] = [
            Grid(),
            self._under,
            PlanDrawing(design.plan, self.session.language, faint),
            FurnitureDrawing(layout),
        ]
        survey = self.side.survey.drawing() if self.side.surveying else None
        self._drawn = drawn
        self.paper.show_drawn((*drawn, survey) if survey else drawn, fit=False)
        self.hand.show_plan(design.plan)
        self.properties.refresh()
        if another:
            self.fit()

    def _mark_survey(self) -> None:
        """Paint the wall in hand of the survey, and the rooms as measured."""
        survey = self.side.survey.drawing()
        if self.side.surveying and survey is not None and not self._stale:
            self.paper.show_drawn((*self._drawn, survey), fit=False)

    def fit(self) -> None:
        """Show the whole plan, and the underlay where nothing has been drawn yet."""
        design = self.session.design
        drawing = PlanDrawing(design.plan, "zh") if design else None
        box = (drawing.bounds() if drawing else None) or self._under.bounds()
        self.paper.look_at(box or (-FRESH / 2, -FRESH / 3, FRESH / 2, FRESH / 3))

    def _relaid(self) -> None:
        opacity, coloured = self._under.opacity, self._under.coloured
        self._under = UnderlayDrawing(self.keeper.underlay, self.keeper.images)
        self._under.opacity, self._under.coloured = opacity, coloured
        self.underlay.show_underlay(self.keeper.underlay)
        self._redesigned()

    def _fade(self, opacity: float) -> None:
        self._under.opacity = opacity
        self.paper.refresh()

    def _colour(self, coloured: bool) -> None:
        self._under.coloured = coloured
        self.paper.refresh()

    def retranslate(self) -> None:
        """Set every text in the language of the session."""
        self.strip.retranslate()
        self.underlay.retranslate()
        self.properties.rebuild()
        self._redesigned()

    # --- what is done ------------------------------------------------------------------------------------------------

    def choose(self, key: str) -> None:
        """Take a tool in hand."""
        self.hand.take(key)
        self.paper.setFocus()

    def delete(self) -> None:
        """Take what is selected out of the plan."""
        self.hand.delete()
