"""What is inside the selected unit, as a tree: each opening with what fills and closes it, the values of the insert that is selected,
and a plus where something can go. A row under the mouse shows its opening in the picture. mm.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from app.components.parts import Insert, Opening, Value
from app.design.layout import Placed
from app.ui.fields import label
from app.ui.rows import Rows, as_kind, shared
from app.ui.session import Session
from app.ui.theme import icon, pixmap
from app.words import written

INDENT, DEEPEST = 13, 5  # px a level, levels that are set in


class Inside(QWidget):
    """The inserts of one unit and its openings; an edit is one step of undo."""

    def __init__(self, session: Session, placed: Placed) -> None:
        super().__init__()
        self.session, self._placed = session, placed
        self.values: Rows | None = None  # of the selected insert
        self.chosen: InsideRow | None = None  # its line
        self._sizes: dict[str, list] = {}  # opening -> the labels that say its size
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self._column = column
        self._fronts = frozenset(one.id for one in placed.component.inserts if session.fills(one.sample) == "front")
        number = 0
        for opening, depth in tree(placed):
            within = [one for one in placed.component.inserts if one.opening == opening.id]
            for insert in sorted(within, key=lambda one: one.id in self._fronts):
                self._insert_row(insert, opening, depth)
            if not any(one.id not in self._fronts for one in within) and (not opening.filled or not opening.front):
                number += 1
                self._space_row(opening, depth, number)
        self.show_inside(placed)

    def _insert_row(self, insert: Insert, opening: Opening, depth: int) -> None:
        session, chosen = self.session, insert.id == self.session.insert
        row = InsideRow(session, self._placed.id, opening.id, depth)
        row.setObjectName(f"insert:{insert.id}")
        row.setProperty("chosen", chosen)
        name = session.insert_name(insert)
        row.fill(icon("front" if insert.id in self._fronts else "shelf"), name)
        row.pressed = partial(session.select_insert, self._placed.id, "" if chosen else insert.id)
        self._sizes.setdefault(opening.id, []).append(row.size_told)
        if insert.id not in self._fronts and not opening.front:
            row.add(self._plus(opening, f"addFront:{opening.id}"))
        away = QToolButton()
        away.setObjectName(f"removeInsert:{insert.id}")
        away.setIcon(icon("close", "ink_faint", 15))
        away.setToolTip(session.say("ui.inspector.remove"))
        away.clicked.connect(partial(session.remove_insert, insert.id))
        row.add(away)
        self._column.addWidget(row)
        if chosen:
            self.chosen = row
            self._add_values(insert)

    def _space_row(self, opening: Opening, depth: int, number: int) -> None:
        row = InsideRow(self.session, self._placed.id, opening.id, depth)
        row.setObjectName(f"space:{opening.id}")
        row.fill(icon("space", "ink_faint"), self.session.say("ui.inspector.space", number=number))
        self._sizes.setdefault(opening.id, []).append(row.size_told)
        plus = self._plus(opening, f"addInsert:{opening.id}")
        row.add(plus)
        row.pressed = plus.showMenu
        self._column.addWidget(row)

    def _plus(self, opening: Opening, name: str) -> QToolButton:
        """Return the button whose menu offers what can go into an opening or before it; the menu is filled when it opens."""
        plus = QToolButton()
        plus.setObjectName(name)
        plus.setIcon(icon("plus", "wood", 16))
        plus.setToolTip(self.session.say("ui.inspector.add"))
        plus.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(plus)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(partial(self.offer, menu, opening))
        plus.setMenu(menu)
        return plus

    def offer(self, menu: QMenu, opening: Opening) -> None:
        """Fill a menu with the inserts for an opening; one that does not fit is grey and says why."""
        menu.clear()
        kinds = [kind for kind, taken in (("inside", opening.filled), ("front", opening.front)) if not taken]
        for kind in kinds:
            if kind == "front" and menu.actions():
                menu.addSeparator()
            for sample in self.session.inserts_offered(kind):
                action = menu.addAction(icon("front" if kind == "front" else "shelf"), self.session.name(sample.name))
                action.setObjectName(f"offer:{sample.id}")
                why = self.session.refusal(self._placed.id, sample.id, opening.id)
                action.setEnabled(not why)
                action.setToolTip(why)
                action.triggered.connect(partial(self._add, sample.id, opening.id))

    def _add(self, sample: str, opening: str, *_: object) -> None:
        self.session.add_insert(sample, opening)

    def _add_values(self, insert: Insert) -> None:
        rows = self.values = Rows(self.session, f"insert:{insert.id}")
        rows.setContentsMargins(6, 2, 0, 6)
        for one in shared([self.session.insert_parameters(self._placed, insert)], self._locks(insert)):
            rows.parameter(one)
        rows.finish()
        rows.edited.connect(partial(self._edit, insert.id))
        self._column.addWidget(rows)

    def _locks(self, insert: Insert) -> dict[str, bool]:
        return self.session.locks(insert.sample, insert.values)

    def show_inside(self, placed: Placed) -> None:
        """Bring the values of the selected insert and the sizes of the openings up to date."""
        self._placed = placed
        for opening in placed.component.openings:
            width, depth, height = opening.box.size
            for told in self._sizes.get(opening.id, ()):
                told.setText(f"{written(width, 'en')} × {written(height, 'en')}")
                told.setToolTip(" × ".join(written(size, "en") for size in (width, height, depth)) + " mm")
        insert = next((one for one in placed.component.inserts if one.id == self.session.insert), None)
        if insert is not None and self.values is not None:
            states = self.session.insert_parameters(placed, insert)
            self.values.show_parameters(shared([states], self._locks(insert)))

    def _edit(self, insert_id: str, name: str, value: Value | None) -> None:
        insert = next(one for one in self._placed.component.inserts if one.id == insert_id)
        states = self.session.insert_parameters(self._placed, insert)
        state = next((one for one in states if one.id == name), None)
        self.session.set_insert_value(insert_id, name, as_kind(value, state))


class InsideRow(QFrame):
    """A line of the tree: a sign, a name, a size, buttons; under the mouse it shows its opening in the picture."""

    def __init__(self, session: Session, unit: str, opening: str, depth: int) -> None:
        super().__init__()
        self.session, self._space = session, (unit, opening)
        self.pressed = lambda: None
        self.name = ""
        self.setProperty("inside", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6 + INDENT * min(depth, DEEPEST), 2, 2, 2)
        self._row.setSpacing(6)
        self.size_told = label("small")

    def fill(self, sign, name: str) -> None:
        """Set sign and name."""
        picture = label()
        picture.setPixmap(sign.pixmap(QSize(18, 18)) if not sign.isNull() else pixmap("shelf", "ink_soft", 18))
        self.name = name
        words = label(wrap=True)
        words.setText(name)
        self._row.addWidget(picture)
        self._row.addWidget(words, 1)
        self._row.addWidget(self.size_told)

    def add(self, button: QToolButton) -> None:
        """Add a button at the end."""
        button.setFixedSize(26, 24)
        self._row.addWidget(button)

    def enterEvent(self, event) -> None:
        self.session.point_at(*self._space)

    def leaveEvent(self, event) -> None:
        self.session.point_at("", "")

    def mouseReleaseEvent(self, event) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed()


def tree(placed: Placed) -> list[tuple[Opening, int]]:
    """Return the openings of a unit, each after the one that it is a part of, with how deep it lies."""
    openings = placed.component.openings
    parents = {one.id: one.opening for one in placed.component.inserts}
    children: dict[str, list[Opening]] = {}
    for opening in openings:
        children.setdefault(parents.get(opening.id.partition(".")[0], ""), []).append(opening)
    found: list[tuple[Opening, int]] = []

    def walk(parent: str, depth: int) -> None:
        for opening in children.get(parent, ()):
            found.append((opening, depth))
            walk(opening.id, depth + 1)

    walk("", 0)
    return found
