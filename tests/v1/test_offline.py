"""An app that syncs whenever it likes ends with the bytes that one which starts today has."""

import random
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import update
from sqlalchemy.engine import make_url

from api.db import Database, open_database
from api.embedded import embedded_postgres
from api.main import create_app
from api.models import Catalogue
from api.publishing.documents import TOMBSTONE_LIFE
from api.publishing.publish import publish
from seed.content import Content
from seed.importer import import_content
from seed.synthetic import EXERCISES_TO_A_COMPLAINT, grow
from tests import databases
from tests.conftest import client_of
from tests.databases import PUBLISHED, settings_for
from tests.publishing.test_isolation import feeling
from tests.seed.factories import added, edited, renamed, value_of, without
from tests.v1.offline import OfflineApp

MANY = 1_200
HEEL = ("exercise", "plantar-heel-stretch")


async def fresh(client: httpx.AsyncClient) -> OfflineApp:
    """Return the app of someone who installs it now."""
    app = OfflineApp()
    await app.sync(client)
    return app


class Editor:
    """Changes the content at random; the same seed makes the same changes."""

    def __init__(self, content: Content, seed: int) -> None:
        self.content = content
        self.chance = random.Random(seed)  # noqa: S311 - nothing secret
        self.count = 0

    def edit(self) -> None:
        self.count += 1
        change = self.chance.choice(
            [
                self.reword,
                self.reword,
                self.call_a_region_otherwise,
                self.rename,
                self.remove,
                self.add,
            ]
        )
        change()

    def some(self, resource: str) -> str:
        return self.chance.choice(sorted(self.content.identifiers(resource)))

    def reword(self) -> None:
        slug = self.some("exercises")
        self.content = edited(self.content, "exercises", slug, feel=f"Feeling {self.count}.")

    def call_a_region_otherwise(self) -> None:
        """Every document that names the region changes with it."""
        slug = self.some("body_regions")
        self.content = edited(self.content, "body_regions", slug, name=f"Region {self.count}")

    def rename(self) -> None:
        slug = self.some("insights")
        self.content = renamed(self.content, "insights", slug, f"insight-{self.count}")

    def remove(self) -> None:
        self.content = without(self.content, "insights", self.some("insights"))

    def add(self) -> None:
        insight = value_of(self.content, "insights", self.some("insights"))
        new = insight.model_copy(update={"slug": f"new-{self.count}", "former_slugs": []})
        self.content = added(self.content, "insights", new)


