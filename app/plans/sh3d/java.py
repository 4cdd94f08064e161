"""A Java serialization stream -> plain records, as data only: no class is looked up, nothing of the stream is run. Bounded in all it holds.

Old versions of Sweet Home 3D keep a home only this way. The grammar is that of the Java Object Serialization Specification, chapter 6.
Objects of a stream may hold each other to any depth (walls know their neighbours), so it is read by steps on a list, not by recursion.
"""

from __future__ import annotations

import struct
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

MAGIC = b"\xac\xed\x00\x05"
MOST_ITEMS = 2_000_000  # objects, fields and elements in all
MOST_DEPTH = 100_000  # objects that hold each other
NULL, REFERENCE, CLASSDESC, OBJECT, STRING, ARRAY, CLASS, BLOCK, END, RESET, BIG_BLOCK, LONG_STRING = (
    0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A, 0x7C,
)  # fmt: skip
PROXY, ENUM = 0x7D, 0x7E
WRITES, SERIAL, EXTERNAL, IN_BLOCKS = 0x01, 0x02, 0x04, 0x08
FIRST_HANDLE = 0x7E0000
PLAIN = {"B": ">b", "C": ">H", "D": ">d", "F": ">f", "I": ">i", "J": ">q", "S": ">h", "Z": ">?"}

type Step = Generator[Any, Any, Any]


class StreamError(Exception):
    """A stream that is damaged, too large, or of a kind that no home is."""


@dataclass(slots=True)
class ClassOf:
    """The class of an object: its name, its own fields as (type, name), its flags and its superclass."""

    name: str
    flags: int = 0
    fields: list[tuple[str, str]] = field(default_factory=list)
    above: ClassOf | None = None


@dataclass(slots=True, eq=False)
class Thing:
    """An object: its class, its fields by name (those of the class itself win), and what its class wrote besides."""

    kind: ClassOf
    fields: dict[str, Any] = field(default_factory=dict)
    more: list[Any] = field(default_factory=list)

    def is_a(self, name: str) -> bool:
        """Return whether its class or one above it has this name, told without its package."""
        kind: ClassOf | None = self.kind
        while kind is not None:
            if kind.name.rpartition(".")[2] == name:
                return True
            kind = kind.above
        return False


_END = object()


def read_stream(data: bytes) -> Any:
    """Return the first object of a stream: Thing, list, str, number or None; raise StreamError."""
    if not data.startswith(MAGIC):
        raise StreamError("is no Java stream")
    reader = _Stream(data)
    try:
        return _run(reader.content())
    except (struct.error, IndexError, UnicodeDecodeError) as problem:
        raise StreamError(f"is damaged at byte {reader.at}") from problem


def _run(first: Step) -> Any:
    """Run a step to its end; what it yields are steps whose results it waits for."""
    waiting = [first]
    result: Any = None
    while waiting:
        try:
            waiting.append(waiting[-1].send(result))
            result = None
            if len(waiting) > MOST_DEPTH:
                raise StreamError(f"holds objects within each other more than {MOST_DEPTH} deep")
        except StopIteration as done:
            waiting.pop()
            result = done.value
    return result


