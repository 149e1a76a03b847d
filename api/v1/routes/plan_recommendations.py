"""A plan for a person: which exercises on which day, from their time, equipment and limits."""

from fastapi import APIRouter, Response

from api import caching
from api.errors import ContentTooLarge, MalformedBody, UnsupportedMediaType
from api.messages.files import get_messages
from api.openapi.responses import problems
from api.planner.rules.request import PlanRequest, ReachedDose
from api.queries.plan_recommendations import get_plan
from api.v1.answers.plan_recommendations import plan_recommendation
from api.v1.body import JsonBodyRoute
from api.v1.reader import CatalogueReader
from api.v1.schemas.plan_recommendations import PlanRecommendation
from api.v1.schemas.plan_requests import PlanRequest as PlanRequestBody
from api.v1.schemas.safety import answers_of, person_of

SPECIAL = ("complaint_text", "answers", "person", "reached")
"""Fields that are not handed on as they are."""

router = APIRouter(prefix="/plan-recommendations", tags=["plans"], route_class=JsonBodyRoute)


def plan_request(body: PlanRequestBody) -> PlanRequest:
    """Return the body as the planner takes it."""
    given = body.model_dump(exclude={*SPECIAL}, exclude_none=True)
    lists = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
    spoken = {"answers": answers_of(body.answers), "person": person_of(body.person)}
    reached = tuple(
        ReachedDose(one.exercise, **one.dosage.model_dump()) for one in body.reached or ()
    )
    return PlanRequest(**{**given, **lists, **spoken}, reached=reached)


@router.post(
    "",
    response_model=PlanRecommendation,
    summary="Recommend a plan",
    responses=problems(MalformedBody, ContentTooLarge, UnsupportedMediaType),
)
async def recommend_plan(reader: CatalogueReader, body: PlanRequestBody) -> Response:
    """Plan weeks of exercises that fit time, days, equipment and contraindications.

    The plan is the best one under a published objective, proven by `engine.bound`, and each choice
    has its reasons. It holds all that a session needs: steps, doses, days. The same request gets
    the same bytes. If a clinician has to come first, there is no plan, and `decision` and `advice`
    say why. Education, not diagnosis: show `notice`.
    """
    plan = await get_plan(reader.reads, plan_request(body), body.complaint_text, reader.language)
    answer = plan_recommendation(plan, get_messages(reader.language))
    return reader.value(answer, cache_control=caching.NO_STORE)
