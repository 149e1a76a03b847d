"""From a person's own words to the complaint they mean, or to medical care."""

from fastapi import APIRouter, Request, Response

from api import caching
from api.errors import ContentTooLarge, MalformedBody, Overloaded, UnsupportedMediaType
from api.languages import negotiate
from api.messages.files import get_messages
from api.openapi.responses import problems
from api.queries.complaint_matches import get_complaint_matches
from api.screening import said
from api.v1.answers.complaint_matches import complaint_match
from api.v1.known_catalogue import stated_emergency
from api.v1.reader import CatalogueReader
from api.v1.schemas.complaint_matches import ComplaintMatch, ComplaintText
from api.v1.schemas.safety import answers_of, person_of
from api.v1.while_away import SAYS_SO, LastingRoute, open_known_reader, while_away

GET_CARE_FIRST = (
    "The catalogue cannot be read now, so this text cannot be matched. Get medical care at once if"
    " a foot or leg is numb, cold or blue, a bone shows or looks out of place, you cannot put"
    " weight on it after an injury, a calf is swollen and hot, or breathing is hard. Otherwise ask"
    " again in a minute."
)

router = APIRouter(prefix="/complaint-matches", tags=["complaints"], route_class=LastingRoute)


async def match_known_complaints(request: Request, asked: ComplaintText) -> Response:
    """Answer a text that states an emergency or an urgent sign; any other needs the catalogue."""
    try:
        reader = await open_known_reader(request, negotiate(request.headers.get("Accept-Language")))
        answer = stated_emergency(
            reader.known,
            get_messages(reader.language),
            asked.text,
            said(answers_of(asked.answers), person_of(asked.person)),
        )
    except Overloaded:
        raise Overloaded(GET_CARE_FIRST) from None
    return reader.value(answer, cache_control=caching.NO_STORE)


@router.post(
    "",
    response_model=ComplaintMatch,
    summary="Match a text to complaints",
    responses={**SAYS_SO, **problems(MalformedBody, ContentTooLarge, UnsupportedMediaType)},
)
@while_away(match_known_complaints)
async def match_complaints(reader: CatalogueReader, asked: ComplaintText) -> Response:
    """Say which complaint a person means by their own words, and which warning signs they state.

    Typos, negations and long stories are understood, in English and by their main words in
    Spanish, German and French. Nothing is guessed: otherwise the outcome is `unrecognised`. A text
    that may mean a grave sign is `needs_answer`: ask `ask_first` and send the same text with the
    `answers`, until none is left.
    """
    answers, person = answers_of(asked.answers), person_of(asked.person)
    found = await get_complaint_matches(reader.reads, reader.language, asked.text, answers, person)
    answer = complaint_match(
        found.match,
        found.messages,
        get_messages(reader.language),
        complaints=found.complaints,
        red_flags=found.red_flags,
    )
    return reader.value(answer, cache_control=caching.NO_STORE)
