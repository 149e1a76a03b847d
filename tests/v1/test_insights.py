"""/v1/insights: the claims of the article, one each, and who made them."""

import re

import httpx
import pytest

from tests.sent import Sent
from tests.v1.lists import Answer, everything, only_error

INSIGHTS = "/v1/insights"
NEIGHBOUR = re.compile(
    r"^(that|this|these|those|the other|another|in support|behind these|standing like)\b"
    r"|\b(such compensation|these problems|like that|the other (way|choice|option))\b",
    re.IGNORECASE,
)
"""Words that mean what another claim said before."""


async def slugs(client: httpx.AsyncClient, **query: object) -> list[str]:
    return [line["slug"] for line in await everything(client, INSIGHTS, **query)]


class TestListInsights:
    async def test_it_is_every_claim_of_the_article_about_all_its_topics(
        self, client: httpx.AsyncClient
    ) -> None:
        claims = await everything(client, INSIGHTS)

        assert len(claims) >= 50
        assert {claim["topic"] for claim in claims} == {
            "ageing",
            "anatomy",
            "complaints",
            "exercises",
            "flexibility",
            "habits",
            "kinetic_chain",
            "strength",
        }

    async def test_no_two_say_the_same(self, client: httpx.AsyncClient) -> None:
        statements = [claim["statement"] for claim in await everything(client, INSIGHTS)]

        assert len(set(statements)) == len(statements)

    async def test_a_line_refers_by_slug_to_things_that_exist(
        self, client: httpx.AsyncClient
    ) -> None:
        known = {
            field: {line["slug"] for line in await everything(client, address)}
            for field, address in (
                ("contributors", "/v1/contributors"),
                ("regions", "/v1/body-regions"),
                ("complaints", "/v1/complaints"),
            )
        }

        for claim in await everything(client, INSIGHTS):
            for field, slugs in known.items():
                assert set(claim[field]) <= slugs, claim["slug"]

    async def test_each_stands_alone_and_names_its_speaker(self, client: httpx.AsyncClient) -> None:
        people = await everything(client, "/v1/contributors")
        names = {person["slug"]: person["name"] for person in people}

        for claim in await everything(client, INSIGHTS):
            statement = claim["statement"]
            speakers = [names[slug] for slug in claim["contributors"]] or ["article"]
            assert all(speaker in statement for speaker in speakers), claim["slug"]
            assert not NEIGHBOUR.search(statement), claim["slug"]

    async def test_it_takes_one_statement(
        self, client: httpx.AsyncClient, statements: list[Sent]
    ) -> None:
        await client.get(INSIGHTS)

        # lines
        assert len(statements) == 1


class TestFilterInsights:
    async def test_a_person_gives_what_that_person_said(self, client: httpx.AsyncClient) -> None:
        lines = await everything(client, INSIGHTS)

        for person in await everything(client, "/v1/contributors"):
            said = [line["slug"] for line in lines if person["slug"] in line["contributors"]]
            assert await slugs(client, contributor=person["slug"]) == said
            assert said, person["slug"]

    @pytest.mark.parametrize(
        ("field", "word"), [("topic", "habits"), ("complaint", "plantar-heel-pain")]
    )
    async def test_a_topic_or_complaint_gives_the_claims_about_it(
        self, client: httpx.AsyncClient, field: str, word: str
    ) -> None:
        held = {"topic": "topic", "complaint": "complaints"}[field]
        expected = [
            line["slug"]
            for line in await everything(client, INSIGHTS)
            if word == line[held] or word in line[held]
        ]

        assert expected
        assert await slugs(client, **{field: word}) == expected

    async def test_a_region_gives_the_claims_about_anything_inside_it(
        self, client: httpx.AsyncClient
    ) -> None:
        regions = await everything(client, "/v1/body-regions")
        paths = {line["slug"]: line["path"] for line in regions}
        lines = await everything(client, INSIGHTS)

        for region in ("leg", "foot", "heel"):
            inside = [
                line["slug"]
                for line in lines
                if any(region in paths[named] for named in line["regions"])
            ]
            assert await slugs(client, region=region) == inside, region

    async def test_the_same_filter_twice_is_or_and_different_ones_are_and(
        self, client: httpx.AsyncClient
    ) -> None:
        jung, logan = [await slugs(client, contributor=n) for n in ("ken-jung", "lesley-logan")]
        both = await slugs(client, contributor=["ken-jung", "lesley-logan"])
        narrow = await slugs(client, contributor=["ken-jung", "lesley-logan"], topic="habits")

        assert both == sorted([*jung, *logan])
        assert narrow == ["locked-knees-and-outer-edges"]

    @pytest.mark.parametrize(
        ("field", "wrong", "meant"),
        [
            ("contributor", "ken-jong", "ken-jung"),
            ("region", "heal", "heel"),
            ("complaint", "plantar-fascitis", "plantar-fasciitis"),
            ("topic", "habit", "habits"),
        ],
    )
    async def test_an_unknown_word_is_refused_with_the_one_that_was_meant(
        self, client: httpx.AsyncClient, field: str, wrong: str, meant: str
    ) -> None:
        error = only_error(await client.get(INSIGHTS, params={field: wrong}))

        assert error["parameter"] == field
        assert error["suggestion"] == meant

    async def test_pages_of_a_filtered_list_hold_each_claim_once(
        self, client: httpx.AsyncClient
    ) -> None:
        found, cursor = [], None
        for _ in range(20):
            query = {"region": "foot", "limit": "7"} | ({"cursor": cursor} if cursor else {})
            page: Answer = (await client.get(INSIGHTS, params=query)).json()
            found += [line["slug"] for line in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break

        assert found == await slugs(client, region="foot")


class TestGetInsight:
    async def test_it_says_who_claims_it_and_where_it_was_read(
        self, client: httpx.AsyncClient
    ) -> None:
        claim = (await client.get(f"{INSIGHTS}/heel-pain-is-very-common")).json()

        assert claim["topic"] == "complaints"
        assert [person["name"] for person in claim["contributors"]] == ["Monica Lam-Feist"]
        assert [source["slug"] for source in claim["sources"]] == ["aaptiv-strengthen-your-feet"]
        assert "plantar-heel-pain" in {complaint["slug"] for complaint in claim["complaints"]}
        assert "heel" in {region["slug"] for region in claim["regions"]}

    async def test_every_claim_names_its_source(self, client: httpx.AsyncClient) -> None:
        for line in await everything(client, INSIGHTS):
            claim = (await client.get(f"{INSIGHTS}/{line['slug']}")).json()
            assert claim["statement"] == line["statement"]
            assert claim["sources"], line["slug"]

    async def test_a_claim_of_nobody_in_particular_names_nobody(
        self, client: httpx.AsyncClient
    ) -> None:
        claim = (await client.get(f"{INSIGHTS}/a-2006-study-backs-the-heel-stretch")).json()

        assert claim["contributors"] == []
