"""Reading a package back: one byte changed anywhere is found and named, and no hostile archive does more than be refused."""

from __future__ import annotations

import hashlib
import io
import json
import random
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.components.parts import Component, Insert, Values
from app.design.design import Design
from app.design.layout import lay_out
from app.records import to_json
from app.takeoff.nest import nest
from app.takeoff.take_off import take_off
from exporters.archive import zip_bytes
from exporters.bundle import Bundle
from exporters.manifest import NAME, PackageError, listed
from exporters.order_package import package_files, verify_package, write_package
from exporters.read_package import is_safe
from exporters.verify import dxf_fault
from tests.takeoff.factory import Materials, base600, layout


@dataclass(frozen=True)
class Library(Materials):
    """A catalog that builds the same cabinet for every sample."""

    def build(
        self,
        sample: str,
        values: Values = (),
        finish: Values = (),
        inserts: tuple[Insert, ...] = (),
        profile: str = "RCP-18",
        seen: tuple[str, ...] = (),
    ) -> Component:
        return base600()


LIBRARY = Library()
DESIGN: Design = layout(base600(), base600()).design


def bundle(design: Design = DESIGN) -> Bundle:
    return Bundle(nest(take_off(lay_out(design, LIBRARY), LIBRARY)), design, {"errors": 0}, {"plan.png": b"\x89PNG"})


FILES = package_files(bundle())
ZIP = zip_bytes(FILES)


