"""One connection beside the pool, for one statement that is asked again and again."""

import asyncio

from asyncpg import Record
from asyncpg.prepared_stmt import PreparedStatement

from api.postgres.connection import Connection, Connector


class DedicatedConnection:
    """A connection that is opened at its first use, and again after it broke.

    A direct one prepares the statement once. Through a pooler, each use is a transaction.
    One use at a time.
    """

    def __init__(self, connector: Connector, query: str) -> None:
        self.connector = connector
        self.query = query
        self.connection: Connection | None = None
        self.prepared: PreparedStatement | None = None

    @property
    def is_open(self) -> bool:
        return self.connection is not None and not self.connection.is_closed()

    async def open(self, seconds: float) -> None:
        """Connect, within some seconds. Raises what the driver does."""
        async with asyncio.timeout(seconds):
            connection = self.connection = await self.connector.connect()
            if not connection.is_pooled:
                await connection.use_plans("force_generic_plan")
                self.prepared = await connection.prepare(self.query)

    async def fetch_row(self, seconds: float) -> Record | None:
        """Return the statement's first row, within some seconds.

        Raises what the driver does, and is closed then.
        """
        try:
            if not self.is_open:
                await self.open(seconds)
            # To cancel the statement would open a second connection to a server that is silent.
            limit = asyncio.get_running_loop().call_later(seconds, self.give_up)
            try:
                return await self.ask()
            finally:
                limit.cancel()
        except BaseException:
            self.give_up()
            raise

    async def ask(self) -> Record | None:
        if self.prepared is not None:
            return await self.prepared.fetchrow()
        assert self.connection is not None  # noqa: S101 - it was opened just now
        async with self.connection.transaction():
            return await self.connection.fetchrow(self.query)

    def give_up(self) -> None:
        """Close at once; a use that is under way raises an error."""
        if self.connection is not None:
            self.connection.terminate()
        self.connection = self.prepared = None

    async def close(self) -> None:
        """Close in order; later uses would open the connection again."""
        connection, self.connection, self.prepared = self.connection, None, None
        if connection is not None:
            await connection.close()
