"""Migrations: the revision of a database, and bringing it up to date."""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

if TYPE_CHECKING:
    from alembic.config import Config

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ROOT / "alembic" / "versions"

REVISION = re.compile(r'^(revision|down_revision): .*= "(\w+)"$', re.MULTILINE)
"""How a migration names itself and the one before it."""


def alembic_config() -> "Config":
    from alembic.config import Config

    return Config(toml_file=ROOT / "pyproject.toml")


@cache
def revisions() -> dict[str, str | None]:
    """Return each revision that the code knows, with the one before it.

    Read from the files: every server process asks for them, and Alembic would take ten megabytes
    of each.
    """
    named = [dict(REVISION.findall(path.read_text())) for path in VERSIONS.glob("*.py")]
    return {names["revision"]: names.get("down_revision") for names in named}


def newest_revision() -> str:
    """Return the revision that the code expects."""
    [newest] = revisions().keys() - revisions().values()
    return newest


def known_revisions() -> set[str]:
    return {*revisions()}


def revision_of(connection: Connection) -> str | None:
    """Return the revision that the database is at; None if it was never migrated.

    Asked without Alembic, like `revisions`.
    """
    if connection.scalar(text("SELECT to_regclass('alembic_version')")) is None:
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def known_revision_of(connection: Connection) -> str | None:
    """Return it like `revision_of`; raise UnknownRevisionError if this version does not know it."""
    revision = revision_of(connection)
    if revision is not None and revision not in known_revisions():
        raise UnknownRevisionError(revision)
    return revision


def upgrade(connection: Connection, revision: str = "head") -> None:
    from alembic import command

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def downgrade(connection: Connection, revision: str) -> None:
    from alembic import command

    config = alembic_config()
    config.attributes["connection"] = connection
    command.downgrade(config, revision)


class SchemaError(Exception):
    """The database's schema is not the one that this version of Instep needs."""


class SchemaBehindError(SchemaError):
    """The database is at an older revision, or was never migrated."""

    def __init__(self) -> None:
        super().__init__("the database's schema is not up to date; run `instep migrate` first")


class UnknownRevisionError(SchemaError):
    """The database is at a revision that this version of Instep does not know."""

    def __init__(self, revision: str) -> None:
        super().__init__(remedy_for_unknown(revision))


def remedy_for_unknown(revision: str) -> str:
    """Return in one line what to do about a revision that this version does not know."""
    if revision < min(known_revisions()):
        return (
            f"the database is at revision {revision}, from before the first release, and cannot be"
            " brought up to date; name an empty database (or remove the data folder), then run"
            " `instep migrate` and `instep seed`"
        )
    return (
        f"the database is newer than this Instep: it is at revision {revision}, and"
        f" {newest_revision()} is the newest known here; run the Instep that migrated it, or"
        " restore the backup made before that"
    )


async def migrate(engine: AsyncEngine) -> tuple[str | None, str | None]:
    """Migrate to the newest revision in one transaction; return the revisions before and after.

    Raises UnknownRevisionError if the database is at a revision that is not known here.
    """
    async with engine.begin() as connection:
        before = await connection.run_sync(known_revision_of)
        if before == newest_revision():
            return before, before
        await connection.run_sync(upgrade)
        return before, await connection.run_sync(revision_of)


async def refuse_unknown(engine: AsyncEngine) -> None:
    """Raise UnknownRevisionError if the database is at a revision that is not known here."""
    async with engine.connect() as connection:
        await connection.run_sync(known_revision_of)


async def require_newest(engine: AsyncEngine) -> None:
    """Raise SchemaError if the database is not at the newest revision."""
    async with engine.begin() as connection:
        if await connection.run_sync(known_revision_of) != newest_revision():
            raise SchemaBehindError
