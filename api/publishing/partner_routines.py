"""A partner's routine as it is answered to its owner, and as it is frozen for everybody."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conditions import etag_of
from api.models import (
    BodyRegion,
    Complaint,
    Equipment,
    Notice,
    Partner,
    PartnerRoutine,
    Routine,
    RoutineComplaint,
    RoutineItem,
)
from api.publishing.built import Built, Content
from api.publishing.context import Context
from api.publishing.listings import Row, Surroundings, listing_of
from api.publishing.routines import Exercises, built, snapshot
from api.serialisation import serialise, timestamp
from api.vocabulary import Language, words

DECIDED_BY_ITS_OWNER = {"default": {"origin": "editorial", "source": None}, "fields": {}}


def draft_body(row: PartnerRoutine) -> str:
    """Return a partner's routine as its owner reads it; it hangs on nothing but its row."""
    return serialise({**draft_summary(row), "definition": row.definition})


def draft_summary(row: PartnerRoutine) -> Content:
    return {
        "slug": row.slug,
        "name": (row.definition or {}).get("name"),
        "state": row.state,
        "reason": row.reason,
        "revision": row.revision,
        "version": row.version or None,
        "total_seconds": row.total_seconds,
        "created_at": timestamp(row.created_at),
        "updated_at": timestamp(row.updated_at),
        "published_at": row.published_at and timestamp(row.published_at),
    }


def draft_tag(row: PartnerRoutine) -> str:
    return etag_of(draft_body(row).encode())


async def freeze(
    session: AsyncSession,
    row: PartnerRoutine,
    partner: Partner,
    items: list[RoutineItem],
    exercises: Exercises,
    level: str,
) -> Built:
    """Return the version that is published now: text and doses of its exercises as they are.

    It is put together as the editors' ones are; nothing of it becomes a row of theirs.
    """
    definition = row.definition or {}
    routine = Routine(
        slug=row.slug,
        **{name: definition[name] for name in ("name", "summary", "goal", "format", "schedule")},
        level=level,
        total_seconds=sum(item.seconds for item in items),
        version=row.version,
        published_at=row.published_at,
        owner_kind="partner",
        owner_name=partner.name,
        provenance=DECIDED_BY_ITS_OWNER,
        complaints=[RoutineComplaint(complaint=slug) for slug in definition["complaints"]],
        items=items,
    )
    context = await context_of(session, definition["complaints"], exercises)
    return built(row.slug, snapshot(routine, exercises, context))


async def context_of(session: AsyncSession, complaints: list[str], exercises: Exercises) -> Context:
    """Return the few names that this one routine quotes, however large the catalogue is."""
    regions = regions_in(exercises)
    things = {item.equipment for row in exercises.values() for item in row.equipment}
    names: dict[str, dict[str, str]] = {}
    for resource, table, slugs in (
        ("complaint", Complaint, complaints),
        ("body-region", BodyRegion, regions),
    ):
        found = await session.execute(select(table.slug, table.name).where(table.slug.in_(slugs)))
        names[resource] = {row.slug: row.name for row in found}
    equipment = await session.scalars(select(Equipment).where(Equipment.code.in_(things)))
    notices = await session.execute(select(Notice.code, Notice.text))
    return Context(
        names=names,
        sources={},
        conditions={},
        red_flags={},
        equipment={thing.code: thing for thing in equipment},
        notices={row.code: row.text for row in notices},
    )


def regions_in(exercises: Exercises) -> list[str]:
    """Return every region that one of the exercises works on."""
    return sorted({region.region for row in exercises.values() for region in row.regions})


async def publication_of(
    session: AsyncSession, version: Built, partner: str, exercises: Exercises, now: datetime
) -> list[Row]:
    """Return the listings of a routine that is published now, one for each language."""
    paths = select(BodyRegion.slug, BodyRegion.path).where(
        BodyRegion.slug.in_(regions_in(exercises))
    )
    around = Surroundings(
        paths={row.slug: row.path for row in await session.execute(paths)},
        regions={
            slug: [item.region for item in exercise.regions] for slug, exercise in exercises.items()
        },
    )
    return [
        listing_of(version, now, around, language, owner=partner) for language in words(Language)
    ]
