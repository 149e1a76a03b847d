"""One question to PostgreSQL for all who wait, each asked after they came."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.engine import URL

from api import freshness as module
from api.db import Database, open_database
from api.freshness import Freshness
from api.postgres.dedicated import DedicatedConnection
from tests.databases import settings_for
from tests.http.test_overload import blocked
from tests.postgres.tunnel import tunnel_to

MOVE = text("UPDATE catalogue SET serial = serial + :by, history = md5(random()::text)")


@pytest.fixture
def scratch_url(copied_url: URL) -> URL:
    """Here the catalogue moves."""
    return copied_url


class Slow(DedicatedConnection):
    """A connection whose answers arrive when the test says so, however early they were given."""

    def __init__(self, database: Database) -> None:
        super().__init__(database.dedicated.connector, database.dedicated.query)
        self.asked = 0
        self.answered = asyncio.Event()
        self.may_arrive = asyncio.Event()

    async def fetch_row(self, seconds: float) -> Any:
        self.asked += 1
        row = await super().fetch_row(seconds)
        self.answered.set()
        await self.may_arrive.wait()
        return row


@pytest_asyncio.fixture(loop_scope="session")
async def slow(scratch: Database) -> AsyncIterator[Slow]:
    connection = Slow(scratch)
    yield connection
    await connection.close()


@pytest.fixture
def shared(scratch: Database, slow: Slow) -> Freshness:
    return Freshness(replace(scratch, dedicated=slow), 5.0)


async def move(database: Database, by: int = 1) -> None:
    async with database.writing() as session:
        await session.execute(MOVE, {"by": by})


async def serial_of(database: Database) -> int:
    async with database.reading() as session:
        return int((await session.execute(text("SELECT serial FROM catalogue"))).scalar_one())


class TestAQuestion:
    async def test_is_shared_by_all_who_came_before_it_was_asked(
        self, shared: Freshness, slow: Slow
    ) -> None:
        slow.may_arrive.set()
        states = await asyncio.gather(*(shared.ask() for _ in range(100)))
        assert slow.asked == 1
        assert len({id(state) for state in states}) == 1

    async def test_is_not_shared_by_those_who_come_later(
        self, scratch: Database, shared: Freshness, slow: Slow
    ) -> None:
        before = await serial_of(scratch)
        early = shared.ask()
        await slow.answered.wait()
        # PostgreSQL has answered; nobody here has read the answer yet.
        await move(scratch)
        late = [shared.ask() for _ in range(100)]
        slow.may_arrive.set()

        first, states = await early, await asyncio.gather(*late)
        assert first is not None
        assert first.serial == before
        assert {state and state.serial for state in states} == {before + 1}
        assert slow.asked == 2

    async def test_notices_a_catalogue_that_went_back(
        self, scratch: Database, shared: Freshness, slow: Slow
    ) -> None:
        slow.may_arrive.set()
        first = await shared.ask()
        await move(scratch, by=1)
        await move(scratch, by=-1)
        back = await shared.ask()
        assert first is not None
        assert back is not None
        assert (first.serial, first == back) == (back.serial, False)

    async def test_goes_on_for_the_others_if_one_gives_up(
        self, shared: Freshness, slow: Slow
    ) -> None:
        waiting = [asyncio.ensure_future(shared.ask()) for _ in range(3)]
        await slow.answered.wait()
        later = [asyncio.ensure_future(shared.ask()) for _ in range(3)]
        for gone in (waiting[0], later[0], later[1]):
            gone.cancel()
        slow.may_arrive.set()
        assert None not in await asyncio.gather(*waiting[1:], *later[2:])


@asynccontextmanager
async def opened(url: URL, **settings: object) -> AsyncIterator[tuple[Database, Freshness]]:
    database = open_database(settings_for(url, **settings))
    try:
        yield database, Freshness(database, database.direct.wait_seconds or 0)
    finally:
        await database.close()


class TestWithoutAnAnswer:
    async def test_of_an_ended_connection_the_next_question_opens_another(
        self, scratch_url: URL, scratch: Database
    ) -> None:
        async with opened(scratch_url) as (database, shared):
            assert await shared.ask() is not None
            async with blocked(scratch):
                asked = shared.ask()
                await asyncio.sleep(0.1)
                await end(scratch, database)
                assert await asked is None
            assert not shared.is_silent()
            assert await shared.ask() is not None

    async def test_an_idle_connection_that_ended_is_replaced_before_it_is_used(
        self, scratch_url: URL, scratch: Database
    ) -> None:
        async with opened(scratch_url) as (database, shared):
            assert await shared.ask() is not None
            await end(scratch, database)
            await asyncio.sleep(0.1)
            assert await shared.ask() is not None

    async def test_a_silent_server_is_given_up_in_time_and_others_do_not_wait(
        self, scratch_url: URL, scratch: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(module, "SILENT_SECONDS", 0.1)
        async with opened(scratch_url, database_wait_seconds=0.4) as (_, shared):
            assert await shared.ask() is not None
            async with blocked(scratch):
                asked = shared.ask()
                assert not shared.is_silent()
                await asyncio.sleep(0.2)
                assert shared.is_silent()
                async with asyncio.timeout(0.5):
                    assert await asked is None
            assert await shared.ask() is not None
            assert not shared.is_silent()

    async def test_a_server_that_cannot_be_reached_is_left_alone_for_a_moment(
        self, scratch_url: URL
    ) -> None:
        async with tunnel_to(scratch_url) as (network, url), opened(url) as (_, shared):
            assert await shared.ask() is not None
            network.cut()
            await asyncio.sleep(0.05)
            assert await shared.ask() is None
            assert shared.is_silent()
            await network.connect()
            await asyncio.sleep(module.PAUSE_SECONDS)
            assert not shared.is_silent()
            assert await shared.ask() is not None

    async def test_a_database_without_tables_is_no_state(self, empty_url: URL) -> None:
        async with opened(empty_url) as (_, shared):
            assert await shared.ask() is None


async def end(scratch: Database, database: Database) -> None:
    """End the server process of a dedicated connection."""
    connection = database.dedicated.connection
    assert connection is not None
    async with scratch.writing() as session:
        await session.execute(
            text("SELECT pg_terminate_backend(:pid)"), {"pid": connection.get_server_pid()}
        )


async def test_through_a_pooler_each_question_is_a_transaction(scratch_url: URL) -> None:
    url = scratch_url.update_query_dict({"pgbouncer": "true"})
    async with opened(url) as (database, shared):
        assert await shared.ask() is not None
        assert await shared.ask() is not None
        assert database.dedicated.prepared is None
