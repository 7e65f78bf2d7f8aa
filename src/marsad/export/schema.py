"""The JSON Schema of the record."""

from __future__ import annotations

from typing import Any

import msgspec

from marsad.types import Record
from marsad.types.record import SCHEMA


def schema_of_record() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the record.

    >>> schema_of_record()["properties"]["schema"]["const"]
    1
    """
    (root,), definitions = msgspec.json.schema_components((Record,), ref_template="#/$defs/{name}")
    schema = definitions.pop(root["$ref"].rsplit("/", 1)[1])
    schema["properties"]["schema"] = {
        "const": SCHEMA,
        "description": "raised when a field changes its meaning",
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "$defs": definitions}


__all__ = ["schema_of_record"]
