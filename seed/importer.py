"""Bring the seed into a database: one transaction for rows, documents and serials."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.db import Database
from api.models import Base, RetiredSlug, Routine, RoutineVersion
from api.publishing.publish import Publication, publish
from seed.content import Content, identifier
from seed.reading import Mistake
from seed.rows import rows_of
from seed.rows.routines import definition_digest
from seed.sync import OWNERS, Difference, sync

IMPORT_LOCK = 4_271_903_156
"""Key of the advisory lock that lets one import run at a time; any constant will do."""

RESOURCES = {
    "sources": "source",
    "contributors": "contributor",
    "conditions": "condition",
    "red_flags": "red-flag",
    "equipment": "equipment",
    "notices": "notice",
    "body_regions": "body-region",
    "exercises": "exercise",
    "complaints": "complaint",
    "insights": "insight",
    "routines": "routine",
}
"""Table and file name of each resource, with the type its documents have."""


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
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": IMPORT_LOCK})
        frozen = await frozen_routines(session, content)
        rows = rows_of(content)
        await rename(session, content)
        difference = await sync(session, rows, frozen)
        await retire(session, content, difference)
        publication = await publish(session, now or datetime.now(UTC).replace(microsecond=0))
    totals = {kind: len(content.of(resource)) for resource, kind in RESOURCES.items()}
    return Imported(difference, publication, totals)


async def frozen_routines(session: AsyncSession, content: Content) -> set[str]:
    """Return the routines whose version is published already, so that their rows stay.

    A published version never changes: one whose definition differs is refused.
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
        if before is not None and before != digests[routine.slug]:
            newest = max(number for slug, number in published if slug == routine.slug)
            mistakes.append(
                record.mistake(
                    ("version",),
                    f"version {routine.version} is published and never changes;"
                    f" set version: {newest + 1} to publish this",
                )
            )
        elif before is not None and routine.slug in standing:
            frozen.add(routine.slug)
    if mistakes:
        raise SeedRefusedError(mistakes)
    return frozen


async def rename(session: AsyncSession, content: Content) -> None:
    """Move the rows of a renamed thing to its new slug; what points to it follows by cascade."""
    for resource, kind in RESOURCES.items():
        table = Base.metadata.tables[resource]
        column = table.c[OWNERS[resource][1]]
        moves = {
            old: identifier(record.value)
            for record in content.of(resource)
            for old in getattr(record.value, "former_slugs", ())
        }
        if not moves:
            continue
        standing = set(await session.scalars(select(column)))
        for old, new in moves.items():
            if old in standing and new not in standing:
                await session.execute(update(table).where(column == old).values({column.name: new}))
            await keep_retired(session, kind, old, "renamed", new)


async def retire(session: AsyncSession, content: Content, difference: Difference) -> None:
    """Remember what is gone, and what took its place."""
    replaced: dict[tuple[str, str], str | None] = {
        (record.value.type, record.value.slug): record.value.replaced_by
        for record in content.removed
    }
    gone = {owner for owner in difference.removed if owner[0] != "notice"}
    for kind, slug in sorted(gone | set(replaced)):
        await keep_retired(session, kind, slug, "removed", replaced.get((kind, slug)))
    alive = {
        (kind, slug)
        for resource, kind in RESOURCES.items()
        for slug in content.identifiers(resource)
    }
    for row in await session.scalars(select(RetiredSlug)):
        if (row.type, row.slug) in alive:
            await session.delete(row)


async def keep_retired(
    session: AsyncSession, kind: str, slug: str, reason: str, replaced_by: str | None
) -> None:
    """Store a retired slug unless it stands so already."""
    statement = insert(RetiredSlug).values(
        type=kind, slug=slug, reason=reason, replaced_by=replaced_by
    )
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=("type", "slug"),
            set_={"reason": reason, "replaced_by": replaced_by},
            where=(RetiredSlug.reason != reason)
            | RetiredSlug.replaced_by.is_distinct_from(replaced_by),
        )
    )
