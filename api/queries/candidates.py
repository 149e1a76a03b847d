"""One box over everything: names exactly, by their beginning or nearly, and words of the text.

There are four ways to find a thing: its exact name, the beginning of a name, a similar name, words
of its text. Each is bounded and each uses an index. Together they give at most 1,000 candidates; of
each thing the best one counts. An exact name ranks above a beginning, and both above similarity and
text. Each type has its own share, so that a thousand exercises named after the heel do not hide the
one complaint.

- a range of folded names: https://www.postgresql.org/docs/current/indexes-types.html
- similarity: https://www.postgresql.org/docs/current/pgtrgm.html
- text: `api.queries.text_candidates`
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Subquery,
    bindparam,
    case,
    cast,
    func,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import distinct_on

from api.folding import fold
from api.models import SearchName
from api.queries.each_type import KIND, LANGUAGE, TYPES, Candidates, from_each_type
from api.queries.reads import constant, number
from api.queries.text_candidates import few_texts_with_words, text_values, texts_with_words

EXACT, BEGINS = 1_000, 800
"""The highest scores of an exact name and a beginning; similarity reaches 600."""

MOST_BEGINNING, MOST_LIKE = 200, 400
SHORTEST_LIKE = 3
ENOUGH = 40
"""With so many plain candidates, similar names are not looked for: they would rank below."""

LAST_CHARACTER = "\U0010ffff"
"""It comes after all others, and no name has it."""

FOLDED: ColumnElement[str] = bindparam("folded", type_=SearchName.folded.type)


def search_values(query: str, types: Sequence[str], language: str) -> dict[str, Any]:
    """Return the values of `best_candidates` for what a person typed."""
    different = list(dict.fromkeys(types))
    return {
        **name_values(fold(query), different, language),
        **text_values(query, len(different), language),
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


def best_candidates(*, has_few_texts: bool = False) -> Subquery:
    """Return the best way in which each thing of some types answers a query.

    Columns: `type, slug, matched` (the name or text that answered), `score` and `penalty`
    (1,000 − score: the smaller, the better). What is found is the same with `has_few_texts`, in
    less time, as long as no type has more texts than `MOST_OF_FEW`.
    """
    names = from_each_type(names_beginning(is_exact_best=True), "most_beginning")
    texts = [few_texts_with_words()] if has_few_texts else texts_with_words()
    return best_of([names, *texts], similar_names())


def best_of(
    plain: list[Candidates], near: Candidates, *, enough: ColumnElement[int] | None = None
) -> Subquery:
    """Return the best candidate for each thing; similar names count if plain ones are few.

    `enough` things are enough too: where all plain candidates rank above similar names.
    """
    sure = union_all(*plain).cte("sure")
    weights = func.coalesce(func.sum(sure.c.weight), number(0))
    too_few = select(weights).scalar_subquery() < number(ENOUGH)
    if enough is not None:
        things = select(sure.c.type, sure.c.slug).distinct().subquery()
        too_few &= select(func.count()).select_from(things).scalar_subquery() < enough
    near = near.where(too_few).limit(number(MOST_LIKE))
    columns = ("type", "slug", "matched", "score")
    found = union_all(
        *(select(*(part.c[name] for name in columns)) for part in (sure, near.subquery()))
    ).subquery()
    best = (
        select(found)
        # By the slug first: it differs sooner than the type, and PostgreSQL compares less.
        .ext(distinct_on(found.c.slug, found.c.type))
        .order_by(found.c.slug, found.c.type, found.c.score.desc(), found.c.matched)
    )
    chosen = best.subquery()
    return select(chosen, (number(1_000) - chosen.c.score).label("penalty")).subquery()


def scored_names(score: ColumnElement[Any], weight: ColumnElement[int]) -> Candidates:
    """Return the query for names with their score; one point less for an alias than a name."""
    own = cast(SearchName.is_own, Integer)
    return select(
        SearchName.type,
        SearchName.slug,
        SearchName.name.label("matched"),
        cast(score - number(1) + own, Integer).label("score"),
        weight.label("weight"),
    )


def names_beginning(*, is_exact_best: bool = False) -> Candidates:
    """Return names with this beginning: own names first, then the shorter the rest, the better.

    A range, which an index finds also if the plan is made for all values. An exact name comes
    first in it. If it `is_exact_best`, it ranks above all others and counts twice.
    """
    rest = func.least(func.length(SearchName.folded) - func.length(FOLDED), number(150))
    own = cast(SearchName.is_own, Integer) * number(100)
    score, weight = number(BEGINS) + own - rest, number(1)
    if is_exact_best:
        is_exact = SearchName.folded == FOLDED
        score = case((is_exact, number(EXACT)), else_=score)
        weight = case((is_exact, number(2)), else_=weight)
    beyond = bindparam("beyond", type_=SearchName.folded.type)
    return (
        scored_names(score, weight)
        .where(SearchName.language == LANGUAGE)
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
    score = likeness * number(400) + func.similarity(FOLDED, SearchName.folded) * number(200)
    return scored_names(score, number(1)).where(
        # "IS TRUE", so that PostgreSQL takes the trigrams' index: comparing is expensive.
        (SearchName.language == LANGUAGE).is_(true()),
        (SearchName.type == func.any(TYPES)).is_(true()),
        FOLDED.op("<%", is_comparison=True)(SearchName.folded),
        func.length(FOLDED) >= number(SHORTEST_LIKE),
    )
