"""Insights: a list, and each one."""

from fastapi import APIRouter, Response

from api.errors import Gone, NotFound
from api.openapi.responses import problems
from api.queries.documents import get_document
from api.queries.insights import list_insights as query_insights
from api.v1.params import PageParams, SlugPath
from api.v1.reader import CatalogueReader
from api.v1.schemas.insights import Insight, InsightPage

router = APIRouter(prefix="/insights", tags=["knowledge"])


@router.get("", response_model=InsightPage, summary="List insights")
async def list_insights(reader: CatalogueReader, page: PageParams) -> Response:
    """List the claims of the article, one each."""
    return reader.page(await query_insights(reader.session, page, reader.language))


@router.get(
    "/{slug}",
    response_model=Insight,
    summary="Get an insight",
    responses=problems(NotFound, Gone),
)
async def get_insight(slug: SlugPath, reader: CatalogueReader) -> Response:
    """Answer one claim, with who made it."""
    return reader.document(await get_document(reader.session, "insight", slug, reader.language))
