"""Lists of exercises, filtered and in their order."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Text, cast, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from api.models import FacetCount, Listing
from api.models.base import SlugColumn
from api.pagination import Key, Page, PageRequest, select_page
from api.publishing.listings import NOTHING
from api.queries.documents import find_documents
from api.queries.filters import resolve
from api.queries.listings import has_any
from api.queries.search import best_candidates
from api.queries.vocabularies import get_notice
from api.triage import triage

FEW = 500
"""So many exercises are put in order faster than the right ones are found among very many."""

Complaint = dict[str, Any]
"""The published document of a complaint."""


@dataclass(frozen=True)
class ExerciseFilters:
    """What the list is narrowed to: the values of one field are OR, the fields are AND."""

    regions: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    positions: list[str] = field(default_factory=list)
    equipment: list[str] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    lateralities: list[str] = field(default_factory=list)
    max_seconds: int | None = None


@dataclass(frozen=True)
class ExerciseNotice:
    """Why a list is empty where a complaint asks for a clinician first."""

    code: str
    complaint: str
    text: str


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
    listing = await narrowed(session, filters, resolved, language)
    query = select(listing.summary)
    fit: list[Key] = []
    if filters.complaints:
        ranks = as_table(best_ranks(offered))
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


async def offered_complaints(
    session: AsyncSession, slugs: list[str], language: str
) -> tuple[list[Complaint], list[ExerciseNotice]]:
    """Return the documents of the complaints that exercises are offered for, and notices."""
    if not slugs:
        return [], []
    documents = await find_documents(session, "complaint", slugs, language)
    offered: list[Complaint] = []
    notices: list[ExerciseNotice] = []
    for slug in sorted(documents):
        complaint = json.loads(documents[slug].body)
        decision = triage(complaint["self_care"])
        if decision == "exercises":
            offered.append(complaint)
        else:
            text = complaint["notice"] or await get_notice(
                session, f"self_care_{complaint['self_care']}", language
            )
            notices.append(ExerciseNotice(decision, slug, text))
    return offered, notices


def best_ranks(complaints: list[Complaint]) -> dict[str, int]:
    """Return by slug the best rank of each exercise that one of the complaints recommends."""
    ranks: dict[str, int] = {}
    for complaint in complaints:
        for item in complaint["exercises"]:
            if item["rank"] is not None:
                ranks[item["slug"]] = min(item["rank"], ranks.get(item["slug"], item["rank"]))
    return ranks


def as_table(ranks: dict[str, int]) -> Any:
    """Return the ranks as a table of two columns, `exercise` and `rank`."""
    slugs, numbers = cast(list(ranks), ARRAY(Text)), cast(list(ranks.values()), ARRAY(Integer))
    ranked = func.unnest(slugs, numbers).table_valued(
        column("exercise", SlugColumn), column("rank", Integer), name="ranks"
    )
    return ranked.render_derived()


async def narrowed(
    session: AsyncSession, filters: ExerciseFilters, resolved: dict[str, list[str]], language: str
) -> Any:
    """Return the listings that every filter leaves, as a table.

    PostgreSQL does not know which facets go together, and in the order of names it may read the
    whole catalogue for what is hardly there. So if one filter alone leaves few listings, these
    are taken first, and put in order then (`OFFSET 0` keeps PostgreSQL from turning that around).
    """
    asked = [[f"{name}:{word}" for word in words] for name, words in worded(filters, resolved)]
    query = select(Listing).where(Listing.type == "exercise", Listing.language == language)
    for facets in asked:
        query = query.where(Listing.facets.overlap(facets))
    if filters.max_seconds is not None:
        query = query.where(Listing.seconds <= filters.max_seconds)
    if filters.equipment and filters.equipment != [NOTHING]:
        missing = missing_equipment(filters.equipment, resolved["equipment"], language)
        query = query.where(~Listing.facets.overlap(missing))
    if asked and await fewest(session, asked, language) <= FEW:
        query = query.offset(0)
    return aliased(Listing, query.subquery())


def worded(
    filters: ExerciseFilters, resolved: dict[str, list[str]]
) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield each filter that is asked for by words, and the words."""
    for name, words in (
        ("region", resolved["region"]),
        ("kind", filters.kinds),
        ("position", filters.positions),
        ("level", filters.levels),
        ("laterality", filters.lateralities),
        ("equipment", [NOTHING] if filters.equipment == [NOTHING] else []),
    ):
        if words:
            yield name, words


async def fewest(session: AsyncSession, asked: list[list[str]], language: str) -> int:
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

    What every household has counts as at hand, unless `none` says that nothing is.
    """
    missing = select(func.concat("equipment:", Listing.slug)).where(
        Listing.type == "equipment", Listing.language == language, Listing.slug.not_in(owned)
    )
    if NOTHING not in asked:
        missing = missing.where(has_any("household", ["no"]))
    return func.array(missing.correlate(None).scalar_subquery(), type_=ARRAY(Text))
