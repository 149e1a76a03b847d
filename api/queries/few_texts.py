"""Whether the catalogue has few texts to search, which decides how their words are looked up.

What is found is the same either way. A process remembers it for the state of the catalogue that it
saw, so hardly any request asks.
"""

from collections.abc import Awaitable, Callable
from functools import cache
from typing import TypeVar

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.queries.catalogue import CatalogueState
from api.queries.each_type import KIND, kinds
from api.queries.reads import CatalogueReads, Reads, Statement, compiled, fetch, number
from api.queries.text_candidates import MOST_OF_FEW, has_texts_after
from api.vocabulary import SearchedType, words

T = TypeVar("T")

Seen = tuple[CatalogueState, bool]
"""A state of the catalogue, and whether each type has few texts in it."""


async def with_few_texts(reads: Reads, language: str, find: Callable[[bool], Awaitable[T]]) -> T:
    """Return what `find` finds; its argument says whether each type has few texts.

    It is called again if the catalogue turns out to have moved on, so it belongs into a read of
    `one_state`.
    """
    if isinstance(reads, AsyncSession):
        return await find(False)
    remembered: Seen | None = reads.database.remembered.get((__name__, language))
    state, is_few = remembered or await look(reads, language)
    found = await find(is_few)
    if reads.state == state:
        return found
    return await find((await look(reads, language))[1])


async def look(reads: CatalogueReads, language: str) -> Seen:
    [row] = await fetch(reads, few_texts(), language=language, types=list(words(SearchedType)))
    assert reads.state is not None  # noqa: S101 - every statement returns it
    seen = reads.state, row.is_few
    reads.database.remembered[__name__, language] = seen
    return seen


@cache
def few_texts() -> Statement:
    many = select(KIND).select_from(kinds().subquery("kinds"))
    many = many.where(has_texts_after(number(MOST_OF_FEW)))
    return compiled(select((~exists(many)).label("is_few")))
