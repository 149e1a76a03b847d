"""/v1/contributors: the people whose advice the article carries, as it introduces them."""

import httpx
import pytest

from tests.sent import Sent
from tests.v1.lists import everything

ARTICLE = "aaptiv-strengthen-your-feet"


class TestListContributors:
    async def test_it_is_everybody_the_article_quotes(self, client: httpx.AsyncClient) -> None:
        people = await everything(client, "/v1/contributors")

        assert {person["slug"] for person in people} == {
            "alice-holland",
            "diana-garrett",
            "jordan-myers",
            "ken-jung",
            "kj-landis",
            "lesley-logan",
            "monica-lam-feist",
            "tyler-spraul",
        }

    async def test_each_has_a_role_and_the_source_that_says_so(
        self, client: httpx.AsyncClient
    ) -> None:
        for person in await everything(client, "/v1/contributors"):
            assert person["role"], person["slug"]
            assert person["source"]["slug"] == ARTICLE

    async def test_it_takes_one_statement(
        self, client: httpx.AsyncClient, statements: list[Sent]
    ) -> None:
        await client.get("/v1/contributors")

        # lines
        assert len(statements) == 1


class TestGetContributor:
    @pytest.mark.parametrize(
        ("slug", "name", "role"),
        [
            ("monica-lam-feist", "Monica Lam-Feist", "Personal trainer"),
            ("diana-garrett", "Diana Garrett", "Physical therapist"),
        ],
    )
    async def test_a_person_is_introduced_as_in_the_article(
        self, client: httpx.AsyncClient, slug: str, name: str, role: str
    ) -> None:
        person = (await client.get(f"/v1/contributors/{slug}")).json()

        assert (person["name"], person["role"]) == (name, role)
        assert person["source"]["slug"] == ARTICLE

    async def test_what_the_article_does_not_say_is_null_and_present(
        self, client: httpx.AsyncClient
    ) -> None:
        person = (await client.get("/v1/contributors/monica-lam-feist")).json()

        assert {"credentials", "affiliation"} <= set(person)
        assert person["affiliation"] is None

    async def test_each_person_s_page_lists_what_that_person_said(
        self, client: httpx.AsyncClient
    ) -> None:
        lines = await everything(client, "/v1/insights")

        for line in await everything(client, "/v1/contributors"):
            person = (await client.get(f"/v1/contributors/{line['slug']}")).json()
            assert person["insights"] == [
                {field: claim[field] for field in ("slug", "url", "statement", "topic")}
                for claim in lines
                if person["slug"] in claim["contributors"]
            ]
            assert "insights" not in line

    async def test_whoever_describes_an_exercise_can_be_looked_up(
        self, client: httpx.AsyncClient
    ) -> None:
        teachers = set()
        for line in await everything(client, "/v1/exercises"):
            exercise = (await client.get(f"/v1/exercises/{line['slug']}")).json()
            teachers |= {person["slug"] for person in exercise["contributors"]}

        answers = [await client.get(f"/v1/contributors/{slug}") for slug in sorted(teachers)]

        assert teachers
        assert {answer.status_code for answer in answers} == {200}
