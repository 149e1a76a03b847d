"""What every builder looks up: names, sources, standing notices. Loaded once for a publication."""

from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import (
    BodyRegion,
    Complaint,
    Condition,
    Contributor,
    Equipment,
    Exercise,
    Notice,
    RedFlag,
    Source,
)

LICENCE = {
    "name": "CC-BY-4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/",
}
REVIEW = {"status": "not_clinically_reviewed", "by": None, "at": None}
"""Nobody has checked the content clinically yet; the day someone does, this becomes data."""

Term = TypeVar("Term", Condition, RedFlag, Equipment)


@dataclass(frozen=True)
class Context:
    """Names by slug, and the few whole rows that other documents quote."""

    names: dict[str, dict[str, str]]
    sources: dict[str, Source]
    conditions: dict[str, Condition]
    red_flags: dict[str, RedFlag]
    equipment: dict[str, Equipment]
    notices: dict[str, str]

    def named(self, resource: str, slug: str) -> dict[str, str]:
        return {"slug": slug, "name": self.names[resource][slug]}

    def source(self, slug: str | None) -> dict[str, Any] | None:
        """Return a source as other documents cite it; null where a claim is editorial."""
        if slug is None:
            return None
        source = self.sources[slug]
        return {"slug": slug, "title": source.title, "year": source.year, "url": source.url}

    def terms(self) -> dict[str, Any]:
        """Return what every medical-adjacent document ends with."""
        return {
            "licence": LICENCE,
            "attribution": self.notices["attribution"],
            "review": REVIEW,
        }


async def load_context(session: AsyncSession) -> Context:
    names: dict[str, dict[str, str]] = {}
    for resource, table in (
        ("exercise", Exercise),
        ("complaint", Complaint),
        ("body-region", BodyRegion),
        ("contributor", Contributor),
    ):
        rows = await session.execute(select(table.slug, table.name))
        names[resource] = {row.slug: row.name for row in rows}
    return Context(
        names=names,
        sources={row.slug: row for row in await session.scalars(select(Source))},
        conditions=await vocabulary(session, Condition),
        red_flags=await vocabulary(session, RedFlag),
        equipment=await vocabulary(session, Equipment),
        notices={row.code: row.text for row in await session.scalars(select(Notice))},
    )


async def vocabulary(session: AsyncSession, table: type[Term]) -> dict[str, Term]:
    """Return a vocabulary by code, in the editors' order."""
    rows = await session.scalars(select(table).order_by(table.position, table.code))
    return {row.code: row for row in rows}
