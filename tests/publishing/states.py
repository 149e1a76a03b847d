"""The content of a database, to be compared before and after."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, text

from api.db import Database
from api.models import Base, Catalogue, Document, RetiredSlug

Key = tuple[str, str]


class Published(NamedTuple):
    """A published document; a tombstone has no body."""

    serial: int
    change: str
    replaced_by: str | None
    revision: int
    updated_at: datetime
    body: str | None
    summary: str | None


async def everything(database: Database) -> dict[str, list[tuple[str, str]]]:
    """Return each row of each table, with the transaction that wrote it."""
    state = {}
    async with database.engine.connect() as connection:
        for table in sorted(Base.metadata.tables):
            rows = await connection.execute(
                text(f"SELECT xmin::text, row::text FROM {table} AS row ORDER BY 2, 1")  # noqa: S608
            )
            state[table] = [(writer, row) for writer, row in rows]
    return state


async def documents(database: Database) -> dict[Key, Published]:
    columns = [getattr(Document, name) for name in Published._fields]
    async with database.reading() as session:
        rows = await session.execute(select(Document.type, Document.slug, *columns))
        return {(kind, slug): Published(*rest) for kind, slug, *rest in rows}


async def serials(database: Database) -> tuple[int, int]:
    """Return the catalogue's serial and the highest one of a tombstone that was dropped."""
    async with database.reading() as session:
        row = (await session.execute(select(Catalogue.serial, Catalogue.pruned_serial))).one()
        return row.serial, row.pruned_serial


async def retired(database: Database) -> dict[Key, tuple[str, str | None]]:
    async with database.reading() as session:
        rows = await session.scalars(select(RetiredSlug))
        return {(row.type, row.slug): (row.reason, row.replaced_by) for row in rows}


def changed(before: dict[Key, Published], after: dict[Key, Published]) -> set[Key]:
    """Return the documents whose row differs in anything."""
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def carrying(published: dict[Key, Published], *fragments: str) -> set[Key]:
    """Return the documents that hold one of these pieces of JSON, without frozen routines."""
    return {
        key
        for key, document in published.items()
        if key[0] != "routine" and any(piece in (document.body or "") for piece in fragments)
    }
