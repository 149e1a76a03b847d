"""The error contract.

Every error is answered as `application/problem+json` (RFC 9457) with exactly these members:
`type` (an address that answers), `title`, `status`, `detail`, `instance` (the path without its
query), `code`, `request_id`, `replaced_by` and `errors`, a list of `{parameter, pointer, code,
detail, suggestion}`. The cause of an unexpected error is never part of the answer.
"""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx
import pytest_asyncio
from sqlalchemy.engine import URL

from api.errors import EDGE, REGISTRY, FieldError, Problem
from tests import databases
from tests.cases import in_one_test
from tests.conftest import client_of, served

MEMBERS = {
    "type",
    "title",
    "status",
    "detail",
    "instance",
    "code",
    "request_id",
    "replaced_by",
    "errors",
}
ALL = (*REGISTRY, *EDGE)
EACH = in_one_test("problem", ALL, ids=lambda problem: problem.code)


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def raising_client(catalogue_url: URL) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application that raises the problem its address names."""
    async with served(catalogue_url) as app, client_of(app) as client:

        @app.get("/raise/{code}")
        async def raise_problem(code: str) -> None:
            raise next(problem for problem in ALL if problem.code == code)

        yield client


class TestEachError:
    @EACH
    async def test_is_answered_in_the_one_shape(
        self, problem: type[Problem], raising_client: httpx.AsyncClient
    ) -> None:
        response = await raising_client.get(f"/raise/{problem.code}?q=private")

        body = response.json()
        assert response.status_code == body["status"] == problem.status
        assert response.headers["content-type"] == "application/problem+json"
        assert response.headers["cache-control"] == "no-store"
        assert set(body) == MEMBERS
        assert body["code"] == problem.code
        assert body["instance"] == f"/raise/{problem.code}"
        assert body["request_id"] == response.headers["x-request-id"]

    @EACH
    async def test_has_a_type_that_answers(
        self, problem: type[Problem], raising_client: httpx.AsyncClient
    ) -> None:
        body = (await raising_client.get(f"/raise/{problem.code}")).json()

        page = await raising_client.get(urlsplit(body["type"]).path)

        assert body["type"].startswith(databases.PUBLIC_URL)
        assert page.status_code == 200
        assert problem.title in page.text

    def test_has_a_code_of_its_own(self) -> None:
        codes = [problem.code for problem in ALL]
        assert len(codes) == len(set(codes))

    def test_has_a_status_of_its_own(self) -> None:
        """Of two errors with one status the OpenAPI document could describe only the last."""
        statuses = [problem.status for problem in REGISTRY]
        assert len(statuses) == len(set(statuses))

    def test_is_registered(self) -> None:
        assert set(Problem.__subclasses__()) == set(ALL)

    def test_names_each_wrong_field_by_parameter_or_pointer(self) -> None:
        assert set(FieldError.model_fields) == {
            "parameter",
            "pointer",
            "code",
            "detail",
            "suggestion",
        }
