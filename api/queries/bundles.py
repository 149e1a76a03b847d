"""The whole catalogue of one language as one file."""

import re
import uuid
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import func, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from api.bookmarks import Bookmark
from api.errors import Gone, NotFound, Overloaded
from api.models import BundleFile, Catalogue, PublishedBundle

SHA256 = re.compile("[0-9a-f]{64}")


class FoundBundle(NamedTuple):
    """The current file of a language: its name, its sizes, and its lines by type.

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


async def get_current_bundle(session: AsyncSession, language: str) -> FoundBundle:
    """Return the file that holds what is published now in a language."""
    query = (
        select(
            Catalogue,
            BundleFile.sha256,
            func.octet_length(BundleFile.body).label("bytes"),
            BundleFile.bytes_unpacked,
            PublishedBundle.counts,
        )
        .join(PublishedBundle, PublishedBundle.sha256 == BundleFile.sha256)
        .join(Catalogue, true())
        .where(PublishedBundle.language == language)
        .order_by(PublishedBundle.serial.desc())
        .limit(1)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        raise Overloaded("The catalogue is not published yet.")
    catalogue: Catalogue = row.Catalogue
    return FoundBundle(
        catalogue.catalogue_id,
        catalogue.serial,
        Bookmark.of(catalogue.serial, catalogue.history),
        *row[1:],
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
