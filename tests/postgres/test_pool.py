"""Idle connections that are lent without SQLAlchemy around them."""

from typing import cast

import pytest
from sqlalchemy import text

from api.db import Database
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
