"""Whether the catalogue has few texts to search, which decides how their words are looked up.

What is found is the same either way. A process remembers it for the state of the catalogue that it
saw, so hardly any request asks.
"""

from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.queries.catalogue import CatalogueState
from api.queries.each_type import KIND, kinds
from api.queries.reads import CatalogueReads, Reads, Statement, compiled, fetch, number
from api.queries.text_candidates import MOST_OF_FEW, has_texts_after
from api.vocabulary import SearchedType, words

T = TypeVar("T")

Known = dict[str, tuple[CatalogueState, bool]]
"""By language: a state of the catalogue, and whether each type has few texts in it."""

KNOWN: WeakKeyDictionary[Any, Known] = WeakKeyDictionary()
"""What this process knows, by the engine of the database."""


async def with_few_texts(reads: Reads, language: str, find: Callable[[bool], Awaitable[T]]) -> T:
    """Return what `find` finds; its argument says whether each type has few texts.

    It is called again if the catalogue turns out to have moved on, so it belongs into a read of
    `one_state`.
    """
    if isinstance(reads, AsyncSession):
        return await find(False)
    known = KNOWN.setdefault(reads.database.engine, {})
    seen = known.get(language) or await look(reads, language, known)
    found = await find(seen[1])
    if reads.state == seen[0]:
        return found
    return await find((await look(reads, language, known))[1])


async def look(reads: CatalogueReads, language: str, known: Known) -> tuple[CatalogueState, bool]:
    [row] = await fetch(reads, few_texts(), language=language, types=list(words(SearchedType)))
    assert reads.state is not None  # noqa: S101 - every statement returns it
    known[language] = reads.state, row.is_few
    return known[language]


@cache
def few_texts() -> Statement:
    many = select(KIND).select_from(kinds().subquery("kinds"))
    many = many.where(has_texts_after(number(MOST_OF_FEW)))
    return compiled(select((~exists(many)).label("is_few")))
