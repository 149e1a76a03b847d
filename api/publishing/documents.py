"""Rows of `documents`: the published ones, those to write, and tombstones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, func, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Catalogue, Document
from api.records import Key
from api.v1.documents import BuiltDocument

TOMBSTONE_LIFE = timedelta(days=365)
"""How long changes list a removed document; an older copy has to start again from a bundle."""

NOT_YET = 2**62
"""The serials of rows that are not numbered yet; no other transaction ever sees them."""

NUMBER = """
UPDATE documents AS document SET serial = numbered.serial
FROM (
    SELECT type, slug, language, :last + row_number() OVER (
        ORDER BY change = 'delete', type, slug, language COLLATE "C"
    ) AS serial
    FROM documents WHERE serial >= :not_yet
) AS numbered
WHERE (document.type, document.slug, document.language)
    = (numbered.type, numbered.slug, numbered.language)
"""

Place = tuple[str, str, str]
"""Where a document is published: its type, slug and language."""


@dataclass(frozen=True)
class Current:
    """The published document of one place; digest None is a tombstone."""

    digest: str | None
    content_language: str
    revision: int
    updated_at: datetime
    replaced_by: str | None

    def is_of(self, document: BuiltDocument) -> bool:
        return (self.digest, self.content_language) == (document.digest, document.language)


async def find_current(session: AsyncSession, keys: Sequence[Key]) -> dict[Place, Current]:
    """Return what is published of these things, in every language."""
    query = select_current().where(tuple_(Document.type, Document.slug).in_(keys))
    return by_place(await session.execute(query))


async def find_tombstones(session: AsyncSession) -> dict[Place, Current]:
    return by_place(await session.execute(select_current().where(Document.change == "delete")))


async def find_published(session: AsyncSession) -> set[Key]:
    """Return type and slug of everything that has a document, in whatever language."""
    query = select(Document.type, Document.slug).where(Document.change == "upsert")
    return {(row.type, row.slug) for row in await session.execute(query)}


def select_current() -> Select[str, str, str, str | None, str, int, datetime, str | None]:
    return select(
        Document.type,
        Document.slug,
        Document.language,
        Document.content_digest,
        Document.content_language,
        Document.revision,
        Document.updated_at,
        Document.replaced_by,
    )


def by_place(rows: Iterable[Any]) -> dict[Place, Current]:
    return {
        (row.type, row.slug, row.language): Current(
            row.content_digest,
            row.content_language,
            row.revision,
            row.updated_at,
            row.replaced_by,
        )
        for row in rows
    }


def document_row(
    document: BuiltDocument, language: str, before: Current | None, now: datetime
) -> dict[str, Any]:
    revision = before.revision + 1 if before else 1
    return {
        "type": document.type,
        "slug": document.slug,
        "language": language,
        "content_language": document.language,
        "change": "upsert",
        "replaced_by": None,
        "revision": revision,
        "updated_at": now,
        "content_digest": document.digest,
        "body": document.body(revision, now),
        "summary": document.summary_body(now),
        "forms": document.forms_body,
    }


def tombstone_row(
    place: Place, before: Current, replaced_by: str | None, now: datetime
) -> dict[str, Any]:
    kind, slug, language = place
    return {
        "type": kind,
        "slug": slug,
        "language": language,
        "content_language": before.content_language,
        "change": "delete",
        "replaced_by": replaced_by,
        "revision": before.revision + 1,
        "updated_at": now,
        "content_digest": None,
        "body": None,
        "summary": None,
        "forms": None,
    }


async def write_documents(
    session: AsyncSession, rows: Sequence[Mapping[str, Any]], written: int
) -> None:
    """Write rows, each in the place of the one that its type, slug and language had.

    `written` is how many this publication wrote before. They have no serials yet: those are taken
    last (`number_documents`).
    """
    if not rows:
        return
    numbered = [{**row, "serial": NOT_YET + at} for at, row in enumerate(rows, start=written)]
    statement = insert(Document)
    key = ("type", "slug", "language")
    values = {name: statement.excluded[name] for name in numbered[0] if name not in key}
    await session.execute(
        statement.on_conflict_do_update(index_elements=key, set_=values), numbered
    )


async def number_documents(session: AsyncSession, last: int) -> None:
    """Give the rows that this publication wrote the serials after `last`, in `written_order`."""
    await session.execute(text(NUMBER), {"last": last, "not_yet": NOT_YET})


def written_order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the key by which rows are numbered: documents first, then tombstones, by place."""
    return row["change"] == "delete", row["type"], row["slug"], row["language"]


async def prune_tombstones(session: AsyncSession, now: datetime) -> bool:
    """Drop tombstones older than `TOMBSTONE_LIFE`; say whether there were any.

    The slugs stay retired, so their addresses go on answering 410.
    """
    old = (Document.change == "delete", Document.updated_at < now - TOMBSTONE_LIFE)
    newest = await session.scalar(select(func.max(Document.serial)).where(*old))
    if newest is None:
        return False
    pruned = func.greatest(Catalogue.pruned_serial, newest)
    await session.execute(update(Catalogue).values(pruned_serial=pruned))
    await session.execute(delete(Document).where(*old))
    return True
