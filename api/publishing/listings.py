"""What lists read of each document: its listing, kept in step with what is published.

A listing follows from its document and from what surrounds it: an exercise is found by every
region that its own regions lie in, so moving a region in the tree changes what exercises are found
by, though not their documents. So all listings are compared, and those that differ are written.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import delete, select, text, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.frequency import seconds_of_a_day, turns_of
from api.models import Listing
from api.models.listings import EDITORS
from api.publishing.facets import Surroundings, facets_of, routine_facets, surroundings_of
from api.publishing.search import batches
from api.v1.documents.base import BuiltDocument, Content

Key = tuple[str, str]
Row = dict[str, Any]

ORDERED = ("condition", "red-flag", "equipment")
"""Types whose lists keep the editors' order; the others are ordered by name or by slug."""

COUNTED = ("exercise",)
"""Types whose list reads how many things each facet leaves."""

COMPARED = ("owner", "position", "name", "seconds", "updated_at", "facets")
"""The columns that `compared_columns` returns."""

COUNT = """
MERGE INTO facet_counts AS known
USING (
    SELECT type, language, facet, count(*) AS things
    FROM listings, unnest(facets) AS facet WHERE type = ANY (:types) GROUP BY 1, 2, 3
) AS counted
ON (counted.type, counted.language, counted.facet) = (known.type, known.language, known.facet)
WHEN MATCHED AND known.things <> counted.things THEN UPDATE SET things = counted.things
WHEN NOT MATCHED THEN INSERT (type, language, facet, things)
    VALUES (counted.type, counted.language, counted.facet, counted.things)
"""
DELETE_COUNTS = """
DELETE FROM facet_counts AS known WHERE NOT EXISTS (
    SELECT FROM listings AS l WHERE l.type = known.type AND l.language = known.language
        AND l.facets && ARRAY[known.facet])
"""


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
    columns = compared_columns(document, updated_at, surroundings, owner, position)
    return whole_row(document, language, columns)


def compared_columns(
    document: BuiltDocument,
    updated_at: datetime,
    surroundings: Surroundings,
    owner: str,
    position: int,
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
        "facets": facets_of(document, surroundings),
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


async def index_for_lists(
    session: AsyncSession,
    documents: Collection[BuiltDocument],
    updated: Mapping[Key, datetime],
    changed: Collection[Key],
    language: str,
) -> list[Any]:
    """Bring the listings of one language in line with what is published in it.

    Returns what is written or deleted for it.

    `documents` is everything that the editors publish, vocabularies in their order; `updated` says
    when each was last changed, `changed` names those whose document is written just now.
    """
    surroundings = surroundings_of(documents)
    current = await find_compared(session, language)
    new, differing, living = set(changed), [], set()
    for document, position in with_positions(documents):
        key = (document.type, document.slug)
        living.add(key)
        columns = compared_columns(document, updated[key], surroundings, EDITORS, position)
        if key in new or current.get(key) != columns:
            differing.append(whole_row(document, language, columns))
    gone = sorted(current.keys() - living)
    await write_listings(session, differing)
    await delete_listings(session, gone, language)
    await index_partners(session, surroundings, language)
    if differing or gone:
        await count_facets(session)
    return [*differing, *gone]


def with_positions(documents: Iterable[BuiltDocument]) -> Iterator[tuple[BuiltDocument, int]]:
    """Yield each document with its place in the editors' order, 0 if its type has none."""
    places = {kind: count() for kind in ORDERED}
    for document in documents:
        yield document, next(places[document.type]) if document.type in places else 0


async def find_compared(session: AsyncSession, language: str) -> dict[Key, Row]:
    """Return by type and slug the compared columns of each listing of the editors."""
    columns = [getattr(Listing, name) for name in COMPARED]
    query = select(Listing.type, Listing.slug, *columns)
    rows = await session.execute(
        query.where(Listing.language == language, Listing.owner == EDITORS)
    )
    return {(kind, slug): dict(zip(COMPARED, values, strict=True)) for kind, slug, *values in rows}


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


async def delete_listings(session: AsyncSession, keys: Sequence[Key], language: str) -> None:
    for some in batches(keys):
        await session.execute(
            delete(Listing).where(
                tuple_(Listing.type, Listing.slug).in_(some), Listing.language == language
            )
        )


async def count_facets(session: AsyncSession) -> None:
    """Count the things of each facet, for the lists that read these counts."""
    await session.execute(text(COUNT), {"types": list(COUNTED)})
    await session.execute(text(DELETE_COUNTS))
