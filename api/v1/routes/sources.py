"""Sources: a list, and each one."""

from fastapi import APIRouter, Response

from api.errors import Gone, NotFound
from api.openapi.responses import problems
from api.queries.documents import get_document
from api.queries.sources import list_sources as query_sources
from api.v1.params import PageParams, SlugPath
from api.v1.reader import CatalogueReader
from api.v1.schemas.sources import SourceDetail, SourcePage

router = APIRouter(prefix="/sources", tags=["knowledge"])


@router.get("", response_model=SourcePage, summary="List sources")
async def list_sources(reader: CatalogueReader, page: PageParams) -> Response:
    """List the cited publications, by title."""
    return reader.page(await query_sources(reader.reads, page, reader.language))


@router.get(
    "/{slug}",
    response_model=SourceDetail,
    summary="Get a source",
    responses=problems(NotFound, Gone),
)
async def get_source(slug: SlugPath, reader: CatalogueReader) -> Response:
    """Return one source, and how much of it was read."""
    return reader.document(await get_document(reader.reads, "source", slug, reader.language))
