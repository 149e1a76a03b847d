"""The whole catalogue of one language as one file."""

import json
import re
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Text, bindparam, cast, literal_column, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from api.bookmarks import Bookmark
from api.db import Database
from api.errors import Gone, NotFound, Overloaded
from api.models import BundleFile, BundlePart, BundlePiece, Catalogue, Notice, PublishedBundle
from api.queries.reads import Reads, Statement, compiled, constant, fetch

SHA256 = re.compile("[0-9a-f]{64}")

AT_ONCE = 8
"""Pieces that are read at a time."""


class StoredBundle(NamedTuple):
    """A file that is kept: its name, since when it is there, its size."""

    sha256: str
    created_at: datetime
    bytes: int


class FoundBundle(NamedTuple):
    """The current file of a language: its name, its sizes, its lines by type, its pictures.

    `catalogue_id`, `serial` and `next_after` are those of the catalogue now. The file may be of an
    earlier serial, since which nothing changed in its language.
    """

    catalogue_id: uuid.UUID
    serial: int
    next_after: Bookmark
    sha256: str
    bytes: int
    bytes_unpacked: int
    counts: Mapping[str, int]
    media: Sequence[Mapping[str, Any]]
    attribution: str


async def get_current_bundle(reads: Reads, language: str) -> FoundBundle:
    """Return the file that holds what is published now in a language."""
    rows = await fetch(reads, current_bundle(), language=language)
    if not rows:
        raise Overloaded("The catalogue is not published yet.")
    [row] = rows
    return FoundBundle(
        row.catalogue_id,
        row.last_serial,
        Bookmark.of(row.last_serial, row.last_history),
        row.sha256,
        row.bytes,
        row.bytes_unpacked,
        json.loads(row.counts),
        json.loads(row.media),
        row.attribution,
    )


@cache
def current_bundle() -> Statement:
    language: ColumnElement[str] = bindparam("language", type_=Text)
    attribution = select(Notice.text).where(
        Notice.code == constant("attribution"), Notice.language == language
    )
    return compiled(
        select(
            Catalogue.catalogue_id,
            Catalogue.serial.label("last_serial"),
            Catalogue.history.label("last_history"),
            BundleFile.sha256,
            BundleFile.bytes,
            BundleFile.bytes_unpacked,
            # As text: in the order in which it was written.
            cast(PublishedBundle.counts, Text).label("counts"),
            PublishedBundle.media,
            attribution.scalar_subquery().label("attribution"),
        )
        .join(PublishedBundle, PublishedBundle.sha256 == BundleFile.sha256)
        .join(Catalogue, true())
        .where(PublishedBundle.language == language)
        .order_by(PublishedBundle.serial.desc())
        .limit(literal_column("1"))
    )


async def get_bundle_file(session: AsyncSession, sha256: str) -> StoredBundle:
    """Return what is stored of a file.

    Raises Gone if it is too old to be kept, NotFound if it never was here.
    """
    file = await session.get(BundleFile, sha256) if SHA256.fullmatch(sha256) else None
    if file is None:
        raise NotFound("There is no bundle with this name. /v1/bundle names the current one.")
    if file.bytes is None:
        raise Gone("This bundle is no longer kept. /v1/bundle names the current one.")
    return StoredBundle(file.sha256, file.created_at, file.bytes)


async def read_bundle_file(session: AsyncSession, sha256: str, part: range) -> bytes:
    """Return the bytes of a stored file in this range, at most those of a few pieces at the end.

    An empty answer means that there are none left.
    """
    ends_at = BundlePart.starts_at + BundlePart.bytes
    query = (
        select(BundlePart.starts_at, BundlePiece.body)
        .join(BundlePiece, BundlePiece.sha256 == BundlePart.piece)
        .where(BundlePart.file == sha256, ends_at > part.start, BundlePart.starts_at < part.stop)
        .order_by(BundlePart.starts_at)
        .limit(AT_ONCE)
    )
    rows = (await session.execute(query)).all()
    begin = rows[0].starts_at if rows else part.start
    body = b"".join(row.body for row in rows)
    return body[part.start - begin : part.stop - begin]


async def stream_bundle_file(database: Database, sha256: str, part: range) -> AsyncIterator[bytes]:
    """Yield the bytes of a stored file in this range.

    No connection is held while they are sent. Raises Gone if the file is dropped meanwhile.
    """
    while part:
        async with database.reading() as session:
            some = await read_bundle_file(session, sha256, part)
        if not some:
            raise Gone("This bundle is no longer kept. /v1/bundle names the current one.")
        yield some
        part = part[len(some) :]


async def whole_bundle_file(session: AsyncSession, file: StoredBundle) -> bytes:
    """Return the bytes of a stored file, read in one snapshot."""
    parts: list[bytes] = []
    rest = range(file.bytes)
    while rest:
        parts.append(await read_bundle_file(session, file.sha256, rest))
        rest = rest[len(parts[-1]) :]
    return b"".join(parts)
