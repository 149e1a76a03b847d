"""Answers stay open: a client that was generated today reads a word and a field of tomorrow.

The server's own schemas are strict, and every answer of the tests is checked against them. The
document promises less on purpose: a generated client refuses a word that a closed `enum` lacks, and
a field that `additionalProperties: false` forbids. Only bodies that callers send stay closed.
"""

from collections.abc import Iterator
from typing import Any

from api.openapi.operations import operations

LONGEST_WORD = 64
REFERENCE = "#/components/schemas/"


def open_answers(document: dict[str, Any]) -> None:
    """Open every schema that an answer refers to, also if callers send it back."""
    schemas = document["components"]["schemas"]
    responses = [operation["responses"] for operation in operations(document)]
    for name in reached_from([responses, document["components"]["responses"]], schemas):
        open_schema(schemas[name])


def reached_from(node: Any, schemas: dict[str, Any]) -> set[str]:
    """Return the names of the schemas that a part of the document refers to, directly or not."""
    found: set[str] = set()
    ahead = [node]
    while ahead:
        for name in names_in(ahead.pop()):
            if name not in found:
                found.add(name)
                ahead.append(schemas[name])
    return found


def names_in(node: Any) -> Iterator[str]:
    """Yield the name of each schema that a part of the document refers to itself."""
    if isinstance(node, list):
        for item in node:
            yield from names_in(item)
    elif isinstance(node, dict):
        if str(node.get("$ref")).startswith(REFERENCE):
            yield node["$ref"].removeprefix(REFERENCE)
        for name, value in node.items():
            if name != "example":
                yield from names_in(value)


def open_schema(node: Any) -> None:
    """Allow further fields, and turn each list of words into known words of an open string."""
    if isinstance(node, list):
        for item in node:
            open_schema(item)
        return
    if not isinstance(node, dict):
        return
    if node.get("additionalProperties") is False:
        del node["additionalProperties"]
    if node.get("type") == "string" and ("enum" in node or "const" in node):
        open_word(node)
    for value in node.values():
        open_schema(value)


def open_word(schema: dict[str, Any]) -> None:
    """Turn an enum into a string that names its known words, for people and for generators."""
    words = schema.pop("enum", None) or [schema["const"]]
    schema.pop("const", None)
    listed = ", ".join(f"`{word}`" for word in words)
    known = f"Known words: {listed}. New ones may come."
    described = schema.get("description")
    schema["description"] = f"{described} {known}" if described else known
    schema["maxLength"] = LONGEST_WORD
    schema["x-extensible-enum"] = words
