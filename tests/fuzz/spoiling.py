"""Files spoiled at random, each in the way that its format breaks: bytes, lines, numbers, the tree of a document, the entries of a zip."""

from __future__ import annotations

import io
import json
import random
import re
import warnings
import zipfile
from collections.abc import Callable
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
TIMES = (1, 1, 1, 2, 4)  # how often a file is spoiled


def spoil(data: bytes, suffix: str, dice: random.Random) -> bytes:
    """Return the bytes of a file spoiled in some ways that suit its kind."""
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
                content = dice.choice((_attributes, _attributes, _lines, _hole, _cut))(content, dice)
            archive.writestr(name if way != 1 else "../" + name, content)
        if way == 2:
            archive.writestr("bomb", b"\x00" * 30_000_000)
        if way == 3:
            archive.writestr("Home.xml", b"<home>" + b" " * 80_000_000)
        if way == 4:
            for number in range(3000):
                archive.writestr(f"{number}", b"")
    return out.getvalue()


_ANY: tuple[Callable[[bytes, random.Random], bytes], ...] = (_flip, _cut, _hole, _twice, _number)
_WAYS: dict[str, tuple[Callable[[bytes, random.Random], bytes], ...]] = {
    ".dxf": (*_ANY, _lines, _lines, _number, _scaled),
    ".ifc": (*_ANY, _lines, _references, _references, _number, _scaled),
    ".json": (*_ANY, _tree, _tree, _tree, _number),
    ".jsonl": (*_ANY, _lines, _tree),
    ".xml": (*_ANY, _attributes, _attributes, _lines, _number, _scaled),
    ".sh3d": (_flip, _cut, _hole, _entries, _entries, _entries, _entries),
}
