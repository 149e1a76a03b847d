"""What lists read of synthetic things, as publishing makes it of their documents."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Document
from api.publishing.built import Built
from api.publishing.listings import count_facets, listing_of, surroundings_of, write_listings

BATCH = 2_000


async def add_listings(session: AsyncSession) -> None:
    """Add a listing for each synthetic document, and count the facets anew."""
    regions = select(Document).where(Document.type == "body-region", Document.change == "upsert")
    around = surroundings_of([document_of(row) for row in (await session.scalars(regions)).all()])
    for kind in ("exercise", "complaint"):
        after = "synthetic-"
        while rows := await next_documents(session, kind, after):
            listings = [
                listing_of(document_of(row), row.updated_at, around, row.language) for row in rows
            ]
            await write_listings(session, listings)
            after = rows[-1].slug
    await count_facets(session)


async def next_documents(session: AsyncSession, kind: str, after: str) -> Sequence[Any]:
    """Return some rows of synthetic documents in the order of their slugs."""
    query = (
        select(Document.type, Document.slug, Document.language, Document.updated_at)
        .add_columns(Document.body, Document.summary)
        .where(Document.type == kind, Document.slug > after, Document.slug.startswith("synthetic-"))
        .order_by(Document.slug)
        .limit(BATCH)
    )
    return (await session.execute(query)).all()


def document_of(row: Any) -> Built:
    """Return a stored document as its builder made it, but for its stamp."""
    return Built(row.type, row.slug, json.loads(row.body), json.loads(row.summary))
