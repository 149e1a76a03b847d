"""The changes since a serial, and the whole catalogue as one file."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import Gone, NotFound, Overloaded
from api.models import Bundle, Catalogue, Document

START_AGAIN = "Start again from /v1/bundle, then ask for the changes after its serial."


@dataclass(frozen=True)
class FoundChanges:
    """A page of changes, oldest first; `next_after` is the serial to go on from.

    Each row has `serial, type, slug, change, replaced_by` and `body`, the document's JSON.
    """

    catalogue_id: uuid.UUID
    rows: Sequence[Any]
    next_after: int
    serial: int


async def find_changes(
    session: AsyncSession, after: int, catalogue_id: uuid.UUID | None, limit: int, language: str
) -> FoundChanges:
    """Return the changes after a serial, one row for each document.

    Raises Gone if the id is another catalogue's, if the serial is in the future, or if it is so
    old that the record of removed documents no longer reaches back to it.
    """
    catalogue = (await session.scalars(select(Catalogue))).one()
    refuse_unknown_state(catalogue, after, catalogue_id)
    rows = (
        await session.execute(
            select(
                Document.serial,
                Document.type,
                Document.slug,
                Document.change,
                Document.replaced_by,
                Document.body,
            )
            .where(Document.language == language, Document.serial > after)
            .order_by(Document.serial)
            .limit(limit + 1)
        )
    ).all()
    page = rows[:limit]
    next_after = page[-1].serial if len(rows) > limit else catalogue.serial
    return FoundChanges(catalogue.catalogue_id, page, next_after, catalogue.serial)


def refuse_unknown_state(catalogue: Catalogue, after: int, catalogue_id: uuid.UUID | None) -> None:
    """Raises Gone if a copy in this state cannot be brought up to date.

    Removed documents are listed for `TOMBSTONE_LIFE` (`api.publishing.documents`) only. A copy
    older than that would keep what was removed.
    """
    if catalogue_id is not None and catalogue_id != catalogue.catalogue_id:
        raise Gone(f"This catalogue has another id than the one you know. {START_AGAIN}")
    if after > catalogue.serial:
        raise Gone(f"This catalogue never reached that serial. {START_AGAIN}")
    if 0 < after < catalogue.pruned_serial:
        raise Gone(f"That serial is too old to tell what was removed since. {START_AGAIN}")


async def get_newest_bundle(session: AsyncSession, language: str) -> dict[str, Any]:
    """Return serial, size and digest of the newest bundle."""
    row = (
        await session.execute(
            select(Bundle.serial, Bundle.sha256, func.octet_length(Bundle.body).label("bytes"))
            .where(Bundle.language == language)
            .order_by(Bundle.serial.desc())
            .limit(1)
        )
    ).one_or_none()
    if row is None:
        raise Overloaded("The catalogue is not published yet.")
    return {"serial": row.serial, "bytes": row.bytes, "sha256": row.sha256}


async def get_bundle_of(session: AsyncSession, serial: int, language: str) -> Bundle:
    """Return a stored bundle.

    Raises Gone if it is too old to be kept, NotFound if it never existed.
    """
    bundle = await session.get(Bundle, (serial, language))
    if bundle is not None:
        return bundle
    if serial <= (await session.scalar(select(Catalogue.serial)) or 0):
        raise Gone("This bundle is no longer kept; /v1/bundle names the newest one.")
    raise NotFound("There is no bundle of this serial.")
