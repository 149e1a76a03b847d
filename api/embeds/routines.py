"""A routine as a page: as published now, or pinned to a frozen version."""

import json
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.pages.reader import PageReader
from api.queries.routines import get_routine, get_routine_version, is_partners
from api.queries.vocabularies import get_notice
from api.whole_numbers import WRITTEN_IN_DIGITS

NEWEST_VERSION = 10_000

router = APIRouter()


@router.get("/embed/routines/{slug}")
async def embed_routine(
    slug: str,
    reader: PageReader,
    version: Annotated[int | None, Query(ge=1, le=NEWEST_VERSION), WRITTEN_IN_DIGITS] = None,
) -> Response:
    """Answer a page; with `version` the text and doses of that version, for good."""
    if version is None:
        found = await get_routine(reader.session, slug, reader.language)
    else:
        found = await get_routine_version(reader.session, slug, version, reader.language)
    reader = reader.outside_catalogue() if is_partners(slug) else reader
    reader = reader.in_language(found.language)
    pain_rule = await get_notice(reader.session, "pain_rule", reader.language)
    routine = json.loads(found.body)
    return reader.page("routine.html", routine=routine, pinned=version, pain_rule=pain_rule)
