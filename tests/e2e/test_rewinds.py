"""The database is put back to earlier states, and every app ends with what is served."""

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.engine import URL

from api.db import open_database
from api.models import Document
from seed.content import Content
from seed.importer import import_content
from tests import databases
from tests.backups.conftest import Run
from tests.backups.conftest import run as run  # a fixture
from tests.conftest import client_of, served
from tests.databases import PUBLISHED, execute, new_name
from tests.seed.factories import edited
from tests.soak import rounds
from tests.v1.offline import Key, OfflineApp
from tests.v1.test_offline import Editor

pytestmark = pytest.mark.soak

REWINDS = rounds(short=5, long=50)


class ChangesApp(OfflineApp):
    """An app that never takes a bundle: it walks through all changes, also if it starts again."""

    async def start_again(self, client: httpx.AsyncClient) -> None:
        page = (await client.get("/v1/changes", params={"limit": 1})).raise_for_status().json()
        self.catalogue_id, self.next_after, self.documents = page["catalogue_id"], "0", {}


@dataclass
class Saved:
    """A copy of the database, and what an editor had published in it."""

    name: str
    content: Content
    followed_by: list[tuple[Content, datetime]] = field(default_factory=list)
    """What was published after it, to be published again."""


@dataclass
class Server:
    """A running application whose database is saved and put back under it."""

    url: URL
    app: FastAPI
    editor: Editor
    now: datetime = PUBLISHED
    saved: list[Saved] = field(default_factory=list)

    async def publish(self, content: Content, now: datetime) -> None:
        database = open_database(databases.settings_for(self.url), statement_timeout_ms=60_000)
        try:
            await import_content(database, content, now=now)
        finally:
            await database.close()
        self.editor.content = content

    async def publish_something(self) -> None:
        """Publish one edit or a few, sometimes in the same second as before."""
        before = self.editor.content
        self.now += timedelta(seconds=self.editor.chance.choice([0, 1, 3_600]))
        for _ in range(self.editor.chance.randint(1, 3)):
            self.editor.edit()
        content, self.editor.content = self.editor.content, before
        for copy in self.saved:
            copy.followed_by.append((content, self.now))
        await self.publish(content, self.now)

    async def save(self) -> None:
        await self.app.state.database.close()
        copy = Saved(new_name(), self.editor.content)
        await self.copy(str(self.url.database), copy.name)
        self.saved.append(copy)

    async def rewind(self) -> str:
        """Put the database back to a copy; maybe publish other content then, or the same again."""
        chance = self.editor.chance
        copy = chance.choice(self.saved)
        await self.app.state.database.close()
        await execute(self.url.set(database="postgres"), self.drop(str(self.url.database)))
        await self.copy(copy.name, str(self.url.database))
        self.editor.content, followed = copy.content, copy.followed_by
        what = chance.choice(["nothing", "other", "other", "the same", "the same, later"])
        if what == "other":
            for _ in range(chance.randint(1, 3)):
                await self.publish_something()
        elif what.startswith("the same"):
            late = timedelta(hours=what.endswith("later"))
            for content, now in followed[: chance.randint(1, 3)]:
                await self.publish(content, now + late)
        return what

    async def copy(self, old: str, new: str) -> None:
        server = self.url.set(database="postgres")
        await execute(server, f"CREATE DATABASE {new} TEMPLATE {old}")

    def drop(self, name: str) -> str:
        return f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"

    async def live(self) -> dict[Key, str]:
        """Return every document as the database holds it now."""
        query = select(Document.type, Document.slug, Document.body)
        async with self.app.state.database.reading() as session:
            rows = await session.execute(query.where(Document.change == "upsert"))
            return {(row.type, row.slug): row.body for row in rows}


@pytest_asyncio.fixture(loop_scope="session")
async def rewound(scratch_url: URL, content: Content) -> AsyncIterator[Server]:
    async with served(scratch_url) as app:
        server = Server(scratch_url, app, Editor(content, seed=25))
        yield server
        for copy in server.saved:
            await execute(scratch_url.set(database="postgres"), server.drop(copy.name))


async def test_every_app_ends_with_what_is_served(rewound: Server) -> None:
    """Some apps are up to date at a rewind, some behind, and some between two pages."""
    apps: dict[str, OfflineApp] = {
        "bundle": OfflineApp(),
        "changes": ChangesApp(),
        "bundle, seldom": OfflineApp(),
        "changes, seldom": ChangesApp(),
        "bundle, a page at a time": OfflineApp(),
        "changes, a page at a time": ChangesApp(),
    }
    chance = random.Random(26)  # noqa: S311 - nothing secret
    async with client_of(rewound.app) as client:
        # What is asked stays what the contract says; the schemas have tests of their own.
        client.event_hooks = {"response": []}
        await rewound.save()
        for number in range(REWINDS):
            for _ in range(chance.randint(0, 2)):
                await rewound.publish_something()
                if chance.random() < 0.4:
                    await rewound.save()
                await move_on(apps, client, chance)
            what = await rewound.rewind()
            await move_on(apps, client, chance)
            for name, app in apps.items():
                if not name.endswith("seldom") or number % 5 == 4:
                    await app.sync(client, limit=chance.choice([40, 100]))
                    assert app.documents == await rewound.live(), (number, what, name)
    started = sum(app.bundles_taken for app in apps.values())
    assert started > 3, "no rewind was noticed"


async def move_on(
    apps: dict[str, OfflineApp], client: httpx.AsyncClient, chance: random.Random
) -> None:
    """Let each app sync, or take one page, or do nothing."""
    for name, app in apps.items():
        if name.endswith("page at a time"):
            if app.catalogue_id is None:
                await app.start_again(client)
            await app.take_changes(client, chance.choice([1, 5, 60]))
        elif not name.endswith("seldom") or chance.random() < 0.2:
            await app.sync(client)


async def test_a_restored_backup_sends_who_was_ahead_to_the_bundle(
    rewound: Server, content: Content, tmp_path: Path, run: Run
) -> None:
    file = tmp_path / "instep.backup"
    assert (await asyncio.to_thread(run, rewound.url, "backup", file))[0] == 0
    app, behind = OfflineApp(), OfflineApp()
    async with client_of(rewound.app) as client:
        await behind.sync(client)
        await rewound.publish(edited(content, "exercises", "calf-stretch", feel="B."), PUBLISHED)
        await app.sync(client)

        await asyncio.to_thread(run, rewound.url, "restore", file, "--replace")
        await rewound.publish(edited(content, "exercises", "calf-stretch", feel="C."), PUBLISHED)
        await app.sync(client)
        await behind.sync(client)

        live = await rewound.live()
    assert '"feel":"C."' in live["exercise", "calf-stretch"]
    assert app.documents == behind.documents == live
    assert (app.bundles_taken, behind.bundles_taken) == (2, 1)
