"""Insights: a list, and each one."""

from fastapi import APIRouter, Response

from api.errors import Gone, NotFound
from api.openapi import problems
from api.queries.documents import get_document
from api.queries.insights import list_insights as query_insights
from api.v1.params import PageParams, SlugPath
from api.v1.schemas.insights import Insight, InsightPage
from api.v1.view import CatalogueView

router = APIRouter(prefix="/insights", tags=["knowledge"])


@router.get("", response_model=InsightPage, summary="List insights")
async def list_insights(view: CatalogueView, page: PageParams) -> Response:
    """List the claims of the article, one each."""
    return view.page(await query_insights(view.session, page, view.language))


@router.get(
    "/{slug}",
    response_model=Insight,
    summary="Get an insight",
    responses=problems(NotFound, Gone),
)
async def get_insight(slug: SlugPath, view: CatalogueView) -> Response:
    """Answer one claim, with who made it."""
    return view.document(await get_document(view.session, "insight", slug, view.language))
