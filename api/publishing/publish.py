"""Publish: build every document, and give each one that changed the next serial."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Catalogue, Document, RetiredSlug
from api.publishing.body_regions import build_body_regions
from api.publishing.built import Built
from api.publishing.bundle import keep_bundle
from api.publishing.complaints import build_complaints
from api.publishing.context import load_context
from api.publishing.contributors import build_contributors
from api.publishing.exercises import build_exercises
from api.publishing.insights import build_insights
from api.publishing.listings import index_for_lists
from api.publishing.routines import build_routines
from api.publishing.search import index_for_search
from api.publishing.sources import build_sources
from api.publishing.vocabularies import build_vocabularies

BUILDERS = (
    build_sources,
    build_contributors,
    build_vocabularies,
    build_body_regions,
    build_exercises,
    build_complaints,
    build_insights,
    build_routines,
)
LANGUAGE = "en"
TOMBSTONE_LIFE = timedelta(days=365)

Key = tuple[str, str]


@dataclass(frozen=True)
class Publication:
    """What a publication changed: documents written, documents removed, the serial it ended at."""

    upserts: list[Key]
    deletes: list[Key]
    serial: int


@dataclass(frozen=True)
class Standing:
    """What is published of one document now; digest None is a tombstone."""

    digest: str | None
    revision: int
    updated_at: datetime
    replaced_by: str | None


async def publish(session: AsyncSession, now: datetime) -> Publication:
    """Bring the documents in line with the rows, inside the caller's transaction.

    Serials are taken last, under the lock of the one counter row, so that they are contiguous
    and become visible in the order in which transactions commit. Nothing is written when
    nothing changed.
    """
    context = await load_context(session)
    built = {
        (item.type, item.slug): item for build in BUILDERS for item in await build(session, context)
    }
    standing = await standing_documents(session)
    changed = [
        key
        for key, item in sorted(built.items())
        if key not in standing or standing[key].digest != item.digest
    ]
    new = set(changed)
    heirs = await replacements(session)
    gone = [
        key
        for key, doc in sorted(standing.items())
        if key not in built and (doc.digest is not None or doc.replaced_by != heirs.get(key))
    ]
    pruned = await prune_tombstones(session, now)
    updated = {key: now if key in new else standing[key].updated_at for key in built}
    await index_for_lists(session, built.values(), updated, changed, LANGUAGE)
    if not changed and not gone:
        return Publication([], [], await current_serial(session, lock=pruned))
    serial = await current_serial(session, lock=True)
    rows = [row_of(built[key], standing.get(key), now) for key in changed]
    rows += [tombstone_of(key, standing[key], heirs.get(key), now) for key in gone]
    for row in rows:
        serial += 1
        row["serial"] = serial
    await write_documents(session, rows)
    await session.execute(update(Catalogue).values(serial=serial))
    await index_for_search(session, [built[key] for key in changed], gone, LANGUAGE)
    await keep_bundle(session, serial, LANGUAGE, now)
    return Publication(changed, gone, serial)


async def standing_documents(session: AsyncSession) -> dict[Key, Standing]:
    rows = await session.execute(
        select(
            Document.type,
            Document.slug,
            Document.content_digest,
            Document.revision,
            Document.updated_at,
            Document.replaced_by,
        ).where(Document.language == LANGUAGE)
    )
    return {
        (row.type, row.slug): Standing(
            row.content_digest, row.revision, row.updated_at, row.replaced_by
        )
        for row in rows
    }


async def replacements(session: AsyncSession) -> dict[Key, str]:
    """Return what took the place of things that are gone, where anything did."""
    rows = await session.execute(
        select(RetiredSlug.type, RetiredSlug.slug, RetiredSlug.replaced_by).where(
            RetiredSlug.replaced_by.is_not(None)
        )
    )
    return {(row.type, row.slug): row.replaced_by for row in rows}


async def current_serial(session: AsyncSession, *, lock: bool) -> int:
    query = select(Catalogue.serial)
    return (await session.scalars(query.with_for_update() if lock else query)).one()


def row_of(item: Built, before: Standing | None, now: datetime) -> dict[str, Any]:
    revision = before.revision + 1 if before else 1
    return {
        "type": item.type,
        "slug": item.slug,
        "language": LANGUAGE,
        "change": "upsert",
        "replaced_by": None,
        "revision": revision,
        "updated_at": now,
        "content_digest": item.digest,
        "body": item.body(revision, now),
        "summary": item.line(now),
    }


def tombstone_of(key: Key, before: Standing, heir: str | None, now: datetime) -> dict[str, Any]:
    kind, slug = key
    return {
        "type": kind,
        "slug": slug,
        "language": LANGUAGE,
        "change": "delete",
        "replaced_by": heir,
        "revision": before.revision + 1,
        "updated_at": now,
        "content_digest": None,
        "body": None,
        "summary": None,
    }


async def write_documents(session: AsyncSession, rows: list[dict[str, Any]]) -> None:
    statement = insert(Document)
    key = ("type", "slug", "language")
    values = {name: statement.excluded[name] for name in rows[0] if name not in key}
    await session.execute(statement.on_conflict_do_update(index_elements=key, set_=values), rows)


async def prune_tombstones(session: AsyncSession, now: datetime) -> bool:
    """Drop tombstones older than a year; say whether there were any.

    The slugs stay retired, so their addresses go on answering 410.
    """
    old = (Document.change == "delete", Document.updated_at < now - TOMBSTONE_LIFE)
    newest = await session.scalar(select(func.max(Document.serial)).where(*old))
    if newest is None:
        return False
    pruned = func.greatest(Catalogue.pruned_serial, newest)
    await session.execute(update(Catalogue).values(pruned_serial=pruned))
    await session.execute(delete(Document).where(*old))
    return True
