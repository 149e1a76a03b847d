"""Publish: build every document in every language, and give each one that changed a serial."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from api.languages import FALLBACK, served
from api.messages.files import get_messages
from api.models import Document
from api.publishing.bundle import (
    forget_earlier_bundles,
    keep_bundle,
    languages_without_bundle,
)
from api.publishing.differences import differences, in_language
from api.publishing.documents import (
    Current,
    Place,
    document_row,
    find_current,
    prune_tombstones,
    tombstone_row,
)
from api.publishing.histories import current_state, prune_histories
from api.publishing.listings import index_for_lists
from api.publishing.media import store_media
from api.publishing.notices import store_notices
from api.publishing.reviewers import names_gone_reviewer
from api.publishing.screens import store_adaptation_rules, store_screens
from api.publishing.search import batches, index_for_search
from api.publishing.serials import take_serial_for_lists, take_serials
from api.publishing.slugs import find_replacements, renamed_slugs, retire_removed, retire_renamed
from api.publishing.supplements import digest_of_supplements
from api.publishing.versions import build_routines, find_versions
from api.records import Edition, Key
from api.serialisation import serialise
from api.v1.documents import BuiltDocument, Context, build_documents

Built = dict[Place, BuiltDocument]


@dataclass(frozen=True)
class Publication:
    """The changes of a publication, and its last serial.

    `created` and `removed` are things, notices among them, by type and slug; `changed` holds the
    paths that differ in the document of each other thing, and a renamed thing counts as changed.
    `upserts` and `deletes` are the documents written and the tombstones made.
    """

    created: list[Key]
    changed: dict[Key, list[str]]
    removed: list[Key]
    upserts: list[Key]
    deletes: list[Key]
    serial: int


@dataclass(frozen=True)
class Comparison:
    """The documents to be published beside the published ones: which have to be written."""

    built: Built
    current: dict[Place, Current]
    renamed: dict[Key, str]
    replacements: dict[Key, str]

    @cached_property
    def changed(self) -> list[Place]:
        return [
            place
            for place, document in sorted(self.built.items())
            if place not in self.current or not self.current[place].is_of(document)
        ]

    @cached_property
    def gone(self) -> list[Place]:
        """Places whose document is gone, or whose tombstone names another replacement now."""
        return [
            place
            for place, before in sorted(self.current.items())
            if place not in self.built
            if before.digest is not None or before.replaced_by != self.replacements.get(place[:2])
        ]


async def publish(session: AsyncSession, edition: Edition, now: datetime) -> Publication:
    """Bring everything that is served in line with the edition, in the caller's transaction.

    Serials are taken last, under the lock of the one counter row, so that they are contiguous
    and become visible in the order in which transactions commit. Nothing is written if nothing
    changed.
    """
    renamed = renamed_slugs(edition)
    await retire_renamed(session, renamed)
    notices = await store_notices(session, edition)
    screens = await store_screens(session, edition)
    await store_media(session, edition.media, now)
    rules = await store_adaptation_rules(session, edition)
    built = await build_all(session, edition)
    current = await find_current(session)
    living = {place[:2] for place in built}
    removed = {place[:2] for place, before in current.items() if before.digest} - living
    removed -= set(renamed)
    await retire_removed(session, removed, edition, living)
    compared = Comparison(built, current, renamed, await find_replacements(session))
    created, changed = await name_changes(session, compared)
    serial = await write_changes(session, compared, now)
    return Publication(
        created=[*notices.created, *screens.created, *rules.created, *created],
        changed=notices.changed | screens.changed | rules.changed | changed,
        removed=[*notices.removed, *sorted(removed)],
        upserts=keys_of(compared.changed),
        deletes=keys_of(compared.gone),
        serial=serial,
    )


async def build_all(session: AsyncSession, edition: Edition) -> Built:
    """Build every document in every language, in the editors' order; freeze new versions."""
    published = await find_versions(session)
    frozen = dict(published)
    original = context_of(edition, FALLBACK)
    built: Built = {}
    for language in sorted(served(), key=lambda language: language != FALLBACK):
        context = context_of(edition, language)
        documents = list(build_documents(context, original))
        exercises = {item.slug: item for item in documents if item.type == "exercise"}
        documents += build_routines(context, exercises, frozen, published)
        built |= {(item.type, item.slug, language): item for item in documents}
    session.add_all(row for key, row in frozen.items() if key not in published)
    await session.flush()
    return built


