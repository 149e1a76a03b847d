"""Search: one box over everything, typed."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.queries.search import list_suggestions, search_everything
from api.v1.answers.search import search_results, suggestions
from api.v1.params import MOST_VALUES, Keywords, PageParams, no_values
from api.v1.reader import CatalogueReader
from api.v1.schemas.search import SearchPage, Suggestions
from api.vocabulary import SearchedType
from api.whole_numbers import WRITTEN_IN_DIGITS

router = APIRouter(prefix="/search", tags=["search"])


@router.get("", response_model=SearchPage, summary="Search everything")
async def search(
    reader: CatalogueReader,
    page: PageParams,
    q: Keywords,
    type: Annotated[  # noqa: A002 - the parameter's public name
        list[SearchedType],
        Query(
            default_factory=no_values,
            max_length=MOST_VALUES,
            description="Only things of these types.",
        ),
    ],
) -> Response:
    """Find exercises, complaints, body regions, routines and insights by name or text.

    Typos are forgiven; exact names come before similar ones. For whole sentences about what hurts
    there is `POST /v1/complaint-matches`: health text does not belong in a URL.
    """
    found, cursor = await search_everything(reader.reads, q, type, page, reader.language)
    return reader.values(search_results(found, q), cursor)


@router.get("/suggestions", response_model=Suggestions, summary="Suggest names")
async def suggest(
    reader: CatalogueReader,
    q: Keywords,
    limit: Annotated[
        int, Query(ge=1, le=10, description="The most suggestions to return."), WRITTEN_IN_DIGITS
    ] = 5,
) -> Response:
    """Complete a few typed letters, for a search box."""
    found = await list_suggestions(reader.reads, q, limit, reader.language)
    return reader.value({"items": suggestions(found, q)})
