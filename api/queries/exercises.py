"""Lists of exercises, filtered and in their order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Text, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from api.models import FacetCount, Listing
from api.pagination import Key, Page, PageRequest, select_page
from api.publishing.facets import NOTHING
from api.queries.filters import resolve
from api.queries.listings import has_any
from api.queries.offered_exercises import (
    ExerciseNotice,
    best_ranks,
    offered_complaints,
    ranks_as_table,
)
from api.queries.search import best_candidates

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


async def list_exercises(
    session: AsyncSession,
    filters: ExerciseFilters,
    q: str | None,
    sort: str | None,
    request: PageRequest,
    language: str,
) -> tuple[Page, list[ExerciseNotice]]:
    """Return a page of summaries, and a notice for each complaint that offers no exercise.

    A complaint whose self-care rule is `no` or `after_clearance` contributes nothing.
    """
    resolved = await resolve(
        session,
        {
            "region": ("body-region", filters.regions),
            "complaint": ("complaint", filters.complaints),
            "equipment": ("equipment", [e for e in filters.equipment if e != NOTHING]),
        },
    )
    offered, notices = await offered_complaints(session, resolved["complaint"], language)
    listing = await filtered_listings(session, filters, resolved, language)
    query = select(listing.summary)
    fit: list[Key] = []
    if filters.complaints:
        ranks = ranks_as_table(best_ranks(offered))
        query = query.join(ranks, ranks.c.exercise == listing.slug)
        fit = [Key(ranks.c.rank, int), Key(listing.slug, str)]
    if q is not None:
        found = best_candidates(q, ["exercise"], language)
        query = query.join(found, found.c.slug == listing.slug)
        fit = fit or [Key(found.c.penalty, int), Key(listing.slug, str)]
    keys, descending = order_of(listing, sort, fit)
    return await select_page(session, query, keys, request, descending=descending), notices


def order_of(listing: Any, sort: str | None, fit: list[Key]) -> tuple[list[Key], bool]:
    """Return the keys of an order; by default evidence and fit if a complaint is asked for."""
    if sort == "-updated_at":
        return [Key(listing.updated_at, datetime), Key(listing.slug, str)], True
    if fit and sort in (None, "relevance"):
        return fit, False
    return [Key(listing.name, str), Key(listing.slug, str)], False


async def filtered_listings(
    session: AsyncSession, filters: ExerciseFilters, resolved: dict[str, list[str]], language: str
) -> Any:
    """Return the listings that every filter leaves, as a table.

    PostgreSQL does not know which facets go together, and in the order of names it may read the
    whole catalogue for what is hardly there. So if one filter alone leaves few listings, these
    are taken first, and put in order then (`OFFSET 0` keeps PostgreSQL from turning that around).
    """
    asked = [
        [f"{name}:{word}" for word in words] for name, words in filter_words(filters, resolved)
    ]
    query = select(Listing).where(Listing.type == "exercise", Listing.language == language)
    for facets in asked:
        query = query.where(Listing.facets.overlap(facets))
    if filters.max_seconds is not None:
        query = query.where(Listing.seconds <= filters.max_seconds)
    if filters.equipment and filters.equipment != [NOTHING]:
        missing = missing_equipment(filters.equipment, resolved["equipment"], language)
        query = query.where(~Listing.facets.overlap(missing))
    if asked and await count_strictest(session, asked, language) <= FEW:
        query = query.offset(0)
    return aliased(Listing, query.subquery())


def filter_words(
    filters: ExerciseFilters, resolved: dict[str, list[str]]
) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the name and the words of each filter that is given, for example `kind`, `stretch`."""
    for name, words in (
        ("region", resolved["region"]),
        ("collection", filters.collections),
        ("kind", filters.kinds),
        ("position", filters.positions),
        ("level", filters.levels),
        ("laterality", filters.lateralities),
        ("equipment", [NOTHING] if filters.equipment == [NOTHING] else []),
    ):
        if words:
            yield name, words


async def count_strictest(session: AsyncSession, asked: list[list[str]], language: str) -> int:
    """Return how many exercises the strictest of these filters leaves by itself, at most."""
    facets = [facet for words in asked for facet in words]
    query = select(FacetCount.facet, FacetCount.things).where(
        FacetCount.type == "exercise",
        FacetCount.language == language,
        FacetCount.facet.in_(facets),
    )
    counts: dict[str, int] = {row.facet: row.things for row in await session.execute(query)}
    return min(sum(counts.get(facet, 0) for facet in words) for words in asked)


def missing_equipment(asked: list[str], owned: list[str], language: str) -> Any:
    """Return the facets of all equipment that is not at hand, as an array.

    Household things count as at hand, unless `none` is given.
    """
    missing = select(func.concat("equipment:", Listing.slug)).where(
        Listing.type == "equipment", Listing.language == language, Listing.slug.not_in(owned)
    )
    if NOTHING not in asked:
        missing = missing.where(has_any("household", ["no"]))
    return func.array(missing.correlate(None).scalar_subquery(), type_=ARRAY(Text))
