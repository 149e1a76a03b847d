"""The check before exercise: which warning signs and conditions to ask for, worst first."""

from fastapi import APIRouter, Request, Response

from api import caching
from api.errors import ContentTooLarge, MalformedBody, UnsupportedMediaType
from api.interview.situation import CheckRequest
from api.languages import negotiate
from api.messages.files import get_messages
from api.openapi.responses import problems
from api.queries.safety_checks import get_safety_check
from api.v1.answers.safety_checks import safety_check
from api.v1.known_catalogue import checked_from_known
from api.v1.reader import CatalogueReader
from api.v1.schemas.safety import answers_of, person_of
from api.v1.schemas.safety_checks import SafetyCheck, SafetyCheckRequest
from api.v1.while_away import SAYS_SO, LastingRoute, open_known_reader, while_away

router = APIRouter(prefix="/safety-checks", tags=["safety"], route_class=LastingRoute)


def check_request(body: SafetyCheckRequest) -> CheckRequest:
    """Return the body as the check takes it, without its text."""
    return CheckRequest(
        complaints=tuple(body.complaints or ()),
        regions=tuple(body.regions or ()),
        cleared=tuple(body.cleared or ()),
        conditions=tuple(body.conditions or ()),
        answers=answers_of(body.answers),
        person=person_of(body.person),
    )


async def check_from_known_rules(request: Request, body: SafetyCheckRequest) -> Response:
    """Answer by the last known rules; a name that they lack needs the catalogue."""
    reader = await open_known_reader(request, negotiate(request.headers.get("Accept-Language")))
    found = checked_from_known(reader.known, check_request(body), body.text)
    answer = safety_check(found.check, found.text, body.text, get_messages(reader.language))
    return reader.value(answer, cache_control=caching.NO_STORE)


@router.post(
    "",
    response_model=SafetyCheck,
    summary="Ask for warning signs before exercise",
    responses={**SAYS_SO, **problems(MalformedBody, ContentTooLarge, UnsupportedMediaType)},
)
@while_away(check_from_known_rules)
async def check_safety(reader: CatalogueReader, body: SafetyCheckRequest) -> Response:
    """Say what to ask a person next before any exercise, or that enough is known to decide.

    Start with what you know: a text, complaints, regions, the person, or nothing. Show `screen`,
    add its answers to those before, and ask again until it is `done`: at most nine screens, the
    worst signs first, and nothing that was settled already. An emergency or urgent sign ends it at
    once. Nothing is kept: send everything each time. Education, not diagnosis.
    """
    found = await get_safety_check(reader.reads, reader.language, check_request(body), body.text)
    answer = safety_check(found.check, found.text, body.text, get_messages(reader.language))
    return reader.value(answer, cache_control=caching.NO_STORE)
