"""Landing page at `/`: a box to try Instep, and plain links if JavaScript is off."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse

from api.errors import Moved
from api.pages.reader import PageReader
from api.pages.templates import NOWHERE
from api.pagination import Page, PageRequest
from api.queries.complaints import get_help, list_complaints
from api.queries.exercises import ExerciseFilters, list_exercises
from api.queries.routines import RoutineFilters, list_routines
from api.queries.vocabularies import list_vocabulary
from api.v1.answers.complaints import complaint_exercises

MOST = PageRequest(limit=60, cursor=None, scope="")
"""Enough for everything today; a larger catalogue shows its beginning here, and all by search."""

router = APIRouter(include_in_schema=False)


@router.get("/")
async def home(
    reader: PageReader, complaint: Annotated[str | None, Query(max_length=64)] = None
) -> Response:
    """Answer the page; with `complaint`, also the exercises that help with it."""
    try:
        found = await get_help(reader.session, complaint, reader.language) if complaint else None
    except Moved as moved:
        address = f"{reader.base_url}/?complaint={moved.new}"
        return RedirectResponse(address, status_code=308, headers=reader.headers)
    answer = json.loads(complaint_exercises(found)) if found else None
    return reader.page("home.html", policy=NOWHERE, answer=answer, **await catalogue(reader))


async def catalogue(reader: PageReader) -> dict[str, list[dict[str, Any]]]:
    """Return the lists of the page; each is one query with a limit."""
    exercises, _ = await list_exercises(
        reader.session, ExerciseFilters(), None, None, MOST, reader.language
    )
    return {
        "complaints": read(await list_complaints(reader.session, None, [], MOST, reader.language)),
        "exercises": read(exercises),
        "routines": read(
            await list_routines(reader.session, RoutineFilters(), MOST, reader.language)
        ),
        "red_flags": read(await list_vocabulary(reader.session, "red-flag", MOST, reader.language)),
    }


def read(page: Page) -> list[dict[str, Any]]:
    return [json.loads(line) for line in page.items]
