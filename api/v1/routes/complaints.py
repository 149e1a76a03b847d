"""Complaints: a list, each one complete, and the exercises that help with it."""

from fastapi import APIRouter, Response

from api.errors import Gone, NotFound
from api.openapi.responses import problems
from api.queries.complaints import get_help
from api.queries.complaints import list_complaints as query_complaints
from api.queries.documents import get_document
from api.v1.answers.complaints import complaint_exercises
from api.v1.params import OptionalKeywords, PageParams, RegionFilter, SlugPath
from api.v1.reader import CatalogueReader
from api.v1.schemas.complaints import Complaint, ComplaintExercises, ComplaintPage

router = APIRouter(prefix="/complaints", tags=["complaints"])


@router.get("", response_model=ComplaintPage, summary="List complaints")
async def list_complaints(
    reader: CatalogueReader,
    page: PageParams,
    region: RegionFilter,
    q: OptionalKeywords = None,
) -> Response:
    """List complaints as summaries, by name; with `q` the best match first."""
    return reader.page(await query_complaints(reader.reads, q, region, page, reader.language))


@router.get(
    "/{slug}",
    response_model=Complaint,
    summary="Get a complaint",
    responses=problems(NotFound, Gone),
)
async def get_complaint(slug: SlugPath, reader: CatalogueReader) -> Response:
    """Return one complaint: warning signs, evidence for exercises, things to avoid."""
    return reader.document(await get_document(reader.reads, "complaint", slug, reader.language))


@router.get(
    "/{slug}/exercises",
    response_model=ComplaintExercises,
    summary="Get what helps for a complaint",
    responses=problems(NotFound, Gone),
)
async def get_complaint_exercises(slug: SlugPath, reader: CatalogueReader) -> Response:
    """Return the exercises that help, ranked, with dose, evidence and reason.

    The safety advice comes with them: red flags to ask about first, things to avoid, when to stop.
    """
    found = await get_help(reader.reads, slug, reader.language)
    return reader.json(complaint_exercises(found))
