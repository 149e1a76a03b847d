"""Lists of exercises, filtered and in their order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Text, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from api.models import (
    Complaint,
    ComplaintExercise,
    Equipment,
    ExerciseFacet,
    ExerciseLine,
    Notice,
)
from api.pagination import Key, Page, PageRequest, select_page
from api.queries.filters import resolve
from api.queries.search import best_candidates
from api.triage import triage

NOTHING = "none"
"""`equipment=none`: not even the things that every household has."""

FEW = 500
"""So many exercises are put in order faster than the right ones are found among very many."""


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
    offered, notices = await offered_complaints(session, resolved["complaint"])
    line = await narrowed(session, filters, resolved, language)
    query = select(line.summary)
    by_fit: list[Key] = []
    if filters.complaints:
        ranks = best_ranks(offered)
        query = query.join(ranks, ranks.c.exercise == line.slug)
        by_fit = [Key(ranks.c.rank, int), Key(line.slug, str)]
    if q is not None:
        found = best_candidates(q, ["exercise"], language)
        query = query.join(found, found.c.slug == line.slug)
        by_fit = by_fit or [Key(found.c.penalty, int), Key(line.slug, str)]
    keys, descending = order_of(line, sort, by_fit)
    return await select_page(session, query, keys, request, descending=descending), notices


def order_of(line: Any, sort: str | None, by_fit: list[Key]) -> tuple[list[Key], bool]:
    """Return the keys of an order; unasked, evidence and fit where a complaint is asked for."""
    if sort == "-updated_at":
        return [Key(line.updated_at, datetime), Key(line.slug, str)], True
    if by_fit and sort in (None, "relevance"):
        return by_fit, False
    return [Key(line.name, str), Key(line.slug, str)], False


async def offered_complaints(
    session: AsyncSession, slugs: list[str]
) -> tuple[list[str], list[ExerciseNotice]]:
    if not slugs:
        return [], []
    rows = await session.execute(
        select(Complaint.slug, Complaint.self_care, Complaint.notice, Notice.text)
        .outerjoin(Notice, Notice.code == func.concat("self_care_", Complaint.self_care))
        .where(Complaint.slug.in_(slugs))
        .order_by(Complaint.slug)
    )
    offered: list[str] = []
    notices: list[ExerciseNotice] = []
    for row in rows:
        decision = triage(row.self_care)
        if decision == "exercises":
            offered.append(row.slug)
        else:
            notices.append(ExerciseNotice(decision, row.slug, row.notice or row.text))
    return offered, notices


def best_ranks(complaints: list[str]) -> Any:
    """Return each recommended exercise with its best rank among the complaints."""
    return (
        select(
            ComplaintExercise.exercise.label("exercise"),
            func.min(ComplaintExercise.rank).label("rank"),
        )
        .where(
            ComplaintExercise.complaint.in_(complaints),
            ComplaintExercise.variant == "unstated",
            ComplaintExercise.rank.is_not(None),
        )
        .group_by(ComplaintExercise.exercise)
        .subquery()
    )


async def narrowed(
    session: AsyncSession, filters: ExerciseFilters, resolved: dict[str, list[str]], language: str
) -> Any:
    """Return the lines that every filter leaves, as a table.

    The planner does not know which words go together, and in the order of names it may read the
    whole catalogue for what is hardly there. So where one filter alone leaves few, these are
    taken first, and put in order then (`OFFSET 0` keeps the planner from turning that around).
    """
    asked = [[f"{name}:{word}" for word in words] for name, words in worded(filters, resolved)]
    query = select(ExerciseLine).where(ExerciseLine.language == language)
    for facets in asked:
        query = query.where(ExerciseLine.facets.overlap(facets))
    if filters.max_seconds is not None:
        query = query.where(ExerciseLine.estimated_seconds <= filters.max_seconds)
    if filters.equipment and filters.equipment != [NOTHING]:
        missing = what_is_missing(filters.equipment, resolved["equipment"])
        query = query.where(~ExerciseLine.facets.overlap(missing))
    if asked and await fewest(session, asked) <= FEW:
        query = query.offset(0)
    return aliased(ExerciseLine, query.subquery())


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


async def fewest(session: AsyncSession, asked: list[list[str]]) -> int:
    """Return how many exercises the strictest of these filters leaves by itself, at most."""
    facets = [facet for words in asked for facet in words]
    query = select(ExerciseFacet).where(ExerciseFacet.facet.in_(facets))
    counts = {row.facet: row.exercises for row in await session.scalars(query)}
    return min(sum(counts.get(facet, 0) for facet in words) for words in asked)


def what_is_missing(asked: list[str], owned: list[str]) -> Any:
    """Return the facets of all things that are not at hand, as an array.

    What every household has counts as at hand, unless `none` says that nothing is.
    """
    missing = select(func.concat("equipment:", Equipment.code)).where(Equipment.code.not_in(owned))
    if NOTHING not in asked:
        missing = missing.where(Equipment.household.is_(False))
    return func.array(missing.scalar_subquery(), type_=ARRAY(Text))
