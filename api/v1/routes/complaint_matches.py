"""From what a person types to the complaint that is meant, or to care."""

from fastapi import APIRouter, Depends, Response

from api.errors import ContentTooLarge, MalformedBody, UnsupportedMediaType
from api.openapi import problems
from api.queries.complaint_matches import get_complaint_matches
from api.v1.params import refuse_other_media_types
from api.v1.schemas.complaint_matches import ComplaintMatch, ComplaintText
from api.v1.view import CatalogueView

router = APIRouter(prefix="/complaint-matches", tags=["complaints"])


@router.post(
    "",
    response_model=ComplaintMatch,
    summary="Match a text to complaints",
    responses=problems(MalformedBody, ContentTooLarge, UnsupportedMediaType),
    dependencies=[Depends(refuse_other_media_types)],
)
async def match_complaints(view: CatalogueView, asked: ComplaintText) -> Response:
    """Say which complaint a person means by their own words, and which warning signs they state.

    Typos, negations and long stories are understood, in English and by their main words in
    Spanish, German and French. Nothing is guessed: what is not understood is `unrecognised`.
    """
    answer = await get_complaint_matches(view.session, view.language, asked.text)
    return view.value(answer, cache_control="no-store")
