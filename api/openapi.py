"""The OpenAPI document of one version: shared errors, true examples, no framework leftovers."""

import json
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api import headers
from api.errors import BY_STATUS, REGISTRY, InvalidRequest, Problem, ProblemBody, wrong_parameter

ROOT = Path(__file__).resolve().parent.parent
COMMITTED = ROOT / "openapi" / "v1.json"
"""The committed contract; `make openapi` writes it, with answers of the seeded catalogue."""

Examples = dict[str, dict[str, Any]]
"""By operation id: `answer`, a true one, and the `parameters` and the `body` that ask for it."""

PROBLEM = {"$ref": "#/components/schemas/Problem"}
MISTAKE = wrong_parameter(
    "regoin", "unknown_parameter", "This address has no parameter regoin.", "region"
)
JSON = "application/json"

TAGS = [
    {"name": "exercises", "description": "What to do, how much, and for whom not."},
    {"name": "complaints", "description": "What hurts, and what is known to help."},
    {"name": "body regions", "description": "The foot and what it hangs together with."},
    {"name": "vocabularies", "description": "What an app asks: conditions, red flags, equipment."},
    {"name": "routines", "description": "Exercises put together, in frozen versions."},
    {"name": "plans", "description": "Weeks of exercises for one person, and why these."},
    {"name": "partners", "description": "Routines of your own: drafts, published when you say so."},
    {"name": "search", "description": "One box over everything."},
    {"name": "sync", "description": "Keep a copy: what changed, and everything at once."},
    {"name": "knowledge", "description": "Who said what: contributors, sources, insights."},
]

KEY = {
    "type": "http",
    "scheme": "bearer",
    "description": "A partner's key, `ik_…`. Reading needs none; with one it has its own quota, and"
    " answers are private. A key with the scope `read` may sit in an app, one with"
    " `routines:write` belongs on a server.",
}
SERVER = "This server: production, staging or your own machine."
DESCRIPTION = """\
Exercises for feet, and everything an app needs to offer them responsibly. **Education, not
diagnosis**: nothing here was clinically reviewed, and each answer with advice says so.

**Begin** with `GET /v1/complaints/{slug}/exercises` ("what helps?"), with `POST
/v1/complaint-matches` if all you have is what a person wrote, or with filters on
`GET /v1/exercises`. Reading needs no key.

- **Filters**: the same one twice is OR, different ones are AND. What is not known (a parameter, a
  slug, a field) is refused with what was probably meant, never passed over.
- **Lists** have pages: send `next_cursor` back as `cursor`, or follow the `Link` header. They
  carry summaries; details carry everything.
- **Slugs are permanent.** A renamed thing answers 308, a removed one 410 with `replaced_by`.
- **Keep answers**: each has an `ETag`; send it as `If-None-Match` and hear 304 while nothing
  changed. Offline: take `GET /v1/bundle` once, then `GET /v1/changes?after=` its `serial`.
- **Errors** are `application/problem+json` (RFC 9457): switch on `code`, show `detail`, read
  `errors` for each wrong parameter or field.
- **Languages**: `Accept-Language` in, `Content-Language` out. English for now.
- **Compatible**: inside v1 come new addresses, new optional parameters, new fields in answers, and
  new words where an answer has one of several (`kind`, `grade`, `tier` and the like). Read past
  fields you do not know, and treat a word you do not know as "something else".
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
        servers=[{"url": base_url, "description": SERVER, "x-internal": False}],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        contact={"name": "Instep", "url": f"{base_url}/docs"},
    )
    complete_components(document["components"])
    examples = committed_examples() if examples is None else examples
    for path, method, operation in addressed(document):
        give_example(operation, examples.get(operation["operationId"], {}))
        finish_responses(path, method, operation)
        for parameter in operation.get("parameters", []):
            parameter["schema"] = without_null(parameter["schema"])
    help_generators(document)
    drop_unused(document)
    # A key may always be shown; an operation that insists on one says so itself.
    document["security"] = [{}, {"key": []}]
    return document


def complete_components(components: dict[str, Any]) -> None:
    """Put in what operations share, and take out the framework's own errors."""
    schemas = components["schemas"]
    for leftover in ("HTTPValidationError", "ValidationError"):
        schemas.pop(leftover, None)
    for name, schema in schemas.items():
        # A shape that is read and answered is two; generators name classes by the title.
        if "-" in name:
            schema["title"] = name.replace("-", "")
    schemas["Problem"] = problem_schema(schemas)
    components["securitySchemes"] = {"key": KEY}
    components["headers"] = headers.components()
    components["responses"] = {kind.__name__: problem_response(kind) for kind in REGISTRY}


def problem_schema(schemas: dict[str, Any]) -> dict[str, Any]:
    schema = ProblemBody.model_json_schema(
        mode="serialization", ref_template="#/components/schemas/{model}"
    )
    schemas.update(schema.pop("$defs", {}))
    return schema


def problem_response(kind: type[Problem]) -> dict[str, Any]:
    """Return an error's response, with what the server answers as its example."""
    problem = MISTAKE if kind is InvalidRequest else kind()
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


