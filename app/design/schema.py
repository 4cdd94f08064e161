"""The JSON Schema of a design file, made from the records themselves; resources/schema/design.schema.json is its published copy."""

from __future__ import annotations

from typing import Any

import msgspec

from app.design.design import DESIGN_VERSION, Design

ID = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_-]{0,31}$"}
VALUES = {"type": "object", "additionalProperties": {"type": ["number", "string", "boolean"]}, "default": {}}
FINISH = {"type": "object", "additionalProperties": {"type": "string"}, "default": {}}


def design_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of design files of this version: lengths mm, angles degrees, no unknown keys."""
    made = msgspec.json.schema(Design)
    records: dict[str, Any] = made["$defs"]
    for name, record in records.items():
        record["additionalProperties"] = False
        if name not in ("Design", "Unit", "Customer"):
            del record["description"]  # written for readers of the code, not of files
    for name in ("Unit", "Insert"):
        records[name]["properties"]["id"] = ID
        records[name]["properties"]["values"] = VALUES
    records["Frame"]["required"] = ["x", "y"]
    records["Unit"]["properties"]["sample"] = {"type": "string", "minLength": 1}
    records["Unit"]["properties"]["finish"] = FINISH
    design = records.pop("Design")
    design["properties"]["finish"] = FINISH
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"jiyang.design.v{DESIGN_VERSION}",
        **design,
        "properties": {
            "format": {"const": "jiyang.design"},
            "version": {"const": DESIGN_VERSION},
            **design["properties"],
        },
        "required": ["format", "version", *design["required"]],
        "$defs": dict(sorted(records.items())),
    }
