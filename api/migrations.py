"""Migrations: the revision of a database, and bringing it up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

ROOT = Path(__file__).resolve().parent.parent


def alembic_config() -> Config:
    return Config(toml_file=ROOT / "pyproject.toml")


def newest_revision() -> str | None:
    """Return the revision that the code expects."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


def revision_of(connection: Connection) -> str | None:
    """Return the revision that the database is at; None if it was never migrated."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(connection: Connection, revision: str = "head") -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def downgrade(connection: Connection, revision: str) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    command.downgrade(config, revision)


async def migrate(engine: AsyncEngine) -> tuple[str | None, str | None]:
    """Migrate to the newest revision in one transaction; return the revisions before and after."""
    async with engine.begin() as connection:
        before = await connection.run_sync(revision_of)
        await connection.run_sync(upgrade)
        return before, await connection.run_sync(revision_of)
