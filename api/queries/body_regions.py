"""Lists of body regions, and their tree."""

import json
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Listing
from api.pagination import Page, PageRequest, select_page
from api.queries.filters import resolve
from api.queries.listings import by_name, has_any, select_listings

MAX_TREE = 1_000
"""The tree is small by nature; beyond this many regions it would be cut, not endless."""


async def list_body_regions(
    session: AsyncSession,
    parents: list[str],
    kinds: list[str],
    request: PageRequest,
    language: str,
) -> Page:
    query = select_listings("body-region", language)
    resolved = await resolve(session, {"parent": ("body-region", parents)})
    if resolved["parent"]:
        query = query.where(has_any("parent", resolved["parent"]))
    if kinds:
        query = query.where(has_any("kind", kinds))
    return await select_page(session, query, by_name(), request)


async def list_all_regions(session: AsyncSession, language: str) -> list[dict[str, Any]]:
    """Return the summary of every region, by name."""
    query = select_listings("body-region", language).order_by(Listing.name, Listing.slug)
    return [json.loads(summary) for summary in await session.scalars(query.limit(MAX_TREE))]
