"""JSON Schemas of library files for editors, made from the records of schema.py, ranges.py and profile.py; published in resources/schema.

An editor that knows TOML (Even Better TOML, taplo) then completes keys, shows their descriptions and underlines what is unknown.
`.taplo.toml` says which schema a file of the library has; a file beside it says so in its first line:
`#:schema .../resources/schema/family.schema.json`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import msgspec

from app.components import schema
from app.components.profile import ProfileFile
from app.components.ranges import Range
from app.components.schema import ITEM_TABLES, FamilyFile
from app.geometry.frame import AXES

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FORMULA = {
    "description": "A number, a truth, or a text with a formula over numbers, names, profile.<key> and t.<board slot>.",
    "type": ["boolean", "number", "string"],
}
NAME = "^[a-z][a-z0-9_]*$"
_ANY = [
    {"type": "boolean"},
    {"type": "integer"},
    {"type": "number"},
    {"type": "string"},
]  # a formula, as msgspec writes it


@dataclass(frozen=True, slots=True)
class RangeFile:
    """Grids of sizes, choices and decors over families: the samples that a consultant picks."""

    range: tuple[Range, ...]


def family_schema() -> dict[str, Any]:
    """Return the schema of a family file: what it leaves out of an entry may stand in a part that it extends."""
    made = _schema(FamilyFile, "family")
    made["if"] = {"required": ["extends"]}
    needs = {table: _needs(made, table) for table in ITEM_TABLES}
    made["else"] = {
        "required": made.pop("required"),
        "properties": {
            "parameters": {"additionalProperties": {"required": ["name", "default"]}},
            **{table: {"items": {"required": keys}} for table, keys in needs.items()},
        },
    }
    _loosen(made["$defs"], {*made["$defs"]} - {"Text", "Choice"})
    return made


def part_schema() -> dict[str, Any]:
    """Return the schema of a shared part of families: any of its keys may be missing, and it extends nothing."""
    made = _schema(FamilyFile, "part")
    made["description"] = (
        "A part of families: what families that extend it have, unless they say otherwise, entry by entry."
    )
    del made["required"], made["properties"]["extends"]
    _loosen(made["$defs"], {*made["$defs"]} - {"Text", "Choice"})
    return made


def range_schema() -> dict[str, Any]:
    """Return the schema of a file of ranges."""
    return _schema(RangeFile, "range")


def profile_schema() -> dict[str, Any]:
    """Return the schema of a construction profile; one that extends another may leave out any key."""
    made = _schema(ProfileFile, "profile")
    required = made.pop("required")
    extends = {"type": "string", "description": "The profile beside it that says what this one does not."}
    made["properties"] = {"extends": extends, **made["properties"]}
    made["if"], made["else"] = {"required": ["extends"]}, {"required": required}
    _loosen(made["$defs"], {*made["$defs"]} - {"Text"})
    return made


SCHEMAS = {"family": family_schema, "part": part_schema, "range": range_schema, "profile": profile_schema}


def _schema(kind: type, name: str) -> dict[str, Any]:
    """Return the schema of a record and those it holds: no unknown keys, formulas by name, sentences of the records as descriptions."""
    records: dict[str, Any] = msgspec.json.schema(kind)["$defs"]
    for record in records.values():
        record["additionalProperties"] = False
        _describe(record)
    whole = _plain(records)
    whole["Formula"] = FORMULA
    if "PanelItem" in whole:
        whole["PanelItem"]["properties"]["axes"]["items"] = {"enum": list(AXES)}
    top: dict[str, Any] = whole.pop(kind.__name__)
    for table in ("parameters", "derived", "shares"):
        if table in top["properties"]:
            top["properties"][table]["propertyNames"] = {"pattern": NAME}
    del top["title"]
    return {
        "$schema": DRAFT,
        "$id": f"urn:jiyang:{name}:v1",
        "title": name,
        **top,
        "$defs": dict(sorted(whole.items())),
    }


def _plain(value: Any) -> Any:
    """Return a schema in the words that all drafts share: formulas by name, rows of one kind, no null (which TOML has not)."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if not isinstance(value, dict):
        return value
    rest = {key: _plain(one) for key, one in value.items() if key not in ("anyOf", "prefixItems")}
    if value.get("anyOf") == _ANY:
        return {"$ref": "#/$defs/Formula", **rest}
    if "anyOf" in value:
        kinds = [_plain(one) for one in value["anyOf"] if one != {"type": "null"}]
        if len(kinds) < len(value["anyOf"]) and rest.get("default", 0) is None:
            del rest["default"]
        return {**(kinds[0] if len(kinds) == 1 else {"anyOf": kinds}), **rest}
    if "prefixItems" in value:
        kinds = []
        for one in value["prefixItems"]:
            if (plain := _plain(one)) not in kinds:
                kinds.append(plain)
        rest["items"] = kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
    return rest


def _describe(record: dict[str, Any]) -> None:
    """Give each property the sentences of its record's description that name it."""
    record["description"] = re.sub(r"\s+", " ", record.get("description", ""))
    shared = schema.__doc__ or "" if "when" in record["properties"] else ""  # what all items have is said there
    sentences = re.split(r"(?<=[.;:]) ", " ".join((record["description"], re.sub(r"\s+", " ", shared))))
    for key, value in record["properties"].items():
        said = [one for one in sentences if f"`{key}`" in one]
        if said and "$ref" not in value:
            value["description"] = " ".join(said)


def _needs(made: dict[str, Any], table: str) -> list[str]:
    record = made["properties"][table]["items"]["$ref"].rpartition("/")[2]
    needs: list[str] = made["$defs"][record].get("required", [])
    return needs


def _loosen(records: dict[str, Any], names: set[str]) -> None:
    for name in names:
        records[name].pop("required", None)
