"""What a request costs does not grow with the catalogue: few statements, each by an index."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy import event, text
from sqlalchemy.engine import URL

from api.db import open_database
from api.main import create_app
from seed.synthetic import grow
from tests import databases
from tests.conftest import client_of

GROWN = 6_000
"""Exercises; enough for the planner to prefer an index wherever one helps."""

LARGE = "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > 1000"
"""Tables that grew with the catalogue; none of them may be read from end to end."""

ADDRESSES = [
    "/v1/exercises",
    "/v1/exercises?limit=100",
    "/v1/exercises?region=heel",
    "/v1/exercises?region=foot&kind=stretch&position=seated",
    "/v1/exercises?equipment=none&max_seconds=60",
    "/v1/exercises?complaint=plantar-heel-pain",
    "/v1/exercises?level=advanced&laterality=both_together",
    "/v1/exercises?sort=-updated_at",
    "/v1/exercises?q=bobo",
    "/v1/exercises/toe-stretch",
    "/v1/complaints",
    "/v1/complaints?region=calf",
    "/v1/complaints?q=heel",
    "/v1/complaints/plantar-heel-pain",
    "/v1/complaints/plantar-heel-pain/exercises",
    "/v1/body-regions",
    "/v1/routines?region=calf",
    "/v1/search?q=heel",
    "/v1/search?q=bobo+bebe",
    "/v1/search/suggestions?q=bob",
    "/v1/changes?after=200",
    "/v1/bundle",
]
EACH = pytest.mark.parametrize("address", ADDRESSES)


async def fill_large(url: URL) -> None:
    database = open_database(databases.settings_for(url), statement_timeout_ms=120_000)
    async with database.writing() as session:
        await grow(session, GROWN)
    async with database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("VACUUM ANALYZE"))
    await database.close()


@pytest.fixture(scope="module")
def large_url(server: URL, template: URL) -> Iterator[URL]:
    with databases.database(server, str(template.database)) as url:
        asyncio.run(fill_large(url))
        yield url


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def large_app(large_url: URL) -> AsyncIterator[FastAPI]:
    app = create_app(databases.settings_for(large_url))
    yield app
    await app.state.database.close()


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def large_client(large_app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(large_app) as client:
        yield client


async def statements_of(
    app: FastAPI, client: httpx.AsyncClient, address: str
) -> list[tuple[str, Any]]:
    """The statements, with their parameters, that an address sends."""
    engine = app.state.database.engine.sync_engine
    sent: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, sql: str, values: Any, *_: object) -> None:
        sent.append((sql, values))

    event.listen(engine, "before_cursor_execute", note)
    response = await client.get(address)
    event.remove(engine, "before_cursor_execute", note)
    assert response.status_code == 200, response.text
    return sent


def scanned(plan: dict[str, Any], *, bounded: bool = False) -> Iterator[str]:
    """The tables that a plan reads from end to end.

    A scan right below a limit stops early: for a word that half the texts hold it is cheaper
    than any index, which would collect all of them first.
    """
    if plan["Node Type"] == "Seq Scan" and not bounded:
        yield plan["Relation Name"]
    for below in plan.get("Plans", []):
        yield from scanned(below, bounded=plan["Node Type"] == "Limit")


@EACH
async def test_a_large_catalogue_takes_as_many_statements_as_a_small_one(
    address: str,
    app: FastAPI,
    client: httpx.AsyncClient,
    large_app: FastAPI,
    large_client: httpx.AsyncClient,
) -> None:
    small = await statements_of(app, client, address)
    large = await statements_of(large_app, large_client, address)

    assert len(large) == len(small) <= 5


@EACH
async def test_every_statement_finds_its_rows_by_an_index(
    address: str, large_app: FastAPI, large_client: httpx.AsyncClient
) -> None:
    whole: dict[str, set[str]] = {}
    async with large_app.state.database.engine.connect() as connection:
        large = set((await connection.exec_driver_sql(LARGE)).scalars())
        assert {"exercises", "documents", "search_names"} <= large
        for sql, values in await statements_of(large_app, large_client, address):
            told = await connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {sql}", values)
            plan = told.scalar_one()
            plan = json.loads(plan) if isinstance(plan, str) else plan
            whole[sql] = set(scanned(plan[0]["Plan"])) & large
    assert {sql: tables for sql, tables in whole.items() if tables} == {}
