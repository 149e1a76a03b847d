"""Lists of insights."""

from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Listing
from api.pagination import Key, Page, PageRequest, select_page
from api.queries.filters import resolve
from api.queries.listings import has_any, select_listings


@dataclass(frozen=True)
class InsightFilters:
    """Which insights are listed: those that have one of the values of each field that is given."""

    contributors: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


async def list_insights(
    session: AsyncSession, filters: InsightFilters, request: PageRequest, language: str
) -> Page:
    """Return a page of summaries by slug; raises InvalidRequest if a given slug is unknown."""
    resolved = await resolve(
        session,
        {
            "contributor": ("contributor", filters.contributors),
            "region": ("body-region", filters.regions),
            "complaint": ("complaint", filters.complaints),
        },
    )
    query = select_listings("insight", language)
    for name, words in {**resolved, "topic": filters.topics}.items():
        if words:
            query = query.where(has_any(name, words))
    return await select_page(session, query, [Key(Listing.slug, str)], request)