def context_of(edition: Edition, language: str) -> Context:
    records = edition.in_language(language)
    return Context(
        language, get_messages(language), edition.original, records, edition.reviews, edition.media
    )


async def name_changes(
    session: AsyncSession, compared: Comparison
) -> tuple[list[Key], dict[Key, list[str]]]:
    """Return the things that are new, and for each other thing that changed the differing paths.

    A path of another language than the editors' begins with its code: `es: feel: …`.
    """
    created: list[Key] = []
    changed: dict[Key, list[str]] = {}
    former = {(kind, new): old for (kind, old), new in compared.renamed.items()}
    for some in batches(compared.changed):
        bodies = await find_bodies(session, some, former)
        for place in some:
            *key, language = place
            before = bodies.get(place)
            if before is not None:
                after = json.loads(serialise(compared.built[place].content))
                found = differences(json.loads(before), after)
                lines = [in_language(language, line) for line in found]
                changed.setdefault((key[0], key[1]), []).extend(lines)
            elif language == FALLBACK:
                created.append((key[0], key[1]))
    return created, changed


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


async def write_changes(session: AsyncSession, compared: Comparison, now: datetime) -> int:
    """Write documents, tombstones, histories, listings, search and bundles; return the last serial.

    Notices, screens, retired slugs, the lexicon and the order of lists are served too: if they
    differ and no document does, they take a serial of their own. If a reviewer is not named any
    more, earlier bundles are forgotten, because they would go on naming them.
    """
    is_name_gone = await names_gone_reviewer(session, compared.built)
    pruned = await prune_tombstones(session, now)
    await prune_histories(session, now)
    supplements = await digest_of_supplements(session)
    is_supplemented = supplements != (await current_state(session, lock=False)).supplements_digest
    state = await current_state(
        session, lock=bool(compared.changed or compared.gone or pruned or is_supplemented)
    )
    after = await take_serials(session, rows_of(compared, now), state, supplements, now)
    languages = {place[2] for place in [*compared.built, *compared.current]}
    packed = languages if is_supplemented else await languages_without_bundle(session, languages)
    listed = []
    for language in sorted(languages):
        listed += await write_listings_of(session, compared, language, now)
        if await write_search_of(session, compared, language) or language in packed:
            await keep_bundle(session, after.serial, language, now)
    if listed and after.serial == state.serial:
        after = await take_serial_for_lists(session, listed, now)
    if is_name_gone:
        await forget_earlier_bundles(session)
    return after.serial


def rows_of(compared: Comparison, now: datetime) -> list[dict[str, Any]]:
    """Return the rows to write: documents that changed, then tombstones of those that are gone."""
    current, replacements = compared.current, compared.replacements
    return [
        *(
            document_row(compared.built[place], place[2], current.get(place), now)
            for place in compared.changed
        ),
        *(
            tombstone_row(place, current[place], replacements.get(place[:2]), now)
            for place in compared.gone
        ),
    ]


async def write_listings_of(
    session: AsyncSession, compared: Comparison, language: str, now: datetime
) -> list[Any]:
    """Bring the listings of one language in line; return what was written or deleted."""
    documents = {place[:2]: doc for place, doc in compared.built.items() if place[2] == language}
    changed = [place[:2] for place in compared.changed if place[2] == language]
    updated = dict.fromkeys(changed, now)
    updated |= {
        key: compared.current[*key, language].updated_at for key in documents if key not in updated
    }
    return await index_for_lists(session, documents.values(), updated, changed, language)


async def write_search_of(session: AsyncSession, compared: Comparison, language: str) -> bool:
    """Bring the search of one language in line; say whether a document changed in it."""
    changed = [compared.built[place] for place in compared.changed if place[2] == language]
    gone = [place[:2] for place in compared.gone if place[2] == language]
    if changed or gone:
        await index_for_search(session, changed, gone, language)
    return bool(changed or gone)


def keys_of(places: Iterable[Place]) -> list[Key]:
    return sorted({place[:2] for place in places})