def write(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "order.zip"
    path.write_bytes(data)
    return path


def resealed(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return files with a manifest that fits them again, as a clever forger would write it."""
    manifest = json.loads(files[NAME])
    manifest["files"] = [vars_of(name, files[name]) for name in sorted(files) if name != NAME]
    manifest["seal"] = ""
    manifest["seal"] = hashlib.sha256(to_json(manifest)).hexdigest()
    return dict(sorted({**files, NAME: to_json(manifest)}.items()))


def vars_of(name: str, data: bytes) -> dict[str, object]:
    one = listed(name, data)
    return {"path": one.path, "size": one.size, "sha256": one.sha256}


def test_a_whole_package_has_no_difference(tmp_path: Path) -> None:
    path = tmp_path / "order.zip"
    write_package(bundle(), path)
    assert path.read_bytes() == ZIP
    assert verify_package(path) == ()
    assert verify_package(path, LIBRARY) == ()
    assert verify_package(path, replace(LIBRARY, stamp="another library")) == ()


def test_one_byte_changed_anywhere_is_found_and_the_file_named(tmp_path: Path) -> None:
    archive = zipfile.ZipFile(io.BytesIO(ZIP))
    starts = {entry.filename: entry.header_offset for entry in archive.infolist()}
    dice = random.Random(1)
    places = [(name, start + 30 + len(name) + dice.randrange(len(FILES[name]))) for name, start in starts.items()]
    for name, at in places:
        changed = bytearray(ZIP)
        changed[at] ^= 1 << dice.randrange(8)
        found = verify_package(write(tmp_path, bytes(changed)))
        assert name in {difference.file for difference in found}, name


def test_one_byte_changed_between_the_files_is_found(tmp_path: Path) -> None:
    """Local headers, central directory and end record: every byte of them."""
    archive = zipfile.ZipFile(io.BytesIO(ZIP))
    first = archive.infolist()[3]
    places = [
        *range(first.header_offset, first.header_offset + 30 + len(first.filename)),
        *range(archive.start_dir, archive.start_dir + 120),
        *range(len(ZIP) - 22, len(ZIP)),
    ]
    for at in places:
        changed = bytearray(ZIP)
        changed[at] ^= 0x01
        assert verify_package(write(tmp_path, bytes(changed))), at


@pytest.mark.parametrize("name", sorted(FILES))
def test_one_byte_changed_in_a_folder_is_found(tmp_path: Path, name: str) -> None:
    out = tmp_path / "order"
    write_package(bundle(), out)
    data = bytearray((out / name).read_bytes())
    data[len(data) // 2] ^= 0x01
    (out / name).write_bytes(data)
    assert {difference.file for difference in verify_package(out)} == {name}


def test_missing_and_added_files_are_named(tmp_path: Path) -> None:
    less = {name: data for name, data in FILES.items() if name != "bom/boards.csv"}
    assert [(d.file, d.what) for d in verify_package(write(tmp_path, zip_bytes(less)))] == [
        ("bom/boards.csv", "is missing")
    ]
    more = dict(sorted({**FILES, "panels/extra_A.dxf": b"x"}.items()))
    assert [d.file for d in verify_package(write(tmp_path, zip_bytes(more)))] == ["panels/extra_A.dxf"]
    bare = {name: data for name, data in FILES.items() if name != NAME}
    assert [d.file for d in verify_package(write(tmp_path, zip_bytes(bare)))] == [NAME]


def a_drawing() -> str:
    return next(name for name in FILES if name.endswith("_B.dxf"))


@pytest.mark.parametrize("name", [a_drawing(), "bom/boards.csv", "bom/cut_list.csv", "bom/bom.xlsx"])
def test_a_forged_manifest_does_not_hide_a_change_from_the_library(tmp_path: Path, name: str) -> None:
    """The hashes fit again, but the file is not what follows from the design."""
    forged = resealed(
        {**FILES, name: FILES[name].replace(b"634.5", b"635.5").replace(b"56", b"57").replace(b"3.04", b"3.05")}
    )
    assert forged[name] != FILES[name]
    path = write(tmp_path, zip_bytes(forged))
    assert [d.file for d in verify_package(path, LIBRARY)] == [name]


def test_a_forged_package_without_a_drawing_or_with_one_more_is_found_by_the_library(tmp_path: Path) -> None:
    less = resealed({name: data for name, data in FILES.items() if name != a_drawing()})
    assert [d.file for d in verify_package(write(tmp_path, zip_bytes(less)), LIBRARY)] == [a_drawing()]
    more = resealed({**FILES, "panels/extra_A.dxf": FILES[a_drawing()]})
    assert [d.file for d in verify_package(write(tmp_path, zip_bytes(more)), LIBRARY)] == ["panels/extra_A.dxf"]


def test_another_design_in_the_package_is_found_without_a_library(tmp_path: Path) -> None:
    other = package_files(bundle(replace(DESIGN, units=DESIGN.units[:1])))["design.json"]
    found = verify_package(write(tmp_path, zip_bytes(resealed({**FILES, "design.json": other}))))
    assert [d.file for d in found] == ["design.json"]


def test_without_the_library_every_drawing_is_opened(tmp_path: Path) -> None:
    forged = resealed({**FILES, a_drawing(): FILES[a_drawing()][:9000]})
    found = verify_package(write(tmp_path, zip_bytes(forged)))
    assert [d.file for d in found] == [a_drawing()]
    assert "DXF" in found[0].what


@pytest.mark.parametrize(
    "data",
    [b"", b"0\nEOF\n", b"\xff\xfe", b"hello", b"0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC9999\n0\nENDSEC\n0\nEOF\n"],
)
def test_what_is_no_drawing_is_said_so(data: bytes) -> None:
    assert dxf_fault(data)


@pytest.mark.parametrize(
    "change", [{"version": 2}, {"format": "other"}, {"units": "many"}, {"files": None}, {"seal": "0" * 64}, {"more": 1}]
)
def test_a_manifest_that_is_not_ours_or_newer_is_a_difference(tmp_path: Path, change: dict[str, object]) -> None:
    files = {**FILES, NAME: to_json(json.loads(FILES[NAME]) | change)}
    found = verify_package(write(tmp_path, zip_bytes(files)))
    assert [d.file for d in found] == [NAME]


@pytest.mark.parametrize("data", [b"", b"hello", b"0\nSECTION\n", b"\x1f\x8b" + bytes(100)])
def test_what_is_no_zip_is_no_package(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(PackageError, match=r"order\.zip: is not a zip archive"):
        verify_package(write(tmp_path, data))


def test_what_is_not_there_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="No such file"):
        verify_package(tmp_path / "none.zip")
    with pytest.raises(PackageError, match=r"folder without manifest\.json"):
        verify_package(tmp_path)


@pytest.mark.parametrize("length", [10, 4000, len(ZIP) // 2, len(ZIP) - 21, len(ZIP) - 1])
def test_a_truncated_package_is_a_difference(tmp_path: Path, length: int) -> None:
    assert verify_package(write(tmp_path, ZIP[:length]))


def hostile(*entries: tuple[str, bytes, int]) -> bytes:
    """Return a zip of (name, data, compression)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data, how in entries:
            archive.writestr(zipfile.ZipInfo(name), data, how)
    return stream.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        *("../evil", "/etc/passwd", "a/../../evil", "C:/evil", "a\\b", "con.txt", "panels/NUL", "a\nb", "a//b"),
        *(".hidden", "x.", "é.txt", "a" * 300, "a/b/c/d/e"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    assert not is_safe(name)
    found = verify_package(write(tmp_path, hostile((name, b"x", zipfile.ZIP_STORED))))
    assert "has a name that no file of a package has" in {d.what for d in found}
    assert all(d.file.isprintable() and len(d.file) < 700 for d in found)


def test_a_zip_bomb_is_never_inflated(tmp_path: Path) -> None:
    data = hostile(("design.json", bytes(50_000_000), zipfile.ZIP_DEFLATED))
    assert len(data) < 100_000
    (difference,) = verify_package(write(tmp_path, data))
    assert difference.file == "design.json"
    assert "compressed" in difference.what


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = hostile((NAME, b"{}", 0), (NAME, b"{}", 0))
    assert "is in the package twice" in {d.what for d in verify_package(write(tmp_path, data))}
    data = hostile(("design.json", b"{}", 0), ("DESIGN.json", b"{}", 0))
    assert "is in the package twice" in {d.what for d in verify_package(write(tmp_path, data))}


def test_an_entry_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    changed = bytearray(hostile(("design.json", b"{}", 0)))
    at = changed.index(b"PK\x01\x02")
    changed[at + 20 : at + 28] = struct.pack("<II", 2**31, 2**31)
    assert verify_package(write(tmp_path, bytes(changed)))


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    out = tmp_path / "order"
    write_package(bundle(), out)
    (out / "secret.txt").symlink_to("/etc/passwd")
    assert [(d.file, d.what) for d in verify_package(out)] == [("secret.txt", "is a link or a device, not a file")]


def flip(data: bytearray, dice: random.Random) -> None:
    data[dice.randrange(len(data))] = dice.randrange(256)


def cut(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data))
    del data[at : at + dice.randrange(1, 50)]


def stuff(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data))
    data[at:at] = dice.randbytes(dice.randrange(1, 50))


@pytest.mark.parametrize("change", [flip, cut, stuff], ids=lambda change: change.__name__)
def test_no_damage_ends_in_anything_but_a_difference(
    tmp_path: Path, change: Callable[[bytearray, random.Random], None]
) -> None:
    small = zip_bytes({name: data for name, data in FILES.items() if name in (NAME, "bom/boards.csv")})
    for seed in range(150):
        data, dice = bytearray(small), random.Random(seed)
        change(data, dice)
        if bytes(data) == small:
            continue
        try:
            assert verify_package(write(tmp_path, bytes(data)))
        except PackageError as problem:
            assert "is not a zip" in str(problem)
