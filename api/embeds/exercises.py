"""An exercise as a page."""

import json

from fastapi import APIRouter, Response

from api.errors import wrong_parameter
from api.pages.reader import PageReader
from api.queries.documents import get_document
from api.queries.vocabularies import find_notices

router = APIRouter()


@router.get("/embed/exercises/{slug}")
async def embed_exercise(slug: str, reader: PageReader, version: str | None = None) -> Response:
    """Answer a page with the exercise as it is now: only routines have versions to pin."""
    if version is not None:
        raise wrong_parameter(
            "version",
            "has_no_versions",
            "An exercise has no versions to pin. Leave version out, or embed a routine.",
        )
    stored = await get_document(reader.session, "exercise", slug, reader.language)
    reader = reader.in_language(stored.language)
    rules = await find_notices(reader.session, reader.language, ("stop_rule", "pain_rule"))
    return reader.page("exercise.html", exercise=json.loads(stored.body), **rules)
