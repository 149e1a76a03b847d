"""Bring the seed into a database: one transaction for rows, documents and serials."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from api.db import Database
from api.models import Routine, RoutineVersion
from api.publishing.publish import Publication, publish
from seed.content import RESOURCES, Content
from seed.loader import Mistake
from seed.rows import rows_of
from seed.rows.routines import definition_digest
from seed.slugs import rename, retire
from seed.sync import Difference, sync

IMPORT_LOCK = 4_271_903_156
"""Key of the advisory lock that lets one import run at a time; any constant will do."""


class SeedRefusedError(Exception):
    """The seed contradicts what the database already published; carries the mistakes."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("; ".join(map(str, mistakes)))
        self.mistakes = mistakes


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do."""

    difference: Difference
    publication: Publication
    totals: dict[str, int] = field(default_factory=dict)

    def counts(self) -> dict[str, Counter[str]]:
        """Return for each resource how many things are ok, created, changed and removed."""
        counted: dict[str, Counter[str]] = {kind: Counter() for kind in self.totals}
        for word, owners in (
            ("created", self.difference.created),
            ("changed", self.difference.changed),
            ("removed", self.difference.removed),
        ):
            for kind, _ in owners:
                counted[kind][word] += 1
        for kind, total in self.totals.items():
            counted[kind]["ok"] = total - counted[kind]["created"] - counted[kind]["changed"]
        return counted


async def import_content(
    database: Database, content: Content, *, keep: bool = True, now: datetime | None = None
) -> Imported:
    """Write the content and publish it as of `now`, in one transaction.

    With `keep=False` it is rolled back, and the account says what would have changed.

    Raises SeedRefusedError where a published routine was changed without a new version.
    """
    async with database.writing(keep=keep) as session:
        await wait_for_turn(session)
        rows = rows_of(content)
        await rename(session, content)
        frozen = await frozen_routines(session, content)
        difference = await sync(session, rows, frozen)
        await retire(session, content, difference)
        publication = await publish(session, now or datetime.now(UTC).replace(microsecond=0))
    totals = {kind: len(content.of(resource)) for resource, kind in RESOURCES.items()}
    totals["lexicon"] = len(rows["lexicons"])
    return Imported(difference, publication, totals)


async def wait_for_turn(session: AsyncSession) -> None:
    """Wait until no other import runs, as long as a statement may take; then locks are short."""
    await session.execute(text("SET LOCAL lock_timeout = 0"))
    await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": IMPORT_LOCK})
    await session.execute(text("SET LOCAL lock_timeout TO DEFAULT"))


async def frozen_routines(session: AsyncSession, content: Content) -> set[str]:
    """Return the routines whose version is published already, so that their rows stay.

    A published version never changes, and none goes back: what differs needs the next number.
    """
    published = {
        (row.routine, row.number): row.definition_digest
        for row in await session.execute(
            select(RoutineVersion.routine, RoutineVersion.number, RoutineVersion.definition_digest)
        )
    }
    standing = set(await session.scalars(select(Routine.slug)))
    digests = {record.value.slug: definition_digest(record.value) for record in content.routines}
    frozen: set[str] = set()
    mistakes: list[Mistake] = []
    for record in content.routines:
        routine = record.value
        before = published.get((routine.slug, routine.version))
        newest = max((number for slug, number in published if slug == routine.slug), default=0)
        if routine.version < newest or before not in (None, digests[routine.slug]):
            mistakes.append(
                record.mistake(
                    ("version",),
                    f"version {newest} is published and never changes;"
                    f" set version: {newest + 1} to publish this",
                )
            )
        elif before is not None and routine.slug in standing:
            frozen.add(routine.slug)
    if mistakes:
        raise SeedRefusedError(mistakes)
    return frozen
