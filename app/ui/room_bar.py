"""The rooms of the flat as a strip over the picture: one click shows a room by itself, "all" the whole flat."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.flow import FlowLayout
from app.ui.session import Session


class RoomBar(QWidget):
    """Lies over the viewport at its upper left; `chosen` carries a room's id, "" for the whole flat."""

    chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self._over = session, parent
        self.setObjectName("roomBar")
        self.room = ""
        self.buttons: dict[str, QPushButton] = {}
        self._flow = FlowLayout(self, gap=5)
        self._made_for: object = None
        session.languageChanged.connect(self.refresh)

    def refresh(self) -> None:
        """Have a button for each room of the plan, in the language of the session."""
        plan = self.session.design.plan if self.session.design else None
        made_for = (plan, self.session.language)
        if made_for == self._made_for:
            return
        self._made_for = made_for
        for button in self.buttons.values():
            self._flow.removeWidget(button)
            button.hide()
            button.setObjectName("")
            button.deleteLater()
        self.buttons = {}
        for room_id, text in (
            [("", self.session.say("ui.rooms.all")), *((r.id, self.session.name(r.name)) for r in plan.rooms if plan)]
            if plan
            else []
        ):
            button = QPushButton(text)
            button.setObjectName(f"room:{room_id}")
            button.setProperty("chip", "room")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _=False, r=room_id: self.chosen.emit(r))
            self._flow.addWidget(button)
            button.show()
            self.buttons[room_id] = button
        self.show_room(self.room if self.room in self.buttons else "")
        self.fit_in()

    def show_room(self, room: str) -> None:
        """Mark the room that is shown."""
        self.room = room
        for room_id, button in self.buttons.items():
            button.setChecked(room_id == room)

    def fit_in(self) -> None:
        """Take the width there is."""
        width = max(120, self._over.width() - 24)
        self.setGeometry(12, 12, width, self._flow.heightForWidth(width))
        self._flow.activate()
