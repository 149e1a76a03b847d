"""Versions of partners' routines: frozen with the published documents that they quote."""

import json
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.languages import FALLBACK, served
from api.models import Partner, PartnerRoutine
from api.partners.drafts import Definition, Draft, Exercises, exercises_of
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
from api.queries.vocabularies import find_notices


async def freeze_versions(
    session: AsyncSession, row: PartnerRoutine, owner: Partner, draft: Draft, now: datetime
) -> None:
    """Freeze the new version in every language, and list it.

    If not all of its exercises are translated, it quotes them in the fallback language.
    """
    surroundings = await find_surroundings(session, draft.exercises)
    for language in served():
        content_language = await language_of(session, draft, language)
        quoted = await quote_catalogue(session, draft.definition, content_language)
        names = await complaint_names(session, draft.definition["complaints"], content_language)
        definition = partners_definition(row, owner, draft.level, names)
        version = freeze(definition, quoted, language, content_language)
        session.add(version)
        await write_listings(session, [publication_listing(version, owner.slug, surroundings, now)])


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
