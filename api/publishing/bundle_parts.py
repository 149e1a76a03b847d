"""The stored files of bundles: pieces, shared by the files that have them, and their order."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import BundleFile, BundlePart, BundlePiece, PublishedBundle
from api.publishing.gzip_pieces import NOTHING, Content
from api.records import Key
from api.v1.documents.members import DOCUMENTS

READ_AT_ONCE = 32
"""Pieces that are in memory at a time, to digest a file."""


class Part(NamedTuple):
    """A piece of a file, the size of its bytes, what is packed in it, and its lines by type.

    `media` holds the SHA-256 of each file of a picture that its documents name, in order.
    `last` is the last document in it; None if it holds none, or all from the part before on.
    """

    piece: str
    size: int
    content: Content
    counts: dict[str, int]
    media: list[str]
    last: Key | None = None


async def store(
    session: AsyncSession,
    packed: bytes,
    content: Content = NOTHING,
    counts: dict[str, int] | None = None,
    media: Sequence[str] = (),
    last: Key | None = None,
) -> Part:
    """Store a piece, unless it is there already."""
    sha256 = hashlib.sha256(packed).hexdigest()
    row = {"sha256": sha256, "crc32": content.crc32, "bytes_unpacked": content.size, "body": packed}
    await session.execute(insert(BundlePiece).values(row).on_conflict_do_nothing())
    return Part(sha256, len(packed), content, counts or {}, [*media], last)


async def find_parts_of_documents(session: AsyncSession, language: str) -> list[Part]:
    """Return the parts with documents of the newest bundle of a language, in their order."""
    newest = (
        select(PublishedBundle.sha256)
        .where(PublishedBundle.language == language)
        .order_by(PublishedBundle.serial.desc())
        .limit(1)
    )
    query = (
        select(BundlePart, BundlePiece.crc32, BundlePiece.bytes_unpacked)
        .join(BundlePiece, BundlePiece.sha256 == BundlePart.piece)
        .where(BundlePart.file == newest.scalar_subquery())
        .order_by(BundlePart.starts_at)
    )
    return [
        Part(
            part.piece,
            part.bytes,
            Content(crc32, size),
            part.counts,
            part.media,
            (part.last_type, part.last_slug) if part.last_type and part.last_slug else None,
        )
        for part, crc32, size in await session.execute(query)
        if part.counts.keys() & DOCUMENTS.keys()
    ]


async def store_file(session: AsyncSession, parts: Sequence[Part], now: datetime) -> str:
    """Store the file of these parts, unless it is there already; return its name."""
    sha256 = await digest_of(session, parts)
    size = sum(part.size for part in parts)
    file = insert(BundleFile).values(
        sha256=sha256,
        created_at=now,
        bytes_unpacked=sum(part.content.size for part in parts),
        bytes=size,
    )
    await session.execute(
        file.on_conflict_do_update(index_elements=("sha256",), set_={"bytes": size})
    )
    starts = accumulate((part.size for part in parts), initial=0)
    rows = [
        {
            "file": sha256,
            "starts_at": start,
            "bytes": part.size,
            "piece": part.piece,
            "last_type": part.last and part.last[0],
            "last_slug": part.last and part.last[1],
            "counts": part.counts,
            "media": part.media,
        }
        for part, start in zip(parts, starts, strict=False)
    ]
    await session.execute(insert(BundlePart).on_conflict_do_nothing(), rows)
    return sha256


async def digest_of(session: AsyncSession, parts: Sequence[Part]) -> str:
    """Return SHA-256 (hex) of the bytes of these parts, a few pieces in memory at a time."""
    found = hashlib.sha256()
    names = [part.piece for part in parts]
    for start in range(0, len(names), READ_AT_ONCE):
        some = names[start : start + READ_AT_ONCE]
        query = select(BundlePiece.sha256, BundlePiece.body).where(BundlePiece.sha256.in_(some))
        bodies = dict((await session.execute(query)).all())
        for name in some:
            found.update(bodies[name])
    return found.hexdigest()
