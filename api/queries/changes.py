"""The changes since a bookmark."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.bookmarks import Bookmark
from api.errors import Gone
from api.models import Catalogue, Document, SerialHistory

START_AGAIN = "Start again from /v1/bundle, then ask for the changes after its `next_after`."


@dataclass(frozen=True)
class FoundChanges:
    """A page of changes, oldest first; `next_after` is the bookmark to go on from.

    Each row has `serial, type, slug, change, replaced_by` and `body`, the document's JSON.
    """

    catalogue_id: uuid.UUID
    rows: Sequence[Any]
    next_after: Bookmark
    serial: int


async def find_changes(
    session: AsyncSession,
    after: Bookmark | None,
    catalogue_id: uuid.UUID | None,
    limit: int,
    language: str,
) -> FoundChanges:
    """Return the changes after a bookmark (None: from the beginning), one row for each document.

    Raises Gone if a copy with that bookmark cannot be brought up to date.
    """
    catalogue = await get_known_state(session, after, catalogue_id)
    read = after.read if after else 0
    query = (
        select(
            Document.serial,
            Document.type,
            Document.slug,
            Document.change,
            Document.replaced_by,
            Document.body,
        )
        .where(Document.language == language, Document.serial > read)
        .order_by(Document.serial)
        .limit(limit + 1)
    )
    rows = (await session.execute(query)).all()
    page = rows[:limit]
    next_after = Bookmark(
        catalogue.serial,
        catalogue.history,
        read=page[-1].serial if len(rows) > limit else catalogue.serial,
        is_whole=after is None or after.is_whole,
    )
    return FoundChanges(catalogue.catalogue_id, page, next_after, catalogue.serial)


async def get_known_state(
    session: AsyncSession, after: Bookmark | None, catalogue_id: uuid.UUID | None
) -> Catalogue:
    """Return the catalogue, if it can bring a copy with this bookmark up to date.

    Raises Gone if the id is another catalogue's; if this database does not know the bookmark's
    history, because it was put back to an earlier state since, or because the history is too old
    to be kept; or if removals after it are no longer listed (`TOMBSTONE_LIFE` in
    `api.publishing.documents`), which the copy would miss.
    """
    known = select(SerialHistory.history).where(
        SerialHistory.serial == (after.serial if after else None)
    )
    query = select(Catalogue, known.scalar_subquery().label("history"))
    row = (await session.execute(query)).one()
    catalogue: Catalogue = row.Catalogue
    history: str | None = row.history
    if catalogue_id is not None and catalogue_id != catalogue.catalogue_id:
        raise Gone(f"This is not the catalogue you know: its id is different. {START_AGAIN}")
    if after is None:
        return catalogue
    if after.serial > catalogue.serial:
        raise Gone(f"This catalogue never reached that state. {START_AGAIN}")
    if after.serial == catalogue.serial:
        history = catalogue.history
    if history is None:
        raise Gone(f"That state is too old for us to say what changed since. {START_AGAIN}")
    if history != after.history:
        raise Gone(f"This catalogue has since been restored to an earlier state. {START_AGAIN}")
    if (after.serial if after.is_whole else after.read) < catalogue.pruned_serial:
        raise Gone(f"That state is too old for us to say what was removed since. {START_AGAIN}")
    return catalogue
