"""Lists of sources."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Source
from api.pagination import Key, Page, PageRequest, select_page
from api.queries.documents import lines


async def list_sources(session: AsyncSession, request: PageRequest, language: str) -> Page:
    query = lines("source", Source, language)
    keys = [Key(Source.title, str), Key(Source.slug, str)]
    return await select_page(session, query, keys, request)
