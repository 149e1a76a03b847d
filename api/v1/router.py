"""Version 1 of the contract: this list is its table of contents."""

from fastapi import APIRouter, Depends

from api.errors import (
    AddressTooLong,
    InternalError,
    InvalidRequest,
    NotAcceptable,
    Overloaded,
    TooManyRequests,
    Unauthorized,
)
from api.openapi.responses import problems
from api.v1.params import refuse_unacceptable, refuse_unknown_parameters
from api.v1.routes import (
    body_regions,
    bundles,
    changes,
    complaint_matches,
    complaints,
    contributors,
    exercises,
    insights,
    media_credits,
    partner,
    partner_routines,
    plan_adaptations,
    plan_recommendations,
    routines,
    safety_checks,
    search,
    session_timelines,
    sources,
    vocabularies,
)

PREFIX = "/v1"

router = APIRouter(
    dependencies=[Depends(refuse_unacceptable), Depends(refuse_unknown_parameters)],
    responses=problems(
        Unauthorized,
        NotAcceptable,
        AddressTooLong,
        InvalidRequest,
        TooManyRequests,
        InternalError,
        Overloaded,
    ),
    generate_unique_id_function=lambda route: route.name,
)
for resource in (
    exercises,
    complaints,
    complaint_matches,
    body_regions,
    vocabularies,
    routines,
    contributors,
    sources,
    insights,
    media_credits,
    search,
    safety_checks,
    plan_adaptations,
    plan_recommendations,
    session_timelines,
    changes,
    bundles,
    partner,
    partner_routines,
):
    router.include_router(resource.router)
