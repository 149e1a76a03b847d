"""Idle connections that are lent without SQLAlchemy around them."""

import asyncio
import time
from typing import cast

import pytest
from sqlalchemy import text

from api.db import Database
from api.postgres.few_at_once import MOST
from api.postgres.pool import LendingPool


async def ask(database: Database) -> int:
    [row] = await database.direct.fetch("SELECT pg_backend_pid()", (), "force_generic_plan")
    return cast(int, row.pg_backend_pid)


def pool_of(database: Database) -> LendingPool:
    return cast(LendingPool, database.engine.sync_engine.pool)


class TestLending:
    async def test_lends_the_connection_that_sessions_use_too(self, scratch: Database) -> None:
        async with scratch.reading() as session:
            used = await session.scalar(text("SELECT pg_backend_pid()"))

        assert await ask(scratch) == used
        assert pool_of(scratch).checkedout() == 0

    async def test_lends_nothing_that_a_session_has(self, scratch: Database) -> None:
        async with scratch.reading() as session:
            used = await session.scalar(text("SELECT pg_backend_pid()"))

            assert await ask(scratch) != used
            assert pool_of(scratch).checkedout() == 1

    async def test_lends_no_connection_that_was_given_up(self, scratch: Database) -> None:
        before = await ask(scratch)
        lent = pool_of(scratch).lend()
        lent.invalidate()
        pool_of(scratch).give_back(lent)

        assert pool_of(scratch).lend() is None
        assert await ask(scratch) != before

    async def test_lends_no_connection_from_before_all_were_given_up(
        self, scratch: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = await ask(scratch)
        lent = pool_of(scratch).lend()
        pool_of(scratch).give_back(lent)
        # As SQLAlchemy does it after a session has found its connection dead.
        monkeypatch.setattr(pool_of(scratch), "_invalidate_time", lent.last_connect_time + 0.001)

        assert pool_of(scratch).lend() is None
        assert await ask(scratch) != before


async def sleep(database: Database, seconds: float) -> None:
    await database.direct.fetch(f"SELECT pg_sleep({seconds})::text", (), "force_generic_plan")


class TestFewAtOnce:
    async def test_quick_statements_share_few_connections(
        self, scratch: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.postgres.few_at_once.QUICK_SECONDS", 60)

        used = await asyncio.gather(*(ask(scratch) for _ in range(50)))

        assert len({*used}) <= MOST

    async def test_one_that_takes_long_keeps_no_other_waiting(self, scratch: Database) -> None:
        slow = [asyncio.create_task(sleep(scratch, 2.0)) for _ in range(MOST)]
        await asyncio.sleep(0)
        began = time.monotonic()

        await ask(scratch)

        assert time.monotonic() - began < 1.0
        assert not any(one.done() for one in slow)
        await asyncio.gather(*slow)
        assert scratch.direct.turns._value == MOST

    async def test_one_that_is_cancelled_gives_its_turn_back(self, scratch: Database) -> None:
        some = [asyncio.create_task(sleep(scratch, 2.0)) for _ in range(2 * MOST)]
        await asyncio.sleep(0.002)
        for one in some:
            one.cancel()
        await asyncio.gather(*some, return_exceptions=True)

        assert scratch.direct.turns._value == MOST
        assert await ask(scratch)
