"""The database: its engine, the two kinds of session, and the project's only commit."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, cast

from fastapi import Depends, Request
from sqlalchemy import event
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from api.config import Settings
from api.postgres.address import Address, parse_address
from api.postgres.connection import Connector
from api.postgres.deadline import DeadlineSession
from api.postgres.dedicated import DedicatedConnection
from api.postgres.direct import Direct
from api.postgres.idle import keep_only_living
from api.postgres.pool import LendingPool

NAME_SIMILARITY = 0.45
"""How similar (0 to 1) a name must be to a word with typos for the search to find it.

Every connection sets it as a setting of PostgreSQL, since only then its index can use it.
"""


STATE = "SELECT catalogue_id, serial, history FROM catalogue"
"""The statement of the dedicated connection: which state the catalogue is in."""


@dataclass(frozen=True)
class Database:
    """An engine, single statements on its connections, the makers of sessions, and a connection
    beside them that asks for the `STATE`.
    """

    engine: AsyncEngine
    direct: Direct
    read: async_sessionmaker[AsyncSession]
    write: async_sessionmaker[AsyncSession]
    dedicated: DedicatedConnection
    remembered: dict[tuple[str, str], Any] = field(default_factory=dict)
    """What this process has learned of the content: by what has learned it, and the language."""

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Yield a read-only session; all its statements see the same committed state."""
        async with self.read() as session:
            yield session

    @asynccontextmanager
    async def writing(self, *, keep: bool = True) -> AsyncIterator[AsyncSession]:
        """Yield a session that commits at the end of the block, or rolls back if it raises.

        `keep=False` always rolls back, for a preview of the changes.
        """
        async with self.write() as session:
            yield session
            await (session.commit() if keep else session.rollback())

    async def close(self) -> None:
        await self.dedicated.close()
        await self.engine.dispose()


def open_database(settings: Settings, *, statement_timeout_ms: int | None = None) -> Database:
    """Return the database of the settings, not yet connected.

    `statement_timeout_ms` replaces the setting for work outside a request, for example seeding;
    such work has no deadline for all its statements together.
    Raises RuntimeError if the settings name no database.
    """
    connector = connector_of(settings, statement_timeout_ms or settings.statement_timeout_ms)
    engine = engine_of(settings, connector)
    snapshot = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    seconds = None if statement_timeout_ms else settings.database_wait_seconds
    return Database(
        engine=engine,
        direct=Direct(engine, connector, seconds),
        read=async_sessionmaker(
            snapshot,
            class_=DeadlineSession,
            wait_seconds=seconds,
            expire_on_commit=False,
            autoflush=False,
        ),
        write=async_sessionmaker(
            engine, class_=DeadlineSession, wait_seconds=seconds, expire_on_commit=False
        ),
        # Who uses it says for how long.
        dedicated=DedicatedConnection(replace(connector, command_seconds=None), STATE),
    )


def open_engine(settings: Settings, statement_timeout_ms: int) -> AsyncEngine:
    """Return an engine on the database of the settings.

    Raises RuntimeError if the settings name no database.
    """
    return engine_of(settings, connector_of(settings, statement_timeout_ms))


def connector_of(settings: Settings, statement_timeout_ms: int) -> Connector:
    return Connector(
        named_address(settings),
        server_settings(statement_timeout_ms, settings.lock_timeout_ms),
        # PostgreSQL ends a statement first, if it is alive.
        command_seconds=statement_timeout_ms / 1_000 + 1,
    )


def engine_of(settings: Settings, connector: Connector) -> AsyncEngine:
    engine: AsyncEngine = create_async_engine(
        "postgresql+asyncpg://",
        creator=lambda: connector.connect_for(engine),
        poolclass=LendingPool,
        pool_size=settings.pool_size,
        max_overflow=0,
        pool_timeout=settings.pool_timeout_seconds,
        # The connection that was used last: its statements are prepared.
        pool_use_lifo=True,
        # Error texts hold no parameters, because a person may have typed them.
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "begin", connector.begin)
    keep_only_living(engine)
    return engine


def named_address(settings: Settings) -> Address:
    """Return the address of the database. Raises RuntimeError if the settings name none."""
    if settings.database_url is None:
        raise RuntimeError("no database is named; the embedded one has to be started first")
    return parse_address(settings.database_url.get_secret_value())


def server_settings(statement_timeout_ms: int, lock_timeout_ms: int) -> dict[str, str]:
    """Return PostgreSQL's settings for our connections."""
    return {
        "statement_timeout": str(statement_timeout_ms),
        "lock_timeout": str(lock_timeout_ms),
        # Work that may have long statements may also compute for long between two of them: a
        # publication of very many things builds all of them.
        "idle_in_transaction_session_timeout": str(max(60_000, statement_timeout_ms)),
        "timezone": "UTC",
        "jit": "off",
        # Each statement is planned for its own values, unless it says otherwise. A plan that fits
        # `region=leg` (half the catalogue) would read the whole catalogue for a region without any
        # exercise.
        "plan_cache_mode": "force_custom_plan",
        # A request reads little, and the pages are in memory or on flash.
        "random_page_cost": "1.1",
        "max_parallel_workers_per_gather": "0",
        # With a LIMIT, PostgreSQL's query planner may scan a table from its beginning, because it
        # expects matching rows everywhere. An index scan is never much slower than that; a wrong
        # expectation can be.
        "enable_seqscan": "off",
        "pg_trgm.word_similarity_threshold": str(NAME_SIMILARITY),
    }


def database_of(request: Request) -> Database:
    return cast(Database, request.app.state.database)


async def read_session(request: Request) -> AsyncIterator[AsyncSession]:
    async with database_of(request).reading() as session:
        yield session


async def write_session(request: Request) -> AsyncIterator[AsyncSession]:
    async with database_of(request).writing() as session:
        yield session


# With the scope "function" the session ends before the response is sent. Otherwise a client could
# read of a success whose commit then fails.
ReadSession = Annotated[AsyncSession, Depends(read_session, scope="function")]
WriteSession = Annotated[AsyncSession, Depends(write_session, scope="function")]
