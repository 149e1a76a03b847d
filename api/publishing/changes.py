"""Name what differs in the documents that are about to be written."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from api.languages import FALLBACK
from api.models import Document
from api.publishing.differences import differences, in_language
from api.publishing.documents import Place
from api.records import Key
from api.serialisation import serialise
from api.v1.documents import BuiltDocument


@dataclass
class Changes:
    """The things that are new, and for each other thing that changed the differing paths.

    A path of another language than the editors' begins with its code: `es: feel: …`.
    """

    created: list[Key] = field(default_factory=list)
    changed: dict[Key, list[str]] = field(default_factory=dict)


async def name_changes(
    session: AsyncSession,
    changed: Sequence[Place],
    built: Mapping[Place, BuiltDocument],
    renamed: Mapping[Key, str],
    changes: Changes,
) -> None:
    """Add to `changes` what differs in these places, in their order, from what is published."""
    former = {(kind, new): old for (kind, old), new in renamed.items()}
    bodies = await find_bodies(session, changed, former)
    for place in changed:
        *key, language = place
        before = bodies.get(place)
        if before is not None:
            after = json.loads(serialise(built[place].content))
            found = differences(json.loads(before), after)
            lines = [in_language(language, line) for line in found]
            changes.changed.setdefault((key[0], key[1]), []).extend(lines)
        elif language == FALLBACK:
            changes.created.append((key[0], key[1]))


async def find_bodies(
    session: AsyncSession, places: Sequence[Place], former: dict[Key, str]
) -> dict[Place, str]:
    """Return the published body of each place, under its former slug if it was renamed."""
    earlier = {
        (kind, former[kind, slug], language): (kind, slug, language)
        for kind, slug, language in places
        if (kind, slug) in former
    }
    query = select(Document.type, Document.slug, Document.language, Document.body).where(
        tuple_(Document.type, Document.slug, Document.language).in_([*places, *earlier]),
        Document.change == "upsert",
    )
    found = {(row.type, row.slug, row.language): row.body for row in await session.execute(query)}
    renamed = {earlier[place]: body for place, body in found.items() if place in earlier}
    return renamed | {place: body for place, body in found.items() if place not in earlier}
