"""The OpenAPI document of one version: shared errors, true examples, no framework leftovers."""

import json
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.errors import Problem, ProblemBody

ROOT = Path(__file__).resolve().parent.parent
COMMITTED = ROOT / "openapi" / "v1.json"
"""The committed contract; `make openapi` writes it, with answers of the seeded catalogue."""

Examples = dict[str, Any]
"""By operation id: a true answer."""

PROBLEM = {"$ref": "#/components/schemas/Problem"}
CATALOGUE_HEADERS = {
    "Catalogue-Id": {
        "description": "Which catalogue answered: a UUID born with its database.",
        "schema": {"type": "string", "format": "uuid", "maxLength": 36},
    },
    "Catalogue-Serial": {
        "description": "Serial of the last committed change of the catalogue.",
        "schema": {"type": "integer", "format": "int64", "minimum": 0},
    },
    "Content-Language": {
        "description": "Language of the answer.",
        "schema": {"type": "string", "maxLength": 12},
    },
    "Cache-Control": {
        "description": "How long the answer may be kept.",
        "schema": {"type": "string", "maxLength": 200},
    },
    "X-Request-Id": {
        "description": "Quote it when you ask for help.",
        "schema": {"type": "string", "maxLength": 64},
    },
}

TAGS = [
    {"name": "exercises", "description": "What to do, how much, and for whom not."},
    {"name": "complaints", "description": "What hurts, and what is known to help."},
    {"name": "body regions", "description": "The foot and what it hangs together with."},
    {"name": "vocabularies", "description": "What an app asks: conditions, red flags, equipment."},
    {"name": "routines", "description": "Exercises put together, in frozen versions."},
    {"name": "search", "description": "One box over everything."},
    {"name": "sync", "description": "Keep a copy: what changed, and everything at once."},
    {"name": "knowledge", "description": "Who said what: contributors, sources, insights."},
]

DESCRIPTION = """\
Exercises for feet, and everything an app needs to offer them responsibly.

Reading needs no key. Lists are paged by cursor and carry summaries; details carry everything.
Errors are `application/problem+json` (RFC 9457). Education, not diagnosis: nothing here was
clinically reviewed, and each answer says so.
"""


def problems(*kinds: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """Return the `responses` of a route for the problems it can answer."""
    return {
        kind.status: {
            "description": kind.title,
            "content": {"application/problem+json": {"schema": PROBLEM}},
        }
        for kind in kinds
    }


def build_document(app: FastAPI, base_url: str, examples: Examples | None = None) -> dict[str, Any]:
    """Return the document of v1 as it is served; examples are the committed ones unless given."""
    document = get_openapi(
        title="Instep",
        version="1.0.0",
        openapi_version="3.1.0",
        summary="The API that fitness apps call for feet.",
        description=DESCRIPTION,
        routes=app.routes,
        tags=TAGS,
        servers=[{"url": base_url, "description": "This server"}],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        contact={"name": "Instep", "url": f"{base_url}/docs"},
    )
    schemas = document["components"]["schemas"]
    for leftover in ("HTTPValidationError", "ValidationError"):
        schemas.pop(leftover, None)
    schemas["Problem"] = problem_schema(schemas)
    examples = committed_examples() if examples is None else examples
    for operation in operations(document):
        finish(operation, examples)
    return document


def committed_examples() -> Examples:
    document = json.loads(COMMITTED.read_text(encoding="utf-8"))
    answers = {
        operation["operationId"]: operation["responses"]["200"]["content"].get("application/json")
        for operation in operations(document)
    }
    return {name: answer["example"] for name, answer in answers.items() if answer is not None}


def problem_schema(schemas: dict[str, Any]) -> dict[str, Any]:
    schema = ProblemBody.model_json_schema(
        mode="serialization", ref_template="#/components/schemas/{model}"
    )
    schemas.update(schema.pop("$defs", {}))
    return schema


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        operation
        for path in document["paths"].values()
        for method, operation in path.items()
        if method in ("get", "post", "put", "delete", "patch")
    ]


def finish(operation: dict[str, Any], examples: Examples) -> None:
    """Give an operation its example, the headers of its answer and plain optional parameters."""
    answer = operation["responses"]["200"]
    if "application/json" in answer["content"]:
        answer["headers"] = CATALOGUE_HEADERS
    example = examples.get(operation["operationId"])
    if example is not None:
        answer["content"]["application/json"]["example"] = example
    for parameter in operation.get("parameters", []):
        parameter["schema"] = without_null(parameter["schema"])
    for status, response in operation["responses"].items():
        if int(status) >= 400:
            response["content"].pop("application/json", None)


def without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """An optional parameter is left out, never null."""
    choices = [choice for choice in schema.get("anyOf", []) if choice.get("type") != "null"]
    if len(choices) != 1:
        return schema
    rest = {name: value for name, value in schema.items() if name not in ("anyOf", "default")}
    return {**rest, **choices[0]}
