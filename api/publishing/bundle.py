"""The offline bundle: every document of one serial in one compressed file."""

import gzip
import hashlib
import io
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Bundle, Document
from api.serialisation import serialise

KEPT = 3
"""Bundles of a language that stay: who reads a manifest has time to fetch its file."""

BATCH = 500


async def keep_bundle(session: AsyncSession, serial: int, language: str, now: datetime) -> None:
    """Store the bundle of all published documents, and drop the oldest beyond those kept."""
    body = await packed(session, language)
    await session.execute(
        insert(Bundle).values(
            serial=serial,
            language=language,
            created_at=now,
            sha256=hashlib.sha256(body).hexdigest(),
            body=body,
        )
    )
    newest = (
        select(Bundle.serial)
        .where(Bundle.language == language)
        .order_by(Bundle.serial.desc())
        .limit(KEPT)
    )
    await session.execute(
        delete(Bundle).where(Bundle.language == language, Bundle.serial.not_in(newest))
    )


async def packed(session: AsyncSession, language: str) -> bytes:
    """Return one line a document (`serial, type, slug, document`), by type and slug, gzipped.

    The same documents give the same bytes: no file name and no time is inside.
    """
    query = (
        select(Document.serial, Document.type, Document.slug, Document.body)
        .where(Document.language == language, Document.change == "upsert")
        .order_by(Document.type, Document.slug)
        .execution_options(yield_per=BATCH)
    )
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=buffer, mode="wb", mtime=0) as file:
        async for row in await session.stream(query):
            told = serialise({"serial": row.serial, "type": row.type, "slug": row.slug})
            file.write(f'{told[:-1]},"document":{row.body}}}\n'.encode())
    return buffer.getvalue()
