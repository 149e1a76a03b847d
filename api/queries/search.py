"""One box over everything: names exactly, by their beginning or nearly, and words of the text.

There are four ways to find a thing: its exact name, the beginning of a name, a similar name, words
of its text. Each is bounded and each uses an index. Together they give at most 1,000 candidates; of
each thing the best one counts. An exact name ranks above a beginning, and both above similarity and
text. Each type has its own share, so that a thousand exercises named after the heel do not hide the
one complaint.

- `=` and `LIKE 'x%'` on folded names: https://www.postgresql.org/docs/current/indexes-types.html
- similarity: https://www.postgresql.org/docs/current/pgtrgm.html
- text: https://www.postgresql.org/docs/current/textsearch-controls.html
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

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

from api.folding import fold
from api.models import SearchName, SearchText
from api.pagination import Key, PageRequest, select_rows
from api.publishing.search import OF_TYPE
from api.publishing.text_search import configuration
from api.vocabulary import SearchedType, words

EXACT, BEGINS, TEXT = 1_000, 800, 500
"""The highest scores of an exact name, a beginning and a text; similarity reaches 600."""

Candidates = Select[str, str, str, int]
"""Columns: `type, slug, matched, score`."""

MOST_EXACT, MOST_BEGINNING, MOST_TEXT, MOST_LIKE = 200, 200, 200, 400
FIRST_TEXTS = 1_500
SHORTEST_LIKE = 3
ENOUGH = 40
"""With so many plain candidates, similar names are not looked for: they would rank below."""


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
    session: AsyncSession, query: str, types: Sequence[str], request: PageRequest, language: str
) -> tuple[list[Found], str | None]:
    """Return a page of results of these types (none: of all), the best first, and a cursor."""
    best = best_candidates(query, types, language)
    rows, next_cursor = await select_rows(
        session,
        select(best.c.matched, SearchText.name, SearchText.shown.label("text"), best.c.score)
        .select_from(best)
        .join(SearchText, is_text_of(best, language)),
        [Key(best.c.penalty, int), Key(best.c.type, str), Key(best.c.slug, str)],
        request,
    )
    return [found_in_row(row) for row in rows], next_cursor


def is_text_of(best: Subquery, language: str) -> Any:
    return and_(
        SearchText.type == best.c.type,
        SearchText.slug == best.c.slug,
        SearchText.language == language,
    )


def found_in_row(row: Any) -> Found:
    return Found(*(getattr(row, name) for name in Found._fields))


async def list_suggestions(
    session: AsyncSession, query: str, limit: int, language: str
) -> list[Found]:
    """Return the things whose names a beginning may become, the best first."""
    folded = fold(query)
    if not folded:
        return []
    rows = await session.execute(suggestions(language), {"folded": folded, "most": limit})
    return [found_in_row(row) for row in rows]


@cache
def suggestions(language: str) -> Select[Any]:
    """Return the statement of a search box; it runs at each letter, so it is built only once."""
    folded, types = bindparam("folded", type_=Text), words(SearchedType)
    kinds = select(func.unnest(cast(list(types), ARRAY(Text))).label("kind"))
    begun = from_each_type(kinds, names_beginning(folded, language), MOST_BEGINNING // len(types))
    best = best_of([begun], similar_names(folded, types, language))
    return (
        select(best.c.type, best.c.slug, best.c.matched, best.c.score)
        .add_columns(SearchText.name, SearchText.shown.label("text"))
        .join(SearchText, is_text_of(best, language))
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
        from_each_type(kinds, exact_names(folded, language), MOST_EXACT // len(types)),
        from_each_type(kinds, names_beginning(folded, language), MOST_BEGINNING // len(types)),
        *texts_with_words(query, kinds, language, len(types)),
    ]
    return best_of(plain, similar_names(folded, types, language))


def best_of(plain: list[Candidates], near: Candidates) -> Subquery:
    """Return the best candidate for each thing; similar names count if plain ones are few."""
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
"""The type in which candidates are looked for, one type after the other."""


def from_each_type(kinds: Select[str], way: Candidates, most: int) -> Candidates:
    """Return at most `most` candidates of each type: many of one leave room for the others."""
    some = way.limit(most).lateral()
    return select(some).select_from(kinds.subquery("kinds").join(some, true()))


def names_of(score: ColumnElement[Any], language: str) -> Candidates:
    """Return the query for names of one language with their score."""
    return scored_names(score).where(SearchName.language == language)


def scored_names(score: ColumnElement[Any]) -> Candidates:
    """Return the query for names with their score; one point less for an alias than a name."""
    own = cast(SearchName.is_own, Integer)
    return select(
        SearchName.type,
        SearchName.slug,
        SearchName.name.label("matched"),
        cast(score - 1 + own, Integer).label("score"),
    )


def exact_names(folded: ColumnElement[str], language: str) -> Candidates:
    found = names_of(literal(EXACT), language)
    return found.where(SearchName.type == KIND, SearchName.folded == folded)


def names_beginning(folded: ColumnElement[str], language: str) -> Candidates:
    """Return names with this beginning: own names first, then the shorter the rest, the better."""
    rest = func.least(func.length(SearchName.folded) - func.length(folded), 150)
    own = cast(SearchName.is_own, Integer) * 100
    # A folded text holds no % and no _, so it needs no escaping.
    return (
        names_of(BEGINS + own - rest, language)
        .where(SearchName.type == KIND)
        .where(SearchName.folded.like(folded.concat("%")), folded != "")
        .order_by(SearchName.folded)
    )


def similar_names(folded: ColumnElement[str], types: Sequence[str], language: str) -> Candidates:
    """Return names with a part similar to the text, by trigrams.

    `<%` means at least as similar as `api.db.NAME_SIMILARITY`, a setting of every connection.
    One or two letters are similar to nearly everything, so they find nothing here.
    """
    likeness = func.word_similarity(folded, SearchName.folded)
    near = scored_names(likeness * 400 + func.similarity(folded, SearchName.folded) * 200)
    return near.where(
        # As expressions, so that PostgreSQL takes the trigrams' index: comparing is expensive.
        SearchName.language.concat("") == language,
        SearchName.type.concat("").in_(types),
        folded.op("<%", is_comparison=True)(SearchName.folded),
        func.length(folded) >= SHORTEST_LIKE,
    )


def texts_with_words(query: str, kinds: Select[str], language: str, count: int) -> list[Candidates]:
    """Return texts that contain the query's words, compared by their stems.

    A common word is found among the first texts of a type: the index would collect all of its
    places. A rare word is looked up in the index.
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
    common = from_each_type(
        kinds, ranked_texts(asked, early).where(early.words.op("@@")(asked)), most
    ).cte()
    seen = select(func.count()).select_from(common).where(common.c.type == KIND)
    thin = select(kinds.subquery("kinds")).where(seen.scalar_subquery() < most)
    rare = ranked_texts(asked, SearchText).where(
        func.numnode(asked) > 0,  # nothing is asked for by signs and stop words alone
        SearchText.language == language,
        SearchText.words.op("@@")(asked.op("&&")(of_kind)),
    )
    return [select(common), from_each_type(thin, rare, most)]


def ranked_texts(asked: ColumnElement[Any], texts: Any) -> Candidates:
    rank = func.ts_rank(texts.words, asked)
    return select(
        texts.type,
        texts.slug,
        texts.shown.label("matched"),
        cast(300 + rank * (TEXT - 300), Integer).label("score"),
    )
