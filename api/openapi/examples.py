"""Examples in the OpenAPI document: real requests, and the real answers to them."""

from typing import Any

from api.openapi.operations import answer_of, body_schema_of, line_of, operations

Examples = dict[str, dict[str, Any]]
"""By operation id: `answer`, a real one, and the `parameters` and the `body` that ask for it.

`line` is a real line of the file that an operation answers.
"""


def examples_in(document: dict[str, Any]) -> Examples:
    """Return the examples that a document holds."""
    return {
        operation["operationId"]: {
            "answer": answer_of(operation).get("example"),
            "body": next(iter(body_schema_of(operation, document).get("examples", [])), None),
            "line": line_of(operation).get("example"),
            "parameters": {
                parameter["name"]: parameter["example"]
                for parameter in operation.get("parameters", [])
                if "example" in parameter
            },
        }
        for operation in operations(document)
    }


def add_example(
    document: dict[str, Any], operation: dict[str, Any], example: dict[str, Any]
) -> None:
    """Add one request and its answer; "Try it out" in /docs begins with that request."""
    if example.get("answer") is not None:
        answer_of(operation)["example"] = example["answer"]
    if example.get("body") is not None:
        body_schema_of(operation, document)["examples"] = [example["body"]]
    if example.get("line") is not None:
        line_of(operation)["example"] = example["line"]
    for parameter in operation.get("parameters", []):
        if parameter["name"] in example.get("parameters", {}):
            parameter["example"] = example["parameters"][parameter["name"]]
