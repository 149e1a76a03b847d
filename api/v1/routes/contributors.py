"""Contributors: a list, and each one."""

from fastapi import APIRouter, Response

from api.errors import Gone, NotFound
from api.openapi.responses import problems
from api.queries.contributors import list_contributors as query_contributors
from api.queries.documents import get_document
from api.v1.params import PageParams, SlugPath
from api.v1.reader import CatalogueReader
from api.v1.schemas.contributors import Contributor, ContributorPage

router = APIRouter(prefix="/contributors", tags=["knowledge"])


@router.get("", response_model=ContributorPage, summary="List contributors")
async def list_contributors(reader: CatalogueReader, page: PageParams) -> Response:
    """List the people whose advice the catalogue carries, by name."""
    return reader.page(await query_contributors(reader.reads, page, reader.language))


@router.get(
    "/{slug}",
    response_model=Contributor,
    summary="Get a contributor",
    responses=problems(NotFound, Gone),
)
async def get_contributor(slug: SlugPath, reader: CatalogueReader) -> Response:
    """Return one person, as the article introduces them."""
    return reader.document(await get_document(reader.reads, "contributor", slug, reader.language))
