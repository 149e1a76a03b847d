"""Single statements that go straight to the driver, prepared, on a connection of the engine's pool.

A statement alone has a snapshot of its own, so it needs no transaction around it: one round trip,
and nothing to undo before the connection goes back to the pool.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, cast

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ManagesConnection, PoolProxiedConnection
from sqlalchemy.util import greenlet_spawn

from api.postgres.connection import BROKEN, Connection, Connector, Plans
from api.postgres.deadline import patience_of_request, remaining
from api.postgres.few_at_once import Turn, few
from api.postgres.pool import LendingPool


class Row(asyncpg.Record):  # type: ignore[misc]
    """A row whose columns are attributes."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


def row_class(columns: Sequence[str]) -> type[Row]:
    """Return a class of rows that finds these columns by their places, in a fifth of the time."""
    places = {name: property(itemgetter(at)) for at, name in enumerate(columns)}
    taken = dir(asyncpg.Record)
    members = {name: place for name, place in places.items() if name not in taken}
    return type("Row", (Row,), {"__slots__": (), **members})


@dataclass(frozen=True)
class Direct:
    """The connections of an engine, for single statements.

    `wait_seconds` is how long a request waits for the database in all; None: no limit.
    """

    engine: AsyncEngine
    connector: Connector
    wait_seconds: float | None
    turns: asyncio.Semaphore = field(default_factory=few)

    async def fetch(
        self, sql: str, values: Sequence[Any], plans: Plans, rows: type[Row] = Row
    ) -> list[Row]:
        """Run a statement with `$1`, `$2`, … as its values; return its rows, of the class `rows`.

        Raises TimeoutError (SQLAlchemy's if no connection is free), OSError, or what PostgreSQL
        says.
        """
        patience = patience_of_request(self.wait_seconds)
        left, began = patience.seconds_left, time.monotonic()
        try:
            async with Turn(self.turns):
                seconds = remaining(left, began)
                return await self.fetch_somewhere(sql, values, plans, rows, seconds)
        finally:
            patience.seconds_left = remaining(left, began)

    async def fetch_somewhere(
        self, sql: str, values: Sequence[Any], plans: Plans, rows: type[Row], seconds: float | None
    ) -> list[Row]:
        pool = cast(LendingPool, self.engine.sync_engine.pool)
        lent = pool.lend()
        if lent is not None:
            try:
                return await self.fetch_on(lent, sql, values, plans, rows, seconds)
            finally:
                pool.give_back(lent)
        # No connection is idle: a new one is opened, one is asked first, or one is waited for.
        async with asyncio.timeout(seconds):
            whole: PoolProxiedConnection = await greenlet_spawn(pool.connect)
            try:
                return await self.fetch_on(whole, sql, values, plans, rows, seconds)
            finally:
                whole.close()

    async def fetch_on(
        self,
        lent: ManagesConnection,
        sql: str,
        values: Sequence[Any],
        plans: Plans,
        rows: type[Row],
        seconds: float | None,
    ) -> list[Row]:
        """Run a statement on a connection; close it if its state is not known afterwards."""
        connection = cast(Connection, lent.driver_connection)
        try:
            return await self.rows(connection, sql, values, plans, rows, seconds)
        except asyncpg.PostgresError:
            raise
        except BROKEN as error:
            lent.invalidate()
            if connection.is_closed():
                raise ConnectionResetError("the server ended during a statement") from error
            raise
        except BaseException:
            # Cancelled, or no answer in time: what comes next on this connection is not known.
            lent.invalidate()
            raise

    async def rows(
        self,
        connection: Connection,
        sql: str,
        values: Sequence[Any],
        plans: Plans,
        rows: type[Row],
        seconds: float | None,
    ) -> list[Row]:
        if connection.is_ready_for(plans):
            # The driver has a timer for each statement anyway; a second one would cost more.
            found = await connection.fetch(sql, *values, timeout=seconds, record_class=rows)
            return cast(list[Row], found)
        async with asyncio.timeout(seconds):
            if connection.is_pooled:
                # Outside a transaction a pooler may give each half of a statement another server.
                async with connection.transaction(readonly=True):
                    await connection.execute(self.connector.settings_of_transaction())
                    return cast(list[Row], await connection.fetch(sql, *values, record_class=rows))
            await connection.use_plans(plans)
            return cast(list[Row], await connection.fetch(sql, *values, record_class=rows))
