"""Files spoiled at random, each in the way that its format breaks: bytes, lines, numbers, the tree of a document, the entries of a zip."""

from __future__ import annotations

import io
import json
import random
import re
import warnings
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

WILD = (
    "1e30",
    "-1e30",
    "NaN",
    "inf",
    "-inf",
    "0",
    "-1",
    "1e-300",
    "9" * 40,
    "2147483648",
    "-0.0",
    "",
    "abc",
    "１２",
    "\x00",
)
NUMBER = re.compile(rb"-?\d+\.?\d*(?:[eE][-+]?\d+)?")
CLEARLY = 0.5  # share of the files that only have numbers changed, so that they are read to their end
TIMES = (1, 1, 1, 2, 4)  # how often a file is spoiled


def spoil(data: bytes, suffix: str, dice: random.Random) -> bytes:
    """Return the bytes of a file spoiled in some ways that suit its kind."""
    if suffix in CLEAR and dice.random() < CLEARLY:
        return CLEAR[suffix](data, dice)
    ways = _WAYS.get(suffix, _ANY)
    for _ in range(dice.choice(TIMES)):
        data = dice.choice(ways)(data, dice)
    return data


def _flip(data: bytes, dice: random.Random) -> bytes:
    spoiled = bytearray(data)
    for _ in range(dice.randint(1, 20)):
        if spoiled:
            spoiled[dice.randrange(len(spoiled))] = dice.randrange(256)
    return bytes(spoiled)


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def _hole(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data) + 1)
    return data[:start] + data[start + dice.randrange(1, 2000) :]


def _twice(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data) + 1)
    end = min(len(data), start + dice.randrange(1, 2000))
    return data[:end] + data[start:end] * dice.randint(1, 5) + data[end:]


def _number(data: bytes, dice: random.Random) -> bytes:
    places = list(NUMBER.finditer(data[:2_000_000]))
    for _ in range(dice.randint(1, 6)):
        if not places:
            return data
        at = dice.choice(places)
        data = data[: at.start()] + dice.choice(WILD).encode() + data[at.end() :]
        places = [place for place in places if place.end() < at.start()]
    return data


def _scaled(data: bytes, dice: random.Random) -> bytes:
    """Return the file with many of its numbers grown alike, as with a header that lies."""
    factor = dice.choice((1e-6, 1e-3, 25.4, 1e3, 1e6, 1e12, -1.0))

    def grown(found: re.Match[bytes]) -> bytes:
        if b"." not in found.group() or dice.random() < 0.1:
            return found.group()
        return repr(float(found.group()) * factor).encode()

    return NUMBER.sub(grown, data[:300_000]) + data[300_000:]


def _lines(data: bytes, dice: random.Random) -> bytes:
    lines = data.split(b"\n")
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(lines))
        way = dice.randrange(4)
        if way == 0:
            del lines[at : at + dice.randint(1, 12)]
        elif way == 1:
            lines[at:at] = lines[at : at + dice.randint(1, 40)] * dice.randint(1, 3)
        elif way == 2:
            lines[at] = lines[dice.randrange(len(lines))]
        else:
            lines[at] = dice.choice(WILD).encode()
        if not lines:
            return b""
    return b"\n".join(lines)


def _references(data: bytes, dice: random.Random) -> bytes:
    """Return an IFC file in which some parts point to others than they did, to themselves, or to nothing."""
    found = list(re.finditer(rb"#\d+", data))
    for _ in range(dice.randint(1, 10)):
        if not found:
            return data
        at, to = dice.choice(found), dice.choice(found)
        with_it = dice.choice((to.group(), b"#999999999", b"$", b"*", b"()"))
        data = data[: at.start()] + with_it + data[at.end() :]
        found = [one for one in found if one.end() < at.start()]
    return data


def _tree(data: bytes, dice: random.Random) -> bytes:
    """Return a JSON document in which some values are others."""
    try:
        document = json.loads(data)
    except ValueError:
        return _flip(data, dice)
    places: list[tuple[Any, Any]] = []
    stack = [document]
    while stack:
        value = stack.pop()
        items = (
            list(value.items())
            if isinstance(value, dict)
            else list(enumerate(value))
            if isinstance(value, list)
            else []
        )
        places += [(value, key) for key, _ in items]
        stack += [item for _, item in items]
    for _ in range(dice.randint(1, 6)):
        if not places:
            break
        holder, key = dice.choice(places)
        strange: list[Any] = [None, [], {}, "", "x" * 5000, 1e30, -1e30, 0, -1, True, [[[[]]]], {"a": {"b": 1}}, 10**25]
        if isinstance(holder, dict) or (isinstance(holder, list) and isinstance(key, int) and key < len(holder)):
            holder[key] = dice.choice(strange)
    return json.dumps(document, ensure_ascii=False).encode()


def _attributes(data: bytes, dice: random.Random) -> bytes:
    """Return an XML document in which some attributes have other values, or an entity stands before it."""
    if dice.random() < 0.1:
        head = (
            b'<!DOCTYPE a [<!ENTITY b "'
            + b"c" * 50
            + b'"><!ENTITY d "'
            + b"&b;" * 50
            + b'"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
        )
        return re.sub(rb"(<\?xml[^>]*\?>)?", lambda found: found.group() + head, data, count=1)
    found = list(re.finditer(rb"=\s*['\"]([^'\"]*)['\"]", data))
    for _ in range(dice.randint(1, 8)):
        if not found:
            return data
        at = dice.choice(found)
        data = data[: at.start(1)] + dice.choice(WILD).replace("\x00", "").encode() + data[at.end(1) :]
        found = [one for one in found if one.end() < at.start()]
    return data


