"""The order package: the same bytes every time, whole or not at all, and nothing of others touched."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from app.design.files import design_bytes, parse_design
from app.records import to_json
from app.takeoff.job import TakeoffError
from app.takeoff.nest import nest
from app.takeoff.take_off import take_off
from app.words import say
from exporters import EXPORTERS
from exporters.bundle import Bundle
from exporters.manifest import NAME, PackageError, listed, package_schema, read_manifest
from exporters.order_package import check_place, package_files, verify_package, write_package
from tests.takeoff.factory import Materials, base600, layout

ROOT = Path(__file__).resolve().parents[2]
LAYOUT = layout(base600(), base600())
JOB = nest(take_off(LAYOUT, Materials()))
BUNDLE = Bundle(
    JOB, LAYOUT.design, {"errors": 0, "warnings": 2, "infos": 1, "findings": []}, {"plan.png": b"\x89PNG plan"}
)


def test_a_package_is_the_same_bytes_when_made_twice(tmp_path: Path) -> None:
    again = nest(take_off(layout(base600(), base600()), Materials()))
    one = write_package(BUNDLE, tmp_path / "a.zip")
    two = write_package(replace(BUNDLE, job=again, design=again.layout.design), tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert one.sha256 == two.sha256
    assert len(one.sha256) == 64


def test_the_design_inside_is_the_file_that_saving_writes_and_makes_the_same_package(tmp_path: Path) -> None:
    files = package_files(BUNDLE)
    assert files["design.json"] == design_bytes(LAYOUT.design)
    opened = parse_design(files["design.json"], "design.json")
    job = nest(take_off(replace(LAYOUT, design=opened), Materials()))
    assert package_files(replace(BUNDLE, job=job, design=opened)) == files


def test_the_manifest_lists_every_file_and_counts_everything() -> None:
    files = package_files(BUNDLE)
    manifest = read_manifest(files[NAME], "p.zip")
    assert {one.path: one for one in manifest.files} == {
        name: listed(name, data) for name, data in files.items() if name != NAME
    }
    counted = (manifest.units, manifest.panels, manifest.cut_lines, manifest.sheets, manifest.errors, manifest.warnings)
    assert counted == (2, 18, len(JOB.cut_list), len(JOB.sheets), 0, 2)
    assert (manifest.design, manifest.job, manifest.library) == ("测试 home", JOB.id, "0123456789abcdef")
    assert {program.code for program in manifest.programs} == {one.code for one in JOB.panels}
    assert all(set(program.files) <= set(files) and program.files for program in manifest.programs)
    plain = json.loads(files[NAME])
    assert plain["format"] == "jiyang.package"
    assert plain["version"] == 1


def test_the_published_schema_is_the_one_manifests_fit() -> None:
    """JIYANG_GOLDEN=rewrite publishes it anew."""
    path = ROOT / "resources" / "schema" / "package.schema.json"
    if os.environ.get("JIYANG_GOLDEN") == "rewrite":
        path.write_bytes(to_json(package_schema()))
    assert path.read_bytes() == to_json(package_schema())
    jsonschema.Draft202012Validator.check_schema(package_schema())
    manifest = json.loads(package_files(BUNDLE)[NAME])
    jsonschema.validate(manifest, package_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(manifest | {"units": "many"}, package_schema())


def test_a_zip_holds_the_files_in_order_and_says_nothing_of_the_machine(tmp_path: Path) -> None:
    done = write_package(BUNDLE, tmp_path / "p.zip")
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(done.files) == list(done.files)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        data = b"".join(archive.read(name) for name in archive.namelist())
    assert str(ROOT).encode() not in data
    assert str(tmp_path).encode() not in data


def test_a_folder_holds_the_same_files(tmp_path: Path) -> None:
    done = write_package(BUNDLE, tmp_path / "p")
    files = {
        path.relative_to(tmp_path / "p").as_posix(): path.read_bytes()
        for path in (tmp_path / "p").rglob("*")
        if path.is_file()
    }
    assert files == package_files(BUNDLE)
    assert verify_package(tmp_path / "p") == ()
    assert os.listdir(tmp_path) == ["p"]
    assert write_package(BUNDLE, tmp_path / "p").sha256 == done.sha256
    assert os.listdir(tmp_path) == ["p"]


def test_only_some_files_can_be_asked_for(tmp_path: Path) -> None:
    done = write_package(BUNDLE, tmp_path / "p.zip", ("bom_csv", "findings"))
    assert done.files == ("bom/bands.csv", "bom/boards.csv", "bom/fittings.csv", "findings.json", "manifest.json")
    assert verify_package(tmp_path / "p.zip") == ()
    with pytest.raises(PackageError, match="no exporter 'nonsense'"):
        write_package(BUNDLE, tmp_path / "q.zip", ("nonsense",))
    assert not (tmp_path / "q.zip").exists()


def test_every_exporter_writes_something_and_has_a_name_in_both_languages() -> None:
    seen: list[str] = []
    files = package_files(BUNDLE, progress=lambda what, share: seen.append(say(what, "zh") + say(what, "en")))
    assert len(seen) == len(EXPORTERS) == len({one.name for one in EXPORTERS})
    assert all(list(exporter.write(BUNDLE)) for exporter in EXPORTERS)
    assert sum(len(list(exporter.write(BUNDLE))) for exporter in EXPORTERS) == len(files) - 1


@pytest.mark.parametrize("there", ["notes.txt", "manifest.json", "both"])
def test_a_folder_of_someone_else_is_left_alone(tmp_path: Path, there: str) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    for name in ("notes.txt", "manifest.json") if there == "both" else (there,):
        (mine / name).write_text("mine")
    with pytest.raises(PackageError, match="is left as it is"):
        write_package(BUNDLE, mine)
    assert all(path.read_text() == "mine" for path in mine.iterdir())


def test_a_place_that_cannot_be_taken_is_told_without_walking_through_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.txt").write_text("mine")

    def walked(*_: object) -> None:
        raise AssertionError("another's folder was walked through")

    monkeypatch.setattr(Path, "rglob", walked)
    with pytest.raises(PackageError, match="is left as it is"):
        check_place(tmp_path / "mine")
    monkeypatch.undo()
    monkeypatch.setattr(Path, "iterdir", lambda _: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    with pytest.raises(PackageError, match="cannot be read: Permission denied"):
        check_place(tmp_path / "mine")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_package_folder_behind_a_link_is_replaced_there(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    write_package(BUNDLE, tmp_path / "far" / "p")
    (tmp_path / "link").symlink_to("far/p")
    write_package(BUNDLE, tmp_path / "link")
    assert (tmp_path / "link").is_symlink() and verify_package(tmp_path / "far" / "p") == ()
    assert sorted(os.listdir(tmp_path)) == ["far", "link"] and os.listdir(tmp_path / "far") == ["p"]


def test_a_file_added_to_a_package_keeps_the_folder_from_being_replaced(tmp_path: Path) -> None:
    write_package(BUNDLE, tmp_path / "p")
    (tmp_path / "p" / "my notes.txt").write_text("dear")
    with pytest.raises(PackageError, match=r"my notes\.txt: does not belong to the package"):
        write_package(BUNDLE, tmp_path / "p")
    assert (tmp_path / "p" / "my notes.txt").read_text() == "dear"


def test_a_path_that_cannot_be_written_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for out in (tmp_path / "file", tmp_path / "file" / "p.zip", tmp_path / "file" / "p", Path("/proc/none/p.zip")):
        with pytest.raises(PackageError, match=r"is a file|cannot be written") as caught:
            write_package(BUNDLE, out)
        assert "\n" not in str(caught.value)
    (tmp_path / "d.zip").mkdir()
    with pytest.raises(PackageError, match="is a folder, not a zip"):
        write_package(BUNDLE, tmp_path / "d.zip")
    assert sorted(os.listdir(tmp_path)) == ["d.zip", "file"]


def test_a_picture_cannot_climb_out(tmp_path: Path) -> None:
    with pytest.raises(TakeoffError, match="no plain file name"):
        write_package(replace(BUNDLE, pictures={"../evil.png": b""}), tmp_path / "p.zip")
    assert os.listdir(tmp_path) == []


def test_what_a_killed_writer_left_is_swept_when_it_is_old(tmp_path: Path) -> None:
    old, young, other = (tmp_path / name for name in (".p.zip.aa.part", ".p.zip.bb.part", ".q.zip.cc.part"))
    for path in (old, young, other):
        path.write_bytes(b"half")
    for path in (old, other):
        os.utime(path, (0, 0))
    write_package(BUNDLE, tmp_path / "p.zip")
    assert sorted(os.listdir(tmp_path)) == [".p.zip.bb.part", ".q.zip.cc.part", "p.zip"]


CHILD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.exporters.test_order_package import BUNDLE
from exporters.order_package import write_package
print("ready", flush=True)
while True:
    write_package(BUNDLE, Path(sys.argv[2]))
    print("done", flush=True)
"""


def kill_during_export(out: Path, times: int) -> None:
    """Start a process that writes the package over and over, kill it at `times` different moments, look at what is there."""
    for i in range(times):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(ROOT), str(out)], stdout=subprocess.PIPE, cwd=out.parent
        )
        assert child.stdout is not None
        child.stdout.readline()
        if i % 2:
            child.stdout.readline()  # every other time there is a package already
        time.sleep(0.005 + 0.47 * i / times)
        child.send_signal(signal.SIGKILL)
        child.communicate()
        if out.exists():
            assert verify_package(out) == ()
        for path in out.parent.iterdir():
            assert path == out or path.name.startswith(f".{out.name}.")


@pytest.mark.parametrize("name", ["p.zip", "p"])
def test_killed_at_any_moment_there_is_a_whole_package_or_none(tmp_path: Path, name: str) -> None:
    kill_during_export(tmp_path / name, 3)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", ["p.zip", "p"])
def test_killed_fifty_times_there_is_a_whole_package_or_none(tmp_path: Path, name: str) -> None:
    kill_during_export(tmp_path / name, 50)
