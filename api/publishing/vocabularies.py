"""The documents of conditions, red flags and equipment: what an app asks, and what follows."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.publishing.built import Built, Content
from api.publishing.context import Context


async def build_vocabularies(_: AsyncSession, context: Context) -> list[Built]:
    conditions = [
        entry(
            "condition",
            row.code,
            {
                "code": row.code,
                "name": row.name,
                "question": row.question,
                "effect": row.effect,
                "row": row.row,
                "advice": row.advice,
                "source": context.source(row.source),
            },
        )
        for row in context.conditions.values()
    ]
    red_flags = [
        entry(
            "red-flag",
            row.code,
            {
                "code": row.code,
                "name": row.name,
                "question": row.question,
                "sign": row.sign,
                "tier": row.tier,
                "effect": row.effect,
                "advice": row.advice,
                "source": context.source(row.source),
            },
        )
        for row in context.red_flags.values()
    ]
    equipment = [
        entry(
            "equipment",
            row.code,
            {
                "code": row.code,
                "name": row.name,
                "question": row.question,
                "effect": row.effect,
                "advice": row.advice,
                "household": row.household,
            },
        )
        for row in context.equipment.values()
    ]
    return [*conditions, *red_flags, *equipment]


def entry(kind: str, code: str, content: Content) -> Built:
    """Return an entry of a vocabulary; its list carries it whole."""
    return Built(kind, code, content, content)
