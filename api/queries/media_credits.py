"""Exercises with pictures, and whom these are by."""

from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import bindparam, select

from api.models import Listing
from api.pagination import PageRequest
from api.publishing.facets import CREDIT, PICTURED
from api.queries.listings import BY_NAME, fetch_rows, having_facets, paged
from api.queries.reads import Reads, Statement, constant


class Credited(NamedTuple):
    """The summary of an exercise, and each credit of its pictures; all of it is JSON."""

    summary: str
    credits: list[str]


async def list_media_credits(
    reads: Reads, request: PageRequest, language: str
) -> tuple[list[Credited], str | None]:
    """Return one page of exercises with pictures, by name, and the cursor of the next.

    Raises InvalidRequest if the cursor is not one of this list.
    """
    statement = credited(is_continued=request.cursor is not None)
    values = {"language": language, "any_media": [PICTURED]}
    rows, next_cursor = await fetch_rows(reads, statement, BY_NAME, request, **values)
    found = [
        Credited(
            row.summary,
            [facet.removeprefix(CREDIT) for facet in row.facets if facet.startswith(CREDIT)],
        )
        for row in rows
    ]
    return found, next_cursor


@lru_cache
def credited(*, is_continued: bool) -> Statement:
    query = select(Listing.summary, Listing.facets).where(
        Listing.type == constant("exercise"), Listing.language == bindparam("language")
    )
    query = having_facets(query, ["any_media"])
    return paged(query, BY_NAME, is_continued=is_continued, values_matter=True)
