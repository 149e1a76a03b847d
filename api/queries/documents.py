"""Finished documents, read by slug."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import Gone, Moved, NotFound
from api.identifiers import is_identifier
from api.models import Document, RetiredSlug


class StoredDocument(NamedTuple):
    """A document's JSON, byte for byte as it was published, and the language it is really in."""

    body: str
    language: str


async def get_document(
    session: AsyncSession, kind: str, slug: str, language: str
) -> StoredDocument:
    """Return a document as it is published for a language.

    Raises NotFound for a slug that never was, Moved for a renamed thing, Gone for a removed one.
    """
    if not is_identifier(slug):
        raise NotFound(f"There is no {kind} of this name.")
    query = select(Document.body, Document.content_language).where(
        of(kind, language), Document.slug == slug, Document.change == "upsert"
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        raise await gone_or_unknown(session, kind, slug)
    return StoredDocument(str(row.body), row.content_language)


async def gone_or_unknown(session: AsyncSession, kind: str, slug: str) -> Exception:
    retired = await session.get(RetiredSlug, (kind, slug))
    if retired is None:
        return NotFound(f"There is no {kind} called {slug}.")
    if retired.reason == "renamed":
        return Moved(slug, str(retired.replaced_by))
    return Gone(f"The {kind} {slug} was removed.", replaced_by=retired.replaced_by)


async def list_documents(
    session: AsyncSession, kind: str, language: str
) -> dict[str, StoredDocument]:
    """Return every published document of a type in a language, by slug."""
    query = select(Document.slug, Document.body, Document.content_language).where(
        of(kind, language), Document.change == "upsert"
    )
    rows = await session.execute(query)
    return {row.slug: StoredDocument(str(row.body), row.content_language) for row in rows}


class Published(NamedTuple):
    """A document's JSON and its summary, and the language that both are really in."""

    body: str
    summary: str
    language: str


async def find_documents(
    session: AsyncSession, kind: str, slugs: list[str], language: str
) -> dict[str, Published]:
    """Return those that exist, by slug."""
    query = select(Document.slug, Document.body, Document.summary, Document.content_language).where(
        of(kind, language), Document.slug.in_(slugs), Document.change == "upsert"
    )
    rows = await session.execute(query)
    return {row.slug: Published(row.body, row.summary, row.content_language) for row in rows}


def of(kind: str, language: str) -> ColumnElement[bool]:
    return and_(Document.type == kind, Document.language == language)
