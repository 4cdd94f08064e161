"""Where the selected unit stands, as lines of the inspector. Lengths mm, turns in degrees."""

from __future__ import annotations

from app.design.layout import Placed
from app.geometry.frame import Frame
from app.ui.fields import Choice, NumberField
from app.ui.place_on_wall import WallPlace, wall_place
from app.ui.rows import Rows
from app.ui.session import Session

TURNS = (0.0, 90.0, 180.0, 270.0)


class PlaceRows(Rows):
    """Where one unit stands: from the left and the right end of its wall, or x and y when it stands free; height; turn."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "place")
        say = session.say
        self._placed: Placed | None = None
        self._wall: WallPlace | None = None
        self.first: NumberField = self.number("left", say("ui.inspector.left"), "mm")
        self.second: NumberField = self.number("right", say("ui.inspector.right"), "mm")
        self.above: NumberField = self.number("elevation", say("ui.inspector.elevation"), "mm")
        self.turn: Choice = self.choice("turn", say("ui.inspector.turn"), [(turn, f"{turn:g}°") for turn in TURNS])
        self.finish()
        self.edited.connect(self._move)

    def show_place(self, placed: Placed) -> None:
        """Show where a unit stands."""
        say = self.session.say
        unit, design = placed.unit, self.session.design
        if unit is None or design is None:
            return
        self._placed = placed
        self._wall = wall_place(design.plan, placed)
        names = ("left", "right") if self._wall else ("x", "y")
        for key, name in zip(("left", "right"), names, strict=True):
            self.captions[key].setText(say(f"ui.inspector.{name}"))
        if self._wall:
            self.first.show_value(round(self._wall.left, 2))
            self.second.show_value(round(self._wall.right, 2))
        else:
            self.first.show_value(round(unit.frame.x, 2))
            self.second.show_value(round(unit.frame.y, 2))
        self.above.set_limits(0.0, None)
        self.above.show_value(round(unit.frame.z, 2))
        turn = round(unit.frame.turn, 2)
        if self.turn.findData(turn) < 0:
            self.turn.addItem(f"{turn:g}°", turn)
        self.turn.show_value(turn)

    def _move(self, key: str, value: object) -> None:
        placed = self._placed
        if placed is None or placed.unit is None or not isinstance(value, int | float):
            return
        frame, wall, number = placed.unit.frame, self._wall, float(value)
        if key == "turn":
            self.session.turn_to(placed.id, number)
            return
        if key == "elevation":
            frame = Frame(frame.x, frame.y, number, frame.turn)
        elif wall is not None:
            along = number - wall.left if key == "left" else wall.right - number
            frame = frame.then(Frame(along))
        else:
            frame = (
                Frame(number, frame.y, frame.z, frame.turn)
                if key == "left"
                else Frame(frame.x, number, frame.z, frame.turn)
            )
        self.session.set_frame(placed.id, frame)
