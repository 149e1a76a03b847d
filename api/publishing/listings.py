"""What lists read of each document: its listing, kept in step with what is published.

A listing follows from its document and from what surrounds it: an exercise is found by every
region that its own regions lie in, so moving a region in the tree changes what exercises are found
by, though not their documents. So all listings are compared, and those that differ are written.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import delete, select, text, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Listing
from api.models.listings import EDITORS
from api.publishing.search import batches
from api.v1.documents.base import BuiltDocument, Content

Key = tuple[str, str]
Row = dict[str, Any]

NOTHING = "none"
"""The word of an exercise that requires no equipment at all."""

ORDERED = ("condition", "red-flag", "equipment")
"""Types whose lists keep the editors' order; the others are ordered by name or by slug."""

COUNTED = ("exercise",)
"""Types whose list asks first how many things a facet leaves."""

COMPARED = ("owner", "position", "name", "seconds", "updated_at", "facets")
"""Columns by which a listing is known to differ; a summary changes only with its document."""

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
FORGET_COUNTS = """
DELETE FROM facet_counts AS known WHERE NOT EXISTS (
    SELECT FROM listings AS l WHERE l.type = known.type AND l.language = known.language
        AND l.facets && ARRAY[known.facet])
"""


@dataclass(frozen=True)
class Surroundings:
    """What a listing takes from other documents.

    `paths` holds for each body region the slugs from its root down to itself, `regions` for each
    exercise the slugs of the regions that it works on.
    """

    paths: Mapping[str, Sequence[str]]
    regions: Mapping[str, Sequence[str]]

    def around(self, regions: Iterable[str]) -> set[str]:
        """Return these regions and every region that one of them lies in."""
        return {outer for region in regions for outer in self.paths.get(region, (region,))}


def surroundings_of(documents: Iterable[BuiltDocument]) -> Surroundings:
    paths, regions = {}, {}
    for document in documents:
        if document.type == "body-region":
            paths[document.slug] = document.content["path"]
        elif document.type == "exercise":
            regions[document.slug] = document.summary["regions"]
    return Surroundings(paths, regions)


def exercise_facets(content: Content, around: Surroundings) -> Iterator[str]:
    for name in ("kind", "level", "laterality"):
        yield f"{name}:{content[name]}"
    yield from (f"position:{word}" for word in content["positions"])
    yield from region_facets([item["slug"] for item in content["regions"]], around)
    required = [item["slug"] for item in content["equipment"] if item["required"]]
    yield from (f"equipment:{slug}" for slug in required or [NOTHING])


def complaint_facets(content: Content, around: Surroundings) -> Iterator[str]:
    return region_facets([item["slug"] for item in content["regions"]], around)


def routine_facets(summary: Content, around: Surroundings) -> Iterator[str]:
    """Yield the facets of a routine; its regions are all those that its exercises work on.

    Where an exercise is gone from the catalogue, the routine's main regions stand for it.
    """
    for name in ("level", "format"):
        yield f"{name}:{summary[name]}"
    yield from (f"complaint:{slug}" for slug in summary["complaints"])
    known = [around.regions.get(slug, summary["regions"]) for slug in summary["exercises"]]
    yield from region_facets([slug for regions in known for slug in regions], around)


def body_region_facets(content: Content, _: Surroundings) -> Iterator[str]:
    yield f"kind:{content['kind']}"
    if content["parent"] is not None:
        yield f"parent:{content['parent']}"


def equipment_facets(content: Content, _: Surroundings) -> Iterator[str]:
    yield f"household:{'yes' if content['household'] else 'no'}"


def region_facets(regions: Iterable[str], around: Surroundings) -> Iterator[str]:
    return (f"region:{slug}" for slug in around.around(regions))


FACETS: Mapping[str, Callable[[Content, Surroundings], Iterator[str]]] = {
    "exercise": exercise_facets,
    "complaint": complaint_facets,
    "body-region": body_region_facets,
    "equipment": equipment_facets,
}


