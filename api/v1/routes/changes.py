"""Sync: the changes since a state that the caller has."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api import caching
from api.bookmarks import BEGINNING, LONGEST, Bookmark, read_bookmark
from api.errors import Gone, wrong_parameter
from api.openapi.responses import problems
from api.queries.changes import find_changes
from api.v1.answers.changes import changes_json
from api.v1.reader import CatalogueReader
from api.v1.schemas.changes import Changes
from api.whole_numbers import WRITTEN_IN_DIGITS

router = APIRouter(tags=["sync"])


@router.get(
    "/changes", response_model=Changes, summary="Get what changed", responses=problems(Gone)
)
async def get_changes(
    reader: CatalogueReader,
    after: Annotated[
        str,
        Query(
            min_length=1,
            max_length=LONGEST,
            description="`next_after` of the bundle or of the last answer. 0 if you have nothing.",
        ),
    ] = BEGINNING,
    catalogue_id: Annotated[
        uuid.UUID | None,
        Query(
            description="The catalogue you know. Any other answers 410.",
            json_schema_extra={"maxLength": 36},
        ),
    ] = None,
    limit: Annotated[
        int, Query(ge=1, le=100, description="Changes per answer."), WRITTEN_IN_DIGITS
    ] = 100,
) -> Response:
    """Return the changes after a state, oldest first, one current row for each document.

    410 if the catalogue never had that state, or not any more: take the bundle again. An answer
    that equals the last one is a 304 if you send its `ETag`.
    """
    bookmark = bookmark_of(after)
    found = await find_changes(reader.reads, bookmark, catalogue_id, limit, reader.language)
    return reader.json(changes_json(found), cache_control=caching.REVALIDATE)


def bookmark_of(after: str) -> Bookmark | None:
    """Return the state that a caller has; None if it has nothing yet."""
    if after == BEGINNING:
        return None
    bookmark = read_bookmark(after)
    if bookmark is None:
        raise wrong_parameter(
            "after",
            "unknown_state",
            "Send `next_after` exactly as you got it, or 0 if you have nothing.",
        )
    return bookmark
