"""The document of an exercise."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from api.models import ComplaintAvoid, ComplaintExercise, Exercise
from api.publishing.built import Built, Content
from api.publishing.context import Context
from api.publishing.dosages import dosage_content, dosage_range_content

Links = dict[str, list[dict[str, Any]]]


async def build_exercises(session: AsyncSession, context: Context) -> list[Built]:
    links = await complaint_links(session, context)
    exercises = await session.scalars(
        select(Exercise)
        .options(
            selectinload(Exercise.steps),
            selectinload(Exercise.equipment),
            selectinload(Exercise.regions),
            selectinload(Exercise.contraindications),
            selectinload(Exercise.ladders),
            selectinload(Exercise.contributors),
            selectinload(Exercise.sources),
        )
        .order_by(Exercise.slug)
    )
    return [built(exercise, links[exercise.slug], context) for exercise in exercises]


async def complaint_links(session: AsyncSession, context: Context) -> Links:
    """Return by exercise what is known of it for each complaint, read as unstated (the stricter).

    What recommends comes first, by rank; what has no effect, calls for caution or is to be
    avoided follows with its own result, so that nobody mistakes it for advice.
    """
    links: Links = defaultdict(list)
    ranked = await session.scalars(
        select(ComplaintExercise)
        .where(ComplaintExercise.variant == "unstated")
        .order_by(ComplaintExercise.rank.nulls_last(), ComplaintExercise.complaint)
    )
    for link in ranked:
        links[link.exercise].append(
            context.named("complaint", link.complaint)
            | {
                "evidence": {"grade": link.grade, "result": link.result},
                "rationale": link.rationale,
                "source": context.source(link.source),
            }
        )
    avoided = await session.scalars(
        select(ComplaintAvoid)
        .where(ComplaintAvoid.variant == "unstated", ComplaintAvoid.exercise.is_not(None))
        .order_by(ComplaintAvoid.complaint, ComplaintAvoid.position)
    )
    for item in avoided:
        links[str(item.exercise)].append(
            context.named("complaint", item.complaint)
            | {
                "evidence": {"grade": item.grade, "result": "avoid"},
                "rationale": item.why,
                "source": context.source(item.source),
            }
        )
    return links


def built(exercise: Exercise, complaints: list[dict[str, Any]], context: Context) -> Built:
    content = {
        "slug": exercise.slug,
        "name": exercise.name,
        "aliases": exercise.aliases,
        "kind": exercise.kind,
        "load": exercise.load,
        "positions": exercise.positions,
        "level": exercise.level,
        "equipment": [
            {
                "slug": item.equipment,
                "name": context.equipment[item.equipment].name,
                "required": item.required,
                "household": context.equipment[item.equipment].household,
            }
            for item in exercise.equipment
        ],
        "laterality": exercise.laterality,
        "summary": exercise.summary,
        **how_to(exercise),
        "dosage": dosage_content(exercise),
        "dosage_range": dosage_range_content(exercise),
        "estimated_seconds": exercise.estimated_seconds,
        "regions": [
            context.named("body-region", item.region) | {"role": item.role, "effect": item.effect}
            for item in exercise.regions
        ],
        "complaints": complaints,
        "contraindications": [
            {"condition": item.condition, "action": item.action, "advice": item.advice}
            for item in exercise.contraindications
        ],
        "easier": rungs(exercise, "easier"),
        "harder": rungs(exercise, "harder"),
        "contributors": [
            context.named("contributor", item.contributor) | {"role": item.role}
            for item in exercise.contributors
        ],
        "sources": [context.source(item.source) for item in exercise.sources],
        "media": [],
        "interpretation": exercise.interpretation,
        "interpretation_note": exercise.interpretation_note,
        "provenance": exercise.provenance,
        **context.terms(),
    }
    return Built("exercise", exercise.slug, content, summary_of(content))


def how_to(exercise: Exercise) -> Content:
    """Return how it is done, as exercises and frozen routines both carry it."""
    return {
        "steps": [
            {"number": step.number, "phase": step.phase, "text": step.text}
            for step in exercise.steps
        ],
        "feel": exercise.feel,
        "cues": exercise.cues,
        "mistakes": exercise.mistakes,
    }


def rungs(exercise: Exercise, direction: str) -> list[dict[str, Any]]:
    return [
        {"exercise": rung.other, "text": rung.text, "criterion": rung.criterion}
        for rung in exercise.ladders
        if rung.direction == direction
    ]


def summary_of(content: Content) -> Content:
    """Return what lists carry: enough to choose by, small enough to page through."""
    return {
        **{
            field: content[field]
            for field in (
                "slug",
                "name",
                "kind",
                "positions",
                "level",
                "summary",
                "estimated_seconds",
            )
        },
        "equipment": [item["slug"] for item in content["equipment"]],
        "regions": [item["slug"] for item in content["regions"]],
        "complaints": [
            {"slug": item["slug"], "evidence": item["evidence"]} for item in content["complaints"]
        ],
        "poster": None,
    }
