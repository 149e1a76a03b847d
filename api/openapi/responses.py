"""Responses in the OpenAPI document: the shared errors, and the headers of each response."""

from http import HTTPStatus
from typing import Any

from api import headers
from api.errors import (
    BY_STATUS,
    REGISTRY,
    InvalidRequest,
    PreconditionFailed,
    Problem,
    wrong_parameter,
)
from api.openapi.operations import JSON, answer_of

PROBLEM = {"$ref": "#/components/schemas/Problem"}
INVALID = wrong_parameter(
    "regoin", "unknown_parameter", "This address has no parameter regoin.", "region"
)
"""The example of a 422."""

WITHOUT_BODY = {
    HTTPStatus.NOT_MODIFIED: "What you have is current: `If-None-Match` named its tag.",
    HTTPStatus.PERMANENT_REDIRECT: "It was renamed: `Location` is the same address, new slug.",
}


def problems(*kinds: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """Return the `responses` argument of a route for the problems it can answer."""
    return {
        kind.status: {
            "description": kind.title,
            "content": {"application/problem+json": {"schema": PROBLEM}},
        }
        for kind in kinds
    }


def problem_responses() -> dict[str, Any]:
    """Return the response of every problem, as components by class name."""
    return {kind.__name__: describe_problem(kind) for kind in REGISTRY}


def describe_problem(kind: type[Problem]) -> dict[str, Any]:
    """Return the response of one problem, with the server's own answer as its example."""
    problem = INVALID if kind is InvalidRequest else kind()
    example = problem.body(
        base_url="https://api.instep.example",
        instance="/v1/exercises",
        request_id=headers.HEADERS["X-Request-Id"][2],
    )
    return {
        "description": f"{kind.title}. {kind.explanation}",
        "headers": headers.references(*headers.ALWAYS, "Content-Language", *kind.headers_sent),
        "content": {"application/problem+json": {"schema": PROBLEM, "example": example}},
    }


def finish_responses(path: str, method: str, operation: dict[str, Any]) -> None:
    """Add the headers of each response, a 304, a 308 and a 412; turn errors into references."""
    responses = operation["responses"]
    for status, response in responses.items():
        if int(status) >= 400:
            kind = BY_STATUS[int(status)]
            responses[status] = {"$ref": f"#/components/responses/{kind.__name__}"}
        else:
            names = [*success_headers(path, method, operation), *response.get("headers", {})]
            response["headers"] = headers.references(*names)
            describe_file(response)
    if method == "get" and "ETag" in responses["200"]["headers"]:
        names = [name for name in read_headers(path) if name != "Content-Language"]
        responses["304"] = without_body(HTTPStatus.NOT_MODIFIED, *names)
        responses["412"] = {"$ref": f"#/components/responses/{PreconditionFailed.__name__}"}
    if method == "get" and ("{slug}" in path or "{code}" in path):
        responses["308"] = without_body(HTTPStatus.PERMANENT_REDIRECT, "Location")


def describe_file(response: dict[str, Any]) -> None:
    """Describe content other than JSON: captions as a text, and the rest as bytes.

    The model of a file's route is that of one line in it.
    """
    for media_type, described in response.get("content", {}).items():
        if media_type.startswith("text/"):
            described["schema"] = {"type": "string", "maxLength": 2**31 - 1}
        elif media_type != JSON:
            schema = described.get("schema", {})
            line = {name: schema[name] for name in ("$ref", "example") if name in schema}
            described["schema"] = {"type": "string", "format": "binary", "maxLength": 2**31 - 1}
            if line:
                described["schema"] |= {
                    "contentMediaType": "application/x-ndjson",
                    "contentSchema": line,
                }


def without_body(status: HTTPStatus, *names: str) -> dict[str, Any]:
    return {
        "description": WITHOUT_BODY[status],
        "headers": headers.references(*headers.ALWAYS, "RateLimit-Policy", *names),
    }


def success_headers(path: str, method: str, operation: dict[str, Any]) -> list[str]:
    """Return the names of the headers of a response below 300."""
    is_cached = method == "get" and not path.startswith(headers.PRIVATE)
    names = [*headers.ALWAYS, *(("RateLimit-Policy",) if is_cached else headers.COUNTED)]
    if path.startswith(headers.PRIVATE):
        names.remove("Access-Control-Allow-Origin")
        names += headers.PARTNER if answer_of(operation) else ()
        names += () if method == "get" else ("Idempotency-Replayed",)
    elif answer_of(operation):
        names += read_headers(path) if method == "get" else headers.CATALOGUE
    if any(parameter["name"] == "cursor" for parameter in operation.get("parameters", [])):
        names.append("Link")
    if operation.get("deprecated"):
        names += headers.DEPRECATION
    return names


def read_headers(path: str) -> tuple[str, ...]:
    """Return the headers that describe the answer to a GET; a 304 repeats them."""
    return headers.PARTNER if path.startswith(headers.PRIVATE) else (*headers.CATALOGUE, "ETag")
