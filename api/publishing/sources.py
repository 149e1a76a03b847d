"""The document of a source."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.publishing.built import Built
from api.publishing.context import Context


async def build_sources(_: AsyncSession, context: Context) -> list[Built]:
    return [
        Built("source", row.slug, content, content)
        for row in context.sources.values()
        for content in [
            {
                "slug": row.slug,
                "title": row.title,
                "authors": row.authors,
                "publisher": row.publisher,
                "year": row.year,
                "kind": row.kind,
                "tier": row.tier,
                "doi": row.doi,
                "url": row.url,
                "read": row.read,
                "note": row.note,
            }
        ]
    ]
