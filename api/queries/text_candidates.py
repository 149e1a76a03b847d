"""Candidates of a search by the words of their texts, compared by their stems.

A common word of a large catalogue is in so many texts that the index may not collect them all. Of
types with few texts it may, and there that is the shortest way.

https://www.postgresql.org/docs/current/textsearch-controls.html
"""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Text, bindparam, case, cast, func, select, true
from sqlalchemy.dialects.postgresql import REGCONFIG, TSQUERY
from sqlalchemy.orm import aliased

from api.models import SearchText
from api.publishing.search import OF_TYPE
from api.publishing.text_search import configuration
from api.queries.each_type import KIND, LANGUAGE, TYPES, Candidates, from_each_type, kinds
from api.queries.reads import constant, number
from api.vocabulary import SearchedType, words

HIGHEST, LOWEST = 500, 300
"""The scores of texts."""

MOST, FIRST = 200, 1_500
"""So many texts are candidates, and of the first ones so many are looked at, of all types."""

MOST_OF_FEW = FIRST // len(words(SearchedType))
"""Texts of a type with few of them: all are among the first, whichever types are asked for."""

QUERY: ColumnElement[str] = bindparam("query", type_=Text)
CONFIGURATION: ColumnElement[Any] = cast(bindparam("configuration", type_=Text), REGCONFIG)


def text_values(query: str, types: int, language: str) -> dict[str, Any]:
    """Return the values of a search among the texts of so many types."""
    return {
        "query": query,
        "configuration": configuration(language),
        "most_texts": MOST // types,
        "first_texts": FIRST // types,
    }


def most_texts() -> ColumnElement[int]:
    return bindparam("most_texts", type_=Integer)


def first_texts() -> ColumnElement[int]:
    return bindparam("first_texts", type_=Integer)


def few_texts_with_words() -> Candidates:
    """Return texts that contain the query's words, compared by their stems.

    All of them are looked up in the index at once, so this is for types of few texts. It finds what
    `texts_with_words` finds where it has looked at all texts: the first ones of each type. They
    count twice, also those of a type of which not all are candidates: these are enough anyway.
    """
    # Apart, so that PostgreSQL reads the query once, and puts in order what it has ranked already.
    asked = select(words_of_query().label("words")).offset(number(0)).subquery("asked")
    found = (
        ranked_texts(asked.c.words, SearchText, number(2))
        .where(
            # "IS TRUE", so that PostgreSQL takes the index of words, whatever it expects.
            (SearchText.language == LANGUAGE).is_(true()),
            (SearchText.type == func.any(TYPES)).is_(true()),
            SearchText.words.op("@@")(asked.c.words),
        )
        .offset(number(0))
        .subquery("found")
    )
    place = func.row_number().over(partition_by=found.c.type, order_by=found.c.slug)
    row = select(found, place.label("place")).subquery("placed").c
    texts = select(row.type, row.slug, row.matched, row.score, row.weight)
    return texts.where(row.place <= most_texts())


def texts_with_words() -> list[Candidates]:
    """Return texts that contain the query's words, compared by their stems.

    A common word is found among the first texts of a type: the index would collect all of its
    places. A rare word is looked up in the index. If those were all texts of the type, the index
    would find the same again, so it is not asked: what was found counts a second time instead.
    """
    asked = words_asked()
    of_kind = cast(func.quote_literal(func.concat(constant(OF_TYPE), KIND)), TSQUERY)
    first = (
        select(SearchText)
        .where(SearchText.type == KIND, SearchText.language == LANGUAGE)
        .order_by(SearchText.slug)
        .limit(first_texts())
    )
    early = aliased(SearchText, first.subquery())
    common = from_each_type(
        ranked_texts(asked, early, number(1)).where(early.words.op("@@")(asked)), "most_texts"
    ).cte("common")
    seen = select(common.c.type, func.count().label("count")).group_by(common.c.type).subquery()
    thin = (
        select(KIND.label("kind"), has_texts_after(first_texts()).label("has_more"))
        .select_from(kinds().subquery("kinds").outerjoin(seen, seen.c.type == KIND))
        .where(func.coalesce(seen.c.count, number(0)) < most_texts())
        .cte("thin")
    )
    whole: ColumnElement[Any] = func.array(
        select(thin.c.kind).where(~thin.c.has_more).scalar_subquery()
    )
    twice = case((common.c.type == func.any(whole), number(2)), else_=number(1))
    rare = ranked_texts(asked, SearchText, number(1)).where(
        func.numnode(asked) > number(0),  # nothing is asked for by signs and stop words alone
        SearchText.language == LANGUAGE,
        SearchText.words.op("@@")(asked.op("&&")(of_kind)),
    )
    return [
        select(common.c.type, common.c.slug, common.c.matched, common.c.score, twice),
        from_each_type(rare, "most_texts", select(thin.c.kind).where(thin.c.has_more)),
    ]


def words_asked() -> ColumnElement[Any]:
    """Return the query's words as PostgreSQL compares them; it reads the query once."""
    asked = select(words_of_query().label("words")).cte("asked")
    return select(asked.c.words).scalar_subquery()


def words_of_query() -> ColumnElement[Any]:
    return func.websearch_to_tsquery(CONFIGURATION, QUERY)


def has_texts_after(first: ColumnElement[int]) -> ColumnElement[bool]:
    """Say whether the type `KIND` has more texts than the first ones."""
    return (
        select(SearchText.slug)
        .where(SearchText.type == KIND, SearchText.language == LANGUAGE)
        .order_by(SearchText.slug)
        .offset(first)
        .limit(number(1))
        .exists()
    )


def ranked_texts(asked: ColumnElement[Any], texts: Any, weight: ColumnElement[int]) -> Candidates:
    rank = func.ts_rank(texts.words, asked)
    return select(
        texts.type,
        texts.slug,
        texts.shown.label("matched"),
        cast(number(LOWEST) + rank * number(HIGHEST - LOWEST), Integer).label("score"),
        weight.label("weight"),
    )