def _entries(data: bytes, dice: random.Random) -> bytes:
    """Return a zip whose documents are spoiled inside, or that holds what no honest one does."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()[:30]}
    except Exception:
        return _flip(data, dice)
    out = io.BytesIO()
    way = dice.randrange(12)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that stands twice is meant
        for name, content in files.items():
            if way == 0 and name.endswith("Home.xml"):
                continue
            if name.endswith(".xml"):
                content = dice.choice((_measured, _measured, _attributes, _lines, _hole, _cut))(content, dice)
            archive.writestr(name if way != 1 else "../" + name, content)
        if way == 2:
            archive.writestr("bomb", b"\x00" * 30_000_000)
        if way == 3:
            archive.writestr("Home.xml", b"<home>" + b" " * 80_000_000)
        if way == 4:
            for number in range(3000):
                archive.writestr(f"{number}", b"")
    return out.getvalue()


def _clear(data: bytes, dice: random.Random, places: list[re.Match[bytes]], wild: tuple[str, ...]) -> bytes:
    """Return a file in which a few numbers among `places` are others, the rest as it was: it stays well-formed, and is read to its end."""
    for at in sorted(dice.sample(places, min(len(places), dice.randint(1, 4))), key=lambda one: -one.start(1)):
        told = at.group(1).decode()
        with suppress(ValueError):
            value = float(told) * dice.choice((1.0, -1.0, 2.0, 0.1)) + dice.choice((0.0, 1.0, 37.0, -400.0, 5000.0))
            told = dice.choice((*wild, f"{value:.4f}", f"{value:.4f}"))
        data = data[: at.start(1)] + told.encode() + data[at.end(1) :]
    return data


def _drawn(data: bytes, dice: random.Random) -> bytes:
    """Return a DXF file in which coordinates, radii, angles, bulges and counts of what is drawn are others."""
    start = max(0, data.find(b"ENTITIES"))
    codes = rb"(?<=\n)[ ]*(?:10|11|12|20|21|22|40|41|42|50|51|70|71)\r?\n[ ]*(-?[\d.]+(?:[eE][-+]?\d+)?)(?=\r?\n)"
    places = list(re.compile(codes).finditer(data, start if dice.random() < 0.8 else 0))
    return _clear(data, dice, places, ("1e30", "NaN", "0", "1e8", "-1e6"))


def _placed(data: bytes, dice: random.Random) -> bytes:
    """Return an IFC file in which points, directions and lengths are others."""
    rows = (
        b"CARTESIANPOINT|DIRECTION|EXTRUDEDAREASOLID|RECTANGLEPROFILEDEF|IFCDOOR\\(|IFCWINDOW\\(|BUILDINGSTOREY|SIUNIT"
    )
    found = [row for row in re.finditer(rb"[^\n]*(?:" + rows + rb")[^\n]*", data)]
    real = re.compile(rb"(?<=[(,])(-?\d+\.\d*(?:[eE][-+]?\d+)?)(?=[,)])")
    picked = dice.sample(found, min(len(found), 40))
    return _clear(
        data, dice, [one for row in picked for one in real.finditer(data, *row.span())], ("1.E30", "0.", "1.E8")
    )


def _measured(data: bytes, dice: random.Random) -> bytes:
    """Return an XML or JSON file in which numbers of walls, rooms, doors and corners are others."""
    attribute = (
        rb"\s(?:x|y|xStart|yStart|xEnd|yEnd|thickness|height|width|depth|elevation|angle|arcExtent|wallHeight|wallLeft|wallWidth|"
        rb"wallDistance|wallThickness|xAxis|yAxis|startAngle|endAngle)=['\"](-?[\d.]+(?:[eE][-+]?\d+)?)['\"]"
    )
    places = list(re.finditer(attribute, data)) or list(
        re.finditer(rb"(?<=[\[,:\s])(-?\d+\.?\d*(?:[eE][-+]?\d+)?)(?=[\],}\s])", data)
    )
    return _clear(data, dice, places, ("1e30", "0", "1e8", "-1e5"))


_ANY: tuple[Callable[[bytes, random.Random], bytes], ...] = (_flip, _cut, _hole, _twice, _number)
_WAYS: dict[str, tuple[Callable[[bytes, random.Random], bytes], ...]] = {
    ".dxf": (*_ANY, _lines, _lines, _number, _scaled),
    ".ifc": (*_ANY, _lines, _references, _references, _number, _scaled),
    ".json": (*_ANY, _tree, _tree, _tree, _number),
    ".jsonl": (*_ANY, _lines, _tree),
    ".xml": (*_ANY, _attributes, _attributes, _lines, _number, _scaled),
    ".sh3d": (_flip, _cut, _hole, _entries, _entries, _entries, _entries),
}
CLEAR: dict[str, Callable[[bytes, random.Random], bytes]] = {
    ".dxf": _drawn,
    ".ifc": _placed,
    ".json": _measured,
    ".jsonl": _measured,
    ".xml": _measured,
}
