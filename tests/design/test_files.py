"""Design files: exact there and back, old ones readable for ever, bad ones refused in one sentence that names the place."""

import json
import math
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.components.parts import Insert
from app.design import edits, files
from app.design.design import Customer, Design, DesignError
from app.design.files import (
    check_samples,
    design_bytes,
    design_json,
    design_schema,
    document,
    parse_design,
    read_design,
    write_design,
)
from app.design.layout import lay_out
from app.geometry.frame import Frame
from app.plans.plan import Plan
from app.records import to_json

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = sorted((ROOT / "tests" / "golden" / "designs").glob("v*/*.json"))
SCHEMA = ROOT / "resources" / "schema" / "design.schema.json"

NUMBERS = st.floats(-1e9, 1e9, allow_nan=False)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.dictionaries(WORDS, st.booleans() | st.integers(-(10**9), 10**9) | NUMBERS | WORDS, max_size=4)


def furnished(design: Design) -> Design:
    design, first = edits.place(
        design, "base", Frame(1 / 3, 999.99, 0.1, 90), {"width": 612.5, "doors": 2, "left": True}
    )
    design, _ = edits.add_insert(design, first, "shelf", "main", {"count": 3})
    design, _ = edits.place(design, "wall", Frame(0, 3000, 1450, 359.99), finish={"front": "oak"})
    design = edits.set_finish(design, {"carcass": "white", "front": "sage"})
    return edits.set_notes(edits.set_customer(design, Customer("王小姐", "138", "中山路 1 号")), "第一行\n第二行")


@pytest.fixture
def file(empty: Design, tmp_path: Path) -> Path:
    path = tmp_path / "kitchen.design.json"
    write_design(path, furnished(empty))
    return path


def test_a_design_comes_back_exactly(empty: Design, file: Path) -> None:
    assert read_design(file) == furnished(empty)


@given(
    frame=st.builds(Frame, NUMBERS, NUMBERS, NUMBERS, NUMBERS), values=VALUES, name=WORDS.filter(str.strip), notes=WORDS
)
def test_any_number_and_any_word_comes_back_exactly(
    flat: Plan, frame: Frame, values: dict, name: str, notes: str
) -> None:
    design, _ = edits.place(edits.new_design(flat, "lib", name), "base", frame, values)
    design = edits.set_notes(design, notes)
    data = design_bytes(design)
    back = parse_design(data, "x.json")
    assert back == design
    assert design_bytes(back) == data


def test_equal_designs_make_equal_files_however_their_numbers_were_typed(empty: Design) -> None:
    whole, _ = edits.place(empty, "base", Frame(100, 0, 0, 90), {"width": 600})
    real, _ = edits.place(empty, "base", Frame(100.0, -0.0, 0.0, 90.0), {"width": 600.0})
    assert design_bytes(whole) == design_bytes(real)


def test_a_unit_costs_about_a_kilobyte(empty: Design) -> None:
    one = len(design_bytes(furnished(empty)))
    design, _ = edits.copy(furnished(empty), ["u1"], (600.0, 0.0, 0.0))
    assert len(design_bytes(design)) - one < 1024


def changed(file: Path, change: Callable[[Any], None]) -> Path:
    data = json.loads(file.read_text("utf-8"))
    change(data)
    file.write_text(json.dumps(data), "utf-8")
    return file


