"""`instep backup` and `instep restore`: everything in the database, as one file."""

import argparse
import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from api.backups import Contents, Restored, make_backup, restore_backup
from api.backups.making import refuse_target_file
from api.backups.programs import Programs, fitting_programs
from api.cli.commands import CommandError, Commands, named_database, on_database, print_lines
from api.config import Settings, load_settings
from api.db import Database
from api.migrations import revision_of


def add(commands: Commands) -> None:
    backup = commands.add("backup", backup_command)
    backup.add_argument("file", type=Path, help="the file to write, in the format of pg_dump -Fc")
    backup.add_argument("--force", action="store_true", help="replace the file if it exists")
    restore = commands.add("restore", restore_command)
    restore.add_argument("file", type=Path, help="a file that `instep backup` wrote")
    restore.add_argument(
        "--replace",
        action="store_true",
        help="delete what is in the database now; without this option it must be empty",
    )


def backup_command(options: argparse.Namespace) -> int:
    """write everything in the database to one file, while the server keeps running"""
    settings = load_settings()
    refuse_target_file(options.file, overwrite=options.force)
    with database_to_copy(settings) as (settings, address):

        async def work(database: Database) -> Contents:
            await require_a_catalogue(database.engine)
            programs = await programs_for(database.engine)
            return await make_backup(
                database, address, programs[0], options.file, overwrite=options.force
            )

        contents = asyncio.run(on_database(settings, work))
    size = options.file.stat().st_size
    return print_lines(
        [
            f"{options.file}: {size:,} bytes, which only you can read",
            f"in it: {contents}",
            "it has the keys as digests, and no text that callers send, because none is stored",
        ]
    )


def restore_command(options: argparse.Namespace) -> int:
    """load a backup into an empty database; with --replace, replace what is in the database"""
    if not options.file.is_file():
        raise CommandError(f"{options.file} is not a file")
    with database_to_copy(load_settings()) as (settings, address):

        async def work(database: Database) -> Restored:
            programs = await programs_for(database.engine)
            return await restore_backup(
                database, address, programs, options.file, replace=options.replace
            )

        restored = asyncio.run(on_database(settings, work))
    return print_lines(list(restored_lines(options.file, restored)))


def restored_lines(file: Path, restored: Restored) -> Iterator[str]:
    yield f"restored from {file}: {restored.contents}"
    if restored.revision != restored.revision_in_file:
        yield f"the schema was migrated from {restored.revision_in_file} to {restored.revision}"


@contextmanager
def database_to_copy(settings: Settings) -> Iterator[tuple[Settings, SecretStr]]:
    """Yield settings that name a database, and its address."""
    with named_database(settings) as named:
        if named.database_url is None:
            raise CommandError("INSTEP_DATABASE_URL names no database")
        yield named, named.database_url


async def require_a_catalogue(engine: AsyncEngine) -> None:
    """Raise CommandError if the database was never migrated; an older schema can be copied."""
    async with engine.connect() as connection:
        if await connection.run_sync(revision_of) is None:
            raise CommandError("the database has no catalogue, so there is nothing to back up")


async def programs_for(engine: AsyncEngine) -> list[Programs]:
    """Return the programs of PostgreSQL that fit the server of an engine."""
    async with engine.connect() as connection:
        version = (connection.dialect.server_version_info or (0,))[0]
    return fitting_programs(int(version))
