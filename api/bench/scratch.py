"""Databases that a measurement fills and throws away: its own ones, never another."""

from collections.abc import Awaitable, Callable

from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from api.config import Settings
from api.db import Database, named_address, open_database, open_engine
from api.migrations import newest_revision

MARK = "Scratch database of instep bench; may be dropped at any time."
NO_TIMEOUT_MS = 24 * 60 * 60 * 1_000


class NotScratchError(Exception):
    """A database of this name is there and was not made for measuring."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"the database {name} is not a scratch one of instep bench and stays as it is;"
            " choose another name with --database"
        )


async def scratch_database(
    settings: Settings, name: str, recipe: str, fill: Callable[[Database], Awaitable[None]]
) -> Settings:
    """Return settings that name a filled scratch database on the server that is configured.

    An existing one is used again if it was made with the same recipe and schema; otherwise it is
    made anew. Raises NotScratchError if the name belongs to a database that is no scratch one.
    """
    named = SecretStr(named_address(settings).with_database(name).url())
    made = settings.model_copy(update={"database_url": named})
    mark = f"{MARK} {recipe}, schema {newest_revision()}"
    server = open_engine(settings, NO_TIMEOUT_MS)
    engine = server.execution_options(isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            if await prepared(connection, name, mark):
                return made
            database = open_database(made, statement_timeout_ms=NO_TIMEOUT_MS)
            try:
                await fill(database)
            finally:
                await database.close()
            await comment(connection, name, mark)
    finally:
        await server.dispose()
    return made


async def prepared(connection: AsyncConnection, name: str, mark: str) -> bool:
    """Return whether the database is as recorded; if not, make a new empty one."""
    found = (
        await connection.execute(
            text(
                "SELECT shobj_description(oid, 'pg_database') AS mark"
                " FROM pg_database WHERE datname = :name"
            ),
            {"name": name},
        )
    ).one_or_none()
    if found is not None:
        if not (found.mark or "").startswith(MARK):
            raise NotScratchError(name)
        if found.mark == mark:
            return True
        await connection.execute(text(f"DROP DATABASE {quoted(connection, name)}"))
    await connection.execute(text(f"CREATE DATABASE {quoted(connection, name)} TEMPLATE template0"))
    await comment(connection, name, MARK)
    return False


async def comment(connection: AsyncConnection, name: str, mark: str) -> None:
    # A comment takes no parameter; the mark holds no quotation mark.
    await connection.execute(text(f"COMMENT ON DATABASE {quoted(connection, name)} IS '{mark}'"))


def quoted(connection: AsyncConnection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)
