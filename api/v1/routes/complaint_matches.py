"""From a person's own words to the complaint they mean, or to medical care."""

from fastapi import APIRouter, Response

from api import caching
from api.errors import ContentTooLarge, MalformedBody, UnsupportedMediaType
from api.openapi.responses import problems
from api.queries.complaint_matches import get_complaint_matches
from api.v1.answers.complaint_matches import complaint_match
from api.v1.body import JsonBodyRoute
from api.v1.reader import CatalogueReader
from api.v1.schemas.complaint_matches import ComplaintMatch, ComplaintText

router = APIRouter(prefix="/complaint-matches", tags=["complaints"], route_class=JsonBodyRoute)


@router.post(
    "",
    response_model=ComplaintMatch,
    summary="Match a text to complaints",
    responses=problems(MalformedBody, ContentTooLarge, UnsupportedMediaType),
)
async def match_complaints(reader: CatalogueReader, asked: ComplaintText) -> Response:
    """Say which complaint a person means by their own words, and which warning signs they state.

    Typos, negations and long stories are understood, in English and by their main words in
    Spanish, German and French. Nothing is guessed: otherwise the outcome is `unrecognised`.
    """
    found = await get_complaint_matches(reader.session, reader.language, asked.text)
    answer = complaint_match(
        found.match, found.messages, complaints=found.complaints, red_flags=found.red_flags
    )
    return reader.value(answer, cache_control=caching.NO_STORE)
