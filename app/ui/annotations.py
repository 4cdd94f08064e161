"""What is written over the picture just now: a gesture's measures and guides, pins, the name under the mouse, compass and hint."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from app.fit.finding import Finding
from app.plans.plan import Plan
from app.tools.spaces import space_of
from app.tools.tool import Space, SpaceState
from app.ui.overlays import (
    paint_compass,
    paint_dimensions,
    paint_guides,
    paint_hint,
    paint_pins,
    paint_spaces,
    paint_tag,
)
from app.ui.session import Session, component_size
from app.view3d.camera import Camera

if TYPE_CHECKING:
    from app.ui.viewport import Viewport

PINS = 60  # pins in one picture; more would hide it
HIGHEST = 44.0  # pixels from the top at which a name tag is still whole


def annotate(painter: QPainter, view: Viewport) -> list[tuple[QRectF, Finding]]:
    """Paint all of it; return where the pins of findings are, so that a click finds them."""
    session, preview = view.session, view.session.preview
    pins: list[tuple[QRectF, Finding]] = []
    if preview is not None:
        paint_spaces(painter, [one for one in preview.spaces if _in_room(view, one.unit)], view.project)
        paint_guides(painter, preview.guides, view.project)
        paint_dimensions(painter, preview.dimensions, view.project)
    else:
        shown = [f for f in session.findings if not view.room or not f.units or any(_in_room(view, i) for i in f.units)]
        paint_spaces(painter, spaces_shown(session), view.project)
        pins = paint_pins(painter, shown[:PINS], view.project)
        _paint_name(painter, view)
    if session.design is not None:
        paint_compass(painter, QPointF(38, view.height() - 38), north_on_screen(view.camera, session.design.plan))
    text, level = hint(session)
    if text:
        paint_hint(painter, view.width(), view.height() - 34, text, level)
    return pins


def spaces_shown(session: Session) -> list[Space]:
    """Return the opening whose line is under the mouse, and that of the selected insert."""
    asked: list[tuple[str, str, SpaceState]] = [(*session.pointed, "aimed")]
    for placed in session.selected:
        mine = (one.opening for one in placed.component.inserts if one.id == session.insert)
        asked += [(placed.id, opening, "chosen") for opening in mine]
    found = []
    for unit_id, opening_id, state in asked:
        placed_at = session.placed(unit_id) if unit_id else None
        for opening in placed_at.component.openings if placed_at else ():
            if placed_at is not None and opening.id == opening_id:
                found.append(space_of(placed_at, opening, state))
    return found


def _in_room(view: Viewport, unit_id: str) -> bool:
    placed = view.session.placed(unit_id)
    return placed is not None and (not view.room or placed.room in ("", view.room))


def _paint_name(painter: QPainter, view: Viewport) -> None:
    placed = view.session.placed(view.hover) if view.hover else None
    if placed is None:
        return
    x, y = placed.centre
    top = view.project((x, y, placed.frame.z + placed.component.hull.high[2]))
    if top is not None:
        top.setY(max(top.y(), HIGHEST))
        paint_tag(painter, top, view.session.name(placed.component.name), component_size(placed.component))


def hint(session: Session) -> tuple[str, str]:
    """Return the sentence at the lower middle and its level: what is wrong with the gesture, else what the hand can do."""
    preview = session.preview
    for level in ("error", "warning"):
        for finding in preview.findings if preview else ():
            if finding.level == level:
                return session.say(finding.message), level
    if session.tool is not None:
        key = "move" if not session.placing else "place" if session.repeating else "drop"
        if session.placing and session.catalog.mount(session.placing) == "opening":
            key = "insert" if session.fills(session.placing) == "inside" else "front"
        return session.say(f"ui.hint.{key}"), ""
    empty = session.design is not None and not session.design.units
    return (session.say("ui.hint.empty"), "") if empty else ("", "")


def north_on_screen(camera: Camera, plan: Plan) -> float:
    """Return where true north points in the picture, degrees clockwise from up."""
    right, up, forward = camera.basis()
    angle = math.radians(90.0 + plan.orientation)
    x, y = math.cos(angle), math.sin(angle)
    ahead = forward if abs(forward[2]) < 0.9 else up
    return math.degrees(math.atan2(x * right[0] + y * right[1], x * ahead[0] + y * ahead[1]))
