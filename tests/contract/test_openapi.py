"""The committed contract: current, complete, and true."""

import gzip
import json
import re
from typing import Any

import httpx
from fastapi import FastAPI
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from sqlalchemy.engine import URL

from api.errors import REGISTRY
from api.headers import HEADERS
from api.openapi.committed import COMMITTED, served_document
from api.openapi.document import build_document
from api.openapi.operations import answer_of, each_operation, line_of, operations
from api.v1.partner_request import current_time
from tests import databases
from tests.cases import in_one_test
from tests.conftest import client_of, served
from tests.contract.examples import WRITES, ask, parameters

DOCUMENT: dict[str, Any] = json.loads(COMMITTED.read_text(encoding="utf-8"))
OPERATIONS = {operation["operationId"]: operation for operation in operations(DOCUMENT)}
PATHS = {operation["operationId"]: path for path, _, operation in each_operation(DOCUMENT)}
EACH = in_one_test("name", OPERATIONS)
OPTIONAL = {"Cache-Status", "Link"}
"""Described for each list; the last page has none."""

SHOWN = set(OPERATIONS) - {"get_bundle_file", "delete_partner_routine"}
"""Operations with an example: all but a file and a deletion, which have tests of their own."""

ANSWERED = in_one_test("name", sorted(SHOWN))
READ = in_one_test("name", sorted(SHOWN - set(WRITES)))
WRITTEN = in_one_test("name", WRITES)


def named_by(*nodes: Any) -> set[str]:
    """Return the schemas that these parts of the document refer to, directly or not."""
    found: set[str] = set()
    ahead = [json.dumps(node) for node in nodes]
    while ahead:
        for name in re.findall(r'"#/components/schemas/([^"]+)"', ahead.pop()):
            if name not in found:
                found.add(name)
                ahead.append(json.dumps(DOCUMENT["components"]["schemas"][name]))
    return found


SENT = named_by(*(operation.get("requestBody") for operation in OPERATIONS.values()))
"""Schemas of bodies that callers send; in those a field may be left out."""


def resolved(schema: dict[str, Any]) -> Draft202012Validator:
    """A validator that finds the document's components."""
    return Draft202012Validator({**schema, "components": DOCUMENT["components"]})


class TestTheDocument:
    def test_is_what_the_code_says(self, generated: dict[str, Any]) -> None:
        assert generated == DOCUMENT, "run `make openapi` and read the difference"

    def test_is_valid_openapi(self) -> None:
        validate(DOCUMENT)

    async def test_is_served(self, client: httpx.AsyncClient) -> None:
        assert (await client.get("/openapi/v1.json")).json() == DOCUMENT

    def test_is_served_with_the_url_of_the_server(self, app: FastAPI) -> None:
        url = "https://elsewhere.example"
        assert json.loads(served_document(url)) == build_document(app, url)

    def test_holds_nothing_of_the_framework(self) -> None:
        assert not {"HTTPValidationError", "ValidationError"} & set(
            DOCUMENT["components"]["schemas"]
        )

    def test_requires_every_field_of_every_answer(self) -> None:
        optional = {
            name: sorted(set(schema["properties"]) - set(schema.get("required", [])))
            for name, schema in DOCUMENT["components"]["schemas"].items()
            if name not in SENT
            if set(schema.get("properties", {})) != set(schema.get("required", []))
        }
        assert optional == {}


