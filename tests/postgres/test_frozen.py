"""A database that stops answering without closing a connection: frozen, or out of reach."""

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.engine import URL

from api.postgres.deadline import one_patience
from tests.conftest import client_of, served
from tests.partners.written import definition
from tests.postgres.tunnel import Tunnel, tunnel_to

pytestmark = pytest.mark.slow

WAIT = 0.8
SLACK = 1.5
ADDRESSES = ["/v1/exercises", "/v1/exercises/calf-stretch", "/v1/search?q=heel", "/v1/changes"]


@pytest.fixture
def scratch_url(partners_url: URL) -> URL:
    return partners_url


@pytest_asyncio.fixture(loop_scope="session")
async def tunnel(scratch_url: URL) -> AsyncIterator[tuple[Tunnel, FastAPI]]:
    settings = {"database_wait_seconds": WAIT, "pool_size": 3, "pool_timeout_seconds": 0.7}
    async with (
        tunnel_to(scratch_url) as (tunnel, url),
        served(url, **settings) as app,
    ):
        yield tunnel, app


async def timed(request: Coroutine[Any, Any, httpx.Response]) -> tuple[int, float]:
    began = time.monotonic()
    response = await request
    return response.status_code, time.monotonic() - began


class TestFrozen:
    async def test_each_request_is_answered_within_its_deadline_and_all_is_well_afterwards(
        self, tunnel: tuple[Tunnel, FastAPI]
    ) -> None:
        frozen, app = tunnel
        async with client_of(app) as client:
            before = await asyncio.gather(*(timed(client.get(each)) for each in ADDRESSES))
            frozen.freeze()
            # More than the pool has connections, again and again: none may be lost in waiting.
            during = [
                answer
                for _ in range(2)
                for answer in await asyncio.gather(*(timed(client.get(a)) for a in ADDRESSES * 2))
            ]
            frozen.thaw()
            after = [await timed(client.get(address)) for address in ADDRESSES]

        assert {status for status, _ in before} == {200}
        assert {status for status, _ in during} == {503}
        assert max(seconds for _, seconds in during) < WAIT + SLACK
        assert {status for status, _ in after} == {200}
        assert app.state.database.engine.pool.checkedout() == 0

    async def test_a_write_that_is_never_acknowledged_is_a_503(
        self, tunnel: tuple[Tunnel, FastAPI], acme: httpx.AsyncClient
    ) -> None:
        frozen, app = tunnel
        headers = {**acme.headers, "If-None-Match": "*"}
        async with client_of(app) as client:
            assert (await client.get("/v1/routines", headers=acme.headers)).status_code == 200
            frozen.freeze()
            put = client.put("/v1/partner/routines/evening", json=definition(), headers=headers)
            status, seconds = await timed(put)
            frozen.thaw()
            again = await client.put(
                "/v1/partner/routines/evening", json=definition(), headers=headers
            )

        assert status == 503
        assert seconds < WAIT + SLACK
        assert again.status_code == 201

    async def test_readiness_notices_it_and_its_end(
        self, tunnel: tuple[Tunnel, FastAPI], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.readiness.SHARED_SECONDS", 0)
        frozen, app = tunnel
        async with client_of(app) as client:
            before = await client.get("/readyz")
            frozen.freeze()
            status, seconds = await timed(client.get("/readyz"))
            frozen.thaw()
            after = await client.get("/readyz")

        assert (before.status_code, status, after.status_code) == (200, 503, 200)
        assert seconds < WAIT + SLACK

    async def test_what_is_computed_in_between_does_not_count(self, scratch_url: URL) -> None:
        async with served(scratch_url, database_wait_seconds=0.3) as app:
            async with app.state.database.reading() as session:
                await session.scalar(text("SELECT 1"))
                await asyncio.sleep(0.5)
                assert await session.scalar(text("SELECT 2")) == 2
            async with app.state.database.reading() as session:
                await session.execute(text("SELECT pg_sleep(0.2)"))
                with pytest.raises(TimeoutError):
                    await session.execute(text("SELECT pg_sleep(0.2)"))

    async def test_all_sessions_of_a_request_wait_together(self, scratch_url: URL) -> None:
        async with served(scratch_url) as app:
            database = app.state.database
            with one_patience(0.5):
                async with database.reading() as session:
                    await session.execute(text("SELECT pg_sleep(0.3)"))
                async with database.reading() as session:
                    with pytest.raises(TimeoutError):
                        await session.execute(text("SELECT pg_sleep(0.3)"))


class TestLeaving:
    async def test_a_request_that_is_cancelled_gives_its_connection_back(
        self, tunnel: tuple[Tunnel, FastAPI]
    ) -> None:
        _, app = tunnel
        engine = app.state.database.engine

        async def slow() -> None:
            async with app.state.database.reading() as session:
                await session.execute(text("SELECT pg_sleep(0.3)"))

        for _ in range(5):
            tasks = [asyncio.create_task(slow()) for _ in range(3)]
            await asyncio.sleep(0.05)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        assert engine.pool.checkedout() == 0
        async with app.state.database.reading() as session:
            assert await session.scalar(text("SELECT 1")) == 1


class TestIdle:
    async def test_a_connection_that_was_closed_is_replaced_without_an_error(
        self, scratch_url: URL
    ) -> None:
        async with served(scratch_url) as app, client_of(app) as client:
            assert (await client.get(ADDRESSES[0])).status_code == 200
            async with app.state.database.engine.connect() as connection:
                await connection.execute(
                    text(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    )
                )
            await asyncio.sleep(0.05)
            answers = await asyncio.gather(*(client.get(each) for each in ADDRESSES * 2))

        assert {answer.status_code for answer in answers} == {200}

    async def test_a_connection_that_was_forgotten_is_asked_before_its_use(
        self, tunnel: tuple[Tunnel, FastAPI], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.postgres.idle.TRUSTED_SECONDS", -1.0)
        monkeypatch.setattr("api.postgres.idle.PATIENCE_SECONDS", 0.3)
        forgetful, app = tunnel
        async with client_of(app) as client:
            assert (await client.get(ADDRESSES[0])).status_code == 200
            forgetful.forget()
            answer = await client.get(ADDRESSES[0])

        assert answer.status_code == 200
        assert forgetful.opened > 1
