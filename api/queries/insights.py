"""Lists of insights."""

from dataclasses import dataclass, field

from api.pagination import Page, PageRequest
from api.queries.filters import resolve
from api.queries.listings import BY_SLUG, list_things
from api.queries.reads import Reads, one_state


@dataclass(frozen=True)
class InsightFilters:
    """Which insights are listed: those that have one of the values of each field that is given."""

    contributors: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@one_state
async def list_insights(
    reads: Reads, filters: InsightFilters, request: PageRequest, language: str
) -> Page:
    """Return a page of summaries by slug; raises InvalidRequest if a given slug is unknown."""
    resolved = await resolve(
        reads,
        {
            "contributor": ("contributor", filters.contributors),
            "region": ("body-region", filters.regions),
            "complaint": ("complaint", filters.complaints),
        },
    )
    asked = {**resolved, "topic": filters.topics}
    return await list_things(reads, "insight", BY_SLUG, request, language, asked)
