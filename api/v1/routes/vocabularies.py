"""Conditions, red flags and equipment: the questions that an app asks first."""

from fastapi import APIRouter, Response

from api.errors import Gone, NotFound, Overloaded
from api.openapi.responses import problems
from api.pagination import page_of_rows
from api.queries.documents import get_document
from api.queries.listings import BY_POSITION
from api.queries.vocabularies import list_vocabulary
from api.v1.params import CodePath, PageParams
from api.v1.reader import CatalogueReader
from api.v1.schemas.vocabularies import (
    Condition,
    ConditionPage,
    Equipment,
    EquipmentPage,
    RedFlag,
    RedFlagPage,
)
from api.v1.while_away import SAYS_SO, Known, LastingRoute, while_away

router = APIRouter(tags=["vocabularies"], route_class=LastingRoute)
ONE = problems(NotFound, Gone)


@router.get("/conditions", response_model=ConditionPage, summary="List conditions")
async def list_conditions(reader: CatalogueReader, page: PageParams) -> Response:
    """List the questions about a person, with the effect of a yes."""
    return reader.page(await list_vocabulary(reader.reads, "condition", page, reader.language))


@router.get(
    "/conditions/{code}", response_model=Condition, summary="Get a condition", responses=ONE
)
async def get_condition(code: CodePath, reader: CatalogueReader) -> Response:
    """Return one condition."""
    return reader.document(await get_document(reader.reads, "condition", code, reader.language))


async def list_known_red_flags(reader: Known, page: PageParams) -> Response:
    return reader.page(page_of_rows(reader.known.listed_red_flags, BY_POSITION.keys, page))


async def get_known_red_flag(code: CodePath, reader: Known) -> Response:
    """Return one warning sign. Meanwhile nobody can say if an unknown code was renamed."""
    if code not in reader.known.red_flags:
        raise Overloaded
    return reader.document(reader.known.red_flags[code])


@router.get("/red-flags", response_model=RedFlagPage, summary="List red flags", responses=SAYS_SO)
@while_away(list_known_red_flags)
async def list_red_flags(reader: CatalogueReader, page: PageParams) -> Response:
    """List the warning signs to ask about first, with the advice if one is there."""
    return reader.page(await list_vocabulary(reader.reads, "red-flag", page, reader.language))


@router.get(
    "/red-flags/{code}",
    response_model=RedFlag,
    summary="Get a red flag",
    responses={**SAYS_SO, **ONE},
)
@while_away(get_known_red_flag)
async def get_red_flag(code: CodePath, reader: CatalogueReader) -> Response:
    """Return one warning sign."""
    return reader.document(await get_document(reader.reads, "red-flag", code, reader.language))


@router.get("/equipment", response_model=EquipmentPage, summary="List equipment")
async def list_equipment(reader: CatalogueReader, page: PageParams) -> Response:
    """List the things exercises use."""
    return reader.page(await list_vocabulary(reader.reads, "equipment", page, reader.language))


@router.get(
    "/equipment/{code}", response_model=Equipment, summary="Get a piece of equipment", responses=ONE
)
async def get_equipment(code: CodePath, reader: CatalogueReader) -> Response:
    """Return one piece of equipment."""
    return reader.document(await get_document(reader.reads, "equipment", code, reader.language))
