"""The planner's catalogue in one language, read from the documents of a snapshot and kept."""

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Document, RetiredSlug
from api.planner.catalogue import Catalogue
from api.planner.documents import TYPES, catalogue_of
from api.queries.catalogue import CatalogueState
from api.queries.documents import exercise_with_forms
from api.queries.reads import Reads, one_snapshot, state_of
from api.queries.vocabularies import find_notices

Content = dict[str, Any]

Body = tuple[str, str | None]
"""The JSON of a document; of an exercise also that of the forms of its steps."""


@dataclass(frozen=True)
class PlannerCatalogue:
    """The catalogue, and by type and old slug the slug that a renamed thing has now.

    `removed` are the exercises that it had once. `state` is the one that it was read from: whatever
    it holds takes a serial when it changes.
    """

    state: CatalogueState
    catalogue: Catalogue
    renamed: Mapping[tuple[str, str], str]
    removed: frozenset[str]


MOST_LANGUAGES = 8
"""Languages whose catalogues are kept for one database; the oldest one makes room."""


class Kept:
    """The catalogues of one database by language; each is read once for each state of it."""

    def __init__(self) -> None:
        self.by_language: dict[str, PlannerCatalogue] = {}
        self.reading = asyncio.Lock()

    async def get(self, reads: Reads, state: CatalogueState, language: str) -> PlannerCatalogue:
        async with self.reading:
            found = self.by_language.get(language)
            if found is None or found.state != state:
                self.by_language.pop(language, None)
                found = await read_catalogue(reads, state, language)
                self.by_language[language] = found
                for oldest in list(self.by_language)[:-MOST_LANGUAGES]:
                    del self.by_language[oldest]
            return found


KEPT: WeakKeyDictionary[Any, Kept] = WeakKeyDictionary()
"""The catalogues that this process keeps, by the engine of their database."""


async def get_planner_catalogue(reads: Reads, language: str) -> PlannerCatalogue:
    """Return the catalogue; it is read only if this process has another state of it."""
    state = await state_of(reads)
    engine = reads.get_bind() if isinstance(reads, AsyncSession) else reads.database.engine
    return await KEPT.setdefault(engine, Kept()).get(reads, state, language)


@one_snapshot
async def read_catalogue(
    session: AsyncSession, state: CatalogueState, language: str
) -> PlannerCatalogue:
    """Read the documents of one language, the notices and the slugs that were retired."""
    query = select(Document.type, Document.body, Document.forms).where(
        Document.type.in_(TYPES), Document.language == language, Document.change == "upsert"
    )
    bodies: dict[str, list[Body]] = {kind: [] for kind in TYPES}
    for kind, body, forms in await session.execute(query):
        bodies[kind].append((str(body), forms))
    notices = await find_notices(session, language)
    retired = (await session.scalars(select(RetiredSlug))).all()
    return PlannerCatalogue(
        state=state,
        # In a thread: other requests go on meanwhile.
        catalogue=await asyncio.to_thread(parse, bodies, notices),
        renamed={
            (row.type, row.slug): row.replaced_by
            for row in retired
            if row.reason == "renamed" and row.replaced_by is not None
        },
        removed=frozenset(
            row.slug for row in retired if row.type == "exercise" and row.reason == "removed"
        ),
    )


def parse(bodies: Mapping[str, list[Body]], notices: Mapping[str, str]) -> Catalogue:
    """Return the catalogue of documents, which are parsed one at a time."""
    documents = {kind: parsed(kind, found) for kind, found in bodies.items()}
    return catalogue_of(documents, notices)


def parsed(kind: str, bodies: Sequence[Body]) -> Iterator[Content]:
    for body, forms in bodies:
        yield exercise_with_forms(body, forms) if kind == "exercise" else json.loads(body)
