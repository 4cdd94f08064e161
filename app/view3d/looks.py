"""Looks for VTK: textures, and for each look one shader property with its colours, shared by all actors that wear it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkRenderingCore import vtkActor, vtkTexture
from vtkmodules.vtkRenderingOpenGL2 import vtkOpenGLShaderProperty, vtkOpenGLTexture

from app.scene.scene import Look

from .shader import DECLARE, LIGHT, PLAIN, SHADOW, TEXTURED, VERTEX, VERTEX_DECLARE
from .textures import MAKERS, METRES, texture

type Tint = tuple[int, int, int] | None

TINT_SHARE = 0.26  # how much of a surface a tint takes
GHOST_OPACITY = 0.62


def image(pixels: NDArray[np.uint8]) -> vtkImageData:
    """Return pixels `(h, w, channels)`, lowest row first, as an image VTK owns."""
    height, width, channels = pixels.shape
    data = vtkImageData()
    data.SetDimensions(width, height, 1)
    array = numpy_to_vtk(np.ascontiguousarray(pixels).reshape(-1, channels), deep=True)
    data.GetPointData().SetScalars(array)
    return data


def as_texture(pixels: NDArray[np.uint8], repeat: bool) -> vtkTexture:
    """Return pixels as a texture with mipmaps; outside its tile it repeats or goes on with its border."""
    made = vtkOpenGLTexture()
    made.SetInputDataObject(image(pixels))
    made.InterpolateOn()
    made.SetRepeat(repeat)
    made.SetEdgeClamp(not repeat)
    made.SetColorModeToDirectScalars()
    if repeat:
        made.MipmapOn()
        made.SetMaximumAnisotropicFiltering(2.0)
    return made


class Wardrobe:
    """The textures and shader properties of one window; dress(actor, ...) puts a look on."""

    def __init__(self) -> None:
        self._textures: dict[str, vtkTexture] = {}
        self._shaders: dict[tuple[Look, Tint], vtkOpenGLShaderProperty] = {}

    def dress(self, actor: vtkActor, look: Look, tint: Tint, ghost: bool) -> None:
        """Give an actor its look: shader, texture, opacity, culling."""
        actor.SetShaderProperty(self._shader(look, tint))
        actor.SetTexture(self._texture(look.texture) if look.texture in MAKERS else None)  # type: ignore[arg-type]
        surface = actor.GetProperty()
        surface.SetInterpolationToPhong()
        surface.SetOpacity(look.opacity * (GHOST_OPACITY if ghost else 1.0))
        surface.SetBackfaceCulling(True)

    def _texture(self, kind: str) -> vtkTexture:
        if kind not in self._textures:
            self._textures[kind] = as_texture(texture(kind), True)
        return self._textures[kind]

    def _shader(self, look: Look, tint: Tint) -> vtkOpenGLShaderProperty:
        found = self._shaders.get((look, tint))
        if found is None:
            found = self._shaders[(look, tint)] = look_shader(look, tint)
        return found


def look_shader(look: Look, tint: Tint) -> vtkOpenGLShaderProperty:
    """Return the shader property of a look under a tint."""
    made = vtkOpenGLShaderProperty()
    surface = TEXTURED if look.texture in MAKERS else PLAIN
    _replace(made, LIGHT.replace("//SURFACE", surface), True)
    values = made.GetFragmentCustomUniforms()
    values.SetUniform3f("lookColor", _colour(look.color))
    values.SetUniform3f("lookDark", _colour(look.dark or _darker(look.color)))
    values.SetUniform3f("lookSurface", (look.roughness, look.metallic, 0.9 if look.edges else 0.0))
    values.SetUniform4f("lookTint", (*_colour(tint), TINT_SHARE) if tint else (0.0, 0.0, 0.0, 0.0))
    if surface:
        along, across = METRES[look.texture]
        values.SetUniform2f("lookRepeat", (1.0 / along, 1.0 / across))
    return made


def shadow_shader(low: tuple[float, float], high: tuple[float, float]) -> vtkOpenGLShaderProperty:
    """Return the shader property of a shadow: its texture, unlit, spread over a face from `low` to `high` (mm)."""
    made = vtkOpenGLShaderProperty()
    _replace(made, SHADOW, False)
    values = made.GetFragmentCustomUniforms()
    values.SetUniform2f("shadeLow", (low[0] / 1000.0, low[1] / 1000.0))
    values.SetUniform2f("shadeScale", (1000.0 / (high[0] - low[0]), 1000.0 / (high[1] - low[1])))
    return made


def _replace(made: vtkOpenGLShaderProperty, light: str, lit: bool) -> None:
    if lit:
        made.AddVertexShaderReplacement("//VTK::Normal::Dec", True, VERTEX_DECLARE, False)
        made.AddVertexShaderReplacement("//VTK::Normal::Impl", True, VERTEX, False)
        made.AddFragmentShaderReplacement("//VTK::Normal::Dec", True, DECLARE, False)
    made.AddFragmentShaderReplacement("//VTK::Light::Impl", True, light, False)
    made.AddFragmentShaderReplacement("//VTK::TCoord::Impl", True, "\n", False)


def _colour(rgb: tuple[int, int, int] | None) -> tuple[float, float, float]:
    """An sRGB colour as the shader wants it: squared, which is linear light nearly enough."""
    red, green, blue = rgb or (0, 0, 0)
    return ((red / 255.0) ** 2, (green / 255.0) ** 2, (blue / 255.0) ** 2)


def _darker(rgb: tuple[int, int, int]) -> tuple[int, int, int]:
    return (int(rgb[0] * 0.7), int(rgb[1] * 0.66), int(rgb[2] * 0.6))
