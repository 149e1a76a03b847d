"""Version 1 of the contract: this list is its table of contents."""

from fastapi import APIRouter, Depends

from api.errors import InternalError, InvalidRequest, Overloaded
from api.openapi import problems
from api.v1.params import refuse_unknown_parameters
from api.v1.routes import (
    body_regions,
    complaints,
    contributors,
    exercises,
    insights,
    routines,
    sources,
    vocabularies,
)

router = APIRouter(
    prefix="/v1",
    dependencies=[Depends(refuse_unknown_parameters)],
    responses=problems(InvalidRequest, InternalError, Overloaded),
    generate_unique_id_function=lambda route: route.name,
)
for resource in (
    exercises,
    complaints,
    body_regions,
    vocabularies,
    routines,
    contributors,
    sources,
    insights,
):
    router.include_router(resource.router)
