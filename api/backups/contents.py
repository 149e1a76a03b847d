"""What a database or a backup holds: its revision, its serial, and how much of each kind."""

import uuid
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from api.backups.connection import running
from api.backups.errors import BackupError
from api.backups.programs import Programs
from api.models import ApiKey, Catalogue, Document, Partner, PartnerRoutine, RoutineVersion
from api.postgres.own_objects import OWN_OBJECTS

MAGIC = b"PGDMP"
"""The first bytes of pg_dump's custom format."""


@dataclass(frozen=True)
class Contents:
    """Counts of one database. `documents` are the current ones, in all languages."""

    catalogue_id: uuid.UUID
    serial: int
    documents: int
    partners: int
    keys: int
    drafts: int
    versions: int

    def __str__(self) -> str:
        return (
            f"serial {self.serial} of catalogue {self.catalogue_id}, {self.documents} documents,"
            f" {self.versions} versions of routines; {self.partners} partners with"
            f" {self.drafts} routines and {self.keys} keys"
        )


async def contents_of(connection: AsyncConnection) -> Contents:
    """Count what the database holds, in the snapshot of the connection's transaction."""
    counted = {
        "documents": select(func.count()).where(Document.change == "upsert"),
        "partners": select(func.count()).select_from(Partner),
        "keys": select(func.count()).select_from(ApiKey),
        "drafts": select(func.count()).select_from(PartnerRoutine),
        "versions": select(func.count()).select_from(RoutineVersion),
    }
    columns = [query.scalar_subquery().label(name) for name, query in counted.items()]
    row = (
        await connection.execute(select(Catalogue.catalogue_id, Catalogue.serial, *columns))
    ).one()
    return Contents(**row._mapping)


async def is_empty(connection: AsyncConnection) -> bool:
    """Whether the schema `public` holds nothing but extensions."""
    return not await connection.scalar(text(f"SELECT EXISTS ({OWN_OBJECTS})"))


def revision_in(programs: Programs, file: Path) -> str:
    """Return the schema's revision in a backup.

    Raises BackupError if the file is no backup of Instep, or these programs cannot read it.
    """
    with file.open("rb") as opened:
        if opened.read(len(MAGIC)) != MAGIC:
            raise BackupError(f"{file} is not a backup of Instep: `instep backup` did not write it")
    listed = read_with(programs, file, "--list")
    if b" TABLE DATA public catalogue " not in listed:
        raise BackupError(f"{file} is a dump of another program's database, not of Instep's")
    copied = read_with(
        programs, file, "--data-only", "--schema=public", "--table=alembic_version", "--file=-"
    )
    _, _, rows = copied.partition(b"FROM stdin;\n")
    revision = rows.partition(b"\n")[0].decode(errors="replace")
    if revision in ("", "\\."):
        raise BackupError(
            f"{file} has no schema revision, so it is not a complete backup of Instep"
        )
    return revision


def read_with(programs: Programs, file: Path, *options: str) -> bytes:
    with running(programs.paths["pg_restore"], *options, str(file)) as reading:
        output = reading.output.read()
        reading.end(f"{file} cannot be read as a backup by pg_restore {programs.version}")
    return output
