"""A restore is one transaction: its readers see the old database or the new, never a half."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE
from typing import IO

from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from api.backups.connection import SERVICE, Running, connection_environment, running
from api.backups.contents import Contents, contents_of, is_empty, revision_in
from api.backups.errors import BackupError
from api.backups.programs import Programs
from api.db import Database
from api.migrations import known_revisions, migrate, revision_of
from api.postgres.own_objects import OWN_OBJECTS

HEADER_LINES = 20
"""Of what pg_restore prints: comments, and settings of its session."""

DROP_EVERYTHING = f"""
SET LOCAL lock_timeout = '60s';
DO $drop$
DECLARE own record; named record;
BEGIN
    FOR own IN {OWN_OBJECTS} LOOP
        SELECT * INTO named FROM pg_identify_object(own.classid, own.objid, 0);
        IF named.identity IS NOT NULL THEN  -- not dropped with another one
            EXECUTE format('DROP %s IF EXISTS %s CASCADE', named.type, named.identity);
        END IF;
    END LOOP;
END
$drop$;
"""  # noqa: S608 - a constant

# A session that waited for our locks began before the restore, and would find every new table
# empty. The servers open new connections by themselves.
END_OTHER_SESSIONS = """
SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
WHERE datname = pg_catalog.current_database() AND usename = current_user
AND pid <> pg_catalog.pg_backend_pid();
"""

SINCE_17 = b"SET transaction_timeout = 0;\n"
"""A line of pg_restore 17 and newer, which an older server refuses."""


@dataclass(frozen=True)
class Restored:
    """The restored contents, and the revision of their schema in the file and now."""

    contents: Contents
    revision_in_file: str
    revision: str


async def restore_backup(
    database: Database,
    address: SecretStr,
    programs: list[Programs],
    file: Path,
    *,
    replace: bool,
) -> Restored:
    """Restore a backup into an empty database, or in place of Instep's; then migrate it.

    Raises BackupError before anything is written if the file is no backup of Instep or of a newer
    version, or if the database is not empty and `replace` is false. If the restore itself fails or
    is killed, the database is as it was.
    """
    readable, revision = first_that_reads(programs, file)
    if revision not in known_revisions():
        raise BackupError(
            f"{file} has schema revision {revision}, which this version of Instep does not know:"
            " a newer version made it. Install that version or a newer one, then restore it."
        )
    await refuse_target(database.engine, replace=replace)
    is_old_server = (database.engine.dialect.server_version_info or (0,)) < (17,)
    await database.engine.dispose()  # the restore ends all other connections
    load(address, readable, file, replace=replace, is_old_server=is_old_server)
    _, now = await migrate(database.engine)
    await gather_statistics(database.engine)
    async with database.engine.connect() as connection:
        return Restored(await contents_of(connection), revision, now or revision)


def first_that_reads(programs: list[Programs], file: Path) -> tuple[Programs, str]:
    """Return the first programs that can read the file, and its revision."""
    failed: BackupError | None = None
    for each in programs:
        try:
            return each, revision_in(each, file)
        except BackupError as error:
            failed = failed or error
    raise failed or BackupError("there is no pg_restore")


async def refuse_target(engine: AsyncEngine, *, replace: bool) -> None:
    async with engine.connect() as connection:
        if await is_empty(connection):
            return
        revision = await connection.run_sync(revision_of)
    if revision is None:
        raise BackupError(
            "the database has tables of another program, so nothing was restored into it;"
            " name an empty database in INSTEP_DATABASE_URL"
        )
    if not replace:
        raise BackupError(
            "the database already has a catalogue; to replace it with the one in the backup,"
            " add --replace (make a backup of it first)"
        )


def load(
    address: SecretStr, programs: Programs, file: Path, *, replace: bool, is_old_server: bool
) -> None:
    """Let psql run what pg_restore prints; it commits only after all of it has arrived."""
    printing = [programs.paths["pg_restore"], "--no-owner", "--no-privileges", "--no-comments"]
    loading = [programs.paths["psql"], SERVICE, "--no-psqlrc", "--quiet"]
    loading += ["--set=ON_ERROR_STOP=1", "--file=-", "--output=/dev/null"]
    begin = "BEGIN;\n" + (DROP_EVERYTHING if replace else "")
    with (
        connection_environment(address) as environment,
        running(*printing, "--file=-", str(file)) as source,
        running(*loading, environment=environment, stdin=PIPE) as target,
    ):
        with suppress(BrokenPipeError):  # psql has ended with an error, which it has printed
            target.write(begin.encode())
            pour(source.output, target, skip_newer=is_old_server)
            source.end("nothing was restored")
            target.write(f"{END_OTHER_SESSIONS}COMMIT;\n".encode())
        target.end("nothing was restored")


def pour(source: IO[bytes], target: Running, *, skip_newer: bool) -> None:
    """Pass on everything that the source prints."""
    for number, line in enumerate(source):
        if not (skip_newer and number < HEADER_LINES and line == SINCE_17):
            target.write(line)


async def gather_statistics(engine: AsyncEngine) -> None:
    """Update PostgreSQL's statistics, which are not in a backup."""
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("ANALYZE"))
