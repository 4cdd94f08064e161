"""Finding a house type by words and by filters, and keeping one's own: in Chinese and English."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from app.geometry.ring import area
from app.plans.files import read_plan
from app.plans.house_types.library import Wanted, open_plans
from app.plans.plan import PlanError
from app.plans.underlay import Line, Picture, Underlay
from app.records import Text

FLOORPLANS = Path(__file__).resolve().parents[2] / "floorplans"


@pytest.mark.parametrize(
    ("words", "first", "all_have"),
    [
        ("两房", None, 2),
        ("2室", None, 2),
        ("二居", None, 2),
        ("two bed", None, 2),
        ("2 bedrooms", None, 2),
        ("两室一厅 60", None, 2),
        ("两室两厅 75.7", "two_bed_75", 2),
        ("三室两厅 89平", None, 3),
        ("Three bedrooms 118 m2", None, 3),
        ("四室两卫140㎡", None, 4),
        ("studio 35.04", "studio_35", 0),
        ("开间", None, 0),
        ("three bed 衣帽间", None, 3),
    ],
)
def test_words_find_house_types(words: str, first: str | None, all_have: int) -> None:
    found = open_plans(FLOORPLANS).search(words)
    assert found
    assert {entry.bedrooms for entry in found} == {all_have}
    assert first is None or found[0].id == first


def test_words_say_bedrooms_baths_area_size_and_where_it_looks() -> None:
    library = open_plans(FLOORPLANS)
    found = library.search("三房两卫 南北 110平 朝南")
    assert len(found) > 5
    for entry in found:
        assert (entry.bedrooms, entry.baths) == (3, 2)
        assert {"N", "S"} <= set(entry.orientation)
        assert 88 <= entry.area_m2 <= 132
    assert abs(found[0].area_m2 - 110) <= 1
    assert library.search("three bed two bath north-south 110 m2") == library.search("三房两卫 南北 110平")
    sized = library.search("三房 11.1x9.3米")
    assert sized
    assert library.search("三房 11100×9300mm") == sized
    assert library.search("三房 9.3x11.1m") == sized  # a flat is turned on paper as one likes
    for entry in sized:
        assert sorted((abs(entry.width - 11100), abs(entry.depth - 9300)))[1] <= 600 or abs(entry.width - 9300) <= 600
    assert {entry.orientation[0] for entry in library.search("朝东")} == {"E"}
    assert library.search("east") == library.search("朝东") != ()
    assert {entry.estate for entry in library.search("翠湖")} == {"基样·翠湖"}
    assert all("飘窗" in entry.words and entry.bays for entry in library.search("两室 飘窗"))
    assert all(entry.balconies >= 2 for entry in library.search("双阳台"))
    assert library.search("双阳台")


def test_words_that_fit_nothing_find_nothing_and_no_words_find_all() -> None:
    library = open_plans(FLOORPLANS)
    assert library.search("castle") == ()
    assert library.search("九室") == ()
    assert library.search("two bed two bath 300") == ()
    assert library.search("") == library.entries
    assert library.search("9" * 500 + "平") == ()


def test_filters() -> None:
    library = open_plans(FLOORPLANS)
    assert library.find(Wanted()) == library.entries
    wanted = Wanted(
        bedrooms=2,
        halls=1,
        baths=1,
        area_m2=(50, 70),
        width=(6000, 7500),
        orientation=("S",),
        kind="flat",
        mirrored=False,
    )
    found = library.find(wanted)
    assert found
    for entry in found:
        assert (entry.bedrooms, entry.halls, entry.baths, entry.kind, entry.mirrored) == (2, 1, 1, "flat", False)
        assert 50 <= entry.area_m2 <= 70
        assert 6000 <= entry.width <= 7500 or 6000 <= entry.depth <= 7500
        assert entry.orientation[0] == "S"
    assert library.find(Wanted(own=True)) == ()
    assert {entry.kind for entry in library.find(Wanted(kind="room", area_m2=(0, 5)))} == {"room"}
    assert library.find(Wanted(estate="听松", city="nowhere")) == ()


def test_entries_tell_size_and_rooms() -> None:
    entry = open_plans(FLOORPLANS).entry("two_bed_75")
    assert (entry.rooms, entry.bedrooms, entry.halls, entry.baths) == (8, 2, 2, 1)
    assert (entry.width, entry.depth) == (9900, 8900)
    assert entry.area_m2 == 75.74
    assert (entry.kitchens, entry.balconies, entry.bays, entry.own, entry.family) == (1, 1, 1, False, "")
    assert set(entry.orientation) == {"S", "N"}  # balcony and bay to the south, the dining window to the north


def test_a_broken_file_is_told_and_hides_no_other(tmp_path: Path) -> None:
    shutil.copy(FLOORPLANS / "room.toml", tmp_path / "room.toml")
    shutil.copy(FLOORPLANS / "room.toml", tmp_path / "twin.toml")
    (tmp_path / "bad.toml").write_text("rooms = 3", encoding="utf-8")
    shutil.copytree(FLOORPLANS / "families", tmp_path / "families")
    spoilt = tmp_path / "families" / "one_slab.toml"
    spoilt.write_text(spoilt.read_text(encoding="utf-8").replace('"a + l"', '"a + m"'), encoding="utf-8")
    library = open_plans(tmp_path)
    assert "room" in [entry.id for entry in library.entries]
    assert not any(entry.family == "one_slab" for entry in library.entries)
    assert any(entry.family == "two_slim" for entry in library.entries)
    assert {Path(problem.file).name for problem in library.broken} == {"bad.toml", "twin.toml", "one_slab.toml"}
    assert library.plan("room") is library.plan("room")
    with pytest.raises(PlanError, match="no plan 'villa'"):
        library.plan("villa")
    for name in ("../room", "one_slab-1", "one_slab", "two_slim-9-9-9", "", "families/two_slim"):
        with pytest.raises(PlanError):
            library.plan(name)
    with pytest.raises(PlanError, match="no such folder"):
        open_plans(tmp_path / "none")


# --- the user's own


def test_an_import_is_kept_found_and_taken_away(tmp_path: Path) -> None:
    own = tmp_path / "own"
    library = open_plans(FLOORPLANS, own, tmp_path / "cache")
    plan = replace(library.plan("two_bed_75"), orientation=90.0, source="dxf:house.dxf", doubts=("一处存疑",))
    picture = tmp_path / "scan.png"
    picture.write_bytes(b"\x89PNG")
    underlay = Underlay(lines=(Line("walls", "A", ((0, 0), (1, 1))),), pictures=(Picture("scan.png", 5.0),))
    entry = library.save(plan, Text("翠湖 3 栋", "Cuihu 3"), "翠湖花园", "杭州", underlay, tmp_path)
    assert (entry.own, entry.estate, entry.city, entry.source) == (True, "翠湖花园", "杭州", "dxf:house.dxf")
    assert entry.area_m2 == pytest.approx(75.74, rel=0.01)
    assert [found.id for found in library.search("翠湖花园")] == [entry.id]
    assert [found.id for found in library.find(Wanted(own=True))] == [entry.id]
    again = open_plans(FLOORPLANS, own, tmp_path / "cache")
    assert again.entry(entry.id) == entry
    kept = again.plan(entry.id)
    assert (kept.rooms, kept.walls, kept.doubts) == (plan.rooms, plan.walls, plan.doubts)
    assert again.underlay(entry.id).lines == underlay.lines
    assert (own / again.underlay(entry.id).pictures[0].file).read_bytes() == b"\x89PNG"
    again.remove(entry.id)
    assert not list(own.iterdir())
    assert not again.find(Wanted(own=True))
    with pytest.raises(PlanError, match="came with the program"):
        again.remove("two_bed_75")


def test_doubles_and_names_without_words_are_refused_and_leave_nothing(tmp_path: Path) -> None:
    own = tmp_path / "own"
    library = open_plans(FLOORPLANS, own)
    shipped = library.plan("one_slab-3300-3900-4200-balcony")
    with pytest.raises(PlanError, match="in the library already, as '一室一厅一卫"):
        library.save(shipped, Text("我家", "Mine"))
    changed = replace(shipped, services=shipped.services[1:])
    first = library.save(changed, Text("我家", "Mine"))
    with pytest.raises(PlanError, match="in the library already, as '我家'"):
        library.save(replace(changed, name=Text("别名", "Other")), Text("别名", "Other"))
    with pytest.raises(PlanError, match="there is a house type '我家' of this estate"):
        library.save(replace(shipped, services=shipped.services[2:]), Text("我家", "Mine"))
    second = library.save(replace(shipped, services=shipped.services[2:]), Text("我家", "Mine"), "另一处")
    for name in (
        Text("", "x"),
        Text("好", " "),
        Text("好" * 200, "long"),
        Text("一\n二", "lines"),
        Text("\ud800", "half"),
    ):
        with pytest.raises(PlanError):
            library.save(replace(shipped, services=()), name)
    with pytest.raises(PlanError, match="where the picture"):
        library.save(
            replace(shipped, services=()),
            Text("图", "P"),
            underlay=Underlay(pictures=(Picture("../x.png", 1.0),)),
            pictures=own,
        )
    assert sorted(path.name for path in own.iterdir()) == [f"{first.id}.toml", f"{second.id}.toml"]
    with pytest.raises(PlanError, match="no folder for house types of your own"):
        open_plans(FLOORPLANS).save(changed, Text("我家", "Mine"))


def test_what_a_user_puts_into_the_folder_counts_once(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    text = (FLOORPLANS / "room.toml").read_text(encoding="utf-8")
    (own / "mine.toml").write_text(text.replace('id = "room"\n', 'id = "mine"\n', 1), encoding="utf-8")
    (own / "room.toml").write_text(text, encoding="utf-8")
    (own / "huge.toml").write_bytes(b"#" * (65 * 1024 * 1024))
    library = open_plans(FLOORPLANS, own)
    assert [entry.id for entry in library.find(Wanted(own=True))] == ["mine"]
    assert library.plan("mine").rooms[0].outline == library.plan("room").rooms[0].outline
    assert {Path(problem.file).name for problem in library.broken} == {"room.toml", "huge.toml"}


# --- the index


def test_the_index_is_made_anew_when_data_change_or_it_is_spoilt(tmp_path: Path) -> None:
    folder, cache = tmp_path / "plans", tmp_path / "cache"
    shutil.copytree(FLOORPLANS / "families", folder / "families")
    for other in (folder / "families").glob("[!o]*.toml"):
        other.unlink()
    shutil.copy(FLOORPLANS / "room.toml", folder / "room.toml")
    first = open_plans(folder, None, cache).entries
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    assert open_plans(folder, None, cache).entries == first
    for spoilt in (b"", whole[:-1], whole[:100], b"\x00" * len(whole), whole[:-40] + b"\xff" * 40):
        kept.write_bytes(spoilt)
        assert open_plans(folder, None, cache).entries == first
        assert kept.read_bytes() == whole
    path = folder / "families" / "one_row.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("l = [3300, 3600, 3900]", "l = [3300]"), encoding="utf-8")
    fewer = open_plans(folder, None, cache)
    assert len(first) - len(fewer.entries) == 12
    assert fewer.shape("one_row-3600-3300-6300") is None


def test_opening_and_the_first_search_take_less_than_a_tenth_of_a_second(tmp_path: Path) -> None:
    open_plans(FLOORPLANS, None, tmp_path).search("两室")
    times = []
    for _ in range(5):
        begun = time.process_time()
        found = open_plans(FLOORPLANS, None, tmp_path).search("三房两卫 南北 110平")
        times.append(time.process_time() - begun)
        assert found
    assert min(times) < 0.1


def test_one_plan_is_made_without_reading_the_others(tmp_path: Path) -> None:
    shutil.copytree(FLOORPLANS, tmp_path / "plans")
    for other in (tmp_path / "plans" / "families").glob("t*.toml"):
        other.write_text("broken", encoding="utf-8")
    library = open_plans(tmp_path / "plans")
    assert library.plan("two_bed_75") == replace(read_plan(FLOORPLANS / "two_bed_75.toml"), source="library:two_bed_75")
    assert area(library.plan("one_slab-3300-3900-4200-balcony").rooms[0].outline) == (3300 - 150) * (4200 - 150)
