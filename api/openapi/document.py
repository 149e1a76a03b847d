"""Builds the OpenAPI document of v1: the one that FastAPI generates, completed and repaired."""

import json
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api import headers
from api.openapi.committed import committed_document
from api.openapi.description import DESCRIPTION, KEY, LICENCES, SERVER, TAGS, VERSION
from api.openapi.examples import Examples, add_example, examples_in
from api.openapi.input_words import name_input_words
from api.openapi.open_answers import open_answers
from api.openapi.operations import each_operation
from api.openapi.problem import ProblemBody
from api.openapi.responses import finish_responses, problem_responses


def build_document(app: FastAPI, base_url: str, examples: Examples | None = None) -> dict[str, Any]:
    """Return the document as the code describes it; the examples are the committed ones if None."""
    document = get_openapi(
        title="Instep",
        version=VERSION,
        openapi_version="3.1.0",
        summary="The API that fitness apps call for feet.",
        description=DESCRIPTION,
        routes=app.routes,
        tags=TAGS,
        servers=[{"url": base_url, "description": SERVER, "x-internal": False}],
        license_info=LICENCES,
        contact={"name": "Instep", "url": f"{base_url}/docs"},
        separate_input_output_schemas=False,
    )
    complete_components(document["components"])
    complete_operations(
        document, examples_in(committed_document()) if examples is None else examples
    )
    open_answers(document)
    for part in ("paths", "components"):
        help_generators(document[part])
    name_input_words(document)
    drop_unused(document)
    # A key may be sent to every operation; one that requires it says so itself.
    document["security"] = [{}, {"key": []}]
    return document


def complete_components(components: dict[str, Any]) -> None:
    """Add the shared parts of operations, and remove the framework's own errors."""
    schemas = components["schemas"]
    for leftover in ("HTTPValidationError", "ValidationError"):
        schemas.pop(leftover, None)
    schemas["Problem"] = problem_schema(schemas)
    components["securitySchemes"] = {"key": KEY}
    components["headers"] = headers.components()
    components["responses"] = problem_responses()


def complete_operations(document: dict[str, Any], examples: Examples) -> None:
    for path, method, operation in each_operation(document):
        add_example(document, operation, examples.get(operation["operationId"], {}))
        finish_responses(path, method, operation)
        for parameter in operation.get("parameters", []):
            parameter["schema"] = without_null(parameter["schema"])


def problem_schema(schemas: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an error's body; the schemas it refers to are added to `schemas`."""
    schema = ProblemBody.model_json_schema(
        mode="serialization", ref_template="#/components/schemas/{model}"
    )
    schemas.update(schema.pop("$defs", {}))
    return schema


def without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter's schema without null: an optional parameter is left out, never null."""
    choices = [choice for choice in schema.get("anyOf", []) if choice.get("type") != "null"]
    if len(choices) != 1:
        return schema
    rest = {name: value for name, value in schema.items() if name not in ("anyOf", "default")}
    return {**rest, **choices[0]}


def help_generators(node: Any) -> None:
    """Write schemas as generators of clients read them best.

    The bits of each integer choose its type, bounds of integers are written as integers, a list
    that may be left out has no default (a field with one counts as required), and a schema has no
    title but the one that is its name (others become names of classes).
    """
    if isinstance(node, list):
        for item in node:
            help_generators(item)
    elif isinstance(node, dict):
        if node.get("type") == "integer":
            help_with_integer(node)
        if node.get("default") == []:
            del node["default"]
        if isinstance(node.get("title"), str) and "properties" not in node:
            del node["title"]
        for name, value in node.items():
            if name not in ("example", "examples"):
                help_generators(value)


def help_with_integer(schema: dict[str, Any]) -> None:
    """Add the number of bits, and write the bounds without the fraction that pydantic adds."""
    for bound in {"minimum", "maximum"} & set(schema):
        schema[bound] = int(schema[bound])
    if "maximum" in schema:
        schema["format"] = "int32" if schema["maximum"] < 2**31 else "int64"


def drop_unused(document: dict[str, Any]) -> None:
    """Remove the shared headers and responses that no operation refers to."""
    components = document["components"]
    for kind in ("responses", "headers"):
        text = json.dumps([document["paths"], components["responses"]])
        components[kind] = {
            name: value
            for name, value in components[kind].items()
            if f'"#/components/{kind}/{name}"' in text
        }
