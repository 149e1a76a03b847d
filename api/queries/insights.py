"""Lists of insights."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Insight
from api.pagination import Key, Page, PageRequest, select_page
from api.queries.documents import lines


async def list_insights(session: AsyncSession, request: PageRequest, language: str) -> Page:
    query = lines("insight", Insight, language)
    return await select_page(session, query, [Key(Insight.slug, str)], request)
