"""Versions of partners' routines: frozen with the published documents that they quote."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.languages import FALLBACK, served
from api.models import Partner, PartnerRoutine, RoutineVersion
from api.partners.drafts import Content, Definition, Draft, Exercises, exercises_of
from api.publishing.facets import Surroundings
from api.publishing.listings import write_listings
from api.publishing.partner_routines import (
    Quoted,
    freeze,
    partners_definition,
    publication_listing,
    quote,
)
from api.queries.documents import find_documents
from api.queries.routine_versions import find_frozen
from api.queries.vocabularies import find_notices
from api.serialisation import serialise


async def build_versions(
    session: AsyncSession, row: PartnerRoutine, owner: Partner, draft: Draft, now: datetime
) -> list[RoutineVersion]:
    """Return the next version of a routine in every language, not yet stored.

    If not all of its exercises are translated, it quotes them in the fallback language.
    """
    versions = []
    for language in served():
        content_language = await language_of(session, draft, language)
        quoted = await quote_catalogue(session, draft.definition, content_language)
        names = await complaint_names(session, draft.definition["complaints"], content_language)
        version = row.version + 1, now
        definition = partners_definition(row, draft.definition, draft.level, owner, version, names)
        versions.append(freeze(definition, quoted, language, content_language))
    return versions


async def find_current(
    session: AsyncSession, row: PartnerRoutine, versions: Sequence[RoutineVersion]
) -> list[RoutineVersion]:
    """Return the newest stored version in every language if it says what the next one would.

    Otherwise the list is empty. Number and time of publication are left out of the comparison.
    """
    current = []
    for version in versions:
        stored = await find_frozen(session, row.slug, row.version, version.language)
        if stored is None or says(stored.body) != says(version.body):
            return []
        current.append(stored)
    return current


def says(body: Content) -> str:
    return serialise({**body, "version": 0, "published_at": ""})


async def list_publication(
    session: AsyncSession,
    versions: Sequence[RoutineVersion],
    partner: str,
    draft: Draft,
    now: datetime,
) -> None:
    """Show a version in the lists of every language."""
    surroundings = await find_surroundings(session, draft.exercises)
    listed = [publication_listing(version, partner, surroundings, now) for version in versions]
    await write_listings(session, listed)


async def language_of(session: AsyncSession, draft: Draft, language: str) -> str:
    """Return the language if every quoted document is translated into it, else the fallback."""
    for kind, slugs in (
        ("exercise", list(draft.exercises)),
        ("complaint", draft.definition["complaints"]),
    ):
        found = await find_documents(session, kind, slugs, language)
        if any(document.language != language for document in found.values()):
            return FALLBACK
    return language


async def quote_catalogue(session: AsyncSession, definition: Definition, language: str) -> Quoted:
    exercises = await exercises_of(session, definition, language)
    return quote(exercises, await find_notices(session, language), language)


async def complaint_names(session: AsyncSession, slugs: list[str], language: str) -> dict[str, str]:
    found = await find_documents(session, "complaint", slugs, language)
    return {slug: json.loads(document.summary)["name"] for slug, document in found.items()}


async def find_surroundings(session: AsyncSession, exercises: Exercises) -> Surroundings:
    """Return the regions that a routine is found by: those of its exercises, and their paths."""
    regions = {
        slug: [region["slug"] for region in exercise["regions"]]
        for slug, exercise in exercises.items()
    }
    named = sorted({region for slugs in regions.values() for region in slugs})
    found = await find_documents(session, "body-region", named, FALLBACK)
    paths = {slug: json.loads(document.summary)["path"] for slug, document in found.items()}
    return Surroundings(paths=paths, regions=regions)