BAD = [
    (lambda d: d["units"][1]["frame"].update(x="wide"), "units[1].frame.x: expected float, got 'wide'"),
    (lambda d: d["units"][0].update(frame=[1, 2]), "units[0].frame: expected object, got [1, 2]"),
    (lambda d: d["units"][1].pop("sample"), "units[1]: Object missing required field `sample`"),
    (lambda d: d["units"][1].update(colour="red"), "units[1].colour: unknown key"),
    (lambda d: d["units"][1]["frame"].update(w=1), "units[1].frame.w: unknown key"),
    (lambda d: d.update(price=3), "price: unknown key"),
    (lambda d: d["plan"]["rooms"][0].update(heigth=3), "plan.rooms[0].heigth: unknown key"),
    (
        lambda d: d["units"][0]["values"].update(width=None),
        "units[0].values.width: expected a number, a text or true/false, got None",
    ),
    (lambda d: d["units"][0]["inserts"][0]["values"].update(n=[1]), "units[0].inserts[0].values.n: expected a number"),
    (lambda d: d["units"][0].update(values=[["width", 600]]), "units[0].values: expected an object"),
    (lambda d: d["finish"].update(front=7), "finish.front: expected text, got 7"),
    (lambda d: d["units"][0].update(id="../../etc"), "units[0].id: '../../etc' is not an id"),
    (lambda d: d["units"][1].update(id="u1"), "units[1].id: 'u1' is used twice"),
    (
        lambda d: d["units"][0]["inserts"].append(d["units"][0]["inserts"][0]),
        "units[0].inserts[1].id: 'i1' is used twice",
    ),
    (lambda d: d["units"][0]["values"].update(width=10**400), "units[0].values.width: 1000000000"),
    (lambda d: d["units"][0]["values"].update(width=-1e308), "units[0].values.width: -1e+308 is beyond 1e9"),
    (lambda d: d["units"][0]["frame"].pop("y"), "units[0].frame: missing y"),
    (lambda d: d["units"][0].update(sample=""), "units[0].sample: a unit needs a sample"),
    (lambda d: d["units"][0]["frame"].update(x=1e300), "units[0].frame.x: 1e+300 is beyond 1e9"),
    (lambda d: d.update(units={}), "units: expected array, got {}"),
    (lambda d: d.update(name=" "), "name: a design needs a name"),
    (lambda d: d.update(last_id=-1), "last_id: expected 0 to 999999999, got -1"),
    (lambda d: d["plan"].update(rooms=[]), "plan.rooms: no rooms"),
    (lambda d: d["plan"]["openings"][0].update(wall="w9"), "plan.openings[0].wall: no wall 'w9'"),
    (lambda d: d.update(version=2), "version: made by a newer Jiyang: version 2, this program reads up to 1"),
    (lambda d: d.update(version=True), "version: expected a whole number from 1, got True"),
    (lambda d: d.pop("version"), "version: expected a whole number from 1, got None"),
    (lambda d: d.update(format="sh3d"), "format: not a design file"),
]


@pytest.mark.parametrize(("change", "sentence"), BAD, ids=[sentence[:40] for _, sentence in BAD])
def test_a_bad_file_is_told_in_one_sentence_naming_file_place_and_cause(file: Path, change, sentence: str) -> None:
    with pytest.raises(DesignError) as caught:
        read_design(changed(file, change))
    assert str(caught.value).startswith(f"{file}: {sentence}")
    assert "\n" not in str(caught.value)
    assert len(caught.value.cause) < 200


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"format": NaN}', b"[" * 100_000, b"0\nSECTION\n"]
)
def test_what_is_no_design_at_all_is_refused(data: bytes) -> None:
    with pytest.raises(DesignError, match=r"^odd\.json: "):
        parse_design(data, "odd.json")


def test_every_truncation_is_refused(file: Path) -> None:
    data = file.read_bytes().rstrip()
    for length in range(0, len(data), 97):
        with pytest.raises(DesignError):
            parse_design(data[:length], "cut.json")


