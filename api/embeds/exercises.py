"""An exercise as a page."""

import json

from fastapi import APIRouter, Response

from api.errors import wrong_parameter
from api.pages.view import PageView
from api.queries.documents import get_document
from api.queries.vocabularies import get_notice

router = APIRouter()


@router.get("/embed/exercises/{slug}")
async def embed_exercise(slug: str, view: PageView, version: str | None = None) -> Response:
    """Answer a page with the exercise as it is now: only routines have versions to pin."""
    if version is not None:
        raise wrong_parameter(
            "version",
            "has_no_versions",
            "An exercise has no versions to pin; leave version out, or embed a routine.",
        )
    exercise = json.loads(await get_document(view.session, "exercise", slug, view.language))
    stop_rule = await get_notice(view.session, "stop_rule")
    return view.page("exercise.html", exercise=exercise, stop_rule=stop_rule)
