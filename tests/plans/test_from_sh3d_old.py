"""Homes saved before Sweet Home 3D 5.3, a Java stream read as data only: the same as their XML, and as the program itself reads them."""

from __future__ import annotations

import random
import struct
import time
import zipfile
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest

from app.geometry.polygon import area
from app.plans.importing import Choices, Imported, import_file
from app.plans.plan import Plan, PlanError
from app.plans.sh3d.home import Home
from app.plans.sh3d.java import MAGIC, StreamError, read_stream
from app.plans.sh3d.old import parse_old_home
from app.plans.sh3d.xml import parse_home


def load(path: Path, storey: str | None = None) -> Imported:
    return import_file(path, Choices(storey=storey), "en", lambda what, share: None)


def plan_of(path: Path, storey: str | None = None) -> Plan:
    found = load(path, storey).plan
    assert found is not None
    return found


def stream_of(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read("Home")


def numbers(value: Any) -> list[Any]:
    """Return all that a record holds, in order: numbers rounded to what a float of the program keeps."""
    if isinstance(value, tuple | list):
        return [one for item in value for one in numbers(item)]
    return [round(value, 2)] if isinstance(value, float) else [value]


def test_both_entries_of_a_file_tell_the_same_home(shared: Path) -> None:
    """andijcr_default.sh3d holds its home twice, as XML and as a stream, written by the program itself in one go."""
    path = shared / "data/sh3d/andijcr_default.sh3d"
    with zipfile.ZipFile(path) as archive:
        xml = parse_home(archive.read("Home.xml"), path)
    old = parse_old_home(stream_of(path), path)
    assert len(old.levels) == 6
    for part in ("walls", "rooms", "pieces", "drawn", "labels", "levels"):
        one, two = (getattr(home, part) for home in (xml, old))
        assert len(one) == len(two)
        for a, b in zip(map(astuple, one), map(astuple, two), strict=True):
            for x, y in zip(numbers(a), numbers(b), strict=True):
                assert x == (pytest.approx(y, abs=0.02) if isinstance(y, float) else y)
    assert isinstance(old, Home)


def test_an_old_home_is_what_the_program_reads(shared: Path) -> None:
    """Sweet Home 3D 7.0.2 on sh3dtest_home1: rooms of 4.6287 and 7.6930 m² with doorways, six openings, a round wall of 40 degrees."""
    plan = plan_of(shared / "data/sh3d/sh3dtest_home1.sh3d")
    assert any("12.32 m² in all" in doubt for doubt in plan.doubts)  # 4.6287145 + 7.692977
    assert sum(area(room.outline) for room in plan.rooms) / 1e6 == pytest.approx(12.32, rel=0.015)
    assert sorted(opening.kind for opening in plan.openings) == ["door"] * 2 + ["window"] * 4
    (curve,) = plan.curves
    assert curve.sweep == pytest.approx(-40.0, abs=1e-3)
    walls = {wall.id: wall for wall in plan.walls}
    assert walls[curve.walls[0]].start == pytest.approx((5000.0, -2531.1255), abs=0.01)
    assert {wall.thickness for wall in plan.walls} == {100.0, 70.0}


def test_an_old_home_of_two_levels(shared: Path) -> None:
    """Sweet Home 3D 7.0.2 on sh3dtest_holes: two levels, a room of 14.3664 m² on each, walls 2500 high below and 500 above."""
    path = shared / "data/sh3d/sh3dtest_holes.sh3d"
    (question,) = load(path).questions
    assert [option.value for option in question.options] == ["level0", "level1"]
    ground = plan_of(path)
    assert area(ground.rooms[0].outline) / 1e6 == pytest.approx(14.3664, abs=1e-4)
    (window,) = ground.openings
    assert (window.kind, window.width, window.sill, window.head) == ("window", 2500.0, 1000.0, 2000.0)
    above = plan_of(path, "level1")
    assert area(above.rooms[0].outline) / 1e6 == pytest.approx(14.3664, abs=1e-4)
    assert {wall.height for wall in above.walls} == {500.0}


def test_nothing_of_a_stream_is_run_or_looked_up() -> None:
    """A stream may name any class; it comes back as plain data."""
    name = b"java.lang.Runtime"
    described = b"\x72" + struct.pack(">H", len(name)) + name + bytes(8) + b"\x02" + b"\x00\x01I\x00\x01x" + b"\x78\x70"
    thing = read_stream(MAGIC + b"\x73" + described + struct.pack(">i", 7))
    assert (thing.kind.name, thing.fields) == ("java.lang.Runtime", {"x": 7})


HOSTILE = [
    (b"\x73" * 400_000, "deep"),
    (b"\x75\x72\x00\x02[I" + bytes(8) + b"\x02\x00\x00\x78\x70\x7f\xff\xff\xff", "array of 2147483647"),
    (b"\x71\x00\x7e\x00\x05", "not there"),
    (b"\x74\xff\xff", "ends early"),
    (b"\x7c\x7f\xff\xff\xff\xff\xff\xff\xff", "ends early"),
    (b"\x7b", "unknown sort"),
    (b"", "damaged"),
]


@pytest.mark.parametrize(("data", "told"), HOSTILE, ids=[told for _, told in HOSTILE])
def test_hostile_streams_are_refused_within_bounds(data: bytes, told: str) -> None:
    started = time.monotonic()
    with pytest.raises(StreamError, match=told):
        read_stream(MAGIC + data)
    assert time.monotonic() - started < 5


def test_spoiled_streams_never_bring_a_traceback(shared: Path, tmp_path: Path) -> None:
    data = stream_of(shared / "data/sh3d/sh3dtest_home1.sh3d")
    chance = random.Random(4)
    path = tmp_path / "home.sh3d"
    for _ in range(150):
        spoiled = bytearray(data)
        for _ in range(chance.choice((1, 3, 10))):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        if chance.random() < 0.3:
            del spoiled[chance.randrange(len(spoiled)) :]
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("Home", bytes(spoiled))
        try:
            load(path)
        except PlanError as problem:
            assert "\n" not in str(problem)
