"""What lists read of each document: its listing, kept in step with what is published.

A listing follows from its document and from what surrounds it: an exercise is found by every
region that its own regions lie in, so moving a region in the tree changes what exercises are found
by, though not their documents. So the listings of all that is built are compared, and those that
differ are written.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.frequency import seconds_of_a_day, turns_of
from api.models import FacetCount, Listing
from api.models.listings import EDITORS
from api.publishing.documents import Place
from api.publishing.facets import Surroundings, facets_of, routine_facets
from api.publishing.histories import digested
from api.publishing.search import batches
from api.v1.documents.base import BuiltDocument, Content

Key = tuple[str, str]
Row = dict[str, Any]

COUNTED = ("exercise",)
"""Types whose list reads how many things each facet leaves."""

COMPARED = ("owner", "position", "name", "seconds", "updated_at", "facets")
"""The columns that `compared_columns` returns."""


def listing_of(
    document: BuiltDocument,
    updated_at: datetime,
    surroundings: Surroundings,
    language: str,
    *,
    owner: str = EDITORS,
    position: int = 0,
) -> Row:
    """Return the row of `listings` for a document that was last changed at `updated_at`."""
    facets = facets_of(document, surroundings)
    columns = compared_columns(document, updated_at, facets, owner=owner, position=position)
    return whole_row(document, language, columns)


def compared_columns(
    document: BuiltDocument, updated_at: datetime, facets: list[str], *, owner: str, position: int
) -> Row:
    """Return the columns by which a listing is known to differ.

    The summary is none of them: it changes only with its document.
    """
    content = document.content
    return {
        "owner": owner,
        "position": position,
        "name": content.get("name") or content.get("title") or document.slug,
        "seconds": content.get("estimated_seconds") or longest_day(content),
        "updated_at": updated_at,
        "facets": facets,
    }


def longest_day(content: Content) -> int | None:
    """Return the seconds that a routine takes on its longest day; None for anything else."""
    if "total_seconds" not in content:
        return None
    seconds = [item["seconds"] for item in content["items"]]
    return seconds_of_a_day(seconds, turns_of(content["format"], seconds))[1]


def whole_row(document: BuiltDocument, language: str, columns: Row) -> Row:
    return {
        "type": document.type,
        "slug": document.slug,
        "language": language,
        **columns,
        "summary": document.summary_body(columns["updated_at"]),
    }


@dataclass
class Listed:
    """What a publication does to the lists of the editors' things.

    `digests` are those of the rows that were written or deleted, in order. `counts` says how many
    more things each facet leaves, by type, language and facet.
    """

    digests: list[str] = field(default_factory=list)
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def note(self, key: Key, language: str, before: Row | None, after: Row | None) -> None:
        kind = key[0]
        self.digests.append(digested([*key, language, str(after)]))
        if kind in COUNTED:
            for row, change in ((before, -1), (after, 1)):
                for facet in row["facets"] if row else ():
                    self.counts[kind, language, facet] += change


@dataclass(frozen=True)
class Entry:
    """A document as its list shall carry it; `is_new` if the document is written just now."""

    document: BuiltDocument
    language: str
    facets: list[str]
    position: int
    updated_at: datetime
    is_new: bool


async def index_for_lists(
    session: AsyncSession, wanted: Sequence[Entry], gone: Sequence[Place], listed: Listed
) -> None:
    """Bring the listings of some things in line; note in `listed` what differed."""
    keys = [(one.document.type, one.document.slug, one.language) for one in wanted]
    current = await find_compared(session, [*keys, *gone])
    differing = []
    for place, one in zip(keys, wanted, strict=True):
        columns = compared_columns(
            one.document, one.updated_at, one.facets, owner=EDITORS, position=one.position
        )
        before = current.get(place)
        if one.is_new or before != columns:
            differing.append(whole_row(one.document, one.language, columns))
            listed.note(place[:2], one.language, before, columns)
    for place in gone:
        if place in current:
            listed.note(place[:2], place[2], current[place], None)
    await write_listings(session, differing)
    await delete_listings(session, gone)


async def find_compared(session: AsyncSession, places: Sequence[Place]) -> dict[Place, Row]:
    """Return the compared columns of the editors' listing in each of these places."""
    columns = [getattr(Listing, name) for name in COMPARED]
    place = (Listing.type, Listing.slug, Listing.language)
    rows = await session.execute(
        select(*place, *columns).where(tuple_(*place).in_(places), Listing.owner == EDITORS)
    )
    return {
        (kind, slug, language): dict(zip(COMPARED, values, strict=True))
        for kind, slug, language, *values in rows
    }


async def index_partners(session: AsyncSession, surroundings: Surroundings, language: str) -> None:
    """Let lists find partners' routines by the regions of today, also in a new language."""
    query = select(Listing.__table__).where(Listing.type == "routine", Listing.owner != EDITORS)
    rows = (await session.execute(query)).mappings().all()
    current = {row["slug"]: row for row in rows if row["language"] == language}
    differing = []
    for slug, row in {row["slug"]: row for row in rows}.items():
        facets = sorted(routine_facets(json.loads(row["summary"]), surroundings))
        if slug not in current or current[slug]["facets"] != facets:
            differing.append({**row, "language": language, "facets": facets})
    await write_listings(session, differing)


async def write_listings(session: AsyncSession, rows: Sequence[Row]) -> None:
    """Insert or replace these listings."""
    if not rows:
        return
    statement = insert(Listing)
    key = ("type", "slug", "language")
    values = {name: statement.excluded[name] for name in rows[0] if name not in key}
    await session.execute(statement.on_conflict_do_update(index_elements=key, set_=values), rows)


async def delete_listings(session: AsyncSession, places: Sequence[Place]) -> None:
    place = tuple_(Listing.type, Listing.slug, Listing.language)
    for some in batches(places):
        await session.execute(delete(Listing).where(place.in_(some)))


async def count_facets(session: AsyncSession, listed: Listed) -> None:
    """Count the things of each facet, for the lists that read these counts."""
    rows = [
        {"type": kind, "language": language, "facet": facet, "things": more}
        for (kind, language, facet), more in sorted(listed.counts.items())
        if more
    ]
    if not rows:
        return
    statement = insert(FacetCount)
    sums = {"things": FacetCount.things + statement.excluded.things}
    key = ("type", "language", "facet")
    await session.execute(statement.on_conflict_do_update(index_elements=key, set_=sums), rows)
    await session.execute(delete(FacetCount).where(FacetCount.things == 0))
