"""Finished documents, read by slug."""

import json
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, LargeBinary, Text, and_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import Gone, Moved, NotFound
from api.identifiers import is_identifier
from api.messages.dose_texts import with_forms
from api.models import Document, RetiredSlug
from api.queries.reads import Reads, Statement, compiled, constant, fetch, one_state


class StoredDocument(NamedTuple):
    """A document's JSON, byte for byte as it was published, and the language it is really in."""

    body: bytes
    language: str


@one_state
async def get_document(reads: Reads, kind: str, slug: str, language: str) -> StoredDocument:
    """Return a document as it is published for a language.

    Raises NotFound for a slug that never was, Moved for a renamed thing, Gone for a removed one.
    """
    if not is_identifier(slug):
        raise NotFound(f"There is no {kind} with this name.")
    rows = await fetch(reads, document_by_slug(), kind=kind, slug=slug, language=language)
    if not rows:
        raise await gone_or_unknown(reads, kind, slug)
    return StoredDocument(rows[0].body, rows[0].content_language)


@cache
def document_by_slug() -> Statement:
    return compiled(
        select(body_in_bytes(), Document.content_language).where(
            Document.type == bindparam("kind"),
            Document.slug == bindparam("slug"),
            Document.language == bindparam("language"),
            Document.change == constant("upsert"),
        )
    )


def body_in_bytes() -> ColumnElement[bytes]:
    """A body is sent as it is: to make text of it and bytes again takes longer than to read it."""
    return func.convert_to(Document.body, constant("UTF8"), type_=LargeBinary).label("body")


async def gone_or_unknown(reads: Reads, kind: str, slug: str) -> Exception:
    retired = await fetch(reads, retirement(), kind=kind, slug=slug)
    if not retired:
        return NotFound(f"There is no {kind} called {slug}.")
    if retired[0].reason == "renamed":
        return Moved(slug, str(retired[0].replaced_by))
    return Gone(f"The {kind} {slug} was removed.", replaced_by=retired[0].replaced_by)


@cache
def retirement() -> Statement:
    return compiled(
        select(RetiredSlug.reason, RetiredSlug.replaced_by).where(
            RetiredSlug.type == bindparam("kind"), RetiredSlug.slug == bindparam("slug")
        )
    )


async def list_documents(
    session: AsyncSession, kind: str, language: str
) -> dict[str, StoredDocument]:
    """Return every published document of a type in a language, by slug."""
    query = select(Document.slug, body_in_bytes(), Document.content_language).where(
        of(kind, language), Document.change == "upsert"
    )
    rows = await session.execute(query)
    return {row.slug: StoredDocument(row.body, row.content_language) for row in rows}


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
    reads: Reads, kind: str, slugs: list[str], language: str
) -> dict[str, Published]:
    """Return those that exist, by slug; no statement is sent for none."""
    if not slugs:
        return {}
    rows = await fetch(reads, documents_by_slug(), kind=kind, slugs=slugs, language=language)
    return {
        row.slug: Published(row.body, row.summary, row.content_language, row.forms) for row in rows
    }


@cache
def documents_by_slug() -> Statement:
    query = select(
        Document.slug, Document.body, Document.summary, Document.content_language, Document.forms
    )
    return compiled(
        query.where(
            Document.type == bindparam("kind"),
            Document.slug == func.any(bindparam("slugs", type_=ARRAY(Text))),
            Document.language == bindparam("language"),
            Document.change == constant("upsert"),
        )
    )


def of(kind: str, language: str) -> ColumnElement[bool]:
    return and_(Document.type == kind, Document.language == language)
