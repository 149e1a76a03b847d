"""Lists of contributors."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Contributor
from api.pagination import Key, Page, PageRequest, select_page
from api.queries.documents import lines


async def list_contributors(session: AsyncSession, request: PageRequest, language: str) -> Page:
    query = lines("contributor", Contributor, language)
    keys = [Key(Contributor.name, str), Key(Contributor.slug, str)]
    return await select_page(session, query, keys, request)
