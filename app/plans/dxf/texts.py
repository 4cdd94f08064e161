"""What the texts of a drawing say: areas, lengths, names of rooms, their heights. Areas m², lengths mm."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.plans.dxf.drawing import DIMENSION, Note
from app.plans.dxf.layers import no_names, room_kind

SQUARE_FOOT = 0.09290304  # m²
NAME_TAGS = (
    "NAME",
    "ROOMNAME",
    "ROOM_NAME",
    "NAZWA",
    "NOM",
    "NOMBRE",
    "RAUMNAME",
    "NOME",
    "房间名称",
    "房间名",
    "名称",
    "ROOM",
)
AREA_TAGS = (
    "AREA",
    "ROOMAREA",
    "ROOM_AREA",
    "POWIERZCHNIA",
    "FLÄCHE",
    "FLAECHE",
    "SURFACE",
    "SUPERFICIE",
    "面积",
    "使用面积",
    "房间面积",
)
HEIGHT_UNITS = {"m": 1000.0, "cm": 10.0, "mm": 1.0}
CEILINGS = (1800.0, 10_000.0)  # mm; what a room's height can be
LEAST_AREA, MOST_AREA = 0.3, 5000.0  # m²

_NUMBER = r"(\d{1,6}(?:[.,]\d+)?)"
_METRES = re.compile(_NUMBER + r"\s*(?:m2|m²|㎡|m\^2|sqm|sq\.?\s?m\b|平方米|平米|平方|кв\.?\s?м)", re.IGNORECASE)
_FEET = re.compile(_NUMBER + r"\s*(?:sq\.?\s?ft|sqft|s\.?f\.?\b|ft2|ft²|sq\.?\s?feet)", re.IGNORECASE)
_NAMED = re.compile(r"(?:面积|area|pow\.?|fläche|surface|superficie)\s*[:：=]?\s*" + _NUMBER, re.IGNORECASE)
_LABEL = re.compile(
    r"(?:(?:面积|area|pow\.?|fläche|surface|superficie)\s*[:：=]?\s*)?\0", re.IGNORECASE
)  # before a number taken out
_BRACKETS = re.compile(r"[(（\[]\s*[)）\]]")
_IMPERIAL = re.compile(r"(?:(\d{1,4})\s*')?\s*-?\s*(?:(\d{1,3}(?:\.\d+)?)?\s*(?:(\d{1,2})/(\d{1,2}))?\s*(?:\"|''))?")
_CEILING = re.compile(r"(?:层高|净高|吊顶高|天花高|CH|H)\s*[:：=]?\s*(\d{1,4}(?:\.\d+)?)\s*(mm|cm|m)?\b", re.IGNORECASE)


def number(text: str) -> float:
    """Return a number written with a point or a comma, 0 when it is none."""
    found = re.fullmatch(r"\s*(\d{1,9}(?:[.,]\d{1,6})?)\s*", text)
    return float(found.group(1).replace(",", ".")) if found else 0.0


def printed_area(note: Note) -> float:
    """Return the m² that a text or an attribute prints, 0 when it prints none."""
    if note.tag == DIMENSION:
        return 0.0
    if note.tag.upper() in AREA_TAGS:
        value = number(re.sub(r"\s*(?:m2|m²|㎡)\s*$", "", note.text, flags=re.IGNORECASE))
    elif note.tag:
        return 0.0
    elif found := _METRES.search(note.text) or _NAMED.search(note.text):
        value = float(found.group(1).replace(",", "."))
    elif found := _FEET.search(note.text):
        value = float(found.group(1).replace(",", "")) * SQUARE_FOOT
    else:
        return 0.0
    return value if LEAST_AREA <= value <= MOST_AREA else 0.0


def length_mm(text: str) -> float:
    """Return the mm that a dimension's text stands for: whole numbers from 100 on, or feet and inches; 0 when it is not clear."""
    plain = text.strip()
    if re.fullmatch(r"\d{3,6}(?:\s*mm)?", plain):
        return float(plain.removesuffix("mm").strip())
    found = _IMPERIAL.fullmatch(plain)
    if found and any(found.groups()):
        feet, inches, above, below = (float(part) if part else 0.0 for part in found.groups())
        return (feet * 12.0 + inches + (above / below if below else 0.0)) * 25.4
    return 0.0


def room_name(notes: Sequence[Note]) -> str:
    """Return the name printed in a room, without sizes and numbers; "" when there is none."""
    for note in notes:
        if note.tag.upper() in NAME_TAGS and note.text.strip():
            return note.text.strip()[:60]
    names = []
    for note in notes:
        if not note.tag:
            lines = [" ".join(_without_area(line).split()) for line in note.text.splitlines()]
            name = " ".join(line for line in lines if line and not re.search(r"\d", line)).strip(" +-,;:：")
            if name.lower() in no_names():
                continue
            if len(re.findall(r"[^\W\d_]", name)) >= 3 or room_kind(name) != "other" or re.search(r"[一-鿿]", name):
                names.append(name[:60])
    return next((name for name in names if room_kind(name) != "other"), names[0] if names else "")


def _without_area(line: str) -> str:
    """Return a line of text without the area printed in it: in "主卧 12.5㎡" a name is told beside it."""
    for area in (_METRES, _FEET):
        line = _LABEL.sub(" ", area.sub("\0", line))
    return _BRACKETS.sub(" ", _NAMED.sub(" ", line))


def ceiling(notes: Sequence[Note]) -> float | None:
    """Return the height that a room's attributes (HEIGHT with UNIT_HEIGHT) or texts (层高 2800, CH=2.70) give, mm; None when none does."""
    tags = {note.tag.upper(): note.text.strip().replace(",", ".") for note in notes if note.tag}
    factor = HEIGHT_UNITS.get(tags.get("UNIT_HEIGHT", "").lower())
    found = [value * factor for value in (number(tags.get("HEIGHT", "")),) if factor]
    for note in notes:
        if not note.tag and (told := _CEILING.search(note.text)):
            value = float(told.group(1))
            unit = (told.group(2) or "").lower()
            found.append(value * (HEIGHT_UNITS[unit] if unit else 1000.0 if value < 20.0 else 1.0))
    return next((height for height in found if CEILINGS[0] <= height <= CEILINGS[1]), None)
