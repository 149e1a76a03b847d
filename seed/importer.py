"""Bring the seed into a database: one transaction for documents, lexicon and serials."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.db import Database
from api.models import Catalogue, RoutineVersion
from api.publishing.publish import Publication, publish
from api.v1.documents.routines import definition_digest
from seed.content import RESOURCES, Content
from seed.errors import SeedRefusedError
from seed.lexicon.store import store_lexicon
from seed.loader import Mistake

IMPORT_LOCK = 4_271_903_156
"""Key of the advisory lock that lets one import run at a time; any constant will do."""


@dataclass(frozen=True)
class Imported:
    """The result of an import, or its preview. `lexicon` is created, changed or ok."""

    publication: Publication
    lexicon: str
    totals: dict[str, int] = field(default_factory=dict)

    def counts(self) -> dict[str, Counter[str]]:
        """Return for each resource how many things are ok, created, changed and removed."""
        counted: dict[str, Counter[str]] = {kind: Counter() for kind in self.totals}
        publication = self.publication
        for word, keys in (
            ("created", publication.created),
            ("changed", publication.changed),
            ("removed", publication.removed),
        ):
            for kind, _ in keys:
                counted[kind][word] += 1
        for kind, total in self.totals.items():
            counted[kind]["ok"] = total - counted[kind]["created"] - counted[kind]["changed"]
        counted["lexicon"] = Counter({self.lexicon: 1})
        return counted


async def import_content(
    database: Database,
    content: Content,
    *,
    keep: bool = True,
    now: datetime | None = None,
    origin: str | None = None,
) -> Imported:
    """Publish the content as of `now`, in one transaction.

    With `keep=False` it is rolled back, and the result is a preview. `origin` is the digest of what
    the content was read from, for `seed.origin.is_imported`.

    Raises SeedRefusedError if a published routine was changed without a new version.
    """
    async with database.writing(keep=keep) as session:
        await wait_for_turn(session)
        await refuse_changed_versions(session, content)
        lexicon = await store_lexicon(session, content)
        moment = now or datetime.now(UTC).replace(microsecond=0)
        publication = await publish(session, content.edition(), moment)
        if origin is not None:
            await session.execute(update(Catalogue).values(made_of=origin))
    totals = {kind: len(content.of(resource)) for resource, kind in RESOURCES.items()}
    return Imported(publication, lexicon, totals)


async def wait_for_turn(session: AsyncSession) -> None:
    """Wait until no other import runs, as long as a statement may take; then locks are short."""
    await session.execute(text("SET LOCAL lock_timeout = 0"))
    await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": IMPORT_LOCK})
    await session.execute(text("SET LOCAL lock_timeout TO DEFAULT"))


async def refuse_changed_versions(session: AsyncSession, content: Content) -> None:
    """Raise SeedRefusedError if a published version differs, or a version goes back.

    A published version never changes: a different one needs the next number.
    """
    rows = await session.execute(
        select(
            RoutineVersion.routine, RoutineVersion.number, RoutineVersion.definition_digest
        ).where(RoutineVersion.definition_digest.is_not(None))
    )
    published = {(row.routine, row.number): row.definition_digest for row in rows}
    mistakes: list[Mistake] = []
    for entry in content.routines:
        routine = entry.value
        newest = max((number for slug, number in published if slug == routine.slug), default=0)
        before = published.get((routine.slug, routine.version))
        if routine.version < newest or before not in (None, definition_digest(routine)):
            mistakes.append(
                entry.mistake(
                    ("version",),
                    f"version {newest} is published and never changes;"
                    f" set version: {newest + 1} to publish this",
                )
            )
    if mistakes:
        raise SeedRefusedError(mistakes)
