"""Rows of `documents`: the published ones, those to write, and tombstones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Catalogue, Document
from api.v1.documents import BuiltDocument

TOMBSTONE_LIFE = timedelta(days=365)
"""How long changes list a removed document; an older copy has to start again from a bundle."""

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


async def find_current(session: AsyncSession) -> dict[Place, Current]:
    rows = await session.execute(
        select(
            Document.type,
            Document.slug,
            Document.language,
            Document.content_digest,
            Document.content_language,
            Document.revision,
            Document.updated_at,
            Document.replaced_by,
        )
    )
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


async def write_documents(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write numbered rows, each in the place of the one that its type, slug and language had."""
    statement = insert(Document)
    key = ("type", "slug", "language")
    values = {name: statement.excluded[name] for name in rows[0] if name not in key}
    await session.execute(
        statement.on_conflict_do_update(index_elements=key, set_=values), list(rows)
    )


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
