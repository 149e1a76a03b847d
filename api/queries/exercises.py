"""Lists of exercises, filtered and in their order."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.matching.triage import triage
from api.models import (
    BodyRegion,
    Complaint,
    ComplaintExercise,
    Document,
    Equipment,
    Exercise,
    ExerciseEquipment,
    ExerciseRegion,
    Notice,
)
from api.pagination import Key, Page, PageRequest, select_page
from api.queries.documents import lines
from api.queries.filters import resolve
from api.queries.search import best_candidates

NOTHING = "none"
"""`equipment=none`: not even the things that every household has."""


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
    query = lines("exercise", Exercise, language)
    query = narrowed(query, filters, resolved)
    by_fit: list[Key] = []
    if filters.complaints:
        ranks = best_ranks(offered)
        query = query.join(ranks, ranks.c.exercise == Exercise.slug)
        by_fit = [Key(ranks.c.rank, int), Key(Exercise.slug, str)]
    if q is not None:
        found = best_candidates(q, ["exercise"], language)
        query = query.join(found, found.c.slug == Exercise.slug)
        by_fit = by_fit or [Key(found.c.penalty, int), Key(Exercise.slug, str)]
    keys, descending = order_of(sort, by_fit)
    return await select_page(session, query, keys, request, descending=descending), notices


def order_of(sort: str | None, by_fit: list[Key]) -> tuple[list[Key], bool]:
    """Return the keys of an order; unasked, evidence and fit where a complaint is asked for."""
    if sort == "-updated_at":
        return [Key(Document.updated_at, datetime), Key(Exercise.slug, str)], True
    if by_fit and sort in (None, "relevance"):
        return by_fit, False
    return [Key(Exercise.name, str), Key(Exercise.slug, str)], False


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


def narrowed(
    query: Select[Any], filters: ExerciseFilters, resolved: dict[str, list[str]]
) -> Select[Any]:
    if filters.kinds:
        query = query.where(Exercise.kind.in_(filters.kinds))
    if filters.levels:
        query = query.where(Exercise.level.in_(filters.levels))
    if filters.lateralities:
        query = query.where(Exercise.laterality.in_(filters.lateralities))
    if filters.positions:
        query = query.where(Exercise.positions.overlap(filters.positions))
    if filters.max_seconds is not None:
        query = query.where(Exercise.estimated_seconds <= filters.max_seconds)
    if resolved["region"]:
        inside = select(BodyRegion.slug).where(BodyRegion.path.overlap(resolved["region"]))
        query = query.where(
            Exercise.slug.in_(
                select(ExerciseRegion.exercise).where(ExerciseRegion.region.in_(inside))
            )
        )
    if filters.equipment:
        query = query.where(~needs_more_than(filters.equipment, resolved["equipment"]))
    return query


def needs_more_than(asked: list[str], owned: list[str]) -> Any:
    """Return the condition that an exercise requires a thing that is not at hand.

    What every household has counts as at hand, unless `none` says that nothing is.
    """
    missing: ColumnElement[bool] = ExerciseEquipment.equipment.not_in(owned)
    if NOTHING not in asked:
        missing = and_(missing, Equipment.household.is_(False))
    return (
        select(ExerciseEquipment.exercise)
        .join(Equipment, Equipment.code == ExerciseEquipment.equipment)
        .where(
            ExerciseEquipment.exercise == Exercise.slug,
            ExerciseEquipment.required.is_(True),
            missing,
        )
        .exists()
    )
