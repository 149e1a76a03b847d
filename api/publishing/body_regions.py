"""The document of a body region."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from api.models import BodyRegion
from api.publishing.built import Built
from api.publishing.context import Context


async def build_body_regions(session: AsyncSession, context: Context) -> list[Built]:
    regions = await session.scalars(
        select(BodyRegion).options(selectinload(BodyRegion.connections)).order_by(BodyRegion.slug)
    )
    return [built(region, context) for region in regions]


def built(region: BodyRegion, context: Context) -> Built:
    summary = {
        "slug": region.slug,
        "name": region.name,
        "kind": region.kind,
        "parent": region.parent,
        "path": region.path,
    }
    content = {
        **summary,
        "synonyms": region.synonyms,
        "description": region.description,
        "connected_to": [
            {"slug": link.connected, "why": link.why, "source": context.source(link.source)}
            for link in region.connections
        ],
    }
    return Built("body-region", region.slug, content, summary)
