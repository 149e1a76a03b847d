"""Insights: a list, and each one."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.errors import Gone, NotFound
from api.openapi.responses import problems
from api.queries.documents import get_document
from api.queries.insights import InsightFilters
from api.queries.insights import list_insights as query_insights
from api.v1.params import MOST_VALUES, PageParams, RegionFilter, SlugFilter, SlugPath, no_values
from api.v1.reader import CatalogueReader
from api.v1.schemas.insights import Insight, InsightPage
from api.vocabulary import Topic

router = APIRouter(prefix="/insights", tags=["knowledge"])

ContributorFilter = Annotated[
    list[SlugFilter],
    Query(
        default_factory=no_values,
        max_length=MOST_VALUES,
        description="People who said it, for example `ken-jung`.",
    ),
]
TopicFilter = Annotated[
    list[Topic], Query(default_factory=no_values, max_length=MOST_VALUES, description="Topics.")
]
ComplaintFilter = Annotated[
    list[SlugFilter],
    Query(
        default_factory=no_values,
        max_length=MOST_VALUES,
        description="Complaints that it is about.",
    ),
]


async def insight_filters(
    contributor: ContributorFilter,
    topic: TopicFilter,
    region: RegionFilter,
    complaint: ComplaintFilter,
) -> InsightFilters:
    return InsightFilters(
        contributors=contributor, topics=list(topic), regions=region, complaints=complaint
    )


@router.get("", response_model=InsightPage, summary="List insights")
async def list_insights(
    reader: CatalogueReader,
    page: PageParams,
    filters: Annotated[InsightFilters, Depends(insight_filters)],
) -> Response:
    """List the claims of the article, one each, with who made them.

    The same filter twice is OR, different filters are AND.
    """
    return reader.page(await query_insights(reader.reads, filters, page, reader.language))


@router.get(
    "/{slug}",
    response_model=Insight,
    summary="Get an insight",
    responses=problems(NotFound, Gone),
)
async def get_insight(slug: SlugPath, reader: CatalogueReader) -> Response:
    """Return one claim, with who made it."""
    return reader.document(await get_document(reader.reads, "insight", slug, reader.language))
