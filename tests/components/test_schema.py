"""The JSON Schemas for editors: published as generated, true to what the program itself takes and refuses."""

from __future__ import annotations

import fnmatch
import tomllib
from typing import Any

import jsonschema
import pytest

from app.components.family_schema import SCHEMAS
from app.components.schema import ITEM_TABLES
from app.records import to_json

from .small_library import FAMILY, LIBRARY, spoil

ROOT = LIBRARY.parent
PUBLISHED = ROOT / "resources" / "schema"
FILES = {
    "family": "families/*.toml",
    "part": "families/parts/*.toml",
    "range": "ranges/*.toml",
    "profile": "profiles/*.toml",
}


@pytest.fixture(scope="module")
def checkers() -> dict[str, jsonschema.Draft202012Validator]:
    return {kind: jsonschema.Draft202012Validator(make()) for kind, make in SCHEMAS.items()}


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_published_schema_is_the_generated_one(kind: str) -> None:
    """To publish it anew: `jiyang library schema family > resources/schema/family.schema.json`, and so for the others."""
    made = SCHEMAS[kind]()
    jsonschema.Draft202012Validator.check_schema(made)
    assert (PUBLISHED / f"{kind}.schema.json").read_bytes() == to_json(made)


@pytest.mark.parametrize("kind", FILES)
def test_every_shipped_file_fits_its_schema(kind: str, checkers: dict[str, jsonschema.Draft202012Validator]) -> None:
    paths = sorted(LIBRARY.glob(FILES[kind]))
    assert paths
    for path in paths:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        problems = [f"{'.'.join(map(str, one.path))}: {one.message}" for one in checkers[kind].iter_errors(data)]
        assert problems == [], path.name


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (spoil("min = 300", "mni = 300"), "parameters.width"),
        (spoil('["+z", "+y"]', '["z", "+y"]'), "panel.0.axes.0"),
        (spoil('role = "panel"\n', ""), "panel.0"),
        (spoil('edges = ["W1"]', 'edges = ["W9"]'), "joint.0.edges.0"),
        (spoil("at = [0, 0, 0]", "at = [0, 0]"), "panel.0.at"),
        (spoil("[parameters.width]", "[parameters.Width]"), "parameters"),
        (spoil(', en = "Width"', ""), "parameters.width.name"),
        (FAMILY + "[[pannel]]\n", ""),
        (spoil('code = "XX-{width}"\n', ""), ""),
    ],
)
def test_what_the_program_refuses_is_underlined(
    text: str, at: str, checkers: dict[str, jsonschema.Draft202012Validator]
) -> None:
    assert list(checkers["family"].iter_errors(tomllib.loads(FAMILY))) == []
    found = {".".join(map(str, one.path)) for one in checkers["family"].iter_errors(tomllib.loads(text))}
    assert found == {at}


def test_an_entry_of_a_part_may_be_overridden_in_one_key(checkers: dict[str, jsonschema.Draft202012Validator]) -> None:
    """What a family leaves out of an entry may stand in the part it extends; without a part it may not be left out."""
    data: dict[str, Any] = tomllib.loads(FAMILY) | {"panel": [{"id": "door_{n}", "edges": "none"}]}
    assert list(checkers["family"].iter_errors(data)) != []
    assert list(checkers["family"].iter_errors(data | {"extends": ["doors"]})) == []


def test_every_item_and_most_keys_are_described() -> None:
    made = SCHEMAS["family"]()
    for table in ITEM_TABLES:
        record = made["$defs"][made["properties"][table]["items"]["$ref"].rpartition("/")[2]]
        assert len(record["description"]) > 10
        assert record["properties"]["repeat"]["description"] and record["properties"]["let"]["description"]


def test_an_editor_finds_the_schema_of_each_file() -> None:
    rules = tomllib.loads((ROOT / ".taplo.toml").read_text(encoding="utf-8"))["rule"]
    for kind, pattern in FILES.items():
        for path in LIBRARY.glob(pattern):
            name = path.relative_to(ROOT).as_posix()
            fitting = [
                rule["schema"]["path"]
                for rule in rules
                if any(fnmatch.fnmatch(name, one) and name.count("/") == one.count("/") for one in rule["include"])
            ]
            assert fitting == [f"resources/schema/{kind}.schema.json"]
            assert (ROOT / fitting[0]).is_file()
