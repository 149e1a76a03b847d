"""Slugs that moved on (308), were taken out (410), or stand in a filter under an old name."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
import pytest_asyncio
from sqlalchemy.engine import URL

from api.models import RetiredSlug
from tests import databases
from tests.conftest import client_of, served
from tests.v1.lists import EACH_LIST, LISTS, Catalogued, everything, only_error

TYPES = {
    "/v1/exercises": "exercise",
    "/v1/complaints": "complaint",
    "/v1/body-regions": "body-region",
    "/v1/conditions": "condition",
    "/v1/red-flags": "red-flag",
    "/v1/equipment": "equipment",
    "/v1/routines": "routine",
    "/v1/contributors": "contributor",
    "/v1/sources": "source",
    "/v1/insights": "insight",
}


@pytest.fixture(scope="module")
def retired_url(server: URL, template: URL) -> Iterator[URL]:
    with databases.database(server, str(template.database)) as url:
        yield url


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def retired(retired_url: URL) -> AsyncIterator[httpx.AsyncClient]:
    """A catalogue in which each kind of thing has had other names and lost one member."""
    async with served(retired_url) as app, client_of(app) as client:
        async with app.state.database.writing() as session:
            for catalogued in LISTS:
                session.add_all(retirements(TYPES[catalogued.address], catalogued.known))
        yield client


def retirements(kind: str, known: str) -> list[RetiredSlug]:
    rows = [
        ("old-name", "renamed", known),
        ("taken-out", "removed", known),
        ("gone-for-good", "removed", None),
        ("moved-then-gone", "renamed", "gone-for-good"),
    ]
    return [
        RetiredSlug(type=kind, slug=slug, reason=reason, replaced_by=successor)
        for slug, reason, successor in rows
    ]


class TestRenamed:
    @EACH_LIST
    async def test_the_old_slug_sends_to_the_new_one(
        self, retired: httpx.AsyncClient, catalogued: Catalogued
    ) -> None:
        response = await retired.get(f"{catalogued.address}/old-name")

        assert response.status_code == 308
        assert response.headers["location"] == f"{databases.PUBLIC_URL}{catalogued.detail}"
        assert response.headers["cache-control"] == "public, max-age=3600"

    async def test_what_stands_around_the_slug_stays(self, retired: httpx.AsyncClient) -> None:
        exercises = await retired.get("/v1/complaints/old-name/exercises")
        version = await retired.get("/v1/routines/old-name/versions/2")
        timeline = await retired.get("/v1/routines/old-name/timeline")

        base = f"{databases.PUBLIC_URL}/v1"
        assert (exercises.status_code, version.status_code) == (308, 308)
        assert timeline.headers["location"] == f"{base}/routines/desk-feet/timeline"
        assert exercises.headers["location"] == f"{base}/complaints/plantar-heel-pain/exercises"
        assert version.headers["location"] == f"{base}/routines/desk-feet/versions/2"

    async def test_it_sends_to_the_public_address_whoever_asks(
        self, retired: httpx.AsyncClient
    ) -> None:
        hostile = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}

        response = await retired.get("/v1/exercises/old-name", headers=hostile)

        assert response.headers["location"].startswith(f"{databases.PUBLIC_URL}/v1/")
        assert "evil" not in str(response.headers)

    async def test_an_old_slug_whose_thing_is_gone_leads_to_410(
        self, retired: httpx.AsyncClient
    ) -> None:
        response = await retired.get("/v1/exercises/moved-then-gone", follow_redirects=True)

        assert len(response.history) == 1
        assert response.status_code == 410


class TestRemoved:
    @EACH_LIST
    async def test_it_is_gone_and_says_what_took_its_place(
        self, retired: httpx.AsyncClient, catalogued: Catalogued
    ) -> None:
        replaced = await retired.get(f"{catalogued.address}/taken-out")
        gone = await retired.get(f"{catalogued.address}/gone-for-good")

        assert (replaced.status_code, gone.status_code) == (410, 410)
        assert replaced.json()["code"] == gone.json()["code"] == "gone"
        assert replaced.json()["replaced_by"] == catalogued.known
        assert gone.json()["replaced_by"] is None

    async def test_what_hung_on_it_is_gone_too(self, retired: httpx.AsyncClient) -> None:
        exercises = await retired.get("/v1/complaints/taken-out/exercises")
        version = await retired.get("/v1/routines/taken-out/versions/1")
        timeline = await retired.get("/v1/routines/taken-out/versions/1/timeline")

        assert (exercises.status_code, version.status_code) == (410, 410)
        assert timeline.status_code == 410
        assert exercises.json()["replaced_by"] == "plantar-heel-pain"
        assert version.json()["replaced_by"] == "desk-feet"

    async def test_a_slug_that_is_taken_out_of_one_kind_answers_in_another(
        self, retired: httpx.AsyncClient
    ) -> None:
        assert (await retired.get("/v1/exercises/calf-stretch")).status_code == 200


class TestRetiredSlugsInFilters:
    @pytest.mark.parametrize(
        ("address", "parameter", "current"),
        [
            ("/v1/exercises", "region", "heel"),
            ("/v1/exercises", "complaint", "plantar-heel-pain"),
            ("/v1/exercises", "equipment", "chair"),
            ("/v1/complaints", "region", "heel"),
            ("/v1/body-regions", "parent", "heel"),
            ("/v1/routines", "complaint", "plantar-heel-pain"),
            ("/v1/routines", "region", "heel"),
        ],
    )
    async def test_the_old_slug_means_the_new_one(
        self, retired: httpx.AsyncClient, address: str, parameter: str, current: str
    ) -> None:
        by_old_name = await everything(retired, address, **{parameter: "old-name"})
        by_both = await everything(retired, address, **{parameter: ["old-name", current]})

        assert by_old_name == by_both == await everything(retired, address, **{parameter: current})

    @pytest.mark.parametrize("slug", ["taken-out", "gone-for-good", "moved-then-gone"])
    async def test_a_slug_whose_thing_is_gone_is_unknown(
        self, retired: httpx.AsyncClient, slug: str
    ) -> None:
        error = only_error(await retired.get("/v1/exercises", params={"complaint": slug}))

        assert error["parameter"] == "complaint"
        assert error["code"] == "unknown_slug"

    async def test_a_slug_of_another_kind_is_unknown(self, retired: httpx.AsyncClient) -> None:
        error = only_error(await retired.get("/v1/exercises", params={"region": "chair"}))

        assert error["code"] == "unknown_slug"
