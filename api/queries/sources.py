"""Lists of sources."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.pagination import Page, PageRequest, select_page
from api.queries.listings import by_name, select_listings


async def list_sources(session: AsyncSession, request: PageRequest, language: str) -> Page:
    return await select_page(session, select_listings("source", language), by_name(), request)
