"""Too much at once: 503 with a time to come back, soon, and never a 500."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.engine import URL
from starlette.types import Message

from api.db import Database
from api.postgres.connection import Connection, Connector
from tests.conftest import client_of, served

ADDRESSES = ["/v1/exercises", "/v1/exercises/calf-stretch", "/v1/search?q=heel", "/v1/changes"]
EACH = pytest.mark.parametrize("address", ADDRESSES)


@asynccontextmanager
async def blocked(database: Database) -> AsyncIterator[None]:
    """Nobody can read the catalogue for the duration of the block."""
    async with database.engine.connect() as connection:
        await connection.execute(text("LOCK TABLE catalogue IN ACCESS EXCLUSIVE MODE"))
        yield
        await connection.rollback()


def assert_overloaded(response: httpx.Response) -> None:
    assert response.status_code == 503
    assert response.headers["retry-after"] == "2"
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    assert response.json()["code"] == "overloaded"


class TestOverload:
    @EACH
    @pytest.mark.parametrize("setting", ["statement_timeout_ms", "lock_timeout_ms"])
    async def test_a_statement_that_takes_too_long_is_a_503(
        self, scratch: Database, scratch_url: URL, address: str, setting: str
    ) -> None:
        async with served(scratch_url, **{setting: 100}) as app, client_of(app) as client:
            async with blocked(scratch):
                during = await client.get(address)
            after = await client.get(address)

        assert_overloaded(during)
        assert after.status_code == 200

    async def test_a_request_that_gets_no_connection_is_a_503(
        self, scratch: Database, scratch_url: URL
    ) -> None:
        settings = {"pool_size": 2, "pool_timeout_seconds": 0.1, "lock_timeout_ms": 3_000}
        async with served(scratch_url, **settings) as app, client_of(app) as client:
            async with blocked(scratch):
                waiting = [asyncio.create_task(client.get(ADDRESSES[0])) for _ in range(12)]
                refused, _ = await asyncio.wait(waiting, timeout=2)
            answers = await asyncio.gather(*waiting)

        assert len(refused) == 10
        for task in refused:
            assert_overloaded(task.result())
        assert sorted(answer.status_code for answer in answers) == [200] * 2 + [503] * 10

    async def test_many_at_once_are_all_answered_and_leave_no_connection_busy(
        self, scratch_url: URL
    ) -> None:
        async with (
            served(scratch_url, pool_size=3, pool_timeout_seconds=30) as app,
            client_of(app) as client,
        ):
            answers = await asyncio.gather(*(client.get(a) for a in ADDRESSES * 15))
            busy = app.state.database.engine.pool.checkedout()

        assert {answer.status_code for answer in answers} == {200}
        assert busy == 0


class TestWhatPostgreSQLSays:
    @pytest.mark.parametrize(
        "state",
        ["53100", "53200", "58030", "25006", "57P03", "55P03"],
        ids=["disk full", "out of memory", "disk broken", "read only", "starting", "locked"],
    )
    async def test_that_it_cannot_do_just_now_is_a_503(self, scratch_url: URL, state: str) -> None:
        statement = text(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{state}'; END $$")
        async with served(scratch_url) as app, client_of(app) as client:

            @app.post("/failing")
            async def fail() -> None:
                async with app.state.database.engine.connect() as connection:
                    await connection.execute(statement)

            failed = await client.post("/failing")
            after = await client.get("/v1/exercises")

        assert_overloaded(failed)
        assert after.status_code == 200


class TestSlowReaders:
    async def test_of_the_bundle_hold_no_connection(self, scratch_url: URL) -> None:
        """They take the file from the disk; the database is done with them before."""
        settings = {"pool_size": 1, "pool_timeout_seconds": 0.2}
        async with served(scratch_url, **settings) as app, client_of(app) as client:
            path = (await client.get("/v1/bundle")).json()["path"]
            reader = SlowReader(app, path)
            reading = asyncio.create_task(reader.read())
            await asyncio.wait_for(reader.begun.wait(), timeout=30)

            others = [await client.get(address) for address in ADDRESSES]
            reader.may_go_on.set()
            await reading

        assert [other.status_code for other in others] == [200] * len(ADDRESSES)
        assert reader.status == 200

    @pytest.mark.parametrize("gone", [True, False], ids=["gone", "stayed"])
    async def test_of_the_bundle_leave_no_file_behind(
        self, scratch_url: URL, gone: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        async with served(scratch_url) as app, client_of(app) as client:
            path = (await client.get("/v1/bundle")).json()["path"]
            reader = SlowReader(app, path, goes_away=gone)
            reader.may_go_on.set()
            await reader.read()

        assert reader.begun.is_set()
        assert os.listdir(tmp_path) == []


class SlowReader:
    """A client that takes the first bytes and waits; or is gone when more are sent."""

    def __init__(self, app: FastAPI, path: str, *, goes_away: bool = False) -> None:
        self.app, self.path, self.goes_away = app, path, goes_away
        self.begun, self.may_go_on = asyncio.Event(), asyncio.Event()
        self.status, self.asked = 0, False

    async def read(self) -> None:
        scope = {
            "type": "http",
            "method": "GET",
            "path": self.path,
            "raw_path": self.path.encode(),
            "query_string": b"",
            "headers": [],
            "http_version": "1.1",
            "scheme": "http",
            "root_path": "",
            "client": ("127.0.0.1", 0),
            "server": ("127.0.0.1", 80),
            "asgi": {"version": "3.0"},
        }
        await self.app(scope, self.receive, self.send)

    async def receive(self) -> Message:
        if not self.asked:
            self.asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        return await asyncio.Future()  # it says no more

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            return
        self.begun.set()
        await self.may_go_on.wait()
        if self.goes_away:
            raise OSError("the client is gone")


async def test_a_server_killed_before_the_first_statement_is_away(
    catalogue_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Connector.open

    async def opened(self: Connector, *given: Any, **options: Any) -> Connection:
        connection = await real(self, *given, **options)
        connection.terminate()
        return connection

    monkeypatch.setattr(Connector, "open", opened)
    async with served(catalogue_url) as app, client_of(app) as client:
        assert_overloaded(await client.get("/v1/exercises"))


async def test_a_server_killed_before_a_transaction_is_away(
    scratch_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with served(scratch_url) as app, client_of(app) as client:

        @app.post("/beginning")
        async def begin() -> None:
            async with app.state.database.engine.connect() as connection:
                driver = (await connection.get_raw_connection()).driver_connection
                assert driver is not None
                driver.plans = "auto"
                driver.terminate()
                await connection.begin()

        assert_overloaded(await client.post("/beginning"))
