"""Lists of insights."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Listing
from api.pagination import Key, Page, PageRequest, select_page
from api.queries.listings import select_listings


async def list_insights(session: AsyncSession, request: PageRequest, language: str) -> Page:
    query = select_listings("insight", language)
    return await select_page(session, query, [Key(Listing.slug, str)], request)
