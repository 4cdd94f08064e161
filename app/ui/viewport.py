"""The picture of the home as a plain Qt widget: it paints what the stage hands it and what overlays.py adds, and takes mouse and keys.

At most one render for each paint. While something moves the picture is a draft; a short while after the last change a still follows,
one small step an idle turn. Widget pixels are logical; the stage works in device pixels.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from app.design.layout import Layout, lay_out
from app.fit.finding import Finding
from app.geometry.frame import Point3
from app.plans.plan import Plan, Side
from app.plans.sides import sides
from app.records import DataError
from app.scene.compose import compose
from app.scene.diff import diff, first
from app.scene.scene import Key, Marks, Scene
from app.tools.tool import Pointer
from app.ui.annotations import annotate
from app.ui.gestures import Gestures
from app.ui.room_bar import RoomBar
from app.ui.session import Session
from app.ui.theme import theme
from app.ui.wall_view import entry, wall_looked_at
from app.view3d import camera as cameras
from app.view3d.camera import Camera
from app.view3d.drag_layer import DragLayer
from app.view3d.snapshot import best_view
from app.view3d.stage import Stage

STILL_AFTER = 250  # ms without a change before the still begins
RISE = 58.0  # degrees above the horizon from which the whole flat is seen


class Viewport(QWidget):
    """The 3D view; `mode` is perspective, plan or elevation, `frames` counts the renders."""

    pointed = Signal(object)  # (x, y) on the floor under the mouse, mm, or None
    moded = Signal()

    def __init__(self, session: Session, still: bool = True) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("viewport")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(200, 160)
        self.mode = "perspective"
        self.frames = 0
        self.hover = ""
        self.stage: Stage | None = None
        self.pins: list[tuple[QRectF, Finding]] = []
        self.room = ""
        self.rooms = RoomBar(session, self)
        self.rooms.chosen.connect(self.show_room)
        self.gestures = Gestures(self)
        self._still = still
        self._scene: Scene | None = None
        self._plan: Plan | None = None
        self._wall = 0
        self._image: QImage | None = None
        self._pixels: np.ndarray | None = None
        self._drag: DragLayer | None = None
        self._held: frozenset[Key] = frozenset()
        self._stale = True
        self.settled = False  # the still is as good as it gets
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._refine)
        session.designChanged.connect(self._redesigned)
        session.previewChanged.connect(self.refresh)
        session.selectionChanged.connect(self.refresh)
        session.toolChanged.connect(self._tool_changed)
        session.languageChanged.connect(self.update)
        session.pointedChanged.connect(self.update)

    # --- the picture -------------------------------------------------------------------------------------------------

    @property
    def layout_shown(self) -> Layout | None:
        """What is in the picture: the gesture's preview while there is one."""
        preview = self.session.preview
        if preview is None:
            return self.session.layout
        try:
            return lay_out(preview.design, self.session.catalog)
        except DataError as problem:  # a worktop that cannot be built, say: the gesture shows nothing then
            self.session.said.emit("error", str(problem))
            return self.session.layout

    def refresh(self) -> None:
        """Ask for a new picture; many asks make one."""
        self._stale, self.settled = True, False
        self._idle.stop()
        self.update()

    def _redesigned(self) -> None:
        plan = self.session.design.plan if self.session.design else None
        if plan is not None and plan is not self._plan and plan != self._plan:
            self._plan, self._scene, self.hover = plan, None, ""
            self._close_stage()
            self.mode, self.room = "perspective", ""
            self.rooms.room = ""
        self.rooms.refresh()
        self.refresh()

    def _open_stage(self) -> Stage:
        if self.stage is None:
            width, height = self.pixel_size
            self.stage = Stage(width, height)
            self.look(self.mode)
        return self.stage

    def _close_stage(self) -> None:
        if self.stage is not None:
            if self._drag is not None:
                self._drag.end()
            self.stage.close()
            self.stage = self._drag = None
            self._held = frozenset()
        self._scene = self._image = self._pixels = None

    @property
    def pixel_size(self) -> tuple[int, int]:
        """Size in device pixels."""
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    def render(self) -> None:  # type: ignore[override]
        """Bring the stage up to date and fetch its pixels."""
        layout = self.layout_shown
        if layout is None:
            return
        stage = self._open_stage()
        preview = self.session.preview
        scene = compose(layout, self.session.catalog, self._marks())
        if preview is not None and self._scene is not None:
            self._pixels = self._drag_frame(self._scene, scene, stage)
        else:
            if self._drag is not None and self._drag.active:
                self._drag.end()
                self._held = frozenset()
            stage.play(first(scene) if self._scene is None else diff(self._scene, scene))
            self._scene = scene
            self._pixels = stage.render()
        self._wrap()
        self._stale = False
        self.frames += 1
        if self._still and preview is None:
            self._idle.start(STILL_AFTER)

    def _drag_frame(self, resting: Scene, scene: Scene, stage: Stage) -> np.ndarray:
        """Return the picture of a gesture: all that rests was drawn once, only what differs from it is drawn anew."""
        if self._drag is None:
            self._drag = DragLayer(stage)
        change = diff(resting, scene)
        touched = frozenset((*change.removed, *(item.key for item in (*change.moved, *change.redressed))))
        if not self._drag.active or not touched <= self._held:
            self._held |= touched
            self._drag.begin(self._held)
        known = tuple(scene.items[key] for key in sorted(self._held) if key in scene.items)
        return self._drag.frame((*known, *(item for item in change.added if item.key not in self._held)))

    def _wrap(self) -> None:
        pixels = self._pixels
        assert pixels is not None
        height, width = pixels.shape[:2]
        self._image = QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_RGBX8888)

    def _refine(self) -> None:
        """One small step towards the still; the next one waits for an idle turn, so that input always comes first."""
        if self.stage is None or self._stale or self.session.preview is not None or not self.isVisible():
            return
        better = self.stage.refine()
        if better is None:
            self.settled = True
            return
        self._pixels = better
        self._wrap()
        self.update()
        self._idle.start(0)

    def _marks(self) -> Marks:
        session = self.session
        preview = session.preview
        findings = preview.findings if preview else session.findings
        wrong = frozenset(i for finding in findings if finding.level == "error" for i in finding.units)
        if preview is None:
            whole = (
                frozenset() if session.insert else frozenset(session.selection)
            )  # a selected insert has a frame instead
            return Marks(selected=whole, errors=wrong)
        known = {unit.id for unit in session.design.units} if session.design else set()
        moving = frozenset(preview.moving) if session.placing else frozenset()
        return Marks(
            errors=wrong, ghosts=moving - known
        )  # an insert's unit stands there already, and its opening has a frame

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        if self._stale and self.session.layout is not None:
            self.render()
        if self._image is None:
            painter.fillRect(self.rect(), theme().color("paper"))
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.pins = annotate(painter, self)

    # --- geometry between screen and plan ----------------------------------------------------------------------------

    @property
    def camera(self) -> Camera:
        """The camera of the stage."""
        return self._open_stage().camera

    @camera.setter
    def camera(self, camera: Camera) -> None:
        self._open_stage().camera = camera
        self.refresh()

    def project(self, point: Point3) -> QPointF | None:
        """Return where a plan point is in the widget; None behind the eye."""
        x, y, _ = cameras.project(self.camera, np.array([point]), (self.width(), self.height()))[0]
        return None if np.isnan(x) or abs(x) > 1e5 or abs(y) > 1e5 else QPointF(float(x), float(y))

    def ray(self, at: QPointF) -> tuple[Point3, Point3]:
        """Return the view ray through a widget point."""
        return cameras.ray_of(self.camera, at.x(), at.y(), (self.width(), self.height()))

    def pointer(self, at: QPointF, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Pointer:
        """Return what a tool needs to know of the mouse; Alt switches snapping off. What lies before the room shown is not there."""
        origin, direction = self.ray(at)
        if self.room and self.session.design is not None:
            origin = entry(self.session.design.plan, self.room, origin, direction)
        return Pointer(origin, direction, self.session.snapping and not modifiers & Qt.KeyboardModifier.AltModifier)

    def floor(self, at: QPointF) -> tuple[float, float] | None:
        """Return the floor point under a widget point, mm; None above the horizon."""
        (ox, oy, oz), (dx, dy, dz) = self.ray(at)
        if dz >= -1e-6:
            return None
        way = -oz / dz
        return (ox + dx * way, oy + dy * way) if way < 200_000 else None

    # --- views -------------------------------------------------------------------------------------------------------

    def show_room(self, room: str) -> None:
        """Show one room by itself, "" for the whole flat, in the kind of view there is."""
        self.room = room
        self.rooms.show_room(room)
        self.look("plan" if self.mode == "plan" else "perspective")

    def look(self, mode: str) -> None:
        """Show the perspective, the plan, or the wall looked at; asked again for the elevation, the next wall of the room."""
        if self.session.design is None:
            return
        plan, aspect = self.session.design.plan, self.width() / max(1, self.height())
        if mode == "elevation":
            walls = self._sides()
            self._wall = (
                self._wall + 1 if self.mode == mode else wall_looked_at(walls, self.camera, self.session.selected)
            )
            side = walls[self._wall % len(walls)]
            ceiling = next(room.ceiling for room in plan.rooms if room.id == side.room)
            camera = cameras.elevation(side, ceiling, aspect)
        elif mode == "plan":
            camera = cameras.plan_view(plan, self.room, aspect)
        elif self.room:
            camera = best_view(plan, self.session.layout, self.room, aspect)
        else:
            camera = cameras.perspective(plan, "", aspect, rise_deg=RISE)
        self.mode = mode
        self.camera = camera
        self.moded.emit()

    def _sides(self) -> list[Side]:
        design = self.session.design
        rooms = [r.id for r in design.plan.rooms if self.room in ("", r.id)] if design else []
        return [side for room in rooms for side in sides(design.plan, room) if side.length > 300] if design else []

    def fit(self) -> None:
        """Show the selection, or everything, as large as it goes, without turning the camera."""
        chosen = self.session.selected
        aspect = self.width() / max(1, self.height())
        if chosen:
            points = np.array([
                (*corner, placed.frame.z + z)
                for placed in chosen
                for corner in placed.component.hull.corners2(placed.frame)
                for z in (placed.component.hull.low[2], placed.component.hull.high[2])
            ])  # fmt: skip
            self.camera = cameras.fit(self.camera, points, aspect, 2.2)
        elif self.mode == "elevation":
            self._wall -= 1
            self.look("elevation")
        elif self.session.design is not None:
            self.camera = cameras.fit(self.camera, cameras.plan_points(self.session.design.plan, self.room), aspect)

    def show_finding(self, finding: Finding) -> None:
        """Select the units of a finding and bring the place into the picture."""
        self.session.select(finding.units)
        if self.session.selected:
            self.fit()
        else:
            camera = self.camera
            offset = np.subtract(finding.at, camera.target)
            eye = tuple(float(v) for v in np.add(camera.eye, offset))
            self.camera = Camera(eye, finding.at, camera.view_angle, camera.parallel_scale, camera.up, camera.room)  # type: ignore[arg-type]

    # --- events ------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(900, 700)

    def resizeEvent(self, event) -> None:
        if self.stage is not None:
            self.stage.resize(*self.pixel_size)
        self.rooms.fit_in()
        self.refresh()

    def _tool_changed(self) -> None:
        self.setCursor(Qt.CursorShape.CrossCursor if self.session.placing else Qt.CursorShape.ArrowCursor)
        if self.session.tool is not None:
            self.hover = ""
        self.refresh()

    def set_hover(self, unit_id: str) -> None:
        """Show the name tag of the unit under the mouse."""
        if unit_id != self.hover:
            self.hover = unit_id
            self.update()

    def close_view(self) -> None:
        """Let go of the stage; the widget can't be painted with a picture after this."""
        self._idle.stop()
        self._close_stage()
