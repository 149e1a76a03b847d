"""A grown catalogue is a true one: its records are published like those of the editors."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import select, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncSession

from api.db import Database, open_database
from api.models import Catalogue, Document, SearchName
from api.publishing.publish import publish
from api.publishing.slugs import TYPES
from api.records import Edition
from api.v1.schemas.complaints import Complaint, ComplaintPage
from api.v1.schemas.exercises import Exercise, ExercisePage
from seed.content import Content
from seed.references import references
from seed.synthetic import grow
from tests.conftest import client_of, served
from tests.databases import PUBLISHED, settings_for
from tests.grown import grown_database
from tests.publishing import states

COUNT = 400


@pytest.fixture(scope="module")
def grown_url(server: URL, template: URL) -> Iterator[URL]:
    with grown_database(server, template, COUNT) as url:
        yield url


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def grown(grown_url: URL) -> AsyncIterator[Database]:
    opened = open_database(settings_for(grown_url))
    yield opened
    await opened.close()


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def grown_client(grown_url: URL) -> AsyncIterator[httpx.AsyncClient]:
    async with served(grown_url) as app, client_of(app) as client:
        yield client


@pytest.fixture(scope="module")
def edition(content: Content) -> Edition:
    return grow(content.edition(), COUNT)


@pytest.fixture
def three_urls(server: URL, template: URL) -> Iterator[list[URL]]:
    """Small grown catalogues: two of one seed, one of another."""
    with ExitStack() as stack:
        grown = (grown_database(server, template, 40, seed) for seed in (1, 1, 2))
        yield [stack.enter_context(one) for one in grown]


async def synthetic(database: Database) -> dict[states.Key, tuple[str | None, str | None]]:
    return {
        key: (document.body, document.summary)
        for key, document in (await states.documents(database)).items()
        if key[1].startswith("synthetic-")
    }


class TestGrow:
    async def test_publishing_again_changes_nothing(
        self, grown: Database, edition: Edition
    ) -> None:
        async with grown.writing(keep=False) as session:
            publication = await publish(session, edition, PUBLISHED)

        assert (publication.upserts, publication.deletes) == ([], [])
        assert len(await synthetic(grown)) == COUNT + COUNT // 20

    async def test_the_search_is_the_same_however_often_all_is_published(
        self, grown: Database, edition: Edition
    ) -> None:
        async with grown.writing(keep=False) as session:
            before = await searched(session)
            await session.execute(
                text(
                    "UPDATE documents SET content_digest = md5(body)"
                    " || md5(body) WHERE change = 'upsert'"
                )
            )
            await publish(session, edition, PUBLISHED)
            after = await searched(session)

        assert after == before

    async def test_serials_go_on_without_a_gap(self, grown: Database) -> None:
        async with grown.reading() as session:
            numbers = (await session.scalars(select(Document.serial))).all()
            last = await session.scalar(select(Catalogue.serial))

        assert sorted(numbers) == list(range(1, len(numbers) + 1))
        assert last == len(numbers)

    def test_nothing_refers_to_what_is_not_there(self, edition: Edition) -> None:
        for resource in TYPES:
            for record in getattr(edition.original, resource).values():
                for place, named, slug in references(record):
                    assert slug in getattr(edition.original, named), (record, place)

    async def test_answers_have_the_shapes_of_the_contract(
        self, grown_client: httpx.AsyncClient
    ) -> None:
        exercises = (await grown_client.get("/v1/exercises?limit=100")).text
        complaints = (await grown_client.get("/v1/complaints?limit=100")).text
        one = (await grown_client.get("/v1/exercises/synthetic-00000007")).text
        other = (await grown_client.get("/v1/complaints/synthetic-ache-00000007")).text

        assert len(ExercisePage.model_validate_json(exercises).items) == 100
        assert len(ComplaintPage.model_validate_json(complaints).items) > 20
        assert Exercise.model_validate_json(one).slug == "synthetic-00000007"
        assert Complaint.model_validate_json(other).slug == "synthetic-ache-00000007"

    async def test_a_few_words_are_everywhere_and_most_are_rare(self, grown: Database) -> None:
        async with grown.reading() as session:
            names = (await session.scalars(select(SearchName.folded))).all()
        words = [word for name in names for word in name.split()]
        uses = sorted((words.count(word) for word in set(words)), reverse=True)

        assert uses[0] > 20 * uses[len(uses) // 2]

    def test_things_hang_together_as_in_the_real_catalogue(self, edition: Edition) -> None:
        regions = [len(item.regions) for item in made(edition.original.exercises)]
        exercises = [len(item.exercises) for item in made(edition.original.complaints)]

        assert (min(regions), max(regions)) == (1, 5)
        assert min(exercises) >= 4
        assert 30 < max(exercises) <= 61

    async def test_a_seed_gives_one_catalogue_and_another_gives_another(
        self, three_urls: list[URL]
    ) -> None:
        made = []
        for url in three_urls:
            opened = open_database(settings_for(url))
            made.append(await synthetic(opened))
            await opened.close()

        assert made[0] == made[1] != made[2]


async def searched(session: AsyncSession) -> list[str]:
    rows = [
        await session.scalars(
            text(f"SELECT row::text FROM {table} AS row ORDER BY 1")  # noqa: S608
        )
        for table in ("search_names", "search_texts", "facet_counts")
    ]
    return [row for some in rows for row in some]


def made(records: Mapping[str, Any]) -> list[Any]:
    """Return the synthetic ones of these records."""
    return [record for slug, record in records.items() if slug.startswith("synthetic-")]
