"""The whole catalogue of one language as one file."""

import json
import re
import uuid
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Text, bindparam, cast, func, literal_column, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from api.bookmarks import Bookmark
from api.errors import Gone, NotFound, Overloaded
from api.models import BundleFile, Catalogue, Notice, PublishedBundle
from api.queries.reads import Reads, Statement, compiled, constant, fetch

SHA256 = re.compile("[0-9a-f]{64}")


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
            func.octet_length(BundleFile.body).label("bytes"),
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


async def get_bundle_file(session: AsyncSession, sha256: str) -> tuple[BundleFile, bytes]:
    """Return a stored file and its bytes.

    Raises Gone if it is too old to be kept, NotFound if it never was here.
    """
    file = await session.get(BundleFile, sha256) if SHA256.fullmatch(sha256) else None
    if file is None:
        raise NotFound("There is no bundle with this name. /v1/bundle names the current one.")
    if file.body is None:
        raise Gone("This bundle is no longer kept. /v1/bundle names the current one.")
    return file, file.body
