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

    def pixels(self) -> Pixels:
        """Return what was drawn as `(h, w, 4)` uint8, top row first; a copy."""
        width, height = self.size
        self.window.GetRGBACharPixelData(0, 0, width - 1, height - 1, 0, self._pixels)  # type: ignore[call-overload]
        return np.ascontiguousarray(vtk_to_numpy(self._pixels).reshape(height, width, 4)[::-1])

    def depths(self) -> Depths:
        """Return the depth buffer `(h, w)`, 0 near to 1 far, top row first; a copy."""
        width, height = self.size
        self.window.GetZbufferData(0, 0, width - 1, height - 1, self._depths)
        return np.ascontiguousarray(vtk_to_numpy(self._depths).reshape(height, width)[::-1])

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
        """Return the driver's own words about itself; draws once if it must."""
        return str(self.window.ReportCapabilities())

    def close(self) -> None:
        """Give everything back; the window is of no use afterwards."""
        self.renderer.RemoveAllViewProps()
        self.renderer.ReleaseGraphicsResources(self.window)
        self.window.RemoveRenderer(self.renderer)
        self.window.Finalize()
