"""The drawing and the plan that was made of it: alone, beside each other, or one over the other, moved together; with a legend."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.plans.importing import Imported
from app.ui.flow import FlowLayout
from app.ui.plan_import.drawing import DrawnUnderlay, sort_name
from app.ui.plan_picture import DrawnPlan
from app.ui.session import Session
from app.ui.sheet import Drawn, Sheet, Sight
from app.ui.theme import icon, theme

MODES = ("drawing", "plan", "beside", "over")
BESIDE = 700  # px; from this width on drawing and plan have room beside each other
NEAR = 8.0  # px; a click means the line within
ORDER = ("walls", "outer", "doors", "windows", "rooms", "columns", "text", "", "ignore")


class Views(QWidget):
    """Two sheets with one sight; tells the layer that was clicked and the room under the mouse."""

    layer_clicked = Signal(str)
    room_pointed = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.drawing: DrawnUnderlay | None = None
        self.plan: DrawnPlan | None = None
        self.mode = "drawing"
        self.hidden: set[str] = set()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._bar())
        sight = Sight()
        self.left, self.right = Sheet(sight), Sheet(sight)
        for sheet, name in ((self.left, "drawingSheet"), (self.right, "planSheet")):
            sheet.setObjectName(name)
            sheet.setAccessibleName(session.say(f"homes.view.{'drawing' if sheet is self.left else 'plan'}"))
            sheet.clicked.connect(self._clicked)
            sheet.pointed.connect(self._pointed)
        pair = QHBoxLayout()
        pair.setSpacing(10)
        pair.addWidget(self.left, 1)
        pair.addWidget(self.right, 1)
        column.addLayout(pair, 1)
        self._legend = FlowLayout(gap=6)
        self.legend = QWidget()
        self.legend.setLayout(self._legend)
        column.addWidget(self.legend)
        self.show_mode("drawing")

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        holder = QWidget()
        holder.setObjectName("segments")
        inner = QHBoxLayout(holder)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        self.modes: dict[str, QToolButton] = {}
        for mode in MODES:
            button = QToolButton()
            button.setObjectName(f"mode:{mode}")
            button.setText(self.session.say(f"homes.view.{mode}"))
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, m=mode: self.show_mode(m))
            inner.addWidget(button)
            self.modes[mode] = button
        row.addWidget(holder)
        row.addStretch(1)
        self.fit = QToolButton()
        self.fit.setIcon(icon("fit"))
        self.fit.setToolTip(self.session.say("ui.action.fit"))
        self.fit.setAccessibleName(self.session.say("ui.action.fit"))
        self.fit.clicked.connect(lambda: (self.left if self.left.isVisible() else self.right).fit())
        row.addWidget(self.fit)
        return row

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_imported(self, imported: Imported) -> None:
        """Show what came of a file; the first plan that comes is shown with the drawing it came from."""
        first = self.plan is None
        self.drawing = DrawnUnderlay(imported.underlay, imported.layers) if imported.underlay.lines else None
        self.plan = DrawnPlan(imported.plan, self.session.language) if imported.plan else None
        self._fill_legend()
        for mode, button in self.modes.items():
            button.setEnabled(self._can(mode))
        wanted = ("beside" if self.width() > BESIDE else "over") if first else self.mode
        self.show_mode(next((mode for mode in (wanted, "plan", "drawing") if self._can(mode)), "drawing"))
        self._sheet().fit()

    def clear(self) -> None:
        """Show nothing."""
        self.drawing = self.plan = None
        self._fill_legend()
        self.show_mode(self.mode)

    def _can(self, mode: str) -> bool:
        if mode in ("drawing", "plan"):
            return (self.drawing if mode == "drawing" else self.plan) is not None
        return self.drawing is not None and self.plan is not None

    def show_mode(self, mode: str) -> None:
        """Show the drawing, the plan, or both."""
        self.mode = mode
        for name, button in self.modes.items():
            button.setChecked(name == mode)
        over: list[Drawn] = [one for one in (self.plan, self.drawing) if one is not None]
        drawing: list[Drawn] = [self.drawing] if self.drawing else []
        plan: list[Drawn] = [self.plan] if self.plan else []
        self.left.setVisible(mode != "plan")
        self.right.setVisible(mode in ("plan", "beside"))
        self.left.show_drawn(over if mode == "over" else drawing, fit=False)
        self.right.show_drawn(plan, fit=False)
        self.legend.setVisible(bool(self.drawing) and mode != "plan")

    def _sheet(self) -> Sheet:
        """Return the sheet whose size the sight is fitted to; that of the plan where there is one: it knows what matters."""
        if self.mode == "beside" and self.plan is not None:
            return self.right
        return self.right if self.mode == "plan" else self.left

    # --- legend ------------------------------------------------------------------------------------------------------

    def _fill_legend(self) -> None:
        while self._legend.count():
            item = self._legend.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        counts = self.drawing.counts if self.drawing else {}
        for sort in ORDER:
            if not counts.get(sort):
                continue
            words = self.session.say(f"homes.sort.{sort_name(sort)}")
            chip = QPushButton(f"{words}  {counts[sort]}")
            chip.setObjectName(f"sort:{sort_name(sort)}")
            chip.setProperty("chip", "sort")
            chip.setIcon(dot(sort))
            chip.setCheckable(True)
            chip.setChecked(sort not in self.hidden)
            chip.setToolTip(self.session.say("homes.view.hide"))
            chip.toggled.connect(lambda on, s=sort: self._hide(s, not on))
            self._legend.addWidget(chip)
        if self.drawing:
            self.drawing.hide(self.hidden)

    def _hide(self, sort: str, hidden: bool) -> None:
        (self.hidden.add if hidden else self.hidden.discard)(sort)
        if self.drawing:
            self.drawing.hide(self.hidden)
        self.left.refresh()

    # --- light -------------------------------------------------------------------------------------------------------

    def light_layers(self, layers: tuple[str, ...]) -> None:
        """Light up layers in the drawing; none: all as usual."""
        if self.drawing is not None and tuple(self.drawing.lit) != layers:
            self.drawing.lit = layers
            self.left.refresh()

    def light_room(self, room: str) -> None:
        """Light up a room of the plan, "" for none."""
        if self.plan is not None and self.plan.lit != room:
            self.plan.lit = room
            self.left.refresh()
            self.right.refresh()

    def _clicked(self, point: tuple[float, float]) -> None:
        if self.drawing is not None and self.sender() is self.left:
            layer = self.drawing.layer_at(point, NEAR / self.left.sight.scale)
            if layer is not None:
                self.layer_clicked.emit(layer)

    def _pointed(self, point: tuple[float, float] | None) -> None:
        if self.plan is not None and self.mode != "drawing":
            room = self.plan.room_at(point)
            if room != self.plan.lit:
                self.light_room(room)
                self.room_pointed.emit(room)


def dot(sort: str, size: int = 12) -> QIcon:
    """Return a dot in the colour of a sort."""
    made = QPixmap(QSize(size, size) * 2)
    made.setDevicePixelRatio(2.0)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color(f"sort_{sort_name(sort)}"))
    painter.drawEllipse(1, 1, size - 2, size - 2)
    painter.end()
    return QIcon(made)
