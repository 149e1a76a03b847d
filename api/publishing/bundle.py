"""The offline bundle: every document and supplement of one language in one compressed file."""

import gzip
import hashlib
import io
from collections import Counter
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import BundleFile, Document, PublishedBundle
from api.publishing.media import named_in, sizes_of
from api.publishing.supplements import find_supplements
from api.serialisation import serialise
from api.v1.documents.members import LINE, row_json

KEPT = 30
"""Publications of a language whose files stay, however old they are."""

KEPT_FOR = timedelta(days=7)
"""How long a file stays, however many publications came after it."""

BATCH = 500

COMPRESSION = 9
"""The level of gzip: the best, since a bundle is made once and loaded by every app."""


class Packed(NamedTuple):
    """A bundle: its gzipped bytes, how many bytes are in it, and its lines by type.

    `media` holds the SHA-256 of each file of a picture that its documents name.
    """

    body: bytes
    bytes_unpacked: int
    counts: dict[str, int]
    media: set[str]


async def keep_bundle(session: AsyncSession, serial: int, language: str, now: datetime) -> None:
    """Store the bundle of all that is published, and drop the files that are no longer kept.

    A file that was there before is stored once; its name is its content.
    """
    packed = await pack(session, language)
    sha256 = hashlib.sha256(packed.body).hexdigest()
    file = insert(BundleFile).values(
        sha256=sha256, created_at=now, bytes_unpacked=packed.bytes_unpacked, body=packed.body
    )
    await session.execute(
        file.on_conflict_do_update(
            index_elements=("sha256",),
            set_={"body": file.excluded.body},
            where=BundleFile.body.is_(None),
        )
    )
    values = {
        "published_at": now,
        "sha256": sha256,
        "counts": packed.counts,
        "media": serialise(await sizes_of(session, packed.media)),
    }
    published = insert(PublishedBundle).values(language=language, serial=serial, **values)
    key = ("language", "serial")
    named = {name: published.excluded[name] for name in values}
    await session.execute(published.on_conflict_do_update(index_elements=key, set_=named))
    await drop_old_files(session, language, now)


async def drop_old_files(session: AsyncSession, language: str, now: datetime) -> None:
    """Drop the publications of a language that are no longer kept, with their files."""
    newest = (
        select(PublishedBundle.serial)
        .where(PublishedBundle.language == language)
        .order_by(PublishedBundle.serial.desc())
        .limit(KEPT)
    )
    await session.execute(
        delete(PublishedBundle).where(
            PublishedBundle.language == language,
            PublishedBundle.serial.not_in(newest),
            PublishedBundle.published_at < now - KEPT_FOR,
        )
    )
    await forget_unnamed_files(session)


async def forget_earlier_bundles(session: AsyncSession) -> None:
    """Drop the publications of every language but its newest, with their files."""
    newest = (
        select(PublishedBundle.language, func.max(PublishedBundle.serial))
        .group_by(PublishedBundle.language)
        .subquery()
    )
    place = tuple_(PublishedBundle.language, PublishedBundle.serial)
    await session.execute(delete(PublishedBundle).where(place.not_in(select(newest))))
    await forget_unnamed_files(session)


async def forget_unnamed_files(session: AsyncSession) -> None:
    """Forget the bodies of files that no kept publication names; their names answer 410."""
    named = select(PublishedBundle.sha256).where(PublishedBundle.sha256 == BundleFile.sha256)
    await session.execute(
        update(BundleFile)
        .where(BundleFile.body.is_not(None), ~named.exists())
        .values(body=None)
        .execution_options(synchronize_session=False)
    )


async def pack(session: AsyncSession, language: str) -> Packed:
    """Return one JSON line a document, by type and slug, then the supplements, gzipped.

    The same documents give the same bytes: no file name and no time is inside.
    """
    query = (
        select(Document.serial, Document.type, Document.slug, Document.body)
        .where(Document.language == language, Document.change == "upsert")
        .order_by(Document.type, Document.slug)
        .execution_options(yield_per=BATCH)
    )
    buffer, counts, size, media = io.BytesIO(), Counter[str](), 0, set[str]()
    with gzip.GzipFile("", "wb", COMPRESSION, buffer, mtime=0) as file:
        async for row in await session.stream(query):
            fields = {"serial": row.serial, "type": row.type, "slug": row.slug}
            counts[row.type] += 1
            media |= named_in(row.body)
            size += file.write(f"{row_json(fields, row.type, row.body, LINE)}\n".encode())
        for supplement in await find_supplements(session, language):
            counts[supplement.type] += 1
            size += file.write(f"{supplement.line()}\n".encode())
    return Packed(buffer.getvalue(), size, dict(counts), media)


async def languages_without_bundle(session: AsyncSession, languages: set[str]) -> set[str]:
    """Return those of the languages that have no bundle yet, as after a migration."""
    found = await session.scalars(select(PublishedBundle.language).distinct())
    return languages - set(found)
