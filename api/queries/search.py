"""One box over everything: names exactly, by their beginning or nearly, and words of the text.

Four ways to find a thing, each bounded and each answered by an index; together they give at most
1,000 candidates, of which the best way of each thing counts. Exact stands above beginning, both
above likeness and text, whatever the likeness.

- `=` and `LIKE 'x%'` on folded names: https://www.postgresql.org/docs/current/indexes-types.html
- likeness: https://www.postgresql.org/docs/current/pgtrgm.html
- text: https://www.postgresql.org/docs/current/textsearch-controls.html
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    and_,
    cast,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from api.folding import fold, highlights
from api.models import SearchName, SearchText
from api.pagination import Key, Page, PageRequest, select_rows
from api.publishing.built import serialise
from api.publishing.search import FULL_TEXT

EXACT, BEGINS, TEXT = 1_000, 800, 500
"""The highest score of exact, of a beginning and of text; likeness reaches 600."""

Candidates = Select[str, str, str, int]
"""Columns: `type, slug, matched, score`."""

MOST_EXACT, MOST_BEGINNING, MOST_LIKE, MOST_TEXT = 200, 200, 400, 200


async def search_everything(
    session: AsyncSession, query: str, types: Sequence[str], request: PageRequest, language: str
) -> Page:
    """Return a page of results of every type, the best first."""
    best = best_candidates(query, types, language)
    rows, next_cursor = await select_rows(
        session,
        select(best.c.matched, SearchText.name, SearchText.shown, best.c.score)
        .select_from(best)
        .join(SearchText, of_candidate(best, language)),
        [Key(best.c.penalty, int), Key(best.c.type, str), Key(best.c.slug, str)],
        request,
    )
    return Page([result_line(row, query) for row in rows], next_cursor)


def of_candidate(best: Subquery, language: str) -> Any:
    return and_(
        SearchText.type == best.c.type,
        SearchText.slug == best.c.slug,
        SearchText.language == language,
    )


def result_line(row: Any, query: str) -> str:
    return serialise(
        {
            "type": row.type,
            "slug": row.slug,
            "name": row.name,
            "matched": row.matched,
            "highlights": highlights(row.matched, query),
            "text": row.shown,
            "score": row.score,
        }
    )


async def list_suggestions(
    session: AsyncSession, query: str, limit: int, language: str
) -> list[dict[str, Any]]:
    """Return the names that what was typed so far may become, the best first."""
    folded = fold(query)
    if not folded:
        return []
    best = best_of([beginning(folded, language), alike(folded, language)])
    rows = await session.execute(
        select(best.c.type, best.c.slug, best.c.matched, SearchText.name)
        .join(SearchText, of_candidate(best, language))
        .order_by(best.c.penalty, best.c.type, best.c.slug)
        .limit(limit)
    )
    return [
        {
            "type": row.type,
            "slug": row.slug,
            "name": row.name,
            "matched": row.matched,
            "highlights": highlights(row.matched, query),
        }
        for row in rows
    ]


def best_candidates(query: str, types: Sequence[str], language: str) -> Subquery:
    """Return the best way in which each thing of these types answers the query.

    Columns: `type, slug, matched` (the name or text that answered), `score` and `penalty`
    (1,000 − score: the smaller, the better).
    """
    folded = fold(query)
    ways = [
        exact(folded, language),
        beginning(folded, language),
        alike(folded, language),
        worded(query, language),
    ]
    return best_of(ways, types)


def best_of(ways: list[Candidates], types: Sequence[str] = ()) -> Subquery:
    found = union_all(*(select(way.subquery()) for way in ways)).subquery()
    best = select(found).ext(distinct_on(found.c.type, found.c.slug))
    if types:
        best = best.where(found.c.type.in_(types))
    best = best.order_by(found.c.type, found.c.slug, found.c.score.desc(), found.c.matched)
    chosen = best.subquery()
    return select(chosen, (1_000 - chosen.c.score).label("penalty")).subquery()


def named(score: ColumnElement[Any], language: str) -> Candidates:
    """Return the query for names with their score, the least bit less for names not its own."""
    own = cast(SearchName.is_own, Integer)
    found: Candidates = select(
        SearchName.type,
        SearchName.slug,
        SearchName.name.label("matched"),
        cast(score - 1 + own, Integer).label("score"),
    )
    return found.where(SearchName.language == language)


def exact(folded: str, language: str) -> Candidates:
    return named(literal(EXACT), language).where(SearchName.folded == folded).limit(MOST_EXACT)


def beginning(folded: str, language: str) -> Candidates:
    """Names that begin so; own names first, then the shorter the rest, the better."""
    rest = func.least(func.length(SearchName.folded) - len(folded), 150)
    own = cast(SearchName.is_own, Integer) * 100
    # A folded text holds no % and no _, so it needs no escaping.
    return (
        named(BEGINS + own - rest, language)
        .where(SearchName.folded.like(f"{folded}%"), literal(folded) != "")
        .order_by(SearchName.folded)
        .limit(MOST_BEGINNING)
    )


def alike(folded: str, language: str) -> Candidates:
    """Names that hold something like it (trigrams; the threshold is set for each connection)."""
    likeness = func.word_similarity(folded, SearchName.folded)
    return (
        named(likeness * 400 + func.similarity(folded, SearchName.folded) * 200, language)
        .where(literal(folded).op("<%", is_comparison=True)(SearchName.folded))
        .limit(MOST_LIKE)
    )


def worded(query: str, language: str) -> Candidates:
    """Text that holds its words, by their stems."""
    asked = func.websearch_to_tsquery(FULL_TEXT[language], query)
    rank = func.ts_rank(SearchText.words, asked)
    found: Candidates = select(
        SearchText.type,
        SearchText.slug,
        SearchText.shown.label("matched"),
        cast(300 + rank * (TEXT - 300), Integer).label("score"),
    )
    asks = (SearchText.language == language, SearchText.words.op("@@")(asked))
    return found.where(*asks).limit(MOST_TEXT)