def facets_of(document: BuiltDocument, around: Surroundings) -> list[str]:
    """Return each word that a filter of the document's list can ask for, as `name:word`."""
    if document.type == "routine":
        return sorted(routine_facets(document.summary, around))
    facets = FACETS.get(document.type)
    return sorted(facets(document.content, around)) if facets else []


def listing_of(
    document: BuiltDocument,
    updated_at: datetime,
    around: Surroundings,
    language: str,
    *,
    owner: str = EDITORS,
    position: int = 0,
) -> Row:
    """Return the row of `listings` for a document that was last changed at `updated_at`."""
    content = document.content
    return {
        "type": document.type,
        "slug": document.slug,
        "language": language,
        "owner": owner,
        "position": position,
        "name": content.get("name") or content.get("title") or document.slug,
        "seconds": content.get("estimated_seconds") or content.get("total_seconds"),
        "updated_at": updated_at,
        "facets": facets_of(document, around),
        "summary": document.summary_body(updated_at),
    }


async def index_for_lists(
    session: AsyncSession,
    documents: Collection[BuiltDocument],
    updated: Mapping[Key, datetime],
    changed: Collection[Key],
    language: str,
) -> None:
    """Bring the listings of one language in line with what is published in it.

    `documents` is everything that the editors publish, vocabularies in their order; `updated` says
    when each was last changed, `changed` names those whose document is written just now.
    """
    around = surroundings_of(documents)
    standing = await standing_listings(session, language)
    wanted = {
        (document.type, document.slug): listing_of(
            document,
            updated[document.type, document.slug],
            around,
            language,
            position=position,
        )
        for document, position in positioned(documents)
    }
    new = set(changed)
    differing = [
        row for key, row in wanted.items() if key in new or differs(standing.get(key), row)
    ]
    gone = [key for key in standing if key not in wanted]
    await write_listings(session, differing)
    await forget_listings(session, gone, language)
    await index_partners(session, around, language)
    if differing or gone:
        await count_facets(session)


def positioned(documents: Iterable[BuiltDocument]) -> Iterator[tuple[BuiltDocument, int]]:
    """Yield each document with its place in the editors' order, 0 where there is none."""
    places = {kind: count() for kind in ORDERED}
    for document in documents:
        yield document, next(places[document.type]) if document.type in places else 0


def differs(before: Any, row: Row) -> bool:
    return before is None or any(getattr(before, name) != row[name] for name in COMPARED)


async def standing_listings(session: AsyncSession, language: str) -> dict[Key, Any]:
    """Return what is compared of each listing of the editors that is there."""
    columns = [getattr(Listing, name) for name in ("type", "slug", *COMPARED)]
    query = select(*columns).where(Listing.language == language, Listing.owner == EDITORS)
    return {(row.type, row.slug): row for row in await session.execute(query)}


async def index_partners(session: AsyncSession, around: Surroundings, language: str) -> None:
    """Let partners' routines be found by the regions of today, and in a language that is new."""
    query = select(Listing.__table__).where(Listing.type == "routine", Listing.owner != EDITORS)
    rows = (await session.execute(query)).mappings().all()
    standing = {row["slug"]: row for row in rows if row["language"] == language}
    differing = []
    for slug, row in {row["slug"]: row for row in rows}.items():
        facets = sorted(routine_facets(json.loads(row["summary"]), around))
        if slug not in standing or standing[slug]["facets"] != facets:
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


async def forget_listings(session: AsyncSession, keys: Sequence[Key], language: str) -> None:
    for some in batches(keys):
        await session.execute(
            delete(Listing).where(
                tuple_(Listing.type, Listing.slug).in_(some), Listing.language == language
            )
        )


async def count_facets(session: AsyncSession) -> None:
    """Count what each facet leaves, where a list asks for that."""
    await session.execute(text(COUNT), {"types": list(COUNTED)})
    await session.execute(text(FORGET_COUNTS))
