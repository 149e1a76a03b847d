"""Lists of routines, and their frozen versions."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import Gone, InvalidRequest, NotFound
from api.identifiers import LONGEST, is_identifier
from api.models import Listing, RetiredSlug, Routine, RoutineVersion
from api.models.listings import EDITORS
from api.pagination import Page, PageRequest, select_page
from api.publishing.built import Built
from api.queries.documents import (
    get_document,
    gone_or_unknown,
)
from api.queries.filters import resolve
from api.queries.listings import by_name, has_any, select_listings
from api.queries.partner_routines import JOINT, get_published_version


@dataclass(frozen=True)
class RoutineFilters:
    """What the list is narrowed to: the values of one field are OR, the fields are AND."""

    complaints: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    max_seconds: int | None = None
    owner: str = "editors"


async def list_routines(
    session: AsyncSession, filters: RoutineFilters, request: PageRequest, language: str
) -> Page:
    resolved = await resolve(
        session,
        {
            "complaint": ("complaint", filters.complaints),
            "region": ("body-region", filters.regions),
        },
    )
    is_editors = Listing.owner == EDITORS
    query = select_listings("routine", language)
    query = query.where(is_editors if filters.owner == "editors" else ~is_editors)
    for name, words in (
        ("complaint", resolved["complaint"]),
        ("region", resolved["region"]),
        ("level", filters.levels),
        ("format", filters.formats),
    ):
        if words:
            query = query.where(has_any(name, words))
    if filters.max_seconds is not None:
        query = query.where(Listing.seconds <= filters.max_seconds)
    return await select_page(session, query, by_name(), request)


async def get_routine(session: AsyncSession, slug: str, language: str) -> str:
    """Return a routine's JSON at its newest version: an editors' document, or a partner's.

    Raises NotFound, Moved or Gone.
    """
    if not is_partners(slug):
        return await get_document(session, "routine", slug, language)
    body, published_at = await get_published_version(session, slug, None)
    told = await advisories(session, body)
    return Built("routine", slug, {**body, "advisories": told}, {}).body(
        body["version"], published_at
    )


def is_partners(slug: str) -> bool:
    """Say whether a slug is that of a partner's routine: two identifiers joined by `--`."""
    partner, joint, name = slug.partition(JOINT)
    parts = (is_identifier(part) for part in (partner, name))
    return bool(joint) and len(slug) <= LONGEST and all(parts)


async def get_routine_version(session: AsyncSession, slug: str, number: int) -> dict[str, Any]:
    """Return a frozen version with its advisories: what was learnt about it since.

    Raises NotFound, Moved or Gone like any document; Gone with the reason if it was withdrawn.
    """
    if is_partners(slug):
        body, _ = await get_published_version(session, slug, number)
        return {**body, "advisories": await advisories(session, body)}
    if not is_identifier(slug):
        raise NotFound("There is no routine of this name.")
    version = await session.get(RoutineVersion, (slug, number))
    if version is None:
        if await session.get(Routine, slug) is None:
            raise await gone_or_unknown(session, "routine", slug)
        raise NotFound(f"The routine {slug} has no version {number}.")
    if version.withdrawn_reason is not None:
        raise Gone(version.withdrawn_reason)
    return {**version.body, "advisories": await advisories(session, version.body)}


async def withdraw_editors_version(
    session: AsyncSession, slug: str, number: int, reason: str
) -> None:
    """Let an older version of an editors' routine answer 410 with the reason from now on.

    Raises NotFound; InvalidRequest for the version that the catalogue carries now.
    """
    routine = await session.get(Routine, slug)
    if routine is not None and routine.version == number:
        raise InvalidRequest(f"Version {number} is the newest; publish another one first.")
    version = await session.get(RoutineVersion, (slug, number))
    if version is None:
        raise NotFound(f"The routine {slug} has no version {number}.")
    version.withdrawn_reason = reason


async def advisories(session: AsyncSession, body: dict[str, Any]) -> list[dict[str, Any]]:
    """Return one entry for each exercise of a version that is not in the catalogue any more."""
    slugs = [item["exercise"]["slug"] for item in body["items"]]
    retired = await session.scalars(
        select(RetiredSlug)
        .where(RetiredSlug.type == "exercise", RetiredSlug.slug.in_(slugs))
        .order_by(RetiredSlug.slug)
    )
    return [
        {
            "code": f"exercise_{row.reason}",
            "exercise": row.slug,
            "replaced_by": row.replaced_by,
            "text": told(row),
        }
        for row in retired
    ]


def told(row: RetiredSlug) -> str:
    if row.reason == "renamed":
        return f"This exercise is now called {row.replaced_by}."
    if row.replaced_by is not None:
        return f"This exercise was taken out of the catalogue; {row.replaced_by} took its place."
    return "This exercise was taken out of the catalogue."
