"""A plan that goes on: what to do today, by published rules, from how the sessions went."""

from fastapi import APIRouter, Response

from api import caching
from api.adaptation import check_ins as history
from api.errors import ContentTooLarge, MalformedBody, UnsupportedMediaType
from api.messages.files import get_messages
from api.openapi.responses import problems
from api.queries.plan_adaptations import AdaptationBody, get_adaptation
from api.v1.answers.plan_adaptations import plan_adaptation
from api.v1.body import JsonBodyRoute
from api.v1.reader import CatalogueReader
from api.v1.routes.plan_recommendations import plan_request
from api.v1.schemas.plan_adaptations import CheckIn, PlanAdaptation, PlanAdaptationRequest

router = APIRouter(prefix="/plan-adaptations", tags=["plans"], route_class=JsonBodyRoute)


def adaptation_body(body: PlanAdaptationRequest) -> AdaptationBody:
    """Return the body as the rules take it."""
    check_ins = tuple(map(check_in, body.check_ins))
    request = plan_request(body.request)
    return AdaptationBody(request, body.request.complaint_text, check_ins, body.today)


def check_in(sent: CheckIn) -> history.CheckIn:
    items = tuple(
        history.CheckedItem(
            exercise=item.exercise,
            dosage=history.Numbers(item.dosage.sets, item.dosage.reps, item.dosage.hold_seconds),
            done=item.done,
            pain_during=item.pain_during,
            feedback=item.feedback,
        )
        for item in sent.items
    )
    given = sent.model_dump(exclude={"items", "red_flags"})
    return history.CheckIn(**given, items=items, red_flags=tuple(sent.red_flags or ()))


@router.post(
    "",
    response_model=PlanAdaptation,
    summary="Go on with a plan",
    responses=problems(MalformedBody, ContentTooLarge, UnsupportedMediaType),
)
async def adapt_plan(reader: CatalogueReader, body: PlanAdaptationRequest) -> Response:
    """Say what to do today, why, and how the plan goes on after what was reported.

    Send the request of the plan and all check-ins each time: nothing is kept, and the same body
    gets the same bytes. Each exercise has the rule that raised, held or lowered it. More pain or
    less done never gives a higher dose. A warning sign, also in a `note`, ends it with `decision`
    and `advice`. Education, not treatment: show `plan.notice`.
    """
    found, rules = await get_adaptation(reader.reads, adaptation_body(body), reader.language)
    sent = body.model_dump(mode="json")
    answer = plan_adaptation(found, sent, rules.version, get_messages(reader.language))
    return reader.value(answer, cache_control=caching.NO_STORE)
