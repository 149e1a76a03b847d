"""Finished documents, read by slug."""

import json
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import Gone, Moved, NotFound
from api.identifiers import is_identifier
from api.messages.dose_texts import with_forms
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
        raise NotFound(f"There is no {kind} with this name.")
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
    """A document's JSON and its summary, and the language that both are really in.

    `forms` is JSON too: of an exercise, the texts of its steps in both forms.
    """

    body: str
    summary: str
    language: str
    forms: str | None

    @property
    def exercise(self) -> dict[str, Any]:
        """The content of an exercise with both forms of its steps."""
        return exercise_with_forms(self.body, self.forms)


def exercise_with_forms(body: str, forms: str | None) -> dict[str, Any]:
    return with_forms(json.loads(body), None if forms is None else json.loads(forms))


async def find_documents(
    session: AsyncSession, kind: str, slugs: list[str], language: str
) -> dict[str, Published]:
    """Return those that exist, by slug."""
    query = select(
        Document.slug, Document.body, Document.summary, Document.content_language, Document.forms
    ).where(of(kind, language), Document.slug.in_(slugs), Document.change == "upsert")
    rows = await session.execute(query)
    return {
        row.slug: Published(row.body, row.summary, row.content_language, row.forms) for row in rows
    }


def of(kind: str, language: str) -> ColumnElement[bool]:
    return and_(Document.type == kind, Document.language == language)