def test_what_no_file_can_hold_is_refused_before_a_byte_is_written(empty: Design, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for bad in (edits.set_notes(empty, "half \ud83d"), edits.place(empty, "base", Frame(math.nan))[0]):
        with pytest.raises(DesignError, match="cannot be written"):
            write_design(path, bad)
    assert list(tmp_path.iterdir()) == []


def test_an_unwritable_place_is_told(empty: Design, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DesignError, match="cannot be written"):
        write_design(tmp_path / "file" / "a.json", empty)


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(DesignError, match="No such file"):
        read_design(tmp_path / "none.json")
    with pytest.raises(DesignError, match="is a folder"):
        read_design(tmp_path)


def test_a_save_clears_what_killed_savers_left_but_not_what_is_being_written(empty: Design, tmp_path: Path) -> None:
    names = (".my[1].json.dead.part", ".my[1].json.live.part", ".other.json.dead.part")
    for name in names:
        (tmp_path / name).write_text("half")
    for name in (names[0], names[2]):
        os.utime(tmp_path / name, (1, 1))
    write_design(tmp_path / "my[1].json", empty)
    assert {path.name for path in tmp_path.iterdir()} == {"my[1].json", names[1], names[2]}


def test_an_older_version_is_brought_up_step_by_step(empty: Design, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two invented steps: version 1 called the notes `remarks`, version 2 kept the customer's name alone."""

    def first(data: dict) -> dict:
        notes = data.pop("remarks")
        return {**data, "notes": notes}

    def second(data: dict) -> dict:
        return {**data, "customer": {"name": data["customer"]}}

    monkeypatch.setattr(files, "DESIGN_VERSION", 3)
    monkeypatch.setitem(files.MIGRATIONS, 1, first)
    monkeypatch.setitem(files.MIGRATIONS, 2, second)
    old = {**document(empty), "version": 1, "remarks": "轻放", "customer": "王"}
    del old["notes"]
    design = files.from_document(old, "old.json")
    assert (design.notes, design.customer) == ("轻放", Customer("王"))
    del old["remarks"]
    with pytest.raises(DesignError, match="cannot be brought from version 1 to 2"):
        files.from_document(old, "old.json")


# --- the published schema ---------------------------------------------------------------------------------------------


def test_the_published_schema_is_the_one_the_program_holds_to() -> None:
    """To publish it anew: write records.to_json(design_schema()) to resources/schema/design.schema.json."""
    assert SCHEMA.read_bytes() == to_json(design_schema())
    jsonschema.Draft202012Validator.check_schema(design_schema())


def test_golden_designs_of_every_version_are_there() -> None:
    assert {path.parent.name for path in GOLDEN} == {"v1"}


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_old_files_open_for_ever_and_fit_the_schema(path: Path) -> None:
    jsonschema.validate(json.loads(path.read_bytes()), json.loads(SCHEMA.read_bytes()))
    design = read_design(path)
    assert design_bytes(design) == path.read_bytes()


def test_the_golden_kitchen_says_what_it_always_said() -> None:
    design = read_design(ROOT / "tests" / "golden" / "designs" / "v1" / "kitchen.design.json")
    assert (design.name, design.library, design.profile, design.last_id) == ("王家厨房", "lib-1", "RCP-18", 4)
    assert design.customer == Customer("王小姐", "13800000000", "中山路 1 号")
    assert [(unit.id, unit.sample, unit.frame) for unit in design.units] == [
        ("u1", "base_doors", Frame(300.0, 3000.0, 0.0, 0.0)),
        ("u3", "wall_doors", Frame(300.5, 3000.0, 1450.0, 0.0)),
        ("u4", "base_drawers", Frame(0.0, 700.25, 0.0, 90.0)),
    ]
    assert design.units[0].values == (("doors", 2), ("hinge", "left"), ("soft_close", True), ("width", 612.5))
    assert design.units[0].inserts == (Insert("i1", "shelf", "main", (("count", 2),)),)
    assert design.finish == (("carcass", "white"), ("front", "oak"))
    assert [(room.id, room.ceiling) for room in design.plan.rooms] == [("kitchen", 2700.0), ("living", 2800.5)]
    assert design.plan.openings[0].offset == 1100.25


@pytest.mark.parametrize(
    "change", [change for change, words in BAD if "unknown key" in words or "expected" in words][:6]
)
def test_the_schema_refuses_what_the_program_refuses(file: Path, change) -> None:
    data = json.loads(changed(file, change).read_bytes())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, design_schema())


# --- the library a design was made with ---------------------------------------------------------------------------------


def test_a_design_the_library_can_build_passes(empty: Design, catalog) -> None:
    check_samples(furnished(empty), catalog)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"sample": "sofa"}, "units[1]: u2: sofa: no sample 'sofa'"),
        ({"values": (("width", 5000),)}, "units[1]: u2: wall: width: 5000 is not between 150 and 1200"),
    ],
)
def test_an_unknown_sample_and_a_value_out_of_limits_name_unit_and_place(
    empty: Design, catalog, change: dict, sentence: str
) -> None:
    design = furnished(empty)
    bad = replace(design, units=(design.units[0], replace(design.units[1], **change)))
    with pytest.raises(DesignError) as caught:
        check_samples(bad, catalog, Path("home.json"))
    assert str(caught.value) == f"home.json: {sentence}"


def test_show_tells_where_things_stand_and_what_was_asked(empty: Design, catalog) -> None:
    told = design_json(lay_out(furnished(empty), catalog))
    json.dumps(told, allow_nan=False)
    first, second = told["units"]
    assert (first["id"], first["sample"], first["room"]) == ("u1", "base", "kitchen")
    assert first["asked"]["values"] == {"doors": 2, "left": True, "width": 612.5}
    assert first["size"] == {"width": 612.5, "depth": 560.0, "height": 820.0}
    assert first["inserts"] == [{"id": "i1", "sample": "shelf", "opening": "main", "values": {"count": 3}}]
    assert second["frame"] == {"x": 0, "y": 3000, "z": 1450, "turn": 359.99}
    assert told["runs"] == []
