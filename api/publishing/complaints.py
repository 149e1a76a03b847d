"""The document of a complaint."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from api.models import Complaint, ComplaintVariant
from api.publishing.built import Built
from api.publishing.context import Context


async def build_complaints(session: AsyncSession, context: Context) -> list[Built]:
    complaints = await session.scalars(
        select(Complaint)
        .options(
            selectinload(Complaint.lay_names),
            selectinload(Complaint.regions),
            selectinload(Complaint.red_flags),
            selectinload(Complaint.asks),
            selectinload(Complaint.codes),
            selectinload(Complaint.sources),
            selectinload(Complaint.variants).options(
                selectinload(ComplaintVariant.exercises), selectinload(ComplaintVariant.avoid)
            ),
        )
        .order_by(Complaint.slug)
    )
    return [built(complaint, context) for complaint in complaints]


def built(complaint: Complaint, context: Context) -> Built:
    unstated, *stated = complaint.variants
    content = {
        "slug": complaint.slug,
        "name": complaint.name,
        "lay_names": [name.text for name in complaint.lay_names],
        "description": complaint.description,
        "regions": [context.named("body-region", item.region) for item in complaint.regions],
        "self_care": complaint.self_care,
        "notice": complaint.notice,
        "red_flags": [red_flag(item.red_flag, context) for item in complaint.red_flags],
        "same_plan_as": complaint.same_plan_as,
        **known(unstated, context),
        "variants": [
            {"condition": variant.condition, "note": variant.note, **known(variant, context)}
            for variant in stated
        ],
        "plan_shape": complaint.plan_shape,
        "asks": [condition(item.condition, context) for item in complaint.asks],
        "codes": [{"system": item.system, "code": item.code} for item in complaint.codes],
        "evidence_note": complaint.evidence_note,
        "sources": [context.source(item.source) for item in complaint.sources],
        "provenance": complaint.provenance,
        **context.terms(),
    }
    summary = {
        "slug": complaint.slug,
        "name": complaint.name,
        "description": complaint.description,
        "regions": [item.region for item in complaint.regions],
        "self_care": complaint.self_care,
        "same_plan_as": complaint.same_plan_as,
    }
    return Built("complaint", complaint.slug, content, summary)


def known(variant: ComplaintVariant, context: Context) -> dict[str, Any]:
    """Return what is known of exercises in one reading of the complaint.

    Those that recommend come first with their rank; the rest (no effect, caution) has none.
    """
    helpers = sorted(variant.exercises, key=lambda item: (item.rank is None, item.position))
    return {
        "exercises": [
            context.named("exercise", item.exercise)
            | {
                "evidence": {"grade": item.grade, "result": item.result},
                "rationale": item.rationale,
                "source": context.source(item.source),
                "rank": item.rank,
            }
            for item in helpers
        ],
        "avoid": [
            {"exercise": item.exercise, "text": item.text, "why": item.why}
            for item in variant.avoid
        ],
    }


def red_flag(code: str, context: Context) -> dict[str, Any]:
    row = context.red_flags[code]
    return {"code": code, "sign": row.sign, "tier": row.tier}


def condition(code: str, context: Context) -> dict[str, Any]:
    row = context.conditions[code]
    return {"code": code, "name": row.name, "question": row.question}
