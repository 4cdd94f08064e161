"""The off-screen window: the only place that owns a render window, a renderer and their pixels. Made and closed explicitly.

VTK_DEFAULT_OPENGL_WINDOW is set to EGL on Linux where nobody chose otherwise, so no screen and no X server is needed.
"""

from __future__ import annotations

import os
import sys

import numpy as np
from numpy.typing import NDArray

if sys.platform.startswith("linux"):
    os.environ.setdefault("VTK_DEFAULT_OPENGL_WINDOW", "vtkEGLRenderWindow")

import vtkmodules.vtkRenderingOpenGL2  # noqa: F401  the factory of everything that draws
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkFloatArray, vtkUnsignedCharArray
from vtkmodules.vtkRenderingCore import vtkRenderer, vtkRenderWindow

from .camera import Camera

type Pixels = NDArray[np.uint8]
type Depths = NDArray[np.float32]
type Rect = tuple[int, int, int, int]  # rows top to bottom, columns left to right, ends left out

SKY = (0.985, 0.988, 0.992)
GROUND = (0.905, 0.897, 0.885)


class Window:
    """One off-screen picture of `width` x `height` pixels."""

    def __init__(self, width: int, height: int) -> None:
        self.renderer = vtkRenderer()
        self.renderer.SetBackground(*GROUND)
        self.renderer.SetBackground2(*SKY)
        self.renderer.GradientBackgroundOn()
        self.renderer.SetUseDepthPeeling(False)
        self.renderer.SetAutomaticLightCreation(True)
        self.window = vtkRenderWindow()
        self.window.SetShowWindow(False)
        self.window.SetOffScreenRendering(1)
        self.window.SetMultiSamples(0)
        self.window.AddRenderer(self.renderer)
        self._pixels = vtkUnsignedCharArray()
        self._depths = vtkFloatArray()
        self.resize(width, height)

    def resize(self, width: int, height: int) -> None:
        """Set the size in pixels."""
        if self.window.GetSize() != (max(1, width), max(1, height)):
            self.window.SetSize(max(1, width), max(1, height))

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        width, height = self.window.GetSize()
        return (width, height)

    def render(self) -> None:
        """Draw."""
        self.window.Render()

    def clear_background(self) -> None:
        """Draw over white that counts as nothing: alpha 0 in the pixels."""
        self.window.AlphaBitPlanesOn()
        self.renderer.GradientBackgroundOff()
        self.renderer.SetBackground(1.0, 1.0, 1.0)
        self.renderer.SetBackgroundAlpha(0.0)

    def pixels(self, rect: Rect | None = None) -> Pixels:
        """Return what was drawn as `(h, w, 4)` uint8, top row first; a copy. `rect` is (top, bottom, left, right)."""
        x0, y0, x1, y1 = self._corners(rect)
        self.window.GetRGBACharPixelData(x0, y0, x1, y1, 0, self._pixels)  # type: ignore[call-overload]
        return np.ascontiguousarray(vtk_to_numpy(self._pixels).reshape(y1 - y0 + 1, x1 - x0 + 1, 4)[::-1])

    def depths(self, rect: Rect | None = None) -> Depths:
        """Return the depth buffer `(h, w)`, 0 near to 1 far, top row first; a copy. `rect` is (top, bottom, left, right)."""
        x0, y0, x1, y1 = self._corners(rect)
        self.window.GetZbufferData(x0, y0, x1, y1, self._depths)
        return np.ascontiguousarray(vtk_to_numpy(self._depths).reshape(y1 - y0 + 1, x1 - x0 + 1)[::-1])

    def _corners(self, rect: Rect | None) -> tuple[int, int, int, int]:
        width, height = self.size
        top, bottom, left, right = rect or (0, height, 0, width)
        return (left, height - bottom, right - 1, height - top - 1)

    def aim(self, camera: Camera, near: float, far: float, jitter: tuple[float, float] = (0.0, 0.0)) -> None:
        """Set the eye; `jitter` moves the picture by that part of a pixel."""
        eye = self.renderer.GetActiveCamera()
        eye.SetPosition(*camera.eye)
        eye.SetFocalPoint(*camera.target)
        _, up, _ = camera.basis()
        eye.SetViewUp(float(up[0]), float(up[1]), float(up[2]))
        eye.SetViewAngle(camera.view_angle)
        eye.SetParallelProjection(camera.parallel_scale is not None)
        if camera.parallel_scale is not None:
            eye.SetParallelScale(camera.parallel_scale)
        eye.SetClippingRange(near, far)
        width, height = self.size
        eye.SetWindowCenter(2.0 * jitter[0] / width, 2.0 * jitter[1] / height)

    def capabilities(self) -> str:
        """Return the driver's own words about itself; draws once, because there is no driver before."""
        self.window.Render()
        return str(self.window.ReportCapabilities())

    def close(self) -> None:
        """Give everything back; the window is of no use afterwards."""
        self.renderer.RemoveAllViewProps()
        self.renderer.ReleaseGraphicsResources(self.window)
        self.window.RemoveRenderer(self.renderer)
        self.window.Finalize()
