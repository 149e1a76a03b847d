"""Sources: a list, and each one."""

from fastapi import APIRouter, Response

from api.errors import Gone, NotFound
from api.openapi import problems
from api.queries.documents import get_document
from api.queries.sources import list_sources as query_sources
from api.v1.params import PageParams, SlugPath
from api.v1.schemas.sources import Source, SourcePage
from api.v1.view import CatalogueView

router = APIRouter(prefix="/sources", tags=["knowledge"])


@router.get("", response_model=SourcePage, summary="List sources")
async def list_sources(view: CatalogueView, page: PageParams) -> Response:
    """List what is cited, by title."""
    return view.page(await query_sources(view.session, page, view.language))


@router.get(
    "/{slug}",
    response_model=Source,
    summary="Get a source",
    responses=problems(NotFound, Gone),
)
async def get_source(slug: SlugPath, view: CatalogueView) -> Response:
    """Answer one source, and how much of it was read."""
    return view.document(await get_document(view.session, "source", slug, view.language))