def committed_examples() -> Examples:
    document = json.loads(COMMITTED.read_text(encoding="utf-8"))
    return {
        operation["operationId"]: {
            "answer": answer_of(operation).get("example"),
            "body": body_of(operation).get("example"),
            "parameters": {
                parameter["name"]: parameter["example"]
                for parameter in operation.get("parameters", [])
                if "example" in parameter
            },
        }
        for operation in operations(document)
    }


def addressed(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield path, method and operation of each operation."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in ("get", "post", "put", "delete", "patch"):
                yield path, method, operation


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for _, _, operation in addressed(document)]


def answer_of(operation: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON that an operation answers, as the document describes it, or nothing."""
    content: dict[str, Any] = operation["responses"].get("200", {}).get("content", {})
    described: dict[str, Any] = content.get(JSON, {})
    return described


def body_of(operation: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON that an operation takes, as the document describes it, or nothing."""
    described: dict[str, Any] = operation.get("requestBody", {}).get("content", {}).get(JSON, {})
    return described


def give_example(operation: dict[str, Any], example: dict[str, Any]) -> None:
    """Show one request and its answer; the page to try things out begins with that request."""
    if example.get("answer") is not None:
        answer_of(operation)["example"] = example["answer"]
    if example.get("body") is not None:
        body_of(operation)["example"] = example["body"]
    for parameter in operation.get("parameters", []):
        if parameter["name"] in example.get("parameters", {}):
            parameter["example"] = example["parameters"][parameter["name"]]


def finish_responses(path: str, method: str, operation: dict[str, Any]) -> None:
    """Give each response its headers; those that operations share become references."""
    responses = operation["responses"]
    for status, response in responses.items():
        if int(status) >= 400:
            kind = BY_STATUS[int(status)]
            responses[status] = {"$ref": f"#/components/responses/{kind.__name__}"}
        else:
            told = [*success_headers(path, method, operation), *response.get("headers", {})]
            response["headers"] = headers.references(*told)
            describe_file(response)
    if method == "get" and "ETag" in responses["200"]["headers"]:
        kept = [name for name in kept_headers(path) if name != "Content-Language"]
        responses["304"] = bodiless(HTTPStatus.NOT_MODIFIED, *kept)
    if method == "get" and ("{slug}" in path or "{code}" in path):
        responses["308"] = bodiless(HTTPStatus.PERMANENT_REDIRECT, "Location")


def describe_file(response: dict[str, Any]) -> None:
    """Say that an answer of another type than JSON is bytes; the framework calls it a string."""
    for media_type, described in response.get("content", {}).items():
        if media_type != JSON:
            described["schema"] = {"type": "string", "format": "binary", "maxLength": 2**31 - 1}


BODILESS = {
    HTTPStatus.NOT_MODIFIED: "What you have is current: `If-None-Match` named its tag.",
    HTTPStatus.PERMANENT_REDIRECT: "It was renamed: `Location` is the same address, new slug.",
}


def bodiless(status: HTTPStatus, *names: str) -> dict[str, Any]:
    return {
        "description": BODILESS[status],
        "headers": headers.references(*headers.ALWAYS, "RateLimit-Policy", *names),
    }


def success_headers(path: str, method: str, operation: dict[str, Any]) -> list[str]:
    is_kept = method == "get" and not path.startswith(headers.PRIVATE)
    names = [*headers.ALWAYS, *(("RateLimit-Policy",) if is_kept else headers.COUNTED)]
    if path.startswith(headers.PRIVATE):
        names.remove("Access-Control-Allow-Origin")
        names += headers.PARTNER if answer_of(operation) else ()
    elif answer_of(operation):
        names += kept_headers(path) if method == "get" else headers.CATALOGUE
    if any(parameter["name"] == "cursor" for parameter in operation.get("parameters", [])):
        names.append("Link")
    if operation.get("deprecated"):
        names += headers.DEPRECATION
    return names


def kept_headers(path: str) -> tuple[str, ...]:
    """Return what an answer that is read tells of its bytes, also where they need not be sent."""
    return headers.PARTNER if path.startswith(headers.PRIVATE) else (*headers.CATALOGUE, "ETag")


def without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """An optional parameter is left out, never null."""
    choices = [choice for choice in schema.get("anyOf", []) if choice.get("type") != "null"]
    if len(choices) != 1:
        return schema
    rest = {name: value for name, value in schema.items() if name not in ("anyOf", "default")}
    return {**rest, **choices[0]}


def help_generators(node: Any) -> None:
    """Say of each integer how many bits hold it, and nothing of lists that are empty if left out.

    Generators of clients choose types by the first, and take what has a default for required.
    """
    if isinstance(node, list):
        for item in node:
            help_generators(item)
    elif isinstance(node, dict):
        if node.get("type") == "integer" and "maximum" in node:
            node["format"] = "int32" if node["maximum"] < 2**31 else "int64"
        if node.get("default") == []:
            del node["default"]
        for name, value in node.items():
            if name != "example":
                help_generators(value)


def drop_unused(document: dict[str, Any]) -> None:
    """Take out the shared headers and responses that no operation of this version has."""
    components = document["components"]
    for kind in ("responses", "headers"):
        told = json.dumps([document["paths"], components["responses"]])
        components[kind] = {
            name: value
            for name, value in components[kind].items()
            if f'"#/components/{kind}/{name}"' in told
        }
