"""A backup is made of one snapshot, under another name until it is complete."""

import os
import secrets
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import text

from api.backups.connection import SERVICE, connection_environment, running
from api.backups.contents import Contents, contents_of
from api.backups.errors import BackupError
from api.backups.programs import Programs
from api.db import Database

OPTIONS = (
    "--format=custom",
    "--no-owner",  # whoever restores it owns it
    "--no-privileges",
    "--no-comments",  # the one on an extension may be set by its owner only
    "--lock-wait-timeout=60s",
)


async def make_backup(
    database: Database, address: SecretStr, programs: Programs, target: Path, *, overwrite: bool
) -> Contents:
    """Write a backup of the database to `target`; return what is in it.

    Raises BackupError if the file exists and `overwrite` is false, or if pg_dump fails.
    """
    refuse_target_file(target, overwrite=overwrite)
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}.unfinished")
    # It holds the digests of keys and the drafts of partners: for its owner only.
    os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        contents = await dump(database, address, programs, unfinished)
        keep_on_disk(unfinished)
        refuse_target_file(target, overwrite=overwrite)
        unfinished.rename(target)
        keep_on_disk(target.parent)
    finally:
        unfinished.unlink(missing_ok=True)
    return contents


async def dump(
    database: Database, address: SecretStr, programs: Programs, target: Path
) -> Contents:
    """Dump the same snapshot that is counted."""
    async with database.reading() as session:
        connection = await session.connection()
        snapshot = await connection.scalar(text("SELECT pg_export_snapshot()"))
        contents = await contents_of(connection)
        command = [programs.paths["pg_dump"], SERVICE, *OPTIONS]
        command += [f"--snapshot={snapshot}", f"--file={target}"]
        with (
            connection_environment(address) as environment,
            running(*command, environment=environment) as dumping,
        ):
            dumping.end("pg_dump could not make the backup")
    return contents


def refuse_target_file(target: Path, *, overwrite: bool) -> None:
    """Raise BackupError if no backup may be written there."""
    if not target.parent.is_dir():
        raise BackupError(f"there is no folder {target.parent}; make it first")
    if target.is_dir():
        raise BackupError(f"{target} is a folder; name a file in it")
    if target == Path("-"):
        raise BackupError("name a file to write the backup to; standard output is not supported")
    if target.exists() and not target.is_file():
        raise BackupError(f"{target} is a device or a pipe; name a file")
    if target.exists() and not overwrite:
        raise BackupError(f"{target} exists; name another file, or replace it with --force")


def keep_on_disk(path: Path) -> None:
    """Return once a power cut cannot undo what was written to a file or folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
