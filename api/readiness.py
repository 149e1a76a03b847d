"""Whether this process can answer: one cheap question to the database, shared for a moment."""

import asyncio
import time

import structlog
from asyncpg import UndefinedTableError
from sqlalchemy import literal_column, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from api.db import Database
from api.migrations import known_revisions, newest_revision, remedy_for_unknown, revision_of
from api.models import Catalogue
from api.postgres.failures import causes_of

logger = structlog.get_logger()

SHARED_SECONDS = 0.5
"""How long an answer is shared."""

REVISION = "(SELECT version_num FROM alembic_version)"


class Readiness:
    """The checks of one process by name, each `ok` or a remedy; asked twice a second at most."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.asking = asyncio.Lock()
        self.answered_at = float("-inf")
        self.checks: dict[str, str] = {}

    async def find(self) -> dict[str, str]:
        """Return the checks; callers that come together share one question."""
        async with self.asking:
            if time.monotonic() - self.answered_at >= SHARED_SECONDS:
                self.checks = await checks(self.database)
                self.answered_at = time.monotonic()
            return self.checks


async def checks(database: Database) -> dict[str, str]:
    try:
        async with database.reading() as session:
            revision, serial = await state(session)
    except (SQLAlchemyError, OSError) as error:
        if not any(isinstance(cause, UndefinedTableError) for cause in causes_of(error)):
            logger.warning("not_ready", error=type(error).__name__)
            return {"database": "does not answer"}
        revision, serial = await revision_alone(database), None
    if revision != newest_revision():
        return {"database": "ok", "schema": schema_remedy(revision)}
    catalogue = "ok" if serial else "empty; run: instep seed"
    return {"database": "ok", "schema": "ok", "catalogue": catalogue}


async def state(session: AsyncSession) -> tuple[str | None, int | None]:
    """Return the revision and the serial, by one statement."""
    row = (
        await session.execute(
            select(
                literal_column(REVISION).label("revision"),
                select(Catalogue.serial).scalar_subquery().label("serial"),
            )
        )
    ).one()
    return row.revision, row.serial


async def revision_alone(database: Database) -> str | None:
    """Return the revision of a database that lacks a table; None if it was never migrated."""
    async with database.reading() as session:
        connection = await session.connection()
        return await connection.run_sync(revision_of)


def schema_remedy(revision: str | None) -> str:
    if revision is None:
        return "empty; run: instep migrate"
    if revision not in known_revisions():
        return remedy_for_unknown(revision)
    return f"at {revision}, the code expects {newest_revision()}; run: instep migrate"
