"""The changes since a bookmark."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Integer, bindparam, select, true

from api.bookmarks import Bookmark
from api.errors import Gone
from api.models import Catalogue, Document, SerialHistory
from api.queries.reads import Reads, Statement, compiled, fetch

START_AGAIN = "Start again from /v1/bundle, then ask for the changes after its `next_after`."


class Known(NamedTuple):
    """What a catalogue can say to a copy with a bookmark.

    `known_history` is the history that it has for the bookmark's serial, if any.
    """

    catalogue_id: uuid.UUID
    last_serial: int
    last_history: str
    pruned_serial: int
    known_history: str | None


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
    reads: Reads,
    after: Bookmark | None,
    catalogue_id: uuid.UUID | None,
    limit: int,
    language: str,
) -> FoundChanges:
    """Return the changes after a bookmark (None: from the beginning), one row for each document.

    Raises Gone if a copy with that bookmark cannot be brought up to date.
    """
    rows = await fetch(
        reads,
        changes(),
        known=after.serial if after else 0,
        read=after.read if after else 0,
        rows=limit + 1,
        language=language,
    )
    catalogue = Known(*(getattr(rows[0], name) for name in Known._fields))
    refuse_unknown_state(catalogue, after, catalogue_id)
    rows = [row for row in rows if row.serial is not None]
    page = rows[:limit]
    next_after = Bookmark(
        catalogue.last_serial,
        catalogue.last_history,
        read=page[-1].serial if len(rows) > limit else catalogue.last_serial,
        is_whole=after is None or after.is_whole,
    )
    return FoundChanges(catalogue.catalogue_id, page, next_after, catalogue.last_serial)


@cache
def changes() -> Statement:
    """Return the statement for a page of changes, beside what the catalogue knows.

    Without any change there is one row, whose columns of a change are null.
    """
    history = select(SerialHistory.history).where(SerialHistory.serial == bindparam("known"))
    page = (
        select(
            Document.serial,
            Document.type,
            Document.slug,
            Document.change,
            Document.replaced_by,
            Document.body,
        )
        .where(Document.language == bindparam("language"), Document.serial > bindparam("read"))
        .order_by(Document.serial)
        .limit(bindparam("rows", type_=Integer))
        .lateral()
    )
    return compiled(
        select(
            Catalogue.catalogue_id,
            Catalogue.serial.label("last_serial"),
            Catalogue.history.label("last_history"),
            Catalogue.pruned_serial,
            history.scalar_subquery().label("known_history"),
            page,
        )
        .outerjoin(page, true())
        .order_by(page.c.serial),
        "serial",
    )


def refuse_unknown_state(
    catalogue: Known, after: Bookmark | None, catalogue_id: uuid.UUID | None
) -> None:
    """Raise Gone if the catalogue cannot bring a copy with this bookmark up to date.

    It cannot if the id is another catalogue's; if this database does not know the bookmark's
    history, because it was put back to an earlier state since, or because the history is too old
    to be kept; or if removals after it are no longer listed (`TOMBSTONE_LIFE` in
    `api.publishing.documents`), which the copy would miss.
    """
    if catalogue_id is not None and catalogue_id != catalogue.catalogue_id:
        raise Gone(f"This is not the catalogue you know: its id is different. {START_AGAIN}")
    if after is None:
        return
    if after.serial > catalogue.last_serial:
        raise Gone(f"This catalogue never reached that state. {START_AGAIN}")
    is_last = after.serial == catalogue.last_serial
    history = catalogue.last_history if is_last else catalogue.known_history
    if history is None:
        raise Gone(f"That state is too old for us to say what changed since. {START_AGAIN}")
    if history != after.history:
        raise Gone(f"This catalogue has since been restored to an earlier state. {START_AGAIN}")
    if (after.serial if after.is_whole else after.read) < catalogue.pruned_serial:
        raise Gone(f"That state is too old for us to say what was removed since. {START_AGAIN}")
