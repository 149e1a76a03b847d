"""/v1/routines: the list with its filters, each routine complete, and its frozen versions."""

from typing import Any

import httpx
import pytest

from tests.sent import Sent
from tests.v1.lists import Answer, everything

ROUTINES = "/v1/routines"


async def slugs(client: httpx.AsyncClient, **query: Any) -> set[str]:
    return {line["slug"] for line in await everything(client, ROUTINES, **query)}


async def details(client: httpx.AsyncClient) -> list[Answer]:
    return [(await client.get(f"{ROUTINES}/{slug}")).json() for slug in await slugs(client)]


class TestListRoutines:
    async def test_the_article_s_own_ways_of_use_are_there(self, client: httpx.AsyncClient) -> None:
        formats = {line["slug"]: line["format"] for line in await everything(client, ROUTINES)}

        assert formats["one-a-day-with-your-workout"] == "one_a_day"
        assert formats["short-foot-series"] == "short_series"
        assert "toes-at-the-end-of-the-day" in formats

    @pytest.mark.parametrize(
        ("query", "wanted"),
        [
            ({"format": "circuit"}, ["strong-arches"]),
            ({"level": "intermediate"}, ["one-a-day-with-your-workout", "strong-arches"]),
            ({"format": ["circuit", "one_a_day"], "complaint": "flat-feet"}, ["strong-arches"]),
            ({"complaint": "plantar-heel-pain"}, ["first-steps-in-the-morning"]),
            (
                {"complaint": ["foot-cramps", "ankle-stiffness"]},
                ["before-bed-cramps", "loose-ankles"],
            ),
            ({"max_seconds": 179}, []),
            ({"max_seconds": 180}, ["toes-at-the-end-of-the-day"]),
        ],
        ids=str,
    )
    async def test_a_filter_keeps_what_fits_and_all_of_it(
        self, client: httpx.AsyncClient, query: dict[str, Any], wanted: list[str]
    ) -> None:
        assert sorted(await slugs(client, **query)) == wanted

    async def test_a_region_gives_the_routines_that_work_on_anything_inside_it(
        self, client: httpx.AsyncClient
    ) -> None:
        at_the_calf = {
            line["slug"] for line in await everything(client, "/v1/exercises", region="calf")
        }
        wanted = {
            line["slug"]
            for line in await everything(client, ROUTINES)
            if at_the_calf & set(line["exercises"])
        }

        assert await slugs(client, region="calf") == wanted
        assert 0 < len(wanted) < 10

    async def test_editors_routines_are_meant_unless_partners_are_asked_for(
        self, client: httpx.AsyncClient
    ) -> None:
        owners = {line["owner"]["kind"] for line in await everything(client, ROUTINES)}

        assert owners == {"editors"}
        assert await slugs(client, owner="editors") == await slugs(client)
        assert await slugs(client, owner="partner") == {"example-gym--morning-feet"}

    async def test_it_takes_the_same_few_statements_with_every_filter(
        self, client: httpx.AsyncClient, statements: list[Sent]
    ) -> None:
        query = {
            "complaint": "flat-feet",
            "region": "foot",
            "format": "circuit",
            "level": "beginner",
        }

        await client.get(ROUTINES, params=query)

        # meaning of the slugs, lines
        assert len(statements) == 2


class TestGetRoutine:
    async def test_its_exercises_come_in_order_with_all_that_is_needed_to_do_them(
        self, client: httpx.AsyncClient
    ) -> None:
        routine = (await client.get(f"{ROUTINES}/first-steps-in-the-morning")).json()

        items = routine["items"]
        assert [item["number"] for item in items] == [1, 2, 3]
        assert [item["exercise"]["slug"] for item in items] == [
            "seated-point-and-flex",
            "plantar-heel-stretch",
            "calf-stretch",
        ]
        assert all(item["exercise"]["steps"] and item["dosage"] for item in items)
        assert "pain" in routine["stop_rule"].lower()

    async def test_a_session_takes_as_long_as_its_exercises(
        self, client: httpx.AsyncClient
    ) -> None:
        for routine in await details(client):
            seconds = sum(item["seconds"] for item in routine["items"])
            assert routine["total_seconds"] == seconds, routine["slug"]

    async def test_it_lists_each_thing_that_its_exercises_use(
        self, client: httpx.AsyncClient
    ) -> None:
        for routine in await details(client):
            used: dict[str, bool] = {}
            for item in routine["items"]:
                exercise = (await client.get(f"/v1/exercises/{item['exercise']['slug']}")).json()
                for thing in exercise["equipment"]:
                    used[thing["slug"]] = thing["required"] or used.get(thing["slug"], False)
            listed = {thing["slug"]: thing["required"] for thing in routine["equipment"]}
            assert listed == used, routine["slug"]

    async def test_nothing_in_it_is_to_be_avoided_with_a_complaint_it_is_made_for(
        self, client: httpx.AsyncClient
    ) -> None:
        for routine in await details(client):
            done = {item["exercise"]["slug"] for item in routine["items"]}
            for complaint in routine["complaints"]:
                address = f"/v1/complaints/{complaint['slug']}/exercises"
                helping = (await client.get(address)).json()
                assert not done & {thing["exercise"] for thing in helping["avoid"]}
                assert helping["items"], complaint["slug"]


class TestGetFrozenRoutine:
    async def test_the_newest_version_is_the_routine_without_what_may_move(
        self, client: httpx.AsyncClient
    ) -> None:
        routine = (await client.get(f"{ROUTINES}/desk-feet")).json()

        frozen = (await client.get(f"{ROUTINES}/desk-feet/versions/2")).json()

        assert frozen["version"] == 2
        assert frozen["published_at"] == "2026-11-29T00:00:00Z"
        assert frozen["advisories"] == []
        assert frozen.pop("url") == f"{routine.pop('url')}/versions/2"
        assert set(routine) - set(frozen) == {"revision", "updated_at"}
        assert frozen.items() <= routine.items()

    async def test_a_version_that_never_was_is_not_found(self, client: httpx.AsyncClient) -> None:
        response = await client.get(f"{ROUTINES}/desk-feet/versions/3")

        assert response.status_code == 404
        assert response.json()["detail"] == "The routine desk-feet has no version 3."

    @pytest.mark.parametrize("number", ["0", "-1", "10001", "1.5", "one", "9" * 300, "%00"])
    async def test_an_impossible_version_is_refused_and_nothing_breaks(
        self, client: httpx.AsyncClient, number: str
    ) -> None:
        response = await client.get(f"{ROUTINES}/desk-feet/versions/{number}")

        assert response.status_code in (404, 422)
        assert response.headers["content-type"] == "application/problem+json"

    @pytest.mark.parametrize("slug", ["desk-feets", "DESK-FEET", "%00", "a" * 65])
    async def test_a_version_of_no_routine_is_not_found(
        self, client: httpx.AsyncClient, slug: str
    ) -> None:
        assert (await client.get(f"{ROUTINES}/{slug}/versions/1")).status_code == 404

    async def test_it_takes_three_statements(
        self, client: httpx.AsyncClient, statements: list[Sent]
    ) -> None:
        await client.get(f"{ROUTINES}/desk-feet/versions/2")

        # catalogue, version, retired exercises
        assert len(statements) == 3
