"""What a caller probably meant by an unknown slug: by its names first, then by its spelling."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.folding import fold
from api.languages import FALLBACK
from api.models import Document, SearchName
from api.queries.documents import of
from api.suggestions import nearest

SUGGESTIONS_FROM = 2_000
"""The most slugs that a suggestion is chosen from."""


async def suggest_slugs(
    session: AsyncSession, kind: str, unknown: Sequence[str]
) -> Mapping[str, str | None]:
    """Return by unknown slug the slug that was probably meant; None where none is near.

    A name counts before the spelling: `peroneals` means `fibularis`, which is also called so.
    """
    meant = await slugs_of_names(session, kind, unknown)
    known = await some_slugs(session, kind)
    return {slug: meant.get(fold(slug)) or nearest(slug, known) for slug in unknown}


async def slugs_of_names(
    session: AsyncSession, kind: str, names: Sequence[str]
) -> Mapping[str, str]:
    """Return by folded name the slug of what is called so; its own name counts before others."""
    query = (
        select(SearchName.folded, SearchName.slug)
        .where(
            SearchName.type == kind,
            SearchName.language == FALLBACK,
            SearchName.folded.in_({fold(name) for name in names}),
        )
        .order_by(SearchName.is_own, SearchName.slug.desc())
    )
    return {row.folded: row.slug for row in await session.execute(query)}


async def some_slugs(session: AsyncSession, kind: str) -> Sequence[str]:
    query = select(Document.slug).where(of(kind, FALLBACK), Document.change == "upsert")
    return (await session.scalars(query.limit(SUGGESTIONS_FROM))).all()
