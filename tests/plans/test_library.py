"""Finding a house type by words, in Chinese and English."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.plans.library import open_plans
from app.plans.plan import PlanError

FLOORPLANS = Path(__file__).resolve().parents[2] / "floorplans"


@pytest.mark.parametrize(
    ("words", "first", "all_have"),
    [
        ("两房", None, 2),
        ("2室", None, 2),
        ("二居", None, 2),
        ("two bed", None, 2),
        ("2 bedrooms", None, 2),
        ("两室一厅", "two_bed_60", 2),
        ("两室一厅 75", "two_bed_75", 2),
        ("三室两厅 89平", "three_bed_89", 3),
        ("Three bedrooms 118 m2", "three_bed_118", 3),
        ("四室两卫140㎡", "four_bed_140", 4),
        ("studio 35", "studio_35", 0),
        ("开间", None, 0),
        ("three bed 衣帽间", "three_bed_105", 3),
    ],
)
def test_words_find_house_types(words: str, first: str | None, all_have: int) -> None:
    found = open_plans(FLOORPLANS).search(words)
    assert found
    assert {entry.bedrooms for entry in found} == {all_have}
    assert first is None or found[0].id == first


def test_words_that_fit_nothing_find_nothing_and_no_words_find_all() -> None:
    library = open_plans(FLOORPLANS)
    assert library.search("castle") == ()
    assert library.search("九室") == ()
    assert library.search("two bed two bath 300") == ()
    assert library.search("") == library.entries


def test_entries_tell_size_and_rooms() -> None:
    entry = next(entry for entry in open_plans(FLOORPLANS).entries if entry.id == "two_bed_75")
    assert (entry.rooms, entry.bedrooms, entry.halls, entry.baths) == (8, 2, 2, 1)
    assert (entry.width, entry.depth) == (9900, 8900)
    assert entry.area_m2 == 75.74


def test_a_broken_file_is_told_and_hides_no_other(tmp_path: Path) -> None:
    shutil.copy(FLOORPLANS / "room.toml", tmp_path / "room.toml")
    shutil.copy(FLOORPLANS / "room.toml", tmp_path / "twin.toml")
    (tmp_path / "bad.toml").write_text("rooms = 3", encoding="utf-8")
    library = open_plans(tmp_path)
    assert [entry.id for entry in library.entries] == ["room"]
    assert {Path(problem.file).name for problem in library.broken} == {"bad.toml", "twin.toml"}
    assert library.plan("room") is library.plan("room")
    with pytest.raises(PlanError, match="no plan 'villa'; there are room"):
        library.plan("villa")
    with pytest.raises(PlanError, match="no such folder"):
        open_plans(tmp_path / "none")
