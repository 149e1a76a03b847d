"""A partner's own routines: private drafts, which the partner publishes and archives."""

from typing import Annotated

from fastapi import APIRouter, Body, Response, Security

from api.errors import (
    ContentTooLarge,
    Forbidden,
    Gone,
    InProgress,
    MalformedBody,
    NotFound,
    PreconditionFailed,
    PreconditionRequired,
    Unauthorized,
    UnsupportedMediaType,
)
from api.openapi.responses import problems
from api.partners.routines import archive, delete_routine, publish, save_draft
from api.queries.partner_routines import get_draft, list_drafts
from api.v1.draft_body import DraftRoute
from api.v1.params import PageParams
from api.v1.partner_request import Conditions, NamePath, NewNamePath, PartnerRequest, bearer
from api.v1.partner_write import PartnerWrite
from api.v1.schemas.partner_routines import (
    PartnerRoutine,
    PartnerRoutinePage,
    RoutineDefinition,
)

router = APIRouter(
    prefix="/partner/routines",
    tags=["partners"],
    route_class=DraftRoute,
    dependencies=[Security(bearer)],
    responses=problems(Unauthorized, Forbidden),
)
ON_CONDITION = problems(NotFound, InProgress, Gone, PreconditionFailed, PreconditionRequired)


@router.get("", response_model=PartnerRoutinePage, summary="List your routines")
async def list_partner_routines(request: PartnerRequest, page: PageParams) -> Response:
    """List your own routines as summaries, drafts too, by name."""
    return request.page(*await list_drafts(request.session, request.partner, page))


@router.get(
    "/{name}",
    response_model=PartnerRoutine,
    summary="Get one of your routines",
    responses=problems(NotFound, Gone),
)
async def get_partner_routine(name: NamePath, request: PartnerRequest) -> Response:
    """Return your routine as you last saved it, with the `ETag` you need to change it."""
    return request.answer(await get_draft(request.session, request.partner, name))


@router.put(
    "/{name}",
    response_model=PartnerRoutine,
    summary="Save a draft",
    responses={
        201: {"model": PartnerRoutine, "description": "A new draft", "headers": {"Location": {}}},
        **ON_CONDITION,
        **problems(MalformedBody, ContentTooLarge, UnsupportedMediaType),
    },
)
async def put_partner_routine(
    name: NewNamePath,
    definition: Annotated[RoutineDefinition, Body()],
    conditions: Conditions,
    request: PartnerWrite,
) -> Response:
    """Create a draft (`If-None-Match: *`) or replace one (`If-Match`).

    The published version stays as it is until you publish again. Exercises, doses, times and
    complaints are checked against the catalogue, and all mistakes are named at once.
    """
    row, is_new = await save_draft(
        request.session,
        request.partner,
        name,
        definition.model_dump(),
        conditions,
        request.now,
        request.storage_limits,
    )
    return request.answer(row, status=201 if is_new else 200)


@router.delete("/{name}", status_code=204, summary="Delete a routine", responses=ON_CONDITION)
async def delete_partner_routine(
    name: NamePath, conditions: Conditions, request: PartnerWrite
) -> Response:
    """Erase one of your routines and its versions. A slug that was public answers 410 for good."""
    await delete_routine(request.session, request.partner, name, conditions, request.now)
    return request.answer_nothing()


@router.post(
    "/{name}/publish",
    response_model=PartnerRoutine,
    summary="Publish a draft",
    responses=ON_CONDITION,
)
async def publish_partner_routine(
    name: NamePath, conditions: Conditions, request: PartnerWrite
) -> Response:
    """Freeze the draft as the next version, with the text and the doses of its exercises now.

    It appears under `/v1/routines` with you as its owner. Older versions stay as they are. If the
    newest version says the same, no version is made, and the answer is the routine as it is.
    """
    row = await publish(
        request.session, request.partner, name, conditions, request.now, request.storage_limits
    )
    return request.answer(row)


@router.post(
    "/{name}/archive",
    response_model=PartnerRoutine,
    summary="Archive a routine",
    responses=ON_CONDITION,
)
async def archive_partner_routine(
    name: NamePath, conditions: Conditions, request: PartnerWrite
) -> Response:
    """Take a routine and its versions off the public addresses, which answer 410 with the reason.

    Publishing it again brings all of it back.
    """
    return request.answer(
        await archive(request.session, request.partner, name, conditions, request.now)
    )
