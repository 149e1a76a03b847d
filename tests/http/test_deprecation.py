"""A deprecated operation says so in its documentation and on every answer."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import http_sf
import httpx
import pytest
import pytest_asyncio
from fastapi import APIRouter, FastAPI
from sqlalchemy.engine import URL

from api.deprecation import Deprecation, mark_deprecated
from api.errors import Gone
from api.openapi.document import build_document
from tests import databases
from tests.conftest import client_of, served

SINCE = datetime(2027, 1, 1, tzinfo=UTC)
UNTIL = datetime(2027, 12, 31, 23, 59, 59, tzinfo=UTC)
OLD = Deprecation(SINCE, UNTIL, guide="/docs")


def dummy() -> APIRouter:
    """A deprecated operation, and one that is not."""
    router = APIRouter(prefix="/v1/dummy")

    @router.get("/old", operation_id="old", **mark_deprecated(OLD))
    async def old(fails: bool = False) -> dict[str, str]:
        if fails:
            raise Gone
        return {"is": "old"}

    @router.get("/new", operation_id="new")
    async def new() -> dict[str, str]:
        return {"is": "new"}

    return router


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def deprecating_app(catalogue_url: URL) -> AsyncIterator[FastAPI]:
    async with served(catalogue_url) as app:
        app.include_router(dummy())
        yield app


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def dummies(deprecating_app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(deprecating_app) as client:
        yield client


class TestADeprecatedOperation:
    @pytest.mark.parametrize(
        ("method", "query", "status"),
        [
            ("GET", "", 200),
            ("HEAD", "", 200),
            ("GET", "?fails=true", 410),
            ("GET", "?fails=maybe", 422),
        ],
    )
    async def test_says_so_on_every_answer(
        self, dummies: httpx.AsyncClient, method: str, query: str, status: int
    ) -> None:
        response = await dummies.request(method, f"/v1/dummy/old{query}")

        assert response.status_code == status
        assert http_sf.parse(response.headers["deprecation"].encode(), tltype="item") == (SINCE, {})
        assert response.headers["sunset"] == "Fri, 31 Dec 2027 23:59:59 GMT"
        assert response.links["deprecation"]["url"] == f"{databases.PUBLIC_URL}/docs"

    async def test_says_so_when_nothing_changed(self, dummies: httpx.AsyncClient) -> None:
        response = await dummies.get("/v1/dummy/old", headers={"If-None-Match": "*"})

        assert response.status_code == 304
        assert "sunset" in response.headers

    async def test_leaves_the_others_alone(self, dummies: httpx.AsyncClient) -> None:
        await dummies.get("/v1/dummy/old")

        response = await dummies.get("/v1/dummy/new")

        assert not {"deprecation", "sunset"} & set(response.headers)

    def test_is_documented_as_one(self, deprecating_app: FastAPI) -> None:
        paths = build_document(deprecating_app, databases.PUBLIC_URL, {})["paths"]
        old, new = paths["/v1/dummy/old"]["get"], paths["/v1/dummy/new"]["get"]

        assert old["deprecated"] is True
        assert {"Deprecation", "Sunset"} <= set(old["responses"]["200"]["headers"])
        assert "deprecated" not in new
        assert not {"Deprecation", "Sunset"} & set(new["responses"]["200"]["headers"])

    def test_cannot_end_before_it_is_deprecated(self) -> None:
        with pytest.raises(ValueError, match="before it is deprecated"):
            Deprecation(UNTIL, SINCE, guide="/docs")
