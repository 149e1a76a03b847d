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
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    Text,
    bindparam,
    cast,
    func,
    literal,
    literal_column,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, REGCONFIG, TSQUERY, distinct_on
from sqlalchemy.orm import aliased

from api.folding import fold
from api.models import SearchName, SearchText
from api.publishing.search import OF_TYPE
from api.publishing.text_search import configuration
from api.queries.reads import constant

EXACT, BEGINS, TEXT = 1_000, 800, 500
"""The highest scores of an exact name, a beginning and a text; similarity reaches 600."""

Candidates = Select[str, str, str, int]
"""Columns: `type, slug, matched, score`."""

MOST_EXACT, MOST_BEGINNING, MOST_TEXT, MOST_LIKE = 200, 200, 200, 400
FIRST_TEXTS = 1_500
SHORTEST_LIKE = 3
ENOUGH = 40
"""With so many plain candidates, similar names are not looked for: they would rank below."""

LAST_CHARACTER = "\U0010ffff"
"""It comes after all others, and no name has it."""

FOLDED: ColumnElement[str] = bindparam("folded", type_=SearchName.folded.type)
LANGUAGE: ColumnElement[str] = bindparam("language", type_=Text)
TYPES: ColumnElement[Any] = bindparam("types", type_=ARRAY(Text))
QUERY: ColumnElement[str] = bindparam("query", type_=Text)
CONFIGURATION: ColumnElement[Any] = cast(bindparam("configuration", type_=Text), REGCONFIG)


def search_values(query: str, types: Sequence[str], language: str) -> dict[str, Any]:
    """Return the values of `best_candidates` for what a person typed."""
    return {
        **name_values(fold(query), types, language),
        "query": query,
        "configuration": configuration(language),
        "most_exact": MOST_EXACT // len(types),
        "most_texts": MOST_TEXT // len(types),
        "first_texts": FIRST_TEXTS // len(types),
    }


def name_values(folded: str, types: Sequence[str], language: str) -> dict[str, Any]:
    """Return the values of a search among names. Texts that begin with `folded` lie before
    `beyond`."""
    return {
        "folded": folded,
        "beyond": folded + LAST_CHARACTER,
        "types": list(types),
        "language": language,
        "most_beginning": MOST_BEGINNING // len(types),
    }


def best_candidates() -> Subquery:
    """Return the best way in which each thing of some types answers a query.

    Columns: `type, slug, matched` (the name or text that answered), `score` and `penalty`
    (1,000 − score: the smaller, the better).
    """
    plain = [
        from_each_type(exact_names(), "most_exact"),
        from_each_type(names_beginning(), "most_beginning"),
        *texts_with_words(),
    ]
    return best_of(plain, similar_names())


def best_of(
    plain: list[Candidates], near: Candidates, *, enough: ColumnElement[int] | None = None
) -> Subquery:
    """Return the best candidate for each thing; similar names count if plain ones are few.

    `enough` things are enough too: where all plain candidates rank above similar names.
    """
    sure = union_all(*plain).cte("sure")
    count = select(func.count()).select_from(sure).scalar_subquery()
    too_few = count < literal_column(str(ENOUGH))
    if enough is not None:
        things = select(sure.c.type, sure.c.slug).distinct().subquery()
        too_few &= select(func.count()).select_from(things).scalar_subquery() < enough
    near = near.where(too_few).limit(literal_column(str(MOST_LIKE)))
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


def kinds() -> Select[str]:
    return select(func.unnest(TYPES).label("kind"))


def from_each_type(way: Candidates, most: str, types: Select[str] | None = None) -> Candidates:
    """Return a number (the value `most`) of candidates of each type at most.

    So many of one type leave room for the others.
    """
    some = way.limit(bindparam(most, type_=Integer)).lateral()
    each = (kinds() if types is None else types).subquery("kinds")
    return select(some).select_from(each.join(some, true()))


def names_of(score: ColumnElement[Any]) -> Candidates:
    """Return the query for names of one language with their score."""
    return scored_names(score).where(SearchName.language == LANGUAGE)


