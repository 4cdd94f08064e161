"""Sample pictures: what their names depend on, the size of their folder, broken files, what is asked for first, a real one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

import main
from app.components.catalog import Catalog, open_catalog
from app.ui.offers import Offer
from app.ui.picture_folder import SIZE, PictureFolder
from app.ui.picture_maker import make
from app.ui.thumbnails import AHEAD, Thumbnails

BASE, OTHER = Offer("base_doors-600"), Offer("bookcase-600x900")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A copy of the shipped library, to edit."""
    copy = tmp_path / "library"
    shutil.copytree(main.catalog().folder, copy)
    return copy


def append(library: Path, name: str) -> None:
    path = library / name
    path.write_text(path.read_text(encoding="utf-8") + "\n# another word\n", encoding="utf-8")


def names(library: Path, folder: Path) -> tuple[str, str]:
    files = PictureFolder(open_catalog(library), folder)
    return files.path(BASE).name, files.path(OTHER).name


def test_an_edit_of_a_family_leaves_the_pictures_of_the_others_good(library: Path, tmp_path: Path) -> None:
    first = names(library, tmp_path)
    assert names(library, tmp_path) == first
    append(library, "families/base_doors.toml")
    second = names(library, tmp_path)
    assert second[0] != first[0] and second[1] == first[1]
    append(library, "families/parts/doors.toml")  # a part of base_doors, not of the bookcase
    third = names(library, tmp_path)
    assert third[0] != second[0] and third[1] == second[1]
    append(library, "materials/decors.toml")  # any family may use it
    fourth = names(library, tmp_path)
    assert fourth[0] != third[0] and fourth[1] != third[1]


def test_what_is_asked_of_a_sample_makes_another_picture(tmp_path: Path) -> None:
    files = PictureFolder(main.catalog(), tmp_path)
    asked = (BASE, Offer(BASE.sample, (("width", 700.0),)), Offer(BASE.sample, (), (("front", "graphite"),)), OTHER)
    assert len({files.path(offer) for offer in asked}) == len(asked)


def test_the_oldest_pictures_go_when_the_folder_is_full(tmp_path: Path) -> None:
    files = PictureFolder(main.catalog(), tmp_path)
    for age in range(20):
        path = tmp_path / f"{age}.png"
        path.write_bytes(b"x" * 1000)
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    assert files.thin(30_000) == 0
    assert files.thin(10_000) == 11  # down to nine tenths of the limit
    assert {path.stem for path in tmp_path.glob("*.png")} == {str(age) for age in range(9)}
    files.looked_at(tmp_path / "8.png")  # in use again, so no longer the oldest
    files.thin(5_000)
    assert (tmp_path / "8.png").is_file()


def png(path: Path) -> None:
    image = QImage(*SIZE, QImage.Format.Format_ARGB32)
    image.fill(0xFF336699)
    assert image.save(str(path), "PNG")


class Quiet(Thumbnails):
    """Thumbnails whose process is never started; `told` is what it would have been told."""

    def __init__(self, catalog: Catalog, folder: Path) -> None:
        self.told: list[str] = []
        super().__init__(catalog, True, folder)

    def _start(self) -> None:
        told = self.told

        class Process:
            def write(self, data: bytes) -> None:
                told.append(data.decode())

        self._process = Process()  # type: ignore[assignment]

    def close(self) -> None:
        self._process = None


def test_a_file_that_is_no_picture_is_made_again(qapp: Any, tmp_path: Path) -> None:
    made = Quiet(main.catalog(), tmp_path)
    path = made.files.path(BASE)
    png(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert made.picture(BASE) is None
    assert not path.exists()
    assert len(made.told) == 1 and BASE.sample in made.told[0]
    png(path)  # it has been made again
    assert made.picture(BASE) is not None


def test_what_is_in_sight_now_comes_before_what_was(qapp: Any, tmp_path: Path) -> None:
    catalog = main.catalog()
    made = Quiet(catalog, tmp_path)
    offers = [Offer(sample.id) for sample in catalog.samples if sample.family == "base_doors"][:8]
    made.later(offers[7:])
    made.want(offers[:4])
    first = [*made._making]
    assert first == [offers[7], offers[0]] and len(made.told) == AHEAD
    made.want(offers[4:6])
    assert made._wishes[::-1][:2] == offers[4:6]
    made._making.clear()
    made._go_on()
    assert made._making == offers[4:6]
    made.want(first)  # asked for again before it came: not lost, not twice
    assert len(set(made._wishes)) == len(made._wishes)


def test_ten_thousand_wishes_are_not_kept(qapp: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Quiet(main.catalog(), tmp_path)
    monkeypatch.setattr(made.files, "path", lambda offer: tmp_path / f"{offer.sample}.png")
    for start in range(0, 10_000, 10):
        made.want([Offer(f"s{number}") for number in range(start, start + 10)])
    assert len(made._wishes) <= 210
    assert made._wishes[-1] == Offer("s9990")


def test_two_windows_share_a_folder(qapp: Any, tmp_path: Path) -> None:
    one, two = Quiet(main.catalog(), tmp_path), Quiet(main.catalog(), tmp_path)
    path = one.files.path(BASE)
    assert path == two.files.path(BASE)
    two.want([BASE])
    png(path)  # the first window's process was quicker
    assert two.picture(BASE) is not None
    before = path.stat().st_mtime_ns
    make(main.catalog(), BASE.sample, [], [], str(path))  # the second one's finds it there
    assert path.stat().st_mtime_ns == before


def test_a_picture_is_made_in_the_background(qapp: Any, qtbot: Any, tmp_path: Path) -> None:
    made = Thumbnails(main.catalog(), True, tmp_path / "pictures")
    made.want([Offer("no such sample"), BASE])
    qtbot.waitUntil(lambda: made.picture(BASE) is not None, timeout=60_000)
    picture = made.picture(BASE)
    assert picture is not None and (picture.width(), picture.height()) == SIZE
    made.close()


def test_a_process_that_cannot_work_is_given_up(
    qapp: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.thumbnails.sys.executable", str(tmp_path / "no python"))
    made = Thumbnails(main.catalog(), True, tmp_path)
    made.want([BASE, OTHER])
    qtbot.waitUntil(lambda: not made.working, timeout=10_000)
    assert made.picture(BASE) is None
    made.close()
