"""The document of a contributor."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Contributor
from api.publishing.built import Built
from api.publishing.context import Context


async def build_contributors(session: AsyncSession, context: Context) -> list[Built]:
    contributors = await session.scalars(select(Contributor).order_by(Contributor.slug))
    return [
        Built("contributor", row.slug, content, content)
        for row in contributors
        for content in [
            {
                "slug": row.slug,
                "name": row.name,
                "role": row.role,
                "credentials": row.credentials,
                "affiliation": row.affiliation,
                "source": context.source(row.source),
            }
        ]
    ]
