"""A serial has a history: an app notices that the database is not the one that it read."""

from datetime import timedelta

import httpx
from sqlalchemy import update

from api.db import Database
from api.models import Catalogue
from api.publishing.histories import HISTORY_LIFE
from seed.content import Content
from seed.importer import import_content
from tests.databases import PUBLISHED
from tests.seed.factories import edited, with_records
from tests.v1.test_changes import CHANGES, HISTORY, LATER, walked


class TestAState:
    """What an app sends in `after`, when the database is not what it was."""

    async def after(self, client: httpx.AsyncClient) -> str:
        return str((await client.get("/v1/bundle")).json()["next_after"])

    async def status(self, client: httpx.AsyncClient, after: str) -> int:
        return (await client.get(CHANGES, params={"after": after})).status_code

    async def test_is_known_for_a_year_although_every_document_of_it_changed(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        known = await self.after(scratch_client)
        changed = edited(content, "exercises", "calf-stretch", feel="A pull.")

        await import_content(scratch, changed, now=PUBLISHED + HISTORY_LIFE)
        in_time = await self.status(scratch_client, known)
        later = PUBLISHED + HISTORY_LIFE + timedelta(seconds=1)
        await import_content(scratch, content, now=later)

        assert (in_time, await self.status(scratch_client, known)) == (200, 410)
        assert await self.status(scratch_client, await self.after(scratch_client)) == 200

    async def test_of_now_is_known_however_long_nothing_was_published(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        known = await self.after(scratch_client)

        await import_content(scratch, content, now=PUBLISHED + 3 * HISTORY_LIFE)

        assert await self.after(scratch_client) == known
        assert await self.status(scratch_client, known) == 200

    async def test_that_everybody_passes_through_is_known_after_years(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        """The first page of a new app ends at a serial of long ago."""
        changed = edited(content, "exercises", "calf-stretch", feel="A pull.")

        await import_content(scratch, changed, now=PUBLISHED + 3 * HISTORY_LIFE)

        assert len(await walked(scratch_client, limit=20)) > 250

    async def test_of_other_content_under_the_same_serial_is_unknown(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        known = await self.after(scratch_client)
        async with scratch.writing() as session:
            await session.execute(update(Catalogue).values(history=HISTORY))

        assert await self.status(scratch_client, known) == 410

    async def test_changes_with_a_notice_that_no_document_carries(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        known = await self.after(scratch_client)

        await import_content(
            scratch, edited(content, "notices", "stop_rule", text="Stop if it hurts."), now=LATER
        )

        page = (await scratch_client.get(CHANGES, params={"after": known})).json()
        assert page["items"] == []
        assert page["next_after"] == await self.after(scratch_client) != known

    async def test_changes_with_the_order_of_the_warning_signs(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        known = await self.after(scratch_client)
        first, second, *others = content.of("red_flags")

        await import_content(
            scratch, with_records(content, "red_flags", [second, first, *others]), now=LATER
        )

        assert await self.after(scratch_client) != known