def scored_names(score: ColumnElement[Any]) -> Candidates:
    """Return the query for names with their score; one point less for an alias than a name."""
    own = cast(SearchName.is_own, Integer)
    return select(
        SearchName.type,
        SearchName.slug,
        SearchName.name.label("matched"),
        cast(score - 1 + own, Integer).label("score"),
    )


def exact_names() -> Candidates:
    found = names_of(literal(EXACT))
    return found.where(SearchName.type == KIND, SearchName.folded == FOLDED)


def names_beginning() -> Candidates:
    """Return names with this beginning: own names first, then the shorter the rest, the better.

    A range, which an index finds also if the plan is made for all values.
    """
    rest = func.least(func.length(SearchName.folded) - func.length(FOLDED), 150)
    own = cast(SearchName.is_own, Integer) * 100
    beyond = bindparam("beyond", type_=SearchName.folded.type)
    return (
        names_of(BEGINS + own - rest)
        .where(SearchName.type == KIND, constant("") != FOLDED)
        .where(SearchName.folded >= FOLDED, SearchName.folded < beyond)
        .order_by(SearchName.folded)
    )


def similar_names() -> Candidates:
    """Return names with a part similar to the text, by trigrams.

    `<%` means at least as similar as `api.db.NAME_SIMILARITY`, a setting of every connection.
    One or two letters are similar to nearly everything, so they find nothing here.
    """
    likeness = func.word_similarity(FOLDED, SearchName.folded)
    near = scored_names(likeness * 400 + func.similarity(FOLDED, SearchName.folded) * 200)
    return near.where(
        # As expressions, so that PostgreSQL takes the trigrams' index: comparing is expensive.
        SearchName.language.concat(constant("")) == LANGUAGE,
        SearchName.type.concat(constant("")) == func.any(TYPES),
        FOLDED.op("<%", is_comparison=True)(SearchName.folded),
        func.length(FOLDED) >= SHORTEST_LIKE,
    )


def texts_with_words() -> list[Candidates]:
    """Return texts that contain the query's words, compared by their stems.

    A common word is found among the first texts of a type: the index would collect all of its
    places. A rare word is looked up in the index. If those were all texts of the type, the index
    would find the same again, so it is not asked: what was found counts a second time instead.
    """
    asked = select(func.websearch_to_tsquery(CONFIGURATION, QUERY)).scalar_subquery()
    of_kind = cast(func.quote_literal(func.concat(OF_TYPE, KIND)), TSQUERY)
    first = (
        select(SearchText)
        .where(SearchText.type == KIND, SearchText.language == LANGUAGE)
        .order_by(SearchText.slug)
        .limit(bindparam("first_texts", type_=Integer))
    )
    early = aliased(SearchText, first.subquery())
    common = from_each_type(
        ranked_texts(asked, early).where(early.words.op("@@")(asked)), "most_texts"
    ).cte()
    seen = select(func.count()).select_from(common).where(common.c.type == KIND)
    most: ColumnElement[int] = bindparam("most_texts", type_=Integer)
    beyond = (
        select(SearchText.slug)
        .where(SearchText.type == KIND, SearchText.language == LANGUAGE)
        .order_by(SearchText.slug)
        .offset(bindparam("first_texts", type_=Integer))
        .limit(literal_column("1"))
        .exists()
    )
    thin = (
        select(kinds().subquery("kinds"), beyond.label("has_more"))
        .where(seen.scalar_subquery() < most)
        .cte("thin")
    )
    again = select(common).join(thin, thin.c.kind == common.c.type).where(~thin.c.has_more)
    rare = ranked_texts(asked, SearchText).where(
        func.numnode(asked) > 0,  # nothing is asked for by signs and stop words alone
        SearchText.language == LANGUAGE,
        SearchText.words.op("@@")(asked.op("&&")(of_kind)),
    )
    return [
        select(common),
        again,
        from_each_type(rare, "most_texts", select(thin.c.kind).where(thin.c.has_more)),
    ]


def ranked_texts(asked: ColumnElement[Any], texts: Any) -> Candidates:
    rank = func.ts_rank(texts.words, asked)
    return select(
        texts.type,
        texts.slug,
        texts.shown.label("matched"),
        cast(300 + rank * (TEXT - 300), Integer).label("score"),
    )
