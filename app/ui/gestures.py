"""What mouse and keys do in the picture: select, drag, place, orbit, pan, zoom, nudge, and the numbers typed during a gesture.

Left selects and drags a unit, on empty ground it turns the view; right or middle turns the view (pans it in plan and elevation), with
Shift pans it; the wheel zooms to the mouse. A sample in hand follows the mouse until a click or a release puts it down.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from app.design.layout import room_at
from app.records import DataError
from app.tools.aim import aim
from app.tools.move import MoveTool
from app.tools.place import PlaceTool
from app.ui.offers import Offer
from app.view3d import camera as cameras
from app.view3d.picking import pick_part

if TYPE_CHECKING:
    from app.ui.viewport import Viewport

DEGREES_PER_PIXEL = 0.35
WHEEL = 1.0012  # zoom factor for one eighth of a degree
BEHIND = 100.0  # mm that a wall must stand before a unit to hide it
NUDGE, NUDGE_FAR = 1.0, 10.0  # mm
MORE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
TOOL_KEYS = {
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backtab: "Tab",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Escape: "Escape",
    Qt.Key.Key_R: "R",
}


class Gestures(QObject):
    """The hand on the picture; sits between the viewport's events and the session's tools."""

    def __init__(self, viewport: Viewport) -> None:
        super().__init__(viewport)
        self.view, self.session = viewport, viewport.session
        self._press: QPointF | None = None
        self._last = QPointF()
        self._button = Qt.MouseButton.NoButton
        self._unit = ""  # pressed upon, not yet dragged
        self._moved = False
        self._steering = False  # the drag turns or pans the view
        self._offer: Offer | None = None  # in hand, or last in hand
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take mouse, wheel and keys of the viewport."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self.session.tool is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.accept()  # while something is in hand its keys come before the menu's
                return True
            return False
        if isinstance(event, QMouseEvent):
            handler = {
                QEvent.Type.MouseButtonPress: self._pressed,
                QEvent.Type.MouseButtonDblClick: self._double_clicked,
                QEvent.Type.MouseMove: self._dragged,
                QEvent.Type.MouseButtonRelease: self._released,
            }.get(kind)
            if handler:
                handler(event)
                return True
        if isinstance(event, QWheelEvent):
            self._wheeled(event)
            return True
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if kind == QEvent.Type.Leave:
            self.view.set_hover("")
            self.view.pointed.emit(None)
        return False

    # --- samples from the library ------------------------------------------------------------------------------------

    def follow(self, offer: Offer) -> None:
        """Take a sample in hand: it follows the mouse, each click places one, Esc ends."""
        self._take(offer, True)

    def carry(self, offer: Offer, at: QPoint) -> None:
        """A sample is dragged across the window; `at` is where the mouse is on the screen."""
        if self._offer != offer or not self.session.placing or self.session.repeating:
            self._take(offer, False)
        point = QPointF(self.view.mapFromGlobal(at))
        if self.session.tool is not None and self._inside(point):
            self.session.step(self.session.tool.move(self.view.pointer(point, QApplication.keyboardModifiers())))

    def drop(self, offer: Offer, at: QPoint) -> None:
        """The dragged sample is let go: over the picture it stays there, elsewhere nothing happens."""
        point = QPointF(self.view.mapFromGlobal(at))
        if self.session.tool is None or self.session.placing != offer.sample:
            return
        if self._inside(point):
            self.session.step(self.session.tool.release(self.view.pointer(point, QApplication.keyboardModifiers())))
        else:
            self.session.cancel_tool()
        self.view.setFocus()

    def _take(self, offer: Offer, repeating: bool) -> None:
        design = self.session.design
        if design is None:
            return
        try:
            tool = PlaceTool(design, self.session.catalog, offer.sample, offer.values, offer.finish)
        except DataError as problem:
            self.session.said.emit("error", str(problem))
            return
        self._offer = offer
        self.session.select(())
        self.session.hold(tool, offer.sample, repeating)
        self.view.setFocus()

    def _inside(self, point: QPointF) -> bool:
        return self.view.rect().contains(point.toPoint())

    # --- mouse -------------------------------------------------------------------------------------------------------

    def _pressed(self, event: QMouseEvent) -> None:
        self.view.setFocus(Qt.FocusReason.MouseFocusReason)
        self._press = self._last = event.position()
        self._button, self._moved, self._unit = event.button(), False, ""
        self._steering = event.button() in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton)
        if self._steering or self.session.tool is not None:
            return
        pinned = next((finding for box, finding in self.view.pins if box.contains(event.position())), None)
        if pinned is not None:
            self.session.select(pinned.units)
            return
        self._unit = self.unit_at(event.position())
        if not self._unit:
            self._steering = not event.modifiers() & MORE
        elif event.modifiers() & MORE:
            self.session.toggle(self._unit)
            self._unit = ""
        elif self._unit not in self.session.selection:
            self.session.select((self._unit,))

    def _double_clicked(self, event: QMouseEvent) -> None:
        """On a floor: that room by itself, or back to all; on an insert: it is selected; else on a unit: as near as it gets."""
        design, floor = self.session.design, self.view.floor(event.position())
        if event.button() != Qt.MouseButton.LeftButton or self.session.tool is not None or design is None:
            self._pressed(event)
        elif self.unit_at(event.position()):
            insert = self._insert_at(event.position())
            if insert:
                self.session.select_insert(*insert)
            else:
                self.view.fit()
        elif floor is not None:
            room = room_at(design.plan, floor)
            self.view.show_room("" if room == self.view.room else room)

    def _dragged(self, event: QMouseEvent) -> None:
        at, step = event.position(), event.position() - self._last
        if self._press is not None:
            way = at - self._press
            self._moved = self._moved or math.hypot(way.x(), way.y()) >= QApplication.startDragDistance()
        if self._press is not None and self._steering:
            self._steer(step, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif self.session.tool is not None:
            self.session.step(self.session.tool.move(self.view.pointer(at, event.modifiers())))
        elif self._press is not None and self._unit and self._moved:
            self._begin_move(event)
        elif self._press is None:
            self.view.set_hover(self.unit_at(at))
        self._last = at
        self.view.pointed.emit(self.view.floor(at))

    def _begin_move(self, event: QMouseEvent) -> None:
        design, press = self.session.design, self._press
        if design is None or press is None:
            return
        ids = self.session.selection if self._unit in self.session.selection else (self._unit,)
        tool = MoveTool(design, self.session.catalog, ids, self.view.pointer(press))
        self.session.hold(tool)
        self.session.step(tool.move(self.view.pointer(event.position(), event.modifiers())))

    def _released(self, event: QMouseEvent) -> None:
        if event.button() != self._button:
            return
        tool, steering, moved = self.session.tool, self._steering, self._moved
        self._press, self._steering, self._unit = None, False, ""
        if steering and moved:
            return
        if event.button() == Qt.MouseButton.LeftButton and tool is not None:
            placing, again = self.session.placing, self.session.repeating
            self.session.step(tool.release(self.view.pointer(event.position(), event.modifiers())))
            if placing and again and self.session.tool is None and self._offer is not None:
                self._take(self._offer, True)
        elif event.button() == Qt.MouseButton.LeftButton and steering:
            self.session.select(())

    def _steer(self, step: QPointF, panning: bool) -> None:
        if not self._moved:
            return
        camera = self.view.camera
        if panning or self.view.mode != "perspective":
            self.view.camera = cameras.pan(camera, step.x(), step.y(), self.view.height())
        else:
            self.view.camera = cameras.orbit(camera, -step.x() * DEGREES_PER_PIXEL, step.y() * DEGREES_PER_PIXEL)

    def _wheeled(self, event: QWheelEvent) -> None:
        toward = self.view.floor(event.position())
        camera = self.view.camera
        self.view.camera = cameras.zoom(camera, WHEEL ** event.angleDelta().y(), (*toward, 0.0) if toward else None)

    def unit_at(self, at: QPointF) -> str:
        """Return the id of the unit seen under a widget point, "" for none: a wall before it hides it, a derived run is nothing."""
        layout = self.session.layout
        if layout is None:
            return ""
        pointer = self.view.pointer(at)
        hit = pick_part(layout, pointer.origin, pointer.direction, self.view.room)
        placed = layout.get(hit.id) if hit else None
        if hit is None or placed is None or placed.unit is None:
            return ""
        wall = aim(layout.design.plan, pointer)
        hidden = (
            wall is not None
            and wall.side is not None
            and wall.far < hit.distance - BEHIND
            and self.view.room in ("", wall.side.room)
        )
        return "" if hidden else hit.id

    def _insert_at(self, at: QPointF) -> tuple[str, str] | None:
        """Return unit and insert of what is seen under a widget point; None where it is no part of an insert."""
        layout, pointer = self.session.layout, self.view.pointer(at)
        hit = pick_part(layout, pointer.origin, pointer.direction, self.view.room) if layout else None
        placed = layout.get(hit.id) if layout and hit else None
        if hit is None or placed is None:
            return None
        name = hit.part.partition(".")[0]
        return (hit.id, name) if any(one.id == name for one in placed.component.inserts) else None

    # --- keys --------------------------------------------------------------------------------------------------------

    def _key(self, event: QKeyEvent) -> bool:
        tool, key = self.session.tool, Qt.Key(event.key())
        if tool is not None:
            if key == Qt.Key.Key_S:
                self.session.toggle_snapping()
                self._follow_again()
                return True
            word = TOOL_KEYS.get(key) or (event.text() if event.text() in "0123456789.-" else "")
            if word:
                placing, again = self.session.placing, self.session.repeating
                self.session.step(tool.key(word))
                if word == "Enter" and placing and again and self.session.tool is None and self._offer is not None:
                    self._take(self._offer, True)
            return True
        if key in ARROWS and self.session.selection:
            self._nudge(key, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        return False

    def _follow_again(self) -> None:
        """Let the tool in hand answer the mouse where it is, as if it had moved."""
        at = QPointF(self.view.mapFromGlobal(QCursor.pos()))
        if self.session.tool is not None and self._inside(at):
            self.session.step(self.session.tool.move(self.view.pointer(at, QApplication.keyboardModifiers())))

    def _nudge(self, key: Qt.Key, far: bool) -> None:
        """Move the selection along the axis of its first unit that lies most to the side (or to the depth) of the picture."""
        right, up, forward = self.view.camera.basis()
        sideways, ahead = ARROWS[key]
        by = NUDGE_FAR if far else NUDGE
        if self.view.mode == "elevation" and ahead:
            self.session.nudge(0.0, 0.0, ahead * by)
            return
        deep = forward if abs(forward[2]) < 0.9 else up
        wanted = right[:2] * sideways if sideways else deep[:2] * ahead
        turn = math.radians(self.session.selected[0].frame.turn)
        axes = [
            (math.cos(turn + quarter), math.sin(turn + quarter)) for quarter in (0, math.pi / 2, math.pi, -math.pi / 2)
        ]
        x, y = max(axes, key=lambda axis: axis[0] * wanted[0] + axis[1] * wanted[1])
        self.session.nudge(round(x * by, 6), round(y * by, 6))
