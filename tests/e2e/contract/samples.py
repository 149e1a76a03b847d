"""Values for decoders, made from the schemas of the contract.

`complete` makes a value in which nothing is null or empty, also the fields that later versions
fill. `of_tomorrow` changes a real answer as v1 may change: each word of a list becomes one that no
client knows, and each object gets one more field.
"""

import re
from datetime import datetime
from typing import Any

from api.openapi.committed import committed_document

SCHEMAS: dict[str, dict[str, Any]] = committed_document()["components"]["schemas"]
WORD = "word-of-tomorrow"
FIELD = "field_of_tomorrow"
NEW = {"deep": [1, None, {"deeper": "still"}]}
"""The value of a field that no client knows."""

TEXTS = ("häl ☂ “a”", "calf-stretch", "/v1/exercises", "2026-11-28", "fe" * 32, "B")
FORMATS = {
    "date-time": "2026-11-28T20:00:00Z",
    "date": "2026-11-28",
    "uri": "https://example.org/a",
    "uuid": "0b5e3c1a-6f0e-4b51-9a52-0d1f3d3a7c11",
}


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference; of a choice between a schema and null, take the schema."""
    while "$ref" in schema or "anyOf" in schema:
        if "anyOf" in schema:
            schema = {**{k: v for k, v in schema.items() if k != "anyOf"}, **schema["anyOf"][0]}
        else:
            schema = SCHEMAS[schema["$ref"].rpartition("/")[2]]
    return schema


def complete(schema: dict[str, Any], depth: int = 0) -> Any:
    """Return a value without null and with no empty list; what refers to itself ends somewhere."""
    schema = resolved(schema)
    match schema.get("type"):
        case "object":
            fields = schema.get("properties", {})
            values = {name: complete(field, depth + 1) for name, field in fields.items()}
            further = schema.get("additionalProperties")
            return values | ({"some": complete(further, depth + 1)} if further else {})
        case "array":
            items = [complete(schema["items"], depth + 1)] if depth < 16 else []
            return items * schema.get("minItems", 1)
        case "integer":
            return schema["maximum"]
        case "number":
            return 0.25
        case "boolean":
            return True
    return text_of(schema)


def text_of(schema: dict[str, Any]) -> str:
    if "x-extensible-enum" in schema:
        return str(schema["x-extensible-enum"][0])
    shortest, longest = schema.get("minLength", 0), schema.get("maxLength", 1_000)
    for text in (FORMATS.get(schema.get("format", ""), TEXTS[0]), *TEXTS):
        if re.search(schema.get("pattern", ""), text) and shortest <= len(text) <= longest:
            return text
    raise ValueError(f"Add a text for {schema} to TEXTS.")


def of_tomorrow(schema: dict[str, Any], value: Any) -> Any:
    """Return a value with unknown words in place of the known ones, and further fields."""
    schema = resolved(schema)
    if isinstance(value, list):
        return [of_tomorrow(schema["items"], item) for item in value]
    if isinstance(value, dict):
        fields, further = schema.get("properties", {}), schema.get("additionalProperties")
        changed = {n: of_tomorrow(fields.get(n, further), v) for n, v in value.items()}
        return changed if further else {**changed, FIELD: NEW}
    return WORD if isinstance(value, str) and "x-extensible-enum" in schema else value


def known_part(value: Any) -> Any:
    """Return a value without the fields that no client knows, and with moments as such.

    A field that is null counts as absent: some clients do not write what is null and optional.
    """
    if isinstance(value, list):
        return [known_part(item) for item in value]
    if isinstance(value, dict):
        known = {name: known_part(item) for name, item in value.items() if name != FIELD}
        return {name: item for name, item in known.items() if item is not None}
    return moment(value) if isinstance(value, str) else value


def moment(text: str) -> Any:
    """Return the moment that a text is, however it is written, or the text."""
    if len(text) < 20 or "T" not in text:
        return text
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text
