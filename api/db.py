"""The database: engine, the two sessions a request can have, and the project's only commit."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from api.config import Settings


@dataclass(frozen=True)
class Database:
    """One engine and the two kinds of session it hands out."""

    engine: AsyncEngine
    read: async_sessionmaker[AsyncSession]
    write: async_sessionmaker[AsyncSession]

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Yield a session on one snapshot: each statement sees the same committed state."""
        async with self.read() as session:
            yield session

    @asynccontextmanager
    async def writing(self, *, keep: bool = True) -> AsyncIterator[AsyncSession]:
        """Yield a session that commits if the block succeeds, and changes nothing otherwise.

        `keep=False` rolls back at the end, for a preview of the changes.
        """
        async with self.write() as session:
            yield session
            await (session.commit() if keep else session.rollback())

    async def close(self) -> None:
        await self.engine.dispose()


def open_database(settings: Settings, *, statement_timeout_ms: int | None = None) -> Database:
    """Return the database that the settings name; nothing is connected yet.

    `statement_timeout_ms` replaces the setting for work outside of requests (seeding).
    """
    if settings.database_url is None:
        raise RuntimeError("no database is named; the embedded one has to be started first")
    engine = create_async_engine(
        settings.database_url.get_secret_value(),
        pool_size=settings.pool_size,
        max_overflow=0,
        pool_timeout=settings.pool_timeout_seconds,
        # A connection that the server closed meanwhile is replaced instead of failing a request.
        pool_pre_ping=True,
        # Parameters stay out of error texts: some of them may be a person's own words.
        hide_parameters=True,
        connect_args={
            "timeout": 10,
            "server_settings": {
                "application_name": "instep",
                "statement_timeout": str(statement_timeout_ms or settings.statement_timeout_ms),
                "lock_timeout": str(settings.lock_timeout_ms),
                "idle_in_transaction_session_timeout": "60000",
                "timezone": "UTC",
                "jit": "off",
                # Each statement is planned for its own values: a good plan for `region=leg`,
                # half of the catalogue, would read all of it for a region without exercises.
                "plan_cache_mode": "force_custom_plan",
                # A request reads little, and from memory or flash.
                "random_page_cost": "1.1",
                "max_parallel_workers_per_gather": "0",
                # With a LIMIT, PostgreSQL's planner may read a table from its beginning and
                # hope that matches are common. An index scan is never much slower; a wrong
                # guess can be.
                "enable_seqscan": "off",
                # The similarity (0 to 1) at which a mistyped name is found.
                "pg_trgm.word_similarity_threshold": "0.45",
            },
        },
    )
    snapshot = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Database(
        engine=engine,
        read=async_sessionmaker(snapshot, expire_on_commit=False, autoflush=False),
        write=async_sessionmaker(engine, expire_on_commit=False),
    )


def database_of(request: Request) -> Database:
    return cast(Database, request.app.state.database)


async def read_session(request: Request) -> AsyncIterator[AsyncSession]:
    async with database_of(request).reading() as session:
        yield session


async def write_session(request: Request) -> AsyncIterator[AsyncSession]:
    async with database_of(request).writing() as session:
        yield session


# The function scope ends the session before the answer is sent: a client never hears of success
# before the commit.
ReadSession = Annotated[AsyncSession, Depends(read_session, scope="function")]
WriteSession = Annotated[AsyncSession, Depends(write_session, scope="function")]
