"""The document of a routine, and the freezing of its published versions."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from api.models import Exercise, ExerciseRegion, Routine, RoutineItem, RoutineVersion
from api.publishing.built import Built, Content
from api.publishing.context import Context
from api.publishing.dosages import dosage_content
from api.publishing.exercises import how_to
from api.serialisation import timestamp

Exercises = dict[str, Exercise]


async def build_routines(session: AsyncSession, context: Context) -> list[Built]:
    """Build from the frozen versions; a version that is new is frozen first."""
    routines = (
        await session.scalars(
            select(Routine)
            .options(selectinload(Routine.complaints), selectinload(Routine.items))
            .order_by(Routine.slug)
        )
    ).all()
    frozen = {
        (row.routine, row.number): row.body for row in await session.scalars(select(RoutineVersion))
    }
    new = [routine for routine in routines if (routine.slug, routine.version) not in frozen]
    exercises = await exercises_of(
        session, {item.exercise for routine in new for item in routine.items}
    )
    for routine in new:
        body = snapshot(routine, exercises, context)
        frozen[routine.slug, routine.version] = body
        session.add(
            RoutineVersion(
                routine=routine.slug,
                number=routine.version,
                published_at=routine.published_at,
                definition_digest=routine.definition_digest,
                body=body,
            )
        )
    await session.flush()
    return [built(routine.slug, frozen[routine.slug, routine.version]) for routine in routines]


async def exercises_of(session: AsyncSession, slugs: Collection[str]) -> Exercises:
    """Return the exercises of these slugs that exist, with all that a routine tells of them."""
    rows = await session.scalars(
        select(Exercise)
        .where(Exercise.slug.in_(slugs))
        .options(
            selectinload(Exercise.steps),
            selectinload(Exercise.equipment),
            selectinload(Exercise.regions),
            selectinload(Exercise.contraindications),
        )
    )
    return {row.slug: row for row in rows}


def snapshot(routine: Routine, exercises: Exercises, context: Context) -> Content:
    """Return a version as it is frozen: with the text and the dose of its exercises."""
    used = [exercises[item.exercise] for item in routine.items]
    return {
        "slug": routine.slug,
        "name": routine.name,
        "summary": routine.summary,
        "goal": routine.goal,
        "format": routine.format,
        "level": routine.level,
        "equipment": equipment_of(used, context),
        "complaints": [context.named("complaint", item.complaint) for item in routine.complaints],
        "regions": [context.named("body-region", slug) for slug in regions_of(used)],
        "items": [item_content(item, exercises[item.exercise]) for item in routine.items],
        "schedule": routine.schedule,
        "total_seconds": routine.total_seconds,
        "version": routine.version,
        "published_at": timestamp(routine.published_at),
        "owner": {"kind": routine.owner_kind, "name": routine.owner_name},
        "provenance": routine.provenance,
        "stop_rule": context.notices["stop_rule"],
        **context.terms(),
    }


def equipment_of(exercises: list[Exercise], context: Context) -> list[dict[str, Any]]:
    """Return each thing once, required where any of the exercises requires it."""
    required: dict[str, bool] = {}
    for exercise in exercises:
        for item in exercise.equipment:
            required[item.equipment] = required.get(item.equipment, False) or item.required
    return [
        {
            "slug": slug,
            "name": context.equipment[slug].name,
            "required": needed,
            "household": context.equipment[slug].household,
        }
        for slug, needed in required.items()
    ]


def regions_of(exercises: list[Exercise]) -> list[str]:
    """Return the regions that are the main target of one of the exercises, each once."""
    primary: list[ExerciseRegion] = [
        region for exercise in exercises for region in exercise.regions if region.role == "primary"
    ]
    return list(dict.fromkeys(region.region for region in primary))


def item_content(item: RoutineItem, exercise: Exercise) -> Content:
    return {
        "number": item.number,
        "exercise": {
            "slug": exercise.slug,
            "name": exercise.name,
            "kind": exercise.kind,
            "positions": exercise.positions,
            "laterality": exercise.laterality,
            "summary": exercise.summary,
            **how_to(exercise),
            "contraindications": [
                {"condition": row.condition, "action": row.action, "advice": row.advice}
                for row in exercise.contraindications
            ],
        },
        "dosage": dosage_content(item),
        "seconds": item.seconds,
        "note": item.note,
    }


def built(slug: str, version: Content) -> Built:
    """Return the current routine: its frozen version, and what was learnt since (nothing yet).

    An editors' routine cannot name an exercise that is gone, so only old versions ever carry an
    advisory; those are added where a version is read.
    """
    content = {**version, "advisories": []}
    summary = {
        **{
            field: version[field]
            for field in ("slug", "name", "summary", "goal", "format", "level")
        },
        "equipment": [item["slug"] for item in version["equipment"]],
        "complaints": [item["slug"] for item in version["complaints"]],
        "regions": [item["slug"] for item in version["regions"]],
        "exercises": [item["exercise"]["slug"] for item in version["items"]],
        "total_seconds": version["total_seconds"],
        "version": version["version"],
        "published_at": version["published_at"],
        "owner": version["owner"],
    }
    return Built("routine", slug, content, summary)
