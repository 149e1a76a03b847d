"""Publish: build what an ingredient changed of, and give each document that changed a serial."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api import memory
from api.languages import served
from api.publishing.building import Builder, BuiltThing
from api.publishing.bundle import (
    forget_earlier_bundles,
    keep_bundle,
    languages_without_bundle,
)
from api.publishing.changes import Changes, name_changes
from api.publishing.documents import (
    Current,
    Place,
    document_row,
    find_current,
    find_tombstones,
    prune_tombstones,
    tombstone_row,
    write_documents,
)
from api.publishing.facets import surroundings_of
from api.publishing.histories import Written, current_state, prune_histories, written
from api.publishing.ingredients import digests_of
from api.publishing.listings import Entry, Listed, count_facets, index_for_lists, index_partners
from api.publishing.media import store_media
from api.publishing.notices import store_notices
from api.publishing.reviewers import names_gone_reviewer
from api.publishing.rules import store_adaptation_rules, store_screens
from api.publishing.search import batches, file_new_rows, index_for_search
from api.publishing.serials import take_serial_for_lists, take_serials
from api.publishing.slugs import find_replacements, renamed_slugs, retire_removed, retire_renamed
from api.publishing.supplements import digest_of_supplements
from api.publishing.versions import find_versions
from api.publishing.work import find_work, living_in, note_ingredients, note_recipes
from api.records import Edition, Key

BATCH = 200
"""Things whose documents are in memory at a time."""


@dataclass(frozen=True)
class Publication:
    """The changes of a publication, and its last serial.

    `created` and `removed` are things, notices among them, by type and slug; `changed` holds the
    paths that differ in the document of each other thing, and a renamed thing counts as changed.
    `upserts` and `deletes` are the documents written and the tombstones made; `built` is how many
    things were built to find them.
    """

    created: list[Key]
    changed: dict[Key, list[str]]
    removed: list[Key]
    upserts: list[Key]
    deletes: list[Key]
    serial: int
    built: int


@dataclass
class Done:
    """What a publication has done so far. It holds no document, so it stays small.

    `places` are the documents that were written or deleted in each language; `left` those whose
    language is no longer served.
    """

    changes: Changes = field(default_factory=Changes)
    listed: Listed = field(default_factory=Listed)
    written: list[Written] = field(default_factory=list)
    places: dict[str, set[Key]] = field(default_factory=lambda: defaultdict(set))
    left: dict[Place, Current] = field(default_factory=dict)
    is_name_gone: bool = False


async def publish(session: AsyncSession, edition: Edition, now: datetime) -> Publication:
    """Bring everything that is served in line with the edition, in the caller's transaction.

    Serials are taken last, under the lock of the one counter row, so that they are contiguous
    and become visible in the order in which transactions commit. No document is written if none
    changed.
    """
    # The records are most of the heap, and stay.
    with memory.left_alone():
        return await publish_edition(session, edition, now)


async def publish_edition(session: AsyncSession, edition: Edition, now: datetime) -> Publication:
    renamed = renamed_slugs(edition)
    await retire_renamed(session, renamed)
    notices = await store_notices(session, edition)
    screens = await store_screens(session, edition)
    await store_media(session, edition.media, now)
    rules = await store_adaptation_rules(session, edition)
    builder, living, done = Builder(edition), living_in(edition), Done()
    work = await find_work(session, digests_of(edition, builder.plain), living)
    for start in range(0, len(work.things), BATCH):
        keys = work.things[start : start + BATCH]
        await publish_some(session, builder, keys, living, renamed, now, done)
    ended = await find_gone(session, work.gone, done.left)
    removed = {place[:2] for place in ended} - living - set(renamed)
    await retire_removed(session, removed, edition, living)
    is_pruned = await prune_tombstones(session, now)
    await bury(session, ended, now, done)
    if work.moves_partners:
        for language in served():
            await index_partners(session, surroundings_of(builder.plain), language)
    if done.written:
        await file_new_rows(session)
    serial = await finish(session, done, now, is_pruned=is_pruned)
    await note_ingredients(session, work)
    return Publication(
        created=[*notices.created, *screens.created, *rules.created, *done.changes.created],
        changed=notices.changed | screens.changed | rules.changed | done.changes.changed,
        removed=[*notices.removed, *sorted(removed)],
        upserts=keys_of(done.written, "upsert"),
        deletes=keys_of(done.written, "delete"),
        serial=serial,
        built=len(work.things),
    )


async def publish_some(
    session: AsyncSession,
    builder: Builder,
    keys: Sequence[Key],
    living: set[Key],
    renamed: Mapping[Key, str],
    now: datetime,
    done: Done,
) -> None:
    """Build some things, and write what differs of them from what is published."""
    things = await build(session, builder, keys)
    built = {
        (*one.key, language): item for one in things for language, item in one.documents.items()
    }
    current = await find_current(session, keys)
    changed = [
        place
        for place, document in sorted(built.items())
        if place not in current or not current[place].is_of(document)
    ]
    await name_changes(session, changed, built, renamed, done.changes)
    done.is_name_gone |= await names_gone_reviewer(session, changed, built)
    rows = [document_row(built[place], place[2], current.get(place), now) for place in changed]
    await write_documents(session, rows, len(done.written))
    done.written += map(written, rows)
    for kind, slug, language in changed:
        done.places[language].add((kind, slug))
    await index(session, things, current, changed, now, done)
    await note_recipes(session, things)
    done.left |= {
        place: before
        for place, before in current.items()
        if before.digest and place not in built and place[:2] in living
    }


async def build(session: AsyncSession, builder: Builder, keys: Sequence[Key]) -> list[BuiltThing]:
    """Build some things in every language; freeze new versions of routines."""
    published = await find_versions(session, [slug for kind, slug in keys if kind == "routine"])
    frozen = dict(published)
    things = [builder.build(key, frozen, published) for key in keys]
    builder.quoted.clear()
    session.add_all(row for key, row in frozen.items() if key not in published)
    await session.flush()
    return things


async def index(
    session: AsyncSession,
    things: Iterable[BuiltThing],
    current: Mapping[Place, Current],
    changed: Sequence[Place],
    now: datetime,
    done: Done,
) -> None:
    """Bring listings and search of these things in line."""
    new = set(changed)
    wanted = [
        Entry(
            document,
            language,
            one.facets[language],
            one.position,
            now if (*one.key, language) in new else current[*one.key, language].updated_at,
            (*one.key, language) in new,
        )
        for one in things
        for language, document in one.documents.items()
    ]
    await index_for_lists(session, wanted, [], done.listed)
    for language in {place[2] for place in changed}:
        found = [one.document for one in wanted if one.is_new and one.language == language]
        await index_for_search(session, found, [], language)


async def find_gone(
    session: AsyncSession, keys: Sequence[Key], left: Mapping[Place, Current]
) -> dict[Place, Current]:
    """Return the documents of things that are gone, and those that are left over."""
    found = dict(left)
    for some in batches(keys):
        current = await find_current(session, some)
        found |= {place: before for place, before in current.items() if before.digest}
    return found


async def bury(
    session: AsyncSession, ended: Mapping[Place, Current], now: datetime, done: Done
) -> None:
    """Write a tombstone for each document that ended, or whose replacement is another one now."""
    replacements = await find_replacements(session)
    tombstones = {
        place: before
        for place, before in (await find_tombstones(session)).items()
        if before.replaced_by != replacements.get(place[:2])
    }
    done.is_name_gone |= await names_gone_reviewer(session, sorted(ended), {})
    for some in batches(sorted({**ended, **tombstones}.items())):
        rows = [
            tombstone_row(place, before, replacements.get(place[:2]), now) for place, before in some
        ]
        await write_documents(session, rows, len(done.written))
        done.written += map(written, rows)
        places = [place for place, _ in some]
        await index_for_lists(session, [], places, done.listed)
        for language in sorted({place[2] for place in places}):
            keys = [place[:2] for place in places if place[2] == language]
            await index_for_search(session, [], keys, language)
            done.places[language] |= set(keys)


async def finish(session: AsyncSession, done: Done, now: datetime, *, is_pruned: bool) -> int:
    """Take serials and pack the bundles; return the last serial.

    Notices, screens, retired slugs, the lexicon and the order of lists are served too: if they
    differ and no document does, they take a serial of their own. If a reviewer is not named any
    more, earlier bundles are forgotten, because they would go on naming them.
    """
    await prune_histories(session, now)
    await count_facets(session, done.listed)
    supplements = await digest_of_supplements(session)
    is_supplemented = supplements != (await current_state(session, lock=False)).supplements_digest
    is_changed = bool(done.written or is_pruned or is_supplemented)
    state = await current_state(session, lock=is_changed)
    after = await take_serials(session, done.written, state, supplements, now)
    languages = {*served(), *done.places}
    packed = languages if is_supplemented else await languages_without_bundle(session, languages)
    for language in sorted(languages):
        if done.places[language] or language in packed:
            await keep_bundle(session, after.serial, language, now, done.places[language])
    if done.listed.digests and after.serial == state.serial:
        after = await take_serial_for_lists(session, done.listed.digests, now)
    if done.is_name_gone:
        await forget_earlier_bundles(session)
    return after.serial


def keys_of(changes: Iterable[Written], change: str) -> list[Key]:
    return sorted({(one["type"], one["slug"]) for one in changes if one["change"] == change})
