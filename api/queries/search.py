"""One box over everything: names exactly, by their beginning or nearly, and words of the text.

Four ways to find a thing, each bounded and each answered by an index; together they give at most
1,000 candidates, of which the best way of each thing counts. Exact stands above beginning, both
above likeness and text, whatever the likeness. Each type has its own share, so that a thousand
exercises called after the heel do not hide the one complaint.

- `=` and `LIKE 'x%'` on folded names: https://www.postgresql.org/docs/current/indexes-types.html
- likeness: https://www.postgresql.org/docs/current/pgtrgm.html
- text: https://www.postgresql.org/docs/current/textsearch-controls.html
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    Text,
    and_,
    bindparam,
    cast,
    func,
    literal,
    literal_column,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from api.folding import fold, highlights
from api.models import SearchName, SearchText
from api.pagination import Key, Page, PageRequest, select_rows
from api.publishing.search import OF_TYPE
from api.publishing.text_search import configuration
from api.serialisation import serialise
from api.vocabulary import SearchedType, words

EXACT, BEGINS, TEXT = 1_000, 800, 500
"""The highest score of exact, of a beginning and of text; likeness reaches 600."""

Candidates = Select[str, str, str, int]
"""Columns: `type, slug, matched, score`."""

MOST_EXACT, MOST_BEGINNING, MOST_TEXT, MOST_LIKE = 200, 200, 200, 400
FIRST_TEXTS = 1_500
SHORTEST_LIKE = 3
ENOUGH = 40
"""From so many plain candidates on, near ones are not looked for: they would stand below."""


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
    rows = await session.execute(suggestions(language), {"folded": folded, "most": limit})
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


@cache
def suggestions(language: str) -> Select[Any]:
    """Return the statement of a search box, asked at each letter: put together only once."""
    folded, types = bindparam("folded", type_=Text), words(SearchedType)
    kinds = select(func.unnest(cast(list(types), ARRAY(Text))).label("kind"))
    begun = of_each(kinds, beginning(folded, language), MOST_BEGINNING // len(types))
    best = best_of([begun], alike(folded, types, language))
    return (
        select(best.c.type, best.c.slug, best.c.matched, SearchText.name)
        .join(SearchText, of_candidate(best, language))
        .order_by(best.c.penalty, best.c.type, best.c.slug)
        .limit(bindparam("most", type_=Integer))
    )


def best_candidates(query: str, types: Sequence[str], language: str) -> Subquery:
    """Return the best way in which each thing of these types answers the query.

    Columns: `type, slug, matched` (the name or text that answered), `score` and `penalty`
    (1,000 − score: the smaller, the better).
    """
    folded, types = literal(fold(query), Text), types or words(SearchedType)
    kinds = select(func.unnest(cast(list(types), ARRAY(Text))).label("kind"))
    plain = [
        of_each(kinds, exact(folded, language), MOST_EXACT // len(types)),
        of_each(kinds, beginning(folded, language), MOST_BEGINNING // len(types)),
        *worded(query, kinds, language, len(types)),
    ]
    return best_of(plain, alike(folded, types, language))


def best_of(plain: list[Candidates], near: Candidates) -> Subquery:
    """Return the best candidate for each thing; near ones count where plain ones are few."""
    sure = union_all(*plain).cte("sure")
    too_few = select(func.count()).select_from(sure).scalar_subquery() < ENOUGH
    near = near.where(too_few).limit(MOST_LIKE)
    found = union_all(select(sure), select(near.subquery())).subquery()
    best = (
        select(found)
        .ext(distinct_on(found.c.type, found.c.slug))
        .order_by(found.c.type, found.c.slug, found.c.score.desc(), found.c.matched)
    )
    chosen = best.subquery()
    return select(chosen, (1_000 - chosen.c.score).label("penalty")).subquery()


KIND: ColumnElement[str] = literal_column("kinds.kind", Text)
"""The type that a candidate is looked for in, one after the other."""


def of_each(kinds: Select[str], way: Candidates, most: int) -> Candidates:
    """Return the candidates of each type by itself: many of one leave room for the others."""
    some = way.limit(most).lateral()
    return select(some).select_from(kinds.subquery("kinds").join(some, true()))


def named(score: ColumnElement[Any], language: str) -> Candidates:
    """Return the query for names of one language with their score."""
    return found_in(score).where(SearchName.language == language)


def found_in(score: ColumnElement[Any]) -> Candidates:
    """Return the query for names with their score, the least bit less for names not its own."""
    own = cast(SearchName.is_own, Integer)
    return select(
        SearchName.type,
        SearchName.slug,
        SearchName.name.label("matched"),
        cast(score - 1 + own, Integer).label("score"),
    )


def exact(folded: ColumnElement[str], language: str) -> Candidates:
    found = named(literal(EXACT), language)
    return found.where(SearchName.type == KIND, SearchName.folded == folded)


def beginning(folded: ColumnElement[str], language: str) -> Candidates:
    """Names that begin so; own names first, then the shorter the rest, the better."""
    rest = func.least(func.length(SearchName.folded) - func.length(folded), 150)
    own = cast(SearchName.is_own, Integer) * 100
    # A folded text holds no % and no _, so it needs no escaping.
    return (
        named(BEGINS + own - rest, language)
        .where(SearchName.type == KIND)
        .where(SearchName.folded.like(folded.concat("%")), folded != "")
        .order_by(SearchName.folded)
    )


def alike(folded: ColumnElement[str], types: Sequence[str], language: str) -> Candidates:
    """Names that hold something like it (trigrams; the threshold is set for each connection).

    One or two letters are like nearly everything.
    """
    likeness = func.word_similarity(folded, SearchName.folded)
    near = found_in(likeness * 400 + func.similarity(folded, SearchName.folded) * 200)
    return near.where(
        # As expressions, so that no index is taken but that of the trigrams: comparing is dear.
        SearchName.language.concat("") == language,
        SearchName.type.concat("").in_(types),
        folded.op("<%", is_comparison=True)(SearchName.folded),
        func.length(folded) >= SHORTEST_LIKE,
    )


def worded(query: str, kinds: Select[str], language: str, count: int) -> list[Candidates]:
    """Text that holds its words, by their stems.

    A word that is everywhere is found among the first texts of a type; the index would collect
    every place it knows. A rarer one is looked up there.
    """
    most = MOST_TEXT // count
    asked = func.websearch_to_tsquery(configuration(language), query)
    of_kind = cast(func.quote_literal(func.concat(OF_TYPE, KIND)), TSQUERY)
    first = (
        select(SearchText)
        .where(SearchText.type == KIND, SearchText.language == language)
        .order_by(SearchText.slug)
        .limit(FIRST_TEXTS // count)
    )
    early = aliased(SearchText, first.subquery())
    common = of_each(kinds, ranked(asked, early).where(early.words.op("@@")(asked)), most).cte()
    seen = select(func.count()).select_from(common).where(common.c.type == KIND)
    thin = select(kinds.subquery("kinds")).where(seen.scalar_subquery() < most)
    rare = ranked(asked, SearchText).where(
        func.numnode(asked) > 0,  # signs and stop words alone ask for nothing
        SearchText.language == language,
        SearchText.words.op("@@")(asked.op("&&")(of_kind)),
    )
    return [select(common), of_each(thin, rare, most)]


def ranked(asked: ColumnElement[Any], texts: Any) -> Candidates:
    rank = func.ts_rank(texts.words, asked)
    return select(
        texts.type,
        texts.slug,
        texts.shown.label("matched"),
        cast(300 + rank * (TEXT - 300), Integer).label("score"),
    )
