"""Lists of routines, and their frozen versions."""

import json
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import InvalidRequest, NotFound
from api.identifiers import LONGEST, is_identifier
from api.languages import FALLBACK
from api.models import RoutineVersion
from api.pagination import Page, PageRequest
from api.publishing.supplements import publish_supplements
from api.queries.documents import (
    StoredDocument,
    find_documents,
    get_document,
)
from api.queries.filters import resolve
from api.queries.listings import BY_NAME, list_things
from api.queries.partner_routines import JOINT, find_published_version
from api.queries.reads import Reads, one_snapshot, one_state
from api.queries.routine_versions import find_version, stored_version, withdraw_version


@dataclass(frozen=True)
class RoutineFilters:
    """Which routines are listed: those that have one of the values of each field that is given."""

    complaints: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    max_seconds: int | None = None
    owner: str = "editors"


@one_state
async def list_routines(
    reads: Reads, filters: RoutineFilters, request: PageRequest, language: str
) -> Page:
    resolved = await resolve(
        reads,
        {
            "complaint": ("complaint", filters.complaints),
            "region": ("body-region", filters.regions),
        },
    )
    return await list_things(
        reads,
        "routine",
        BY_NAME,
        request,
        language,
        {**resolved, "level": filters.levels, "format": filters.formats},
        max_seconds=filters.max_seconds,
        is_editors=filters.owner == "editors",
    )


async def get_routine(reads: Reads, slug: str, language: str) -> StoredDocument:
    """Return a routine at its newest version: an editors' document, or a partner's.

    Raises NotFound, Moved or Gone.
    """
    if is_partners(slug):
        return await get_partners_routine(reads, slug, language)
    return await get_document(reads, "routine", slug, language)


@one_snapshot
async def get_partners_routine(session: AsyncSession, slug: str, language: str) -> StoredDocument:
    version = await find_published_version(session, slug, None, language)
    return await stored_version(session, version, is_stamped=True)


def is_partners(slug: str) -> bool:
    """Say whether a slug is that of a partner's routine: two identifiers joined by `--`."""
    partner, joint, name = slug.partition(JOINT)
    parts = (is_identifier(part) for part in (partner, name))
    return bool(joint) and len(slug) <= LONGEST and all(parts)


@one_snapshot
async def get_routine_version(
    session: AsyncSession, slug: str, number: int, language: str
) -> StoredDocument:
    """Return a frozen version with its advisories: later findings about it.

    Raises NotFound, Moved or Gone like any document; Gone with the reason if it was withdrawn.
    """
    if is_partners(slug):
        version = await find_published_version(session, slug, number, language)
    else:
        version = await find_editors_version(session, slug, number, language)
    return await stored_version(session, version, is_stamped=False)


async def find_editors_version(
    session: AsyncSession, slug: str, number: int, language: str
) -> RoutineVersion:
    if not is_identifier(slug):
        raise NotFound("There is no routine with this name.")
    version = await find_version(session, slug, number, language)
    if version is not None:
        return version
    await get_document(session, "routine", slug, language)
    raise NotFound(f"The routine {slug} has no version {number}.")


async def withdraw_editors_version(
    session: AsyncSession, slug: str, number: int, reason: str, now: datetime
) -> None:
    """Let an older version of an editors' routine answer 410 with the reason from now on.

    That takes a serial, as everything does that is served.

    Raises NotFound; InvalidRequest for the version that the catalogue carries now.
    """
    current = (await find_documents(session, "routine", [slug], FALLBACK)).get(slug)
    if current is not None and json.loads(current.body)["version"] == number:
        raise InvalidRequest(f"Version {number} is the newest. Publish another one first.")
    if not await withdraw_version(session, slug, number, reason):
        raise NotFound(f"The routine {slug} has no version {number}.")
    await publish_supplements(session, now)
