"""What is published little by little is, byte for byte, what is published anew each time."""

import gzip
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncSession

from api.db import Database, open_database
from api.languages import FALLBACK
from api.models import BundleFile, Document, PublishedBundle
from api.publishing import gzip_pieces
from api.publishing.publish import Publication, publish
from api.queries.bundles import get_bundle_file, whole_bundle_file
from seed.content import Content
from tests import databases
from tests.databases import PUBLISHED, settings_for
from tests.pseudo import PSEUDO, pseudo_content, pseudo_language
from tests.publishing import states
from tests.publishing.built import build_all
from tests.publishing.random_edits import RandomEdits
from tests.seed.factories import edited

LATER = PUBLISHED + timedelta(days=1)
APART = {"recipes", "bundle_parts", "bundle_pieces", "bundle_files", "published_bundles"}
"""Tables in which one who builds anew may have more: bundles are compared by their bytes."""

FORGET = (
    "DELETE FROM recipes",
    "DELETE FROM ingredients",
    "UPDATE catalogue SET made_by = NULL",
    "UPDATE bundle_parts SET counts = '{}'",
)
"""Lets the next publication know nothing of the last one's ingredients and pieces."""


@pytest.fixture
def two_urls(server: URL, template: URL) -> Iterator[list[URL]]:
    name = str(template.database)
    with databases.database(server, name) as one, databases.database(server, name) as other:
        yield [one, other]


@pytest_asyncio.fixture(loop_scope="session")
async def both(two_urls: list[URL]) -> AsyncIterator[list[Database]]:
    opened = [open_database(settings_for(url)) for url in two_urls]
    yield opened
    for one in opened:
        await one.close()


async def published(
    database: Database, content: Content, count: int, *, anew: bool = False
) -> Publication:
    async with database.writing() as session:
        for statement in FORGET if anew else ():
            await session.execute(text(statement))
        return await publish(session, content.edition(), LATER + timedelta(hours=count))


async def all_that_is_served(database: Database) -> dict[str, object]:
    """Return the rows of all tables, and the newest bundle of each language, unpacked too."""
    tables = await states.everything(database)
    served: dict[str, object] = {
        name: [row for _, row in rows] for name, rows in tables.items() if name not in APART
    }
    async with database.reading() as session:
        for language in set(await session.scalars(select(PublishedBundle.language))):
            served[f"bundle {language}"] = await newest_bundle(session, language)
    return served


async def newest_bundle(
    session: AsyncSession, language: str
) -> tuple[bytes, bytes, dict[str, int]]:
    newest = select(PublishedBundle).where(PublishedBundle.language == language)
    found = await session.scalar(newest.order_by(PublishedBundle.serial.desc()).limit(1))
    assert found is not None
    body = await whole_bundle_file(session, await get_bundle_file(session, found.sha256))
    file, lines = await session.get_one(BundleFile, found.sha256), gzip.decompress(body)
    assert (file.bytes, file.bytes_unpacked) == (len(body), len(lines))
    return body, lines, found.counts


@pytest.mark.parametrize(
    ("seed", "count"),
    [(1, 2), *(pytest.param(seed, 25, marks=pytest.mark.slow) for seed in range(1, 5))],
)
async def test_what_is_built_in_part_is_what_is_built_as_a_whole(
    both: list[Database],
    content: Content,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
    count: int,
) -> None:
    monkeypatch.setattr(gzip_pieces, "COMPRESSION", databases.COMPRESSION)
    with pseudo_language():
        editor = RandomEdits(pseudo_content(content), seed)
        for number in range(count):
            done = [editor.edit() for _ in range(editor.chance.randint(1, 3) if number else 0)]
            part = await published(both[0], editor.content, number)
            whole = await published(both[1], editor.content, number, anew=True)
            assert part.built <= whole.built
            assert changes(part) == changes(whole), done
            served = [await all_that_is_served(one) for one in both]
            for name in served[1]:
                assert served[0][name] == served[1][name], (name, done)
        await assert_is_what_the_records_say(both[0], editor.content)


def changes(publication: Publication) -> tuple[object, ...]:
    one = publication
    return one.created, one.changed, one.removed, one.upserts, one.deletes, one.serial


async def assert_is_what_the_records_say(database: Database, content: Content) -> None:
    """Compare with documents built by themselves; routines are frozen, so not with those."""
    columns = (Document.type, Document.slug, Document.body, Document.revision, Document.updated_at)
    for language in (FALLBACK, PSEUDO):
        query = select(*columns).where(Document.language == language, Document.change == "upsert")
        async with database.reading() as session:
            stored = {(row.type, row.slug): row for row in await session.execute(query)}
        for key, item in build_all(content, language).items():
            row = stored.pop(key)
            body = item.body(row.revision, row.updated_at)
            assert key[0] == "routine" or row.body == body, (key, language)
        assert stored == {}


async def test_only_what_is_made_of_something_changed_is_built(
    scratch: Database, content: Content
) -> None:
    reworded = edited(content, "exercises", "calf-stretch", feel="A pull in the calf.")

    nothing = await published(scratch, content, 0)
    one = await published(scratch, reworded, 1)

    assert (nothing.built, nothing.upserts) == (0, [])
    assert one.upserts == [("exercise", "calf-stretch")]
    assert 1 <= one.built < 30
