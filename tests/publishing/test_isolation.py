"""An import is one step: whole or not at all, one after the other, unseen until it is done."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta

import httpx
import pytest
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncSession

from api.db import Database, open_database
from api.publishing.publish import Publication, publish
from api.queries.catalogue import get_catalogue
from api.queries.documents import get_document
from api.records import Edition
from seed.content import Content
from seed.importer import import_content
from tests.databases import PUBLISHED, settings_for
from tests.publishing import states
from tests.seed.factories import edited

LATER = PUBLISHED + timedelta(days=1)
Publish = Callable[[AsyncSession, Edition, datetime], Awaitable[Publication]]


def feeling(content: Content, feel: str) -> Content:
    """Return the content with every exercise feeling like that."""
    for slug in content.identifiers("exercises"):
        content = edited(content, "exercises", slug, feel=feel)
    return content


async def feelings(database: Database) -> set[str]:
    """Return what the published exercises feel like."""
    documents = await states.documents(database)
    bodies = [str(document.body) for key, document in documents.items() if key[0] == "exercise"]
    return {json.loads(body)["feel"] for body in bodies}


class Paused:
    """An import that stops after its last statement, before it commits, until it may go on."""

    def __init__(self) -> None:
        self.reached, self.go_on = asyncio.Event(), asyncio.Event()

    async def publish(self, session: AsyncSession, edition: Edition, now: datetime) -> Publication:
        publication = await publish(session, edition, now)
        if not self.reached.is_set():
            self.reached.set()
            await self.go_on.wait()
        return publication


@pytest.fixture
def paused(monkeypatch: pytest.MonkeyPatch) -> Paused:
    """The next import stops before its commit."""
    pause = Paused()
    monkeypatch.setattr("seed.importer.publish", pause.publish)
    return pause


@pytest.fixture
async def hasty(scratch_url: URL) -> AsyncIterator[Database]:
    """The scratch database, for one who hardly waits for a lock."""
    opened = open_database(settings_for(scratch_url, lock_timeout_ms=100))
    yield opened
    await opened.close()


class TestTwoAtOnce:
    async def test_they_end_in_one_of_the_two_contents(
        self, scratch: Database, content: Content
    ) -> None:
        last, _ = await states.serials(scratch)
        soft, firm = feeling(content, "Soft."), feeling(content, "Firm.")

        both = await asyncio.gather(
            import_content(scratch, soft, now=LATER), import_content(scratch, firm, now=LATER)
        )

        assert await feelings(scratch) in ({"Soft."}, {"Firm."})
        written = [imported.publication.upserts for imported in both]
        each = len(content.exercises)
        assert [len(upserts) for upserts in written] == [each, each]
        ends = sorted(imported.publication.serial for imported in both)
        assert ends == [last + each, last + 2 * each]
        documents = await states.documents(scratch)
        newest = sorted(document.serial for document in documents.values())[-each:]
        assert newest == list(range(last + each + 1, last + 2 * each + 1))

    async def test_the_second_waits_for_its_turn_however_long(
        self, scratch: Database, hasty: Database, content: Content, paused: Paused
    ) -> None:
        first = asyncio.create_task(import_content(scratch, feeling(content, "Soft."), now=LATER))
        await paused.reached.wait()
        second = asyncio.create_task(import_content(hasty, feeling(content, "Firm."), now=LATER))
        done, _ = await asyncio.wait([second], timeout=0.5)
        assert done == set()

        paused.go_on.set()
        await asyncio.gather(first, second)

        assert await feelings(scratch) == {"Firm."}


class TestACrash:
    async def test_before_the_commit_it_changes_nothing(
        self, scratch: Database, content: Content, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def crash(session: AsyncSession, edition: Edition, now: datetime) -> Publication:
            await publish(session, edition, now)
            raise ZeroDivisionError

        before = await states.everything(scratch)
        monkeypatch.setattr("seed.importer.publish", crash)

        with pytest.raises(ZeroDivisionError):
            await import_content(scratch, feeling(content, "Soft."), now=LATER)

        assert await states.everything(scratch) == before
        monkeypatch.undo()
        imported = await import_content(scratch, feeling(content, "Soft."), now=LATER)
        assert len(imported.publication.upserts) == len(content.exercises)


class TestReaders:
    async def test_a_snapshot_keeps_its_bytes_and_its_serial(
        self, scratch: Database, content: Content
    ) -> None:
        async with scratch.reading() as session:
            before = await get_catalogue(session)

            await import_content(scratch, feeling(content, "Soft."), now=LATER)

            stored = await get_document(session, "exercise", "calf-stretch", "en")
            assert json.loads(stored.body)["feel"] != "Soft."
            assert await get_catalogue(session) == before
        async with scratch.reading() as session:
            stored = await get_document(session, "exercise", "calf-stretch", "en")
            assert json.loads(stored.body)["feel"] == "Soft."

    async def test_an_import_under_way_is_neither_seen_nor_in_the_way(
        self,
        scratch: Database,
        scratch_client: httpx.AsyncClient,
        content: Content,
        paused: Paused,
    ) -> None:
        address = "/v1/exercises/calf-stretch"
        before = await scratch_client.get(address)
        under_way = asyncio.create_task(
            import_content(scratch, feeling(content, "Soft."), now=LATER)
        )
        await paused.reached.wait()

        during = await asyncio.wait_for(scratch_client.get(address), timeout=5)
        paused.go_on.set()
        await under_way

        assert during.content == before.content
        assert during.headers["catalogue-serial"] == before.headers["catalogue-serial"]
