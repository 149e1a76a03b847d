"""What a request costs does not grow with the catalogue: few statements, each reads few rows.

`make bench` asks the same of a hundred thousand exercises.
"""

import json
import re
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy.engine import URL

from api.migrations import ROOT
from tests.cases import in_one_test
from tests.conftest import client_of, served
from tests.grown import grown_database
from tests.queries.plans import ADDRESSES, Budget, assert_bounded, statements_of

GROWN = 6_000
"""Exercises; enough for the planner to prefer an index wherever one helps."""

EACH = in_one_test("asked", ADDRESSES, ids=lambda asked: asked.address)


@pytest.fixture(scope="module")
def large_url(server: URL, template: URL) -> Iterator[URL]:
    with grown_database(server, template, GROWN) as url:
        yield url


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def large_app(large_url: URL) -> AsyncIterator[FastAPI]:
    async with served(large_url) as app:
        yield app


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def large_client(large_app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(large_app) as client:
        yield client


class TestStatements:
    @EACH
    async def test_are_as_many_as_its_budget_says(
        self, asked: Budget, app: FastAPI, client: httpx.AsyncClient
    ) -> None:
        assert len(await statements_of(app, client, asked.address)) == asked.statements

    @pytest.mark.slow
    @EACH
    async def test_are_no_more_for_a_large_catalogue(
        self, asked: Budget, large_app: FastAPI, large_client: httpx.AsyncClient
    ) -> None:
        assert len(await statements_of(large_app, large_client, asked.address)) == asked.statements

    @EACH
    async def test_return_the_state_of_the_catalogue_that_the_answer_is_of(
        self, asked: Budget, app: FastAPI, client: httpx.AsyncClient
    ) -> None:
        [first, *_] = await statements_of(app, client, asked.address)

        assert "catalogue.catalogue_id" in first.sql

    def test_are_counted_for_every_address_that_reads_the_catalogue(self) -> None:
        paths = json.loads((ROOT / "openapi" / "v1.json").read_text())["paths"]
        counted = [asked.address.partition("?")[0] for asked in ADDRESSES]
        elsewhere = {"/v1/bundles/{sha256}.ndjson.gz"}

        for path, operations in paths.items():
            if "get" in operations and "/partner" not in path and path not in elsewhere:
                pattern = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path))
                assert any(re.fullmatch(pattern, address) for address in counted), path


class TestThreads:
    @EACH
    async def test_are_waited_for_by_no_request(
        self, asked: Budget, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The framework hands plain functions to a thread, which costs more than they do."""
        handed: list[object] = []

        async def note(function: object, *_: object, **__: object) -> None:
            handed.append(function)

        monkeypatch.setattr("anyio.to_thread.run_sync", note)
        await client.get(asked.address)

        assert handed == []


@pytest.mark.slow
class TestPlans:
    @EACH
    async def test_read_few_rows_and_no_large_table_from_end_to_end(
        self, asked: Budget, large_app: FastAPI, large_client: httpx.AsyncClient
    ) -> None:
        await assert_bounded(asked, large_app, large_client)

    @pytest.mark.parametrize(
        "address",
        [
            "/v1/exercises",
            "/v1/exercises?sort=-updated_at",
            "/v1/exercises?region=heel",
            "/v1/exercises?kind=balance&level=advanced&limit=5",
            "/v1/complaints",
            "/v1/search?q=baba",
        ],
    )
    async def test_of_the_second_page_are_as_good(
        self, address: str, large_app: FastAPI, large_client: httpx.AsyncClient
    ) -> None:
        cursor = (await large_client.get(address)).json()["next_cursor"]
        joined = "&" if "?" in address else "?"

        next_page = Budget(f"{address}{joined}cursor={cursor}", statements=0)

        await assert_bounded(next_page, large_app, large_client)
