"""Lists of sources."""

from api.pagination import Page, PageRequest
from api.queries.listings import BY_NAME, list_things
from api.queries.reads import Reads


async def list_sources(reads: Reads, request: PageRequest, language: str) -> Page:
    return await list_things(reads, "source", BY_NAME, request, language)
