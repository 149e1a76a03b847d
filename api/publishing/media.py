"""Store the files of pictures, and look up how long those are that documents name."""

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import StoredMedia
from api.publishing.search import batches
from api.records import Media
from api.records.media import MEDIA_TYPES, MediaFile, path_of_media

AT_ONCE = 25
"""Files that are in memory at a time."""

NAMED = re.compile(r'"/media/([0-9a-f]{64})\.[a-z]+"')


async def store_media(session: AsyncSession, media: Media, now: datetime) -> None:
    """Store the files that are new; one that is there stays as it is: its name is its content."""
    pictures = chain.from_iterable(media.values())
    files = {file.sha256: file for picture in pictures for file in picture.files}
    for some in (list(files)[at : at + AT_ONCE] for at in range(0, len(files), AT_ONCE)):
        known = select(StoredMedia.sha256).where(StoredMedia.sha256.in_(some))
        stored = set(await session.scalars(known))
        rows = [row_of(files[sha256], now) for sha256 in some if sha256 not in stored]
        if rows:
            await session.execute(insert(StoredMedia).on_conflict_do_nothing(), rows)


def row_of(file: MediaFile, now: datetime) -> dict[str, Any]:
    return {
        "sha256": file.sha256,
        "media_type": MEDIA_TYPES[file.format],
        "length": file.length,
        "body": file.read(),
        "first_published_at": now,
    }


def named_in(body: str) -> set[str]:
    """Return the SHA-256 of each file that a document names."""
    return set(NAMED.findall(body))


async def sizes_of(session: AsyncSession, named: Iterable[str]) -> list[dict[str, Any]]:
    """Return path, digest and length of these files, in the order of their digests."""
    found: list[dict[str, Any]] = []
    for some in batches(sorted(named)):
        query = select(StoredMedia.sha256, StoredMedia.media_type, StoredMedia.length)
        rows = await session.execute(
            query.where(StoredMedia.sha256.in_(some)).order_by(StoredMedia.sha256)
        )
        found += [
            {
                "path": path_of_media(row.sha256, row.media_type),
                "sha256": row.sha256,
                "bytes": row.length,
            }
            for row in rows
        ]
    return found
