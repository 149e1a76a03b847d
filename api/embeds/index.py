"""`/embed/exercises/` and `/embed/routines/`: what there is to embed."""

import json

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api import caching
from api.pages.reader import HtmlReader, PageReader
from api.pagination import Page, PageRequest
from api.queries.exercises import ExerciseFilters, list_exercises
from api.queries.routines import RoutineFilters, list_routines
from api.queries.vocabularies import get_notice
from api.terms import terms

MOST = PageRequest(limit=100, cursor=None, scope="")
"""The page shows the beginning of a larger catalogue; search finds the rest."""

router = APIRouter()


@router.get("/embed/exercises/")
async def embed_exercises(reader: PageReader) -> Response:
    """Answer a page with a link to the page of each exercise."""
    found, _ = await list_exercises(
        reader.session, ExerciseFilters(), None, None, MOST, reader.language
    )
    return await index_page(reader, "exercises", found)


@router.get("/embed/routines/")
async def embed_routines(reader: PageReader) -> Response:
    """Answer a page with a link to the page of each routine of the editors."""
    found = await list_routines(reader.session, RoutineFilters(), MOST, reader.language)
    return await index_page(reader, "routines", found)


@router.get("/embed/exercises")
@router.get("/embed/routines")
async def embed_index(request: Request) -> Response:
    """Redirect to the index: its address ends with a slash, as that of a folder does."""
    base_url = request.app.state.settings.base_url
    query = request.scope["query_string"].decode("latin-1")
    address = f"{base_url}{request.scope['path']}/{'?' if query else ''}{query}"
    return RedirectResponse(address, 308, headers={"Cache-Control": caching.FIVE_MINUTES})


async def index_page(reader: HtmlReader, kind: str, page: Page) -> Response:
    return reader.page(
        "index.html",
        kind=kind,
        things=[json.loads(line) for line in page.items],
        stop_rule=await get_notice(reader.session, "stop_rule", reader.language),
        terms=terms(await get_notice(reader.session, "attribution", reader.language)),
    )
