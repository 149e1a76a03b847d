"""Lists of exercises, filtered and in their order."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Text, bindparam, func, literal_column, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from api.models import Listing
from api.pagination import Key, Page, PageRequest
from api.publishing.facets import NOTHING
from api.queries.candidates import best_candidates, search_values
from api.queries.few_texts import with_few_texts
from api.queries.filters import GivenSlugs, Words, meaning_of
from api.queries.listings import (
    Order,
    facets_of,
    fetch_page,
    having_facets,
    is_quick_enough,
    paged,
)
from api.queries.offered_exercises import (
    ExerciseNotice,
    best_ranks,
    offered_complaints,
    ranks_as_table,
)
from api.queries.reads import STRUCTURES, Reads, Statement, constant, one_state

FEW = 500
"""Up to so many exercises are fetched and sorted; more are read in the order of the list."""


@dataclass(frozen=True)
class ExerciseFilters:
    """Which exercises are listed: those that have one of the values of each field that is given."""

    regions: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    collections: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    positions: list[str] = field(default_factory=list)
    equipment: list[str] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    lateralities: list[str] = field(default_factory=list)
    max_seconds: int | None = None


class Shape(NamedTuple):
    """What the statement of a list depends on, apart from values.

    `facets` are the names of the filters that are asked for by facets. `equipment` is None if all
    is at hand, else whether household things are. `is_few` if one filter alone leaves few.
    """

    facets: tuple[str, ...]
    is_timed: bool
    equipment: bool | None
    is_few: bool
    is_ranked: bool
    is_searched: bool
    sort: str | None
    is_continued: bool


@one_state
async def list_exercises(
    reads: Reads,
    filters: ExerciseFilters,
    q: str | None,
    sort: str | None,
    request: PageRequest,
    language: str,
) -> tuple[Page, list[ExerciseNotice]]:
    """Return a page of summaries, and a notice for each complaint that offers no exercise.

    A complaint whose self-care rule is `no` or `after_clearance` contributes nothing.
    """
    words, slugs = words_of(filters), slugs_of(filters)
    meant = await meaning_of(reads, slugs, words, language, counted=["region"])
    offered, notices = await offered_complaints(reads, meant.slugs["complaint"], language)
    facets = facets_of({"region": meant.slugs["region"], **words})
    is_few = meant.strictest is not None and meant.strictest <= FEW
    owned = None if filters.equipment == [NOTHING] else filters.equipment
    shape = Shape(
        facets=tuple(facets),
        is_timed=filters.max_seconds is not None,
        equipment=NOTHING not in owned if owned else None,
        is_few=is_few,
        is_ranked=bool(filters.complaints),
        is_searched=q is not None,
        sort=sort,
        is_continued=request.cursor is not None,
    )
    ranks = best_ranks(offered)
    values = {
        "language": language,
        "max_seconds": filters.max_seconds,
        "owned": meant.slugs["equipment"],
        "ranked": list(ranks),
        "ranks": list(ranks.values()),
        **facets,
        **(search_values(q, ["exercise"], language) if q is not None else {}),
    }

    async def find(has_few_texts: bool) -> Page:
        statement, order = listed_exercises(shape, has_few_texts)
        return await fetch_page(reads, statement, order, request, **values)

    if q is None:
        return await find(False), notices
    return await with_few_texts(reads, language, find), notices


@lru_cache(maxsize=STRUCTURES)
def listed_exercises(shape: Shape, has_few_texts: bool) -> tuple[Statement, Order]:
    listing = filtered_listings(shape)
    query: Any = select(listing.summary)
    fit: list[Key] = []
    if shape.is_ranked:
        ranks = ranks_as_table()
        query = query.join(ranks, ranks.c.exercise == listing.slug)
        fit = [Key(ranks.c.rank, int), Key(listing.slug, str)]
    if shape.is_searched:
        found = best_candidates(has_few_texts=has_few_texts)
        query = query.join(found, found.c.slug == listing.slug)
        fit = fit or [Key(found.c.penalty, int), Key(listing.slug, str)]
    order = order_of(listing, shape.sort, fit)
    filters = (shape.facets, shape.is_timed, shape.equipment is not None, shape.is_ranked)
    values_matter = any(filters)
    statement = paged(query, order, is_continued=shape.is_continued, values_matter=values_matter)
    return statement, order


def order_of(listing: Any, sort: str | None, fit: list[Key]) -> Order:
    """Return an order; by default evidence and fit if a complaint is asked for."""
    if sort == "-updated_at":
        return Order((Key(listing.updated_at, datetime), Key(listing.slug, str)), descending=True)
    if fit and sort in (None, "relevance"):
        return Order(tuple(fit))
    return Order((Key(listing.name, str), Key(listing.slug, str)))


def filtered_listings(shape: Shape) -> Any:
    """Return the listings that every filter leaves, as a table.

    PostgreSQL does not know which facets go together, and in the order of names it may read the
    whole catalogue for what is hardly there. So if one filter alone leaves few listings, these
    are taken first, and put in order then (`OFFSET 0` keeps PostgreSQL from turning that around).
    """
    query = select(Listing).where(
        Listing.type == constant("exercise"), Listing.language == bindparam("language")
    )
    query = having_facets(query, shape.facets)
    if shape.is_timed:
        query = query.where(is_quick_enough())
    if shape.equipment is not None:
        query = query.where(~Listing.facets.overlap(missing_equipment(household=shape.equipment)))
    if shape.is_few:
        query = query.offset(literal_column("0"))
    return aliased(Listing, query.subquery())


def slugs_of(filters: ExerciseFilters) -> GivenSlugs:
    return {
        "region": ("body-region", filters.regions),
        "complaint": ("complaint", filters.complaints),
        "equipment": ("equipment", [slug for slug in filters.equipment if slug != NOTHING]),
    }


def words_of(filters: ExerciseFilters) -> Words:
    """Return the words of each filter that takes no slugs, for example `{"kind": ["stretch"]}`."""
    given = {
        "collection": filters.collections,
        "kind": filters.kinds,
        "position": filters.positions,
        "level": filters.levels,
        "laterality": filters.lateralities,
        "equipment": [NOTHING] if filters.equipment == [NOTHING] else [],
    }
    return {name: words for name, words in given.items() if words}


def missing_equipment(*, household: bool) -> Any:
    """Return the facets of all equipment that is not at hand, as an array.

    `household` things count as at hand, unless `none` is given.
    """
    owned = bindparam("owned", type_=ARRAY(Text))
    missing = select(func.concat("equipment:", Listing.slug)).where(
        Listing.type == constant("equipment"),
        Listing.language == bindparam("language"),
        Listing.slug != func.all(owned),
    )
    if household:
        missing = missing.where(Listing.facets.overlap(["household:no"]))
    return func.array(missing.correlate(None).scalar_subquery(), type_=ARRAY(Text))