class TestAnApp:
    @pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
    async def test_that_syncs_at_random_moments_ends_with_the_bytes_of_a_new_one(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content, seed: int
    ) -> None:
        editor = Editor(content, seed)
        apps = [await fresh(scratch_client) for _ in range(3)]

        for hour in range(1, 9):
            editor.edit()
            await import_content(scratch, editor.content, now=PUBLISHED + timedelta(hours=hour))
            for app in apps:
                if editor.chance.random() < 0.4:
                    await app.sync(scratch_client, limit=editor.chance.randint(1, 100))
        for app in apps:
            await app.sync(scratch_client)

        new = await fresh(scratch_client)
        assert len(new.documents) > 250
        for app in apps:
            assert (app.documents, app.serial) == (new.documents, new.serial)
            assert app.bundles_taken == 1

    async def test_interrupted_between_pages_while_more_is_published_loses_nothing(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        app = await fresh(scratch_client)
        editor = Editor(content, 4)

        for hour in range(1, 5):
            editor.call_a_region_otherwise()
            await import_content(scratch, editor.content, now=PUBLISHED + timedelta(hours=hour))
            await app.take_changes(scratch_client, limit=1)
        await app.sync(scratch_client, limit=2)

        assert app.documents == (await fresh(scratch_client)).documents

    async def test_follows_its_favourites_to_new_names_and_forgets_what_is_gone(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        app = await fresh(scratch_client)
        gone = ("insight", min(content.identifiers("insights")))
        app.favourites = {HEEL, gone}
        changed = without(content, "insights", gone[1])
        changed = renamed(changed, "exercises", HEEL[1], "sole-stretch")

        await import_content(scratch, changed, now=PUBLISHED + timedelta(hours=1))
        await app.sync(scratch_client)

        assert app.favourites == {("exercise", "sole-stretch")}
        assert not {HEEL, gone} & app.documents.keys()

    async def test_asks_again_for_a_304_without_a_body(
        self, scratch_client: httpx.AsyncClient
    ) -> None:
        app = await fresh(scratch_client)

        again = await scratch_client.get(
            "/v1/changes",
            params={"after": app.next_after, "catalogue_id": str(app.catalogue_id), "limit": 100},
            headers={"if-none-match": app.etags[app.next_after]},
        )

        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["catalogue-serial"] == str(app.serial)

    @pytest.mark.slow
    async def test_takes_thousands_of_changes_at_once(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        # A synthetic complaint may name more exercises than editors may, and so than the contract.
        scratch_client.event_hooks = {"response": []}
        app = await fresh(scratch_client)

        edition = grow(feeling(content, "Other.").edition(), MANY)
        async with scratch.writing() as session:
            published = await publish(session, edition, PUBLISHED + timedelta(hours=1))
        await app.sync(scratch_client)

        assert len(published.upserts) == MANY + MANY // EXERCISES_TO_A_COMPLAINT + len(
            content.exercises
        )
        new = await fresh(scratch_client)
        assert (app.documents, app.serial) == (new.documents, new.serial)
        assert app.bundles_taken == 1

    async def test_away_for_more_than_a_year_starts_again_from_the_bundle(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        app = await fresh(scratch_client)
        slug = min(content.identifiers("insights"))
        shorter = without(content, "insights", slug)

        await publish_at(scratch, shorter, PUBLISHED)
        await publish_at(scratch, shorter, PUBLISHED + TOMBSTONE_LIFE + timedelta(seconds=1))
        await app.sync(scratch_client)

        assert app.bundles_taken == 2
        assert app.documents == (await fresh(scratch_client)).documents
        assert ("insight", slug) not in app.documents

    async def test_away_for_a_year_to_the_day_needs_only_the_changes(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        app = await fresh(scratch_client)
        slug = min(content.identifiers("insights"))
        shorter = without(content, "insights", slug)

        await publish_at(scratch, shorter, PUBLISHED)
        await publish_at(scratch, shorter, PUBLISHED + TOMBSTONE_LIFE)
        await app.sync(scratch_client)

        assert app.bundles_taken == 1
        assert ("insight", slug) not in app.documents


async def publish_at(database: Database, content: Content, now: datetime) -> None:
    await import_content(database, content, now=now)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A place where the account of an embedded server may enter."""
    parent = Path(tempfile.mkdtemp(prefix="instep-offline-"))
    parent.chmod(0o711)
    yield parent / "data"
    shutil.rmtree(parent)


class TestTheDatabase:
    @pytest.mark.slow
    async def test_may_be_restarted_between_two_syncs(self, folder: Path, content: Content) -> None:
        phone = OfflineApp()
        with embedded_postgres(folder) as server:
            await databases.fill(make_url(server.url()))
            served = create_app(settings_for(make_url(server.url())))
            async with client_of(served) as client:
                await phone.sync(client)

        async with client_of(served) as client:
            away = await client.get("/v1/changes")
        with embedded_postgres(folder) as server:
            changed = edited(content, "exercises", HEEL[1], feel="Warm.")
            database = open_database(settings_for(make_url(server.url())))
            await import_content(database, changed, now=PUBLISHED + timedelta(hours=1))
            await database.close()
            async with client_of(served) as client:
                await phone.sync(client)
                new = await fresh(client)
            await served.state.database.close()

        assert (away.status_code, away.headers["retry-after"]) == (503, "2")
        assert (phone.documents, phone.bundles_taken) == (new.documents, 1)
        assert '"feel":"Warm."' in phone.documents[HEEL]

    async def test_replaced_by_another_one_makes_the_app_start_again(
        self, scratch: Database, scratch_client: httpx.AsyncClient
    ) -> None:
        app = await fresh(scratch_client)
        app.documents["exercise", "from-the-old-one"] = "{}"

        async with scratch.writing() as session:
            await session.execute(update(Catalogue).values(catalogue_id=uuid.uuid4()))
        await app.sync(scratch_client)

        assert app.bundles_taken == 2
        assert app.documents == (await fresh(scratch_client)).documents

    async def test_put_back_to_a_backup_makes_the_app_start_again(
        self, scratch: Database, scratch_client: httpx.AsyncClient
    ) -> None:
        app = await fresh(scratch_client)
        app.next_after = app.next_after.replace(f"1.{app.serial}.", f"1.{app.serial + 40}.")

        await app.sync(scratch_client)

        assert app.bundles_taken == 2
        assert app.serial == (await fresh(scratch_client)).serial