class _Stream:
    """The bytes of a stream, how far they are read, and the things that later bytes may refer to."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, len(MAGIC)
        self.known: list[Any] = []
        self.count = 0

    def take(self, form: str) -> Any:
        (value,) = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return value

    def bytes_of(self, count: int) -> bytes:
        if not 0 <= count <= len(self.data) - self.at:
            raise StreamError(f"ends early at byte {self.at}")
        self.at += count
        return self.data[self.at - count : self.at]

    def text(self, form: str = ">H") -> str:
        return self.bytes_of(self.take(form)).replace(b"\xc0\x80", b"\x00").decode("utf-8", "replace")

    def keep(self, thing: Any) -> Any:
        self.known.append(thing)
        return thing

    def more(self, count: int) -> None:
        self.count += count
        if self.count > MOST_ITEMS:
            raise StreamError(f"holds more than {MOST_ITEMS} items")

    def content(self) -> Step:
        """Read one item of the stream, whatever it is."""
        self.more(1)
        sort = self.take(">B")
        if sort == NULL:
            return None
        if sort == END:
            return _END
        if sort == REFERENCE:
            number = self.take(">i") - FIRST_HANDLE
            if not 0 <= number < len(self.known):
                raise StreamError(f"refers to what is not there at byte {self.at}")
            return self.known[number]
        if sort in (STRING, LONG_STRING):
            return self.keep(self.text(">H" if sort == STRING else ">Q"))
        if sort in (BLOCK, BIG_BLOCK):
            return self.bytes_of(self.take(">B" if sort == BLOCK else ">i"))
        steps = {
            CLASSDESC: self.class_of,
            OBJECT: self.thing,
            ARRAY: self.array,
            ENUM: self.enum,
            CLASS: self.class_item,
        }
        if sort not in steps:
            raise StreamError(f"has an item of unknown sort {sort:#x} at byte {self.at}")
        return (yield steps[sort]())

    def class_of(self) -> Step:
        kind = self.keep(ClassOf(self.text()))
        self.at += 8  # its version
        kind.flags = self.take(">B")
        for _ in range(self.take(">H")):
            sort = chr(self.take(">B"))
            name = self.text()
            if sort in "L[":
                yield self.content()  # what class the field is declared as
            elif sort not in PLAIN:
                raise StreamError(f"declares a field of unknown type at byte {self.at}")
            kind.fields.append((sort, name))
        yield self.rest()
        above = yield self.content()
        if above is not None and not isinstance(above, ClassOf):
            raise StreamError(f"has no class above {kind.name[:60]}")
        kind.above = above
        return kind

    def class_item(self) -> Step:
        return self.keep((yield self.content()))

    def rest(self) -> Step:
        """Read items up to the mark that ends them."""
        found: list[Any] = []
        while True:
            item = yield self.content()
            if item is _END:
                return found
            found.append(item)

    def thing(self) -> Step:
        kind = yield self.content()
        if not isinstance(kind, ClassOf):
            raise StreamError(f"has an object without a class at byte {self.at}")
        thing = self.keep(Thing(kind))
        for one in _from_the_top(kind):
            self.more(len(one.fields))
            if one.flags & SERIAL:
                for sort, name in one.fields:
                    thing.fields[name] = self.take(PLAIN[sort]) if sort in PLAIN else (yield self.content())
            elif one.flags & EXTERNAL and not one.flags & IN_BLOCKS:
                raise StreamError(f"holds a {one.name[:60]}, which only its own program can read")
            if one.flags & (WRITES | EXTERNAL):
                thing.more += yield self.rest()
        return thing

    def array(self) -> Step:
        kind = yield self.content()
        if not isinstance(kind, ClassOf) or len(kind.name) < 2:
            raise StreamError(f"has an array without a type at byte {self.at}")
        found: list[Any] = self.keep([])
        count, sort = self.take(">i"), kind.name[1]
        if not 0 <= count <= len(self.data) - self.at:  # each element takes a byte at least
            raise StreamError(f"has an array of {count} elements at byte {self.at}")
        self.more(count)
        for _ in range(count):
            found.append(self.take(PLAIN[sort]) if sort in PLAIN else (yield self.content()))
        return found

    def enum(self) -> Step:
        kind = yield self.content()
        if not isinstance(kind, ClassOf):
            raise StreamError(f"has a constant without a class at byte {self.at}")
        place = len(self.known)
        self.keep("")
        self.known[place] = yield self.content()
        return self.known[place]


def _from_the_top(kind: ClassOf) -> list[ClassOf]:
    """Return a class and those above it, topmost first; StreamError where they go round in a ring."""
    found: list[ClassOf] = []
    one: ClassOf | None = kind
    while one is not None:
        found.append(one)
        one = one.above
        if len(found) > 100:
            raise StreamError("has classes above each other without end")
    return found[::-1]
