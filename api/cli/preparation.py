"""Bringing the embedded database up to date, in this process or in one of its own.

`python -m api.cli.preparation` is that process. What it reads to migrate and to publish, some fifty
megabytes, ends with it: a server has in memory whatever it imports.
"""

import asyncio
import os
import subprocess
import sys

from api.cli.commands import on_database
from api.config import Settings, load_settings
from api.db import Database
from api.migrations import migrate, newest_revision, revision_of
from seed.origin import digest, is_imported


def prepare_apart(settings: Settings) -> None:
    """Prepare the database of these settings; in a process of its own if there is much to do.

    Raises SystemExit if that fails; the other process has said why.
    """
    if asyncio.run(on_database(settings, is_prepared)):
        return
    named = {"INSTEP_DATABASE_URL": settings.database_url.get_secret_value()}  # type: ignore[union-attr]
    command = [sys.executable, "-m", "api.cli.preparation"]
    # Our own program, by its full path.
    ended = subprocess.run(command, env=os.environ | named, check=False)  # noqa: S603
    if ended.returncode:
        raise SystemExit(ended.returncode)


async def is_prepared(database: Database) -> bool:
    """Say whether schema and content are those of this program."""
    async with database.engine.connect() as connection:
        if await connection.run_sync(revision_of) != newest_revision():
            return False
    return await is_imported(database, digest())


async def prepare(database: Database) -> None:
    """Bring the embedded database up to date: schema, then content.

    The content is read and compared only if it, or the program, is another than the last time.
    """
    await migrate(database.engine)
    origin = digest()
    if not await is_imported(database, origin):
        from api.cli.seed import valid_content
        from seed.importer import import_content

        await import_content(database, valid_content(), origin=origin)


def run() -> int:
    asyncio.run(on_database(load_settings(), prepare))
    return 0


if __name__ == "__main__":
    from api.cli import reported

    sys.exit(reported(run))
