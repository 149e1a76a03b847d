"""The operations of an OpenAPI document, and the JSON they take and answer."""

from collections.abc import Iterator
from typing import Any

JSON = "application/json"


def each_operation(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield path, method and operation of each operation."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in ("get", "post", "put", "delete", "patch"):
                yield path, method, operation


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for _, _, operation in each_operation(document)]


def answer_of(operation: dict[str, Any]) -> dict[str, Any]:
    """Return the description of the JSON that an operation answers; empty if it answers none."""
    content: dict[str, Any] = operation["responses"].get("200", {}).get("content", {})
    described: dict[str, Any] = content.get(JSON, {})
    return described


def body_of(operation: dict[str, Any]) -> dict[str, Any]:
    """Return the description of the JSON that an operation takes; empty if it takes none."""
    described: dict[str, Any] = operation.get("requestBody", {}).get("content", {}).get(JSON, {})
    return described


def body_schema_of(operation: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """Return the schema, a component, of the JSON that an operation takes; empty if it takes none.

    It holds the example: beside it, generators of Java complain about one.
    """
    name = body_of(operation).get("schema", {}).get("$ref", "").rpartition("/")[2]
    schema: dict[str, Any] = document["components"]["schemas"].get(name, {})
    return schema


def line_of(operation: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a line in the file that an operation answers; empty if it is no file."""
    for media_type, described in operation["responses"].get("200", {}).get("content", {}).items():
        schema: dict[str, Any] = described.get("schema", {})
        line: dict[str, Any] = schema.get("contentSchema", schema)
        if media_type != JSON and "$ref" in line:
            return line
    return {}
