"""One box over everything: the things that answer a query, and names that a beginning may become.

`api.queries.candidates` says how they are found.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Integer, bindparam, select, true

from api.folding import fold
from api.models import SearchText
from api.pagination import Key, PageRequest
from api.queries.candidates import (
    best_candidates,
    best_of,
    name_values,
    names_beginning,
    search_values,
    similar_names,
)
from api.queries.each_type import LANGUAGE, from_each_type
from api.queries.few_texts import with_few_texts
from api.queries.listings import Order, fetch_rows, key_names, page_query
from api.queries.reads import Reads, Statement, compiled, fetch, number, one_state
from api.vocabulary import SearchedType, words


class Found(Protocol):
    """A thing that answers a query: a row of a statement.

    `matched` is the name or the text that answered, `text` the sentence shown for the thing.
    `penalty` goes from 0 to 1,000; 0 is the exact name.
    """

    type: str
    slug: str
    name: str
    matched: str
    text: str
    penalty: int


@one_state
async def search_everything(
    reads: Reads, query: str, types: Sequence[str], request: PageRequest, language: str
) -> tuple[Sequence[Found], str | None]:
    """Return a page of results of these types (none: of all), the best first, and a cursor."""
    values = search_values(query, types or words(SearchedType), language)

    async def find(has_few_texts: bool) -> tuple[Sequence[Any], str | None]:
        statement, order = results(has_few_texts, request.cursor is not None)
        return await fetch_rows(reads, statement, order, request, **values)

    return await with_few_texts(reads, language, find)


async def list_suggestions(reads: Reads, query: str, limit: int, language: str) -> Sequence[Found]:
    """Return the things whose names a beginning may become, the best first."""
    folded = fold(query)
    values = name_values(folded, words(SearchedType), language)
    return await fetch(reads, suggestions(), rows=limit, **values)


@cache
def results(has_few_texts: bool, is_continued: bool) -> tuple[Statement, Order]:
    return shown(best_candidates(has_few_texts=has_few_texts), is_continued=is_continued)


@cache
def suggestions() -> Statement:
    begun = from_each_type(names_beginning(), "most_beginning")
    most: ColumnElement[int] = bindparam("rows", type_=Integer)
    best = best_of([begun], similar_names(), enough=most)
    return shown(best, is_continued=False)[0]


def shown(best: Any, *, is_continued: bool) -> tuple[Statement, Order]:
    """Return the statement for a page of the best candidates, with what a result shows.

    That is read for the things of the page alone.
    """
    order = Order((Key(best.c.penalty, int), Key(best.c.type, str), Key(best.c.slug, str)))
    page = page_query(select(best.c.matched), order, is_continued=is_continued).subquery()
    text = (
        select(SearchText.name, SearchText.shown.label("text"))
        .where(SearchText.type == page.c.type, SearchText.slug == page.c.slug)
        .where(SearchText.language == LANGUAGE)
        .limit(number(1))  # so that PostgreSQL looks each one up, whatever it expects
        .lateral("text")
    )
    query = select(page, text).join(text, true())
    return compiled(query, *key_names(order)), order
