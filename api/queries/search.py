"""One box over everything: the things that answer a query, and names that a beginning may become.

`api.queries.candidates` says how they are found.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, and_, bindparam, select

from api.folding import fold
from api.models import SearchText
from api.pagination import Key, PageRequest
from api.queries.candidates import (
    LANGUAGE,
    best_candidates,
    best_of,
    from_each_type,
    name_values,
    names_beginning,
    search_values,
    similar_names,
)
from api.queries.listings import Order, fetch_rows, paged
from api.queries.reads import Reads, Statement, fetch
from api.vocabulary import SearchedType, words


class Found(NamedTuple):
    """A thing that answers a query.

    `matched` is the name or the text that answered, `text` the sentence shown for the thing.
    `score` goes from 0 to 1,000; 1,000 is the exact name.
    """

    type: str
    slug: str
    name: str
    matched: str
    text: str
    score: int


async def search_everything(
    reads: Reads, query: str, types: Sequence[str], request: PageRequest, language: str
) -> tuple[list[Found], str | None]:
    """Return a page of results of these types (none: of all), the best first, and a cursor."""
    values = search_values(query, types or words(SearchedType), language)
    statement, order = results(is_continued=request.cursor is not None)
    rows, next_cursor = await fetch_rows(reads, statement, order, request, **values)
    return [found_in_row(row) for row in rows], next_cursor


async def list_suggestions(reads: Reads, query: str, limit: int, language: str) -> list[Found]:
    """Return the things whose names a beginning may become, the best first."""
    folded = fold(query)
    values = name_values(folded, words(SearchedType), language)
    rows = await fetch(reads, suggestions(), rows=limit, **values)
    return [found_in_row(row) for row in rows]


def found_in_row(row: Any) -> Found:
    return Found(row.type, row.slug, row.name, row.matched, row.text, row.score)


@cache
def results(*, is_continued: bool) -> tuple[Statement, Order]:
    best = best_candidates()
    order = by_penalty(best)
    return paged(shown(best), order, is_continued=is_continued, values_matter=False), order


@cache
def suggestions() -> Statement:
    begun = from_each_type(names_beginning(), "most_beginning")
    most: ColumnElement[int] = bindparam("rows", type_=Integer)
    best = best_of([begun], similar_names(), enough=most)
    return paged(shown(best), by_penalty(best), is_continued=False, values_matter=False)


def by_penalty(best: Any) -> Order:
    return Order((Key(best.c.penalty, int), Key(best.c.type, str), Key(best.c.slug, str)))


def shown(best: Any) -> Any:
    """Return the query for what a result shows of the best candidates."""
    text = and_(
        SearchText.type == best.c.type,
        SearchText.slug == best.c.slug,
        SearchText.language == LANGUAGE,
    )
    return (
        select(best.c.type, best.c.slug, best.c.matched, best.c.score)
        .add_columns(SearchText.name, SearchText.shown.label("text"))
        .join(SearchText, text)
    )