class TestEachOperation:
    @EACH
    def test_has_a_summary_and_a_description(self, name: str) -> None:
        operation = OPERATIONS[name]
        assert operation["summary"]
        assert len(operation["description"]) > 15
        assert operation["tags"]

    @EACH
    def test_names_its_errors_in_the_one_shape(self, name: str) -> None:
        operation = OPERATIONS[name]
        errors = {s: r for s, r in operation["responses"].items() if int(s) >= 400}
        has_path = any(p["in"] == "path" for p in operation.get("parameters", []))

        assert {"422", "500", "503"} <= set(errors)
        assert not has_path or {"404", "410"} <= set(errors)
        assert {"406", "414"} <= set(errors)
        for status, response in errors.items():
            kind = DOCUMENT["components"]["responses"][response["$ref"].rpartition("/")[2]]
            example = kind["content"]["application/problem+json"]["example"]
            assert str(example["status"]) == status

    @EACH
    def test_bounds_every_parameter(self, name: str) -> None:
        for parameter in OPERATIONS[name].get("parameters", []):
            assert bounded(parameter["schema"]), parameter["name"]
            assert parameter["description"]

    @READ
    async def test_has_an_example_that_is_a_true_answer(
        self, name: str, client: httpx.AsyncClient
    ) -> None:
        described = answer_of(OPERATIONS[name])

        assert described["example"] == (await ask(client, name)).json()
        resolved(described["schema"]).validate(described["example"])

    @ANSWERED
    def test_shows_the_request_of_its_example(self, name: str) -> None:
        operation = OPERATIONS[name]
        shown = {p["name"]: p["example"] for p in operation.get("parameters", []) if "example" in p}

        assert shown == parameters(PATHS[name], operation)
        assert {p["name"] for p in operation.get("parameters", []) if p["required"]} <= set(shown)

    def test_of_the_file_is_the_bundle_that_the_manifest_names(self) -> None:
        shown = {p["name"]: p["example"] for p in OPERATIONS["get_bundle_file"]["parameters"]}
        manifest = answer_of(OPERATIONS["get_bundle"])["example"]

        assert manifest["path"] == PATHS["get_bundle_file"].format(**shown)

    async def test_of_a_line_is_one_of_the_bundle(self, client: httpx.AsyncClient) -> None:
        described = line_of(OPERATIONS["get_bundle_file"])
        path = (await client.get("/v1/bundle")).json()["path"]

        lines = gzip.decompress((await client.get(path)).content).splitlines()

        assert described["example"] in [json.loads(line) for line in lines]
        assert described["$ref"] == "#/components/schemas/BundleLine"
        for line in lines:
            resolved({"$ref": described["$ref"]}).validate(json.loads(line))

    @WRITTEN
    async def test_that_writes_has_an_example_that_is_a_true_answer(
        self, name: str, partners_url: URL
    ) -> None:
        described = answer_of(OPERATIONS[name])

        async with served(partners_url) as app, client_of(app) as client:
            app.dependency_overrides[current_time] = lambda: databases.PUBLISHED
            app.state.keys.today = databases.PUBLISHED.date
            answer = (await ask(client, name)).json()

        assert described["example"] == answer
        resolved(described["schema"]).validate(answer)

    @READ
    async def test_documents_the_headers_of_its_answer(
        self, name: str, client: httpx.AsyncClient
    ) -> None:
        described = set(OPERATIONS[name]["responses"]["200"]["headers"])

        answer = await ask(client, name)
        sent = {header for header in HEADERS if header in answer.headers}

        assert described - OPTIONAL <= sent <= described

    @EACH
    def test_pages_if_it_lists(self, name: str) -> None:
        parameters = {p["name"] for p in OPERATIONS[name].get("parameters", [])}
        assert not name.startswith("list_") or {"limit", "cursor"} <= parameters


class TestEachError:
    @in_one_test("name", DOCUMENT["components"]["responses"])
    def test_is_documented_as_it_is_answered(self, name: str) -> None:
        response = DOCUMENT["components"]["responses"][name]
        kind = next(kind for kind in REGISTRY if kind.__name__ == name)
        described = response["content"]["application/problem+json"]

        assert response["description"].startswith(kind.title)
        assert described["example"]["code"] == kind.code
        resolved(described["schema"]).validate(described["example"])


def bounded(schema: dict[str, Any]) -> bool:
    """Say whether a value of this schema has a largest size."""
    if "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "enum" in schema:
        return True
    kind = schema.get("type")
    if kind == "array":
        return "maxItems" in schema and bounded(schema["items"])
    if kind == "string":
        return "maxLength" in schema
    return kind == "boolean" or {"minimum", "maximum"} <= set(schema)
