"""Lists of conditions, red flags and equipment, in the editors' order."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Listing, Notice
from api.pagination import Key, Page, PageRequest, select_page
from api.queries.listings import select_listings


async def get_notice(session: AsyncSession, code: str, language: str) -> str:
    """Return the text of a notice; the seed's check makes sure that it exists."""
    query = select(Notice.text).where(Notice.code == code, Notice.language == language)
    return (await session.scalars(query)).one()


async def find_notices(
    session: AsyncSession, language: str, codes: Sequence[str] | None = None
) -> dict[str, str]:
    """Return the notices of a language by code: those of these codes, or all if None is given."""
    query = select(Notice.code, Notice.text).where(Notice.language == language)
    if codes is not None:
        query = query.where(Notice.code.in_(codes))
    return {row.code: row.text for row in await session.execute(query)}


KEYS = (Key(Listing.position, int), Key(Listing.slug, str))
"""The order of a vocabulary: the editors'."""


async def list_vocabulary(
    session: AsyncSession, kind: str, request: PageRequest, language: str
) -> Page:
    """Return a page of one vocabulary; `kind` is the type of its documents."""
    return await select_page(session, select_listings(kind, language), KEYS, request)


async def list_whole_vocabulary(
    session: AsyncSession, kind: str, language: str
) -> list[tuple[str, int, str]]:
    """Return a whole vocabulary in its order: summary, position and code of each."""
    columns = [key.column for key in KEYS]
    query = select_listings(kind, language).add_columns(*columns).order_by(*columns)
    return [(row[0], row[1], row[2]) for row in await session.execute(query)]
