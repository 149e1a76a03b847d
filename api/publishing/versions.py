"""Published versions of editors' routines: frozen once, in every language that is served."""

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.languages import FALLBACK
from api.models import RoutineVersion
from api.records.routines import Routine
from api.v1.documents.base import BuiltDocument, Content, Context, UntranslatedError
from api.v1.documents.reviews import review_of_version
from api.v1.documents.routines import (
    Quoted,
    build_routine,
    definition_digest,
    editors_definition,
    published_at,
    version_content,
)

Versions = dict[tuple[str, int, str], RoutineVersion]
"""Frozen versions by slug, number and language."""


async def find_versions(session: AsyncSession, slugs: Collection[str]) -> Versions:
    """Return every version of these routines of the editors; those of partners have no digest."""
    query = select(RoutineVersion).where(
        RoutineVersion.routine.in_(slugs), RoutineVersion.definition_digest.is_not(None)
    )
    rows = await session.scalars(query)
    return {(row.routine, row.number, row.language): row for row in rows}


async def find_frozen_routines(session: AsyncSession) -> set[str]:
    """Return the slugs of the editors' routines that have a version, removed ones too."""
    query = select(RoutineVersion.routine).where(RoutineVersion.definition_digest.is_not(None))
    return set(await session.scalars(query.distinct()))


def build_in_language(
    slug: str,
    context: Context,
    exercises: Mapping[str, BuiltDocument],
    frozen: Versions,
    published: Versions,
) -> Iterator[BuiltDocument]:
    """Yield the routine in the context's language, from its frozen version; nothing if it is gone.

    A version that is new is frozen first: it is added to `frozen`, the fallback language before
    the others. `exercises` are the exercise documents in the context's language; `published` holds
    the versions of earlier publications. One that was published before a language was served
    answers in the fallback language there, because its exercises may have changed since.
    """
    routine: Routine | None = context.original.routines.get(slug)
    if routine is not None:
        freeze_new_version(routine, context, exercises, frozen, published)
    write_reviews(slug, context, exercises, frozen)
    if routine is not None:
        version = frozen[slug, routine.version, context.language]
        yield build_routine(version.body, version.content_language)


def freeze_new_version(
    routine: Routine,
    context: Context,
    exercises: Mapping[str, BuiltDocument],
    frozen: Versions,
    published: Versions,
) -> None:
    key = (routine.slug, routine.version, context.language)
    first = (routine.slug, routine.version, FALLBACK)
    if key not in frozen:
        version = None if first in published else translated(routine, context, exercises)
        language, body = version or (FALLBACK, frozen[first].body)
        frozen[key] = RoutineVersion(
            routine=routine.slug,
            number=routine.version,
            language=context.language,
            content_language=language,
            published_at=published_at(routine),
            definition_digest=definition_digest(routine),
            body=body,
        )


def write_reviews(
    slug: str, context: Context, exercises: Mapping[str, BuiltDocument], frozen: Versions
) -> None:
    """Write into every version of a routine in one language how far it is reviewed now.

    The review is the one part of a version that is not frozen: when its content is found to have
    changed, or a reviewer withdraws, older versions have to say so too.
    """
    for (routine, _, language), version in frozen.items():
        if (routine, language) == (slug, context.language):
            document = build_routine(version.body, version.content_language)
            review = review_of_version(document, exercises, context)
            if version.body["review"] != review:
                version.body = {**version.body, "review": review}


def translated(
    routine: Routine, context: Context, exercises: Mapping[str, BuiltDocument]
) -> tuple[str, Content] | None:
    """Return the language and the body of a new version; None if a text of it is missing."""
    used = [exercises[item.exercise] for item in routine.items]
    if any(exercise.language != context.language for exercise in used):
        return None
    try:
        definition = editors_definition(context.record("routines", routine.slug), context)
        quoted = Quoted(
            exercises={exercise.slug: exercise.quotable for exercise in used},
            stop_rule=context.notice("stop_rule"),
            terms=context.terms(),
            messages=context.messages,
        )
    except UntranslatedError:
        return None
    return context.language, version_content(definition, quoted)
