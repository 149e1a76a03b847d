"""The document of an insight: one claim of the article in our own words."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from api.models import Insight
from api.publishing.built import Built
from api.publishing.context import Context


async def build_insights(session: AsyncSession, context: Context) -> list[Built]:
    insights = await session.scalars(
        select(Insight)
        .options(
            selectinload(Insight.contributors),
            selectinload(Insight.sources),
            selectinload(Insight.regions),
            selectinload(Insight.complaints),
        )
        .order_by(Insight.slug)
    )
    return [built(insight, context) for insight in insights]


def built(insight: Insight, context: Context) -> Built:
    content = {
        "slug": insight.slug,
        "statement": insight.statement,
        "topic": insight.topic,
        "contributors": [
            context.named("contributor", item.contributor) for item in insight.contributors
        ],
        "sources": [context.source(item.source) for item in insight.sources],
        "regions": [context.named("body-region", item.region) for item in insight.regions],
        "complaints": [context.named("complaint", item.complaint) for item in insight.complaints],
    }
    summary = {
        "slug": insight.slug,
        "statement": insight.statement,
        "topic": insight.topic,
        "contributors": [item.contributor for item in insight.contributors],
        "regions": [item.region for item in insight.regions],
        "complaints": [item.complaint for item in insight.complaints],
    }
    return Built("insight", insight.slug, content, summary)
