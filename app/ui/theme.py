"""The look of the window: colours and fonts from resources/theme/ui.toml, the stylesheet ui.qss, and icons tinted from the SVG files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QImage, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory

from app.records import DataError, read_toml

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
ICONS = RESOURCES / "icons"


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by name, and the fonts to try in order for each language."""

    colors: dict[str, str]
    chinese: tuple[str, ...]
    latin: tuple[str, ...]
    point_size: float

    def color(self, name: str, alpha: int = 255) -> QColor:
        """Return a colour of the theme; KeyError when the theme has none of that name."""
        color = QColor(self.colors[name])
        color.setAlpha(alpha)
        return color

    def font(self, points: float = 0.0, bold: bool = False) -> QFont:
        """Return the text font in `points` (0: the usual size)."""
        font = QFont()
        first, then = (self.latin, self.chinese) if _leading[0] == "en" else (self.chinese, self.latin)
        font.setFamilies([*first, *then, "sans-serif"])
        font.setPointSizeF(points or self.point_size)
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return font


_leading = ["zh"]  # the language whose fonts lead


@contextmanager
def lead_fonts(language: str) -> Iterator[None]:
    """Let the fonts of a language lead for a while, as for a picture in it."""
    before, _leading[0] = _leading[0], language
    try:
        yield
    finally:
        _leading[0] = before


def lead_with(application: QApplication, language: str) -> None:
    """Set the whole application in the fonts of a language."""
    if _leading[0] == language and application.font() == theme().font():
        return
    _leading[0] = language
    application.setFont(theme().font())
    application.setStyleSheet(application.styleSheet())  # what is shown already takes sizes and weights anew


@cache
def theme() -> Theme:
    """Return the theme, read once; DataError when ui.toml is broken."""
    path = RESOURCES / "theme" / "ui.toml"
    data: dict[str, Any] = read_toml(path)
    try:
        return Theme(dict(data["colors"]), tuple(data["chinese"]), tuple(data["latin"]), float(data["point_size"]))
    except (KeyError, TypeError, ValueError) as problem:
        raise DataError(path, str(problem), "missing or of the wrong kind") from problem


def stylesheet() -> str:
    """Return ui.qss with every @name put in; DataError names one that ui.toml lacks."""
    path = RESOURCES / "theme" / "ui.qss"
    names = theme().colors | {"icons": ICONS.as_posix()}

    def value(found: re.Match[str]) -> str:
        if found[1] not in names:
            raise DataError(path, f"@{found[1]}", "no such colour in ui.toml")
        return names[found[1]]

    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    return re.sub(r"@(\w+)", value, text)


def dress(application: QApplication) -> None:
    """Give the whole application its style, palette, font and stylesheet."""
    look = theme()
    application.aboutToQuit.connect(_icons.clear)  # no picture may outlive the application
    application.setStyle(QStyleFactory.create("Fusion"))
    palette = QPalette()
    for role, name in (
        (QPalette.ColorRole.Window, "paper"),
        (QPalette.ColorRole.Base, "card"),
        (QPalette.ColorRole.AlternateBase, "paper"),
        (QPalette.ColorRole.Button, "card"),
        (QPalette.ColorRole.Text, "ink"),
        (QPalette.ColorRole.WindowText, "ink"),
        (QPalette.ColorRole.ButtonText, "ink"),
        (QPalette.ColorRole.PlaceholderText, "ink_faint"),
        (QPalette.ColorRole.Highlight, "wood_light"),
        (QPalette.ColorRole.HighlightedText, "card"),
    ):
        palette.setColor(role, look.color(name))
    application.setPalette(palette)
    application.setFont(look.font())
    application.setStyleSheet(stylesheet())
    application.setWindowIcon(QIcon(pixmap("jiyang", "ink", 64)))


@cache
def _drawing(name: str) -> str:
    return (ICONS / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, color: str = "ink_soft", size: int = 20, scale: float = 2.0) -> QPixmap:
    """Return an icon in a colour of the theme, `size` logical pixels wide."""
    drawing = _drawing(name).replace("currentColor", theme().colors[color])
    image = QImage(round(size * scale), round(size * scale), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size * scale, size * scale))
    painter.end()
    made = QPixmap.fromImage(image)
    made.setDevicePixelRatio(scale)
    return made


def icon(name: str, color: str = "ink_soft", size: int = 20) -> QIcon:
    """Return an icon: soft ink as a rule, wood when checked, pale when disabled; each is made once in the life of an application."""
    if (name, color, size) not in _icons:
        _icons[name, color, size] = _icon(name, color, size)
    return _icons[name, color, size]


_icons: dict[tuple[str, str, int], QIcon] = {}


def _icon(name: str, color: str, size: int) -> QIcon:
    made = QIcon(pixmap(name, color, size))
    made.addPixmap(pixmap(name, "line_firm", size), QIcon.Mode.Disabled)
    made.addPixmap(pixmap(name, "wood", size), QIcon.Mode.Normal, QIcon.State.On)
    return made
