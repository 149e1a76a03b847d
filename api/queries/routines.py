"""Lists of routines, and their frozen versions."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import Gone, NotFound
from api.models import (
    BodyRegion,
    ExerciseRegion,
    RetiredSlug,
    Routine,
    RoutineComplaint,
    RoutineItem,
    RoutineVersion,
)
from api.pagination import Key, Page, PageRequest, select_page
from api.queries.documents import IDENTIFIER, MAX_IDENTIFIER, gone_or_unknown, lines
from api.queries.filters import resolve


@dataclass(frozen=True)
class RoutineFilters:
    """What the list is narrowed to: the values of one field are OR, the fields are AND."""

    complaints: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    max_seconds: int | None = None
    owner: str = "editors"


async def list_routines(
    session: AsyncSession, filters: RoutineFilters, request: PageRequest, language: str
) -> Page:
    resolved = await resolve(
        session,
        {
            "complaint": ("complaint", filters.complaints),
            "region": ("body-region", filters.regions),
        },
    )
    query = lines("routine", Routine, language).where(Routine.owner_kind == filters.owner)
    if filters.levels:
        query = query.where(Routine.level.in_(filters.levels))
    if filters.formats:
        query = query.where(Routine.format.in_(filters.formats))
    if filters.max_seconds is not None:
        query = query.where(Routine.total_seconds <= filters.max_seconds)
    if resolved["complaint"]:
        query = query.where(
            Routine.slug.in_(
                select(RoutineComplaint.routine).where(
                    RoutineComplaint.complaint.in_(resolved["complaint"])
                )
            )
        )
    if resolved["region"]:
        inside = select(BodyRegion.slug).where(BodyRegion.path.overlap(resolved["region"]))
        query = query.where(
            Routine.slug.in_(
                select(RoutineItem.routine)
                .join(ExerciseRegion, ExerciseRegion.exercise == RoutineItem.exercise)
                .where(ExerciseRegion.region.in_(inside))
            )
        )
    keys = [Key(Routine.name, str), Key(Routine.slug, str)]
    return await select_page(session, query, keys, request)


async def get_routine_version(session: AsyncSession, slug: str, number: int) -> dict[str, Any]:
    """Return a frozen version with its advisories: what was learnt about it since.

    Raises NotFound, Moved or Gone like any document; Gone with the reason if it was withdrawn.
    """
    if len(slug) > MAX_IDENTIFIER or not IDENTIFIER.fullmatch(slug):
        raise NotFound("There is no routine of this name.")
    version = await session.get(RoutineVersion, (slug, number))
    if version is None:
        if await session.get(Routine, slug) is None:
            raise await gone_or_unknown(session, "routine", slug)
        raise NotFound(f"The routine {slug} has no version {number}.")
    if version.withdrawn_reason is not None:
        raise Gone(version.withdrawn_reason)
    return {**version.body, "advisories": await advisories(session, version.body)}


async def advisories(session: AsyncSession, body: dict[str, Any]) -> list[dict[str, Any]]:
    """Return one entry for each exercise of a version that is not in the catalogue any more."""
    slugs = [item["exercise"]["slug"] for item in body["items"]]
    retired = await session.scalars(
        select(RetiredSlug)
        .where(RetiredSlug.type == "exercise", RetiredSlug.slug.in_(slugs))
        .order_by(RetiredSlug.slug)
    )
    return [
        {
            "code": f"exercise_{row.reason}",
            "exercise": row.slug,
            "replaced_by": row.replaced_by,
            "text": told(row),
        }
        for row in retired
    ]


def told(row: RetiredSlug) -> str:
    if row.reason == "renamed":
        return f"This exercise is now called {row.replaced_by}."
    if row.replaced_by is not None:
        return f"This exercise was taken out of the catalogue; {row.replaced_by} took its place."
    return "This exercise was taken out of the catalogue."
